"""Near-copies of more documents than one task should hold: the same search, cut by shingle and by pair.

A shingle belongs to one *part* of the index by its hash, so that all documents in which it stands meet there; a pair
belongs to the *span* of its lesser document, so that all its meetings come together there.  Nothing is estimated: what
comes out is what one task over everything would find.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from retold.stages.copies.chains import chained, verified
from retold.stages.copies.index import shares
from retold.stages.copies.meetings import STRIP, Meetings, Met, bits_of
from retold.stages.copies.postings import HALF, LOW, changes
from retold.stages.copies.shingle import Sample, reordered
from retold.stages.copies.slabs import (
    Chained,
    Meeting,
    Shelf,
    Title,
    numbers,
    packed,
    spans_of,
    steps,
    summed,
    unpacked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retold.records import Diagnostic, Resemblance, Wording
    from retold.settings import Copies

    Integers = NDArray[np.int64]
    Packed = NDArray[np.uint64]

SPANS = 4
"""Spans for each part: what a span holds of its documents' meetings is more than what a part holds of shingles."""
MET = 1 << 17
"""Meetings in one slab, unless those of one strip are more."""


@dataclass(frozen=True, slots=True)
class Shelver:
    """``(wordings)`` of any number of documents → ``Shelf``: their shingles, by the part of the index; ``Title``.

    There are ``parts`` of it.
    """

    parts: int

    def __call__(self, wordings: Sequence[Wording]) -> Iterator[Shelf | Title]:
        """Yield a shelf for each part, and the titles by span."""
        documents = numbers([w.document for w in wordings])
        own = np.array([len(w.keys) // 4 for w in wordings], np.int64)
        yield from self._titles(wordings, documents, own)
        keys, places = unpacked((w.keys for w in wordings), "<u4"), unpacked((w.places for w in wordings), "<u2")
        owner = np.repeat(np.arange(len(wordings)), own)
        least = np.full(len(wordings), 0xFFFFFFFF, np.uint32)
        starts = (np.cumsum(own) - own)[own > 0]
        if len(starts):
            least[own > 0] = np.minimum.reduceat(keys, starts)
        for part, at in _dealt(keys % np.uint32(self.parts), self.parts):
            counts = np.bincount(owner[at], minlength=len(wordings))
            there = np.flatnonzero(counts)
            yield Shelf(
                part,
                packed(documents[there], "<u8"),
                packed(least[there], "<u4"),
                packed(counts[there], "<u4"),
                packed(keys[at], "<u4"),
                packed(places[at], "<u2"),
            )

    def _titles(self, wordings: Sequence[Wording], documents: Packed, own: Integers) -> Iterator[Title]:
        words = np.array([w.words for w in wordings])
        for span, at in _dealt(spans_of(documents, SPANS * self.parts), SPANS * self.parts):
            ids = tuple(wordings[n].document for n in at.tolist())
            yield Title(span, ids, packed(words[at], "<u4"), packed(own[at], "<u4"))


@dataclass(frozen=True, slots=True)
class Pairer:
    """``(shelves)`` of one part → ``Meeting``: where documents share shingles of it."""

    settings: Copies
    parts: int

    def __call__(self, shelves: Sequence[Shelf]) -> Iterator[Meeting | Diagnostic]:
        """Yield the meetings, by span."""
        from retold.stages.copies import capped_wordings

        documents, sample = _gathered(shelves)
        found = Meetings(sample, self.settings)
        spans = SPANS * self.parts
        waiting: list[tuple[int, Packed]] = []
        for first, met in found:
            waiting.append((first, met))
            if sum(len(some) for _, some in waiting) >= MET:
                yield from _slabs(waiting, found.bits, documents, spans)
                waiting = []
        yield from _slabs(waiting, found.bits, documents, spans)
        if found.capped:
            yield capped_wordings(found.capped, self.settings)


def _slabs(strips: Sequence[tuple[int, Packed]], bits: int, documents: Packed, spans: int) -> Iterator[Meeting]:
    """Yield the meetings of some strips in a row, by span."""
    if not strips:
        return
    first = np.repeat([first for first, _ in strips], [len(met) for _, met in strips])
    met = np.concatenate([met for _, met in strips])
    left = (met >> np.uint64(32 + bits)).astype(np.int64) + first
    right = ((met >> HALF) & np.uint64((1 << bits) - 1)).astype(np.int64)
    spans_ = spans_of(documents[left], spans)
    begins = np.flatnonzero(changes(spans_))
    for start, end in pairwise([*begins.tolist(), len(left)]):
        some = slice(start, end)
        yield from _slab(f"{spans_[start]:05}", documents, left[some], right[some], met[some] & LOW)


def _slab(span: str, documents: Packed, left: Integers, right: Integers, places: Packed) -> Iterator[Meeting]:
    """Yield meetings, sorted by the lesser document, in one slab, or more where their documents are too many for it."""
    known = np.zeros(len(documents), bool)
    known[left] = known[right] = True
    there = np.flatnonzero(known)
    at = np.zeros(len(documents), np.uint64)
    at[there] = np.arange(len(there))
    bits = bits_of(len(there))
    if int(at[left[-1]]) >= 1 << 32 - bits:
        half = len(left) // 2
        for some in (slice(None, half), slice(half, None)):
            yield from _slab(span, documents, left[some], right[some], places[some])
        return
    met = (((at[left] << np.uint64(bits)) | at[right]) << HALF) | places
    yield Meeting(span, packed(documents[there], "<u8"), packed(steps(met), "<u8"))


@dataclass(frozen=True, slots=True)
class Chainer:
    """``(titles, slabs)`` of one span → ``Chained``: how the pairs run alike that share enough shingles."""

    settings: Copies
    parts: int

    def __call__(self, titles: Sequence[Title], slabs: Sequence[Meeting]) -> Iterator[Chained]:
        """Yield the pairs, by the span of the greater document."""
        known = _Titles(titles)
        documents = np.unique(unpacked((slab.documents for slab in slabs), "<u8"))
        for first, met in _brought(slabs, documents):
            pairs = Met.of(first, bits_of(len(documents)), met, self.settings.shared)
            chains = chained(pairs.met, len(pairs.left), self.settings.gap, self.settings.width)
            right = documents[pairs.right]
            spans = SPANS * self.parts
            for span, at in _dealt(spans_of(right, spans), spans):
                left, place = np.unique(pairs.left[at], return_inverse=True)
                who = known.at(documents[left])
                yield Chained(
                    span,
                    tuple(known.documents[n] for n in who.tolist()),
                    packed(known.words[who], "<u4"),
                    packed(known.own[who], "<u4"),
                    packed(place, "<u4"),
                    packed(right[at], "<u8"),
                    packed(pairs.shared[at], "<u4"),
                    *(packed(column[at], "<u4") for column in chains),
                )


def _brought(slabs: Sequence[Meeting], documents: Packed) -> Iterator[tuple[int, Packed]]:
    """Yield the meetings of some slabs by the numbers of all their documents, as ``Meetings`` does."""
    bits = bits_of(len(documents))
    strip = min(STRIP, 32 - bits)
    firsts = np.arange(0, len(documents), 1 << strip)
    found = []
    for slab in slabs:
        own = np.frombuffer(slab.documents, "<u8")
        at = np.searchsorted(documents, own).astype(np.uint64)
        met = summed(np.frombuffer(slab.met, "<u8"))
        own_bits = bits_of(len(own))
        left = at[met >> np.uint64(32 + own_bits)]
        right = at[(met >> HALF) & np.uint64((1 << own_bits) - 1)]
        ends = np.append(np.searchsorted(left, firsts.astype(np.uint64)), len(left))
        found.append(((left << (HALF + np.uint64(bits))) | (right << HALF) | (met & LOW), ends))
    for number, first in enumerate(firsts.tolist()):
        some = np.concatenate([met[ends[number] : ends[number + 1]] for met, ends in found])
        if len(some):
            some.sort()
            yield first >> 32 - bits << 32 - bits, some


@dataclass(frozen=True, slots=True)
class Judge:
    """``(titles, slabs)`` of one span → ``Resemblance`` for each two documents that are copies, whole or in part."""

    settings: Copies

    def __call__(self, titles: Sequence[Title], slabs: Sequence[Chained]) -> Iterator[Resemblance]:
        """Yield the copies."""
        from retold.stages.copies import resemblances_of

        known = _Titles(titles)
        for slab in slabs:
            columns = {
                name: np.frombuffer(getattr(slab, name), "<u4").astype(np.int64)
                for name in ("words", "own", "left", "shared", "longest", "total", "several")
            }
            left, right = columns["left"], known.at(np.frombuffer(slab.right, "<u8"))
            jaccard, containment = shares(columns["shared"], columns["own"][left], known.own[right])
            shorter = np.minimum(columns["words"][left], known.words[right])
            chains = columns["longest"], columns["total"], columns["several"]
            good = verified(chains, shorter, jaccard, self.settings) | (jaccard >= self.settings.jaccard)
            taken = np.flatnonzero(good & (containment >= self.settings.containment))
            passage = np.where(jaccard < self.settings.jaccard, columns["longest"], 0)
            pairs = (column[taken] for column in (left, right, jaccard, containment, passage))
            yield from resemblances_of(slab.documents, known.documents, *pairs)


class _Titles:
    """The documents of a span, in the order of their numbers."""

    def __init__(self, titles: Sequence[Title]) -> None:
        documents = [name for title in titles for name in title.documents]
        every = numbers(documents)
        order = np.argsort(every)
        self._numbers = every[order]
        self.documents = [documents[n] for n in order.tolist()]
        self.words, self.own = (
            unpacked((getattr(title, name) for title in titles), "<u4")[order].astype(np.int64)
            for name in ("words", "own")
        )

    def at(self, documents: Packed) -> Integers:
        """Return where documents are that go by these numbers."""
        return np.searchsorted(self._numbers, documents)


def _dealt(kinds: NDArray[Any], count: int) -> Iterator[tuple[str, Integers]]:
    """Yield for each of ``count`` kinds that there are its name, and where it stands."""
    order = np.argsort(kinds.astype(np.uint16 if count < 1 << 16 else np.uint32), kind="stable")
    ends = np.searchsorted(kinds[order], np.arange(count + 1)).tolist()
    for kind, (start, end) in enumerate(pairwise(ends)):
        if end > start:
            yield f"{kind:05}", order[start:end]


def _gathered(shelves: Sequence[Shelf]) -> tuple[Packed, Sample]:
    """Return the documents of a part in the order of their numbers, and their shingles in that order."""
    documents = unpacked((s.documents for s in shelves), "<u8")
    counts = unpacked((s.counts for s in shelves), "<u4").astype(np.int64)
    starts = np.cumsum(counts) - counts
    order = np.argsort(documents)
    key, place = unpacked((s.keys for s in shelves), "<u4"), unpacked((s.places for s in shelves), "<u2")
    key, place = (reordered(column, starts[order], counts[order]) for column in (key, place))
    text = np.repeat(np.arange(len(order), dtype=np.int32), counts[order])
    least = unpacked((s.least for s in shelves), "<u4")[order]
    return documents[order], Sample(key, text, place, np.zeros(len(order), np.int32), least)
