"""Whether a name is a man's or a woman's where the page itself tells: *Mehta said she had seen it*."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.stages.situate.cast import Figure

PRONOUN = re.compile(r"\b(?:(he|his|himself)|she|herself)\b", re.IGNORECASE)
NEXT, SAME = 2, 1
"""What a pronoun is worth that begins the sentence after a name, and one in its own sentence."""
ENOUGH, MOST_AGAINST = 2, 0.25
"""How much must speak for one, and what share may speak for the other."""


def told_sexes(
    text: str, stops: Sequence[int], spots: Sequence[tuple[int, int]], people: Sequence[Figure]
) -> dict[int, str]:
    """Return by figure (its place among ``people``) m or f, where the pronouns behind its name say so.

    A pronoun counts where just one person is named before it in its sentence, or where it begins a sentence and just one
    person is named in the sentence before.  ``spots`` are the offsets of names in text order, ``people`` whose they are.
    """
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    starts = [0, *stops]
    for match in PRONOUN.finditer(text):
        number = bisect_right(starts, match.start()) - 1
        start, end, worth = starts[number], match.start(), SAME
        if not text[start:end].strip(" “\"'‘") and number and "\n" not in text[start - 2 : start]:
            start, end, worth = starts[number - 1], start, NEXT
        named = {id(people[i]): people[i] for i in range(*_between(spots, start, end))}
        if len(named) == 1:
            votes[next(iter(named))]["m" if match[1] else "f"] += worth
    return {
        figure: best
        for figure, of in votes.items()
        for best, count in of.most_common(1)
        if count >= ENOUGH and of.total() - count <= MOST_AGAINST * of.total()
    }


def _between(spots: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    return bisect_right(spots, (start, 0)), bisect_right(spots, (end, 0))
