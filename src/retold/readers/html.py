"""HTML: our own text of the whole page; trafilatura (Apache-2.0) says which of it is main text."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from retold.readers import origin as origins
from retold.readers.align import locate
from retold.readers.decode import decode, is_binary, mended
from retold.readers.metadata import day_of, hints_of
from retold.readers.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.readers.origin import Origin
    from retold.records import Diagnostic, Page
    from retold.settings import Read

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)""", re.IGNORECASE)
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
        passages = extract(tree, address)
    except Exception as error:  # noqa: BLE001 - one opinion less: the page is judged without it
        passages = []
        yield origin.note("gave-up", f"the extractor of main text failed ({type(error).__name__}); judged without it")
    body = locate(passages, seen.text)
    yield origins.page(
        origin,
        "html",
        seen.text,
        url=address,
        hints=[*hints, *day_of(address)],
        body=body,
        headings=seen.headings,
        marks=seen.marks,
    )


def parse(markup: str) -> Any:
    """Return the lxml tree of an HTML document, or ``None`` where it has no element."""
    from lxml import html as lxml_html
    from lxml.etree import ElementDefaultClassLookup, ParserError

    clean = markup.replace("\0", "").lstrip("\ufeff")
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", clean[:400]) + clean[400:]  # lxml refuses str with an XML declaration
    parser = lxml_html.HTMLParser(remove_pis=True, collect_ids=False, no_network=True)
    # One class for all elements: lxml's own lookup runs Python for each, and only forms have others.
    parser.set_element_class_lookup(
        ElementDefaultClassLookup(element=lxml_html.HtmlElement, comment=lxml_html.HtmlComment)
    )
    try:
        return lxml_html.document_fromstring(clean.encode("utf-8", "replace").decode("utf-8"), parser=parser)
    except (ParserError, ValueError):
        return None


def extract(tree: Any, url: str = "") -> list[str]:
    """Return what trafilatura takes for main text, in its order.

    What the page says of itself is read by ``hints_of``: trafilatura's own reading of title, authors and site added
    nothing to it on measured pages, and took a quarter of its time.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(
        tree, url=url or None, include_comments=False, include_tables=True, with_metadata=False, output_format="txt"
    )
    return [] if found is None or found.body is None else list(_passages(found.body))


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
