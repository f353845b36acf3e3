"""PDF, by pypdfium2 (PDFium, BSD-3-Clause / Apache-2.0): the text of each page, in the order of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retold.readers import origin as origins
from retold.records import Diagnostic, Hint, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.readers.origin import Origin
    from retold.settings import Read

_FIELDS = {"Title": "title", "Author": "byline", "CreationDate": "published", "ModDate": "modified"}


def pages(data: bytes, origin: Origin, settings: Read) -> Iterator[Page | Diagnostic]:
    """Yield the one page of a PDF; a form feed stands between its sheets."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        yield origin.note("unreadable", "is locked by a password" if locked else f"is no readable PDF: {error}")
        return
    try:
        sheets, size = [], 0
        for number in range(len(document)):
            sheets.append(_sheet(document, number))
            size += len(sheets[-1]) + 1
            if size > settings.max_characters:
                yield origin.note("cut", f"the text ends after {number + 1} of {len(document)} sheets: it is too long")
                break
        hints = [
            Hint(field, str(value).strip(), f"pdf {key}")
            for key, value in document.get_metadata_dict(skip_empty=True).items()
            if (field := _FIELDS.get(key)) and str(value).strip()
        ]
    finally:
        document.close()
    text = "\f".join(sheets)[: settings.max_characters]
    if not text.strip():
        yield origin.note("empty", "holds no text; it may be a scan")
        return
    yield origins.page(origin, "pdf", text, hints=hints)


def _sheet(document: Any, number: int) -> str:
    import pypdfium2 as pdfium

    try:
        sheet = document[number]
        text = sheet.get_textpage().get_text_bounded()
    except pdfium.PdfiumError:
        return ""
    return str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\0", "")
