"""What a cue verb gives as said: the words to its right, the marks to its left, or the clause around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retold.stages.quote import words
from retold.stages.quote.subjects import FINITE, SUBJECTS, phrase

if TYPE_CHECKING:
    from retold.stages.quote.parse import View

Range = tuple[int, int]
CLAUSES = frozenset({"ccomp", "xcomp"})
OPENERS = frozenset({"that", "whether", "if", "how", "why", "what", "where", "when", "who"})
_STOPS = frozenset({".", "!", "?", ";"})
_SAY = frozenset(words.SAY)
_COMMIT = frozenset(words.COMMIT)
_MARKED = frozenset(words.MARKED)


# ---------------------------------------------------------------------------------------------- right


def right(view: View, v: Any, verb: str, high: int, level: int) -> tuple[str, Range] | None:
    """Return the frame and the token range of what stands to the right of a cue verb."""
    marked = marks_after(view, v, high, level)
    clause = _clause(view, v, verb, high)
    if clause is not None:
        frame, start, end = clause
        if not (marked and marked[0] - 1 <= start and frame == "clause" and verb not in _MARKED):
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
        start = max(child.left_edge.i, v.i + 1)
        opener = _opener(view, v, start)
        start = opener if opener is not None else start
        while start < child.i and doc[start].is_punct:
            start += 1
        return ("infinitive" if infinitive else "clause"), start, min(child.right_edge.i + 1, high)
    return None


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
    if view.level[colon + 1] != level or doc[colon + 1].text == '"':
        return None
    if any(doc[i].tag_ in FINITE or doc[i].text == "," for i in range(v.i + 1, colon)):
        return None
    end = view.sentence(colon + 1, level)[1]
    last = view.bounds(level)[1]
    while end < last and _in_first_person(view, colon + 1, end):
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
    first, end, k = marked
    opening = first - 1
    before = doc[opening - 1] if opening > v.i else v
    announced = before.text in {",", ":"} or opening - 1 == v.i or before.lower_ in OPENERS or before.i == v.i
    if verb in _SAY and (announced or _aside_only(view, v, opening)):
        start = opening
        if before.lower_ in OPENERS:
            start = before.i
        return "before-marks", widen(view, start, _tail(view, end, high, k), high, level)
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


def _next_marks(view: View, end: int, high: int, level: int) -> int | None:
    """Return the end of marked words that carry on right behind ``end``: ``“a” and “b”``."""
    lemmas = words.lemmas()
    for i in range(end, min(high, end + 8)):
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
        if doc[i - 1].text == "," and token.lower_ in {"though", "although"}:
            return i - 1
        verb = words.lemmas().get(token.lower_)
        if verb is None or token.tag_[:1] != "V" or any(c.dep_ in SUBJECTS for c in token.children):
            continue
        j = i - 1
        while j > span[0] and doc[j].tag_ == "RB":
            j -= 1
        if _belongs_inside(token, span[0]):
            continue
        if doc[j].tag_ == "CC" and _tense(token) == tense:
            return j - 1 if doc[j - 1].text == "," else j
        if doc[j].text == "," and (token.tag_ == "VBG" or (_tense(token) == tense and verb in _SAY)):
            return j
    return span[1]


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


# ----------------------------------------------------------------------------------------------- left


def is_closer(view: View, i: int, level: int) -> bool:
    """Tell whether token ``i`` is the mark that closes marked words directly below a level."""
    return i > 0 and view.doc[i].text in {'"', "'", "''"} and view.level[i] == level and view.child(i - 1, level) >= 0


def left_marks(
    view: View, v: Any, verb: str, source: Range | None, low: int, high: int, level: int
) -> tuple[list[Range], Range | None] | None:
    """Return the marked words before a cue clause, with those that an interrupting cue parts off behind it."""
    if verb not in _SAY and verb not in words.SHOW:
        return None
    begin = _clause_start(view, v, source, low)
    if begin is None or not begin > low or not _closes_speech(view, begin, level):
        return None
    if _starts_anew(view, v, begin, high, level):
        return None
    source = _subject_in(view, v, source, begin, high)
    if source is None:
        return None
    k = view.child(begin - 2, level) if is_closer(view, begin - 1, level) else view.child(begin - 3, level)
    start = _content_start(view, k, low, level)
    if start is None:
        return None
    ranges = [(start, begin)]
    stop = _clause_stop(view, v, source, high)
    for i in range(stop, min(stop + 3, high)):
        if view.level[i] != level:
            ranges.append(widen(view, i, view.last[view.child(i, level)], high, level))
            break
        if not view.doc[i].is_punct:
            break
    return ranges, source


def _starts_anew(view: View, v: Any, begin: int, high: int, level: int) -> bool:
    """Tell whether a cue clause behind marks belongs to the marks that follow: ``“Why?” Then he said, “Never.”``."""
    doc = view.doc
    if v.i + 1 < high and doc[v.i + 1].text == ":":
        return True
    opens = v.i + 2 < high and (view.level[v.i + 2] != level or (v.i + 3 < high and view.level[v.i + 3] != level))
    last = doc[begin - 2].text[-1:]
    first = doc[begin]
    return opens and last in {".", "?", "!"} and first.text[:1].isupper() and first.tag_ not in {"NNP", "NNPS"}


def _closes_speech(view: View, begin: int, level: int) -> bool:
    """Tell whether closing marks end right before ``begin``, with the comma of speech inside or outside them."""
    doc = view.doc
    if is_closer(view, begin - 1, level):
        return True
    return begin > 2 and doc[begin - 1].text == "," and is_closer(view, begin - 2, level)


def _clause_start(view: View, v: Any, source: Range | None, low: int) -> int | None:
    """Return where the cue clause begins: behind the marks that close before it, over at most a long name.

    The words between are not checked against the parse, which often cuts a name there: ``“…,” harbour master Quill
    said`` can read *harbour* as a verb.
    """
    doc, level = view.doc, view.level[v.i]
    for i in range(v.i - 1, max(low, v.i - 26) - 1, -1):
        if is_closer(view, i, level):
            return i + 2 if i + 1 < v.i and doc[i + 1].text == "," else i + 1
        token = doc[i]
        if view.level[i] != level:
            return None
        far = v.i - i > 9 and not (source is not None and source[0] <= i)
        if token.text in _STOPS or token.text == ":" or (far and token.text == ","):
            return None
        if token.tag_ in FINITE and token.dep_ in {"ROOT", "ccomp", "conj", "advcl", "parataxis"}:
            return None
        if token.tag_ == "CC" and i < v.i - 1 and (doc[i - 1].text == "," or is_closer(view, i - 1, level)):
            return None
    return None


def _subject_in(view: View, v: Any, source: Range | None, begin: int, high: int) -> Range | None:
    """Return the source, which must stand in the cue clause: before the verb, or right behind it."""
    if source is not None and begin <= source[0] and source[1] <= v.i:
        return (begin, source[1]) if source[0] - begin <= 4 and _all_names(view, begin, source[0]) else source
    if source is not None and source[0] > v.i and source[0] - v.i <= 3:
        return source
    inverted = inverted_subject(view, v, high)
    if inverted is not None:
        return inverted
    between = [i for i in range(begin, v.i) if view.doc[i].tag_ in {"NN", "NNS", "NNP", "NNPS", "PRP", "DT", "CD"}]
    return (begin, between[-1] + 1) if between else None


def _all_names(view: View, a: int, b: int) -> bool:
    return all(not view.doc[i].is_punct and view.doc[i].tag_ not in {"RB", "CC", "IN"} for i in range(a, b))


def inverted_subject(view: View, v: Any, high: int) -> Range | None:
    """Return the noun phrase right behind a verb, read as its subject: ``“…,” said the mayor``."""
    for child in v.rights:
        noun = child.tag_ in {"NNP", "NN", "NNS", "NNPS", "PRP", "CD", "DT"} and child.left_edge.i <= v.i + 2
        if child.i < high and noun and view.level[child.i] == view.level[v.i]:
            return phrase(view, child, v.i + 1, high, v.i)
    i, end = v.i + 1, v.i + 1
    while end < high and end < i + 8 and view.doc[end].tag_ in {"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "PRP$", "POS"}:
        end += 1
    return (i, end) if end > i and view.doc[end - 1].tag_[:2] == "NN" else None


def _content_start(view: View, k: int, low: int, level: int) -> int | None:
    """Return where the content before a cue starts: at the marks, or at the words outside that they complete.

    ``The plan “is dead,” she said`` starts at *The*; ``He opened the letter: “It is dead,” she said`` at the marks.
    """
    doc = view.doc
    first = view.first[k]
    opening = first - 1
    while opening > low + 1 and (is_closer(view, opening - 1, level) or _joined(view, opening, level)):
        j = view.child(opening - 2, level) if is_closer(view, opening - 1, level) else view.child(opening - 3, level)
        if j < 0:
            break
        opening = view.first[j] - 1
    if opening <= low:
        return max(low, opening)
    lemmas = words.lemmas()
    if doc[opening - 1].text == ":":
        return opening
    for i in range(opening - 1, low - 1, -1):
        if view.level[i] == level and doc[i].lower_ in lemmas and doc[i].tag_ in {"VBD", "VBZ", "VBG"}:
            # She said that it “was late”, he added: the marks belong to the first cue
            return opening if doc[opening - 1].is_punct or doc[first].text[:1].isupper() else None
    return low


def _joined(view: View, opening: int, level: int) -> bool:
    return opening > 2 and view.doc[opening - 1].lower_ in {"and", "or", ","} and is_closer(view, opening - 2, level)


def _clause_stop(view: View, v: Any, source: Range | None, high: int) -> int:
    """Return the end of a cue clause: behind its verb, its subject and what hangs on it at its level."""
    stop = v.i + 1
    if source is not None:
        stop = max(stop, source[1])
    for child in v.rights:
        hangs = child.dep_ in {"prep", "npadvmod", "advmod", "dative", "dobj", "agent", "prt", "nsubj", "advcl"}
        if hangs and child.i < high and view.level[child.i] == view.level[v.i]:
            stop = max(stop, min(int(child.right_edge.i) + 1, high))
    level = view.level[v.i]
    for i in range(v.i + 1, min(stop, len(view.doc))):
        if view.level[i] != level and view.doc[i - 2].text in {",", "."}:
            return i - 1
    return stop


# ---------------------------------------------------------------------------------------- around


def parenthetical(
    view: View, v: Any, verb: str, source: Range | None, low: int, high: int, level: int
) -> tuple[list[Range], Range] | None:
    """Return the clause without marks that a cue closes or interrupts: ``The bridge, she said, was closed``."""
    doc = view.doc
    if verb not in words.PAREN or v.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    if source is None or not low <= source[0] < high:
        source = inverted_subject(view, v, high)
    if source is None or doc[source[0]].lower_ in {"who", "which", "that"}:
        return None
    begin = min(source[0], v.i)
    if v.i - source[1] > 3 or begin <= low:
        return None
    before = doc[begin - 1]
    if before.text not in {",", "?", "!", "—", "–", "-", "--"}:
        return None
    stop = _clause_stop(view, v, source, high)
    if _has_object(view, v, verb, source) or not _is_free(view, stop, high):
        return None
    start = _main_clause(view, low, begin, level)
    medial = stop + 2 < high and doc[stop].text in {",", "—", "–", "-", "--"}
    if medial and _carries_on(view, stop + 1):
        if start is None and begin - low < 2:
            return None
        return [(start if start is not None else low, begin), (stop + 1, high)], source
    return ([(start, begin)], source) if start is not None else None


def _has_object(view: View, v: Any, verb: str, source: Range) -> bool:
    """Tell whether a verb has an object of its own, so that the words before it are not what was said."""
    for child in v.rights:
        if source[0] <= child.i < source[1]:
            continue
        if child.dep_ in {"dobj", "ccomp", "xcomp", "attr", "acomp", "oprd"} and view.level[child.i] == view.level[v.i]:
            told = verb in {"tell", "assure", "inform", "remind", "warn", "advise"} and child.dep_ == "dobj"
            if not told:
                return True
    return False


def _is_free(view: View, stop: int, high: int) -> bool:
    return stop >= high or view.doc[stop].is_punct or view.doc[stop].lower_ in {"as", "while", "when", "after", "and"}


def _main_clause(view: View, low: int, begin: int, level: int) -> int | None:
    """Return where the clause before a cue starts if it can stand for itself, else None."""
    doc = view.doc
    first = low
    while first < begin and (doc[first].is_punct or doc[first].tag_ == "CC"):
        first += 1
    for i in range(first, begin):
        token = doc[i]
        if token.tag_ not in FINITE or view.level[i] != level:
            continue
        verb = token.head if token.dep_ in {"aux", "auxpass"} else token
        main = verb.dep_ in {"ccomp", "ROOT", "conj", "parataxis", "dep", "nsubj", "csubj", "attr"} and verb.i < begin
        if main and any(c.dep_ in SUBJECTS or c.dep_ == "expl" for c in verb.children):
            return first
    return None


def _carries_on(view: View, i: int) -> bool:
    """Tell whether the words behind an interrupting cue carry the content on, and are not a further cue."""
    token = view.doc[i]
    if token.tag_ in {"VBG", "WDT", "WP"} or token.lower_ in words.lemmas() or token.lower_ in {"citing", "according"}:
        return False
    if token.tag_ == "RB" and view.doc[i + 1].tag_ == "VBG":
        return False
    return not (token.tag_ == "CC" and view.doc[i + 1].lower_ in words.lemmas())
