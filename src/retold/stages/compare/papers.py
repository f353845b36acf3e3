"""The papers behind the tellings: how they came into the world, whether any source is named at all, cut-off texts."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from retold.records import Evidence, Span
from retold.stages.compare.telling import Finding, Tellings, quoted
from retold.stages.lexicon import STATUS
from retold.stages.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

PAPER = re.compile(
    r"\b(documents?|papers?|files?|records?|minutes|memos?|memoranda|memorandum|transcripts?|letters?|cables?|"
    r"recordings?|archives?|notes|reports?|e-?mails?)\b",
    re.IGNORECASE,
)
NEAR = 45
"""How many characters may lie between the paper and the word for how it came out."""


def paper_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield papers that leaked here and were released there."""
    statuses: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for document, blocks in sorted(tellings.blocks.items()):
        text = tellings.documents[document].text
        for block in blocks:
            if block.label != "chrome":
                for status, span in _statuses(text, block.span):
                    statuses[document][status].append(span)
    yield from _other_status(tellings, statuses)


def _statuses(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield (status, span of the phrase) for each paper whose way into the world is told."""
    papers = [Span(m.start(), m.end()) for m in PAPER.finditer(text, span.start, span.end)]
    for word in words(text, [span]):
        status = STATUS.get(word.text.casefold())
        if not status:
            continue
        near = [p for p in papers if _distance(p, Span(word.start, word.end)) <= NEAR]
        if near:
            paper = min(near, key=lambda p: _distance(p, Span(word.start, word.end)))
            yield status, Span(min(paper.start, word.start), max(paper.end, word.end))


def _distance(a: Span, b: Span) -> int:
    return max(0, max(a.start, b.start) - min(a.end, b.end))


def _other_status(tellings: Tellings, statuses: dict[str, dict[str, list[Span]]]) -> Iterator[Finding]:
    for left, right in combinations(sorted(statuses), 2):
        for one, other in (("leaked", "released"), ("hacked", "released"), ("released", "leaked")):
            if one in statuses[left] and other in statuses[right] and one not in statuses[right]:
                if other in statuses[left] or not _share(tellings, left, right):
                    continue
                here, there = statuses[left][one][0], statuses[right][other][0]
                a = tellings.documents[left].text[here.start : here.end]
                b = tellings.documents[right].text[there.start : there.end]
                why = (
                    f"{tellings.name(left)} says that the papers were {one} ({quoted(a)}), "
                    f"{tellings.name(right)} that they were {other} ({quoted(b)})."
                )
                evidence = (Evidence(left, here.start, here.end), Evidence(right, there.start, there.end))
                yield Finding("status", "high", evidence, why, 0.75)


def _share(tellings: Tellings, left: str, right: str) -> bool:
    """Say whether two documents tell at least one utterance both."""
    return any({left, right} <= {t.document.id for t in told} for told in tellings.of_statement.values())
