"""Comparing: where the tellings part, what kind of parting it is, how grave, and why we say so.

Each module looks for some kinds and yields ``Finding``s; here they become ranked ``Discrepancy`` records.  Compatible
wording, a coarser date and another occasion are no discrepancies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.stages.compare.counts import count_findings
from retold.stages.compare.headlines import headline_findings
from retold.stages.compare.initiative import initiative_findings
from retold.stages.compare.marks import mark_findings
from retold.stages.compare.names import name_findings
from retold.stages.compare.narration import narrated
from retold.stages.compare.occasions import occasion_findings
from retold.stages.compare.papers import hidden_sources, paper_findings
from retold.stages.compare.presence import presence_findings
from retold.stages.compare.rank import ranked
from retold.stages.compare.scene import scene_findings
from retold.stages.compare.speakers import speaker_findings
from retold.stages.compare.telling import Tellings
from retold.stages.compare.wording import wording_findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.records import (
        Attribution,
        Block,
        Descent,
        Diagnostic,
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
    headline_findings,
    wording_findings,
    occasion_findings,
    scene_findings,
    initiative_findings,
    mark_findings,
    presence_findings,
    paper_findings,
    name_findings,
)


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
        tellings = Tellings.of(
            documents, blocks, quotations, members, mentions, moments, people, occasions, attributions, statements,
            witnesses, readings,
        )  # fmt: skip
        tellings.narrated.update(narrated(tellings))
        findings = [finding for find in FINDERS for finding in find(tellings)]
        findings += list(count_findings(tellings, findings))
        findings += hidden_sources(tellings, descents)
        yield from ranked(tellings.story, findings, tellings, descents)
