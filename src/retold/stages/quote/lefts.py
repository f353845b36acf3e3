"""What stands before or around a cue clause: marks that it closes, or the clause that it interrupts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retold.stages.quote import words
from retold.stages.quote.contents import Range, is_closer, widen
from retold.stages.quote.subjects import FINITE, SUBJECTS, phrase

if TYPE_CHECKING:
    from retold.stages.quote.parse import View

_STOPS = frozenset({".", "!", "?", ";"})
_SAY = frozenset(words.SAY)
_TELLING = frozenset({"tell", "inform", "remind", "assure", "reassure", "notify", "alert", "advise", "ask", "quote"})
_OFFICE = frozenset({"NN", "NNS", "NNP", "JJ", "DT", "POS"})
_CONDITIONS = frozenset({"provided", "if", "unless", "because", "although", "so", "but", "and", "or"})
_REPLIES = frozenset({"no", "yes", "not", "never", "nothing", "nobody", "perhaps", "maybe", "absolutely"})
"""Words with which an answer begins that has no verb."""
_DASHES = frozenset({"-", "–", "—", "--"})
_BARE = frozenset("was is were had has did does have are 's".split())
_PLAIN = frozenset("RB DT JJ NN NNS NNP NNPS PRP PRP$ CD POS , : -RRB- -LRB- HYPH".split())


def left_marks(
    view: View, v: Any, verb: str, source: Range | None, low: int, high: int, level: int
) -> tuple[list[Range], Range | None] | None:
    """Return the marked words before a cue clause, with those that an interrupting cue parts off behind it."""
    if (verb not in _SAY and verb not in words.SHOW) or verb in words.UNSPOKEN:
        return None
    if source is not None and source[1] == v.i and view.doc[source[0]].lower_ in {"who", "which"}:
        return None  # “It leaks”, assures Quill, who reports also that …
    begin = _clause_start(view, v, source, low)
    if begin is None or not begin > low or not _closes_speech(view, begin, level):
        return None
    if _starts_anew(view, v, begin, high, level):
        return None
    source = _subject_in(view, v, source, begin, high)
    if source is None or not _is_plain(view, begin, min(source[0], v.i)):
        return None
    if view.doc[begin].tag_ == "CC" or any(view.doc[i].tag_ == "WRB" for i in range(source[1], v.i)):
        return None  # calls it “fine” and recalled the spring; said on “Morning Call” last month when asked
    k = view.child(begin - 2, level) if is_closer(view, begin - 1, level) else view.child(begin - 3, level)
    start = _content_start(view, k, low, level)
    if start is None or _is_announced(view, start, begin, low):
        return None
    ranges = [(start, begin)]
    stop = _clause_stop(view, v, source, high)
    for i in range(stop, min(stop + 4, high)):
        k = view.child(i, level) if view.level[i] != level else -1
        if k >= 0 and view.first[k] == i:
            ranges.append(widen(view, i, view.last[k], high, level))
            break
        if not view.doc[i].is_punct and view.doc[i].tag_ not in {"CC", "RB"}:
            break
    return ranges, source


def is_set_off(view: View, v: Any) -> bool:
    """Tell whether a verb stands in a short clause behind marked words that end with a comma, where any verb speaks."""
    doc, level = view.doc, view.level[v.i]
    if v.dep_ in {"aux", "auxpass"} or v.lower_ in _BARE:
        return False
    for i in range(v.i - 1, max(0, v.i - 6), -1):
        if is_closer(view, i, level):
            return bool(doc[i - 1].text == "," or (i == v.i - 1 and doc[i - 1].text in {"?", "!"}))
        if doc[i].is_punct or doc[i].tag_ in FINITE or doc[i].tag_ == "IN":
            return False
    return False


def _starts_anew(view: View, v: Any, begin: int, high: int, level: int) -> bool:
    """Tell whether a cue clause behind marks belongs to the marks that follow: ``“Why?” Then he said, “Never.”``."""
    doc = view.doc
    if v.i + 1 < high and doc[v.i + 1].text == ":":
        return True
    opens = v.i + 2 < high and (view.level[v.i + 2] != level or (v.i + 3 < high and view.level[v.i + 3] != level))
    last = doc[begin - 2].text[-1:]
    first = doc[begin]
    return opens and last in {".", "?", "!"} and first.text[:1].isupper() and first.tag_ not in {"NNP", "NNPS"}


def _is_announced(view: View, start: int, begin: int, low: int) -> bool:
    """Tell whether a cue and a colon before the marks claim them: ``I asked: “Will you stay?” He said no.``."""
    doc, lemmas = view.doc, words.lemmas()
    if start <= low or doc[start - 1].text != ":" or not doc[begin].text[:1].isupper():
        return False
    ended = doc[begin - 2].text[-1:] in {".", "?", "!"}
    return ended and any(doc[i].lower_ in lemmas and doc[i].tag_[:1] == "V" for i in range(low, start))


def _is_plain(view: View, a: int, b: int) -> bool:
    """Tell whether only a name, an adverb or a comma stands between the marks and the subject of the cue clause."""
    return all(view.doc[i].tag_ in _PLAIN or view.doc[i].lower_ == "as" or i == a for i in range(a, b))


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


def inserted_subject(view: View, v: Any, verb: str, low: int, high: int) -> Range | None:
    """Return the name between commas behind an inserted cue: ``Had it rained, mused Quill, “…”``."""
    if not low < v.i < high - 2 or view.doc[v.i - 1].text != "," or verb not in words.PAREN or v.tag_ == "VBG":
        return None
    end = v.i + 1
    while end < high and view.doc[end].tag_ in {"NNP", "NNPS"}:
        end += 1
    return (v.i + 1, end) if v.i + 1 < end < high and view.doc[end].text == "," else None


def inverted_subject(view: View, v: Any, high: int) -> Range | None:
    """Return the noun phrase right behind a verb, read as its subject: ``“…,” said the mayor``."""
    for child in v.rights:
        noun = child.tag_ in {"NNP", "NN", "NNS", "NNPS", "PRP", "CD", "DT"} and child.left_edge.i <= v.i + 2
        if child.i < high and noun and view.level[child.i] == view.level[v.i]:
            return phrase(view, child, v.i + 1, high, v.i)
    i, end = v.i + 1, v.i + 1
    while end < high and end < i + 8 and view.doc[end].tag_ in {"DT", "JJ", "NN", "NNS", "NNP", "NNPS", "PRP$", "POS"}:
        end += 1
    if end < high and view.doc[end].tag_ in FINITE:
        return None  # said the mayor could win
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
    if doc[low].tag_ in {"IN", "VBG"} and not any(doc[i].tag_ in FINITE for i in range(low, opening)):
        # In an interview on “Harbour Tonight,” Quill said the bridge was closed
        return low if _goes_on(view, k) else None
    for i in range(opening - 1, low - 1, -1):
        if view.level[i] == level and doc[i].lower_ in lemmas and doc[i].tag_ in {"VBD", "VBZ", "VBG"}:
            # She said that it “was late”, he added: the marks belong to the first cue
            return opening if doc[opening - 1].is_punct or doc[first].text[:1].isupper() else None
    return low


def _goes_on(view: View, k: int) -> bool:
    """Tell whether marked words complete the sentence before them: ``Like all harbours, “we have to be careful,”``."""
    words_in = view.text[view.marks[k].inner_start : view.marks[k].inner_end].split()
    return words_in[0][:1].islower() and len(words_in) > 4


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
            return int(i) - 1
    return int(stop)


# ---------------------------------------------------------------------------------------- around


def parenthetical(
    view: View, v: Any, verb: str, source: Range | None, low: int, high: int, level: int
) -> tuple[list[Range], Range | None] | None:
    """Return the clause without marks that a cue closes or interrupts: ``The bridge, she said, was closed``."""
    doc = view.doc
    if verb not in words.PAREN or v.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return None
    claimed = _claimed(view, v, low, high, level)
    if claimed is not None:
        return [claimed], None
    if source is None or source[1] <= v.i:
        source = _name_behind(view, v, verb, high) or source
    if source is None or not low <= source[0] < high:
        source = inverted_subject(view, v, high)
    if source is None or doc[source[0]].lower_ in {"who", "which", "that"}:
        return None
    begin = min(source[0], v.i)
    if v.i - source[1] > 3 or begin <= low:
        return None
    begin = _office_before(view, begin, low)
    source = (min(begin, source[0]), source[1]) if source[0] < v.i else source
    before = doc[begin - 1]
    if before.text not in {",", "?", "!", "—", "–", "-", "--"}:
        return None
    stop = _clause_stop(view, v, source, high)
    inserted = source[1] <= v.i and v.i + 1 < high and doc[v.i + 1].text == ","
    if (not inserted and _has_object(view, v, verb, source)) or not _is_free(view, stop, high):
        return None
    goes_on = inserted and v.i + 2 < high and doc[v.i + 2].lower_ in _CONDITIONS
    stop = v.i + 1 if goes_on or (inserted and any(c.dep_ == "ccomp" for c in v.rights)) else stop
    start = _main_clause(view, low, begin, level)
    if start is None and doc[low].lower_ in _REPLIES and doc[begin - 2].lower_[-2:] != "ly":
        start = low  # Never on a Sunday, she said
    apart = before.text == "," and not any(doc[i].text == "," for i in range(low, begin - 1))
    if start is None and source[0] > v.i and stop >= high - 1 and apart and not _is_prefaced(view, low):
        return [(low, begin)], source  # Lock to stay shut, says Quill
    medial = stop + 2 < high and (doc[stop].text == "," or {before.text, doc[stop].text} <= _DASHES)
    bare = start is None and doc[low].tag_ not in {"IN", "WRB", "RB", "CC", "VBG"}
    if medial and (_carries_on(view, stop + 1) or (bare and doc[stop + 1].tag_ in FINITE)):
        if start is None and begin - low < 2:
            return None
        return [(start if start is not None else low, begin), (stop + 1, high)], source
    return ([(start, begin)], source) if start is not None else None


def _name_behind(view: View, v: Any, verb: str, high: int) -> Range | None:
    """Return the name behind a verb that stands right behind a comma: ``There will be no toll, promised Ada Quill``."""
    doc = view.doc
    if not v.i or doc[v.i - 1].text != "," or v.tag_ not in {"VBD", "VBZ"} or verb in _TELLING:
        return None
    end = v.i + 1
    while end < high and (
        doc[end].tag_ in {"NNP", "NNPS"} or (doc[v.i + 1].lower_ == "the" and doc[end].tag_ in _OFFICE)
    ):
        end += 1
    last = end >= high or doc[end].is_punct or (doc[end].tag_ == "IN" and doc[v.i + 1].lower_ != "the")
    return (v.i + 1, end) if last and end > v.i + 1 and doc[end - 1].tag_[:2] == "NN" else None


def _claimed(view: View, v: Any, low: int, high: int, level: int) -> Range | None:
    """Return the clause before a cue that names nobody: ``The ferry sailed until Easter, it was claimed yesterday``."""
    doc, it = view.doc, v.i - 2
    if v.tag_ != "VBN" or it <= low + 2 or doc[it].lower_ != "it" or doc[it + 1].lower_ not in {"was", "is", "'s"}:
        return None
    ends = _clause_stop(view, v, None, high) >= high - 1 and not any(c.dep_ == "ccomp" for c in v.rights)
    start = _main_clause(view, low, it, level) if ends and doc[it - 1].text == "," else None
    return (start, it) if start is not None else None


def _office_before(view: View, begin: int, low: int) -> int:
    """Return where a subject begins whose office the parser cut off: ``…, board chair Ada Quill has said``."""
    doc, i = view.doc, begin
    while i > low + 1 and begin - i < 5 and doc[begin].tag_ == "NNP" and doc[i - 1].tag_ in _OFFICE - {"DT"}:
        i -= 1
    return i if doc[i - 1].text == "," else begin


def _is_prefaced(view: View, low: int) -> bool:
    """Tell whether a sentence opens with a phrase that is no word of the speaker: ``In May, said Quill, …``."""
    return view.doc[low].tag_ in {"IN", "WRB", "RB", "CC", "VBG", "VBN"}


def _has_object(view: View, v: Any, verb: str, source: Range) -> bool:
    """Tell whether a verb has an object of its own, so that the words before it are not what was said."""
    for child in v.rights:
        if source[0] <= child.i < source[1] or view.doc[v.i + 1].text in _DASHES:
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
    if doc[low].tag_ == "VBN":
        return None  # Asked whether it was shut, he replied in the negative
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


def with_opening(view: View, v: Any, source: Range | None, low: int, span: Range) -> list[Range]:
    """Return marked words behind a cue with the words before that they finish: ``As it shut, she said, “we wept”``."""
    doc = view.doc
    begin = min(source[0], v.i) if source is not None else v.i
    if begin - low < 3 or doc[begin - 1].text != "," or doc[span[0] - 1].text != ",":
        return [span]
    if not doc[span[0] + 1].text[:1].islower():
        k = view.child(span[0] + 1, view.level[v.i])
        if k < 0 or not view.text[view.marks[k].inner_start : view.marks[k].inner_start + 1].islower():
            return [span]
    if any(doc[i].lower_ in words.lemmas() and doc[i].tag_ in {"VBD", "VBZ"} for i in range(low, begin)):
        return [span]
    return [(low, begin), span]
