"""Stretches of days: from a written TIMEX3 value, and against each other.  It never invents a day.

Values are those of TIMEX3: ISO 8601 with the extensions of TimeBank (``1998-Q2``, ``199``, ``PAST_REF``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retold.records import Interval

SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
FIRST, LAST = date.min, date.max


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


def narrowed(first: date | None, last: date | None, mod: str) -> tuple[date | None, date | None]:
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
