"""What stands to the right of a cue verb as said, and how far it reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retold.stages.quote import words
from retold.stages.quote.subjects import FINITE, SUBJECTS

if TYPE_CHECKING:
    from retold.stages.quote.parse import View

Range = tuple[int, int]
CLAUSES = frozenset({"ccomp", "xcomp"})
OPENERS = frozenset({"that", "whether", "if", "how", "why", "what", "where", "when", "who"})
_STOPS = frozenset({".", "!", "?", ";"})
_SAY = frozenset(words.SAY)
_COMMIT = frozenset(words.COMMIT)
_MARKED = frozenset(words.MARKED)
_SAID = frozenset({"said", "says", "stated", "testified", "declared", "explained", "admitted", "added", "wrote"})
_TOLD = frozenset({"told", "telling", "informed", "reminded", "assured", "warned"})


# ---------------------------------------------------------------------------------------------- right


def right(view: View, v: Any, verb: str, high: int, level: int) -> tuple[str, Range] | None:
    """Return the frame and the token range of what stands to the right of a cue verb."""
    marked = marks_after(view, v, high, level)
    if marked and view.doc[marked[0] - 2].text not in {",", ":"}:
        behind = that_clause(view, v, high)
        if behind and behind[0] > marked[0] and verb in _SAY:  # told the “Morning Show” that the pier was closed
            return "clause", widen(view, *behind, high, level)
    clause = _clause(view, v, verb, high)
    if clause is not None:
        frame, start, end = clause
        if not (marked and marked[0] - 1 <= start and frame == "clause" and verb not in _MARKED):
            end = _conditioned(view, v, frame, end, high)
            end = _announced(view, start, _coordinated(view, v, end, high), level)
            span = widen(view, start, end, high, level)
            return frame, (span[0], cut(view, v, span))
    if marked:
        return _right_marks(view, v, verb, marked, high, level)
    return None


def _clause(view: View, v: Any, verb: str, high: int) -> tuple[str, int, int] | None:
    doc = view.doc
    for child in v.rights:
        infinitive = _has_to(child)
        if child.i >= high or not (child.dep_ in CLAUSES or (infinitive and child.dep_ == "advcl")):
            continue
        if infinitive and verb not in _COMMIT and verb not in {"say", "claim"}:
            continue
        if child.dep_ == "xcomp" and not infinitive and verb not in _MARKED:
            continue
        if not infinitive and verb not in _SAY and verb not in words.SHOW and verb not in _MARKED:
            continue
        if not infinitive and child.tag_ == "VBG" and not any(c.dep_ in SUBJECTS for c in child.lefts):
            continue
        if any(t.text == ";" for t in doc[v.i + 1 : child.left_edge.i + 1]):
            continue  # Never before, she added; the lock had held
        start = max(_gerund_before(v, child), v.i + 1)
        mark = next((c for c in child.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
        opener = mark.i if mark is not None and start < mark.i < child.i else _opener(view, v, start)
        start = opener if opener is not None else start
        if verb == "consider" and doc[start].lower_ != "that":
            continue  # they consider whether to sail, and the ferry old
        while start < child.i and doc[start].is_punct:
            start += 1
        return ("infinitive" if infinitive else "clause"), start, min(child.right_edge.i + 1, high)
    return None


def _coordinated(view: View, v: Any, end: int, high: int) -> int:
    """Carry a clause on over a conjunction: ``that it was late, but that we should go``; ``it was late and we …``."""
    again = _again(view, v, end, high)
    if again is not None:
        return again
    if end + 2 >= high or view.doc[end].lower_ != "and" or view.level[end] != view.level[v.i]:
        return end
    for child in v.rights:
        other = child.dep_ == "conj" and end < child.i < high and child.lower_ not in words.lemmas()
        if other and any(c.dep_ in SUBJECTS for c in child.lefts):
            return min(int(child.right_edge.i) + 1, high)
    return end


def cleft(view: View, v: Any, high: int) -> Range | None:
    """Return the clause behind the verb of a cleft sentence: ``What she told them was that the bridge was closed``."""
    be = v.head
    if v.dep_ not in {"csubj", "nsubj"} or be.lower_ not in {"was", "is"} or be.i < v.i:
        return None
    if not any(c.lower_ == "what" and c.i < v.i for c in v.children):
        return None
    clause = next((c for c in be.rights if c.dep_ in {"ccomp", "attr"} and c.i < high), None)
    if clause is None or view.level[clause.i] != view.level[v.i]:
        return None
    start, end = clause.left_edge.i, min(int(clause.right_edge.i) + 1, high)
    return start, _coordinated(view, v, end, high)


def elsewhere(view: View, v: Any, verb: str, high: int) -> Range | None:
    """Return the clause of a cue verb that the parser did not hang on it as its object."""
    clause = None
    if verb in _SAY or verb in words.PHRASAL:
        clause = that_clause(view, v, high) or cleft(view, v, high)
    return clause or (asked_about(view, v, high) if verb in words.ASK else None)


def asked_about(view: View, v: Any, high: int) -> Range | None:
    """Return the question behind a verb of asking and a preposition: ``was pressed on whether the bridge was safe``."""
    for child in v.rights:
        if child.dep_ != "prep" or child.lower_ not in {"on", "about", "over", "as"}:
            continue
        question = next((c for c in child.subtree if c.lower_ in OPENERS - {"that"} and c.i <= child.i + 2), None)
        if question is not None and question.i < high and view.level[question.i] == view.level[v.i]:
            return question.i, min(int(child.right_edge.i) + 1, high)
    return None


def _conditioned(view: View, v: Any, frame: str, end: int, high: int) -> int:
    """Carry words on over their condition, which the parser may hang on the cue: ``vowed to go should it fail``."""
    if end + 2 < high and view.doc[end].lower_ == "should" and view.level[end] == view.level[v.i]:
        return next((i for i in range(end + 1, high) if view.doc[i].is_punct), high)
    if frame == "infinitive" and end < high and view.doc[end].lower_ in {"if", "unless", "provided", "until", "once"}:
        for child in v.rights:
            if child.dep_ in {"advcl", "prep"} and child.left_edge.i == end:
                return min(int(child.right_edge.i) + 1, high)
    return end


def _gerund_before(v: Any, clause: Any) -> int:
    """Return where a clause starts, whose subject the parser may have hung on the cue: ``said being asked was odd``."""
    for child in v.rights:
        if child.i < clause.i and child.dep_ == "xcomp" and child.left_edge.i == v.i + 1 and not _has_to(child):
            return int(v.i) + 1
    return int(clause.left_edge.i)


def _announced(view: View, start: int, end: int, level: int) -> int:
    """Carry a clause on over the marked words that a cue in it announces: ``said Pell had told her: “Never.”``."""
    doc, lemmas = view.doc, words.lemmas()
    if end + 2 >= len(doc) or doc[end].text != ":" or view.level[end + 2] == level:
        return end
    k = view.child(end + 2, level)
    tells = any(doc[i].tag_[:1] == "V" and lemmas.get(doc[i].lower_) in _SAY for i in range(start, end))
    return view.last[k] if tells and k >= 0 and view.first[k] == end + 2 else end


def _again(view: View, v: Any, end: int, high: int) -> int | None:
    """Return the end of further clauses that open with *that*, *whether* or *if* behind a comma or a conjunction."""
    doc, level, reached = view.doc, view.level[v.i], None
    for _ in range(6):
        i = end + (end < high and is_closer(view, end, level))
        comma = i < high and doc[i].text == ","
        i += comma
        comma = comma or doc[i - 1].text == ","
        joined = i < high and doc[i].tag_ == "CC"
        i += joined
        if joined and i < high and doc[i].tag_ == "RB":  # and also that
            i += 1
        if not (comma or joined) or i + 1 >= high or view.level[i] != level:
            return reached
        opener = doc[i]
        if opener.lower_ not in {"that", "whether", "if"} or not (joined or (opener.tag_ == "IN" and i > v.i + 3)):
            return reached
        verb = opener.head.head if opener.tag_ == "DT" and opener.head.dep_ in SUBJECTS else opener.head
        if verb.i <= opener.i or verb.tag_[:1] != "V" or (not joined and opener.lower_ == "if"):
            return reached
        end = reached = min(int(verb.right_edge.i) + 1, high)
    return reached


def _opener(view: View, v: Any, start: int) -> int | None:
    """Return where ``that`` or a question word stands behind a verb, if it does before the clause's own edge."""
    for i in range(v.i + 1, min(start, v.i + 12)):
        token = view.doc[i]
        if token.lower_ in OPENERS and view.level[i] == view.level[v.i] and token.dep_ in {"mark", "advmod", "dobj"}:
            return i
        if token.tag_ in FINITE:
            return None
    return None


FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us", "mine", "ours", "myself", "ourselves"})


def behind_colon(view: View, v: Any, verb: str, level: int) -> tuple[str, Range] | None:
    """Return words without marks behind a cue and a colon: ``She answered: I have no bridge to sell``.

    Later sentences belong to it as long as they are in the first person too.
    """
    doc = view.doc
    if verb not in _SAY and verb not in words.PHRASAL:
        return None
    colon = next((i for i in range(v.i + 1, min(v.i + 8, len(doc))) if doc[i].text == ":"), None)
    if colon is None or colon + 2 >= view.bounds(level)[1] or view.level[colon] != level:
        return None
    if view.level[colon + 1] != level or view.level[colon + 2] != level or doc[colon + 1].text == '"':
        return None
    if any(doc[i].tag_ in FINITE or doc[i].text == "," for i in range(v.i + 1, colon)):
        return None
    end = view.sentence(colon + 1, level)[1]
    last = view.bounds(level)[1]
    while end < last:
        nearer = view.sentence(end, level)[1]
        if not _in_first_person(view, end, nearer) or _has_cue(view, end, nearer):
            break
        end = nearer
    return "colon", (colon + 1, end)


def _in_first_person(view: View, a: int, b: int) -> bool:
    return any(view.doc[i].lower_ in FIRST_PERSON for i in range(a, b))


def _has_cue(view: View, a: int, b: int) -> bool:
    """Tell whether a sentence has a cue of somebody else and a colon or comma behind it."""
    lemmas = words.lemmas()
    return any(view.doc[i].lower_ in lemmas and i + 1 < b and view.doc[i + 1].text == ":" for i in range(a, b))


def _has_to(token: Any) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in token.lefts)


def that_clause(view: View, v: Any, high: int) -> Range | None:
    """Return the clause behind ``that`` where the parser hung it elsewhere: ``said at a meeting in March that …``."""
    if v.text == "Asked" and (question := _asked_at_first(view, v, high)):
        return question
    by = next((c for c in v.rights if c.dep_ == "agent"), None)
    asker = v.i + 10 if by is not None else v.i  # asked by the chair, Ada Quill, whether it was shut
    for i in range(v.i + 1, min(high, v.i + 14)):
        token = view.doc[i]
        if token.tag_ in FINITE or (token.text in {".", ";", ":", ","} and i > asker):
            return None
        if view.level[i] != view.level[v.i]:
            continue
        if token.tag_ == "WDT" and _is_told_before(v, token):
            return i, high
        asked = token.lower_ in {"if", "whether"} and v.lower_[:3] in {"ask", "won"}
        told = token.lower_ == "that" and v.lower_ in _TOLD and token.head.i > i and token.head.dep_ == "ROOT"
        if ((token.lower_ == "that" or asked) and token.dep_ == "mark") or told:
            return i, min(token.head.right_edge.i + 1, high)
    return None


def _is_told_before(v: Any, that: Any) -> bool:
    """Tell a *that* that the parser took for a relative: ``said before the court that he had taken a sample``."""
    clause = that.head
    place = clause.head
    behind = place.dep_ == "pobj" and place.i == that.i - 1 and place.head.lower_ in {"before", "to", "in", "at"}
    own = any(c.dep_ in SUBJECTS and c.i > that.i for c in clause.lefts)
    again = any(t.lower_ == "that" and t.dep_ == "mark" and t.head.dep_ == "ccomp" for t in clause.subtree)
    return bool(
        clause.dep_ == "relcl" and behind and place.head.head.i == v.i and own and not again and v.lower_ in _SAID
    )


def _asked_at_first(view: View, v: Any, high: int) -> Range | None:
    """Return the question up to the main clause: ``Asked by Quill when he first knew of the leak, Pell shrugged``."""
    doc, level = view.doc, view.level[v.i]
    for i in range(v.i + 1, min(high, v.i + 12)):
        if doc[i].tag_ in FINITE:
            return None
        if doc[i].tag_ in {"WP", "WRB", "WDT"} and view.level[i] == level:
            if doc[i].lower_ == "which" or (doc[i].lower_ == "who" and doc[i - 1].text != "," and i > v.i + 1):
                return None
            subject = next((c for c in v.head.lefts if c.dep_ in SUBJECTS and c.i > i + 1), None)
            main = subject.left_edge.i - 1 if subject is not None else i
            ends = [j for j in range(i + 2, high) if doc[j].text == "," and view.level[j] == level]
            end = main if main in ends else next(iter(ends), None)
            return (i, end) if end is not None else None
    return None


def marks_after(view: View, v: Any, high: int, level: int) -> tuple[int, int, int] | None:
    """Return (first token, end token, mark) of the marked words that follow a verb in its sentence, if any do."""
    for i in range(v.i + 1, min(high, v.i + 18)):
        if view.level[i] != level:
            k = view.child(i, level)
            return (view.first[k], view.last[k], k) if k >= 0 else None
        token = view.doc[i]
        if token.text in _STOPS or (token.tag_ in FINITE and i > v.i + 1):
            return None
        if token.tag_ == "VBG" and view.doc[i - 1].text == ",":  # he went on, referring to the “old pier”
            return None
    return None


def _right_marks(
    view: View, v: Any, verb: str, marked: tuple[int, int, int], high: int, level: int
) -> tuple[str, Range] | None:
    doc = view.doc
    if verb in words.UNSPOKEN:
        return None
    first, end, k = marked
    opening = first - 1
    before = doc[opening - 1] if opening > v.i else v
    announced = before.text in {",", ":"} or opening - 1 == v.i or before.lower_ in OPENERS or before.i == v.i
    if verb in _SAY and (announced or _aside_only(view, v, opening)):
        start = opening
        if before.lower_ in OPENERS:
            start = before.i
        end = _tail(view, end, high, k)
        return "before-marks", widen(view, start, _again(view, v, end, high) or end, high, level)
    if verb in _MARKED or verb in _SAY - words.THINK:
        if before.text == ":":
            return "before-marks", widen(view, opening, end, high, level)
        object_ = _object(view, v, opening)
        if object_ is None:
            return None
        return "phrase-marks", widen(view, object_, _tail(view, end, high, k), high, level)
    return None


def _aside_only(view: View, v: Any, opening: int) -> bool:
    """Tell whether only an addressee, an adverb or a phrase for time or place stands between verb and marks.

    The last word must end that phrase, for in ``said the “deal”`` the marks are a part of it.
    """
    last = view.doc[opening - 1]
    if last.tag_ in {"DT", "JJ", "PRP$", "IN", "CD", "TO", "POS", "CC", "VBG", "VBN", "VB"}:
        return False
    return all(
        c.dep_ in {"dobj", "dative", "prep", "npadvmod", "advmod", "punct", "prt", "agent"} | SUBJECTS
        for c in v.rights
        if c.i < opening
    )


def _object(view: View, v: Any, opening: int) -> int | None:
    """Return where the object of a verb starts, if marked words belong to it."""
    i = v.i + 1
    while i < opening and (view.doc[i].tag_ in {"RB", "RP", ","} or view.doc[i].lower_ == "of"):
        i += 1
    return i if i <= opening else None


def _tail(view: View, end: int, high: int, k: int) -> int:
    """Carry marked words on to the end of their clause: ``“three weeks to go” until the vote``."""
    doc = view.doc
    if end >= high or view.marks[k].repair or doc[end - 1].text in {",", ".", "!", "?", "—"}:
        return end
    after = end + 1
    if after >= high or doc[after].is_punct or doc[after].lower_ in {"and", "but", "as", "while", "when", "after"}:
        return end
    i = after
    while i < high and not (doc[i].is_punct and doc[i].text not in {"'", "-"}) and i - after < 25:
        if view.level[i] == view.level[after] and doc[i].lower_ in {
            "as",
            "while",
            "after",
            "before",
            "and",
            "but",
            "in",
        }:
            break
        i += 1
    return i


# ------------------------------------------------------------------------------------------- extents


def widen(view: View, start: int, end: int, high: int, level: int) -> Range:
    """Grow a range to the end of the marks it breaks into, and over coordinated marks behind it."""
    for _ in range(8):
        k = view.child(end - 1, level) if 0 < end < len(view.doc) else -1
        if k >= 0 and view.last[k] > end:
            end = view.last[k]
            continue
        nearer = _next_marks(view, end, high, level)
        if nearer is None:
            break
        end = nearer
    return start, end


def whole_marks(view: View, start: int, end: int, high: int, level: int) -> Range:
    """Grow a range to the end of the marks that it breaks into, or that open right behind it: ``the plan “to win”``."""
    inside = view.child(end - 1, level)
    behind = view.child(end + 1, level) if end + 1 < high and view.level[end] == level else -1
    k = inside if inside >= 0 else behind if behind >= 0 and view.first[behind] == end + 1 else -1
    return start, max(end, view.last[k]) if k >= 0 else end


def _next_marks(view: View, end: int, high: int, level: int) -> int | None:
    """Return the end of marked words that carry on right behind ``end``: ``“a” and “b”``."""
    lemmas = words.lemmas()
    for i in range(end, min(high, end + 12)):
        if view.level[i] != level:
            k = view.child(i, level)
            return view.last[k] if k >= 0 else None
        token = view.doc[i]
        if token.text in {".", ";", ":"} or (token.lower_ in lemmas and token.tag_[:1] == "V"):
            return None
        if token.tag_ == "VBG" and view.doc[i - 1].text == ",":
            return None
    return None


def cut(view: View, v: Any, span: Range) -> int:
    """End a clause before a further cue of the same speaker, and before the writer's own afterthought.

    ``said he was tired but added that …``, ``said it was old, calling it a shame``, ``said it was old, though …``.
    """
    doc, level = view.doc, view.level[v.i]
    tense = _tense(v)
    for i in range(span[0] + 2, span[1]):
        token = doc[i]
        if view.level[i] != level:
            continue
        if (
            doc[i - 1].text == ","
            and token.lower_ in {"though", "although", "whereas"}
            and _is_clause(view, i, span[1])
        ):
            return i - 1
        verb = words.lemmas().get(token.lower_)
        if verb is None or token.tag_[:1] != "V" or any(c.dep_ in SUBJECTS for c in token.children):
            continue
        j = i - 1
        while j > span[0] and (doc[j].tag_ == "RB" or _helps(doc[j], token) or is_closer(view, j, level)):
            j -= 1
        if _belongs_inside(token, span[0]):
            continue
        if doc[j].tag_ == "CC" and _tense(token) == tense:
            return j - 1 if doc[j - 1].text == "," else j
        if doc[j].text == "," and (token.tag_ == "VBG" or (_tense(token) == tense and verb in _SAY)):
            return j
    return span[1]


def _is_clause(view: View, start: int, end: int) -> bool:
    """Tell an afterthought from an aside: ``…, though she was late`` against ``the board, though late, …``."""
    for i in range(start, end):
        if view.doc[i].text == "," and i + 1 < end:
            return False
        if view.doc[i].tag_ in FINITE:
            return True
    return True


def _helps(helper: Any, v: Any) -> bool:
    """Tell the auxiliary of a verb: ``but did not say``."""
    return helper.dep_ in {"aux", "neg"} and helper.head.i == v.i


def _belongs_inside(token: Any, start: int) -> bool:
    """Tell whether a cue goes with another cue inside the content: ``said that Quill told him …, but told us …``."""
    head = token.head
    for _ in range(3):
        if head.i < start or head is token:
            return False
        if head.lower_ in words.lemmas() and head.tag_[:1] == "V" and _tense(head) == _tense(token):
            return True
        head = head.head
    return False


def _tense(v: Any) -> str:
    """Return past, present or part for a verb, with its auxiliary."""
    if v.tag_ == "VBG":
        return "part"
    if v.tag_ in {"VBD", "VBN"}:
        return "past"
    helper = next((c.lower_ for c in v.lefts if c.dep_ == "aux"), "")
    return "past" if helper == "did" else "present" if v.tag_ in {"VBZ", "VBP"} or helper in {"do", "does"} else "bare"


def is_closer(view: View, i: int, level: int) -> bool:
    """Tell whether token ``i`` is the mark that closes marked words directly below a level."""
    return i > 0 and view.doc[i].text in {'"', "'", "''"} and view.level[i] == level and view.child(i - 1, level) >= 0
