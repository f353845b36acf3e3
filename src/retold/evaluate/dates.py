"""Time expressions against TimeML gold: how many values are right on gold spans, and from end to end.

A gold folder holds ``.tml`` files (TimeML 1.2: TimeBank, AQUAINT, TempEval-3).  Values are compared as strings, as
TempEval-3 does it.  *Gold spans*: the normaliser is given where each expression stands.  *End to end*: an expression
counts where it overlaps a gold one and has its value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from retold.errors import NoInput
from retold.stages.situate.expressions import Expression, expression_at, expressions
from retold.stages.situate.resolve import resolve

if TYPE_CHECKING:
    from pathlib import Path

DATED = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold expression: half-open offsets into the text, TIMEX3 type and value."""

    start: int
    end: int
    kind: str
    value: str


def score(path: Path) -> dict[str, Any]:
    """Return value accuracy on gold spans (DATE and TIME) and end-to-end value precision, recall and F1.

    Raises:
        NoInput: no ``.tml`` file under ``path``.
    """
    files = sorted(path.rglob("*.tml")) if path.is_dir() else [path]
    files = [f for f in files if f.suffix == ".tml"]
    if not files:
        raise NoInput(f"{path}: no .tml files; give a folder of TimeML documents")
    total = {
        "gold": 0,
        "right": 0,
        "dated_predicted": 0,
        "dated_hit": 0,
        "all_gold": 0,
        "all_predicted": 0,
        "all_hit": 0,
    }
    for file in files:
        text, published, gold = read(file.read_text(encoding="utf-8", errors="replace"))
        for name, count in _compare(text, published, gold).items():
            total[name] += count
    return {
        "documents": len(files),
        "expressions": total["gold"],
        "value_accuracy_gold_spans": _ratio(total["right"], total["gold"]),
        "end_to_end_dates": _f1(total["dated_hit"], total["dated_predicted"], total["gold"]),
        "end_to_end_all_types": _f1(total["all_hit"], total["all_predicted"], total["all_gold"]),
    }


def read(source: str) -> tuple[str, date | None, list[Gold]]:
    """Return (text, day of publication, gold expressions) of a TimeML document."""
    stamp = re.search(r'functionInDocument="CREATION_TIME"[^>]*?value="(\d{4}-\d\d-\d\d)', source) or re.search(
        r'value="(\d{4}-\d\d-\d\d)[^"]*"[^>]*functionInDocument="CREATION_TIME"', source
    )
    published = date.fromisoformat(stamp[1]) if stamp else None
    body = re.search(r"<TEXT>(.*)</TEXT>", source, re.DOTALL)
    text, gold, opened = "", [], None
    for piece in re.split(r"(<[^>]*>)", body[1] if body else source):
        if piece.startswith("<TIMEX3"):
            kind, value = re.search(r'type="(\w+)"', piece), re.search(r'value="([^"]*)"', piece)
            opened = (len(text), kind[1] if kind else "", value[1] if value else "")
        elif piece.startswith("</TIMEX3") and opened:
            gold.append(Gold(opened[0], len(text), opened[1], opened[2]))
            opened = None
        elif not piece.startswith("<"):
            text += _unescaped(piece)
    return text, published, [g for g in gold if g.end > g.start]


def _unescaped(text: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text


def _compare(text: str, published: date | None, gold: list[Gold]) -> dict[str, int]:
    dated = [g for g in gold if g.kind in DATED]
    values = gold_span_values(text, published, gold)
    found = list(expressions(text))
    kinds = {(e.start, e.end): "DURATION" if e.kind in ("duration", "set") else "DATE" for e in found}
    resolved = resolve(found, text, published)
    dates = [r for r in resolved if kinds[r.start, r.end] == "DATE"]
    return {
        "gold": len(dated),
        "right": sum(values.get((g.start, g.end)) == g.value for g in dated),
        "dated_predicted": len(dates),
        "dated_hit": _hits(dates, dated),
        "all_gold": len(gold),
        "all_predicted": len(resolved),
        "all_hit": _hits(resolved, gold),
    }


def gold_span_values(text: str, published: date | None, gold: list[Gold]) -> dict[tuple[int, int], str]:
    """Return the value given to every gold span; a span that no rule reads is left out."""
    placed: list[Expression] = []
    for g in gold:
        found = expression_at(text, g.start, g.end)
        if found is not None:
            placed.append(found)
    return {(r.start, r.end): r.value for r in resolve(placed, text, published)}


def _hits(found: list[Any], gold: list[Gold]) -> int:
    taken: set[int] = set()
    for r in found:
        for number, g in enumerate(gold):
            if number not in taken and r.start < g.end and g.start < r.end and r.value == g.value:
                taken.add(number)
                break
    return len(taken)


def _ratio(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _f1(hit: int, predicted: int, gold: int) -> dict[str, float]:
    precision, recall = _ratio(hit, predicted), _ratio(hit, gold)
    return {"precision": precision, "recall": recall, "f1": _ratio(2 * hit, predicted + gold)}
