"""What a line shares with others of its page: its make, and the heading above.

A card of a list of teasers looks like its sister cards; a note under *Footnotes* is one whatever it looks like.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from retold.stages.clean.lines import Line

ALIKE = ("lines", "run", "covered", "link", "words", "ends", "shared")
"""Of the lines of one make: how many, how many in a row, and the means of these."""

HEADED = "since covered words cue shared level".split()
"""Of the heading above: how many lines ago, and what it is like."""


def alike(makes: Sequence[Hashable], own: Any, columns: Sequence[int]) -> Any:
    """Return the columns ``ALIKE``; ``makes`` are the kinds of mark around lines, ``columns`` those of the means."""
    import numpy as np

    numbers = groups(makes)
    sizes = np.bincount(numbers)
    runs = np.concatenate([np.full(n := len(list(same)), n) for _, same in groupby(numbers.tolist())])
    means = [np.bincount(numbers, own[:, column]) / sizes for column in columns]
    return np.column_stack([sizes[numbers], runs, *(mean[numbers] for mean in means)])


def groups(makes: Sequence[Hashable]) -> Any:
    """Return a number for each line; lines of one make have the same."""
    import numpy as np

    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(make, len(seen)) for make in makes])


def above(levels: Any) -> Any:
    """Return for each line the number of the heading above it (of itself for a heading), -1 where there is none."""
    import numpy as np

    return np.maximum.accumulate(np.where(levels > 0, np.arange(len(levels)), -1))


def headed(levels: Any, own: Any, columns: Sequence[int], lines: Sequence[Line]) -> Any:
    """Return the columns ``HEADED``; ``columns`` are those of coverage, words and shared words in ``own``."""
    import numpy as np

    heading = above(levels)
    known = heading >= 0
    cue = np.array([bool(level) and bool(r.cue or r.opens)
                    for level, r in zip(levels.tolist(), lines, strict=True)], dtype=np.float64)  # fmt: skip
    covered, words, shared = (own[heading, column] for column in columns)
    found = np.column_stack([covered, words, cue[heading], shared, levels[heading]])
    since = np.where(known, np.arange(len(levels)) - heading, -1)
    return np.column_stack([since, np.where(known[:, None], found, -1)])
