"""Inference: from what documents share to who copied whom.

Sharing has no direction.  A direction is taken from dates, then from containment (an excerpt is made from the whole);
where neither decides, or where each of the two has what the other lacks, they are given an unseen common source
instead of being made parent and child.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from retold.records import Descent, Evidence, identify
from retold.stages.trace.pairs import common_runs
from retold.stages.trace.resolve import is_earlier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from retold.records import Document, Quotation
    from retold.settings import Trace
    from retold.stages.trace.pairs import Shared

CUT_OFF = 0.6  # how far containment alone is trusted to say which of two undated texts is the excerpt
EXPLAINED = 0.5  # what is left of a copying where both name the same carrier, which explains the sharing as well
UNSEEN = 0.8  # two who share much have some source in common; that it is one, and unseen, is a little less sure


@dataclass(frozen=True, slots=True)
class Tie:
    """That ``copy`` rests on ``exemplar`` (a document's id or a carrier's name), because of a pair."""

    exemplar: str
    copy: str
    score: float
    pair: Shared
    why: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One story as the inference sees it: documents by id, their own words, and the carriers that each names.

    ``stated`` are the (exemplar, copy) that the documents say themselves.
    """

    story: str
    documents: Mapping[str, Document]
    words: Mapping[str, str]
    quotations: Sequence[Quotation]
    passed_on: Mapping[str, set[str]]
    stated: frozenset[tuple[str, str]]
    settings: Trace


def inferred(scene: Scene, shared: Sequence[Shared]) -> Iterator[Descent]:
    """Yield the descents that the documents do not state themselves, one for each exemplar and copy."""
    copied = [pair for pair in shared if is_copied(pair, scene.settings)]
    ties = [tie for group in connected(copied) for tie in _copies(scene, group, copied)]
    placed = {tie.copy for tie in ties}
    within = {name: number for number, group in enumerate(connected(copied)) for name in group}
    apart = [pair for pair in shared if within.get(pair.left, -1) != within.get(pair.right, -2)]
    loose = [pair for pair in apart if told_alike(pair) >= scene.settings.least]
    ties += _akin(scene, loose, placed)
    best: dict[tuple[str, str], Tie] = {}
    for tie in ties:
        key = tie.exemplar, tie.copy
        if tie.score < scene.settings.least or key in scene.stated:
            continue
        if key not in best or best[key].score < tie.score:
            best[key] = tie
    for key in sorted(best):
        yield _descent(scene, best[key])


def is_copied(pair: Shared, settings: Trace) -> bool:
    """Say whether two share so much of their own wording that one text lies behind both."""
    return pair.containment >= settings.copied and pair.words >= settings.words


def worded_alike(pair: Shared) -> float:
    """Return how sure it is, by their wording, that one text lies behind both (0 to 1)."""
    return min(1.0, pair.containment / 0.5) * min(1.0, pair.words / 40)


def told_alike(pair: Shared) -> float:
    """Return how sure it is, by choice, order and shared errors, that one telling lies behind both (0 to 1)."""
    choice = 0.0
    if pair.statements >= 3:
        least = pair.statements + min(pair.only_left, pair.only_right)
        choice = 0.8 * (pair.statements / least) * (pair.ordered / pair.statements)
    return 1.0 - (1.0 - choice) * 0.6 ** len(pair.errors)


def connected(pairs: Iterable[Shared]) -> list[list[str]]:
    """Return the groups of documents that pairs join, each sorted, in the order of their first."""
    above: dict[str, str] = {}

    def top(name: str) -> str:
        while above.setdefault(name, name) != name:
            name = above[name]
        return name

    for pair in pairs:
        low, high = sorted((top(pair.left), top(pair.right)))
        above[high] = low
    groups: dict[str, list[str]] = {}
    for name in sorted(above):
        groups.setdefault(top(name), []).append(name)
    return [groups[name] for name in sorted(groups)]


def _copies(scene: Scene, group: Sequence[str], copied: Sequence[Shared]) -> Iterator[Tie]:
    """Yield who copied whom in one group of documents that share wording."""
    from retold.stages.trace.parentage import Overlap, parents, tree

    pairs = {(pair.left, pair.right): pair for pair in copied}
    shingles = _shingles([scene.words[name] for name in group])
    placed = set()
    for parent in parents(shingles, _days([scene.documents[name] for name in group]), scene.settings.delay):
        if parent.exemplar < 0:
            continue
        exemplar, copy = group[parent.exemplar], group[parent.copy]
        pair = pairs.get((min(exemplar, copy), max(exemplar, copy)))
        if pair is None:
            continue
        score = parent.probability * worded_alike(pair)
        if scene.passed_on.get(exemplar, set()) & scene.passed_on.get(copy, set()):
            score *= EXPLAINED
        if score >= scene.settings.least:
            placed.add(copy)
            yield Tie(exemplar, copy, score, pair, _why(scene, pair, exemplar))
    open_ = []
    for left, right, _ in tree(Overlap.of(shingles)):
        one, other = sorted((group[left], group[right]))
        if (one, other) not in pairs or placed >= {one, other}:
            continue
        pair = pairs[one, other]
        if any(is_earlier(scene.documents[a], scene.documents[b]) for a, b in ((one, other), (other, one))):
            continue
        records = [name for name in (one, other) if scene.documents[name].role == "record"]
        whole = records[0] if records else pair.longer
        if records or (pair.containment >= 0.8 and pair.jaccard < 0.6):
            excerpt = one if whole == other else other
            yield Tie(whole, excerpt, CUT_OFF * worded_alike(pair), pair, _why(scene, pair, whole))
        else:
            open_.append(pair)
    yield from _sources(scene, open_, worded_alike)


def _shingles(texts: Sequence[str]) -> list[NDArray[np.uint64]]:
    from retold.stages.copies.shingle import shingles_of

    return shingles_of(texts)


def _days(documents: Sequence[Document]) -> NDArray[np.float64]:
    """Return when each came out, in days; NaN where it is not known to the day.  A record comes before all."""
    import numpy as np

    days = np.full(len(documents), np.nan)
    for at, document in enumerate(documents):
        when = document.published
        if document.role == "record":
            days[at] = 0.0
        elif when and when.first and when.first == when.last:
            days[at] = when.first.toordinal()
    return days


def _akin(scene: Scene, loose: Sequence[Shared], placed: set[str]) -> list[Tie]:
    """Return common sources of those who tell the same in other words, surest pairs first."""
    ties: list[Tie] = []
    kept: list[Shared] = []
    seen = set(placed)
    records = {name for name, document in scene.documents.items() if document.role == "record"}
    rests = {(e, c) for e, c in scene.stated if e in records}
    rests |= {(r, t) for p in loose for r, t in ((p.left, p.right), (p.right, p.left)) if r in records}
    for pair in sorted(loose, key=lambda p: (-told_alike(p), p.left, p.right)):
        told_from = [name for name in (pair.left, pair.right) if name in records]
        if len(told_from) == 1:
            teller = pair.right if told_from[0] == pair.left else pair.left
            if teller not in placed:  # else it has the record by way of its exemplar
                why = _why(scene, pair, told_from[0])
                ties.append(Tie(told_from[0], teller, told_alike(pair), pair, why))
            continue
        explained = any((r, pair.left) in rests and (r, pair.right) in rests for r in records)
        if not told_from and not (explained and not pair.errors) and not seen >= {pair.left, pair.right}:
            seen |= {pair.left, pair.right}
            kept.append(pair)
    return ties + list(_sources(scene, kept, told_alike))


def _sources(scene: Scene, pairs: Sequence[Shared], sureness: Callable[[Shared], float]) -> Iterator[Tie]:
    """Yield a common source for each group of pairs: unseen, or the one carrier that some of them credit."""
    for group in connected(pairs):
        named = {name: scene.passed_on.get(name, set()) for name in group}
        carriers = set().union(*named.values())
        if set.intersection(*named.values()):
            continue  # all say where they have it from
        why = "They share more than the words they quote, and nothing shows that one was made from the other."
        source = f"source shared by {_listed([_name(scene.documents[name]) for name in group])}"
        if len(carriers) == 1:
            (source,) = carriers
            title = _name(scene.documents[source]) if source in scene.documents else source
            why += f" One of them has it from {title}, so the other may have it from there as well."
        for copy in group:
            if source in named[copy]:
                continue
            pair = max((p for p in pairs if copy in {p.left, p.right}), key=lambda p: (sureness(p), p.left, p.right))
            yield Tie(source, copy, UNSEEN * sureness(pair), pair, why)


def _listed(names: Sequence[str]) -> str:
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} others"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _name(document: Document) -> str:
    return document.outlet or document.headline or document.member or PurePath(document.path).name or document.id


def _why(scene: Scene, pair: Shared, exemplar: str) -> str:
    parts = []
    if pair.containment >= 0.01:
        parts.append(f"shares {round(100 * pair.containment)} % of the shorter one's own words")
    if pair.statements:
        parts.append(f"tells {pair.statements} of the same statements, {pair.ordered} of them in the same order")
    if pair.errors:
        parts.append(f"agrees against the others in {len(pair.errors)} places")
    return f"It {' and '.join(parts)} with {_name(scene.documents[exemplar])}."


def _descent(scene: Scene, tie: Tie) -> Descent:
    left, right = scene.documents[tie.pair.left], scene.documents[tie.pair.right]
    runs = common_runs(left, right, scene.quotations)
    evidence: tuple[Evidence, ...] = tuple(place for two in (*tie.pair.errors[:3], *runs) for place in two)
    key = identify("d", scene.story, tie.exemplar, tie.copy, "inferred")
    return Descent(key, scene.story, tie.exemplar, tie.copy, "inferred", round(tie.score, 4), evidence, tie.why)
