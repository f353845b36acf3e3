"""Quotation: who is said to have said what.

Marks are paired by an automaton (``marks``), cue frames are read off the parse (``frames``), marked sentences without
a cue are given to the speaker who goes on (``assemble``).  Where somebody trained one, a ``judge`` has the last word.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from retold.records import Block, Diagnostic, Document, Quotation, Span
from retold.settings import Quote
from retold.stages.quote import marks as automaton
from retold.stages.quote.assemble import Before, settle
from retold.stages.quote.frames import FRAMES, Draft, drafts
from retold.stages.quote.judge import Judge, load
from retold.stages.quote.mend import mended
from retold.stages.quote.parse import View, views
from retold.stages.quote.plain import Paragraph, may_hold_speech, paragraphs, pieces
from retold.stages.quote.posts import posts
from retold.stages.quote.render import records
from retold.stages.quote.titles import titles
from retold.stages.quote.turns import asked, turns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["FRAMES", "Quoter", "quotations"]

READ = frozenset({"headline", "subheading", "body", "caption", "metadata"})
"""The labels of the blocks in which quotations are looked for."""
HEADS = frozenset({"headline", "subheading"})


@dataclass(frozen=True, slots=True)
class Quoter:
    """The stage: one document and its blocks in, its quotations out."""

    settings: Quote = field(default_factory=Quote)
    judge: Judge | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        """Read the weights, so that the stage as it prints itself changes with them and not only with their path."""
        if self.settings.judge:
            object.__setattr__(self, "judge", load(self.settings.judge))

    def __call__(self, documents: Sequence[Document], blocks: Sequence[Block]) -> Iterator[Quotation | Diagnostic]:
        """Yield the quotations of each document, and a diagnostic for each odd mark or unread language."""
        for document in documents:
            if document.language not in self.settings.languages:
                message = f"quotations are not read in {document.language!r}"
                yield Diagnostic("language", "quote", message, document.id, document.path)
                continue
            own = [b.span for b in blocks if b.document == document.id and b.label in READ]
            for span in (s for s in own if s.end - s.start > self.settings.longest_paragraph):
                message = f"a paragraph has {span.end - span.start:,} characters; the beginning is read"
                yield Diagnostic("gave-up", "quote", message, document.id, document.path, span)
            own = [Span(s.start, min(s.end, s.start + self.settings.longest_paragraph)) for s in own]
            said, taken = turns(document.text, own, document.id)
            posted, lines = posts(
                [(document.text[s.start : s.end], s.start) for s in own if s not in taken], document.id
            )
            yield from posted
            wanted, odd = _wanted(lines, document.id)
            yield from said  # a turn stands by its layout, which no judge sees
            yield from asked(document.text, [s for s in own if s not in taken], document.id)
            yield from (replace(d, path=document.path) for d in odd)
            found = [
                *_in_turns(said, document, self.settings),
                *records(_settled(views(wanted, self.settings.model)), document.id),
            ]
            heads = {b.span for b in blocks if b.document == document.id and b.label in HEADS}
            found += titles(document.text, [s for s in own if s not in taken], found, document.id, heads)
            yield from self.judge(found, document.text) if self.judge else found


def quotations(texts: Iterable[str], settings: Quote | None = None) -> Iterator[list[Quotation]]:
    """Yield the quotations of each text, with offsets into that very string; each line is read as a paragraph."""
    settings = settings or Quote()
    judge = load(settings.judge) if settings.judge else None
    given = iter(texts)
    while group := list(islice(given, TOGETHER)):
        read = [posts(_lines(text), "") for text in group]
        wanted = [_wanted(lines, "")[0] for _, lines in read]
        parsed = views([p for own in wanted for p in own], settings.model)
        for text, (posted, _), own in zip(group, read, wanted, strict=True):
            found = [*posted, *records(_settled(islice(parsed, len(own))), "")]
            yield judge(found, text) if judge else found


TOGETHER = 16
"""Texts that are parsed in one batch, which makes the parser quicker."""


def _lines(text: str) -> list[tuple[str, int]]:
    out, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            out.append((line, start))
        start += len(line) + 1
    return out


def _in_turns(said: list[Quotation], document: Document, settings: Quote) -> Iterator[Quotation]:
    """Yield the speech inside the turns of a transcript, held by its turn."""
    for turn in said:
        inner: list[Paragraph] = []
        for number, s in enumerate(turn.content):
            text = document.text[s.start : s.end]
            if may_hold_speech(text):
                inner += paragraphs(text, s.start, number, mended(text).spans, 1)
        for found in records(_settled(views(inner, settings.model)), document.id):
            yield found if found.parent else replace(found, parent=turn.id)


def _wanted(lines: list[tuple[str, int]], document: str) -> tuple[list[Paragraph], list[Diagnostic]]:
    """Return the paragraphs of one document that must be parsed, and a diagnostic for each odd mark."""
    wanted: list[Paragraph] = []
    odd: list[Diagnostic] = []
    resumes = False
    given = [piece for p in lines for piece in pieces(*p)]
    for number, (text, offset) in enumerate(given):
        follows = number + 1 < len(given) and given[number + 1][0].lstrip()[:1] in automaton.DOUBLE
        found = mended(text, resumes, follows)
        resumes = any(m.repair == "unclosed" and m.depth == 0 and not m.single for m in found.spans)
        for position, what in found.odd[:MOST_ODD]:
            span = Span(offset + position, offset + position + 1)
            if what in ODD:
                odd.append(Diagnostic(ODD[what][0], "quote", ODD[what][1], document, span=span))
        if not may_hold_speech(text):
            continue
        if _repeats_itself(text):
            odd.append(Diagnostic(*ODD_REPEATED, document, span=Span(offset, offset + len(text))))
            continue
        wanted += paragraphs(text, offset, number, found.spans)
    return wanted, odd


def _repeats_itself(text: str) -> bool:
    """Say whether a text says a few words over and over: the parse of it is endless, and there is nothing in it."""
    said = text.split()
    return len(said) > MANY_WORDS and len(set(said)) < len(said) / 20


MOST_ODD = 20
"""Odd marks of one paragraph that are told of."""
MANY_WORDS = 300
ODD_REPEATED = ("gave-up", "quote", "a paragraph says a few words over and over; it is not read")


ODD = {
    "unclosed": ("unclosed-mark", "a quotation mark is opened and not closed"),
    "unopened": ("unopened-mark", "a quotation mark is closed and was not opened"),
    "deep": ("gave-up", f"marks stand more than {automaton.MAX_DEPTH} deep; those inside are not read"),
}
"""What the automaton can meet, with its diagnostic."""


def _settled(parsed: Iterable[View]) -> list[Draft]:
    """Return the drafts of one document that stand, in text order."""
    standing: list[Draft] = []
    before = Before()
    for view in parsed:
        settled = settle(view, drafts(view), Before() if view.inside else before)
        standing += settled
        if not view.inside:
            before = before.after(view, settled)
    return standing
