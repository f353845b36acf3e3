"""Scoring pairs of units: shared rare words, the part in the exchange, the occasion, and the neighbours."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from datetime import timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from retold.stages.match.context import UNLIKE, Likeness, in_context
from retold.stages.words import is_function_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.records import Block, Document, Occasion
    from retold.settings import Match
    from retold.stages.match.units import Unit
    from retold.stages.words import Word


MISTOLD = timedelta(days=90)
"""Days that are no further apart may be one day: a page has it wrong, or we took another day of the page for it."""


def conflicts_of(occasions: Sequence[Occasion]) -> set[frozenset[str]]:
    """Return the pairs of occasions that cannot be one: their days lie months apart."""
    dated = [(o.id, o.interval) for o in occasions if o.interval and o.interval.first and o.interval.last]
    apart = set()
    for i, (left, a) in enumerate(dated):
        for right, b in dated[i + 1 :]:
            if a.last + MISTOLD < b.first or b.last + MISTOLD < a.first:  # type: ignore[operator]
                apart.add(frozenset((left, right)))
    return apart


YEARS_APART = 2
YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def printed_apart(documents: Sequence[Document]) -> set[frozenset[str]]:
    """Return the pairs of documents printed years apart of which the later does not speak of the earlier's year.

    What each tells it tells of its own day, unless the later one looks back.
    """
    dated = sorted(
        (d.published.first.year, d.id, d)
        for d in documents
        if d.published and d.published.first and d.published.last and d.published.first.year == d.published.last.year
    )  # fmt: skip
    if not dated:
        return set()
    first = dated[0][0]
    spoken_of = {d.id: {int(y) for y in YEAR.findall(d.text)} for year, _, d in dated if year - first >= YEARS_APART}
    return {
        frozenset((early, late))
        for i, (before, early, _) in enumerate(dated)
        for after, late, _ in dated[i + 1 :]
        if after - before >= YEARS_APART and not spoken_of[late] & {before - 1, before}
    }


def pairs_of(
    units: Sequence[Unit],
    documents: Sequence[Document],
    blocks: Sequence[Block],
    weight: dict[str, float],
    conflicts: set[frozenset[str]],
    settings: Match,
) -> dict[tuple[int, int], float]:
    """Return the score of every pair of units that may tell one utterance; units by index, left < right."""
    measures = [measure(unit, weight) for unit in units]
    standing = _Standing(units, conflicts, settings)

    def score(i: int, j: int) -> float:
        words[i, j] = likeness = similarity(units[i], units[j], weight, measures[i], measures[j])
        alike = max(likeness.score, SAME) if (i, j) in same else likeness.score
        if not alike:
            return 0.0
        numbers = units[i].numbers
        if numbers:
            alike += NUMBER * min(2, len(numbers & units[j].numbers))
        speaking, setting = standing.factors(i, j)
        return alike * speaking * setting

    words: dict[tuple[int, int], Likeness] = {}

    same = {p for places in alike_to_the_word(units).values() for p in combinations(places, 2)}
    scores = {pair: score(*pair) for pair in _candidates(units, weight, measures, same, settings)}
    for pair in _beside(scores, units, settings):
        scores[pair] = score(*pair)
    raised = _with_neighbours(scores, units, settings)
    for pair in _refusals(units):
        raised[pair] = max(raised.get(pair, 0.0), settings.refusal)
    return in_context(raised, words, units, documents, blocks, standing.setting)


def _refusals(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of short refusals that one and the same person recalls of somebody else.

    *Not in this life* and *that is not possible now* share no word; that both are the answer which she recalls does.
    """
    teller = {u.quotation.id: u.speaker for u in units}
    recalled: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        by = teller.get(unit.quotation.parent or "")
        if unit.refuses and not unit.asks and by and by != unit.speaker:
            recalled[by].append(i)
    for places in recalled.values():
        told = Counter(units[i].quotation.document for i in places)
        few = [i for i in places if told[units[i].quotation.document] <= MOST_REFUSALS]
        if len(told) <= MOST_TELLERS:
            yield from ((i, j) for a, i in enumerate(few) for j in few[a + 1 :] if _comparable(units[i], units[j]))


NUMBER = 0.12
"""What a number that both have adds: of all words it changes least from telling to telling."""
MOST_REFUSALS = 4
"""Who recalls more refusals than that in one document recalls more than one."""
MOST_TELLERS = 200


def _candidates(
    units: Sequence[Unit],
    weight: dict[str, float],
    measures: Sequence[tuple[float, float]],
    same: set[tuple[int, int]],
    settings: Match,
) -> list[tuple[int, int]]:
    """Return the pairs worth a comparison: the telling words that they share weigh enough."""
    index: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        for normal in unit.bag:
            index[normal].append(i)
    count, most, top = len(units), settings.most_in_index, max(weight.values(), default=UNKNOWN)
    mass: dict[int, float] = defaultdict(float)  # by left * count + right
    for normal, places in index.items():
        if not 1 < len(places) <= most:
            continue
        weighs = weight.get(normal, 1.0)
        if weighs >= settings.telling_weight:
            for a, i in enumerate(places, 1):
                row = i * count
                for j in places[a:]:
                    mass[row + j] += weighs
    found = set(same)
    for place, shared in mass.items():
        i, j = divmod(place, count)
        (long, total), (other_long, other_total) = measures[i], measures[j]
        smaller = max(ENOUGH, min(total, other_total))
        if shared * (0.5 / smaller + 0.35 * top / (long * other_long)) >= LEAST:
            found.add((i, j))
    return [pair for pair in sorted(found) if _comparable(units[pair[0]], units[pair[1]])]


def alike_to_the_word(units: Sequence[Unit]) -> dict[tuple[object, ...], list[int]]:
    """Return the units that have the same words, and enough of them to be no chance; few are enough of one speaker.

    A sentence that the whole story repeats has no rare word by which it would be found, nor has *we let them down*.
    """
    printed = Counter(unit.normals for unit in units)
    same: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        if printed[unit.normals] == 1:
            continue
        if len(unit.normals) >= LEAST_ALIKE and len(unit.matter) >= LEAST_MATTER:
            same[unit.normals, unit.asks, unit.brief].append(i)
        elif unit.speaker and len(unit.normals) + bool(unit.matter) >= LEAST_OF_ONE:
            same[unit.normals, unit.asks, unit.speaker].append(i)
    return {
        key: places
        for key, places in same.items()
        if len(places) > 1 and (len(key[0]) >= LEAST_ALIKE or _once_in_each(places, units))  # type: ignore[arg-type]
    }


def _once_in_each(places: Sequence[int], units: Sequence[Unit]) -> bool:
    """Say whether no document has these words twice, as it has *I do not know*."""
    return len({units[i].quotation.document for i in places}) == len(places)


LEAST_ALIKE, LEAST_MATTER, LEAST_OF_ONE = 6, 3, 4
SAME = 0.75
"""How alike they are at least."""


def _beside(scores: dict[tuple[int, int], float], units: Sequence[Unit], settings: Match) -> list[tuple[int, int]]:
    """Return the pairs that stand beside a pair that is alike, and are not yet compared."""
    alike = [pair for pair, score in scores.items() if score >= settings.neighbour_floor]
    beside = {(i + d * a, j + d * b) for i, j in alike for d in (-1, 1) for a in (1, 2, 3) for b in (1, 2, 3)}
    return [
        (i, j) for i, j in sorted(beside - scores.keys()) if 0 <= i < j < len(units) and _comparable(units[i], units[j])
    ]


def _comparable(left: Unit, right: Unit) -> bool:
    """Within one document only a headline is held against the body, and a short form against its fuller one.

    A record has each utterance once.
    """
    same = left.quotation.document == right.quotation.document
    if left.quotation.id == right.quotation.id or left.bare or right.bare or (same and left.recorded):
        return False
    return not same or left.quotation.parent != right.quotation.id


UNKNOWN = 3.0
"""The weight of a word that no line of the story has."""


def measure(unit: Unit, weight: dict[str, float]) -> tuple[float, float]:
    """Return the length of a unit's vector of weights, and their sum."""
    weights = [weight.get(n, UNKNOWN) for n in unit.bag]
    return math.sqrt(sum(w * w for w in weights)), sum(weights)


def similarity(
    left: Unit, right: Unit, weight: dict[str, float], one: tuple[float, float], other: tuple[float, float]
) -> Likeness:
    """Return how alike the words of two units are: cosine, containment and order of normal forms.

    ``one`` and ``other`` are their measures.
    """
    shared = left.bag & right.bag
    mass = squares = 0.0
    for normal in shared:
        weighs = weight.get(normal, UNKNOWN)
        mass += weighs
        squares += weighs * weighs
    if not mass:
        return UNLIKE
    smaller = min(one[1], other[1])
    alike = 0.35 * squares / (one[0] * other[0]) + 0.5 * mass / max(smaller, ENOUGH)
    if alike < LEAST:
        return UNLIKE  # the order of words cannot save it
    order = Indel.normalized_similarity(left.normals, right.normals)
    said = min(1.0, smaller / 4.0)  # a word or two proves nothing, and one shared word of matter little
    if len(shared & left.matter) < 2 and left.bag != right.bag:
        said *= 0.85
    return Likeness(said * (alike + 0.15 * order), mass, said * order)


ENOUGH = 8.0
"""What a unit weighs that is held by another for sure if all of it is."""
LEAST = 0.1
"""Pairs whose words alone give less are no candidates for anything."""


def similarity_of(left: Sequence[Word], right: Sequence[Word]) -> float:
    """Return how much matter two tellings share, 0 to 1, without weights: the Dice coefficient of normal forms."""
    a, b = ({w.normal for w in told if not is_function_word(w.text)} for told in (left, right))
    return 2 * len(a & b) / max(1, len(a) + len(b))


class _Standing:
    """By what a pair's score is multiplied for who speaks, on which occasion, in which part of the exchange.

    It depends on little of a unit, so that it is reckoned once for all units that have that in common.
    """

    def __init__(self, units: Sequence[Unit], conflicts: set[frozenset[str]], settings: Match) -> None:
        self.units, self.settings = units, settings
        self.apart: dict[str | None, set[str]] = defaultdict(set)
        for pair in conflicts:
            one, other = min(pair), max(pair)
            self.apart[one].add(other)
            self.apart[other].add(one)
        self.speakers: dict[str, set[str | None]] = defaultdict(set)
        kinds: dict[tuple[object, ...], int] = {}
        self.kind: list[int] = []
        for unit in units:
            document, parent = unit.quotation.document, unit.quotation.parent
            self.speakers[document].add(unit.speaker)
            key = (document, unit.speaker, unit.occasion, unit.asks, parent is None)
            self.kind.append(kinds.setdefault(key, len(kinds)))
        self.known: dict[int, tuple[float, float]] = {}  # by the left's kind * units + the right's

    def setting(self, i: int, j: int) -> float:
        """Return the factor for the occasion of two units and their part in the exchange."""
        return self.factors(i, j)[1]

    def factors(self, i: int, j: int) -> tuple[float, float]:
        """Return the factor for who speaks in two units, and that for their setting."""
        kinds = self.kind[i] * len(self.units) + self.kind[j]
        found = self.known.get(kinds)
        if found is None:
            left, right = self.units[i], self.units[j]
            found = self.known[kinds] = self._speaking(left, right), self._setting(left, right)
        return found

    def _speaking(self, left: Unit, right: Unit) -> float:
        """Return a factor for who speaks: two speakers who both speak in both documents are hardly one."""
        a, b = left.speaker, right.speaker
        if a is None or b is None or a == b:
            return 1.0
        both = b in self.speakers[left.quotation.document] and a in self.speakers[right.quotation.document]
        return 0.6 if both else 1.0

    def _setting(self, left: Unit, right: Unit) -> float:
        """Return a factor for the occasion and the part in the exchange: a question is not its answer.

        A recollection hangs on two occasions, so that speech in speech is not held to its day.
        """
        factor = self.settings.other_part if left.asks != right.asks else 1.0
        nested = left.quotation.parent is not None or right.quotation.parent is not None
        none: frozenset[str] = frozenset()
        if not nested and right.occasion in self.apart.get(left.occasion, none):
            factor *= self.settings.other_occasion
        if not nested and right.quotation.document in self.apart.get(left.quotation.document, none):
            factor *= self.settings.other_occasion
        return factor


NEAR = tuple(product(range(1, 5), repeat=2))
"""How many clauses from two that are alike others are theirs, in each document."""


def _with_neighbours(
    scores: dict[tuple[int, int], float], units: Sequence[Unit], settings: Match
) -> dict[tuple[int, int], float]:
    """Return the scores, raised by what stands before and after in both documents (a reply by its question)."""
    document = [u.quotation.document for u in units]
    floor = settings.neighbour_floor
    before: dict[tuple[int, int], float] = {}
    after: dict[tuple[int, int], float] = {}
    for (i, j), score in scores.items():
        here, there = document[i], document[j]
        if score <= floor or here == there:
            continue
        for side, d in ((before, 1), (after, -1)):
            for a, b in NEAR:
                left, right = i + d * a, j + d * b
                if (left, right) not in scores or document[left] != here or document[right] != there:
                    continue
                side[left, right] = max(score, side.get((left, right), floor))
    raised = dict(scores)
    for side in (before, after):
        for pair, near in side.items():
            raised[pair] += settings.neighbour_share * (near - floor)
    return raised
