"""A negative apparatus: it says who parts from the base, and by reading it each telling can be had back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retold.records import Reading, Witness
from retold.report import statements
from retold.report.aligned import aligned
from retold.report.apparatus import apparatus
from retold.report.index import index
from small_case import small_case

WORDS = st.sampled_from(["the", "dyke", "holds", "never", None])
TABLES = st.integers(1, 8).flatmap(lambda n: st.lists(st.lists(WORDS, min_size=n, max_size=n), min_size=2, max_size=5))


def told(rows):
    witnesses = [Witness(f"w{i}", "s", f"q{i}", f"d{i}", "ABCDE"[i], None, (), base=i == 0) for i in range(len(rows))]
    readings = [
        Reading(statement="s", document=f"d{i}", locus=n, witness=f"w{i}", siglum="ABCDE"[i], text=w, normal=w or "")
        for i, row in enumerate(rows)
        for n, w in enumerate(row)
    ]
    return witnesses, readings


@given(TABLES)
def test_each_telling_can_be_had_back(rows):
    witnesses, readings = told(rows)
    found = apparatus(witnesses, readings)
    for i, row in enumerate(rows):
        entries = {
            e.number: next((v.text for v in e.variants if f"w{i}" in v.witnesses), e.lemma) for e in found.entries
        }
        words = " ".join(entries[s.number] if s.number else s.text for s in found.stretches)
        assert words.split() == [w for w in row if w]


@given(TABLES)
def test_who_is_named_differs_and_no_entry_is_idle(rows):
    witnesses, readings = told(rows)
    for entry in apparatus(witnesses, readings).entries:
        assert entry.variants
        named = [w for v in entry.variants for w in v.witnesses]
        assert len(named) == len(set(named))
        assert all(v.text != entry.lemma for v in entry.variants)


def test_neighbours_stand_together_only_where_the_same_witnesses_part():
    witnesses, readings = told(
        [["I", "am", "ready", "to", "discuss"], ["that", "he", "is", "to", "discuss"], ["I", "am", "ready", None, None]]
    )
    found = apparatus(witnesses, readings)
    shown = [(e.lemma, [(v.text, v.sigla) for v in e.variants]) for e in found.entries]
    assert shown == [("I am ready", [("that he is", ("B",))]), ("to discuss", [("", ("C",))])]


def test_spelling_counts_only_where_it_is_asked_for():
    witnesses, readings = told([["Dyke"], ["dyke"]])
    readings = [Reading("s", r.document, 0, r.witness, r.siglum, r.text, "dyke") for r in readings]
    assert apparatus(witnesses, readings).entries == ()
    assert [e.lemma for e in apparatus(witnesses, readings, strict=True).entries] == ["Dyke"]


def test_another_base_may_be_chosen():
    witnesses, readings = told([["holds"], ["never"]])
    found = apparatus(witnesses, readings, base="w1")
    assert (found.base.siglum, found.entries[0].lemma, found.entries[0].variants[0].sigla) == ("B", "never", ("A",))


def test_tellings_stand_word_under_word_with_the_gravest_severity():
    case = small_case()
    look = index(case)
    (item,) = statements.told(case, look)
    rows = aligned(
        item.tellings, case.readings, [d for d in case.discrepancies if d.statement == "s1"], "wd1", strict=False
    )
    assert [r.siglum for r in rows] == ["R1", "A", "B"]
    assert rows[0].base
    assert not any(c.differs for c in (*rows[0].cells, *rows[1].cells))
    assert [c.text for c in rows[2].cells if c.differs] == ["have", "seriously decided on"]
    heat = {c.text: c.heat for c in rows[0].cells}
    assert heat["ready to discuss"] == "high"
    assert aligned(item.tellings, [], [], "wd1", strict=False) == []
