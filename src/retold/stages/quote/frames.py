"""Cue frames on the parse: where a verb says that something was said, who said it and what."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from retold.stages.quote import contents, lefts, phrases, reports, words
from retold.stages.quote.subjects import phrase, subject

if TYPE_CHECKING:
    from retold.stages.quote.parse import View

FRAMES = {
    "clause": "a verb of saying with a clause: She said that the bridge was closed.",
    "infinitive": "a verb of commitment with an infinitive: She promised to reopen the bridge.",
    "after-marks": "marked words before the cue: “The bridge is closed,” she said.",
    "before-marks": "marked words behind the cue: She said: “The bridge is closed.”",
    "phrase-marks": "a phrase in marks under a verb: She called the plan “a bridge to nowhere”.",
    "parenthetical": "a clause without marks around its cue: The bridge, she said, was closed.",
    "colon": "words without marks behind a cue and a colon: She answered: I have no bridge to sell.",
    "headline": "a name and a colon at the start of a line: Quill: The bridge will never open.",
    "signed": "marked words with a dash and a name behind them: “The bridge must open.” — Ada Quill",
    "according": "according to, in the words of, as … put it: The bridge is closed, according to the mayor.",
    "floating": "marked sentences without a cue of their own, given to the last speaker.",
    "post": "a post on a social network: Ada Quill (@adaquill) March 5: The lock leaks.",
    "turn": "a turn of a transcript: MAYOR: We have no pilots left.",
    "question": "a line that only asks, over an answer in marks: Who opened the lock?",
    "object": "a verb of saying with an object: She announced the end of the line.",
    "noun": "a noun with a clause: her claim that the bridge was closed.",
}
"""Every frame with what it reads and an example."""

Range = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """A quotation in the making; ranges are half-open token ranges of one view.

    ``carried`` is the quotation whose speaker goes on, ``more`` are its words in later paragraphs, ``carriers`` the
    drafts that only pass it on, ``scope`` the part of the quotation around it that it stands in.
    """

    view: View
    frame: str
    content: list[Range]
    cue: list[int]
    source: Range | None
    level: int
    verb: str = ""
    score: float = 0.8
    head: int = -1
    carried: Draft | None = None
    more: list[tuple[View, Range]] = field(default_factory=list)
    extra: dict[str, list[Range]] = field(default_factory=dict)
    carriers: list[Draft] = field(default_factory=list)
    scope: Range | None = None


def drafts(view: View) -> list[Draft]:
    """Return every draft of a view, those of nested levels included, in order of their cues."""
    lemmas = words.lemmas()
    out: list[Draft] = []
    for token in view.doc:
        verb = lemmas.get(token.lower_) or _went_on(view, token)
        if verb is not None and token.dep_ != "amod" and (token.tag_[:1] == "V" or _mistagged(view, token)):
            found = _verb(view, token, verb)
            if found:
                out.append(found)
        elif verb is None and token.tag_ in {"VBD", "VBZ"} and lefts.is_set_off(view, token):
            found = _verb(view, token, "say")  # “It leaks,” wept Quill
            if found and found.frame == "after-marks":
                out.append(replace(found, verb=token.lower_, score=0.75))
        elif token.text == ":" and not view.inside:
            made = phrases.own_words(view, token)
            if made:
                out.append(Draft(view, made[0], made[1], made[2], made[3], -1, "", 0.6, token.i))
        elif token.lower_ in phrases.STARTS:
            made = phrases.find(view, token)
            if made:
                frame, ranges, cue, source = made
                out.append(Draft(view, frame, ranges, cue, source, view.level[token.i], token.lower_, head=token.i))
        elif token.tag_[:2] == "NN" and words.singular(token.lower_) in words.NOUNS:
            clause = reports.noun_clause(view, token)
            if clause:
                level = view.level[token.i]
                out.append(Draft(view, "noun", [clause[0]], [token.i], clause[1], level, token.lower_, 0.5, token.i))
    return out


def _went_on(view: View, token: Any) -> str | None:
    """Return what *go on* means beside words, if these are its words: ``It was late, she went on``."""
    goes = token.lower_ in {"went", "goes"} and token.i + 1 < len(view.doc) and view.doc[token.i + 1].lower_ == "on"
    return "add" if goes else None


def _mistagged(view: View, token: Any) -> bool:
    """Tell a verb that the tagger took for a noun or adjective: it stands by closing marks (``,” added Quill``)."""
    doc, i = view.doc, token.i
    named = i + 1 < len(doc) and doc[i + 1].text[:1].isupper() and doc[i + 1].tag_[:3] == "NNP"
    if token.lower_[-2:] != "ed" and not (token.lower_[-1:] == "s" and token.is_lower and named):
        return False
    before = i - 2 if i > 1 and doc[i - 1].text == "," and named else i - 1
    return before >= 0 and contents.is_closer(view, before, view.level[i])


def _verb(view: View, v: Any, verb: str) -> Draft | None:
    level = view.level[v.i]
    low, high = view.sentence(v.i, level)
    head = subject(view, v, low)
    source = phrase(view, head, low, high, v.i) if head is not None else None
    spoken = _quoted(v) if verb in {"quote", "cite"} else None
    passer = None
    if spoken is not None:  # the record quotes Quill as saying
        passer, source = source, phrase(view, spoken, low, high, v.i)
    if source is not None and (_passive(v, head) or _is_asked(v, head, low)):
        source = None
    source = lefts.inserted_subject(view, v, verb, low, high) or source
    left = lefts.left_marks(view, v, verb, source, low, high, level)
    if left:
        ranges, source = left
        made = Draft(view, "after-marks", ranges, [v.i], source, level, verb, 0.95, v.i)
        return _passed_on(made, passer, phrase(view, spoken, low, high, v.i)) if passer and spoken else made
    if _is_inserted(view, v, high):  # The boats are safe, she said, but “we don’t ask”
        around = lefts.parenthetical(view, v, verb, source, low, high, level)
        if around and len(around[0]) > 1:
            return Draft(view, "parenthetical", around[0], [v.i], around[1], level, verb, 0.86, v.i)
    right = contents.behind_colon(view, v, verb, level) or contents.right(view, v, verb, high, level)
    if right:
        frame, span = right
        denied = reports.denied(view, v, verb, source, span[0]) if frame == "before-marks" else None
        if denied:  # He ruled out resigning: “I have a job to do.”
            return Draft(view, "object", [denied], [v.i], source, level, verb, 0.6, v.i)
        if source is not None and span[0] <= source[0] < span[1]:
            source = None
        if source is None and v.i - low <= 1:  # Said Quill: “Never.”
            source = lefts.inverted_subject(view, v, min(high, span[0]))
        ranges = [span]
        if frame == "before-marks":
            source = reports.whose_answer(view, span[0]) or source
            ranges = lefts.with_opening(view, v, source, low, span)
        return Draft(view, frame, ranges, [v.i], source, level, verb, 0.85, v.i)
    around = lefts.parenthetical(view, v, verb, source, low, high, level)
    if around:
        ranges, source = around
        source = None if phrases.is_told(v, verb, head) else source
        return Draft(view, "parenthetical", ranges, [v.i], source, level, verb, 0.7, v.i)
    clause = contents.elsewhere(view, v, verb, high)
    if clause:
        return Draft(view, "clause", [clause], [v.i], source, level, verb, 0.7, v.i)
    active = v.tag_ != "VBN" or any(c.lower_ in {"has", "had", "have"} for c in v.lefts if c.dep_ == "aux")
    object_ = reports.objects(view, v, verb, source, high) if source is not None and active else None
    if object_:
        object_ = contents.whole_marks(view, *object_, high, level)
        return Draft(view, "object", [object_], [v.i], source, level, verb, 0.4, v.i)
    return None


def _quoted(v: Any) -> Any:
    """Return who is quoted *as saying*, where the subject only passes it on."""
    if not any(c.lower_ == "as" and any(g.lower_ in {"saying", "telling"} for g in c.subtree) for c in v.rights):
        return None
    return next((c for c in v.rights if c.dep_ == "dobj"), None)


def _passed_on(draft: Draft, passer: Range, speaker: Range) -> Draft:
    """Return a draft whose subject passes on what its object said."""
    carrier = replace(draft, source=passer, carriers=[])
    return replace(draft, source=speaker, carriers=[carrier])


def _is_inserted(view: View, v: Any, high: int) -> bool:
    """Tell a cue behind which a comma and a conjunction go on with what was said: ``…, he told them, but “…”``."""
    doc = view.doc
    told = [c.right_edge.i for c in v.rights if c.dep_ in {"dobj", "dative"} and c.left_edge.i == v.i + 1]
    i = max(told, default=v.i) + 1 if v.i > 2 and any(t.text == "," for t in doc[max(0, v.i - 6) : v.i]) else v.i + 1
    return bool(i + 1 < high and doc[i].text == "," and doc[i + 1].tag_ == "CC")


def _is_asked(v: Any, head: Any, low: int) -> bool:
    """Tell whether the subject is the one asked: ``Asked whether it was shut, Quill shrugged``."""
    return bool(
        v.i <= low + 1 and v.lower_ in {"asked", "told", "pressed", "questioned", "quizzed", "grilled"} and head.i > v.i
    )


def _passive(v: Any, head: Any) -> bool:
    """Tell whether the subject is the one spoken to or of: ``She rang and was told that …``, ``is said to be``."""
    helped = any(c.dep_ == "auxpass" for c in v.lefts)
    return bool(v.tag_ == "VBN" and head.i < v.i and head.dep_ in {"nsubjpass", "nsubj"} and helped)
