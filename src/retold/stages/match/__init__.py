"""Matching: which quotations are tellings of one utterance, whatever name stands beside them.

The units are clauses of quotations, so that one telling may merge what another splits; where the clauses of a sentence
are told together everywhere, it is put together again.  Two units are compared by
the rare words that they share (on normal forms), and by their neighbours: what stands before and after a short reply
says more of it than its own words.  The printed speaker decides nothing; that two known speakers who both speak in
both documents differ only counts against a pair.  Occasions that cannot be one keep their units apart.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Diagnostic, Span, Statement, Witness, identify
from retold.stages.match.clusters import clusters_of, containers
from retold.stages.match.pairs import alike_to_the_word, conflicts_of, pairs_of, printed_apart, similarity_of
from retold.stages.match.units import ASKING, Unit, sentences, units_of, weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.records import Attribution, Block, Document, Member, Occasion, Quotation
    from retold.settings import Match

__all__ = ["ASKING", "Matcher", "sentences", "similarity_of"]


@dataclass(frozen=True, slots=True)
class Matcher:
    """``match``: the quotations of one story become statements, each with its witnesses."""

    settings: Match

    def __call__(
        self,
        documents: Sequence[Document],
        blocks: Sequence[Block],
        quotations: Sequence[Quotation],
        members: Sequence[Member],
        attributions: Sequence[Attribution],
        occasions: Sequence[Occasion],
    ) -> Iterator[Statement | Witness | Diagnostic]:
        """Yield the statements of a story, each followed by its witnesses."""
        story = members[0].story if members else ""
        texts = {d.id: d for d in documents}
        units = sorted(
            units_of(documents, blocks, quotations, attributions), key=lambda u: (u.quotation.document, u.order)
        )
        if len(units) > self.settings.most_units:
            yield Diagnostic(
                "group-capped", "match", f"only the first {self.settings.most_units} sentences of a story are matched"
            )
            units = units[: self.settings.most_units]
        conflicts = conflicts_of(occasions) | printed_apart(documents)
        weight = weights(documents, blocks, units)
        units, copies = _without_copies(units, conflicts, self.settings.most_alike)
        pairs = pairs_of(units, documents, blocks, weight, conflicts, self.settings)
        groups = clusters_of(units, pairs, weight, self.settings)
        groups = [[*group, *(c for unit in group for c in copies.get(id(unit), ()))] for group in groups]
        siglum = {m.document: m.siglum for m in members}
        for group in sorted([*groups, *containers(units, groups)], key=lambda g: (g[0].quotation.id, g[0].spans)):
            yield from _statement(story, group, texts, siglum)


def _without_copies(
    units: Sequence[Unit], conflicts: set[frozenset[str]], most: int
) -> tuple[list[Unit], dict[int, list[Unit]]]:
    """Return the units without those that repeat to the word what ``most`` say already, and these, by what they repeat.

    Of an utterance that two thousand pages print alike, some are compared; the others are told by the first of them.
    """
    copies: dict[int, list[Unit]] = defaultdict(list)
    left_out: set[int] = set()
    for places in alike_to_the_word(units).values():
        first = units[places[0]]
        for i in places[most:]:
            here, there = units[i], first
            ids = (here.quotation.document, here.occasion), (there.quotation.document, there.occasion)
            if not any(frozenset((one, other)) in conflicts for one in ids[0] for other in ids[1] if one and other):
                copies[id(first)].append(here)
                left_out.add(i)
    return [u for i, u in enumerate(units) if i not in left_out], copies


def _statement(
    story: str, group: Sequence[Unit], documents: dict[str, Document], siglum: dict[str, str]
) -> Iterator[Statement | Witness]:
    told: dict[str, list[Unit]] = defaultdict(list)
    for unit in group:
        told[unit.quotation.id].append(unit)
    # Most of what is told is told once, and then nothing is to be chosen.
    base = group if len(told) == 1 else min(told.values(), key=lambda units: _standing_as_base(units, documents))
    text = documents[base[0].quotation.document].text
    label = " ".join(" ".join(text[s.start : s.end] for u in base for s in u.spans).split())
    spans = {q: _joined(units, documents[units[0].quotation.document].text) for q, units in told.items()}
    occasions = Counter(u.occasion for u in group if u.occasion)
    occasion = min(occasions, key=lambda o: (-occasions[o], o)) if occasions else None
    id_ = identify("s", story, sorted(spans.items()))
    yield Statement(id_, story, label, occasion, tuple(sorted(told)))
    for quotation, units in sorted(told.items()):
        first = units[0]
        yield Witness(
            identify("w", id_, quotation), id_, quotation, first.quotation.document,
            siglum.get(first.quotation.document, "?"), first.speaker, spans[quotation], base=units[0] is base[0],
        )  # fmt: skip


def _joined(units: Sequence[Unit], text: str) -> tuple[Span, ...]:
    """Return where some units of one quotation stand; clauses side by side in one sentence are one stretch."""
    spans: list[Span] = []
    for unit in sorted(units, key=lambda u: u.order):
        first, *rest = unit.spans
        if spans and BESIDE.fullmatch(text, spans[-1].end - 1, first.start):
            first = Span(spans.pop().start, first.end)
        spans += [first, *rest]
    return tuple(spans)


BESIDE = re.compile(r"[^.!?…\"”’»][^\w\"“‘«.!?…]*")
"""The last letter of a clause and what stands between it and the next: no end of a sentence, no mark and no word."""


def _standing_as_base(units: Sequence[Unit], documents: dict[str, Document]) -> tuple[object, ...]:
    """Order tellings: the record first, then direct before indirect, then the fullest."""
    quotation = units[0].quotation
    kind = ("direct", "mixed", "indirect").index(quotation.kind)
    size = sum(s.end - s.start for u in units for s in u.spans)
    return (documents[quotation.document].role != "record", units[0].brief, kind, -size, quotation.id)
