"""The grouper: which documents tell one story, and what each is called there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from itertools import combinations
from pathlib import PurePath
from typing import TYPE_CHECKING

from retold.records import Diagnostic, Member, Story, identify
from retold.settings import Copies, Group
from retold.stages.copies.clusters import copied
from retold.stages.group.clusters import KEPT, columns, linked, similarities
from retold.stages.group.terms import Vector, Weighed, inner_vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retold.records import Resemblance
    from retold.stages.group.tally import Tally

SHOWN = 8
"""Terms that a story is shown with."""


@dataclass(frozen=True)
class Grouper:
    """``(tallies, resemblances)`` of all documents → ``Story``, ``Member``.

    Every document is a member of exactly one story.  Terms are words and names weighed against a background;
    documents are compared only where they share a heavy term; clusters are average-link.
    """

    settings: Group = field(default_factory=Group)
    copies: Copies = field(default_factory=Copies)

    def __call__(
        self, tallies: Iterable[Tally], resemblances: Iterable[Resemblance]
    ) -> Iterator[Story | Member | Diagnostic]:
        """Yield stories and their members, by story id; the order of the input does not matter."""
        ordered, all_counts = _in_order(tallies)
        place = {d.document: n for n, d in enumerate(ordered)}
        copies = set(copied(resemblances, place, self.copies))
        weighed = Weighed(all_counts)
        cut: list[int] = []
        topics = self.clusters(weighed, copies, self.settings.topic, cut)
        if any(cut):
            yield Diagnostic(
                "group-capped",
                "group",
                f"{sum(cut)} pairs of slightly alike documents were left out: there are {KEPT} for each document "
                "that are more alike",
            )
        out = [story for topic in topics for story in self.split(topic, all_counts, copies)]
        for story in sorted(
            (_story([ordered[n] for n in members], [weighed[n] for n in members]) for members in out),
            key=lambda s: s.id,
        ):
            yield story
            yield from _members(story, [ordered[place[d]] for d in story.documents])

    def clusters(
        self, weighed: Sequence[Vector], copies: set[tuple[int, int]], threshold: float, cut: list[int] | None = None
    ) -> list[list[int]]:
        """Return clusters of documents by position, sorted: average link over pairs that share heavy terms.

        How many pairs were left out, where there are too many, is added to ``cut``.
        """
        if len(weighed) <= self.settings.small:
            similar = similarities(weighed[:], combinations(range(len(weighed)), 2), 0.0)
            return linked(len(weighed), *columns(similar), copies, threshold)
        from retold.stages.group.near import near

        found = near(weighed, copies, self.settings.keys, self.settings.widest, self.settings.least)
        if cut is not None:
            cut.append(found.cut)
        return linked(len(weighed), found.left, found.right, found.cosine, copies, threshold)

    def split(self, topic: list[int], tallies: Sequence[Counter[str]], copies: set[tuple[int, int]]) -> list[list[int]]:
        """Split the documents of a topic into stories by the terms that set them apart."""
        if len(topic) < 2:
            return [topic]
        weighed = inner_vectors([tallies[n] for n in topic])
        at = {n: i for i, n in enumerate(topic)}
        inside = {(at[a], at[b]) for a, b in copies if a in at and b in at}
        return [[topic[i] for i in cluster] for cluster in self.clusters(weighed, inside, self.settings.story)]


def _in_order(tallies: Iterable[Tally]) -> tuple[list[Tally], list[Counter[str]]]:
    """Return what is said of each document, by id, and its counts apart; a term is one object in all of them."""
    known: dict[str, str] = {}
    held = []
    for tally in tallies:
        found = Counter[str]()
        for term, count in zip(tally.terms, tally.counts, strict=True):
            found[known.setdefault(term, term)] = count
        held.append((replace(tally, terms=(), counts=()), found))
    held.sort(key=lambda pair: pair[0].document)
    return [tally for tally, _ in held], [found for _, found in held]


def _story(documents: list[Tally], weighed: list[dict[str, float]]) -> Story:
    ids = tuple(sorted(d.document for d in documents))
    total: Counter[str] = Counter()
    for vector in weighed:
        for term, weight in vector.items():
            total[term] += weight  # type: ignore[assignment]
    heaviest = nsmallest(2 * SHOWN, total, key=lambda t: (-total[t], t))  # a word, and the name that is it
    shown = tuple(dict.fromkeys(t.removeprefix("@") for t in heaviest))[:SHOWN]
    # The story is called what its most central page calls it, and not what an old page beside it does.
    central = {
        d.document: -sum(v * total[t] for t, v in own.items()) for d, own in zip(documents, weighed, strict=True)
    }
    titled = sorted(documents, key=lambda d: (round(central[d.document], 9), _order(d)))
    label = next((d.headline for d in titled if d.headline), " ".join(shown[:4]) or "untitled")
    return Story(identify("s", *ids), label, ids, shown)


def _members(story: Story, documents: list[Tally]) -> Iterator[Member]:
    """Yield the members with their sigla: R1, R2 ... for records, A, B ... Z, AA ... for the rest."""
    records = others = 0
    for document in sorted(documents, key=_order):
        if document.role == "record":
            records += 1
            siglum = f"R{records}"
        else:
            siglum = letters(others)
            others += 1
        yield Member(story.id, document.document, siglum)


def _order(document: Tally) -> tuple[str, str, str]:
    return document.since, PurePath(document.path).name, document.document


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
