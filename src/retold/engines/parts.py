"""Parts: what a stage takes in one go, and the folder that holds what it gave for it.

A part is known by the digest of all that goes in: the stage with its settings, our code, the rows.  So a finished
part is good for ever, whichever run made it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from retold import __version__
from retold.errors import StageError
from retold.records import from_table, to_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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
    group: int

    def calls(self) -> Iterator[tuple[Any, ...]]:
        """Yield the arguments of each call."""
        yield from ((record,) for record in read(self.path, self.record, self.group))


@dataclass(frozen=True, slots=True)
class Together:
    """The rows of several tables, of one row group or (``None``) all: a call for each value of the named fields.

    Without ``fields`` there is one call, with everything.
    """

    paths: tuple[Path, ...]
    records: tuple[type, ...]
    group: int | None = None
    fields: tuple[str, ...] = ()

    def calls(self) -> Iterator[tuple[Any, ...]]:
        """Yield the arguments of each call; keys come in the order of the first table that has them."""
        columns = [read(p, r, self.group) for p, r in zip(self.paths, self.records, strict=True)]
        if not self.fields:
            yield tuple(map(tuple, columns))
            return
        groups: dict[Any, tuple[list[Any], ...]] = {}
        for i, (records, name) in enumerate(zip(columns, self.fields, strict=True)):
            for record in records:
                groups.setdefault(getattr(record, name), tuple([] for _ in columns))[i].append(record)
        yield from (tuple(map(tuple, group)) for group in groups.values())


def read(path: Path, record: type, group: int | None = None) -> Iterator[Any]:
    """Yield the records of a table, or of one of its row groups."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for i in range(file.metadata.num_row_groups) if group is None else (group,):
            yield from from_table(file.read_row_group(i), record)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a stage: called, it runs the stage and writes the folder, which appears whole or not at all."""

    stage: str
    function: Callable[..., Iterable[Any]]
    given: Input
    gives: tuple[type, ...]
    path: Path

    def __call__(self) -> float:
        """Run the part; return the processor's seconds.

        Raises:
            StageError: the stage raised, or gave what the plan does not list.
            OSError: the disk would not take it.
        """
        import pyarrow.parquet as pq

        began = time.process_time()
        by_type: dict[type, list[Any]] = {record: [] for record in self.gives}
        for record in self._records():
            if type(record) not in by_type:
                names = ", ".join(r.__name__ for r in self.gives)
                raise StageError(f"stage {self.stage} gave a {type(record).__name__}; the plan lists {names}")
            by_type[type(record)].append(record)
        temporary = self.path.with_name(f"{self.path.name}.{os.getpid()}.tmp")
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir(parents=True)
        for kind, records in by_type.items():
            pq.write_table(to_table(records, kind), temporary / f"{kind.__name__}.parquet", compression="zstd")
        temporary.replace(self.path)
        return time.process_time() - began

    def _records(self) -> Iterator[Any]:
        """Yield what the stage gives; what it raises is wrapped here and nowhere else, with stage and record."""
        for arguments in self.given.calls():
            try:
                yield from self.function(*arguments)
            except StageError:
                raise
            except Exception as error:
                if isinstance(error, OSError) and error.errno is not None:
                    raise  # the disk, not the stage
                first = arguments[0][0] if isinstance(arguments[0], tuple) and arguments[0] else arguments[0]
                name = getattr(first, "id", "") or getattr(first, "path", "") or type(first).__name__
                raise StageError(f"stage {self.stage} failed on {name}: {type(error).__name__}: {error}") from error


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
