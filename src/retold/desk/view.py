"""What reviewers see: all that pages are made of, made once for each state of the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.report.findings import Finding, findings
from retold.report.index import Index, index
from retold.report.people import Portrait, Undecided, portraits, undecided
from retold.report.statements import Told, told
from retold.report.stemma import Stemma, stemmata
from retold.report.timeline import Event, timeline

if TYPE_CHECKING:
    from retold.case import Case
    from retold.decisions import Decision, Layer, Standing
    from retold.records import Evidence


@dataclass(frozen=True, slots=True)
class View:
    """All that pages are made of."""

    case: Case
    layer: Layer
    look: Index
    findings: list[Finding]
    told: list[Told]
    portraits: list[Portrait]
    events: list[Event]
    stemmata: list[Stemma]
    undecided: Undecided
    log: tuple[Decision, ...]
    standing: dict[str, list[Standing]]
    """The decisions that count, by the id of the record that they are about."""

    def state(self, record: str) -> str:
        """Return the last answer that was given on a record: an act, or nothing."""
        acts = [s.decision.act for s in self.standing.get(record, []) if s.decision.act != "note"]
        return acts[-1] if acts else ""

    def seen(self, record: str) -> str:
        """Return the id of the last decision on a record, by which a form says what its reader saw; or nothing."""
        found = [s for s in self.standing.get(record, []) if s.decision.act != "note"]
        return max(found, key=lambda s: (s.decision.time, s.decision.id)).decision.id if found else ""

    def finding(self, record: str) -> Finding | None:
        """Return a finding by the id of its discrepancy."""
        return next((f for f in self.findings if f.discrepancy.id == record), None)

    def quoted(self, place: Evidence) -> str:
        """Return the id of the shortest quotation that a place touches, by its words or its source; or nothing."""
        near = []
        for q in self.look.spoken.get(place.document, []):
            spans = (*q.content, *q.source, *q.cue)
            if q.content and any(s.start < place.end and s.end > place.start for s in spans):
                near.append((sum(s.end - s.start for s in q.content), q.id))
        return min(near)[1] if near else ""


def view_of(case: Case, layer: Layer, log: tuple[Decision, ...], standing: dict[str, list[Standing]]) -> View:
    """Return the pages' view of a case with its decisions."""
    look = index(case)
    return View(
        case,
        layer,
        look,
        findings(case, look),
        told(case, look),
        portraits(case, look),
        timeline(case, look),
        stemmata(case, look),
        undecided(case, look),
        log,
        standing,
    )
