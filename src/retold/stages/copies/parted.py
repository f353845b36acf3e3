"""Near-copies of more documents than one task should hold: the same search, cut by shingle and by pair.

A shingle belongs to one *part* of the index by its hash, so that all documents in which it stands meet there; a pair
belongs to one *span* by its lesser document, so that all its counts meet there.  Counts go from parts to spans, pairs
that are to be looked at closely back to the parts where they share something, and the places of what they share to the
spans again.  Nothing is estimated: what comes out is what one task over everything would find.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from retold.records import Resemblance, Wording
from retold.stages.copies.chains import verified
from retold.stages.copies.index import COUNT, HALF, MOST_SHARED, TEXT, counted, shared_places, summed, weighed
from retold.stages.copies.postings import BITS
from retold.stages.copies.shingle import Sample
from retold.stages.copies.slabs import (
    PAIRS,
    Alike,
    Counted,
    Doubtful,
    Shared,
    Shelf,
    about,
    numbered,
    packed,
    unpacked,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from retold.records import Diagnostic
    from retold.settings import Copies

    Integers = NDArray[np.int64]

_BITS = np.uint64(BITS)
PLACES = 1 << 16
"""Places in one slab, at least."""
RUNS = 1 << 14
"""Documents whose shingles are put in order at once."""


@dataclass(frozen=True, slots=True)
class Shelver:
    """``(wordings)`` of any number of documents → ``Shelf``: their shingles, by the part of the index.

    There are ``parts`` of it.  ``sampled``: the documents are many, and a sample of their shingles is enough.
    """

    parts: int
    sampled: bool = True

    def __call__(self, wordings: Sequence[Wording]) -> Iterator[Shelf]:
        """Yield a shelf for each part."""
        own = np.array([w.kept if self.sampled else len(w.keys) // 4 for w in wordings], np.int64)
        keys = unpacked((w.keys[: 4 * n] for w, n in zip(wordings, own.tolist(), strict=True)), "<u4")
        places = unpacked((w.places[: 2 * n] for w, n in zip(wordings, own.tolist(), strict=True)), "<u2")
        owner = np.repeat(np.arange(len(wordings)), own)
        least = np.full(len(wordings), 0xFFFFFFFF, np.uint32)
        starts = (np.cumsum(own) - own)[own > 0]
        if len(starts):
            least[own > 0] = np.minimum.reduceat(keys, starts)
        if not self.sampled:  # the sample comes first, and then the rest: back to the order of the text
            order = np.lexsort((places, owner))
            keys, places = keys[order], places[order]
        part = (keys % np.uint32(self.parts)).astype(np.uint16)
        order = np.argsort(part, kind="stable")
        ends = np.searchsorted(part[order], np.arange(self.parts + 1))
        words = np.array([w.words for w in wordings])
        for number, (start, end) in enumerate(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)):
            at = order[start:end]
            counts = np.bincount(owner[at], minlength=len(wordings))
            there = np.flatnonzero(counts)
            if len(there):
                yield Shelf(
                    f"{number:05}",
                    tuple(wordings[n].document for n in there.tolist()),
                    packed(words[there], "<u4"),
                    packed(own[there], "<u4"),
                    packed(least[there], "<u4"),
                    packed(counts[there], "<u4"),
                    packed(keys[at], "<u4"),
                    packed(places[at], "<u2"),
                )


@dataclass(frozen=True, slots=True)
class Pairer:
    """``(shelves)`` of one part → ``Counted``: pairs of documents that share shingles of it."""

    settings: Copies
    spans: int

    def __call__(self, shelves: Sequence[Shelf]) -> Iterator[Counted | Diagnostic]:
        """Yield the pairs, sorted, by span."""
        from retold.stages.copies import capped_wordings

        ids, sample, own = _gathered(shelves)
        pairs, capped = counted(sample, self.settings)
        left, right = _sides(pairs)
        span = np.fromiter((crc32(name.encode()) % self.spans for name in ids), np.int64, len(ids))[left]
        order = np.argsort(span, kind="stable")
        ends = np.searchsorted(span[order], np.arange(self.spans + 1))
        for number, (start, end) in enumerate(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)):
            for first in range(start, end, PAIRS):
                at = order[first : min(end, first + PAIRS)]
                documents, one, other = about(left[at], right[at])
                yield Counted(
                    f"{number:05}",
                    shelves[0].part,
                    tuple(ids[n] for n in documents.tolist()),
                    packed(sample.words[documents], "<u4"),
                    packed(own[documents], "<u4"),
                    packed(one, "<u4"),
                    packed(other, "<u4"),
                    packed(pairs[at] & MOST_SHARED, "<u2"),
                )
        if capped:
            yield capped_wordings(capped, self.settings)


@dataclass(frozen=True, slots=True)
class Weigher:
    """``(counted)`` pairs of one span → ``Alike``, ``Doubtful``: how much they share, and which need a closer look."""

    settings: Copies

    def __call__(self, slabs: Sequence[Counted]) -> Iterator[Alike | Doubtful]:
        """Yield the pairs that are copies or may be."""
        ids, places = numbered([slab.documents for slab in slabs])
        words, own = (np.zeros(len(ids), np.int32) for _ in range(2))
        for slab, at in zip(slabs, places, strict=True):
            words[at], own[at] = np.frombuffer(slab.words, "<u4"), np.frombuffer(slab.own, "<u4")
        pairs = _pairs(slabs, places)
        where = np.repeat([int(slab.part) for slab in slabs], [len(slab.left) // 4 for slab in slabs])
        shared = (pairs << COUNT) | unpacked((slab.shared for slab in slabs), "<u2")
        shared.sort()
        found = weighed(summed(shared), own, self.settings, self.settings.containment)
        sure = found.jaccard >= self.settings.jaccard
        for first in range(0, len(sure), PAIRS):
            some = slice(first, first + PAIRS)
            documents, one, other = about(found.left[some].astype(np.int64), found.right[some].astype(np.int64))
            yield Alike(
                slabs[0].span,
                first,
                tuple(ids[n] for n in documents.tolist()),
                packed(words[documents], "<u4"),
                packed(one, "<u4"),
                packed(other, "<u4"),
                packed(found.jaccard[some], "<f4"),
                packed(found.containment[some], "<f4"),
                packed(sure[some], "u1"),
            )
        doubtful = np.flatnonzero(~sure)
        left, right = found.left[doubtful].astype(np.uint64), found.right[doubtful].astype(np.uint64)
        yield from _doubts(slabs[0].span, ids, (left << _BITS) | right, doubtful, pairs, where)


def _doubts(
    span: str, ids: list[str], wanted: NDArray[np.uint64], numbers: Integers, pairs: NDArray[np.uint64], where: Integers
) -> Iterator[Doubtful]:
    """Yield the wanted pairs for each part that has counted them; they are sorted."""
    if not len(wanted):
        return
    at = np.minimum(np.searchsorted(wanted, pairs), len(wanted) - 1)
    known = np.flatnonzero(wanted[at] == pairs)
    at, where = at[known], where[known]
    order = np.lexsort((at, where))
    at, where = at[order], where[order]
    left, right = _sides(wanted << COUNT)
    for part in np.unique(where).tolist():
        mine = at[np.searchsorted(where, part) : np.searchsorted(where, part, "right")]
        for first in range(0, len(mine), PAIRS):
            some = mine[first : first + PAIRS]
            documents, one, other = about(left[some], right[some])
            yield Doubtful(
                f"{part:05}",
                span,
                tuple(ids[n] for n in documents.tolist()),
                packed(numbers[some], "<u4"),
                packed(one, "<u4"),
                packed(other, "<u4"),
            )


@dataclass(frozen=True, slots=True)
class Looker:
    """``(shelves, doubtful)`` of one part → ``Shared``: where doubtful pairs share the shingles of this part."""

    settings: Copies

    def __call__(self, shelves: Sequence[Shelf], doubts: Sequence[Doubtful]) -> Iterator[Shared]:
        """Yield the places, by span."""
        if not doubts:
            return
        ids, sample, _ = _gathered(shelves)
        place = {name: number for number, name in enumerate(ids)}
        wanted = _pairs(
            doubts, [np.fromiter((place[d] for d in slab.documents), np.int64, len(slab.documents)) for slab in doubts]
        )
        numbers = unpacked((slab.numbers for slab in doubts), "<u4").astype(np.uint64)
        spans = sorted({slab.span for slab in doubts})
        span = np.repeat(
            np.array([spans.index(slab.span) for slab in doubts], np.uint16), [len(slab.left) // 4 for slab in doubts]
        )
        waiting: list[list[NDArray[np.uint64]]] = [[] for _ in spans]
        for some in shared_places(sample, wanted, self.settings):
            at = (some >> HALF).astype(np.int64)
            events = (numbers[at] << HALF) | (some & np.uint64(0xFFFFFFFF))
            order = np.argsort(span[at], kind="stable")
            ends = np.searchsorted(span[at][order], np.arange(len(spans) + 1)).tolist()
            for name, held, start, end in zip(spans, waiting, ends[:-1], ends[1:], strict=True):
                held.append(events[order[start:end]])
                if sum(map(len, held)) >= PLACES:
                    yield Shared(name, packed(np.concatenate(held), "<u8"))
                    held.clear()
        for name, held in zip(spans, waiting, strict=True):
            if held:
                yield Shared(name, packed(np.concatenate(held), "<u8"))


@dataclass(frozen=True, slots=True)
class Judge:
    """``(alike, shared)`` of one span → ``Resemblance`` for each two documents that are copies, whole or in part."""

    settings: Copies

    def __call__(self, slabs: Sequence[Alike], shared: Sequence[Shared]) -> Iterator[Resemblance]:
        """Yield the copies."""
        slabs = sorted(slabs, key=lambda slab: slab.first)
        ids, places = numbered([slab.documents for slab in slabs])
        words = np.zeros(len(ids), np.int32)
        for slab, at in zip(slabs, places, strict=True):
            words[at] = np.frombuffer(slab.words, "<u4")
        left, right = _sides(_pairs(slabs, places) << COUNT)
        jaccard, containment = (unpacked((getattr(s, n) for s in slabs), "<f4") for n in ("jaccard", "containment"))
        sure = unpacked((slab.sure for slab in slabs), "u1").astype(bool)
        events = unpacked((slab.events for slab in shared), "<u8").copy()
        events.sort()
        good, _ = verified(events, np.minimum(words[left], words[right]), jaccard, self.settings)
        taken = np.flatnonzero(sure | good)
        yield from (
            Resemblance(ids[one], ids[other], round(j, 4), round(c, 4))
            for one, other, j, c in zip(
                *(column[taken].tolist() for column in (left, right, jaccard, containment)), strict=True
            )
        )


def _gathered(shelves: Sequence[Shelf]) -> tuple[list[str], Sample, Integers]:
    """Return the ids of a part's documents in order, their shingles in that order, and how many each has in all."""
    ids, places = numbered([shelf.documents for shelf in shelves])
    number = np.concatenate(places)
    counts = unpacked((s.counts for s in shelves), "<u4").astype(np.int64)
    starts = np.cumsum(counts) - counts
    order = np.argsort(number)
    key, place = unpacked((s.keys for s in shelves), "<u4"), unpacked((s.places for s in shelves), "<u2")
    if (np.diff(order) != 1).any():
        key, place = (_reordered(column, starts[order], counts[order]) for column in (key, place))
    text = np.repeat(np.arange(len(ids), dtype=np.int32), counts[order])
    words, own, least = (
        unpacked((getattr(s, name) for s in shelves), "<u4")[order] for name in ("words", "own", "least")
    )
    return ids, Sample(key, text, place, words.astype(np.int32), least), own.astype(np.int64)


def _reordered(column: NDArray[Any], starts: Integers, counts: Integers) -> NDArray[Any]:
    """Return runs of a column, given by start and length, in another order."""
    out = np.empty_like(column)
    end = 0
    for first in range(0, len(starts), RUNS):
        some, long = starts[first : first + RUNS], counts[first : first + RUNS]
        ends = np.cumsum(long)
        size = int(ends[-1])
        out[end : end + size] = column[np.arange(size) + np.repeat(some - (ends - long), long)]
        end += size
    return out


def _pairs(slabs: Sequence[Counted | Alike | Doubtful], places: Sequence[Integers]) -> NDArray[np.uint64]:
    """Return the pairs of some slabs, packed, by the numbers of their documents."""
    made = [np.zeros(0, np.uint64)]
    for slab, at in zip(slabs, places, strict=True):
        left, right = (at[np.frombuffer(side, "<u4")].astype(np.uint64) for side in (slab.left, slab.right))
        made.append((left << _BITS) | right)
    return np.concatenate(made)


def _sides(pairs: NDArray[Any]) -> tuple[Integers, Integers]:
    """Return the two sides of packed and counted pairs."""
    return (pairs >> (_BITS + COUNT)).astype(np.int64), ((pairs >> COUNT) & TEXT).astype(np.int64)
