import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.stages.trace import parentage
from retold.stages.trace.parentage import Overlap, parents, runs, tree


def numbered(*words):
    """A text as shingles: numbers, in order."""
    return np.array(words, np.uint64)


def likeliest(shingles, times):
    best = {}
    for row in parents(shingles, np.array(times, float), 1.0):
        if row.copy not in best or row.probability > best[row.copy].probability:
            best[row.copy] = row
    return {copy: row.exemplar for copy, row in best.items()}


ORIGINAL = numbered(*range(60))
EDITED = numbered(*range(20), 100, 101, 102, *range(24, 60))


def test_what_a_copy_took_over_from_an_edited_copy_shows_its_exemplar():
    """The third text has the second's changes, so it was not made from the first."""
    third = numbered(*EDITED[:50])
    assert likeliest([ORIGINAL, EDITED, third], [0, 1, 2]) == {1: 0, 2: 1}


def test_what_an_exemplar_lacks_cannot_come_from_it():
    """The third text has what the second lost, so it goes past it."""
    cut = ORIGINAL[:30]
    assert likeliest([ORIGINAL, cut, ORIGINAL], [0, 1, 2])[2] == 0


def test_nobody_is_the_exemplar_of_what_came_out_before_or_undated():
    rows = parents([ORIGINAL, ORIGINAL, ORIGINAL], np.array([5.0, 1.0, np.nan]), 1.0)
    assert {(row.copy, row.exemplar) for row in rows} == {(0, 1), (0, -1)}


def test_where_all_contradict_none_is_the_exemplar():
    """Two of a lost text's copies: each has wording of the third that the other lacks, here and there all through."""
    rng = np.random.default_rng(0)
    lost = np.arange(400)

    def copied(seed):
        text = lost.copy()
        places = rng.choice(400, 120, replace=False)
        text[places] = 1000 * seed + places
        return numbered(*text)

    rows = parents([copied(1), copied(2), numbered(*lost)], np.array([0.0, 1.0, 2.0]), 1.0)
    none = next(row for row in rows if row.copy == 2 and row.exemplar == -1)
    assert none.probability > 0.5


texts = st.lists(st.lists(st.integers(0, 30), max_size=25), max_size=6)


@given(texts, st.data())
def test_probabilities_of_each_copy_sum_to_one(rows, data):
    times = data.draw(st.lists(st.integers(0, 5), min_size=len(rows), max_size=len(rows)))
    total = {}
    for row in parents([numbered(*r) for r in rows], np.array(times, float), 1.0):
        total[row.copy] = total.get(row.copy, 0.0) + row.probability
        assert row.exemplar < 0 or times[row.exemplar] < times[row.copy]
    assert all(t == pytest.approx(1.0) for t in total.values())


@given(texts)
def test_the_tree_joins_all_once(rows):
    edges = tree(Overlap.of([numbered(*r) for r in rows]))
    assert len(edges) == max(0, len(rows) - 1)
    joined = {0}
    for _ in edges:
        joined |= {b for a, b, _ in edges if a in joined} | {a for a, b, _ in edges if b in joined}
    assert joined == set(range(max(1, len(rows))))


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_runs_agree_with_a_plain_count(marks):
    plain = sum(1 for at, mark in enumerate(marks) if mark and (at == 0 or not marks[at - 1]))
    assert runs(np.array([marks])).tolist() == [plain]


def test_each_feature_has_a_weight():
    assert len(parentage.FEATURES) == len(parentage.WEIGHTS)


@pytest.mark.shared
def test_editions_of_one_book_stand_in_a_row(shared):
    """Six editions of a chapter: each is next to the one that it was made from."""
    import json

    from retold.stages.copies.shingle import shingles_of

    paragraphs = json.loads((shared / "data/reuse/darwin_six_editions.json").read_text(encoding="utf-8"))
    names = sorted({name for paragraph in paragraphs for name in paragraph})
    chapters = ["\n".join(p.get(name, "") for p in paragraphs) for name in names]
    edges = {edge[:2] for edge in tree(Overlap.of(shingles_of(chapters, 2)))}
    assert edges == {(at, at + 1) for at in range(len(names) - 1)}
