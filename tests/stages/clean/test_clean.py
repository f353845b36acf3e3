from hypothesis import given, settings
from hypothesis import strategies as st

from retold.records import Block, Diagnostic, Document, Page
from retold.settings import Clean
from retold.stages.clean import Cleaner

ARTICLE = """The swing bridge at Port Ellery will be rebuilt

By Ada Weaver

The mayor of Port Ellery said on Monday that the old swing bridge would be rebuilt before the end of the year.
“We have the money and we have the stone,” she told the council. “What we lack is a week without rain.”
A bridge of two halves
Fishermen doubt the bridge will open in time: the last repair took three winters, and two firms failed over it.
A vote on the second half of the money is due in March, when the ferry company will also put its case.

Share
Tweet
You might also like
Goat stops train
Ten soups for cold nights
12K
© 2024 Bay Courier
"""


def cleaned(text, **fields):
    container = fields.pop("container_", "text")
    page = Page("d1", "a.txt", "", "", "00", container, "unknown", text, **fields)
    found = list(Cleaner(Clean())((page,)))
    [document] = [f for f in found if isinstance(f, Document)]
    return document, [f for f in found if isinstance(f, Block)]


def labels(text, **fields):
    document, blocks = cleaned(text, **fields)
    return [(b.label, document.text[b.span.start : b.span.end]) for b in blocks]


def test_chrome_after_the_article_is_hidden_and_the_article_is_not():
    found = labels(ARTICLE)
    hidden = [text for label, text in found if label == "chrome"]
    assert hidden == ARTICLE.splitlines()[-7:]
    assert ("headline", "The swing bridge at Port Ellery will be rebuilt") in found
    assert ("byline", "By Ada Weaver") in found
    assert ("subheading", "A bridge of two halves") in found


def test_a_document_takes_what_the_page_states():
    document, _ = cleaned(ARTICLE)
    assert document.headline == "The swing bridge at Port Ellery will be rebuilt"
    assert document.byline == ("Ada Weaver",)
    assert document.language == "en"


def test_salvage_is_metadata():
    text = "date 2024-02-09 Advertisement\n" + ARTICLE + "Source: Harbour Wire\n"
    found = {text: label for label, text in labels(text)}
    assert found["date 2024-02-09 Advertisement"] == "metadata"
    assert found["Source: Harbour Wire"] == "metadata"
    assert cleaned(text)[0].published.first.isoformat() == "2024-02-09"


@settings(deadline=None)  # the first example loads the language model
@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=400))
def test_blocks_cover_every_character_that_is_not_white_space(text):
    document, blocks = cleaned(text)
    covered = set()
    for block in blocks:
        places = set(range(block.span.start, block.span.end))
        assert places
        assert not places & covered
        covered |= places
    assert all(i in covered for i, c in enumerate(document.text) if not c.isspace())
    assert [b.span.start for b in blocks] == sorted(b.span.start for b in blocks)
    assert all(b.reason and 0 <= b.score <= 1 for b in blocks)


def signs(text):
    page = Page("d1", "a.txt", "", "", "00", "text", "unknown", text)
    return [d.message for d in Cleaner(Clean())((page,)) if isinstance(d, Diagnostic) and d.code == "truncated"]


WHOLE = "The mayor said on Monday that the bridge would be rebuilt before the end of the year.\n"


def test_a_text_that_is_whole_has_no_sign_of_truncation():
    assert signs(ARTICLE) == []
    assert signs(WHOLE * 3) == []


def test_a_text_that_breaks_off_is_said_to():
    assert signs(WHOLE + "She added that the money for the second half would come from the ferry company and the") != []
    assert (
        signs(WHOLE + "She added that the money for the second half would come from the ferry... [+1204 chars]") != []
    )


def test_an_announced_part_that_is_missing_is_named():
    parts = "".join(f"{n}. {name}\n{WHOLE}" for n, name in [(1, "How it began"), (2, "How it went on")])
    text = "Table of Contents\n- 1. How it began\n- 2. How it went on\n- 3. How it ended\n" + parts
    assert signs(text) == ["the text announces the part “How it ended” and lacks it"]


def test_running_heads_of_a_paged_text_are_chrome_and_part_no_paragraph():
    sheets = [f"Bay Courier, page {n}\nThe council met for the {n}th time and did not agree.\n{n}" for n in (1, 2, 3)]
    found = labels("\f".join(sheets), container_="pdf")
    assert [text for label, text in found if label == "chrome"] == [
        line for n in (1, 2, 3) for line in (f"Bay Courier, page {n}", str(n))
    ]
