"""The case as the application holds it: opened once, decisions laid over it anew when the log has grown."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retold.decisions import CHEAP, FILE, Decided, Layer, append, counting, decided, read
from retold.report.findings import Finding, findings
from retold.report.index import Index, index
from retold.report.people import Portrait, Undecided, portraits, undecided
from retold.report.statements import Told, told
from retold.report.stemma import Stemma, stemmata
from retold.report.timeline import Event, timeline
from retold.web.search import Search

if TYPE_CHECKING:
    from retold.case import Case
    from retold.decisions import Decision


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

    def state(self, record: str) -> str:
        """Return the last answer that was given on a record: an act, or nothing."""
        acts = [s.decision.act for s in self.layer.of(record) if s.decision.act != "note"]
        return acts[-1] if acts else ""

    def finding(self, record: str) -> Finding | None:
        """Return a finding by the id of its discrepancy."""
        return next((f for f in self.findings if f.discrepancy.id == record), None)


class Desk:
    """A case on the desk of one or more reviewers; safe to use from several threads.

    Args:
        case: the case as the machine left it; its folder holds the log.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.path = case.folder / FILE
        self._lock = threading.Lock()
        self._size = -1
        self._shape: tuple[str, ...] | None = None
        self._view: View | None = None
        self.search = Search(self.case)

    def view(self) -> View:
        """Return what the case looks like now."""
        with self._lock:
            size = self.path.stat().st_size if self.path.exists() else 0
            if self._view is None or size != self._size:
                self._view = self._look()
                self._size = size
            return self._view

    def add(self, decision: Decision) -> None:
        """Append a decision to the log.

        Raises:
            OSError: the log can't be written; nothing that stood there is lost.
        """
        append(self.path, [decision])

    def _look(self) -> View:
        log = read(self.path)
        case = decided(self.case, log)
        layer = case.layer if isinstance(case, Decided) else Layer()
        shape = tuple(d.id for d in counting(log.decisions) if d.act not in CHEAP)
        if self._view is not None and shape == self._shape:
            return replace(self._view, layer=layer, log=log.decisions)
        self._shape = shape
        return _view(case, layer, log.decisions)


def _view(case: Case, layer: Layer, log: tuple[Decision, ...]) -> View:
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
    )
