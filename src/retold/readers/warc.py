"""Web archives, by FastWARC (Apache-2.0): every HTML, text or PDF response is a page."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING, Any

from retold.readers import html, pdf, text
from retold.readers.origin import Begin, Origin
from retold.records import Diagnostic, Hint, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.settings import Read

_PAGE_BYTES = 20_000_000
_TYPES = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "application/pdf": "pdf"}


def pages(data: bytes, origin: Origin, settings: Read, skip: int = 0) -> Iterator[Page | Diagnostic | Begin]:
    """Yield the pages of a WARC file, past its first ``skip`` records.

    Error responses, revisits and records that are too large are left out; a closing diagnostic says how many and why.
    """
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit
    left: Counter[str] = Counter()
    number = -1
    try:
        for number, record in enumerate(ArchiveIterator(io.BytesIO(data), record_types=kinds, parse_http=True)):
            if number >= settings.max_members:
                yield origin.note("cut", f"holds more than {settings.max_members:,} records; the rest was not read")
                break
            if number >= skip:
                yield from _record(record, number, origin, settings, left)
    except Exception as error:  # noqa: BLE001 - a broken archive ends where it is broken; what came before is kept
        yield origin.note("unreadable", f"breaks off after record {number + 1}: {type(error).__name__}: {error}"[:300])
    if number < 0:
        yield origin.note("unreadable", "holds no record that could be read")
    for why, count in sorted(left.items()):
        yield origin.note("cut", f"{count} records were left out: {why}")


def _record(
    record: Any, number: int, origin: Origin, settings: Read, left: Counter[str]
) -> Iterator[Page | Diagnostic | Begin]:
    from fastwarc.warc import WarcRecordType

    url = str(record.headers.get("WARC-Target-URI", "")).strip("<>")
    if record.record_type == WarcRecordType.revisit:
        left["revisits of what is stored elsewhere"] += 1
        return
    status = record.http_headers.status_code if record.http_headers is not None else 200
    if status is not None and not 200 <= int(status) < 300:
        left["answers that are no page (redirects and errors)"] += 1
        return
    kind = _TYPES.get(str(record.http_content_type or record.headers.get("Content-Type", "")).split(";")[0].strip())
    if kind is None:
        return
    yield Begin(number, url)
    content = record.reader.read(_PAGE_BYTES + 1)
    if len(content) > _PAGE_BYTES:
        left[f"larger than {_PAGE_BYTES:,} bytes"] += 1
        return
    when = str(record.headers.get("WARC-Date", ""))
    hints = (Hint("fetched", when, "WARC-Date"),) if when else ()
    part = origin.part(url or f"record {number + 1}", content, url=url, hints=hints)
    charset = str(record.http_charset or "")
    if kind == "html":
        yield from html.pages(content, part, settings, declared=charset, url=url)
    elif kind == "pdf":
        yield from pdf.pages(content, part, settings)
    else:
        yield from text.pages(content, part, settings, "text", declared=charset)
