"""Reports of speech whose content is not a clause: an object, a phrase behind a preposition, a clause on a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retold.stages.quote.subjects import phrase

if TYPE_CHECKING:
    from retold.stages.quote.parse import View

Range = tuple[int, int]

OBJECTS = frozenset(
    """announce criticize criticise denounce decry declare mention note highlight report express accuse praise cite
    mock slam tout thank repeat recommend reveal emphasize emphasise promise acknowledge propose describe reject
    recall reiterate deny blast condemn lament dismiss pledge underscore deride hail stress concede confirm admit
    offer disclose question herald laud commend chastise""".split()
)
"""Verbs whose noun object says what was said: ``She announced the end of the line``.

Chosen by how often people mark such an object as content (measured on news, at least every second time).
"""

BEHIND = {
    "comment": {"on"},
    "warn": {"of", "against", "about"},
    "speak": {"about"},
    "complain": {"about"},
    "apologize": {"for"},
    "apologise": {"for"},
    "boast": {"of", "about"},
    "call": {"for"},
    "touch": {"on"},
    "hint": {"at"},
    "rail": {"against"},
    "joke": {"about"},
    "ask": {"for"},
    "confess": {"to"},
    "admit": {"to"},
}
"""Verbs with the prepositions behind which the content stands: ``He warned of a long winter``."""

ANNOUNCING = frozenset(
    """answer reply response comment verdict message explanation retort rejoinder words conclusion warning plea
    statement reaction""".split()
)
"""Nouns that announce words behind a colon: ``Her answer: “No.”``."""
GERUNDS = frozenset(
    "deny admit acknowledge recall regret suggest propose recommend mention confess describe advise".split()
)
"""Verbs whose gerund says what was said: ``He denied having known of it``."""

_DENYING = frozenset({"deny", "reject", "dismiss", "rule"})
_KEPT = frozenset({"as", "for", "of"})
_GIVEN = frozenset({"offer"})
"""Verbs of which two objects are asked, lest a thing be taken for words (``offered Quill the quay``)."""
_FELT = frozenset({"in", "with", "about", "over", "at", "that"})
_ABSTRACT = frozenset({"highlight", "underscore", "reveal", "emphasize", "emphasise", "describe", "disclose"})
"""Verbs whose subject is often no speaker (``the storm highlighted the risk``): a name or pronoun is asked for."""


def objects(view: View, v: Any, verb: str, source: Range, high: int) -> Range | None:
    """Return the object of a verb of ``OBJECTS`` or ``BEHIND`` with the phrases that belong to it."""
    level = view.level[v.i]
    if verb == "comment" and v.tag_ == "VBG":
        return None  # Commenting on the closure, Quill said …
    if verb in _GIVEN and not any(c.dep_ == "dative" for c in v.rights):
        return None
    ruled_out = verb == "rule" and any(c.dep_ == "prt" and c.lower_ == "out" for c in v.rights)
    if verb == "accuse":
        of = next((c for c in v.rights if c.dep_ == "prep" and c.lower_ == "of" and c.i < high), None)
        charge = next((c for c in of.children if c.dep_ in {"pobj", "pcomp"}), None) if of is not None else None
        if charge is not None:
            return charge.left_edge.i, min(charge.right_edge.i + 1, high)
    if verb in GERUNDS or ruled_out:
        gerund = next((c for c in v.rights if _is_gerund(c) and c.left_edge.i == v.i + 1 + ruled_out), None)
        if gerund is not None and view.level[gerund.i] == level:
            return gerund.left_edge.i, min(gerund.right_edge.i + 1, high)
    if (verb in OBJECTS or ruled_out) and not (verb in _ABSTRACT and not _is_somebody(view, source)):
        for child in v.rights:
            if any(c.lower_ in {"this", "that", "these", "those"} for c in child.lefts):
                continue
            if child.dep_ == "dobj" and child.tag_[:2] == "NN" and child.i < high and view.level[child.i] == level:
                return _with_phrases(view, v, child, high)
    told = next((c for c in v.rights if c.dep_ == "dobj"), None) if verb == "warn" else None
    for child in (*v.rights, *(told.rights if told is not None else ())):  # warned the director against tests
        if child.dep_ == "prep" and child.lower_ in BEHIND.get(verb, ()) and child.i <= v.i + 4 and child.i < high:
            noun = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if noun is not None and noun.tag_ not in {"PRP", "WP", "WDT"} and noun.i < high:
                return noun.left_edge.i, min(noun.right_edge.i + 1, high)
    return None


def denied(view: View, v: Any, verb: str, source: Range | None, opening: int) -> Range | None:
    """Return what is denied before a colon and marks, which hold no denied words: ``He denied the theft: “…”``."""
    if source is None or verb not in _DENYING or view.doc[opening - 1].text != ":":
        return None
    return objects(view, v, verb, source, opening - 1)


def _is_gerund(token: Any) -> bool:
    shaped = token.tag_ == "VBG" or any(c.dep_ == "aux" and c.lower_ == "having" for c in token.lefts)
    return bool(token.dep_ in {"xcomp", "advcl", "dobj"} and shaped)


def _is_somebody(view: View, source: Range) -> bool:
    last = view.doc[source[1] - 1]
    return last.tag_ in {"NNP", "NNPS"} or last.lower_ in {"he", "she", "they", "we", "i"}


def _with_phrases(view: View, v: Any, noun: Any, high: int) -> Range:
    end = noun.right_edge.i + 1
    for child in noun.rights:
        if child.dep_ == "relcl" and view.doc[child.left_edge.i - 1].text == ",":
            end = child.left_edge.i
            break
    kept = _KEPT | _FELT if v.lower_.startswith("express") else _KEPT
    for child in v.rights:
        if child.dep_ == "prep" and child.lower_ in kept and child.left_edge.i == end:
            end = child.right_edge.i + 1
    return noun.left_edge.i, min(end, high)


def whose_answer(view: View, opening: int) -> Range | None:
    """Return whose words a noun before a colon announces: ``Her answer: “No.”``, ``the reply of the coach: “No.”``."""
    doc = view.doc
    if opening < 2 or doc[opening - 1].text != ":":
        return None
    low, _ = view.sentence(opening - 1, -1)
    for i in range(opening - 2, max(low, opening - 9) - 1, -1):
        if doc[i].tag_[:1] == "V" or doc[i].is_punct:
            return None
        if doc[i].lower_ not in ANNOUNCING:
            continue
        owner = next((c for c in doc[i].lefts if c.dep_ == "poss" and c.lower_ not in {"its", "my", "our"}), None)
        of = next((c for c in doc[i].rights if c.lower_ in {"of", "from", "by"} and c.i == i + 1), None)
        owner = owner or (next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None)
        return phrase(view, owner, low, opening - 1, i) if owner is not None else None
    return None


def noun_clause(view: View, noun: Any) -> tuple[Range, Range | None] | None:
    """Return the clause on a noun of saying, and whose word it is: ``Quill’s claim that …``."""
    low, high = view.sentence(noun.i, view.level[noun.i])
    span = _clause_on(view, noun, high)
    if span is None:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None:
        by = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "from", "of"}), None)
        owner = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if owner is None:
        owner = next((c for c in noun.lefts if c.dep_ == "compound" and c.tag_ == "NNP" and c.i == noun.i - 1), None)
    source = phrase(view, owner, low, high, noun.i) if owner is not None else None
    return span, source


def _clause_on(view: View, noun: Any, high: int) -> Range | None:
    """Return the *that* clause on a noun; it may stand in marks: ``her remark that “nobody sails for free”``."""
    level, that = view.level[noun.i], noun.i + 1
    if that + 2 < high and view.doc[that].lower_ == "that":
        k = view.child(that + 2, level)
        if k >= 0 and view.first[k] == that + 2:
            return that, view.last[k]
    clause = next((c for c in noun.rights if c.dep_ in {"acl", "ccomp", "relcl"} and _has_that(c)), None)
    if clause is None or view.level[clause.i] != level:
        return None
    return clause.left_edge.i, min(clause.right_edge.i + 1, high)


def _has_that(clause: Any) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.lefts)
