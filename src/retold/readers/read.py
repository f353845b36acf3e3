"""One source to its pages: open the file, see what it is, hand it to its reader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from retold.readers import archive, docx, feed, html, mail, pdf, sniff, table, text, warc
from retold.readers.origin import Begin, Origin, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retold.records import Diagnostic, Page, Source
    from retold.settings import Read


def read(source: Source, settings: Read, skip: int = 0) -> Iterator[Page | Diagnostic | Begin]:
    """Yield the pages of one source, in this process, past the first ``skip`` parts of an archive."""
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
    yield from pages(data, place, source.path, settings, skip)


def pages(data: bytes, place: Origin, name: str, settings: Read, skip: int = 0) -> Iterator[Page | Diagnostic | Begin]:
    """Yield the pages in these bytes, which came under this name."""
    if not data.strip():
        yield place.note("empty", "holds nothing; it was skipped")
        return
    container = sniff.container_of(name, data[:8192])
    if data.startswith(_GZIP) and container != "warc":
        unpacked = archive.gunzip(data, settings)
        if unpacked is None or len(unpacked) > settings.max_bytes:
            yield place.note("unreadable", "is a broken gzip file, or one that is too large unpacked; it was skipped")
            return
        data, name = unpacked, name.removesuffix(".gz")
        container = sniff.container_of(name, data[:8192])
    try:
        yield from _by_container(data, place, container, settings, skip)
    except MemoryError:
        yield place.note("unreadable", f"needed more than {settings.max_memory:,} bytes; it was skipped")
    except Exception as error:  # noqa: BLE001 - a parser that fails on odd input costs this input only
        yield place.note("unreadable", f"the {container} reader gave up: {type(error).__name__}: {error}"[:300])


def _by_container(
    data: bytes, place: Origin, container: str, settings: Read, skip: int
) -> Iterator[Page | Diagnostic | Begin]:
    if container in {"text", "markdown"}:
        yield from text.pages(data, place, settings, container)
    elif container in _SINGLE:
        yield from _SINGLE[container](data, place, settings)
    elif container in {"warc", "mbox"}:
        yield from (warc.pages if container == "warc" else mail.mbox)(data, place, settings, skip)
    elif container in {"zip", "wacz"}:
        yield from _archive(data, place, container, settings, skip)
    else:
        yield place.note("unknown-container", "no reader for this kind of file; it was skipped")


def _archive(
    data: bytes, place: Origin, container: str, settings: Read, skip: int
) -> Iterator[Page | Diagnostic | Begin]:
    """Yield the pages of each member; an archive inside an archive is refused, but for a WACZ's own WARC files."""
    for member in archive.members(data, place, settings, skip):
        if not isinstance(member, tuple):
            yield member
            continue
        name, content = member
        if container == "wacz" and not name.startswith("archive/"):
            continue
        part = place.part(name, content)
        inner = sniff.container_of(name, content[:8192])
        if inner in {"zip", "wacz"} or (content.startswith(_GZIP) and inner != "warc"):
            yield part.note("unreadable", "is an archive inside an archive; it was skipped")
            continue
        yield from (item for item in pages(content, part, name, settings) if not isinstance(item, Begin))


_GZIP = b"\x1f\x8b"
_SINGLE: dict[str, Callable[[bytes, Origin, Read], Iterator[Page | Diagnostic]]] = {
    "html": html.pages,
    "pdf": pdf.pages,
    "docx": docx.pages,
    "eml": mail.eml,
    "mhtml": mail.mhtml,
    "feed": feed.pages,
    "jsonl": table.jsonl,
    "csv": table.comma_separated,
    "parquet": table.parquet,
}
