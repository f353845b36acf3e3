"""Quotation marks: one automaton for a paragraph, linear in its length, that never raises.

All kinds of marks are read (curly, straight, single, guillemets, low and typewriter marks).  Apostrophes are told
from single marks, an unclosed mark is ended by rule, and a mark left open at the end of a paragraph is taken up by
the next paragraph if that opens with one (the convention of long quotations).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_DEPTH = 8
"""Marks nested deeper than this are skipped: nobody speaks through nine mouths."""

DOUBLE_OPEN = frozenset("“„‟«")
DOUBLE_CLOSE = frozenset("”»")
DOUBLE = DOUBLE_OPEN | DOUBLE_CLOSE | {'"', "＂"}
SINGLE_OPEN = frozenset("‘‚‹")
SINGLE_CLOSE = frozenset("’›")
SINGLE = SINGLE_OPEN | SINGLE_CLOSE | {"'", "`"}
ALL = DOUBLE | SINGLE
TYPED = frozenset({"``", "''", "‘‘", "’’"})
"""Double marks made of two single ones."""
_BEFORE_OPEN = frozenset("([{-–—/:…") | ALL
_ELIDED = ("em", "tis", "twas", "til", "cause", "bout", "round", "n", "s", "er", "im", "uns")


@dataclass(slots=True)
class Marked:
    """A marked stretch: ``start`` at the opening mark, ``end`` behind the closing one; inner offsets leave both out.

    ``repair`` is empty, ``unclosed`` (it ends with the paragraph), ``closed`` (it was ended before that, by rule) or
    ``unopened`` (its opening mark is missing, and it was begun by rule).  A mark that is not there takes the place of
    the space beside the words.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    single: bool
    repair: str = ""
    parent: int = -1
    resumes: bool = False


@dataclass(slots=True)
class _Open:
    position: int
    width: int
    char: str
    single: bool
    slot: int


@dataclass(slots=True)
class Marks:
    """What the automaton found in one paragraph, in order of opening, and the odd marks it met.

    ``odd`` are (offset, what) pairs: *unclosed*, *unopened*, or *deep* where marks were too many to follow; ``over``
    counts those that are open beyond ``MAX_DEPTH``.
    """

    spans: list[Marked] = field(default_factory=list)
    odd: list[tuple[int, str]] = field(default_factory=list)
    over: int = 0


def marked(text: str, resumes: bool = False) -> Marks:
    """Return the marked stretches of one paragraph; ``resumes`` says that the paragraph before left a mark open."""
    out = Marks()
    slots: list[Marked | None] = []
    stack: list[_Open] = []
    i, n = 0, len(text)
    while i < n:
        char = text[i]
        if char not in ALL:
            i += 1
            continue
        width = 2 if text[i : i + 2] in TYPED else 1
        single = width == 1 and char in SINGLE
        _step(text, i, width, single, stack, slots, out)
        i += width
    _finish(text, stack, slots, out)
    out.spans = nested(s for s in slots if s is not None)
    if resumes and out.spans and not text[: out.spans[0].start].strip():
        out.spans[0].resumes = True
    return out


def _step(
    text: str, i: int, width: int, single: bool, stack: list[_Open], slots: list[Marked | None], out: Marks
) -> None:
    opens, closes = _sides(text, i, width, single, stack)
    if closes and out.over:
        out.over -= 1
    elif closes and any(o.single == single for o in stack):
        _close(text, i, width, single, stack, slots, out)
    elif opens and len(stack) >= MAX_DEPTH:
        out.odd += [(i, "deep")] if not out.over else []
        out.over += 1
    elif opens:
        slots.append(None)
        stack.append(_Open(i, width, text[i], single, len(slots) - 1))
    elif closes and not single and not stack and not _is_sign(text, i):
        out.odd.append((i, "unopened"))


def _sides(text: str, i: int, width: int, single: bool, stack: list[_Open]) -> tuple[bool, bool]:
    """Return whether the mark at ``i`` may open and whether it may close, by its shape and its neighbours."""
    char = text[i]
    before = text[i - 1] if i else " "
    after = text[i + width] if i + width < len(text) else " "
    free_left = before.isspace() or before in _BEFORE_OPEN or unicodedata.category(before) == "Cf"
    free_right = after.isspace() or not after.isalnum()
    inside = any(o.single == single for o in stack)
    if single:
        if before.isalnum() and after.isalnum():  # don't, O'Neill
            return False, False
        if char in SINGLE_OPEN:
            return free_left and not _is_elision(text, i), not free_left and not after.isalnum()
        opens = free_left and not after.isspace() and after not in ",.;:?!)" and not _is_elision(text, i)
        if char in SINGLE_CLOSE:
            opens = opens and char != "’"
        return opens, not before.isspace() and free_right
    if char in DOUBLE_OPEN or text[i : i + width] == "``":
        # „so” and »so« close with what elsewhere opens; so does a curly mark set the wrong way round
        backwards = inside and not before.isspace() and not after.isalnum() and before not in DOUBLE_OPEN
        return not backwards, backwards
    if char in DOUBLE_CLOSE and char != '"':
        wrong = not inside and free_left and not after.isspace() and (after.isalnum() or after in "$[(…")
        return wrong, not wrong
    if before.isdigit() and not inside and (after.isspace() or after in ",.;)"):  # 6'2"
        return False, False
    if inside:
        reopened = before.isspace() and after.isalnum() and _quiet_ahead(text, i)
        return reopened, not reopened
    ends = not before.isspace() and before not in _BEFORE_OPEN and (after.isspace() or after in ".,;!?)")
    return not ends, ends


def _is_sign(text: str, i: int) -> bool:
    """Tell a closing mark that is none: inches (``7.9” wide``), an arrow (``Read more »``)."""
    return text[max(i - 1, 0)].isdigit() or (text[i] == "»" and (not i or text[i - 1].isspace()))


def _quiet_ahead(text: str, i: int) -> bool:
    """Tell whether a straight mark met while one is open must open: it stands like an opening one, and the next closes.

    ``He said "it was "fine" by him."``
    """
    ahead = text.find('"', i + 1)
    return ahead > 0 and not text[ahead - 1].isspace() and (ahead + 1 >= len(text) or not text[ahead + 1].isalnum())


def _is_elision(text: str, i: int) -> bool:
    """Tell an apostrophe that begins a word from an opening mark: ``the ’90s``, ``give ’em``."""
    rest = text[i + 1 : i + 8]
    if rest[:2].isdigit() and rest[2:3] in {"s", " ", ",", "."}:
        return True
    word = rest.split(" ", 1)[0].strip(".,;:!?\"”’'").lower()
    return word in _ELIDED


def _close(
    text: str, i: int, width: int, single: bool, stack: list[_Open], slots: list[Marked | None], out: Marks
) -> None:
    while stack:
        top = stack.pop()
        if top.single == single:
            slots[top.slot] = _span(text, top, i, i + width, len(stack))
            return
        if top.char in SINGLE_OPEN:  # “He said: ‘Come in.”
            slots[top.slot] = _span(text, top, i, i, len(stack), "unclosed")
            out.odd.append((top.position, "unclosed"))


def _finish(text: str, stack: list[_Open], slots: list[Marked | None], out: Marks) -> None:
    end = len(text.rstrip())
    while stack:
        top = stack.pop()
        if top.single and (top.char not in SINGLE_OPEN or stack):
            continue  # more likely an apostrophe
        if end <= top.position + top.width:
            continue
        slots[top.slot] = _span(text, top, end, end, len(stack), "unclosed")
        out.odd.append((top.position, "unclosed"))


def _span(text: str, top: _Open, close: int, end: int, depth: int, repair: str = "") -> Marked:
    start, stop = top.position + top.width, close
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Marked(top.position, end, start, stop, depth, top.single, repair)


def nested(given: Iterable[Marked]) -> list[Marked]:
    """Return spans that hold words by start, with the index of the span that holds each."""
    spans = sorted((s for s in given if s.inner_end > s.inner_start), key=lambda s: (s.start, -s.end))
    holders: list[int] = []
    for k, span in enumerate(spans):
        while holders and spans[holders[-1]].end < span.end:
            holders.pop()
        while holders and spans[holders[-1]].end <= span.start:
            holders.pop()
        span.parent = holders[-1] if holders else -1
        span.depth = len(holders)
        holders.append(k)
    return spans
