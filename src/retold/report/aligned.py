"""The tellings of a statement one below the other, word under word, and how grave the partings at each place are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retold.records import Discrepancy, Evidence, Reading
    from retold.report.statements import Telling


@dataclass(frozen=True, slots=True)
class Cell:
    """What a telling has at one place; ``differs`` from the base text; ``heat``, the gravest severity or nothing."""

    text: str
    differs: bool
    heat: str


@dataclass(frozen=True, slots=True)
class Row:
    """A telling as cells, and where its words stand."""

    siglum: str
    name: str
    place: Evidence
    base: bool
    cells: tuple[Cell, ...]


def aligned(
    tellings: Iterable[Telling],
    readings: Iterable[Reading],
    findings: Sequence[Discrepancy],
    base: str,
    *,
    strict: bool,
) -> list[Row]:
    """Return the tellings as rows, the base text first; nothing where they were not collated.

    ``base`` is the witness id of the base text; ``strict`` lets spelling and punctuation count as a difference.
    """
    table: dict[int, dict[str, Reading]] = {}
    for reading in readings:
        table.setdefault(reading.locus, {})[reading.witness] = reading
    if not table:
        return []
    heats = {locus: _heat(row.values(), findings) for locus, row in table.items()}
    rows = []
    for telling in sorted(tellings, key=lambda t: t.witness.id != base):
        cells = []
        for locus in sorted(table):
            mine, theirs = (_form(table[locus].get(w), strict) for w in (telling.witness.id, base))
            found = table[locus].get(telling.witness.id)
            cells.append(Cell(" ".join((found.text or "").split()) if found else "", mine != theirs, heats[locus]))
        is_base = telling.witness.id == base
        rows.append(Row(telling.witness.siglum, telling.name, telling.place, is_base, tuple(cells)))
    return rows


def _heat(readings: Iterable[Reading], findings: Sequence[Discrepancy]) -> str:
    """Return the gravest severity of the discrepancies that rest on words of these readings."""
    places = [(r.document, s) for r in readings for s in r.spans]
    found = [
        d.severity
        for d in findings
        if any(e.document == name and e.start < s.end and s.start < e.end for e in d.evidence for name, s in places)
    ]
    return max(found, key=SEVERITIES.index, default="")


def _form(reading: Reading | None, strict: bool) -> str:
    if reading is None or reading.text is None:
        return ""
    return reading.text if strict else reading.normal
