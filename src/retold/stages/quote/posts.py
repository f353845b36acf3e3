"""Posts on social networks as pages print them: a line with a name, a handle and the words."""

from __future__ import annotations

import re

from retold.records import Quotation, Span, identify

_NAME = r"(?P<name>[^\W\d_][^\n@():“”\"]{1,60}?)\s*\(@\w{1,30}\)"
BEFORE = re.compile(rf"\s*{_NAME}[^:“”\"\n]{{0,40}}:\s+(?P<words>[^\s“\"][^\n]*)")
"""``Ada Quill (@adaquill) March 5, 2014: The lock leaks.``"""
BEHIND = re.compile(rf"\s*(?P<words>[^\s“\"—–][^\n]{{5,500}}?)\s*[—–―]\s*{_NAME}[^\n]{{0,40}}")
"""``The lock leaks. — Ada Quill (@adaquill) March 5, 2014``"""
_LINKS = re.compile(r"(?:\s*(?:https?://|pic\.)\S+)+\s*\Z")
LONGEST = 1000

Lines = list[tuple[str, int]]


def posts(lines: Lines, document: str) -> tuple[list[Quotation], Lines]:
    """Return the posts among the lines of a document (text, offset), and the other lines."""
    found: list[Quotation] = []
    others: Lines = []
    for text, offset in lines:
        match = (BEFORE.fullmatch(text) or BEHIND.fullmatch(text)) if "(@" in text and len(text) < LONGEST else None
        end = match.end("words") if match else 0
        if match:
            link = _LINKS.search(text, match.start("words"), end)
            end = link.start() if link else len(text[:end].rstrip())
        if match is None or end <= match.start("words"):
            others.append((text, offset))
            continue
        content = (Span(offset + match.start("words"), offset + end),)
        source = (Span(offset + match.start("name"), offset + match.end("name")),)
        key = identify("q", document, "post", content)
        found.append(Quotation(key, document, "direct", content, (), source, frame="post", score=0.85))
    return found, others
