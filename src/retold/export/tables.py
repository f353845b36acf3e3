"""Tables for a spreadsheet or a data frame: one row a quotation, statement, discrepancy or descent.

The rows are flat and hold names and words beside the ids, so that each can be read alone.  CSV and Parquet come as
one ZIP archive with a file for each table; the archive holds no time, so the same case gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING, Any

from retold.report.index import Index, index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import pyarrow as pa

    from retold.case import Case
    from retold.records import Evidence, Interval, Span

Row = dict[str, Any]


def to_csv(case: Case) -> bytes:
    """Return a ZIP archive of CSV files in UTF-8 with a byte order mark, which spreadsheets want.

    A cell that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    return _archive({f"{name}.csv": _csv(COLUMNS[name], rows) for name, rows in rows_of(case).items()})


def to_parquet(case: Case) -> bytes:
    """Return a ZIP archive of Parquet files."""
    import pyarrow.parquet as pq

    files = {}
    for name, table in to_arrow(case).items():
        sink = io.BytesIO()
        pq.write_table(table, sink)
        files[f"{name}.parquet"] = sink.getvalue()
    return _archive(files)


def to_arrow(case: Case) -> dict[str, pa.Table]:
    """Return the four tables by name, for pandas (``.to_pandas()``) or Polars (``polars.from_arrow``)."""
    import pyarrow as pa

    kinds = {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    tables = {}
    for name, rows in rows_of(case).items():
        columns = COLUMNS[name]
        arrays = [pa.array([_clean(row[c]) for row in rows], kinds[kind]) for c, kind in columns.items()]
        tables[name] = pa.Table.from_arrays(arrays, names=list(columns))
    return tables


def rows_of(case: Case) -> dict[str, list[Row]]:
    """Return the rows of each table by its name."""
    look = index(case)
    makers: dict[str, Callable[[Case, Index], Iterable[Row]]] = {
        "quotations": _quotations,
        "statements": _statements,
        "discrepancies": _discrepancies,
        "descents": _descents,
    }
    return {name: [_ordered(COLUMNS[name], row) for row in make(case, look)] for name, make in makers.items()}


def _columns(text: str) -> dict[str, str]:
    return {name: kind or "str" for name, _, kind in (c.partition(":") for c in text.split())}


COLUMNS = {
    "quotations": _columns(
        "id document siglum outlet path published kind content source cue speaker candidates addressee occasion "
        "said_first said_last carriers venue manner negated:bool strength parent start:int end:int score:float"
    ),
    "statements": _columns(
        "id story label occasion said_first said_last documents:int tellings:int speakers sigla base_siglum base_words"
    ),
    "discrepancies": _columns(
        "id rank:float severity kind why score:float statement documents left_document left_siglum left_words "
        "left_start:int left_end:int right_document right_siglum right_words right_start:int right_end:int"
    ),
    "descents": _columns("id story exemplar exemplar_name copy copy_name kind score:float why words"),
}
"""The columns of each table with their kinds."""


def _quotations(case: Case, look: Index) -> Iterable[Row]:
    for q in case.quotations:
        document, said = look.documents[q.document], look.attributions.get(q.id)
        occasion = look.occasions.get(said.occasion or "") if said else None
        yield {
            "id": q.id,
            "document": q.document,
            "siglum": look.siglum(q.document),
            "outlet": document.outlet,
            "path": document.path,
            "published": _first(document.published),
            "kind": q.kind,
            "content": look.words(q.document, q.content),
            "source": look.words(q.document, q.source),
            "cue": look.words(q.document, q.cue),
            "speaker": look.person(said.speaker) if said else "",
            "candidates": "; ".join(look.person(c) for c in said.candidates) if said else "",
            "addressee": look.person(said.addressee) if said else "",
            "occasion": occasion.label if occasion else "",
            "said_first": _first(occasion.interval) if occasion else "",
            "said_last": _last(occasion.interval) if occasion else "",
            "carriers": "; ".join(look.words(q.document, [c]) for c in q.carriers),
            "venue": "; ".join(look.words(q.document, [c]) for c in q.venue),
            "manner": "; ".join(look.words(q.document, [c]) for c in q.manner),
            "negated": q.negated,
            "strength": q.strength,
            "parent": q.parent or "",
            "start": _edge(q.content, 0),
            "end": _edge(q.content, 1),
            "score": q.score,
        }


def _statements(case: Case, look: Index) -> Iterable[Row]:
    for s in case.statements:
        tellings = look.tellings.get(s.id, [])
        base = next((w for w in tellings if w.base), tellings[0] if tellings else None)
        occasion = look.occasions.get(s.occasion or "")
        yield {
            "id": s.id,
            "story": s.story,
            "label": s.label,
            "occasion": occasion.label if occasion else "",
            "said_first": _first(occasion.interval) if occasion else "",
            "said_last": _last(occasion.interval) if occasion else "",
            "documents": len({w.document for w in tellings}),
            "tellings": len(tellings),
            "speakers": "; ".join(dict.fromkeys(look.person(w.speaker) for w in tellings if w.speaker)),
            "sigla": " ".join(dict.fromkeys(w.siglum for w in tellings)),
            "base_siglum": base.siglum if base else "",
            "base_words": look.words(base.document, base.spans) if base else "",
        }


def _discrepancies(case: Case, look: Index) -> Iterable[Row]:
    for d in case.discrepancies:
        statement = look.statements.get(d.statement or "")
        sides = (*d.evidence[:2], None, None)[:2]
        yield {
            "id": d.id,
            "rank": d.rank,
            "severity": d.severity,
            "kind": d.kind,
            "why": d.why,
            "score": d.score,
            "statement": statement.label if statement else "",
            "documents": "; ".join(look.name(x) for x in d.documents),
            **_side("left", sides[0], d.story, look),
            **_side("right", sides[1], d.story, look),
        }


def _side(name: str, place: Evidence | None, story: str, look: Index) -> Row:
    if place is None or place.document not in look.documents:
        return {f"{name}_{c}": None for c in ("document", "siglum", "words", "start", "end")}
    return {
        f"{name}_document": look.name(place.document),
        f"{name}_siglum": look.siglum(place.document, story),
        f"{name}_words": look.documents[place.document].text[place.start : place.end],
        f"{name}_start": place.start,
        f"{name}_end": place.end,
    }


def _descents(case: Case, look: Index) -> Iterable[Row]:
    for d in case.descents:
        known = [e for e in d.evidence if e.document in look.documents]
        yield {
            "id": d.id,
            "story": d.story,
            "exemplar": d.exemplar,
            "exemplar_name": look.name(d.exemplar),
            "copy": d.copy,
            "copy_name": look.name(d.copy),
            "kind": d.kind,
            "score": d.score,
            "why": d.why,
            "words": " … ".join(look.documents[e.document].text[e.start : e.end] for e in known),
        }


def _ordered(columns: dict[str, str], row: Row) -> Row:
    return {name: row[name] for name in columns}


def _first(interval: Interval | None) -> str:
    return interval.first.isoformat() if interval and interval.first else ""


def _last(interval: Interval | None) -> str:
    return interval.last.isoformat() if interval and interval.last else ""


def _edge(spans: tuple[Span, ...], side: int) -> int | None:
    if not spans:
        return None
    return min(s.start for s in spans) if side == 0 else max(s.end for s in spans)


def _csv(columns: Iterable[str], rows: list[Row]) -> bytes:
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])
    return ("\ufeff" + sink.getvalue()).encode("utf-8", "replace")


def _cell(value: Any) -> Any:
    """Return a cell that no spreadsheet runs as a formula (OWASP, "CSV injection")."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return "'" + value
    return value


def _clean(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _archive(files: dict[str, bytes]) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return sink.getvalue()
