"""From a time expression and what it hangs on to a stretch of days.  It never invents a day.

``value`` is the TIMEX3 value (ISO 8601 with the extensions of TimeBank: ``1998-Q2``, ``199``, ``PAST_REF``);
``interval_of`` turns one into days.  Rules of direction: news looks back, so a bare weekday or month is the latest one
not after the day of publication, unless the clause speaks of what will be.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retold.records import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.stages.situate.expressions import Expression

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
FIRST, LAST = date.min, date.max
FUTURE = re.compile(
    r"\b(?:will|shall|'ll|’ll|going to|scheduled|due|expected|expects?|plans?|planned|set to|to be|upcoming|next|"
    r"hopes?|would|may|might|could|until|by|begins?|begin|deadline)\b",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:was|were|had|did|said|told|\w{3,}ed)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolved expression: half-open offsets, TIMEX3 value and days."""

    start: int
    end: int
    value: str
    interval: Interval


def resolve(found: Iterable[Expression], text: str, published: date | None, offset: int = 0) -> list[Resolved]:
    """Resolve expressions in text order, each against the day of publication or the one before it.

    ``offset`` is added to the offsets of the result; ``text`` is what the expressions' own offsets point into.
    An expression that needs a day of publication where there is none gives an open interval, not a guess.
    """
    out: list[Resolved] = []
    previous: date | None = None
    for e in found:
        anchor, name = published, "published"
        if e.anchor == "previous" and previous is not None:
            anchor, name = previous, "previous"
        value = _value(e, anchor, ahead=_looks_ahead(text, e), story=previous)
        first, last, granularity = interval_of(value, anchor)
        first, last = _narrowed(first, last, e.mod)
        stated = e.year is not None
        printed = text[e.start : e.end]
        interval = Interval(first, last, granularity, "stated" if stated else name, printed)
        out.append(Resolved(e.start + offset, e.end + offset, value, interval))
        if first is not None and last is not None and granularity in ("day", "month", "year"):
            previous = first
    return out


def _looks_ahead(text: str, e: Expression) -> bool:
    """Whether the clause speaks of what will be: ``The council will vote on Friday``."""
    before = re.split(r"[.!?;]\s", text[max(0, e.start - 90) : e.start])[-1]
    cues = list(FUTURE.finditer(before))
    if not cues:
        return False
    return not PAST.search(before, cues[-1].end())


def _value(e: Expression, anchor: date | None, *, ahead: bool, story: date | None) -> str:
    """Return the TIMEX3 value, with X for what is not known."""
    if e.kind in ("past", "present", "future"):
        return f"{e.kind.upper()}_REF"
    if e.kind == "decade":
        return f"{(e.year or 0) // 10:03d}"
    if e.kind == "century":
        return f"{max((e.number or 1) - 1, 0):02d}"
    if e.kind in ("day", "month", "year") and e.shift is None:
        return _calendar(e, anchor, ahead=ahead, story=story)
    if e.kind in ("season", "quarter"):
        return _season(e, anchor)
    if anchor is None:
        return "XXXX-XX-XX"
    if e.kind == "month":
        return _stepped_month(e, anchor)
    if e.kind == "weekday":
        return _weekday(e, anchor, ahead=ahead) + (f"T{e.part}" if e.part else "")
    if e.kind in ("deictic", "part"):
        return _shifted(anchor, "day", e.shift or 0) + (f"T{e.part}" if e.part else "")
    if e.kind == "clock":
        return f"{anchor.isoformat()}T{e.number or 0:02d}:{e.day or 0:02d}"
    if e.kind in ("shift", "ahead"):
        sign = e.shift or 0
        if e.number is None:
            return "PAST_REF" if sign < 0 else "FUTURE_REF"
        return _shifted(anchor, e.unit, sign * e.number)
    return _shifted(anchor, e.unit, e.shift or 0)


def _calendar(e: Expression, anchor: date | None, *, ahead: bool, story: date | None) -> str:
    if e.kind == "year" or e.month is None:
        return f"{e.year:04d}" if e.year is not None else "XXXX"
    year = e.year
    if year is None and anchor is not None:
        year = _nearest_year(e.month, e.day, anchor, ahead=ahead)
    if year is None and story is not None:
        year = story.year
    head = f"{year:04d}" if year is not None else "XXXX"
    if e.day is None:
        return f"{head}-{e.month:02d}"
    return f"{head}-{e.month:02d}-{e.day:02d}" + (f"/{e.last_day:02d}" if e.last_day and e.last_day > e.day else "")


def _nearest_year(month: int, day: int | None, anchor: date, *, ahead: bool) -> int:
    """``on Dec. 12`` printed in January is last year's, unless the clause looks ahead."""
    if ahead:
        return anchor.year if (month, day or 31) >= (anchor.month, anchor.day) else anchor.year + 1
    return anchor.year if (month, day or 1) <= (anchor.month, anchor.day) else anchor.year - 1


def _season(e: Expression, anchor: date | None) -> str:
    name = e.unit if e.kind == "season" else f"{'H' if e.unit == 'half' else 'Q'}{e.number}"
    if e.year is not None:
        return f"{e.year:04d}-{name}"
    if anchor is None:
        return f"XXXX-{name}"
    year = anchor.year + (e.shift or 0)
    if e.kind == "season" and e.shift == -1 and SEASON_MONTHS[e.unit][1] < anchor.month:
        year = anchor.year  # "last spring", printed in October, is this year's
    return f"{year:04d}-{name}"


def _stepped_month(e: Expression, anchor: date) -> str:
    month = e.month or 1
    if e.shift == -1:
        year = anchor.year if month < anchor.month else anchor.year - 1
    elif e.shift == 1:
        year = anchor.year if month > anchor.month else anchor.year + 1
    else:
        year = anchor.year
    return f"{year:04d}-{month:02d}"


def _weekday(e: Expression, anchor: date, *, ahead: bool) -> str:
    gap = ((e.weekday or 0) - anchor.weekday()) % 7
    if e.shift == 1 or (ahead and e.shift is None):
        return _day(anchor, gap or (7 if e.shift == 1 else 0))
    if e.shift == 0:
        return _day(anchor, gap if gap <= 3 else gap - 7)
    back = (-gap) % 7
    return _day(anchor, -(back or 7) if e.shift == -1 else -back)


def _day(anchor: date, days: int) -> str:
    try:
        return (anchor + timedelta(days=days)).isoformat()
    except OverflowError:
        return "XXXX-XX-XX"


def _shifted(anchor: date, unit: str, count: int) -> str:
    """Return the value of the day, week, month ... ``count`` units from the anchor."""
    if unit in ("day", "night", "hour", "minute", "second"):
        return _day(anchor, count if unit in ("day", "night") else 0)
    if unit in ("week", "weekend"):
        day = _day(anchor, 7 * count)
        if day.startswith("X"):
            return day
        iso = date.fromisoformat(day).isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + count
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    if unit == "quarter":
        quarters = anchor.year * 4 + (anchor.month - 1) // 3 + count
        return f"{quarters // 4:04d}-Q{quarters % 4 + 1}"
    if unit == "decade":
        return f"{anchor.year // 10 + count:03d}"
    if unit == "century":
        return f"{anchor.year // 100 + count:02d}"
    return f"{anchor.year + count:04d}"


def interval_of(value: str, anchor: date | None = None) -> tuple[date | None, date | None, str]:
    """Return (first day, last day, granularity) of a TIMEX3 value; ``None`` is an open end.

    >>> interval_of("1994-11")
    (datetime.date(1994, 11, 1), datetime.date(1994, 11, 30), 'month')
    """
    try:
        return _interval_of(value, anchor)
    except (ValueError, OverflowError):  # a day that is not in the calendar, a year beyond it
        return None, None, "unknown"


def _interval_of(value: str, anchor: date | None) -> tuple[date | None, date | None, str]:
    bare = value.split("T", maxsplit=1)[0]
    if value.endswith("_REF"):
        first = None if value != "PRESENT_REF" else anchor
        return (None, anchor, "unknown") if value == "PAST_REF" else (first or anchor, None, "unknown")
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:/(\d\d))?", bare):
        first = date(int(match[1]), int(match[2]), int(match[3]))
        return (first, first.replace(day=int(match[4])), "range") if match[4] else (first, first, "day")
    if match := re.fullmatch(r"(\d{4})-(\d\d)", bare):
        year, month = int(match[1]), int(match[2])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month"
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", bare):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday + timedelta(days=5 if match[3] else 0), monday + timedelta(days=6), "range"
    if match := re.fullmatch(r"(\d{4})-Q([1-4])", bare):
        return _months(int(match[1]), int(match[2]) * 3 - 2, int(match[2]) * 3, "range")
    if match := re.fullmatch(r"(\d{4})-H([12])", bare):
        return _months(int(match[1]), int(match[2]) * 6 - 5, int(match[2]) * 6, "range")
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", bare):
        return _months(int(match[1]), *SEASON_MONTHS[match[2]], "season")
    if re.fullmatch(r"\d{4}", bare):
        return date(int(bare), 1, 1), date(int(bare), 12, 31), "year"
    if re.fullmatch(r"\d{3}", bare):
        return date(int(bare) * 10, 1, 1), date(int(bare) * 10 + 9, 12, 31), "decade"
    if re.fullmatch(r"\d\d", bare):
        return date(int(bare) * 100 + 1, 1, 1), date(int(bare) * 100 + 100, 12, 31), "century"
    return None, None, "unknown"


def _months(year: int, first: int, last: int, granularity: str) -> tuple[date, date, str]:
    end = year if last >= first else year + 1
    return date(year, first, 1), date(end, last, monthrange(end, last)[1]), granularity


def _narrowed(first: date | None, last: date | None, mod: str) -> tuple[date | None, date | None]:
    """``early`` keeps the first half, ``late`` the second, ``mid`` the middle half: generous, never exact."""
    if not mod or first is None or last is None:
        return first, last
    days = (last - first).days
    if mod == "early":
        return first, first + timedelta(days=days // 2)
    if mod == "late":
        return first + timedelta(days=days // 2), last
    return first + timedelta(days=days // 4), last - timedelta(days=days // 4)


def is_disjoint(left: Interval | None, right: Interval | None) -> bool:
    """Whether two intervals share no day.  An open end, or no interval at all, is disjoint from nothing."""
    if left is None or right is None:
        return False
    return (left.last or LAST) < (right.first or FIRST) or (right.last or LAST) < (left.first or FIRST)


def width(interval: Interval | None) -> int:
    """Return how many days an interval spans; open ends count as forever."""
    if interval is None or interval.first is None or interval.last is None:
        return (LAST - FIRST).days
    return (interval.last - interval.first).days + 1
