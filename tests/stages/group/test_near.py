"""Pairs of alike documents: the quick way against one that can be read."""

import math
import random
from itertools import combinations

import pytest

from retold.stages.group.near import near
from retold.stages.group.terms import cosine


def vectors(count, seed, vocabulary=120):
    chance = random.Random(seed)
    out = []
    for _ in range(count):
        own = {f"t{chance.randrange(vocabulary):03}": chance.random() + 0.05 for _ in range(chance.randrange(0, 30))}
        norm = math.sqrt(sum(w * w for w in own.values()))
        out.append({t: w / norm for t, w in sorted(own.items())})
    return out


def slow(given, joined, keys, widest, least):
    """Each pair that shares a heavy term which is not too common, looked at one by one."""
    heavy = [set(sorted(v, key=lambda t: (-v[t], t))[:keys]) for v in given]
    held = {t: sum(t in own for own in heavy) for own in heavy for t in own}
    pairs = {p for p in combinations(range(len(given)), 2)
             if any(held[t] <= widest for t in heavy[p[0]] & heavy[p[1]])} | set(joined)  # fmt: skip
    found = {pair: cosine(given[pair[0]], given[pair[1]]) for pair in pairs}
    return {pair: value for pair, value in found.items() if value >= least}


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("keys", "widest", "least"), [(60, 400, 0.0), (5, 9, 0.05), (3, 2, 0.02)])
def test_it_finds_what_the_slow_way_finds(seed, keys, widest, least):
    given = vectors(60, seed)
    joined = [(1, 40), (7, 8)]
    found = near(given, joined, keys, widest, least)
    pairs = list(zip(found.left, found.right, strict=True))
    expected = slow(given, joined, keys, widest, least)
    assert pairs == sorted(expected)
    assert list(found.cosine) == pytest.approx([expected[p] for p in pairs])


def test_where_pairs_are_too_many_the_rarest_terms_are_followed():
    given = vectors(80, 1)
    few = near(given, [], 60, 400, 0.0, most=100)
    assert 0 < len(few.left) <= 100
    every = slow(given, [], 60, 400, 0.0)
    assert set(zip(few.left, few.right, strict=True)) < set(every)


def test_of_too_many_alike_the_most_alike_are_kept():
    given = [{"a": 0.6 + i / 10_000, "b": 0.8 - i / 10_000} for i in range(300)]
    found = near(given, [], 60, 400, 0.0)
    assert len(found.left) <= 100 * 300
    assert found.cut == 300 * 299 // 2 - 100 * 300
    every = sorted((cosine(given[a], given[b]) for a, b in combinations(range(300), 2)), reverse=True)
    assert min(found.cosine) == pytest.approx(every[len(found.left) - 1])


def test_nothing_gives_nothing():
    for given in ([], [{}], [{}, {}]):
        assert len(near(given, [], 60, 400, 0.0).left) == 0
