"""Two tellings word by word: where they have the same words, and the gaps in which each has its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from retold.stages.words import Word, is_function_word, normal

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAR = 3
"""How many words from a gap a shared word of matter still holds it in its place."""
ISLAND = 2
"""Shared function words, no more than these, between two gaps say nothing: *[of the] tide [of the] year*."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What two tellings have of their own between words that they share; ``held`` says that matter stands beside it."""

    left: tuple[Word, ...]
    right: tuple[Word, ...]
    before: tuple[Word, ...]
    after: tuple[Word, ...]

    @property
    def held(self) -> bool:
        """Whether both tellings have the same word of matter close to the gap, so that its place is sure."""
        return any(not is_function_word(w.text) for w in (*self.before[-NEAR:], *self.after[:NEAR]))


def gaps(left_words: Sequence[Word], right_words: Sequence[Word]) -> list[Gap]:
    """Return the gaps between the longest common subsequence of two lists of words, on their normal forms.

    ``before`` and ``after`` are the shared words on either side, as the left telling has them.
    """
    left, right = spelt_out(left_words), spelt_out(right_words)
    found = []
    last_left = last_right = last_block = 0
    for a, b, size in _blocks(left, right):
        if a > last_left or b > last_right:
            before = tuple(left[max(last_block, last_left - NEAR) : last_left])
            after = tuple(left[a : min(a + size, a + NEAR)])
            found.append(Gap(tuple(left[last_left:a]), tuple(right[last_right:b]), before, after))
        last_block, last_left, last_right = a, a + size, b + size
    return found


def spelt_out(printed: Sequence[Word]) -> list[Word]:
    """Return words with contractions in two: *can't* as *can not*, *we're* as *we are*, *impossible* as *not possible*.

    Both halves keep the place of the printed word.
    """
    out = []
    for word in printed:
        halves = _halves(word.text.casefold().replace("’", "'"))
        if halves:
            out += [Word(half, word.start, word.end, normal(half)) for half in halves]
        else:
            out.append(word)
    return out


def _halves(low: str) -> tuple[str, ...]:
    if low in SPELT_OUT:
        return SPELT_OUT[low]
    if low.endswith("n't"):
        return low[:-3], "not"
    for tail, full in TAILS.items():
        if low.endswith(tail) and is_function_word(low):
            return low[: -len(tail)], full
    return ()


SPELT_OUT = {
    "cannot": ("can", "not"), "can't": ("can", "not"), "won't": ("will", "not"), "impossible": ("not", "possible"),
    "it's": ("it", "is"), "that's": ("that", "is"), "he's": ("he", "is"), "she's": ("she", "is"),
}  # fmt: skip
TAILS = {"'re": "are", "'ve": "have", "'ll": "will", "'m": "am"}


def _blocks(left: Sequence[Word], right: Sequence[Word]) -> list[tuple[int, int, int]]:
    """Return the matching blocks without islands of function words; the last is empty and closes both."""
    blocks = [(m.a, m.b, m.size) for m in Indel.editops([w.normal for w in left],
                                                        [w.normal for w in right]).as_matching_blocks()]  # fmt: skip
    kept: list[tuple[int, int, int]] = []
    for i, (a, b, size) in enumerate(blocks):
        if size and size <= ISLAND and all(is_function_word(w.text) for w in left[a : a + size]):
            end_a, end_b = (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) if kept else (0, 0)
            apart_before = max(a - end_a, b - end_b)
            apart_after = max(blocks[i + 1][0] - a - size, blocks[i + 1][1] - b - size)
            if min(apart_before, apart_after) >= ISLAND:
                continue
        kept.append((a, b, size))
    return kept
