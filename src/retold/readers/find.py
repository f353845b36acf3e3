"""What the user named becomes a sorted list of files, each hashed once."""

from __future__ import annotations

import hashlib
from glob import glob as expand_glob
from pathlib import Path
from typing import TYPE_CHECKING

from retold.errors import NoInput, WrongUse
from retold.records import Diagnostic, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CHUNK = 1 << 20
_MAGIC = frozenset("*?[")


def find(paths: Sequence[str | Path], records: Sequence[str | Path] = ()) -> tuple[list[Source], list[Diagnostic]]:
    """Expand files, folders and globs into sources, sorted by path.

    Folders are searched to the bottom; hidden files and folders in them are passed over, and so are links that leave
    the folder.  Of files that are byte for byte the same one is kept: a record before others, then the first by path.

    Args:
        paths: files, folders or globs.
        records: files (or folders, globs) that are primary documents; they are read even if not in ``paths``.

    Returns:
        The sources, and what a reader should know: ``duplicate``, ``unreadable`` and ``vanished`` files.

    Raises:
        WrongUse: a path does not exist.
        NoInput: nothing readable was found.
    """
    primary = {path.resolve(): path for path in _expand(records)}
    ordinary = {path.resolve(): path for path in _expand(paths)}
    sources: list[Source] = []
    diagnostics: list[Diagnostic] = []
    for resolved, path in sorted((ordinary | primary).items(), key=lambda item: str(item[1])):
        role = "record" if resolved in primary else "unknown"
        try:
            sha256, size = _hash(path)
        except FileNotFoundError:
            diagnostics.append(Diagnostic("vanished", "read", f"{path} is gone", path=str(path)))
        except OSError as error:
            why = error.strerror or str(error)
            diagnostics.append(Diagnostic("unreadable", "read", f"{path} cannot be opened: {why}", path=str(path)))
        else:
            sources.append(Source(str(path), sha256, size, role))
    kept, twins = _without_twins(sources)
    if not kept:
        given = ", ".join(str(p) for p in [*paths, *records]) or "no path"
        raise NoInput(f"nothing to read in: {given}; name files, folders or globs that hold at least one readable file")
    return kept, diagnostics + twins


def _expand(paths: Sequence[str | Path]) -> Iterator[Path]:
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from _walk(path)
        elif path.exists():
            yield path
        elif _MAGIC & set(str(given)):
            found = [Path(p) for p in sorted(expand_glob(str(given), recursive=True))]  # noqa: PTH207 - a glob may be absolute
            if not found:
                raise WrongUse(f"{given}: nothing matches; name a file, a folder or a glob that matches something")
            for match in found:
                yield from _walk(match) if match.is_dir() else [match]
        else:
            raise WrongUse(f"{given}: no such file or folder")


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the plain files under a folder, sorted; what is hidden or links out of the folder is passed over."""
    root = folder.resolve()
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(root)):
            yield path


def _hash(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _without_twins(sources: list[Source]) -> tuple[list[Source], list[Diagnostic]]:
    """Keep one source for each content; say which others were left out."""
    first: dict[str, Source] = {}
    for source in sorted(sources, key=lambda s: (s.role != "record", s.path)):
        first.setdefault(source.sha256, source)
    kept = [s for s in sources if first[s.sha256] is s]
    twins = [
        Diagnostic("duplicate", "read", f"{s.path} is byte for byte {first[s.sha256].path}", path=s.path)
        for s in sources
        if first[s.sha256] is not s
    ]
    return kept, twins
