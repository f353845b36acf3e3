from retold.records import Block, Diagnostic, Document, Span
from retold.settings import Quote
from retold.stages.quote import Quoter


def read(text, **settings):
    document = Document("d", "", "d.txt", "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
    return list(Quoter(Quote(**settings))((document,), (Block("d", Span(0, len(text)), "body", "", 1.0),)))


def test_of_an_endless_paragraph_the_beginning_is_read():
    said = "“The pilots are gone,” the mayor said. "
    found = read(said + "Nobody answered him that evening in the town. " * 40, longest_paragraph=200)
    assert [d.code for d in found if isinstance(d, Diagnostic)] == ["gave-up"]
    assert len([q for q in found if not isinstance(q, Diagnostic)]) == 1


def test_a_few_words_over_and_over_are_not_read():
    found = read("he said, " * 3000)
    assert {d.code for d in found} == {"gave-up"}
