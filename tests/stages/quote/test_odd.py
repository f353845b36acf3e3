"""Odd text never raises; that it takes linear time is shown by ``bench/quote_odd.py``."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.records import Block, Diagnostic, Document, Span
from retold.settings import Quote
from retold.stages.quote import Quoter, quotations

SENTENCES = "The mayor said that the bridge was closed. “It is closed,” she said. The rain went on. "


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\u2003\n",
        '"' * 3000,
        "“" * 3000 + "yes" + "”" * 3000,
        "He said “" * 300 + "yes" + "”" * 300,
        "x" * 50_000,
        "def f(x):\n    return 'a' + \"b\"\n" * 20,
        "他说：“你好。”" * 20,
        "He said \ud800 “no”.",
        "He said\0 “no\0”.",
        "“",
        "said",
        ":",
        "He said: " * 50,
    ],
    ids=lambda t: repr(t[:12]),
)
def test_odd_text_yields_spans_of_that_text(text):
    for q in next(quotations([text])):
        assert q.content
        assert all(0 <= s.start < s.end <= len(text) for s in (*q.content, *q.source, *q.cue))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(["“", "”", '"', "'", "‘", "’", " said ", "Quill", ", ", ". ", ": ", " that ", "it"]),
        max_size=40,
    )
)
def test_any_order_of_marks_and_cues_is_read(parts):
    text = "".join(parts)
    found = next(quotations([text]))
    assert len({q.id for q in found}) == len(found)
    assert {q.parent for q in found if q.parent} <= {q.id for q in found}


def test_a_row_of_closing_marks_is_told_of_in_few_words():
    document = Document("d", "", "", "", "", "", None, "", (), None, None, "en", "unknown", "text", "”" * 500)
    found = list(Quoter(Quote())((document,), (Block("d", Span(0, 500), "body", "", 1.0),)))
    assert {d.code for d in found} == {"unopened-mark"}
    assert len(found) < 50


def test_marks_too_deep_are_a_diagnostic():
    text = "“" * 40 + "yes" + "”" * 40
    document = Document("d", "", "", "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
    found = list(Quoter(Quote())((document,), (Block("d", Span(0, len(text)), "body", "", 1.0),)))
    assert "gave-up" in {d.code for d in found if isinstance(d, Diagnostic)}


def test_texts_together_give_what_each_gives_alone():
    texts = [SENTENCES, "Quill asked whether it was late.", "", "“No,” said Quill."]
    assert list(quotations(texts)) == [next(quotations([t])) for t in texts]
