"""On whose word a quotation comes to us: who wrote it down, released it, or passed it on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retold.stages.quote import words

if TYPE_CHECKING:
    from retold.stages.quote.frames import Draft
    from retold.stages.quote.parse import View

Range = tuple[int, int]
CITING = frozenset({"citing", "quoting", "cites", "cited"})
BEARERS = frozenset(
    """memoir memoirs minutes book diary autobiography biography transcript record records note notes memo protocol
    journal account documents files papers archive""".split()
)
"""Nouns for papers in which somebody's words stand: ``is quoted as saying in the minutes``."""


def of(draft: Draft, free: list[int]) -> list[Range]:
    """Return the spans of who passed a quotation on, from the utterer outward."""
    out = _own(draft, free)
    for outer in sorted(draft.carriers, key=_size):
        named = [*_cited(outer), *([outer.source] if outer.source is not None else [])]
        out += [r for r in named if not any(_overlap(r, o) for o in out)]
    return out


def passed_on(kept: list[Draft]) -> list[Draft]:
    """Turn a draft whose content is itself an attribution into the carrier of that attribution.

    ``According to the minutes, Quill said that …`` is Quill's word on the minutes' authority, not a second quotation.
    """
    out = []
    for draft in kept:
        inner = next((d for d in kept if d is not draft and _bears(draft, d)), None)
        if inner is None:
            out.append(draft)
        else:
            inner.carriers += [draft, *draft.carriers]
    return out


def _bears(outer: Draft, inner: Draft) -> bool:
    """Tell whether ``outer`` only passes on what ``inner`` reports."""
    if inner.source is None or not outer.source or inner.level != outer.level:
        return False
    if inner.verb in words.THINK and inner.frame not in {"before-marks", "after-marks", "clause"}:
        return False
    if not any(a <= inner.head < b for a, b in outer.content):
        return False
    if _size(inner) < 0.4 * _size(outer) and not (outer.frame == "according" and inner.frame == "after-marks"):
        return False
    near = inner.source[0] - outer.content[0][0] <= 12 or inner.frame == "after-marks"
    if outer.frame == "according":
        return near or len(outer.content) > 1
    return outer.frame in {"clause", "parenthetical"} and near and is_paper(outer.view, outer.source)


def is_paper(view: View, source: Range) -> bool:
    """Tell whether a source is a paper, a programme or an agency rather than somebody who speaks for himself."""
    for i in range(*source):
        token = view.doc[i]
        if token.lower_ in words.CARRIER_NOUNS or token.lower_ in _OUTLETS:
            return True
    return view.doc[source[1] - 1].text.isupper() and len(view.doc[source[1] - 1].text) > 2


_OUTLETS = frozenset(
    """gazette post times news herald star mirror tribune chronicle journal courier radio channel agency press
    newspaper magazine broadcaster daily weekly telegraph guardian observer newswire""".split()
)


def _size(draft: Draft) -> int:
    view = draft.view
    return sum(view.ends[b - 1] - view.begins[a] for a, b in draft.content if b > a)


def _own(draft: Draft, free: list[int]) -> list[Range]:
    """Return the papers and people named beside a cue: ``citing``, ``as reported by``, ``in the minutes``."""
    doc = draft.view.doc
    allowed = set(free)
    out: list[Range] = []
    for i in free:
        noun = _named(draft, i)
        if noun is not None and noun.i in allowed and not any(a <= noun.i < b for a, b in out):
            out.append((noun.left_edge.i, _end(doc, noun, allowed)))
    return out


def _named(draft: Draft, i: int) -> Any:
    doc = draft.view.doc
    token = doc[i]
    before = doc[i - 1].lower_ if i else ""
    if token.lower_ in CITING and token.tag_ in {"VBG", "VBN"}:
        return next((c for c in token.children if c.dep_ in {"dobj", "pobj"}), None)
    if token.lower_ == "to" and before == "according" and i not in draft.cue:
        return next((c for c in token.children if c.dep_ == "pobj"), None)
    if token.lower_ == "by" and before in {
        "reported",
        "quoted",
        "cited",
        "shown",
        "repeated",
        "seen",
        "obtained",
        "saying",
    }:
        return next((c for c in token.children if c.dep_ == "pobj"), None)
    if token.lower_ in {"in", "from"}:
        noun = next((c for c in token.children if c.dep_ == "pobj"), None)
        return noun if noun is not None and noun.lower_ in BEARERS else None
    return None


def _cited(outer: Draft) -> list[Range]:
    """Return what a carrier cites in its turn: ``The Gazette, citing a letter, reported that Quill …``."""
    low, high = outer.view.sentence(outer.head, outer.level)
    free = [
        i
        for i in range(low, high)
        if outer.view.level[i] == outer.level and not any(a <= i < b for a, b in outer.content)
    ]
    return [r for r in _own(outer, free) if outer.source is None or not _overlap(r, outer.source)]


def _overlap(a: Range, b: Range) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _end(doc: Any, noun: Any, allowed: set[int]) -> int:
    end = int(noun.i) + 1
    while end < noun.right_edge.i + 1 and end in allowed and doc[end].text not in {",", ";"}:
        end += 1
    return end
