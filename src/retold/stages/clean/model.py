"""The line model: boosted trees over ``traits``, read from ``model.json``; see ``bench/clean_model.py``."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from retold.stages.clean.traits import COLUMNS


@cache
def _trees() -> dict[str, Any]:
    import numpy as np

    raw = json.loads(files("retold.stages.clean").joinpath("model.json").read_text(encoding="utf-8"))
    assert tuple(raw["columns"]) == COLUMNS, "the model was fitted to other columns"
    return {name: np.array(raw[name]) for name in ("roots", "column", "threshold", "left", "right", "value")}


def chances(table: Any) -> Any:
    """Return for each row of ``traits`` the chance that the line is main text, as an array of floats.

    Every tree of every line steps down at once: a leaf points at itself, so that the walk ends when nothing moves.
    """
    import numpy as np

    trees = _trees()
    rows = np.arange(len(table))[:, None]
    at = np.broadcast_to(trees["roots"], (len(table), len(trees["roots"])))
    while True:
        column = trees["column"][at]
        inner = column >= 0
        if not inner.any():
            break
        less = table[rows, column] <= trees["threshold"][at]
        at = np.where(inner, np.where(less, trees["left"][at], trees["right"][at]), at)
    return 1 / (1 + np.exp(-trees["value"][at].sum(axis=1)))
