"""Cutting a table as another is cut: the rows that say something of a document go where the document is."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from retold.engines import Table
from retold.engines.parts import digest
from retold.engines.tables import digest_of, writer

if TYPE_CHECKING:
    from pathlib import Path

    from retold.engines import Keyed


def aligned(keyed: Keyed, first: Keyed, folder: Path) -> Table:
    """Return the rows of a table cut as the first table is, whose key no two of its rows share.

    Part *i* holds the rows with the keys of the first table's part *i*, in table order; the other table is held whole
    in memory, so it is to be the smaller one.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    name = digest(keyed.table.stage, keyed.table.record.__name__, keyed.table.digests, first.table.digests)
    path = folder / f"{name}.parquet"
    rows = pq.read_table(keyed.table.path).replace_schema_metadata(None)
    where: dict[str, list[int]] = defaultdict(list)
    for i, key in enumerate(rows.column(keyed.field).to_pylist()):
        where[key].append(i)
    digests = []
    with (
        pq.ParquetFile(first.table.path) as file,
        writer(path, keyed.table.record) as out,
    ):
        for i in range(file.metadata.num_row_groups):
            keys = file.read_row_group(i, columns=[first.field]).column(0).to_pylist()
            places = sorted(row for key in keys for row in where.get(key, ()))
            taken = rows.take(pa.array(places, pa.int64())).combine_chunks()
            out.write_table(taken, row_group_size=max(1, taken.num_rows))
            digests.append(digest_of(taken))
    return Table(keyed.table.record, keyed.table.stage, path, tuple(digests), first.table.parting)
