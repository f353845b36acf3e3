"""The same words in another shape: commitment, denial, numbers, qualifiers, firmness, marks, choice of words."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from retold.records import STRENGTHS, Span
from retold.stages.compare.strength import hedges, modals, negations, strength
from retold.stages.compare.telling import Finding, Telling, Tellings, quoted
from retold.stages.lexicon import MODALS
from retold.stages.words import is_function_word

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retold.stages.words import Word

NUMBER = re.compile(r"\d")
NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
     "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}  # fmt: skip

Pair = tuple[Telling, Telling]


def wording_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield, for each statement and kind, the pair of documents that parts most."""
    for statement, told in sorted(tellings.of_statement.items()):
        if any(t.quotation.id in tellings.holders for t in told):
            continue  # an anecdote is compared by what is said in it
        body = [(a, b) for a, b in combinations(told, 2) if a.words and b.words and not (a.headline or b.headline)]
        across = [(a, b) for a, b in body if a.document.id != b.document.id]
        serious = [f for find in SERIOUS if (f := _gravest(find, tellings, across, statement))]
        serious += [f for f in [_gravest(_qualifier, tellings, body, statement)] if f]
        yield from serious
        if not serious:
            slight = [f for find in SLIGHT if (f := _gravest(find, tellings, across, statement))]
            yield from slight[:1]


def _gravest(
    find: Callable[[Tellings, Telling, Telling, str], Finding | None],
    tellings: Tellings,
    pairs: list[Pair],
    statement: str,
) -> Finding | None:
    found = [f for a, b in pairs if (f := find(tellings, a, b, statement))]
    return max(found, key=lambda f: (f.score, -f.evidence[0].start, f.evidence), default=None)


# ------------------------------------------------------------------------------------------------ serious


def _strength(tellings: Tellings, a: Telling, b: Telling, statement: str) -> Finding | None:
    """One telling has a promise where the other has an offer to talk."""
    (one, here), (other, there) = strength(a), strength(b)
    if not one or not other or one == other or here is None or there is None:
        return None
    gap = STRENGTHS.index(one) - STRENGTHS.index(other)
    (far, far_word), (near, near_word) = sorted(
        ((a, here), (b, there)), key=lambda t: t[0] is not (a if gap > 0 else b)
    )
    said = [t.document.text[w.start : w.end] for t, w in ((far, far_word), (near, near_word))]
    why = (
        f"{_name(tellings, far)} commits the speaker further ({said[0]!r}: {quoted(far.text)}) than "
        f"{_name(tellings, near)} ({said[1]!r}: {quoted(near.text)})."
    )
    evidence = (far.evidence(), near.evidence(), far.evidence([far_word]), near.evidence([near_word]))
    return Finding("strength", "high", evidence, why, min(0.95, 0.6 + 0.1 * abs(gap)), statement)


def _polarity(tellings: Tellings, a: Telling, b: Telling, statement: str) -> Finding | None:
    """One telling denies what the other affirms, in otherwise much the same words."""
    here, there = negations(a.words), negations(b.words)
    if len(here) % 2 == len(there) % 2 or _content_overlap(a, b) < 0.5:
        return None
    word = (here or there)[0]
    denying, other = (a, b) if here else (b, a)
    why = (
        f"{_name(tellings, denying)} has {word.text!r} ({quoted(denying.text)}) "
        f"where {_name(tellings, other)} has no denial ({quoted(other.text)})."
    )
    question = any("?" in t.document.text[t.spans[-1].start : t.spans[-1].end + 2] for t in (a, b))
    severity = "medium" if question else "high"
    place = denying.evidence([Span(word.start, word.end)])
    return Finding("polarity", severity, (denying.evidence(), other.evidence(), place), why,
                   0.5 + 0.4 * _content_overlap(a, b), statement)  # fmt: skip


def _number(tellings: Tellings, a: Telling, b: Telling, statement: str) -> Finding | None:
    """Two hundred berths in one telling, three hundred in the other, of the same thing."""
    one, other = _numbers(a), _numbers(b)
    if not one or not other or _content_overlap(a, b) < 0.4:
        return None
    only_a = [(v, w) for v, w in one if v not in {x for x, _ in other}]
    only_b = [(v, w) for v, w in other if v not in {x for x, _ in one}]
    for _, here in only_a:
        for _, there in only_b:
            if _followed_by(a, here) & _followed_by(b, there):
                why = f"{_name(tellings, a)} has {here.text!r} where {_name(tellings, b)} has {there.text!r}."
                evidence = (
                    a.evidence([Span(here.start, here.end)]), b.evidence([Span(there.start, there.end)]),
                    a.evidence(), b.evidence(),
                )  # fmt: skip
                return Finding("number", "high", evidence, why, 0.9, statement)
    return None


def _numbers(telling: Telling) -> list[tuple[float, Word]]:
    found = []
    for word in telling.words:
        low = word.text.casefold()
        if NUMBER.match(low) and low.replace(",", "").replace(".", "", 1).isdigit():
            found.append((float(low.replace(",", "")), word))
        elif low in NUMBER_WORDS and low not in ("one", "hundred", "thousand", "million", "billion"):
            found.append((float(NUMBER_WORDS[low]), word))
    return found


def _followed_by(telling: Telling, word: Word) -> set[str]:
    """Return the matter words within three words after (or one before) a number."""
    at = telling.words.index(word)
    near = [*telling.words[max(0, at - 1) : at], *telling.words[at + 1 : at + 4]]
    return {w.normal for w in near if not is_function_word(w.text) and w.text.casefold() not in NUMBER_WORDS}


# ------------------------------------------------------------------------------------------------- slight


def _qualifier(tellings: Tellings, a: Telling, b: Telling, statement: str) -> Finding | None:
    """*It is not possible now* in one telling, *it is impossible* in the other."""
    here, there = hedges(a), hedges(b)
    denials = bool(negations(a.words)) and bool(negations(b.words))
    if bool(here) == bool(there) or (_content_overlap(a, b) < 0.5 and not denials):
        return None
    with_it, without, (word, place) = (a, b, here[0]) if here else (b, a, there[0])
    if a.document.id == b.document.id and a.quotation.parent != b.quotation.parent and not denials:
        return None
    if not denials and not _scope(with_it, without, place):
        return None
    why = (
        f"{_name(tellings, without)} lacks the qualifier {word!r} of {_name(tellings, with_it)}: "
        f"{quoted(without.text)} against {quoted(with_it.text)}."
    )
    evidence = (without.evidence(), with_it.evidence(), with_it.evidence([place]))
    return Finding("qualifier", "high" if denials else "medium", evidence, why, 0.5 + 0.1 * denials, statement)


def _scope(with_it: Telling, without: Telling, place: Span) -> bool:
    """Say whether what the qualifier stands before is in the other telling too: *many farmers*, *farmers*."""
    after = [w for w in with_it.words if w.start >= place.end and not is_function_word(w.text)][:2]
    have = {w.normal for w in without.words}
    return bool(after) and all(w.normal in have for w in after[:1])


def _firmness(tellings: Tellings, a: Telling, b: Telling, statement: str) -> Finding | None:
    one, other = modals(a.words), modals(b.words)
    if not one or not other:
        return None
    firm_a, firm_b = (max(MODALS[w.text.casefold()] for w in m) for m in (one, other))
    if firm_a == firm_b or _content_overlap(a, b) < 0.3:
        return None
    here = next(w for w in one if MODALS[w.text.casefold()] == firm_a)
    there = next(w for w in other if MODALS[w.text.casefold()] == firm_b)
    why = (
        f"{_name(tellings, a)} says {here.text!r} where {_name(tellings, b)} says {there.text!r}: "
        f"{quoted(a.text)} against {quoted(b.text)}."
    )
    return Finding("firmness", "low", (a.evidence(), b.evidence()), why, 0.4 + 0.05 * abs(firm_a - firm_b), statement)


def _marks(tellings: Tellings, a: Telling, b: Telling, statement: str) -> Finding | None:
    kinds = {a.quotation.kind, b.quotation.kind}
    if kinds != {"direct", "indirect"} or len(a.words) < 5 or len(b.words) < 5:
        return None
    direct, indirect = (a, b) if a.quotation.kind == "direct" else (b, a)
    if _content_overlap(a, b) > 0.75:
        return None  # reported as people report; nothing to look at
    why = (
        f"{_name(tellings, direct)} prints as the speaker's own words ({quoted(direct.text)}) what "
        f"{_name(tellings, indirect)} reports in its own ({quoted(indirect.text)})."
    )
    return Finding("marks", "low", (direct.evidence(), indirect.evidence()), why, 0.4, statement)


def _choice_of_words(tellings: Tellings, a: Telling, b: Telling, statement: str) -> Finding | None:
    """Other words at the same place of the alignment."""
    if a.quotation.kind == "indirect" and b.quotation.kind == "indirect":
        return None
    parted = _parted_words(a, b)
    if parted is None:
        return None
    here, there = parted
    why = (
        f"{_name(tellings, a)} has {quoted(a.document.text[here.start : here.end], 60)} where "
        f"{_name(tellings, b)} has {quoted(b.document.text[there.start : there.end], 60)}."
    )
    evidence = (a.evidence([here]), b.evidence([there]), a.evidence(), b.evidence())
    return Finding("wording", "low", evidence, why, 0.45, statement)


def _parted_words(a: Telling, b: Telling) -> tuple[Span, Span] | None:
    """Return the longest pair of stretches that stand at one place and share no word of matter."""
    best: tuple[int, Span, Span] | None = None
    last_a = last_b = 0
    for block in [*Indel.editops([w.normal for w in a.words], [w.normal for w in b.words]).as_matching_blocks()]:
        gap_a, gap_b = a.words[last_a : block.a], b.words[last_b : block.b]
        matter = min(sum(not is_function_word(w.text) for w in gap) for gap in (gap_a, gap_b))
        if matter and max(len(gap_a), len(gap_b)) <= 12 and (best is None or matter > best[0]):
            best = (matter, Span(gap_a[0].start, gap_a[-1].end), Span(gap_b[0].start, gap_b[-1].end))
        last_a, last_b = block.a + block.size, block.b + block.size
    return best[1:] if best else None


SERIOUS = (_strength, _polarity, _number)
SLIGHT = (_choice_of_words, _firmness, _marks)


def _content_overlap(a: Telling, b: Telling) -> float:
    """Return how much of the shorter telling's matter the other has, 0 to 1."""
    one, other = ({w.normal for w in t.words if not is_function_word(w.text)} for t in (a, b))
    return len(one & other) / max(1, min(len(one), len(other)))


def _name(tellings: Tellings, telling: Telling) -> str:
    return tellings.name(telling.document.id)
