"""Is it a copy, or do two texts merely quote the same words?

Two independent reports of one speech share whole runs of words, and so do two pages with one footer; but such runs are
short and stand apart.  A copy runs alike through both texts for longer than anybody quotes.  Shared shingles that
follow each other at like distances in both texts are chained, and the chains decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retold.stages.copies.postings import changes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retold.settings import Copies

    Integers = NDArray[np.int64]

DRIFT = 5  # the distance of two shared shingles may differ by a fifth between the texts, for edits in between
SLICE = 1 << 19  # shared shingles looked at at once
_HALF = np.uint64(32)


def verified(
    chains: tuple[Integers, Integers, Integers],
    shorter: NDArray[np.int32],
    jaccard: NDArray[np.float32],
    settings: Copies,
) -> NDArray[np.bool_]:
    """Return which pairs are copies, by what ``chained`` gave; ``shorter`` counts the words of each shorter text."""
    longest, total, several = chains
    good = (longest >= settings.passage) | (total >= settings.covered * shorter)
    good |= (several >= 2) & (jaccard >= settings.scattered)
    return good & (several > 0)


def chained(events: NDArray[np.uint64], count: int, gap: int, width: int) -> tuple[Integers, Integers, Integers]:
    """Return for each of ``count`` pairs its longest chain, the length of all its chains, and how many there are.

    ``events`` are the shared shingles, sorted, each packed of the pair's number (32 bits) and its places in the left
    and in the right text (16 bits each).  Lengths are in words; a single shared shingle is no chain.  Two shingles are
    in one chain when the second follows the first within ``gap`` words in both texts, at nearly the same distance.
    """
    longest, total, several = (np.zeros(count, np.int64) for _ in range(3))
    start = 0
    while start < len(events):
        end = len(events)
        if end - start > SLICE:  # cut between two pairs
            last = events[start + SLICE] >> _HALF
            end = int(np.searchsorted(events, last << _HALF))
            end = end if end > start else int(np.searchsorted(events, (last + np.uint64(1)) << _HALF))
        pair, extent = _chains(events[start:end], gap, width)
        first = np.flatnonzero(changes(pair))
        if len(first):
            longest[pair[first]] = np.maximum.reduceat(extent, first)
            total[pair[first]] = np.add.reduceat(extent, first)
            several[pair[first]] = np.diff(np.append(first, len(pair)))
        start = end
    return longest, total, several


def _chains(events: NDArray[np.uint64], gap: int, width: int) -> tuple[Integers, Integers]:
    """Return the pair and the length of each chain."""
    which = (events >> _HALF).astype(np.uint32)
    place = events.astype(np.uint32)
    left, right = (place >> np.uint32(16)).astype(np.int32), (place & np.uint32(0xFFFF)).astype(np.int32)
    by_left, by_right = np.diff(left), np.diff(right)
    linked = (which[1:] == which[:-1]) & (by_left > 0) & (by_right > 0) & (by_left <= gap) & (by_right <= gap)
    linked &= np.abs(by_left - by_right) <= np.maximum(width - 1, by_left // DRIFT)
    first = np.flatnonzero(np.concatenate([[True], ~linked]))
    last = np.append(first[1:], len(which)) - 1
    chain = last > first
    first, last = first[chain], last[chain]
    extent = np.minimum(left[last] - left[first], right[last] - right[first]) + width
    return which[first].astype(np.int64), extent.astype(np.int64)
