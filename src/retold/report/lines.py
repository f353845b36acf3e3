"""Records as lines of text, for the terminal."""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property, singledispatchmethod
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from retold.records import (
    Attribution,
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


class Lines:
    """Prints the records of one case; what has to be looked up is looked up once."""

    def __init__(self, case: Case) -> None:
        self.case = case

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text of each document."""
        return {d.id: d.text for d in self.case.documents}

    @cached_property
    def files(self) -> dict[str, str]:
        """The file name of each document, or its name in an archive."""
        return {d.id: d.member or PurePath(d.path).name for d in self.case.documents}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each person."""
        return {p.id: p.name for p in self.case.people}

    @cached_property
    def sigla(self) -> dict[str, str]:
        """The siglum of each document."""
        return {m.document: m.siglum for m in self.case.members}

    @cached_property
    def said(self) -> dict[str, Attribution]:
        """The attribution of each quotation."""
        return {a.quotation: a for a in self.case.attributions}

    @cached_property
    def tellers(self) -> dict[str, set[str]]:
        """The sigla of the witnesses of each statement."""
        tellers: dict[str, set[str]] = {}
        for witness in self.case.witnesses:
            tellers.setdefault(witness.statement, set()).add(witness.siglum)
        return tellers

    def line(self, record: Any) -> str:
        """Return one record on one line: its id first, then what a reader wants of it."""
        text = " ".join(self._line(record).split())
        return f"{getattr(record, 'id', '')}  {text}".strip()

    @singledispatchmethod
    def _line(self, record: Any) -> str:
        return repr(record)

    @_line.register
    def _(self, record: Document) -> str:
        siglum = self.sigla.get(record.id, "?")
        return f"{siglum}  {record.role}  {days(record.published)}  {self.files[record.id]}  {record.headline}"

    @_line.register
    def _(self, record: Quotation) -> str:
        text = self.texts[record.document]
        said = self.said.get(record.id)
        speaker = self.names.get(said.speaker or "", "unsure") if said else "unsure"
        return f"{record.kind}  {speaker} [{words(text, record.source) or '-'}]: {words(text, record.content)}"

    @_line.register
    def _(self, record: Person) -> str:
        doubts = f"  DOUBT: {record.doubts[0]}" if record.doubts else ""
        return f"{record.name}  ({record.kind})  {'; '.join(record.forms)}{doubts}"

    @_line.register
    def _(self, record: Occasion) -> str:
        return f"{record.label}  {days(record.interval)}  {record.place}"

    @_line.register
    def _(self, record: Statement) -> str:
        return f"[{' '.join(sorted(self.tellers.get(record.id, ())))}]  {record.label}"

    @_line.register
    def _(self, record: Discrepancy) -> str:
        return f"{record.severity}  {record.kind}  {record.why}"

    @_line.register
    def _(self, record: Descent) -> str:
        exemplar, copy = (self.files.get(n, n) for n in (record.exemplar, record.copy))
        return f"{exemplar} -> {copy}  {record.kind} {record.score:.2f}  {record.why}"

    @_line.register
    def _(self, record: Diagnostic) -> str:
        return f"{record.code}  {record.path or self.files.get(record.document, record.document)}  {record.message}"

    def explanation(self, record: Any) -> str:
        """Return all of a record: each field on a line, spans and evidence with the words that stand there."""
        lines = [f"{type(record).__name__} {getattr(record, 'id', '')}".strip()]
        document = getattr(record, "document", getattr(record, "id", ""))
        for held in fields(record):
            value = getattr(record, held.name)
            if held.name not in ("id", "text") and value not in ((), None, ""):
                lines += self._field(held.name, value, document)
        if isinstance(record, Quotation):
            if record.id in self.said:
                lines += ["", self.explanation(self.said[record.id])]
            lines += _frame(record.frame)
        return "\n".join(lines)

    def _field(self, name: str, value: Any, document: str) -> list[str]:
        if isinstance(value, Interval):
            return [f"  {name}: {days(value)} ({value.granularity}, {value.anchor}) {value.text}"]
        if isinstance(value, Span):
            value = (value,)
        if isinstance(value, tuple) and value and isinstance(value[0], Span):
            text = self.texts.get(document, "")
            return [f"  {name}: {words(text, [s])}  [{s.start}:{s.end}]" for s in value]
        if isinstance(value, tuple) and value and isinstance(value[0], Evidence):
            return [f"  {name}: {words(self.texts[e.document], [e])}  [{e.document} {e.start}:{e.end}]" for e in value]
        if isinstance(value, tuple):
            return [f"  {name}: {', '.join(self._named(v) for v in value)}"]
        return [f"  {name}: {self._named(value)}"]

    def _named(self, value: Any) -> str:
        """Return a value, with the name of the person whose id it is."""
        return f"{value} ({self.names[value]})" if value in self.names else str(value)


def _frame(frame: str) -> list[str]:
    from retold.stages import quote

    meaning = getattr(quote, "FRAMES", {}).get(frame)
    return [f"  the frame {frame!r}: {meaning}"] if meaning else []


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
