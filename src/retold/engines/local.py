"""The local engine: processes on one machine, one Parquet table for each record type and stage.

A stage's work is cut into parts, whose number depends on the input alone.  A finished part is a folder that can be
seen (``.parts/STAGE-DIGEST/00003``); a rerun skips it.  When all are there they become the stage's tables, one row
group for each part, and the parts go.  A table carries the digest of all it depends on, so that a rerun knows which
stages are done.  The same input gives the same bytes for any number of processes and however often it was stopped.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import multiprocessing.connection
import os
import shutil
import signal
import threading
import time
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from retold import __version__
from retold.engines import Keyed, Table, Tables
from retold.errors import StageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


PARTS = 16
LARGEST_PART = 256


@dataclass(frozen=True, slots=True)
class Rows:
    """The calls of one part: for each call, the arguments of the stage; read in the worker."""

    paths: tuple[Path, ...]
    records: tuple[type, ...]
    group: int | None
    fields: tuple[str, ...] | None
    single: bool

    def calls(self) -> Iterator[tuple[Any, ...]]:
        """Yield the arguments of each call."""
        columns = [list(_read(p, r, self.group)) for p, r in zip(self.paths, self.records, strict=True)]
        if self.single:
            yield from ((record,) for record in columns[0])
        elif self.fields is None:
            yield tuple(map(tuple, columns))
        else:
            yield from _grouped(columns, self.fields)


def _read(path: Path, record: type, group: int | None) -> Iterator[Any]:
    import pyarrow.parquet as pq

    from retold.records import from_table

    file = pq.ParquetFile(path)
    yield from from_table(file.read() if group is None else file.read_row_group(group), record)


def _grouped(columns: list[list[Any]], names: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield the records that share a key, keys in the order of the first table that has them."""
    groups: dict[Any, tuple[list[Any], ...]] = {}
    for i, (records, name) in enumerate(zip(columns, names, strict=True)):
        for record in records:
            key = getattr(record, name)
            groups.setdefault(key, tuple([] for _ in names))[i].append(record)
    for group in groups.values():
        yield tuple(map(tuple, group))


class LocalEngine:
    """Runs stages over processes and keeps their tables in one folder.

    Args:
        folder: where the tables are kept; made if missing.
        workers: how many processes; 0 for one a core, 1 for none but this one.
        watch: called as ``watch(stage, parts done, parts in all)``.
    """

    def __init__(self, folder: Path, workers: int = 0, watch: Callable[[str, int, int], None] | None = None) -> None:
        self.folder = folder
        self.workers = workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else workers or 1
        self.watch = watch or (lambda _stage, _done, _total: None)
        self.seconds: dict[str, float] = {}
        self._pool: ProcessPoolExecutor | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            # Workers ignore Ctrl-C, so that the parent alone decides; what they are at is lost, finished parts are not.
            processes = list((self._pool._processes or {}).values())
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in processes:
                process.terminate()

    # ------------------------------------------------------------------------------------- the four operations

    def start(self, records: Sequence[Any], gives: tuple[type, ...]) -> Tables:
        """Make tables of records that are at hand."""
        digest = _digest("start", *map(repr, records))
        size = _part_size(sum(isinstance(r, gives[0]) for r in records))
        first = [r for r in records if isinstance(r, gives[0])]
        rest = [r for r in records if not isinstance(r, gives[0])]
        cuts = [first[i : i + size] for i in range(0, len(first), size)] or [[]]
        return self._stage("start", [partial(_given, cut + (rest if i == 0 else [])) for i, cut in enumerate(cuts)],
                           gives, digest, digest)  # fmt: skip

    def map(self, stage: str, function: Callable[..., Iterable[Any]], table: Table, gives: tuple[type, ...]) -> Tables:
        """Call the function on each record of the table."""
        parts = [Rows((table.path,), (table.record,), i, None, single=True) for i in range(_part_count(table))]
        jobs = [partial(_calls, stage, function, part) for part in parts]
        return self._stage(stage, jobs, gives, _digest(stage, repr(function), table.digest), table.parting)

    def group(
        self, stage: str, function: Callable[..., Iterable[Any]], keyed: Sequence[Keyed], gives: tuple[type, ...]
    ) -> Tables:
        """Call the function on the records that share a key: one tuple for each table."""
        digest = _digest(stage, repr(function), *(k.table.digest for k in keyed))
        records = tuple(k.table.record for k in keyed)
        partings = {k.table.parting for k in keyed}
        if len(partings) == 1 and not any(k.link for k in keyed):
            names = tuple(k.field for k in keyed)
            paths = tuple(k.table.path for k in keyed)
            parts = [Rows(paths, records, i, names, single=False) for i in range(_part_count(keyed[0].table))]
            return self._stage(stage, [partial(_calls, stage, function, p) for p in parts], gives, digest, *partings)
        return self._shuffled(stage, function, keyed, gives, digest)

    def whole(
        self, stage: str, function: Callable[..., Iterable[Any]], tables: Sequence[Table], gives: tuple[type, ...]
    ) -> Tables:
        """Call the function once, on all records: one tuple for each table."""
        digest = _digest(stage, repr(function), *(t.digest for t in tables))
        part = Rows(tuple(t.path for t in tables), tuple(t.record for t in tables), None, None, single=False)
        return self._stage(stage, [partial(_calls, stage, function, part)], gives, digest, digest)

    # ------------------------------------------------------------------------------------------------ running

    def _shuffled(
        self,
        stage: str,
        function: Callable[..., Iterable[Any]],
        keyed: Sequence[Keyed],
        gives: tuple[type, ...],
        digest: str,
    ) -> Tables:
        """Group tables that are not parted alike: sort their rows into buckets by key, one bucket a part."""
        tables = self._finished(stage, gives, digest, digest)
        if tables:
            return tables
        buckets = self.folder / ".buckets" / f"{stage}-{digest}"
        from retold.engines.shuffle import shuffle

        count = shuffle(keyed, buckets, PARTS)
        records = tuple(k.table.record for k in keyed)
        parts = [
            partial(
                _calls_shuffled,
                stage,
                function,
                tuple(buckets / f"{i:05}.{j}.parquet" for j in range(len(keyed))),
                records,
            )
            for i in range(count)
        ]
        tables = self._stage(stage, parts, gives, digest, digest)
        shutil.rmtree(buckets)
        return tables

    def _stage(
        self,
        stage: str,
        jobs: Sequence[Callable[[], Iterator[Any]]],
        gives: tuple[type, ...],
        digest: str,
        parting: str,
    ) -> Tables:
        began = time.perf_counter()
        tables = self._finished(stage, gives, digest, parting)
        if not tables:
            parts = self.folder / ".parts" / f"{stage}-{digest}"
            parts.mkdir(parents=True, exist_ok=True)
            try:
                self._run(stage, jobs, gives, parts)
                tables = self._joined(stage, len(jobs), gives, digest, parting, parts)
            except OSError as error:
                raise StageError(
                    f"stage {stage}: {error.strerror or error} ({error.filename or self.folder}); "
                    "what is finished is kept: mend it and run again"
                ) from error
            shutil.rmtree(parts)
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - began
        return tables

    def _finished(self, stage: str, gives: tuple[type, ...], digest: str, parting: str) -> Tables:
        """Return the stage's tables if they are there with this digest, else none."""
        import pyarrow.parquet as pq

        tables = [Table(r, stage, self.folder / f"{stage}.{r.__name__}.parquet", digest, parting) for r in gives]
        for table in tables:
            try:
                metadata = pq.read_schema(table.path).metadata or {}
            except (OSError, ValueError):
                return Tables()
            if metadata.get(b"retold.digest") != digest.encode():
                return Tables()
        return Tables(tables)

    def _run(
        self, stage: str, jobs: Sequence[Callable[[], Iterator[Any]]], gives: tuple[type, ...], parts: Path
    ) -> None:
        todo = [i for i in range(len(jobs)) if not (parts / f"{i:05}").is_dir()]
        done = len(jobs) - len(todo)
        self.watch(stage, done, len(jobs))
        if self.workers == 1 or len(jobs) == 1:
            for i in todo:
                _write_part(jobs[i], gives, parts / f"{i:05}")
                done += 1
                self.watch(stage, done, len(jobs))
            return
        pending: set[Future[None]] = set()
        queue = iter(todo)
        try:
            while True:
                for i in queue:
                    pending.add(self._workers().submit(_write_part, jobs[i], gives, parts / f"{i:05}"))
                    if len(pending) >= 4 * self.workers:
                        break
                if not pending:
                    return
                finished, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in finished:
                    future.result()
                    done += 1
                self.watch(stage, done, len(jobs))
        except BrokenProcessPool as error:
            raise StageError(f"stage {stage}: a worker process was killed (out of memory?); run again with fewer "
                             "workers: what is finished is kept") from error  # fmt: skip

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
            self._pool = ProcessPoolExecutor(
                self.workers, mp_context=multiprocessing.get_context(method), initializer=_settle_worker
            )
        return self._pool

    def _joined(
        self, stage: str, count: int, gives: tuple[type, ...], digest: str, parting: str, parts: Path
    ) -> Tables:
        """Write the stage's tables from its parts, one row group a part."""
        import pyarrow.parquet as pq

        from retold.records import schema

        tables = []
        for record in gives:
            path = self.folder / f"{stage}.{record.__name__}.parquet"
            whole = schema(record).with_metadata({"retold.digest": digest})
            temporary = path.with_suffix(".tmp")
            with pq.ParquetWriter(temporary, whole, compression="zstd") as writer:
                for i in range(count):
                    writer.write_table(
                        pq.read_table(parts / f"{i:05}" / f"{record.__name__}.parquet").replace_schema_metadata(
                            whole.metadata
                        ),
                        row_group_size=1 << 30,
                    )
            temporary.replace(path)
            tables.append(Table(record, stage, path, digest, parting))
        return Tables(tables)


# -------------------------------------------------------------------------------------------- in a worker


def _settle_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def _given(records: list[Any]) -> Iterator[Any]:
    yield from records


def _calls(stage: str, function: Callable[..., Iterable[Any]], rows: Rows) -> Iterator[Any]:
    for arguments in rows.calls():
        yield from _guarded(stage, function, arguments)


def _calls_shuffled(
    stage: str, function: Callable[..., Iterable[Any]], paths: tuple[Path, ...], records: tuple[type, ...]
) -> Iterator[Any]:
    from retold.engines.shuffle import bucket

    for arguments in bucket(paths, records):
        yield from _guarded(stage, function, arguments)


def _guarded(stage: str, function: Callable[..., Iterable[Any]], arguments: tuple[Any, ...]) -> Iterator[Any]:
    """Call a stage; wrap what it raises once, with the stage and the record."""
    try:
        yield from function(*arguments)
    except (OSError, StageError):
        raise
    except Exception as error:
        first = arguments[0][0] if isinstance(arguments[0], tuple) and arguments[0] else arguments[0]
        name = getattr(first, "id", None) or getattr(first, "path", "?")
        raise StageError(f"stage {stage} failed on {name}: {type(error).__name__}: {error}") from error


def _write_part(job: Callable[[], Iterator[Any]], gives: tuple[type, ...], path: Path) -> None:
    """Run one part and write its tables into a folder, which appears whole or not at all."""
    import pyarrow.parquet as pq

    from retold.records import to_table

    sorted_out: dict[type, list[Any]] = {record: [] for record in gives}
    for record in job():
        sorted_out[type(record)].append(record)
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir(parents=True)
    for kind, records in sorted_out.items():
        pq.write_table(to_table(records, kind), temporary / f"{kind.__name__}.parquet", compression="zstd")
    temporary.replace(path)


# ------------------------------------------------------------------------------------------------ digests


def _digest(*parts: str) -> str:
    digest = hashlib.blake2b(_code().encode(), digest_size=8)
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\x1f")
    return digest.hexdigest()


@cache
def _code() -> str:
    """Return a digest of our own code: results of other code are not ours to resume."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=8)
    root = Path(__file__).parent.parent
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and path.parts[len(root.parts)] not in {"report", "web", "export"}:
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _part_size(count: int) -> int:
    return min(max(1, -(-count // PARTS)), LARGEST_PART)


def _part_count(table: Table) -> int:
    import pyarrow.parquet as pq

    return int(pq.ParquetFile(table.path).metadata.num_row_groups)


def rows(table: Table) -> Iterator[Any]:
    """Yield the records of a table."""
    yield from _read(table.path, table.record, None)
