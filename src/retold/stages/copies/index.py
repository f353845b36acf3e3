"""Which texts share wording: an inverted index of sampled shingles, and the pairs that it yields.

A shingle that stands in more than ``most`` texts says nothing about who copied whom (a footer, a proverb) and would
cost its square in pairs; such a shingle links each text to its nearest neighbours only, in the order of the texts'
own least hashes, which puts texts of the same wording side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retold.stages.copies.shingle import sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retold.settings import Copies
    from retold.stages.copies.shingle import Sample

_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of texts that share wording, ``left`` < ``right``, both numbers of texts; sorted.

    ``shared`` counts shared (kept) shingles, ``jaccard`` and ``containment`` (of the shorter in the longer) are 0 to 1.
    ``capped`` is the number of shingles that stood in too many texts to be followed everywhere.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    shared: NDArray[np.int64]
    jaccard: NDArray[np.float64]
    containment: NDArray[np.float64]
    capped: int


def resemblances(texts: Sequence[str], settings: Copies) -> Pairs:
    """Return the pairs of texts that share wording enough to be copies of one another."""
    return pairs(sample(texts, settings.width, _every(len(texts), settings)), settings)


def _every(count: int, settings: Copies) -> int:
    """A small collection can afford every shingle, and its short texts need them."""
    return 1 if count <= settings.small else settings.every


def pairs(shingles: Sample, settings: Copies) -> Pairs:
    """Return the pairs of texts whose kept shingles overlap by at least the settings' shares."""
    text, begins, frequency = _postings(shingles)
    own = np.bincount(text, minlength=len(shingles.words))
    events, capped = _events(text, begins, frequency, settings.most)
    events.sort()
    first = np.flatnonzero(_changes(events))
    shared = np.diff(np.append(first, len(events)))
    left = (events[first] >> _HALF).astype(np.int64)
    right = (events[first] & _LOW).astype(np.int64)
    jaccard = shared / np.maximum(1, own[left] + own[right] - shared)
    containment = shared / np.maximum(1, np.minimum(own[left], own[right]))
    good = (shared >= settings.shared) & ((jaccard >= settings.jaccard) | (containment >= settings.containment))
    return Pairs(left[good], right[good], shared[good], jaccard[good], containment[good], capped)


def _changes(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark each value that differs from the one before it."""
    marks = np.ones(len(values), bool)
    marks[1:] = values[1:] != values[:-1]
    return marks


def _postings(shingles: Sample) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the text of each posting in shingle order, where each shingle begins, and in how many texts it stands."""
    packed = (shingles.key.astype(np.uint64) << _HALF) | np.arange(len(shingles.key), dtype=np.uint64)
    packed.sort()
    key = packed >> _HALF
    text = shingles.text[(packed & _LOW).astype(np.int64)].astype(np.int64)
    once = _changes(key) | _changes(text)
    key, text = key[once], text[once]
    begins = np.flatnonzero(_changes(key))
    return text, begins, np.diff(np.append(begins, len(key)))


def _events(
    text: NDArray[np.int64], begins: NDArray[np.int64], frequency: NDArray[np.int64], most: int
) -> tuple[NDArray[np.uint64], int]:
    """Return a packed (left, right) for each two texts that share a shingle, and how many were too frequent."""
    found = []
    for count in range(2, most + 1):
        group = begins[frequency == count]
        if len(group):
            i, j = np.triu_indices(count, 1)
            found.append(_pack(text[group[:, None] + i], text[group[:, None] + j]))
    often = np.flatnonzero(frequency > most)
    for begin, count in zip(begins[often].tolist(), frequency[often].tolist(), strict=True):
        run = text[begin : begin + count]
        found.extend(_pack(run[:-step], run[step:]) for step in range(1, most // 2))
    return (np.concatenate(found) if found else np.zeros(0, np.uint64)), len(often)


def _pack(left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.uint64]:
    return ((left.astype(np.uint64) << _HALF) | right.astype(np.uint64)).ravel()
