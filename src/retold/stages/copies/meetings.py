"""Where texts meet: a shingle that two of them have, and its place in either.

A meeting is one number of 64 bits: the lesser text, the greater text, and the shingle's places in them, 16 bits each.
That leaves 32 bits for two texts.  So texts are cut into strips, and the lesser one is numbered within its own.
Sorting the meetings of a strip brings those of a pair together, in the order of the lesser text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from retold.stages.copies.postings import HALF, LOW, bits_of, changes, couples, parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from retold.settings import Copies
    from retold.stages.copies.postings import Strips
    from retold.stages.copies.shingle import Sample

    Integers = NDArray[np.int64]
    Packed = NDArray[np.uint64]


@dataclass(slots=True)
class Meetings:
    """Meetings of ``count`` texts, to be added in any order and gone through strip by strip."""

    count: int
    _batches: list[tuple[Packed, Integers]] = field(default_factory=list)

    @property
    def bits(self) -> int:
        """Return how many bits the greater text takes."""
        return bits_of(self.count)

    def add(self, met: Packed, strips: Strips) -> None:
        """Take meetings, each of the strip that the second array says (none where there is only one strip)."""
        if not len(strips):
            self._batches.append((met.copy(), np.array([0, len(met)])))
            return
        order = np.argsort(strips, kind="stable")
        every = (self.count - 1 >> 32 - self.bits) + 1
        self._batches.append((met[order], np.concatenate([[0], np.cumsum(np.bincount(strips, minlength=every))])))

    def __iter__(self) -> Iterator[tuple[int, Packed]]:
        """Yield the number of each strip's first text, and its meetings, sorted."""
        for strip in range(0 if not self._batches else len(self._batches[0][1]) - 1):
            met = np.concatenate([batch[ends[strip] : ends[strip + 1]] for batch, ends in self._batches])
            if len(met):
                met.sort()
                yield strip << 32 - self.bits, met


def meetings(shingles: Sample, settings: Copies) -> tuple[Meetings, int]:
    """Return all meetings, and the number of shingles in too many texts to be followed everywhere."""
    found = Meetings(len(shingles.words))
    capped = 0
    for postings in parts(shingles):
        capped += int((postings.frequency > settings.most).sum())
        for met, strips in couples(shingles, postings, settings.most):
            found.add(met, strips)
    return found, capped


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
