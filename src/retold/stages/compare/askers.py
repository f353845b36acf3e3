"""Who asked: *asked by Ada Brandt whether*, *on the question of the delegate Jon Lindqvist, whether*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.records import Span
from retold.stages.compare.telling import Finding, Tellings

if TYPE_CHECKING:
    from retold.stages.compare.figures import Pair
    from retold.stages.compare.telling import Telling

_NAME = r"(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,3})"
_WHAT = r"(?:(?:the|a|an|his|her)\s+)?(?:[a-z]\w*\s+){0,3}"
ASKERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:[Aa]sked|[Pp]ressed|[Qq]uestioned)\s+by\s+{_WHAT}{_NAME}",
        rf"\b[Qq]uestion\s+(?:of|from|by|put\s+by)\s+{_WHAT}{_NAME}",
        rf"\b(?:[Aa]nswer|[Rr]eply|[Rr]esponse)\s+to\s+(?:a\s+question\s+(?:of|from|by)\s+)?{_WHAT}{_NAME}",
        rf"{_NAME},?\s+(?:[^,.]{{3,40}},\s+)?who\s+(?:had\s+|has\s+)?asked\b",
        rf"{_NAME}(?:,[^,.]{{3,40}},)?\s+(?:then\s+|also\s+|had\s+|has\s+)?asked\b",
        rf"^{_NAME}:\s[^.]*\?$",
    )
)
TITLES = frozenset("mr mrs ms miss dr sir lord lady mp".split())
LEAST = 0.4
"""How much of their matter two sentences share to be of one question."""


def asker_finding(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """Return where two sentences have one question put by two people."""
    here, there = _asker(pair.a), _asker(pair.b)
    if not here or not there or pair.shared < LEAST:
        return None
    names = [_printed(t, s) for t, s in ((pair.a, here), (pair.b, there))]
    one, other = ({w for w in n.casefold().split() if w not in TITLES} for n in names)
    if not one or not other or one & other:
        return None
    why = (
        f"{tellings.name(pair.a.document.id)} has it asked by {names[0]}, "
        f"{tellings.name(pair.b.document.id)} by {names[1]}."
    )
    evidence = (pair.a.evidence([here]), pair.b.evidence([there]), pair.a.evidence(), pair.b.evidence())
    return Finding("initiative", "high", evidence, why, 0.6, statement)


def _asker(telling: Telling) -> Span | None:
    text, span = telling.document.text, telling.spans[0]
    for pattern in ASKERS:
        match = pattern.search(text, span.start, telling.spans[-1].end)
        if match:
            return Span(*match.span("name"))
    return None


def _printed(telling: Telling, span: Span) -> str:
    return " ".join(telling.document.text[span.start : span.end].split())
