"""The case as reviewers hold it: opened once, decisions laid over it anew when the log has grown."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from retold.case import Case
from retold.decisions import CHEAP, Decided, Layer, counting, decided
from retold.desk.acts import decision
from retold.desk.hits import Hit, hits
from retold.desk.intake import Intake
from retold.desk.store import LogFile
from retold.desk.view import View, view_of
from retold.errors import Overtaken, RetoldError
from retold.search import open_search

if TYPE_CHECKING:
    from collections.abc import Callable

    from retold.decisions import Decision, Standing
    from retold.desk.hits import Finder
    from retold.desk.store import Store
    from retold.report.index import Index


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
        self.intake = Intake(case.folder, self._take) if case.folder else None
        self._lock = threading.RLock()
        self._stamp = _stamp(case)
        self._mark = -1
        self._shape: tuple[str, ...] | None = None
        self._view: View | None = None

    def view(self) -> View:
        """Return what the case looks like now."""
        with self._lock:
            self._follow()
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

    def hits(self, look: Index, sought: str, speaker: str = "", first: str = "", last: str = "") -> list[Hit]:
        """Return where words stand (``hits.hits``); the index is not exchanged meanwhile."""
        with self._lock:
            return hits(self.search, sought, look, speaker, first, last)

    def close(self) -> None:
        """Let go of what is open."""
        if self.intake:
            self.intake.close()
        self.search.close()
        self.store.close()

    def _follow(self) -> None:
        """Take up the case as a new run left it, whoever ran it; while one is on its way nothing changes."""
        stamp = _stamp(self.case)
        if stamp is None or stamp == self._stamp:
            return
        try:
            self._take(Case(self.case.folder))
        except RetoldError:  # it is gone again: another run has begun
            return
        self._stamp = stamp

    def _take(self, case: Case) -> None:
        search = self._searched(case)
        with self._lock:
            before = self.search
            self.case, self.search = case, search
            self._stamp = _stamp(case)
            self._mark, self._shape, self._view = -1, None, None
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
        return view_of(case, layer, log.decisions, standing)


def _stamp(case: Case) -> tuple[int, int] | None:
    """Return what changes when a run has written a case; ``None`` where none is there, or one is being written."""
    try:
        found = (case.folder / "manifest.json").stat()
    except (OSError, TypeError):
        return None
    return found.st_mtime_ns, found.st_size


def _still(view: View, record: str, seen: str) -> None:
    """Hold that the last decision on a record is the one that was seen."""
    now = view.seen(record)
    if now != seen:
        last = next((s.decision for s in view.standing.get(record, []) if s.decision.id == now), None)
        raise Overtaken(last.who if last else "", last.act if last else "")
