"""What speaks for two tellings beside their words: their paragraphs, their speaker, and that none fits either better.

The words of a short or freely told utterance prove little.  The paragraphs around two tellings of it are of one matter
all the same (who spoke, on what occasion, of what thing), mostly one person is said to have spoken, and of all that the
other page has each is the most like the other.  The weights are those of a logistic regression on seven stories of our
own invention (``docs/decisions/0078``); half of a pair's score is what its words give, half what this gives.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from retold.records import Span
from retold.stages.words import forms, is_function_word, normal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retold.records import Document
    from retold.stages.match.units import Unit

ALIKE, ONE_SPEAKER, BEST, PARAGRAPHS, NONE = 4.2, 1.3, 2.3, 7.8, -6.2
"""The weights of the words' score, of a common speaker, of being each other's best, of the paragraphs; and the rest."""
LEAST, MOST = 0.05, 1.2
"""Pairs whose words give less are left as they are; no score is raised by more than this factor."""
ONE_MATTER = 0.4
"""Paragraphs more alike than that are copies, which says nothing of which sentence is which."""


def in_context(
    scores: dict[tuple[int, int], float],
    units: Sequence[Unit],
    documents: Sequence[Document],
    standing: Callable[[int, int], float],
) -> dict[tuple[int, int], float]:
    """Return the scores of pairs of units (by index), those across documents with what stands around them.

    ``standing`` gives the factor for part, occasion and speakers by which the words' scores were multiplied.
    """
    place = _ranks(scores, units)
    likeness = _Paragraphs(units, documents)
    found = {}
    for (i, j), score in scores.items():
        left, right = units[i], units[j]
        if left.quotation.document == right.quotation.document or score < LEAST:
            found[i, j] = score
            continue
        one = left.speaker is not None and left.speaker == right.speaker
        rank = max(place[i, j], place[j, i])
        around = PARAGRAPHS * min(ONE_MATTER, likeness.of(i, j))
        sum_ = ALIKE * score + ONE_SPEAKER * one + BEST / (1 + rank) + around + NONE
        found[i, j] = min((score + standing(i, j) / (1 + math.exp(-sum_))) / 2, MOST * score)
    return found


def _ranks(scores: dict[tuple[int, int], float], units: Sequence[Unit]) -> dict[tuple[int, int], int]:
    """Return for a unit and one of another document how many units of that document are more like it."""
    rivals: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for (i, j), score in scores.items():
        rivals[i, units[j].quotation.document].append((-score, j))
        rivals[j, units[i].quotation.document].append((-score, i))
    return {
        (unit, other): rank for (unit, _), others in rivals.items() for rank, (_, other) in enumerate(sorted(others))
    }


class _Paragraphs:
    """How much matter the paragraphs of two units share: the cosine of their words, the rarer the heavier."""

    def __init__(self, units: Sequence[Unit], documents: Sequence[Document]) -> None:
        text = {d.id: d.text for d in documents}
        number: dict[tuple[str, int], int] = {}
        self.home: list[int] = []
        bags: list[frozenset[str]] = []
        for unit in units:
            document = unit.quotation.document
            body = text[document]
            start = body.rfind("\n", 0, unit.order) + 1
            key = (document, start)
            if key not in number:
                number[key] = len(bags)
                end = body.find("\n", unit.order)
                said = set(forms(body, (Span(start, len(body) if end < 0 else end),)))
                bags.append(frozenset(normal(w) for w in said if not is_function_word(w)))
            self.home.append(number[key])
        in_how_many = Counter(w for bag in bags for w in bag)
        weight = {w: math.log((len(bags) + 20) / (n + 0.5)) for w, n in in_how_many.items()}
        self.square = {w: x * x for w, x in weight.items()}
        self.bags = bags
        self.length = [math.sqrt(sum(self.square[w] for w in bag)) or 1.0 for bag in bags]
        self.known: dict[tuple[int, int], float] = {}

    def of(self, i: int, j: int) -> float:
        """Return the cosine of the paragraphs of two units."""
        a, b = self.home[i], self.home[j]
        known = self.known.get((a, b))
        if known is None:
            shared = sum(self.square[w] for w in self.bags[a] & self.bags[b])
            known = self.known[a, b] = shared / (self.length[a] * self.length[b])
        return known
