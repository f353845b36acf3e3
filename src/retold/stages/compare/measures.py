"""Numbers in running text, and what they measure: values, units, currencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Span
from retold.stages.words import NUMBER_WORDS as VALUES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.stages.compare.telling import Telling
    from retold.stages.words import Word

NUMBER = re.compile(r"\d")
NUMBER_WORDS = {"zero": 0} | {w: n for w, n in VALUES.items() if w != "dozen"}
MULTIPLIERS = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SIGNS = {"£": "pound", "$": "dollar", "€": "euro", "¥": "yen"}
CURRENCIES = re.compile(
    r"(pound|dollar|euro|crown|franc|escudo|yen|rouble|ruble|peso|rupee|lira|kron(?:a|e|or|er)|zloty|dinar|shilling|mark)s?$"
)
IN_ENGLISH = {"krona": "crown", "krone": "crown", "kronor": "crown", "kroner": "crown", "ruble": "rouble"}


COUNTED = frozenset((*NUMBER_WORDS, *MULTIPLIERS, "half"))


def numbers(printed: Sequence[Word], dated: Sequence[tuple[str, Span]] = ()) -> list[tuple[float, Span]]:
    """Return (value, place) of the numbers among some words: *2 million* and *2,000,000* have one value."""
    found: list[_Number] = []
    for i, word in enumerate(printed):
        low = word.text.casefold()
        if not (low[0].isdigit() or low in COUNTED or word.normal.isdigit()):
            continue
        if any(s.start <= word.start < s.end for _, s in dated):
            continue
        last = found[-1] if found else None
        beside = last is not None and last.at == i - 1 and word.start - printed[i - 1].end <= 1
        if low in MULTIPLIERS and beside and last:
            last.times(MULTIPLIERS[low])
        elif low == "half" and last and last.at == i - 3 and _between(printed, last.at, i) == "and a":
            last.part += 0.5  # eleven and a half million
        elif NUMBER.match(low) and low.replace(",", "").replace(".", "", 1).isdigit():
            found.append(_Number(0.0, _value(low), word.start, spelt=False))
        elif low in NUMBER_WORDS or word.normal.isdigit():
            value = float(word.normal) if word.normal.isdigit() else float(NUMBER_WORDS[low])
            joined = beside or (last is not None and last.at == i - 2 and _between(printed, last.at, i) == "and")
            if joined and last and last.spelt and not low[0].isdigit() and last.takes(value):
                last.part += value
            else:
                found.append(_Number(0.0, value, word.start, spelt=not low[0].isdigit()))
        else:
            continue
        found[-1].at, found[-1].end = i, word.end
    return [(n.total + n.part, Span(n.start, n.end)) for n in found]


DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")


def _value(digits: str) -> float:
    """Return the value of a number in digits: *6,4* is *6.4*, and *6,400* is *6400*."""
    return float(digits.replace(",", "." if DECIMAL_COMMA.fullmatch(digits) else ""))


def _between(printed: Sequence[Word], first: int, last: int) -> str:
    return " ".join(w.text.casefold() for w in printed[first + 1 : last])


@dataclass(slots=True)
class _Number:
    """A number that is being read: what its thousands come to, what stands behind them, and its last word."""

    total: float
    part: float
    start: int
    spelt: bool = True
    at: int = -1
    end: int = 0

    def times(self, factor: int) -> None:
        """*Hundred* and *dozen* multiply what stands before them; *thousand* closes it."""
        if factor < 1000:
            self.part *= factor
        else:
            self.total, self.part = self.total + self.part * factor, 0.0

    def takes(self, value: float) -> bool:
        """Say whether a further word belongs to it: *two thousand | nine*, *three hundred | five*, *forty | two*."""
        if not self.part:
            return self.total > 0 and 0 < value < 1000
        tens = 20 <= self.part < 100 and self.part % 10 == 0 and value < 10
        return 0 < value < 100 and (self.part % 100 == 0 or tens)


def unit_of(telling: Telling, place: Span) -> tuple[str, float, Span] | None:
    """Return what a number measures, the size of its unit, and where the unit stands: behind it, or a sign before.

    Money is measured in its currency, and of no size: pounds are no euros, whatever they are worth.
    """
    text = telling.document.text
    sign = SIGNS.get(text[place.start - 1 : place.start])
    if sign:
        return sign, MONEY, Span(place.start - 1, place.start)
    following = [w for w in telling.words if w.start >= place.end][:3]
    if following and following[0].text.casefold() == "of":
        following = following[1:]
    for width in (2, 1):
        unit = UNITS.get(" ".join(w.text.casefold() for w in following[:width]))
        if unit:
            return *unit, Span(following[0].start, following[:width][-1].end)
    for word in following[:1]:
        named = CURRENCIES.match(word.text.casefold())
        if named:
            return IN_ENGLISH.get(named[1], named[1]), MONEY, Span(word.start, word.end)
    return None


MONEY = 0.0


ROUNDED = 0.1
"""How far apart amounts in two units may be by rounding: *60 miles*, *100 kilometres*."""
UNITS = {
    name: (kind, size)
    for kind, line in {
        "volume": "litre 1|cubic metre 1000|gallon 4.2|pint 0.5|hectolitre 100|barrel 159",
        "length": "metre 1|kilometre 1000|mile 1609|foot 0.305|yard 0.914|inch 0.0254|centimetre 0.01|km 1000|m 1",
        "mass": "kilogram 1|kilo 1|kg 1|tonne 1000|ton 1000|pound 0.454|gram 0.001|ounce 0.028",
        "area": "hectare 10000|acre 4047|square metre 1|square kilometre 1e6|square mile 2.59e6",
        "time": "second 1|minute 60|hour 3600|day 86400|week 604800|month 2.63e6|year 3.156e7",
    }.items()
    for entry in line.split("|")
    for singular, size in [(entry.rsplit(" ", 1)[0], float(entry.rsplit(" ", 1)[1]))]
    for spelt in {singular, singular.replace("metre", "meter").replace("litre", "liter")}
    for name in {spelt, "feet" if spelt == "foot" else spelt + "es" if spelt.endswith("ch") else spelt + "s"}
}


def elliptic(text: str, value: float, place: Span, other: float) -> bool:
    """Say whether a number is another without its *million*: *nine plus two in all* for *nine million plus two*."""
    printed = text[place.start : place.end].casefold().split()
    return 0 < value < other and other / value in (1e3, 1e6, 1e9) and not set(printed) & set(MULTIPLIERS)
