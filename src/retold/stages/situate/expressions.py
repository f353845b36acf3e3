"""Time expressions in English text: where they stand and what their words say, before anything is resolved.

The kinds and their written values follow TIMEX3 (ISO-TimeML, the standard of TimeBank).  Each rule is one pattern and
one short function that reads its groups.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
UNITS = ("day", "week", "month", "quarter", "year", "decade", "century", "hour", "minute", "second", "weekend", "night")
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {
    "morning": "MO",
    "noon": "MI",
    "midday": "MI",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "tonight": "NI",
    "overnight": "NI",
    "midnight": "NI",
    "dawn": "MO",
    "dusk": "EV",
}
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {word: n for n, word in enumerate(_SMALL)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
NUMBERS |= {"a": 1, "an": 1, "couple": 2, "dozen": 12, "hundred": 100}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4}
ORDINALS |= {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
CENTURIES = {
    word: n
    for n, word in enumerate(
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first".split(),
        15,
    )
}
_DECADES = {word: 20 + 10 * n for n, word in enumerate(w[:-1] + "ies" for w in _TENS)}


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: half-open offsets and what its words say; ``None`` where they say nothing.

    ``shift`` is the step from the anchor (-1 last, 0 this, +1 next) in ``unit``; ``anchor`` is what the step is
    counted from (published, or previous for narrative time); ``mod`` is early, mid or late; ``part`` a part of the
    day; ``vague`` marks a count that is not exact (``some two weeks ago``).
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


_MONTH = r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"  # noqa: E501
_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})"
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_MOD = r"(?:(?:the )?(?P<mod>early|mid|late|the (?:beginning|start|middle|end) of)[- ](?:in )?)?(?:the )?"
_STEP = r"(?P<step>last|this|next|past|previous|coming|following|same|that|current|latest|preceding|prior|present)"
_WEEKDAY = r"(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_COUNT = (
    r"(?P<count>\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|a couple(?: of)?|several|a few|few|some|many)"
)
_UNIT = r"(?P<unit>day|week|month|quarter|year|decade|century|centurie|hour|minute|weekend|night)"
_PART = r"(?P<part>morning|afternoon|evening|night)"
_ABOUT = r"(?P<about>(?:about|around|some|nearly|almost|roughly|just over|more than|over|less than|under) )?"
_CLOCK = r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>a\.?m\b\.?|p\.?m\b\.?)"

_SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
_WAY = r"(?P<way>ago|earlier|later|before|afterwards?|after|previously|prior|from now|hence|back)"
_SOME = "(?:days|weeks|months|years)"
_SLASHED = r"(?<![\d/.])(?P<a>\d\d?)(?:/|(?P<dot>\.))(?P<b>\d\d?)(?(dot)\.|/)(?P<year>\d{4}|\d\d)(?![\d/.])"
# "May" and "March" are verbs too: alone they need a preposition, as in "since May"
_BARE_MONTH = (
    r"\b(?-i:(?P<month>January|February|April|June|July|August|September|October|November|December"
    r"|(?:(?<=[Ii]n )|(?<=[Ss]ince )|(?<=[Uu]ntil )|(?<=[Bb]y )|(?<=of ))(?:March|May)))\b(?! \d)"
)
_QUARTER = (
    r"\b(?:the )?(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[- ](?:fiscal )?(?P<unit>quarter|half)"
    rf"(?:,? (?:of )?(?:fiscal )?(?:{_YEAR}|{_STEP} year))?\b"
)
# four digits are a year unless they count something: "2000 people", "$1999", "1,998"
_BARE_YEAR = (
    rf"(?<![\d$£€#.,:/–-])\b{_MOD}(?:the (?:year )?|year )?{_YEAR}(?:/\d\d)?(?![\d:%/]|[.,]\d| (?:people|men|women|feet"
    r"|miles|meters|metres|percent|per cent|tons|dollars|pounds|euros|yards|jobs|workers|shares|points|km|troops"
    r"|soldiers)\b)"
)

Fields = dict[str, int | str | bool | None]
STEPS = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "latest": -1}
STEPS |= {"this": 0, "same": 0, "that": 0, "current": 0, "present": 0, "next": 1, "coming": 1, "following": 1}
NARRATIVE = frozenset({"previous", "preceding", "prior", "following", "same", "that"})


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
        return {"year": 1900 + _DECADES[g["word"].lower()], "mod": mod}
    digits = int(g["digits"])
    return {"year": digits if digits > 99 else digits + (1900 if digits > 20 else 2000), "mod": mod}


def _century(g: dict[str, str]) -> Fields:
    word = g["word"].lower().replace(" ", "-")
    number = CENTURIES.get(word) or int(re.sub(r"\D", "", word) or 0)
    return {"number": number, "mod": _mod((g.get("mod") or "").lower())}


def _season(g: dict[str, str]) -> Fields:
    return {"year": int(g["year"]) if g.get("year") else None, "unit": SEASONS[g["season"].lower()]}


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
    return {"number": hour, "day": int(g["minute"] or 0)}


def _part(g: dict[str, str]) -> Fields:
    step = (g.get("step") or "").lower()
    narrative = step in ("that", "same", "following") or not step
    shift = {"last": -1, "following": 1, "next": 1, "previous": -1}.get(step, 0)
    return {"part": PARTS[g["part"].lower()], "shift": shift, "anchor": "previous" if narrative else "published"}


def _reference(name: str) -> Callable[[dict[str, str]], Fields]:
    return lambda _: {"unit": name}


def _nothing(_: dict[str, str]) -> Fields:
    return {}


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str], Callable[[dict[str, str]], Fields | None]], ...]:
    """Return (kind, pattern, reader) in order of precedence at one place."""
    lists: list[tuple[str, str, Callable[[dict[str, str]], Fields | None]]] = [
        ("day", rf"\b{_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)(?:T[\d:]+Z?)?", _calendar),
        ("day", _SLASHED, _slashed),
        (
            "day",
            rf"(?-i:\b{_MONTH}) {_DAY}(?: ?(?:-|–|to|and) ?(?P<last_day>[0-3]?\d)(?!\d))?(?:,? {_YEAR})?(?!\d)",
            _calendar,
        ),
        ("day", rf"\b{_DAY}(?: of)? (?-i:{_MONTH})\b(?:,? {_YEAR})?", _calendar),
        ("month", rf"\b{_MOD}(?-i:{_MONTH}),?(?: of)? {_YEAR}\b", _calendar),
        ("month", rf"\b{_STEP} (?-i:{_MONTH})(?![a-z])", _stepped),
        ("month", rf"\b(?P<mod>early|mid|late)[- ](?-i:{_MONTH})(?![a-z])", _calendar),
        ("month", _BARE_MONTH, _calendar),
        ("decade", rf"\b{_MOD}(?:'|’|\b)(?P<digits>(?:1[0-9]|20)?[0-9]0)(?:'|’)?s\b", _decade),
        ("decade", rf"\b{_MOD}(?P<word>{'|'.join(_DECADES)})\b", _decade),
        ("century", rf"\b{_MOD}(?P<word>\d\d(?:st|nd|rd|th)|{'|'.join(CENTURIES)})[- ]century\b", _century),
        ("season", rf"\b{_STEP} {_SEASON}\b", _stepped),
        ("season", rf"\b(?:in |the |of )?{_SEASON},?(?: of)? {_YEAR}\b", _season),
        ("season", rf"\b(?:in|during|of|over) (?:the )?{_SEASON}\b", _season),
        ("quarter", _QUARTER, _quarter),
        ("weekday", rf"\b(?:{_STEP} )?(?-i:{_WEEKDAY})(?: {_PART})?\b", _weekday),
        ("deictic", rf"\b(?P<word>today|yesterday|tomorrow|tonight|overnight)(?: {_PART})?\b", _deictic),
        ("shift", rf"\b{_ABOUT}{_COUNT} {_UNIT}s? {_WAY}\b", _shifted),
        ("ahead", rf"\b(?:with)?in {_COUNT} {_UNIT}s?(?: (?:time|from now))?\b", _ahead),
        ("step", rf"\b{_MOD}{_STEP} {_UNIT}\b(?!s)", _stepped),
        ("part", rf"\b(?:{_STEP} |(?:in|during|on|by) the |the ){_PART}\b", _part),
        ("part", r"\b(?P<part>noon|midday|midnight)\b", _part),
        ("clock", rf"\b{_CLOCK}", _clock),
        ("past", rf"\b(?:recently|lately|previously|formerly|(?:in )?the past|in recent {_SOME})\b", _nothing),
        ("present", r"\b(?:now|currently|at present|nowadays|these days|at the moment|so far)\b", _nothing),
        ("future", rf"\b(?:soon|(?:in )?the (?:near )?future|in (?:the )?coming {_SOME})\b", _nothing),
        ("year", _BARE_YEAR, _calendar),
    ]
    return tuple((kind, re.compile(pattern, re.IGNORECASE), read) for kind, pattern, read in lists)


def expressions(text: str) -> Iterator[Expression]:
    """Yield the time expressions of a text in order, without overlaps: the longest at a place wins."""
    found: list[tuple[int, int, int, str, Fields]] = []
    for order, (kind, pattern, read) in enumerate(_rules()):
        for match in pattern.finditer(text):
            fields = read(match.groupdict())
            if fields is not None:
                start, end = match.span()
                found.append((start, -end, order, kind, fields))
    reach = 0
    for start, minus_end, _, kind, fields in sorted(found, key=lambda f: f[:3]):
        if start >= reach:
            reach = -minus_end
            yield Expression(start, reach, kind, **{k: v for k, v in fields.items() if v is not None})  # type: ignore[arg-type]
