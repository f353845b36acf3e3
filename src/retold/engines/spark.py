"""The Spark engine: the same plan and the same stages, on as many machines as Spark has.

A table is a folder of Parquet files, ``STAGE.RECORD.parquet``; Spark's committer lets a task's file in once, so that a
task that failed and was tried again gives no row twice.  A stage's rows go through Python as Arrow batches
(``mapInArrow``); tables that share a key are brought together by one shuffle, sorted by key, so that a task holds the
records of one key at a time.  A table's ``_retold.json`` says what it was made from: a rerun skips what is there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from retold.engines import Keyed, Table, Tables
from retold.engines.folder import TablesFolder, remove
from retold.engines.parts import digest, given_by
from retold.errors import StageError, WrongUse
from retold.records import from_table, schema, to_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

KEY, TABLE, ORDER = "__key", "__table", "__order"
ROWS = 512
"""Rows that a task gives to Spark at once."""
NOTE = "_retold.json"


class SparkEngine(TablesFolder):
    """Runs stages on Spark and keeps their tables in one folder; used as a context.

    Args:
        folder: where the tables are kept: a path that every executor sees.
        watch: called as ``watch(stage, parts done, parts in all)``.
        session: the session to run in; the active one, or a new one, if None.
        tasks: partitions of each stage; 0 for four for each core, so that a long one keeps no other waiting.

    Raises:
        WrongUse: PySpark is not installed, or finds no Java.
        CaseError: another run is writing there.
    """

    def __init__(
        self,
        folder: Path,
        watch: Callable[[str, int, int], None] | None = None,
        session: SparkSession | None = None,
        tasks: int = 0,
    ) -> None:
        super().__init__(folder.absolute())
        self.watch = watch or (lambda _stage, _done, _total: None)
        self.session = session or _session()
        self.tasks = tasks or max(2, 4 * self.session.sparkContext.defaultParallelism)
        self.seconds: dict[str, float] = {}
        self.cpu_seconds: dict[str, float] = {}
        self.moved_seconds: dict[str, float] = {}
        self.session.conf.set("spark.sql.shuffle.partitions", str(self.tasks))
        # a partition is small in bytes and long in processor time: Spark would join all into one
        self.session.conf.set("spark.sql.adaptive.coalescePartitions.enabled", "false")
        self.session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(ROWS))

    # ---------------------------------------------------------------------------------------- the operations

    def start(self, records: Sequence[Any], gives: tuple[type, ...]) -> Tables:
        """Make tables of records that are at hand."""
        made_from = digest("start", *map(repr, records))

        def frame() -> DataFrame:
            columns = [_column(g, [r for r in records if isinstance(r, g)], gives) for g in gives]
            return self.session.createDataFrame(_concatenated(columns))

        return self._stage("start", frame, gives, made_from)

    def map(self, stage: str, function: Callable[..., Iterable[Any]], table: Table, gives: tuple[type, ...]) -> Tables:
        """Call the function on each record."""
        record = table.record

        def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            calls = ((r,) for batch in batches for r in _records(batch, record))
            yield from _batches(given_by(stage, function, calls, gives), gives)

        def frame() -> DataFrame:
            rows = self._read(table)
            first = rows.columns[0]
            spread = rows.repartition(self.tasks, first).sortWithinPartitions(first)  # a file can hold a million
            return spread.mapInArrow(run, _schema(gives))

        return self._stage(stage, frame, gives, digest(stage, repr(function), *table.digests))

    def group(
        self, stage: str, function: Callable[..., Iterable[Any]], keyed: Sequence[Keyed], gives: tuple[type, ...]
    ) -> Tables:
        """Call the function on the records that share a key: one tuple for each table."""
        records = tuple(k.table.record for k in keyed)

        def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            calls = (arguments for _, arguments in _grouped(batches, records))
            yield from _batches(given_by(stage, function, calls, gives), gives)

        def frame() -> DataFrame:
            return self._together(keyed, self.tasks).mapInArrow(run, _schema(gives))

        return self._stage(stage, frame, gives, digest(stage, repr(function), *_digests(keyed)))

    def bunch(
        self, stage: str, function: Callable[..., Iterable[Any]], keyed: Sequence[Keyed], gives: tuple[type, ...]
    ) -> Tables:
        """Call the function on the records of many keys at a time: one tuple for each table."""
        records = tuple(k.table.record for k in keyed)

        def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            calls = _bunched(arguments for _, arguments in _grouped(batches, records))
            yield from _batches(given_by(stage, function, calls, gives), gives)

        def frame() -> DataFrame:
            return self._together(keyed, self.tasks).mapInArrow(run, _schema(gives))

        return self._stage(stage, frame, gives, digest(stage, repr(function), *_digests(keyed)))

    def whole(
        self, stage: str, function: Callable[..., Iterable[Any]], tables: Sequence[Table], gives: tuple[type, ...]
    ) -> Tables:
        """Call the function once, in one task, on all records: one iterable for each table."""
        records = tuple(t.record for t in tables)

        def run(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            yield from _batches(given_by(stage, function, [_one_by_one(batches, records)], gives), gives)

        def frame() -> DataFrame:
            return self._together([Keyed(t, "") for t in tables], 1).mapInArrow(run, _schema(gives))

        digests = [d for t in tables for d in t.digests]
        return self._stage(stage, frame, gives, digest(stage, repr(function), *digests))

    # ------------------------------------------------------------------------------------------------ running

    def _read(self, table: Table) -> DataFrame:
        return self.session.read.parquet(table.path.as_uri())

    def _together(self, keyed: Sequence[Keyed], tasks: int) -> DataFrame:
        """Return the rows of all tables, a struct column for each, by key in ``tasks`` partitions, in table order."""
        from pyspark.sql import functions as f

        whole: DataFrame | None = None
        for i, k in enumerate(keyed):
            rows = self._read(k.table)
            row, order = f.struct(*rows.columns).alias(f"t{i}"), f.monotonically_increasing_id().alias(ORDER)
            field = f.col(k.field) if k.field else f.lit("")
            rows = rows.select(field.alias(KEY), f.lit(i).alias(TABLE), order, row)
            if k.link:
                table, member, key = k.link
                links = (
                    self._read(table).select(f.col(member).alias("__member"), f.col(key).alias("__through")).distinct()
                )
                joined = rows.join(links, rows[KEY] == links["__member"])
                rows = joined.select(f.col("__through").alias(KEY), TABLE, ORDER, f"t{i}")
            whole = rows if whole is None else whole.unionByName(rows, allowMissingColumns=True)
        assert whole is not None
        spread = whole.repartition(tasks, KEY) if tasks > 1 else whole.coalesce(1)
        columns = [KEY, TABLE, *(f"t{i}" for i in range(len(keyed)))]
        return spread.sortWithinPartitions(KEY, TABLE, ORDER).select(*columns)

    def _stage(self, stage: str, frame: Callable[[], DataFrame], gives: tuple[type, ...], made_from: str) -> Tables:
        """Write the tables of a stage, unless they are there."""
        began = time.perf_counter()
        paths = {record: self.folder / f"{stage}.{record.__name__}.parquet" for record in gives}
        self.watch(stage, 0, 1)
        if any(_note(path) != made_from for path in paths.values()):
            self._write(stage, frame, paths, made_from)
        self.watch(stage, 1, 1)
        self.seconds[stage] = time.perf_counter() - began
        key = (made_from,)
        return Tables([Table(record, stage, path, key, made_from) for record, path in paths.items()])

    def _write(self, stage: str, frame: Callable[[], DataFrame], paths: dict[type, Path], made_from: str) -> None:
        """Run a stage; what it gives is written as it comes, and then sorted by type into the tables."""
        from pyspark.errors import PySparkException

        staged = self.folder / f"{stage}.staged"
        try:
            remove(staged)
            frame().write.mode("overwrite").parquet(staged.as_uri())
            rows = self.session.read.parquet(staged.as_uri())
            for record, path in paths.items():
                remove(path)
                column = rows.schema[record.__name__].name
                kept = rows.where(rows[column].isNotNull()).select(f"{column}.*")
                kept.write.mode("overwrite").parquet(path.as_uri())
                (path / NOTE).write_text(json.dumps({"made_from": made_from}), encoding="utf-8")
            remove(staged)
        except (PySparkException, OSError) as error:
            raise StageError(f"{_reason(stage, str(error))}; what is finished is kept: run it again") from error
        except Exception as error:
            if type(error).__module__.split(".")[0] != "py4j":
                raise
            raise StageError(f"{_reason(stage, str(error))}; what is finished is kept: run it again") from error


def _session() -> SparkSession:
    """Return the active session, or a new one: on this machine, unless spark-submit or its settings say where."""
    try:
        from pyspark import SparkConf
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise WrongUse("--engine spark needs PySpark: pip install 'retold[spark]'") from error
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise WrongUse("--engine spark needs Java 17 or newer: install a runtime, or set JAVA_HOME")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf()
    conf.setIfMissing("spark.master", "local[*,4]")  # a task that fails is tried four times
    conf.setIfMissing("spark.app.name", "retold")
    conf.setIfMissing("spark.ui.enabled", "false")
    conf.setIfMissing("spark.ui.showConsoleProgress", "false")
    conf.setIfMissing("spark.driver.memory", "2g")
    return SparkSession.builder.config(conf=conf).getOrCreate()


def _reason(stage: str, told: str) -> str:
    """Return where a stage said what went wrong, else the end of Python's traceback, else the first line."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    ours = [line.partition("StageError: ")[2] for line in lines if "StageError: " in line]
    raised = [line for line in lines if re.match(r"[\w.]+(Error|Exception): ", line)]
    return ours[0] if ours else f"stage {stage}: {[*raised[-1:], *lines, 'Spark failed'][0]}"


def _digests(keyed: Sequence[Keyed]) -> list[object]:
    """Return what says all of the rows of tables and of how they are brought together."""
    return [(k.table.digests, k.field, k.link and (k.link[0].digests, *k.link[1:])) for k in keyed]


def _note(path: Path) -> str:
    """Return what a finished table was made from; empty if there is none."""
    try:
        if (path / "_SUCCESS").is_file():
            return str(json.loads((path / NOTE).read_text(encoding="utf-8"))["made_from"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return ""


# ------------------------------------------------------------------------------------------- in the tasks


def _schema(gives: tuple[type, ...]) -> Any:
    """Return Spark's schema of what a stage gives: for each record type a struct, null where the row is another's."""
    import pyarrow as pa
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(pa.schema([pa.field(g.__name__, _kind(g)) for g in gives]))


def _kind(record: type) -> pa.DataType:
    """Return the struct of a record type; what is in it is null where the struct is."""
    import pyarrow as pa

    return _nullable(pa.struct(list(schema(record))))


def _nullable(kind: pa.DataType) -> pa.DataType:
    import pyarrow as pa

    if not pa.types.is_struct(kind):
        return kind
    inner = [kind.field(i) for i in range(kind.num_fields)]
    return pa.struct([pa.field(f.name, _nullable(f.type), nullable=True) for f in inner])


def _records(batch: pa.RecordBatch, record: type) -> Iterator[Any]:
    import pyarrow as pa

    return from_table(pa.Table.from_batches([batch]), record)


def _column(record: type, rows: list[Any], gives: tuple[type, ...]) -> pa.RecordBatch:
    """Return records of one type as rows that have a column for each type."""
    import pyarrow as pa

    made = [column.combine_chunks() for column in to_table(rows, record).columns]
    kind = _kind(record)
    made = [column.cast(field.type) for column, field in zip(made, kind, strict=True)]
    array = pa.StructArray.from_arrays(made, fields=list(kind))
    columns = [array if g is record else pa.nulls(len(rows), _kind(g)) for g in gives]
    return pa.RecordBatch.from_arrays(columns, [g.__name__ for g in gives])


def _concatenated(batches: list[pa.RecordBatch]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_batches(batches)


def _batches(records: Iterable[Any], gives: tuple[type, ...]) -> Iterator[pa.RecordBatch]:
    """Yield what a stage gives as batches; records of one type keep their order."""
    rows: dict[type, list[Any]] = {g: [] for g in gives}
    for record in records:
        held = rows[type(record)]
        held.append(record)
        if len(held) == ROWS:
            yield _column(type(record), held, gives)
            held.clear()
    for kind, held in rows.items():
        if held:
            yield _column(kind, held, gives)


def _grouped(
    batches: Iterable[pa.RecordBatch], records: tuple[type, ...]
) -> Iterator[tuple[Any, tuple[tuple[Any, ...], ...]]]:
    """Yield each key with the records that share it, one tuple for each table, out of rows sorted by key."""
    key, held = None, [list[Any]() for _ in records]
    for batch in batches:
        columns = [batch.column(i + 2).drop_null().flatten() for i in range(len(records))]
        rows = [_rows_of(column, record) for column, record in zip(columns, records, strict=True)]
        for this, table in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
            if this != key:
                if key is not None:
                    yield key, tuple(map(tuple, held))
                key, held = this, [[] for _ in records]
            held[table].append(next(rows[table]))
    if key is not None:
        yield key, tuple(map(tuple, held))


def _one_by_one(batches: Iterable[pa.RecordBatch], records: tuple[type, ...]) -> tuple[Iterator[Any], ...]:
    """Return an iterator for each table, out of rows sorted by table.

    Rows are held only where a later table is gone through before an earlier one.
    """
    coming = (
        (i, row)
        for batch in batches
        for i, record in enumerate(records)
        for row in _rows_of(batch.column(i + 2).drop_null().flatten(), record)
    )
    held = [deque[Any]() for _ in records]
    reached = [0]

    def rows(table: int) -> Iterator[Any]:
        while True:
            while held[table]:
                yield held[table].popleft()
            if reached[0] > table or (after := next(coming, None)) is None:
                return
            reached[0] = after[0]
            held[after[0]].append(after[1])

    return tuple(rows(table) for table in range(len(records)))


def _rows_of(columns: list[pa.Array], record: type) -> Iterator[Any]:
    import pyarrow as pa

    return from_table(pa.Table.from_arrays(columns, names=schema(record).names), record)


def _bunched(groups: Iterable[tuple[tuple[Any, ...], ...]]) -> Iterator[tuple[tuple[Any, ...], ...]]:
    """Yield the groups joined, ``ROWS`` at a time."""
    held: list[tuple[tuple[Any, ...], ...]] = []
    for group in groups:
        held.append(group)
        if len(held) == ROWS:
            yield tuple(tuple(r for rows in column for r in rows) for column in zip(*held, strict=True))
            held = []
    if held:
        yield tuple(tuple(r for rows in column for r in rows) for column in zip(*held, strict=True))
