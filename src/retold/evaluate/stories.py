"""Stories against ECB+: B3 by topic (43) and by event (86), each threshold fixed on one half and scored on the other.

B3 (Bagga and Baldwin 1998) is the mean over documents of precision and recall of the document's cluster.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from retold.evaluate.ecbplus import Page, pages
from retold.records import Mention
from retold.settings import Group
from retold.stages.group import Grouper
from retold.stages.group.terms import counts, vectors
from retold.stages.situate import Recogniser

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable
    from pathlib import Path

TOPIC_GRID = (0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.14, 0.18)
STORY_GRID = (0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.14, 0.16, 0.2)

Labels = dict[str, "Hashable"]


def score(path: Path) -> dict[str, Any]:
    """Return B3 by topic and by event: with thresholds from the other half of the topics, and with the shipped ones.

    All documents are grouped together; the halves are halves of the topics, by number, in turn.

    Raises:
        NoInput: no ECB+ document under ``path``.
    """
    found = pages(path)
    names = sorted({p.topic for p in found}, key=int)
    first = set(names[::2])
    halves = [[p for p in found if (p.topic in first) is side] for side in (True, False)]
    tallies = [counts(p.document, list(p.blocks), _mentions(p)) for p in found]
    weighed = vectors(tallies)
    by_topic = {t: Grouper(Group()).clusters(weighed, set(), t) for t in TOPIC_GRID}
    topics = {t: _labels(found, clusters) for t, clusters in by_topic.items()}
    shipped = by_topic[Group().topic]
    events = {t: _labels(found, _split(shipped, tallies, t)) for t in STORY_GRID}
    gold_events: Labels = {p.document.id: p.event for p in found}
    return {
        "documents": len(found),
        "topics": len(names),
        "b3_by_topic": _crossed(halves, topics, lambda p: p.topic),
        "b3_by_event": _crossed(halves, events, lambda p: p.event),
        "b3_by_event_shipped_settings": b3(events[Group().story], gold_events),
    }


def stories_of(found: list[Page]) -> list[list[int]]:
    """Return the stories that the grouper finds with the shipped settings, as positions in ``found``."""
    tallies = [counts(p.document, list(p.blocks), _mentions(p)) for p in found]
    topics = Grouper(Group()).clusters(vectors(tallies), set(), Group().topic)
    return _split(topics, tallies, Group().story)


def _mentions(page: Page) -> list[Mention]:
    return [m for m in Recogniser()((page.document,), page.blocks, ()) if isinstance(m, Mention)]


def _split(topics: list[list[int]], tallies: list[Counter[str]], threshold: float) -> list[list[int]]:
    grouper = Grouper(replace(Group(), story=threshold))
    return [story for topic in topics for story in grouper.split(topic, tallies, set())]


def _labels(found: list[Page], clusters: list[list[int]]) -> Labels:
    return {found[n].document.id: number for number, cluster in enumerate(clusters) for n in cluster}


def _crossed(
    halves: list[list[Page]], labels: dict[float, Labels], label: Callable[[Page], str]
) -> dict[str, float | list[float]]:
    """Return the mean over the halves of B3 at the threshold that is best on the other half.

    Best is the threshold whose F1 and that of its two neighbours on the grid have the highest mean: a single peak on
    twenty topics is chance.
    """
    golds: list[Labels] = [{p.document.id: label(p) for p in half} for half in halves]
    scores = [{t: b3({k: found[k] for k in gold}, gold) for t, found in labels.items()} for gold in golds]
    best = [_plateau({t: found["f1"] for t, found in s.items()}) for s in scores]
    picked = [scores[0][best[1]], scores[1][best[0]]]
    mean = {name: round(sum(p[name] for p in picked) / 2, 3) for name in ("precision", "recall", "f1")}
    return mean | {"thresholds": best}


def _plateau(curve: dict[float, float]) -> float:
    grid = sorted(curve)
    around = {t: grid[max(0, n - 1) : n + 2] for n, t in enumerate(grid)}
    return max(grid, key=lambda t: sum(curve[u] for u in around[t]) / len(around[t]))


def b3(found: Labels, gold: Labels) -> dict[str, float]:
    """Return B3 precision, recall and F1 of two labellings of the same items."""
    if not gold:
        return {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    ours, theirs = _clusters(found), _clusters(gold)
    precision = sum(len(ours[found[k]] & theirs[gold[k]]) / len(ours[found[k]]) for k in gold) / len(gold)
    recall = sum(len(ours[found[k]] & theirs[gold[k]]) / len(theirs[gold[k]]) for k in gold) / len(gold)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def _clusters(labels: Labels) -> dict[Hashable, set[str]]:
    out: dict[Hashable, set[str]] = defaultdict(set)
    for item, label in labels.items():
        out[label].add(item)
    return out
