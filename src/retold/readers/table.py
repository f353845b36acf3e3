"""Tables of texts: JSONL, CSV and Parquet, one row a page."""

from __future__ import annotations

import csv
import io
import json
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING, Any

from retold.readers import origin as origins
from retold.readers.decode import decode
from retold.readers.text import FIELDS
from retold.records import Diagnostic, Hint, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.readers.origin import Origin
    from retold.settings import Read

_TEXT = ("text", "content", "body", "article")


def jsonl(data: bytes, origin: Origin, settings: Read) -> Iterator[Page | Diagnostic]:
    """Yield one page for each line that is an object with a text; a line that is not costs only itself."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        part = origin.part(f"line {number}", line)
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield part.note("unreadable", f"is no JSON: {type(error).__name__}")
            continue
        if not isinstance(row, dict):
            yield part.note("unreadable", "is no JSON object with a text")
            continue
        yield from row_pages(row, part, settings, "jsonl")


_COLUMNS = 10_000


def comma_separated(data: bytes, origin: Origin, settings: Read) -> Iterator[Page | Diagnostic]:
    """Yield one page for each row of a CSV or TSV file with a header that names a text column."""
    decoded = decode(data)
    if decoded.note:
        yield origin.note("encoding", decoded.note)
    text = decoded.text.removeprefix("\ufeff")
    header = text[:1_000_000].split("\n", 1)[0]
    mark = max(",;\t|", key=header.count)
    if header.count(mark) > _COLUMNS:
        yield origin.note("unreadable", f"has more than {_COLUMNS:,} columns; it was skipped")
        return
    if not {name.strip('" \r').casefold() for name in header.split(mark)} & set(_TEXT):
        yield origin.note("unreadable", f"has no column named {', '.join(_TEXT)}")
        return
    csv.field_size_limit(max(settings.max_characters, 131_072))
    try:
        if _holds_scraps(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)):
            yield origin.note("unreadable", "has rows of a few words and nothing of where they were published")
            return
        for number, row in enumerate(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark), 1):
            if number > settings.max_members:
                yield origin.note("cut", f"has more than {settings.max_members:,} rows; the rest was not read")
                return
            plain = {key: value for key, value in row.items() if key and value}
            part = origin.part(f"row {number}", json.dumps(plain, sort_keys=True).encode())
            yield from row_pages(plain, part, settings, "csv")
    except csv.Error as error:
        yield origin.note("unreadable", f"is no readable CSV: {error}")


_LOOKED_AT = 200
_SCRAP = 15


def _holds_scraps(rows: csv.DictReader[str]) -> bool:
    """Say whether a table holds scraps (labels, lines of other files) and no documents.

    Its rows are short, and no column says who published them, where or when: a table of posts has at least that.
    """
    names = {str(name).casefold() for name in rows.fieldnames or ()}
    lengths = []
    for row in islice(rows, _LOOKED_AT):
        lower = {str(key).casefold(): value for key, value in row.items() if isinstance(value, str)}
        lengths += [len(lower[name].split()) for name in _TEXT if name in lower][:1]
    return not names & set(FIELDS) and len(lengths) > 1 and median(lengths) < _SCRAP


def parquet(data: bytes, origin: Origin, settings: Read) -> Iterator[Page | Diagnostic]:
    """Yield one page for each row of a Parquet file with a text column."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(io.BytesIO(data))
        names = [n for n in file.schema_arrow.names[:_COLUMNS] if n.lower() in {*_TEXT, *FIELDS}]
        if not {n.lower() for n in names} & set(_TEXT):
            yield origin.note("unreadable", f"has no column named {', '.join(_TEXT)}")
            return
        number = 0
        for batch in file.iter_batches(batch_size=64, columns=names):
            for row in batch.to_pylist():
                number += 1
                if number > settings.max_members:
                    yield origin.note("cut", f"has more than {settings.max_members:,} rows; the rest was not read")
                    return
                part = origin.part(f"row {number}", json.dumps(row, sort_keys=True, default=str).encode())
                yield from row_pages(row, part, settings, "parquet")
    except (pa.ArrowException, OSError, ValueError) as error:
        yield origin.note("unreadable", f"is no readable Parquet: {type(error).__name__}")


def row_pages(row: dict[str, Any], origin: Origin, settings: Read, container: str) -> Iterator[Page | Diagnostic]:
    """Yield the page of one row: the text column as it is, the other named columns as hints."""
    lower = {str(key).lower(): value for key, value in row.items()}
    text = next((lower[name] for name in _TEXT if isinstance(lower.get(name), str)), None)
    if text is None:
        yield origin.note("unreadable", f"has no text in a column named {', '.join(_TEXT)}")
        return
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates have no place in a table
    if not text.strip():
        yield origin.note("empty", "holds no words; it was skipped")
        return
    if len(text) > settings.max_characters:
        yield origin.note("cut", f"has {len(text):,} characters; the first {settings.max_characters:,} are read")
        text = text[: settings.max_characters]
    hints = tuple(_hints(lower))
    url = next((h.value for h in hints if h.field == "url"), "")
    yield origins.page(origin, container, text, url=url, hints=hints)


def _hints(lower: dict[str, Any]) -> Iterator[Hint]:
    for name, value in lower.items():
        field = FIELDS.get(name)
        values = value if isinstance(value, list) else [value]
        for item in values if field else ():
            if item is not None and not isinstance(item, dict | list) and str(item).strip():
                clean = str(item).strip().encode("utf-8", "replace").decode("utf-8")
                yield Hint(str(field), clean, f"column {name}")
