"""Who a quotation's source is: the name in it, the role in it, or the person a pronoun stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.records import Mention, Span
from retold.stages.situate.cast import Figure
from retold.stages.situate.lexicon import FEMALE, GROUPS, MALE, PRONOUNS, SPEAKER
from retold.stages.situate.pronouns import pronoun, third
from retold.stages.situate.roles import by_role, settle_roles
from retold.stages.situate.scenes import Roles, Scene, Voice, depth, opened, where
from retold.stages.situate.wording import (
    ONE_OF,
    OWNED,
    bare,
    is_anothers,
    is_nobody,
    is_paper,
    is_plural,
    is_standin,
    post,
)

if TYPE_CHECKING:
    from retold.records import Document, Quotation


def scene(
    document: Document,
    mentions: list[Mention],
    found: list[Figure],
    quotations: list[Quotation],
    known: Roles | None = None,
) -> Scene:
    """Put a document's figures where their mentions stand, and give a figure to every role that means one."""
    out = opened(document, mentions, found, quotations)
    out.known = known or {}
    settle_roles(out)
    return out


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
        found = third(place, quotation, span, sex, Voice(speaker, "", 1.0), None) if sex else None
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
    if owner := OWNED.match(text):
        first = Span(first.start, first.start + owner.end(1))  # "the deckhand's words" are the deckhand's
        text = owner[1]
    if quotation.frame == "turn" and (figure := _by_initials(place, text)) is not None:
        return Voice(figure, "the initials before a turn", 0.9)
    if is_paper(text):
        return Voice(None, "a paper, which passes words on and utters none", 0.2)
    if is_nobody(text):
        return Voice(None, "nobody in particular", 0.1)
    if is_standin(text):
        found = third(place, None, first, "", None, None)
        return Voice(
            None, "stands for somebody named before", 0.2, [f for f in (found.figure,) if f] or found.candidates
        )
    printed = [m for m in place.mentions if m.span.start < first.end and first.start < m.span.end]
    inside = [m for m in printed if not (m.kind == "person" and m.head and is_anothers(text, *_within(m.span, first)))]
    named = any(m.kind == "person" and m.head for m in inside)
    if not named and ONE_OF.match(text) and post(text):
        return _described(place, first, text, [Mention(place.document.id, first, "person", text, "", text)])
    if not named and printed and (holder := _holder(place, first, text)) is not None:
        return Voice(holder, "role", 0.7)
    if not is_plural(text):
        for mention in _by_weight(inside, first, text):
            figure = place.home.get((mention.span.start, mention.span.end))
            if figure is not None and _is_loose(place, figure, mention):
                near = third(place, None, first, figure.gender, None, None)
                return Voice(None, "a description of somebody named", 0.2, [f for f in (near.figure,) if f])
            if figure is not None:
                return Voice(figure, "name" if mention.head else "role", 0.95 if mention.head else 0.8)
    return _described(place, first, text, inside, staff=len(inside) < len(printed))


def _by_initials(place: Scene, text: str) -> Figure | None:
    """Return the one person of the page whose initials stand before a turn: ``AH: No.`` is Ada Holm's."""
    label = text.replace(".", "").strip()
    if not (2 <= len(label) <= 3 and label.isupper()):
        return None
    fits = [f for f in place.figures if f.kind == "person" and not f.described and _initials(f.name) == label]
    return fits[0] if len(fits) == 1 else None


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split())


def _within(span: Span, source: Span) -> tuple[int, int]:
    return span.start - source.start, span.end - source.start


def _holder(place: Scene, span: Span, text: str) -> Figure | None:
    """``Amble president``, ``the president of Amble United``: whoever is told to hold the post, not the body in it."""
    head = post(text)
    if not head or ONE_OF.match(text):
        return None
    return by_role(place, Mention(place.document.id, span, "person", text, "", head))


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


def _described(place: Scene, span: Span, text: str, inside: list[Mention], *, staff: bool = False) -> Voice:
    """Return the figure of a source that has no name: ``a spokeswoman``, ``two residents``; one for each wording."""
    plain = " ".join(text.split())
    if not any(c.isalpha() for c in plain):
        return Voice(None, "no source stated", 0.0)
    key = bare(plain)
    for figure in place.figures:
        if figure.described and bare(figure.described) == key:
            return Voice(figure, "description", 0.6)
    if (body := _body(place, plain)) is not None:
        return Voice(body, "description of the one body of that kind", 0.6)
    if not inside and not staff:
        return Voice(None, "no source stated", 0.0)
    whole = Mention(place.document.id, span, inside[0].kind if inside else "person", text, "", text)
    mention = next((m for m in inside if m.span == span), whole)
    figure = Figure(place.document.id, mention.kind if mention.kind != "place" else "group", [mention], plain)
    place.figures.append(figure)
    return Voice(figure, "description", 0.6)


def _body(place: Scene, plain: str) -> Figure | None:
    """``the union``, where the text names one *Dockers' Union of Lorne*: that body."""
    words = plain.split()
    noun = words[-1].capitalize()
    if len(words) != 2 or words[0].lower() not in ("the", "its", "their") or noun not in GROUPS:
        return None
    named = [f for f in place.figures if f.kind == "group" and len(f.name.split()) > 1 and noun in f.name.split()]
    return named[0] if len(named) == 1 else None


def _is_loose(place: Scene, figure: Figure, mention: Mention) -> bool:
    """``the executive``, where no executive was told of and the text names people: one of these, but which?"""
    definite = mention.text.split()[0].lower() == "the" and not mention.head
    alone = figure.described != "" and min(m.span for m in figure.mentions) == mention.span
    named = [f for f in place.figures if f.kind == "person" and not f.described and f.mentions[0].span < mention.span]
    return definite and alone and figure.kind == "person" and bool(named)


def _inherited(place: Scene, quotation: Quotation) -> Voice:
    """A quotation without a source goes on with the speaker before it in the same paragraph."""
    start = where(quotation)
    earlier = [q for q in place.quotations if q.id in place.voices and q.parent == quotation.parent]
    earlier = [q for q in earlier if where(q) < start and "\n" not in place.document.text[where(q) : start]]
    if not earlier or quotation.kind != "direct":
        return Voice(None, "no source stated", 0.0)
    found = place.voices[max(earlier, key=lambda q: (where(q), q.id)).id]
    return Voice(found.figure, "goes on from the quotation before", 0.5 * found.score, found.candidates)
