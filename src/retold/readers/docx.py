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
    """Yield style and text of each paragraph; the cells of a table row are parted by tabs."""
    from docx.table import Table

    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                yield "", "\t".join(cell.text.replace("\n", " ") for cell in row.cells)
        else:
            style = item.style.name if item.style is not None else ""
            yield style or "", item.text


def _hints(document: Any) -> Iterator[Hint]:
    properties = document.core_properties
    given = (("title", properties.title), ("byline", properties.author), ("published", properties.created))
    for field, value in (*given, ("modified", properties.modified), ("language", properties.language)):
        if value:
            yield Hint(field, str(value), f"docx {field}")
