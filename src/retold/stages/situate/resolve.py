"""From time expressions and what they hang on to values and days.

Rules of direction: news looks back, so a bare weekday is the latest one not after the day of publication unless its
clause speaks of what will be; a month or a day of a month without a year is the nearest one.  Where the day that
an expression is counted from is itself only a stretch of days, the result is a stretch as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retold.records import Interval
from retold.stages.situate.intervals import SEASON_MONTHS, interval_of, narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.stages.situate.expressions import Expression

FUTURE = re.compile(
    r"\b(?:will|shall|won['’]t|going to|(?:is|are|was|were|be) to (?!be\b)|to be (?:held|made|paid)|upcoming|tomorrow|"
    r"(?:scheduled|expect(?:s|ed)?|plan(?:s|ned|ning)?|intends?|hop(?:es?|ing)|set|due|supposed|prepar(?:es?|ing)|"
    r"ready|agreed|wants?) (?:to|for)|(?:scheduled|due|expected) (?:on|in|by)|"
    r"(?:would|could|may|might|should)(?! have\b))\b"
    r"|['’]ll\b",
    re.IGNORECASE,
)
NEXT_TO = re.compile(r"\b(?:by|until|through|till|effective|payable|expires?|record|before)\s*$", re.IGNORECASE)
ENDED = re.compile(r"\b(?:ended|since|last|past)\s*$", re.IGNORECASE)
DONE = re.compile(r"\b(?:met|came|went|left|died|fell|rose|began|was born|[a-z]{3,}ed) (?:on|in) $")
PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|said|told|met|made|came|went|left|died|fell|rose|began|took|[a-z]{3,}ed)\b"
)
QUARTER = re.compile(r"\d{4}-Q[1-4]")
FINE = frozenset({"day", "month", "year", "range", "season"})
PERIOD_DAYS = 200
"""A previous date wider than this is too vague to count days from."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A resolved expression: half-open offsets, TIMEX3 value, days, and other readings of it."""

    start: int
    end: int
    value: str
    interval: Interval
    alternatives: tuple[Interval, ...] = ()


@dataclass(slots=True)
class Told:
    """Where the telling stands in time: the day of publication, and the date and business period told last."""

    published: Interval | None
    previous: Interval | None = None
    period: str = ""


def resolve(found: Iterable[Expression], text: str, published: date | Interval | None) -> list[Resolved]:
    """Resolve expressions in text order, each against the day of publication or the date told before it.

    The expressions' offsets point into ``text``.  Without a day of publication, what is counted from it gets an open
    interval that begins with the latest date the text states, for a text cannot be older than what it tells.
    """
    ordered = list(found)
    told = Told(Interval(published, published) if isinstance(published, date) else published)
    floor = _latest(ordered, text) if told.published is None else None
    out: list[Resolved] = []
    for index, e in enumerate(ordered):
        value, interval, others = _resolved(e, text, told, floor, ordered[max(0, index - 1) : index + 2])
        out.append(Resolved(e.start, e.end, value, interval, others))
        if QUARTER.fullmatch(value) and e.kind == "quarter" and _is_over(interval, told.published):
            told.period = value
        if interval.anchor != "previous" and interval.granularity in FINE and e.kind not in ("clock", "part"):
            told.previous = interval
    return out


def _is_over(interval: Interval, published: Interval | None) -> bool:
    day = published.last if published is not None else None
    return day is None or interval.first is None or interval.first <= day


def _latest(found: list[Expression], text: str) -> date | None:
    """Return the latest first day that the text states outright and does not speak of as to come."""
    stated = (e for e in found if e.year is not None and e.kind in ("day", "month", "year"))
    days = [interval_of(_stated(e))[0] for e in stated if not looks_ahead(text, e)]
    return max((d for d in days if d is not None), default=None)


def _resolved(
    e: Expression, text: str, told: Told, floor: date | None, near: list[Expression]
) -> tuple[str, Interval, tuple[Interval, ...]]:
    printed = text[e.start : e.end]
    if e.kind in ("duration", "set"):
        return e.value, Interval(None, None, "unknown", "stated", printed), ()
    period = _period(e, told)
    if period:
        first, last, granularity = interval_of(period)
        return period, Interval(first, last, granularity, "previous", printed), ()
    anchor, name = _anchor(e, told, text, near)
    if e.year is not None or e.kind == "century":
        name = "stated"
    ahead = looks_ahead(text, e)
    if e.month is not None and e.shift is None and not ahead and _looks_back(text, e):
        e = replace(e, vague=True)  # "the year ended March 31", "she left on Dec. 12": never to come
    if anchor is None and name != "stated" and e.kind not in ("past", "present", "future"):
        value = _safe_value(e, None, ahead=ahead)
        bound = floor if name == "published" and value.startswith("XXXX-XX-XX") else None
        return value, Interval(bound, None, "unknown", name, printed), ()
    value, interval = _between(e, anchor, name, printed, ahead=ahead)
    if e.clock and interval.granularity == "day":
        value = f"{value.split('T')[0]}T{e.clock}"
    return value, interval, _others(e, anchor, name, printed)


def _anchor(e: Expression, told: Told, text: str, near: list[Expression]) -> tuple[Interval | None, str]:
    """Return what an expression is counted from, and its name.

    ``at 10 a.m. Friday`` hangs on the day printed beside it; ``that evening`` on the date told before.
    """
    if (e.kind in ("clock", "part") and e.shift is None) or e.kind == "clock":
        beside = [n for n in near if n is not e and n.kind in ("day", "weekday", "deictic")]
        beside = [
            n for n in beside if len(re.sub(r"\([^)]*\)", "", text[min(n.end, e.end) : max(n.start, e.start)])) < 12
        ]
        if beside:
            _, interval, _ = _resolved(beside[-1], text, told, None, [])
            return interval, "stated" if interval.anchor == "stated" else "published"
        return told.published, "published"
    if e.anchor == "previous" and told.previous is not None:
        return told.previous, "previous"
    return told.published, "published"


def _between(e: Expression, anchor: Interval | None, name: str, printed: str, *, ahead: bool) -> tuple[str, Interval]:
    """Resolve against both ends of the anchor: where they disagree, the result is what lies between."""
    ends = (anchor.first, anchor.last) if anchor is not None else (None, None)
    values = [_safe_value(e, end, ahead=ahead) for end in ends]
    spans = [interval_of(value, end) for value, end in zip(values, ends, strict=True)]
    first, last = narrowed(spans[0][0], spans[1][1], e.mod)
    if values[0] == values[1]:
        return values[0], Interval(first, last, spans[0][2], name, printed)
    if name == "previous" and anchor is not None and e.unit in ("", "day", "night", "hour"):
        # "that evening" after "in 2000": some evening of that year
        return "XXXX-XX-XX", Interval(anchor.first, anchor.last, "range", name, printed)
    return "XXXX-XX-XX", Interval(first, last, "range" if first and last else "unknown", name, printed)


def _others(e: Expression, anchor: Interval | None, name: str, printed: str) -> tuple[Interval, ...]:
    """Return the other reading of ``last Thursday`` printed on a Friday: the day before, or a week earlier."""
    if e.kind != "weekday" or e.shift != -1 or anchor is None or anchor.first is None or anchor.first != anchor.last:
        return ()
    day = interval_of(_weekday(e, anchor.first, ahead=False))[0]
    if day is None or (anchor.first - day).days > 4:
        return ()
    other = day - timedelta(days=7)
    return (Interval(other, other, "day", name, printed),)


def _period(e: Expression, told: Told) -> str:
    """Return the business period that words like ``the year-earlier quarter`` mean, once one was told.

    ``Third-quarter profit fell ... a year earlier``: the same quarter a year before.
    """
    if not told.period:
        return ""
    year, part = told.period.split("-")
    if e.kind == "period":
        return f"{e.year}-{part}" if e.year else f"{int(year) + (e.shift or 0):04d}-{part}"
    if e.kind == "shift" and e.unit == "year" and e.number == 1 and e.shift == -1:
        return f"{int(year) - 1:04d}-{part}"
    return ""


def looks_ahead(text: str, e: Expression) -> bool:
    """Whether the clause speaks of what will be: ``The council will vote on Friday``."""
    before = re.split(r"[.!?;]\s|\n\n", text[max(0, e.start - 70) : e.start])[-1]
    if e.month is not None and NEXT_TO.search(before):
        return True
    cues = list(FUTURE.finditer(before))
    if not cues:
        return False
    return not PAST.search(before, cues[-1].end())


def _looks_back(text: str, e: Expression) -> bool:
    """Whether the words right before speak of what was: ``the year ended March 31``, ``She left on Dec. 12``."""
    before = re.split(r"[.,!?;]\s|\n\n", text[max(0, e.start - 45) : e.start])[-1]
    return bool(ENDED.search(before) or DONE.search(before))


def _stated(e: Expression) -> str:
    """Return the value of a calendar date as far as its words go; X for what they leave out."""
    head = f"{e.year:04d}" if e.year is not None else "XXXX"
    if e.kind == "year" or e.month is None:
        return head
    if e.day is None:
        return f"{head}-{e.month:02d}"
    return f"{head}-{e.month:02d}-{e.day:02d}" + (f"/{e.last_day:02d}" if e.last_day and e.last_day > e.day else "")


def _safe_value(e: Expression, anchor: date | None, *, ahead: bool) -> str:
    try:
        return _value(e, anchor, ahead=ahead)
    except (ValueError, OverflowError):  # beyond the calendar
        return "XXXX-XX-XX"


def _value(e: Expression, anchor: date | None, *, ahead: bool) -> str:
    """Return the TIMEX3 value, with X for what is not known."""
    if e.kind in ("past", "present", "future"):
        return f"{e.kind.upper()}_REF"
    if e.kind == "decade":
        return f"{(e.year or 0) // 10:03d}"
    if e.kind == "century":
        return f"{max((e.number or 1) - 1, 0):02d}"
    if e.kind in ("day", "month", "year") and e.shift is None:
        return _calendar(e, anchor, ahead=ahead)
    if e.kind in ("season", "quarter"):
        return _season(e, anchor, ahead=ahead)
    return "XXXX-XX-XX" if anchor is None else _counted(e, anchor, ahead=ahead)


def _counted(e: Expression, anchor: date, *, ahead: bool) -> str:
    """Return the value of an expression that only an anchor gives a meaning."""
    if e.kind == "month":
        return _stepped_month(e, anchor)
    if e.kind == "holiday":
        return _holiday(e, anchor, ahead=ahead)
    if e.kind == "period":
        return f"{e.year}" if e.year else _shifted(anchor, "quarter", -5 if e.shift else -1)
    if e.kind == "weekday":
        return _weekday(e, anchor, ahead=ahead) + (f"T{e.part}" if e.part else "")
    if e.kind in ("deictic", "part"):
        return _shifted(anchor, "day", e.shift or 0) + (f"T{e.part}" if e.part else "")
    if e.kind == "clock":
        return f"{anchor.isoformat()}T{e.clock}"
    if e.kind in ("shift", "ahead"):
        sign = e.shift or 0
        if e.number is None:
            return "PAST_REF" if sign < 0 else "FUTURE_REF"
        return _shifted(anchor, e.unit, sign * e.number)
    if e.unit == "weekend" and e.shift is None:
        return _shifted(anchor, "weekend", 0 if ahead or anchor.weekday() > 5 else -1)
    night = "TNI" if e.unit == "night" else ""
    return _shifted(anchor, e.unit, e.shift or 0) + night


def _calendar(e: Expression, anchor: date | None, *, ahead: bool) -> str:
    if e.year is None and e.month is not None and anchor is not None:
        e = replace(e, year=_nearest_year(e.month, e.day, anchor, ahead=ahead, over=e.vague))
    return _stated(e)


def _nearest_year(month: int, day: int | None, anchor: date, *, ahead: bool, over: bool) -> int:
    """``on Dec. 12`` printed in January is last year's; one that lies ahead must be near, or said to be to come."""
    months = month - anchor.month + ((day or anchor.day) - anchor.day) / 31
    if day is None and ahead and not over:
        return anchor.year if months >= 0 else anchor.year + 1
    future = 0.0 if over else 7.5 if ahead else 5.0 if day is not None else 1.0
    if months > future:
        return anchor.year - 1
    return anchor.year + 1 if months < future - 12 else anchor.year


def _season(e: Expression, anchor: date | None, *, ahead: bool) -> str:
    name = e.unit if e.kind == "season" else f"{'H' if e.unit == 'half' else 'Q'}{e.number}"
    if e.year is not None:
        return f"{e.year:04d}-{name}"
    if anchor is None:
        return f"XXXX-{name}"
    year = anchor.year + (e.shift or 0)
    if e.kind == "season":
        first, last = SEASON_MONTHS[e.unit]
        if e.shift == -1 and last < anchor.month:
            year = anchor.year  # "last spring", printed in October, is this year's
        elif e.shift is None and first > anchor.month and not ahead:
            year = anchor.year - 1
    elif e.shift is None and e.unit == "quarter" and (e.number or 1) > (anchor.month - 1) // 3 + 1 and not ahead:
        year = anchor.year - 1  # "fourth-quarter profit", printed in February
    return f"{year:04d}-{name}"


def _stepped_month(e: Expression, anchor: date) -> str:
    month = e.month or 1
    if e.unit == "year":  # "June last year"
        return f"{anchor.year + (e.shift or 0):04d}-{month:02d}"
    if e.shift == -1:
        year = anchor.year if month < anchor.month else anchor.year - 1
    elif e.shift == 1:
        year = anchor.year if month > anchor.month else anchor.year + 1
    else:
        year = anchor.year
    return f"{year:04d}-{month:02d}"


def _holiday(e: Expression, anchor: date, *, ahead: bool) -> str:
    """Return the day of a holiday with a fixed date, or Thanksgiving: the fourth Thursday of November."""
    month, day = e.month or 1, e.day

    def of(year: int) -> date:
        if day is not None:
            return date(year, month, day)
        first = date(year, month, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)

    if e.year is not None:
        return of(e.year).isoformat()
    this = of(anchor.year)
    if e.shift == 1 or (e.shift is None and ahead):
        return (this if this >= anchor else of(anchor.year + 1)).isoformat()
    if e.shift is None and 0 <= (this - anchor).days < 60:
        return this.isoformat()
    return (this if this <= anchor else of(anchor.year - 1)).isoformat()


def _weekday(e: Expression, anchor: date, *, ahead: bool) -> str:
    gap = ((e.weekday or 0) - anchor.weekday()) % 7
    if e.shift == 1 or (ahead and e.shift is None):
        return _day(anchor, gap or (7 if e.shift == 1 else 0))
    if e.shift == 0:
        return _day(anchor, gap if gap <= 3 or ahead else gap - 7)
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
    if unit in SEASON_MONTHS:
        return f"{anchor.year + count:04d}-{unit}"
    return f"{anchor.year + count:04d}"
