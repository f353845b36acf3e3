"""Parts: what a stage takes in one go, and the folder that holds what it gave for it.

A part is known by the digest of all that goes in: the stage with its settings, our code, the rows.  So a finished
part is good for ever, whichever run made it.
"""

from __future__ import annotations

import gc
import hashlib
import os
import shutil
import time
from contextlib import ExitStack
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self

from retold import __version__
from retold.engines.tables import writer
from retold.errors import StageError
from retold.records import from_table, to_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pyarrow.parquet as pq

ROOT = Path(__file__).parent.parent
NOT_OURS = frozenset(
    "check cli.py console.py decisions desk evaluate export mcp.py postgresql.py report review.py search.py web".split()
)
"""What lies in our package and changes no table."""


class Input(Protocol):
    """What a part takes: for each call of the stage, its arguments; read in the worker."""

    def calls(self) -> Iterator[tuple[Any, ...]]:
        """Yield the arguments of each call."""


@dataclass(frozen=True, slots=True)
class Given:
    """Records that are at hand: one call, one argument."""

    records: tuple[Any, ...]

    def calls(self) -> Iterator[tuple[Any, ...]]:
        """Yield the arguments of the call."""
        yield (self.records,)


@dataclass(frozen=True, slots=True)
class Each:
    """The rows of one row group of a table: a call for each record."""

    path: Path
    record: type
    row_group: int

    def calls(self) -> Iterator[tuple[Any, ...]]:
        """Yield the arguments of each call."""
        yield from ((record,) for record in read(self.path, self.record, [self.row_group]))


@dataclass(frozen=True, slots=True)
class Together:
    """The rows of several tables in some row groups: a call for each value of the named fields.

    Without ``fields`` there is one call, with everything.
    """

    paths: tuple[Path, ...]
    records: tuple[type, ...]
    row_groups: Sequence[int]
    fields: tuple[str, ...] = ()

    def calls(self) -> Iterator[tuple[Any, ...]]:
        """Yield the arguments of each call; keys come in the order of the first table that has them."""
        columns = [read(p, r, self.row_groups) for p, r in zip(self.paths, self.records, strict=True)]
        if not self.fields:
            yield tuple(map(tuple, columns))
            return
        groups: dict[Any, tuple[list[Any], ...]] = {}
        for i, (records, name) in enumerate(zip(columns, self.fields, strict=True)):
            for record in records:
                groups.setdefault(getattr(record, name), tuple([] for _ in columns))[i].append(record)
        yield from (tuple(map(tuple, group)) for group in groups.values())


@dataclass(frozen=True, slots=True)
class All:
    """Every row of several tables: one call, with iterables that read a row group at a time."""

    paths: tuple[Path, ...]
    records: tuple[type, ...]

    def calls(self) -> Iterator[tuple[Any, ...]]:
        """Yield the arguments of the call."""
        yield tuple(read(path, record) for path, record in zip(self.paths, self.records, strict=True))


def read(path: Path, record: type, row_groups: Sequence[int] | None = None) -> Iterator[Any]:
    """Yield the records of a table, or of some of its row groups."""
    with opened(path) as file:
        for i in range(file.metadata.num_row_groups) if row_groups is None else row_groups:
            yield from from_table(file.read_row_group(i, use_threads=False), record)


def opened(path: Path) -> pq.ParquetFile:
    """Return a table's file.

    What it says of its row groups is read once in a process: of a million articles it is some megabytes, and each of
    thousands of parts would read it again.
    """
    import pyarrow.parquet as pq

    held = path.stat()
    return pq.ParquetFile(path, metadata=_metadata(path, held.st_ino, held.st_mtime_ns, held.st_size))


@lru_cache(maxsize=16)
def _metadata(path: Path, *_held: int) -> pq.FileMetaData:
    import pyarrow.parquet as pq

    return pq.read_metadata(path)


CUTS = ((4096, 64), (None, 256))
"""Where a part gives more than one row group, the rows up to a number are cut by so many."""
WAITING = 8_000_000
"""Bytes of packed numbers that may wait to be written."""
ROWS = 1 << 16
"""Rows that may wait where one part is the whole table."""
GARBAGE = 50_000
"""New objects after which cycles are looked for: records are many, and none is in a cycle."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a stage: called, it runs the stage and writes the folder, which appears whole or not at all.

    With ``cut``, the records of the first type go into several row groups where they are many: a file can hold a
    million articles, and the next stage is to take them in parts.
    """

    stage: str
    function: Callable[..., Iterable[Any]]
    given: Input
    gives: tuple[type, ...]
    path: Path
    cut: bool = False

    def __call__(self) -> tuple[float, float]:
        """Run the part; return the processor's seconds, and how many of them went into reading and writing.

        Raises:
            StageError: the stage raised, or gave what the plan does not list.
            OSError: the disk would not take it.
        """
        began = time.process_time()
        temporary = self.path.with_name(f"{self.path.name}.{os.getpid()}.tmp")
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        moving = Stopwatch()
        with ExitStack() as entered:
            entered.callback(gc.set_threshold, *gc.get_threshold())
            gc.set_threshold(GARBAGE)
            most = ROWS if isinstance(self.given, All) else None
            files = {record: entered.enter_context(_File(temporary, record, moving, most)) for record in self.gives}
            first = files[self.gives[0]]
            for record in given_by(self.stage, self.function, moving.through(self.given.calls()), self.gives):
                files[type(record)].add(record)
                if self.cut and len(first.rows) == first.most:
                    first.flush()
        temporary.replace(self.path)
        give_back()
        return time.process_time() - began, moving.seconds


def give_back() -> None:
    """Let the system have the memory that Arrow keeps for later: with several processes it is theirs, too."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


class Stopwatch:
    """Counts the processor's seconds of what is done in it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._began = 0.0

    def __enter__(self) -> None:
        self._began = time.process_time()

    def __exit__(self, *_: object) -> None:
        self.seconds += time.process_time() - self._began

    def through(self, calls: Iterator[Any]) -> Iterator[Any]:
        """Yield what comes, counting what it takes to come."""
        while True:
            with self:
                try:
                    made = next(calls)
                except StopIteration:
                    return
            yield made


class _File:
    """The file of one record type, with the rows that wait to be written to it."""

    def __init__(self, folder: Path, record: type, moving: Stopwatch, waiting: int | None) -> None:
        self.record, self.rows, self.written, self.moving = record, list[Any](), 0, moving
        self.most, self.waiting = CUTS[0][1], waiting
        self.packed = tuple(f.name for f in fields(record) if f.type in {"bytes", bytes})
        self.held = 0
        self.writer = writer(folder / f"{record.__name__}.parquet", record, passing=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and (self.rows or not self.written):
            self.flush()
        self.writer.close()

    def add(self, record: Any) -> None:
        """Take a row; of numbers packed and of a table that is made in one go there may be many, so not all wait."""
        self.rows.append(record)
        if len(self.rows) == self.waiting:
            self.flush()
        if self.packed:
            self.held += sum(len(getattr(record, name)) for name in self.packed)
            if self.held >= WAITING:
                self.flush()

    def flush(self) -> None:
        """Write the waiting rows as one row group."""
        with self.moving:
            self.writer.write_table(to_table(self.rows, self.record), row_group_size=max(1, len(self.rows)))
        self.written += len(self.rows)
        self.most = next(size for most, size in CUTS if most is None or self.written < most)
        self.rows.clear()
        self.held = 0


def given_by(
    stage: str, function: Callable[..., Iterable[Any]], calls: Iterable[tuple[Any, ...]], gives: tuple[type, ...]
) -> Iterator[Any]:
    """Yield what a stage gives; what it raises is wrapped here and nowhere else, with stage and record.

    Raises:
        StageError: the stage raised, or gave what the plan does not list.
        OSError: the disk would not take it.
    """
    for arguments in calls:
        try:
            for record in function(*arguments):
                if type(record) not in gives:
                    names = ", ".join(r.__name__ for r in gives)
                    raise StageError(f"stage {stage} gave a {type(record).__name__}; the plan lists {names}")
                yield record
        except StageError:
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise  # the disk, not the stage
            first = arguments[0][0] if isinstance(arguments[0], tuple) and arguments[0] else arguments[0]
            name = getattr(first, "id", "") or getattr(first, "path", "") or type(first).__name__
            raise StageError(f"stage {stage} failed on {name}: {type(error).__name__}: {error}") from error


def digest(*parts: object) -> str:
    """Return 16 hex digits that change when one of the parts, our code or a library that it rests on changes."""
    made = hashlib.blake2b(_code().encode(), digest_size=8)
    for part in parts:
        made.update(str(part).encode("utf-8", "surrogatepass") + b"\x1f")
    return made.hexdigest()


@cache
def _code() -> str:
    """Return a digest of the code that makes tables: what other code made is not ours to go on with."""
    made = hashlib.blake2b(__version__.encode(), digest_size=8)
    for path in sorted(ROOT.rglob("*")):
        inside = path.relative_to(ROOT)
        if path.is_file() and path.suffix != ".pyc" and inside.parts[0] not in NOT_OURS:
            made.update(inside.as_posix().encode() + path.read_bytes())
    for name in metadata.requires("retold") or ():
        made.update(_installed(name).encode())
    return made.hexdigest()


def _installed(requirement: str) -> str:
    name = "".join(c if c.isalnum() or c in "-_." else " " for c in requirement).split()[0]
    try:
        return f"{name}=={metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return name
