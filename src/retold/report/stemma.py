"""The stemma of a story as a drawing: layers from the top, sources above what rests on them.

Layering is by longest path; within a layer, nodes stand at the barycentre of their neighbours (Sugiyama, Tagawa and
Toda 1981).  Coordinates are whole pixels, so that the drawing is the same everywhere.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.report.findings import shorten
from retold.report.rendering import visible

if TYPE_CHECKING:
    from retold.case import Case
    from retold.records import Descent, Evidence, Story
    from retold.report.index import Index

COLUMN, ROW, MARGIN, RADIUS = 132, 132, 24, 17
MOST = 300
"""How many descents of a story are drawn: of more, nobody sees which line goes where."""

LABEL = 19
"""How many characters of a name go on one line of its label; two lines are drawn."""


@dataclass(frozen=True, slots=True)
class Node:
    """A document, or a source that is only spoken of (``known`` is false); ``x`` and ``y`` are the centre."""

    id: str
    siglum: str
    lines: tuple[str, ...]
    known: bool
    role: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A descent from one node to another; ``path`` is the curve in SVG's notation."""

    descent: Descent
    exemplar: str
    copy: str
    path: str
    place: Evidence | None


@dataclass(frozen=True, slots=True)
class Stemma:
    """The drawing of one story."""

    story: Story
    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left: int = 0
    """How many descents are not drawn."""


def stemmata(case: Case, index: Index) -> list[Stemma]:
    """Return a drawing for each story in which something rests on something."""
    by_story: dict[str, list[Descent]] = defaultdict(list)
    for descent in case.descents:
        by_story[descent.story].append(descent)
    return [_draw(s, by_story[s.id], index) for s in case.stories if by_story[s.id]]


def _draw(story: Story, every: list[Descent], index: Index) -> Stemma:
    """Draw the descents of a story: where there are too many to be seen, the credited and the surest ones."""
    surest = sorted(every, key=lambda d: (d.kind != "credited", -d.score, d.id))
    kept = {d.id for d in surest[:MOST]}
    descents = [d for d in every if d.id in kept]
    names = list(dict.fromkeys([n for d in descents for n in (d.exemplar, d.copy)]))
    layers = _layers(names, [(d.exemplar, d.copy) for d in descents])
    rows = _rows(names, layers, descents)
    widest = max(len(row) for row in rows)
    width = max(2 * MARGIN + widest * COLUMN, 320)
    down = min(max(ROW, width // 6), 2 * ROW)
    spots = {
        name: (round(width * (i + 0.5) / len(row)), MARGIN + RADIUS + down * level)
        for level, row in enumerate(rows)
        for i, name in enumerate(row)
    }
    nodes = tuple(_node(index, story, name, *spots[name]) for name in names)
    edges = tuple(_edge(index, d, spots) for d in descents)
    return Stemma(
        story, width, 2 * MARGIN + down * (len(rows) - 1) + 2 * RADIUS + 34, nodes, edges, len(every) - len(kept)
    )


def _layers(names: list[str], pairs: list[tuple[str, str]]) -> dict[str, int]:
    """Return the longest path to each node; an edge that would close a circle is left out of the count."""
    layer = dict.fromkeys(names, 0)
    for _ in names:
        moved = False
        for exemplar, copy in pairs:
            if exemplar != copy and layer[copy] <= layer[exemplar] < len(names) - 1:
                layer[copy] = layer[exemplar] + 1
                moved = True
        if not moved:
            break
    used = sorted(set(layer.values()))
    return {name: used.index(level) for name, level in layer.items()}


def _rows(names: list[str], layers: dict[str, int], descents: list[Descent]) -> list[list[str]]:
    """Return the nodes of each layer in order; four sweeps bring each near to its neighbours."""
    rows = [[n for n in names if layers[n] == level] for level in range(max(layers.values()) + 1)]
    near: dict[str, list[str]] = defaultdict(list)
    for d in descents:
        near[d.copy].append(d.exemplar)
        near[d.exemplar].append(d.copy)
    for _ in range(4):
        at = {n: (i + 0.5) / len(row) for row in rows for i, n in enumerate(row)}
        for row in rows:
            row.sort(key=lambda n: sum(at[m] for m in near[n]) / len(near[n]))
            at.update({n: (i + 0.5) / len(row) for i, n in enumerate(row)})
    return rows


def _node(index: Index, story: Story, name: str, x: int, y: int) -> Node:
    document = index.documents.get(name)
    if document is None:
        return Node(name, "", _label(name), known=False, role="", x=x, y=y)
    siglum = index.siglum(name, story.id)
    return Node(name, siglum, _label(index.name(name)), known=True, role=document.role, x=x, y=y)


def _label(name: str) -> tuple[str, ...]:
    """Return a name on at most two lines; a part of a word that goes over them is cut."""
    lines = textwrap.wrap(visible(name), LABEL)
    return (lines[0], shorten(" ".join(lines[1:]), LABEL)) if len(lines) > 1 else tuple(lines)


def _edge(index: Index, descent: Descent, spots: dict[str, tuple[int, int]]) -> Edge:
    (x1, y1), (x2, y2) = spots[descent.exemplar], spots[descent.copy]
    down = 1 if y2 >= y1 else -1
    start, end = y1 + down * (RADIUS + 38), y2 - down * (RADIUS + 4)
    bend = round((end - start) * 0.5)
    path = f"M{x1} {start} C{x1} {start + bend} {x2} {end - bend} {x2} {end}"
    known = [e for e in descent.evidence if e.document in index.documents]
    return Edge(descent, descent.exemplar, descent.copy, path, known[0] if known else None)
