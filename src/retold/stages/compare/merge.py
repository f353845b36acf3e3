"""Findings that say the same of the same words are one: the surest stands for all, with the others' places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from retold.records import SEVERITIES, Span
from retold.stages.words import is_function_word, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.records import Evidence
    from retold.stages.compare.telling import Finding, Tellings

POINTED = frozenset(("number", "date", "place", "initiative"))
"""Kinds whose first two places are the figures themselves; another figure at the same place is another finding."""
SENTENCES = frozenset(("polarity", "strength", "firmness", "qualifier", "wording", "order", "recollection", "spelling"))
"""Kinds whose first two places are sentences, or words in them: of one sentence one is enough."""
MOST_PLACES = 10
MANY_FIGURES = 4
"""Two pages that part in so many figures count at different times, or different things."""


def merged(tellings: Tellings, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, each once, gravest first among those that are one."""
    kept: list[Finding] = []
    of: dict[str, list[int]] = defaultdict(list)
    order = {severity: i for i, severity in enumerate(reversed(SEVERITIES))}

    def standing(finding: Finding) -> tuple[object, ...]:
        record = any(tellings.documents[e.document].role == "record" for e in finding.evidence[:2])
        return order[finding.severity], not record, -finding.sure * finding.score, finding.kind, finding.evidence

    for finding in sorted(findings, key=standing):
        same = next((i for i in of[finding.kind] if _is_one(tellings, kept[i], finding)), None)
        if same is None:
            of[finding.kind].append(len(kept))
            kept.append(finding)
        else:
            have = {e.document for e in kept[same].evidence}
            more = [e for e in finding.evidence[:4] if e.document not in have]
            kept[same] = replace(kept[same], evidence=(*kept[same].evidence, *more)[:MOST_PLACES])
    return _as_tallies(tellings, kept)


def _as_tallies(tellings: Tellings, findings: list[Finding]) -> list[Finding]:
    """Return the findings with one for each two pages that part in many figures: two counts of votes, a day apart.

    A record counts once and for all: against it each figure is told.
    """
    figures: dict[frozenset[str], list[Finding]] = defaultdict(list)
    for finding in findings:
        pages = frozenset(e.document for e in finding.evidence[:2])
        if finding.kind == "number" and not any(tellings.documents[d].role == "record" for d in pages):
            figures[pages].append(finding)
    tallies = [of for of in figures.values() if len(of) >= MANY_FIGURES]
    told = {id(f) for of in tallies for f in of}
    return [*(f for f in findings if id(f) not in told), *(_tally(of) for of in tallies)]


def _tally(figures: list[Finding]) -> Finding:
    first, *more = figures
    why = f"{first.why[:-1]}; they part in {len(more)} more figures, and may count at different times."
    places = dict.fromkeys(e for f in figures for e in f.evidence[:2])
    return replace(first, severity="medium", evidence=tuple(places)[:MOST_PLACES], why=why, statement=None)


def _is_one(tellings: Tellings, kept: Finding, finding: Finding) -> bool:
    pairs = [(a, b) for a in kept.evidence[:2] for b in finding.evidence[:2] if _overlap(a, b)]
    if finding.kind in POINTED:
        others = [({*kept.evidence[:2]} - {a}, {*finding.evidence[:2]} - {b}) for a, b in pairs]
        return any(
            _overlap(c, d) or _printed(tellings, c) == _printed(tellings, d) for x, y in others for c in x for d in y
        )
    if finding.kind == "omission":  # what is left out stands first
        one, other = ({e.document for e in f.evidence} for f in (kept, finding))
        return one == other and any(_overlap(a, b) for a in kept.evidence for b in finding.evidence[:1])
    return finding.kind in SENTENCES and bool(pairs)


def _overlap(a: Evidence, b: Evidence) -> bool:
    return a.document == b.document and a.start < b.end and b.start < a.end


def _printed(tellings: Tellings, place: Evidence) -> list[str]:
    """Return the normal forms of what stands at a place, without function words."""
    printed = words(tellings.documents[place.document].text, [Span(place.start, place.end)])
    return [w.normal for w in printed if not is_function_word(w.text)]
