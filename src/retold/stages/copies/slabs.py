"""What passes between the parts of one search: numbers about some documents, packed as bytes.

A search over millions has many more numbers than a record for each could hold.  A slab holds some thousands, as
little-endian arrays.  A document goes by a number that is made of its id, so that no slab repeats ids.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shingles of some documents that belong to one part of the index: hashes and places, in text order.

    For each document ``least`` is the least hash of all its shingles, ``counts`` says how many of them are here.
    """

    part: str
    documents: bytes
    least: bytes
    counts: bytes
    keys: bytes
    places: bytes


@dataclass(frozen=True, slots=True)
class Title:
    """Documents of one span: their ids, and how many words and shingles each has."""

    span: str
    documents: tuple[str, ...]
    words: bytes
    own: bytes


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where documents share shingles of one part: meetings (``meetings.py``) among the ``documents``, in order.

    ``span`` is that of all lesser ones.  ``met`` are the ``steps`` from each meeting to the next: those of a pair are
    close to each other, so that a third of the bytes remains when they are compressed.
    """

    span: str
    documents: bytes
    met: bytes


@dataclass(frozen=True, slots=True)
class Chained:
    """Pairs and how they run alike; ``span`` is that of the greater ones, ``left`` the place of the lesser one."""

    span: str
    documents: tuple[str, ...]
    words: bytes
    own: bytes
    left: bytes
    right: bytes
    shared: bytes
    longest: bytes
    total: bytes
    several: bytes


def number(document: str) -> int:
    """Return the number of a document: 64 bits of a hash of its id, as ids themselves are of their content."""
    return int.from_bytes(blake2b(document.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def numbers(documents: Sequence[str]) -> Numbers:
    """Return the number of each document."""
    return np.fromiter(map(number, documents), np.uint64, len(documents))


def spans_of(documents: Numbers, spans: int) -> NDArray[np.int64]:
    """Return in which of so many spans each document is; spans follow each other as numbers do."""
    return ((documents >> np.uint64(32)) * np.uint64(spans) >> np.uint64(32)).astype(np.int64)


def steps(values: Numbers) -> Numbers:
    """Return sorted numbers as the first one and the step to each further one."""
    return np.diff(values, prepend=np.uint64(0))


def summed(taken: Numbers) -> Numbers:
    """Return the numbers of which these are the ``steps``."""
    return np.cumsum(taken, dtype=np.uint64)


def packed(values: Any, kind: str) -> bytes:
    """Return an array as bytes of a kind (``<u4``)."""
    return np.ascontiguousarray(values, kind).tobytes()


def unpacked(parts: Iterable[bytes], kind: str) -> NDArray[Any]:
    """Return bytes of a kind, joined, as one array."""
    return np.frombuffer(b"".join(parts), kind)
