"""What the grouper is told of a document: what it counts of its terms, and how it is named; never its text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.stages.group.terms import counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retold.records import Block, Document, Mention


@dataclass(frozen=True, slots=True)
class Tally:
    """The terms of a document and how often it has each; ``since`` is its first day, 9999 if it has none."""

    document: str
    headline: str
    path: str
    role: str
    since: str
    terms: tuple[str, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Tallier:
    """``(documents, blocks, mentions)`` of any number of documents → ``Tally``, one for each."""

    def __call__(
        self, documents: Iterable[Document], blocks: Iterable[Block], mentions: Iterable[Mention]
    ) -> Iterator[Tally]:
        """Yield what each document is about."""
        own_blocks: dict[str, list[Block]] = defaultdict(list)
        for block in blocks:
            own_blocks[block.document].append(block)
        own_mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            own_mentions[mention.document].append(mention)
        for document in documents:
            found = counts(document, own_blocks[document.id], own_mentions[document.id])
            interval = document.published
            first = (interval.first or interval.last) if interval else None
            yield Tally(
                document.id,
                document.headline,
                document.path,
                document.role,
                first.isoformat() if first else "9999",
                tuple(found),
                tuple(found.values()),
            )
