"""HTML: our own text of the whole page; trafilatura (Apache-2.0) says which of it is main text."""

from __future__ import annotations

import logging
import math
import re
from typing import TYPE_CHECKING, Any

from retold.readers import origin as origins
from retold.readers.align import locate
from retold.readers.decode import decode, is_binary, mended
from retold.readers.metadata import day_of, hints_of
from retold.readers.quicker import hasten, options
from retold.readers.visible import visible
from retold.records import Hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.readers.origin import Origin
    from retold.records import Diagnostic, Page
    from retold.settings import Read

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:-]+)""", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)\s+saved date:\s*([^\n]*[^\s>-])")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_SHADOW = ("shadowrootmode", "shadowroot", "shadowmode")
"""Attributes of a template whose content is shown: a shadow root, as browsers and SingleFile save it."""
_PROSE = 80
"""Characters from which a line reads as running text."""
_MOST = 0.6
"""The share of a page's running text that an extractor of main text finds on nearly all pages."""
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
    hints = [*_saved(markup[:4096]), *hints_of(tree)]
    address = url or origin.url or next((h.value for h in hints if h.field == "url"), "")
    try:
        passages = extract(tree, seen.text, address)
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


def _saved(head: str) -> Iterator[Hint]:
    """Yield address and day of saving, where a browser or SingleFile wrote them into a page that it saved."""
    match = _SINGLE_FILE.search(head) or _SAVED_FROM.search(head)
    if match:
        yield Hint("url", match[1], "saved page")
    if match and match.re is _SINGLE_FILE:
        yield Hint("fetched", match[2], "saved page")


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
        tree = lxml_html.document_fromstring(clean.encode("utf-8", "replace").decode("utf-8"), parser=parser)
    except (ParserError, ValueError):
        return None
    for template in list(tree.iter("template")):
        if any(name in template.attrib for name in _SHADOW):
            template.tag = "div"
    return tree


def extract(tree: Any, text: str, url: str = "") -> list[str]:
    """Return what trafilatura takes for main text, in its order; ``text`` is all of the page.

    What the page says of itself is read by ``hints_of``: trafilatura's own reading of title, authors and site added
    nothing to it on measured pages, and took a quarter of its time.  The second opinions that trafilatura asks of
    other extractors take a third, and change little but where its own finds little: there they are asked.
    """
    _thin(tree)
    prose = sum(len(line) for line in text.split("\n") if len(line) >= _PROSE)
    enough = _MOST * prose
    asked = options(url, enough, sparing=True)
    passages = _extracted(tree, asked)
    if asked.fast and sum(map(len, passages)) < enough:
        passages = _extracted(tree, options(url, math.inf, sparing=False))
    return passages


def _thin(tree: Any) -> None:
    """Take out of a tree what no extractor reads, so that it is not copied and searched again and again.

    Scripts of JSON-LD stay: trafilatura takes the text of an article from them where it finds none elsewhere.
    """
    from lxml.etree import Comment, strip_elements

    kept = [script for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower()]
    for script in kept:
        script.tag = "kept"
    strip_elements(tree, "script", "style", "svg", "link", Comment, with_tail=False)
    for script in kept:
        script.tag = "script"


def _extracted(tree: Any, options: Any) -> list[str]:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    hasten()
    found = trafilatura.bare_extraction(tree, options=options)
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
