"""Sorting the rows of several tables into buckets by key, on disk, one row group in memory at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from retold.engines import Keyed

KEY = "__key"


def shuffle(keyed: Sequence[Keyed], folder: Path, most: int) -> int:
    """Write ``folder/BUCKET.TABLE.parquet`` for each table, with the key as a column more; return how many buckets.

    Keys are dealt to at most ``most`` buckets in sorted order, so that buckets hold about equally many rows of the
    first table.  Rows whose key is not known (a document in no group) are left out.
    """
    links = [_link(k) for k in keyed]
    bucket_of, count = _deal(keyed[0], links[0], most)
    folder.mkdir(parents=True, exist_ok=True)
    for j, (key, link) in enumerate(zip(keyed, links, strict=True)):
        _sort_into(key, link, bucket_of, [folder / f"{i:05}.{j}.parquet" for i in range(count)])
    return count


def bucket(paths: tuple[Path, ...], records: tuple[type, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield, for each key of a bucket in sorted order, one tuple of records for each table."""
    import pyarrow.parquet as pq

    from retold.records import from_table

    groups: dict[str, tuple[list[Any], ...]] = {}
    for i, (path, record) in enumerate(zip(paths, records, strict=True)):
        table = pq.read_table(path)
        keys = table.column(KEY).to_pylist()
        built: Iterator[Any] = from_table(table.drop_columns([KEY]), record)
        for key, row in zip(keys, built, strict=True):
            groups.setdefault(key, tuple([] for _ in paths))[i].append(row)
    for key in sorted(groups):
        yield tuple(map(tuple, groups[key]))


def _link(keyed: Keyed) -> dict[str, str] | None:
    import pyarrow.parquet as pq

    if keyed.link is None:
        return None
    table, member, key = keyed.link
    columns = pq.read_table(table.path, columns=[member, key])
    return dict(zip(columns.column(member).to_pylist(), columns.column(key).to_pylist(), strict=True))


def _deal(keyed: Keyed, link: dict[str, str] | None, most: int) -> tuple[dict[str, int], int]:
    """Return the bucket of each key, and how many buckets there are."""
    import pyarrow.parquet as pq

    counts: dict[str, int] = dict.fromkeys(link.values(), 0) if link else {}
    for value in pq.read_table(keyed.table.path, columns=[keyed.field]).column(0).to_pylist():
        key = value if link is None else link.get(value)
        if key is not None:
            counts[key] = counts.get(key, 0) + 1
    buckets = max(1, min(most, len(counts)))
    share = max(1, sum(counts.values())) / buckets
    dealt, seen = {}, 0
    for key in sorted(counts):
        dealt[key] = min(int(seen / share), buckets - 1)
        seen += counts[key]
    return dealt, buckets


def _sort_into(keyed: Keyed, link: dict[str, str] | None, bucket_of: dict[str, int], paths: list[Path]) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from retold.records import schema

    whole = schema(keyed.table.record).append(pa.field(KEY, pa.string()))
    writers = [pq.ParquetWriter(path, whole, compression="zstd") for path in paths]
    file = pq.ParquetFile(keyed.table.path)
    for i in range(file.metadata.num_row_groups):
        table = file.read_row_group(i)
        values = table.column(keyed.field).to_pylist()
        keys = [v if link is None else link.get(v) for v in values]
        buckets = pa.array([bucket_of.get(k, -1) if k is not None else -1 for k in keys], pa.int32())
        table = table.append_column(pa.field(KEY, pa.string()), pa.array(keys, pa.string()))
        table = table.replace_schema_metadata(None)
        for b in pc.unique(buckets).to_pylist():
            if b >= 0:
                writers[b].write_table(table.filter(pc.equal(buckets, b)))
    for writer in writers:
        writer.close()
