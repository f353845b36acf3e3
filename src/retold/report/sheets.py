"""The documents as a reader meets them: the whole text, with layered marks, and chrome set apart with its reason."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from retold.records import Evidence
from retold.report.index import anchor, places, slug
from retold.report.marks import Mark, Note, Paragraph, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retold.case import Case
    from retold.records import Document, Quotation
    from retold.report.findings import Finding
    from retold.report.index import Index


@dataclass(frozen=True, slots=True)
class Section:
    """Neighbouring paragraphs that are all chrome, or none of which is."""

    chrome: bool
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with its sections; ``loose`` are ids of places that stand on no block."""

    document: Document
    siglum: str
    name: str
    quotations: int
    sections: tuple[Section, ...]
    loose: tuple[str, ...]
    split: tuple[str, ...]
    """Ids of places that are written in several parts."""
    printed: bool = True
    """Whether its text is shown; otherwise ``loose`` has all ids."""


def sheets(
    case: Case, index: Index, findings: Iterable[Finding], linked: Iterable[Evidence], most: int, named: set[str]
) -> list[Sheet]:
    """Return sheets in the order of the documents' sigla.

    ``linked`` are the places that the page links to: each gets an id in its document.  The texts of ``most`` documents
    are shown, those with discrepancies before others; of the rest, those that are linked or ``named`` are listed.
    """
    notes = _notes(findings)
    wanted: dict[str, set[Evidence]] = defaultdict(set)
    for place in [*linked, *notes]:
        wanted[place.document].add(place)
    order = {m.document: i for i, m in enumerate(case.members)}
    documents = sorted(case.documents, key=lambda d: (order.get(d.id, len(order)), d.path, d.member, d.id))
    disputed = {place.document for place in notes}
    printed = {d.id for d in sorted(documents, key=lambda d: d.id not in disputed)[:most]}
    return [
        _sheet(index, d, wanted[d.id], notes) if d.id in printed else _listed(index, d, wanted[d.id])
        for d in documents
        if d.id in printed or wanted[d.id] or d.id in named
    ]


def _listed(index: Index, document: Document, wanted: set[Evidence]) -> Sheet:
    """Return the sheet of a document whose text is not shown."""
    spoken = len(index.spoken.get(document.id, []))
    loose = tuple(anchor(e) for e in sorted(wanted))
    return Sheet(document, index.siglum(document.id), index.name(document.id), spoken, (), loose, (), printed=False)


def sheet(index: Index, document: Document, linked: set[Evidence], findings: Iterable[Finding]) -> Sheet:
    """Return the sheet of one document."""
    notes = _notes(findings)
    return _sheet(index, document, {*linked, *(e for e in notes if e.document == document.id)}, notes)


def evidence_in(view: Any) -> Iterator[Evidence]:
    """Yield every place that a view holds, however deep."""
    if isinstance(view, Evidence):
        yield view
    elif isinstance(view, list | tuple):
        for item in view:
            yield from evidence_in(item)
    elif is_dataclass(view) and not isinstance(view, type):
        for f in fields(view):
            yield from evidence_in(getattr(view, f.name))


def _sheet(
    index: Index, document: Document, wanted: set[Evidence], notes: dict[Evidence, tuple[list[Note], str]]
) -> Sheet:
    marks = [_linked(e, notes.get(e)) for e in sorted(wanted)]
    spoken = index.spoken.get(document.id, [])
    for quotation in spoken:
        marks += _quotation(index, quotation)
    written, left = paragraphs(document.text, index.blocks.get(document.id, []), marks)
    return Sheet(
        document,
        index.siglum(document.id),
        index.name(document.id),
        len(spoken),
        tuple(_sections(written)),
        tuple(m.id for m in left if m.id),
        tuple(_split(written)),
    )


def _notes(findings: Iterable[Finding]) -> dict[Evidence, tuple[list[Note], str]]:
    """Return for each place the notes of the discrepancies that rest on it, and the gravest severity."""
    notes: dict[Evidence, tuple[list[Note], str]] = {}
    for finding in findings:
        found = finding.discrepancy
        for place in dict.fromkeys(found.evidence):
            note = Note(found.id, str(finding.number), found.why)
            notes.setdefault(place, ([], found.severity))[0].append(note)
    return notes


def _linked(place: Evidence, noted: tuple[list[Note], str] | None) -> Mark:
    if noted is None:
        return Mark(place.start, place.end, anchor(place), "place")
    notes, severity = noted
    return Mark(place.start, place.end, anchor(place), f"place disputed {severity}", notes=tuple(notes))


def _quotation(index: Index, quotation: Quotation) -> list[Mark]:
    said = index.attributions.get(quotation.id)
    who = index.person(said.speaker) if said else ""
    title = f"{quotation.kind} quotation, {'said by ' + who if who else 'speaker unsure'}"
    nested = " nested" if quotation.parent else ""
    marks = []
    for n, place in enumerate(places(quotation.document, quotation.content)):
        name = f"q-{slug(quotation.id)}" if n == 0 else ""
        marks.append(Mark(place.start, place.end, name, f"content {quotation.kind}{nested}", title))
    marks += [Mark(s.start, s.end, "", "cue", "cue") for s in quotation.cue]
    marks += [Mark(s.start, s.end, "", "source", "source") for s in quotation.source]
    return marks


def _sections(written: list[Paragraph]) -> list[Section]:
    sections: list[Section] = []
    for paragraph in written:
        chrome = paragraph.label == "chrome"
        if sections and sections[-1].chrome == chrome:
            sections[-1] = Section(chrome, (*sections[-1].paragraphs, paragraph))
        else:
            sections.append(Section(chrome, (paragraph,)))
    return sections


def _split(written: list[Paragraph]) -> list[str]:
    seen: dict[str, int] = defaultdict(int)
    for paragraph in written:
        for step in paragraph.steps:
            if step.act == "open" and step.mark is not None and step.mark.id:
                seen[step.mark.id] += 1
    return [name for name, parts in seen.items() if parts > 1]
