"""The people of a case as a reader meets them, and what could not be decided."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.errors import CODES
from retold.records import Evidence
from retold.report.findings import shorten

if TYPE_CHECKING:
    from retold.case import Case
    from retold.records import Diagnostic, Person
    from retold.report.index import Index

SHOWN = 12
"""How many mentions of a person are linked at most; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form of a name and the first place of it in each document."""

    text: str
    places: tuple[tuple[str, Evidence], ...]
    """Siglum and place."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A person with the forms of the name and the number of quotations given to them."""

    person: Person
    forms: tuple[Form, ...]
    mentions: int
    quotations: int

    @property
    def leads(self) -> bool:
        """Whether this one speaks, or something is odd about the name: others are only spoken of."""
        return self.quotations > 0 or bool(self.person.doubts)


@dataclass(frozen=True, slots=True)
class Unsure:
    """A quotation whose source fits nobody, or several."""

    place: Evidence
    siglum: str
    words: str
    printed: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A diagnostic with its place, where it has one."""

    diagnostic: Diagnostic
    name: str
    place: Evidence | None


@dataclass(frozen=True, slots=True)
class Undecided:
    """What the machine could not decide: remarks by code with its meaning, and quotations without a speaker."""

    remarks: tuple[tuple[str, str, tuple[Remark, ...]], ...]
    unsure: tuple[Unsure, ...]
    left: int = 0
    """How many of both are not listed."""


def portraits(case: Case, index: Index) -> list[Portrait]:
    """Return the people: those with a doubt first, then those who speak most, then those most spoken of."""
    spoken: dict[str, int] = defaultdict(int)
    for attribution in case.attributions:
        if attribution.speaker:
            spoken[attribution.speaker] += 1
    every = [_portrait(index, p, spoken[p.id]) for p in index.people.values()]
    return sorted(every, key=lambda p: (not p.person.doubts, -p.quotations, -p.mentions, p.person.name, p.person.id))


def undecided(case: Case, index: Index, most: int = 300) -> Undecided:
    """Return what could not be decided, in the order of the tables; of each kind ``most`` are listed."""
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for diagnostic in case.diagnostics:
        remarks[diagnostic.code].append(_remark(index, diagnostic))
    unsure = []
    for attribution in case.attributions:
        quotation = index.quotations.get(attribution.quotation)
        if attribution.speaker is None and quotation is not None and quotation.content:
            first, last = quotation.content[0], quotation.content[-1]
            names = tuple(index.person(c) for c in attribution.candidates)
            words = shorten(" ".join(index.words(quotation.document, quotation.content).split()), 120)
            printed = index.words(quotation.document, quotation.source)
            place = Evidence(quotation.document, first.start, last.end)
            unsure.append(Unsure(place, index.siglum(quotation.document), words, printed, names))
    grouped = tuple((code, CODES.get(code, ""), tuple(found[:most])) for code, found in remarks.items())
    left = max(0, len(unsure) - most) + sum(max(0, len(found) - most) for found in remarks.values())
    return Undecided(grouped, tuple(unsure[:most]), left)


def _portrait(index: Index, person: Person, quotations: int) -> Portrait:
    found: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for place in person.mentions:
        document = index.documents.get(place.document)
        if document is not None:
            text = " ".join(document.text[place.start : place.end].split())
            found[text].setdefault(place.document, place)
    forms = []
    for text in dict.fromkeys([*found, *person.forms]):
        where = tuple((index.siglum(d, person.story) or "·", e) for d, e in sorted(found.get(text, {}).items()))
        forms.append(Form(text, tuple(sorted(where))[:SHOWN]))
    return Portrait(person, tuple(forms), len(person.mentions), quotations)


def _remark(index: Index, diagnostic: Diagnostic) -> Remark:
    known = index.documents.get(diagnostic.document)
    name = index.name(diagnostic.document) if known else diagnostic.path
    place = None
    if known and diagnostic.span is not None:
        place = Evidence(diagnostic.document, diagnostic.span.start, diagnostic.span.end)
    return Remark(diagnostic, name, place)
