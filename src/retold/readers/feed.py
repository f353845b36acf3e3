"""RSS and Atom, by feedparser (BSD-2-Clause): every entry a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retold.readers import html
from retold.readers import origin as origins
from retold.readers.visible import visible
from retold.records import Diagnostic, Hint, Page, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.readers.origin import Origin
    from retold.settings import Read

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


def pages(data: bytes, origin: Origin, settings: Read) -> Iterator[Page | Diagnostic]:
    """Yield one page for each entry: its content, or its summary where it has none."""
    if _ENTITY.search(data):
        yield origin.note("unreadable", "declares XML entities, which no feed needs; it was skipped")
        return
    import feedparser

    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not found.entries:
        yield origin.note("unreadable", "is XML without feed entries; it was skipped")
        return
    outlet = str(found.feed.get("title", ""))
    language = str(found.feed.get("language", ""))
    for number, entry in enumerate(found.entries[: settings.max_members], 1):
        markup = _markup(entry)
        part = origin.part(f"entry {number}", markup.encode("utf-8", "replace"))
        tree = html.parse(markup) if markup.strip() else None
        text = visible(tree, settings.max_characters).text.strip() if tree is not None else ""
        if not text:
            yield part.note("empty", "holds no words; it was skipped")
            continue
        given = [("title", entry.get("title")), ("byline", entry.get("author")), ("published", entry.get("published"))]
        given += [("modified", entry.get("updated")), ("outlet", outlet), ("language", language)]
        hints = [Hint(field, str(value), f"feed {field}") for field, value in given if value]
        yield origins.page(part, "feed", text, url=str(entry.get("link", "")), hints=hints, body=[Span(0, len(text))])


def _markup(entry: Any) -> str:
    contents = [str(c.get("value", "")) for c in entry.get("content", ())]
    return max([*contents, str(entry.get("summary", ""))], key=len)
