"""What documents count, in quotations and in narration alike: *nine hours* here, *nineteen hours* there.

A count is a number with the word that it counts, or an amount of money with its currency.  Two documents part on it
when they have no number of that word in common, and the sentences share more than the word itself.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from retold.records import Evidence, Span
from retold.stages.compare.kinship import LEAST, matter
from retold.stages.compare.measures import (
    COUNTED,
    CURRENCIES,
    IN_ENGLISH,
    MULTIPLIERS,
    NUMBER_WORDS,
    SIGNS,
    elliptic,
    numbers,
)
from retold.stages.compare.telling import LONGEST_EVIDENCE, Finding, Tellings
from retold.stages.words import Word, is_function_word, normal, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retold.stages.compare.lines import Line

BEHIND = 3
"""How many words behind a number its word may stand: *nine long hours*."""
AROUND = 8
"""How many words on either side of a number say what it is a number of."""
MOST_DOCUMENTS = 60
"""A word that more documents count is compared in the first of them."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a document: its value, its word (or *money* and the currency), its place and its sentence."""

    document: str
    value: float
    word: str
    currency: str
    place: Span
    line: Line
    around: frozenset[str]

    @property
    def amount(self) -> tuple[float, str]:
        """The value, with its currency."""
        return self.value, self.currency


def count_findings(tellings: Tellings, found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the numbers and currencies that part documents, but for those that are among ``found``."""
    if len(tellings.documents) < 2:
        return
    told = [e for f in found if f.kind == "number" for e in f.evidence[:2]]
    counts: dict[str, dict[str, list[Count]]] = defaultdict(lambda: defaultdict(list))
    for document in sorted(tellings.kinship.kin(LEAST["medium"])):
        for count in _counts(tellings, document):
            counts[count.word][document].append(count)
    for _, of in sorted(counts.items()):
        seen: set[tuple[str, Span]] = set()
        for left, right in combinations(sorted(of, key=lambda d: _standing(tellings, d))[:MOST_DOCUMENTS], 2):
            parted = _parted(tellings, of[left], of[right])
            if parted is None or any(_told(c, told) for c in parted[1:]):
                continue
            odd, usual = _odd_first(tellings, parted[1:], of)
            if (odd.document, odd.place) not in seen:
                seen.add((odd.document, odd.place))
                yield _finding(tellings, odd, usual, of, parted[0])


def _standing(tellings: Tellings, document: str) -> tuple[bool, str]:
    return (tellings.documents[document].role != "record", document)


def _told(count: Count, told: Sequence[Evidence]) -> bool:
    return any(e.document == count.document and e.start < count.place.end and count.place.start < e.end for e in told)


def _counts(tellings: Tellings, document: str) -> Iterator[Count]:
    text = tellings.documents[document].text
    dated = [("", m.span) for m in tellings.dates.get(document, ())]
    for line in tellings.lines.of[document]:
        if line.matter.isdisjoint(COUNTING) and not any(n[0].isdigit() for n in line.matter):
            continue
        printed = words(text, [line.span])
        days = [d for d in dated if line.span.start <= d[1].start < line.span.end]
        for value, place in numbers(printed, days):
            word, currency = _counted(text, printed, place)
            if word and value > 1:
                near = [w for w in printed if not place.start <= w.start < place.end]
                before = sum(w.start < place.start for w in near)
                around = matter(near[max(0, before - AROUND) : before + AROUND])
                yield Count(document, value, word, currency, place, line, around)


COUNTING = frozenset(map(normal, COUNTED))


def _is_matter(word: Word) -> bool:
    return not is_function_word(word.text) and not word.text[0].isdigit() and word.text.casefold() not in NUMBER_WORDS


def _counted(text: str, printed: Sequence[Word], place: Span) -> tuple[str, str]:
    """Return the word that a number counts, or *money* and its currency; empty if neither is there."""
    sign = SIGNS.get(text[place.start - 1 : place.start])
    if sign:
        return "money", sign
    behind = [w for w in printed if w.start >= place.end][:BEHIND]
    for i, word in enumerate(behind):
        if any(c in ".,;:()" for c in text[(behind[i - 1].end if i else place.end) : word.start]):
            break
        if word.text.casefold() == "cent":
            return "percent", ""
        named = CURRENCIES.match(word.text.casefold())
        if named:
            return "money", IN_ENGLISH.get(named[1], named[1])
        if _is_matter(word) and word.text.casefold() not in MULTIPLIERS and word.text.islower() and _counts_many(word):
            return word.normal, ""
    return "", ""


def _counts_many(word: Word) -> bool:
    """Say whether a word stands in the plural, as what is counted does."""
    low = word.text.casefold()
    return low.endswith("s") or low in ("people", "children", "men", "women", "feet", "percent")


def _parted(tellings: Tellings, left: list[Count], right: list[Count]) -> tuple[float, Count, Count] | None:
    """Return the two counts that show best that two documents part, and how sure it is that they are of one thing."""
    have = [{c.amount for c in side} for side in (left, right)]

    def text(count: Count) -> str:
        return tellings.documents[count.document].text

    pairs = [
        (tellings.kinship.sentences(a.document, a.around, b.document, b.around), a, b)
        for a in left
        for b in right
        if a.amount not in have[1] and b.amount not in have[0] and (a.currency == b.currency or a.value == b.value)
        if not (elliptic(text(a), a.value, a.place, b.value) or elliptic(text(b), b.value, b.place, a.value))
    ]
    best = max(pairs, key=lambda p: (p[0], -p[1].place.start, -p[2].place.start), default=None)
    return best if best and best[0] >= LEAST["medium"] else None


def _odd_first(tellings: Tellings, parted: tuple[Count, Count], of: dict[str, list[Count]]) -> tuple[Count, Count]:
    """Return first the count that fewer documents have; the record's never is."""
    few, many = sorted(parted, key=lambda c: (tellings.documents[c.document].role == "record", len(_having(c, of))))
    return few, many


def _having(count: Count, of: dict[str, list[Count]]) -> set[str]:
    return {d for d, counts in of.items() if any(c.value == count.value for c in counts)}


def _finding(tellings: Tellings, odd: Count, usual: Count, of: dict[str, list[Count]], sure: float) -> Finding:
    """Return the finding, with the other documents that have the number of the better supported side."""
    printed = [_printed(tellings.documents[c.document].text, c) for c in (odd, usual)]
    why = f"{tellings.name(odd.document)} has {printed[0]!r} where {tellings.name(usual.document)} has {printed[1]!r}."
    places = [(c.document, c.place) for c in (odd, usual)]
    more = [c for d in sorted(_having(usual, of) - {usual.document}) for c in of[d] if c.value == usual.value][:3]
    places += [(c.document, c.place) for c in more] + [(c.document, c.line.span) for c in (odd, usual)]
    evidence = tuple(Evidence(d, s.start, min(s.end, s.start + LONGEST_EVIDENCE)) for d, s in places)
    return Finding("number", "high", evidence, why, 0.65, sure=sure)


def _printed(text: str, count: Count) -> str:
    """Return a number with its sign, or with the words to what it counts."""
    if text[count.place.start - 1 : count.place.start] in SIGNS:
        return text[count.place.start - 1 : count.place.end]
    behind = words(text, [Span(count.place.end, count.line.span.end)])[:BEHIND]
    last = next((w for w in behind if w.normal == count.word or CURRENCIES.match(w.text.casefold())), None)
    return " ".join(text[count.place.start : last.end if last else count.place.end].split())
