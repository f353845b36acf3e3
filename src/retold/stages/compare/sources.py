"""What a page has from nobody whom it names: *a source close to the mayor*, *it was claimed*, *is said to have*."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from retold.records import Evidence, Span
from retold.stages.compare.kinship import LEAST
from retold.stages.compare.telling import Finding, Tellings, quoted
from retold.stages.words import normal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.stages.compare.lines import Line

_WHO = (
    r"sources?|insiders?|officials?|diplomats?|aides?|friends?|pals|colleagues?|witnesses|observers|critics|"
    r"people\s+(?:close|familiar)"
)
_SAYS = (
    r"(?:say|says|said|claim|claims|claimed|tell|tells|told|reckon|reckons|believe|insist|insists|put|puts|whisper\w*)"
)
NOBODY = re.compile(
    rf"\b(?:(?i:an?|one|some|several|two|many)\s+)?(?:[\w-]+\s+){{0,2}}(?i:{_WHO})\b"
    rf"(?:\s+(?:close\s+to|of|with|in|at|who|familiar)\s+(?:[\w’'-]+\s*){{1,5}}?)?\s+(?:have\s+|has\s+)?{_SAYS}\b|"
    r"\b(?i:a|one)\s+(?i:source|insider)\b[^.\n]{0,40}|"
    r"\b[Ii]t\s+(?:was|is|has\s+been)\s+(?:claimed|alleged|rumou?red|whispered|suggested|reported|said)\b|"
    r"\b(?:is|are|was|were)\s+(?:said|rumou?red|alleged|understood|believed|reported)\s+to\s+have\b|"
    r"\b[Rr]umou?r\s+has\s+it\b",
)
_CLAIMED = """
    source sources insider insiders official officials diplomat diplomats aide aides friend friends pals colleague
    colleagues witnesses observers critics people claimed alleged rumoured rumored whispered suggested reported said
    understood believed rumour rumor"""
CLAIMED = frozenset(map(normal, _CLAIMED.split()))
"""Words of which one stands in whatever ``NOBODY`` finds."""
MOST = 4
ALIKE = 0.3
"""How alike a sentence of another document is for it to bear the claim out."""


def source_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield, for each document that is kin to others, the claims of nobody that no other document has."""
    for document in sorted(tellings.kinship.kin(LEAST["high"])):
        held = tellings.documents[document]
        if held.role == "record":
            continue
        claims = [(line, m) for line in tellings.lines.of[document] for m in _matches(held.text, line)]
        others = [d for d in tellings.documents if d != document] if claims else []
        kin = {d: tellings.kinship.documents(document, d) for d in others}
        near = [d for d, sure in kin.items() if sure >= LEAST["high"]]
        alone = [m for line, m in claims if near and not _borne_out(tellings, line, near)]
        if not alone:
            continue
        printed = [held.text[m.start() : m.end()] for m in alone]
        why = (
            f"{tellings.name(document)} names nobody for what no other telling has: "
            f"{', '.join(quoted(p, 60) for p in printed[:2])}."
        )
        evidence = tuple(Evidence(document, m.start(), m.end()) for m in alone[:MOST])
        yield Finding("unsourced", "medium", evidence, why, 0.5, sure=max(kin.values()))


def _matches(text: str, line: Line) -> list[re.Match[str]]:
    if line.matter.isdisjoint(CLAIMED):
        return []
    return list(islice(NOBODY.finditer(text, line.span.start, line.span.end), 1))


def _borne_out(tellings: Tellings, line: Line, documents: list[str]) -> bool:
    return any(
        tellings.kinship.wording(line.matter, other.matter) >= ALIKE
        for d in documents
        for other in tellings.lines.of[d]
    )


def other_end(tellings: Tellings, document: str, last: Span) -> Evidence | None:
    """Return how the sentence in which a document breaks off goes on elsewhere: in what is most like it."""
    here = next((x for x in tellings.lines.of[document] if x.span.start <= last.end - 1 < x.span.end), None)
    if here is None:
        return None
    best = max(
        (
            (tellings.kinship.wording(here.matter, x.matter), tellings.documents[d].role == "record", d, x)
            for d, lines in tellings.lines.of.items()
            if d != document
            for x in lines
        ),
        key=lambda b: (b[0], b[1], b[2], b[3].span),
        default=None,
    )
    return Evidence(best[2], best[3].span.start, best[3].span.end) if best and best[0] >= ALIKE else None
