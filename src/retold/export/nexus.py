"""NEXUS: a matrix of witnesses by places of variation, for programs that infer trees.

A place of variation is an entry of the apparatus of one statement; its states are the lemma (0) and the readings.
A document that does not tell the statement has ``?``.  (Maddison, Swofford and Maddison 1997.)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.report.apparatus import Entry, apparatus
from retold.report.index import Index, index
from retold.report.rendering import visible

if TYPE_CHECKING:
    from retold.case import Case

SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def to_nexus(case: Case) -> str:
    """Return a NEXUS file; a place with more than 36 readings is left out, as it has no symbol for them."""
    look = index(case)
    documents = [m.document for m in case.members]
    taxa = {d: _name(look.siglum(d), n) for n, d in enumerate(documents, 1)}
    characters = [
        (label, entry, row) for label, entry, row in _characters(case, look) if _states(entry) <= len(SYMBOLS)
    ]
    rows = {d: "".join(row.get(d, "?") for _, _, row in characters) for d in taxa}
    lines = ["#NEXUS", "", "BEGIN TAXA;", f"  DIMENSIONS NTAX={len(taxa)};", f"  TAXLABELS {' '.join(taxa.values())};"]
    lines += ["END;", "", "BEGIN CHARACTERS;", f"  DIMENSIONS NCHAR={len(characters)};"]
    lines.append(f'  FORMAT DATATYPE=STANDARD MISSING=? GAP=- SYMBOLS="{SYMBOLS}";')
    lines += ["  CHARSTATELABELS", ",\n".join(_labels(n, c[0], c[1]) for n, c in enumerate(characters, 1)) + ";"]
    lines += ["  MATRIX", *(f"    {taxa[d]} {rows[d]}" for d in taxa), "  ;", "END;", ""]
    return "\n".join(lines)


def _characters(case: Case, look: Index) -> list[tuple[str, Entry, dict[str, str]]]:
    """Return each place of variation with its state by document; the first telling of a document counts."""
    found = []
    for number, statement in enumerate(case.statements, 1):
        tellings = look.tellings.get(statement.id, [])
        told = apparatus(tellings, look.readings.get(statement.id, []))
        for entry in told.entries if told else ():
            states = {w: SYMBOLS[i] for i, v in enumerate(entry.variants, 1) if i < len(SYMBOLS) for w in v.witnesses}
            row: dict[str, str] = {}
            for w in tellings:
                row.setdefault(w.document, states.get(w.id, "0"))
            found.append((f"S{number}.{entry.number}", entry, row))
    return found


def _states(entry: Entry) -> int:
    return len(entry.variants) + 1


def _labels(number: int, label: str, entry: Entry) -> str:
    states = " ".join(_quoted(t or "omitted") for t in (entry.lemma, *(v.text for v in entry.variants)))
    return f"    {number} {_quoted(label)} / {states}"


def _quoted(text: str) -> str:
    """Return a NEXUS word in single quotation marks; one inside is doubled."""
    return "'" + " ".join(visible(text).split()).replace("'", "''") + "'"


def _name(siglum: str, number: int) -> str:
    return re.sub(r"[^A-Za-z0-9]", "_", siglum) or f"D{number}"
