"""Whether a text says where it has its story from: filler without sources is told from reporting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.records import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.records import Block
    from retold.stages.situate.scenes import Scene

LEAST_WORDS = 250
"""A shorter text may simply have no room for its sources."""
SOURCED = re.compile(
    r"\b(?:[Aa]ccording to|as reported by|reported by|citing|cited|told (?:reporters|the|a|us)|in an interview|"
    r"press conference|news agency|minutes|transcript|declassified|"
    r"documents? (?:show|seen|obtained|released|published)|"
    r"spokes(?:man|woman|person)|in a statement|a (?:report|study|survey|poll) by)\b|https?://|\bReuters\b"
)


def unsourced(place: Scene, blocks: list[Block]) -> Iterator[Diagnostic]:
    """Yield a diagnostic where a long text quotes nobody's words in marks and names no paper, agency or witness."""
    document = place.document
    read = [document.text[b.span.start : b.span.end] for b in blocks if b.label in ("body", "headline", "caption")]
    if sum(len(text.split()) for text in read) < LEAST_WORDS or document.role == "record":
        return
    marked = any(q.kind != "indirect" or q.carriers for q in place.quotations)
    if marked or any(SOURCED.search(text) for text in read):
        return
    yield Diagnostic(
        "unsourced",
        "situate",
        "the text names no record, agency, interview or witness for what it tells and quotes nobody's words",
        document.id,
        document.path,
    )
