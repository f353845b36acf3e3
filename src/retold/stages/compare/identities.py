"""Names that cannot be: a given name of one and the surname of another, an office that nobody of that name held."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from retold.stages.compare.names import misspelt
from retold.stages.compare.papers import PAPER
from retold.stages.compare.speakers import distinct
from retold.stages.compare.telling import Finding, Tellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.records import Evidence, Person


def impossible_name_findings(tellings: Tellings) -> Iterator[Finding]:
    """No Ada Lindqvist is known to any other telling, which know Ada Brandt and Jon Lindqvist."""
    speaking = {a.speaker for a in tellings.attributions.values()} | {
        a.addressee for a in tellings.attributions.values()
    }
    for person in sorted(tellings.people.values(), key=lambda p: p.id):
        if not person.doubts or (person.id not in speaking and len(person.mentions) < 3):
            continue
        if person.kind != "person" or len(person.name.split()) < 2 or PAPER.search(person.name):
            continue
        if any(_is_cut(tellings.documents[m.document].text, m.end) for m in person.mentions):
            continue
        rival = _meant_instead(person, tellings)
        if rival and misspelt(person.name, rival.name):
            continue  # one name in two spellings
        own = _full_forms(tellings, person)
        evidence = own[:1]
        if rival:
            evidence += _full_forms(tellings, rival, person)[:3]
        for other in _halves(person, tellings):
            evidence += _full_forms(tellings, other, person)[:3] if other is not rival else []
        evidence += own[1:3]
        sure = _substituted(tellings, person, rival)
        yield Finding(
            "impossible name", "critical", distinct(evidence), person.doubts[0], 0.9 if rival else 0.6, sure=sure
        )


def _substituted(tellings: Tellings, person: Person, rival: Person | None) -> float:
    """Return how sure it is that a doubtful name stands for somebody else: who has him must tell of the same.

    Among many documents on many people, one has the given name of this man and the surname of that by chance.
    """
    here = {m.document for m in person.mentions}
    there = {m.document for m in rival.mentions} if rival else set(tellings.documents)
    if len(tellings.documents) == 1:
        return 1.0
    return max((tellings.kinship.documents(a, b) for a in here for b in there if a != b), default=0.0)


def _halves(person: Person, tellings: Tellings) -> list[Person]:
    """Return the people of whose names a doubtful name is put together."""
    name = person.name.casefold().split()
    return sorted(
        (
            p
            for p in tellings.people.values()
            if p.name in person.doubts[0] and p.id != person.id and {*p.name.casefold().split()} & {*name}
        ),
        key=lambda p: (-len(p.mentions), p.id),
    )[:2]


def _full_forms(tellings: Tellings, person: Person, apart_from: Person | None = None) -> list[Evidence]:
    """Return the fullest printed form of a person's name in each document, with the role printed before it.

    Documents that the other person is not in come first; so do forms with most of the name in them.
    """
    avoid = {m.document for m in apart_from.mentions} if apart_from else set()
    name = set(person.name.casefold().split())

    def standing(mention: Evidence) -> tuple[int, int, int]:
        printed = tellings.documents[mention.document].text[mention.start : mention.end].casefold()
        return -len(name & set(re.findall(r"[^\W_]+", printed))), mention.start - mention.end, mention.start

    best: dict[str, Evidence] = {}
    for mention in sorted(person.mentions, key=standing):
        best.setdefault(mention.document, mention)
    return sorted(best.values(), key=lambda m: (m.document in avoid, *standing(m), m.document))


def _meant_instead(person: Person, tellings: Tellings) -> Person | None:
    """Return who the other tellings have where this document has the doubtful name."""
    votes: Counter[str] = Counter()
    for told in tellings.of_statement.values():
        here = [t for t in told if t.attribution and t.attribution.speaker == person.id]
        if here:
            votes.update(
                t.attribution.speaker
                for t in told
                if t.attribution and t.attribution.speaker and t.attribution.speaker != person.id
            )
    mentioned = [p for p in tellings.people.values() if p.name in person.doubts[0] and p.id != person.id]
    if mentioned:
        return min(mentioned, key=lambda p: (-votes[p.id], -len(p.mentions), p.id))
    named = [p for p in votes if p in tellings.people and not tellings.people[p].doubts]
    if named:
        meant = tellings.people[min(named, key=lambda p: (-votes[p], p))]
        # *BRANDT:* in a transcript is who is called Ada Brandt elsewhere.
        full = [
            p
            for p in tellings.people.values()
            if " " not in meant.name and " " in p.name and p.id != person.id
            and p.name.casefold().split()[-1] == meant.name.casefold() and not p.doubts
        ]  # fmt: skip
        return min(full, key=lambda p: (-len(p.mentions), p.id), default=meant)
    return None


def _is_cut(text: str, end: int) -> bool:
    """Say whether a name ends in the middle of what is printed: *Pe* of *Pe?a*, where a sign was garbled."""
    return end < len(text) and not text[end].isspace() and text[end] not in PUNCTUATION


PUNCTUATION = "'’”\"“‘.,;:!?)(]/-–—…&|*"
