"""Which texts share wording: pairs out of the inverted index, counted, and the doubtful ones looked at closely."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from retold.stages.copies.chains import chained, verified
from retold.stages.copies.meetings import Meetings, Met
from retold.stages.copies.shingle import sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from retold.settings import Copies
    from retold.stages.copies.shingle import Sample

    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of texts that share wording, ``left`` < ``right``, both numbers of texts; sorted.

    ``shared`` counts shared kept shingles, ``jaccard`` and ``containment`` (of the one with fewer
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
    words = shingles.words
    own = np.bincount(shingles.text, minlength=len(words))
    found = Meetings(shingles, settings)
    del shingles  # half of all memory, if nobody else holds them
    nothing = (0, np.zeros(0, np.uint64))
    return _joined(
        [
            _told(Met.of(first, found.bits, met, settings.shared), own, words, settings)
            for first, met in chain([nothing], found)
        ],
        found.capped,
    )


def _told(met: Met, own: Integers, words: NDArray[np.int32], settings: Copies) -> Pairs:
    """Return those pairs that are copies."""
    jaccard, containment = shares(met.shared, own[met.left], own[met.right])
    sure = jaccard >= settings.jaccard
    doubtful = ~sure & (containment >= settings.containment)
    shorter = np.minimum(words[met.left[doubtful]], words[met.right[doubtful]])
    chains = chained(met.those(doubtful), len(shorter), settings.gap, settings.width)
    passage = np.zeros(len(sure), np.int32)
    passage[doubtful] = chains[0]
    sure &= containment >= settings.containment
    sure[doubtful] = verified(chains, shorter, jaccard[doubtful], settings)
    left, right, shared = (column.astype(np.int32) for column in (met.left, met.right, met.shared))
    return taken(Pairs(left, right, shared, jaccard, containment, passage, 0), sure)


def _joined(found: Sequence[Pairs], capped: int) -> Pairs:
    return Pairs(
        np.concatenate([some.left for some in found]),
        np.concatenate([some.right for some in found]),
        np.concatenate([some.shared for some in found]),
        np.concatenate([some.jaccard for some in found]),
        np.concatenate([some.containment for some in found]),
        np.concatenate([some.passage for some in found]),
        capped,
    )


def shares(shared: Integers, left: Integers, right: Integers) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the share of all shingles that pairs have in common, and of those of the one that has fewer."""
    fewer = np.minimum(left, right)
    shared = np.minimum(shared, fewer)
    jaccard = (shared / np.maximum(1, left + right - shared)).astype(np.float32)
    return jaccard, (shared / np.maximum(1, fewer)).astype(np.float32)


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
