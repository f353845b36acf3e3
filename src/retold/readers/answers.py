"""What a child process answers, as JSON: pages, diagnostics, and where each part begins."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from retold.readers.origin import Begin
from retold.records import Diagnostic, Hint, Mark, Page, Span


def to_answer(item: Page | Diagnostic | Begin) -> dict[str, Any]:
    """Return the JSON form of what a reader yields."""
    if isinstance(item, Begin):
        return {"begin": item.number, "member": item.member}
    if isinstance(item, Diagnostic):
        return {"diagnostic": asdict(item)}
    row = {name: getattr(item, name) for name in Page.__slots__}
    row["hints"] = [(h.field, h.value, h.where) for h in item.hints]
    row["body"] = [(s.start, s.end) for s in item.body]
    row["headings"] = [(s.start, s.end) for s in item.headings]
    row["marks"] = [(m.start, m.end, m.kind) for m in item.marks]
    return {"page": row}


def page_from(row: dict[str, Any]) -> Page:
    """Return a page from its JSON form."""
    return Page(
        **row
        | {
            "hints": tuple(Hint(*h) for h in row["hints"]),
            "body": tuple(Span(*s) for s in row["body"]),
            "headings": tuple(Span(*s) for s in row["headings"]),
            "marks": tuple(Mark(*m) for m in row["marks"]),
        }
    )


def diagnostic_from(row: dict[str, Any]) -> Diagnostic:
    """Return a diagnostic from its JSON form."""
    return Diagnostic(**row | {"span": Span(**row["span"]) if row["span"] else None})
