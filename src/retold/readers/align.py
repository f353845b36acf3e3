"""Where the words of an extractor's output stand in our own text of the same page."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING

from retold.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\w+")
_SEED = 4
_REACH = 64
_STRIDE = 16


def locate(passages: Iterable[str], text: str) -> tuple[Span, ...]:
    """Return the spans of ``text`` that hold the words of these passages, sorted and disjoint.

    Passages are sought in order: each from where the last one ended, then from the top.  A passage that is not there
    whole is found in pieces, seeded by runs of four words.
    """
    spans = [m.span() for m in _WORD.finditer(text)]
    forms = _forms(text)
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, pair in enumerate(itertools.pairwise(forms)):
        index[pair].append(place)
    taken = bytearray(len(forms))
    here = 0
    for passage in passages:
        sought = _forms(passage)
        here = _place(sought, forms, index, taken, here)
    return _spans(taken, spans, text)


def _forms(text: str) -> list[str]:
    """Return the words of a text without regard to case."""
    return [word.casefold() for word in _WORD.findall(text)]


def _place(
    sought: list[str], forms: list[str], index: dict[tuple[str, str], list[int]], taken: bytearray, here: int
) -> int:
    """Mark the words of one passage as taken; return where the next passage is to be sought first."""
    at = 0
    while at < len(sought):
        size = min(_SEED, len(sought) - at)
        best, length = -1, 0
        for place in _candidates(sought[at : at + size], forms, index, here):
            run = _run(sought, at, forms, place)
            if run > length:
                best, length = place, run
            if at + run == len(sought):
                break
        whole = length == len(sought)
        if best < 0 or (length < _SEED and not whole and not (at and best == here)):
            at += 1
            continue
        taken[best : best + length] = b"\1" * length
        at += length
        here = best + length
    return here


def _candidates(seed: list[str], forms: list[str], index: dict[tuple[str, str], list[int]], here: int) -> Iterator[int]:
    """Yield the places of a seed: a few from ``here`` on, then a few before it; of a single word only the next."""
    if len(seed) == 1:
        for start, end in ((here, len(forms)), (0, here)):
            with suppress(ValueError):
                yield forms.index(seed[0], start, end)
        return
    places = index.get((seed[0], seed[1]), [])
    at = bisect_left(places, here)
    for place in (*places[at : at + _REACH], *places[max(0, at - _REACH) : at]):
        if forms[place : place + len(seed)] == seed:
            yield place


def _run(sought: list[str], at: int, forms: list[str], place: int) -> int:
    """Return how many words from ``at`` on are those from ``place`` on."""
    most = min(len(sought) - at, len(forms) - place)
    for begun in range(0, most, _STRIDE):
        end = min(begun + _STRIDE, most)
        if sought[at + begun : at + end] != forms[place + begun : place + end]:
            return next(n for n in range(begun, end) if sought[at + n] != forms[place + n])
    return most


def _spans(taken: bytearray, words: list[tuple[int, int]], text: str) -> tuple[Span, ...]:
    """Join taken words that stand on one line with nothing untaken between them."""
    spans: list[Span] = []
    first = taken.find(1)
    while first >= 0:
        end = taken.find(0, first)
        end = len(taken) if end < 0 else end
        breaks = [n for n in range(first + 1, end) if "\n" in text[words[n - 1][1] : words[n][0]]]
        starts, ends = [first, *breaks], [*breaks, end]
        spans += [Span(words[a][0], words[b - 1][1]) for a, b in zip(starts, ends, strict=True)]
        first = taken.find(1, end)
    return tuple(spans)
