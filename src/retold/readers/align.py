"""Where the words of an extractor's output stand in our own text of the same page."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from retold.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\w+")
_SEED = 4
_REACH = 64
_STRIDE = 16
_PLANE = 1 << 16


def locate(passages: Iterable[str], text: str) -> tuple[Span, ...]:
    """Return the spans of ``text`` that hold the words of these passages, sorted and disjoint.

    Passages are sought in order: each from where the last one ended, then from the top.  A passage that is not there
    whole is found in pieces, seeded by runs of four words.
    """
    words = _Words.of(text)
    taken = bytearray(len(words.forms))
    here = 0
    for passage in passages:
        sought = _forms(passage)
        place = words.whole(sought, here)
        if place < 0:
            here = _place(sought, words, taken, here)
        else:
            here = place + len(sought)
            taken[place:here] = b"\1" * len(sought)
    return _spans(taken, words, text)


def _forms(text: str) -> list[str]:
    """Return the words of a text without regard to case."""
    return _WORD.findall(text.casefold())


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text without regard to case, and where they stand in it; ``joined`` has one space around each."""

    forms: list[str]
    starts: list[int]
    ends: list[int]
    joined: str
    offsets: list[int]
    index: dict[tuple[str, str], list[int]]

    @classmethod
    def of(cls, text: str) -> _Words:
        folded = text.casefold()
        if len(folded) == len(text):  # no letter becomes two, as the sharp s does
            forms = _WORD.findall(folded)
            starts, ends = word_places(folded)
        else:
            spans = [m.span() for m in _WORD.finditer(text)]
            starts, ends = [s for s, _ in spans], [e for _, e in spans]
            forms = [text[s:e].casefold() for s, e in spans]
        offsets = list(itertools.accumulate((len(form) + 1 for form in forms), initial=0))
        return cls(forms, starts, ends, f" {' '.join(forms)} ", offsets, {})

    def whole(self, sought: list[str], here: int) -> int:
        """Return where these words stand one after another, from ``here`` on or else from the top; -1 if nowhere."""
        if not sought:
            return -1
        run = f" {' '.join(sought)} "
        at = self.joined.find(run, self.offsets[here])
        if at < 0:
            at = self.joined.find(run)
        return bisect_left(self.offsets, at) if at >= 0 else -1

    def places(self, pair: tuple[str, str]) -> list[int]:
        """Return where two words stand one after the other."""
        if not self.index:
            for place, two in enumerate(itertools.pairwise(self.forms)):
                self.index.setdefault(two, []).append(place)
        return self.index.get(pair, [])


@cache
def _letters() -> Any:
    """Return for each code point of the first plane whether words are made of it."""
    import numpy as np

    found = np.zeros(_PLANE, dtype=np.int8)
    for match in _WORD.finditer("".join(map(chr, range(_PLANE)))):
        found[match.start() : match.end()] = 1
    return found


def word_places(text: str) -> tuple[list[int], list[int]]:
    """Return where the words of a text start and end, as ``_WORD`` finds them, all at once."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    inside = np.zeros(len(codes) + 2, dtype=np.int8)
    inside[1:-1] = _letters()[np.minimum(codes, _PLANE - 1)]
    beyond = np.flatnonzero(codes >= _PLANE)
    rare, which = np.unique(codes[beyond], return_inverse=True)
    inside[beyond + 1] = np.array([bool(_WORD.match(chr(code))) for code in rare.tolist()], dtype=np.int8)[which]
    steps = np.diff(inside)
    return np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist()


def _place(sought: list[str], words: _Words, taken: bytearray, here: int) -> int:
    """Mark the words of one passage as taken, piece by piece; return where the next is to be sought first."""
    at, forms = 0, words.forms
    while at < len(sought):
        size = min(_SEED, len(sought) - at)
        best, length = -1, 0
        for place in _candidates(sought[at : at + size], words, here):
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


def _candidates(seed: list[str], words: _Words, here: int) -> Iterator[int]:
    """Yield the places of a seed: a few from ``here`` on, then a few before it; of a single word only the next."""
    forms = words.forms
    if len(seed) == 1:
        for start, end in ((here, len(forms)), (0, here)):
            with suppress(ValueError):
                yield forms.index(seed[0], start, end)
        return
    places = words.places((seed[0], seed[1]))
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


def _spans(taken: bytearray, words: _Words, text: str) -> tuple[Span, ...]:
    """Join taken words that stand on one line with nothing untaken between them."""
    spans: list[Span] = []
    first = taken.find(1)
    while first >= 0:
        end = taken.find(0, first)
        end = len(taken) if end < 0 else end
        while first < end:
            line_end = text.find("\n", words.starts[first], words.ends[end - 1])
            stop = end if line_end < 0 else bisect_left(words.starts, line_end, first, end)
            spans.append(Span(words.starts[first], words.ends[stop - 1]))
            first = stop
        first = taken.find(1, end)
    return tuple(spans)
