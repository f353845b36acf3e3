"""Sorting the rows of several tables into buckets by key, on disk, a few row groups in memory at a time."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from retold.records import from_table, schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from retold.engines import Keyed

KEY = "__key"
ALONE = 64
"""Up to so many keys have a bucket each."""
BUCKETS = 256
"""Into so many buckets more keys are dealt."""
AT_ONCE = 64_000_000
"""Bytes of a table that are dealt out at once."""


def shuffle(keyed: Sequence[Keyed], folder: Path) -> int:
    """Write ``folder/BUCKET.TABLE.parquet`` for each table, with the key as a column more; return how many buckets.

    Rows whose key is not known (a document in no group) are left out.
    """
    links = [_link(k) for k in keyed]
    bucket_of, count = _deal(keyed[0], links[0])
    folder.mkdir(parents=True, exist_ok=True)
    for j, (key, link) in enumerate(zip(keyed, links, strict=True)):
        _sort_into(key, link, bucket_of, [folder / f"{i:05}.{j}.parquet" for i in range(count)])
    return count


@dataclass(frozen=True, slots=True)
class Bucket:
    """One bucket: a call for each key, in sorted order, with one tuple of records for each table."""

    paths: tuple[Path, ...]
    records: tuple[type, ...]

    def calls(self) -> Iterator[tuple[Any, ...]]:
        """Yield the arguments of each call; only those of one key are records at a time."""
        import pyarrow.parquet as pq

        tables = [pq.ParquetFile(path).read() for path in self.paths]
        runs = [_runs(table.column(KEY)) for table in tables]
        for key in sorted(set().union(*runs)):
            yield tuple(
                tuple(from_table(table.take(run[key]).drop_columns([KEY]), record) if key in run else ())
                for table, run, record in zip(tables, runs, self.records, strict=True)
            )


def _runs(keys: pa.ChunkedArray) -> dict[str, list[int]]:
    """Return the rows of each key, in table order."""
    rows: dict[str, list[int]] = {}
    for i, key in enumerate(keys.to_pylist()):
        rows.setdefault(key, []).append(i)
    return rows


def _link(keyed: Keyed) -> dict[str, str] | None:
    import pyarrow.parquet as pq

    if keyed.link is None:
        return None
    table, member, key = keyed.link
    columns = pq.read_table(table.path, columns=[member, key])
    return dict(zip(columns.column(member).to_pylist(), columns.column(key).to_pylist(), strict=True))


def _deal(keyed: Keyed, link: dict[str, str] | None) -> tuple[dict[str, int], int]:
    """Return the bucket of each key, and how many buckets there are (one at least)."""
    import pyarrow.parquet as pq

    keys = set(link.values() if link else pq.read_table(keyed.table.path, columns=[keyed.field]).column(0).to_pylist())
    if len(keys) <= ALONE:
        return {key: i for i, key in enumerate(sorted(keys))}, max(1, len(keys))
    return {key: int.from_bytes(blake2b(key.encode(), digest_size=4).digest()) % BUCKETS for key in keys}, BUCKETS


def _sort_into(keyed: Keyed, link: dict[str, str] | None, bucket_of: dict[str, int], paths: list[Path]) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    whole = schema(keyed.table.record).append(pa.field(KEY, pa.string()))
    with ExitStack() as opened:
        writers = [opened.enter_context(pq.ParquetWriter(path, whole, compression="zstd")) for path in paths]
        file = opened.enter_context(pq.ParquetFile(keyed.table.path))
        for table in _slabs(file):
            values = table.column(keyed.field).to_pylist()
            keys = [v if link is None else link.get(v) for v in values]
            buckets = pa.array([bucket_of.get(k, -1) if k is not None else -1 for k in keys], pa.int32())
            dealt = table.append_column(pa.field(KEY, pa.string()), pa.array(keys, pa.string()))
            for bucket in pc.unique(buckets).to_pylist():
                if bucket >= 0:
                    writers[bucket].write_table(dealt.filter(pc.equal(buckets, bucket)))


def _slabs(file: Any) -> Iterator[pa.Table]:
    """Yield the rows of a Parquet file, several row groups at a time."""
    groups: list[int] = []
    held = 0
    for i in range(file.metadata.num_row_groups):
        groups.append(i)
        held += file.metadata.row_group(i).total_byte_size
        if held >= AT_ONCE:
            yield file.read_row_groups(groups).replace_schema_metadata(None)
            groups, held = [], 0
    if groups:
        yield file.read_row_groups(groups).replace_schema_metadata(None)
