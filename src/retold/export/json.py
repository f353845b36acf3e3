"""One JSON object for a whole case: the format ``retold/1``.

Offsets are half-open code-point offsets into the document's ``text``, as everywhere.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from retold.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.case import Case
    from retold.records import Attribution, Block, Document, Quotation, Reading, Statement

FORMAT = "retold/1"


def to_json(case: Case) -> str:
    """Return the case as one JSON object, ending in a newline.

    A statement's ``witnesses`` are quotation ids, each once; the tellings themselves stand under ``tellings``.  The
    text is valid UTF-8 whatever the documents hold: a lone surrogate is written as its escape.
    """
    text = json.dumps(_case(case), ensure_ascii=False, indent=1)
    return escape_surrogates(text) + "\n"


def plain(value: Any) -> Any:
    """Return a record or value as JSON takes it: spans as ``[start, end]``, days as ISO 8601, records as objects."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    return value


def _case(case: Case) -> dict[str, Any]:
    blocks: dict[str, list[Block]] = defaultdict(list)
    for block in case.blocks:
        blocks[block.document].append(block)
    attributions = {a.quotation: a for a in case.attributions}
    readings: dict[str, list[Reading]] = defaultdict(list)
    for reading in case.readings:
        readings[reading.statement].append(reading)
    return {
        "format": FORMAT,
        "title": case.title,
        "documents": [_document(d, blocks[d.id]) for d in case.documents],
        "quotations": [_quotation(q, attributions.get(q.id)) for q in case.quotations],
        "people": plain(case.people),
        "occasions": plain(case.occasions),
        "stories": [{**plain(s), "members": _sigla(case, s.id)} for s in case.stories],
        "statements": _statements(case, readings),
        "discrepancies": plain(case.discrepancies),
        "descents": plain(case.descents),
        "resemblances": plain(case.resemblances),
        "mentions": [_flat(m) for m in case.mentions],
        "moments": [_flat(m) for m in case.moments],
        "diagnostics": plain(case.diagnostics),
    }


def _document(document: Document, blocks: Iterable[Block]) -> dict[str, Any]:
    listed = [
        {"start": b.span.start, "end": b.span.end, "label": b.label, "reason": b.reason, "score": b.score}
        for b in blocks
    ]
    return {**plain(document), "blocks": listed}


def _quotation(quotation: Quotation, attribution: Attribution | None) -> dict[str, Any]:
    """Return a quotation joined with its attribution; ``to`` is the person spoken to."""
    said = {
        "speaker": attribution.speaker if attribution else None,
        "to": attribution.addressee if attribution else None,
        "occasion": attribution.occasion if attribution else None,
        "candidates": list(attribution.candidates) if attribution else [],
        "rule": attribution.rule if attribution else "",
    }
    return {**plain(quotation), **said}


def _statements(case: Case, readings: dict[str, list[Reading]]) -> list[dict[str, Any]]:
    tellings = defaultdict(list)
    for witness in case.witnesses:
        tellings[witness.statement].append(plain(witness))
    return [_statement(s, tellings[s.id], readings[s.id]) for s in case.statements]


def _statement(statement: Statement, tellings: list[Any], readings: list[Reading]) -> dict[str, Any]:
    return {
        **plain(statement),
        "witnesses": list(dict.fromkeys(statement.witnesses)),
        "tellings": tellings,
        "readings": plain(readings),
    }


def _sigla(case: Case, story: str) -> dict[str, str]:
    return {m.siglum: m.document for m in case.members if m.story == story}


def _flat(record: Any) -> dict[str, Any]:
    """Return a mention or moment with its span as ``start`` and ``end``."""
    values = plain(record)
    start, end = values.pop("span")
    return {"document": values.pop("document"), "start": start, "end": end, **values}


def escape_surrogates(text: str) -> str:
    """Return JSON text with each lone surrogate written as its escape, so that it can be encoded."""
    return re.sub("[\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", text)
