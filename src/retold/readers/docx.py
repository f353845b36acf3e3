"""DOCX, by python-docx (MIT): paragraphs and table rows in the order of the document, one a line."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from retold.readers import origin as origins
from retold.records import Diagnostic, Hint, Page, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.readers.origin import Origin
    from retold.settings import Read

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_APART = (f"{_W}txbxContent", f"{_W}moveFrom", _FALLBACK)
_HOLDS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def pages(data: bytes, origin: Origin, settings: Read) -> Iterator[Page | Diagnostic]:
    """Yield the one page of a DOCX document; its headings are marked, its properties are hints."""
    try:
        size = sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(data)).infolist())
    except (zipfile.BadZipFile, ValueError):
        yield origin.note("unreadable", "is no readable DOCX")
        return
    if size > 4 * settings.max_bytes:
        yield origin.note("unreadable", f"unpacks to {size:,} bytes, more than is allowed; it was skipped")
        return
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception as error:  # noqa: BLE001 - python-docx lets many kinds of error out on odd files
        yield origin.note("unreadable", f"is no readable DOCX: {type(error).__name__}")
        return
    rows, headings, at = [], [], 0
    for style, text in _rows(document):
        if at > settings.max_characters:
            yield origin.note("cut", f"the text was cut after {settings.max_characters:,} characters")
            break
        if style.startswith(("Heading", "Title")):
            headings.append(Span(at, at + len(text)))
        rows.append(text)
        at += len(text) + 1
    text = "\n".join(rows)[: settings.max_characters]
    if not text.strip():
        yield origin.note("empty", "holds no words; it was skipped")
        return
    yield origins.page(
        origin, "docx", text, hints=_hints(document), headings=[h for h in headings if h.start < h.end <= len(text)]
    )


def _rows(document: Any) -> Iterator[tuple[str, str]]:
    """Yield style and text of each paragraph, notes last; the cells of a table row are parted by tabs."""
    from docx.oxml import parse_xml

    styles = {style.style_id: style.name or "" for style in document.styles}
    for element in document.element.body:
        yield from _block(element, styles)
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if note.get(f"{_W}type") is None:  # others are the rules between text and notes
                    for element in note:
                        yield from _block(element, styles)


def _block(element: Any, styles: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the rows of a paragraph, a table, or of what holds these: a content control, a tracked insertion."""
    if element.tag == f"{_W}p":
        yield styles.get(element.style or "", ""), _text(element)
        for box in element.iter(f"{_W}txbxContent"):
            if next(box.iterancestors(_FALLBACK), None) is None:
                for inner in box:
                    yield from _block(inner, styles)
    elif element.tag == f"{_W}tbl":
        for row in _own(element, "tr", "tbl"):
            cells = [" ".join(_text(p) for p in cell.iter(f"{_W}p")) for cell in _own(row, "tc", "tr")]
            yield "", "\t".join(cell.replace("\n", " ") for cell in cells)
    elif element.tag in _HOLDS:
        for inner in element:
            yield from _block(inner, styles)


def _own(element: Any, name: str, holder: str) -> list[Any]:
    """Return the rows of a table, or the cells of a row, without those of tables inside it."""
    return [e for e in element.iter(f"{_W}{name}") if next(e.iterancestors(f"{_W}{holder}"), None) is element]


def _text(paragraph: Any) -> str:
    """Return the text of a paragraph, with what was inserted and without what was deleted or moved away.

    python-docx leaves out tracked insertions and content controls, and with them whole sentences.
    """
    apart = {inner for element in paragraph.iter(*_APART) for inner in element.iter()}
    return "".join(
        (element.text or "") if element.tag == f"{_W}t" else _MARKS[element.tag]
        for element in paragraph.iter(f"{_W}t", *_MARKS)
        if element not in apart
    )


def _hints(document: Any) -> Iterator[Hint]:
    properties = document.core_properties
    given = (("title", properties.title), ("byline", properties.author), ("published", properties.created))
    for field, value in (*given, ("modified", properties.modified), ("language", properties.language)):
        if value:
            yield Hint(field, str(value), f"docx {field}")
