"""Figures, denials, commitment and firmness at one place of the alignment: what parts two tellings and what does not."""

import os
from dataclasses import replace
from datetime import date

import pytest

from retold.records import Interval, Moment, Occasion, Span, Statement, Witness, identify
from retold.stages.compare.alignment import gaps, spelt_out
from retold.stages.compare.figures import numbers
from retold.stages.compare.presence import presence_findings
from retold.stages.compare.telling import Tellings
from retold.stages.compare.wording import wording_findings
from retold.stages.words import words
from stages.telling_builder import Story


def read(text):
    return words(text, [Span(0, len(text))])


def parted(one, other):
    return [(" ".join(w.text for w in g.left), " ".join(w.text for w in g.right)) for g in gaps(read(one), read(other))]


def two(one, other, kind="direct", kind_other="direct", frame="Ada Brandt said: “{}”", frame_other=None):
    story = Story()
    for name, said, how, around in (("a", one, kind, frame), ("b", other, kind_other, frame_other or frame)):
        source = "Ada Brandt"
        story.tell(
            name, around.format(said), {"said": said, "by": source, "kind": how, "source": source, "cue": "said"}
        )
    return story


def kinds(story):
    return {d.kind for d in story.compared()}


def test_gaps_are_what_the_tellings_do_not_share():
    assert parted("The old wall stands", "The new wall stands") == [("old", "new")]
    assert parted("We wait", "We wait") == []
    assert parted("We wait for the tide", "We wait") == [("for the tide", "")]


def test_contractions_are_two_words_and_impossible_is_not_possible():
    assert parted("We can't wait and it's late", "We cannot wait and it is late") == []
    assert parted("It is impossible to wait", "It is not possible to wait") == []
    assert [w.text for w in spelt_out(read("they’re here"))] == ["they", "are", "here"]
    assert {(w.start, w.end) for w in spelt_out(read("can't"))} == {(0, 5)}


def test_lone_function_words_do_not_hold_two_wordings_together():
    one, other = "Our grey boats of the fleet left early", "Some young men of the guard came home"
    assert parted(one, other) == [(one, other)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2 million crates", [2e6]),
        ("2,000,000 crates", [2e6]),
        ("two million crates", [2e6]),
        ("4.5 billion and forty", [4.5e9, 40]),
        ("4,5 million and 4,500", [4.5e6, 4500]),
        ("a hundred men", []),
        ("version 1.2.3", []),
    ],
)
def test_numbers_have_one_value_however_they_are_written(text, values):
    assert [v for v, _ in numbers(read(text))] == values


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("The wall will cost the town 4.5 million a year, the pier 4.5 million", "The wall will cost the town 9 million a year, the pier 4.5 million", "number"),
        ("Our boats waited six months for the new crane", "Our boats waited seven months for the new crane", "number"),
        ("The harbour council agreed to wait for the storms to pass", "The harbour council was ready to wait for the storms to pass", "strength"),
        ("The harbour wall may be rebuilt before the winter", "The harbour wall will be rebuilt before the winter", "firmness"),
        ("We have never been asked about the harbour wall", "We have been asked about the harbour wall", "polarity"),
        ("We can't rebuild the harbour wall before winter", "We can rebuild the harbour wall before winter", "polarity"),
        ("The new ferry will sail from here to Norway in winter", "The new ferry will sail from here to Denmark in winter", "place"),
    ],
)  # fmt: skip
def test_what_parts(one, other, kind):
    story = two(one, other)
    (found,) = [d for d in story.compared() if d.kind == kind]
    assert len({e.document for e in found.evidence}) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I do not think that the harbour wall is safe", "I think that the harbour wall is not safe"),
        ("The wall is old, like it or not, and the town is poor", "The wall is old and the town is poor"),
        ("The harbour wall is safe", "The harbour wall is safe, and nobody in this town doubts it"),
        ("The ferry needs two million crates of stone", "The ferry needs 2,000,000 crates of stone"),
        ("We cannot rebuild the harbour wall before winter", "We can’t rebuild the harbour wall before winter"),
        (
            "The new ferry will sail from here to Oslo in winter",
            "The new ferry will sail from here to Norway in winter",
        ),
    ],
)
def test_what_does_not_part(one, other):
    assert kinds(two(one, other)) & {"polarity", "number", "place", "strength"} == set()


@pytest.mark.parametrize(
    ("one", "other", "lost"),
    [
        ("The crane stood idle for some weeks before the storm", "The crane stood idle for weeks before the storm", True),
        ("The crane stood idle for some weeks before the storm", "The crane stood idle for a few weeks before the storm", False),
        ("The wall will hold about three winters more", "The wall will hold three winters more", True),
        ("I am sure about three of the old walls", "I am certain of three of the old walls", False),
    ],
)  # fmt: skip
def test_a_qualifier_is_lost_but_not_where_another_says_the_same(one, other, lost):
    assert ("qualifier" in kinds(two(one, other))) == lost


def test_reported_speech_shifts_the_tense():
    story = two("We will rebuild the harbour wall", "they would rebuild the harbour wall", kind_other="indirect")
    assert "firmness" not in kinds(story)
    assert "firmness" in kinds(two("We will rebuild the harbour wall", "We would rebuild the harbour wall"))


def dated(one, other, day, day_other, granularity="day"):
    said = "The harbour wall will be rebuilt next year, stone by stone"
    story = two(said, said, frame=f"Ada Brandt said {one}: “{{}}”", frame_other=f"Ada Brandt said {other}: “{{}}”")
    for document, printed, first, last in ((story.documents[0], one, *day), (story.documents[1], other, *day_other)):
        at = document.text.index(printed)
        interval = Interval(first, last, granularity, "stated", printed)
        story.moments.append(Moment(document.id, Span(at, at + len(printed)), interval))
    return story


def test_another_day_beside_the_same_words():
    tuesday, thursday = date(2003, 3, 11), date(2003, 3, 13)
    (found,) = [
        d for d in dated("on Tuesday", "on Thursday", (tuesday,) * 2, (thursday,) * 2).compared() if d.kind == "date"
    ]
    assert "'on Tuesday'" in found.why


def test_a_coarser_date_is_no_other_day():
    day = date(2003, 6, 4)
    assert "date" not in kinds(dated("on June 4", "in June", (day,) * 2, (date(2003, 6, 1), date(2003, 6, 30))))


def test_an_open_or_vague_time_is_no_other_day():
    assert "date" not in kinds(dated("recently", "on June 4", (None, date(2003, 6, 1)), (date(2003, 6, 4),) * 2))


def of_occasions(one, other):
    story = two(
        "The harbour wall is safe and the town will pay 40 crowns",
        "The harbour wall is not safe and the town will pay 90 crowns",
    )
    for i, day in enumerate((one, other)):
        id_ = identify("o", day)
        story.occasions[day] = Occasion(id_, "s", "interview", "", Interval(day, day), "", (), ())
        story.attributions[i] = replace(story.attributions[i], occasion=id_)
    return story


def wording_of(story):
    """Return what wording finds where all tellings are one statement, as a person may have joined them."""
    spans = [(q, q.content) for q in story.quotations if q.parent is None]
    witnesses = [
        Witness(q.id, "st", q.id, q.document, chr(65 + i), None, s, base=i == 0) for i, (q, s) in enumerate(spans)
    ]
    statement = Statement("st", "s", "", None, tuple(q.id for q, _ in spans))
    tellings = Tellings.of(
        story.documents, story.blocks, story.quotations, story.members, story.mentions, story.moments,
        list(story.people.values()), list(story.occasions.values()), story.attributions, [statement], witnesses, [],
    )  # fmt: skip
    return [*wording_findings(tellings), *presence_findings(tellings)]


def test_what_was_said_years_apart_is_not_held_against_each_other():
    assert wording_of(of_occasions(date(1996, 3, 12), date(2003, 1, 3))) == []
    assert {"polarity", "number"} == {f.kind for f in wording_of(of_occasions(date(2003, 3, 12), date(2003, 1, 3)))}


def test_the_pair_with_the_record_is_shown():
    story = two("We keep forty berths free for the boats", "We keep fourteen berths free for the boats")
    said = "We keep forty berths free for the boats"
    story.tell("r", f"Ada Brandt said: “{said}”", {"said": said, "by": "Ada Brandt"}, role="record")
    (found,) = [f for f in wording_of(story) if f.kind == "number"]
    assert {e.document for e in found.evidence} == {story.documents[1].id, story.documents[2].id}


def holding(inner):
    """Two tellings that part in a figure; in the first stand somebody's words, which are told by themselves."""
    story = Story()
    said = f"If the mayor had said {inner} that night the harbour would have had forty berths by summer"
    story.tell("a", f"Ada Brandt said: “{said}”", {"said": said, "by": "Ada Brandt"},
               {"said": inner, "by": "Olaf Rist", "parent": 0})  # fmt: skip
    other = "Had he agreed that night, the harbour would have had fourteen berths by summer"
    story.tell("b", f"Ada Brandt said: “{other}”", {"said": other, "by": "Ada Brandt"})
    return story


def test_an_anecdote_is_compared_by_what_is_said_in_it_and_a_word_within_makes_none():
    assert {f.kind for f in wording_of(holding("yes"))} == {"number"}
    assert (
        wording_of(holding("yes to a quay of stone, to cranes and to a road along the shore, as he had promised")) == []
    )


def test_two_thousand_witnesses_of_one_statement():
    story = Story()
    for i in range(2000):
        said = f"We keep {'forty' if i else 'fourteen'} berths free for the boats of quay {'one' if i % 2 else 'seven'}"
        story.tell(str(i), f"Ada Brandt said: “{said}”", {"said": said, "by": "Ada Brandt"})
    start = os.times()
    found = wording_of(story)
    assert os.times().user - start.user < 10
    assert "number" in {f.kind for f in found}


def test_a_sentence_printed_in_other_words_is_not_left_out():
    told = ["The wall will be rebuilt next year.", "The harbour needs a second crane.", "Twenty-five years is a long time.",
            "We keep forty berths free for you."]  # fmt: skip
    full = " ".join(told)
    short = " ".join(s for s in told if "Twenty" not in s)
    around = ("Ada Brandt said: “{}”", "Ada Brandt called 25 years a long time and said: “{}”")
    assert "omission" not in kinds(two(full, short, frame=around[0], frame_other=around[1]))
    assert "omission" in kinds(two(full, short))


def test_words_printed_once_are_not_told_twice():
    said = "I asked him whether the town would rebuild the old harbour wall before the next winter storms"
    story = Story()
    once = {"said": said, "by": "Ada Brandt"}
    inner = {"said": said.removeprefix("I asked him "), "by": "Ada Brandt"}
    story.tell("a", f"Ada Brandt said: “{said}”", once, inner)
    story.tell("b", f"Later Ada Brandt said: “{said}”", once)
    assert "duplication" not in {f.kind for f in wording_of(story)}
    again = Story()
    again.tell("a", f"Ada Brandt said: “{said}” She said it again: “So {said}”", once, {"said": f"So {said}"})
    again.tell("b", f"Later Ada Brandt said: “{said}”", once)
    assert "duplication" in {f.kind for f in wording_of(again)}
