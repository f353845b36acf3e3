"""A document's text with its marks: overlapping ranges become well-formed nested elements."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retold.records import Block


@dataclass(frozen=True, slots=True)
class Note:
    """What marked words are evidence for: a discrepancy by its id, with the number and title of a link to it."""

    record: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of a document to be marked: half-open offsets, an id or none, classes, a title, and notes behind it."""

    start: int
    end: int
    id: str = ""
    classes: str = ""
    title: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of writing a marked text: open a mark, close one, or write text."""

    act: str
    text: str = ""
    mark: Mark | None = None
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block with the steps that write it."""

    label: str
    reason: str
    steps: tuple[Step, ...]


def paragraphs(text: str, blocks: Sequence[Block], marks: Iterable[Mark]) -> tuple[list[Paragraph], list[Mark]]:
    """Return the blocks as paragraphs, and the marks that fall on no block (their ids still need a place).

    A mark that crosses others, or several blocks, is written in parts; only its first part may carry its id, and
    only its last the notes.  Joining the text of all steps of a paragraph gives the block's text.
    """
    starts, ends = [b.span.start for b in blocks], [b.span.end for b in blocks]
    within: dict[int, list[Mark]] = defaultdict(list)
    last: dict[Mark, int] = {}
    left = []
    for mark in sorted(set(marks), key=lambda m: (m.start, -m.end, m.id, m.classes, m.title)):
        # blocks stand in order and apart, so that those that a mark touches are neighbours
        touched = range(bisect_right(ends, mark.start), bisect_left(starts, mark.end))
        if mark.start >= mark.end or not touched:
            left.append(mark)
            continue
        last[mark] = touched[-1]
        for n in touched:
            within[n].append(mark)
    placed: set[Mark] = set()
    written = []
    for n, block in enumerate(blocks):
        here = within[n]
        final = {m for m in here if last[m] == n}
        written.append(Paragraph(block.label, block.reason, tuple(_steps(text, block, here, placed, final))))
        placed.update(here)
    return written, left


def _steps(text: str, block: Block, marks: list[Mark], placed: set[Mark], final: set[Mark]) -> list[Step]:
    begin, stop = block.span.start, block.span.end
    cuts = sorted({begin, stop, *(p for m in marks for p in (m.start, m.end) if begin < p < stop)})
    steps: list[Step] = []
    opened = set(placed)
    stack: list[Mark] = []
    opening: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        opening[max(mark.start, begin)].append(mark)
    for left, right in pairwise(cuts):
        for mark in opening[left]:
            _open(steps, mark, opened)
            stack.append(mark)
        steps.append(Step("text", text[left:right]))
        stack = _close(steps, stack, right, stop, final, opened)
    return steps


def _open(steps: list[Step], mark: Mark, opened: set[Mark]) -> None:
    steps.append(Step("open", mark=mark, first=mark not in opened))
    opened.add(mark)


def _close(steps: list[Step], stack: list[Mark], at: int, stop: int, final: set[Mark], opened: set[Mark]) -> list[Mark]:
    """Close what ends at an offset; marks above one that ends are closed too and opened again."""
    ending = [i for i, m in enumerate(stack) if min(m.end, stop) <= at]
    if not ending:
        return stack
    for mark in reversed(stack[ending[0] :]):
        ends = min(mark.end, stop) <= at
        steps.append(Step("close", mark=mark, last=ends and mark in final))
    again = [m for m in stack[ending[0] :] if min(m.end, stop) > at]
    for mark in again:
        _open(steps, mark, opened)
    return stack[: ending[0]] + again
