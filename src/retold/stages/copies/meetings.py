"""Where texts meet: a shingle that two of them have, and its place in either.

A meeting is one number of 64 bits: the lesser text, the greater text, and the shingle's places in them, 16 bits each.
That leaves 32 bits for two texts.  So texts are cut into strips, and the lesser one is numbered within its own.
Meetings are made a strip at a time; sorting them brings those of a pair together, in the order of the lesser text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retold.stages.copies.postings import HALF, LOW, changes, neighbours, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from retold.settings import Copies
    from retold.stages.copies.postings import Postings
    from retold.stages.copies.shingle import Sample

    Integers = NDArray[np.int64]
    Packed = NDArray[np.uint64]

STRIP = 12
"""Bits of the number of a text in the longest strip: 4,096 texts have some million meetings."""
_PLACE = np.uint64(16)


def bits_of(count: int) -> int:
    """Return how many bits the number of one of ``count`` texts takes."""
    return max(1, (count - 1).bit_length())


class Meetings:
    """All meetings of some texts, to be gone through strip by strip.

    ``bits`` is how many the greater text takes; ``capped`` counts the shingles that are in too many texts to be
    followed everywhere.
    """

    def __init__(self, shingles: Sample, settings: Copies) -> None:
        count = len(shingles.words)
        self.bits = bits_of(count)
        self.capped = 0
        self._strip = min(STRIP, 32 - self.bits)
        self._parts: list[_Part] = []
        strips = (count >> self._strip) + 1
        for postings in parts(shingles):
            self.capped += int((postings.frequency > settings.most).sum())
            self._parts.append(_Part(shingles, postings, settings.most, self._strip, strips))
        self._strips = strips if self._parts else 0

    def __iter__(self) -> Iterator[tuple[int, Packed]]:
        """Yield what is to be added to the number of each lesser text of a strip, and its meetings, sorted."""
        for strip in range(self._strips):
            met = np.concatenate([some for part in self._parts for some in part.meetings(strip, self.bits)])
            if len(met):
                met.sort()
                yield strip << self._strip >> 32 - self.bits << 32 - self.bits, met


class _Part:
    """A part of the index by the strips of the lesser texts."""

    def __init__(self, shingles: Sample, postings: Postings, most: int, strip: int, strips: int) -> None:
        self._where = (postings.text.astype(np.uint64) << HALF) | postings.place
        ends = np.where(postings.frequency <= most, postings.begins + postings.frequency, 0)
        after = np.repeat(ends, postings.frequency) - 1 - np.arange(len(postings.text))
        first = np.flatnonzero(after > 0)
        self._first, self._ends = _dealt(first, postings.text[first] >> strip, strips)
        self._after = after[self._first].astype(np.uint32)
        one, other = neighbours(shingles, postings, most)
        order, self._near_ends = _dealt(np.arange(len(one)), postings.text[one] >> strip, strips)
        self._near = one[order], other[order]

    def meetings(self, strip: int, bits: int) -> Iterator[Packed]:
        """Yield the meetings of a strip: of each posting with those after it, and of neighbours."""
        some = slice(self._ends[strip], self._ends[strip + 1])
        first, after = self._first[some], self._after[some].astype(np.int64)
        ends = np.cumsum(after)
        other = np.repeat(first + 1 - (ends - after), after) + np.arange(ends[-1] if len(ends) else 0)
        yield np.repeat(self._lesser(first, bits), after) | self._where[other]
        some = slice(self._near_ends[strip], self._near_ends[strip + 1])
        yield self._lesser(self._near[0][some], bits) | self._where[self._near[1][some]]

    def _lesser(self, at: NDArray[Any], bits: int) -> Packed:
        where: Packed = self._where[at]
        return ((where >> HALF) << (HALF + np.uint64(bits))) | ((where & LOW) << _PLACE)  # the strip falls out above


def _dealt(values: Integers, strip: Integers, strips: int) -> tuple[NDArray[np.uint32], Integers]:
    """Return values by strip, and where each strip's begin (and the end)."""
    order = np.argsort(strip.astype(np.uint16 if strips < 1 << 16 else np.uint32), kind="stable")
    ends = np.concatenate([[0], np.cumsum(np.bincount(strip, minlength=strips))])
    return values[order].astype(np.uint32), ends


@dataclass(frozen=True, slots=True)
class Met:
    """Pairs of texts, ``left`` < ``right``, in order; ``shared`` is how often each met, ``met`` at which places.

    A meeting in ``met`` is the number of the pair (32 bits) and the two places (16 bits each).
    """

    left: Integers
    right: Integers
    shared: Integers
    met: Packed

    @classmethod
    def of(cls, first: int, bits: int, met: Packed, least: int) -> Met:
        """Return the pairs that met at least so often, of the sorted meetings of a strip."""
        pair = (met >> HALF).astype(np.uint32)
        begins = np.flatnonzero(changes(pair))
        shared = np.diff(np.append(begins, len(pair)))
        enough = shared >= least
        pair = pair[begins[enough]].astype(np.int64)
        return cls((pair >> bits) + first, pair & ((1 << bits) - 1), shared[enough], _numbered(met, shared, enough))

    def those(self, wanted: NDArray[np.bool_]) -> Packed:
        """Return the meetings of some of the pairs, which are numbered anew."""
        return _numbered(self.met, self.shared, wanted)


def _numbered(met: Packed, shared: Integers, wanted: NDArray[np.bool_]) -> Packed:
    count = shared[wanted]
    number = np.repeat(np.arange(len(count), dtype=np.uint64) << HALF, count)
    return np.asarray(number | (met[np.repeat(wanted, shared)] & LOW))
