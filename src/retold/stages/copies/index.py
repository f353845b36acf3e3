"""Which texts share wording: pairs out of the inverted index, counted, and the doubtful ones looked at closely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retold.stages.copies.chains import verified
from retold.stages.copies.lookup import Lookup
from retold.stages.copies.postings import BITS, changes, couples, parts
from retold.stages.copies.shingle import sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from retold.settings import Copies
    from retold.stages.copies.shingle import Sample

    Integers = NDArray[np.int64]
    Packed = NDArray[np.uint64]

COUNT, HALF = np.uint64(64 - 2 * BITS), np.uint64(32)
MOST_SHARED = np.uint64((1 << (64 - 2 * BITS)) - 1)
TEXT = np.uint64((1 << BITS) - 1)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of texts that share wording, ``left`` < ``right``, both numbers of texts; sorted.

    ``shared`` counts shared kept shingles (up to 4095), ``jaccard`` and ``containment`` (of the one with fewer
    shingles in the other) are 0 to 1.  ``passage`` is the longest stretch, in words, that runs alike through both, 0
    where it was not needed to tell.  ``capped`` is the number of shingles that stood in too many texts to be followed
    everywhere.
    """

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    shared: NDArray[np.int32]
    jaccard: NDArray[np.float32]
    containment: NDArray[np.float32]
    passage: NDArray[np.int32]
    capped: int


def resemblances(texts: Iterable[str], settings: Copies, every: int = 0) -> Pairs:
    """Return the pairs of texts that are copies of one another, whole or in part.

    ``every`` overrules the share of shingles that is kept, which else depends on how many texts there are.
    """
    if not every:
        texts = list(texts)
        every = 1 if len(texts) <= settings.small else settings.every
    return copies(sample(texts, settings.width, every), settings)


def copies(shingles: Sample, settings: Copies) -> Pairs:
    """Return the pairs of sampled texts that the settings call copies."""
    found = overlaps(shingles, settings, settings.containment)
    sure = found.jaccard >= settings.jaccard
    doubtful = np.flatnonzero(~sure & (found.containment >= settings.containment))
    events = _events(shingles, found, doubtful, settings)
    length = shingles.words
    shorter = np.minimum(length[found.left[doubtful]], length[found.right[doubtful]])
    good, passage = verified(events, shorter, found.jaccard[doubtful], settings)
    found.passage[doubtful] = passage
    sure[doubtful[good]] = True
    return taken(found, sure)


def overlaps(shingles: Sample, settings: Copies, least: float = 0.0) -> Pairs:
    """Return every pair of texts that shares ``settings.shared`` kept shingles and a containment of ``least``."""
    packed, capped = counted(shingles, settings)
    own = np.bincount(shingles.text, minlength=len(shingles.words)).astype(np.int32)
    return weighed(packed, own, settings, least, capped)


def weighed(packed: Packed, own: NDArray[np.int32], settings: Copies, least: float, capped: int = 0) -> Pairs:
    """Return the counted pairs that share enough, with their shares; ``own`` counts the shingles of each text."""
    left = (packed >> (np.uint64(BITS) + COUNT)).astype(np.int32)
    right = ((packed >> COUNT) & TEXT).astype(np.int32)
    fewer = np.minimum(own[left], own[right])
    shared = np.minimum((packed & MOST_SHARED).astype(np.int32), fewer)
    enough = (shared >= settings.shared) & (shared >= least * fewer)
    left, right, shared, fewer = left[enough], right[enough], shared[enough], fewer[enough]
    jaccard = (shared / np.maximum(1, own[left] + own[right] - shared)).astype(np.float32)
    containment = (shared / np.maximum(1, fewer)).astype(np.float32)
    return Pairs(left, right, shared, jaccard, containment, np.zeros(len(left), np.int32), capped)


def taken(found: Pairs, wanted: NDArray[Any]) -> Pairs:
    """Return some of the pairs."""
    return Pairs(
        found.left[wanted],
        found.right[wanted],
        found.shared[wanted],
        found.jaccard[wanted],
        found.containment[wanted],
        found.passage[wanted],
        found.capped,
    )


def counted(shingles: Sample, settings: Copies) -> tuple[Packed, int]:
    """Return the sorted pairs, each packed with its count, and the number of shingles in too many texts."""
    counted: list[Packed] = []
    size = 0
    capped = 0
    for postings in parts(shingles):
        capped += int((postings.frequency > settings.most).sum())
        for pairs, _ in couples(shingles, postings, settings.most):
            pairs.sort()
            counted.append(summed((pairs << COUNT) | np.uint64(1)))
            size += len(counted[-1])
            if size > len(counted[0]) + _MERGE:
                counted = [_merged(counted)]
                size = 0
    return _merged(counted), capped


_MERGE = 1 << 21  # counted pairs that may wait to be joined with the others


def _merged(counted: list[Packed]) -> Packed:
    if len(counted) == 1:
        return counted[0]
    packed = np.concatenate(counted) if counted else np.zeros(0, np.uint64)
    packed.sort()
    return summed(packed)


def summed(packed: Packed) -> Packed:
    """Join equal pairs of a sorted array, adding up their counts."""
    if not len(packed):
        return packed
    first = np.flatnonzero(changes(packed >> COUNT))
    counts = np.add.reduceat(packed & MOST_SHARED, first)
    return (packed[first] >> COUNT << COUNT) | np.minimum(counts, MOST_SHARED)


def _events(shingles: Sample, found: Pairs, doubtful: Integers, settings: Copies) -> Packed:
    """Return the shared shingles of the doubtful pairs, sorted: number of the pair, place in the left, in the right."""
    keys = (found.left[doubtful].astype(np.uint64) << np.uint64(BITS)) | found.right[doubtful].astype(np.uint64)
    events = np.empty(int(found.shared[doubtful].sum()), np.uint64)
    size = 0
    for some in shared_places(shingles, keys, settings):
        if size + len(some) > len(events):  # counts end at 4095
            events = np.concatenate([events[:size], np.empty(len(some) + size // 2, np.uint64)])
        events[size : size + len(some)] = some
        size += len(some)
    events = events[:size]
    events.sort()
    return events


def shared_places(shingles: Sample, wanted: Packed, settings: Copies) -> Iterator[Packed]:
    """Yield where the wanted pairs share shingles: number of the pair, place in the left, in the right, packed."""
    lookup = Lookup(wanted)
    for postings in parts(shingles):
        for pairs, places in couples(shingles, postings, settings.most, placed=True):
            at, number = lookup.numbers(pairs)
            yield (number.astype(np.uint64) << HALF) | places[at]
