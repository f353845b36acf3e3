"""From scored pairs to groups: from the surest pair down, headlines to what they sum up, anecdotes to anecdotes."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from retold.stages.match.units import Unit
from retold.stages.words import is_function_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.records import Quotation
    from retold.settings import Match


def clusters_of(
    units: Sequence[Unit],
    pairs: dict[tuple[int, int], float],
    weight: dict[str, float],
    settings: Match,
) -> list[list[Unit]]:
    """Join units from the surest pair down; a group is joined only if its members agree on average."""
    home = list(range(len(units)))
    groups = {i: [i] for i in home}
    sure = [(-score, pair) for pair, score in pairs.items() if score >= settings.threshold]
    for _, (i, j) in sorted(sure):
        a, b = home[i], home[j]
        if a == b or not _may_join(groups[a], groups[b], units, pairs, settings):
            continue
        groups[a] += groups.pop(b)
        for k in groups[a]:
            home[k] = a
    for i, unit in enumerate(units):
        if unit.brief and len(groups[home[i]]) == 1:
            at = _told_below(i, units, weight)
            if at is not None:
                groups[home[at]] += groups.pop(home[i])
                home[i] = home[at]
    return [[units[i] for i in sorted(group)] for group in _whole(list(groups.values()), units)]


def _whole(groups: list[list[int]], units: Sequence[Unit]) -> list[list[int]]:
    """Return the groups, those whose sentences all stand in another one joined to it.

    Where two tellings agree clause by clause, or no other has a clause, their sentences are not cut.
    """
    sentences = [frozenset((units[i].quotation.id, units[i].sentence) for i in group) for group in groups]
    holding: dict[tuple[str, int], list[int]] = defaultdict(list)
    for g, of in enumerate(sentences):
        for sentence in of:
            holding[sentence].append(g)
    gone: set[int] = set()
    for g in sorted(range(len(groups)), key=lambda g: (len(sentences[g]), groups[g])):
        least = min((holding[s] for s in sentences[g]), key=len)
        around = [h for h in least if h != g and h not in gone and sentences[g] <= sentences[h]]
        if around:
            groups[max(around, key=lambda h: (len(sentences[h]), -min(groups[h])))] += groups[g]
            gone.add(g)
    return [group for g, group in enumerate(groups) if g not in gone]


def _told_below(head: int, units: Sequence[Unit], weight: dict[str, float]) -> int | None:
    """Return the sentence of its own document that a headline sums up: most of its matter, and its speaker.

    A headline may name a town for its mayor, so that another speaker is passed over where two words of matter agree.
    """
    claim = units[head]
    total = sum(weight.get(n, 3.0) for n in claim.bag)
    best: tuple[float, int] | None = None
    for i, unit in enumerate(units):
        if unit.brief or unit.quotation.document != claim.quotation.document or unit.asks != claim.asks:
            continue
        share = sum(weight.get(n, 3.0) for n in claim.bag & unit.bag) / max(total, 1e-9)
        other = unit.speaker and claim.speaker and unit.speaker != claim.speaker
        common = sum(not is_function_word(n) for n in claim.line & unit.bag)
        if share < 0.4 or (other and common < 2):
            continue
        whole = sum(weight.get(n, 3.0) for n in claim.line & unit.bag)
        if best is None or (whole, -i) > best:
            best = (whole, -i)
    return -best[1] if best else None


def _may_join(
    left: list[int],
    right: list[int],
    units: Sequence[Unit],
    pairs: dict[tuple[int, int], float],
    settings: Match,
) -> bool:
    recorded = sorted(i for i in (*left, *right) if units[i].recorded)
    if any(j - i > PASSAGE for i, j in itertools.pairwise(recorded) if _in_one(units[i], units[j])):
        return False  # what is told of one utterance stands in one passage of the record
    turns = {(u.quotation.document, u.speaker) for u in (units[i] for i in recorded) if not u.quotation.parent}
    if len(turns) > len({document for document, _ in turns}):
        return False  # and is one speaker's there
    total = 0.0
    for i in left:
        for j in right:
            total += pairs.get((min(i, j), max(i, j)), 0.0)
    return total / (len(left) * len(right)) >= settings.mean_threshold


PASSAGE = 2
"""How many sentences apart in a record the parts of one utterance may stand."""


def _in_one(left: Unit, right: Unit) -> bool:
    return left.quotation.document == right.quotation.document


SHELL = 3
"""The most words that a quotation has of its own when it is only the frame of the one that it holds."""


def containers(units: Sequence[Unit], groups: Sequence[Sequence[Unit]]) -> list[list[Unit]]:
    """Return the groups of quotations that hold tellings of the same utterances (an anecdote told twice)."""
    told: Counter[str] = Counter()
    held: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        if unit.recorded:
            continue  # a turn of a transcript is more than the anecdote in it
        told[unit.quotation.id] += len(unit.normals)
        held[unit.quotation.parent or ""].add(unit.quotation.id)
    # *He asked* around one question is no anecdote, only a shell.
    quotations = {
        u.quotation.id: u.quotation
        for u in units
        if not u.recorded and (len(held[u.quotation.id]) != 1 or told[u.quotation.id] > SHELL)
    }
    home = {q: q for q in quotations}

    def root(q: str) -> str:
        while home[q] != q:
            q = home[q]
        return q

    for group in groups:
        holders = sorted({u.quotation.parent for u in group if u.quotation.parent in quotations})
        for holder in holders[1:]:
            one, other = sorted((root(str(holders[0])), root(str(holder))))
            home[other] = one
    for one, other in (pair for pair in _going_on(units) if set(pair) <= set(quotations)):
        low, high = sorted((root(one), root(other)))
        home[high] = low
    joined: dict[str, list[Quotation]] = defaultdict(list)
    for q in sorted(quotations):
        joined[root(q)].append(quotations[q])
    return [
        [Unit(q, q.content, q.content[0].start, (), None, None, brief=False) for q in held]
        for held in joined.values()
        if len({q.document for q in held}) > 1
    ]


def _going_on(units: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of quotations in which one speaker goes on with an anecdote: both hold speech, side by side."""
    holders = {u.quotation.parent for u in units if u.quotation.parent and len(u.normals) >= 3}
    last: Unit | None = None
    for unit in units:
        if unit.quotation.parent is not None or unit.brief:
            continue
        if last and last.quotation.id != unit.quotation.id and last.quotation.document == unit.quotation.document:
            both = {last.quotation.id, unit.quotation.id} <= holders
            if both and last.speaker == unit.speaker and last.speaker is not None:
                yield last.quotation.id, unit.quotation.id
        last = unit
