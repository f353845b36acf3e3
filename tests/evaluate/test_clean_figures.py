"""What the figures of cleaning count, on an invented page whose labels are given."""

from retold.evaluate.clean import gold_of, measure, summary
from retold.records import Block, Document, Span

LINES = {
    "headline": "“We have the stone,” says the mayor of Port Ellery",
    "body": "The old swing bridge will be rebuilt, the mayor said on Monday.",
    "caption": "The swing bridge in the winter of 1961, seen from the quay",
    "subheading": "Ten soups for cold nights, from leek to lentil",
    "chrome": "“Nobody asked us,” said Tom Rudd, who crosses the harbour daily.",
}
GOLD = "\n".join(LINES[label] for label in ("headline", "body", "chrome"))


def figures(labels):
    text = "\n".join(LINES.values())
    document = Document("d", "", "", "", "", "", None, "", (), None, None, "en", "unknown", "html", text)
    starts = [text.index(line) for line in LINES.values()]
    blocks = [
        Block("d", Span(start, start + len(line)), label, "", 1.0)
        for start, line, label in zip(starts, LINES.values(), labels, strict=True)
    ]
    return summary([measure([document, *blocks], gold_of({"main_content": GOLD}))])


def test_a_quotation_is_lost_where_it_is_hidden_not_where_it_is_a_headline():
    found = figures(LINES)
    assert found["quote_lines"] == 2
    assert found["quote_lines_lost_percent"] == 50.0
    assert figures(["headline", "body", "caption", "subheading", "body"])["quote_lines_lost_percent"] == 0.0


def test_a_caption_is_no_chrome_that_is_shown_as_text_but_it_is_not_hidden():
    hidden = figures(["headline", "body", "caption", "chrome", "body"])
    assert (hidden["pages_with_chrome_percent"], hidden["pages_with_unhidden_percent"]) == (0.0, 100.0)
    assert figures(LINES)["pages_with_chrome_percent"] == 100.0
