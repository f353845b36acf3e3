"""When, where and between whom something was said: found in each document, then joined across the story."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retold.records import Evidence, Interval, Moment, Quotation, Span
from retold.stages.situate import tables
from retold.stages.situate.intervals import is_disjoint, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.records import Block
    from retold.stages.situate.speakers import Scene

KINDS = {
    "meeting": "meetings?|met|talks|conversations?|summit|discussions?|discussed|dialogue|dinner|visit|negotiations",
    "interview": "interview(?:ed|s)?|podcast",
    "letter": "letters?|wrote to|e-?mails?|telegram|cable",
    "call": "(?:phone|telephone) (?:call|conversation)|phoned|telephoned",
    "speech": "speech|address|lecture|sermon|keynote",
    "statement": "statement|press conference|news conference|briefing|press release|communiqu[eé]",
    "post": "tweet(?:ed)?|posted|post on",
    "memo": "memo(?:randum)?",
    "hearing": "hearing|testimony|testified|trial|court",
}
"""Kind of occasion -> the words that name one."""

WORDS = re.compile(r"\b(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in KINDS.items()) + r")\b", re.IGNORECASE)
END = re.compile(r"[.!?][\"”’'\]]*\s+(?=[\"“‘\[]?[A-Z])|\n")
TALK = frozenset({"meeting", "call"})


@dataclass(slots=True)
class Anchor:
    """An occasion as one document tells it: ``span`` the words that name it, ``sentence`` where they stand."""

    document: str
    kind: str
    span: Span
    sentence: Span
    interval: Interval | None = None
    place: str = ""
    participants: set[int] = field(default_factory=set)
    quoted: str = ""


@dataclass(slots=True)
class Gathering:
    """Anchors that are one occasion, with what they agree on."""

    anchors: list[Anchor]
    kind: str
    interval: Interval | None
    place: str
    participants: set[int]


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
    """Return the occasions that a document names, in text order.

    ``who`` maps ``id(figure)`` to the index of the person it is in the story.
    """
    out = []
    text = place.document.text
    for sentence in sentences(text, blocks):
        for match in WORDS.finditer(text, sentence.start, sentence.end):
            anchor = Anchor(place.document.id, match.lastgroup or "statement", Span(*match.span()), sentence)
            anchor.interval = _when(anchor, moments)
            anchor.place = _where(place, anchor)
            anchor.participants = _participants(place, anchor, who)
            anchor.quoted = _quoted(place.quotations, anchor.span)
            out.append(anchor)
    return out


def _when(anchor: Anchor, moments: list[Moment]) -> Interval | None:
    inside = [m for m in moments if anchor.sentence.start <= m.span.start and m.span.end <= anchor.sentence.end]
    inside = [m for m in inside if m.interval.granularity != "unknown"]
    nearest = min(inside, key=lambda m: (_between(anchor.span, m.span), m.span), default=None)
    return nearest.interval if nearest else None


def _between(left: Span, right: Span) -> int:
    return max(right.start - left.end, left.start - right.end, 0)


def _where(place: Scene, anchor: Anchor) -> str:
    text = place.document.text
    near = []
    for m in place.mentions:
        if m.kind == "place" and anchor.sentence.start <= m.span.start < anchor.sentence.end:
            before = text[max(0, m.span.start - 12) : m.span.start]
            if re.search(r"\b(?:in|at|inside)\s+(?:the\s+)?$", before) and m.span.start > anchor.span.start - 60:
                near.append((_between(anchor.span, m.span), m.head))
    return min(near)[1] if near else ""


def _participants(place: Scene, anchor: Anchor, who: dict[int, int]) -> set[int]:
    """Return the people of the sentence, and the speaker of a quotation whose cue stands in it."""
    out = set()
    for (start, end), figure in place.home.items():
        inside = anchor.sentence.start <= start and end <= anchor.sentence.end
        if inside and figure.kind == "person" and id(figure) in who:
            out.add(who[id(figure)])
    for quotation in place.quotations:
        spans = quotation.cue or quotation.source
        if spans and anchor.sentence.start <= spans[0].start < anchor.sentence.end:
            voice = place.voices[quotation.id].figure
            if voice is not None and voice.kind == "person" and id(voice) in who:
                out.add(who[id(voice)])
    return out


def _quoted(quotations: list[Quotation], span: Span) -> str:
    """Return the innermost quotation whose words hold the anchor, empty where the document itself speaks."""
    holding = [
        (c.end - c.start, q.id) for q in quotations for c in q.content if c.start <= span.start and span.end <= c.end
    ]
    return min(holding)[1] if holding else ""


def gather(found: list[Anchor], doubted: set[int]) -> list[Gathering]:
    """Join the anchors of a story's documents into occasions, the most exact first; order of documents is nothing."""
    ordered = sorted(
        found, key=lambda a: (width(a.interval), not a.place, -len(a.participants), a.kind, a.document, a.span)
    )
    out: list[Gathering] = []
    for anchor in ordered:
        home = next((g for g in out if _is_one(g, anchor, doubted)), None)
        if home is None:
            out.append(Gathering([anchor], anchor.kind, anchor.interval, anchor.place, set(anchor.participants)))
        else:
            home.anchors.append(anchor)
            home.place = home.place or anchor.place
            home.interval = home.interval or anchor.interval
            home.participants |= anchor.participants
    return out


def _is_one(gathering: Gathering, anchor: Anchor, doubted: set[int]) -> bool:
    same_kind = gathering.kind == anchor.kind or {gathering.kind, anchor.kind} <= TALK
    if not same_kind or is_disjoint(gathering.interval, anchor.interval):
        return False
    if not is_same_place(gathering.place, anchor.place):
        return False
    return is_compatible(gathering.participants, anchor.participants, doubted)


def is_compatible(left: set[int], right: set[int], doubted: set[int]) -> bool:
    """Whether two casts can be one: they share somebody, and what is left over is in one only, or doubted."""
    if not left & right:
        return False
    only_left, only_right = left - right, right - left
    return not only_left or not only_right or only_left <= doubted or only_right <= doubted


def is_same_place(left: str, right: str) -> bool:
    """Whether two places can be one: equal, unknown, or a house of power and its capital or country."""
    if not left or not right or left == right:
        return True
    for country in tables.countries():
        wide = {*country.names, *country.capitals}
        if (left in country.houses and right in wide) or (right in country.houses and left in wide):
            return True
        if {left, right} <= wide:
            return True
    return False


def evidence_of(gathering: Gathering) -> tuple[Evidence, ...]:
    """Return where an occasion is named, in document order."""
    return tuple(sorted({Evidence(a.document, a.span.start, a.span.end) for a in gathering.anchors}))
