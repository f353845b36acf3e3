"""What parts two pages that tell of one occasion, whoever is given as saying it."""

import pytest
from tests.stages.telling_builder import Story

COMMON = [
    "The barrier will stand open except in a storm",
    "We never asked for the pier as our own",
    "Then let your envoy meet my commissioner before the summer",
]


def pages(one, other, *, first=(), second=(), role="outlet"):
    """Return the discrepancies of two pages that have three utterances in common, and a sentence each of their own."""
    story = Story()
    for name, text, own, kept in (("a", one, first, role), ("b", other, second, "outlet")):
        whole = " ".join([*(f"“{c},” Ada Brandt said." for c in COMMON), text])
        story.tell(name, whole, *({"said": c, "by": "Ada Brandt"} for c in COMMON), *own, role=kept)
    return [d for d in story.compared() if d.severity != "low"]


def kinds(found):
    return [d.kind for d in found]


def test_a_figure_in_the_narration_of_both():
    (found,) = pages("Nine people were hurt when the ramp of the ferry came down.",
                     "NINETEEN people were hurt as the ferry's ramp came down.")  # fmt: skip
    assert (found.kind, found.severity) == ("number", "high")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bridge was to open to walkers within fourteen days.",
         "The bridge was to open to walkers within fourteen weeks."),
        ("The council offered 12 million euros for the old ferry.", "The council offered £12million for the old ferry."),
    ],
)  # fmt: skip
def test_one_number_in_two_units(one, other):
    (found,) = pages(one, other)
    assert found.kind == "number"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The council bid nine million euros plus two million in add-ons for the ferry.",
         "The council bid nine plus two in add-ons for the ferry."),
        ("The pins of the ferry will be changed unless the council pays for them.",
         "The pins of the ferry will be changed if the council does not pay for them."),
        ("The council asked whether the ferry could sail in winter.",
         "The council wanted to know whether the ferry could sail in winter."),
    ],
)  # fmt: skip
def test_one_thing_said_in_two_ways_is_no_parting(one, other):
    assert pages(one, other) == []


def test_a_question_that_became_an_order():
    (found,) = pages("The minister asked the inspector whether the ferry could stay in service until Easter.",
                     "The minister ordered the inspector to keep the ferry in service until Easter.")  # fmt: skip
    assert (found.kind, found.severity) == ("strength", "high")


@pytest.mark.parametrize(
    ("one", "other", "severity"),
    [
        ("The foreign secretary, Lord Penrow, wrote in the margin.", "Lord Penrow, the prime minister, wrote on it.", "high"),
        ("The minister's daughter, Dana Vero, was brief.", "Vero's granddaughter Dana was brief.", "medium"),
    ],
)  # fmt: skip
def test_one_man_in_two_offices_or_families(one, other, severity):
    (found,) = pages(one, other)
    assert (found.kind, found.severity) == ("role", severity)


@pytest.mark.parametrize(
    "other",
    ["The former foreign secretary, Lord Penrow, wrote on it.", "Lord Penrow, the foreign minister, wrote on it."],
)
def test_a_former_office_or_another_name_of_it_is_no_parting(other):
    assert "role" not in kinds(pages("The foreign secretary, Lord Penrow, wrote in the margin.", other))


def test_a_claim_of_nobody_whom_the_page_names():
    (found,) = pages("The hearing lasted an hour.", "A source close to the mayor said half of the crew want to leave.")
    assert found.kind == "unsourced"
    assert "A source close to the mayor said" in found.why


def test_a_claim_that_another_page_bears_out_is_none_of_nobody():
    found = pages("Half of the crew of the ferry want to leave, the captain said.",
                  "A source close to the mayor said half of the crew of the ferry want to leave.")  # fmt: skip
    assert "unsourced" not in kinds(found)


def test_words_lifted_out_of_a_denial():
    said = "I do not say that the company did this on purpose"
    (found,) = pages(f"“{said},” Ada Brandt said.", "She accused the company of doing it “on purpose”.",
                     first=[{"said": said, "by": "Ada Brandt"}])  # fmt: skip
    assert (found.kind, found.severity) == ("polarity", "high")


def test_who_repeats_the_words_is_not_who_said_them():
    said = "They gave me the pen after the ramp of the ferry was up"
    outer = f"One deckhand said to me: ‘{said}’"
    found = pages(f"“{outer},” Ada Brandt said.", f"“{said},” Ada Brandt said.",
                  first=[{"said": outer, "by": "Ada Brandt"},
                         {"said": said, "by": "One deckhand", "source": "One deckhand", "cue": "said", "parent": 3}],
                  second=[{"said": said, "by": "Ada Brandt", "source": "Ada Brandt"}])  # fmt: skip
    assert "speaker" in kinds(found)


def test_the_sentence_that_takes_it_back():
    told = "I am sorry for what happened to the people on the deck"
    found = pages(f"“{told}. That is no admission of guilt,” Jon Vik said.", f"“{told},” Jon Vik said.",
                  first=[{"said": f"{told}. That is no admission of guilt", "by": "Jon Vik"}],
                  second=[{"said": told, "by": "Jon Vik"}])  # fmt: skip
    assert "omission" in kinds(found)


@pytest.mark.parametrize(
    ("full", "short", "kind"),
    [
        ("the government would look kindly on any such step but would not pay for it",
         "the government would look kindly on any such step", "omission"),
        ("that is for the company to decide as long as it keeps to the limit of wind",
         "that is for the company alone to decide", "qualifier"),
        ("the ferry shall not sail in winds above force six until the pins are changed",
         "the ferry shall not sail at wind force six until the pins are changed", "qualifier"),
    ],
)  # fmt: skip
def test_a_limit_that_is_left_out(full, short, kind):
    found = pages(f"He said that {full}.", f"He said that {short}.",
                  first=[{"said": full, "by": "Jon Vik", "kind": "indirect", "cue": "He said"}],
                  second=[{"said": short, "by": "Jon Vik", "kind": "indirect", "cue": "He said"}])  # fmt: skip
    assert kind in kinds(found)


def test_a_condition_in_other_words_is_no_limit_that_is_left_out():
    full, short = (
        "the widow may testify on Thursday if her doctors allow it",
        "the widow may testify, health permitting",
    )
    found = pages(f"He said that {full}.", f"He said that {short}.",
                  first=[{"said": full, "by": "Jon Vik", "kind": "indirect", "cue": "He said"}],
                  second=[{"said": short, "by": "Jon Vik", "kind": "indirect", "cue": "He said"}])  # fmt: skip
    assert "qualifier" not in kinds(found)


def test_one_parting_is_told_once():
    found = pages("Nine people were hurt when the ramp of the ferry came down. Nine people, the captain said.",
                  "NINETEEN people were hurt as the ferry's ramp came down.")  # fmt: skip
    assert kinds(found) == ["number"]


def test_a_surname_with_a_letter_less():
    story = Story()
    for name, text in (
        ("a", "Ada Lindstrom spoke."),
        ("b", "Ada Lindstrom spoke. Ms Lindstom left."),
        ("c", "Ms Lindstrom left."),
    ):
        whole = " ".join([*(f"“{c},” Ada Brandt said." for c in COMMON), text])
        id_ = story.tell(name, whole, *({"said": c, "by": "Ada Brandt"} for c in COMMON))
        for form in ("Ada Lindstrom", "Lindstrom", "Lindstom"):
            if form in whole:
                story.mention(id_, form, "person")
    (found,) = [d for d in story.compared() if d.kind == "spelling"]
    assert "Lindstom" in found.why


def tallies(role="outlet"):
    one, other = (
        "Lund now leads the count of the harbour ward with {} votes. Brandt has {} from the islands, and Rist has {} in "
        "the old town. Of the fishermen {} have not voted yet."
    ), "So far {}"  # fmt: skip
    first = one.format(221, 69, 41, 48)
    second = other.format(one.format(182, 28, 22, 57))
    return [d for d in pages(first, second, role=role) if d.kind == "number"]


def test_two_counts_of_one_vote_are_one_parting():
    (found,) = tallies()
    assert (found.severity, len(found.evidence)) == ("medium", 8)
    assert "3 more figures" in found.why


def test_a_count_is_held_against_the_record_figure_by_figure():
    assert [d.severity for d in tallies("record")] == ["high"] * 4


def test_more_and_less_of_two_things_are_no_opposites():
    found = pages("Our voters of the town were more divided on another issue, whether to widen the old quay or the road.",
                  "The voters of the town were far less divided on the issue of the ferry in winter.")  # fmt: skip
    assert kinds(found) == []
