"""Comparing again what a person has put right, so that a discrepancy that rested on it goes, and a new one shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retold.records import Discrepancy
from retold.stages.compare import Comparer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.case import Case
    from retold.settings import Settings

OF_DOCUMENT = ("blocks", "quotations", "mentions", "moments", "attributions", "witnesses", "readings")
OF_STORY = ("members", "people", "occasions", "statements", "descents")


def recompared(case: Case, stories: Iterable[str], settings: Settings) -> list[Discrepancy]:
    """Return all discrepancies of a case, those of some stories made anew, the gravest first."""
    anew = set(stories)
    found = [d for d in case.discrepancies if d.story not in anew]
    for story in sorted(anew):
        found += [d for d in _compare(case, story, settings) if isinstance(d, Discrepancy)]
    return sorted(found, key=lambda d: (-d.rank, d.id))


def _compare(case: Case, story: str, settings: Settings) -> Iterable[Any]:
    members = {m.document for m in case.members if m.story == story}
    on: dict[str, list[Any]] = {"documents": [d for d in case.documents if d.id in members]}
    on |= {name: [r for r in getattr(case, name) if r.document in members] for name in OF_DOCUMENT}
    on |= {name: [r for r in getattr(case, name) if r.story == story] for name in OF_STORY}
    told = {s.id for s in on["statements"]}
    on["witnesses"] = [w for w in on["witnesses"] if w.statement in told]
    on["readings"] = [r for r in on["readings"] if r.statement in told]
    return Comparer(settings.compare)(
        on["documents"],
        on["blocks"],
        on["quotations"],
        on["members"],
        on["mentions"],
        on["moments"],
        on["people"],
        on["occasions"],
        on["attributions"],
        on["statements"],
        on["witnesses"],
        on["readings"],
        on["descents"],
    )
