"""Quotations against gold, by the rules that the published figures of the field can be compared with.

A gold file has one text a line: ``{"id", "text", "quotations": [{"content", "source", ...}]}``, spans as lists of
half-open code-point offsets.  A span list counts as the set of its letters and digits, so that marks and final commas
never matter.  Contents match one to one at intersection over union of at least a half, best first (exact: equal sets).
Precision is over all that was found, recall over all gold and over the subsets that the file flags (``speech``,
``quoted``).  A source is right if it overlaps the gold source.  *End to end* asks for both.

Where the gold says more (``parent``, ``carriers``, ``addressee``, ``when``, ``manner``, ``negated``, ``strength``),
that is scored too: a *chain* is exact if content, source, carriers in their order, and parent are all right.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from retold.errors import NoInput
from retold.stages.quote import quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from retold.records import Quotation

Letters = frozenset[int]
Row = dict[str, Any]
Pairs = list[tuple[int, int]]
ASIDES = ("addressee", "when", "carriers", "manner")


def score(path: Path) -> dict[str, Any]:
    """Return the figures of this installation on a gold file.

    Raises:
        NoInput: the file has no row with text and quotations.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if isinstance(row, dict) and "text" in row and "quotations" in row]
    if not rows:
        raise NoInput(f"{path}: no gold; each line must be a JSON object with id, text and quotations")
    return compare(rows, list(quotations(row["text"] for row in rows)))


def compare(rows: Sequence[Row], found: Sequence[Sequence[Quotation]]) -> dict[str, Any]:
    """Return the figures for predictions that stand beside their gold rows."""
    count: Counter[str] = Counter()
    for row, predicted in zip(rows, found, strict=True):
        _count(row, [q for q in predicted if q.content], count)
    subsets = [s for s in ("all", "speech", "quoted") if count[f"gold {s}"]]
    out: dict[str, Any] = {"texts": len(rows), "gold": {s: count[f"gold {s}"] for s in subsets}}
    out["predicted"] = count["predicted"]
    for kind in ("iou", "exact", "end_to_end"):
        out[kind] = {
            s: _f1(count[f"{kind} all"], count["predicted"], count[f"{kind} {s}"], count[f"gold {s}"]) for s in subsets
        }
    out["source"] = {"matched": count["with source"], "percent": _percent(count["source right"], count["with source"])}
    if count["chains"]:
        out["chain_exact_percent"] = _percent(count["chain right"], count["chains"])
        for name in ASIDES:
            out[name] = _f1(
                count[f"{name} hit"], count[f"{name} predicted"], count[f"{name} hit"], count[f"{name} gold"]
            )
        out["nested"] = {"gold": count["nested"], "percent": _percent(count["nested right"], count["nested"])}
        for name in ("negated", "strength"):
            out[name] = _f1(
                count[f"{name} hit"], count[f"{name} predicted"], count[f"{name} hit"], count[f"{name} gold"]
            )
    return out


def letters(text: str, spans: Iterable[Sequence[int]]) -> Letters:
    """Return the offsets of the letters and digits in a list of spans."""
    return frozenset(i for a, b in spans for i in range(a, min(b, len(text))) if text[i].isalnum())


def matches(gold: Sequence[Letters], predicted: Sequence[Letters], threshold: float) -> Pairs:
    """Return the one-to-one pairs whose intersection over union reaches a threshold, best first."""
    scored = sorted(
        (
            (-len(g & p) / len(g | p), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if g & p and len(g & p) >= threshold * len(g | p)
        ),
    )
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in scored:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def _count(row: Row, predicted: list[Quotation], count: Counter[str]) -> None:
    text = row["text"]
    gold = [q for q in row["quotations"] if letters(text, q["content"])]
    wanted = [letters(text, q["content"]) for q in gold]
    given = [letters(text, _plain(q.content)) for q in predicted]
    given = [g for g in given if g]
    pairs = matches(wanted, given, 0.5)
    count["predicted"] += len(given)
    for q in gold:
        count.update(f"gold {s}" for s in _subsets(q))
    for i, _ in matches(wanted, given, 1.0):
        count.update(f"exact {s}" for s in _subsets(gold[i]))
    for i, j in pairs:
        count.update(f"iou {s}" for s in _subsets(gold[i]))
        source = letters(text, gold[i]["source"])
        right = not source or bool(source & letters(text, _plain(predicted[j].source)))
        count["with source"] += bool(source)
        count["source right"] += bool(source) and right
        if right:
            count.update(f"end_to_end {s}" for s in _subsets(gold[i]))
    if any("parent" in q for q in gold):
        _count_chains(text, gold, predicted, pairs, count)


def _subsets(q: Row) -> list[str]:
    return ["all", *(name for name in ("speech", "quoted") if q.get(name))]


def _plain(spans: Iterable[Any]) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in spans]


def _count_chains(text: str, gold: list[Row], predicted: list[Quotation], pairs: Pairs, count: Counter[str]) -> None:
    to_predicted = {gold[i]["id"]: predicted[j] for i, j in pairs}
    for q in gold:
        p = to_predicted.get(q["id"])
        count["chains"] += 1
        held = _is_held(q, p, to_predicted)
        count["chain right"] += held and p is not None and _same_source(text, q, p) and _same_carriers(text, q, p)
        if q["parent"] is not None:
            count["nested"] += 1
            count["nested right"] += held
        for name in ASIDES:
            spans = [letters(text, [s]) for s in q[name]]
            made = [letters(text, [s]) for s in _plain(getattr(p, name))] if p is not None else []
            count[f"{name} gold"] += len(spans)
            count[f"{name} hit"] += sum(any(a & b for b in made) for a in spans)
        count["negated gold"] += bool(q["negated"])
        count["negated hit"] += bool(q["negated"]) and p is not None and p.negated
        count["strength gold"] += bool(q["strength"])
        count["strength hit"] += bool(q["strength"]) and p is not None and p.strength == q["strength"]
    for p in to_predicted.values():
        for name in ASIDES:
            count[f"{name} predicted"] += len(getattr(p, name))
        count["negated predicted"] += p.negated
        count["strength predicted"] += bool(p.strength)


def _is_held(q: Row, p: Quotation | None, to_predicted: dict[str, Quotation]) -> bool:
    """Tell whether the parent is right: the same quotation, or none in both."""
    if p is None:
        return False
    if q["parent"] is None:
        return p.parent is None
    holder = to_predicted.get(q["parent"])
    return holder is not None and p.parent == holder.id


def _same_source(text: str, q: Row, p: Quotation) -> bool:
    source = letters(text, q["source"])
    return bool(source & letters(text, _plain(p.source))) if source else not p.source


def _same_carriers(text: str, q: Row, p: Quotation) -> bool:
    wanted = [letters(text, [s]) for s in q["carriers"]]
    given = [letters(text, [s]) for s in _plain(p.carriers)]
    return len(wanted) == len(given) and all(a & b for a, b in zip(wanted, given, strict=True))


def _f1(true: int, predicted: int, hit: int, gold: int) -> dict[str, float]:
    p = true / predicted if predicted else 0.0
    r = hit / gold if gold else 0.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": round(100 * p, 1), "r": round(100 * r, 1), "f1": round(100 * f, 1), "gold": gold}


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
