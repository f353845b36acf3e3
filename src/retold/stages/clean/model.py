"""The line models: boosted trees over ``traits`` and ``plain_traits``; see ``bench/clean_model.py``."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from retold.stages.clean import plain_traits, traits

_COLUMNS = {"model": traits.COLUMNS, "plain_model": plain_traits.COLUMNS}
_BITS = 16


@cache
def _trees(name: str) -> dict[str, Any]:
    """Return the trees as arrays: for each inner node its tree, column, threshold and the leaves on its left.

    The leaves of a tree are numbered from left to right, a bit each; ``lasting`` are those that are left when a line
    steps right at a node.  ``value`` has a row for each tree.
    """
    import numpy as np

    raw = json.loads(files("retold.stages.clean").joinpath(f"{name}.json").read_text(encoding="utf-8"))
    assert tuple(raw["columns"]) == _COLUMNS[name], "the model was fitted to other columns"
    nodes, values = [], []
    for root in raw["roots"]:
        leaves: list[float] = []
        inner: list[tuple[int, float, int]] = []
        _number(raw, root, leaves, inner)
        every = (1 << len(leaves)) - 1
        nodes.append([(column, threshold, every & ~passed) for column, threshold, passed in inner])
        values.append(leaves)
    width, most = max(map(len, nodes)), max(map(len, values))
    assert most <= _BITS, "a tree has more leaves than a number has bits"
    flat = [node for tree in nodes for node in [*tree, *[(0, np.inf, 0)] * (width - len(tree))]]
    column, threshold, lasting = zip(*flat, strict=True)
    return {
        "column": np.array(column),
        "threshold": np.array(threshold),
        "lasting": np.array(lasting, dtype=np.uint16),
        "value": np.array([leaves + [0.0] * (most - len(leaves)) for leaves in values]),
    }


def _number(raw: dict[str, Any], node: int, leaves: list[float], inner: list[tuple[int, float, int]]) -> None:
    """Number the leaves below a node from left to right; note for each inner node which leaves are on its left."""
    if raw["column"][node] < 0:
        leaves.append(raw["value"][node])
        return
    before = len(leaves)
    _number(raw, raw["left"][node], leaves, inner)
    inner.append((raw["column"][node], raw["threshold"][node], (1 << len(leaves)) - (1 << before)))
    _number(raw, raw["right"][node], leaves, inner)


def chances(table: Any, name: str = "model") -> Any:
    """Return for each row of ``traits`` the chance that the line is main text, as an array of floats.

    ``plain_model`` is the model over ``plain_traits``.

    No tree is walked: every question is asked of every line, each answer strikes out leaves, and the first leaf that is
    left is the one a walk would end at (QuickScorer, Lucchese and others, SIGIR 2015).
    """
    import numpy as np

    trees = _trees(name)
    count = len(trees["value"])
    struck = np.where(table[:, trees["column"]] <= trees["threshold"], np.uint16(0xFFFF), trees["lasting"])
    left = np.bitwise_and.reduce(struck.reshape(len(table), count, -1), axis=2).astype(np.int32)
    first = np.log2(left & -left).astype(np.intp)
    return 1 / (1 + np.exp(-trees["value"][np.arange(count), first].sum(axis=1)))
