"""The stage: one page to one document and its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Block, Diagnostic, Document, Page, Refrain, Span
from retold.stages.clean import stated
from retold.stages.clean.dates import days
from retold.stages.clean.judge import Verdict, judge
from retold.stages.clean.language import language_of
from retold.stages.clean.marked import judge_marked
from retold.stages.clean.signed import authors
from retold.stages.clean.sites import form_of
from retold.stages.clean.truncated import signs
from retold.stages.clean.wrapped import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.settings import Clean
    from retold.stages.clean.lines import Line


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Labels every line of a page and takes what it states of itself; the text stays as it is."""

    settings: Clean

    def __call__(
        self, pages: Sequence[Page], refrains: Sequence[Refrain] = ()
    ) -> Iterator[Document | Block | Diagnostic]:
        """Yield each page's document, its blocks in text order, and diagnostics.  Never raises on odd text.

        ``refrains`` hold the lines of these pages that recur on other pages of their sites.
        """
        recurring = {refrain.page: frozenset(refrain.lines) for refrain in refrains}
        for page in pages:
            yield from self._cleaned(page, recurring.get(page.id, frozenset()))

    def _cleaned(self, page: Page, refrain: frozenset[int]) -> Iterator[Document | Block | Diagnostic]:
        rows, heads = rows_of(page)
        candidates = stated.titles(page.hints, page.url)
        recurring = _recurring(rows, refrain) if refrain else frozenset()
        if page.container == "html" and page.body:
            titles = frozenset(c.casefold() for c in candidates)
            verdicts = judge_marked(rows, page, titles, self.settings.chrome_threshold, recurring)
        else:
            recurring |= {row.number for row in rows if row.start in heads}
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


def _recurring(rows: Sequence[Line], refrain: frozenset[int]) -> frozenset[int]:
    """Return the numbers of lines that are the site's and not the page's.

    What may be somebody's words is never taken for that, nor is running text that uses the words of the page: a site
    prints the same paragraph of background under every story of a war.
    """
    found = [row for row in rows if form_of(row.text) in refrain]
    numbers = {row.number for row in found}
    words = {w for r in rows if r.is_prose and r.number not in numbers for w in r.words if len(w) > 4}
    return frozenset(
        row.number
        for row in found
        if not row.has_quote
        and not (row.is_prose and (row.has_saying or sum(w in words for w in row.words) >= 0.15 * row.length))
    )


def _document(page: Page, rows: Sequence[Line], verdicts: Sequence[Verdict], candidates: Sequence[str]) -> Document:
    body = "\n".join(r.text for r, v in zip(rows, verdicts, strict=True) if v.label in {"body", "headline"})
    language = language_of(body or page.text, next((h.value for h in page.hints if h.field == "language"), ""))
    title, headline = stated.headline(candidates, rows, verdicts)
    byline = authors(page, rows, verdicts)
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
