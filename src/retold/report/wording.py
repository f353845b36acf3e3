"""Two wordings side by side: which words differ, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.records import Block, Span

WORD = re.compile(r"\w+(?:['’\-]\w+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; ``differs`` where the other wording has something else.

    ``core`` is false for what only stands between two stretches that are compared.
    """

    text: str
    differs: bool = False
    core: bool = True


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words in their place: what stands before and after them in the same block."""

    before: str
    pieces: tuple[Piece, ...]
    after: str


def differences(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts cut into pieces; the pieces of each join to the text again.

    Words are compared without case and punctuation; the longest common subsequence of words is what both share.
    """
    from rapidfuzz.distance import Indel

    words = [list(WORD.finditer(text)) for text in (left, right)]
    normal = [[m[0].casefold().replace("’", "'") for m in found] for found in words]
    runs: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for code in Indel.opcodes(*normal):
        if code.tag == "equal":
            continue
        for side, first, last in ((0, code.src_start, code.src_end), (1, code.dest_start, code.dest_end)):
            if first < last:
                runs[side].append((words[side][first].start(), words[side][last - 1].end()))
    return _cut(left, runs[0]), _cut(right, runs[1])


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a document with the pieces that it is cut into."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


def excerpt(text: str, blocks: Sequence[Block], parts: Sequence[Part]) -> Excerpt:
    """Return stretches that do not overlap with what stands around and between them.

    Around them that is the rest of the sentence, ``REACH`` characters at most, within the block; between them all, or
    an ellipsis where it is long or reaches over blocks.
    """
    ordered = sorted(parts, key=lambda part: part.start)
    pieces: list[Piece] = []
    for n, part in enumerate(ordered):
        if n:
            pieces.append(Piece(_between(text, blocks, ordered[n - 1].end, part.start), core=False))
        pieces += part.pieces
    start, end = ordered[0].start, ordered[-1].end
    first, last = _home(blocks, start), _home(blocks, max(end - 1, start))
    before = _before(text[first.start : start]) if first else ""
    return Excerpt(before, tuple(pieces), _after(text[end : last.end]) if last else "")


def _home(blocks: Sequence[Block], at: int) -> Span | None:
    return next((b.span for b in blocks if b.span.start <= at < b.span.end), None)


def _between(text: str, blocks: Sequence[Block], start: int, end: int) -> str:
    whole = end - start <= REACH and _home(blocks, max(start - 1, 0)) == _home(blocks, end)
    return text[start:end] if whole else " … "


REACH = 160
SENTENCE_END = re.compile(
    r"(?<!\b[A-Z])(?<!\bM[rs])(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\b(?:Gen|Gov|Sen|Rep|Jan|Feb|Aug|Oct|Nov|Dec))"
    r"[.!?]['\"”’»]*\s+(?=[\"“‘«A-ZÀ-Þ])"
)
"""A stop before a capital, but for initials and titles: "She wrote to Mrs. Hale, J. Orme and Sen. Ruiz." """


def _before(text: str) -> str:
    """Return the end of a text from the last beginning of a sentence, or shortened at a word."""
    ends = [m.end() for m in SENTENCE_END.finditer(text)]
    rest = text[ends[-1] :] if ends else text
    if len(rest) <= REACH:
        return rest.lstrip()
    return "… " + rest[-REACH:].partition(" ")[2]


def _after(text: str) -> str:
    """Return the beginning of a text up to the first end of a sentence, or shortened at a word."""
    found = SENTENCE_END.search(text)
    rest = text[: found.end()] if found else text
    if len(rest) <= REACH:
        return rest.rstrip()
    return rest[:REACH].rpartition(" ")[0] + " …"


def _cut(text: str, runs: list[tuple[int, int]]) -> tuple[Piece, ...]:
    pieces = []
    at = 0
    for start, end in runs:
        pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], differs=True))
        at = end
    pieces.append(Piece(text[at:]))
    return tuple(p for p in pieces if p.text)
