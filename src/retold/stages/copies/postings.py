"""The inverted index: for each shingle the texts in which it stands, a part of the shingles at a time.

The shingles are taken in parts by hash, so that memory is bounded by the largest part.  A shingle that stands in more
than ``most`` texts says little about who copied whom (a footer, a proverb) and would cost its square in pairs; it
links each text to its next neighbours only, in the order of the texts' least hashes, which puts texts of the same
wording side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from retold.stages.copies.shingle import Sample

    Integers = NDArray[np.int64]
    Packed = NDArray[np.uint64]

PART = 1 << 21  # postings held at once
HALF = np.uint64(32)
LOW = np.uint64(0xFFFFFFFF)
_NEXT = 2  # neighbours to which a frequent shingle links


@dataclass(frozen=True, slots=True)
class Postings:
    """A part of the index: ``text`` and ``place`` by shingle, each text once.

    ``begins`` says where a shingle's postings begin and ``frequency`` how many there are; shingles of a single text
    are left out.
    """

    text: NDArray[np.int32]
    place: NDArray[np.uint16]
    begins: Integers
    frequency: Integers


def parts(shingles: Sample) -> Iterator[Postings]:
    """Yield the index in parts of about ``PART`` postings, or an eighth of all, by the shingles' hashes.

    All shingles are gone through for each part, so there are never more than eight.
    """
    bits = min(3, (len(shingles.key) // PART).bit_length())
    for part in range(1 << bits):
        if not bits:
            index = np.arange(len(shingles.key), dtype=np.uint64)
            packed = (shingles.key.astype(np.uint64) << HALF) | index
        else:
            index = np.flatnonzero(shingles.key >> np.uint32(32 - bits) == part).astype(np.uint64)
            packed = (shingles.key[index].astype(np.uint64) << HALF) | index
        del index
        packed.sort()
        yield _postings(shingles, packed)


def _postings(shingles: Sample, packed: Packed) -> Postings:
    key = (packed >> HALF).astype(np.uint32)
    again = key[1:] == key[:-1]
    shared = np.zeros(len(key), bool)
    shared[1:] |= again
    shared[:-1] |= again
    key = key[shared]  # a shingle that stands in one text only can never make a pair
    at = (packed[shared] & LOW).astype(np.int64)
    text = shingles.text[at]
    changed = changes(key)
    once = changed | changes(text)
    begins = np.flatnonzero(changed[once])
    text, place = text[once], shingles.place[at[once]]
    return Postings(text, place, begins, np.diff(np.append(begins, len(text))))


def changes(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark each value that differs from the one before it."""
    marks = np.ones(len(values), bool)
    marks[1:] = values[1:] != values[:-1]
    return marks


def neighbours(shingles: Sample, postings: Postings, most: int) -> tuple[Integers, Integers]:
    """Return the postings of each two texts of a frequent shingle that are neighbours, the lesser text first.

    They are next to each other in the order of their least hashes.
    """
    often = np.flatnonzero(postings.frequency > most)
    if not len(often):
        return often, often
    counts = postings.frequency[often]
    group = np.repeat(np.arange(len(often)), counts)
    before = np.cumsum(counts) - counts
    at = np.repeat(postings.begins[often] - before, counts) + np.arange(len(group))
    text = postings.text[at]
    order = np.lexsort((text, _least(shingles)[text], group))
    at, group = at[order], group[order]
    near = [
        (at[:-step][same], at[step:][same])
        for step in range(1, _NEXT + 1)
        for same in (np.flatnonzero(group[step:] == group[:-step]),)
    ]
    one, other = map(np.concatenate, zip(*near, strict=True))
    return np.minimum(one, other), np.maximum(one, other)  # postings of a shingle are in text order


def _least(shingles: Sample) -> NDArray[np.uint32]:
    """Return the least shingle hash of each text: the same for texts of the same wording."""
    if shingles.least is not None:
        return shingles.least
    least = np.full(len(shingles.words), 0xFFFFFFFF, np.uint32)
    first = np.flatnonzero(changes(shingles.text))
    if len(first):
        least[shingles.text[first]] = np.minimum.reduceat(shingles.key, first)
    return least
