"""Planted conflicts: real sentences retold with one thing changed, and near-misses in which nothing is.

From articles, quotations are taken with a paragraph on either side; of each a retelling is made in which the speaker,
a date, a number, a place, a denial or the degree of commitment is another one, or (as often) one that differs in
wording only.  Both go through the real stages.  Half of all retellings have one more harmless change.

A planted conflict is *found* when a discrepancy of its kind has evidence on the planted words in both texts.  Every
other discrepancy of one of the six kinds counts against the precision of that kind.  A near-miss is a *false alarm*
when any discrepancy above ``low``, or one of the six kinds, rests on both texts; a note that two utterances are alike
but of two occasions is none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any

from retold.evaluate.planted.articles import Excerpt, articles, excerpts
from retold.evaluate.planted.conflicts import conflicts
from retold.evaluate.planted.edits import Edit, apart, applied
from retold.evaluate.planted.flow import discrepancies, quoter
from retold.evaluate.planted.near_misses import dated, near_misses, slight
from retold.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from retold.evaluate.planted.articles import Article
    from retold.records import Discrepancy, Document

FOUND_AS = {
    "speaker": {"speaker"}, "date": {"date"}, "number": {"number"}, "place": {"place"}, "negation": {"polarity"},
    "strength": {"strength", "firmness"},
}  # fmt: skip
"""The kinds of discrepancy that tell of each planted kind; commitment is *strength* (offered, promised) or *firmness*
(may, will)."""
NO_ALARM = {"other occasion"}
PER_ARTICLE = 4


@dataclass(frozen=True, slots=True)
class Pair:
    """An excerpt and its retelling; ``places`` are the planted words in each."""

    kind: str
    conflict: bool
    published: str
    texts: tuple[str, str]
    places: tuple[tuple[Span, ...], tuple[Span, ...]]


def score(path: Path, count: int = 400, seed: int = 7) -> dict[str, Any]:
    """Return precision, recall and F1 by kind over ``count`` pairs, and the share of false alarms on near-misses.

    Raises:
        NoInput: no articles in ``path``.
    """
    tallies: dict[str, Counter[str]] = {kind: Counter() for kind in FOUND_AS}
    missed: dict[str, Counter[str]] = {kind: Counter() for kind in near_misses()}
    for pair in pairs(articles(path), count, seed):
        kinds, alarm, found = judged(pair)
        if pair.conflict:
            tallies[pair.kind].update(planted=1, found=found)
        else:
            missed[pair.kind].update(made=1, alarms=alarm)
        for kind, names in FOUND_AS.items():
            if kinds & names and not (found and kind == pair.kind):
                tallies[kind].update(wrong=1)
    made, alarms = (sum(t[name] for t in missed.values()) for name in ("made", "alarms"))
    return {
        "statements": made + sum(t["planted"] for t in tallies.values()),
        "seed": seed,
        "conflicts": {kind: _figures(tally) for kind, tally in tallies.items()},
        "near_misses": {kind: {"made": t["made"], "alarms": t["alarms"]} for kind, t in missed.items()},
        "false_alarms": round(alarms / made, 3) if made else 0.0,
    }


def _figures(tally: Counter[str]) -> dict[str, float]:
    planted, found, wrong = tally["planted"], tally["found"], tally["wrong"]
    return {
        "planted": planted,
        "found": found,
        "wrong": wrong,
        "precision": round(found / (found + wrong), 3) if found else 0.0,
        "recall": round(found / planted, 3) if planted else 0.0,
        "f1": round(2 * found / (planted + found + wrong), 3) if planted else 0.0,
    }


def judged(pair: Pair) -> tuple[set[str], bool, bool]:
    """Return (kinds reported of both texts, whether that is a false alarm, whether the planted words were found)."""
    documents, reported = discrepancies(pair.texts, pair.published)
    both = [d for d in reported if len({e.document for e in d.evidence}) > 1]
    six = set().union(*FOUND_AS.values())
    alarm = any((d.severity != "low" or d.kind in six) and d.kind not in NO_ALARM for d in both)
    wanted = FOUND_AS.get(pair.kind, set())
    found = pair.conflict and any(d.kind in wanted and _rests_on(d, documents, pair) for d in both)
    return {d.kind for d in both}, alarm, found


def _rests_on(discrepancy: Discrepancy, documents: Sequence[Document], pair: Pair) -> bool:
    return all(
        any(
            e.document == document.id and e.start < place.end and place.start < e.end
            for e in discrepancy.evidence
            for place in places
        )
        for document, places in zip(documents, pair.places, strict=True)
    )


def pairs(given: Sequence[Article], count: int, seed: int) -> Iterator[Pair]:
    """Yield ``count`` pairs (fewer where the articles have no more), half of them with a planted conflict."""
    chance = Random(seed)  # noqa: S311 - the draw must be the same in every run
    makers = [(k, True, m) for k, m in conflicts().items()] + [(k, False, m) for k, m in near_misses().items()]
    quota = {k: -(-count // (2 * len(conflicts()))) for k in conflicts()}
    quota |= {k: -(-count // (2 * len(near_misses()))) for k in near_misses()}
    left = {True: count // 2, False: count - count // 2}
    order = list(given)
    chance.shuffle(order)
    for article in order:
        if not any(left.values()):
            return
        found = list(excerpts(article, quoter()))
        chance.shuffle(found)
        taken = 0
        for excerpt in found:
            if taken == PER_ARTICLE:
                break
            pair = _pair(excerpt, [m for m in makers if quota[m[0]] and left[m[1]]], quota, chance)
            if pair:
                taken += 1
                quota[pair.kind] -= 1
                left[pair.conflict] -= 1
                yield pair


def _pair(
    excerpt: Excerpt,
    makers: list[tuple[str, bool, Callable[[Excerpt, Random], list[Edit]]]],
    quota: dict[str, int],
    chance: Random,
) -> Pair | None:
    """Return the retelling of the kind that is furthest from its quota, or nothing."""
    for kind, conflict, make in sorted(makers, key=lambda m: (-quota[m[0]], chance.random())):
        edits = make(excerpt, chance)
        if edits:
            more = _harmless(excerpt, edits, chance) if chance.random() < 0.5 else []
            retold, places = applied(excerpt.text, [*edits, *more])
            order = sorted([*edits, *more])
            kept = tuple(p for e, p in zip(order, places, strict=True) if e in edits)
            base = applied(excerpt.text, dated(excerpt))[0] if kind == "other occasion" else excerpt.text
            from_, to = tuple(Span(e.start, e.end) for e in sorted(edits)), kept
            return Pair(kind, conflict, excerpt.published, (base, retold), (from_, to))
    return None


def _harmless(excerpt: Excerpt, edits: list[Edit], chance: Random) -> list[Edit]:
    for make in chance.sample(slight(), len(slight())):
        more = make(excerpt, chance)
        if more and apart(edits, more):
            return more
    return []
