"""Who the subject of a cue verb is: the span that names the source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retold.stages.quote import words

if TYPE_CHECKING:
    from retold.stages.quote.parse import View

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
RELATIVES = frozenset({"which", "that", "what"})
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD", "WP"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
ISSUED = frozenset(
    """statement release article memo letter book speech remarks tweet post report ad interview message email note
    column editorial video filing lawsuit announcement press address piece op-ed response reply declaration""".split()
)
"""What somebody puts out: the words in it are its maker's, not its own (``sent out a release saying …``)."""
QUOTING = frozenset({"quoted", "quotes", "quote", "cited", "cites", "quoting", "citing"})
_CLIMBED = frozenset("""conj acomp attr oprd advcl xcomp pcomp prep ccomp dep aux auxpass parataxis""".split())


def subject(view: View, v: Any, low: int) -> Any:
    """Return the token that heads the source of a cue verb, or None.

    A participle behind a comma takes the subject of the main verb: ``She left, saying that it was late.``
    """
    found = _own(v)
    if found is not None and found.i > v.i and found.lower_ in {"this", "that", "these"}:
        found = None  # Quill, then mayor, says this: “…”
    if found is None and v.lower_ == "saying" and v.head.lower_ == "as" and v.head.head.lower_ in QUOTING:
        told = next((c for c in v.head.head.children if c.dep_ in {"dobj", "nsubjpass"}), None)
        return told if told is not None else _climb(v)
    if found is not None and found.lower_ in RELATIVES and found.i < v.i:
        nearer = _right_before(view, v, low)
        if nearer is None and found.lower_ == "that" and v.dep_ == "relcl" and v.head.tag_ in NOUNS:
            nearer = v.head  # a sign that read “…”
        found = nearer if nearer is not None else found
    if found is None and v.tag_ == "VBG" and v.dep_ in {"advcl", "acl", "dep", "conj"}:
        found = _main_subject(view, v)
    if found is None:
        found = _climb(v)
    if found is None and (v.tag_ in FINITE or v.tag_ == "VBN"):
        found = _right_before(view, v, low)
        found = found if found is not None else _first_name(view, v, low)
    return found


def _own(v: Any) -> Any:
    best = None
    for child in v.children:
        if child.dep_ in SUBJECTS and (best is None or abs(child.i - v.i) < abs(best.i - v.i)):
            best = child
        elif child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return best


def _climb(v: Any, hops: int = 5) -> Any:
    """Walk to the governing verb and take its subject; a participle on a noun takes the noun."""
    head = v.head
    if hops == 0 or head is v:
        return None
    if v.dep_ in {"acl", "relcl"} and head.tag_ in NOUNS:
        return _maker(head) if v.dep_ == "acl" and head.lower_ in ISSUED else head
    if v.dep_ in _CLIMBED:
        own = _own(head)
        if own is not None and v.dep_ == "conj" and v.tag_ in FINITE:
            outer = _outer_cue(v, head)
            own = _own(outer) or own if outer is not None else own
        return own if own is not None else _climb(head, hops - 1)
    return None


def _maker(noun: Any) -> Any:
    """Return who put out a statement: the subject of the verb whose object it is, else the noun itself."""
    verb = noun.head
    if noun.dep_ == "pobj":
        verb = verb.head
    if noun.dep_ in {"dobj", "pobj"} and verb.tag_[:1] == "V":
        own = _own(verb)
        own = own if own is not None else _climb(verb, 3)
        if own is not None and own.dep_ != "nsubjpass":
            return own
    return noun


def _outer_cue(v: Any, head: Any) -> Any:
    """Return the cue that a verb goes with in sense: ``He said that it was late, and called on us``."""
    lemmas = words.lemmas()
    if head.lower_ in lemmas:
        return None
    for _ in range(4):
        if head.head is head:
            return None
        head = head.head
        if head.lower_ in lemmas and head.tag_ == v.tag_:
            return head
    return None


def _main_subject(view: View, v: Any) -> Any:
    """Return the subject of the main verb for a participle that a comma sets off."""
    if v.i == 0:
        return None
    i = v.i - 1
    while i > 0 and (view.doc[i].tag_ == "RB" or view.doc[i].text == '"'):
        i -= 1
    before = view.doc[i]
    if before.text not in {",", "-", "–", "—", "and"}:
        return None
    if v.dep_ == "conj" and v.head.tag_ == "VBG":
        return _main_subject(view, v.head)
    top = v.head
    for _ in range(6):
        if top.head is top or top.dep_ in {"relcl", "ROOT"}:
            break
        top = top.head
    return _own(top)


def _right_before(view: View, v: Any, low: int) -> Any:
    """Return the noun that stands right before a verb and its adverbs, where the parse has no subject."""
    i = v.i - 1
    while i > low and (view.doc[i].tag_ in {"RB", "MD"} or view.doc[i].dep_ in {"aux", "auxpass", "neg"}):
        i -= 1
    if i < low or view.level[i] != view.level[v.i]:
        return None
    token = view.doc[i]
    if token.text in {",", ")"} and i > low + 2:  # the campaign chief, Ada Quill, said
        return _before_aside(view, i, low)
    return token if token.tag_ in NOUNS and token.tag_ != "DT" else None


def _first_name(view: View, v: Any, low: int) -> Any:
    """Return the name that opens a sentence before a comma: ``Ada Quill, a rabbi helping the town, said``."""
    dash = next((i for i in range(low, min(low + 6, v.i)) if view.doc[i].text in {"--", "—", "–"}), None)
    low = dash + 1 if dash is not None and view.doc[dash - 1].text.isupper() else low  # BRACKVILLE — Ada Quill, …
    for i in range(low, min(low + 6, v.i)):
        if view.doc[i].text == "," and i > low and view.doc[i - 1].tag_ in {"NNP", "NNPS"}:
            return view.doc[i - 1] if view.doc[v.i - 1].text in {",", "-", "–", "—"} else None
        if view.level[i] != view.level[v.i]:
            return None
    return None


def _before_aside(view: View, i: int, low: int) -> Any:
    opener = "(" if view.doc[i].text == ")" else ","
    for j in range(i - 1, max(low, i - 12), -1):
        if view.doc[j].text == opener:
            token = view.doc[j - 1]
            return token if token.tag_ in NOUNS else None
        if view.doc[j].tag_ in FINITE or view.level[j] != view.level[i]:
            return None
    return None


def _name_of(view: View, head: Any, stop: int) -> tuple[int, int] | None:
    """Return an office with the name that a comma sets off: ``The present archivist, Ada Quill, said``."""
    if head.tag_ not in {"NN", "NNS"}:
        return None
    name = next((c for c in head.rights if c.dep_ == "appos" and c.tag_ == "NNP"), None)
    if name is None or name.i - head.i > 8 or head.i < stop < name.i:
        return None
    start = name.i
    while start > head.i + 1 and view.doc[start - 1].tag_ == "NNP":
        start -= 1
    return (head.left_edge.i, name.i + 1) if view.doc[start - 1].text == "," else None


def phrase(view: View, head: Any, low: int, high: int, stop: int) -> tuple[int, int]:
    """Return the token range of a noun phrase without the clauses and asides on it, not beyond token ``stop``."""
    named = _name_of(view, head, stop)
    if named is not None and low <= named[0] and named[1] <= high and not named[0] <= stop < named[1]:
        return named
    a, b = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in {"relcl", "acl", "punct", "advcl", "parataxis", "dep", "appos", "prep"}:
            if (
                child.dep_ == "prep"
                and child.right_edge.i - child.i < 8
                and child.lower_ in {"of", "for", "at", "from"}
            ):
                continue
            b = child.left_edge.i
            break
    for j in range(head.i, a, -1):
        if view.doc[j - 1].text in {",", ":", ";", '"', "("} and j <= head.i and view.doc[j - 1].dep_ == "punct":
            a = j
            break
    if a <= stop < b:
        a, b = (a, stop) if head.i < stop else (stop + 1, b)
    while b > head.i + 1 and view.doc[b - 1].is_punct:
        b -= 1
    return max(a, low), min(max(b, head.i + 1), high)
