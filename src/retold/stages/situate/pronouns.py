"""Whom a pronoun means that is a source or an addressee."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.stages.situate.lexicon import FEMALE, GROUPS, HEARER, MALE, NEUTER, PLURAL, SPEAKER
from retold.stages.situate.likeness import parts
from retold.stages.situate.scenes import REACH, Voice, is_quoted

if TYPE_CHECKING:
    from retold.records import Mention, Quotation, Span
    from retold.stages.situate.cast import Figure
    from retold.stages.situate.scenes import Scene

CLOSE = 0.97
"""Two candidates whose scores are nearer than this ratio cannot be told apart."""

PARAGRAPH = 0.7
"""What a name in an earlier paragraph is worth beside one in the pronoun's own."""


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
    return third(place, quotation, span, sex, outer, parent)


def _unmarked(place: Scene, quotation: Quotation, span: Span) -> Voice:
    """``Holm recalled the talks. I asked Dahl: ...``: speech without marks is the person's who speaks just before."""
    if place.tale:
        writer = [f for f in place.figures if f.kind == "person" and parts(f.name) in place.writers]
        return Voice(writer[0] if len(writer) == 1 else None, "the writer, who tells it", 0.6 if writer else 0.2)
    last, distance = _last_speaker(place, quotation, span)
    paragraph = place.document.text.rfind("\n", 0, span.start) + 1
    named = [f for f in place.figures if any(paragraph <= m.span.start < span.start for m in f.mentions)]
    found = third(place, quotation, span, "", None, None)
    if found.figure is not None and (found.figure in named or (found.figure is last and distance <= 2)):
        return Voice(found.figure, "first person without marks: whoever speaks before", 0.4)
    return Voice(None, "a pronoun for the writer, or for several", 0.2)


def _collective(place: Scene, word: str, span: Span) -> Voice:
    """``it`` and ``they``: the institution or the people named last as a subject."""
    if word in NEUTER | PLURAL:
        scored = [(max((_points(place, m, span) for m in f.mentions), default=0.0), f) for f in place.near(span)]
        spoke = {id(v.figure) for v in place.voices.values()}
        scored = [(p, f) for p, f in scored if p > 0 and f.kind != "person" and (is_body(f) or id(f) in spoke)]
        if scored:
            best = max(scored, key=lambda s: (s[0], s[1].mentions[-1].span))
            return Voice(best[1], f"{word}: the institution named last", 0.5)
    return Voice(None, "a pronoun for several, or for the reader", 0.2)


def is_body(figure: Figure) -> bool:
    """Whether a name is surely an institution's: an abbreviation, or a head such as *council*."""
    return any(w in GROUPS or (2 < len(w) <= LONGEST_ABBREVIATION and w.isupper()) for w in figure.name.split())


LONGEST_ABBREVIATION = 5
"""A longer word in capitals is the town of a dateline."""


def third(
    place: Scene, quotation: Quotation | None, span: Span, sex: str, outer: Voice | None, parent: Quotation | None
) -> Voice:
    """Score every person before a *he* or *she*: nearness, being a subject, having spoken last.

    Whoever tells the outer words is seldom the *he* in them, and never where they are direct speech.
    """
    last, distance = _last_speaker(place, quotation, span)
    narrator = _narrator(place, quotation, span)
    scored = []
    for figure in place.near(span):
        if figure.kind != "person" or not figure.mentions or (sex and figure.gender and figure.gender != sex):
            continue
        own = [m for m in figure.mentions if quotation is None or not _holds(quotation, m.span)]
        points = sum(
            sorted((_points(place, m, span) for m in own), reverse=True)[:2]
        )  # "The mayor, she wrote, had ..."
        if figure is narrator:
            points *= 0.2
        elif figure is last:
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
    held = 0.5 if is_quoted(place, mention.span) and not is_quoted(place, span) else 1.0
    worth = (1.6 if subject else 1.0) * (0.7 if possessive else 1.0) * held
    if "\n" in text[mention.span.end : span.start]:
        worth *= PARAGRAPH
    return worth / (1 + 0.7 * place.sentences(mention.span.end, span.start))


def _narrator(place: Scene, quotation: Quotation | None, span: Span) -> Figure | None:
    """``I asked Holm: is it safe? She said:``: who says *I* in this paragraph, for whom *she* does not stand."""
    paragraph = place.document.text.rfind("\n", 0, span.start) + 1
    for other in place.quotations:
        first = other.source[0] if other.source and not other.parent and other is not quotation else span
        if not paragraph <= first.start < span.start or other.id not in place.voices or is_quoted(place, first):
            continue
        if place.document.text[first.start : first.end].lower() in ("i", "we"):
            return place.voices[other.id].figure
    return None


def _last_speaker(place: Scene, quotation: Quotation | None, span: Span) -> tuple[Figure | None, int]:
    """Return who spoke last at this depth, and how many sentences ago."""
    earlier = [q for q in place.quotations if q.id in place.voices and q.source and q is not quotation]
    nested = quotation is not None and bool(quotation.parent)
    same = [q for q in earlier if q.source[0].start < span.start and bool(q.parent) == nested]
    if not same:
        return None, 0
    found = max(same, key=lambda q: (q.source[0].start, q.id))
    return place.voices[found.id].figure, place.sentences(found.source[0].end, span.start)
