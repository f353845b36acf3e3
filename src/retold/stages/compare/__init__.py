"""Comparing: where the tellings part, what kind of parting it is, how grave, and why we say so.

Each module looks for some kinds and yields ``Finding``s; here they become ranked ``Discrepancy`` records.  Compatible
wording, a coarser date and another occasion are no discrepancies.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Diagnostic
from retold.stages.compare.counts import count_findings
from retold.stages.compare.days import day_findings
from retold.stages.compare.facts import fact_findings
from retold.stages.compare.headlines import headline_findings
from retold.stages.compare.identities import impossible_name_findings
from retold.stages.compare.initiative import initiative_findings
from retold.stages.compare.limits import limit_findings
from retold.stages.compare.marks import mark_findings
from retold.stages.compare.names import name_findings
from retold.stages.compare.narration import narrated
from retold.stages.compare.occasions import occasion_findings
from retold.stages.compare.papers import hidden_sources, paper_findings
from retold.stages.compare.presence import presence_findings
from retold.stages.compare.rank import ranked
from retold.stages.compare.roles import role_findings
from retold.stages.compare.scene import scene_findings
from retold.stages.compare.sources import source_findings
from retold.stages.compare.speakers import speaker_findings
from retold.stages.compare.telling import Tellings
from retold.stages.compare.wording import wording_findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.records import (
        Attribution,
        Block,
        Descent,
        Discrepancy,
        Document,
        Member,
        Mention,
        Moment,
        Occasion,
        Person,
        Quotation,
        Reading,
        Statement,
        Witness,
    )
    from retold.settings import Compare

FINDERS = (
    speaker_findings,
    impossible_name_findings,
    headline_findings,
    wording_findings,
    occasion_findings,
    scene_findings,
    initiative_findings,
    mark_findings,
    presence_findings,
    paper_findings,
    name_findings,
    limit_findings,
    role_findings,
    source_findings,
)


def _capped(
    witnesses: Sequence[Witness], quotations: Sequence[Quotation], most: int
) -> tuple[list[Witness], list[Diagnostic]]:
    """Return the witnesses without those of a statement beyond ``most``, and what to say of that.

    First come those whose speaker, kind and length nobody before them has: what parts from the many is looked at.
    """
    kind = {q.id: q.kind for q in quotations}
    of: dict[str, list[Witness]] = defaultdict(list)
    for witness in witnesses:
        of[witness.statement].append(witness)
    left_out: set[str] = set()
    notes = []
    for told in of.values():
        if len(told) <= most:
            continue
        seen: Counter[tuple[object, ...]] = Counter()
        order: list[tuple[int, int, Witness]] = []
        for witness in sorted(told, key=lambda w: (not w.base, w.siglum, w.spans)):
            shape = (witness.speaker, kind.get(witness.quotation), sum(s.end - s.start for s in witness.spans))
            order.append((seen[shape], len(order), witness))
            seen[shape] += 1
        kept = [w for _, _, w in sorted(order, key=lambda r: r[:2])]
        left_out |= {w.id for w in kept[most:]}
        message = f"only {most} of {len(told)} tellings of a statement are compared"
        notes.append(Diagnostic("group-capped", "compare", message, kept[0].document))
    return [w for w in witnesses if w.id not in left_out], notes


@dataclass(frozen=True, slots=True)
class Comparer:
    """``compare``: the tellings of one story become discrepancies."""

    settings: Compare

    def __call__(
        self,
        documents: Sequence[Document],
        blocks: Sequence[Block],
        quotations: Sequence[Quotation],
        members: Sequence[Member],
        mentions: Sequence[Mention],
        moments: Sequence[Moment],
        people: Sequence[Person],
        occasions: Sequence[Occasion],
        attributions: Sequence[Attribution],
        statements: Sequence[Statement],
        witnesses: Sequence[Witness],
        readings: Sequence[Reading],
        descents: Sequence[Descent],
    ) -> Iterator[Discrepancy | Diagnostic]:
        """Yield the discrepancies of a story, each with its rank."""
        witnesses, cut = _capped(witnesses, quotations, self.settings.most_tellings)
        yield from cut
        tellings = Tellings.of(
            documents, blocks, quotations, members, mentions, moments, people, occasions, attributions, statements,
            witnesses, readings,
        )  # fmt: skip
        if len(tellings.documents) > 1:
            tellings.narrated.update(narrated(tellings))
        findings = [finding for find in FINDERS for finding in find(tellings)]
        findings += list(count_findings(tellings, findings))
        findings += list(fact_findings(tellings))
        findings += list(day_findings(tellings, findings))
        findings += hidden_sources(tellings, descents)
        yield from ranked(tellings.story, findings, tellings, descents)
