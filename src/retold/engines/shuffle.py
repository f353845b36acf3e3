"""Sorting the rows of several tables into buckets by key, on disk, a few row groups in memory at a time."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

from retold.engines.parts import digest
from retold.engines.tables import digest_of
from retold.records import from_table, schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from retold.engines import Keyed

KEY = "__key"
DIGESTS = "digests.txt"
"""Beside the buckets of a table: a digest of the rows of each, for the next stage that takes them."""
BUCKETS = ((16, None), (512, 16), (8192, 64), (None, 256))
"""Up to so many keys are dealt into so many buckets; ``None`` is a bucket for each."""
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
        """Yield the arguments of each call; only those of one key are records at a time, and some rows ahead."""
        tables, counts = map(list, zip(*map(_by_key, self.paths), strict=True))
        keys = sorted(set().union(*counts))
        rows: list[Iterator[Any]] = [from_table(tables.pop(0), record) for record in self.records]
        for key in keys[:-1]:
            yield tuple(tuple(islice(coming, count[key])) for coming, count in zip(rows, counts, strict=True))
        if keys:
            yield tuple(map(tuple, rows))  # to their end, so that of one great group there are not two copies


def _by_key(path: Path) -> tuple[pa.Table, Counter[str]]:
    """Return the rows of a file, sorted by key and of each key in table order, and how many each key has."""
    import pyarrow as pa

    table = _read(path)
    keys = table.column(KEY).to_pylist()
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return table.drop_columns([KEY]).take(pa.array(order, pa.int64())).combine_chunks(), Counter(keys)


def _read(path: Path) -> pa.Table:
    import pyarrow as pa

    with pa.OSFile(str(path)) as file:
        return pa.ipc.open_file(file).read_all()


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
    count = next(count for most, count in BUCKETS if most is None or len(keys) <= most)
    if count is None:
        return {key: i for i, key in enumerate(sorted(keys))}, max(1, len(keys))
    return {key: int.from_bytes(blake2b(key.encode(), digest_size=4).digest()) % count for key in keys}, count


def _sorted(
    keyed: Keyed, link: dict[str, str] | None, bucket_of: dict[str, int], count: int, folder: Path
) -> list[tuple[Path, str]]:
    """Sort one table; return the file of each bucket, with a digest of its rows."""
    through = (keyed.link[0].digests, *keyed.link[1:]) if keyed.link else ()
    name = digest(keyed.table.stage, keyed.table.record.__name__, keyed.table.digests, keyed.field, through, count)
    place = folder / name
    paths = [place / f"{i:05}.arrow" for i in range(count)]
    if not place.is_dir():
        temporary = place.with_suffix(".tmp")
        temporary.mkdir(parents=True)
        files = [temporary / path.name for path in paths]
        _deal_out(keyed, link, bucket_of, files)
        (temporary / DIGESTS).write_text("\n".join(map(_digest_of_rows, files)), encoding="utf-8")
        temporary.replace(place)
    digests = (place / DIGESTS).read_text(encoding="utf-8").split("\n")
    return list(zip(paths, digests, strict=True))


def _deal_out(keyed: Keyed, link: dict[str, str] | None, bucket_of: dict[str, int], paths: Sequence[Path]) -> None:
    """Write the rows of a table to the files of their buckets, with the key as a column more."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole = schema(keyed.table.record).append(pa.field(KEY, pa.string()))
    packed = pa.ipc.IpcWriteOptions(compression="lz4")
    with ExitStack() as opened:
        files = [opened.enter_context(pa.OSFile(str(path), "wb")) for path in paths]
        writers = [opened.enter_context(pa.ipc.new_file(file, whole, options=packed)) for file in files]
        table = opened.enter_context(pq.ParquetFile(keyed.table.path))
        for rows in _slabs(table):
            values = rows.column(keyed.field).to_pylist()
            keys = [v if link is None else link.get(v) for v in values]
            buckets = np.array([bucket_of.get(k, -1) if k is not None else -1 for k in keys], np.int64)
            order = np.argsort(buckets, kind="stable")
            dealt = rows.append_column(pa.field(KEY, pa.string()), pa.array(keys, pa.string()))
            dealt = dealt.take(order).combine_chunks()
            ends = np.searchsorted(buckets[order], np.arange(len(paths) + 1))
            for writer, (start, end) in zip(writers, pairwise(ends.tolist()), strict=True):
                if end > start:
                    writer.write_table(dealt.slice(start, end - start))


def _digest_of_rows(path: Path) -> str:
    """Return a digest of the rows of a file, however they were cut into row groups."""
    return digest_of(_read(path))


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
