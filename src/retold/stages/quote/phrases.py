"""Cues that are not verbs of saying with a subject: according to, in the words of, as … put it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retold.stages.quote import words
from retold.stages.quote.contents import FIRST_PERSON, OPENERS
from retold.stages.quote.subjects import FINITE, SUBJECTS, phrase

if TYPE_CHECKING:
    from retold.stages.quote.parse import View

Range = tuple[int, int]
Found = tuple[str, list[Range], list[int], Range | None]
_TALKS = frozenset({"interview", "interviews", "conversation", "conversations", "talks"})
_VIEWS = frozenset(
    {"words", "view", "opinion", "account", "accounts", "estimation", "judgment", "judgement", "version"}
)
_NOBODY = frozenset({"it", "this", "that", "which", "what", "there", "i", "we", "you", "one"})
_KNOWN = frozenset({"know", "known", "slip"})
_FIRM = frozenset({"adamant", "insistent", "emphatic", "unequivocal", "categorical", "clear"})
"""Adjectives for somebody who has said it: ``She was adamant that the lock was safe``."""
_BODIES = frozenset(
    {"court", "inquiry", "tribunal", "jury", "inquest", "hearing", "committee", "commission", "panel", "trial"}
)
"""Bodies before which people speak: ``The inquiry heard that the lock was unsafe``."""
_HEARD = frozenset({"heard", "hears"})
STARTS = frozenset({"according", "puts", "put", "as", "so"}) | _VIEWS | _KNOWN | _FIRM | _HEARD


def find(view: View, token: Any) -> Found | None:
    """Return (frame, content, cue tokens, source) of the phrase that starts at a token, if it is one."""
    if token.lower_ == "according":
        return _according(view, token)
    if token.lower_ in _VIEWS:
        return _words_of(view, token)
    if token.lower_ in _KNOWN:
        return _known(view, token)
    if token.lower_ in _HEARD:
        return _was_heard(view, token)
    if token.lower_ in _FIRM:
        return _was_firm(view, token)
    if token.lower_ == "so":
        return _so_named(view, token)
    if token.lower_ in {"put", "puts"}:
        return _as_put(view, token)
    return _as_said(view, token)


def _known(view: View, token: Any) -> Found | None:
    """``wanted to know whether it was shut``; ``let it be known that it was shut``; ``let slip that it was shut``."""
    verb = token.head
    if verb.lower_ not in {"let", "lets", "want", "wants", "wanted"} or (token.lower_ == "know") != (
        verb.lower_[0] == "w"
    ):
        return None
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    clause = next((c for c in (*token.rights, *verb.rights) if c.dep_ == "ccomp" and c.i > token.i), None)
    low, high = view.sentence(token.i, view.level[token.i])
    if (
        subject is None
        or clause is None
        or not (clause.left_edge.i == token.i + 1 or view.doc[clause.left_edge.i].lower_ in OPENERS)
        or view.level[clause.i] != view.level[token.i]
    ):
        return None
    source = phrase(view, subject, low, high, verb.i)
    return "clause", [(clause.left_edge.i, min(clause.right_edge.i + 1, high))], [verb.i, token.i], source


def _was_firm(view: View, token: Any) -> Found | None:
    """``She was adamant that the lock was safe``; ``He has been clear that nobody would pay``."""
    be = token.head
    subject = next((c for c in be.lefts if c.dep_ == "nsubj"), None)
    clause = next((c for c in (*token.rights, *be.rights) if c.dep_ == "ccomp" and c.i > token.i), None)
    if token.dep_ != "acomp" or subject is None or clause is None or subject.lower_ in _NOBODY:
        return None
    if token.lower_ == "clear" and subject.tag_ not in {"PRP", "NNP"}:
        return None  # the record is clear that
    level = view.level[token.i]
    low, high = view.sentence(token.i, level)
    start = clause.left_edge.i
    if start != token.i + 1 or view.doc[start].lower_ != "that" or view.level[clause.i] != level:
        return None
    return (
        "clause",
        [(start, min(clause.right_edge.i + 1, high))],
        [be.i, token.i],
        phrase(view, subject, low, high, be.i),
    )


def _was_heard(view: View, v: Any) -> Found | None:
    """``The inquiry heard that the lock was unsafe``; ``Lock unsafe for years, court hears``: who spoke is not said."""
    body = next((c for c in v.lefts if c.dep_ == "nsubj"), None)
    if body is None or body.lower_ not in _BODIES:
        return None
    low, high = view.sentence(v.i, view.level[v.i])
    clause = next((c for c in v.rights if c.dep_ == "ccomp" and c.left_edge.i == v.i + 1), None)
    if clause is not None and view.level[clause.i] == view.level[v.i]:
        return "clause", [(clause.left_edge.i, min(clause.right_edge.i + 1, high))], [v.i], None
    begin = body.left_edge.i if body.left_edge.i > low else body.i
    if v.i + 1 < high - 1 or begin - low < 3 or view.doc[begin - 1].text != ",":
        return None
    return "parenthetical", [(low, begin)], [v.i], None


def is_told(v: Any, verb: str, subject: Any) -> bool:
    """Tell a body that is spoken to in a headline: ``Lock was unsafe, court told``."""
    return bool(verb == "tell" and subject is not None and subject.lower_ in _BODIES and not list(v.rights))


def own_words(view: View, colon: Any) -> Found | None:
    """Return words in the first person behind a colon that no verb of saying announces.

    ``The minister defended himself: I asked a question, no more``; translations often print speech like this.  The
    lead must have somebody as its subject, and the paragraph must not be told in the first person.
    """
    doc, i = view.doc, colon.i
    if i < 3 or i + 3 >= len(doc) or any(view.level[j] >= 0 for j in (i, i + 1, i + 2)):
        return None
    low, end = view.sentence(i - 1, -1)[0], view.sentence(i + 1, -1)[1]
    if any(doc[j].lower_ in FIRST_PERSON for j in range(i)):
        return None
    if not any(doc[j].lower_ in {"i", "we"} and doc[j].dep_ in SUBJECTS for j in range(i + 1, min(i + 7, end))):
        return None
    verb = next((doc[j] for j in range(low, i) if doc[j].tag_ in FINITE and doc[j].dep_ != "relcl"), None)
    if verb is None:
        return None
    verb = verb.head if verb.dep_ in {"aux", "auxpass"} else verb
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or not (subject.tag_ == "NNP" or subject.lower_ in {"he", "she"}):
        return None
    last = view.bounds(-1)[1]
    while end < last:
        nearer = view.sentence(end, -1)[1]
        if not any(doc[j].lower_ in FIRST_PERSON for j in range(end, nearer)):
            break
        end = nearer
    return "colon", [(i + 1, end)], [], phrase(view, subject, low, i, verb.i)


def _as_said(view: View, token: Any) -> Found | None:
    """``As Quill noted, the bridge is closed``; ``The bridge is closed, as reported by the agency``."""
    doc, i, lemmas = view.doc, token.i, words.lemmas()
    low, high = view.sentence(i, view.level[i])
    if i > low + 1 and doc[i - 1].text != ",":
        return None
    for j in range(i + 1, min(i + 9, high)):
        v = doc[j]
        if lemmas.get(v.lower_) in words.PAREN and v.tag_ in {"VBD", "VBN", "VBZ"}:
            by = j + 1 < high and doc[j + 1].lower_ == "by"
            noun = (
                next((c for c in doc[j + 1].children if c.dep_ == "pobj"), None)
                if by
                else next((c for c in v.lefts if c.dep_ == "nsubj" and c.i > i), None)
            )
            if noun is None:
                return None
            stop = noun.right_edge.i + 1 if by else j + 1
            while stop < high and doc[stop].text != "," and stop - j < 8:
                if doc[stop].tag_ in FINITE or doc[stop].lower_ in {"that", "it", "him", "her"}:
                    return None
                stop += 1
            return _spread(view, i, [i, j], noun, stop)
        if v.tag_ in FINITE or v.text == ",":
            return None
    return None


def _so_named(view: View, token: Any) -> Found | None:
    """``The log shows four crossings, so Quill.``: common in translations."""
    doc, i = view.doc, token.i
    low, high = view.sentence(i, view.level[i])
    end = i + 1
    while end < high and doc[end].tag_ in {"NNP", "NNPS"}:
        end += 1
    if end == i + 1 or i - low < 4 or doc[i - 1].text != "," or (end < high and doc[end].text not in {".", ",", ";"}):
        return None
    return ("according", [(low, i)], [i], (i + 1, end)) if end >= high - 1 else None


def _according(view: View, token: Any) -> Found | None:
    doc = view.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    noun = next((c for c in to.children if c.dep_ == "pobj"), None)
    if noun is not None and noun.lower_ in _TALKS:
        other = next((c for c in noun.rights if c.dep_ == "prep" and c.lower_ == "with"), None)
        noun = next((c for c in other.children if c.dep_ == "pobj"), noun) if other is not None else noun
    return _spread(view, token.i, [token.i, to.i], noun) if noun is not None else None


def _words_of(view: View, token: Any) -> Found | None:
    """``in the words of the mayor, the bridge is closed``; ``in the mayor’s view, …``."""
    doc, i = view.doc, token.i
    owner = next((c for c in token.lefts if c.dep_ == "poss"), None)
    if owner is not None and i + 1 < len(doc) and doc[i + 1].text == "," and _is_in(doc, owner.left_edge.i - 1):
        return _spread(view, owner.left_edge.i - 1, [owner.left_edge.i - 1, i], owner, i + 1)
    if i < 2 or i + 1 >= len(doc) or doc[i + 1].lower_ != "of" or doc[i - 2].lower_ != "in":
        return None
    noun = next((c for c in doc[i + 1].children if c.dep_ == "pobj"), None)
    return _spread(view, i - 2, [i - 2, i - 1, i, i + 1], noun) if noun is not None else None


def _is_in(doc: Any, i: int) -> bool:
    return i >= 0 and doc[i].lower_ == "in"


def _as_put(view: View, token: Any) -> Found | None:
    """``The bridge is closed, as the mayor put it``."""
    doc, i = view.doc, token.i
    if i + 1 >= len(doc) or doc[i + 1].lower_ != "it":
        return None
    start = next((j for j in range(i - 1, max(-1, i - 10), -1) if doc[j].lower_ == "as"), None)
    noun = next((c for c in token.children if c.dep_ == "nsubj" and c.i < i), None)
    if start is None or noun is None:
        return None
    return _spread(view, start, [start, i, i + 1], noun, i + 2)


def _spread(view: View, begin: int, cue: list[int], noun: Any, stop: int = 0) -> Found | None:
    """Return the clause that a phrase stands before, behind or in; an opening connective starts a new clause."""
    doc, level = view.doc, view.level[begin]
    low, high = view.sentence(begin, level)
    source = phrase(view, noun, begin, high, begin)
    stop = min(stop or noun.right_edge.i + 1, high)
    initial = begin - low <= 1 or doc[begin - 1].tag_ == "CC"
    if not stop or stop <= begin:
        return None
    if initial and stop < high and doc[stop].text not in {",", ":"}:
        stop = next((j for j in range(noun.i + 1, min(noun.i + 12, high)) if doc[j].text == ","), stop)
    behind = (stop + 1, high) if stop < high and doc[stop].text in {",", ":"} else None
    if initial:
        ranges = [behind] if behind else []
    elif behind and behind[1] - behind[0] > 2 and doc[begin - 1].text == "," and begin - low < 8:
        ranges = [(low, begin), behind]
    else:
        ranges = [(low, begin)]
    ranges = [r for r in ranges if r[1] - r[0] > 2]
    return ("according", ranges, cue, source) if ranges else None
