"""A statement as its tellings have it: base text, and a negative apparatus of where the others part from it.

The apparatus follows the usage of critical editions: the lemma, a bracket, and the readings of the witnesses that
differ; who is not named has the lemma.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Evidence

if TYPE_CHECKING:
    from retold.records import Reading, Witness


@dataclass(frozen=True, slots=True)
class Variant:
    """What some witnesses (ids) have in place of the lemma; ``text`` is empty where they omit."""

    text: str
    witnesses: tuple[str, ...]
    sigla: tuple[str, ...]
    places: tuple[Evidence, ...]
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the apparatus; ``lemma`` is empty where the others add."""

    number: int
    lemma: str
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the base text; ``number`` names the entry that it is the lemma of, 0 for none."""

    text: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Apparatus:
    """Base text in stretches, and the entries."""

    base: Witness
    stretches: tuple[Stretch, ...]
    entries: tuple[Entry, ...]


def apparatus(
    tellings: list[Witness], readings: list[Reading], base: str = "", *, strict: bool = False
) -> Apparatus | None:
    """Return the apparatus of one statement, or ``None`` where nothing was collated.

    ``base`` is the witness id to take as base text; without it the one marked so is taken, else the first.  Where
    ``strict``, spelling and punctuation count as difference; otherwise only the normal forms do.
    """
    if not readings or not tellings:
        return None
    chosen = next((w for w in tellings if w.id == base), None) or next((w for w in tellings if w.base), tellings[0])
    table: dict[int, dict[str, Reading]] = defaultdict(dict)
    for reading in readings:
        table[reading.locus][reading.witness] = reading
    others = [w for w in tellings if w.id != chosen.id]
    stretches: list[Stretch] = []
    entries: list[Entry] = []
    for varied, loci in _runs(table, chosen, others, strict):
        lemma = _join([table[locus].get(chosen.id) for locus in loci])
        variants = _variants(table, loci, others, lemma, strict) if varied else ()
        number = len(entries) + 1 if variants else 0
        if variants:
            entries.append(Entry(number, lemma, variants))
        stretches.append(Stretch(lemma, number))
    return Apparatus(chosen, tuple(stretches), tuple(entries))


def _runs(
    table: dict[int, dict[str, Reading]], base: Witness, others: list[Witness], strict: bool
) -> list[tuple[bool, list[int]]]:
    """Return the loci in order, neighbours together at which the same witnesses differ, or none does."""
    runs: list[tuple[frozenset[str], list[int]]] = []
    for locus in sorted(table):
        parted = _parted(table[locus], base, others, strict)
        if runs and runs[-1][0] == parted:
            runs[-1][1].append(locus)
        else:
            runs.append((parted, [locus]))
    return [(bool(parted), loci) for parted, loci in runs]


def _parted(row: dict[str, Reading], base: Witness, others: list[Witness], strict: bool) -> frozenset[str]:
    """Return the witnesses that differ from the base at a locus."""
    mine = _form(row.get(base.id), strict)
    return frozenset(w.id for w in others if _form(row.get(w.id), strict) != mine or _moved(row.get(w.id)))


def _variants(
    table: dict[int, dict[str, Reading]], loci: list[int], others: list[Witness], lemma: str, strict: bool
) -> tuple[Variant, ...]:
    """Return the readings that differ from the lemma, equal ones together, in the order of the witnesses."""
    groups: dict[tuple[str, bool], list[tuple[str, Witness, list[Evidence]]]] = {}
    for witness in others:
        rows = [table[locus].get(witness.id) for locus in loci]
        text = _join(rows)
        moved = any(_moved(r) for r in rows)
        if _alike(text, lemma, strict) and not moved:
            continue
        places = [Evidence(witness.document, s.start, s.end) for r in rows if r for s in r.spans]
        groups.setdefault((text if strict else text.casefold(), moved), []).append((text, witness, places))
    return tuple(
        Variant(
            told[0][0],
            tuple(w.id for _, w, _ in told),
            tuple(w.siglum for _, w, _ in told),
            tuple(_hull(p) for _, _, p in told if p),
            moved,
        )
        for (_, moved), told in groups.items()
    )


def _alike(left: str, right: str, strict: bool) -> bool:
    return left == right if strict else left.casefold() == right.casefold()


def _hull(places: list[Evidence]) -> Evidence:
    return Evidence(places[0].document, min(p.start for p in places), max(p.end for p in places))


def _join(readings: list[Reading | None]) -> str:
    return " ".join(" ".join((r.text or "").split()) for r in readings if r is not None and r.text).strip()


def _form(reading: Reading | None, strict: bool) -> str:
    if reading is None or reading.text is None:
        return ""
    return reading.text if strict else reading.normal


def _moved(reading: Reading | None) -> bool:
    return reading is not None and reading.moved
