"""The fast index against slow textbook code on random texts, and texts that are made to break it."""

import re
import time
import unicodedata
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.settings import Copies
from retold.stages.copies.chains import chained
from retold.stages.copies.clusters import clusters, components
from retold.stages.copies.index import copies, resemblances
from retold.stages.copies.meetings import Meetings, Met
from retold.stages.copies.shingle import sample, shingles_of, word_hashes

EVERY = Copies(every=1, shared=1, most=1000)
ALL = replace(EVERY, jaccard=0.0, containment=0.0)
words = st.lists(st.sampled_from("ash birch cedar elm fir gorse hazel ivy".split()), max_size=30)
texts = st.lists(words.map(" ".join), max_size=7)


def plain_words(text):
    text = unicodedata.normalize("NFC", text)
    letters = "".join(c if c.isalnum() and ord(c) < 0x10000 else " " for c in text)
    return [tuple(map(plain_letter, w)) for w in letters.split()]


def plain_letter(letter):
    plain = unicodedata.normalize("NFKD", letter.lower())[0]
    return plain if plain.isalnum() else letter


def plain_shingles(text, width=5):
    own = re.findall(r"\w+", text)
    return {tuple(own[at : at + width]) for at in range(len(own) - width + 1)}


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_hash_alike_if_and_only_if_they_are_alike(left, right):
    hashes, first = word_hashes([left, right])
    plain = plain_words(left) + plain_words(right)
    assert first.tolist() == [0, len(plain_words(left)), len(plain)]
    assert [hashes[:1].tolist() and h == hashes[0] for h in hashes] == [w == plain[0] for w in plain]


@given(texts)
def test_overlaps_are_those_of_plain_sets(rows):
    found = copies(sample(rows, 5, 1), ALL)
    sets = [plain_shingles(row) for row in rows]
    expected = {
        (a, b): len(sets[a] & sets[b]) for a in range(len(rows)) for b in range(a + 1, len(rows)) if sets[a] & sets[b]
    }
    pairs = zip(found.left.tolist(), found.right.tolist(), strict=True)
    assert dict(zip(pairs, found.shared.tolist(), strict=True)) == expected


@given(texts, st.integers(1, 40))
def test_however_the_index_is_cut_texts_meet_as_often(rows, size):
    shingles = sample(rows, 5, 1)
    whole = list(Meetings(shingles, EVERY))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retold.stages.copies.postings.PART", size)
        cut = list(Meetings(shingles, EVERY))
    assert [(first, met.tolist()) for first, met in cut] == [(first, met.tolist()) for first, met in whole]


def test_places_go_with_their_couples():
    shingles = sample(["x y a b c d e", "a b c d e z"], 5, 1)
    ((first, met),) = Meetings(shingles, EVERY)
    pairs = Met.of(first, 1, met, 1)
    assert (pairs.left.tolist(), pairs.right.tolist(), pairs.shared.tolist()) == ([0], [1], [1])
    assert pairs.met.tolist() == [(2 << 16) | 0]


@pytest.mark.parametrize("bits", [17, 24, 29, 31])
def test_meetings_of_many_texts_come_strip_by_strip(monkeypatch, bits):
    """As where there are so many texts that the lesser ones are cut into strips; none is lost or taken for another."""
    rows = [news(n % 40, 60 + n % 7) for n in range(150)]
    found = copies(sample(rows, 5, 1), EVERY)
    monkeypatch.setattr("retold.stages.copies.meetings.bits_of", lambda _: bits)
    strips = list(Meetings(sample(rows, 5, 1), EVERY))
    assert len(strips) > {17: 0, 24: 0, 29: 10, 31: 50}[bits]
    again = copies(sample(rows, 5, 1), EVERY)
    assert len(found.left) > 100
    for column in ("left", "right", "shared", "passage"):
        assert getattr(again, column).tolist() == getattr(found, column).tolist()


def test_a_chain_breaks_where_the_texts_part():
    """Two passages of 15 and 10 words that follow each other in both texts, but far apart in one."""
    places = [(0, 0), (5, 5), (10, 10), (20, 300), (25, 305)]
    events = np.array(sorted((left << 16) | right for left, right in places), np.uint64)
    longest, total, several = chained(events, 1, 60, 5)
    assert (longest.tolist(), total.tolist(), several.tolist()) == ([15], [25], [2])


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=20))
def test_components_are_those_of_a_plain_search(edges):
    label = list(range(13))
    for _ in label:
        for a, b in edges:
            label[a] = label[b] = min(label[a], label[b])
    left, right = (np.array([e[side] for e in edges], np.int64) for side in (0, 1))
    assert components(left, right, 13).tolist() == label


def news(seed, length=200):
    rng = np.random.default_rng(seed)
    return " ".join(f"w{n}" for n in rng.integers(0, 5000, length))


def test_a_document_made_of_two_does_not_join_their_clusters():
    """A round-up that reprints half of each of two families is a copy of both; the families stay apart."""
    families = [[news(f)] * 8 for f in (1, 2)]
    mixed = " ".join(news(1).split()[:100] + news(2).split()[:100])
    rows = [*families[0], *families[1], mixed]
    label = clusters(resemblances(rows, Copies()), len(rows), Copies())
    assert label[0] != label[8]
    assert label[16] in {label[0], label[8]}


def test_a_text_that_is_mostly_a_footer_does_not_join_the_pages_that_have_it():
    """It lies in each of them, and is at most a copy of one."""
    foot = news(99, 46)
    rows = [f"{news(n)} {foot}" for n in range(20)] + [f"{news(50, 14)} {foot}"]
    found = resemblances(rows, Copies())
    assert set(found.right.tolist()) == {20}, "which is how it comes to be one with them"
    assert len(found.left) > Copies().chain
    label = clusters(found, len(rows), Copies())
    assert len(set(label.tolist())) == 20
    few = Copies(chain=30)
    assert len(set(clusters(found, len(rows), few).tolist())) < 20


def test_thousands_of_copies_are_one_cluster_in_bounded_time():
    rows = [news(1)] * 5000 + [news(2)]
    start = time.process_time()
    found = resemblances(rows, Copies())
    label = clusters(found, len(rows), Copies())
    assert len(set(label.tolist())) == 2
    assert len(found.left) < 10 * len(rows)
    assert found.capped
    assert time.process_time() - start < 20


def test_one_shingle_in_every_text_joins_none():
    rows = [f"{news(n, 120)} read more about this on our site today" for n in range(300)]
    assert len(resemblances(rows, Copies()).left) == 0


def test_sampling_keeps_the_same_shingles_of_every_text():
    one, both = sample([news(1)], 5, 4), sample([news(2), news(1)], 5, 4)
    assert one.key.tolist() == both.key[both.text == 1].tolist()
    assert 20 < len(one.key) < 80


@settings(max_examples=20)
@given(st.permutations(range(8)))
def test_the_order_of_texts_does_not_matter(order):
    rows = [f"{news(n // 2)} {news(n, 60)}" for n in range(8)]

    def found(rows, names):
        pairs = copies(sample(rows, 5, 1), EVERY)
        ends = zip(pairs.left.tolist(), pairs.right.tolist(), pairs.jaccard.tolist(), strict=True)
        return {(frozenset((names[a], names[b])), j) for a, b, j in ends}

    assert found([rows[n] for n in order], order) == found(rows, range(8))


@pytest.mark.parametrize("rows", [[], [""], ["", ""], ["one two", "one two"], ["a b c d e"] * 2])
def test_hardly_any_text_is_no_trouble(rows):
    found = resemblances(rows, Copies())
    assert clusters(found, len(rows), Copies()).tolist() == list(range(len(rows)))
    assert [len(s) for s in shingles_of(rows)] == [max(0, len(r.split()) - 4) for r in rows]
