"""The case as reviewers hold it: opened once, decisions laid over it anew when the log has grown."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retold.decisions import CHEAP, Decided, Layer, counting, decided
from retold.desk.acts import decision
from retold.desk.intake import Intake
from retold.desk.store import LogFile
from retold.errors import Overtaken
from retold.report.findings import Finding, findings
from retold.report.index import Index, index
from retold.report.people import Portrait, Undecided, portraits, undecided
from retold.report.statements import Told, told
from retold.report.stemma import Stemma, stemmata
from retold.report.timeline import Event, timeline
from retold.search import open_search

if TYPE_CHECKING:
    from collections.abc import Callable

    from retold.case import Case
    from retold.decisions import Decision, Standing
    from retold.desk.hits import Finder
    from retold.desk.store import Store
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


class Desk:
    """A case on the desk of one or more reviewers; safe to use from several threads.

    Args:
        case: the case as the machine left it.
        store: where decisions are kept; the log of the case folder if ``None``.
        searched: returns the up-to-date search index of a case; that of its folder if not given.
    """

    def __init__(
        self, case: Case, store: Store | None = None, searched: Callable[[Case], Finder] = open_search
    ) -> None:
        self.case = case
        self.store = store or LogFile(case.folder)
        self._searched = searched
        self.search = searched(case)
        self.intake = Intake(case.folder, self._reread) if case.folder else None
        self._lock = threading.RLock()
        self._mark = -1
        self._shape: tuple[str, ...] | None = None
        self._view: View | None = None

    def view(self) -> View:
        """Return what the case looks like now."""
        with self._lock:
            mark = self.store.mark()
            if self._view is None or mark != self._mark:
                self._view = self._look()
                self._mark = mark
            return self._view

    def decide(self, who: str, form: dict[str, str]) -> Decision:
        """Make the decision that a form asks for and keep it.

        ``seen`` in the form is the last decision on the record that its reader saw (``View.seen``): where somebody
        has decided on it since, nothing is written.

        Raises:
            WrongUse: no such record, act or value.
            Overtaken: another reviewer was quicker.
            OSError: it can't be written; nothing that stood there is lost.
        """
        with self._lock:
            while True:
                view = self.view()
                made = decision(view, who, form)
                if "seen" not in form:
                    self.store.add(made)
                    return made
                _still(view, form.get("record", ""), form["seen"])
                # another server of the case may have been quicker: then look again
                if self.store.add(made, self._mark):
                    return made

    def close(self) -> None:
        """Let go of what is open."""
        if self.intake:
            self.intake.close()
        self.search.close()
        self.store.close()

    def _reread(self, case: Case) -> None:
        """Take up the case as a new run left it."""
        search = self._searched(case)
        with self._lock:
            before = self.search
            self.case, self.search = case, search
            self._mark, self._shape, self._view = -1, None, None
        if before is not search:
            before.close()

    def _look(self) -> View:
        log = self.store.log()
        case = decided(self.case, log)
        layer = case.layer if isinstance(case, Decided) else Layer()
        standing: dict[str, list[Standing]] = {}
        for found in layer.standing:
            standing.setdefault(found.record, []).append(found)
        shape = tuple(d.id for d in counting(log.decisions) if d.act not in CHEAP)
        if self._view is not None and shape == self._shape:
            return replace(self._view, layer=layer, log=log.decisions, standing=standing)
        self._shape = shape
        return _view(case, layer, log.decisions, standing)


def _still(view: View, record: str, seen: str) -> None:
    """Hold that the last decision on a record is the one that was seen."""
    now = view.seen(record)
    if now != seen:
        last = next((s.decision for s in view.standing.get(record, []) if s.decision.id == now), None)
        raise Overtaken(last.who if last else "", last.act if last else "")


def _view(case: Case, layer: Layer, log: tuple[Decision, ...], standing: dict[str, list[Standing]]) -> View:
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
