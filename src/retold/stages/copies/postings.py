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
    Strips = NDArray[Any]

PART = 1 << 21  # postings held at once
BATCH = 1 << 20  # meetings made at once: 8 MB
HALF, SIXTEEN = np.uint64(32), np.uint64(16)
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


def parts(shingles: Sample, size: int = PART) -> Iterator[Postings]:
    """Yield the index in parts of about ``size`` postings, or an eighth of all, by the shingles' hashes.

    All shingles are gone through for each part, so there are never more than eight.
    """
    bits = min(3, (len(shingles.key) // size).bit_length())
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


def couples(shingles: Sample, postings: Postings, most: int) -> Iterator[tuple[Packed, Strips]]:
    """Yield where each two texts of one shingle have it, packed as ``meetings.py`` says, in batches of ``BATCH``.

    The second array says to which strip the lesser text belongs; it is empty where there is only one.
    """
    bits = bits_of(len(shingles.words))
    strips = len(shingles.words) > 1 << 32 - bits
    text, place = postings.text.astype(np.uint64), postings.place.astype(np.uint64)
    lesser = (text << (HALF + np.uint64(bits))) | (place << SIXTEEN)  # the strip is what falls out above
    greater = (text << HALF) | place
    strip = (postings.text >> (32 - bits)).astype(np.uint16 if len(shingles.words) <= 1 << 24 else np.uint32)
    met = np.empty(2 * BATCH + most * most, np.uint64)
    where = np.empty(len(met) if strips else 0, strip.dtype)
    size = 0
    for rows in _rows(postings, most):
        one, other = lesser[rows], greater[rows]
        at = strip[rows] if strips else None
        for step in range(1, rows.shape[1]):
            shape = (len(rows), rows.shape[1] - step)
            end = size + shape[0] * shape[1]
            np.bitwise_or(one[:, :-step], other[:, step:], out=met[size:end].reshape(shape))
            if at is not None:
                where[size:end].reshape(shape)[:] = at[:, :-step]
            size = end
            if size >= BATCH:
                yield met[:size], where[:size]
                size = 0
    if size:
        yield met[:size], where[:size]
    for first, second in _neighbours(shingles, postings, most):
        yield lesser[first] | greater[second], strip[first] if strips else where


def bits_of(count: int) -> int:
    """Return how many bits the number of one of ``count`` texts takes."""
    return max(1, (count - 1).bit_length())


def _rows(postings: Postings, most: int) -> Iterator[Integers]:
    """Yield blocks of shingles of the same frequency, a row of indexes into the postings for each."""
    order = np.argsort(postings.frequency, kind="stable")
    bounds = np.searchsorted(postings.frequency[order], np.arange(2, most + 2))
    for count, first, last in zip(range(2, most + 1), bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        some = max(1, BATCH // count)
        for at in range(first, last, some):
            yield postings.begins[order[at : min(last, at + some)], None] + np.arange(count)


def _neighbours(shingles: Sample, postings: Postings, most: int) -> Iterator[tuple[Integers, Integers]]:
    """Yield the postings of each two texts of a frequent shingle that are neighbours, the lesser text first.

    They are next to each other in the order of their least hashes.
    """
    often = np.flatnonzero(postings.frequency > most)
    if not len(often):
        return
    counts = postings.frequency[often]
    group = np.repeat(np.arange(len(often)), counts)
    before = np.cumsum(counts) - counts
    at = np.repeat(postings.begins[often] - before, counts) + np.arange(len(group))
    text = postings.text[at]
    order = np.lexsort((text, _least(shingles)[text], group))
    at, group = at[order], group[order]
    for step in range(1, _NEXT + 1):
        same = group[step:] == group[:-step]
        one, other = at[:-step][same], at[step:][same]
        yield np.minimum(one, other), np.maximum(one, other)  # postings of a shingle are in text order


def _least(shingles: Sample) -> NDArray[np.uint32]:
    """Return the least shingle hash of each text: the same for texts of the same wording."""
    if shingles.least is not None:
        return shingles.least
    least = np.full(len(shingles.words), 0xFFFFFFFF, np.uint32)
    first = np.flatnonzero(changes(shingles.text))
    if len(first):
        least[shingles.text[first]] = np.minimum.reduceat(shingles.key, first)
    return least
