"""Which documents are alike at all: pairs that share heavy terms, and their cosines, without a loop over pairs."""

from __future__ import annotations

import heapq
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retold.stages.group.clusters import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from retold.stages.group.terms import Vector

    Integers = NDArray[np.int64]

PAIRS, EACH = 4_000_000, 40
"""So many pairs of documents may share a term, or ``EACH`` for each document where that is more."""
BATCH = 1 << 20
_HALF = np.int64(32)


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of documents by position, ``left`` < ``right``, sorted, and their cosines; ``cut`` are those left out."""

    left: array[int]
    right: array[int]
    cosine: array[float]
    cut: int


def near(
    vectors: Sequence[Vector],
    joined: Iterable[tuple[int, int]],
    keys: int,
    widest: int,
    least: float,
    most: int | None = None,
) -> Near:
    """Return the pairs of a cosine of ``least`` that share one of their ``keys`` heaviest terms, or are ``joined``.

    A term held by more than ``widest`` documents brings none together: it would make every pair a candidate.  Where
    there would still be more than ``most`` pairs, ``widest`` is lowered: the rarer a term, the more it says.
    """
    number: dict[str, int] = {}
    terms, weights, term, holder = array("i"), array("d"), array("i"), array("i")
    ends = [0]
    for at, vector in enumerate(vectors):
        terms.extend([number.setdefault(t, len(number)) for t in vector])
        weights.extend(vector.values())
        heavy = heapq.nsmallest(keys, vector, key=lambda t, v=vector: (-v[t], t))  # type: ignore[misc]
        term.extend([number[t] for t in heavy])
        holder.extend([at] * len(heavy))
        ends.append(len(terms))
    most = max(PAIRS, EACH * len(vectors)) if most is None else most
    packed = _candidates(np.array(term, np.int64), np.array(holder, np.int64), widest, most)
    more = np.array([(min(p) << 32) | max(p) for p in joined], np.int64)
    packed = np.union1d(packed, more)
    left, right = packed >> _HALF, packed & np.int64(0xFFFFFFFF)
    cosine = _cosines(left, right, np.asarray(terms), np.asarray(weights), np.array(ends), len(number))
    alike = cosine >= least
    kept = KEPT * len(vectors)
    cut = int(alike.sum()) - kept
    if cut > 0:
        alike = cosine > np.partition(cosine, -kept - 1)[-kept - 1]
    return Near(*_columns(left[alike], right[alike], cosine[alike]), max(0, cut))


def _columns(
    left: Integers, right: Integers, cosine: NDArray[np.float64]
) -> tuple[array[int], array[int], array[float]]:
    """Return arrays whose items are plain numbers: what follows looks at them one by one."""
    return array("q", left.tobytes()), array("q", right.tobytes()), array("d", cosine.tobytes())


def _candidates(term: Integers, holder: Integers, widest: int, most: int) -> Integers:
    """Return each two holders of one term, packed (the lesser above), each pair once."""
    order = np.lexsort((holder, term))
    term, holder = term[order], holder[order]
    begins = np.flatnonzero(np.concatenate([[True], term[1:] != term[:-1]])) if len(term) else term
    held = np.diff(np.append(begins, len(term)))
    costs = np.bincount(held, minlength=widest + 1)[: widest + 1] * (np.arange(widest + 1) * np.arange(-1, widest) // 2)
    widest = int(np.searchsorted(np.cumsum(costs), most, "right")) - 1
    found = [np.zeros(0, np.int64)]
    waiting: list[Any] = []
    size = 0
    for count in range(2, widest + 1):
        at = begins[held == count]
        if not len(at):
            continue
        block = holder[at[:, None] + np.arange(count)]
        one, other = np.triu_indices(count, 1)
        for some in np.array_split(block, 1 + block.size * count // BATCH):
            waiting.append(((some[:, one] << _HALF) | some[:, other]).ravel())
            size += len(waiting[-1])
        if size > BATCH:
            found = [np.unique(np.concatenate([*found, *waiting]))]
            waiting, size = [], 0
    return np.unique(np.concatenate([*found, *waiting]))


def _cosines(
    left: Integers, right: Integers, terms: NDArray[np.int32], weights: NDArray[np.float64], ends: Integers, count: int
) -> NDArray[np.float64]:
    """Return the cosine of each pair of unit vectors; the pairs are sorted by their left one."""
    out = np.zeros(len(left))
    spread = np.zeros(count)
    lengths = np.diff(ends)
    bounds = np.flatnonzero(np.concatenate([[True], left[1:] != left[:-1], [True]])) if len(left) else left
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        own = slice(ends[left[first]], ends[left[first] + 1])
        others = right[first:last]
        sizes = lengths[others]
        starts = np.cumsum(sizes) - sizes
        at = np.repeat(ends[others] - starts, sizes) + np.arange(int(sizes.sum()))
        spread[terms[own]] = weights[own]
        if len(at):
            full = sizes > 0
            products = spread[terms[at]] * weights[at]
            out[first:last][full] = np.add.reduceat(products, starts[full])
        spread[terms[own]] = 0
    return out
