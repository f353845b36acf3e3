"""Inference: from what documents share to who copied whom.

Sharing has no direction.  A direction is taken from dates, then from a credit, then from containment (an excerpt is
made from the whole); where none decides, or where each of the two has what the other lacks, the two are given an unseen
common source instead of being made parent and child.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from retold.records import Descent, Evidence, identify
from retold.stages.trace.pairs import common_runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retold.records import Document, Quotation
    from retold.settings import Trace
    from retold.stages.trace.pairs import Shared


def inferred(
    story: str,
    documents: Sequence[Document],
    quotations: Sequence[Quotation],
    shared: Sequence[Shared],
    passed_on: Mapping[str, set[str]],
    settings: Trace,
) -> Iterator[Descent]:
    """Yield the descents that the documents do not state themselves.

    ``passed_on`` are the carriers that each document credits with having passed the story on.
    """
    by_id = {document.id: document for document in documents}
    parents: dict[str, list[tuple[float, str, Shared]]] = defaultdict(list)
    siblings: list[tuple[float, Shared]] = []
    for pair in shared:
        score = closeness(pair)
        if score < settings.least:
            continue
        older = _older(by_id[pair.left], by_id[pair.right], pair, settings)
        if older is None:
            siblings.append((score, pair))
        else:
            younger = pair.right if older == pair.left else pair.left
            parents[younger].append((score, older, pair))
    for copy in sorted(parents):
        score, exemplar, pair = max(parents[copy], key=lambda row: (row[0], row[1]))
        yield _descent(story, exemplar, copy, score, _evidence(by_id, quotations, pair), _why(by_id, pair, exemplar))
    yield from _unseen(story, by_id, quotations, siblings, passed_on, set(parents))


def closeness(pair: Shared) -> float:
    """Return how sure it is that two documents do not go back to the event independently of each other (0 to 1)."""
    wording = min(1.0, pair.containment / 0.5)
    choice = 0.0
    if pair.statements >= 3:
        least = pair.statements + min(pair.only_left, pair.only_right)
        choice = 0.8 * (pair.statements / least) * (pair.ordered / pair.statements)
    errors = 1.0 - 0.6 ** len(pair.errors)
    return round(1.0 - (1.0 - 0.95 * wording) * (1.0 - choice) * (1.0 - errors), 4)


def _older(left: Document, right: Document, pair: Shared, settings: Trace) -> str | None:
    """Return which of two sharers can be the other's exemplar; ``None`` where neither can, or nothing says which."""
    if pair.containment < settings.copied:
        return None  # they tell the same, but in their own words: an unseen source explains it as well
    if left.role != right.role and "record" in {left.role, right.role}:
        return left.id if left.role == "record" else right.id
    if left.published and right.published:
        if left.published.last and right.published.first and left.published.last < right.published.first:
            return left.id
        if right.published.last and left.published.first and right.published.last < left.published.first:
            return right.id
    if pair.containment >= 0.8 and pair.jaccard < 0.6:
        return pair.longer
    return None


def _unseen(
    story: str,
    by_id: dict[str, Document],
    quotations: Sequence[Quotation],
    siblings: Sequence[tuple[float, Shared]],
    passed_on: Mapping[str, set[str]],
    placed: set[str],
) -> Iterator[Descent]:
    """Yield descents from unseen common sources; where a sibling credits just one carrier, that is the likely one."""
    for score, pair in sorted(siblings, key=lambda row: (-row[0], row[1].left, row[1].right)):
        if pair.left in placed and pair.right in placed:
            continue
        name = f"source shared by {_name(by_id[pair.left])} and {_name(by_id[pair.right])}"
        why = "The two share more than the words they quote, and nothing shows that one was made from the other."
        named = [passed_on.get(document, set()) for document in (pair.left, pair.right)]
        if named[0] & named[1]:
            continue  # both say where they have it from
        if len(named[0] | named[1]) == 1:
            (name,) = named[0] | named[1]
            why += f" One of them names {name}, so the other may have it from there as well."
        evidence = _evidence(by_id, quotations, pair)
        for document, carriers in zip((pair.left, pair.right), named, strict=True):
            placed.add(document)
            if name not in carriers:
                yield _descent(story, name, document, round(score * 0.8, 4), evidence, why)


def _name(document: Document) -> str:
    return document.outlet or document.headline or document.member or document.path or document.id


def _evidence(by_id: dict[str, Document], quotations: Sequence[Quotation], pair: Shared) -> tuple[Evidence, ...]:
    runs = common_runs(by_id[pair.left], by_id[pair.right], quotations)
    return tuple(place for two in (*pair.errors[:3], *runs) for place in two)


def _why(by_id: dict[str, Document], pair: Shared, exemplar: str) -> str:
    parts = []
    if pair.containment:
        parts.append(f"shares {round(100 * pair.containment)} % of the shorter one's own words")
    if pair.statements:
        parts.append(f"tells {pair.statements} of the same statements, {pair.ordered} in the same order")
    if pair.errors:
        parts.append(f"agrees against the others in {len(pair.errors)} places")
    return f"With {_name(by_id[exemplar])} it {', '.join(parts)}."


def _descent(story: str, exemplar: str, copy: str, score: float, evidence: tuple[Evidence, ...], why: str) -> Descent:
    return Descent(
        identify("d", story, exemplar, copy, "inferred"), story, exemplar, copy, "inferred", score, evidence, why
    )
