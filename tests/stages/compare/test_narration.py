"""What a page tells without quoting, and what may be said of it: figures, denials, doubts; and what must stay silent."""

import pytest

from retold.stages.compare.measures import UNITS
from stages.telling_builder import Story

FLIGHT = "Each ferry would carry no more than 40,000 litres and cost about three million marks"


def told_and_narrated(said, narrated, **more):
    story = Story()
    story.tell(
        "a", f"“{said},” Ada Brandt said.", {"said": said, "by": "Ada Brandt", "source": "Ada Brandt", "cue": "said"}
    )
    story.tell("b", narrated, **more)
    return story


@pytest.mark.parametrize(
    ("said", "narrated", "kind"),
    [
        (FLIGHT, "The cost was great, with each ferry able to carry up to 400,000 litres.", "number"),
        (FLIGHT, "By the accounts every ferry would carry 40 thousand liters, at a cost of 30 million marks.", "number"),
        ("I have known since the dry summer that we must ask somebody, and I do not think that asking is begging",
         "Since the dry summer I have known that we must ask somebody, and I believe that to ask is to beg.", "polarity"),
        ("Many farmers in the hills still take the ferry for a joke", "Farmers of the hills, she added, take the ferry for a joke.", "qualifier"),
    ],
)  # fmt: skip
def test_a_sentence_that_nobody_is_given_is_compared_by_its_words(said, narrated, kind):
    assert [d.kind for d in told_and_narrated(said, narrated).compared() if d.severity != "low"] == [kind]


@pytest.mark.parametrize(
    "narrated",
    [
        "Per ferry: forty cubic metres, which would cost some three million marks to carry.",
        "Each ferry would carry 40,000 litres at most and cost about 3 million marks.",
        "The ferry to the islands had 400,000 passengers in its first summer.",
    ],
)
def test_one_amount_in_other_units_or_another_matter_is_no_parting(narrated):
    assert [d.kind for d in told_and_narrated(FLIGHT, narrated).compared() if d.severity != "low"] == []


def test_units_of_one_kind_have_their_sizes():
    assert UNITS["cubic metres"] == ("volume", 1000.0)
    assert UNITS["liters"] == UNITS["litre"]
    assert UNITS["feet"][0] == UNITS["miles"][0] == "length"


def test_what_is_denied_in_the_sentence_before_is_denied():
    story = Story()
    two = (
        "I cannot promise the council a pier. What I can promise is that nobody in the harbour will laugh at the plan."
    )
    story.tell("a", f"“{two}” Ada Brandt said.", {"said": two, "by": "Ada Brandt"})
    one = "she could not promise a pier, only that nobody in the harbour would laugh at the plan"
    story.tell("b", f"Brandt said that {one}.", {"said": one, "by": "Ada Brandt", "kind": "indirect"})
    assert "polarity" not in {d.kind for d in story.compared()}


def test_he_said_may_mean_who_was_named_last():
    story = Story()
    said = "The file is a lunch and it is not a treaty"
    story.tell("a", f"“{said},” Karel Moran said.", {"said": said, "by": "Karel Moran", "source": "Karel Moran"})
    b = f"For the archivist Moran the file proves nothing. {said}. He joked."
    story.tell(
        "b", f"Jon Lindqvist was the host. {b}", {"said": said, "by": "Jon Lindqvist", "source": "He", "cue": "joked"}
    )
    assert "speaker" not in {d.kind for d in story.compared()}
    other = Story()
    other.tell("a", f"“{said},” Karel Moran said.", {"said": said, "by": "Karel Moran", "source": "Karel Moran"})
    other.tell("b", f"Moran listened. Jon Lindqvist rose. {said}. He joked.",
               {"said": said, "by": "Jon Lindqvist", "source": "He", "cue": "joked"})  # fmt: skip
    assert "speaker" in {d.kind for d in other.compared()}


def test_a_headline_that_quotes_what_nobody_says():
    body = "“There may be a ferry in spring,” Ada Brandt said. She spoke for an hour about the harbour."
    said = {"said": "There may be a ferry in spring", "by": "Ada Brandt"}
    story = Story()
    story.tell("a", body, said, title="‘They never listened to us’: Brandt on the harbour")
    assert [d.kind for d in story.compared()] == ["headline"]
    honest = Story()
    honest.tell("a", body, said, title="‘There may be a ferry’: Brandt on the harbour")
    assert honest.compared() == []


def test_a_headline_that_vows_above_a_body_that_vows_nothing():
    body = "Ada Brandt told the council that the islanders might one day have a share in the fleet."
    title = "Brandt vowed to bring the islanders into the fleet"
    story = Story()
    story.tell(
        "a",
        body,
        {"said": "to bring the islanders into the fleet", "by": "Ada Brandt", "kind": "indirect", "cue": "vowed"},
        {"said": "the islanders might one day have a share in the fleet", "by": "Ada Brandt", "kind": "indirect", "cue": "told"},
        title=title,
    )  # fmt: skip
    assert ("headline", "high") in {(d.kind, d.severity) for d in story.compared()}


def test_a_guarantee_against_a_chance():
    story = Story()
    one, other = (
        "that the islanders will join the fleet of the council",
        "that the islanders might join the fleet of the council",
    )
    story.tell(
        "a", f"Brandt guaranteed {one}.", {"said": one, "by": "Ada Brandt", "kind": "indirect", "cue": "guaranteed"}
    )
    story.tell("b", f"Brandt told him {other}.", {"said": other, "by": "Ada Brandt", "kind": "indirect", "cue": "told"})
    (found,) = [d for d in story.compared() if d.kind == "strength"]
    assert story.words(found.evidence)[2:] == ["guaranteed", "might"]


def test_names_that_are_one_in_another_order_or_without_accents():
    story = Story()
    said = "The fleet will sail before the winter fair"
    for name, rest in (("a", "The Palace of Belmar gave the lunch of the Wind Exchange."),
                       ("b", "The lunch in Belmar Palace was given by the Wind Exchange."),
                       ("c", "The lunch was paid by the Stock Exchange of Wind.")):  # fmt: skip
        story.tell(name, f"“{said},” Ada Brandt said. {rest}", {"said": said, "by": "Ada Brandt"})
    found = story.compared()
    assert [d.kind for d in found] == ["name"]
    assert "Stock" in found[0].why


def test_the_note_was_taken_down_by_another():
    story = Story()
    said = "The fleet will sail before the winter fair"
    a = "The note, released by the castle, was taken down by the adviser Jitka Moran."
    b = "In the minute redacted by the Halmark protocol he is brief."
    for name, rest in (("a", a), ("b", b)):
        story.tell(name, f"“{said},” Ada Brandt said. {rest}", {"said": said, "by": "Ada Brandt"})
    assert [d.kind for d in story.compared()] == ["carrier"]
