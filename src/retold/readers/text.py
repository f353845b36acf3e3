"""Plain text and Markdown: the file decoded, untouched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.readers import origin as origins
from retold.readers.decode import decode, is_binary, mended
from retold.records import Diagnostic, Hint, Page, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.readers.origin import Origin
    from retold.settings import Read

_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S.*$", re.MULTILINE)
_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^([A-Za-z_]+):[ \t]*(\S.*?)[ \t]*\r?$", re.MULTILINE)
FIELDS = {
    "title": "title",
    "headline": "title",
    "author": "byline",
    "authors": "byline",
    "byline": "byline",
    "date": "published",
    "published": "published",
    "publish_date": "published",
    "published_at": "published",
    "publication_date": "published",
    "pubdate": "published",
    "modified": "modified",
    "updated": "modified",
    "outlet": "outlet",
    "publisher": "outlet",
    "site": "outlet",
    "sitename": "outlet",
    "site_name": "outlet",
    "source": "outlet",
    "lang": "language",
    "language": "language",
    "url": "url",
    "link": "url",
}
"""What a column, a front-matter key or a mail header may be called, and the field of a hint that it fills."""


def pages(
    data: bytes, origin: Origin, settings: Read, container: str = "text", declared: str = ""
) -> Iterator[Page | Diagnostic]:
    """Yield the one page of a text file; its text is the file decoded, with no new line translated."""
    if is_binary(data):
        yield origin.note("binary", "holds bytes that are no text; it was skipped")
        return
    decoded = decode(data, declared)
    if decoded.note:
        yield origin.note("encoding", decoded.note)
    text = decoded.text
    if not text.strip("\ufeff \t\r\n\f\v\0"):
        yield origin.note("empty", "holds no words; it was skipped")
        return
    if len(text) > settings.max_characters:
        yield origin.note("cut", f"has {len(text):,} characters; the first {settings.max_characters:,} are read")
        text = text[: settings.max_characters]
    spoiled = mended(text)[1]
    if spoiled:
        yield origin.note("encoding", f"{spoiled} places hold UTF-8 read as Windows-1252; a text file is left as it is")
    if container == "markdown":
        yield _markdown(text, origin)
    else:
        yield origins.page(origin, container, text)


def _markdown(text: str, origin: Origin) -> Page:
    """Markdown is text whose headings are marked and whose front matter names title, author and date."""
    hints = []
    matter = _MATTER.match(text)
    if matter:
        for key, value in _KEY.findall(matter[1]):
            if key.lower() in FIELDS:
                hints.append(Hint(FIELDS[key.lower()], value.strip("\"'"), f"front matter {key}"))
    start = matter.end() if matter else 0
    headings = [Span(m.start(), m.end()) for m in _HEADING.finditer(text, start)]
    return origins.page(origin, "markdown", text, hints=hints, headings=headings)
