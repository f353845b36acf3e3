"""The local engine: processes on one machine, one Parquet table for each record type and stage.

A stage's work is cut into parts, by the input alone.  A finished part is a folder that can be seen
(``.parts/STAGE/KEY``), where the key is a digest of all that goes in.  When all parts are there they become the
stage's tables, one row group for each, and the folders go.  A rerun skips every part whose key it finds, as a folder
or in the tables of the run before; so a run that was stopped goes on, and a run over more files does the new ones.
The same input gives the same bytes for any number of processes, however often it was stopped, whatever came before.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from contextlib import contextmanager
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Self

from retold.engines import Keyed, Table, Tables
from retold.engines.align import aligned
from retold.engines.folder import TablesFolder, remove
from retold.engines.parts import All, Each, Given, Input, Part, Stopwatch, Together, digest, give_back
from retold.engines.shuffle import shuffle
from retold.engines.tables import input_of, join, parts_in
from retold.engines.workers import Workers, cores
from retold.errors import StageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

SIZES = ((64, 1), (4096, 16), (None, 256))
"""Up to so many records at the start, parts hold so many of them on average."""
BUNCH = 4
"""Parts that are taken together on average where keys come by the bunch: a part costs more than its work would."""


class LocalEngine(TablesFolder):
    """Runs stages over processes and keeps their tables in one folder; used as a context.

    Args:
        folder: where the tables are kept; made if missing.
        workers: how many processes; 0 for one a core, 1 for none but this one.
        watch: called as ``watch(stage, parts done, parts in all)``.

    Raises:
        CaseError: another run is writing there.
    """

    def __init__(self, folder: Path, workers: int = 0, watch: Callable[[str, int, int], None] | None = None) -> None:
        super().__init__(folder)
        self.workers = Workers(workers or cores())
        self.watch = watch or (lambda _stage, _done, _total: None)
        self.seconds: dict[str, float] = {}
        self.cpu_seconds: dict[str, float] = {}
        self.moved_seconds: dict[str, float] = {}

    def __enter__(self) -> Self:
        super().__enter__()
        for left in (*self.folder.glob("*.tmp"), *self.folder.glob(".parts/*/*.tmp"), self.folder / ".buckets"):
            remove(left)
        return self

    def __exit__(self, *raised: object) -> None:
        self.workers.close()
        super().__exit__(*raised)

    # ------------------------------------------------------------------------------------- the four operations

    def start(self, records: Sequence[Any], gives: tuple[type, ...]) -> Tables:
        """Make tables of records that are at hand; the first type of ``gives`` is what is cut into parts."""
        first = [r for r in records if isinstance(r, gives[0])]
        rest = [r for r in records if not isinstance(r, gives[0])]
        mean = next(size for most, size in SIZES if most is None or len(first) <= most)
        cuts = [tuple(cut) for cut in _cuts(first, mean)]
        cuts = [(*cuts[0], *rest), *cuts[1:]] if cuts else [tuple(rest)]
        keys = [digest("start", *map(repr, cut)) for cut in cuts]
        parting = digest("parting", *keys)
        return self._stage("start", _itself, [Given(cut) for cut in cuts], keys, gives, parting)

    def map(self, stage: str, function: Callable[..., Iterable[Any]], table: Table, gives: tuple[type, ...]) -> Tables:
        """Call the function on each record of the table."""
        given = [Each(table.path, table.record, i) for i in range(len(table.digests))]
        keys = [digest(stage, repr(function), d) for d in table.digests]
        return self._stage(stage, function, given, keys, gives, table.parting, cut=True)

    def group(
        self, stage: str, function: Callable[..., Iterable[Any]], keyed: Sequence[Keyed], gives: tuple[type, ...]
    ) -> Tables:
        """Call the function on the records that share a key: one tuple for each table."""
        tables = [k.table for k in keyed]
        if len({t.parting for t in tables}) > 1 or any(k.link or k.across for k in keyed):
            if keyed[0].field != "id" or any(k.link or k.across for k in keyed):
                return self._shuffled(stage, function, keyed, gives)
            with _disk(stage, self.folder):
                tables = [
                    k.table if k.table.parting == tables[0].parting else aligned(k, keyed[0], self.folder / ".buckets")
                    for k in keyed
                ]
        paths, records, names = zip(*((t.path, t.record, k.field) for t, k in zip(tables, keyed, strict=True)),
                                    strict=True)  # fmt: skip
        given = [Together(paths, records, [i], names) for i in range(len(tables[0].digests))]
        keys = [digest(stage, repr(function), *rows) for rows in zip(*(t.digests for t in tables), strict=True)]
        return self._stage(stage, function, given, keys, gives, tables[0].parting)

    def whole(
        self, stage: str, function: Callable[..., Iterable[Any]], tables: Sequence[Table], gives: tuple[type, ...]
    ) -> Tables:
        """Call the function once, on all records: for each table an iterable, to be gone through once."""
        key = digest(stage, repr(function), *(d for t in tables for d in t.digests))
        given = All(tuple(t.path for t in tables), tuple(t.record for t in tables))
        return self._stage(stage, function, [given], [key], gives, key)

    def bunch(
        self, stage: str, function: Callable[..., Iterable[Any]], keyed: Sequence[Keyed], gives: tuple[type, ...]
    ) -> Tables:
        """Call the function on the records of many keys at a time, which some parts of the tables hold."""
        tables = [k.table for k in keyed]
        paths, records = tuple(t.path for t in tables), tuple(t.record for t in tables)
        cuts = list(_cuts(list(zip(*(t.digests for t in tables), strict=True)), BUNCH))
        ends = accumulate(map(len, cuts), initial=0)
        given = [Together(paths, records, range(start, end)) for start, end in pairwise(ends)]
        keys = [digest(stage, repr(function), *rows) for rows in cuts]
        return self._stage(stage, function, given, keys, gives, digest("parting", *keys))

    # ------------------------------------------------------------------------------------------------ running

    def _shuffled(
        self, stage: str, function: Callable[..., Iterable[Any]], keyed: Sequence[Keyed], gives: tuple[type, ...]
    ) -> Tables:
        """Group tables that are not parted alike: sort their rows into buckets by key, one bucket a part."""
        began = time.perf_counter()
        inputs = [d for k in keyed for t in (k.table, *(k.link or ())[:1]) for d in t.digests]
        made_from = digest(stage, repr(function), *inputs)
        paths = [self.folder / f"{stage}.{record.__name__}.parquet" for record in gives]
        given: list[Input] = []
        keys = list(parts_in(paths[0]))
        if any(input_of(path) != made_from for path in paths):
            with _disk(stage, self.folder), self._moving(stage):
                buckets = shuffle(keyed, self.folder / ".buckets")
            given = [bucket for bucket, _ in buckets]
            keys = [digest(stage, repr(function), rows) for _, rows in buckets]
        self.seconds[stage] = time.perf_counter() - began
        return self._stage(stage, function, given, keys, gives, made_from)

    def _stage(
        self,
        stage: str,
        function: Callable[..., Iterable[Any]],
        given: Sequence[Input],
        keys: Sequence[str],
        gives: tuple[type, ...],
        parting: str,
        *,
        cut: bool = False,
    ) -> Tables:
        """Run the parts that are not there yet, and make the stage's tables of all."""
        began = time.perf_counter()
        keys = _distinct(keys)
        paths = {record: self.folder / f"{stage}.{record.__name__}.parquet" for record in gives}
        parts = self.folder / ".parts" / stage
        held = [parts_in(path) for path in paths.values()]
        with _disk(stage, self.folder):
            noted = [input_of(path) for path in paths.values()]
            if any(list(there) != keys for there in held) or any(note != parting for note in noted):
                parts.mkdir(parents=True, exist_ok=True)
                self._run(stage, [
                    Part(stage, function, rows, gives, parts / key, cut)
                    for key, rows in zip(keys, given, strict=True)
                    if not all(key in there for there in held) and not (parts / key).is_dir()
                ], len(keys))  # fmt: skip
                with self._moving(stage):
                    for record, path in paths.items():
                        join(path, record, keys, parts, parting)
            remove(parts)
        tables = []
        for record, path in paths.items():
            digests = tuple(d for _, made in parts_in(path).values() for d in made)
            whole = len(digests) == len(keys)  # else parts were cut, and those of other tables are others
            tables.append(Table(record, stage, path, digests, parting if whole else digest(parting, *digests)))
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - began
        return Tables(tables)

    def _run(self, stage: str, todo: Sequence[Part], count: int) -> None:
        done = count - len(todo)
        self.watch(stage, done, count)
        # one part, or records that are at hand, are not worth a process
        workers = Workers(1) if len(todo) < 2 or isinstance(todo[0].given, Given) else self.workers
        for whole, moving in workers.run(todo):
            done += 1
            self._spend(stage, whole, moving)
            self.watch(stage, done, count)

    def _spend(self, stage: str, whole: float, moving: float) -> None:
        """Add processor seconds to a stage's: all, and those of moving records."""
        for seconds, more in ((self.cpu_seconds, whole), (self.moved_seconds, moving)):
            seconds[stage] = seconds.get(stage, 0.0) + more

    @contextmanager
    def _moving(self, stage: str) -> Iterator[None]:
        """Count what is done here, in this process, as moving a stage's records."""
        watch = Stopwatch()
        with watch:
            yield
        give_back()
        self._spend(stage, watch.seconds, watch.seconds)


def _itself(records: tuple[Any, ...]) -> Iterator[Any]:
    yield from records


def _distinct(keys: Sequence[str]) -> list[str]:
    """Return the keys with a number on each that came before: two parts without rows have the same."""
    seen: Counter[str] = Counter()
    out = []
    for key in keys:
        out.append(f"{key}-{seen[key]}" if seen[key] else key)
        seen[key] += 1
    return out


def _cuts(records: Sequence[Any], mean: int) -> Iterator[list[Any]]:
    """Cut a list into parts at places that its content gives, so that one record more changes one part."""
    cut: list[Any] = []
    for record in records:
        cut.append(record)
        mark = hashlib.blake2b(repr(record).encode("utf-8", "surrogatepass"), digest_size=4).digest()
        if len(cut) == 4 * mean or int.from_bytes(mark) % mean == 0:
            yield cut
            cut = []
    if cut:
        yield cut


@contextmanager
def _disk(stage: str, folder: Path) -> Iterator[None]:
    """Say in one line what the disk would not do."""
    try:
        yield
    except OSError as error:
        raise StageError(f"stage {stage}: {error.strerror or error} ({error.filename or folder}); "
                         "what is finished is kept: mend it and run again") from error  # fmt: skip
