"""Finding a place again in a text that may have changed.  A wrong place is worse than none.

In the same file (by hash) the offset holds, or the words are looked for.  In a changed file (another hash, the same
path) the words must stand there once with their surroundings, or be clearly more alike than any other place; else
nothing is returned, and the decision becomes an orphan.  No other file is ever looked at: copies hold the same words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.decisions.log import Place
from retold.records import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.records import Document

AROUND = 48
"""How many characters before and after are kept with the words."""

ALIKE, MARGIN = 90.0, 8.0
"""How alike (0 to 100) a changed place must be, and by how much more than the next."""

SHORT = 16
"""Words of fewer characters are never matched by likeness: too many others are like them."""


def place_of(document: Document, start: int = 0, end: int = 0) -> Place:
    """Return a stretch of a document as a place; without offsets the document as a whole."""
    if end <= start:
        return Place(document.sha256, document.path)
    text = document.text
    prefix, suffix = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Place(document.sha256, document.path, start, text[start:end], prefix, suffix)


def find(place: Place, documents: Iterable[Document]) -> Evidence | None:
    """Return where a place is now; ``None`` where that is not clear."""
    listed = list(documents)
    same = [d for d in listed if d.sha256 == place.sha256]
    homes = [d for d in same if d.path == place.path] or same or [d for d in listed if d.path == place.path]
    found = {e for d in homes if (e := _within(place, d)) is not None}
    return found.pop() if len(found) == 1 else None


def _within(place: Place, document: Document) -> Evidence | None:
    if not place.exact:
        return Evidence(document.id, 0, 0)
    text = document.text
    end = place.start + len(place.exact)
    if document.sha256 == place.sha256 and text[place.start : end] == place.exact:
        return Evidence(document.id, place.start, end)
    starts = [m.start() for m in re.finditer(f"(?={re.escape(place.exact)})", text)]
    if starts:
        return _by_surroundings(place, document, starts)
    return _by_likeness(place, document)


def _by_surroundings(place: Place, document: Document, starts: list[int]) -> Evidence | None:
    """Return the occurrence whose surroundings are as they were; with several, the one that is clearly nearest."""
    from rapidfuzz import fuzz

    def likeness(start: int) -> float:
        end = start + len(place.exact)
        before = document.text[max(0, start - len(place.prefix)) : start]
        after = document.text[end : end + len(place.suffix)]
        return (fuzz.ratio(before, place.prefix) + fuzz.ratio(after, place.suffix)) / 2

    ranked = sorted(((likeness(s), s) for s in starts), key=lambda pair: (-pair[0], pair[1]))
    best, start = ranked[0]
    clear = len(ranked) == 1 or best - ranked[1][0] >= MARGIN
    known = best >= ALIKE / 2 if len(place.exact) >= SHORT else best >= ALIKE
    return Evidence(document.id, start, start + len(place.exact)) if clear and known else None


def _by_likeness(place: Place, document: Document) -> Evidence | None:
    """Return the one stretch that is nearly the same words, if no other comes near it."""
    from rapidfuzz import fuzz

    if len(place.exact) < SHORT:
        return None
    text = document.text
    best = fuzz.partial_ratio_alignment(place.exact, text, score_cutoff=ALIKE - MARGIN)
    if best is None:
        return None
    start, end = _whole_words(text, best.dest_start, best.dest_end)
    if fuzz.ratio(text[start:end], place.exact) < ALIKE:
        return None
    rest = text[:start] + "\n" + text[end:]
    if fuzz.partial_ratio(place.exact, rest) > best.score - MARGIN:
        return None
    return Evidence(document.id, start, end)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return offsets that cut no word: the alignment may begin or end within one."""
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
