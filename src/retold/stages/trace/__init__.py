"""Lineage: which telling rests on which, by what a document says (credits) and by what it shares (inference).

See ``docs/stemma.md``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Descent, Evidence, Span, identify
from retold.stages.trace.independence import Independence, independence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.records import (
        Block,
        Diagnostic,
        Document,
        Member,
        Mention,
        Quotation,
        Reading,
        Resemblance,
        Statement,
        Witness,
    )
    from retold.settings import Trace
    from retold.stages.trace.credits import Credit

__all__ = ["Independence", "Tracer", "independence"]


@dataclass(frozen=True, slots=True)
class Tracer:
    """Trace who got the story from whom."""

    settings: Trace

    def __call__(
        self,
        documents: Sequence[Document],
        blocks: Sequence[Block],
        quotations: Sequence[Quotation],
        members: Sequence[Member],
        mentions: Sequence[Mention],
        resemblances: Sequence[Resemblance],
        statements: Sequence[Statement],  # noqa: ARG002 - the plan hands every stage the tables that it names
        witnesses: Sequence[Witness],
        readings: Sequence[Reading],
    ) -> Iterator[Descent | Diagnostic]:
        """Yield a ``Descent`` for each credit and for each copying that is inferred."""
        from retold.stages.copies import own_words
        from retold.stages.trace.lineage import inferred
        from retold.stages.trace.pairs import shared_by

        if not documents:
            return
        story = members[0].story if members else ""
        ordered = sorted(documents, key=lambda document: document.id)
        credits_ = _credits(ordered, blocks, quotations, mentions)
        credited = list(_credited(story, ordered, credits_))
        words = dict(zip((d.id for d in ordered), own_words(ordered, blocks, quotations), strict=True))
        shared = shared_by(words, ordered, witnesses, readings, resemblances)
        yield from credited
        yield from inferred(story, ordered, quotations, shared, _passed_on(credits_), self.settings)


def _credits(
    documents: Sequence[Document], blocks: Sequence[Block], quotations: Sequence[Quotation], mentions: Sequence[Mention]
) -> list[Credit]:
    from retold.stages.trace.credits import credits_of
    from retold.stages.trace.names import is_vague

    hidden: dict[str, list[Span]] = defaultdict(list)
    for block in blocks:
        if block.label == "chrome":
            hidden[block.document].append(block.span)
    for quotation in quotations:
        if quotation.kind == "direct":
            hidden[quotation.document].extend(quotation.content)
    people = frozenset(m.head.lower() for m in mentions if m.kind == "person")
    found = [credit for document in documents for credit in credits_of(document, hidden[document.id], people)]
    named = {credit.document for credit in found if credit.kind in {"archive", "paper"} and not is_vague(credit)}
    return [credit for credit in found if credit.document not in named or not is_vague(credit)]


def _passed_on(credits_: Sequence[Credit]) -> dict[str, set[str]]:
    """Return for each document the carriers that it names as having passed the story on to it."""
    from retold.stages.trace.names import joined_names

    names = joined_names(credits_)
    found: dict[str, set[str]] = defaultdict(set)
    for credit in credits_:
        if credit.kind in {"outlet", "site"}:
            found[credit.document].add(names[credit.kind, credit.name])
    return found


def _credited(story: str, documents: Sequence[Document], credits_: Sequence[Credit]) -> Iterator[Descent]:
    """Yield one descent for each document and carrier, with all the phrases that name it."""
    from retold.stages.trace.names import joined_names, same_name

    names = joined_names(credits_)
    found: dict[tuple[str, str], list[Credit]] = defaultdict(list)
    for credit in credits_:
        found[credit.document, names[credit.kind, credit.name]].append(credit)
    outlets = {document.id: document.outlet for document in documents if document.outlet}
    for (document, name), phrases in sorted(found.items()):
        if document in outlets and same_name(outlets[document], name):
            continue  # a wire naming itself credits nobody
        doubt = 1.0
        for phrase in phrases:
            doubt *= 1.0 - phrase.score
        places = tuple(Evidence(document, c.span.start, c.span.end) for c in phrases)
        yield Descent(
            identify("d", story, name, document, "credited"),
            story,
            name,
            document,
            "credited",
            round(min(0.97, 1.0 - doubt), 3),
            places,
            f"The text names {name} as where it has this from.",
        )
