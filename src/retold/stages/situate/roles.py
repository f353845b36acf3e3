"""Whom a role without a name means: ``the Norlandish leader``, ``the harbour minister``, ``a nurse``."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from retold.stages.situate import tables
from retold.stages.situate.cast import Figure
from retold.stages.situate.lexicon import ROLES
from retold.stages.situate.likeness import parts
from retold.stages.situate.offices import every_office, is_former, is_holder
from retold.stages.situate.scenes import is_quoted, unplaced_roles
from retold.stages.situate.wording import bare

if TYPE_CHECKING:
    from retold.records import Mention, Span
    from retold.stages.situate.people import Identity
    from retold.stages.situate.scenes import Scene

DIRECTING = frozenset({"executive", "ceo", "director", "chairman", "chairwoman", "manager", "owner"})
LEADING = frozenset({"president", "leader", "premier", "chancellor", "ruler", "king", "queen", "emperor", "head"})


def settle_roles(place: Scene) -> None:
    """Give a figure to every role that stands beside no name: whoever is told to hold it, else somebody unnamed."""
    for mention in unplaced_roles(place):
        figure = by_role(place, mention) or _unnamed(place, mention)
        figure.mentions.append(mention)
        place.home[mention.span.start, mention.span.end] = figure


def _unnamed(place: Scene, mention: Mention) -> Figure:
    """Return the figure of somebody without a name: ``a nurse``, then ``the nurse``; a new one for a new wording."""
    plain = " ".join(mention.text.split())
    if mention.text.split()[0].lower() not in ("a", "an"):
        for figure in reversed(place.figures):
            if figure.described and bare(figure.described) == bare(plain):
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
    named = [f for f in place.figures if f.kind == "person" and not f.described]
    before = [f for f in named if f.mentions[0].span.start <= mention.span.start]
    found = _fitting(place, mention, nation, office, before)
    if not found:  # "The inspector told the court ... Ada Holm, the chief inspector, said"
        after = _fitting(place, mention, nation, office, [f for f in named if f not in before])
        found = after if len({id(f[3]) for f in after}) == 1 else []
    best = [f for f in found if f[:3] == max(g[:3] for g in found)]
    if len({id(f[3]) for f in best}) == 1:
        return best[0][3]
    return min((f[3] for f in best), key=lambda f: _told_gap(place, f, mention.span), default=None)


def _fitting(
    place: Scene, mention: Mention, nation: str, office: frozenset[str], figures: list[Figure]
) -> list[tuple[bool, bool, bool, Figure]]:
    """Return those of the figures whose stated role can be this one, with how well nation, office and time agree."""
    fitting = []
    former = is_former(mention.role)
    for figure in figures:
        fits = []
        for role in (*figure.roles, *place.known.get(parts(figure.name), ())):
            theirs, held = role_of(role)
            likened = bool(nation) and nation == theirs and bool({"counterpart", "colleague"} & held)
            if (nation == theirs or not nation or not theirs) and (office & held or likened):
                fits.append((nation == theirs and bool(nation), office == held, not former or is_former(role)))
        if not fits and nation and _held_office(figure.name, nation, office):
            fits.append((True, True, True))
        if fits:
            fitting.append((*max(fits), figure))
    return fitting


def _told_gap(place: Scene, figure: Figure, span: Span) -> tuple[int, int]:
    """Return how far before a span the text itself, not a voice in it, names a figure."""
    own = [m for m in figure.mentions if not is_quoted(place, m.span)]
    return _gap(Figure(figure.document, figure.kind, own or figure.mentions), span)


def _gap(figure: Figure, span: Span) -> tuple[int, int]:
    before = [span.start - m.span.end for m in figure.mentions if m.span.end <= span.start]
    return (0, min(before)) if before else (1, figure.mentions[0].span.start)


def _held_office(name: str, nation: str, office: frozenset[str]) -> bool:
    """Whether a full name is that of a holder of an office of the table: ``the British leader`` after her name."""
    if len(parts(name)) < 2:
        return False
    return any(
        country == nation and (held in office or "leader" in office) and any(is_holder(name, t) for t in listed)
        for (country, held), listed in every_office()
    )


@lru_cache(maxsize=65536)
def role_of(role: str) -> tuple[str, frozenset[str]]:
    """Return (country or empty, office words) of a role; every head of state counts as a leader."""
    words = re.findall(r"[\w.]+(?:-\w+)*", role)
    pairs = [*words, *(f"{a} {b}" for a, b in pairwise(words))]
    nation = next((tables.country_of()[w] for w in pairs if w in tables.country_of()), "")
    office = {w.lower() for w in words if w.lower() in ROLES and w.lower() != "former"}
    if office & LEADING or "prime minister" in role.lower():
        office.add("leader")
    if office & (LEADING | DIRECTING):
        office.add("boss")
    return nation, frozenset(office)


def join_holders(people: list[Identity]) -> list[Identity]:
    """Join ``the governor`` of a page that has no name for it with the one person of the story who is governor."""
    named = [p for p in people if p.kind == "person" and not all(f.described for f in p.figures)]
    gone = set()
    for person in people:
        first = person.figures[0].described
        if person.kind == "person" and first.lower().startswith("the ") and (holder := _one_holder(first, named)):
            holder.figures += person.figures
            gone.add(id(person))
    return [p for p in people if id(p) not in gone]


def _one_holder(described: str, named: list[Identity]) -> Identity | None:
    nation, office = role_of(described)
    exact, near = [], []
    for person in named:
        for role in person.roles:
            theirs, held = role_of(role)
            if (
                office - OF_MANY
                and is_former(role) == is_former(described)
                and (nation == theirs or not nation or not theirs)
            ):
                exact += [person] if office == held else []
                near += [person] if office & held else []
    found = {id(p): p for p in exact or near}
    return next(iter(found.values())) if len(found) == 1 else None


OF_MANY = frozenset(
    """man woman boy girl friend colleague boss neighbour neighbor resident witness victim official officer worker
    employee student father mother son daughter brother sister uncle aunt cousin husband wife expert analyst insider
    lawmaker passenger player survivor""".split()
)
"""What several people of a story may be: ``the witness`` of one page need not be that of another."""
