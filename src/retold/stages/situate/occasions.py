"""Occasions across a story: which tellings are of one, and on which a quotation was uttered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Evidence
from retold.stages.situate import tables
from retold.stages.situate.anchors import ALONE, TURN
from retold.stages.situate.intervals import is_disjoint, width
from retold.stages.situate.speakers import where

if TYPE_CHECKING:
    from retold.records import Interval, Quotation
    from retold.stages.situate.anchors import Anchor

TALK = frozenset({"meeting", "call"})
AHEAD = 1500
"""How far before it is told, in characters, an occasion may govern a quotation (a headline, a lead)."""


@dataclass(slots=True)
class Gathering:
    """Anchors that are one occasion, with what they agree on."""

    anchors: list[Anchor]
    kind: str
    interval: Interval | None
    place: str
    participants: set[int]


def gather(found: list[Anchor], doubted: set[int]) -> list[Gathering]:
    """Join the anchors of a story's documents into occasions, the most exact first; order of documents is nothing.

    Two are one where kind, days, place and cast agree: disjoint days never join.  ``doubted`` are people whose name
    is odd: one of them may stand where the other telling has somebody else.
    """
    ordered = sorted(
        found, key=lambda a: (width(a.interval), not a.place, -len(a.participants), a.kind, a.document, a.span)
    )
    out: list[Gathering] = []
    for anchor in ordered:
        home = next((g for g in out if _is_one(g, anchor, doubted)), None)
        if home is None:
            out.append(Gathering([anchor], anchor.kind, anchor.interval, anchor.place, set(anchor.participants)))
            continue
        home.anchors.append(anchor)
        home.place = home.place or anchor.place
        home.interval = home.interval or anchor.interval
        theirs, ours = anchor.participants - home.participants, home.participants - anchor.participants
        if len(home.participants) < 2 or theirs <= doubted or (ours and ours <= doubted):
            home.participants |= anchor.participants
    return out


def _is_one(gathering: Gathering, anchor: Anchor, doubted: set[int]) -> bool:
    same_kind = gathering.kind == anchor.kind or {gathering.kind, anchor.kind} <= TALK
    if anchor.anew and any(a.document == anchor.document for a in gathering.anchors):
        return False
    alone = min(len(gathering.participants), len(anchor.participants)) < 2
    if alone and anchor.kind not in ALONE and (gathering.interval is None or anchor.interval is None):
        return False  # "talks with his staff" are not whatever talks he had
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
    short, long = sorted((left.split(), right.split()), key=len)
    if any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1)):
        return True  # "Lorne", "Lorne Palace"
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


def hangs_on(
    quotation: Quotation,
    own: list[Anchor],
    of: dict[int, Gathering],
    speaker: int | None,
    outer: Gathering | None,
    teller: int | None,
    *,
    recalls: bool = False,
) -> Anchor | None:
    """Return the anchor of the occasion on which a quotation was uttered, ``None`` where the text does not say.

    ``of`` gives every anchor's gathering; ``outer`` is the occasion of the quotation that this one is nested in, and
    ``teller`` whoever tells it: words inside words belong to another, mostly earlier, occasion.  ``recalls`` is true
    where the speaker tells in this text what others said: he speaks on a later occasion.
    """
    if quotation.parent:
        return _recalled(quotation, own, of, speaker, outer, teller)
    at = where(quotation)
    level = [a for a in own if not a.quoted]
    if quotation.frame == TURN and (held := [a for a in level if a.turns]):
        return held[0]
    level = [a for a in level if not a.turns]
    near = [a for a in level if a.sentence.start <= at < a.sentence.end]
    fits = [a for a in near if speaker is None or speaker in a.participants]
    if fits:
        return min(fits, key=lambda a: (abs(a.span.start - at), a.span))
    if speaker is None:
        return None
    involved = [a for a in level if speaker in of[id(a)].participants]
    before = [a for a in involved if a.span.start < at and a.kind not in ("statement", "post")]
    if before:
        return max(before, key=lambda a: a.span)
    after = [a for a in involved if at <= a.span.start < at + AHEAD and a.kind not in ("statement", "post")]
    return min(after, key=lambda a: a.span, default=None) or (None if recalls else _printed(of, speaker))


def _printed(of: dict[int, Gathering], speaker: int) -> Anchor | None:
    """The document names no occasion of its speaker's, but the story holds the one transcript in which he speaks."""
    held = {id(g): g for g in of.values() if speaker in g.participants and any(a.turns for a in g.anchors)}
    if len(held) != 1:
        return None
    return next(a for a in next(iter(held.values())).anchors if a.turns)


def _recalled(
    quotation: Quotation,
    own: list[Anchor],
    of: dict[int, Gathering],
    speaker: int | None,
    outer: Gathering | None,
    teller: int | None,
) -> Anchor | None:
    """Words inside words: an occasion named in the outer words, else one in which both took part, but not the outer."""
    at = where(quotation)
    pool = [a for a in own if of[id(a)] is not outer and a.kind not in ("statement", "post")]
    cast = {p for p in (speaker, teller) if p is not None}
    inside = [a for a in pool if a.quoted and a.quoted == quotation.parent]
    fits = [a for a in inside if speaker is None or speaker in of[id(a)].participants]
    if fits:
        return min(fits, key=lambda a: (abs(a.span.start - at), a.span))
    both = [a for a in pool if len(cast) == 2 and cast <= of[id(a)].participants]
    if not both and speaker is not None and speaker == teller:
        both = [a for a in pool if speaker in of[id(a)].participants and a.kind in TALK]
    earlier = [a for a in both if a.span.start < at]
    if earlier:
        return max(earlier, key=lambda a: a.span)
    return min(both, key=lambda a: a.span, default=None)
