"""A stage's table: one Parquet file with a row group for each part, which knows its parts by key."""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import ExitStack
from typing import TYPE_CHECKING

from retold.records import schema

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PARTS, INPUT = b"retold.parts", b"retold.input"


def parts_in(path: Path) -> dict[str, tuple[int, str]]:
    """Return the parts that a table holds: for each key its row group and the digest of its rows.

    A table that is missing, broken or not ours holds none.
    """
    import pyarrow.parquet as pq

    try:
        listed = json.loads((pq.read_metadata(path).metadata or {})[PARTS])
    except (OSError, ValueError, KeyError):
        return {}
    return {key: (i, digest) for i, (key, digest) in enumerate(listed)}


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
    depend on the parts and on ``made_from`` alone.
    """
    import pyarrow.parquet as pq

    before = parts_in(path)
    temporary = path.with_suffix(".tmp")
    listed = []
    with ExitStack() as opened:
        file = opened.enter_context(pq.ParquetFile(path)) if before else None
        with pq.ParquetWriter(temporary, schema(record), compression="zstd") as writer:
            for key in keys:
                part = folder / key / f"{record.__name__}.parquet"
                if part.is_file() or file is None:
                    content = part.read_bytes()
                    rows = pq.ParquetFile(io.BytesIO(content)).read()
                    digest = hashlib.blake2b(content, digest_size=8).hexdigest()
                else:
                    group, digest = before[key]
                    rows = file.read_row_group(group)
                writer.write_table(rows.replace_schema_metadata(None), row_group_size=max(1, rows.num_rows))
                listed.append((key, digest))
            writer.add_key_value_metadata({PARTS.decode(): json.dumps(listed), INPUT.decode(): made_from})
    temporary.replace(path)
