"""Near-copies: which documents share wording once chrome and quotations are out of the way.

Two reports that quote the same speech are no copies of each other, and neither are two pages with the same footer;
so blocks labelled chrome and the contents of quotations are masked before the wording is compared.  See
``docs/copies.md``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Diagnostic, Resemblance, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retold.records import Block, Document, Quotation
    from retold.settings import Copies

HIDDEN = frozenset({"chrome", "metadata"})
LEAST = 8  # words: a document that is all quotation, or nearly, is compared with its quotations


@dataclass(frozen=True, slots=True)
class CopyFinder:
    """Find the documents that are copies of one another, whole or in part."""

    settings: Copies

    def __call__(
        self, documents: Sequence[Document], blocks: Sequence[Block], quotations: Sequence[Quotation]
    ) -> Iterator[Resemblance | Diagnostic]:
        """Yield a ``Resemblance`` for each two documents that share wording outside quotations."""
        from retold.stages.copies.index import resemblances

        ordered = sorted(documents, key=lambda document: document.id)
        texts = list(own_words(ordered, blocks, quotations))
        found = resemblances(texts, self.settings)
        for left, right, jaccard, containment in zip(
            found.left.tolist(), found.right.tolist(), found.jaccard.tolist(), found.containment.tolist(), strict=True
        ):
            yield Resemblance(ordered[left].id, ordered[right].id, round(jaccard, 4), round(containment, 4))
        if found.capped:
            yield Diagnostic(
                "group-capped",
                "copies",
                f"{found.capped} wordings stand in more than {self.settings.most} documents each; "
                "only the nearest documents were compared by them",
            )


def own_words(documents: Iterable[Document], blocks: Iterable[Block], quotations: Iterable[Quotation]) -> Iterator[str]:
    """Yield for each document the words that are its own: no chrome, no quotation.

    Where (nearly) nothing is left, the quotations stay in; where still nothing is, the whole text is taken.
    """
    shown: dict[str, list[Span]] = defaultdict(list)
    known: set[str] = set()
    for block in blocks:
        known.add(block.document)
        if block.label not in HIDDEN:
            shown[block.document].append(block.span)
    quoted: dict[str, list[Span]] = defaultdict(list)
    for quotation in quotations:
        if quotation.kind != "indirect":
            quoted[quotation.document].extend(quotation.content)
    for document in documents:
        whole = [Span(0, len(document.text))]
        kept = shown[document.id] if document.id in known else whole
        yield _unmasked(document.text, kept, quoted[document.id])


def _unmasked(text: str, kept: list[Span], masked: list[Span]) -> str:
    for spans in (_without(kept, masked), kept):
        words = "\n".join(text[span.start : span.end] for span in spans)
        if len(words.split(None, LEAST)) > LEAST:
            return words
    return text


def _without(kept: list[Span], masked: list[Span]) -> list[Span]:
    """Return the kept spans less the masked ones; both may come in any order and overlap."""
    rest: list[Span] = []
    cuts = _joined(masked)
    at = 0
    for span in _joined(kept):
        start = span.start
        while at < len(cuts) and cuts[at].end <= start:
            at += 1
        behind = at
        while behind < len(cuts) and cuts[behind].start < span.end:
            if cuts[behind].start > start:
                rest.append(Span(start, cuts[behind].start))
            start = max(start, cuts[behind].end)
            behind += 1
        if start < span.end:
            rest.append(Span(start, span.end))
    return rest


def _joined(spans: list[Span]) -> list[Span]:
    """Return the spans in order, overlapping ones made one; empty ones are dropped."""
    found: list[Span] = []
    for span in sorted(spans):
        if span.start >= span.end:
            continue
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
