"""Discrepancies as a reader meets them: one sentence, two wordings side by side, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.report.wording import Excerpt, Part, Piece, differences, excerpt

if TYPE_CHECKING:
    from retold.case import Case
    from retold.records import Discrepancy, Evidence
    from retold.report.index import Index


@dataclass(frozen=True, slots=True)
class Side:
    """One wording with the document that has it."""

    place: Evidence
    siglum: str
    name: str
    path: str
    role: str
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Further:
    """A further place that a discrepancy rests on."""

    place: Evidence
    siglum: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A discrepancy with its number in the report."""

    number: int
    discrepancy: Discrepancy
    sides: tuple[Side, ...]
    further: tuple[Further, ...]
    label: str
    """The statement's label, where the discrepancy belongs to one."""


def findings(case: Case, index: Index) -> list[Finding]:
    """Return every discrepancy of a case, highest rank first."""
    return [_finding(index, number, d) for number, d in enumerate(case.discrepancies, 1)]


def _finding(index: Index, number: int, discrepancy: Discrepancy) -> Finding:
    known = [e for e in dict.fromkeys(discrepancy.evidence) if e.document in index.documents]
    statement = index.statements.get(discrepancy.statement or "")
    beside = _beside(known)
    shown = known[:2] + beside
    return Finding(
        number,
        discrepancy,
        _sides(index, discrepancy.story, known[:2], beside),
        tuple(_further(index, discrepancy.story, e) for e in known if e not in shown),
        statement.label if statement and index.tellings.get(statement.id) else "",
    )


def _beside(known: list[Evidence]) -> list[Evidence]:
    """Return the second pair of places if it goes with the first: who says it, then what is said, in the same two.

    "the reeve said" and "the miller said" are the first pair; the words that both are made to say the second.
    """
    if len(known) < 4 or known[0].document == known[1].document:
        return []
    pairs = list(zip(known[:2], known[2:4], strict=True))
    fits = all(one.document == other.document for one, other in pairs)
    apart = all(one.end <= other.start or other.end <= one.start for one, other in pairs)
    return known[2:4] if fits and apart else []


def _sides(index: Index, story: str, pair: list[Evidence], beside: list[Evidence]) -> tuple[Side, ...]:
    parts = [[part] for part in _parts(index, pair)]
    for more, part in zip(parts, _parts(index, beside), strict=False):
        more.append(part)
    return tuple(_side(index, story, e, p) for e, p in zip(pair, parts, strict=True))


def _parts(index: Index, pair: list[Evidence]) -> list[Part]:
    words = [index.documents[e.document].text[e.start : e.end] for e in pair]
    pieces = differences(words[0], words[1]) if len(words) == 2 else tuple((Piece(w),) for w in words)
    return [Part(e.start, e.end, p) for e, p in zip(pair, pieces, strict=True)]


def _side(index: Index, story: str, place: Evidence, parts: list[Part]) -> Side:
    document = index.documents[place.document]
    around = excerpt(document.text, index.blocks.get(document.id, []), parts)
    return Side(place, index.siglum(document.id, story), index.name(document.id), document.path, document.role, around)


def _further(index: Index, story: str, place: Evidence) -> Further:
    words = " ".join(index.documents[place.document].text[place.start : place.end].split())
    return Further(place, index.siglum(place.document, story), index.name(place.document), shorten(words, 90))


def shorten(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, cut at a word with an ellipsis."""
    if len(text) <= most:
        return text
    return (text[:most].rpartition(" ")[0] or text[:most]) + " …"
