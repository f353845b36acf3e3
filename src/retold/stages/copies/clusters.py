"""Clusters of copies: connected components, with a guard against chaining.

One wrong edge joins two clusters, and one document that was put together from two others (a round-up, a splice)
joins them rightly but to no use.  A short text that is mostly a footer lies in every page that has the footer: what
lies in many groups that have nothing else in common is a copy of one of them at most.  So of such a text only the
strongest edge counts; components are first built from close copies; a looser edge then joins two of them only where
more than one document on either side says so.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

from retold.stages.copies.index import Pairs, taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from retold.records import Resemblance
    from retold.settings import Copies

    Integers = NDArray[np.int64]


def components(left: Integers, right: Integers, count: int) -> Integers:
    """Return for each of ``count`` things the least number that edges connect it with.

    Hooking and pointer jumping (Shiloach and Vishkin 1982), a round at a time over all edges.
    """
    label = np.arange(count)
    while len(left):
        low = np.minimum(label[left], label[right])
        np.minimum.at(label, label[left], low)
        np.minimum.at(label, label[right], low)
        while not np.array_equal(higher := label[label], label):
            label = higher
        open_ = label[left] != label[right]
        left, right = left[open_], right[open_]
    return label


def copied(resemblances: Iterable[Resemblance], place: Mapping[str, int], settings: Copies) -> list[tuple[int, int]]:
    """Return which documents are to be together: each with the first of its cluster, by their places."""
    left, right, passage = array("i"), array("i"), array("i")
    jaccard, containment = array("f"), array("f")
    for found in resemblances:
        if found.left in place and found.right in place:
            one, other = place[found.left], place[found.right]
            left.append(min(one, other))
            right.append(max(one, other))
            jaccard.append(found.jaccard)
            containment.append(found.containment)
            passage.append(found.passage)
    shared = np.zeros(len(left), np.int32)
    pairs = Pairs(
        np.array(left, np.int32),
        np.array(right, np.int32),
        shared,
        np.array(jaccard, np.float32),
        np.array(containment, np.float32),
        np.array(passage, np.int32),
        0,
    )
    label = clusters(pairs, len(place), settings)
    return [(first, at) for at, first in enumerate(label.tolist()) if first != at]


def clusters(found: Pairs, count: int, settings: Copies) -> Integers:
    """Return for each of ``count`` texts the number of its cluster: the least number of a text in it."""
    left, right = found.left.astype(np.int64), found.right.astype(np.int64)
    told = _telling(found, left, right, count, settings)
    found, left, right = taken(found, told), left[told], right[told]
    close = (found.jaccard >= settings.jaccard) | (found.containment >= settings.whole)
    label = components(left[close], right[close], count)
    loose = np.flatnonzero(~close)
    loose = loose[np.lexsort((right[loose], left[loose], -found.containment[loose]))]
    left, right = left[loose], right[loose]
    while True:
        open_ = label[left] != label[right]
        left, right = left[open_], right[open_]
        chosen = _chosen(label, left, right, settings.chain)
        if not chosen.any():
            return label
        label = components(label[left[chosen]], label[right[chosen]], count)[label]


def _telling(found: Pairs, left: Integers, right: Integers, count: int, settings: Copies) -> NDArray[np.bool_]:
    """Mark the edges that say something: of a text that lies in more than ``chain`` groups only the strongest.

    Groups are those of texts that have half of their wording or a long passage in common.
    """
    same = (found.jaccard >= settings.jaccard) | (found.passage >= settings.passage)
    label = components(left[same], right[same], count)
    part = np.flatnonzero(~same)
    part = part[np.lexsort((right[part], left[part], -found.containment[part]))]
    text = np.concatenate([left[part], right[part]])
    other = label[np.concatenate([right[part], left[part]])]
    groups = np.bincount(np.unique(text * count + other) // count, minlength=count)
    common = groups > settings.chain
    keep = np.ones(len(left), bool)
    keep[part[common[left[part]] | common[right[part]]]] = False
    name, first = np.unique(text, return_index=True)
    keep[part[first[common[name]] % len(part)]] = True
    return keep


def _chosen(label: Integers, left: Integers, right: Integers, chain: int) -> NDArray[np.bool_]:
    """Mark the edges, given strongest first, along which components may be joined now.

    A component of fewer than ``chain`` texts goes with its strongest edge; two larger ones are joined where at least
    two texts on either side have an edge to the other.
    """
    chosen = np.zeros(len(left), bool)
    if not len(left):
        return chosen
    size = np.bincount(label, minlength=len(label))
    one, other = label[left], label[right]
    name, first = np.unique(np.concatenate([one, other]), return_index=True)
    chosen[first[size[name] < chain] % len(left)] = True
    swap = one > other
    key = np.where(swap, other, one) * len(label) + np.where(swap, one, other)
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.concatenate([[True], np.diff(key[order]) != 0]))
    wide = _several(np.where(swap, right, left)[order], first) & _several(np.where(swap, left, right)[order], first)
    chosen[order[np.repeat(wide, np.diff(np.append(first, len(order))))]] = True
    return chosen


def _several(text: Integers, first: Integers) -> NDArray[np.bool_]:
    """Say for each group of edges whether more than one text stands on this side."""
    return np.asarray(np.minimum.reduceat(text, first) != np.maximum.reduceat(text, first))
