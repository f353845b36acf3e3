"""Odd input to the situator: dates, names and casts that are seldom; every text is invented."""

from datetime import date

import pytest

from retold.records import (
    Attribution,
    Block,
    Diagnostic,
    Document,
    Interval,
    Member,
    Mention,
    Moment,
    Occasion,
    Person,
    Quotation,
    Span,
    identify,
)
from retold.stages.situate import Recogniser, Situator


def document(name, text, published=None):
    day = Interval(published, published) if published else None
    key = identify("d", name)
    return Document(key, "", name, "", "", "", None, "", (), day, None, "en", "unknown", "text", text)


def quotation(doc, content, source, frame="", to=""):
    at = doc.text.index(content)
    places = [n for n in range(len(doc.text)) if doc.text.startswith(source, n)]
    spot = min(places, key=lambda n: min(abs(n - at), abs(n - at - len(content))))
    spans = (Span(at, at + len(content)),), (), (Span(spot, spot + len(source)),)
    heard = (Span(doc.text.index(to), doc.text.index(to) + len(to)),) if to else ()
    return Quotation(identify("q", doc.id, content), doc.id, "direct", *spans, frame=frame, addressee=heard)


def situate(docs, said=()):
    blocks, mentions, moments = [], [], []
    for doc in docs:
        start, own = 0, []
        for line in doc.text.splitlines(keepends=True):
            own.append(Block(doc.id, Span(start, start + len(line.rstrip())), "body", "test", 1.0))
            start += len(line)
        blocks += own
        for record in Recogniser()((doc,), tuple(own), tuple(q for q in said if q.document == doc.id)):
            (mentions if isinstance(record, Mention) else moments).append(record)
    members = tuple(Member("s", d.id, chr(65 + n)) for n, d in enumerate(docs))
    out = list(Situator()(tuple(docs), tuple(blocks), tuple(said), tuple(mentions), tuple(moments), members))
    return out, moments


def people(out):
    return {p.name: p for p in out if isinstance(p, Person)}


def speakers(out, said):
    names = {p.id: p.name for p in out if isinstance(p, Person)}
    given = {a.quotation: names.get(a.speaker) for a in out if isinstance(a, Attribution)}
    return [given[q.id] for q in said]


def occasions(out, said):
    known = {o.id: o for o in out if isinstance(o, Occasion)}
    given = {a.quotation: known.get(a.occasion) for a in out if isinstance(a, Attribution)}
    return [given[q.id] for q in said]


TEXT = "Mayor Ada Holm met Erik Dahl in Amble on Thursday.\n“The quay is closed,” Holm said at the meeting.\n"


@pytest.mark.parametrize("published", [date(2999, 3, 1), date(1, 1, 1), date(9999, 12, 31), None])
def test_a_text_of_the_future_of_the_first_year_or_without_a_day(published):
    doc = document("a", TEXT, published)
    said = [quotation(doc, "The quay is closed", "Holm")]
    out, moments = situate([doc], said)
    assert speakers(out, said) == ["Ada Holm"]
    (thursday,) = [m for m in moments if isinstance(m, Moment)]
    first, last = thursday.interval.first, thursday.interval.last
    assert first is None or last is None or (last - first).days < 8
    if published is None:
        assert first is None or last is None, "a Thursday of no known week is no day"


def test_a_text_with_two_days_keeps_both():
    text = "Ada Holm met Erik Dahl on 3 May 2011. Ada Holm met Erik Dahl again on 9 June 2014.\n“The quay is closed,” Holm said.\n"
    doc = document("a", text)
    _, moments = situate([doc], [quotation(doc, "The quay is closed", "Holm")])
    assert [m.interval.first for m in moments] == [date(2011, 5, 3), date(2014, 6, 9)]


def test_a_person_with_one_name_is_one_person():
    text = "Zarina, who is a singer, came to Amble.\n“I like the quay,” Zarina said. Zarina left at noon.\n"
    doc = document("a", text)
    said = [quotation(doc, "I like the quay", "Zarina")]
    out, _ = situate([doc], said)
    assert speakers(out, said) == ["Zarina"]
    assert len([p for p in people(out) if "Zarina" in p]) == 1


def test_two_people_of_one_full_name_are_said_to_be_unsure():
    text = (
        "Ada Holm, the mayor, closed the quay. Another Ada Holm, a swimmer, wept.\n“The quay is shut,” Ada Holm said.\n"
    )
    doc = document("a", text)
    out, _ = situate([doc], [quotation(doc, "The quay is shut", "Ada Holm")])
    assert [d.code for d in out if isinstance(d, Diagnostic) and d.code == "namesake"] == ["namesake"]


def test_a_thousand_people_stay_a_thousand():
    syllables = [a + b for a in "bdfghklmnprstv" for b in "aeiou"]
    surnames = [(a + b).title() for a in syllables for b in syllables][:1000]  # too short for a slip of the pen
    lines = [f"Anna {n} said that pier {i} was closed." for i, n in enumerate(surnames)]
    doc = document("a", "\n".join(lines) + "\n")
    said = [quotation(doc, f"that pier {i} was closed", f"Anna {n}") for i, n in list(enumerate(surnames))[:40]]
    out, _ = situate([doc], said)
    assert speakers(out, said) == [f"Anna {n}" for n in surnames[:40]]
    assert len([p for p in people(out) if p.startswith("Anna ")]) == 1000


def test_a_town_that_has_a_persons_name_says_nothing():
    text = "Governor Carl Lincoln spoke in Lincoln on Monday.\n“The road to Lincoln is long,” Carl Lincoln said.\n"
    doc = document("a", text)
    said = [quotation(doc, "The road to Lincoln is long", "Carl Lincoln")]
    out, _ = situate([doc], said)
    assert speakers(out, said) == ["Carl Lincoln"]
    assert not people(out)["Carl Lincoln"].doubts


PAPER = (
    "Norlandish President Ada Holm told her Swedish colleague Erik Dahl in the autumn of 1998 that the strait was open.\n"
    "“We shall dredge it,” the note says. “It will cost us dear,” the Swedish president answered.\n"
    "“You are too careful,” the host replied.\n"
)


def test_a_paper_utters_nothing_and_a_role_is_whose_it_was_stated_to_be():
    doc = document("a", PAPER)
    said = [
        quotation(doc, "that the strait was open", "Ada Holm"),
        quotation(doc, "We shall dredge it", "the note"),
        quotation(doc, "It will cost us dear", "the Swedish president"),
        quotation(doc, "You are too careful", "the host"),
    ]
    out, _ = situate([doc], said)
    assert speakers(out, said) == ["Ada Holm", None, "Erik Dahl", None]
    assert not {"the note", "the host"} & set(people(out))


def test_a_role_that_another_text_states():
    one = document("a", "Erik Dahl came to Amble.\n“The strait is open,” the harbour minister said.\n")
    two = document("b", "Harbour minister Erik Dahl came to Amble with a brass band.\n")
    said = [quotation(one, "The strait is open", "the harbour minister")]
    assert speakers(situate([one, two], said)[0], said) == ["Erik Dahl"]


def test_a_bare_surname_is_the_person_whom_another_text_introduces():
    one = document("a", "Quillfeather on the quay: “It stays shut.”\n")
    two = document("b", "Nadia Quillfeather came to Amble.\n")
    said = [quotation(one, "It stays shut", "Quillfeather")]
    assert speakers(situate([one, two], said)[0], said) == ["Nadia Quillfeather"]


def test_the_officer_of_a_house_is_not_the_house():
    doc = document(
        "a",
        "The Harbour Board's archivist, Erik Dahl, spoke. “It is a note.” So the Harbour Board's archivist, Erik Dahl.\n",
    )
    said = [quotation(doc, "It is a note", "the Harbour Board's archivist, Erik Dahl")]
    assert speakers(situate([doc], said)[0], said) == ["Erik Dahl"]


def test_a_talk_is_an_occasion_although_no_word_names_it():
    doc = document("a", PAPER)
    said = [
        quotation(doc, "that the strait was open", "Ada Holm", to="Erik Dahl"),
        quotation(doc, "It will cost us dear", "the Swedish president"),
    ]
    found = occasions(situate([doc], said)[0], said)
    assert found[0] is not None
    assert found[0].interval.first.year == found[0].interval.last.year == 1998
    assert found[1] is found[0]


def test_the_day_on_which_a_paper_came_out_is_not_that_of_the_talk():
    text = "Ada Holm met Erik Dahl, according to a note of their conversation made public on 3 May 2011.\n“It is open,” Holm said.\n"
    doc = document("a", text)
    said = [quotation(doc, "It is open", "Holm")]
    (found,) = occasions(situate([doc], said)[0], said)
    assert found is not None
    assert found.interval is None


def test_a_transcript_is_one_occasion_and_those_who_quote_it_hang_on_it():
    turns = ["The strait is open.", "It was never shut.", "Who shut it then?", "Nobody shut it.", "So be it."]
    names = ["Ada Holm", "Erik Dahl", "Ada Holm", "Erik Dahl", "Ada Holm"]
    record = document(
        "a", "Interview of 3 May 2011\n" + "".join(f"{n}: {t}\n" for n, t in zip(names, turns, strict=True))
    )
    other = document("b", "“It was never shut,” Erik Dahl said.\n")
    said = [quotation(record, t, n, "turn") for n, t in zip(names, turns, strict=True)]
    told = quotation(other, "It was never shut", "Erik Dahl")
    found = occasions(situate([record, other], [*said, told])[0], [*said, told])
    assert len({o.id for o in found}) == 1
    assert found[0].kind == "interview"
    assert found[0].interval.first == date(2011, 5, 3)


def test_an_interview_at_the_head_of_a_sentence_is_with_its_subject():
    text = "In an interview with Ines Vroom in May 2011, Ada Holm spoke of the strait.\n“It is open,” Holm said.\n"
    doc = document("a", text)
    said = [quotation(doc, "It is open", "Holm")]
    out, _ = situate([doc], said)
    (found,) = occasions(out, said)
    assert {p.name for p in out if isinstance(p, Person) and p.id in found.participants} == {"Ada Holm", "Ines Vroom"}
