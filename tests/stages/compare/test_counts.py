"""What documents count, when and on which channel they have it said, and words turned round or into their opposites."""

import pytest

from stages.telling_builder import Story

SAID = {
    "said": "We shall mend the wall before the winter storms",
    "by": "Ada Brandt",
    "source": "Brandt",
    "cue": "said",
}
SECOND = {"said": "Nobody asked the harbour council", "by": "Ada Brandt"}


def pages(*rests, **more):
    """Pages that share two utterances, each with a text of its own before them."""
    story = Story()
    for name, rest in zip("abcde", rests, strict=False):
        story.tell(name, f"{rest} “{SAID['said']},” Brandt said. “{SECOND['said']}.”", SAID, SECOND, **more)
    return story


def found(story):
    return [(d.kind, d.why) for d in story.compared() if d.severity != "low"]


def test_hours_counted_in_narration_part():
    story = pages("Sixty-one people hung above the river for nine hours.",
                  "Sixty-one terrified people dangled over the river for NINETEEN hours.")  # fmt: skip
    ((kind, why),) = found(story)
    assert kind == "number"
    assert "NINETEEN hours" in why
    assert "nine hours" in why


def test_the_same_amount_in_another_currency_parts():
    story = pages("Every passenger will get 1,200 crowns, with no questions asked.",
                  "Every passenger will pocket £1,200, with no questions asked.")  # fmt: skip
    ((kind, why),) = found(story)
    assert kind == "number"
    assert "£1,200" in why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The council met for nine hours.", "The ferry was late by two hours."),
        (
            "Sixty-one people hung above the river for nine hours.",
            "For nine hours sixty-one people hung above the river.",
        ),
        (
            "The line has 68 cabins and forty seats above the river.",
            "Forty seats and 12 doors the line has above the river.",
        ),
    ],
)
def test_other_matter_or_one_number_in_common_is_no_parting(one, other):
    assert found(pages(one, other)) == []


def test_one_weekday_each_and_not_the_same():
    story = pages(
        "At a briefing on Wednesday the mayor spoke of the wall.", "She told reporters on Tuesday about the wall."
    )
    ((kind, why),) = found(story)
    assert kind == "date"
    assert "Wednesday" in why
    both = pages("At a briefing on Wednesday, after talks on Tuesday, she spoke.", "She told reporters on Tuesday.")
    assert found(both) == []


def test_radio_here_and_television_there():
    ((kind, _),) = found(pages("She spoke on the local radio.", "The mayor cracked live on TV."))
    assert kind == "channel"
    assert found(pages("She spoke on the local radio and on television.", "The mayor cracked live on TV.")) == []


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("We thought of closing the line for a week after the harvest fair", "We thought of closing the line for a week before the harvest fair", "polarity"),
        ("I would run the old line for thirty years without any luck", "I would run the old line for thirty years with any luck", "polarity"),
        ("Put it in writing, Ada, and then put it away with the papers", "Put it away with the papers, Ada, and put it in writing", "order"),
    ],
)  # fmt: skip
def test_opposites_and_clauses_turned_round(one, other, kind):
    story = Story()
    for name, said in (("a", one), ("b", other)):
        story.tell(name, f"“{said},” Jon Lindqvist said.", {"said": said, "by": "Jon Lindqvist"})
    assert [k for k, _ in found(story)] == [kind]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The duty officer has not made a mistake in the evening",
            "The duty officer makes the decision in the evening",
        ),
        (
            "I will not promise on the radio what I have not told my board",
            "She declined to promise on the radio what she had not told her board",
        ),
    ],
)
def test_what_is_denied_must_be_what_the_other_has(one, other):
    story = Story()
    story.tell(
        "a", f"“{one},” Ada Brandt said.", {"said": one, "by": "Ada Brandt", "source": "Ada Brandt", "cue": "said"}
    )
    cue, said = ("declined", other.removeprefix("She declined ")) if "declined" in other else ("said", other)
    text = other if "declined" in other else f"She said: {other}."
    story.tell("b", text, {"said": said, "by": "Ada Brandt", "kind": "indirect", "cue": cue})
    assert "polarity" not in {k for k, _ in found(story)}


@pytest.mark.parametrize("other", ["Brave Ada", "His lawyer", "MAYOR IN THE DOCK", "Radio Corran", "BRANDT"])
def test_descriptions_lines_and_labels_are_no_other_speaker(other):
    story = Story()
    text = "The old fitters say that the line was counting the cabins above the harbour all winter"
    for name, by in (("a", "Ada Brandt"), ("b", other)):
        story.tell(name, f"“{text},” {by} said.", {"said": text, "by": by, "source": by, "cue": "said"})
    assert "speaker" not in {k for k, _ in found(story)}


def test_who_asks_all_the_time_raises_nothing():
    story = Story()
    asked = [
        f"Will the council mend the harbour wall in year {n}?" for n in "one two three four five six seven".split()
    ]
    story.tell("a", "\n".join(f"HOST: {q}" for q in asked), *({"said": q, "by": "Host Moran"} for q in asked))
    one = "I asked her: Will the council mend the harbour wall?"
    story.tell(
        "b", f"Lindqvist said. {one}", {"said": "Will the council mend the harbour wall?", "by": "Jon Lindqvist"}
    )
    assert "initiative" not in {k for k, _ in found(story)}


def test_one_year_each_for_the_letter_and_not_the_same():
    story = pages(
        "The letter, dated 5 December 1922, hung on the wall.", "A letter from the year 1912 hung on the wall."
    )
    assert ("date", "high") in {(d.kind, d.severity) for d in story.compared()}
    assert found(pages("The letter of December 1922 hung there.", "A letter from the year 1922 hung there.")) == []


def test_kroner_are_crowns():
    one, other = (
        "The winner of the prize will get 24 million crowns.",
        "The winner of the prize will get 2.4 million kroner.",
    )
    assert [k for k, _ in found(pages(one, other))] == ["number"]
    assert found(pages(one, "The winner of the prize will get 24 million kroner.")) == []
