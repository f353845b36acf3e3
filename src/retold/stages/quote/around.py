"""What stands around a cue: to whom, when, where, how, whether denied, and how far it commits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retold.records import STRENGTHS
from retold.stages.quote import carriers, manner

if TYPE_CHECKING:
    from retold.stages.quote.frames import Draft

Range = tuple[int, int]

TOLD = frozenset(
    """tell remind assure inform warn ask promise urge advise order instruct beg implore caution encourage notify
    convince persuade thank offer propose show exhort answer""".split()
)
"""Verbs whose bare object is the person spoken to: ``She told the council that …``."""
MEANT = frozenset({"offer", "propose", "show", "promise", "ask"})
"""Those of them whose bare object can be the thing too: two objects are needed (``offered Quill the quay``)."""
OCCASIONS = frozenset(
    """interview speech statement letter meeting call conversation briefing conference rally debate testimony memo
    email e-mail post tweet article message address remarks hearing summit talks press report appearance broadcast
    podcast video note column editorial filing release event ceremony visit session minutes telegram dispatch dinner
    lunch breakfast telephone phone court parliament academy cable fax text""".split()
)
DENIALS = frozenset({"deny", "disagree", "reject", "refute", "dismiss", "rebut"})

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Sept?\.|Oct\.|Nov\.|Dec\.|Jan\.|Feb\.|Aug\.)"
)
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1[4-9]|20)\d\d"
_SPAN = (
    r"(?:week|month|year|night|morning|evening|afternoon|spring|summer|autumn|fall|winter|weekend|decade|day|time)s?"
)
_WHEN = re.compile(
    rf"""\b(?:(?:on|in|at|since|by|until|around|during|before|after)\s+)?
    (?:(?:late|early|mid|the\s+(?:early|late))[\s-]+)?
    (?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+{_YEAR})?
    |{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{_YEAR})?
    |{_MONTH}(?:,?\s+{_YEAR})?
    |{_YEAR}s?
    |(?:(?:earlier|later)\s+)?(?:last|next|this|that|the\s+(?:next|previous|following|same))\s+(?:{_SPAN}|{_DAY}|{_MONTH})
    |(?:earlier\s+|later\s+)?(?:on\s+)?{_DAY}(?:\s+(?:night|morning|evening|afternoon))?
    |yesterday(?:\s+\w+ing)?|today|tomorrow|tonight|recently|overnight
    |(?:[a-z\d]+\s+)?(?:hours|days|weeks|months|years|decades)\s+(?:ago|later|earlier))\b""",
    re.VERBOSE,
)


def fill(draft: Draft) -> None:
    """Set the draft's addressee, when, venue, manner and carriers (token ranges in ``extra``)."""
    if draft.head < 0 or not draft.cue:
        return
    low, high = draft.view.sentence(draft.head, draft.level)
    if draft.scope is not None:
        low, high = max(low, draft.scope[0]), min(high, draft.scope[1])
    free = [i for i in range(low, high) if draft.view.level[i] == draft.level and not _taken(draft, i)]
    when = _when(draft, free)
    dated = {i for a, b in when for i in range(a, b)}
    draft.extra["when"] = when
    draft.extra["carriers"] = carriers.of(draft, free)
    passed = {i for a, b in draft.extra["carriers"] for i in range(a, b)}
    rest = [i for i in free if i not in dated and i not in passed]
    draft.extra["manner"] = manner.of(draft, rest)
    toned = {i for a, b in draft.extra["manner"] for i in range(a, b)}
    rest = [i for i in rest if i not in toned]
    draft.extra["venue"] = _venues(draft, rest)
    draft.extra["addressee"] = _addressees(draft, rest)


def _taken(draft: Draft, i: int) -> bool:
    in_source = draft.source is not None and draft.source[0] <= i < draft.source[1]
    return in_source or any(a <= i < b for a, b in draft.content)


# ---------------------------------------------------------------------------------------------- when


def _when(draft: Draft, free: list[int]) -> list[Range]:
    """Return the time expressions of the cue's own sentence, outside what was said."""
    view = draft.view
    text: list[str] = []
    places: list[int] = []
    before = -2
    for i in free:
        word = ("" if i == before + 1 else "\0 ") + view.doc[i].text_with_ws
        text.append(word)
        places.extend([i] * len(word))
        before = i
    return [
        (places[m.start()], places[m.end() - 1] + 1)
        for m in _WHEN.finditer("".join(text))
        if not _is_modal(m[0]) and _near(draft, places[m.start()])
    ]


def _is_modal(found: str) -> bool:
    return found.strip() in {"May", "March"}


def _near(draft: Draft, i: int) -> bool:
    """Tell whether no other cue's clause stands between an expression and the cue."""
    a, b = sorted((i, draft.head))
    doc = draft.view.doc
    return not any(
        doc[j].tag_ in {"VBD", "VBZ", "VBP"} and doc[j].dep_ not in {"aux", "auxpass", "relcl"} and j != draft.head
        for j in range(a + 1, b)
    )


# --------------------------------------------------------------------------------------- where, to whom


def _venues(draft: Draft, rest: list[int]) -> list[Range]:
    """Return the phrases for place or occasion that hang on the cue: ``at a rally in Brack``, ``in a letter``."""
    doc = draft.view.doc
    allowed = set(rest)
    out: list[Range] = []
    for i in rest:
        if doc[i].dep_ != "prep" or doc[i].lower_ not in _PLACES or (out and i < out[-1][1]):
            continue
        noun = next((c for c in doc[i].children if c.dep_ == "pobj"), None)
        if noun is None or noun.i not in allowed or not (doc[i].head.i == draft.head or noun.lower_ in OCCASIONS):
            continue
        if noun.lower_ in OCCASIONS or noun.tag_ in {"NNP", "NNPS"} or doc[i].lower_ in {"at", "during"}:
            out.append((i, _reach(noun.right_edge.i + 1, noun.i, allowed)))
    return out


_PLACES = frozenset({"in", "at", "during", "on", "from", "over", "before", "by", "through", "to"})


def _reach(end: int, head: int, allowed: set[int]) -> int:
    """Return the end of a phrase, which breaks off where other words are taken."""
    for i in range(head + 1, end):
        if i not in allowed:
            return i
    return end


def _addressees(draft: Draft, rest: list[int]) -> list[Range]:
    """Return who was spoken to: the object of *tell*, what follows *to*, whom an interview was *with*."""
    allowed = set(rest)
    for noun in (_told(draft), _passive_subject(draft), *_behind(draft, rest)):
        if noun is not None and (noun.i in allowed or noun.dep_ == "nsubjpass") and noun.tag_ in _PERSONS:
            start = noun.left_edge.i
            while start < noun.i and start not in allowed and noun.dep_ != "nsubjpass":
                start += 1
            return [(start, max(_phrase_end(draft, noun, allowed), noun.i + 1))]
    first = _subject_of_infinitive(draft)
    return [first] if first else []


_PERSONS = frozenset({"NNP", "NNPS", "NNS", "NN", "PRP"})


def _phrase_end(draft: Draft, noun: Any, allowed: set[int]) -> int:
    """Return the end of a person's name with its apposition, without clauses and phrases for time and place."""
    doc = draft.view.doc
    end = int(noun.i) + 1
    while end < noun.right_edge.i + 1 and end in allowed:
        token = doc[end]
        if token.dep_ in {"prep", "relcl", "acl", "npadvmod", "advcl"} and token.lower_ not in {"of", "for"}:
            break
        if token.text == "," and (end + 1 >= len(doc) or doc[end + 1].tag_ not in _PERSONS):
            break
        end += 1
    while end > noun.i + 1 and doc[end - 1].is_punct:
        end -= 1
    return end


def _told(draft: Draft) -> Any:
    v = draft.view.doc[draft.head]
    objects = [c for c in v.rights if c.dep_ in {"dobj", "dative"} and c.tag_ in _PERSONS]
    if draft.verb not in TOLD or not objects or objects[0].i - v.i > 6:
        return None
    if draft.verb in MEANT and draft.frame in {"object", "phrase-marks"} and len(objects) < 2:
        return None
    return objects[0]


def _passive_subject(draft: Draft) -> Any:
    """Return the subject of a passive verb of telling: ``She was told that …``, ``She rang and was told that …``."""
    v = draft.view.doc[draft.head]
    if v.tag_ != "VBN" or draft.verb not in TOLD:
        return None
    own = next((c for c in v.lefts if c.dep_ == "nsubjpass"), None)
    if own is None and v.dep_ == "conj" and any(c.dep_ == "auxpass" for c in v.lefts):
        own = next((c for c in v.head.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    return own


def _behind(draft: Draft, rest: list[int]) -> list[Any]:
    """Return the nouns behind *to* or *with* that hang on the cue, or on an occasion beside it."""
    doc = draft.view.doc
    out = []
    for i in rest:
        token = doc[i]
        if token.lower_ not in {"to", "with", "before"} or i in draft.cue or not i:
            continue
        noun = next((c for c in token.children if c.dep_ in {"pobj", "dobj"}), None)
        if noun is None or doc[i - 1].lower_ == "according" or noun.lower_ in OCCASIONS:
            continue
        head = token.head
        talk = head.lower_ in OCCASIONS or head.lower_ in {"speaking", "talking", "writing", "replying"}
        if talk or (head.i == draft.head and token.lower_ == "to"):
            out.append(noun)
    return out


def _subject_of_infinitive(draft: Draft) -> Range | None:
    """Return the noun phrase before an infinitive: ``She urged the council to vote``."""
    if draft.frame != "infinitive" or draft.verb not in TOLD:
        return None
    a, b = draft.content[0]
    for i in range(a, b):
        token = draft.view.doc[i]
        if token.dep_ in {"nsubj", "dobj"} and token.left_edge.i == a:
            return a, token.i + 1
        if token.lower_ == "to":
            return None
    return None


# ----------------------------------------------------------------------------------- denial, commitment


def is_negated(draft: Draft) -> bool:
    """Tell whether the cue says that it was not said: ``denied that``, ``did not say``; *did not deny* is neither."""
    if draft.head < 0 or not draft.cue:
        return False
    v = draft.view.doc[draft.head]
    crossed = any(c.dep_ == "neg" or c.lower_ in {"never", "not"} for c in v.lefts)
    return crossed != (draft.verb in DENIALS or (draft.frame == "object" and draft.verb == "rule"))


_STEPS = {
    "asked": {"ask", "wonder", "inquire", "enquire", "query", "request"},
    "discussed": {"discuss"},
    "considered": {"consider"},
    "offered": {"offer", "propose", "volunteer"},
    "promised": {"promise", "pledge", "vow", "swear"},
    "agreed": {"agree", "consent"},
}
_OWN = r"\b(?:he|she|they|i|we|it)\b[^.;:?!]{0,30}?\b"
_CONTENT = tuple(
    (step, re.compile(_OWN + pattern, re.IGNORECASE))
    for step, pattern in (
        ("agreed", r"(?:agreed?|accept(?:s|ed)?)\b"),
        ("promised", r"(?:promis\w+|pledg\w+|guarantee\w*)\b"),
        ("offered", r"(?:offer\w*|propos\w+)\b"),
        ("ready", r"(?:ready|willing|prepared|open) to\b"),
        ("considered", r"consider\w*\b"),
        ("discussed", r"discuss\w*\b"),
    )
)


def strength(draft: Draft, text: str) -> str:
    """Return the step of commitment that cue and content show, or the empty string.

    What the speaker says of himself counts (``he was ready to …``), and the weaker step counts where cue and content
    both show one: ``promised that he would consider it`` is *considered*.
    """
    by_cue = next((step for step, verbs in _STEPS.items() if draft.verb in verbs), "")
    if by_cue == "asked" and draft.frame == "infinitive":
        by_cue = "asked"
    by_content = "" if draft.level >= 0 else next((s for s, pattern in _CONTENT if pattern.search(text)), "")
    if by_cue and by_content:
        return min(by_cue, by_content, key=STRENGTHS.index)
    return by_cue or by_content
