"""What a document is about, as weighted terms: its words and its names against a background of other texts."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.records import Block, Document, Mention

BACKGROUND = 105
"""Documents that the background table was counted on."""

Vector = dict[str, float]


@cache
def background() -> dict[str, int]:
    """Return word -> number of background documents in which it stands."""
    text = files(__package__).joinpath("data", "background.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {word: int(count) for word, count in pairs}


def stem(word: str) -> str:
    """Return a word without its plural or past ending: enough to join ``talks`` and ``talk``."""
    for ending, least in (("'s", 2), ("’s", 2), ("ies", 3), ("ing", 5), ("ed", 4), ("es", 4), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            return word[: -len(ending)] + ("y" if ending == "ies" else "")
    return word


@cache
def background_stems() -> dict[str, int]:
    """Return stem -> number of background documents: the most that a word of this stem has."""
    out: dict[str, int] = {}
    for word, count in background().items():
        key = stem(word)
        out[key] = max(out.get(key, 0), count)
    return out


def counts(document: Document, blocks: Iterable[Block], mentions: Iterable[Mention]) -> Counter[str]:
    """Count the terms of a document: stems of its words, and its names (as ``@name``)."""
    out: Counter[str] = Counter()
    for block in blocks:
        if block.label == "chrome":
            continue
        weight = 2 if block.label == "headline" else 1
        for word in re.findall(r"[^\W\d_]{3,}", document.text[block.span.start : block.span.end].lower()):
            out[stem(word)] += weight
    for mention in mentions:
        if mention.head:
            out["@" + mention.head.split()[-1].lower()] += 1
    return out


def vectors(all_counts: list[Counter[str]]) -> list[Vector]:
    """Return unit vectors (term -> weight): 1 + log tf times idf over these documents and the background."""
    seen: Counter[str] = Counter()
    for found in all_counts:
        seen.update(found.keys())
    total = len(all_counts) + BACKGROUND
    known = background_stems()
    return [_unit(found, seen, known, total) for found in all_counts]


def _unit(found: Counter[str], seen: Counter[str], known: dict[str, int], total: int) -> Vector:
    weights = {}
    for term, count in found.items():
        idf = math.log(total / (1 + seen[term] + known.get(term, 0)))
        if idf > 0:
            weights[term] = (1 + math.log(count)) * idf
    norm = math.sqrt(sum(w * w for w in weights.values()))
    return {t: w / norm for t, w in sorted(weights.items())} if norm else {}


def cosine(left: Vector, right: Vector) -> float:
    """Return the cosine of two unit vectors."""
    if len(left) > len(right):
        left, right = right, left
    return sum(weight * right[term] for term, weight in left.items() if term in right)
