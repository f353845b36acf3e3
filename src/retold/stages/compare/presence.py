"""What one telling of an occasion has and another leaves out, and what one has twice."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from retold.stages.compare.telling import Finding, Telling, Tellings, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator


def presence_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield omissions (between documents that tell one occasion closely) and sentences told twice."""
    yield from _omissions(tellings)
    yield from _told_twice(tellings)


def _omissions(tellings: Tellings) -> Iterator[Finding]:
    """The record has four sentences of the answer, a page has three of them."""
    told_by: dict[str, dict[str, Telling]] = defaultdict(dict)
    for statement, told in tellings.of_statement.items():
        for telling in told:
            if not telling.headline and telling.quotation.kind != "indirect":
                told_by[telling.document.id].setdefault(statement, telling)
    heard = {s: {t.document.id for t in told} for s, told in tellings.of_statement.items()}
    for left, right in combinations(sorted(told_by), 2):
        both = sorted(s for s, documents in heard.items() if {left, right} <= documents)
        if len(both) >= 3:
            yield from _left_out(tellings, left, right, both, told_by)
            yield from _left_out(tellings, right, left, both, told_by)


def _left_out(
    tellings: Tellings, full: str, short: str, both: list[str], told_by: dict[str, dict[str, Telling]]
) -> Iterator[Finding]:
    anchors = {
        t.spans: n
        for s in both
        for t in tellings.of_statement[s]
        if t.document.id == full
        for n in tellings.of_statement[s]
        if n.document.id == short
    }
    occasions = {t.attribution.occasion for s in both for t in tellings.of_statement[s] if t.attribution}
    missing = []
    for statement, telling in sorted(told_by[full].items(), key=lambda p: p[1].spans):
        here = {t.document.id for t in tellings.of_statement[statement]}
        same = not telling.attribution or telling.attribution.occasion in occasions
        if short not in here and same and len(telling.words) >= 6:
            missing.append(telling)
    if not missing:
        return
    first = missing[0]
    nearest = min(anchors, key=lambda spans: (abs(spans[0].start - first.spans[0].start), spans))
    beside = anchors[nearest]
    place = sorted([*beside.quotation.source, *beside.quotation.cue]) or list(beside.spans)
    count = len(missing)
    why = (
        f"{tellings.name(short)} leaves out {'a sentence' if count == 1 else f'{count} sentences'} that "
        f"{tellings.name(full)} quotes on the same occasion, such as {quoted(first.text)}."
    )
    evidence = (first.evidence(), beside.evidence(place), *(m.evidence() for m in missing[1:5]), beside.evidence())
    record = tellings.documents[full].role == "record"
    yield Finding("omission", "medium", evidence, why, 0.45 + 0.15 * record)


def _told_twice(tellings: Tellings) -> Iterator[Finding]:
    """A page prints one sentence of the answer at its beginning and again further down."""
    for statement, told in sorted(tellings.of_statement.items()):
        for a, b in combinations(told, 2):
            if a.document.id != b.document.id or a.headline or b.headline or a.quotation.kind != "direct":
                continue
            if b.quotation.kind != "direct" or min(len(a.words), len(b.words)) < 8:
                continue
            normals = [w.normal for w in a.words], [w.normal for w in b.words]
            shared = Indel.similarity(*normals) / 2 / min(map(len, normals))
            others = [t for t in told if t.document.id != a.document.id]
            if shared >= 0.8 and others:
                why = (
                    f"{tellings.name(a.document.id)} prints the same words twice ({quoted(a.text)} and "
                    f"{quoted(b.text)}); {tellings.name(others[0].document.id)} has them once."
                )
                evidence = (a.evidence(), b.evidence(), others[0].evidence())
                yield Finding("duplication", "medium", evidence, why, 0.6, statement)
                break
