"""What is odd about a name: signals, each with its evidence, in plain sentences.  Nothing is repaired.

Four signals, by falling strength: an office that the table gives to somebody else; a given name and a surname that
belong to two people of the story; words that most other tellings give to one other person; an office stated for a
day on which the table gives it to somebody else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retold.stages.situate import tables
from retold.stages.situate.likeness import is_given_match, is_same, is_variant, parts
from retold.stages.situate.offices import (
    Term,
    every_office,
    holders,
    in_office,
    is_former,
    is_holder,
    office_of,
    surnames,
)
from retold.stages.situate.twins import twins

if TYPE_CHECKING:
    from retold.records import Interval
    from retold.stages.situate.people import Identity


@dataclass(slots=True)
class Told:
    """What a story tells of its people, for judging their names.

    ``sigla`` names documents; ``words`` are (document, person, words) of every quotation with a known speaker;
    ``days`` the days of the occasions on which a person spoke; ``published`` the documents' days of publication;
    ``same`` what ``rivals`` found; ``given`` and ``surname`` the people of each name, filled when
    first asked for.
    """

    people: list[Identity]
    sigla: dict[str, str]
    words: list[tuple[str, int, frozenset[str]]] = field(default_factory=list)
    days: dict[int, list[Interval]] = field(default_factory=lambda: defaultdict(list))
    published: dict[str, Interval] = field(default_factory=dict)
    same: dict[int, dict[int, set[tuple[str, str]]]] = field(default_factory=dict)
    given: dict[str, list[int]] = field(default_factory=dict)
    surname: dict[str, list[Identity]] = field(default_factory=dict)

    def of_surname(self, surname: str) -> list[Identity]:
        """Return the people with a full name who have a surname, in order."""
        if not self.surname:
            for person in self.people:
                if person.kind == "person" and len(parts(person.name)) > 1:
                    self.surname.setdefault(parts(person.name)[-1], []).append(person)
        return self.surname.get(surname, [])

    def alike_by_given_name(self, given: str) -> list[int]:
        """Return the places of people with a full name whose given name can be this one, in order."""
        if not self.given:
            for number, person in enumerate(self.people):
                if person.kind == "person" and len(parts(person.name)) > 1:
                    self.given.setdefault(parts(person.name)[0], []).append(number)
        near = {o for o in self.given if o[:1] == given[:1]} | (self.given.keys() & tables.short_forms().get(given, ()))
        return sorted(n for other in near if is_given_match(given, other) for n in self.given[other])


def doubts(number: int, told: Told) -> tuple[str, ...]:
    """Return the doubts about one person's name, the strongest first; empty where nothing is odd."""
    person = told.people[number]
    if person.kind != "person" or any(f.described for f in person.figures):
        return ()
    found = [
        _never_held(person, told),
        _crossed(number, told),
        _other_speaker(number, told),
        _misdated(number, told),
    ]
    return tuple(dict.fromkeys(f for f in found if f))


def _never_held(person: Identity, told: Told) -> str:
    """``President Ada Lindqvist``, where Ada Brandt and Jon Lindqvist held the office: each shares half of the name."""
    if len(parts(person.name)) < 2:
        return ""
    for role in person.roles:
        office = office_of(role) or _office_by_halves(person, role)
        if office is None:
            continue
        listed = holders(*office)
        if any(is_holder(person.name, t) for t in listed):
            return ""
        by_surname = [t for t in listed if is_variant(parts(t.name)[-1], parts(person.name)[-1])]
        by_given = [t for t in listed if is_given_match(parts(t.name)[0], parts(person.name)[0])]
        if not by_surname and not by_given:
            continue  # newer or older than the table
        likely = _likely(by_surname, by_given, told)
        halves = " and ".join(_held(t) for t in likely)
        return (
            f"{_names(person, told)} the name {person.name} with the office {_plain(role)}, but no holder of that "
            f"office since 1945 has this name; {halves} {'share' if len(likely) > 1 else 'shares'} half of it."
        )
    return ""


def _office_by_halves(person: Identity, role: str) -> tuple[str, str] | None:
    """``President Ada Lindqvist``: no country is stated, but both halves of the name are those of its presidents."""
    own, low = parts(person.name), role.lower()
    words = low.split()
    for (country, office), listed in every_office():
        if office in words or (" " in office and office in low):
            given = any(parts(t.name)[0] == own[0] for t in listed)
            surname = any(parts(t.name)[-1] == own[-1] for t in listed)
            if given and surname:
                return country, office
    return None


def _likely(by_surname: list[Term], by_given: list[Term], told: Told) -> list[Term]:
    """Return the holder of the surname and that of the given name; those whom the story names come first."""
    named = [p.name for p in told.people]
    out = []
    for found in (by_given, by_surname):
        ranked = sorted(found, key=lambda t: (not any(is_same(t.name, n) for n in named), t.first))
        out += ranked[:1]
    return sorted(out, key=lambda t: not any(is_same(t.name, n) for n in named))


def _crossed(number: int, told: Told) -> str:
    """Given name and surname belong to two people of the story.

    Two people of a story may well share a given name: only where they hold the same office, or say the same words,
    or the surname is another's of the story, is the name odd.
    """
    person = told.people[number]
    name = parts(person.name)
    if len(name) < 2 or len(name[0]) < 2:
        return ""
    for index in told.alike_by_given_name(name[0]):
        other = told.people[index]
        theirs = parts(other.name)
        if other is person:
            continue
        if is_variant(name[-1], theirs[-1]) or len(other.documents - person.documents) <= len(person.documents):
            continue
        owners, here = _owners(person, told)
        # "Ada Holm's strategist, Ada Brandt" is nobody's slip for Ada Holm
        odd = here or _share_office(person, other) or _same_words(number, index, told)
        if odd and not _stand_together(person, other):
            known = f" {owners[0]} has the surname." if owners else ""
            return (
                f"{_names(person, told)} {person.name}, and no other telling does: "
                f"{_list(other.documents, told)} have {other.name} with the same given name.{known}"
            )
    return ""


def _stand_together(left: Identity, right: Identity) -> bool:
    """Say whether a page names both in one breath."""
    return any(
        abs(a.span.start - b.span.start) <= ONE_BREATH
        for one in left.figures
        for other in right.figures
        if one.document == other.document
        for a in one.mentions
        for b in other.mentions
    )


ONE_BREATH = 80
"""How many characters two names may stand apart that one sentence tells of."""


def _owners(person: Identity, told: Told) -> tuple[list[str], bool]:
    """Return other bearers of the surname, people of the story before holders of an office, and if there are such."""
    name = parts(person.name)
    here = [o.name for o in told.of_surname(name[-1]) if o is not person]
    held = sorted(n for n in surnames().get(name[-1], ()) if not is_given_match(parts(n)[0], name[0]))
    others = [n for n in here if not is_same(n, person.name)]
    return [*others, *(n for n in held if not is_same(n, person.name))], bool(others)


def _share_office(left: Identity, right: Identity) -> bool:
    """Whether both are said to be the same: ``Former Norlandish President``, ``the Norlandish president``."""
    ours = [_office_words(r) for r in left.roles]
    theirs = [_office_words(r) for r in right.roles]
    return any(len(a & b) >= 2 and (a <= b or b <= a) for a in ours for b in theirs)


def _office_words(role: str) -> frozenset[str]:
    gone = {"former", "ex", "then", "late", "the", "a", "an", "his", "her", "its", "their", "outgoing", "of"}
    return frozenset(re.findall(r"[^\W\d_]+", role.lower())) - gone


def _same_words(left: int, right: int, told: Told) -> bool:
    return right in told.same.get(left, {})


def rivals(told: Told) -> dict[int, dict[int, set[tuple[str, str]]]]:
    """Return person -> other person -> pairs of documents in which the same words are the one's and the other's."""
    out: dict[int, dict[int, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for i, j in twins([(document, words) for document, _, words in told.words]):
        (here, one, _), (there, other, _) = told.words[i], told.words[j]
        if one != other:
            out[one][other].add((here, there))
            out[other][one].add((there, here))
    return out


def _other_speaker(number: int, told: Told) -> str:
    """The same words are, in two or more other tellings, those of one other person with half of this one's name."""
    person = told.people[number]
    for other, places in sorted(told.same.get(number, {}).items()):
        rival = told.people[other]
        theirs = {there for _, there in places} - person.documents
        ours = {here for here, _ in places}
        half = set(parts(rival.name)) & set(parts(person.name))
        if rival.kind == "person" and half and len(theirs) >= 2 and len(theirs) > len(ours):
            return (
                f"{_list(ours, told)} give to {person.name} the words that {_list(theirs, told)} give to {rival.name}."
            )
    return ""


def _misdated(number: int, told: Told) -> str:
    """``President Ada Holm`` of a day on which the table has somebody else, on the day of printing too."""
    person = told.people[number]
    for role in person.roles:
        office = office_of(role)
        if office is None or is_former(role):
            continue
        own = [t for t in holders(*office) if is_holder(person.name, t)]
        for day in told.days.get(number, []):
            printed = [told.published[d] for d in person.documents if d in told.published]
            when = [t for w in (day, *printed) for t in in_office(*office, w)]
            others = in_office(*office, day)
            dated = day.first and day.last and re.search(r"\d{4}", day.text)  # "in June" may be of another year
            if own and printed and dated and others and not set(own) & set(when):
                then = " and ".join(_held(t) for t in others)
                return (
                    f"{_names(person, told)} {person.name} as {_plain(role)} on {day.text or day.first}, but the table "
                    f"has {then} in that office then."
                )
    return ""


def _names(person: Identity, told: Told) -> str:
    one = len(person.documents) == 1
    return f"{'Only ' if one else ''}{_list(person.documents, told)} {'prints' if one else 'print'}"


def _list(documents: set[str], told: Told) -> str:
    names = sorted((told.sigla.get(d, d) for d in documents), key=lambda s: (len(s), s))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _held(term: Term) -> str:
    last = term.last.isoformat() if term.last else "today"
    return f"{term.name} ({term.first.isoformat()} to {last})"


def _plain(role: str) -> str:
    return re.sub(r"^(?:the|his|her|their|its|a|an)\s+", "", role)
