"""What beside a formula of their words tells whether two clauses tell one utterance: a regression on five traits.

Look-alikes share words.  Tellings of one utterance keep much of the order of its words besides, the paragraphs around
them are of one matter (who spoke, on what occasion, of what thing), of all that the other page has each is the most
like the other, and one person is said to speak, who does not say all of the page.  The weights are those of a logistic
regression on the ten stories of ``tests/golden``, of our own invention, rounded (``docs/decisions/0080``).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from retold.records import Span
from retold.stages.words import forms, matter_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retold.records import Block, Document
    from retold.stages.match.units import Unit


class Likeness(NamedTuple):
    """How alike the words of two units are.

    ``score`` is the formula of all, 0 to 1; ``mass`` what the words that both have weigh; ``order`` how much of the
    order of all is the same, 0 to 1, and less where there are but a word or two.
    """

    score: float
    mass: float
    order: float


UNLIKE = Likeness(0.0, 0.0, 0.0)

MASS, ORDER, BEST, PARAGRAPHS, SPEAKER, NONE = 0.08, 3.6, 1.5, 8.0, 1.8, -4.75
"""The weights of the five traits, and the rest."""
MOST_MASS = 20.0
"""Shared words that weigh more prove no more."""
LEAST = 0.1
"""Pairs whose words give less are left as they are: they join nothing."""
ONE_MATTER = 0.4
"""Paragraphs more alike than that are copies, which says nothing of which sentence is which."""


def in_context(
    scores: dict[tuple[int, int], float],
    words: dict[tuple[int, int], Likeness],
    units: Sequence[Unit],
    documents: Sequence[Document],
    blocks: Sequence[Block],
    setting: Callable[[int, int], float],
) -> dict[tuple[int, int], float]:
    """Return the scores of pairs of units (by index), of those across documents the mean of score and probability.

    ``setting`` gives the factor for occasion and part in the exchange by which the scores were multiplied.
    """
    near = {
        (i, j): score
        for (i, j), score in scores.items()
        if score >= LEAST and units[i].quotation.document != units[j].quotation.document
    }
    place = _ranks(near, units)
    around = _Paragraphs(sorted({i for pair in near for i in pair}), units, documents, blocks)
    share = _shares(units)
    found = dict(scores)
    for (i, j), score in near.items():
        _, mass, order = words.get((i, j), UNLIKE)
        one = units[i].speaker is not None and units[i].speaker == units[j].speaker
        sum_ = (
            MASS * min(MOST_MASS, mass)
            + ORDER * order
            + BEST / (1 + max(place[i, j], place[j, i]))
            + PARAGRAPHS * min(ONE_MATTER, around.of(i, j))
            + SPEAKER * one * (1 - max(share[i], share[j]))
            + NONE
        )
        found[i, j] = (score + setting(i, j) / (1 + math.exp(-sum_))) / 2
    return found


def _shares(units: Sequence[Unit]) -> list[float]:
    """Return for each unit how much of its document its speaker says: who says all of it tells no sentences apart."""
    said = Counter(u.quotation.document for u in units)
    by = Counter((u.quotation.document, u.speaker) for u in units)
    return [by[u.quotation.document, u.speaker] / said[u.quotation.document] for u in units]


def _ranks(scores: dict[tuple[int, int], float], units: Sequence[Unit]) -> dict[tuple[int, int], int]:
    """Return for a unit and one of another document how many units of that document are more like it."""
    rivals: dict[tuple[int, str], list[float]] = defaultdict(list)
    for (i, j), score in scores.items():
        rivals[i, units[j].quotation.document].append(-score)
        rivals[j, units[i].quotation.document].append(-score)
    for others in rivals.values():
        others.sort()
    ranks = {}
    for (i, j), score in scores.items():
        ranks[i, j] = bisect_left(rivals[i, units[j].quotation.document], -score)
        ranks[j, i] = bisect_left(rivals[j, units[i].quotation.document], -score)
    return ranks


class _Paragraphs:
    """How much matter the paragraphs of two units share: the cosine of their words, the rarer the heavier."""

    def __init__(
        self, concerned: Sequence[int], units: Sequence[Unit], documents: Sequence[Document], blocks: Sequence[Block]
    ) -> None:
        text = {d.id: d.text for d in documents}
        spans: dict[str, list[Span]] = defaultdict(list)
        for block in blocks:
            spans[block.document].append(block.span)
        for found in spans.values():
            found.sort()
        number: dict[tuple[str, Span], int] = {}
        self.home: dict[int, int] = {}
        for i in concerned:
            document = units[i].quotation.document
            self.home[i] = number.setdefault((document, _around(units[i], spans[document])), len(number))
        self.bags = [
            frozenset(filter(None, map(matter_of, forms(text[document], (span,))))) for document, span in number
        ]
        in_how_many = Counter(w for bag in self.bags for w in bag)
        self.square = {w: math.log((len(self.bags) + 20) / (n + 0.5)) ** 2 for w, n in in_how_many.items()}
        self.length = [math.sqrt(sum(self.square[w] for w in bag)) or 1.0 for bag in self.bags]
        self.known: dict[tuple[int, int], float] = {}

    def of(self, i: int, j: int) -> float:
        """Return the cosine of the paragraphs of two units."""
        a, b = self.home[i], self.home[j]
        known = self.known.get((a, b))
        if known is None:
            shared = sum(self.square[w] for w in self.bags[a] & self.bags[b])
            known = self.known[a, b] = shared / (self.length[a] * self.length[b])
        return known


def _around(unit: Unit, spans: Sequence[Span]) -> Span:
    """Return the block in which a unit begins, or the unit itself where no block holds it."""
    at = bisect_right(spans, unit.order, key=lambda s: s.start) - 1
    if at >= 0 and unit.order < spans[at].end:
        return spans[at]
    return Span(unit.spans[0].start, unit.spans[-1].end)
