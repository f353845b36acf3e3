"""The occasions that one document names: where, when, and who with whom."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING

from retold.records import Interval, Moment, Quotation, Span
from retold.stages.situate.intervals import is_disjoint, width
from retold.stages.situate.lexicon import PRONOUNS
from retold.stages.situate.scenes import is_quoted, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.records import Block
    from retold.stages.situate.scenes import Scene

KINDS = {
    "interview": "interviews?|interviewed|podcast|sit-?down|radio chat",
    "letter": "letters?|wrote to|e-?mails?|telegrams?|cables?|text messages?",
    "call": "(?:phone|telephone) (?:call|conversation)s?|phoned|telephoned|rang|by (?:tele)?phone|"
    "on the (?:tele)?phone|down the phone|phone",
    "meeting": "meetings?|met|talks|(?:(?<=the )|(?<=their )|(?<=that )|(?<=this ))talk|talked|conversations?|summit|"
    "discussions?|dinner|lunch|breakfast|supper|banquet|audience|visit|received|hosted|sat down",
    "speech": "speech|address to|lecture|sermon|keynote|remarks",
    "press_conference": "press conference|news conference|briefing",
    "statement": "(?:written |joint )?statement|press release|communiqu[eé]",
    "post": "tweet(?:ed)?|post(?:ed)? on",
    "memo": "memo(?:randum)?",
    "book": "memoirs?|autobiography|diar(?:y|ies)",
    "hearing": "hearing|testimony|testified|trial|gave evidence|inquiry|inquest|(?:told|tells|informed) (?:the|a) "
    "(?:[a-z]+ )?(?:committee|inquiry|inquest|court|tribunal|jury|panel)",
}
"""Kind of occasion -> the words that name one."""

TRIGGERS = frozenset(
    "interview interviews interviewed podcast sit radio letter letters wrote email emails e mail mails telegram "
    "telegrams cable cables text phone telephone phoned telephoned rang meeting meetings met talks talk talked "
    "conversation conversations summit discussion discussions dinner lunch breakfast supper banquet audience visit "
    "received hosted sat sitdown speech address lecture sermon keynote remarks press news briefing statement "
    "communiqu communique tweet tweeted post posted memo memorandum memoir memoirs autobiography diary diaries "
    "hearing testimony testified trial evidence inquiry inquest told tells informed".split()
)
"""A word of every expression of ``KINDS``: a sentence without any names no occasion."""
TOKEN = re.compile(r"[a-z]+")
WORDS = re.compile(r"\b(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in KINDS.items()) + r")\b", re.IGNORECASE)
END = re.compile(r"[.!?][\"”’'\]]*\s+(?=[\"“‘\[]?[A-Z])|\n")
WITH = re.compile(r"\b(?:with|between|to|and|by|from|of)\b|,", re.IGNORECASE)
VERBS = re.compile(r"met|talked|interviewed|phoned|telephoned|rang|wrote to|received|hosted|sat down", re.IGNORECASE)
HOSTING = re.compile(r"received|hosted|visit|sat down|talked|rang", re.IGNORECASE)
"""Words that name a meeting only where a person stands beside them: ``received Erik Dahl in Amble``."""
PUBLISHING = re.compile(
    r"\b(?:made public|released|published|declassified|disclosed|posted|put online|put out|aired|broadcast|"
    r"leaked|unveiled|printed|reported|"
    r"revealed|opened|transferred|deposited|handed over)\b[^.;:]{0,30}$",
    re.IGNORECASE,
)
"""Verbs for the fate of a paper: the day behind them is not that of the talk."""
DATELINE = re.compile(r"[.,]?\s*(?:\([^)\n]{2,30}\)\s*)?(?:-|–|—|--)\s")
"""What stands behind the day of a dateline: ``LORNE, May 4 (LNA) -``."""
PART = re.compile(r"^\D*\b(?:morning|afternoon|evening|night|noon|midday|midnight)\b\D*$", re.IGNORECASE)
CLAUSE = re.compile(r"[,;:]\s|\b(?:that|which|where|when|after|before|while|because|said|says|told)\b")
DEFINITE = re.compile(r"\b(?:the|this|that|their|our|its)\s+(?:\w+\s+)?$", re.IGNORECASE)
ANEW = re.compile(r"[\"“]?(?:Later|Then|Afterwards?|Subsequently|Next)\b")
ANOTHER = re.compile(r"\b(?:another|a second|a later|a further)\s+(?:\w+\s+)?$", re.IGNORECASE)
BETWEEN = re.compile(r"\s+between\b")
WITH_WORD = re.compile(r"\s+(?:with|between)\b")
OPEN = frozenset({"hearing", "press conference"})
"""Kinds on which many speak, named or not."""
WRITTEN = frozenset({"letter", "memo", "post", "book"})
"""Kinds that are written: they govern what is written in them, not what their writer says elsewhere."""
ALONE = frozenset({"speech", "statement", "post", "memo", "book"}) | OPEN
"""Kinds that need no second person."""
WRITING = re.compile(
    r"\b(?:wr(?:ote|ites?|itten|iting)|reads?|posted|tweeted|noted|records?|recorded)\b", re.IGNORECASE
)
"""Cues of what is written: ``Holm wrote that ...``."""
MONTH = 31
"""A longer stretch of days dates no statement: ``said in 2000`` says little."""
YEAR = 366
"""A longer stretch of days dates no occasion."""
REPLYING = re.compile(
    r"\b(?:repl(?:y|ies|ied)|answer(?:s|ed)?|retort(?:s|ed)?|respond(?:s|ed)?|asks?|asked)\b", re.IGNORECASE
)
AUTHORED = re.compile(r"\s+(?:written |drafted )?by\b|\s+of\b|\s+from\b")
OWNING = re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,2}$")
LEADING_IN = re.compile(r"[\"“]?(?:In|At|During|After|Over|On)\b")
SUBJECT = 60
"""How far behind a comma, in characters, the subject of the sentence stands."""
TURN = "turn"
"""The frame of a quotation that is a turn of a transcript."""
ASKER = re.compile(r"\b(?:interviewer|host|presenter|moderator)\b", re.IGNORECASE)
TURNS = 4
"""Fewer turns make no transcript."""
HEADING = 1200
"""How far above the first turn a transcript says what it is, in characters."""
NEAR = 160
"""How far, in characters, a place or a time may stand from the words that it belongs to."""


@dataclass(slots=True)
class Anchor:
    """An occasion as one document tells it: ``span`` the words that name it, ``sentence`` where they stand.

    ``quoted`` is the innermost quotation whose words hold it, empty where the document itself speaks; ``anew`` is true
    where the text says that this is another one (``Later she sent a letter``); ``turns`` where the document is its
    transcript.
    """

    document: str
    kind: str
    span: Span
    sentence: Span
    interval: Interval | None = None
    place: str = ""
    participants: set[int] = field(default_factory=set)
    quoted: str = ""
    anew: bool = False
    turns: bool = False


def sentences(text: str, blocks: list[Block]) -> Iterator[Span]:
    """Yield the sentences of a document's blocks, split by rule, in order."""
    for block in blocks:
        start = block.span.start
        for match in END.finditer(text, block.span.start, block.span.end):
            if match.start() + 1 > start:
                yield Span(start, match.start() + 1)
            start = match.end()
        if start < block.span.end:
            yield Span(start, block.span.end)


def anchors(place: Scene, blocks: list[Block], moments: list[Moment], who: dict[int, int]) -> list[Anchor]:
    """Return the occasions that a document names, in text order, then those that a dated cue implies.

    ``who`` maps ``id(figure)`` to the index of the person it is in the story.
    """
    out: list[Anchor] = transcript(place, moments, who)
    text = place.document.text
    for sentence in sentences(text, blocks):
        if TRIGGERS.isdisjoint(TOKEN.findall(text[sentence.start : sentence.end].lower())):
            continue
        named = list(WORDS.finditer(text, sentence.start, sentence.end))
        inside = [m for m in moments if sentence.start <= m.span.start and m.span.end <= sentence.end] if named else []
        for match in named:
            kind = (match.lastgroup or "statement").replace("_", " ")
            anchor = Anchor(place.document.id, kind, Span(*match.span()), sentence)
            anchor.quoted = quoted(place.quotations, anchor.span)
            anchor.interval = _when(place, anchor, inside)
            anchor.place = _where(place, anchor)
            anchor.participants = _participants(place, anchor, who, out)
            if HOSTING.fullmatch(match.group()) and len(anchor.participants) < 2:
                continue  # "received a letter"
            anchor.anew = bool(ANEW.match(text, sentence.start) or ANOTHER.search(text[: anchor.span.start][-20:]))
            company = WITH_WORD.match(text, anchor.span.end)
            if len(anchor.participants) > 1 or kind in ALONE or anchor.interval is not None or company:
                out.append(anchor)
    return out + _dated(place, moments, who, out) + _spoken_to(place, moments, who, out)


def _spoken_to(place: Scene, moments: list[Moment], who: dict[int, int], named: list[Anchor]) -> list[Anchor]:
    """``Holm told Dahl in the spring of 2001``: a talk of the two, where no occasion is named in the sentence."""
    out = []
    for quotation in place.quotations:
        at = where(quotation)
        speaker = place.voices[quotation.id].figure
        taken = any(a.sentence.start <= at < a.sentence.end and a.quoted == (quotation.parent or "") for a in named)
        if taken or quotation.parent or speaker is None or id(speaker) not in who or speaker.kind != "person":
            continue
        if not quotation.source or _words(place, quotation.source[0]).lower() in PRONOUNS:
            continue  # "I asked him": told by somebody on a later day
        pair = {who[id(speaker)]}
        for span in quotation.addressee:
            pair |= _named_in(place, who, span)
        if len(pair) != 2:
            continue
        sentence = _sentence(place, at)
        inside = [m for m in moments if sentence.start <= m.span.start and m.span.end <= sentence.end]
        anchor = Anchor(place.document.id, "meeting", Span(at, at + 1), sentence)
        anchor.interval, anchor.participants = _when(place, anchor, inside), pair
        if anchor.interval is not None:
            out.append(anchor)
    return out


def _named_in(place: Scene, who: dict[int, int], span: Span) -> set[int]:
    """Return the people whose mentions touch a span."""
    near = [f for (s, e), f in place.home.items() if s < span.end and span.start < e]
    return {who[id(f)] for f in near if f.kind == "person" and id(f) in who}


def _words(place: Scene, span: Span) -> str:
    return place.document.text[span.start : span.end].strip()


def _sentence(place: Scene, at: int) -> Span:
    before = [s for s in place.stops if s <= at]
    after = [s for s in place.stops if s > at]
    return Span(before[-1] if before else 0, after[0] if after else len(place.document.text))


def transcript(place: Scene, moments: list[Moment], who: dict[int, int]) -> list[Anchor]:
    """Return the occasion that a transcript is: whoever takes a turn takes part; nothing where few turns are printed.

    What kind it is, and when, stands above the first turns, else the day of publication bounds it.
    """
    taken = [q for q in place.quotations if q.frame == TURN and q.source and not q.parent]
    times = Counter(_words(place, q.source[0]).casefold() for q in taken)
    turns = [q for q in taken if times[_words(place, q.source[0]).casefold()] > 1]  # "Interviewer: Ada Holm" is none
    cast = {who[id(f)] for q in turns if (f := place.voices[q.id].figure) is not None and id(f) in who}
    if len(turns) < TURNS or not cast:
        return []
    first = min(turns, key=lambda q: q.source).source[0]
    text = place.document.text
    above = Span(max(0, first.start - HEADING), first.start + 1)
    named = list(WORDS.finditer(text, above.start, above.end))
    title = next((n for n in named if n.lastgroup == "interview"), named[0] if named else None)
    kind = (title.lastgroup or "interview").replace("_", " ") if title else "interview"
    if kind == "meeting" and ASKER.search(text, above.start, first.end):
        kind = "interview"  # "a conversation with Ada Holm; interviewer: Erik Dahl"
    days = [m for m in moments if above.start <= m.span.start < above.end and width(m.interval) <= MONTH]
    beside = Span(*title.span()) if title else above
    day = min(days, key=lambda m: (_between(beside, m.span), m.span), default=None)
    anchor = Anchor(place.document.id, kind, first, Span(first.start, first.end))
    anchor.interval = day.interval if day else place.document.published
    anchor.participants, anchor.turns = cast, True
    return [anchor]


def _dated(place: Scene, moments: list[Moment], who: dict[int, int], named: list[Anchor]) -> list[Anchor]:
    """``"...", Holm said on Thursday``: a statement of that day, where no occasion is named in the sentence."""
    out = []
    for quotation in place.quotations:
        at = where(quotation)
        if quotation.parent or any(a.sentence.start <= at < a.sentence.end and not a.quoted for a in named):
            continue
        for span in quotation.when:
            moment = next((m for m in moments if m.span.start < span.end and span.start < m.span.end), None)
            figure = place.voices[quotation.id].figure
            if moment is None or width(moment.interval) > MONTH or id(figure) not in who:
                continue
            if _is_ahead(place, moment.interval) or PUBLISHING.search(
                place.document.text[max(0, moment.span.start - 60) : moment.span.start]
            ):
                continue  # "in an interview published on Thursday, Holm said"
            anchor = Anchor(place.document.id, "statement", span, Span(at, max(at + 1, span.end)), moment.interval)
            anchor.participants = {who[id(figure)]}
            out.append(anchor)
            break
    return out


def _when(place: Scene, anchor: Anchor, moments: list[Moment]) -> Interval | None:
    """Return the time told nearest to the words, of the same sentence and the same speaker's words."""
    usable = [
        m
        for m in moments
        if width(m.interval) <= YEAR
        and not _is_ahead(place, m.interval)
        and not DATELINE.match(place.document.text, m.span.end)
        and quoted(place.quotations, m.span) == anchor.quoted
        and not (anchor.quoted and m.interval.anchor != "stated")  # what a speaker calls "the evening" is his
        and not PUBLISHING.search(place.document.text[max(anchor.sentence.start, m.span.start - 60) : m.span.start])
    ]
    near = [m for m in usable if _between(anchor.span, m.span) <= NEAR]
    exact = [m for m in near if not PART.search(m.interval.text)]  # "from midnight to the morning of 18 September"
    nearest = min(exact or near, key=lambda m: (_between(anchor.span, m.span), m.span), default=None)
    return nearest.interval if nearest and _between(anchor.span, nearest.span) <= NEAR else None


def _is_ahead(place: Scene, interval: Interval) -> bool:
    """Whether a day is later than the text was printed: nothing was said on it yet (``in office until June 2026``)."""
    printed = place.document.published
    return bool(printed and printed.last and interval.first and interval.first > printed.last)


def _between(left: Span, right: Span) -> int:
    return max(right.start - left.end, left.start - right.end, 0)


def _where(place: Scene, anchor: Anchor) -> str:
    text = place.document.text
    near = []
    for m in place.mentions:
        if m.kind == "place" and anchor.sentence.start <= m.span.start < anchor.sentence.end:
            before = text[max(0, m.span.start - 12) : m.span.start]
            joined = text[m.span.end : m.span.end + 1] in ("-", "’", "'")  # "in Norland-Sweden relations"
            led = re.search(r"\b(?:in|at|inside)\s+(?:the\s+)?$", before)
            if led and not joined and m.span.start > anchor.span.start - 60:
                near.append((_between(anchor.span, m.span), m.head))
    return min(near)[1] if near and min(near)[0] <= NEAR // 2 else ""


def _participants(place: Scene, anchor: Anchor, who: dict[int, int], earlier: list[Anchor]) -> set[int]:
    """Return who met: those named with the words, whoever speaks in the sentence, or those named just before.

    ``Holm's meeting with Dahl``; ``In an interview with Vroom, Holm said``; ``The talks took place in May``.
    """
    text = place.document.text
    reach = CLAUSE.search(text, anchor.span.end, anchor.sentence.end)
    stop = reach.start() if reach else anchor.sentence.end
    after = _people(place, who, anchor.span.end, stop, anchor.quoted)
    verb = VERBS.fullmatch(text, *astuple(anchor.span))
    if BETWEEN.match(text, anchor.span.end) and len(after) < 2:  # "between Ada Holm, the mayor, and Erik Dahl"
        after = _people(place, who, anchor.span.end, anchor.sentence.end, anchor.quoted)[:2]
    if verb and not after and len(pair := _both_before(place, anchor, who)) == 2:
        return pair
    if after and not verb and not WITH.search(text, anchor.span.end, after[0][0]):
        after = []
    out = {index for _, index in after}
    if anchor.kind in ("memo", "book"):
        return (out if AUTHORED.match(text, anchor.span.end) else set()) | _writers(place, anchor, who)
    out |= _speakers(place, anchor, who)
    own = bool(after) or bool(WITH_WORD.match(text, anchor.span.end)) or verb is not None
    detailed = anchor.interval is not None or anchor.place
    if anchor.kind == "meeting" and detailed and not own and (pair := _pair_before(anchor, earlier)):
        return pair  # "taken down during a lunch": the talk that the text has told of before
    before = _people(place, who, anchor.sentence.start, anchor.span.start, anchor.quoted)
    if before and len(out) < 2:
        out.add(before[-1][1] if anchor.kind in ALONE else before[0][1])
    if not before and LEADING_IN.match(text, anchor.sentence.start, anchor.span.start + 1):
        out |= _subject(place, anchor, who, stop)
    if len(out) < 2 and DEFINITE.search(text[max(0, anchor.span.start - 25) : anchor.span.start]):
        out |= _named_before(place, anchor, who, earlier)
    return out


def _both_before(place: Scene, anchor: Anchor, who: dict[int, int]) -> set[int]:
    """``Ada Holm, the mayor, and Erik Dahl talked``: the last two before the verb, where *and* joins them."""
    before = _people(place, who, anchor.sentence.start, anchor.span.start, anchor.quoted)[-2:]
    joined = len(before) == 2 and " and " in place.document.text[before[0][0] : before[1][0]]
    return {index for _, index in before} if joined else set()


def _writers(place: Scene, anchor: Anchor, who: dict[int, int]) -> set[int]:
    """Return whose paper it is: ``Holm's memoir``; ``in her diary, Holm wrote``."""
    text = place.document.text
    owner = _people(place, who, max(0, anchor.span.start - 40), anchor.span.start, anchor.quoted)
    if owner and OWNING.search(text[owner[-1][0] : anchor.span.start]):
        return {owner[-1][1]}
    out = set()
    for quotation in place.quotations:
        here = any(anchor.sentence.start <= s.start < anchor.sentence.end for s in quotation.cue)
        figure = place.voices[quotation.id].figure
        if (
            here
            and (anchor.kind == "book" or is_written(place, quotation))
            and figure is not None
            and id(figure) in who
        ):
            out.add(who[id(figure)])
    return out


def is_written(place: Scene, quotation: Quotation) -> bool:
    """Whether the cue is one of writing: ``Holm wrote``, ``the letter reads``."""
    return any(WRITING.search(place.document.text[s.start : s.end]) for s in quotation.cue)


def is_reply(place: Scene, quotation: Quotation) -> bool:
    """Whether the cue is one of answering or asking back: ``Dahl replied``."""
    return any(REPLYING.search(place.document.text[s.start : s.end]) for s in quotation.cue)


def is_narrated(place: Scene, quotation: Quotation) -> bool:
    """Whether somebody who says *I* tells it, and no marks are around his tale: ``I asked Holm: is it safe?``."""
    sources = [s for s in quotation.source if place.document.text[s.start : s.end].lower() in ("i", "we")]
    return bool(sources) and not is_quoted(place, sources[0])


def _subject(place: Scene, anchor: Anchor, who: dict[int, int], comma: int) -> set[int]:
    """``In an interview with Vroom, Holm said``: who stands right behind the comma, else whom the text named before."""
    text = place.document.text
    behind = _people(place, who, comma, min(anchor.sentence.end, comma + SUBJECT), anchor.quoted)
    if behind:
        return {behind[0][1]}
    if text[comma : comma + 1] != ",":
        return set()
    before = _people(place, who, max(0, anchor.sentence.start - NEAR * 2), anchor.sentence.start, anchor.quoted)
    lead = _sentence(place, max(0, anchor.sentence.start - 2)).start
    return {i for s, i in before if s >= lead and s == min(t for t, _ in before if t >= lead)}


def _pair_before(anchor: Anchor, earlier: list[Anchor]) -> set[int]:
    """Return the two of the last meeting told before at this level whose days can be the same; empty where none is."""
    for other in reversed(earlier):
        alike = other.kind == "meeting" and other.quoted == anchor.quoted and len(other.participants) == 2
        if alike and not is_disjoint(other.interval, anchor.interval):
            return set(other.participants)
    return set()


def _people(place: Scene, who: dict[int, int], start: int, end: int, level: str) -> list[tuple[int, int]]:
    """Return (offset, person) of those named between two offsets, in text order, by the same voice."""
    found = []
    for (s, e), figure in place.home.items():
        known = start <= s and e <= end and figure.kind == "person" and id(figure) in who
        if known and quoted(place.quotations, Span(s, e)) == level:
            found.append((s, who[id(figure)]))
    return sorted(found)


def _speakers(place: Scene, anchor: Anchor, who: dict[int, int]) -> set[int]:
    """Return who speaks in the anchor's sentence: the tellers of quotations cued there, and the teller of its words."""
    out = set()
    for quotation in place.quotations:
        told = (quotation.cue or quotation.source)[:1]
        here = bool(told) and anchor.sentence.start <= told[0].start < anchor.sentence.end
        level = quotation.parent or ""
        if (here and level == anchor.quoted) or quotation.id == anchor.quoted:
            figure = place.voices[quotation.id].figure
            if figure is not None and figure.kind == "person" and id(figure) in who:
                out.add(who[id(figure)])
            for span in quotation.addressee if here and level == anchor.quoted else ():
                out |= _named_in(place, who, span)
        if anchor.quoted and quotation.parent == anchor.quoted and anchor.kind in ("meeting", "call"):
            figure = place.voices[quotation.id].figure  # "We were at lunch, and he said: ..."
            if figure is not None and figure.kind == "person" and id(figure) in who:
                out.add(who[id(figure)])
    return out


def _named_before(place: Scene, anchor: Anchor, who: dict[int, int], earlier: list[Anchor]) -> set[int]:
    """``The talks took place in May``: those of the last quotation before, else of the last two people named."""
    told = [q for q in place.quotations if where(q) < anchor.sentence.start and (q.parent or "") == anchor.quoted]
    near = [q for q in told if place.sentences(where(q), anchor.sentence.start) <= 2]
    if near and anchor.kind not in ALONE:
        last = max(near, key=where)
        figure = place.voices[last.id].figure
        out = {who[id(figure)]} if figure is not None and id(figure) in who else set()
        for span in last.addressee:
            out |= {i for s, i in _people(place, who, span.start, span.end, anchor.quoted)}
        if len(out) == 2:
            return out
    lines = _people(place, who, 0, anchor.sentence.start, anchor.quoted)
    recent = [i for s, i in lines if place.sentences(s, anchor.sentence.start) <= 2]
    pair = list(dict.fromkeys(reversed(recent)))[:2]
    if len(pair) == 2 and anchor.kind not in ALONE:
        return set(pair)
    same = [a for a in earlier if a.kind == anchor.kind and a.quoted == anchor.quoted]
    return set(same[-1].participants) if same else set()


def quoted(quotations: list[Quotation], span: Span) -> str:
    """Return the innermost quotation whose words hold a span, empty where the document itself speaks."""
    holding = [
        (c.end - c.start, q.id) for q in quotations for c in q.content if c.start <= span.start and span.end <= c.end
    ]
    return min(holding)[1] if holding else ""
