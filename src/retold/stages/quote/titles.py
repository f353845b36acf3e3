"""Words without marks in a headline or a line of its own, beside the name of who said them: ``Quill: I never knew``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.records import Quotation, Span, identify
from retold.stages.quote.turns import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_NAME = r"(?P<name>[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3})"
_WORDS = r"(?P<words>[^\s“”\"‘«„|][^“”\"«»„:|]*?)"
BEFORE = re.compile(rf"\s*(?:[-–—•*·]\s+)?{_NAME}:\s+{_WORDS}\s*")
"""``Quill: I was not told in January``."""
BEHIND = re.compile(rf"\s*(?:[-–—•*·]\s+)?{_WORDS}(?:\s+[–—-]|:)\s+{_NAME}\s*")
"""``Lock to open in May – Quill``."""
CONFESSED = re.compile(
    r"\s*(?P<name>[A-Z][\w’'.-]*(?:\s+[\w’'.-]+){0,4}):\s+"
    r"(?P<words>(?=[^\n]*\b(?:I|[Mm]e|ME|[Mm]y|MY|[Ww]e|WE|[Oo]ur|OUR|[Uu]s)\b)[^\s“”\"‘«„|][^“”\"«»„:|]*?)\s*"
)
"""``Head of the museum: I have had no letter``: words in the first person are the speaker's, whoever is named."""
FEWEST_WORDS = 3
LONGEST = 200
"""Characters of a line: a longer one is a paragraph."""


def titles(
    text: str, lines: Iterable[Span], found: Sequence[Quotation], document: str, heads: Collection[Span] = ()
) -> list[Quotation]:
    """Return the words of lines whose name before the colon, or at their end, speaks in the article itself.

    That the article quotes the same name tells a speaker from a topic (``Harbour: The lock is shut``).  In a headline
    (one of ``heads``) words in the first person need no such name.
    """
    named = [text[s.start : s.end] for q in found for s in q.source if s.end > s.start]
    speakers = {name.rsplit(maxsplit=1)[-1].casefold() for name in named}
    out = []
    for line in lines:
        if line.end - line.start > LONGEST:
            continue
        match = BEFORE.fullmatch(text, line.start, line.end) or BEHIND.fullmatch(text, line.start, line.end)
        if match is None or match["name"].split()[-1].casefold() not in speakers:
            match = CONFESSED.fullmatch(text, line.start, line.end) if line in heads else None
            if match is None or match["name"].split()[0].casefold() in FIELDS:
                continue
        if len(match["words"].split()) < FEWEST_WORDS:
            continue
        content = (Span(match.start("words"), match.end("words")),)
        if any(s.start < content[0].end and content[0].start < s.end for q in found for s in q.content):
            continue
        source = (Span(match.start("name"), match.end("name")),)
        key = identify("q", document, "title", content)
        out.append(Quotation(key, document, "direct", content, (), source, frame="headline", score=0.7))
    return out
