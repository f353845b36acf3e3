"""Hard-wrapped text: lines that a program broke at a width, drawn together to paragraphs again."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from retold.stages.clean.lines import Line, lines, running_heads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.records import Page

NARROWEST, WIDEST = 45, 110
"""Between how many characters lines are wrapped, by mail programs, agencies and printed pages."""

_FEW = 4
"""Fewer long lines than these must go on in lower case to be taken for wrapped ones."""


def unwrapped(rows: Sequence[Line]) -> list[Line]:
    """Return the lines, those drawn together that were one before they were broken at a width.

    A line goes on in the next where the next one's first word would not have fitted into it.  Nothing is drawn
    together unless the text as a whole is wrapped: no line is longer than the width, and most long ones end amid a
    sentence.
    """
    width = max((len(r.text) for r in rows), default=0)
    if not NARROWEST <= width <= WIDEST:
        return list(rows)
    long = [r for r in rows if len(r.text) >= 0.75 * width]
    amid = [r for r in long if not r.ends]
    few = len(long) < _FEW and sum(_goes_on(rows, r.number) for r in amid) < 2
    if few or len(long) < 0.4 * len(rows) or len(amid) < 0.5 * len(long):
        return list(rows)
    drawn: list[Line] = []
    broken = False
    for row in rows:
        if broken and row.blank_before == 0 and not row.is_bullet:
            last = drawn[-1]
            drawn[-1] = Line(last.number, last.start, row.end, f"{last.text} {row.text}", last.blank_before)
        else:
            drawn.append(replace(row, number=len(drawn)))
        following = rows[row.number + 1] if row.number + 1 < len(rows) else None
        broken = following is not None and len(row.text) + 1 + len(following.text.split()[0]) > width
    return drawn


def _goes_on(rows: Sequence[Line], i: int) -> bool:
    """Tell whether the next line goes on with the sentence: at once, in lower case."""
    following = rows[i + 1] if i + 1 < len(rows) else None
    return following is not None and following.blank_before == 0 and following.text[0].islower()


def rows_of(page: Page) -> tuple[list[Line], frozenset[int]]:
    """Return the lines of a page, wrapped ones drawn together, and where running heads start."""
    rows = lines(page.text)
    heads = running_heads(rows, page.text) if page.container == "pdf" else frozenset()
    if not heads:
        return unwrapped(rows), heads
    drawn: list[Line] = []
    for is_head, group in groupby(rows, key=lambda row: row.start in heads):
        segment = [replace(row, number=n) for n, row in enumerate(group)]
        drawn += segment if is_head else unwrapped(segment)
    return [replace(row, number=n) for n, row in enumerate(drawn)], heads
