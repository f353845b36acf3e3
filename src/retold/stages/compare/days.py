"""Days and years that a slip of the pen parts: *9 March 2015* here, *9 May 2015* there.

Two pages on one thing print two days that differ in one part, and neither prints the other's: rarely are both right.
The less two days have in common, the more must speak for it: the words around them, or other days that both pages have.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from retold.records import Evidence, Span
from retold.stages.compare.kinship import LEAST, matter
from retold.stages.compare.telling import LONGEST_EVIDENCE, Finding
from retold.stages.situate.expressions import expressions
from retold.stages.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retold.stages.compare.lines import Line
    from retold.stages.compare.telling import Tellings

AROUND = 8
"""How many words on either side of a day say of what it is the day."""
MOST_DOCUMENTS = 60


@dataclass(frozen=True, slots=True)
class Day:
    """A day (its year may be left out) or a bare year that a page prints, the word before it and the matter around."""

    document: str
    place: Span
    line: Line
    year: int | None
    month: int | None
    day: int | None
    before: str
    around: frozenset[str]

    def may_be(self, other: Day) -> bool:
        """Say whether both may be one day, or one year."""
        return (self.month, self.day) == (other.month, other.day) and self.of_one_year(other)

    def of_one_year(self, other: Day) -> bool:
        """Say whether no year parts them."""
        return self.year is None or other.year is None or self.year == other.year


def day_findings(tellings: Tellings, found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the days and years that part two documents by a slip, but for those that are among ``found``."""
    told = [e for f in found if f.kind == "date" for e in f.evidence]
    kin = sorted(tellings.kinship.kin(LEAST["high"]), key=lambda d: (tellings.documents[d].role != "record", d))
    days = {d: list(_days(tellings, d)) for d in kin[:MOST_DOCUMENTS]}
    for left, right in combinations([d for d in days if days[d]], 2):
        sure = tellings.kinship.documents(left, right)
        if sure >= LEAST["high"]:
            for a, b in _slips(days[left], days[right]):
                if not any(_told(x, told) for x in (a, b)):
                    told += [Evidence(x.document, x.place.start, x.place.end) for x in (a, b)]
                    yield _finding(tellings, a, b, sure)


def _days(tellings: Tellings, document: str) -> Iterator[Day]:
    text = tellings.documents[document].text
    moments = sorted(tellings.moments.get(document, ()), key=lambda m: m.span)
    for line in tellings.lines.of[document] if moments else ():
        within = [m.span for m in moments if line.span.start <= m.span.start < line.span.end]
        printed = words(text, [line.span]) if within else []
        for place in within:
            for said in expressions(text[place.start : place.end]):
                if (said.month and said.day) or (said.kind == "year" and said.year):
                    before = [w for w in printed if w.end <= place.start]
                    after = [w for w in printed if w.start >= place.end]
                    yield Day(
                        document, place, line, said.year, said.month, said.day,
                        before[-1].text.casefold() if before else "", matter([*before[-AROUND:], *after[:AROUND]]),
                    )  # fmt: skip


def _slips(left: Sequence[Day], right: Sequence[Day]) -> Iterator[tuple[Day, Day]]:
    """Yield the days of two documents of which one may stand for the other, though neither document has both."""
    common = any(a.day and a.may_be(b) for a in left for b in right)
    here = [a for a in left if not any(a.may_be(b) for b in right)]
    there = [b for b in right if not any(b.may_be(a) for a in left)]
    for a in here:
        for b in there:
            if _is_slip(a, b, common=common):
                yield a, b


def _is_slip(a: Day, b: Day, *, common: bool) -> bool:
    shared = len(a.around & b.around)
    if a.day is None or b.day is None:
        return a.day == b.day and a.before == b.before and _is_other_year(a.year or 0, b.year or 0, shared)
    if not a.of_one_year(b):
        return (a.month, a.day) == (b.month, b.day) and shared > 0
    if a.day == b.day:
        return bool(a.year and b.year) or common or shared > 0
    return a.month == b.month and _is_misread(a.day, b.day) and (common or shared > 1)


def _is_other_year(one: int, other: int, shared: int) -> bool:
    """*1912* for *1921*; with a word in common around them, *1922* for *1912*."""
    differ = [i for i, (a, b) in enumerate(zip(str(one), str(other), strict=False)) if a != b]
    return sorted(str(one)) == sorted(str(other)) or (shared > 0 and len(differ) == 1 and differ[0] < LAST_DIGIT)


LAST_DIGIT = 3
"""The next year is another year, and no slip."""


def _is_misread(one: int, other: int) -> bool:
    """*16* for *26*, *3* for *13*, *13* for *30*; the day after is another day."""
    teens = {one - 10, other - 10} & {one / 10, other / 10}
    return abs(one - other) in (10, 20) or bool(teens - {1})


def _told(day: Day, told: Iterable[Evidence]) -> bool:
    return any(e.document == day.document and e.start < day.place.end and day.place.start < e.end for e in told)


def _finding(tellings: Tellings, a: Day, b: Day, sure: float) -> Finding:
    printed = [tellings.documents[x.document].text[x.place.start : x.place.end] for x in (a, b)]
    why = f"{tellings.name(b.document)} has {printed[1]!r} where {tellings.name(a.document)} has {printed[0]!r}."
    places = [(x.document, x.place) for x in (b, a)] + [(x.document, x.line.span) for x in (b, a)]
    evidence = tuple(Evidence(d, s.start, min(s.end, s.start + LONGEST_EVIDENCE)) for d, s in places)
    return Finding("date", "high", evidence, why, 0.6, sure=sure)
