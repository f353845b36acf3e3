"""Where a claim stands in a text: local alignment by words, the rare ones weighing more.

The method is Smith and Waterman's (1981) with linear gaps, on normal forms of words instead of bases, and with each
word's weight instead of a constant for a match: how rare the word is in the text that is searched.  One row of the
matrix is one numpy operation, so that time is words of the claim x words of the text, and memory is the text's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from math import log
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from retold.records import Span
from retold.stages.words import is_function_word, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.records import Document
    from retold.stages.words import Word

MISSING = 0.2
"""What a word of the claim that the text lacks costs, as a share of its weight."""
BETWEEN = 0.5
"""What a word of the text between two that match costs."""
MOST_SENTENCES = 4
"""Over so many sentences a claim is looked for whatever its order."""
ANOTHER = 0.06
"""What each sentence after the first must bring of the claim."""
GRAMMAR = 0.35
"""What a word of grammar weighs, as a share of what it would if it carried matter."""


AUXILIARIES = {
    **dict.fromkeys(("am", "are", "is", "was", "were", "been", "being", "'m", "'re", "'s"), "be"),
    **dict.fromkeys(("has", "had", "having", "'ve"), "have"),
    **dict.fromkeys(("does", "did", "doing", "done"), "do"),
    **dict.fromkeys(("never", "n't"), "not"),
    "'ll": "will",
    "'d": "would",
    "wo": "will",
    "ca": "can",
}
"""Forms of grammar that one telling swaps for another (*I wouldn't have*, *I would never*), levelled for the search."""
ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split(),
        1,
    )
} | {"thirtieth": "30"}
ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")
"""*The eighteenth of November*, *November 18* and *18th November* are one."""
CONTRACTED = re.compile(r"^(.+?)(n't|'(?:m|re|ve|ll|d|s))$")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a text that a stretch of a claim fits: half-open ranges of words.

    ``score`` is how much of the claim fits (0 to 1): the mean of its share by weight and by number of words.
    ``weight`` is how much is said alike, and ``rarest`` the weight of the rarest word of that, both in units of a word
    that the text has once.  A ``loose`` fit has ``shared`` words of matter in whatever order.
    """

    claim: tuple[int, int]
    text: tuple[int, int]
    score: float
    weight: float
    rarest: float
    shared: int = 0
    loose: bool = False


class Searched:
    """A document made ready for search; worth keeping where many claims are checked."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = words(document.text, [Span(0, len(document.text))])
        self._of_word: list[int] = []
        self._places: dict[str, list[int]] = {}
        self._sentence_of: list[int] = []
        for i, word in enumerate(self.words):
            for token in tokens(word):
                self._places.setdefault(token, []).append(len(self._of_word))
                self._of_word.append(i)
        self._once = log((len(self._of_word) + 2) / 2)

    def weight(self, token: str) -> float:
        """Return how much a token says here: the logarithm of how rare it is, less for grammar."""
        rare = log((len(self._of_word) + 2) / (len(self._places.get(token, ())) + 1))
        return max(rare, 0.1) * (GRAMMAR if is_function_word(token) else 1.0)

    def nearest(self, claim: Sequence[Word], within: tuple[int, int] | None = None) -> Found | None:
        """Return the best local alignment of a claim, in the words ``within`` of the text if given."""
        claimed = [(token, i) for i, word in enumerate(claim) for token in tokens(word)]
        low, high = 0, len(self._of_word)
        if within:
            low, high = (bisect_left(self._of_word, end) for end in within)
        if high <= low or not claimed:
            return None
        weights = [self.weight(token) for token, _ in claimed]
        weight, (start, end), (first, last) = self._aligned([t for t, _ in claimed], weights, low, high)
        if not weight:
            return None
        place = (self._of_word[start], self._of_word[end] + 1)
        there = [token for word in self.words[slice(*place)] for token in tokens(word)]
        share = LCSseq.similarity([t for t, _ in claimed], there) / len(claimed)
        alike = {t for t, _ in claimed} & set(there)
        return Found(
            (claimed[first][1], claimed[last][1] + 1),
            place,
            (weight / sum(weights) + share) / 2,
            weight / self._once,
            max((self.weight(token) for token in alike), default=0.0) / self._once,
        )

    def loosely(self, claim: Sequence[Word]) -> Found | None:
        """Return the sentences, a few in a row, that have most of a claim's words of matter in whatever order.

        *A week's closure after New Year had been considered* for *We considered closing for a week after New Year*.
        """
        matter = {t for word in claim for t in tokens(word) if not is_function_word(t)}
        weight = {t: self.weight(t) for t in matter}
        total = sum(weight.values())
        of_word = self._sentences()
        having: dict[int, set[str]] = {}
        for token in matter:
            for place in self._places.get(token, ()):
                having.setdefault(of_word[self._of_word[place]], set()).add(token)
        best: tuple[float, int, int, frozenset[str]] = (0.0, 0, 0, frozenset())
        for first in sorted(having):
            alike: frozenset[str] = frozenset()
            for more in range(MOST_SENTENCES):
                alike |= having.get(first + more, set())
                score = sum(weight[t] for t in sorted(alike)) / total - more * ANOTHER
                if score > best[0]:
                    best = (score, first, first + more, alike)
        score, first, last, alike = best
        if not alike:
            return None
        return Found(
            (0, len(claim)),
            (bisect_left(of_word, first), bisect_right(of_word, last)),
            score,
            sum(weight[t] for t in sorted(alike)) / self._once,
            max(weight[t] for t in alike) / self._once,
            len(alike),
            loose=True,
        )

    def _sentences(self) -> list[int]:
        """Return the number of the sentence that each word stands in."""
        if not self._sentence_of and self.words:
            ends = (self._ends_between(i, i + 1) for i in range(len(self.words) - 1))
            self._sentence_of = list(accumulate(ends, initial=0))
        return self._sentence_of

    def sentence_before(self, at: int, most: int) -> list[Word]:
        """Return up to ``most`` words before the word ``at``, of the same sentence."""
        start = at
        while start > max(0, at - most) and not self._ends_between(start - 1, start):
            start -= 1
        return self.words[start:at]

    def sentence_after(self, at: int, most: int) -> list[Word]:
        """Return up to ``most`` words from the word ``at`` on, of the sentence in which the word before it stands."""
        end = at
        while end < min(len(self.words), at + most) and not self._ends_between(end - 1, end):
            end += 1
        return self.words[at:end]

    def _ends_between(self, left: int, right: int) -> bool:
        """Say whether a sentence ends between two words: at a mark, or at the end of a line that does not run on."""
        between = self.document.text[self.words[left].end : self.words[right].start]
        if any(c in ".!?;:" for c in between):
            return True
        return "\n" in between and ("\n\n" in between or not self.words[right].text[0].islower())

    def _aligned(
        self, claimed: Sequence[str], weights: Sequence[float], low: int, high: int
    ) -> tuple[float, tuple[int, int], tuple[int, int]]:
        """Return the weight of the best local alignment, and its first and last tokens in the text and in the claim."""
        import numpy as np

        at = np.arange(high - low)
        slope = at * BETWEEN
        row = np.zeros(high - low)
        # for each cell, where the alignment that ends there begins in the text and in the claim
        begun, first = at, np.zeros(high - low, dtype=np.int64)
        best: tuple[float, tuple[int, int], tuple[int, int]] = (0.0, (0, 0), (0, 0))
        for i, (token, weight) in enumerate(zip(claimed, weights, strict=True)):
            places = np.array([p - low for p in self._places.get(token, ()) if low <= p < high], dtype=np.int64)
            before = np.where(places > 0, row[places - 1], 0.0)
            begun_there = np.where(before > 0, begun[places - 1], places)
            first_there = np.where(before > 0, first[places - 1], i)
            row = row - MISSING * weight
            better = before + weight > row[places]
            hits = places[better]
            row[hits] = before[better] + weight
            begun, first = begun.copy(), first.copy()
            begun[hits], first[hits] = begun_there[better], first_there[better]
            # words of the text in between: each cell takes the best of those before it, less their distance
            lifted = row + slope
            highest = np.maximum.accumulate(lifted)
            source = np.maximum.accumulate(np.where(lifted == highest, at, 0))
            row = np.maximum(highest - slope, 0.0)
            begun, first = begun[source], first[source]
            top = int(row.argmax())
            if row[top] > best[0]:
                best = (float(row[top]), (int(begun[top]) + low, top + low), (int(first[top]), i))
        return best


def tokens(word: Word) -> tuple[str, ...]:
    """Return what is aligned for a word: its normal form, or the two of a contraction (*wouldn't*: would, not)."""
    low = word.text.casefold().replace("’", "'")
    if low == "cannot":
        return ("can", "not")
    ordinal = ORDINAL.match(low)
    if ordinal or low in ORDINALS:
        return (ordinal[1] if ordinal else ORDINALS[low],)
    parts = CONTRACTED.match(low)
    if parts and (is_function_word(parts[1]) or parts[1] in AUXILIARIES):
        return tuple(AUXILIARIES.get(p, p) for p in parts.groups())
    return (AUXILIARIES.get(low, word.normal),)
