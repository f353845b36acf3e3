"""What stands around a cue: to whom, when, where, on whose word, whether denied, and how far it commits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retold.stages.quote.frames import Draft
    from retold.stages.quote.parse import View

Range = tuple[int, int]

TOLD = frozenset(
    """tell remind assure inform warn ask promise urge advise order instruct beg implore caution encourage notify
    convince persuade thank thanks call""".split()
)
"""Verbs whose bare object is the person spoken to: ``She told the council that …``."""

TIMES = frozenset(
    """today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december morning afternoon evening night week month
    year noon midnight earlier later recently day hour decade spring summer autumn fall winter weekend""".split()
)
OCCASIONS = frozenset(
    """interview speech statement letter meeting call conversation briefing conference rally debate testimony memo
    email e-mail post tweet article book message address remarks hearing summit talks press report appearance
    broadcast podcast video note column editorial filing release event ceremony visit session minutes
    telegram""".split()
)
CITING = frozenset({"citing", "quoting"})
DENIALS = frozenset({"deny", "disagree"})


def fill(draft: Draft) -> None:
    """Set the draft's addressee, when, venue and carriers (token ranges in ``extra``)."""
    if draft.head < 0 or not draft.cue:
        return
    view, v = draft.view, draft.view.doc[draft.head]
    low, high = view.sentence(v.i, draft.level)
    extra = draft.extra
    extra["addressee"] = _addressee(view, v, draft, high)
    extra["when"], extra["venue"] = [], []
    for child in v.children:
        if not low <= child.i < high or view.level[child.i] != draft.level or _in_content(draft, child.i):
            continue
        span = (child.left_edge.i, min(child.right_edge.i + 1, high))
        if child.dep_ in {"npadvmod", "advmod"} and child.lower_ in TIMES:
            extra["when"].append(_cut(draft, span))
        elif child.dep_ == "prep":
            _prepositional(draft, child, _cut(draft, span))
    extra["carriers"] = _carriers(draft, low, high)


def _in_content(draft: Draft, i: int) -> bool:
    return any(a <= i < b for a, b in draft.content)


def _cut(draft: Draft, span: Range) -> Range:
    """End a range before the content, which the parser may have hung on it."""
    a, b = span
    for start, _ in draft.content:
        if a < start < b:
            b = start
    while b > a + 1 and draft.view.doc[b - 1].is_punct:
        b -= 1
    return a, b


def _prepositional(draft: Draft, prep: Any, span: Range) -> None:
    noun = next((c for c in prep.children if c.dep_ == "pobj"), None)
    if noun is None or not span[0] <= noun.i < span[1]:
        return
    text = noun.lower_
    if prep.lower_ in {"on", "in", "at", "during", "since", "by", "after", "before"} and (
        text in TIMES or re.fullmatch(r"(1[0-9]|20)\d\d", text)
    ):
        draft.extra["when"].append(span)
    elif text in OCCASIONS or prep.lower_ in {"in", "at", "during", "on", "from", "before"}:
        draft.extra["venue"].append(span)


def _addressee(view: View, v: Any, draft: Draft, high: int) -> list[Range]:
    """Return the person spoken to: the object of *tell*, or what follows *to*."""
    for child in v.children:
        if child.i >= high or view.level[child.i] != draft.level or _in_content(draft, child.i):
            continue
        if draft.source and draft.source[0] <= child.i < draft.source[1]:
            continue
        if draft.verb in TOLD and child.dep_ in {"dobj", "dative"} and child.i > v.i and child.tag_ != "IN":
            return [_cut(draft, (child.left_edge.i, min(child.right_edge.i + 1, high)))]
        if child.dep_ in {"prep", "dative"} and child.lower_ in {"to", "with"} and child.i > v.i:
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
            if noun is not None and noun.tag_ in {"NNP", "NNPS", "NNS", "NN", "PRP"}:
                return [_cut(draft, (noun.left_edge.i, min(noun.right_edge.i + 1, high)))]
        if draft.verb in {"ask", "urge", "tell", "order", "beg"} and child.dep_ in {"ccomp", "xcomp"}:
            continue
    return [_subject_of_infinitive(draft)] if _subject_of_infinitive(draft) else []  # type: ignore[list-item]


def _subject_of_infinitive(draft: Draft) -> Range | None:
    """Return the noun phrase before an infinitive: ``She urged the council to vote.``."""
    if draft.frame != "infinitive" or draft.verb not in TOLD:
        return None
    a, b = draft.content[0]
    for i in range(a, b):
        token = draft.view.doc[i]
        if token.dep_ == "nsubj" and token.left_edge.i == a:
            return a, token.right_edge.i + 1
        if token.lower_ == "to":
            return None
    return None


def _carriers(draft: Draft, low: int, high: int) -> list[Range]:
    """Return who passed the words on, in the sentence of the cue: ``…, the agency reported, citing the minutes``."""
    out: list[Range] = []
    doc, view = draft.view.doc, draft.view
    for i in range(low, high):
        token = doc[i]
        if view.level[i] != draft.level or _in_content(draft, i):
            continue
        noun = None
        if token.lower_ in CITING:
            noun = next((c for c in token.children if c.dep_ in {"dobj", "pobj"}), None)
        elif token.lower_ == "according" and i not in draft.cue and i + 1 < high:
            noun = next((c for c in doc[i + 1].children if c.dep_ == "pobj"), None)
        elif token.lower_ == "by" and i and doc[i - 1].lower_ in {"reported", "quoted", "cited", "shown"}:
            noun = next((c for c in token.children if c.dep_ == "pobj"), None)
        if noun is not None:
            out.append(_cut(draft, (noun.left_edge.i, min(noun.right_edge.i + 1, high))))
    return out


def is_negated(draft: Draft) -> bool:
    """Tell whether the cue says that it was not said: ``denied that``, ``did not say``."""
    if draft.head < 0 or not draft.cue:
        return False
    v = draft.view.doc[draft.head]
    return draft.verb in DENIALS or any(c.dep_ == "neg" or c.lower_ == "never" for c in v.children if c.i < v.i)


_STEPS = {
    "asked": {"ask", "wonder", "inquire", "enquire", "query", "request"},
    "discussed": {"discuss", "speak", "talk"},
    "considered": {"consider"},
    "offered": {"offer", "propose", "volunteer", "suggest"},
    "promised": {"promise", "pledge", "vow", "swear"},
    "agreed": {"agree", "consent", "accept"},
}
_CONTENT = (
    ("agreed", r"\b(?:agreed?|accept(?:s|ed)?) (?:to|with)\b"),
    ("promised", r"\b(?:promis\w+|pledg\w+|guarantee\w*)\b"),
    ("offered", r"\b(?:offer\w*|propos\w+)\b"),
    ("ready", r"\b(?:ready|willing|prepared|open) to\b"),
    ("considered", r"\bconsider\w*\b"),
    ("discussed", r"\bdiscuss\w*\b"),
    ("asked", r"\b(?:whether|ask(?:s|ed|ing)?)\b"),
)


def strength(draft: Draft, text: str) -> str:
    """Return the step of commitment that cue and content show, or the empty string.

    The weaker of the two counts where both speak: ``promised that he would consider it`` is *considered*.
    """
    from retold.records import STRENGTHS

    by_cue = next((step for step, verbs in _STEPS.items() if draft.verb in verbs), "")
    by_content = next((step for step, pattern in _CONTENT if re.search(pattern, text, re.IGNORECASE)), "")
    if by_cue and by_content:
        return min(by_cue, by_content, key=STRENGTHS.index)
    return by_cue or by_content
