"""Statements as a reader meets them: who tells it, in whose mouth, and where the tellings part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Evidence
from retold.report.apparatus import Apparatus, apparatus
from retold.report.index import places

if TYPE_CHECKING:
    from retold.case import Case
    from retold.records import Statement, Witness
    from retold.report.index import Index


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling of a statement: who is made to say it, to whom, and on whose word we have it.

    ``speaker`` is empty where nobody was found; ``unsure`` names those who could be meant; ``printed`` is the source
    as printed; ``odd`` where the base text has another speaker.
    """

    witness: Witness
    name: str
    kind: str
    words: str
    place: Evidence
    speaker: str
    unsure: tuple[str, ...]
    printed: str
    to: str
    carriers: tuple[str, ...]
    negated: bool
    odd: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with its tellings and apparatus; ``documents`` counts those that tell it."""

    number: int
    statement: Statement
    occasion: str
    tellings: tuple[Telling, ...]
    apparatus: Apparatus | None
    documents: int


def told(case: Case, index: Index) -> list[Told]:
    """Return the statements, the most retold first, then in the order of the case."""
    every = [_told(index, s) for s in case.statements]
    ranked = sorted((t for t in every if t.tellings), key=lambda t: -t.documents)
    return [Told(n, t.statement, t.occasion, t.tellings, t.apparatus, t.documents) for n, t in enumerate(ranked, 1)]


def _told(index: Index, statement: Statement) -> Told:
    witnesses = index.tellings.get(statement.id, [])
    found = apparatus(witnesses, index.readings.get(statement.id, []))
    base = found.base if found else next((w for w in witnesses if w.base), witnesses[0] if witnesses else None)
    occasion = index.occasions.get(statement.occasion or "")
    ordered = sorted(witnesses, key=lambda w: w is not base)
    tellings = tuple(_telling(index, w, base) for w in ordered if w.document in index.documents and w.spans)
    documents = len({w.document for w in witnesses})
    return Told(0, statement, occasion.label if occasion else "", tellings, found, documents)


def _telling(index: Index, witness: Witness, base: Witness | None) -> Telling:
    quotation = index.quotations.get(witness.quotation)
    said = index.attributions.get(witness.quotation)
    speaker = witness.speaker or (said.speaker if said else None)
    spans = places(witness.document, witness.spans)
    return Telling(
        witness,
        index.name(witness.document),
        quotation.kind if quotation else "",
        index.words(witness.document, witness.spans),
        Evidence(witness.document, min(s.start for s in spans), max(s.end for s in spans)),
        index.person(speaker),
        tuple(index.person(c) for c in said.candidates) if said and speaker is None else (),
        index.words(witness.document, quotation.source) if quotation else "",
        index.person(said.addressee) if said else "",
        tuple(index.words(witness.document, [c]) for c in quotation.carriers) if quotation else (),
        quotation.negated if quotation else False,
        base is not None and speaker is not None and base.speaker is not None and speaker != base.speaker,
    )
