"""Who a quotation's source is: the name in it, the role in it, or the person a pronoun stands for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from retold.stages.situate import tables
from retold.stages.situate.cast import Figure
from retold.stages.situate.lexicon import (
    FEMALE,
    GROUPS,
    HEARER,
    MALE,
    NEUTER,
    PAPERS,
    PEOPLE_NOUNS,
    PLURAL,
    PRONOUNS,
    ROLES,
    SPEAKER,
    STANDINS,
)
from retold.stages.situate.likeness import parts
from retold.stages.situate.offices import every_office, is_former, is_holder

if TYPE_CHECKING:
    from retold.records import Document, Mention, Quotation, Span

REACH = 1500
"""How far back, in characters, a pronoun may look."""
CLOSE = 0.97
"""Two candidates whose scores are nearer than this ratio cannot be told apart."""


Roles = dict[tuple[str, ...], tuple[str, ...]]
"""Folded words of a full name -> the roles stated with it."""


@dataclass(slots=True)
class Voice:
    """What one source resolves to: a figure of the document, or ``None`` with the candidates."""

    figure: Figure | None
    rule: str
    score: float
    candidates: list[Figure] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """One document with everything that resolving needs, in text order.

    ``stops`` are the offsets at which sentences end; ``home`` maps a mention's offsets to its figure; ``known`` gives
    the roles that the whole story states for a full name.
    """

    document: Document
    mentions: list[Mention]
    figures: list[Figure]
    home: dict[tuple[int, int], Figure]
    quotations: list[Quotation]
    stops: list[int] = field(default_factory=list)
    voices: dict[str, Voice] = field(default_factory=dict)
    parents: dict[str, Quotation] = field(default_factory=dict)
    spots: list[tuple[int, int]] = field(default_factory=list)
    known: Roles = field(default_factory=dict)

    def near(self, span: Span) -> list[Figure]:
        """Return the figures with a mention not farther than ``REACH`` before a span, in the order of the cast."""
        if len(self.spots) != len(self.home):
            self.spots = sorted(self.home)
        first = bisect_left(self.spots, (span.start - REACH, 0))
        last = bisect_right(self.spots, (span.start, span.end))
        found = {id(self.home[k]) for k in self.spots[first:last]}
        return [f for f in self.figures if id(f) in found]

    def sentences(self, start: int, end: int) -> int:
        """Return how many sentences end between two offsets; a new paragraph counts as two."""
        return bisect_right(self.stops, end) - bisect_right(self.stops, start)


def scene(
    document: Document,
    mentions: list[Mention],
    found: list[Figure],
    quotations: list[Quotation],
    known: Roles | None = None,
) -> Scene:
    """Put a document's figures where their mentions stand, and give a figure to every role that means one."""
    home = {(m.span.start, m.span.end): f for f in found for m in f.mentions}
    out = Scene(document, sorted(mentions, key=lambda m: m.span), list(found), home, quotations, known=known or {})
    out.stops = sorted([m.end() for m in re.finditer(r"[.!?][\"”’')\]]*\s|\n", document.text)])
    out.parents = {q.id: q for q in quotations}
    for mention in out.mentions:
        key = (mention.span.start, mention.span.end)
        if mention.role and not mention.head and key not in home and not _utters_nothing(mention.text):
            figure = _beside(out, mention) or by_role(out, mention) or _unnamed(out, mention)
            figure.mentions.append(mention)
            home[key] = figure
    return out


def _beside(place: Scene, mention: Mention) -> Figure | None:
    """Return whom a role stands beside in apposition: ``Ada Holm, the mayor,`` or ``The mayor, Ada Holm,``."""
    text, span = place.document.text, mention.span
    for (start, end), figure in place.home.items():
        if figure.kind != "person":
            continue
        behind = end + 2 == span.start and text[end : span.start] == ", "
        if behind and re.match(r"\s*(?:,|\.|of\b|for\b|in\b|at\b|who\b|\)|$)", text[span.end :][:8]):
            return figure
        before = span.end < start <= span.end + 2 and text[span.end : start] in (", ", " ")
        if before and (text[span.end] == " " or text[end : end + 1] in (",", "")):
            return figure
    return None


def _unnamed(place: Scene, mention: Mention) -> Figure:
    """Return the figure of somebody without a name: ``a nurse``, then ``the nurse``; a new one for a new wording."""
    plain = " ".join(mention.text.split())
    if mention.text.split()[0].lower() not in ("a", "an"):
        for figure in reversed(place.figures):
            if figure.described and _bare(figure.described) == _bare(plain):
                return figure
    place.figures.append(Figure(place.document.id, mention.kind, [], plain))
    return place.figures[-1]


def by_role(place: Scene, mention: Mention) -> Figure | None:
    """Return whom a bare role means: the one person before it whose stated role agrees in nation and office.

    ``Norlandish President Ada Holm ... The Norlandish leader said``: same nation, both heads of state.
    """
    nation, office = role_of(mention.role)
    if mention.text.split()[0].lower() in ("a", "an") or not office:
        return None
    fitting = []
    for figure in place.figures:
        if figure.kind != "person" or figure.described or figure.mentions[0].span.start > mention.span.start:
            continue
        former = is_former(mention.role)
        for role in (*figure.roles, *place.known.get(parts(figure.name), ())):
            theirs, held = role_of(role)
            likened = bool(nation) and nation == theirs and bool({"counterpart", "colleague"} & held)
            if (nation == theirs or not nation or not theirs) and (office & held or likened):
                fits = (nation == theirs and bool(nation), office == held, not former or is_former(role))
                fitting.append((*fits, figure))
                break
        else:
            if nation and _held_office(figure.name, nation, office):
                fitting.append((True, True, True, figure))
    best = [f for f in fitting if f[:3] == max(g[:3] for g in fitting)]
    if len({id(f[3]) for f in best}) == 1:
        return best[0][3]
    return min((f[3] for f in best), key=lambda f: _told_gap(place, f, mention.span), default=None)


def _told_gap(place: Scene, figure: Figure, span: Span) -> tuple[int, int]:
    """Return how far before a span the text itself, not a voice in it, names a figure."""
    own = [m for m in figure.mentions if not _is_quoted(place, m.span)]
    return _gap(Figure(figure.document, figure.kind, own or figure.mentions), span)


def _held_office(name: str, nation: str, office: frozenset[str]) -> bool:
    """Whether a full name is that of a holder of an office of the table: ``the British leader`` after her name."""
    if len(parts(name)) < 2:
        return False
    return any(
        country == nation and (held in office or "leader" in office) and any(is_holder(name, t) for t in listed)
        for (country, held), listed in every_office()
    )


LEADING = frozenset({"president", "leader", "premier", "chancellor", "ruler", "king", "queen", "emperor", "head"})


def role_of(role: str) -> tuple[str, frozenset[str]]:
    """Return (country or empty, office words) of a role; every head of state counts as a leader."""
    words = re.findall(r"[\w.]+(?:-\w+)*", role)
    pairs = [*words, *(f"{a} {b}" for a, b in pairwise(words))]
    nation = next((tables.country_of()[w] for w in pairs if w in tables.country_of()), "")
    office = {w.lower() for w in words if w.lower() in ROLES and w.lower() != "former"}
    if office & LEADING or "prime minister" in role.lower():
        office.add("leader")
    return nation, frozenset(office)


def resolve_sources(place: Scene) -> None:
    """Fill ``place.voices`` for every quotation: parents before what is nested in them, in text order."""
    order = sorted(place.quotations, key=lambda q: (depth(q, place.parents), where(q)))
    for quotation in order:
        place.voices[quotation.id] = voice(place, quotation, quotation.source)


def heard(place: Scene, quotation: Quotation, teller: Figure | None) -> Figure | None:
    """Return whom the words for the addressee mean.  ``Holm told him``: never Holm, and the teller first."""
    speaker = place.voices[quotation.id].figure
    span = quotation.addressee[0]
    word = place.document.text[span.start : span.end].lower().strip()
    if word in SPEAKER and teller is not speaker:
        return teller
    if word in PRONOUNS:
        if teller is not None and teller is not speaker and word in MALE | FEMALE:
            return teller
        sex = "m" if word in MALE else "f" if word in FEMALE else ""
        found = _third(place, quotation, span, sex, Voice(speaker, "", 1.0), None) if sex else None
        return found.figure if found is not None and found.figure is not speaker else None
    found = voice(place, quotation, quotation.addressee)
    return found.figure if found.figure is not speaker else None


def voice(place: Scene, quotation: Quotation, spans: tuple[Span, ...]) -> Voice:
    """Return whom the words in ``spans`` mean, said of ``quotation``."""
    if not spans:
        return _inherited(place, quotation)
    first = spans[0]
    text = place.document.text[first.start : first.end]
    word = text.lower().strip()
    if word in PRONOUNS:
        return pronoun(place, quotation, word, first)
    if _is_paper(text):
        return Voice(None, "a paper, which passes words on and utters none", 0.2)
    if _is_standin(text):
        found = _third(place, None, first, "", None, None)
        return Voice(
            None, "stands for somebody named before", 0.2, [f for f in (found.figure,) if f] or found.candidates
        )
    inside = [m for m in place.mentions if m.span.start < first.end and first.start < m.span.end]
    if not _is_plural(text):
        for mention in _by_weight(inside, first, text):
            figure = place.home.get((mention.span.start, mention.span.end))
            if figure is not None and _is_loose(place, figure, mention):
                near = _third(place, None, first, figure.gender, None, None)
                return Voice(None, "a description of somebody named", 0.2, [f for f in (near.figure,) if f])
            if figure is not None:
                return Voice(figure, "name" if mention.head else "role", 0.95 if mention.head else 0.8)
    return _described(place, first, text, inside)


def _by_weight(inside: list[Mention], source: Span, text: str) -> list[Mention]:
    """Order the mentions in a source by how likely each is its head.

    ``Vroom, Holm's adviser``: the name that comes first; ``a spokesman for the ministry, Erik Dahl``: the person.
    """
    comma = source.start + (text.index(",") if "," in text else len(text))
    rank = {"person": 0, "group": 2, "place": 3}
    begun = any(not m.head and m.role and m.span.start - source.start <= 4 for m in inside)

    def weight(mention: Mention) -> tuple[int, int]:
        opening = mention.head != "" and mention.span.start - source.start <= 4  # "the "
        if opening and mention.kind != "person" and text[mention.span.end - source.start :][:1] in ("'", "’"):
            return 3, mention.span.start  # "The Harbour Board's archivist, Erik Dahl"
        apposed = mention.kind == "person" and mention.head and mention.span.start == comma + 2 and begun
        if apposed and not text[mention.span.end - source.start :].strip(" ,"):
            return -1, mention.span.start  # "a former spokesman for the ministry, Erik Dahl,"
        if mention.span.start < comma and (mention.kind == "person" or opening):
            return (0 if mention.kind == "person" else 1), mention.span.start
        return 2 + rank.get(mention.kind, 4), mention.span.start

    return sorted(inside, key=weight)


def _is_plural(text: str) -> bool:
    """``Some Norlandish dockers``, ``officials in Stockholm``: several people, none of them the name in it."""
    before = re.split(r"\b(?:of|in|at|from|with|for|who|,)\b", text.lower())[0]
    return any(w in PEOPLE_NOUNS for w in re.findall(r"[^\W\d_]+", before))


def _described(place: Scene, span: Span, text: str, inside: list[Mention]) -> Voice:
    """Return the figure of a source that has no name: ``a spokeswoman``, ``two residents``; one for each wording."""
    plain = " ".join(text.split())
    if not any(c.isalpha() for c in plain):
        return Voice(None, "no source stated", 0.0)
    key = _bare(plain)
    for figure in place.figures:
        if figure.described and _bare(figure.described) == key:
            return Voice(figure, "description", 0.6)
    mention = next((m for m in inside if m.span == span), inside[0] if inside else None)
    if mention is None:
        return Voice(None, "no source stated", 0.0)
    figure = Figure(place.document.id, mention.kind if mention.kind != "place" else "group", [mention], plain)
    place.figures.append(figure)
    return Voice(figure, "description", 0.6)


def _is_loose(place: Scene, figure: Figure, mention: Mention) -> bool:
    """``the executive``, where no executive was told of and the text names people: one of these, but which?"""
    definite = mention.text.split()[0].lower() == "the" and not mention.head
    alone = figure.described != "" and min(m.span for m in figure.mentions) == mention.span
    named = [f for f in place.figures if f.kind == "person" and not f.described and f.mentions[0].span < mention.span]
    return definite and alone and figure.kind == "person" and bool(named)


def _utters_nothing(text: str) -> bool:
    return _is_paper(text) or _is_standin(text)


def _is_paper(text: str) -> bool:
    """``the note``, ``a record of their talk``: what carries words is no speaker."""
    head = re.split(r",|\b(?:of|by|from|in|on|at|that|which|seen|obtained)\b", text.lower())[0]
    words = re.findall(r"[^\W\d_]+", head)
    return bool(words) and words[-1] in PAPERS


def _is_standin(text: str) -> bool:
    """``the host``, ``the 74-year-old``: somebody whom the text has named already."""
    words = text.lower().split()
    return len(words) == 2 and words[0] == "the" and (words[1] in STANDINS or words[1].endswith("-year-old"))


def _bare(text: str) -> str:
    return re.sub(r"^(?:the|a|an|this|that|some|one|another)\s+", "", text.lower())


def pronoun(place: Scene, quotation: Quotation, word: str, span: Span) -> Voice:
    """Resolve a pronoun that is a source or an addressee."""
    parent = place.parents.get(quotation.parent or "")
    outer = place.voices.get(parent.id) if parent else None
    if word in SPEAKER and outer is not None:
        return Voice(outer.figure, "first person: the one who tells it", 0.9 * outer.score, outer.candidates)
    if word in ("i", "me", "my"):
        return _unmarked(place, quotation, span)
    if word in HEARER | SPEAKER | NEUTER | PLURAL:
        return _collective(place, word, span)
    sex = "m" if word in MALE else "f" if word in FEMALE else ""
    return _third(place, quotation, span, sex, outer, parent)


def _unmarked(place: Scene, quotation: Quotation, span: Span) -> Voice:
    """``Holm recalled the talks. I asked Dahl: ...``: speech without marks is the person's who speaks just before."""
    last, distance = _last_speaker(place, quotation, span)
    paragraph = place.document.text.rfind("\n", 0, span.start) + 1
    named = [f for f in place.figures if any(paragraph <= m.span.start < span.start for m in f.mentions)]
    found = _third(place, quotation, span, "", None, None)
    if found.figure is not None and (found.figure in named or (found.figure is last and distance <= 2)):
        return Voice(found.figure, "first person without marks: whoever speaks before", 0.4)
    return Voice(None, "a pronoun for the writer, or for several", 0.2)


def _collective(place: Scene, word: str, span: Span) -> Voice:
    """``it`` and ``they``: the institution or the people named last as a subject."""
    if word in NEUTER | PLURAL:
        scored = [(max((_points(place, m, span) for m in f.mentions), default=0.0), f) for f in place.near(span)]
        spoke = {id(v.figure) for v in place.voices.values()}
        scored = [(p, f) for p, f in scored if p > 0 and f.kind != "person" and (_is_body(f) or id(f) in spoke)]
        if scored:
            best = max(scored, key=lambda s: (s[0], s[1].mentions[-1].span))
            return Voice(best[1], f"{word}: the institution named last", 0.5)
    return Voice(None, "a pronoun for several, or for the reader", 0.2)


def _is_body(figure: Figure) -> bool:
    """Whether a name is surely an institution's: an abbreviation, or a head such as *council*."""
    return any(w in GROUPS or (len(w) > 2 and w.isupper()) for w in figure.name.split())


def _third(
    place: Scene, quotation: Quotation | None, span: Span, sex: str, outer: Voice | None, parent: Quotation | None
) -> Voice:
    """Score every person before a *he* or *she*: nearness, being a subject, having spoken last.

    Whoever tells the outer words is seldom the *he* in them, and never where they are direct speech.
    """
    last, distance = _last_speaker(place, quotation, span)
    scored = []
    for figure in place.near(span):
        if figure.kind != "person" or not figure.mentions or (sex and figure.gender and figure.gender != sex):
            continue
        own = [m for m in figure.mentions if quotation is None or not _holds(quotation, m.span)]
        points = sum(
            sorted((_points(place, m, span) for m in own), reverse=True)[:2]
        )  # "The mayor, she wrote, had ..."
        if figure is last:
            points += 1.2 / (1 + 0.8 * distance)
        if outer is not None and figure is outer.figure:
            points *= 0.0 if parent is not None and parent.kind == "direct" else 0.3
        elif parent is not None and figure is _heard(place, parent):
            points *= 0.3
        if parent is not None and any(_holds(parent, m.span) for m in figure.mentions if m.span.end <= span.start):
            points *= 1.5  # named in the very words that hold the quotation
        if figure.described:
            points *= 0.8
        if points > 0:
            scored.append((points * (1.15 if sex and figure.gender == sex else 1.0), figure))
    if not scored:
        return Voice(None, "a pronoun with nobody before it", 0.1)
    scored.sort(key=lambda s: (-s[0], s[1].mentions[0].span))
    best, figure = scored[0]
    second = scored[1][0] if len(scored) > 1 else 0.0
    rest = [f for points, f in scored[:4] if points > 0.9 * best]
    score = round(min(0.9, best / (best + second)), 2)
    if second > CLOSE * best:
        return Voice(None, "pronoun: fits more than one person", score, rest)
    return Voice(figure, "pronoun: nearest fitting subject", score, rest if len(rest) > 1 else [])


def _holds(quotation: Quotation, span: Span) -> bool:
    return any(c.start <= span.start and span.end <= c.end for c in quotation.content)


def _heard(place: Scene, quotation: Quotation) -> Figure | None:
    for span in quotation.addressee:
        for (start, end), figure in place.home.items():
            if start < span.end and span.start < end:
                return figure
    return None


def _points(place: Scene, mention: Mention, span: Span) -> float:
    """Return how well a mention serves a pronoun at ``span``: 0 where it comes after, or too far before."""
    gap = span.start - mention.span.end
    if gap < 0 or gap > REACH:
        return 0.0
    text = place.document.text
    lead = re.split(r"[.!?:;\"“”‘,]\s*|\n", text[max(0, mention.span.start - 60) : mention.span.start])[-1]
    subject = len(lead.split()) <= 1
    possessive = text[mention.span.end : mention.span.end + 1] in ("'", "’") or text[mention.span.end - 1] in "'’"
    held = 0.5 if _is_quoted(place, mention.span) and not _is_quoted(place, span) else 1.0
    worth = (1.6 if subject else 1.0) * (0.7 if possessive else 1.0) * held
    return worth / (1 + 0.7 * place.sentences(mention.span.end, span.start))


def _is_quoted(place: Scene, span: Span) -> bool:
    return any(
        c.start <= span.start and span.end <= c.end for q in place.quotations if q.kind == "direct" for c in q.content
    )


def _last_speaker(place: Scene, quotation: Quotation | None, span: Span) -> tuple[Figure | None, int]:
    """Return who spoke last at this depth, and how many sentences ago."""
    earlier = [q for q in place.quotations if q.id in place.voices and q.source and q is not quotation]
    nested = quotation is not None and bool(quotation.parent)
    same = [q for q in earlier if q.source[0].start < span.start and bool(q.parent) == nested]
    if not same:
        return None, 0
    found = max(same, key=lambda q: (q.source[0].start, q.id))
    return place.voices[found.id].figure, place.sentences(found.source[0].end, span.start)


def _inherited(place: Scene, quotation: Quotation) -> Voice:
    """A quotation without a source goes on with the speaker before it in the same paragraph."""
    start = where(quotation)
    earlier = [q for q in place.quotations if q.id in place.voices and q.parent == quotation.parent]
    earlier = [q for q in earlier if where(q) < start and "\n" not in place.document.text[where(q) : start]]
    if not earlier or quotation.kind != "direct":
        return Voice(None, "no source stated", 0.0)
    found = place.voices[max(earlier, key=lambda q: (where(q), q.id)).id]
    return Voice(found.figure, "goes on from the quotation before", 0.5 * found.score, found.candidates)


def _gap(figure: Figure, span: Span) -> tuple[int, int]:
    before = [span.start - m.span.end for m in figure.mentions if m.span.end <= span.start]
    return (0, min(before)) if before else (1, figure.mentions[0].span.start)


def where(quotation: Quotation) -> int:
    """Return where a quotation is told: its source, else its cue, else its content."""
    spans = quotation.source or quotation.cue or quotation.content
    return spans[0].start if spans else 0


def depth(quotation: Quotation, known: dict[str, Quotation]) -> int:
    """Return how many quotations hold this one."""
    steps, seen = 0, {quotation.id}
    while quotation.parent in known and quotation.parent not in seen:
        quotation = known[quotation.parent]
        seen.add(quotation.id)
        steps += 1
    return steps
