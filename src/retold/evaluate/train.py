"""Fit the judge over the quotation rules on somebody's own gold; the form is that of ``retold.evaluate.quotations``.

Two thirds of the documents, chosen by a hash of their ids, are fitted on; the rest only measures.  The fit is a
logistic regression with a quadratic penalty by Newton's method, so the same gold gives the same weights.

Where the annotation does not reach, a row names the spans as ``unread``; what is found there is left out of all.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from retold.errors import WrongUse
from retold.evaluate.quotations import compare, letters, matches
from retold.stages.quote import quotations
from retold.stages.quote.judge import FORMAT, Judge, features

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np

    from retold.records import Quotation

Row = dict[str, Any]
Case = tuple[frozenset[str], bool]
Read = tuple[Row, "list[Quotation]"]
PENALTY = 2.0
"""Weight of the quadratic penalty; the bias is not penalised."""
ROUNDS = 50
LEAST = 20
"""Found quotations, right and wrong ones each fewer by no more than three, below which nothing can be learnt."""


def train(path: Path, also: Path | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the weights (what ``[quote] judge`` reads) and the figures on the documents that were held out.

    ``also`` is further gold, never fitted; its figures are those of ``retold eval quotations``.

    Raises:
        WrongUse: a file is no gold, or the first holds too little to learn from.
    """
    rows, others = _rows(path), _rows(also) if also else []
    parts: dict[bool, list[Read]] = {False: [], True: []}
    for row, given in _read(rows):
        parts[is_held(str(row["id"]))].append((row, given))
    cases = [case for row, given in parts[False] for case in _cases(row, given)]
    right = sum(label for _, label in cases)
    if not parts[True] or min(right, len(cases) - right) < 3 or len(cases) < LEAST:
        raise WrongUse(
            f"{path}: too little to learn from: {len(rows)} texts, {len(parts[True])} of them held out; in the others "
            f"{right} quotations found are right and {len(cases) - right} wrong; at least {LEAST} are needed, 3 of each"
        )
    weights = fit(cases)
    judge = Judge(weights, _threshold(weights, parts[False]))
    figures = {
        "texts": {"fitted": len(parts[False]), "held out": len(parts[True])},
        "found in fitted": {"right": right, "wrong": len(cases) - right},
        "threshold": judge.threshold,
        "held out before": _figures(parts[True], None),
        "held out after": _figures(parts[True], judge),
    }
    if others:
        read = _read(others)
        figures["also before"] = compare(others, [given for _, given in read])
        figures["also after"] = compare(others, [judge(given, row["text"]) for row, given in read])
    return {"format": FORMAT, "threshold": judge.threshold, "weights": dict(weights)}, figures


def _read(rows: list[Row]) -> list[Read]:
    """Return each row with what is found in it outside its unread spans."""
    out = []
    for row, found in zip(rows, quotations(row["text"] for row in rows), strict=True):
        unread = row.get("unread", ())
        out.append(
            (row, [q for q in found if not any(s.start < b and a < s.end for s in q.content for a, b in unread)])
        )
    return out


def is_held(identity: str) -> bool:
    """Tell whether a document only measures: one in three, by a hash of its id."""
    return hashlib.blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=4).digest()[0] % 3 == 0


def fit(cases: Sequence[Case]) -> tuple[tuple[str, float], ...]:
    """Return the weight of each feature, rounded to four places."""
    import numpy as np

    names = sorted({name for given, _ in cases for name in given})
    place = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(cases), len(names)))
    for n, (given, _) in enumerate(cases):
        x[n, [place[name] for name in given]] = 1
    y = np.array([float(label) for _, label in cases])
    penalty = np.array([1e-6 if name == "bias" else PENALTY for name in names])
    w = _newton(x, y, penalty)
    return tuple((name, round(float(value), 4)) for name, value in zip(names, w, strict=True))


def _newton(x: np.ndarray, y: np.ndarray, penalty: np.ndarray) -> np.ndarray:
    """Minimise the penalised logistic loss by iteratively reweighted least squares; x is cases by features."""
    import numpy as np

    w = np.zeros(x.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (p - y) + penalty * w
        curve = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        w = w - step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < 1e-8:
            break
    return w


def _threshold(weights: tuple[tuple[str, float], ...], rows: list[Read]) -> float:
    """Return the threshold with the best F1 on what was fitted, the lowest of equals."""
    steps = [n / 20 for n in range(13)]
    return max(steps, key=lambda t: (_figures(rows, Judge(weights, t))["f1"], -t))


def _cases(row: Row, found: list[Quotation]) -> list[Case]:
    """Return the features of each quotation found, and whether it is in the gold."""
    right = {j for _, j in _pairs(row, found)}
    return [(features(q, row["text"]), j in right) for j, q in enumerate(found)]


def _pairs(row: Row, found: list[Quotation]) -> list[tuple[int, int]]:
    text = row["text"]
    gold = [letters(text, q["content"]) for q in row["quotations"]]
    return matches([g for g in gold if g], [letters(text, [(s.start, s.end) for s in q.content]) for q in found], 0.5)


def _figures(rows: list[Read], judge: Judge | None) -> dict[str, float]:
    hit = given = gold = 0
    for row, found in rows:
        kept = judge(found, row["text"]) if judge else found
        hit += len(_pairs(row, kept))
        given += len(kept)
        gold += sum(bool(letters(row["text"], q["content"])) for q in row["quotations"])
    out = {"p": hit / max(given, 1), "r": hit / max(gold, 1), "f1": 2 * hit / max(given + gold, 1)}
    return {name: round(100 * value, 1) for name, value in out.items()}


def _rows(path: Path) -> list[Row]:
    """Read the gold; every line must be right, for a silent gap would be learnt as truth."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUse(f"{path}: cannot be read as UTF-8 text: {error}") from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            size = len(row["text"])
            for spans in (row.get("unread", []), *(q["content"] + q.get("source", []) for q in row["quotations"])):
                if not all(0 <= a < b <= size for a, b in spans):
                    raise ValueError(f"{spans} do not lie in the text")
            gold = [{"source": [], **q} for q in row["quotations"]]
            rows.append({**row, "id": row.get("id", f"line {number}"), "quotations": gold})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise WrongUse(
                f"{path}: line {number}: not gold ({type(error).__name__}: {error}); each line must be a JSON object "
                'with "text" and "quotations", each of these with "content": [[start, end], ...]'
            ) from error
    if not rows:
        raise WrongUse(f"{path}: no gold; it is empty")
    return rows
