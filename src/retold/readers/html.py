"""HTML: our own text of the whole page; trafilatura (Apache-2.0) says which of it is main text."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from retold.readers import origin as origins
from retold.readers.align import locate
from retold.readers.decode import decode, is_binary, mended
from retold.readers.metadata import hints_of
from retold.readers.visible import visible
from retold.records import Hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.readers.origin import Origin
    from retold.records import Diagnostic, Page
    from retold.settings import Read

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)""", re.IGNORECASE)
_LAST_DAY = "2099-12-31"
_UNITS = ("p", "head", "item", "quote", "cell", "code", "ab", "lb", "del", "fw", "figure")


def pages(
    data: bytes, origin: Origin, settings: Read, *, declared: str = "", url: str = ""
) -> Iterator[Page | Diagnostic]:
    """Yield the one page of an HTML document.

    ``Page.text`` is all that a reader sees, one block element a line; ``Page.body`` where trafilatura's main text
    stands in it; ``Page.marks`` what the markup says; ``Page.hints`` every candidate for title, byline and dates.
    """
    if is_binary(data):
        yield origin.note("binary", "holds bytes that are no text; it was skipped")
        return
    meta = _CHARSET.search(data[:4096])
    decoded = decode(data, declared or (meta[1].decode("ascii") if meta else ""))
    if decoded.note:
        yield origin.note("encoding", decoded.note)
    markup, repaired = mended(decoded.text)
    if repaired:
        yield origin.note("encoding", f"{repaired} places held UTF-8 read as Windows-1252; they were put right")
    tree = parse(markup)
    if tree is None:
        yield origin.note("empty", "holds no words; it was skipped")
        return
    seen = visible(tree, settings.max_characters)
    if not seen.text.strip():
        yield origin.note("empty", "holds no words; it was skipped")
        return
    if len(seen.text) > settings.max_characters:
        yield origin.note("cut", f"the text was cut after {settings.max_characters:,} characters")
    hints = hints_of(tree)
    address = url or origin.url or next((h.value for h in hints if h.field == "url"), "")
    try:
        passages, more = extract(tree, address)
    except Exception as error:  # noqa: BLE001 - one opinion less: the page is judged without it
        passages, more = [], []
        yield origin.note("gave-up", f"the extractor of main text failed ({type(error).__name__}); judged without it")
    body = locate(passages, seen.text)
    yield origins.page(
        origin,
        "html",
        seen.text,
        url=address,
        hints=[*hints, *more],
        body=body,
        headings=seen.headings,
        marks=seen.marks,
    )


def parse(markup: str) -> Any:
    """Return the lxml tree of an HTML document, or ``None`` where it has no element."""
    from lxml import html as lxml_html
    from lxml.etree import ParserError

    clean = markup.replace("\0", "").lstrip("\ufeff")
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", clean[:400]) + clean[400:]  # lxml refuses str with an XML declaration
    parser = lxml_html.HTMLParser(remove_pis=True, collect_ids=False, no_network=True)
    try:
        return lxml_html.document_fromstring(clean.encode("utf-8", "replace").decode("utf-8"), parser=parser)
    except (ParserError, ValueError):
        return None


def extract(tree: Any, url: str = "") -> tuple[list[str], list[Hint]]:
    """Return what trafilatura takes for main text, in its order, and what it makes of title, authors, date and site.

    Its date search is told not to guess at free text and not to look at the clock: a page gives the same on every day.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": _LAST_DAY},
    )
    if found is None:
        return [], []
    stated = [("title", found.title), ("published", found.date), ("outlet", found.sitename)]
    stated += [("byline", name.strip()) for name in (found.author or "").split(";")]
    hints = [Hint(field, value, "trafilatura") for field, value in stated if value]
    return ([] if found.body is None else list(_passages(found.body))), hints


def _passages(body: Any) -> Iterator[str]:
    """Yield the text of each unit of trafilatura's tree, broken at line breaks."""
    parts: list[str] = []
    for event, element in _events(body):
        unit = element.tag in _UNITS
        if event == "start":
            if unit:
                yield from _flush(parts)
            parts.append(element.text or "")
        else:
            if unit:
                yield from _flush(parts)
            parts.append(element.tail or "")
    yield from _flush(parts)


def _events(body: Any) -> Any:
    from lxml import etree

    return etree.iterwalk(body, events=("start", "end"))


def _flush(parts: list[str]) -> Iterator[str]:
    text = "".join(parts).strip()
    parts.clear()
    if text:
        yield text
