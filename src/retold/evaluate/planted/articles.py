"""The articles that conflicts are planted in, and the excerpts around their quotations."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.errors import NoInput
from retold.records import Block, Document, Hint, Page, Quotation, Span, identify
from retold.settings import Clean
from retold.stages.clean import Cleaner
from retold.stages.situate.lexicon import MONTH_OR_DAY, TITLES
from retold.stages.situate.tables import given_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retold.stages.quote import Quoter

LONGEST = 1600
"""Paragraphs longer than this are left alone: a retelling rarely holds one whole."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with the day on which it was published (ISO, or empty)."""

    text: str
    published: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A headline and up to three paragraphs of an article, and where one quotation stands in them.

    ``sentence`` runs from the first to the last word of the quotation with its source and cue, up to the sentence's
    ends; ``names`` are the full names of people that the article has, ``others`` those of them that the excerpt lacks.
    """

    text: str
    published: str
    kind: str
    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    sentence: Span
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def at(self, span: Span) -> str:
        """Return the words of a span."""
        return self.text[span.start : span.end]


def articles(path: Path) -> list[Article]:
    """Read a ``.jsonl`` file of objects with ``text`` (and ``date``), a text file, or a folder of text files.

    Raises:
        NoInput: there is no text in it.
    """
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        found = [Article(r["text"], str(r.get("date", ""))) for r in rows if isinstance(r, dict) and r.get("text")]
    else:
        files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
        found = [Article(f.read_text(encoding="utf-8", errors="replace"), "") for f in files]
    if not found:
        raise NoInput(f'{path}: no articles; give a .jsonl file of {{"text": ..., "date": ...}}, or texts')
    return found


def page(text: str, published: str, name: str) -> Page:
    """Return a text as a reader would hand it on."""
    hints = (Hint("published", published, "date"),) if published else ()
    id_ = identify("d", text, name)
    return Page(id_, f"{name}.txt", "", "", id_, "text", "unknown", text, hints)


def excerpts(article: Article, quoter: Quoter) -> Iterator[Excerpt]:
    """Yield the excerpts around the quotations of an article that have a named source and 6 to 60 words."""
    cleaned = list(Cleaner(Clean())((page(article.text, article.published, "article"),)))
    documents = [r for r in cleaned if isinstance(r, Document)]
    blocks = [r for r in cleaned if isinstance(r, Block)]
    quotations = [q for q in quoter(documents, blocks) if isinstance(q, Quotation)]
    text = article.text
    names = sorted(
        {
            m.group()
            for m in NAME.finditer(text)
            if m[1] in given_names() and not {*m.group().split()} & (TITLES | MONTH_OR_DAY)
        }
    )
    for quotation in quotations:
        count = sum(len(text[s.start : s.end].split()) for s in quotation.content)
        if quotation.parent is None and quotation.cue and len(quotation.source) == 1 and 6 <= count <= 60:
            found = _excerpt(article, quotation, names)
            if found:
                yield found


NAME = re.compile(r"\b([A-Z][a-z’'-]+) [A-Z][a-zA-Z-]{3,}\b(?! [A-Z])")


def _excerpt(article: Article, quotation: Quotation, names: list[str]) -> Excerpt | None:
    text = article.text
    lines = [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    spans = sorted([*quotation.content, *quotation.source, *quotation.cue])
    at = next((i for i, p in enumerate(lines) if p.start <= spans[0].start and spans[-1].end <= p.end), None)
    if at is None or at == 0:
        return None
    keep = sorted({0, max(1, at - 1), at, min(len(lines) - 1, at + 1)})
    if any(lines[i].end - lines[i].start > LONGEST for i in keep):
        return None
    before = "".join(text[lines[i].start : lines[i].end] + "\n\n" for i in keep if i < at)
    whole = before + "\n\n".join(text[lines[i].start : lines[i].end] for i in keep if i >= at)
    shift = len(before) - lines[at].start

    def moved(parts: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(s.start + shift, s.end + shift) for s in parts)

    return Excerpt(
        whole, article.published, quotation.kind, moved(quotation.content), moved(quotation.source),
        moved(quotation.cue), _sentence(whole, moved(tuple(spans))),
        tuple(names), tuple(n for n in names if n.split()[-1] not in whole),
    )  # fmt: skip


def _sentence(text: str, spans: tuple[Span, ...]) -> Span:
    start = max((m.end() for m in re.finditer(r"[.!?][”\"’']?\s+|\n", text[: spans[0].start])), default=0)
    end = re.compile(r"[.!?][”\"’']?(?=\s|$)|(?=\n)|$").search(text, max(s.end for s in spans))
    return Span(start, end.end() if end else len(text))
