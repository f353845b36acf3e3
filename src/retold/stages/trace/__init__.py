"""Lineage: which telling rests on which, by what a document says (credits) and by what it shares (inference).

See ``docs/stemma.md``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from retold.records import Descent, Diagnostic, Evidence, Span, identify
from retold.stages.trace.independence import Independence, independence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retold.records import (
        Block,
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
        resemblances: Sequence[Resemblance],  # noqa: ARG002 - found again here, with pairs that are less alike
        statements: Sequence[Statement],  # noqa: ARG002 - the plan hands every stage the tables that it names
        witnesses: Sequence[Witness],
        readings: Sequence[Reading],
    ) -> Iterator[Descent | Diagnostic]:
        """Yield a ``Descent`` for each credit and for each copying that is inferred."""
        from retold.stages.copies import own_words
        from retold.stages.trace.lineage import Scene, inferred
        from retold.stages.trace.names import joined_names
        from retold.stages.trace.pairs import shared_by
        from retold.stages.trace.resolve import resolved

        if not documents:
            return
        story = members[0].story if members else ""
        ordered = sorted(documents, key=lambda document: document.id)
        credits_ = _credits(ordered, blocks, quotations, mentions)
        names = joined_names(credits_)
        by_id = {document.id: document for document in ordered}
        present = resolved(ordered, credits_, names)
        credited = list(_credited(story, by_id, credits_, names, present))
        yield from credited
        yield from _between_carriers(story, by_id, credits_, names, present)
        weighed = _earliest(ordered, self.settings.most)
        if len(weighed) < len(ordered):
            yield Diagnostic(
                "group-capped",
                "trace",
                f"A story has {len(ordered)} documents; only the {len(weighed)} earliest were compared.",
            )
        words = dict(zip((d.id for d in weighed), own_words(weighed, blocks, quotations), strict=True))
        shared = shared_by(words, weighed, witnesses, readings)
        stated = frozenset((descent.exemplar, descent.copy) for descent in credited)
        scene = Scene(story, by_id, words, quotations, _passed_on(credits_, names, present), stated, self.settings)
        yield from inferred(scene, shared)


def _earliest(documents: Sequence[Document], most: int) -> list[Document]:
    """Return at most so many documents, in order of id: records first, then by the day on which they came out."""

    def rank(document: Document) -> tuple[bool, str, str]:
        when = document.published.first if document.published else None
        return document.role != "record", when.isoformat() if when else "9999", document.id

    return sorted(sorted(documents, key=rank)[:most], key=lambda document: document.id)


def _credits(
    documents: Sequence[Document], blocks: Sequence[Block], quotations: Sequence[Quotation], mentions: Sequence[Mention]
) -> list[Credit]:
    from retold.stages.trace.credits import carriers_of, credits_of
    from retold.stages.trace.names import is_vague

    hidden: dict[str, list[Span]] = defaultdict(list)
    for block in blocks:
        if block.label == "chrome":
            hidden[block.document].append(block.span)
    for quotation in quotations:
        if quotation.kind == "direct":
            hidden[quotation.document].extend(quotation.content)
    heads = {m.head.lower() for m in mentions if m.kind == "person" and m.head}
    people = frozenset(heads | {head.split()[-1] for head in heads if head.split()})
    said: dict[str, list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        said[quotation.document].append(quotation)
    found: list[Credit] = []
    for document in documents:
        own = credits_of(document, hidden[document.id], people)
        found += [*own, *carriers_of(document, said[document.id], people, own)]
    named = {credit.document for credit in found if credit.kind in {"archive", "paper"} and not is_vague(credit)}
    return [credit for credit in found if credit.document not in named or not is_vague(credit)]


def _passed_on(
    credits_: Sequence[Credit], names: Mapping[tuple[str, str], str], present: Mapping[tuple[str, str], str]
) -> dict[str, set[str]]:
    """Return for each document the carriers that it names as having passed the story on to it.

    A carrier that is among the documents goes by its id, and such a document counts as having it from itself.
    """
    found: dict[str, set[str]] = defaultdict(set)
    documents = {name: document for (_, name), document in present.items()}
    for credit in credits_:
        if credit.kind in {"outlet", "site"}:
            name = names[credit.kind, credit.name]
            found[credit.document].add(documents.get(name, name))
    return found


def _credited(
    story: str,
    by_id: Mapping[str, Document],
    credits_: Sequence[Credit],
    names: Mapping[tuple[str, str], str],
    present: Mapping[tuple[str, str], str],
) -> Iterator[Descent]:
    """Yield one descent for each document and exemplar, with all the phrases that name it."""
    from retold.stages.trace.names import same_name

    found: dict[tuple[str, str], list[Credit]] = defaultdict(list)
    for credit in credits_:
        name, document = names[credit.kind, credit.name], by_id[credit.document]
        if document.role == "record" or (document.outlet and same_name(document.outlet, name)):
            continue  # a wire that names itself credits nobody
        found[document.id, present.get((document.id, name), name)].append(credit)
    for (copy, exemplar), phrases in sorted(found.items()):
        doubt = 1.0
        for phrase in phrases:
            doubt *= 1.0 - phrase.score
        said = max(sorted({names[c.kind, c.name] for c in phrases}), key=len)
        why = f"The text names {said} as where it has this from"
        if exemplar in by_id:
            why += ", which is among the documents"
        places = tuple(Evidence(copy, c.span.start, c.span.end) for c in phrases)
        score = round(min(0.97, 1.0 - doubt), 3)
        key = identify("d", story, exemplar, copy, "credited")
        yield Descent(key, story, exemplar, copy, "credited", score, places, f"{why}.")


_DEPTH = {"site": 0, "outlet": 1, "archive": 2, "paper": 3, "interview": 3}


def _between_carriers(
    story: str,
    by_id: Mapping[str, Document],
    credits_: Sequence[Credit],
    names: Mapping[tuple[str, str], str],
    present: Mapping[tuple[str, str], str],
) -> Iterator[Descent]:
    """Yield what one carrier has from another, where a sentence names both: "a Port Wire report citing the minutes"."""
    found: dict[tuple[str, str], list[Credit]] = defaultdict(list)
    for one, two in pairwise(sorted(credits_, key=lambda c: (c.document, c.span))):
        upper, lower = sorted((one, two), key=lambda c: _DEPTH[c.kind])
        between = by_id[one.document].text[one.span.end : two.span.start]
        if one.document != two.document or _DEPTH[upper.kind] == _DEPTH[lower.kind] or _SENTENCE_END.search(between):
            continue
        carrier, source = (names[c.kind, c.name] for c in (upper, lower))
        key = present.get((lower.document, source), source), present.get((upper.document, carrier), carrier)
        if key[1] not in by_id and key[0] != key[1]:
            found[key] += [one, two]
    for (source, carrier), phrases in sorted(found.items()):
        places = tuple(dict.fromkeys(Evidence(c.document, c.span.start, c.span.end) for c in phrases))
        why = "One sentence names the two together, so the one has it by way of the other."
        key_ = identify("d", story, source, carrier, "credited")
        yield Descent(
            key_, story, source, carrier, "credited", round(0.8 * min(c.score for c in phrases), 3), places, why
        )


_SENTENCE_END = re.compile(r"[.!?\n]\W*(?=[A-Z])|\n")
