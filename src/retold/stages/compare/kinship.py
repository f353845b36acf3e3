"""How sure we are that two tellings are of one utterance, and how grave a finding may be that rests on it.

Statements are joined by likeness, and what is alike may still be two utterances: two polls, two rallies, two people on
one subject.  To be held against each other, two tellings must be kin, and the more so the graver the finding is.  Two
things speak for it: their wording (rare words that they share, measured by how many sentences of the story there are
to be mistaken for one another), and their documents (how much else these two have in common, besides what is judged).
Neither is enough by itself, but for a long and rare wording.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from retold.stages.words import is_function_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from retold.records import Person
    from retold.stages.compare.lines import Lines
    from retold.stages.compare.telling import Finding, Telling, Tellings
    from retold.stages.words import Word

LEAST = {"critical": 0.8, "high": 0.65, "medium": 0.45, "low": 0.3}
"""How sure we must be of the kinship for a finding of each grade; below it, the finding is of the next grade."""
ENOUGH = 2.0
"""So many rarest words, all of the shorter telling's, make two wordings kin by two thirds."""
TOGETHER = 1.2
"""So much of other wording that two documents share makes them kin by two thirds."""
CHANCE = 0.25
"""What two wordings on one subject have in common by chance: it adds nothing to the kinship of their documents."""
OTHER_SPEAKER = 0.3
"""What a shared wording is worth for it that is given to two people."""
ONE_OCCASION = 1.5
"""What it is worth that two documents tell several utterances of one meeting on one day, printed on others."""
BY_DOCUMENTS = 0.65
"""What the documents alone can give to two tellings that share no word: a short answer to one question."""
ONE_PAGE = 0.3
"""What it lends to two tellings that one page has them both: it may sum up, or tell two things."""
THROUGH = 0.8
"""What kinship loses through a third document that is kin to both."""
OF_FACTS = 0.4
"""How sure a wording alone makes us where it is nobody's own words."""
COPIED, MOST_COPIED, LEAST_COPIED = 0.5, 3, 5
"""What a sentence that both documents have is worth, how many count, and how many words of matter it must have."""
VERBATIM = 0.85
"""What it is worth that both print the same words of matter, so many as no two people happen to say."""
WEEK, LATER = 7, 0.5
"""News that were printed more than a week apart are of one occasion with half the sureness, unless both look back."""
FEW = 20.0
"""So many sentences, in all the story, are so few that whoever gave them meant them to be held against each other."""
MOST_FEW = 1.5
MOST_THIRD = 20
FIRST = 8
"""Against how many of the documents that tell one utterance each other of them is held, to see whether it has kin."""
MOST_TELLINGS = 4
"""How many tellings of one statement in one document are looked at."""


@dataclass(frozen=True)
class Kinship:
    """Kinship of tellings, of sentences and of documents, each 0 to 1; kept once found."""

    lines: Lines
    people: Mapping[str, Person]
    held: dict[str, set[str]]
    """By document, the dated meetings of which it tells several utterances."""
    whole: dict[str, set[frozenset[str]]]
    """By document, its sentences, those that are long enough to be no chance."""
    outlet: dict[str, str]
    printed: dict[str, date | None]
    looks_back: Callable[[str, date], bool]
    records: frozenset[str]
    told: dict[str, dict[str, list[Telling]]]
    """By document and statement."""
    tellers: dict[str, set[str]]
    """The documents that tell each statement."""
    _shared: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)
    _wordings: dict[tuple[str, str], float] = field(default_factory=dict)
    _neighbours: dict[str, set[str]] = field(default_factory=dict)
    _whole_kinship: dict[tuple[str, str], float] = field(default_factory=dict)

    @classmethod
    def of(cls, tellings: Tellings) -> Kinship:
        """Take the tellings of a story; nothing is weighed before somebody asks."""
        told: dict[str, dict[str, list[Telling]]] = defaultdict(lambda: defaultdict(list))
        for statement, group in tellings.of_statement.items():
            for telling in group:
                if not telling.headline:
                    told[telling.document.id][statement].append(telling)
        tellers: dict[str, set[str]] = defaultdict(set)
        for document, statements in told.items():
            for statement in statements:
                tellers[statement].add(document)
        lines = tellings.lines
        whole = {d: {x.matter for x in of if len(x.matter) >= LEAST_COPIED} for d, of in lines.of.items()}
        outlet = {d.id: d.outlet for d in tellings.documents.values()}
        by_document = {d: dict(statements) for d, statements in told.items()}
        return cls(
            lines,
            tellings.people,
            _held(tellings),
            whole,
            outlet,
            _printed(tellings),
            _looking_back(tellings),
            frozenset(d.id for d in tellings.documents.values() if d.role == "record"),
            by_document,
            dict(tellers),
        )

    def tellings(self, a: Telling, b: Telling) -> float:
        """Return how sure it is that two tellings of one statement are of one utterance."""
        key = min(a.witness.id, b.witness.id), max(a.witness.id, b.witness.id)
        if key not in self._wordings:
            self._wordings[key] = self.wording(a.matter, b.matter)
        if a.document.id == b.document.id:
            return _both(self._wordings[key], ONE_PAGE, words=True)
        statements = {a.witness.statement, b.witness.statement}
        words = "indirect" not in (a.quotation.kind, b.quotation.kind)
        if words and is_verbatim(a, b):
            return max(VERBATIM, self._wordings[key])
        return _both(self._wordings[key], self.documents(a.document.id, b.document.id, statements), words=words)

    def sentences(self, left: str, one: frozenset[str], right: str, other: frozenset[str]) -> float:
        """Return how sure it is that two sentences, given by document and words of matter, tell of one thing."""
        alike = self.wording(one, other)
        if alike < CHANCE:
            return 0.0
        # A figure in a page's own words is of its own day, whatever else the page looks back to.
        later = LATER if self._days_apart(left, right) > WEEK and not {left, right} & self.records else 1.0
        return _both(alike, self.documents(left, right), words=False) * later

    def wording(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return how much two wordings have in common that is no chance."""
        shared = self.lines.mass(one & other)
        if not shared:
            return 0.0
        whole = math.sqrt(self.lines.known_mass(one) * self.lines.known_mass(other))
        return 1.0 - math.exp(-shared / self.lines.usual * shared / whole / ENOUGH)

    def documents(self, left: str, right: str, apart_from: Iterable[str] = ()) -> float:
        """Return how sure it is that two documents tell of one occasion, by all that both tell but these statements.

        Two that have little in common but much with a third are kin through it.
        """
        if left == right:
            return 1.0
        without = frozenset(apart_from)
        if without:
            return self._documents(left, right, without)
        key = min(left, right), max(left, right)
        if key not in self._whole_kinship:
            self._whole_kinship[key] = self._documents(*key, without)
        return self._whole_kinship[key]

    def _documents(self, left: str, right: str, without: frozenset[str]) -> float:
        direct = self._direct(left, right, without)
        if direct >= THROUGH:
            return direct
        third = sorted((self._near(left) & self._near(right)) - {left, right})[:MOST_THIRD]
        through = (min(self._direct(left, d, without), self._direct(d, right, without)) for d in third)
        return max(direct, THROUGH * max(through, default=0.0))

    def kin(self, least: float) -> frozenset[str]:
        """Return the documents that are kin to any other, at least so surely: the rest need not be looked at."""
        return frozenset(d for d, sure in self._nearest.items() if sure >= least)

    def nearest(self, document: str) -> float:
        """Return how sure it is that a document is kin to the one nearest to it."""
        return self._nearest.get(document, 0.0)

    @cached_property
    def _nearest(self) -> dict[str, float]:
        """For each document, how sure it is that it is kin to the one nearest to it."""
        groups: dict[object, set[str]] = {s: set(of) for s, of in self.tellers.items()}
        held: Iterable[Mapping[str, Iterable[object]]] = (self.held, self.whole)
        for of in held:
            for document, keys in of.items():
                for key in keys:
                    groups.setdefault(key, set()).add(document)
        # In a group of many each is held against the first of them, so that time grows with the group.
        ordered = [sorted(group) for group in groups.values() if len(group) > 1]
        pairs = {(a, b) for group in ordered for i, b in enumerate(group) for a in group[: min(i, FIRST)]}
        nearest = dict.fromkeys(self.printed, self._alone if len(self.printed) > 1 else 0.0)
        for a, b in sorted(pairs):
            sure = self._direct(a, b, frozenset())
            nearest[a], nearest[b] = max(nearest[a], sure), max(nearest[b], sure)
        return nearest

    @property
    def _alone(self) -> float:
        """How sure it is of two documents that share nothing, because there are so few sentences."""
        return 1.0 - math.exp(-self._few / TOGETHER)

    @property
    def _few(self) -> float:
        return min(MOST_FEW, FEW / max(1, self.lines.count))

    def _near(self, document: str) -> set[str]:
        if document not in self._neighbours:
            self._neighbours[document] = {d for s in self.told.get(document, ()) for d in self.tellers[s]}
        return self._neighbours[document]

    def _direct(self, left: str, right: str, without: frozenset[str]) -> float:
        key = min(left, right), max(left, right)
        if key not in self._shared:
            here, there = (self.told.get(d, {}) for d in key)
            self._shared[key] = {s: self._best(here[s], there[s]) for s in here.keys() & there.keys()}
            # What a house prints on all of its pages makes no two of them kin.
            house = bool(self.outlet[left]) and self.outlet[left] == self.outlet[right]
            both = self.whole.get(left, set()) & self.whole.get(right, set())
            copied = 0.0 if house else COPIED * min(MOST_COPIED, len(both))
            held = ONE_OCCASION if self.held.get(left, set()) & self.held.get(right, set()) else 0.0
            self._shared[key]["copied"], self._shared[key]["held"] = copied, held
            if not held and self._weeks_apart(left, right):
                self._shared[key] = {s: LATER * w for s, w in self._shared[key].items()}
        shared = sum(w for s, w in self._shared[key].items() if s not in without)
        return 1.0 - math.exp(-(shared + self._few) / TOGETHER)

    def _weeks_apart(self, left: str, right: str) -> bool:
        (one, _), (other, late) = sorted((self.printed[d] or date.min, d) for d in (left, right))
        return one != date.min and (other - one).days > WEEK and not self.looks_back(late, one)

    def _days_apart(self, left: str, right: str) -> int:
        one, other = (self.printed[d] for d in (left, right))
        return abs((one - other).days) if one and other else 0

    def _best(self, here: Sequence[Telling], there: Sequence[Telling]) -> float:
        pairs = product(here[:MOST_TELLINGS], there[:MOST_TELLINGS])
        return max(self._link(a, b) for a, b in pairs)

    def _link(self, a: Telling, b: Telling) -> float:
        alike = max(0.0, (self.wording(a.matter, b.matter) - CHANCE) / (1.0 - CHANCE))
        return alike if self._may_be_one(a, b) else OTHER_SPEAKER * alike

    def _may_be_one(self, a: Telling, b: Telling) -> bool:
        """Say whether the speakers of two tellings may be one person, if under a name that cannot be."""
        one, other = (self.people.get((t.attribution.speaker if t.attribution else None) or "") for t in (a, b))
        if one is None or other is None or one.id == other.id or one.doubts or other.doubts:
            return True
        return bool({*one.name.casefold().split()} & {*other.name.casefold().split()})


def _held(tellings: Tellings) -> dict[str, set[str]]:
    """Return for each document the meetings of a known day of which it has two utterances or more.

    A day on which the document itself was printed is that of its news, and not of one meeting.
    """
    told = Counter((a.document, a.occasion) for a in tellings.attributions.values() if a.occasion)
    held: dict[str, set[str]] = defaultdict(set)
    for (document, occasion), count in told.items():
        held_of = tellings.documents[document]
        known, printed = tellings.occasions.get(occasion), held_of.published.first if held_of.published else None
        day = known.interval if known and len(known.participants) > 1 else None
        if (
            count > 1
            and day
            and day.first
            and day.granularity == "day"
            and (held_of.role == "record" or printed != day.first)
        ):
            held[document].add(occasion)
    return dict(held)


def _looking_back(tellings: Tellings) -> Callable[[str, date], bool]:
    """Return whether a document speaks of a day: by its date, or (years later) by its year."""
    documents, moments = tellings.documents, tellings.moments  # not the tellings, which hold what we return: no cycle

    def looks_back(document: str, day: date) -> bool:
        near = ((m.interval.first, m.interval.last) for m in moments.get(document, ()))
        if any(a and b and a.year == b.year and a.month == b.month and a <= day <= b for a, b in near):
            return True
        published = documents[document].published
        later = bool(published and published.first and published.first.year > day.year)
        return later and str(day.year) in documents[document].text

    return looks_back


def _printed(tellings: Tellings) -> dict[str, date | None]:
    """Return when each document was printed."""
    return {d.id: d.published.first if d.published else None for d in tellings.documents.values()}


def _both(wording: float, documents: float, *, words: bool) -> float:
    """Return how sure two tellings are kin; where they do not give somebody's own ``words``, by their documents most.

    *The poll has a margin of three points* is said of every poll, in the same words.
    """
    sure = wording + (1.0 - wording) * documents * (BY_DOCUMENTS + (1.0 - BY_DOCUMENTS) * wording)
    return sure if words else sure * (OF_FACTS + (1.0 - OF_FACTS) * documents)


def is_verbatim(a: Telling, b: Telling) -> bool:
    """Say whether two tellings have the same words of matter, and enough of them."""
    return len(a.matter) >= LEAST_COPIED and a.matter == b.matter


def matter(printed: Sequence[Word]) -> frozenset[str]:
    """Return the normal forms of the words that carry matter."""
    return frozenset([w.normal for w in printed if not is_function_word(w.text)])


def graded(finding: Finding) -> Finding | None:
    """Return a finding with the grade that its kinship allows; ``None`` where it allows none."""
    grades = list(LEAST)
    for severity in grades[grades.index(finding.severity) :]:
        if finding.sure >= LEAST[severity]:
            return finding if severity == finding.severity else replace(finding, severity=severity)
    return None
