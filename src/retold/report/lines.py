"""Records as lines of text, for the terminal."""

from __future__ import annotations

from dataclasses import fields
from functools import singledispatch
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from retold.records import (
    Descent,
    Diagnostic,
    Discrepancy,
    Document,
    Evidence,
    Interval,
    Occasion,
    Person,
    Quotation,
    Span,
    Statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.case import Case


def line(case: Case, record: Any) -> str:
    """Return one record on one line: its id first, then what a reader wants of it."""
    text = " ".join(_line(record, case).split())
    return f"{getattr(record, 'id', '')}  {text}".strip()


@singledispatch
def _line(record: Any, _case: Case) -> str:
    return repr(record)


@_line.register(Document)
def _(record: Document, case: Case) -> str:
    sigla = {m.document: m.siglum for m in case.members}
    place = record.member or PurePath(record.path).name
    return f"{sigla.get(record.id, '?')}  {record.role}  {days(record.published)}  {place}  {record.headline}"


@_line.register(Quotation)
def _(record: Quotation, case: Case) -> str:
    text = _texts(case)[record.document]
    said = next((a for a in case.attributions if a.quotation == record.id), None)
    names = {p.id: p.name for p in case.people}
    speaker = names.get(said.speaker or "", "unsure") if said else "unsure"
    return f"{record.kind}  {speaker} [{words(text, record.source) or '-'}]: {words(text, record.content)}"


@_line.register(Person)
def _(record: Person, _case: Case) -> str:
    doubts = f"  DOUBT: {record.doubts[0]}" if record.doubts else ""
    return f"{record.name}  ({record.kind})  {'; '.join(record.forms)}{doubts}"


@_line.register(Occasion)
def _(record: Occasion, _case: Case) -> str:
    return f"{record.label}  {days(record.interval)}  {record.place}"


@_line.register(Statement)
def _(record: Statement, case: Case) -> str:
    sigla = sorted({w.siglum for w in case.witnesses if w.statement == record.id})
    return f"[{' '.join(sigla)}]  {record.label}"


@_line.register(Discrepancy)
def _(record: Discrepancy, _case: Case) -> str:
    return f"{record.severity}  {record.kind}  {record.why}"


@_line.register(Descent)
def _(record: Descent, case: Case) -> str:
    names = {d.id: d.member or PurePath(d.path).name for d in case.documents}
    exemplar, copy = (names.get(n, n) for n in (record.exemplar, record.copy))
    return f"{exemplar} -> {copy}  {record.kind} {record.score:.2f}  {record.why}"


@_line.register(Diagnostic)
def _(record: Diagnostic, case: Case) -> str:
    names = {d.id: d.path for d in case.documents}
    return f"{record.code}  {record.path or names.get(record.document, record.document)}  {record.message}"


def explanation(case: Case, record: Any) -> str:
    """Return all of a record: each field on a line, spans and evidence with the words that stand there."""
    lines = [f"{type(record).__name__} {getattr(record, 'id', '')}"]
    for held in fields(record):
        value = getattr(record, held.name)
        if held.name in ("id", "text") or value in ((), None, ""):
            continue
        lines += _field(case, held.name, value, getattr(record, "document", getattr(record, "id", "")))
    if isinstance(record, Quotation):
        for said in (a for a in case.attributions if a.quotation == record.id):
            lines += ["", explanation(case, said)]
        lines += _frame(record.frame)
    return "\n".join(lines)


def _field(case: Case, name: str, value: Any, document: str) -> list[str]:
    texts = _texts(case)
    names = {p.id: p.name for p in case.people}
    if isinstance(value, Interval):
        return [f"  {name}: {days(value)} ({value.granularity}, {value.anchor}) {value.text}"]
    if isinstance(value, Span):
        value = (value,)
    if isinstance(value, tuple) and value and isinstance(value[0], Span):
        return [f"  {name}: {words(texts.get(document, ''), [s])}  [{s.start}:{s.end}]" for s in value]
    if isinstance(value, tuple) and value and isinstance(value[0], Evidence):
        return [f"  {name}: {words(texts[e.document], [e])}  [{e.document} {e.start}:{e.end}]" for e in value]
    if isinstance(value, tuple):
        value = ", ".join(f"{v} ({names[v]})" if v in names else str(v) for v in value)
    return [f"  {name}: {value} ({names[value]})" if value in names else f"  {name}: {value}"]


def _frame(frame: str) -> list[str]:
    from retold.stages import quote

    meaning = getattr(quote, "FRAMES", {}).get(frame)
    return [f"  the frame {frame!r}: {meaning}"] if meaning else []


def _texts(case: Case) -> dict[str, str]:
    return {d.id: d.text for d in case.documents}


def words(text: str, spans: Iterable[Span | Evidence]) -> str:
    """Return the words of some spans on one line."""
    return " … ".join(" ".join(text[s.start : s.end].split()) for s in spans)


def days(interval: Interval | None) -> str:
    """Return an interval as a reader writes it: a day, or first to last."""
    if interval is None or (interval.first is None and interval.last is None):
        return "undated"
    if interval.first == interval.last:
        return str(interval.first)
    return f"{interval.first or '...'} to {interval.last or '...'}"
