"""What a document is about, as weighted terms: its words and its names against a background of other texts."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.records import Block, Document, Mention

BACKGROUND = 105
"""Documents that the background table was counted on."""

EVERYDAY = 40
"""A word in so many background documents says nothing of what a text is about."""

NAME_WEIGHT = 1.4
"""How much more a name tells than a word where events on one topic are told apart."""

WORD = re.compile(r"[^\W\d_]{3,}")
NUMBER = re.compile(r"\b\d[\d.,:]*\d\b|\b\d\b")
YEAR = re.compile(r"(?:19|20)\d\d")

Vector = dict[str, float]


@cache
def background() -> dict[str, int]:
    """Return word -> number of background documents in which it stands."""
    text = files(__package__).joinpath("data", "background.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: int(count) for word, count in pairs}


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return a word without its plural or past ending: enough to join ``talks`` and ``talk``."""
    for ending, least in (("'s", 2), ("’s", 2), ("ies", 3), ("ing", 5), ("ed", 4), ("es", 4), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


@cache
def everyday() -> frozenset[str]:
    """Return the words that most texts have."""
    return frozenset(word for word, count in background().items() if count >= EVERYDAY)


@cache
def background_stems() -> dict[str, int]:
    """Return stem -> number of background documents: the most that a word of this stem has."""
    out: dict[str, int] = {}
    for word, count in background().items():
        key = stem(word)
        out[key] = max(out.get(key, 0), count)
    return out


def counts(document: Document, blocks: list[Block], mentions: Iterable[Mention]) -> Counter[str]:
    """Count the terms of a document: stems of its words, its numbers (``#12``) and its names (``@name``).

    The headline counts twice; where no block is labelled so, the first block stands for it.
    """
    out: Counter[str] = Counter()
    read = [b for b in blocks if b.label != "chrome"]
    titled = any(b.label == "headline" for b in read)
    common = everyday()
    for order, block in enumerate(read):
        weight = 2 if block.label == "headline" or (not titled and not order) else 1
        text = document.text[block.span.start : block.span.end]
        for word in WORD.findall(text.lower()):
            if word not in common:
                out[stem(word)] += weight
        out.update("#" + number for number in NUMBER.findall(text) if not YEAR.fullmatch(number))
    out.update("@" + m.head.lower() for m in mentions if m.head)
    return out


class Weighed(Sequence[Vector]):
    """The unit vectors of documents: 1 + log tf times idf over these documents and the background.

    Each is made when it is asked for: a vector takes ten times what its counts take, and there may be many.
    """

    def __init__(self, all_counts: Sequence[Counter[str]]) -> None:
        seen = _seen(all_counts)
        total = len(all_counts) + BACKGROUND
        known = background_stems()
        self._counts = all_counts
        self._idf = {
            term: math.log(total / (1 + count + known.get(term, 0)))
            for term, count in seen.items()
            if total > 1 + count + known.get(term, 0)
        }

    def __len__(self) -> int:
        return len(self._counts)

    @overload
    def __getitem__(self, at: int) -> Vector: ...
    @overload
    def __getitem__(self, at: slice) -> list[Vector]: ...
    def __getitem__(self, at: int | slice) -> Vector | list[Vector]:
        """Return a document's vector, or several."""
        if isinstance(at, slice):
            return [_unit(found, self._idf) for found in self._counts[at]]
        return _unit(self._counts[at], self._idf)


def vectors(all_counts: Sequence[Counter[str]]) -> list[Vector]:
    """Return unit vectors (term -> weight), all at once."""
    return Weighed(all_counts)[:]


def inner_vectors(all_counts: Sequence[Counter[str]]) -> list[Vector]:
    """Return unit vectors that weigh what sets these documents apart, for documents on one topic.

    The idf is damped by the square root of the idf inside the set, so that what all of them say (``earthquake``) falls
    away and what some share (the town, the day, the number of the dead) stands out; a term of one document alone
    tells nothing here.
    """
    seen = _seen(all_counts)
    total = len(all_counts) + BACKGROUND
    known = background_stems()
    idf = {
        term: math.log(total / (1 + count + known.get(term, 0)))
        * math.sqrt(math.log((len(all_counts) + 1) / count))
        * (NAME_WEIGHT if term.startswith("@") else 1.0)
        for term, count in seen.items()
        if count > 1 and total > 1 + count + known.get(term, 0)
    }
    return [_unit(found, idf) for found in all_counts]


def _seen(all_counts: Sequence[Counter[str]]) -> Counter[str]:
    out: Counter[str] = Counter()
    for found in all_counts:
        out.update(found.keys())
    return out


def _unit(found: Counter[str], idf: dict[str, float]) -> Vector:
    weights = {t: (1 + math.log(n)) * idf[t] for t, n in found.items() if t in idf}
    norm = math.sqrt(sum(w * w for w in weights.values()))
    return {t: weights[t] / norm for t in sorted(weights)} if norm else {}


def cosine(left: Vector, right: Vector) -> float:
    """Return the cosine of two unit vectors."""
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right[term] for term, weight in left.items() if term in right)
