"""Who is said to have said it, and to whom: other speakers for the same words, other addressees."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations, permutations
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from retold.records import Span
from retold.stages.compare.kinship import is_verbatim
from retold.stages.compare.names import INSTITUTIONS
from retold.stages.compare.papers import PAPER
from retold.stages.compare.telling import Finding, Telling, Tellings
from retold.stages.match import similarity_of
from retold.stages.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.records import Document, Evidence, Person


def speaker_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield other speakers, words that are given to who only repeats them, and other addressees."""
    yield from _other_speakers(tellings)
    yield from _repeated(tellings)
    yield from _other_addressees(tellings)


def _other_speakers(tellings: Tellings) -> Iterator[Finding]:
    """The council's minutes give the words to Ada Brandt, a page gives them to Ada Lindqvist."""
    parted: dict[tuple[str, str], list[tuple[Telling, Telling]]] = defaultdict(list)
    askers = _interviewers(tellings)
    for told in tellings.of_statement.values():
        named = [t for t in told if not _stands_for(tellings, t)]
        heard: dict[str, set[str | None]] = defaultdict(set)
        for telling in named:
            heard[telling.document.id].add(telling.attribution.speaker if telling.attribution else None)
        for a, b in combinations(named, 2):
            pair = _speakers(a, b)
            if a.asks != b.asks:
                continue  # a question is not its answer
            # Two documents that both give it now to the one and now to the other do not part.
            if (
                pair is None
                or a.document.id == b.document.id
                or heard[a.document.id] == heard[b.document.id] > {pair[0]}
            ):
                continue
            if _quotes(a, b) or _quotes(b, a) or {*pair} & askers:
                continue
            likeness = tellings.kinship.wording(a.matter, b.matter)
            if likeness < LEAST_ALIKE and not is_verbatim(a, b):
                continue
            if any(_only_both(t, (tellings.person(pair[0]), tellings.person(pair[1]))) for t in (a, b)):
                continue
            if _may_be_misread(tellings, a, pair[1]) or _may_be_misread(tellings, b, pair[0]):
                continue
            if not may_be_one(tellings, *pair):
                parted[min(pair), max(pair)].append((a, b) if pair[0] < pair[1] else (b, a))
    for (left, right), pairs in sorted(_under_one_name(tellings, parted).items()):
        # Where some pairs have nearly the same words, those that are only alike say nothing more.
        same = [(a, b) for a, b in pairs if similarity_of(a.words, b.words) >= ALIKE]
        # A long record has much that is only alike.
        alike = [p for p in pairs if "record" not in (p[0].document.role, p[1].document.role)]
        if same or alike:
            yield _other_speaker(tellings, left, right, same or alike)


Parted = dict[tuple[str, str], list[tuple[Telling, Telling]]]


def _under_one_name(tellings: Tellings, parted: Parted) -> Parted:
    """Return the same with those as one whose names may be one (*Ana Brandt*, *Anna Brandt*): the first stands."""
    kept: Parted = {}
    for (left, right), pairs in sorted(parted.items()):
        for one, other in kept:
            here, there = (one, other) if may_be_one(tellings, one, left) else (other, one)
            if may_be_one(tellings, here, left) and may_be_one(tellings, there, right):
                turned = here == other
                kept[one, other] += [(b, a) for a, b in pairs] if turned else pairs
                break
        else:
            kept[left, right] = list(pairs)
    return kept


def _only_both(telling: Telling, names: tuple[str, str]) -> bool:
    """Say whether what is printed for the source is a name of both: *Mr Verne*, where there are two of that name."""
    printed = {
        w.text
        for w in words(telling.document.text, telling.quotation.source)
        if w.text[0].isupper() and w.text.casefold() not in TITLES
    }
    return bool(printed) and all(printed <= set(name.split()) for name in names)


TITLES = frozenset("mr mrs ms miss dr sir lord lady dame prof professor the".split())


def _repeated(tellings: Tellings) -> Iterator[Finding]:
    """*“They gave me the pen,” she said*, where by another she said: *A deckhand told me, “They gave me the pen”*."""
    for statement, told in sorted(tellings.of_statement.items()):
        for inner, outer in permutations([t for t in told if not t.headline and t.quotation.kind == "direct"], 2):
            parent = tellings.attributions.get(inner.quotation.parent or "")
            speaker = outer.attribution.speaker if outer.attribution else None
            if inner.document.id == outer.document.id or outer.quotation.parent or not parent or not speaker:
                continue
            source = " ".join(inner.document.text[s.start : s.end] for s in inner.quotation.source)
            own = inner.attribution.speaker if inner.attribution else None
            if not parent.speaker or own in (None, parent.speaker) or source.casefold() in {"", *PRONOUNS}:
                continue
            if not may_be_one(tellings, parent.speaker, speaker) or may_be_one_by_name(tellings, own, speaker):
                continue
            if similarity_of(inner.words, outer.words) < ALIKE or len(outer.words) < LEAST_REPEATED:
                continue
            why = (
                f"{tellings.name(outer.document.id)} gives the words to {tellings.person(speaker)}; by "
                f"{tellings.name(inner.document.id)} that is who repeats what {source!r} said."
            )
            evidence = [_source(outer), _source(inner), outer.evidence(), inner.evidence()]
            sure = tellings.kinship.tellings(inner, outer)
            yield Finding("speaker", "high", distinct(evidence), why, 0.7, statement, sure)
            break


LEAST_REPEATED = 5


def may_be_one_by_name(tellings: Tellings, left: str | None, right: str) -> bool:
    """Say whether two people share a name: a description (*a deckhand*) is nobody's name."""
    one, other = (tellings.people.get(p or "") for p in (left, right))
    return bool(one and other and {*one.name.casefold().split()} & {*other.name.casefold().split()})


def _interviewers(tellings: Tellings) -> set[str]:
    """Return who does little but ask in a record: what they put to others is not their word."""
    asked: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for document, told in tellings.of_document.items():
        for telling in told if tellings.documents[document].role == "record" else ():
            if telling.attribution and telling.attribution.speaker and telling.quotation.parent is None:
                said[telling.attribution.speaker] += 1
                asked[telling.attribution.speaker] += telling.asks
    return {p for p, count in asked.items() if count >= OFTEN and count >= ASKING * said[p]}


ASKING = 0.4


def _quotes(a: Telling, b: Telling) -> bool:
    """Say whether one telling has the other's words in quotation marks within it: she repeats what he said."""
    if a.quotation.kind != "direct":
        return False
    text = a.document.text
    inner = [Span(*m.span()) for s in a.spans for m in INNER.finditer(text, s.start, s.end)]
    own = [w for w in a.words if not any(i.start <= w.start < i.end for i in inner)]
    return len(own) < len(a.words) and 2 * similarity_of(own, b.words) < similarity_of(a.words, b.words)


INNER = re.compile(r"[“‘\"][^“”‘\"\n]{8,}[”’\"]")


OFTEN = 3


def _may_be_misread(tellings: Tellings, telling: Telling, other: str) -> bool:
    """Say whether *he said* may mean the other's speaker: he is named nearer before it than who was taken for him."""
    source = telling.quotation.source
    text = telling.document.text
    if telling.quotation.source and any(text[s.start : s.end].casefold() not in PRONOUNS for s in source):
        return False
    place = source[0].start if source else telling.spans[0].start
    mine = telling.attribution.speaker if telling.attribution else None
    return _last_named(tellings, telling.document, other, place) > _last_named(tellings, telling.document, mine, place)


PRONOUNS = frozenset("he she they it i who we".split())


def _last_named(tellings: Tellings, document: Document, person: str | None, before: int) -> int:
    """Return where a surname stands last before a place, in its paragraph or the one before; -1 if nowhere."""
    known = tellings.people.get(person or "")
    if known is None:
        return -1
    start = document.text.rfind("\n", 0, document.text.rfind("\n", 0, before) - 1) + 1
    return document.text.rfind(known.name.rsplit(maxsplit=1)[-1], max(start, before - 600), before)


def _stands_for(tellings: Tellings, telling: Telling) -> bool:
    """Say whether a headline has a country or a house for who speaks for it: *Halmark promised the pier*."""
    return telling.headline and " " not in tellings.person(telling.attribution.speaker if telling.attribution else None)


def _speakers(a: Telling, b: Telling) -> tuple[str, str] | None:
    left = a.attribution.speaker if a.attribution else None
    right = b.attribution.speaker if b.attribution else None
    return (left, right) if left and right else None


def may_be_one(tellings: Tellings, left: str, right: str) -> bool:
    """Say whether two ids may be one person: by their names, or a third with a word of both (*Ada*, *Brandt*)."""
    a, b = tellings.people.get(left), tellings.people.get(right)
    if _compatible(a, b) or a is None or b is None:
        return True
    one, other = (set(p.name.casefold().split()) for p in (a, b))
    if one & other:
        return False
    return any(
        {*p.name.casefold().split()} & one and {*p.name.casefold().split()} & other
        for p in tellings.people.values()
        if not p.doubts
    )


def _compatible(a: Person | None, b: Person | None) -> bool:
    """Say whether two people may be one: the record of one does not contradict the other's."""
    if a is None or b is None or a.id == b.id:
        return True
    # A spokesman's words printed as his ministry's part no telling.
    return a.kind != b.kind or names_may_be_one(a.name, b.name)


def names_may_be_one(left: str, right: str) -> bool:
    """Say whether two names may stand for one speaker: a part, another spelling, a paper, a house or a description.

    *Brandt* and *Ada Brandt*, *brave Ada* and *Ada Brandt*, *the mayor* and *Ada Brandt* may; *Ada Lindqvist* may not.
    """
    if any(PAPER.search(name) or _describes(name) for name in (left, right)):
        return True
    a, b = left.casefold().split(), right.casefold().split()
    if any(word in INSTITUTIONS for word in (*a, *b)) or a[-1] == b[0] or b[-1] == a[0]:
        return True
    spelt = min(len(left), len(right)) >= 5 and DamerauLevenshtein.distance(left, right) <= 2
    return set(a) <= set(b) or set(b) <= set(a) or spelt


def _describes(name: str) -> bool:
    """Say whether a name is a description or a line of text: *his lawyer*, *the council*, *MAYOR IN THE DOCK*."""
    words_ = name.split() or [""]
    small = [w for w in words_ if w.casefold() in SMALL]
    return (
        not name[:1].isupper()
        or words_[0].casefold() in SMALL
        or (bool(small) and not any(w.islower() for w in small))
        or any(w[:1].islower() and w not in PARTICLES for w in words_)
    )


PARTICLES = frozenset("de del della der den di da dos du la le van von zu al el bin ibn of y e".split())
SMALL = frozenset("the a an his her its their our my your one some in on at for with to by from".split())


def _other_speaker(tellings: Tellings, left: str, right: str, pairs: list[tuple[Telling, Telling]]) -> Finding:
    documents = sorted({t.document.id for pair in pairs for t in pair})
    one, other = tellings.person(left), tellings.person(right)
    statements = {p[0].witness.statement for p in pairs}
    count = len(statements)
    these = "the same words" if count == 1 else f"the same words in {count} places"
    sides = [{t.document.id for t in side} for side in zip(*pairs, strict=True)]
    # Who has it both ways is named with the few, not with the many.
    few, many = sorted((0, 1), key=lambda i: len(sides[i]))
    sides[many] = sides[many] - sides[few] or sides[many]
    why = (
        f"{tellings.names(sides[0])} {'gives' if len(sides[0]) == 1 else 'give'} {these} to {one}, "
        f"{tellings.names(sides[1])} to {other}."
    )
    # First the pair in which both names stand and the words are most alike; then the others, to be looked at too.
    ordered = sorted(pairs, key=lambda p: (-_telling(p, (one, other)), p[0].witness.id, p[1].witness.id))
    best = ordered[0]
    evidence = [_source(best[0]), _source(best[1]), best[0].evidence(), best[1].evidence()]
    evidence += [place for t, p in zip(best, (left, right), strict=True) for place in _introduced(tellings, t, p)]
    evidence += [_source(t) for pair in ordered[1:] for t in pair]
    doubtful = any(tellings.people[p].doubts for p in (left, right) if p in tellings.people)
    severity = _gravity(ordered, (one, other), doubtful=doubtful)
    score = min(0.99, 0.5 + 0.1 * count + (0.3 if doubtful else 0.0) + 0.02 * len(documents))
    only = next(iter(statements)) if count == 1 else None
    sure = max(tellings.kinship.tellings(*p) for p in pairs)
    return Finding("speaker", severity, distinct(evidence), why, score, only, sure)


def _introduced(tellings: Tellings, telling: Telling, person: str) -> list[Evidence]:
    """Return where the page first names who is *she* or *the mayor* beside the words; nothing if it does so there."""
    known, text = tellings.people.get(person), telling.document.text
    if known is None or set(known.name.split()) & {w.text for w in words(text, telling.quotation.source)}:
        return []
    last = known.name.split()[-1]
    own = (m for m in known.mentions if m.document == telling.document.id)
    return [m for m in own if last in text[m.start : m.end].split()][:1]


def _gravity(pairs: list[tuple[Telling, Telling]], names: tuple[str, str], *, doubtful: bool) -> str:
    """Return how grave it is: most where both names are printed beside the words, and not by chance look-alikes.

    A speaker that was found by a rule (*he said*) may be the rule's mistake, so that the words must be the same.
    """
    named = [p for p in pairs if _printed(p, names) == 2 and similarity_of(p[0].words, p[1].words) >= ALIKE]
    often = len({p[0].witness.statement for p in named}) > 1
    if named and (doubtful or often or min(len(t.words) for t in named[0]) >= 12):
        return "critical"
    same = any(similarity_of(a.words, b.words) >= 0.8 and min(len(a.words), len(b.words)) >= 8 for a, b in pairs)
    return "high" if named or same else "medium"


LEAST_ALIKE = 0.3
"""How much two wordings have in common, beyond chance, to be the same words given to two people."""
ALIKE = 0.5
"""How much of their matter two tellings must share for two names beside them to be grave."""


def _printed(pair: tuple[Telling, Telling], names: tuple[str, str]) -> int:
    """Return how many of the two sources have a part of the speaker's name in them."""
    found = 0
    for telling, name in zip(pair, names, strict=True):
        source = " ".join(telling.document.text[s.start : s.end] for s in telling.quotation.source)
        found += bool(set(name.split()) & set(source.split()))
    return found


def _telling(pair: tuple[Telling, Telling], names: tuple[str, str]) -> float:
    """Return how plainly a pair shows the parting: both names printed, much the same words, and enough of them."""
    alike = similarity_of(pair[0].words, pair[1].words)
    return _printed(pair, names) + alike + min(1.0, min(len(t.words) for t in pair) / 20)


def _source(telling: Telling) -> Evidence:
    """Return where a telling names its source, with the cue where it stands beside it."""
    spans = sorted([*telling.quotation.source, *telling.quotation.cue])
    if not spans:
        return telling.evidence()
    if spans[-1].end - spans[0].start > 120:
        spans = sorted(telling.quotation.source) or spans[:1]
    return telling.evidence(spans)


def _other_addressees(tellings: Tellings) -> Iterator[Finding]:
    for statement, told in sorted(tellings.of_statement.items()):
        known = [t for t in told if t.attribution and t.attribution.addressee and t.quotation.addressee]
        for a, b in combinations(known, 2):
            one, other = a.attribution.addressee, b.attribution.addressee  # type: ignore[union-attr]
            people = tellings.people.get(one or ""), tellings.people.get(other or "")
            if a.document.id == b.document.id or one == other or _compatible(*people):
                continue
            if any(p is None or p.doubts or p.kind != "person" for p in people):
                continue  # a name that cannot be is reported as that; a crowd or a place is addressed in many ways
            if not all(p and _is_named(t, p) for t, p in zip((a, b), people, strict=True)):
                continue
            why = (
                f"{tellings.name(a.document.id)} has this said to {tellings.person(one)}, "
                f"{tellings.name(b.document.id)} to {tellings.person(other)}."
            )
            evidence = (a.evidence(a.quotation.addressee), b.evidence(b.quotation.addressee))
            yield Finding("addressee", "medium", evidence, why, 0.6, statement, tellings.kinship.tellings(a, b))
            break


def _is_named(telling: Telling, person: Person) -> bool:
    """Say whether the words for whom it was said to have the person's name in them."""
    printed = " ".join(telling.document.text[s.start : s.end] for s in telling.quotation.addressee)
    return person.name.rsplit(maxsplit=1)[-1] in printed.split()


def distinct(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    """Return the first places, each once."""
    return tuple(dict.fromkeys(evidence))[:8]
