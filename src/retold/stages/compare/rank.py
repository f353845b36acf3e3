"""Ranking: severity, reach, closeness to the record, and confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.records import Descent, Discrepancy, identify
from retold.stages.compare.kinship import graded
from retold.stages.compare.merge import merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retold.stages.compare.telling import Finding, Tellings

WEIGHT = {"critical": 1000.0, "high": 100.0, "medium": 10.0, "low": 1.0}
FIRST = {"speaker": 1.3, "impossible name": 1.2, "headline": 1.1}
"""Among equals: who said it, then whether there is such a person, then what most people read."""


def ranked(
    story: str, findings: Iterable[Finding], tellings: Tellings, descents: Sequence[Descent]
) -> Iterator[Discrepancy]:
    """Yield a discrepancy for each finding.

    ``rank`` = weight of the severity x (1 + tellings downstream / 10) x closeness to the record x confidence.
    """
    downstream = _reach(descents)
    for finding in merged(tellings, (kept for f in findings if (kept := graded(f)))):
        documents = tuple(sorted({e.document for e in finding.evidence}))
        reach = 1.0 + sum(downstream.get(d, 0) for d in documents) / 10.0
        near = 1.2 if any(tellings.documents[d].role == "record" for d in documents) else 1.0
        rank = WEIGHT[finding.severity] * FIRST.get(finding.kind, 1.0) * reach * near * finding.score
        yield Discrepancy(
            identify("x", story, finding.kind, finding.evidence), story, finding.kind, finding.severity, documents,
            finding.statement, finding.evidence, finding.why, round(finding.score, 3), round(rank, 3),
        )  # fmt: skip


def _reach(descents: Sequence[Descent]) -> dict[str, int]:
    """Return how many documents rest on each document."""
    copies: dict[str, set[str]] = {}
    for descent in descents:
        copies.setdefault(descent.exemplar, set()).add(descent.copy)
    reach = {}
    for document in copies:
        seen: set[str] = set()
        todo = [document]
        while todo:
            for copy in copies.get(todo.pop(), ()):
                if copy not in seen:
                    seen.add(copy)
                    todo.append(copy)
        reach[document] = len(seen)
    return reach
