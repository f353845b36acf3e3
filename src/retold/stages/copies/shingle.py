"""Words and word shingles of many texts as hashes, without a Python loop over words.

A word is a run of letters and digits, compared without case and accents.  Its hash is a polynomial over its folded
characters, taken for a whole stretch of texts at once: every character is looked up once in a table that classifies,
folds and scatters it, is multiplied by a power of its place, and the products of a word are summed
(``numpy.add.reduceat``).  A shingle is ``width`` words in a row; one in ``sample`` is kept, chosen by its hash, so that
every text keeps the same ones (FracMinHash: Hera, Pierce-Ward and Koslicki 2023, doi:10.1101/gr.277651.123).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Integers = NDArray[np.int64]

STRETCH = 1 << 17  # characters hashed at once: the working arrays stay in the processor's cache
FARTHEST = 0xFFFF  # of a place in a text: beyond, all words count as one place and chain no more
_STEP = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Sample:
    """The kept shingles of ``len(words)`` texts.

    ``key`` is the shingle's hash, ``text`` the number of its text, ``place`` the number of its first word there (65,535
    for all beyond); all three in text order.  ``words`` counts the words of each text.  ``least`` is the least hash of
    each text, where these are not all of its shingles.
    """

    key: NDArray[np.uint32]
    text: NDArray[np.int32]
    place: NDArray[np.uint16]
    words: NDArray[np.int32]
    least: NDArray[np.uint32] | None = None


def word_hashes(texts: Sequence[str]) -> tuple[Hashes, Integers]:
    """Return the hashes of all words of the texts in order, and where each text begins in them (and the end)."""
    table = _table()
    coded = [_encode(text) for text in texts]
    lengths = np.fromiter((len(c) // 2 + 1 for c in coded), np.int64, len(coded))
    units = np.frombuffer(b"\0\0".join([*coded, b""]), np.uint16)
    begins = np.concatenate([[0], np.cumsum(lengths)])
    value = table[units]
    inside = value != 0
    starts = np.flatnonzero(inside[1:] & ~inside[:-1]) + 1 if len(inside) else np.zeros(0, np.int64)
    if len(inside) and inside[0]:
        starts = np.concatenate([[0], starts])
    first = np.searchsorted(starts, begins).astype(np.int64)
    if not len(starts):
        return np.zeros(0, np.uint64), first
    powers, inverses = _powers(len(value))
    words = np.add.reduceat(value * powers[: len(value)], starts) * inverses[starts]
    return _mix(words), first


def sample(texts: Iterable[str], width: int = 5, every: int = 8) -> Sample:
    """Return one in ``every`` shingles of ``width`` words of each text, chosen by hash.

    Texts of fewer than ``width`` words have no shingle.
    """
    keys, owners, places, counts = [], [], [], []
    done = 0
    for stretch in _stretches(texts):
        words, first = word_hashes(stretch)
        lengths = np.diff(first)
        counts.append(lengths.astype(np.int32))
        shingles = _shingles(words, width)
        kept = np.flatnonzero(shingles <= np.uint64((2**64 - 1) // every))
        owner = np.searchsorted(first, kept, "right") - 1
        whole = kept + width <= first[owner + 1]
        kept, owner = kept[whole], owner[whole]
        keys.append(shingles[kept].astype(np.uint32))
        owners.append((owner + done).astype(np.int32))
        places.append(np.minimum(kept - first[owner], FARTHEST).astype(np.uint16))
        done += len(stretch)
    return Sample(_join(keys, np.uint32), _join(owners, np.int32), _join(places, np.uint16), _join(counts, np.int32))


def wordings(texts: Iterable[str], width: int, every: int) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Yield for each text its words, how many of its shingles are in the sample, and the hashes and places of all.

    The sample of one in ``every`` comes first, either part in text order: ``joined`` makes a ``Sample`` of them.
    """
    limit = np.uint64((2**64 - 1) // every)
    for stretch in _stretches(texts):
        words, first = word_hashes(stretch)
        shingles = _shingles(words, width)
        for start, count in zip(first[:-1].tolist(), np.diff(first).tolist(), strict=True):
            own = shingles[start : start + max(0, count - width + 1)]
            kept = own <= limit
            order = np.argsort(~kept, kind="stable")
            places = np.minimum(order, FARTHEST).astype("<u2")
            yield count, int(kept.sum()), own[order].astype("<u4").tobytes(), places.tobytes()


def joined(keys: Sequence[bytes], places: Sequence[bytes], words: Sequence[int]) -> Sample:
    """Return the sample of texts whose shingles are given as bytes, in text order."""
    counts = np.fromiter((len(own) // 4 for own in keys), np.int64, len(keys))
    owner = np.repeat(np.arange(len(keys), dtype=np.int32), counts)
    key, place = np.frombuffer(b"".join(keys), "<u4"), np.frombuffer(b"".join(places), "<u2")
    return Sample(key, owner, place, np.array(words, np.int32))


def shingles_of(texts: Sequence[str], width: int = 5) -> list[Hashes]:
    """Return every shingle of each text, in the order of the text."""
    words, first = word_hashes(texts)
    shingles = _shingles(words, width)
    ends = np.maximum(first[:-1], first[1:] - width + 1)
    return [shingles[start:end] for start, end in zip(first[:-1].tolist(), ends.tolist(), strict=True)]


def _stretches(texts: Iterable[str]) -> Iterator[list[str]]:
    stretch: list[str] = []
    length = 0
    for text in texts:
        if stretch and length + len(text) > STRETCH:
            yield stretch
            stretch, length = [], 0
        stretch.append(text)
        length += len(text) + 1
    if stretch:
        yield stretch


def _join(parts: list[Any], kind: Any) -> Any:
    return np.concatenate(parts) if parts else np.zeros(0, kind)


def _encode(text: str) -> bytes:
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.encode("utf-16-le", "surrogatepass")


def _shingles(words: Hashes, width: int) -> Hashes:
    """Return the hash of every ``width`` consecutive words; the caller drops those that cross a text's end."""
    count = max(0, len(words) - width + 1)
    total = words[:count] * _STEP
    factor = _STEP
    for shift in range(1, width):
        factor = np.uint64(int(factor) * int(_STEP) % 2**64)
        total = total + words[shift : shift + count] * factor
    return _mix(total)


def _mix(value: Hashes) -> Hashes:
    """Spread every bit over the whole word (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@cache
def _table() -> Hashes:
    """Return for each UTF-16 unit a number that is the same for all cases and accents of a letter; 0 breaks words."""
    folded = np.zeros(1 << 16, np.uint64)
    for unit in range(1 << 16):
        if (letter := chr(unit)).isalnum():
            folded[unit] = ord(unicodedata.normalize("NFKD", letter.lower())[0]) + 1
    return np.where(folded == 0, np.uint64(0), _mix(folded * _STEP) | np.uint64(1))


_POWERS: dict[int, tuple[Hashes, Hashes]] = {}


def _powers(length: int) -> tuple[Hashes, Hashes]:
    """Return at least ``length`` powers of the step and of its inverse modulo 2**64."""
    size = max(STRETCH + 1, 1 << (length - 1).bit_length())
    if size not in _POWERS:
        if size > 2 * STRETCH:
            return _raise(size)
        _POWERS[size] = _raise(size)
    return _POWERS[size]


def _raise(size: int) -> tuple[Hashes, Hashes]:
    inverse = np.uint64(pow(int(_STEP), -1, 2**64))
    ones = np.ones(1, np.uint64)
    return (
        np.concatenate([ones, np.cumprod(np.full(size - 1, _STEP))]),
        np.concatenate([ones, np.cumprod(np.full(size - 1, inverse))]),
    )
