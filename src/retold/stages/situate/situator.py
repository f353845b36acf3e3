"""The situator: people, occasions, and who said what to whom on which, for one story."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from retold.records import Attribution, Diagnostic, Occasion, Person, identify
from retold.settings import Situate
from retold.stages.situate import tables
from retold.stages.situate.anchors import Anchor, anchors, is_narrated, is_reply, is_written
from retold.stages.situate.cast import figures
from retold.stages.situate.doubts import Told, doubts, rivals
from retold.stages.situate.lexicon import GROUPS
from retold.stages.situate.likeness import parts
from retold.stages.situate.occasions import Gathering, evidence_of, gather
from retold.stages.situate.people import Identity, identities, person_of
from retold.stages.situate.placing import Said, alike, place_all
from retold.stages.situate.roles import join_holders, settle_roles
from retold.stages.situate.scenes import Roles, Scene, Voice, depth, opened, where
from retold.stages.situate.sourcing import unsourced
from retold.stages.situate.speakers import heard, resolve_sources
from retold.stages.situate.strangers import strangers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retold.records import Block, Document, Member, Mention, Moment, Quotation, Span
    from retold.stages.situate.cast import Figure

T = TypeVar("T", "Block", "Mention", "Moment", "Quotation")
NAMED = 4
"""So many of those who took part are named in the label of an occasion; the rest is counted."""
WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Situator:
    """``(documents, blocks, quotations, mentions, moments, members)`` of one story → people, occasions, attributions.

    There is exactly one ``Attribution`` for each quotation; an unsure speaker, a name that does not fit its
    text, and a text that names no source at all, yield a ``Diagnostic`` too.
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
        scenes, told, who = cast_of(documents, quotations, mentions, members)
        people = told.people
        found = _anchors(scenes, blocks, moments, who)
        for anchor in (a for own in found for a in own):
            if anchor.interval is not None and not anchor.quoted:
                for person in anchor.participants:
                    told.days[person].append(anchor.interval)
        records = [person_of(p, story, doubts(n, told)) for n, p in enumerate(people)]
        doubted = {n for n, record in enumerate(records) if record.doubts}
        yield from records

        until = {d.id: d.published.last for d in documents if d.published and d.published.last}
        gatherings = gather([a for own in found for a in own], doubted, until)
        of = {id(a): g for g in gatherings for a in g.anchors}
        told_in = [_said(place, who) for place in scenes]
        named = {n for n, p in enumerate(people) if p.kind == "person" and not any(f.described for f in p.figures)}
        same = alike([one for said in told_in for one in said])
        gatherings += place_all(told_in, found, of, same, named)
        occasions = {id(g): _occasion(g, story, records) for g in gatherings}
        out: list[Attribution] = []
        for place, said in zip(scenes, told_in, strict=True):
            out += _attributions(place, said, occasions, records, who)
        used = {a.occasion for a in out}
        yield from {o.id: o for o in occasions.values() if o.id in used}.values()
        yield from out
        yield from _unsure(out, records, scenes)
        printed = _by_document(blocks)
        for place in scenes:
            yield from unsourced(place, printed.get(place.document.id, []))
            yield from strangers(place, people, who)


def cast_of(
    documents: tuple[Document, ...],
    quotations: tuple[Quotation, ...],
    mentions: tuple[Mention, ...],
    members: tuple[Member, ...],
) -> tuple[list[Scene], Told, dict[int, int]]:
    """Return the documents' scenes by document id, what is told of the story's people, and ``id(figure)`` -> person."""
    sigla = {m.document: m.siglum for m in members}
    named, said = _by_document(_as_people(mentions)), _by_document(quotations)
    scenes = [_opened(d, said.get(d.id, []), named.get(d.id, [])) for d in sorted(documents, key=lambda d: d.id)]
    roles = _stated_roles(scenes)
    _share_sexes(scenes)
    for place in scenes:
        place.known = roles
        settle_roles(place)
        resolve_sources(place)
    spoke = {id(v.figure) for s in scenes for v in s.voices.values()}
    people = join_holders(identities([f for s in scenes for f in s.figures if id(f) in spoke or _matters(f)]))
    who = {id(f): n for n, person in enumerate(people) for f in person.figures}
    return scenes, _told(people, sigla, scenes, who), who


def _as_people(mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    """Take a bare word for a person where other documents of the story give it a given name: ``Holm on the strait``."""
    full = [m for m in mentions if m.kind == "person" and len(parts(m.head)) > 1]
    surnames = {m.head.split()[-1] for m in full} - tables.places().keys()
    given = {m.head.split()[0] for m in full} & tables.given_names().keys()
    for mention in mentions:
        loud = mention.head.isupper() and len(mention.head) > 1
        printed = mention.head.title() if loud else mention.head  # "HOLM:" in a transcript
        named = printed in surnames or (loud and printed in given)  # "ADA MUST GO"
        lone = mention.kind != "person" and named and printed not in GROUPS
        yield replace(mention, kind="person") if lone else mention


def _stated_roles(scenes: list[Scene]) -> Roles:
    """Return the roles that the story's documents state for each full name, and for a surname that is one person's."""
    found: dict[tuple[str, ...], set[str]] = {}
    for figure in (f for place in scenes for f in place.figures if f.kind == "person" and not f.described):
        if len(parts(figure.name)) > 1 and figure.roles:
            found.setdefault(parts(figure.name), set()).update(figure.roles)
    bearers = Counter(name[-1] for name in found)
    alone = {(name[-1],): roles for name, roles in found.items() if bearers[name[-1]] == 1}
    return {name: tuple(sorted(roles)) for name, roles in (alone | found).items()}


def _share_sexes(scenes: list[Scene]) -> None:
    """Let a bare surname be a man's or a woman's as the one full name is that the story has for it."""
    people = [f for place in scenes for f in place.figures if f.kind == "person" and not f.described]
    bearers: dict[str, set[tuple[str, ...]]] = {}
    sexes: dict[str, set[str]] = {}
    for figure in people:
        name = parts(figure.name)
        if len(name) > 1:
            bearers.setdefault(name[-1], set()).add(name)
            sexes.setdefault(name[-1], set()).update(figure.gender)
    for figure in people:
        name = parts(figure.name)
        if len(bearers.get(name[-1], ())) == 1 and len(sexes[name[-1]]) == 1 and not figure.gender:
            figure.told = next(iter(sexes[name[-1]]))


def _opened(document: Document, quotations: list[Quotation], mentions: list[Mention]) -> Scene:
    said = sorted(quotations, key=lambda q: (q.content, q.id))
    return opened(document, mentions, figures(document.id, mentions), said)


def _by_document(records: Iterable[T]) -> dict[str, list[T]]:
    out: dict[str, list[T]] = {}
    for record in records:
        out.setdefault(record.document, []).append(record)
    return out


def _told(people: list[Identity], sigla: dict[str, str], scenes: list[Scene], who: dict[int, int]) -> Told:
    """Gather what the doubts rest on: the words of every quotation with its speaker, days of publication."""
    told = Told(people, sigla)
    for place in scenes:
        if place.document.published is not None:
            told.published[place.document.id] = place.document.published
        for quotation in place.quotations:
            speaker = _index(place.voices[quotation.id], who)
            if speaker is None:
                continue
            text = " ".join(place.document.text[s.start : s.end] for s in quotation.content).lower()
            told.words.append((place.document.id, speaker, frozenset(re.findall(r"[^\W\d_]{3,}", text))))
    told.same = rivals(told)
    return told


def _matters(figure: Figure) -> bool:
    """Whether a figure who says nothing belongs to the cast: whoever has a person's name or an institution's."""
    if figure.described:
        return False
    words = figure.name.split()
    if figure.kind == "person":
        return True
    return figure.kind == "group" and (
        words[-1] in GROUPS or words[0] in GROUPS or (words[0].isupper() and len(words[0]) > 2)
    )


def _occasion(gathering: Gathering, story: str, people: list[Person]) -> Occasion:
    names = sorted(people[n].name for n in gathering.participants)
    interval = gathering.interval
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    cast = f"{gathering.kind} ({', '.join(names[:NAMED])}{more})" if names else gathering.kind
    label = ", ".join(p for p in (cast, gathering.place, interval.text if interval else "") if p)
    ids = tuple(sorted(people[n].id for n in gathering.participants))
    days = (interval.first, interval.last) if interval else ()
    first = min(gathering.anchors, key=lambda a: (a.document, a.span))
    key = identify("o", story, gathering.kind, ids, gathering.place, *days, first.document, first.span.start)
    return Occasion(key, story, gathering.kind, label, interval, gathering.place, ids, evidence_of(gathering))


def _anchors(
    scenes: list[Scene], blocks: tuple[Block, ...], moments: tuple[Moment, ...], who: dict[int, int]
) -> list[list[Anchor]]:
    read = _by_document(b for b in blocks if b.label != "chrome")
    told = _by_document(moments)
    return [anchors(s, read.get(s.document.id, []), told.get(s.document.id, []), who) for s in scenes]


def _said(place: Scene, who: dict[int, int]) -> list[Said]:
    """Return a document's quotations with who speaks in them, outer ones before what they hold."""
    out: dict[str, Said] = {}
    inside: dict[str, list[Span]] = {}
    for quotation in place.quotations:
        if quotation.parent:
            inside.setdefault(quotation.parent, []).extend(quotation.content)
    for quotation in sorted(place.quotations, key=lambda q: (depth(q, place.parents), q.content, q.id)):
        outer = out.get(quotation.parent or "")
        taken = inside.get(quotation.id, ())
        words = {
            m.group().lower()
            for span in quotation.content
            for m in WORD.finditer(place.document.text, span.start, span.end)
            if not (taken and any(s.start <= m.start() < s.end for s in taken))
        }
        speaker = _index(place.voices[quotation.id], who)
        teller = outer.speaker if outer else None
        one = out[quotation.id] = Said(quotation, where(quotation), speaker, teller, frozenset(words), outer=outer)
        one.written, one.replies = is_written(place, quotation), is_reply(place, quotation)
        one.narrates = is_narrated(place, quotation)
        one.until = place.document.published.last if place.document.published else None
    return list(out.values())


def _attributions(
    place: Scene, said: list[Said], occasions: dict[int, Occasion], people: list[Person], who: dict[int, int]
) -> list[Attribution]:
    """Return one attribution for each quotation of a document, in its order."""
    made: dict[str, Attribution] = {}
    here = {who[id(f)] for f in place.figures if id(f) in who}
    for one in said:
        found = place.voices[one.quotation.id]
        to = _addressee(place, one, here, who)
        unsure = found.candidates if found.figure is None else []
        made[one.quotation.id] = Attribution(
            one.quotation.id,
            one.quotation.document,
            people[one.speaker].id if one.speaker is not None else None,
            people[to].id if to is not None else None,
            occasions[id(one.gathering)].id if one.gathering else None,
            tuple(people[who[id(f)]].id for f in unsure if id(f) in who),
            found.rule,
            found.score,
        )
    return [made[q.id] for q in place.quotations]


def _addressee(place: Scene, one: Said, here: set[int], who: dict[int, int]) -> int | None:
    """Return to whom it was said: as printed, else the other one of two on the occasion, else whoever recalls it.

    ``here`` are the people of the document.
    """
    quotation, gathering = one.quotation, one.gathering
    if quotation.addressee:
        outer = place.voices.get(quotation.parent or "")
        figure = heard(place, quotation, outer.figure if outer else None)
        return who.get(id(figure))
    if gathering is not None and one.speaker in gathering.participants:
        others = (gathering.participants - {one.speaker}) & here
        if len(others) == 1:
            return next(iter(others))
        if one.teller in others:
            return one.teller
    return None


def _index(heard: Voice, who: dict[int, int]) -> int | None:
    return who.get(id(heard.figure)) if heard.figure is not None else None


def _unsure(out: list[Attribution], people: list[Person], scenes: list[Scene]) -> Iterator[Diagnostic]:
    names = {p.id: p.name for p in people}
    places = {q.id: q.source[0] for s in scenes for q in s.quotations if q.source}
    for attribution in out:
        if attribution.candidates and attribution.quotation in places:
            listed = ", ".join(names[c] for c in attribution.candidates)
            yield Diagnostic(
                "unsure-speaker",
                "situate",
                f"the source fits more than one person; it may be: {listed}",
                attribution.document,
                span=places[attribution.quotation],
            )
