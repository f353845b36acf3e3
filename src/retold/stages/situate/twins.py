"""Quotations of two documents that share most of their rarer words: tellings, it may be, of the same words."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from retold.stages.situate import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

ALIKE = 0.6
"""Share of the shorter quotation's weight that both must have."""
RARE, COMMON = 10, 3
"""What words weigh: whole numbers, of which a sum is one in whatever order."""
LEAST = 30
"""Less shared weight than this proves nothing."""
SAME = 4
"""Quotations of so many words are alike where all are the same, however common."""
MOST = 40
"""A word of more quotations than this tells no two of them from the others."""


def twins(said: Sequence[tuple[str, frozenset[str]]]) -> list[tuple[int, int]]:
    """Return the pairs of places in a list of (document, words) that are alike, in order."""
    if len({document for document, _ in said}) < 2:
        return []
    index: dict[str, list[int]] = defaultdict(list)
    for number, (_, words) in enumerate(said):
        for word in words:
            index[word].append(number)
    told = (held for held in index.values() if 1 < len(held) <= MOST and len({said[n][0] for n in held}) > 1)
    shared = Counter(pair for held in told for pair in combinations(held, 2))
    common = tables.common_words()
    weight = {word: COMMON if word in common else RARE for word in index}
    total = {n: sum(map(weight.__getitem__, said[n][1])) for n in {n for pair in shared for n in pair}}
    out = []
    for i, j in sorted(pair for pair, count in shared.items() if count > 1):
        (here, ours), (there, theirs) = said[i], said[j]
        if here == there:
            continue
        both = sum(map(weight.__getitem__, ours & theirs))
        if both >= max(LEAST, ALIKE * min(total[i], total[j])) or (ours == theirs and len(ours) >= SAME):
            out.append((i, j))
    return out
