"""Cue frames on the parse: where a word says that something was said, who said it and what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from retold.stages.quote import words

if TYPE_CHECKING:
    from retold.stages.quote.parse import View

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
CLAUSES = frozenset({"ccomp", "xcomp"})
CLOSERS = frozenset('"”’')

FRAMES = {
    "clause": "a verb of saying with a clause: She said that the bridge was closed.",
    "infinitive": "a verb of commitment with an infinitive: She promised to reopen the bridge.",
    "after-marks": "marked words before the cue: “The bridge is closed,” she said.",
    "before-marks": "marked words behind the cue: She said: “The bridge is closed.”",
    "phrase-marks": "a phrase in marks under a verb: She called the plan “a bridge to nowhere”.",
    "parenthetical": "a clause without marks around its cue: The bridge, she said, was closed.",
    "according": "according to, as reported by: The bridge is closed, according to the mayor.",
    "floating": "marked sentences without a cue of their own, given to the last speaker.",
    "noun": "a noun with a clause: her claim that the bridge was closed.",
}
"""Every frame with what it reads and an example."""


@dataclass(slots=True)
class Draft:
    """A quotation in the making; ranges are half-open token ranges of one view."""

    view: View
    frame: str
    content: list[tuple[int, int]]
    cue: list[int]
    source: tuple[int, int] | None
    level: int
    verb: str = ""
    score: float = 0.8
    head: int = -1
    dropped: bool = False
    carried: Draft | None = None
    extra: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def drafts(view: View) -> list[Draft]:
    """Return every draft of a view, those of nested levels included, in order of their cues."""
    lemmas = words.lemmas()
    out: list[Draft] = []
    for token in view.doc:
        verb = lemmas.get(token.lower_)
        if verb and token.tag_[:1] == "V":
            found = _verb(view, token, verb)
            if found:
                out.append(found)
        elif token.lower_ == "according" and token.i + 1 < len(view.doc) and view.doc[token.i + 1].lower_ == "to":
            found = _according(view, token)
            if found:
                out.append(found)
    return out


# ------------------------------------------------------------------------------------------------ verbs


def _verb(view: View, v: Any, verb: str) -> Draft | None:
    level = view.level[v.i]
    low, high = view.sentence(v.i, level)
    subject = _subject(v)
    source = _phrase(view, subject, low, high) if subject is not None else None
    right = _right(view, v, verb, high, level)
    if right:
        frame, ranges = right
        return Draft(view, frame, ranges, [v.i], source, level, verb, head=v.i)
    left = _left(view, v, verb, source, low, high, level)
    if left:
        frame, ranges, source = left
        return Draft(view, frame, ranges, [v.i], source, level, verb, head=v.i)
    return None


def _subject(v: Any, hops: int = 4) -> Any:
    """Return the token that heads the subject of a verb, walking to the governing verb where it has none."""
    for child in v.children:
        if child.dep_ in SUBJECTS:
            return child
    for child in v.children:
        if child.dep_ == "agent":
            return next(iter(child.children), None)
    head = v.head
    if hops == 0 or head is v:
        return None
    if v.dep_ in {"acl", "relcl"} and head.tag_[:1] == "N":
        return head
    if v.dep_ in {"conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "dep", "aux", "auxpass"}:
        return _subject(head, hops - 1)
    return None


def _phrase(view: View, head: Any, low: int, high: int) -> tuple[int, int]:
    """Return the token range of a noun phrase without the relative clause that hangs on it."""
    a, b = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in {"relcl", "acl", "punct", "advcl", "parataxis", "dep"}:
            b = child.left_edge.i
            break
    while b > head.i + 1 and view.doc[b - 1].is_punct:
        b -= 1
    return max(a, low), min(max(b, head.i + 1), high)


def _right(view: View, v: Any, verb: str, high: int, level: int) -> tuple[str, list[tuple[int, int]]] | None:
    doc = view.doc
    marked = _marks_after(view, v, high, level)
    for child in v.children:
        if child.i <= v.i:
            continue
        if child.dep_ in CLAUSES or (child.dep_ == "advcl" and _has_to(child) and verb in words.COMMIT):
            if child.dep_ == "xcomp" and not _has_to(child):
                continue
            infinitive = _has_to(child)
            if infinitive and verb not in words.COMMIT and verb not in {"say", "claim"}:
                continue
            start = max(child.left_edge.i, v.i + 1)
            if marked and marked[0] <= start and not infinitive:
                break
            end = min(child.right_edge.i + 1, high)
            return ("infinitive" if infinitive else "clause"), [_widen(view, start, end, high, level)]
    if marked:
        a, b, _k = marked
        direct = doc[a - 2].text in {",", ":"} if a >= 2 else False
        plain_say = verb in words.SAY or direct
        start = a if plain_say else _object_start(v, a)
        return ("before-marks" if start == a else "phrase-marks"), [_widen(view, start, b, high, level)]
    return None


def _has_to(token: Any) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.lefts)


def _marks_after(view: View, v: Any, high: int, level: int) -> tuple[int, int, int] | None:
    """Return (first token, end token, mark) of the marked words that follow a verb in its sentence, if any do."""
    doc = view.doc
    for i in range(v.i + 1, min(high, v.i + 16)):
        if view.level[i] != level:
            k = view.child(i, level)
            return (view.first[k], view.last[k], k) if k >= 0 else None
        token = doc[i]
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} or token.text in {".", "!", "?", ";"}:
            return None
    return None


def _object_start(v: Any, a: int) -> int:
    for child in v.rights:
        if child.dep_ in {"dobj", "prep", "oprd", "ccomp", "attr", "dative"} and child.left_edge.i < a:
            return int(child.left_edge.i)
    return a


def _widen(view: View, start: int, end: int, high: int, level: int) -> tuple[int, int]:
    """Grow a range to the end of the marks it breaks into, and over coordinated marks behind it."""
    doc = view.doc
    for _ in range(8):
        if end < len(doc) and end - 1 >= 0:
            k = view.child(end - 1, level)
            if k >= 0 and view.last[k] > end:
                end = view.last[k]
                continue
        nearer = _next_mark(view, end, high, level)
        if nearer is None:
            break
        end = nearer
    return start, end


def _next_mark(view: View, end: int, high: int, level: int) -> int | None:
    """Return the end of marked words that carry on right behind ``end``: ``“a” and “b”``."""
    lemmas = words.lemmas()
    for i in range(end, min(high, end + 8)):
        if view.level[i] != level:
            k = view.child(i, level)
            return view.last[k] if k >= 0 else None
        token = view.doc[i]
        if token.tag_[:1] == "V" and token.lower_ in lemmas:
            return None
        if token.text in {".", ";", ":"}:
            return None
    return None


def _left(
    view: View, v: Any, verb: str, source: tuple[int, int] | None, low: int, high: int, level: int
) -> tuple[str, list[tuple[int, int]], tuple[int, int] | None] | None:
    """Return the words before (and around) a cue clause at the end or in the middle: ``…, she said, …``."""
    doc = view.doc
    if verb not in words.SAY and verb not in words.SHOW:
        return None
    begin, stop = _clause(view, v, source, low, high)
    begin = _behind_closer(view, begin, low, level)
    if begin <= low:
        return None
    before = doc[begin - 1]
    quoted = view.child(begin - 1, level) >= 0 or _is_closer(view, begin - 1, level)
    if not quoted and before.text not in {",", "?", "!", "—", "–", "-", "--"}:
        return None
    if source is not None and begin < source[0] < v.i:
        source = (begin, source[1])
    if source is None or not (begin <= source[0] and source[1] <= stop):
        inverted = _inverted(view, v, high)
        if inverted is None:
            return None
        source, stop = inverted, max(stop, inverted[1])
    ranges = [(low, begin)]
    if stop + 1 < high and doc[stop].text == "," and _carries_on(view, stop + 1, high, level):
        ranges.append((stop + 1, high))
    return ("after-marks" if quoted else "parenthetical"), ranges, source


def _behind_closer(view: View, begin: int, low: int, level: int) -> int:
    """Draw the start of a cue clause back to the marks that close before it, over a name that the parser cut.

    ``“…,” harbour master Quill said``: *harbour* can be read as a verb.
    """
    for i in range(begin - 1, max(low, begin - 9), -1):
        if _is_closer(view, i, level):
            return i + 1
        if view.level[i] != level or view.doc[i].is_punct or view.doc[i].tag_ in {"CC", "IN", "VBD", "MD"}:
            break
    return begin


def _clause(view: View, v: Any, source: tuple[int, int] | None, low: int, high: int) -> tuple[int, int]:
    """Return the token range of the cue clause: subject, auxiliaries, verb and what hangs on it to the right."""
    begin, stop = v.i, v.i + 1
    for child in v.children:
        if child.dep_ in {"aux", "auxpass", "neg", "advmod"} and child.i < v.i and v.i - child.i < 4:
            begin = min(begin, child.i)
    if source is not None and source[1] <= begin and begin - source[1] < 12:
        begin = source[0]
    elif source is not None and source[0] >= v.i:
        stop = max(stop, source[1])
    for child in v.rights:
        hangs = child.dep_ in {"prep", "npadvmod", "advmod", "dative", "dobj", "agent", "prt"} and child.i < high
        if hangs and view.level[child.i] == view.level[v.i]:
            stop = max(stop, min(child.right_edge.i + 1, high))
    return max(begin, low), stop


def _inverted(view: View, v: Any, high: int) -> tuple[int, int] | None:
    """Return the noun phrase right behind a verb, read as its subject: ``“…,” said the mayor``."""
    for child in v.rights:
        role = child.dep_ in {"nsubj", "dobj", "nsubjpass", "attr", "oprd", "npadvmod", "dep", "appos"}
        noun = child.tag_ in {"NNP", "NN", "NNS", "NNPS", "PRP"} and child.left_edge.i == v.i + 1
        if child.i < high and role and noun:
            return _phrase(view, child, v.i + 1, high)
    return None


def _is_closer(view: View, i: int, level: int) -> bool:
    if view.doc[i].text not in {'"', "'", "''"} or not i:
        return False
    return view.child(i - 1, level) >= 0


def _carries_on(view: View, i: int, high: int, level: int) -> bool:
    """Tell whether the words behind an interrupting cue carry the content on, and are not a further cue."""
    lemmas = words.lemmas()
    if view.level[i] != level or view.doc[i].text == '"':
        return True
    token = view.doc[i]
    return not (token.tag_ == "VBG" or token.lower_ in lemmas) and high - i > 3


# ---------------------------------------------------------------------------------------------- phrases


def _according(view: View, token: Any) -> Draft | None:
    doc, level = view.doc, view.level[token.i]
    low, high = view.sentence(token.i, level)
    to = doc[token.i + 1]
    noun = next((c for c in to.children if c.dep_ == "pobj"), None)
    if noun is None:
        return None
    source = _phrase(view, noun, token.i, high)
    stop = min(noun.right_edge.i + 1, high)
    ranges = []
    if token.i > low + 1:
        ranges.append((low, token.i))
    if stop < high and doc[stop].text == ",":
        ranges.append((stop + 1, high))
    elif token.i <= low + 1:
        return None
    ranges = [r for r in ranges if r[1] - r[0] > 2]
    if not ranges:
        return None
    return Draft(view, "according", ranges, [token.i, to.i], source, level, "according", head=token.i)
