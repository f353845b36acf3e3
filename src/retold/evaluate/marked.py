"""Marked sentences: gold that a person writes with a bracket for each span.

``[s1 Quill] [c1 told] [a1 the council] [w1 in May] [q1 that [s2 the pilots] had [c2 left]].  || 1:promised 2:neg``

A letter says what the span is (``q`` content, ``s`` source, ``c`` cue, ``a`` addressee, ``w`` when, ``m`` manner,
``k`` carrier, from the utterer outward; ``k1a``, ``k1b`` give their order where they stand otherwise), the number says
of which quotation.  A quotation whose content lies in another one's is nested in it.  Behind ``||`` stand flags:
``neg``, or a step of strength.  Spans of a number without ``q`` are dropped.
"""

from __future__ import annotations

import re
from typing import Any

from retold.errors import WrongUse

_TOKEN = re.compile(r"\[([qscawmk])(\d+)([a-z]?) |\]|\[|([^\[\]]+)")
_NAMES = {"q": "content", "s": "source", "c": "cue", "a": "addressee", "w": "when", "m": "manner", "k": "carriers"}


def read_marked(line: str, name: str) -> dict[str, Any]:
    """Return one marked sentence as a gold row: ``id``, ``text`` and ``quotations`` with span lists.

    Raises:
        WrongUse: a bracket that is not closed, or closed twice.
    """
    marked, _, flags = line.strip().partition("||")
    text, spans = _spans(marked.strip(), name)
    quotations: dict[str, dict[str, Any]] = {}
    for kind, number, _, start, end in sorted(spans, key=lambda s: (s[2], s[3], -s[4])):
        row = quotations.setdefault(number, {"id": number, **{v: [] for v in _NAMES.values()}})
        row[_NAMES[kind]].append([start, end])
    kept = {n: q for n, q in quotations.items() if q["content"]}
    for flag in flags.split():
        number, _, value = flag.partition(":")
        if number in kept:
            kept[number]["negated" if value == "neg" else "strength"] = True if value == "neg" else value
    for q in kept.values():
        q["parent"] = _parent(q, kept)
        q.setdefault("negated", False)
        q.setdefault("strength", "")
    return {"id": name, "text": text, "quotations": sorted(kept.values(), key=lambda q: q["content"])}


def _spans(marked: str, name: str) -> tuple[str, list[tuple[str, str, str, int, int]]]:
    out: list[str] = []
    length = 0
    stack: list[tuple[str, str, str, int]] = []
    spans: list[tuple[str, str, str, int, int]] = []
    for token in _TOKEN.finditer(marked):
        if token[1]:
            stack.append((token[1], token[2], token[3], length))
        elif token[4]:
            out.append(token[4])
            length += len(token[4])
        elif token[0] == "]" and stack:
            spans.append((*stack.pop(), length))
        else:
            raise WrongUse(f"{name}: a stray bracket at {token.start()}; each [x1 must be closed once")
    if stack:
        raise WrongUse(f"{name}: [{stack[-1][0]}{stack[-1][1]} is not closed")
    return "".join(out), spans


def _parent(q: dict[str, Any], others: dict[str, dict[str, Any]]) -> str | None:
    """Return the number of the smallest other quotation whose content holds this one's."""
    start, end = q["content"][0][0], q["content"][-1][1]
    holding = [
        (b - a, o["id"])
        for o in others.values()
        for a, b in o["content"]
        if o is not q and a <= start and end <= b and (a, b) != (start, end)
    ]
    return min(holding)[1] if holding else None
