"""Time expressions in English text: where they stand and what their words say, before anything is resolved.

The kinds and their written values follow TIMEX3 (ISO-TimeML, the standard of TimeBank).  Each rule is one pattern and
one short function that reads its groups.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from retold.stages.situate.timewords import (
    CENTURIES,
    DAYS,
    DECADES,
    HOLIDAYS,
    LETTERS,
    LOOSE,
    MONTHS,
    NARRATIVE,
    NUMBERS,
    ORDINALS,
    PARTS,
    SEASONS,
    STEPS,
    T_ABOUT,
    T_BARE_MONTH,
    T_BARE_YEAR,
    T_CLOCK,
    T_COUNT,
    T_DAY_OF,
    T_DURATION,
    T_HOLIDAY,
    T_IN_SEASON,
    T_MOD,
    T_MONTH,
    T_MONTH_DAY,
    T_PART,
    T_PAST,
    T_PERIOD,
    T_QUARTER,
    T_SEASON,
    T_SET,
    T_SLASHED,
    T_SOME,
    T_SPACED,
    T_SPELLED,
    T_STEP,
    T_THE_YEAR,
    T_UNIT,
    T_WAY,
    T_WEEKDAY,
    T_YEAR,
    T_ZONE,
    WEEKDAYS,
    hints,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: half-open offsets and what its words say; ``None`` where they say nothing.

    ``shift`` is the step from the anchor (-1 last, 0 this, +1 next) in ``unit``; ``anchor`` is what the step is
    counted from (published, or previous for narrative time); ``mod`` is early, mid or late; ``part`` a part of the
    day and ``clock`` a time on it; ``vague`` marks a count that is not exact (``some two weeks ago``); ``value`` is the
    TIMEX3 value where no anchor is needed.
    """

    start: int
    end: int
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int | None = None
    last_day: int | None = None
    unit: str = ""
    shift: int | None = None
    anchor: str = "published"
    mod: str = ""
    part: str = ""
    vague: bool = False
    value: str = ""
    clock: str = ""


Fields = dict[str, int | str | bool | None]


def month_number(word: str) -> int:
    """Return 1..12 for a month's name or abbreviation."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def number_of(words: str) -> int | None:
    """Return the number that words or digits stand for, ``None`` for a vague one (``several``)."""
    bare = words.lower().removesuffix(" of").strip()
    if bare.replace(",", "").isdigit():
        return int(bare.replace(",", ""))
    if bare.startswith("a couple"):
        return 2
    parts = [NUMBERS.get(p) for p in re.split(r"[- ]", bare)]
    return None if None in parts else sum(p for p in parts if p is not None)


def _mod(words: str | None) -> str:
    if not words:
        return ""
    if words.startswith(("early", "the beg", "the start")):
        return "early"
    return "late" if words.startswith(("late", "the end")) else "mid"


def _calendar(g: dict[str, str]) -> Fields:
    fields: Fields = {"mod": _mod((g.get("mod") or "").lower()), "part": PARTS.get((g.get("part") or "").lower(), "")}
    if g.get("year"):
        fields["year"] = int(g["year"])
    if g.get("month"):
        fields["month"] = int(g["month"]) if g["month"].isdigit() else month_number(g["month"])
    if g.get("day"):
        fields["day"] = int(g["day"])
    elif g.get("nth"):
        fields["day"] = DAYS[g["nth"].lower()]
    if g.get("last_day"):
        fields["last_day"] = int(g["last_day"])
    return fields


def _slashed(g: dict[str, str]) -> Fields | None:
    month, day, year = int(g["a"]), int(g["b"]), int(g["year"])
    if g.get("dot") or month > 12:  # 21.08.2025, and 21/08/2025 which can be no month
        month, day = day, month
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return {"year": year if year > 99 else year + (1900 if year > 40 else 2000), "month": month, "day": day}


def _stepped(g: dict[str, str]) -> Fields:
    step = g["step"].lower()
    fields: Fields = {"shift": STEPS[step], "anchor": "previous" if step in NARRATIVE else "published"}
    fields["mod"] = _mod((g.get("mod") or "").lower())
    if g.get("unit"):
        fields["unit"] = g["unit"].lower().replace("centurie", "century")
    if g.get("part"):
        fields["part"] = PARTS[g["part"].lower()]
    if g.get("season"):
        fields["unit"] = SEASONS[g["season"].lower()]
    if g.get("month"):
        fields["month"] = month_number(g["month"])
    return fields


def _weekday(g: dict[str, str]) -> Fields:
    fields: Fields = _stepped(g) if g.get("step") else {"shift": None}
    day = g["weekday"].lower() + "day"
    fields["weekday"], fields["part"] = WEEKDAYS.index(day), PARTS.get((g.get("part") or "").lower(), "")
    return fields


def _shifted(g: dict[str, str]) -> Fields | None:
    """Read ``two months earlier``: the count, the unit, and where it is counted from."""
    count, way = number_of(g["count"]), g["way"].lower()
    back = way in ("ago", "earlier", "before", "previously", "prior", "back")
    narrative = way in ("earlier", "before", "later", "after", "afterwards", "prior", "previously")
    return {
        "number": count,
        "shift": -1 if back else 1,
        "unit": g["unit"].lower().replace("centurie", "century"),
        "anchor": "previous" if narrative else "published",
        "vague": count is None or bool(g.get("about")),
    }


def _ahead(g: dict[str, str]) -> Fields:
    count = number_of(g["count"])
    return {"number": count, "shift": 1, "unit": g["unit"].lower(), "vague": count is None}


def _decade(g: dict[str, str]) -> Fields:
    mod = _mod((g.get("mod") or "").lower())
    if g.get("word"):
        return {"year": 1900 + DECADES[g["word"].lower()], "mod": mod}
    digits = int(g["digits"])
    return {"year": digits if digits > 99 else digits + (1900 if digits > 20 else 2000), "mod": mod}


def _century(g: dict[str, str]) -> Fields:
    word = g["word"].lower().replace(" ", "-")
    number = CENTURIES.get(word) or int(re.sub(r"\D", "", word) or 0)
    return {"number": number, "mod": _mod((g.get("mod") or "").lower())}


def _season(g: dict[str, str]) -> Fields:
    return {"year": int(g["year"]) if g.get("year") else None, "unit": SEASONS[g["season"].lower()]}


def _spelled(g: dict[str, str]) -> Fields:
    tens = 0 if g["tens"].lower() == "hundred" else NUMBERS[g["tens"].lower()]
    return {"year": 1900 + tens + NUMBERS.get((g.get("ones") or "").lower(), 0)}


def _this_year(_: dict[str, str]) -> Fields:
    return {"shift": 0, "unit": "year"}


def _weekend(_: dict[str, str]) -> Fields:
    return {"unit": "weekend"}


def _quarter(g: dict[str, str]) -> Fields:
    year = g.get("year")
    step = (g.get("step") or "").lower()
    unit = "half" if g["unit"].lower() == "half" else "quarter"
    fields: Fields = {"year": int(year) if year else None, "number": ORDINALS[g["nth"].lower()], "unit": unit}
    return fields | ({"shift": STEPS[step]} if step else {})


def _deictic(g: dict[str, str]) -> Fields:
    word = g["word"].lower()
    shift = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    part = g.get("part") or ("night" if word in ("tonight", "overnight") else "")
    return {"shift": shift, "unit": "day", "part": PARTS.get(part.lower(), "")}


def _clock(g: dict[str, str]) -> Fields:
    hour = int(g["hour"]) % 12 + (12 if g["half"].lower().startswith("p") else 0)
    return {"clock": f"{hour:02d}:{int(g['minute'] or 0):02d}"}


def _part(g: dict[str, str]) -> Fields:
    step = (g.get("step") or "").lower()
    narrative = step in ("that", "same", "following") or not step
    shift = {"last": -1, "following": 1, "next": 1, "previous": -1}.get(step, 0)
    return {"part": PARTS[g["part"].lower()], "shift": shift, "anchor": "previous" if narrative else "published"}


def _holiday(g: dict[str, str]) -> Fields:
    month, day = HOLIDAYS[g["holiday"].lower().replace("’", "'")]
    step = (g.get("step") or "").lower()
    fields: Fields = {"month": month, "day": day, "year": int(g["year"]) if g.get("year") else None}
    return fields | ({"shift": STEPS[step]} if step else {})


def _period(g: dict[str, str]) -> Fields:
    """Read ``the year-earlier quarter``, ``the latest period``, ``the 1988 quarter``."""
    if g.get("year"):
        return {"year": int(g["year"])}
    return {"shift": -1 if "year" in (g.get("which") or g.get("which2") or "").lower() else 0}


def _length(count: int | None, unit: str) -> str:
    head = "PT" if unit in ("hour", "minute", "second") else "P"
    return f"{head}{'X' if count is None else count}{LETTERS[unit]}"


def _duration(g: dict[str, str]) -> Fields | None:
    """Read ``three years``, ``a two-hour``, ``several weeks``; a bare ``a day`` is too often no length of time."""
    count, unit = number_of(g["count"]), g["unit"].lower().replace("centurie", "century")
    return {"value": _length(count, unit), "number": count, "unit": unit}


def _set(g: dict[str, str]) -> Fields:
    """Read ``every week``, ``daily``, ``annually``."""
    word = (g.get("adverb") or g.get("unit") or "").lower()
    units = {"dai": "day", "week": "week", "month": "month", "year": "year", "annual": "year", "quarter": "quarter"}
    unit = next((u for stem, u in units.items() if word.startswith(stem)), word)
    return {"value": _length(1, unit) if unit in LETTERS else "P1W"}


def _nothing(_: dict[str, str]) -> Fields:
    return {}


@cache
def _rules() -> tuple[tuple[str, frozenset[str], re.Pattern[str], Callable[[dict[str, str]], Fields | None]], ...]:
    """Return (kind, hints, pattern, reader) in order of precedence at one place.

    A pattern can match only where ``hints`` has all of its own.
    """
    lists: list[tuple[str, str, str, Callable[[dict[str, str]], Fields | None]]] = [
        ("day", "dashed", rf"\b{T_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?:T[\d:]+Z?)?", _calendar),
        ("day", "slashed", T_SLASHED, _slashed),
        ("day", "slashed", T_SPACED, _slashed),
        ("day", "month", T_MONTH_DAY, _calendar),
        ("day", "month", rf"\b(?:{T_WEEKDAY},? )?{T_DAY_OF} (?-i:{T_MONTH})\b(?:,?(?: of)? {T_YEAR})?", _calendar),
        ("month", "month", rf"\b{T_MOD}(?-i:{T_MONTH}),?(?: of)? {T_YEAR}\b", _calendar),
        ("month", "month", rf"\b(?-i:{T_MONTH}) (?:of )?{T_STEP} (?P<unit>year)\b", _stepped),
        ("month", "month", rf"\b{T_STEP} (?-i:{T_MONTH})(?![a-z])", _stepped),
        ("month", "month", rf"\b(?P<mod>early|mid|late)[- ](?-i:{T_MONTH})(?![a-z])", _calendar),
        ("month", "month", T_BARE_MONTH, _calendar),
        ("decade", "decade", rf"\b{T_MOD}(?:'|’|\b)(?P<digits>(?:1[0-9]|20)?[0-9]0)(?:'|’)?s\b", _decade),
        ("decade", "decade", rf"\b{T_MOD}(?P<word>{'|'.join(DECADES)})\b", _decade),
        ("century", "century", rf"\b{T_MOD}(?P<word>\d\d(?:st|nd|rd|th)|{'|'.join(CENTURIES)})[- ]century\b", _century),
        ("season", "season", rf"\b{T_STEP} {T_SEASON}\b", _stepped),
        ("season", "season", rf"\b(?:(?:in|during|of|over) )?(?:the )?{T_SEASON},?(?: of)? {T_YEAR}\b", _season),
        ("season", "season", T_IN_SEASON, _season),
        ("quarter", "quarter", T_QUARTER, _quarter),
        (
            "quarter",
            "quarter",
            rf"\b(?:the )?{T_YEAR} (?P<nth>first|second|third|fourth) (?P<unit>quarter|half)\b",
            _quarter,
        ),
        (
            "quarter",
            "quarter",
            rf"\b{T_STEP} year['’]s (?P<nth>first|second|third|fourth) (?P<unit>quarter|half)\b",
            _quarter,
        ),
        ("year", "nineteen", T_SPELLED, _spelled),
        (
            "weekday",
            "weekday",
            rf"\b(?:earlier |later |early |late )?(?:{T_STEP} )?(?-i:{T_WEEKDAY})(?: {T_PART})?\b",
            _weekday,
        ),
        ("deictic", "deictic", rf"\b(?P<word>today|yesterday|tomorrow|tonight|overnight)(?: {T_PART})?\b", _deictic),
        ("shift", "unit way", rf"\b{T_ABOUT}{T_COUNT} {T_UNIT}s? {T_WAY}\b", _shifted),
        ("ahead", "unit", rf"\b(?:with)?in {T_COUNT} {T_UNIT}s?(?: (?:time|from now))?\b", _ahead),
        ("step", "unit", rf"\b(?:earlier |later )?{T_MOD}{T_STEP} {T_UNIT}\b(?!s)", _stepped),
        ("step", "unit", T_THE_YEAR, _this_year),
        ("step", "weekend", r"\b(?:over|during|at|for|by) the (?P<unit>weekend)\b", _weekend),
        ("part", "part", rf"\b(?:{T_STEP} |(?:in|during|on|by) the |the ){T_PART}\b", _part),
        ("part", "part", r"\bmid[- ](?P<part>morning|afternoon)\b", _part),
        ("part", "noon", r"\b(?P<part>noon|midday|midnight)\b", _part),
        ("clock", "clock", rf"\b{T_CLOCK}", _clock),
        ("holiday", "holiday", rf"\b(?:{T_STEP} )?{T_HOLIDAY}(?:,? {T_YEAR})?\b", _holiday),
        ("period", "period", T_PERIOD, _period),
        ("duration", "unit", T_DURATION, _duration),
        ("set", "set", T_SET, _set),
        ("past", "past", T_PAST, _nothing),
        (
            "present",
            "present",
            r"\b(?:(?:right )?now|currently|current|at present|nowadays|these days|at the moment)\b",
            _nothing,
        ),
        (
            "future",
            "future",
            rf"\b(?:soon|(?:(?:in )?the (?:near )?)?future|(?:in )?(?:the )?coming {T_SOME})\b",
            _nothing,
        ),
        ("year", "year", T_BARE_YEAR, _calendar),
    ]
    return tuple(
        (kind, frozenset(hint.split()), re.compile(pattern, re.IGNORECASE), read) for kind, hint, pattern, read in lists
    )


def expressions(text: str) -> Iterator[Expression]:
    """Yield the time expressions of a text in order, without overlaps: the longest at a place wins."""
    found: list[tuple[int, int, int, str, Fields]] = []
    hinted = hints(text)
    for order, (kind, needed, pattern, read) in enumerate(_rules()):
        if not needed <= hinted:
            continue
        for match in pattern.finditer(text):
            fields = read(match.groupdict())
            if fields is not None:
                start, end = match.span()
                found.append((start, -end, order, kind, fields))
    reach = 0
    clock: Expression | None = None
    for start, minus_end, _, kind, fields in sorted(found, key=lambda f: f[:3]):
        if start < reach:
            continue
        gap, reach = text[reach:start], -minus_end
        e = Expression(start, reach, kind, **{k: v for k, v in fields.items() if v is not None})  # type: ignore[arg-type]
        if clock is not None and kind in ("day", "weekday", "deictic") and T_ZONE.fullmatch(gap):
            e, clock = replace(e, start=clock.start, clock=clock.clock), None  # "5 p.m. EST, Nov. 9" is one
        elif clock is not None:
            yield clock
            clock = None
        if kind == "clock":
            clock = e
        else:
            yield e
    if clock is not None:
        yield clock


def expression_at(text: str, start: int, end: int) -> Expression | None:
    """Return what the words from ``start`` to ``end`` say, read as one expression; ``None`` where no rule reads them.

    The words around are looked at too, for what alone is no time: ``in [May]``, ``the [fall] of 1994``.
    """
    words = text[start:end].strip()
    for name in MONTHS:
        if words == name.capitalize():
            return Expression(start, end, "month", month=MONTHS.index(name) + 1)
    inside = [(e, start) for e in expressions(text[start:end])]
    if not inside:
        left = max(0, start - 12)
        inside = [
            (e, left) for e in expressions(text[left : end + 12]) if e.start + left < end and start < e.end + left
        ]
    if not inside:
        kind = next((k for k, pattern in LOOSE.items() if re.search(pattern, text[start:end], re.IGNORECASE)), "")
        return Expression(start, end, kind) if kind else None
    days = [e for e, _ in inside if e.kind in ("deictic", "weekday", "day")]
    parts = [e for e, _ in inside if e.kind in ("part", "clock")]
    if days and parts:  # "mid-afternoon yesterday"
        return replace(days[0], start=start, end=end, part=parts[0].part, clock=parts[0].clock)
    longest, _ = max(inside, key=lambda pair: (pair[0].end - pair[0].start, -pair[0].start))
    return replace(longest, start=start, end=end)
