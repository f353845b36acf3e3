"""The grouper: which documents tell one story, and what each is called there."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import PurePath
from typing import TYPE_CHECKING

from retold.records import Diagnostic, Member, Story, identify
from retold.settings import Group
from retold.stages.group.clusters import KEPT, average_link, components, similarities
from retold.stages.group.terms import Vector, counts, inner_vectors, vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retold.records import Block, Document, Mention, Moment, Resemblance

SHOWN = 8
"""Terms that a story is shown with."""


@dataclass(frozen=True)
class Grouper:
    """``(documents, blocks, mentions, moments, resemblances)`` of all documents → ``Story``, ``Member``.

    Every document is a member of exactly one story.  Terms are words and names weighed against a background;
    documents are compared only where they share a heavy term; clusters are average-link.
    """

    settings: Group = field(default_factory=Group)

    def __call__(
        self,
        documents: Iterable[Document],
        blocks: Iterable[Block],
        mentions: Iterable[Mention],
        moments: Iterable[Moment],  # noqa: ARG002
        resemblances: Iterable[Resemblance],
    ) -> Iterator[Story | Member | Diagnostic]:
        """Yield stories and their members, by story id; the order of the input does not matter."""
        ordered = sorted(documents, key=lambda d: d.id)
        place = {d.id: n for n, d in enumerate(ordered)}
        own_blocks: dict[str, list[Block]] = defaultdict(list)
        for block in blocks:
            own_blocks[block.document].append(block)
        own_mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            own_mentions[mention.document].append(mention)
        tallies = [counts(d, own_blocks[d.id], own_mentions[d.id]) for d in ordered]
        copies = {(place[r.left], place[r.right]) for r in resemblances if r.left in place and r.right in place}
        copies = {(min(p), max(p)) for p in copies}
        weighed = vectors(tallies)
        cut: list[int] = []
        topics = self.clusters(weighed, copies, self.settings.topic, cut)
        if any(cut):
            yield Diagnostic(
                "group-capped",
                "group",
                f"{sum(cut)} pairs of slightly alike documents were left out: there are {KEPT} for each document "
                "that are more alike",
            )
        out = [story for topic in topics for story in self.split(topic, tallies, copies)]
        for story in sorted(
            (_story([ordered[n] for n in members], [weighed[n] for n in members]) for members in out),
            key=lambda s: s.id,
        ):
            yield story
            yield from _members(story, [ordered[place[d]] for d in story.documents])

    def clusters(
        self, weighed: list[Vector], copies: set[tuple[int, int]], threshold: float, cut: list[int] | None = None
    ) -> list[list[int]]:
        """Return clusters of documents by position, sorted: average link over pairs that share heavy terms.

        How many pairs were left out, where there are too many, is added to ``cut``.
        """
        if len(weighed) <= self.settings.small:
            similar = similarities(weighed, combinations(range(len(weighed)), 2), 0.0)
            return self._linked(len(weighed), similar, copies, threshold)
        from retold.stages.group.near import near

        found = near(weighed, copies, self.settings.keys, self.settings.widest, self.settings.least)
        if cut is not None:
            cut.append(found.cut)
        pairs = zip(found.left.tolist(), found.right.tolist(), strict=True)
        return self._linked(len(weighed), dict(zip(pairs, found.cosine.tolist(), strict=True)), copies, threshold)

    @staticmethod
    def _linked(
        count: int, similar: dict[tuple[int, int], float], copies: set[tuple[int, int]], threshold: float
    ) -> list[list[int]]:
        """Return the clusters of each connected component, sorted."""
        parts = components(count, [*similar, *copies])
        part = {node: n for n, nodes in enumerate(parts) for node in nodes}
        near: list[dict[tuple[int, int], float]] = [{} for _ in parts]
        joined: list[list[tuple[int, int]]] = [[] for _ in parts]
        for pair, value in similar.items():
            near[part[pair[0]]][pair] = value
        for pair in copies:
            joined[part[pair[0]]].append(pair)
        out = []
        for nodes, alike, same in zip(parts, near, joined, strict=True):
            out += average_link(nodes, alike, same, threshold) if len(nodes) > 1 else [nodes]
        return sorted(out)

    def split(self, topic: list[int], tallies: list[Counter[str]], copies: set[tuple[int, int]]) -> list[list[int]]:
        """Split the documents of a topic into stories by the terms that set them apart."""
        if len(topic) < 2:
            return [topic]
        weighed = inner_vectors([tallies[n] for n in topic])
        at = {n: i for i, n in enumerate(topic)}
        inside = {(at[a], at[b]) for a, b in copies if a in at and b in at}
        return [[topic[i] for i in cluster] for cluster in self.clusters(weighed, inside, self.settings.story)]


def _story(documents: list[Document], weighed: list[dict[str, float]]) -> Story:
    ids = tuple(sorted(d.id for d in documents))
    total: Counter[str] = Counter()
    for vector in weighed:
        for term, weight in vector.items():
            total[term] += weight  # type: ignore[assignment]
    terms = tuple(t.removeprefix("@") for t in sorted(total, key=lambda t: (-total[t], t)))
    shown = tuple(dict.fromkeys(terms))[:SHOWN]
    # The story is called what its most central page calls it, and not what an old page beside it does.
    central = {d.id: -sum(v * total[t] for t, v in own.items()) for d, own in zip(documents, weighed, strict=True)}
    titled = sorted(documents, key=lambda d: (round(central[d.id], 9), _order(d)))
    label = next((d.headline for d in titled if d.headline), " ".join(shown[:4]) or "untitled")
    return Story(identify("s", *ids), label, ids, shown)


def _members(story: Story, documents: list[Document]) -> Iterator[Member]:
    """Yield the members with their sigla: R1, R2 ... for records, A, B ... Z, AA ... for the rest."""
    records = others = 0
    for document in sorted(documents, key=_order):
        if document.role == "record":
            records += 1
            siglum = f"R{records}"
        else:
            siglum = letters(others)
            others += 1
        yield Member(story.id, document.id, siglum)


def _order(document: Document) -> tuple[str, str, str]:
    interval = document.published
    first = (interval.first or interval.last) if interval else None
    return (first.isoformat() if first else "9999", PurePath(document.path).name, document.id)


def letters(number: int) -> str:
    """Return A, B ... Z, AA, AB ... for 0, 1 ...

    ``R`` stays in the row: records carry a digit, so ``R`` and ``R1`` differ.
    """
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out
