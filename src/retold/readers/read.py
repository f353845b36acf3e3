"""One source to its pages: open the file, see what it is, hand it to its reader."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from retold.readers import html, pdf, sniff, table, text
from retold.readers.origin import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.readers.origin import Origin
    from retold.records import Diagnostic, Page, Source
    from retold.settings import Read


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one source: ``reader(source)`` yields its pages, and diagnostics for what cannot be read."""

    settings: Read

    def __call__(self, source: Source) -> Iterator[Page | Diagnostic]:
        """Yield the pages of one source in the order of the file.  Never raises on what the file holds."""
        yield from read(source, self.settings)


def read(source: Source, settings: Read) -> Iterator[Page | Diagnostic]:
    """Yield the pages of one source, in this process."""
    place = whole(source)
    try:
        with Path(source.path).open("rb") as file:
            data = file.read(settings.max_bytes + 1)
    except FileNotFoundError:
        yield place.note("vanished", "was there when the run began and is gone")
        return
    except OSError as error:
        yield place.note("unreadable", f"cannot be opened: {error.strerror or error}")
        return
    if len(data) > settings.max_bytes:
        yield place.note("cut", f"is larger than {settings.max_bytes:,} bytes; the rest was not read")
        data = data[: settings.max_bytes]
    yield from pages(data, place, source.path, settings)


def pages(data: bytes, place: Origin, name: str, settings: Read) -> Iterator[Page | Diagnostic]:
    """Yield the pages in these bytes, which came under this name."""
    if not data.strip():
        yield place.note("empty", "holds nothing; it was skipped")
        return
    container = sniff.container_of(name, data[:8192])
    try:
        if container in {"text", "markdown"}:
            yield from text.pages(data, place, settings, container)
        elif container == "html":
            yield from html.pages(data, place, settings)
        elif container == "pdf":
            yield from pdf.pages(data, place, settings)
        elif container == "jsonl":
            yield from table.jsonl(data, place, settings)
        else:
            yield place.note("unknown-container", "no reader for this kind of file; it was skipped")
    except Exception as error:  # noqa: BLE001 - a parser that fails on odd input costs this input only
        yield place.note("unreadable", f"the {container} reader gave up: {type(error).__name__}: {error}"[:300])
