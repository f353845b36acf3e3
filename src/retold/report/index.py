"""Look-ups over a case: which record belongs to which, and how a place in a text is named in a page."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retold.records import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.case import Case
    from retold.records import (
        Attribution,
        Block,
        Document,
        Member,
        Occasion,
        Person,
        Quotation,
        Reading,
        Span,
        Statement,
        Story,
        Witness,
    )


@dataclass(frozen=True, slots=True)
class Index:
    """Records of a case by id, or by the id of the record that they belong to."""

    documents: dict[str, Document]
    blocks: dict[str, list[Block]]
    quotations: dict[str, Quotation]
    spoken: dict[str, list[Quotation]]
    """Quotations by document."""
    attributions: dict[str, Attribution]
    people: dict[str, Person]
    occasions: dict[str, Occasion]
    stories: dict[str, Story]
    members: dict[str, list[Member]]
    """Members by document: a document may stand in several stories."""
    statements: dict[str, Statement]
    tellings: dict[str, list[Witness]]
    """Witnesses by statement."""
    readings: dict[str, list[Reading]]
    """Readings by statement."""
    numbers: dict[str, int]
    """The number of each story, from 0."""

    def siglum(self, document: str, story: str = "") -> str:
        """Return the short name of a document in a story, or in the first that it stands in; empty if in none.

        Where no story is asked for, the number of the document's own goes before it unless that is the first one: two
        stories both have an A.
        """
        members = self.members.get(document, [])
        member = next((m for m in members if m.story == story), members[0] if members else None)
        if member is None:
            return ""
        number = self.numbers.get(member.story, 0)
        return member.siglum if number == 0 or story else f"{number + 1}{member.siglum}"

    def name(self, document: str) -> str:
        """Return what a reader may call a document: its outlet, or its file where none is stated."""
        found = self.documents.get(document)
        if found is None:
            return document
        member = f" › {found.member}" if found.member else ""
        return found.outlet or found.path.replace("\\", "/").rpartition("/")[2] + member

    def words(self, document: str, spans: Iterable[Span]) -> str:
        """Return the words of some spans of a document, with an ellipsis where something stands between them."""
        found = self.documents.get(document)
        return " … ".join(found.text[s.start : s.end] for s in spans) if found else ""

    def person(self, person: str | None) -> str:
        """Return a person's name; empty where nobody is meant."""
        if person is None:
            return ""
        found = self.people.get(person)
        return found.name if found else person


def index(case: Case) -> Index:
    """Return the look-ups of a case."""
    return Index(
        documents={d.id: d for d in case.documents},
        blocks=_group(case.blocks, "document"),
        quotations={q.id: q for q in case.quotations},
        spoken=_group(case.quotations, "document"),
        attributions={a.quotation: a for a in case.attributions},
        people={p.id: p for p in case.people},
        occasions={o.id: o for o in case.occasions},
        stories={s.id: s for s in case.stories},
        members=_group(case.members, "document"),
        statements={s.id: s for s in case.statements},
        tellings=_group(case.witnesses, "statement"),
        readings=_group(case.readings, "statement"),
        numbers={s.id: n for n, s in enumerate(case.stories)},
    )


def anchor(place: Evidence) -> str:
    """Return the id that the marked words of a place have in the page of its document."""
    return f"d-{slug(place.document)}-{place.start}-{place.end}"


def slug(name: str) -> str:
    """Return a name as a part of an id: letters, digits and underscore; ids made by ``identify`` stay as they are."""
    return re.sub(r"[^A-Za-z0-9_]", lambda m: f"_{ord(m[0]):x}_", name)


def places(document: str, spans: Iterable[Span]) -> list[Evidence]:
    """Return the spans of a document as places."""
    return [Evidence(document, s.start, s.end) for s in spans]


def _group(records: Iterable[Any], key: str) -> dict[str, list[Any]]:
    groups = defaultdict(list)
    for record in records:
        groups[getattr(record, key)].append(record)
    return dict(groups)
