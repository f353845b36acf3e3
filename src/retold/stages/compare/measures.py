"""Numbers in running text, and what they measure: values, units, currencies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.stages.compare.telling import Telling
    from retold.stages.words import Word

NUMBER = re.compile(r"\d")
NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}  # fmt: skip
MULTIPLIERS = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SIGNS = {"£": "pound", "$": "dollar", "€": "euro", "¥": "yen"}
CURRENCIES = re.compile(
    r"(pound|dollar|euro|crown|franc|escudo|yen|rouble|ruble|peso|rupee|lira|kron(?:a|e|or|er)|zloty|dinar|shilling|mark)s?$"
)
IN_ENGLISH = {"krona": "crown", "krone": "crown", "kronor": "crown", "kroner": "crown", "ruble": "rouble"}


AND_A = ["and", "a"]


def numbers(printed: Sequence[Word], dated: Sequence[tuple[str, Span]] = ()) -> list[tuple[float, Span]]:
    """Return (value, place) of the numbers among some words: *2 million* and *2,000,000* have one value."""
    found: list[tuple[float, Span]] = []
    last = -2
    for i, word in enumerate(printed):
        low = word.text.casefold()
        if any(s.start <= word.start < s.end for _, s in dated):
            continue
        joined = last == i - 1 or (last == i - 2 and printed[i - 1].text.casefold() == "and")
        if low in MULTIPLIERS and last == i - 1 and found:
            value, span = found.pop()
            found.append((value * MULTIPLIERS[low], Span(span.start, word.end)))
        elif low == "half" and found and last == i - 3 and [w.text.casefold() for w in printed[i - 2 : i]] == AND_A:
            value, span = found.pop()  # eleven and a half million
            found.append((value + 0.5, Span(span.start, word.end)))
        elif NUMBER.match(low) and low.replace(",", "").replace(".", "", 1).isdigit():
            found.append((float(low.replace(",", "")), Span(word.start, word.end)))
        elif low in NUMBER_WORDS or word.normal.isdigit():
            value = float(word.normal) if word.normal.isdigit() else float(NUMBER_WORDS[low])
            spelt = joined and not low[0].isdigit() and not _digits(printed, found[-1][1])
            if spelt and 0 < value < 100 <= found[-1][0] and found[-1][0] % 100 == 0:
                value, start = value + found[-1][0], found.pop()[1].start
                found.append((value, Span(start, word.end)))
            else:
                found.append((value, Span(word.start, word.end)))
        else:
            continue
        last = i
    return found


def _digits(printed: Sequence[Word], place: Span) -> bool:
    return any(w.start == place.start and w.text[0].isdigit() for w in printed)


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
