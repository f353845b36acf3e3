"""What documents count, in quotations and in narration alike: *nine hours* here, *nineteen hours* there.

A count is a number with the word that it counts, or an amount of money with its currency.  Two documents part on it
when they have no number of that word in common, and the sentences share more than the word itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from retold.records import Evidence, Span
from retold.stages.compare.figures import DATED, MULTIPLIERS, NUMBER_WORDS, numbers
from retold.stages.compare.telling import LONGEST_EVIDENCE, Finding, Tellings
from retold.stages.match import sentences
from retold.stages.words import Word, is_function_word, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CONTEXT = 2
"""How many other words of matter, or numbers, two sentences must share to be of one thing."""
CONTEXT_OF_STRANGERS = 3
"""The same where the documents tell no utterance both, or where a length of time is counted, as much is."""
OFTEN, SHARE = 3, 0.4
"""Documents that tell fewer utterances both must share so much of the shorter sentence's words and numbers."""
TIMES = frozenset("second minut hour day week month year decad".split())
BEHIND = 3
"""How many words behind a number its word may stand: *nine long hours*."""
MOST_DOCUMENTS = 60
"""A word that more documents count is compared in the first of them."""
SIGNS = {"£": "pound", "$": "dollar", "€": "euro", "¥": "yen"}
CURRENCIES = re.compile(
    r"(pound|dollar|euro|crown|franc|escudo|yen|rouble|ruble|peso|rupee|lira|kron(?:a|e|or|er)|zloty|dinar|shilling|mark)s?$"
)
IN_ENGLISH = {"krona": "crown", "krone": "crown", "kronor": "crown", "kroner": "crown", "ruble": "rouble"}


@dataclass(frozen=True, slots=True)
class Count:
    """A number in a document: its value, its word (or *money* and the currency), its place and its sentence."""

    document: str
    value: float
    word: str
    currency: str
    place: Span
    sentence: Span
    context: frozenset[str]


def count_findings(tellings: Tellings, found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the numbers and currencies that part documents, but for those that are among ``found``."""
    if len(tellings.documents) < 2:
        return
    told = [e for f in found if f.kind == "number" for e in f.evidence[:2]]
    counts: dict[str, dict[str, list[Count]]] = defaultdict(lambda: defaultdict(list))
    for document in tellings.documents:
        for count in _counts(tellings, document):
            counts[count.word][document].append(count)
    for _, of in sorted(counts.items()):
        seen: set[tuple[str, Span]] = set()
        for left, right in combinations(sorted(of, key=lambda d: _standing(tellings, d))[:MOST_DOCUMENTS], 2):
            parted = _parted(tellings, of[left], of[right])
            if parted is None or any(_told(c, told) or (c.document, c.place) in seen for c in parted):
                continue
            seen |= {(c.document, c.place) for c in parted}
            yield _finding(tellings, parted, of)


def _standing(tellings: Tellings, document: str) -> tuple[bool, str]:
    return (tellings.documents[document].role != "record", document)


def _told(count: Count, told: Sequence[Evidence]) -> bool:
    return any(e.document == count.document and e.start < count.place.end and count.place.start < e.end for e in told)


def _counts(tellings: Tellings, document: str) -> Iterator[Count]:
    text = tellings.documents[document].text
    dated = [("", m.span) for m in tellings.moments.get(document, ()) if DATED.search(text, m.span.start, m.span.end)]
    for block in tellings.blocks.get(document, ()):
        if block.label not in ("body", "subheading") or not _has_number(text, block.span):
            continue
        for spans in sentences(text, [block.span]):
            sentence = Span(spans[0].start, spans[-1].end)
            if not _has_number(text, sentence):
                continue
            printed = words(text, spans)
            days = [d for d in dated if sentence.start <= d[1].start < sentence.end]
            found = [n for n in numbers(printed, days) if n[0] > 1]
            for value, place in found:
                word, currency = _counted(text, printed, place)
                others = {f"{v:g}" for v, p in found if p != place}
                matter = {w.normal for w in printed if _is_matter(w) and not place.start <= w.start < place.end}
                if word:
                    context = frozenset((matter | others) - {word, currency})
                    yield Count(document, value, word, currency, place, sentence, context)


def _has_number(text: str, span: Span) -> bool:
    """Say whether a stretch may have a number: a quick look before it is cut into words."""
    return NUMERAL.search(text, span.start, span.end) is not None


NUMERAL = re.compile(rf"\d|\b(?:{'|'.join([*NUMBER_WORDS, *MULTIPLIERS])})", re.IGNORECASE)


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


def _parted(tellings: Tellings, left: list[Count], right: list[Count]) -> tuple[Count, Count] | None:
    """Return the two counts that show best that two documents part; ``None`` if they do not."""
    one, other = tellings.told_by.get(left[0].document, set()), tellings.told_by.get(right[0].document, set())
    least = CONTEXT if one & other and left[0].word.lstrip("=") not in TIMES else CONTEXT_OF_STRANGERS
    pairs = [(a, b) for a in left for b in right]
    if left[0].word == "money":
        pairs = [p for p in pairs if p[0].currency == p[1].currency or p[0].value == p[1].value]
        amounts = [{(c.value, c.currency) for c in side} for side in (left, right)]
    else:
        amounts = [{(c.value, "") for c in side} for side in (left, right)]
    if amounts[0] & amounts[1]:
        return None
    scored = [(len(a.context & b.context), a, b) for a, b in pairs if len(one & other) >= OFTEN or _of_one_thing(a, b)]
    best = max(scored, key=lambda s: (s[0], -s[1].place.start, -s[2].place.start), default=None)
    return best[1:] if best and best[0] >= least else None


def _of_one_thing(a: Count, b: Count) -> bool:
    """Say whether two sentences share a good part of the shorter one: two polls do not part on their shares."""
    return len(a.context & b.context) >= SHARE * min(len(a.context), len(b.context))


def _finding(tellings: Tellings, parted: tuple[Count, Count], of: dict[str, list[Count]]) -> Finding:
    """Return the finding, with the other documents that have the number of the better supported side."""
    support = [{d for d, counts in of.items() if any(c.value == p.value for c in counts)} for p in parted]
    record = [tellings.documents[p.document].role == "record" for p in parted]
    few, many = sorted((0, 1), key=lambda i: (record[i], len(support[i])))
    odd, usual = parted[few], parted[many]
    printed = [_printed(tellings.documents[c.document].text, c) for c in (odd, usual)]
    why = f"{tellings.name(odd.document)} has {printed[0]!r} where {tellings.name(usual.document)} has {printed[1]!r}."
    places = [(c.document, c.place) for c in (odd, usual)]
    more = [c for d in sorted(support[many] - {usual.document}) for c in of[d] if c.value == usual.value][:3]
    places += [(c.document, c.place) for c in more] + [(c.document, c.sentence) for c in (odd, usual)]
    evidence = tuple(Evidence(d, s.start, min(s.end, s.start + LONGEST_EVIDENCE)) for d, s in places)
    return Finding("number", "high", evidence, why, 0.65)


def _printed(text: str, count: Count) -> str:
    """Return a number with its sign, or with the words to what it counts."""
    if text[count.place.start - 1 : count.place.start] in SIGNS:
        return text[count.place.start - 1 : count.place.end]
    behind = words(text, [Span(count.place.end, count.sentence.end)])[:BEHIND]
    last = next((w for w in behind if w.normal == count.word or CURRENCIES.match(w.text.casefold())), None)
    return " ".join(text[count.place.start : last.end if last else count.place.end].split())
