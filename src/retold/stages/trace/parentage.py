"""Who copied whom among texts that share wording: the likeliest exemplar of each, with its probability.

For each text every earlier one is weighed, and so is *none of these*.  What weighs most against an exemplar is wording
of the copy that it lacks although another earlier text has it: the copy cannot have that from there.  Next come an end
of the exemplar that the copy lacks, how much of the exemplar's wording the copy kept, and the time that went by.  The
weights are those of a conditional logit model (McFadden 1974), fitted on synthetic press with known copies, whole and
with a quarter hidden (``bench/stemma.py --fit``); so the scores can be read as probabilities (``docs/stemma.md`` has
the calibration).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

FEATURES = ("foreign words", "foreign places", "cut", "kept", "delay", "between", "size")
WEIGHTS = np.array([-1.795, 0.473, -1.371, 1.037, -0.453, 0.195, -0.642])
UNSEEN = ("none of these", "how many", "most kept", "least delay")
UNSEEN_WEIGHTS = np.array([-7.548, -1.168, 0.566, -0.423])
"""*None of these* is the likelier the fewer and the later the earlier texts are."""

LEAST = 0.01
"""Added to the share of an exemplar that a copy kept: none has a logarithm, too."""

NEARNESS = (0.1, -1.0, 0.3, -0.4)
"""The weights of gaps, common share, share of the shorter one, and sizes (all logarithms) in the tree without times."""

FLOOR = 0.005
"""Added to shares in the tree, for the same reason."""

LONGEST = 8.0
"""From how many usual delays on more time says nothing more: some are copied a year later."""


@dataclass(frozen=True, slots=True)
class Parent:
    """``exemplar`` and ``copy`` are numbers of texts; ``exemplar`` is -1 for a source that is not among them."""

    copy: int
    exemplar: int
    probability: float


def parents(shingles: Sequence[NDArray[np.uint64]], times: Floats, delay: float) -> list[Parent]:
    """Return for each text all that could be its exemplar, likeliest first.

    ``shingles`` are each text's shingles in the order of the text, without those that say nothing (quotations,
    footers); ``times`` when each came out, in any unit, NaN where unknown; ``delay`` is the mean time from exemplar to
    copy in the same unit.  A text is weighed as an exemplar only if it is known to be earlier.
    """
    overlap = Overlap.of(shingles)
    found = []
    for copy in range(len(shingles)):
        earlier = np.flatnonzero(times < times[copy])
        if not len(earlier):
            continue
        table = features(overlap, copy, earlier, times, delay)
        probability = softmax(np.append(table @ WEIGHTS, unseen(table) @ UNSEEN_WEIGHTS))
        for at in np.argsort(-probability, kind="stable").tolist():
            exemplar = int(earlier[at]) if at < len(earlier) else -1
            found.append(Parent(copy, exemplar, float(probability[at])))
    return found


def softmax(weights: Floats) -> Floats:
    """Return probabilities from weights on the logarithmic scale."""
    raised = np.exp(weights - weights.max())
    return np.asarray(raised / raised.sum())


@dataclass(frozen=True, slots=True)
class Overlap:
    """Which text has which shingle, and how the texts lie in each other.

    ``number`` holds each text's shingles as columns of ``has`` (texts by shingles); ``gaps[a, b]`` counts the runs of
    ``a`` that ``b`` lacks, but for one at the end of ``a``; ``cut[a, b]`` says that there is such a one;
    ``shared[a, b]`` counts the shingles of ``a`` that ``b`` has, and ``size`` those of each.
    """

    number: tuple[NDArray[np.int64], ...]
    has: Flags
    gaps: NDArray[np.int64]
    cut: Flags
    shared: NDArray[np.int64]
    size: NDArray[np.int64]

    @classmethod
    def of(cls, shingles: Sequence[NDArray[np.uint64]]) -> Overlap:
        """Compare texts with each other; all arrays are in the order of ``shingles``."""
        count = len(shingles)
        every = np.concatenate([*shingles, np.zeros(0, np.uint64)])
        known, column = np.unique(every, return_inverse=True)
        size = np.array([len(s) for s in shingles], np.int64)
        ends = np.cumsum(size).tolist()
        number = tuple(column[end - own : end].astype(np.int64) for end, own in zip(ends, size.tolist(), strict=True))
        has = np.zeros((count, len(known)), bool)
        for text, columns in enumerate(number):
            has[text, columns] = True
        gaps, shared = np.zeros((count, count), np.int64), np.zeros((count, count), np.int64)
        cut = np.zeros((count, count), bool)
        for text, columns in enumerate(number):
            if len(columns):
                lacking = ~has[:, columns]
                cut[text] = lacking[:, -1]
                gaps[text] = runs(lacking) - cut[text]
                shared[text] = len(columns) - lacking.sum(axis=1)
        return cls(number, has, gaps, cut, shared, size)

    def jaccard(self) -> Floats:
        """Return the share of common shingles of each two texts."""
        union = self.size[:, None] + self.size[None, :] - self.shared
        return np.asarray(self.shared / np.maximum(1, union))


def runs(marks: Flags) -> NDArray[np.int64]:
    """Return for each row how many runs of marks it has."""
    return np.asarray(marks[:, 0].astype(np.int64) + (marks[:, 1:] & ~marks[:, :-1]).sum(axis=1))


def features(overlap: Overlap, copy: int, earlier: NDArray[np.int64], times: Floats, delay: float) -> Floats:
    """Return a row of ``FEATURES`` for each earlier text as an exemplar of the copy."""
    columns = overlap.number[copy]
    table = np.zeros((len(earlier), len(FEATURES)))
    if len(columns):
        lacking = ~overlap.has[np.ix_(earlier, columns)]
        foreign = lacking & ~lacking.all(axis=0)
        table[:, 0] = np.log1p(foreign.sum(axis=1))
        table[:, 1] = np.log1p(runs(foreign))
    table[:, 2] = overlap.cut[earlier, copy]
    table[:, 3] = np.log(overlap.shared[earlier, copy] / np.maximum(1, overlap.size[earlier]) + LEAST)
    passed = times[copy] - times[earlier]
    table[:, 4] = np.minimum(passed / delay, LONGEST)
    table[:, 5] = np.log1p(np.argsort(np.argsort(passed, kind="stable"), kind="stable"))
    table[:, 6] = np.log1p(overlap.size[earlier])
    return table


def unseen(table: Floats) -> Floats:
    """Return ``UNSEEN`` for *none of these*, of the rows of those that could be the exemplar."""
    return np.array([1.0, np.log(len(table)), table[:, 3].max(), table[:, 4].min()])


def tree(overlap: Overlap) -> list[tuple[int, int, float]]:
    """Return the edges of the likeliest tree without directions: texts, and the share of wording that they have.

    The minimum spanning tree (Prim 1957).  Two texts are the nearer the more wording they have in common and in the
    fewer gaps they part; of texts that are equally alike the longer ones are nearer, for a copy is shorter more often
    than longer, and less so where one lies wholly in the other.  It says who is next to whom, not who was first.
    """
    count = len(overlap.size)
    if count < 2:
        return []
    jaccard = overlap.jaccard()
    size = np.maximum(1, overlap.size)
    within = overlap.shared / np.minimum(size[:, None], size[None, :])
    cost = NEARNESS[0] * np.log1p(overlap.gaps + overlap.gaps.T) + NEARNESS[1] * np.log(jaccard + FLOOR)
    cost += NEARNESS[2] * np.log(within + FLOOR) + NEARNESS[3] * np.log(size[:, None] * size[None, :])
    edges = []
    best, near = cost[0].copy(), np.zeros(count, np.int64)
    best[0] = np.inf
    done = np.zeros(count, bool)
    done[0] = True
    for _ in range(count - 1):
        text = int(np.argmin(np.where(done, np.inf, best)))
        edges.append((min(int(near[text]), text), max(int(near[text]), text), float(jaccard[near[text], text])))
        done[text] = True
        nearer = cost[text] < best
        best, near = np.where(nearer, cost[text], best), np.where(nearer, text, near)
    return edges
