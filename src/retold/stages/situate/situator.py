"""The situator: people, occasions, and who said what to whom on which, for one story."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retold.records import Attribution, Diagnostic, Occasion, Person, identify
from retold.settings import Situate
from retold.stages.situate.cast import figures
from retold.stages.situate.doubts import doubts
from retold.stages.situate.occasions import Anchor, Gathering, anchors, evidence_of, gather
from retold.stages.situate.people import identities, person_of
from retold.stages.situate.speakers import Scene, Voice, resolve_sources, scene, voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.records import Block, Document, Member, Mention, Moment, Quotation


@dataclass(frozen=True)
class Situator:
    """``(documents, blocks, quotations, mentions, moments, members)`` of one story → people, occasions, attributions.

    There is exactly one ``Attribution`` for each quotation; an unsure speaker yields a ``Diagnostic`` too.
    """

    settings: Situate = field(default_factory=Situate)

    def __call__(
        self,
        documents: tuple[Document, ...],
        blocks: tuple[Block, ...],
        quotations: tuple[Quotation, ...],
        mentions: tuple[Mention, ...],
        moments: tuple[Moment, ...],
        members: tuple[Member, ...],
    ) -> Iterator[Person | Occasion | Attribution | Diagnostic]:
        """Yield people, occasions, attributions, diagnostics; nothing without documents."""
        story = members[0].story if members else ""
        sigla = {m.document: m.siglum for m in members}
        scenes = [_scene(d, quotations, mentions) for d in sorted(documents, key=lambda d: d.id)]
        people = identities([f for s in scenes for f in s.figures if f.kind == "person" or _speaks(s, f)])
        who = {id(f): n for n, person in enumerate(people) for f in person.figures}
        records = [person_of(p, story, doubts(p, people, sigla)) for p in people]
        doubted = {n for n, record in enumerate(records) if record.doubts}
        yield from records

        found = [
            a
            for s in scenes
            for a in anchors(
                s,
                [b for b in blocks if b.document == s.document.id and b.label != "chrome"],
                [m for m in moments if m.document == s.document.id],
                who,
            )
        ]
        gatherings = gather(found, doubted)
        occasions = [_occasion(g, story, records) for g in gatherings]
        home = {id(a): n for n, g in enumerate(gatherings) for a in g.anchors}
        used: set[str] = set()
        out: list[Attribution] = []
        for s in scenes:
            own = [a for a in found if a.document == s.document.id]
            for quotation in s.quotations:
                attribution = _attribution(s, quotation, own, home, gatherings, occasions, records, who)
                used.add(attribution.occasion or "")
                out.append(attribution)
        yield from {o.id: o for o in occasions if o.id in used}.values()
        yield from out
        yield from _unsure(out, records, scenes)


def _scene(document: Document, quotations: tuple[Quotation, ...], mentions: tuple[Mention, ...]) -> Scene:
    own = [m for m in mentions if m.document == document.id]
    said = sorted((q for q in quotations if q.document == document.id), key=lambda q: (q.content, q.id))
    place = scene(document, own, figures(document.id, own), said)
    resolve_sources(place)
    return place


def _speaks(place: Scene, figure: object) -> bool:
    return any(v.figure is figure for v in place.voices.values()) or getattr(figure, "kind", "") == "group"


def _occasion(gathering: Gathering, story: str, people: list[Person]) -> Occasion:
    names = sorted(people[n].name for n in gathering.participants)
    interval = gathering.interval
    when = interval.text if interval else ""
    label = " ".join(p for p in (gathering.kind, ", ".join(names), gathering.place, when) if p)
    ids = tuple(sorted(people[n].id for n in gathering.participants))
    days = (interval.first, interval.last) if interval else ()
    first = min(gathering.anchors, key=lambda a: (a.document, a.span))
    key = identify("o", story, gathering.kind, ids, gathering.place, *days, first.document, first.span.start)
    return Occasion(key, story, gathering.kind, label, interval, gathering.place, ids, evidence_of(gathering))


def _attribution(
    place: Scene,
    quotation: Quotation,
    own: list[Anchor],
    home: dict[int, int],
    gatherings: list[Gathering],
    occasions: list[Occasion],
    people: list[Person],
    who: dict[int, int],
) -> Attribution:
    heard = place.voices[quotation.id]
    speaker = _index(heard, who)
    anchor = _hangs_on(place, quotation, own, home, gatherings, speaker)
    gathering = gatherings[home[id(anchor)]] if anchor else None
    to = _index(voice(place, quotation, quotation.addressee), who) if quotation.addressee else None
    if to is None and gathering is not None and len(gathering.participants) == 2 and speaker in gathering.participants:
        to = next(iter(gathering.participants - {speaker}))
    candidates = [who[id(f)] for f in heard.candidates if id(f) in who] if heard.score < 0.5 else []
    return Attribution(
        quotation.id,
        quotation.document,
        people[speaker].id if speaker is not None else None,
        people[to].id if to is not None else None,
        occasions[home[id(anchor)]].id if anchor else None,
        tuple(people[n].id for n in candidates),
        heard.rule,
        heard.score,
    )


def _index(heard: Voice, who: dict[int, int]) -> int | None:
    return who.get(id(heard.figure)) if heard.figure is not None else None


def _hangs_on(
    place: Scene,
    quotation: Quotation,
    own: list[Anchor],
    home: dict[int, int],
    gatherings: list[Gathering],
    speaker: int | None,
) -> Anchor | None:
    """Return the anchor of the occasion on which a quotation was uttered.

    One in its own sentence comes first, then the last before it that the speaker took part in.  What stands inside
    the words of a quotation is an occasion for what is nested in them only.
    """
    at = (quotation.cue or quotation.source or quotation.content)[0].start
    inside = {q.id for q in place.quotations if q.id == quotation.parent}
    level = [a for a in own if (a.quoted in inside if inside else not a.quoted)]
    pool = level or (own if inside else level)
    near = [a for a in pool if a.sentence.start <= at <= a.sentence.end]
    fits = [a for a in near if speaker is None or speaker in a.participants] or near
    if fits:
        return min(fits, key=lambda a: (abs(a.span.start - at), a.span))
    before = [a for a in (pool or own) if a.span.start < at]
    if speaker is not None:
        before = [a for a in before if speaker in gatherings[home[id(a)]].participants]
    return max(before, key=lambda a: a.span, default=None)


def _unsure(out: list[Attribution], people: list[Person], scenes: list[Scene]) -> Iterator[Diagnostic]:
    names = {p.id: p.name for p in people}
    places = {q.id: q.source[0] for s in scenes for q in s.quotations if q.source}
    for attribution in out:
        if attribution.candidates and attribution.quotation in places:
            listed = ", ".join(names[c] for c in attribution.candidates)
            yield Diagnostic(
                "unsure-speaker",
                "situate",
                f"the source fits more than one person; besides the one taken: {listed}",
                attribution.document,
                span=places[attribution.quotation],
            )
