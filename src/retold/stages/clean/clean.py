"""The stage: one page to one document and its blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from retold.records import Block, Diagnostic, Document, Page, Span
from retold.stages.clean import stated
from retold.stages.clean.dates import days
from retold.stages.clean.judge import Verdict, judge
from retold.stages.clean.language import language_of
from retold.stages.clean.lines import Line, lines, running_heads
from retold.stages.clean.marked import judge_marked
from retold.stages.clean.sites import RECURRING
from retold.stages.clean.truncated import signs
from retold.stages.clean.wrapped import unwrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.settings import Clean


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Labels every line of a page and takes what it states of itself; the text stays as it is."""

    settings: Clean

    def __call__(self, page: Page) -> Iterator[Document | Block | Diagnostic]:
        """Yield the document, its blocks in text order, and diagnostics.  Never raises on odd text."""
        rows, heads = _rows(page)
        candidates = stated.titles(page.hints, page.url)
        if page.container == "html" and page.body:
            verdicts = judge_marked(
                rows, page, frozenset(c.casefold() for c in candidates), self.settings.chrome_threshold
            )
        else:
            starts = {m.start for m in page.marks if m.kind == RECURRING}
            recurring = frozenset(row.number for row in rows if row.start in starts or row.start in heads)
            verdicts = judge(rows, self.settings.chrome_threshold, recurring)
        document = _document(page, rows, verdicts, candidates)
        yield document
        for row, verdict in zip(rows, verdicts, strict=True):
            yield Block(page.id, Span(row.start, row.end), verdict.label, verdict.reason, verdict.score)
        for span, sign in signs(rows, verdicts):
            yield Diagnostic("truncated", "clean", sign, document=page.id, path=page.path, span=span)
        if document.language not in {"en", ""}:
            yield Diagnostic(
                "language", "clean", f"the text is in {document.language}; it is kept and not searched for quotations",
                document=page.id, path=page.path,
            )  # fmt: skip


def _rows(page: Page) -> tuple[list[Line], frozenset[int]]:
    """Return the lines of a page, wrapped ones drawn together, and where running heads start."""
    rows = lines(page.text)
    heads = running_heads(rows, page.text) if page.container == "pdf" else frozenset()
    if not heads:
        return unwrapped(rows), heads
    drawn: list[Line] = []
    for is_head, group in groupby(rows, key=lambda row: row.start in heads):
        segment = [replace(row, number=n) for n, row in enumerate(group)]
        drawn += segment if is_head else unwrapped(segment)
    return [replace(row, number=n) for n, row in enumerate(drawn)], heads


def _document(page: Page, rows: Sequence[Line], verdicts: Sequence[Verdict], candidates: Sequence[str]) -> Document:
    body = "\n".join(r.text for r, v in zip(rows, verdicts, strict=True) if v.label in {"body", "headline"})
    language = language_of(body or page.text, next((h.value for h in page.hints if h.field == "language"), ""))
    title, headline = stated.headline(candidates, rows, verdicts)
    byline = stated.authors(page, rows, verdicts)
    fetched = next((d[0][0] for h in page.hints if h.field == "fetched" and (d := days(h.value))), None)
    return Document(
        id=page.id,
        sha256=page.sha256,
        path=page.path,
        member=page.member,
        url=page.url,
        outlet=stated.outlet(page),
        title=title,
        headline=headline,
        byline=byline,
        published=stated.published(page, rows, verdicts, language),
        fetched=fetched,
        language=language,
        role=stated.role(page, byline, rows),
        container=page.container,
        text=page.text,
    )
