"""Records to Arrow tables and back; the schema is derived from the annotations of the record type."""

from __future__ import annotations

import re
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from itertools import accumulate, pairwise, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pyarrow as pa

R = TypeVar("R")
AT_ONCE = 4096
"""Rows that become records at a time."""


def _hints(record: Any) -> dict[str, Any]:
    """Return the annotations of a record or value type, by field in order."""
    if record not in _KNOWN:
        hints = get_type_hints(record)
        _KNOWN[record] = {f.name: hints[f.name] for f in fields(record)}
    return _KNOWN[record]


_KNOWN: dict[Any, dict[str, Any]] = {}


@cache
def schema(record: Any) -> pa.Schema:
    """Return the Arrow schema of a record type, derived from its annotations."""
    import pyarrow as pa

    return pa.schema([pa.field(name, *_arrow(hint)) for name, hint in _hints(record).items()])


@cache
def _arrow(hint: Any) -> tuple[Any, bool]:
    """Return (Arrow type, nullable) for one annotation."""
    import pyarrow as pa

    plain = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32(),
             bytes: pa.binary()}  # fmt: skip
    if hint in plain:
        return plain[hint], False
    if get_origin(hint) in (types.UnionType, Union):
        (inner,) = (a for a in get_args(hint) if a is not type(None))
        return _arrow(inner)[0], True
    if get_origin(hint) is tuple:
        inner, nullable = _arrow(get_args(hint)[0])
        return pa.list_(pa.field("item", inner, nullable)), False
    if is_dataclass(hint):
        return pa.struct([pa.field(name, *_arrow(inner)) for name, inner in _hints(hint).items()]), False
    raise TypeError(f"a record field of type {hint!r} has no Arrow form")


def to_table(records: Iterable[R], record: type[R]) -> pa.Table:
    """Return an Arrow table with one row for each record, in order.

    Half a surrogate pair, which Arrow cannot hold, becomes U+FFFD: offsets stay as they are.
    """
    import pyarrow as pa

    rows = list(records)
    columns = [_array(list(map(attrgetter(name), rows)), hint) for name, hint in _hints(record).items()]
    return pa.Table.from_arrays(columns, schema=schema(cast("Any", record)))


def from_table(table: pa.Table, record: type[R]) -> Iterator[R]:
    """Yield the records of an Arrow table: the inverse of ``to_table``.

    A column that the table lacks, because it was written before the record had that field, is filled with the default.
    """
    hints = _hints(record)
    held = [(f.name, f.default) for f in fields(record)]  # type: ignore[arg-type]
    lacking = {name for name, default in held if default is not MISSING} - set(table.column_names)
    for batch in table.to_batches(max_chunksize=AT_ONCE):
        columns = (
            repeat(default) if name in lacking else _values(batch.column(name), hints[name]) for name, default in held
        )
        yield from map(record, *columns)


def _array(values: list[Any], hint: Any) -> pa.Array:
    """Return a column: built from whole lists, because Arrow is slow on a dict for each value."""
    import pyarrow as pa

    kind, _ = _arrow(hint)
    if get_origin(hint) is tuple:
        ends = list(accumulate(map(len, values), initial=0))
        inner = _array([item for value in values for item in value], get_args(hint)[0])
        return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), inner, type=kind)
    if is_dataclass(hint) and values:
        columns = [_array(list(map(attrgetter(name), values)), inner) for name, inner in _hints(hint).items()]
        return pa.StructArray.from_arrays(columns, fields=list(kind))
    try:
        return pa.array(to_plain(tuple(values)) if pa.types.is_struct(kind) else values, kind)
    except UnicodeEncodeError:
        return pa.array([_encodable(v) for v in to_plain(tuple(values))], kind)


def _encodable(value: Any) -> Any:
    """Return a plain value with U+FFFD for half a surrogate pair."""
    if isinstance(value, dict):
        return {key: _encodable(v) for key, v in value.items()}
    return re.sub("[\ud800-\udfff]", "\ufffd", value) if isinstance(value, str) else value


def _values(array: pa.Array, hint: Any) -> list[Any]:
    """Return the values of a column: the inverse of ``_array``."""
    if get_origin(hint) in (types.UnionType, Union):
        (inner,) = (a for a in get_args(hint) if a is not type(None))
        if not is_dataclass(inner):
            return cast("list[Any]", array.to_pylist())
        built = iter(_values(array.drop_null(), inner))
        return [next(built) if there else None for there in array.is_valid().to_pylist()]
    if get_origin(hint) is tuple:
        items = _values(array.flatten(), get_args(hint)[0])
        ends = list(accumulate(_values(array.value_lengths(), int), initial=0))
        return [tuple(items[start:end]) for start, end in pairwise(ends)]
    if is_dataclass(hint):
        columns = zip(_hints(hint).values(), array.flatten(), strict=True)
        return list(map(cast("Any", hint), *(_values(column, inner) for inner, column in columns)))
    if hint in {int, float, bool} and not array.null_count:  # Arrow makes an object of its own for each value
        return cast("list[Any]", array.to_numpy(zero_copy_only=False).tolist())
    return cast("list[Any]", array.to_pylist())


def to_plain(value: Any) -> Any:
    """Return a value as Arrow and JSON take it: records and value types as dicts, tuples as lists."""
    if isinstance(value, tuple):
        return [to_plain(v) for v in value]
    if is_dataclass(value):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    return value
