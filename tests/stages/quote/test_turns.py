from retold.records import Span
from retold.stages.quote.turns import turns

MINUTES = """Date: March 14
Present: the Mayor; the Pilot
THE MAYOR: We have no pilots left.
THE PILOT: There is one, and he is old.
THE MAYOR: Then he must teach.
He has until the spring.
THE PILOT: He will ask for money.
The conversation ended at five."""


def lines(text):
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def test_turns_of_minutes_are_read_with_what_goes_on_below():
    found, taken = turns(MINUTES, lines(MINUTES), "d")
    said = [
        (MINUTES[q.source[0].start : q.source[0].end], [MINUTES[s.start : s.end] for s in q.content]) for q in found
    ]
    assert said == [
        ("THE MAYOR", ["We have no pilots left."]),
        ("THE PILOT", ["There is one, and he is old."]),
        ("THE MAYOR", ["Then he must teach.", "He has until the spring."]),
        ("THE PILOT", ["He will ask for money."]),
    ]
    assert len(taken) == 5


def test_long_paragraphs_of_a_turn_are_quotations_of_their_own_and_headings_are_none():
    long = "The lock was closed in March and will be closed again, for the gates are older than any of us here. " * 2
    text = "\n".join(
        ["THE MAYOR: We begin.", f"THE PILOT: {long.strip()}", long.strip(), "It is so.", "2. The second witness",
         "THE MAYOR: And you?", "THE PILOT: The boats lie on the", "sand."]
    )  # fmt: skip
    found, taken = turns(text, lines(text), "d")
    said = [[text[s.start : s.end].strip() for s in q.content] for q in found]
    assert said == [["We begin."], [long.strip()], [long.strip()], ["It is so."], ["And you?"],
                    ["The boats lie on the", "sand."]]  # fmt: skip
    assert {text[q.source[0].start : q.source[0].end] for q in found[1:4]} == {"THE PILOT"}
    assert len(taken) == 8


def test_a_page_with_a_few_colons_is_no_transcript():
    text = "Photo: Ana Quill\nThe Mayor: tired\nThe plan: no plan\nUpdate: it rains\nTags: rain\nThe end: near"
    assert turns(text, lines(text), "d") == ([], set())


def test_an_empty_text_has_no_turns():
    assert turns("", [], "d") == ([], set())


def test_an_article_with_a_few_labels_is_no_transcript():
    prose = "\n".join(f"The ferry left at {n} and nobody spoke of it." for n in range(20))
    text = f"Quill: one\n{prose}\nBrack: two\nQuill: three\nBrack: four"
    assert turns(text, lines(text), "d") == ([], set())


INSET = """The clerk read the letter at three.

Brack: Who wrote it?
Quill: I do not know.

The gallery laughed, and it took a while.

Brack: Is it your hand?
Quill: It looks like it.

Ada Quill then left the room. “I am tired,” she told us.

The hearing goes on."""


def test_talk_that_is_set_into_an_article_ends_where_the_article_goes_on():
    paragraphs = [s for s in lines(INSET) if s.end > s.start]
    found, taken = turns(INSET, paragraphs, "d")
    assert [INSET[q.content[0].start : q.content[-1].end] for q in found] == [
        "Who wrote it?", "I do not know.", "Is it your hand?", "It looks like it.",
    ]  # fmt: skip
    assert len(taken) == 4


def test_the_last_turn_goes_on_as_long_as_those_before_it():
    one = INSET.replace("\n\n", "\n")
    found, taken = turns(one, lines(one), "d")
    said = [one[q.content[0].start : q.content[-1].end].split("\n") for q in found]
    assert said[1] == ["I do not know.", "The gallery laughed, and it took a while."]
    assert said[3] == ["It looks like it.", "Ada Quill then left the room. “I am tired,” she told us."]
    assert len(taken) == 6
