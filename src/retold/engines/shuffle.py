"""Sorting the rows of several tables into buckets by key, on disk, a few row groups in memory at a time."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from retold.engines.parts import digest
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


def shuffle(keyed: Sequence[Keyed], folder: Path) -> list[tuple[Bucket, str]]:
    """Sort the rows of tables into buckets under a folder; return each bucket with a digest of its rows.

    A table that was sorted so before, for another stage, is not sorted again.  Rows whose key is not known (a document
    in no group) are left out.
    """
    links = [_link(k) for k in keyed]
    bucket_of, count = _deal(keyed[0], links[0])
    columns = [_sorted(k, link, bucket_of, count, folder) for k, link in zip(keyed, links, strict=True)]
    records = tuple(k.table.record for k in keyed)
    return [
        (Bucket(tuple(path for path, _ in row), records), digest(*(rows for _, rows in row)))
        for row in zip(*columns, strict=True)
    ]


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
    columns = pq.read_table(table.path, columns=sorted({member, key}))
    return dict(zip(columns.column(member).to_pylist(), columns.column(key).to_pylist(), strict=True))


def _deal(keyed: Keyed, link: dict[str, str] | None) -> tuple[dict[str, int], int]:
    """Return the bucket of each key, and how many buckets there are (one at least)."""
    import pyarrow.parquet as pq

    keys = set(link.values() if link else pq.read_table(keyed.table.path, columns=[keyed.field]).column(0).to_pylist())
    if len(keys) <= ALONE:
        return {key: i for i, key in enumerate(sorted(keys))}, max(1, len(keys))
    return {key: int.from_bytes(blake2b(key.encode(), digest_size=4).digest()) % BUCKETS for key in keys}, BUCKETS


def _sorted(
    keyed: Keyed, link: dict[str, str] | None, bucket_of: dict[str, int], count: int, folder: Path
) -> list[tuple[Path, str]]:
    """Sort one table; return the file of each bucket, with a digest of its rows."""
    through = (keyed.link[0].digests, *keyed.link[1:]) if keyed.link else ()
    name = digest(keyed.table.stage, keyed.table.record.__name__, keyed.table.digests, keyed.field, through, count)
    place = folder / name
    paths = [place / f"{i:05}.parquet" for i in range(count)]
    if not place.is_dir():
        temporary = place.with_suffix(".tmp")
        temporary.mkdir(parents=True)
        _deal_out(keyed, link, bucket_of, [temporary / path.name for path in paths])
        temporary.replace(place)
    return [(path, _digest_of_rows(path)) for path in paths]


def _deal_out(keyed: Keyed, link: dict[str, str] | None, bucket_of: dict[str, int], paths: Sequence[Path]) -> None:
    """Write the rows of a table to the files of their buckets, with the key as a column more."""
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


def _digest_of_rows(path: Path) -> str:
    """Return a digest of the rows of a file, however they were cut into row groups."""
    import pyarrow.parquet as pq

    made = blake2b(digest_size=8)
    table = pq.ParquetFile(path).read()
    for batch in table.combine_chunks().to_batches():
        made.update(batch.serialize())
    return made.hexdigest()


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
