"""Who a quotation's source is: the name in it, the role in it, or the person a pronoun stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retold.stages.situate import tables
from retold.stages.situate.lexicon import FEMALE, HEARER, MALE, NEUTER, PLURAL, PRONOUNS, ROLES, SPEAKER

if TYPE_CHECKING:
    from retold.records import Document, Mention, Quotation, Span
    from retold.stages.situate.cast import Figure

REACH = 1200
"""How far back, in characters, a pronoun may look."""


@dataclass(slots=True)
class Voice:
    """What one source resolves to: a figure of the document, or ``None`` with the candidates."""

    figure: Figure | None
    rule: str
    score: float
    candidates: list[Figure] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """One document with everything that resolving needs, in text order."""

    document: Document
    mentions: list[Mention]
    figures: list[Figure]
    home: dict[tuple[int, int], Figure]
    quotations: list[Quotation]
    voices: dict[str, Voice] = field(default_factory=dict)


def scene(document: Document, mentions: list[Mention], found: list[Figure], quotations: list[Quotation]) -> Scene:
    """Put a document's figures where their mentions stand, and give a figure to every role that means one."""
    home = {(m.span.start, m.span.end): f for f in found for m in f.mentions}
    out = Scene(document, sorted(mentions, key=lambda m: m.span), found, home, quotations)
    for mention in out.mentions:
        key = (mention.span.start, mention.span.end)
        if mention.role and not mention.head and key not in home:
            figure = by_role(out, mention)
            if figure is not None:
                home[key] = figure
    return out


def by_role(place: Scene, mention: Mention) -> Figure | None:
    """Return whom a bare role means: the one person before it whose stated role agrees in nation and office.

    ``Norlandish President Ada Holm ... The Norlandish leader said``: same nation, both heads of state.
    """
    nation, office = role_of(mention.role)
    if mention.text.split()[0].lower() in ("a", "an") or not (nation or office):
        return None
    fitting = []
    for figure in place.figures:
        if figure.kind != "person" or figure.mentions[0].span.start > mention.span.start:
            continue
        for role in figure.roles:
            theirs, held = role_of(role)
            if (nation == theirs or not nation or not theirs) and (office & held or not office) and (nation or office):
                fitting.append((nation == theirs and bool(nation), office == held, figure))
                break
    best = [f for f in fitting if f[:2] == max(g[:2] for g in fitting)]
    if len({id(f[2]) for f in best}) == 1:
        return best[0][2]
    return min((f[2] for f in best), key=lambda f: _gap(f, mention.span), default=None)


LEADING = frozenset({"president", "leader", "premier", "chancellor", "ruler", "king", "queen", "emperor", "head"})


def role_of(role: str) -> tuple[str, frozenset[str]]:
    """Return (country or empty, office words) of a role; every head of state counts as a leader."""
    words = re.findall(r"[\w.]+(?:-\w+)*", role)
    nation = next((tables.country_of()[w] for w in words if w in tables.country_of()), "")
    office = {w.lower() for w in words if w.lower() in ROLES and w.lower() not in ("counterpart", "former")}
    if office & LEADING or "prime minister" in role.lower():
        office.add("leader")
    return nation, frozenset(office)


def resolve_sources(place: Scene) -> None:
    """Fill ``place.voices`` for every quotation: parents before what is nested in them, in text order."""
    order = sorted(place.quotations, key=lambda q: (_depth(q, place.quotations), _where(q)))
    for quotation in order:
        place.voices[quotation.id] = voice(place, quotation, quotation.source)


def voice(place: Scene, quotation: Quotation, spans: tuple[Span, ...]) -> Voice:
    """Return whom the words in ``spans`` mean, said of ``quotation``."""
    if not spans:
        return _inherited(place, quotation)
    first = spans[0]
    inside = [m for m in place.mentions if m.span.start < first.end and first.start < m.span.end]
    for kind in ("person", "group", "place"):
        for mention in inside:
            figure = place.home.get((mention.span.start, mention.span.end))
            if mention.kind == kind and figure is not None:
                return Voice(figure, "name" if mention.head else "role", 0.95 if mention.head else 0.8)
    text = place.document.text[first.start : first.end]
    word = text.lower().strip()
    if word in PRONOUNS:
        return pronoun(place, quotation, word, first)
    return Voice(None, "description", 0.3)


def pronoun(place: Scene, quotation: Quotation, word: str, span: Span) -> Voice:
    """Resolve a pronoun that is a source or an addressee."""
    parent = next((q for q in place.quotations if q.id == quotation.parent), None)
    outer = place.voices.get(parent.id) if parent else None
    if word in SPEAKER and outer is not None:
        return Voice(outer.figure, "first person: the one who tells it", 0.9 * outer.score, outer.candidates)
    if word in HEARER | SPEAKER | NEUTER | PLURAL:
        return _collective(place, word, span)
    sex = "m" if word in MALE else "f" if word in FEMALE else ""
    shunned = outer.figure if outer is not None and parent is not None and parent.kind == "direct" else None
    return _third(place, quotation, span, sex, shunned)


def _collective(place: Scene, word: str, span: Span) -> Voice:
    if word in NEUTER:
        before = [f for f in place.figures if f.kind == "group" and _gap(f, span)[0] == 0]
        if before:
            return Voice(min(before, key=lambda f: _gap(f, span)), "it: the institution named last", 0.5)
    return Voice(None, "a pronoun for several, or for the reader", 0.2)


def _third(place: Scene, quotation: Quotation, span: Span, sex: str, shunned: Figure | None) -> Voice:
    """Score every person before a *he* or *she*: nearness, being a subject, having spoken last."""
    last = _last_speaker(place, quotation, span)
    scored = []
    for figure in place.figures:
        if figure.kind != "person" or figure is shunned or (sex and figure.gender and figure.gender != sex):
            continue
        points = max((_points(place, m, span) for m in figure.mentions), default=0.0)
        if points <= 0:
            continue
        scored.append((points + (0.6 if figure is last else 0.0), figure))
    if not scored:
        return Voice(None, "a pronoun with nobody before it", 0.1)
    scored.sort(key=lambda s: (-s[0], s[1].mentions[0].span))
    best, figure = scored[0]
    rest = [f for points, f in scored[1:4] if points > 0.85 * best]
    return Voice(
        figure,
        "pronoun: nearest fitting subject",
        round(min(0.9, best / (best + (scored[1][0] if rest else 0.2))), 2),
        rest,
    )


def _points(place: Scene, mention: Mention, span: Span) -> float:
    """Return how well a mention serves a pronoun at ``span``: 0 where it comes after, or too far before."""
    gap = span.start - mention.span.end
    if gap < 0 or gap > REACH:
        return 0.0
    text = place.document.text
    sentences = len(re.findall(r"[.!?][\"”’']?\s", text[mention.span.end : span.start]))
    lead = re.split(r"[.!?:;\"“”‘,]\s*|\n", text[max(0, mention.span.start - 60) : mention.span.start])[-1]
    subject = len(lead.split()) <= 1
    possessive = text[mention.span.end : mention.span.end + 1] in ("'", "’")
    return (1.5 if subject else 1.0) * (0.6 if possessive else 1.0) / (1 + 0.7 * sentences)


def _last_speaker(place: Scene, quotation: Quotation, span: Span) -> Figure | None:
    earlier = [q for q in place.quotations if q.id in place.voices and q.parent == quotation.parent and q.source]
    earlier = [q for q in earlier if q.source[0].start < span.start and q.id != quotation.id]
    if not earlier:
        return None
    return place.voices[max(earlier, key=lambda q: q.source[0].start).id].figure


def _inherited(place: Scene, quotation: Quotation) -> Voice:
    """A quotation without a source goes on with the speaker before it in the same paragraph."""
    start = _where(quotation)
    earlier = [q for q in place.quotations if q.id in place.voices and q.parent == quotation.parent]
    earlier = [q for q in earlier if _where(q) < start and "\n" not in place.document.text[_where(q) : start]]
    if not earlier:
        return Voice(None, "no source stated", 0.0)
    found = place.voices[max(earlier, key=_where).id]
    return Voice(found.figure, "goes on from the quotation before", 0.5 * found.score, found.candidates)


def _gap(figure: Figure, span: Span) -> tuple[int, int]:
    before = [span.start - m.span.end for m in figure.mentions if m.span.end <= span.start]
    return (0, min(before)) if before else (1, figure.mentions[0].span.start)


def _where(quotation: Quotation) -> int:
    spans = quotation.source or quotation.cue or quotation.content
    return spans[0].start if spans else 0


def _depth(quotation: Quotation, quotations: list[Quotation]) -> int:
    known = {q.id: q for q in quotations}
    depth, seen = 0, {quotation.id}
    while quotation.parent in known and quotation.parent not in seen:
        quotation = known[quotation.parent]
        seen.add(quotation.id)
        depth += 1
    return depth
