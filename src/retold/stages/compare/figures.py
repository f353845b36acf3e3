"""Numbers, dates and places at one place of the alignment: two hundred berths here, three hundred there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from retold.records import Span
from retold.stages.compare.alignment import gaps
from retold.stages.compare.measures import (
    MONEY,
    MULTIPLIERS,
    NUMBER_WORDS,
    ROUNDED,
    elliptic,
    numbers,
    unit_of,
)
from retold.stages.compare.narration import NARRATION
from retold.stages.compare.scene import SITES, TALK
from retold.stages.compare.telling import DATED, Finding, Telling, Tellings
from retold.stages.match import similarity_of
from retold.stages.situate.tables import country_of
from retold.stages.words import is_function_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.records import Interval, Moment
    from retold.stages.compare.alignment import Gap
    from retold.stages.words import Word

YEAR = re.compile(r"\d{4}")
SITED = frozenset("in at to from near into across outside inside".split())
WIDEST = 8
"""Gaps with more words than this are another wording, and not one figure for another."""
SHARED = 3
ALIKE = 0.6


@dataclass(frozen=True)
class Pair:
    """Two tellings of one utterance by two documents, held against each other word by word."""

    a: Telling
    b: Telling

    @cached_property
    def gaps(self) -> list[Gap]:
        """Where the words of the tellings part."""
        return gaps(self.a.words, self.b.words)

    @cached_property
    def frames(self) -> tuple[list[Word], list[Word]]:
        """The words of the sentence that each telling stands in, with source and cue."""
        return self.a.frame, self.b.frame

    @cached_property
    def frame_gaps(self) -> list[Gap]:
        """Where those sentences part."""
        return gaps(*self.frames)

    @cached_property
    def overlap(self) -> float:
        """How much of the shorter telling's matter the other has, 0 to 1."""
        one, other = ({w.normal for w in t.words if not is_function_word(w.text)} for t in (self.a, self.b))
        return len(one & other) / max(1, min(len(one), len(other)))

    @cached_property
    def close(self) -> bool:
        """Whether they share enough matter for one word to be held against another: three words, or nearly all.

        Two short replies may share a word or two by chance: *Okay, fine*, *No means no, okay*.
        """
        one, other = ({w.normal for w in t.words if not is_function_word(w.text)} for t in (self.a, self.b))
        return len(one & other) >= SHARED or (bool(one & other) and self.likeness >= ALIKE)

    @cached_property
    def likeness(self) -> float:
        """How alike the tellings are word for word, 0 to 1."""
        return Indel.normalized_similarity([w.normal for w in self.a.words], [w.normal for w in self.b.words])

    @cached_property
    def shared(self) -> float:
        """How much of both tellings' matter is shared, 0 to 1."""
        return similarity_of(self.a.words, self.b.words)

    @property
    def narrated(self) -> bool:
        """Whether one of them is nobody's quotation."""
        return NARRATION in (self.a.quotation.frame, self.b.quotation.frame)

    @property
    def reported(self) -> bool:
        """Whether one of them is indirect, so that its tenses may be shifted."""
        return "indirect" in (self.a.quotation.kind, self.b.quotation.kind)


def of_two_occasions(tellings: Tellings, a: Telling, b: Telling) -> bool:
    """Say whether two tellings were said years apart by their own account: an interview of 1996, a speech of 2003.

    Days of one year, or one day of two years, may be one occasion with a slip in its date.
    """
    occasions = [tellings.occasions.get((t.attribution.occasion if t.attribution else None) or "") for t in (a, b)]
    one, other = (o.interval if o else None for o in occasions)
    if not one or not other or not one.first or not one.last or not other.first or not other.last:
        return False
    return (one.last < other.first or other.last < one.first) and not _mistakable(one, other)


# ---------------------------------------------------------------------------------------------- numbers


def number_findings(tellings: Tellings, pair: Pair, statement: str) -> Iterator[Finding]:
    """Forty berths in one telling, fourteen in the other, of the same thing: each figure that parts them."""
    if pair.overlap < 0.4:
        return
    dated = _date_words(tellings, pair)
    parted = list(_numbers_at_one_place(pair, dated))
    parted = parted or [n for n in [_numbers_of_one_thing(pair, dated)] if n]
    for (value, here), (other, there) in parted:
        if not _both_have_both(tellings, pair, value, other):
            yield _parted(tellings, pair, here, there, "number", "high", 0.9, statement)


Number = tuple[float, Span]


def _in(printed: Sequence[Word], every: list[Number]) -> list[Number]:
    """Return the numbers that some of these words belong to."""
    return [n for n in every if any(n[1].start <= w.start < n[1].end for w in printed)]


def _same(pair: Pair, one: Number, other: Number) -> bool:
    """Say whether two numbers are one amount: equal, or one without its *million*."""
    texts = pair.a.document.text, pair.b.document.text
    return one[0] == other[0] or elliptic(texts[0], *one, other[0]) or elliptic(texts[1], *other, one[0])


def _both_have_both(tellings: Tellings, pair: Pair, one: float, other: float) -> bool:
    """Say whether each document has both figures somewhere: two bids, of which each telling has one."""
    figures = [tellings.figures(t.document.id) for t in (pair.a, pair.b)]
    return min(one, other) > SMALL and all({one, other} <= of for of in figures)


SMALL = 12
"""Numbers up to this stand in every text."""


def _numbers_at_one_place(pair: Pair, dated: list[tuple[str, Span]]) -> Iterator[tuple[Number, Number]]:
    one, other = numbers(pair.a.words, dated), numbers(pair.b.words, dated)
    for gap in pair.gaps:
        if not gap.held or max(len(gap.left), len(gap.right)) > WIDEST:
            continue
        left, right = (_in(gap_words, every) for gap_words, every in ((gap.left, one), (gap.right, other)))
        if not left or not right or any(_same(pair, a, b) for a in left for b in right):
            continue
        if _may_part(pair, left[0], right[0]):
            yield left[0], right[0]


def _numbers_of_one_thing(pair: Pair, dated: list[tuple[str, Span]]) -> tuple[Number, Number] | None:
    """Where the sentence is turned round, the word after the number says what it counts."""
    one, other = ([n for n in numbers(t.words, dated) if n[0] != 1] for t in (pair.a, pair.b))
    here_alone = [n for n in one if not any(_same(pair, n, m) for m in other)]
    there_alone = [m for m in other if not any(_same(pair, n, m) for n in one)]
    for value, here in here_alone:
        for another, there in there_alone:
            if not _counted(pair.a, here) & _counted(pair.b, there):
                continue
            if _may_part(pair, (value, here), (another, there)):
                return (value, here), (another, there)
    return None


def _may_part(pair: Pair, one: Number, other: Number) -> bool:
    """Say whether two numbers may be of one thing and not one amount: *40,000 litres* is *forty cubic metres*."""
    if _same(pair, one, other):
        return False
    units = unit_of(pair.a, one[1]), unit_of(pair.b, other[1])
    if not units[0] or not units[1]:
        return True
    if units[0][1] == MONEY == units[1][1]:
        return True
    if units[0][0] != units[1][0] or MONEY in (units[0][1], units[1][1]):
        return False
    amounts = sorted((one[0] * units[0][1], other[0] * units[1][1]))
    return amounts[0] < (1 - ROUNDED * (units[0] != units[1])) * amounts[1]


def unit_finding(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """*Within fourteen days* against *within fourteen weeks*, *£12 million* against *twelve million euros*."""
    if pair.overlap < 0.4:
        return None
    dated = _date_words(tellings, pair)
    for value, here in numbers(pair.a.words, dated):
        for other, there in numbers(pair.b.words, dated):
            one, another = unit_of(pair.a, here), unit_of(pair.b, there)
            if value != other or value <= 1 or not one or not another or one[:2] == another[:2]:
                continue
            if one[1] == MONEY == another[1] or one[0] == another[0]:
                left, right = (
                    Span(min(p.start, u[2].start), max(p.end, u[2].end)) for p, u in ((here, one), (there, another))
                )
                return _parted(tellings, pair, left, right, "number", "high", 0.8, statement)
    return None


def _counted(telling: Telling, place: Span) -> set[str]:
    """Return the matter words within three words after (or one before) a number."""
    after = [w for w in telling.words if w.start >= place.end][:3]
    before = [w for w in telling.words if w.end <= place.start][-1:]
    matter = [w for w in [*before, *after] if not is_function_word(w.text) and not w.text[:1].isdigit()]
    return {w.normal for w in matter if w.text.casefold() not in NUMBER_WORDS | MULTIPLIERS}


# -------------------------------------------------------------------------------------------------- dates


def date_finding(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """One telling has *on Tuesday*, the other *on Thursday*; *in June* against *on 4 June* is no conflict."""
    if pair.overlap < 0.4:
        return None
    copied = None
    for gap in pair.frame_gaps:
        if not gap.held or max(len(gap.left), len(gap.right)) > WIDEST:
            continue
        for here in _moments(tellings, pair.a, gap.left):
            for there in _moments(tellings, pair.b, gap.right):
                if not _apart(here, there):
                    continue
                # The words of narration are nobody's: a day in them is the day of what it tells.
                within = [t for m, t in ((here, pair.a), (there, pair.b)) if _inside(m.span, t)]
                said = any(t.quotation.frame != NARRATION for t in within)
                copied = (not pair.narrated and _copied(pair)) if copied is None else copied
                if not said and _of_the_talk(pair, here.span, there.span):
                    continue
                if said or copied or _mistakable(here.interval, there.interval):
                    return _parted(tellings, pair, here.span, there.span, "date", "high", 0.75, statement)
    return None


def _moments(tellings: Tellings, telling: Telling, printed: Sequence[Word]) -> list[Moment]:
    """Return the dates that some of these words belong to."""
    dates = tellings.dates.get(telling.document.id, ())
    return [m for m in dates if any(m.span.start <= w.start < m.span.end for w in printed)]


def _date_words(tellings: Tellings, pair: Pair) -> list[tuple[str, Span]]:
    return [(d, m.span) for d in (pair.a.document.id, pair.b.document.id) for m in tellings.dates.get(d, ())]


def _apart(here: Moment, there: Moment) -> bool:
    """Say whether no reading of one date has a day in common with a reading of the other."""
    return all(
        a.first and a.last and b.first and b.last and (a.last < b.first or b.last < a.first)
        for a in (here.interval, *here.alternatives)
        for b in (there.interval, *there.alternatives)
    )


def _of_the_talk(pair: Pair, here: Span, there: Span) -> bool:
    """Say whether both name the day or the site of the talk that is retold: that is compared once for each document."""
    talks = all(any(TALK.fullmatch(w.text) for w in printed) for printed in pair.frames)
    named = (_at(pair.a, here), _at(pair.b, there))
    full = all(YEAR.search(n) for n in named) or all(n.split()[-1].casefold() in SITES for n in named)
    return talks and full


def _inside(span: Span, telling: Telling) -> bool:
    return any(s.start <= span.start < s.end for s in telling.spans)


def _copied(pair: Pair) -> bool:
    """Say whether two sentences are one but for a word or two, so that a date in them is a slip and no other day."""
    left, right = pair.frames
    parted = sum(max(len(g.left), len(g.right)) for g in pair.frame_gaps)
    return parted <= max(2, 0.2 * min(len(left), len(right)))


def _mistakable(a: Interval, b: Interval) -> bool:
    """Say whether one day may be a slip for the other: of one year, or one day of different years."""
    if not a.first or not b.first:
        return False
    return a.first.year == b.first.year or (a.first.month, a.first.day) == (b.first.month, b.first.day)


# ------------------------------------------------------------------------------------------------- places


def place_finding(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """One telling has *the ferry to Saltmere*, the other *the ferry to Halmark*; a town and its country agree."""
    if pair.overlap < 0.4:
        return None
    for gap in pair.frame_gaps:
        if not gap.held or not gap.left or not gap.right or max(len(gap.left), len(gap.right)) > WIDEST:
            continue
        here, there = _place(tellings, pair.a, gap.left, gap), _place(tellings, pair.b, gap.right, gap)
        if not here or not there or _of_the_talk(pair, here, there):
            continue
        if _led(pair.a, here) != _led(pair.b, there):
            continue  # *a pier in Saltmere*, *a pier for Tessaria*: two things said, not one in two ways
        if not _one_place(_at(pair.a, here), _at(pair.b, there)):
            return _parted(tellings, pair, here, there, "place", "medium", 0.6, statement)
    return None


def _led(telling: Telling, span: Span) -> str:
    """Return the word before a place's name, but for an article: *in*, *to*, *from*."""
    before = [w.text.casefold() for w in telling.words if w.end <= span.start]
    before = [w for w in before[-2:] if w not in ("the", "a", "an")]
    return before[-1] if before else ""


def _at(telling: Telling, span: Span) -> str:
    return telling.document.text[span.start : span.end]


def _place(tellings: Tellings, telling: Telling, printed: Sequence[Word], gap: Gap) -> Span | None:
    """Return the place's name among the words of a gap: a known place, or a name behind *in*, *at*, *to* ..."""
    first, last = printed[0].start, printed[-1].start
    named = {
        m.span: m.kind for m in tellings.mentions.get(telling.document.id, ())
        if m.span.start <= last and first < m.span.end and any(m.span.start <= w.start < m.span.end for w in printed)
    }  # fmt: skip
    places = [s for s, kind in named.items() if kind == "place" or _at(telling, s) in country_of()]
    if places:
        return min(places)
    capital = [w for w in printed if w.text[:1].isupper() and not is_function_word(w.text)]
    if not capital or len(capital) > NAME_LENGTH or DATED.search(" ".join(w.text for w in capital)):
        return None
    at = printed.index(capital[0])
    before = printed[at - 1] if at else (gap.before[-1] if gap.before else None)
    if before is None or before.text.casefold() not in SITED or any(k == "person" for k in named.values()):
        return None
    if any(re.sub(r"['’]s?$", "", w.text) in _people(tellings) for w in capital):
        return None
    return Span(capital[0].start, capital[-1].end)


NAME_LENGTH = 3


def _people(tellings: Tellings) -> set[str]:
    return {w for p in tellings.people.values() if p.kind == "person" for form in p.forms for w in form.split()}


def _one_place(one: str, other: str) -> bool:
    """Say whether two names may be one place: words in common, or a town and its country."""
    if {w.casefold() for w in one.split()} & {w.casefold() for w in other.split()}:
        return True
    lands = country_of()
    return one in lands and lands.get(one) == lands.get(other)


def _with_noun(telling: Telling, span: Span) -> str:
    """Return a number with the word behind it, if that stands beside it and carries matter: *forty berths*."""
    following = next((w for w in telling.words if w.start >= span.end), None)
    beside = following is not None and telling.document.text[span.end : following.start].isspace()
    if following is None or not beside or is_function_word(following.text):
        return _at(telling, span)
    return _at(telling, Span(span.start, following.end))


def _parted(
    tellings: Tellings, pair: Pair, here: Span, there: Span, kind: str, severity: str, score: float, statement: str
) -> Finding:
    printed = [_with_noun(t, s) if kind == "number" else _at(t, s) for t, s in ((pair.a, here), (pair.b, there))]
    why = (
        f"{tellings.name(pair.a.document.id)} has {printed[0]!r} where {tellings.name(pair.b.document.id)} has "
        f"{printed[1]!r}."
    )
    evidence = (pair.a.evidence([here]), pair.b.evidence([there]), pair.a.evidence(), pair.b.evidence())
    return Finding(kind, severity, evidence, why, score, statement)
