"""Whether a name is a man's or a woman's where the page itself tells: *Mehta said she had seen it*."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retold.stages.situate.scenes import Scene

PRONOUN = re.compile(r"\b(?:(he|his|himself)|she|herself)\b", re.IGNORECASE)
MARKS = " \n“”\"‘’',.«»"
NEXT, SAME = 2, 1
"""What a pronoun is worth that opens the sentence after a name, and one in its own sentence."""
ENOUGH, MOST_AGAINST = 2, 0.25
"""How much must speak for one, and what share may speak for the other."""


def told_sexes(place: Scene) -> dict[int, str]:
    """Return m or f by ``id(figure)``, where the pronouns behind a name say so.

    A pronoun outside of marks counts where just one person is named before it in its sentence, or where it opens a
    sentence, but for quoted words, and just one person is named in the sentence before.
    """
    text = _unquoted(place)
    spots = sorted(k for k, f in place.home.items() if f.kind == "person")
    starts = [0, *place.stops]
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for match in PRONOUN.finditer(text):
        number = bisect_right(starts, match.start()) - 1
        start, end, worth = starts[number], match.start(), SAME
        if not text[start:end].strip(MARKS) and number:
            start, end, worth = starts[number - 1], start, NEXT
        named = {id(place.home[k]) for k in spots[bisect_left(spots, (start, 0)) : bisect_left(spots, (end, 0))]}
        if len(named) == 1:
            votes[named.pop()]["m" if match[1] else "f"] += worth
    return {
        figure: sex
        for figure, of in votes.items()
        for sex, count in of.most_common(1)
        if count >= ENOUGH and of.total() - count <= MOST_AGAINST * of.total()
    }


def _unquoted(place: Scene) -> str:
    """Return the text with blanks for the words of direct speech."""
    text = place.document.text
    for s in place.direct:
        text = text[: s.start] + " " * (s.end - s.start) + text[s.end :]
    return text
