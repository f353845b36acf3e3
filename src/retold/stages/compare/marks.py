"""Quotation marks: the same words as the speaker's own here, and in the reporter's shape there."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from retold.stages.compare.kinship import LEAST
from retold.stages.compare.telling import Finding, Telling, Tellings, quoted
from retold.stages.match import similarity_of

if TYPE_CHECKING:
    from collections.abc import Iterator

FEWEST_WORDS = 6


def mark_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield, once a story, what some documents print as the speaker's own words and others report.

    To report is no fault, so that one line says it for all: which words are only reported, and by whom.
    """
    pairs: list[tuple[float, Telling, Telling]] = []
    for _, told in sorted(tellings.of_statement.items()):
        best = [
            (similarity_of(a.words, b.words), a, b)
            for a, b in combinations(told, 2)
            if a.document.id != b.document.id
            and {a.quotation.kind, b.quotation.kind} == {"direct", "indirect"}
            and min(len(a.words), len(b.words)) >= FEWEST_WORDS
            and not (a.headline or b.headline)
            and not {a.quotation.id, b.quotation.id} & tellings.holders
            and tellings.kinship.tellings(a, b) >= LEAST["medium"]
        ]
        if best:
            pairs.append(max(best, key=lambda p: (p[0], p[1].witness.id, p[2].witness.id)))
    if not pairs:
        return
    ordered = sorted(pairs, key=lambda p: (-p[0], p[1].witness.id))
    evidence = []
    for _, a, b in ordered[:4]:
        direct, reported = (a, b) if a.quotation.kind == "direct" else (b, a)
        evidence += [direct.evidence(), reported.evidence()]
    _, a, b = ordered[0]
    direct, reported = (a, b) if a.quotation.kind == "direct" else (b, a)
    count = len(pairs)
    why = (
        f"{tellings.name(direct.document.id)} prints as the speaker's own words ({quoted(direct.text)}) what "
        f"{tellings.name(reported.document.id)} reports in its own ({quoted(reported.text)})"
        f"{'.' if count == 1 else f'; so with {count - 1} more.'}"
    )
    yield Finding("marks", "low", tuple(evidence), why, 0.4)
