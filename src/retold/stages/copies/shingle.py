"""Words and word shingles of many texts as hashes, without a Python loop over words.

A word is a run of letters and digits, compared without case and accents.  A whole stretch of texts is folded to bytes
in which zero stands between words; a word's hash is made of its bytes, eight at a time, so that most words take one
look.  A shingle is ``width`` words in a row; one in ``sample`` is kept, chosen by its hash, so that
every text keeps the same ones (FracMinHash: Hera, Pierce-Ward and Koslicki 2023, doi:10.1101/gr.277651.123).
"""

from __future__ import annotations

import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Integers = NDArray[np.int64]

STRETCH = 1 << 17  # characters hashed at once: the working arrays stay in the processor's cache
FARTHEST = 0xFFFF  # of a place in a text: beyond, all words count as one place and chain no more
LONGEST = 1024  # bytes by which a word is known
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
    coded = [text.encode() if text.isascii() else _folded(text) for text in texts]
    ends = np.cumsum(np.fromiter((len(c) + 1 for c in coded), np.int64, len(coded)))
    letters = b"\0".join([b"", *coded, bytes(_EIGHT)]).translate(_LOWER)
    inside = np.frombuffer(letters, np.uint8) != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    eights = np.ndarray((max(0, len(letters) - _EIGHT + 1),), "<u8", letters, 0, (1,))
    value = _scattered(eights[starts] & _MASKS[np.minimum(lengths, _EIGHT)])
    at, rest = _EIGHT, np.flatnonzero(lengths > _EIGHT)
    while len(rest) and at < LONGEST:
        more = eights[starts[rest] + at] & _MASKS[np.minimum(lengths[rest] - at, _EIGHT)]
        value[rest] = _scattered(value[rest] + more)
        at += _EIGHT
        rest = rest[lengths[rest] > at]
    return value, np.concatenate([[0], np.searchsorted(starts, ends)])


def sample(texts: Iterable[str], width: int = 5, every: int = 8) -> Sample:
    """Return one in ``every`` shingles of ``width`` words of each text, chosen by hash.

    Texts of fewer than ``width`` words have no shingle.
    """
    keys, owners, places, counts = [], [], [], []
    done = 0
    for lengths, owner, key, place in _kept(texts, width, every):
        counts.append(lengths.astype(np.int32))
        keys.append(key)
        owners.append((owner + done).astype(np.int32))
        places.append(place)
        done += len(lengths)
    return Sample(_join(keys, np.uint32), _join(owners, np.int32), _join(places, np.uint16), _join(counts, np.int32))


def wordings(texts: Iterable[str], width: int, every: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield for each text its words, and the hashes and places of what ``sample`` keeps: ``Pile`` makes one of them."""
    for lengths, owner, key, place in _kept(texts, width, every):
        keys, places = key.astype("<u4").tobytes(), place.astype("<u2").tobytes()
        ends = np.searchsorted(owner, np.arange(len(lengths) + 1)).tolist()
        for words, (start, end) in zip(lengths.tolist(), pairwise(ends), strict=True):
            yield words, keys[4 * start : 4 * end], places[2 * start : 2 * end]


def _kept(
    texts: Iterable[str], width: int, every: int
) -> Iterator[tuple[Integers, Integers, NDArray[np.uint32], NDArray[np.uint16]]]:
    """Yield for each stretch of texts how many words each has, and of the kept shingles text, hash and place."""
    for stretch in _stretches(texts):
        words, first = word_hashes(stretch)
        shingles = _shingles(words, width)
        kept = np.flatnonzero(shingles <= np.uint64((2**64 - 1) // every))
        owner = np.searchsorted(first, kept, "right") - 1
        whole = kept + width <= first[owner + 1]
        kept, owner = kept[whole], owner[whole]
        place = np.minimum(kept - first[owner], FARTHEST).astype(np.uint16)
        yield np.diff(first), owner, shingles[kept].astype(np.uint32), place


class Pile:
    """The shingles of texts that come one by one, given as bytes: millions of them, and nothing twice."""

    def __init__(self) -> None:
        self._keys, self._places = bytearray(), bytearray()
        self._counts, self._words = array("q"), array("q")

    def add(self, words: int, keys: bytes, places: bytes) -> None:
        """Add a text of so many words."""
        self._keys += keys
        self._places += places
        self._counts.append(len(places) // 2)
        self._words.append(words)

    def sample(self, order: Integers) -> Sample:
        """Return the texts in another order; what was added is gone."""
        counts = np.array(self._counts, np.int64)
        starts, counts = (np.cumsum(counts) - counts)[order], counts[order]
        keys = reordered(np.frombuffer(self._keys, "<u4"), starts, counts)
        self._keys = bytearray()
        places = reordered(np.frombuffer(self._places, "<u2"), starts, counts)
        self._places = bytearray()
        text = np.repeat(np.arange(len(order), dtype=np.int32), counts)
        return Sample(keys, text, places, np.array(self._words, np.int32)[order])


RUNS = 1 << 14
"""Texts whose shingles are put in order at once."""


def reordered(column: NDArray[Any], starts: Integers, counts: Integers) -> NDArray[Any]:
    """Return runs of a column, given by start and length, in another order."""
    out = np.empty_like(column)
    end = 0
    for first in range(0, len(starts), RUNS):
        some, long = starts[first : first + RUNS], counts[first : first + RUNS]
        ends = np.cumsum(long)
        size = int(ends[-1])
        out[end : end + size] = column[np.arange(size) + np.repeat(some - (ends - long), long)]
        end += size
    return out


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


def _scattered(value: Hashes) -> Hashes:
    """Spread low bits upward, and some of them down again: enough for what is summed up and mixed later."""
    value = value * _STEP
    return value ^ (value >> np.uint64(32))


def _folded(text: str) -> bytes:
    """Return a text in UTF-8 without accents and case, a blank for all that is neither letter nor digit."""
    units = unicodedata.normalize("NFC", text).encode("utf-16-le", "surrogatepass")
    return str(np.take(_table(), np.frombuffer(units, "<u2")).tobytes(), "utf-16-le").encode()


@cache
def _table() -> NDArray[np.uint16]:
    """Return for each UTF-16 unit the one that stands for all cases and accents of a letter; a blank breaks words."""
    folded = np.full(1 << 16, ord(" "), "<u2")
    for unit in range(1 << 16):
        if (letter := chr(unit)).isalnum():
            plain = unicodedata.normalize("NFKD", letter.lower())[0]
            folded[unit] = ord(plain) if plain.isalnum() and ord(plain) < 1 << 16 else unit
    return folded


_EIGHT = 8
_MASKS = np.array([2 ** (8 * length) - 1 for length in range(_EIGHT + 1)], np.uint64)
_LOWER = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else code if code >= 128 else 0 for code in range(256)
)
