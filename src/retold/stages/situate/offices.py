"""Who held which office when: heads of state and government of the larger states since 1945 (our own table)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from retold.stages.situate import tables
from retold.stages.situate.likeness import folded, is_given_match, parts

if TYPE_CHECKING:
    from retold.records import Interval

PRESIDENCY = {"president": "president", "vice president": "vice president", "vice-president": "vice president"}
OFFICES = (
    *("vice president", "vice-president", "prime minister", "supreme leader", "president", "chancellor", "premier"),
    *("secretary-general", "pope"),
)
FORMER = frozenset({"former", "ex", "late", "then", "incoming", "onetime", "ex-president"})


@dataclass(frozen=True, slots=True)
class Term:
    """One term of office, both days included; ``last`` is ``None`` for whoever held it when the table was written."""

    country: str
    office: str
    name: str
    first: date
    last: date | None
    source: str


@cache
def terms() -> tuple[Term, ...]:
    """Return every term of the table."""
    out = []
    for row in tables.rows("offices.tsv"):
        if len(row) == 6:
            last = date.fromisoformat(row[4]) if row[4] else None
            out.append(Term(row[0], row[1], row[2], date.fromisoformat(row[3]), last, row[5]))
    return tuple(out)


@cache
def _by_office() -> dict[tuple[str, str], tuple[Term, ...]]:
    out: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in terms():
        out[term.country, term.office].append(term)
    return {key: tuple(found) for key, found in out.items()}


@cache
def surnames() -> dict[str, frozenset[str]]:
    """Return folded surname -> the full names of the holders who bear it."""
    out: dict[str, set[str]] = defaultdict(set)
    for term in terms():
        out[parts(term.name)[-1]].add(term.name)
    return {surname: frozenset(names) for surname, names in out.items()}


def office_of(role: str) -> tuple[str, str] | None:
    """Return (country, office) where a role states both and the table lists that office, ``None`` otherwise.

    >>> office_of("former US President")
    ('United States', 'president')
    """
    plain = " ".join(role.split())
    low = plain.lower()
    office = next((o for o in OFFICES if o in low), None)
    words = plain.replace("'s", "").replace("’s", "").split()
    runs = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + 4, len(words) + 1))]
    named = sorted((r for r in runs if r in tables.country_of()), key=len, reverse=True)
    country = tables.country_of()[named[0]] if named else None
    if office is None or country is None:
        return None
    key = (country, PRESIDENCY.get(office, office))
    return key if key in _by_office() else None


def is_former(role: str) -> bool:
    """Whether a role speaks of an office that is over, or not yet held."""
    return bool(FORMER & set(role.lower().split()))


def holders(country: str, office: str) -> tuple[Term, ...]:
    """Return the terms of an office, by date."""
    return _by_office().get((country, office), ())


@cache
def every_office() -> tuple[tuple[tuple[str, str], tuple[Term, ...]], ...]:
    """Return ((country, office), terms) for every office of the table, in order."""
    return tuple(sorted(_by_office().items(), key=lambda pair: pair[0]))


def is_holder(name: str, term: Term) -> bool:
    """Whether a printed full name is the holder's: equal surname and a given name that fits."""
    own, theirs = parts(name), parts(term.name)
    if folded(name).replace("-", " ") == folded(term.name).replace("-", " "):  # "Sun Yun Ho", "Sun Yun-ho"
        return True
    if folded(term.name).endswith(folded(name)) or folded(name).endswith(folded(term.name)):
        return True
    same = own[-1] == theirs[-1] or own[-1] in theirs or theirs[-1] in own
    return same and (len(own) == 1 or is_given_match(own[0], theirs[0]) or own[0] in theirs or theirs[0] in own)


def in_office(country: str, office: str, when: Interval) -> tuple[Term, ...]:
    """Return who held an office on some day of an interval."""
    listed = holders(country, office)
    begun = [t for t in listed if when.last is None or t.first <= when.last]
    return tuple(t for t in begun if when.first is None or t.last is None or when.first <= t.last)
