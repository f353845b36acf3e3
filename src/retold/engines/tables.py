"""A stage's table: one Parquet file with a row group for each part (or several), which knows its parts by key."""

from __future__ import annotations

import hashlib
import json
import shutil
from contextlib import ExitStack
from typing import TYPE_CHECKING

from retold.records import schema

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa
    import pyarrow.parquet as pq

PARTS, INPUT = b"retold.parts", b"retold.input"


def writer(path: Path, record: type, *, passing: bool = False) -> pq.ParquetWriter:
    """Return what writes a file of records.

    Packed numbers go in as they are: of no two rows are they alike, and looking for that takes longer than writing.  A
    ``passing`` file is read once and gone when its stage is done: it is written in the quickest way.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    plain = passing or any(pa.types.is_binary(field.type) for field in schema(record))
    kind = "lz4" if passing else "zstd"
    return pq.ParquetWriter(path, schema(record), compression=kind, write_statistics=False, use_dictionary=not plain)


def parts_in(path: Path) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Return the parts that a table holds: for each key its first row group and the digest of each of its row groups.

    A table that is missing, broken or not ours holds none.
    """
    import pyarrow.parquet as pq

    try:
        listed = json.loads((pq.read_metadata(path).metadata or {})[PARTS])
    except (OSError, ValueError, KeyError):
        return {}
    parts = {}
    first = 0
    for key, *digests in listed:
        parts[key] = first, tuple(digests)
        first += len(digests)
    return parts


def input_of(path: Path) -> str:
    """Return what ``join`` was given as ``made_from``; empty if the table is missing, broken or not ours."""
    import pyarrow.parquet as pq

    try:
        return ((pq.read_metadata(path).metadata or {}).get(INPUT) or b"").decode()
    except (OSError, ValueError):
        return ""


def join(path: Path, record: type, keys: Sequence[str], folder: Path, made_from: str) -> None:
    """Write the table anew from the parts with these keys: out of their folders, else out of the table that it was.

    ``made_from`` is a digest of all input, kept with the table.  The new table appears whole or not at all; its bytes
    depend on the parts and on ``made_from`` alone.  One row group is held at a time.
    """
    import pyarrow.parquet as pq

    before = parts_in(path)
    temporary = path.with_suffix(".tmp")
    listed = []
    with ExitStack() as opened:
        file = opened.enter_context(pq.ParquetFile(path)) if before else None
        with writer(temporary, record) as out:
            for key in keys:
                part = folder / key / f"{record.__name__}.parquet"
                if part.is_file() or file is None:
                    with pq.ParquetFile(part) as made:
                        groups = range(made.metadata.num_row_groups)
                        digests = tuple(digest_of(_copied(made, i, out)) for i in groups)
                else:
                    first, digests = before[key]
                    for i in range(len(digests)):
                        _copied(file, first + i, out)
                listed.append((key, *digests))
            out.add_key_value_metadata({PARTS.decode(): json.dumps(listed), INPUT.decode(): made_from})
    if path.is_dir():  # the table of another engine
        shutil.rmtree(path)
    temporary.replace(path)


def _copied(file: pq.ParquetFile, row_group: int, out: pq.ParquetWriter) -> pa.Table:
    """Write a row group of one file to another, and return its rows."""
    rows = file.read_row_group(row_group, use_threads=False).replace_schema_metadata(None)
    out.write_table(rows, row_group_size=max(1, rows.num_rows))
    return rows


def digest_of(rows: pa.Table) -> str:
    """Return a digest of rows, however they are cut into chunks."""
    made = hashlib.blake2b(digest_size=8)
    for batch in rows.combine_chunks().to_batches():
        made.update(batch.serialize())
    return made.hexdigest()
