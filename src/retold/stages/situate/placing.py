"""On which occasion words were uttered: as the text says, as other tellings of the same words say, as said before.

What a text says beside the words comes first.  Then the same words in another document: two tellings of one utterance
are of one occasion.  Then what the same person said before, or after, in the text; then the one occasion of the text on
which many spoke.  What is left was said on an occasion that is not named: one for each speaker of a text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from retold.records import Span
from retold.stages.situate.anchors import OPEN, TURN, WRITTEN, Anchor
from retold.stages.situate.intervals import is_disjoint, width
from retold.stages.situate.occasions import TALK, Gathering, unite
from retold.stages.situate.twins import twins

if TYPE_CHECKING:
    from datetime import date

    from retold.records import Quotation

AHEAD = 1500
"""How far before it is told, in characters, an occasion may govern a quotation (a headline, a lead)."""
SAID_SO, TOLD_BEFORE, TOLD_AFTER, NOT_SAID = 3, 2, 1, 0
"""How surely the text gives an occasion: beside the words, before them, after them, not at all."""
SLIPS = 2
"""So many times must a text's day be at odds with other tellings of the same words to be a slip."""
EXCHANGE = 600
"""An answer stands no farther behind what it answers, in characters."""


@dataclass(slots=True)
class Said:
    """A quotation with what placing it needs.

    ``own`` are its words without those of quotations inside it; ``written`` is true where its cue is one of writing,
    ``replies`` where it is one of answering, ``narrates`` where it is told without marks by somebody who says *I*.
    ``printed`` is the occasion that the text itself gives; ``contested`` is true where all other tellings of the words
    give them to somebody else.  ``until`` is the last day on which its text
    can have been printed.
    """

    quotation: Quotation
    at: int
    speaker: int | None
    teller: int | None
    own: frozenset[str]
    written: bool = False
    replies: bool = False
    narrates: bool = False
    gathering: Gathering | None = None
    surety: int = NOT_SAID
    printed: Gathering | None = None
    contested: bool = False
    outer: Said | None = None
    until: date | None = None

    @property
    def nested(self) -> bool:
        """Whether these are words inside words."""
        return self.outer is not None


def place_all(
    told: list[list[Said]],
    found: list[list[Anchor]],
    of: dict[int, Gathering],
    alike: list[tuple[Said, Said]],
    people: set[int],
) -> list[Gathering]:
    """Give every quotation of a story the occasion of its utterance; return the occasions that no text names.

    ``told`` are the quotations of each document, outer ones before what they hold, ``found`` the anchors of each,
    ``of`` every anchor's gathering by ``id``, ``alike`` pairs of quotations of two documents that have the same words,
    ``people`` who is somebody with a name.
    """
    for said, own in zip(told, found, strict=True):
        recalling = {s.outer.speaker for s in said if s.outer is not None}
        for one in said:
            anchor, one.surety = _as_told(one, own, of, recalls=one.speaker in recalling)
            one.gathering = of[id(anchor)] if anchor else None
    alike = [(a, b) for a, b in alike if not _is_too_late(a, b) and not _is_too_late(b, a)]
    joined = _united(alike, of)
    for one in (s for said in told for s in said):
        one.gathering = one.printed = joined(one.gathering) if one.gathering else None
    _by_twins(alike, people)
    out: list[Gathering] = []
    for said in told:
        _with_a_slip([s for s in said if not s.nested])
        _as_before([s for s in said if not s.nested])
        _on_the_open_one([s for s in said if not s.nested])
        out += _unnamed(said)
        _with_replies([s for s in said if not s.nested])
        _with_the_answer([s for s in said if not s.nested])
    _same_unnamed(alike, told)
    return out


def _as_told(one: Said, own: list[Anchor], of: dict[int, Gathering], *, recalls: bool) -> tuple[Anchor | None, int]:
    """Return the anchor of the occasion that the text itself gives, and how surely.

    ``recalls`` is true where the speaker tells in this text what others said: he speaks on a later occasion.
    """
    if one.outer is not None:
        return _recalled(one, own, of)
    level = [a for a in own if not a.quoted]
    if one.quotation.frame == TURN and (held := [a for a in level if a.turns]):
        return held[0], SAID_SO
    level = [a for a in level if not a.turns]
    near = [a for a in level if a.sentence.start <= one.at < a.sentence.end]
    fits = [a for a in near if one.speaker is None or one.speaker in a.participants]
    if fits:
        return min(fits, key=lambda a: (abs(a.span.start - one.at), a.span)), SAID_SO
    if one.speaker is None:
        return None, NOT_SAID
    spoken = [a for a in level if a.kind != "statement" and (a.kind not in WRITTEN or one.written)]
    involved = [a for a in spoken if one.speaker in of[id(a)].participants]
    before = [a for a in involved if a.span.start < one.at]
    if before:
        return max(before, key=lambda a: a.span), TOLD_BEFORE
    after = [a for a in involved if one.at <= a.span.start < one.at + AHEAD]
    first = min(after, key=lambda a: a.span, default=None) or (None if recalls else _printed(of, one.speaker))
    return first, TOLD_AFTER if first else NOT_SAID


def _printed(of: dict[int, Gathering], speaker: int) -> Anchor | None:
    """The document names no occasion of its speaker's, but the story holds the one transcript in which he speaks."""
    held = {id(g): g for g in of.values() if speaker in g.participants and any(a.turns for a in g.anchors)}
    if len(held) != 1:
        return None
    return next(a for a in next(iter(held.values())).anchors if a.turns)


def _recalled(one: Said, own: list[Anchor], of: dict[int, Gathering]) -> tuple[Anchor | None, int]:
    """Words inside words: an occasion named in the outer words, else one in which both took part, but not the outer."""
    outer = one.outer.gathering if one.outer else None
    pool = [a for a in own if of[id(a)] is not outer and a.kind not in ("statement", "post") and not a.turns]
    cast = {p for p in (one.speaker, one.teller) if p is not None}
    inside = [a for a in pool if a.quoted and a.quoted == one.quotation.parent]
    fits = [a for a in inside if one.speaker is None or one.speaker in of[id(a)].participants]
    if fits:
        return min(fits, key=lambda a: (abs(a.span.start - one.at), a.span)), SAID_SO
    if one.outer is not None and one.outer.quotation.frame == TURN:  # a long talk comes to many things
        pool = [a for a in pool if abs(a.span.start - one.at) < EXCHANGE]
    both = [a for a in pool if len(cast) == 2 and cast <= of[id(a)].participants]
    if not both and one.speaker is not None and one.speaker == one.teller:
        both = [a for a in pool if one.speaker in of[id(a)].participants and a.kind in TALK]
    earlier = [a for a in both if a.span.start < one.at]
    if earlier:
        return max(earlier, key=lambda a: a.span), TOLD_BEFORE
    first = min(both, key=lambda a: a.span, default=None)
    return first, TOLD_AFTER if first else NOT_SAID


class _Joined:
    """Gatherings that turned out to be one, by ``id``: the one that they went into."""

    def __init__(self) -> None:
        self.into: dict[int, Gathering] = {}

    def __call__(self, gathering: Gathering) -> Gathering:
        while id(gathering) in self.into:
            gathering = self.into[id(gathering)]
        return gathering


def _united(alike: list[tuple[Said, Said]], of: dict[int, Gathering]) -> _Joined:
    """Make one of two occasions on which two texts surely place the same words, unless their days are disjoint."""
    joined = _Joined()
    for left, right in alike:
        if min(left.surety, right.surety) < SAID_SO or left.gathering is None or right.gathering is None:
            continue
        here, there = joined(left.gathering), joined(right.gathering)
        if here is not there and left.nested == right.nested and not is_disjoint(here.interval, there.interval):
            kept, gone = sorted((here, there), key=lambda g: (not any(a.turns for a in g.anchors), g.order))
            unite(kept, gone)
            joined.into[id(gone)] = kept
    for key, gathering in list(of.items()):
        of[key] = joined(gathering)
    return joined


def _by_twins(alike: list[tuple[Said, Said]], people: set[int]) -> None:
    """Place words where most other tellings of the same words place them, the surely placed ones first.

    Where both the day and the speaker are others, the text is left with what it says.
    """
    twins: dict[int, list[Said]] = defaultdict(list)
    ones = {id(s): s for pair in alike for s in pair}
    for left, right in alike:
        twins[id(left)].append(right)
        twins[id(right)].append(left)
    for key, one in ones.items():
        one.contested = one.speaker is not None and all(twin.speaker != one.speaker for twin in twins[key])
    for least in (SAID_SO, SAID_SO, TOLD_BEFORE):
        decided = []
        for key, one in ones.items():
            votes: Counter[int] = Counter()
            known = {}
            for twin in twins[key]:
                if twin.gathering is None or twin.surety < least or twin.nested != one.nested:
                    continue
                told = one.gathering.interval if one.gathering else None
                if one.speaker == twin.speaker or not is_disjoint(told, twin.gathering.interval):
                    votes[id(twin.gathering)] += 1
                    known[id(twin.gathering)] = twin.gathering
            if votes and one.surety < least:
                best = min(known, key=lambda k: (-votes[k], known[k].order))
                decided.append((one, known[best], least))
        for one, gathering, surety in decided:
            one.gathering, one.surety = gathering, surety
            if one.speaker in people and (gathering.kind in OPEN or any(a.turns for a in gathering.anchors)):
                gathering.participants.add(one.speaker)


def _with_a_slip(said: list[Said]) -> None:
    """Take the rest along where twice other tellings show that a text has another day for the same occasion."""
    moved: Counter[tuple[int, int]] = Counter()
    known = {id(s.gathering): s.gathering for s in said if s.gathering is not None}
    for one in said:
        left, right = one.printed, one.gathering
        if left is not None and right is not None and is_disjoint(left.interval, right.interval):
            moved[id(left), id(right)] += 1
    for (left_id, right_id), count in sorted(moved.items(), key=lambda m: known[m[0][1]].order):
        for one in said:
            if count >= SLIPS and one.gathering is not None and id(one.gathering) == left_id and not one.contested:
                one.gathering, one.surety = known[right_id], TOLD_BEFORE


def _as_before(said: list[Said]) -> None:
    """Go on with the occasion on which the speaker spoke last in the text; a headline, with the first after it."""
    last: dict[int, Said] = {}
    first: dict[int, Said] = {}
    waiting = []
    for one in sorted(said, key=lambda s: (s.at, s.quotation.id)):
        if one.speaker is None:
            continue
        if one.surety == SAID_SO and one.gathering is not None:
            if _goes_on(one.gathering):
                last[one.speaker] = one
                first.setdefault(one.speaker, one)
        elif one.speaker in last and not (one.contested and one.gathering is not None):
            before = last[one.speaker]
            told = one.gathering is not None and one.surety == TOLD_BEFORE
            if not (told and _is_between(one, before)):
                one.gathering, one.surety = before.gathering, TOLD_BEFORE
        elif one.surety < TOLD_BEFORE:
            waiting.append(one)
    for one in waiting:
        if one.speaker in first:
            one.gathering, one.surety = first[one.speaker].gathering, TOLD_AFTER


def _goes_on(gathering: Gathering) -> bool:
    """Whether more may be said on it: not where it is a paper, or only a stretch of days (``said in January``)."""
    vague = gathering.kind == "statement" and width(gathering.interval) > 1 and gathering.interval is not None
    return not vague and gathering.kind not in WRITTEN


def _is_between(one: Said, before: Said) -> bool:
    """Whether the text names the occasion of ``one`` anew, behind what its speaker said before."""
    anchors = one.gathering.anchors if one.gathering else []
    return any(
        a.document == one.quotation.document and not a.quoted and before.at < a.span.start < one.at for a in anchors
    )


def _on_the_open_one(said: list[Said]) -> None:
    """On the occasion of most of the words of a text, where many speak on it and the speaker was there."""
    held = Counter(id(s.gathering) for s in said if s.gathering is not None)
    known = {id(s.gathering): s.gathering for s in said if s.gathering is not None}
    if not held:
        return
    best = known[min(held, key=lambda k: (-held[k], known[k].order))]
    public = best.kind in OPEN or any(a.turns for a in best.anchors)
    for one in said:
        if one.gathering is None and one.speaker is not None and public and one.speaker in best.participants:
            one.gathering, one.surety = best, TOLD_AFTER


def _unnamed(said: list[Said]) -> list[Gathering]:
    """Make an occasion for what a speaker says in a text that names none.

    For words inside words, one for all that one quotation recalls, and for each pair of people.
    """
    made: dict[frozenset[int], Gathering] = {}
    inside: dict[str, list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda s: (s.at, s.quotation.id)):
        if one.gathering is None and one.outer is not None:
            inside[one.outer.quotation.id].append(one)
        elif one.gathering is None and one.speaker is not None:
            _add(made, frozenset({-1, one.speaker}), one, "statement")
    for recalled in inside.values():
        cast = frozenset(p for one in recalled for p in (one.speaker, one.teller) if p is not None)
        for one in recalled if cast else ():
            _add(made, cast, one, "meeting")
    return list(made.values())


def _with_replies(said: list[Said]) -> None:
    """Take an answer, and all that its speaker says with it, to the occasion of what it answers, right before it."""
    ordered = sorted(said, key=lambda s: (s.at, s.quotation.id))
    for before, one in pairwise(ordered):
        here, there = one.gathering, before.gathering
        apart = here is not None and there is not None and here is not there and one.speaker != before.speaker
        if not (apart and one.replies and one.at - before.at < EXCHANGE) or here is None or there is None:
            continue
        if here.named and there.named:
            continue
        kept, gone = (here, there) if here.named else (there, here)
        if kept.named and (kept.kind == "statement" or kept.kind in WRITTEN):
            continue  # nobody answers on the occasion of a written statement
        unite(kept, gone)
        kept.kind = "meeting" if not kept.named else kept.kind
        for other in said:
            other.gathering = kept if other.gathering is gone else other.gathering


def _with_the_answer(said: list[Said]) -> None:
    """``I asked Holm: is it safe? She said: not now.``: of what is recalled of a talk, both sides are of that talk."""
    for before, one in pairwise(sorted(said, key=lambda s: (s.at, s.quotation.id))):
        talk = one.gathering
        if not before.narrates or talk is None or one.speaker == before.speaker or one.at - before.at > EXCHANGE:
            continue
        if talk.named and {one.speaker, before.speaker} <= talk.participants and talk is not before.gathering:
            before.gathering, before.surety = talk, TOLD_BEFORE


def _add(made: dict[frozenset[int], Gathering], key: frozenset[int], one: Said, kind: str) -> None:
    if key not in made:
        span = Span(one.at, one.at + 1)
        anchor = Anchor(one.quotation.document, kind, span, span, participants=set(key - {-1}))
        made[key] = Gathering([anchor], kind, None, "", set(anchor.participants), named=False)
    one.gathering = made[key]


def _same_unnamed(alike: list[tuple[Said, Said]], told: list[list[Said]]) -> None:
    """Make one of occasions that are not named, where two texts have the same words on both."""
    joined = _Joined()
    for left, right in alike:
        if left.gathering is None or right.gathering is None or left.nested != right.nested:
            continue
        here, there = joined(left.gathering), joined(right.gathering)
        if here is not there and not (here.named and there.named) and not is_disjoint(here.interval, there.interval):
            kept, gone = sorted((here, there), key=lambda g: (not g.named, g.order))
            unite(kept, gone)
            joined.into[id(gone)] = kept
    for one in (s for said in told for s in said):
        one.gathering = joined(one.gathering) if one.gathering else None


def alike(said: list[Said]) -> list[tuple[Said, Said]]:
    """Return the pairs of quotations of two documents that can be tellings of the same words."""
    return [(said[i], said[j]) for i, j in twins([(s.quotation.document, s.own) for s in said])]


def _is_too_late(one: Said, other: Said) -> bool:
    """Whether one text gives an occasion that came only after the other was printed: they look alike, no more."""
    day = one.gathering.interval if one.gathering else None
    return bool(day and day.first and other.until and day.first > other.until)
