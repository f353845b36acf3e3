"""Words without marks in a headline, behind the name of who said them: ``Quill: I was not told in January``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.records import Quotation, Span, identify

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TITLE = re.compile(r"\s*(?P<name>[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*){0,3}):\s+(?P<words>[^\s“”\"‘«„][^“”\"«»„:|]*?)\s*")
FEWEST_WORDS = 3


def titles(text: str, lines: Iterable[Span], found: Sequence[Quotation], document: str) -> list[Quotation]:
    """Return the words of headlines and subheadings whose name before the colon speaks in the article itself.

    That the article quotes the same name tells a speaker from a topic (``Harbour: The lock is shut``).
    """
    named = [text[s.start : s.end] for q in found for s in q.source if s.end > s.start]
    speakers = {name.rsplit(maxsplit=1)[-1].casefold() for name in named}
    out = []
    for line in lines:
        match = TITLE.fullmatch(text, line.start, line.end)
        if match is None or len(match["words"].split()) < FEWEST_WORDS:
            continue
        if match["name"].split()[-1].casefold() not in speakers:
            continue
        content = (Span(match.start("words"), match.end("words")),)
        if any(s.start < content[0].end and content[0].start < s.end for q in found for s in q.content):
            continue
        source = (Span(match.start("name"), match.end("name")),)
        key = identify("q", document, "title", content)
        out.append(Quotation(key, document, "direct", content, (), source, frame="headline", score=0.7))
    return out
