"""ZIP archives and WACZ collections: every member is a file of its own.  Nothing is ever unpacked to disk."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING

from retold.readers.origin import Begin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.readers.origin import Origin
    from retold.records import Diagnostic
    from retold.settings import Read

_RATIO = 200
_SMALL = 1 << 20
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|[\x00-\x1f]")


def members(
    data: bytes, origin: Origin, settings: Read, skip: int = 0
) -> Iterator[tuple[str, bytes] | Diagnostic | Begin]:
    """Yield name and bytes of each member, past the first ``skip``; what is refused is a diagnostic.

    Refused are names that point out of the archive, links, locked members, members that blow up more than 200 times or
    beyond ``max_bytes``, and all members after their sizes sum up to eight times ``max_bytes``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        yield origin.note("unreadable", f"is no readable ZIP: {error}")
        return
    if len(entries) > settings.max_members:
        yield origin.note("cut", f"holds {len(entries):,} members; the first {settings.max_members:,} are read")
    left = 8 * settings.max_bytes
    for number, entry in enumerate(entries[: settings.max_members]):
        if entry.is_dir() or number < skip or _is_hidden(entry.filename):
            continue
        yield Begin(number, entry.filename)
        refusal = _refusal(entry)
        if refusal:
            yield origin.note("unreadable", f"{entry.filename!r} {refusal}; it was skipped")
            continue
        try:
            with archive.open(entry) as file:
                content = file.read(min(settings.max_bytes, left) + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
            yield origin.note("unreadable", f"{entry.filename!r} is broken: {error}; it was skipped")
            continue
        left -= len(content)
        if len(content) > settings.max_bytes or left <= 0:
            yield origin.note("unreadable", f"{entry.filename!r} is larger unpacked than is allowed; it was skipped")
            if left <= 0:
                return
            continue
        yield entry.filename, content


def gunzip(data: bytes, settings: Read) -> bytes | None:
    """Return what a gzip file holds, up to ``max_bytes`` and one more; ``None`` where it is broken at once."""
    unpacked = zlib.decompressobj(wbits=31)
    try:
        return unpacked.decompress(data, settings.max_bytes + 1)
    except zlib.error:
        return None


def _is_hidden(name: str) -> bool:
    """Tell whether a member is a hidden file, or one that macOS puts beside every file."""
    return any(part.startswith(".") and part != ".." for part in name.split("/")) or name.startswith("__MACOSX/")


def _refusal(entry: zipfile.ZipInfo) -> str:
    if _OUTSIDE.search(entry.filename) or "\0" in entry.orig_filename:
        return "has a name that points out of the archive"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "is a link"
    if entry.flag_bits & 1:
        return "is locked by a password"
    if entry.file_size > _SMALL and entry.file_size > _RATIO * max(1, entry.compress_size):
        return "unpacks to more than 200 times its size"
    return ""
