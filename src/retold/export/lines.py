"""JSON Lines: one record a line, with the name of its type; the only export that can be read back.

The first line is a header; every other is an object with ``record`` (the type's name) and the record's fields.
``json_schema`` says the same as a JSON Schema, derived from the record types.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from retold.errors import CaseError
from retold.export.json import escape_surrogates, plain
from retold.records import RECORDS, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from retold.case import Case
    from retold.records import Record

FORMAT = "retold-lines/1"
TYPES = {record.__name__: record for record in RECORDS}


def to_jsonl(case: Case) -> str:
    """Return every record of a case, one JSON object a line, after a header line."""
    lines = [json.dumps({"record": "header", "format": FORMAT, "title": case.title}, ensure_ascii=False)]
    for name in TYPES:
        lines += [_line(name, record) for record in getattr(case, TABLES[name])]
    return escape_surrogates("\n".join(lines)) + "\n"


TABLES = {name: name.lower() + "s" for name in TYPES} | {
    "Story": "stories",
    "Person": "people",
    "Witness": "witnesses",
    "Discrepancy": "discrepancies",
}
"""The name of the table of a record type in a case."""


def from_jsonl(lines: Iterable[str]) -> dict[type[Record], tuple[Record, ...]]:
    """Return the records of a JSON Lines export by type, in order: the inverse of ``to_jsonl``.

    Raises:
        CaseError: a line is no JSON, or no record of this version; the message names the line.
    """
    found: dict[type[Record], list[Record]] = {record: [] for record in RECORDS}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            values = json.loads(line)
            name = values.pop("record")
            if name == "header":
                _check(values)
                continue
            record: Any = TYPES[name]
            found[record].append(_builder(record)(values))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise CaseError(f"line {number}: not a record of {FORMAT} ({error})") from error
    return {record: tuple(rows) for record, rows in found.items()}


def to_json_schema(_case: Case | None = None) -> str:
    """Return the JSON Schema (draft 2020-12) of one line, derived from the record types."""
    header = {
        "type": "object",
        "properties": {"record": {"const": "header"}, "format": {"const": FORMAT}, "title": {"type": "string"}},
        "required": ["record", "format"],
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"One line of {FORMAT}",
        "oneOf": [header, *({"$ref": f"#/$defs/{name}"} for name in TYPES)],
        "$defs": {name: _object(record, name) for name, record in TYPES.items()},
    }
    return json.dumps(schema, indent=1) + "\n"


def _line(name: str, record: Record) -> str:
    return json.dumps({"record": name, **plain(record)}, ensure_ascii=False)


def _check(header: dict[str, Any]) -> None:
    if header.get("format") != FORMAT:
        raise ValueError(f"format is {header.get('format')!r}")


def _object(record: Any, name: str = "") -> dict[str, Any]:
    hints = get_type_hints(record)
    properties = {f.name: _schema(hints[f.name]) for f in fields(record)}
    required = [f.name for f in fields(record) if f.default is MISSING and f.default_factory is MISSING]
    if name:
        properties = {"record": {"const": name}, **properties}
        required = ["record", *required]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _schema(hint: Any) -> dict[str, Any]:
    """Return the JSON Schema of one annotation."""
    simple = {str: {"type": "string"}, int: {"type": "integer"}, float: {"type": "number"}, bool: {"type": "boolean"}}
    if hint in simple:
        return dict(simple[hint])
    if hint is date:
        return {"type": "string", "format": "date"}
    if hint is Span:
        return {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    if get_origin(hint) in (UnionType, Union):
        return {"anyOf": [_schema(_inner(hint)), {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0])}
    return _object(hint)


def _inner(hint: Any) -> Any:
    (inner,) = (a for a in get_args(hint) if a is not type(None))
    return inner


@cache
def _builder(hint: Any) -> Callable[[Any], Any]:
    """Return a function that rebuilds a value of this annotation from JSON."""
    if get_origin(hint) in (UnionType, Union):
        build = _builder(_inner(hint))
        return lambda value: None if value is None else build(value)
    if get_origin(hint) is tuple:
        build_item = _builder(get_args(hint)[0])
        return lambda values: tuple(build_item(v) for v in values)
    if hint is date:
        return date.fromisoformat
    if hint is Span:
        return lambda pair: Span(*pair)
    if is_dataclass(hint):
        return _record_builder(hint)
    return lambda value: value


def _record_builder(record: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(record)
    build = {f.name: _builder(hints[f.name]) for f in fields(record)}
    return lambda row: record(**{name: build[name](value) for name, value in row.items()})
