"""Quotation: who is said to have said what.

Marks are paired by an automaton (``marks``), cue frames are read off the parse (``frames``), marked sentences without
a cue are given to the speaker who goes on (``assemble``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from retold.records import Block, Diagnostic, Document, Quotation, Span, identify
from retold.settings import Quote
from retold.stages.quote import around
from retold.stages.quote import marks as automaton
from retold.stages.quote.assemble import settle, spans
from retold.stages.quote.frames import FRAMES, Draft, drafts
from retold.stages.quote.parse import may_hold_speech, pieces, views

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["FRAMES", "Quoter", "quotations"]

READ = frozenset({"headline", "subheading", "body", "caption", "metadata"})
"""The labels of the blocks in which quotations are looked for."""


@dataclass(frozen=True, slots=True)
class Quoter:
    """The stage: one document and its blocks in, its quotations out."""

    settings: Quote = field(default_factory=Quote)

    def __call__(self, documents: Sequence[Document], blocks: Sequence[Block]) -> Iterator[Quotation | Diagnostic]:
        """Yield the quotations of each document, and a diagnostic for each odd mark or unread language."""
        for document in documents:
            if document.language not in self.settings.languages:
                message = f"quotations are not read in {document.language!r}"
                yield Diagnostic("language", "quote", message, document.id, document.path)
                continue
            own = [b.span for b in blocks if b.document == document.id and b.label in READ]
            paragraphs = [(document.text[s.start : s.end], s.start) for s in own]
            for found in _read(paragraphs, document.id, self.settings):
                yield replace(found, path=document.path) if isinstance(found, Diagnostic) else found


def quotations(texts: Iterable[str], settings: Quote | None = None) -> Iterator[list[Quotation]]:
    """Yield the quotations of each text, with offsets into that very string; each line is read as a paragraph."""
    for text in texts:
        found = _read(_lines(text), "", settings or Quote())
        yield [q for q in found if isinstance(q, Quotation)]


def _lines(text: str) -> list[tuple[str, int]]:
    out, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append((line, start))
        start += len(line) + 1
    return out


def _read(paragraphs: list[tuple[str, int]], document: str, settings: Quote) -> Iterator[Quotation | Diagnostic]:
    """Yield the quotations of the paragraphs of one document in text order, and diagnostics for odd marks."""
    wanted = []
    resumes = False
    for text, offset in (piece for p in paragraphs for piece in pieces(*p)):
        found = automaton.marked(text, resumes)
        resumes = any(m.repair == "unclosed" and m.depth == 0 and not m.single for m in found.spans)
        for position, what in found.odd:
            if what == "unclosed":
                span = Span(offset + position, offset + position + 1)
                yield Diagnostic("unclosed-mark", "quote", "a mark is opened and not closed", document, span=span)
        if may_hold_speech(text):
            wanted.append((text, offset, found.spans))
    standing: list[Draft] = []
    last: Draft | None = None
    for view in views(wanted, settings.model):
        settled = settle(view, drafts(view), last)
        standing += settled
        last = next((d for d in reversed(settled) if d.level < 0), last)
    yield from _records(standing, document)


def _records(standing: list[Draft], document: str) -> Iterator[Quotation]:
    made = [(draft, q) for draft in standing if (q := _record(draft, document)) is not None]
    by_view: dict[int, list[tuple[Draft, Quotation]]] = {}
    for draft, quotation in made:
        by_view.setdefault(id(draft.view), []).append((draft, quotation))
    seen: set[str] = set()
    for draft, quotation in made:
        if quotation.id in seen:
            continue
        seen.add(quotation.id)
        holder = _holder(draft, by_view[id(draft.view)])
        yield replace(quotation, parent=holder.id) if holder is not None else quotation


def _record(draft: Draft, document: str) -> Quotation | None:
    """Return the draft as a record without its parent, or None where no words are left."""
    content = spans(draft.view, draft.content)
    if not content:
        return None
    around.fill(draft)
    view = draft.view
    kind = _kind(draft, content)
    text = " ".join(view.text[s.start - view.offset : s.end - view.offset] for s in content)
    aside = {name: spans(view, ranges) for name, ranges in draft.extra.items()}
    return Quotation(
        id=identify("q", document, kind, content),
        document=document,
        kind=kind,
        content=content,
        cue=spans(view, [(i, i + 1) for i in draft.cue]),
        source=_source(draft),
        addressee=aside.get("addressee", ()),
        carriers=aside.get("carriers", ()),
        when=aside.get("when", ()),
        venue=aside.get("venue", ()),
        negated=around.is_negated(draft),
        strength=around.strength(draft, text),
        frame=draft.frame,
        score=draft.score,
    )


def _holder(draft: Draft, others: list[tuple[Draft, Quotation]]) -> Quotation | None:
    """Return the smallest quotation whose content holds this one's cue (or, without a cue, its first word)."""
    best, size = None, 0
    for other, quotation in others:
        if other is not draft and any(a <= draft.head < b for a, b in other.content):
            length = sum(b - a for a, b in other.content)
            if best is None or length < size:
                best, size = quotation, length
    return best


def _source(draft: Draft) -> tuple[Span, ...]:
    seen = 0
    bearer: Draft | None = draft
    while bearer is not None and seen < 64:
        if bearer.source is not None:
            return spans(bearer.view, [bearer.source])
        bearer, seen = bearer.carried, seen + 1
    return ()


def _kind(draft: Draft, content: tuple[Span, ...]) -> str:
    view = draft.view
    inside = outside = 0
    for span in content:
        for i in range(span.start - view.offset, span.end - view.offset):
            if not view.text[i].isalnum():
                continue
            if any(m.start <= i < m.end and (m.parent < 0 or draft.level == m.parent) for m in view.marks):
                inside += 1
            else:
                outside += 1
    if draft.level >= 0 and not any(m.parent == draft.level for m in view.marks):
        return "indirect"
    return "direct" if not outside else "mixed" if inside else "indirect"
