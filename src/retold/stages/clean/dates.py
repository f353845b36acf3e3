"""Days as pages state them; a day and a month that could be either way round stay two readings."""

from __future__ import annotations

import re
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from retold.records import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_COMPACT = re.compile(r"(?:\b|\bD:)((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T\d|\b|(?<=D:........)\d)")
_EASTERN = re.compile(r"((?:19|20)\d\d)\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_BIG_FIRST = re.compile(r"\b((?:19|20)\d\d)[/.](\d{1,2})[/.](\d{1,2})\b")
_BEFORE = re.compile(r"\b([^\W\d_]+)\b\.?\s+$")
_NUMERIC = re.compile(r"\b(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:19|20)\d\d|\d\d)\b")


@cache
def months() -> dict[str, int]:
    """Return month by name; a name that means different months in different languages is left out."""
    text = files("retold.stages.clean").joinpath("months.txt").read_text(encoding="utf-8")
    found: dict[str, set[int]] = {}
    for number, names in enumerate(text.strip().splitlines(), 1):
        for name in names.split():
            found.setdefault(name, set()).add(number)
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1}


@cache
def _worded() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    day = r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
    little = re.compile(
        rf"(?<!\d){day}\s*(?:of |de |di |d’|-|/|,)?\s*({names})\b\.?,?\s*(?:de |del |-|/)?\s*((?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )
    middle = re.compile(r"(?<=\s)(\d{1,2})(?:st|nd|rd|th)?\s*,?\s+((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
    big = re.compile(rf"\b((?:19|20)\d\d)[\s,.-]+({names})\b\.?[\s,-]+(\d{{1,2}})(?![\d:])", re.IGNORECASE)
    return little, middle, big


def days(text: str) -> list[tuple[date, ...]]:
    """Return the days that a text states, in order; each with both readings where day and month could be swapped.

    Only full dates count.  Raises nothing: an impossible day (30 February) is left out.
    """
    return [readings for _, readings in sorted(_found(text)) if readings]


def _found(text: str) -> Iterator[tuple[int, tuple[date, ...]]]:
    """Yield the place and the readings of each date."""
    if _YEAR.search(text):
        yield from _with_year(text)
    for m in _NUMERIC.finditer(text):
        year = int(m[4]) if len(m[4]) == 4 else 2000 + int(m[4])
        a, b = int(m[1]), int(m[3])
        yield m.start(), _valid([(year, b, a), (year, a, b)])


def _with_year(text: str) -> Iterator[tuple[int, tuple[date, ...]]]:
    for pattern in (_ISO, _COMPACT, _EASTERN, _BIG_FIRST):
        for m in pattern.finditer(text):
            yield m.start(), _valid([(int(m[1]), int(m[2]), int(m[3]))])
    little, middle, big = _worded()
    for m in little.finditer(text):
        yield m.start(), _valid([(int(m[3]), months()[m[2].lower()], int(m[1]))])
    for m in big.finditer(text):
        yield m.start(), _valid([(int(m[1]), months()[m[2].lower()], int(m[3]))])
    for m in middle.finditer(text):
        if (name := _BEFORE.search(text, max(0, m.start() - 20), m.start())) and name[1].lower() in months():
            yield name.start(), _valid([(int(m[2]), months()[name[1].lower()], int(m[1]))])


def _valid(readings: list[tuple[int, int, int]]) -> tuple[date, ...]:
    kept: list[date] = []
    for year, month, day in readings:
        try:
            kept.append(date(year, month, day))
        except ValueError:
            continue
    return tuple(sorted(set(kept)))


@lru_cache(maxsize=2048)
def has_day(text: str) -> bool:
    """Tell whether a text states a full date."""
    return bool(_DIGIT.search(text)) and bool(days(text))


def is_day_of_month(text: str) -> bool:
    """Tell whether a text is a day without its year and nothing else but a place before it: ``Port Ellery, 4 May``."""
    words = re.findall(r"[^\W_]+", text)
    numbers = [w for w in words if w.isdecimal()]
    beside = {w.lower() for w in words[-3:]} & months().keys()
    placed = all(w[0].isupper() for w in words if w.isalpha() and w.lower() not in months() and len(w) > 3)
    return len(words) <= 6 and len(numbers) == 1 and len(numbers[0]) <= 2 and bool(beside) and placed


def interval(readings: tuple[date, ...], text: str) -> Interval:
    """Return the interval of one stated day: one day, or both readings where it could be two."""
    if len(readings) == 1:
        return Interval(readings[0], readings[0], "day", "stated", text)
    return Interval(readings[0], readings[-1], "range", "stated", text)
