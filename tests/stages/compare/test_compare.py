"""Each kind of discrepancy: an invented pair that must fire it, and near-misses that must not."""

from dataclasses import replace
from datetime import date

import pytest

from retold.records import SEVERITIES, Evidence
from retold.stages.compare.telling import quoted
from stages.telling_builder import Story


def two(one, other, kind="direct", kind_other="direct", **more):
    story = Story()
    story.tell(
        "a",
        f"Ada Brandt said: “{one}”",
        {"said": one, "by": "Ada Brandt", "kind": kind, "source": "Ada Brandt", "cue": "said"},
    )
    by = more.get("by", "Ada Brandt")
    story.tell("b", f"{by} said: “{other}”", {"said": other, "by": by, "kind": kind_other, "source": by, "cue": "said"})
    return story


def kinds(story):
    return {d.kind for d in story.compared()}


def test_another_speaker():
    story = two(
        "The harbour wall will be rebuilt next year", "The harbour wall will be rebuilt next year", by="Jon Lindqvist"
    )
    (found,) = [d for d in story.compared() if d.kind == "speaker"]
    assert "Ada Brandt" in found.why
    assert "Jon Lindqvist" in found.why
    assert {"Ada Brandt said", "Jon Lindqvist said"} <= set(story.words(found.evidence))


def test_a_mark_that_opens_within_quoted_words_is_closed():
    assert quoted("that the wall “does not hold,”") == "“that the wall “does not hold””"
    assert quoted("“It holds,”") == "“It holds”"


def test_who_is_only_she_beside_the_words_is_shown_where_she_is_named():
    story = Story()
    words_ = "The harbour wall will be rebuilt next year"
    story.tell("a", f"Ada Brandt rose. She said: “{words_}”", {"said": words_, "by": "Ada Brandt", "source": "She"})
    story.tell(
        "b", f"Jon Lindqvist said: “{words_}”", {"said": words_, "by": "Jon Lindqvist", "source": "Jon Lindqvist"}
    )
    for id_, person in story.people.items():
        places = tuple(Evidence(d.id, 0, len(person.name)) for d in story.documents if d.text.startswith(person.name))
        story.people[id_] = replace(person, mentions=places)
    (found,) = [d for d in story.compared() if d.kind == "speaker"]
    assert "Ada Brandt" in story.words(found.evidence)


def test_a_surname_alone_is_no_other_speaker():
    assert "speaker" not in kinds(
        two("The wall will be rebuilt next year", "The wall will be rebuilt next year", by="Brandt")
    )


def test_a_name_that_cannot_be_stands_first():
    story = two(
        "The harbour wall will be rebuilt next year", "The harbour wall will be rebuilt next year", by="Ada Lindqvist"
    )
    for id_, person in story.people.items():
        places = tuple(Evidence(d.id, 0, len(person.name)) for d in story.documents if d.text.startswith(person.name))
        doubts = (
            ("Only B names Ada Lindqvist; A gives the same given name to Ada Brandt.",) if "Lind" in person.name else ()
        )
        story.people[id_] = replace(person, mentions=places, doubts=doubts)
    found = story.compared()
    assert [d.kind for d in found[:2]] == ["speaker", "impossible name"]
    assert {d.severity for d in found[:2]} == {"critical"}


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("I would consider a lease of the pier", "I promise a lease of the pier", "strength"),
        ("I am ready to discuss a lease of the pier", "I offer a lease of the pier", "strength"),
        ("The barrier does not threaten your boats", "The barrier threatens your boats", "polarity"),
        ("We keep forty berths free for the fishing boats", "We keep fourteen berths free for the fishing boats", "number"),
        ("We keep 40 berths free for the fishing boats", "We keep 400 berths free for the fishing boats", "number"),
        ("We will lease the pier to them if parliament agrees", "We will lease the pier to them", "qualifier"),
        ("It is not possible now to lease the pier", "It is not possible to lease the pier", "qualifier"),
    ],
)  # fmt: skip
def test_what_parts_two_tellings(one, other, kind):
    story = two(one, other)
    found = [d for d in story.compared() if d.kind == kind]
    assert len(found) == 1
    assert {e.document for e in found[0].evidence} == {d.id for d in story.documents}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We keep forty berths free for the fishing boats", "We keep 40 berths free for the fishing boats"),
        ("It is impossible to lease the pier", "It is not possible to lease the pier"),
        ("The barrier does not threaten your boats", "The barrier doesn't threaten your boats"),
        ("I cannot promise a lease of the pier", "I can not promise a lease of the pier"),
        ("The organisation honours the harbour agreement", "The organization honors the harbor agreement"),
        ("We built almost 650 18-metre berths for the fishing boats", "We built 18-metre berths for the fishing boats"),
    ],
)
def test_what_does_not_part_them(one, other):
    assert {d.kind for d in two(one, other).compared() if d.severity != "low"} == set()


def test_a_headline_stronger_than_its_body():
    story = Story()
    story.tell("a", "Ada Brandt said she would consider a lease of the pier.",
               {"said": "a lease of the pier", "by": "Ada Brandt", "kind": "indirect", "cue": "promises", "source": "Brandt"},
               {"said": "she would consider a lease of the pier", "by": "Ada Brandt", "kind": "indirect", "cue": "said"},
               title="Brandt promises a lease of the pier")  # fmt: skip
    (found,) = [d for d in story.compared() if d.kind == "headline"]
    assert found.severity == "high"
    assert "Brandt promises a lease of the pier" in story.words(found.evidence)


def test_a_headline_that_says_what_the_body_says_is_silent():
    story = Story()
    story.tell("a", "Ada Brandt promised a lease of the pier.",
               {"said": "lease of pier", "by": "Ada Brandt", "kind": "indirect", "cue": "promises"},
               {"said": "a lease of the pier", "by": "Ada Brandt", "kind": "indirect", "cue": "promised"},
               title="Brandt promises lease of pier")  # fmt: skip
    assert kinds(story) == set()


SAID = ("The harbour wall will be rebuilt next year, stone by stone", "We have no money for a second crane")


def scene(one, other, role="outlet"):
    story = Story()
    for name, where, printed, day, kind in (("a", *one, role), ("b", *other, "outlet")):
        text = f"At a meeting in the {where} on {printed} Ada Brandt said: “{SAID[0]}”, and then: “{SAID[1]}”"
        id_ = story.tell(name, text, *({"said": s, "by": "Ada Brandt"} for s in SAID), role=kind)
        if day:
            story.moment(id_, printed, day)
    return [d for d in story.compared() if d.kind in ("date", "place")], story


def test_another_day():
    (found,), story = scene(
        ("Customs House", "14 March 2003", date(2003, 3, 14)), ("Customs House", "14 May 2003", date(2003, 5, 14))
    )
    assert found.kind == "date"
    assert {"14 March 2003", "14 May 2003"} == set(story.words(found.evidence))


def test_another_place():
    (found,), story = scene(
        ("Customs House", "14 March 2003", date(2003, 3, 14)), ("Town Hall", "14 March 2003", date(2003, 3, 14))
    )
    assert found.kind == "place"
    assert {"the Customs House", "the Town Hall"} == set(story.words(found.evidence))


def test_a_coarser_date_is_none():
    found, _ = scene(
        ("Customs House", "14 March 2003", date(2003, 3, 14)), ("Customs House", "a Friday in spring", None)
    )
    assert found == []


def test_the_record_is_not_the_odd_one_out():
    (found,), story = scene(
        ("Customs House", "14 March 2003", date(2003, 3, 14)),
        ("Customs House", "14 May 2003", date(2003, 5, 14)),
        "record",
    )
    assert story.words(found.evidence)[0] == "14 May 2003"


def test_papers_leaked_here_and_released_there():
    story = Story()
    said = "The harbour wall will be rebuilt next year"
    story.tell("a", f"According to leaked minutes, she said: “{said}”", {"said": said})
    story.tell("b", f"According to minutes released on Monday, she said: “{said}”", {"said": said})
    (found,) = [d for d in story.compared() if d.kind == "status"]
    assert set(story.words(found.evidence)) == {"leaked minutes", "minutes released"}


def test_a_sentence_left_out_between_two_that_are_quoted():
    sentences = ["The wall will be rebuilt next year.", "The harbour needs a second crane.", "I cannot promise it.",
                 "We keep forty berths free for you."]  # fmt: skip
    full, cut = " ".join(sentences), " ".join(s for s in sentences if "promise" not in s)
    found = [d for d in two(full, cut).compared() if d.kind == "omission"]
    assert len(found) == 1
    assert "I cannot promise it" in found[0].why


def test_the_institution_with_a_word_too_many():
    story = Story()
    story.tell("a", "The Saltmere Maritime Institute has the papers.")
    story.tell("b", "The papers of the Saltmere Institute are old.")
    assert kinds(story) == {"name"}


def test_one_name_in_two_spellings_and_british_spelling_is_none():
    story = Story()
    for name, form in (
        ("a", "Boris Mikalin"),
        ("b", "Boris Mikaln"),
        ("c", "Trade Organisation"),
        ("d", "Trade Organization"),
    ):
        story.mention(story.tell(name, f"{form} came."), form, kind="person")
    (found,) = story.compared()
    assert found.kind == "spelling"
    assert "Mikal" in found.why


def test_a_text_that_breaks_off():
    story = Story()
    story.tell("a", "In the years to come both towns may have to rethink their plans and the")
    assert kinds(story) == {"truncated"}


def test_ranks_follow_severity():
    story = two(
        "I would consider a long lease of 25 fishing berths",
        "I promise a long lease of 52 fishing berths",
        by="Jon Lindqvist",
    )
    found = story.compared()
    steps = [SEVERITIES.index(d.severity) for d in found]
    assert steps == sorted(steps, reverse=True)
    assert len(found) >= 3


def test_words_that_anybody_says_have_no_other_speaker():
    story = two("That is not new.", "It is not new in this port.", by="Jon Lindqvist")
    assert not [d for d in story.compared() if d.kind == "speaker"]


def test_no_one_denies_as_nobody_does():
    story = two("Nobody in the port will laugh at the bill.", "No one in the port will laugh at the bill.")
    assert not [d for d in story.compared() if d.kind == "polarity"]
