"""A person's word wins, and nothing that was decided is lost or put in a wrong place."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from retold.decisions import FILE, Log, append, counting, decide, decided, place_of
from retold.records import Evidence, Span
from small_case import COPY, MINUTES, TWIST, place, small_case, span

TOLD = "We are ready to discuss a bridge over the Tamble"
TWISTED = "We have seriously decided on a bridge over the Tamble"
TEXTS = {"d1": MINUTES, "d2": COPY, "d3": TWIST}


def spot(case, document, words):
    doc = next(d for d in case.documents if d.id == document)
    found = span(doc.text, words)
    return place_of(doc, found.start, found.end)


def act(case, name, *where, about="quotation", **more):
    target = tuple(spot(case, d, w) for d, w in where)
    return decide("AB", name, more.pop("time", "2024-01-01"), about=about, target=target, **more)


def whole(case, name, document, value):
    doc = next(d for d in case.documents if d.id == document)
    return decide("AB", name, "2024-01-01", about="document", target=(place_of(doc),), value=value)


def lay(case, *decisions):
    return decided(case, Log(decisions))


def speaker(case, quotation):
    (said,) = (a for a in case.attributions if a.quotation == quotation)
    return next((p.name for p in case.people if p.id == said.speaker), None)


def test_without_decisions_the_case_is_the_machine_s_own():
    case = small_case()
    assert decided(case) is case


def test_the_log_of_the_folder_is_read(tmp_path):
    case = small_case()
    case.folder = tmp_path
    append(tmp_path / FILE, [whole(case, "set-role", "d2", "wire")])
    assert decided(case).documents[1].role == "wire"


def test_a_speaker_set_by_hand_wins_and_the_tellings_follow():
    case = small_case()
    after = lay(case, act(case, "set-speaker", ("d3", TWISTED), value="Orla Venn", machine="Oskar Venn"))
    assert speaker(after, "qd3") == "Orla Venn"
    assert [w.speaker for w in after.witnesses] == ["pv", "pv", "pv"]
    assert speaker(case, "qd3") == "Oskar Venn"
    assert after.layer.of("qd3")[0].note == ""


def test_a_speaker_nobody_knew_becomes_a_person():
    case = small_case()
    after = lay(case, act(case, "set-speaker", ("d3", "the bridge"), value="A headline writer"))
    assert speaker(after, "qhead") == "A headline writer"


def test_what_the_machine_now_says_otherwise_is_noted():
    case = small_case()
    after = lay(case, act(case, "set-speaker", ("d3", TWISTED), value="Orla Venn", machine="The council"))
    (standing,) = after.layer.standing
    assert standing.note == "the machine now says Oskar Venn, then The council"


def test_a_quotation_is_rejected_with_its_telling():
    case = small_case()
    after = lay(case, act(case, "reject", ("d3", TWISTED)))
    assert "qd3" not in {q.id for q in after.quotations}
    assert {w.document for w in after.witnesses} == {"d1", "d2"}
    assert after.statements[0].witnesses == ("qd1", "qd2")
    assert {r.siglum for r in after.readings} == {"R1", "A"}


def test_a_span_set_by_hand_is_the_words_quoted():
    case = small_case()
    new = span(TWIST, "a bridge over the Tamble")
    value = {"start": new.start, "end": new.end, "exact": "a bridge over the Tamble"}
    after = lay(case, act(case, "set-span", ("d3", TWISTED), value=value))
    assert next(q for q in after.quotations if q.id == "qd3").content == (new,)


def test_a_date_and_a_role_are_set():
    case = small_case()
    after = lay(case, whole(case, "set-date", "d2", "2020-06-10"), whole(case, "set-role", "d2", "wire"))
    assert str(after.documents[1].published.first) == "2020-06-10"
    assert after.documents[1].role == "wire"


@pytest.mark.parametrize(("name", "value"), [("set-date", "next week"), ("set-role", "king")])
def test_a_value_that_means_nothing_is_an_orphan(name, value):
    case = small_case()
    after = lay(case, whole(case, name, "d2", value))
    assert [o.decision.value for o in after.layer.orphans] == [value]


def test_two_names_are_merged_everywhere():
    case = small_case()
    merge = act(case, "merge", ("d3", "mayor Oskar Venn"), ("d2", "Orla Venn"), about="person", value="Orla Venn")
    after = lay(case, merge)
    assert sorted(p.name for p in after.people) == ["Orla Venn", "the council"]
    assert {a.speaker for a in after.attributions if a.speaker} == {"pv"}
    assert next(p for p in after.people if p.id == "pv").forms == ("mayor Oskar Venn", "Orla Venn")


def test_a_form_of_a_name_is_split_off():
    case, also = small_case(), place("d3", TWIST, "mayor Oskar Venn")
    case.people = tuple(
        replace(p, forms=("Orla Venn", "mayor Oskar Venn"), mentions=(*p.mentions, also))
        for p in case.people
        if p.id == "pv"
    )
    case.attributions = tuple(replace(a, speaker="pv") for a in case.attributions if a.quotation == "qd3")
    after = lay(case, act(case, "split", ("d3", "mayor Oskar Venn"), about="person", value="Oskar Venn"))
    assert sorted(p.name for p in after.people) == ["Orla Venn", "Oskar Venn"]
    assert speaker(after, "qd3") == "Oskar Venn"


def test_not_the_same_is_parted_and_collated_anew():
    case = small_case()
    after = lay(case, act(case, "not-same", ("d1", TOLD), ("d3", TWISTED)))
    groups = sorted(tuple(sorted(w.siglum for w in after.witnesses if w.statement == s.id)) for s in after.statements)
    assert groups == [("A", "R1"), ("B",)]
    assert {r.siglum for r in after.readings} == {"R1", "A"}
    for s in after.statements:
        assert sum(w.base for w in after.witnesses if w.statement == s.id) == 1


def test_the_same_is_joined_and_its_readings_give_the_words_back():
    case = small_case()
    after = lay(case, act(case, "same", ("d3", "the bridge"), ("d3", TWISTED)))
    (statement,) = after.statements
    assert set(statement.witnesses) == {"qd1", "qd2", "qd3", "qhead"}
    joined = {}
    for r in sorted(after.readings, key=lambda r: r.locus):
        joined.setdefault(r.witness, []).append(r.text or "")
    assert " ".join(" ".join(joined["wd3"]).split()) == TWISTED


def test_a_contradiction_is_shown_and_nothing_is_joined_that_was_parted():
    case = small_case()
    apart = act(case, "not-same", ("d1", TOLD), ("d3", TWISTED))
    together = act(case, "same", ("d2", TOLD), ("d3", TWISTED), time="2024-01-02")
    after = lay(case, apart, together)
    assert [c.decision for c in after.layer.conflicts] == [together]
    assert len(after.statements) == 2


def test_a_discrepancy_is_found_again_by_kind_and_places_though_its_id_changed():
    case = small_case()
    first = case.discrepancies[0]
    dismiss = act(case, "dismiss", ("d3", "mayor Oskar Venn"), ("d2", "Orla Venn"), about="discrepancy", kind="speaker")
    case.discrepancies = (replace(first, id="x99"), *case.discrepancies[1:])
    (standing,) = lay(case, dismiss).layer.standing
    assert standing.record == "x99"
    case.discrepancies = case.discrepancies[1:]
    (orphan,) = lay(case, dismiss).layer.orphans
    assert orphan.why == "the machine does not report it any more"


def test_what_a_person_put_right_is_no_discrepancy_any_more():
    case = small_case()
    confirm = act(case, "confirm", ("d3", "mayor Oskar Venn"), ("d2", "Orla Venn"), about="discrepancy", kind="speaker")
    right = act(case, "set-speaker", ("d3", TWISTED), value="Orla Venn")
    after = lay(case, confirm, right)
    assert "speaker" not in {x.kind for x in after.discrepancies}
    notes = {s.decision.act: s.note for s in after.layer.standing}
    assert notes["confirm"] == "another decision put right what it was about"
    assert after.layer.orphans == ()


def test_a_speaker_put_wrong_is_found_by_comparing_again():
    case = small_case()
    after = lay(case, act(case, "set-speaker", ("d2", TOLD), value="Oskar Venn"))
    found = [x for x in after.discrepancies if x.kind == "speaker"]
    assert any({"d1", "d2"} <= set(x.documents) for x in found)


def test_a_decision_on_a_document_that_is_gone_is_an_orphan_and_names_it():
    case = small_case()
    dismiss = act(case, "confirm", ("d3", TWISTED))
    case.documents = case.documents[:2]
    case.quotations = tuple(q for q in case.quotations if q.document != "d3")
    (orphan,) = lay(case, dismiss).layer.orphans
    assert "pages/d3.txt is not in the case" in orphan.why


def spoiled(case, seed):
    """The case as another run with other settings and a changed source may find it."""
    chance = random.Random(seed)
    shift = "An editor's note was put before it.\n"
    moved = chance.choice(["d1", "d2", "d3"])
    case.documents = tuple(
        replace(d, sha256="new" * 9, text=shift + d.text, title=None) if d.id == moved else d for d in case.documents
    )

    def pushed(x):
        by = len(shift) if x.document == moved else 0
        return replace(x, content=tuple(Span(s.start + by, s.end + by) for s in x.content), source=(), cue=())

    kept = [q for q in case.quotations if chance.random() > 0.3]
    case.quotations = tuple(pushed(q) for q in kept)
    names = {q.id for q in kept}
    case.attributions = tuple(a for a in case.attributions if a.quotation in names)
    case.witnesses = tuple(w for w in case.witnesses if w.quotation in names)
    case.discrepancies = tuple(x for x in case.discrepancies if chance.random() > 0.5)
    case.readings = ()
    return case


@pytest.mark.parametrize("seed", range(6))
def test_of_many_random_acts_none_is_lost_and_none_is_put_in_a_wrong_place(seed):
    case, chance = small_case(), random.Random(seed)
    quotes = [(q.document, TEXTS[q.document][q.content[0].start : q.content[0].end]) for q in case.quotations]
    acts = []
    for n in range(200):
        a, b = chance.sample(quotes, 2)
        name = chance.choice(["confirm", "reject", "set-speaker", "same", "not-same", "note"])
        where = (a, b) if name in ("same", "not-same") else (a,)
        value = chance.choice(["Orla Venn", "Nobody"]) if name in ("set-speaker", "note") else None
        acts.append(act(case, name, *where, value=value, time=f"2024-01-01T{n:06}"))
    for run in range(3):
        after = lay(spoiled(small_case(), seed * 10 + run), *acts)
        layer = after.layer
        seen = [s.decision.id for s in (*layer.standing, *layer.orphans, *layer.conflicts)]
        assert len(seen) == len(set(seen))
        assert set(seen) == {d.id for d in counting(acts)}
        documents = {d.id: d for d in after.documents}
        everything = {q.id: q for q in after.machine.quotations}
        for s in layer.standing:
            found = everything[s.record]
            text = documents[found.document].text
            assert text[found.content[0].start : found.content[0].end] == s.decision.target[0].exact


def test_evidence_of_a_decided_case_still_lies_within_its_texts():
    case = small_case()
    after = lay(case, act(case, "not-same", ("d1", TOLD), ("d3", TWISTED)), act(case, "reject", ("d2", TOLD)))
    lengths = {d.id: len(d.text) for d in after.documents}
    for w in after.witnesses:
        assert all(Evidence(w.document, s.start, s.end).end <= lengths[w.document] for s in w.spans)
