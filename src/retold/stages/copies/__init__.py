"""Near-copies: which documents share wording once chrome and quotations are out of the way.

Two reports that quote the same speech are no copies of each other, and neither are two pages with the same footer;
so blocks labelled chrome and the contents of quotations are masked before the wording is compared.  See
``docs/copies.md``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from retold.records import Diagnostic, Resemblance, Span, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retold.records import Block, Document, Quotation
    from retold.settings import Copies
    from retold.stages.copies.shingle import Pile

HIDDEN = frozenset({"chrome", "metadata"})
LEAST = 8  # words: a document that is all quotation, or nearly, is compared with its quotations


@dataclass(frozen=True, slots=True)
class Shingler:
    """``(documents, blocks, quotations)`` of any number of documents → ``Wording``, one for each.

    One in ``every`` shingles of ``width`` words is kept.
    """

    width: int
    every: int

    @classmethod
    def of(cls, settings: Copies, count: int) -> Self:
        """Return what is right for so many documents in all."""
        return cls(settings.width, 1 if count <= settings.small else settings.every)

    def __call__(
        self, documents: Sequence[Document], blocks: Iterable[Block], quotations: Iterable[Quotation]
    ) -> Iterator[Wording]:
        """Yield the shingles of each document's own words."""
        from retold.stages.copies.shingle import wordings

        made = wordings(own_words(documents, blocks, quotations), self.width, self.every)
        for document, wording in zip(documents, made, strict=True):
            yield Wording(document.id, *wording)


@dataclass(frozen=True, slots=True)
class CopyFinder:
    """Wordings of all documents, in any order → ``Resemblance`` for each two that share wording, ``Diagnostic``."""

    settings: Copies

    def __call__(self, wordings: Iterable[Wording]) -> Iterator[Resemblance | Diagnostic]:
        """Yield a ``Resemblance`` for each two documents that are copies, whole or in part."""
        from retold.stages.copies.index import copies

        ids, order, pile = _piled(wordings)
        found = copies(pile.sample(order), self.settings)
        yield from resemblances_of(ids, ids, found.left, found.right, found.jaccard, found.containment, found.passage)
        if found.capped:
            yield capped_wordings(found.capped, self.settings)


AT_ONCE = 1 << 14
"""Pairs of which there are numbers of Python at once."""


def resemblances_of(
    ones: Sequence[str], others: Sequence[str], left: Any, right: Any, *shares: Any
) -> Iterator[Resemblance]:
    """Yield a ``Resemblance`` for each pair; ``left`` and ``right`` say where its ids are, then its other fields."""
    columns = (left, right, *shares)
    for start in range(0, len(left), AT_ONCE):
        some = (column[start : start + AT_ONCE].tolist() for column in columns)
        for at, to, jaccard, containment, passage in zip(*some, strict=True):
            one, other = ones[at], others[to]
            if other < one:
                one, other = other, one
            yield Resemblance(one, other, round(jaccard, 4), round(containment, 4), passage)


def capped_wordings(count: int, settings: Copies) -> Diagnostic:
    """Say that some wordings were too frequent to be followed everywhere."""
    return Diagnostic(
        "group-capped",
        "copies",
        f"{count} wordings stand in more than {settings.most} documents each; "
        "only the nearest documents were compared by them",
    )


def _piled(wordings: Iterable[Wording]) -> tuple[list[str], Any, Pile]:
    """Return document ids in the order of their numbers, that order, and the shingles as they came.

    Of each document only bytes are held, for there may be millions.
    """
    from retold.stages.copies.shingle import Pile
    from retold.stages.copies.slabs import numbers

    pile, ids = Pile(), list[str]()
    for wording in wordings:
        ids.append(wording.document)
        pile.add(wording.words, wording.keys, wording.places)
    order = numbers(ids).argsort(kind="stable")
    return [ids[n] for n in order.tolist()], order, pile


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
