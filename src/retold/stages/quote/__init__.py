"""Quotation: who is said to have said what.

Marks are paired by an automaton (``marks``), cue frames are read off the parse (``frames``), marked sentences without
a cue are given to the speaker who goes on (``assemble``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from retold.records import Block, Diagnostic, Document, Quotation, Span
from retold.settings import Quote
from retold.stages.quote import marks as automaton
from retold.stages.quote.assemble import Before, settle
from retold.stages.quote.frames import FRAMES, Draft, drafts
from retold.stages.quote.parse import views
from retold.stages.quote.plain import Paragraph, may_hold_speech, paragraphs, pieces
from retold.stages.quote.render import records
from retold.stages.quote.turns import turns

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
            said, taken = turns(document.text, own, document.id)
            yield from said
            lines = [(document.text[s.start : s.end], s.start) for s in own if s not in taken]
            for found in _read(lines, document.id, self.settings):
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


def _read(lines: list[tuple[str, int]], document: str, settings: Quote) -> Iterator[Quotation | Diagnostic]:
    """Yield the quotations of the paragraphs of one document in text order, and diagnostics for odd marks."""
    wanted: list[Paragraph] = []
    resumes = False
    for number, (text, offset) in enumerate(piece for p in lines for piece in pieces(*p)):
        found = automaton.marked(text, resumes)
        resumes = any(m.repair == "unclosed" and m.depth == 0 and not m.single for m in found.spans)
        for position, what in found.odd:
            if what == "unclosed":
                span = Span(offset + position, offset + position + 1)
                yield Diagnostic("unclosed-mark", "quote", "a mark is opened and not closed", document, span=span)
        if may_hold_speech(text):
            wanted += paragraphs(text, offset, number, found.spans)
    standing: list[Draft] = []
    before = Before()
    for view in views(wanted, settings.model):
        settled = settle(view, drafts(view), Before() if view.inside else before)
        standing += settled
        if not view.inside:
            before = before.after(view, settled)
    yield from records(standing, document)
