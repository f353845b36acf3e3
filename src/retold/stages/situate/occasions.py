"""Occasions across a story: which tellings are of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Evidence
from retold.stages.situate import tables
from retold.stages.situate.anchors import ALONE, OPEN
from retold.stages.situate.intervals import is_disjoint, width

if TYPE_CHECKING:
    from datetime import date

    from retold.records import Interval
    from retold.stages.situate.anchors import Anchor

TALK = frozenset({"meeting", "call"})


@dataclass(slots=True)
class Gathering:
    """Anchors that are one occasion, with what they agree on; ``named`` where some text has a word for it."""

    anchors: list[Anchor]
    kind: str
    interval: Interval | None
    place: str
    participants: set[int]
    named: bool = True

    @property
    def order(self) -> tuple[str, int]:
        """Where the story names it first: the same for whatever order of documents."""
        return min((a.document, a.span.start) for a in self.anchors)


def unite(kept: Gathering, gone: Gathering) -> None:
    """Take into one occasion what is told of another that is the same; the more exact day and place stay."""
    kept.anchors += gone.anchors
    kept.participants |= gone.participants
    kept.place = kept.place or gone.place
    if kept.interval is None or (gone.interval is not None and width(gone.interval) < width(kept.interval)):
        kept.interval = gone.interval


def gather(found: list[Anchor], doubted: set[int], until: dict[str, date]) -> list[Gathering]:
    """Join the anchors of a story's documents into occasions, the most exact first; order of documents is nothing.

    Two are one where kind, days, place and cast agree: disjoint days never join.  ``doubted`` are people whose name
    is odd: one of them may stand where the other telling has somebody else.  ``until`` is the last day on which each
    document can have been printed, where it is known: what came later is nothing that it tells.
    """
    ordered = sorted(
        found, key=lambda a: (width(a.interval), not a.place, -len(a.participants), a.kind, a.document, a.span)
    )
    out: list[Gathering] = []
    for anchor in ordered:
        homes = [g for g in out if _is_one(g, anchor, doubted) and not _is_too_late(g, until.get(anchor.document))]
        own = [g for g in homes if anchor.interval is None and any(a.document == anchor.document for a in g.anchors)]
        home = next(iter(own or homes), None)  # "after the meeting" is after the one that the text has told of
        if home is None:
            out.append(Gathering([anchor], anchor.kind, anchor.interval, anchor.place, set(anchor.participants)))
            continue
        home.anchors.append(anchor)
        home.place = home.place or anchor.place
        home.interval = home.interval or anchor.interval
        theirs, ours = anchor.participants - home.participants, home.participants - anchor.participants
        if len(home.participants) < 2 or theirs <= doubted or (ours and ours <= doubted):
            home.participants |= anchor.participants
    return _of_the_one_held(out)


def _of_the_one_held(found: list[Gathering]) -> list[Gathering]:
    """``The hearing`` of which a text has neither day nor place is the one that has a transcript, or a day."""
    out = []
    for kind in sorted(OPEN):
        held = [g for g in found if g.kind == kind]
        known = [g for g in held if any(a.turns for a in g.anchors)] or [g for g in held if g.interval is not None]
        for vague in held if len(known) == 1 else ():
            if vague is not known[0] and vague.interval is None and is_same_place(vague.place, known[0].place):
                unite(known[0], vague)
                out.append(vague)
    return [g for g in found if all(g is not vague for vague in out)]


def _is_too_late(gathering: Gathering, until: date | None) -> bool:
    first = gathering.interval.first if gathering.interval else None
    return bool(first and until and first > until)


def _is_one(gathering: Gathering, anchor: Anchor, doubted: set[int]) -> bool:
    same_kind = gathering.kind == anchor.kind or {gathering.kind, anchor.kind} <= TALK
    if anchor.anew and any(a.document == anchor.document for a in gathering.anchors):
        return False
    if anchor.kind == "statement" and _is_held_that_day(gathering, anchor):
        return True
    alone = min(len(gathering.participants), len(anchor.participants)) < 2
    held = gathering.kind == anchor.kind == "interview" and any(a.turns for a in gathering.anchors)
    if alone and not held and anchor.kind not in ALONE and (gathering.interval is None or anchor.interval is None):
        return False  # "talks with his staff" are not whatever talks he had
    if not same_kind or is_disjoint(gathering.interval, anchor.interval):
        return False
    if not is_same_place(gathering.place, anchor.place):
        return False
    return is_compatible(gathering.participants, anchor.participants, doubted)


def _is_held_that_day(gathering: Gathering, anchor: Anchor) -> bool:
    """Whether what somebody said on a day was said at the hearing, or in the transcript, of that day."""
    public = gathering.kind in OPEN or any(a.turns for a in gathering.anchors)
    days = width(gathering.interval) == width(anchor.interval) == 1
    together = bool(gathering.participants & anchor.participants)
    return public and days and together and not is_disjoint(gathering.interval, anchor.interval)


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
