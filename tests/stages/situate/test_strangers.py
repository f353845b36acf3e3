"""Names that do not fit the one text they stand in, and names that only look so; every text is invented."""

import pytest

from retold.records import Block, Diagnostic, Document, Member, Mention, Quotation, Span, identify
from retold.stages.situate import Recogniser, Situator

OPENING = (
    "Senator Nadia Fairweather and the harbour master, Simon Thorpe, spoke in Amble on Tuesday.\n"
    "“The channel will be dredged before winter,” Fairweather said.\n"
    "“We have waited nine years for the money to come,” Mr. Thorpe said.\n"
)


def notes(text, *told):
    """Return (code, printed words) of what is said of the names in a text; ``told`` are (content, source) pairs."""
    document = Document(
        identify("d", text), "", "a", "", "", "", None, "", (), None, None, "en", "unknown", "text", text
    )
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(document.id, Span(start, start + len(line.rstrip())), "body", "test", 1.0))
        start += len(line)
    quotations = []
    for content, source in told:
        at = text.index(content)
        near = [n for n in range(len(text)) if text.startswith(source, n)]
        spot = min(near, key=lambda n: min(abs(n - at), abs(n - at - len(content))))
        spans = (Span(at, at + len(content)),), (), (Span(spot, spot + len(source)),)
        quotations.append(Quotation(identify("q", text, content), document.id, "direct", *spans))
    mentions = [m for m in Recogniser()((document,), tuple(blocks), tuple(quotations)) if isinstance(m, Mention)]
    members = (Member("s", document.id, "A"),)
    out = Situator()((document,), tuple(blocks), tuple(quotations), tuple(mentions), (), members)
    codes = {"unintroduced-speaker", "mixed-name", "title-against-name"}
    found = [d for d in out if isinstance(d, Diagnostic) and d.code in codes]
    return [(d.code, text[d.span.start : d.span.end]) for d in found]


def test_a_speaker_whom_nobody_introduces():
    text = OPENING + "“The old quay is not for sale,” Quillfeather said.\n"
    told = ("The old quay is not for sale", "Quillfeather")
    assert notes(text, told) == [("unintroduced-speaker", "Quillfeather")]


def test_a_courtesy_title_introduces_nobody():
    text = OPENING + "“The old quay is not for sale,” said Mr. Quillfeather.\n"
    told = ("The old quay is not for sale", "Mr. Quillfeather")
    assert notes(text, told) == [("unintroduced-speaker", "Mr. Quillfeather")]


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("“The old quay is not for sale,” Senator Quillfeather said.", "Senator Quillfeather"),
        ("Ada Quillfeather was there. “The old quay is not for sale,” Quillfeather said.", "Quillfeather"),
        ("“The old quay is not for sale,” the Quillfeather said.", "Quillfeather"),
        ("One Norlander left. “The old quay is not for sale,” Norlanders said.", "Norlanders"),
        ("“The old quay is not for sale,” QuayWatch said.", "QuayWatch"),
        ("“The old quay is not for sale,” Thorpe said.", "Thorpe"),
    ],
)
def test_a_speaker_who_is_introduced_or_is_no_person(line, source):
    assert notes(OPENING + line + "\n", ("The old quay is not for sale", source)) == []


def test_a_text_that_introduces_nobody_has_that_style():
    text = "“The old quay is not for sale,” Quillfeather said.\n"
    assert notes(text, ("The old quay is not for sale", "Quillfeather")) == []


def test_a_given_name_with_the_surname_of_another():
    text = OPENING + "“The old quay is not for sale,” Nadia Thorpe said.\n"
    assert notes(text, ("The old quay is not for sale", "Nadia Thorpe")) == [("mixed-name", "Nadia Thorpe")]


def test_a_family_is_no_mixture():
    text = OPENING + "“The old quay is not for sale,” said his sister, Nadia Thorpe.\n"
    assert notes(text, ("The old quay is not for sale", "Nadia Thorpe")) == []


def test_a_title_that_contradicts_the_given_name():
    text = OPENING + "“The old quay is not for sale,” Mr. Fairweather said.\n"
    assert notes(text, ("The old quay is not for sale", "Mr. Fairweather")) == [
        ("title-against-name", "Mr. Fairweather")
    ]


def test_a_title_that_may_be_another_bearer_of_the_surname():
    text = OPENING + "Paul Fairweather came too. “The old quay is not for sale,” Mr. Fairweather said.\n"
    assert notes(text, ("The old quay is not for sale", "Mr. Fairweather")) == []
