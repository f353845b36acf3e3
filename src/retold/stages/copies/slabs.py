"""What passes between the parts of one search: numbers about some documents, packed as bytes.

A search over millions has many more numbers than a record for each could hold.  A slab holds some thousands: the ids of
the documents that it speaks of, and little-endian arrays of numbers, in which a document is its place among these ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

PAIRS = 1 << 14
"""Pairs in one slab."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shingles of some documents that belong to one part of the index: hashes and places, in text order.

    For each document ``words`` and ``own`` count its words and its shingles in all parts, ``least`` is the least hash
    of these, ``counts`` says how many of them are here.
    """

    part: str
    documents: tuple[str, ...]
    words: bytes
    own: bytes
    least: bytes
    counts: bytes
    keys: bytes
    places: bytes


@dataclass(frozen=True, slots=True)
class Counted:
    """Pairs of documents and how many shingles of one part they share; ``span`` is where a pair's counts meet."""

    span: str
    part: str
    documents: tuple[str, ...]
    words: bytes
    own: bytes
    left: bytes
    right: bytes
    shared: bytes


@dataclass(frozen=True, slots=True)
class Alike:
    """Pairs that may be copies: those that are ``sure``, and others; ``first`` is the number of the first of them."""

    span: str
    first: int
    documents: tuple[str, ...]
    words: bytes
    left: bytes
    right: bytes
    jaccard: bytes
    containment: bytes
    sure: bytes


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Pairs of a span that are to be looked at closely in a part of the index; ``numbers`` are those of ``Alike``."""

    part: str
    span: str
    documents: tuple[str, ...]
    numbers: bytes
    left: bytes
    right: bytes


@dataclass(frozen=True, slots=True)
class Shared:
    """Where doubtful pairs share shingles: number of the pair, place in the left, in the right, packed."""

    span: str
    events: bytes


def packed(values: Any, kind: str) -> bytes:
    """Return an array as bytes of a kind (``<u4``)."""
    return np.ascontiguousarray(values, kind).tobytes()


def unpacked(parts: Iterable[bytes], kind: str) -> NDArray[Any]:
    """Return bytes of a kind, joined, as one array."""
    return np.frombuffer(b"".join(parts), kind)


def numbered(groups: Sequence[tuple[str, ...]]) -> tuple[list[str], list[Integers]]:
    """Return all ids in order, and for each group the numbers of its ids among them."""
    ids = sorted(set().union(*groups))
    place = {name: number for number, name in enumerate(ids)}
    return ids, [np.fromiter((place[name] for name in group), np.int64, len(group)) for group in groups]


def about(left: Integers, right: Integers) -> tuple[Integers, Integers, Integers]:
    """Return the documents that some pairs speak of, in order, and the pairs with places among these."""
    documents, at = np.unique(np.concatenate([left, right]), return_inverse=True)
    return documents, at[: len(left)], at[len(left) :]
