"""Average-link clusters over the pairs that share rare terms: near linear, and blind to the order of the input."""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from retold.stages.group.terms import Vector, cosine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

KEPT = 100
"""So many pairs for each document are kept where documents are many, the most alike."""
ROUNDED = 1e-9
"""Means are compared to nine digits."""


def similarities(
    vectors: Sequence[Vector], pairs: Iterable[tuple[int, int]], least: float
) -> dict[tuple[int, int], float]:
    """Return the cosine of every pair that reaches ``least``."""
    found = {pair: cosine(vectors[pair[0]], vectors[pair[1]]) for pair in pairs}
    return {pair: value for pair, value in found.items() if value >= least}


def components(count: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the connected components of ``count`` nodes, each sorted, by union-find."""
    root = list(range(count))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for left, right in edges:
        a, b = find(left), find(right)
        if a != b:
            root[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = defaultdict(list)
    for node in range(count):
        groups[find(node)].append(node)
    return sorted(groups.values())


def columns(similar: dict[tuple[int, int], float]) -> tuple[array[int], array[int], array[float]]:
    """Return pairs and their similarities as three columns."""
    left, right = array("q", (p[0] for p in similar)), array("q", (p[1] for p in similar))
    return left, right, array("d", similar.values())


def linked(
    count: int,
    left: Sequence[int],
    right: Sequence[int],
    similar: Sequence[float],
    joined: Iterable[tuple[int, int]],
    threshold: float,
) -> list[list[int]]:
    """Return average-link clusters of ``count`` nodes, sorted, out of pairs given as columns.

    What no pair of ``threshold`` and no joined one connects can never come together: each such part is clustered by
    itself.
    """
    joined = list(joined)
    close = ((a, b) for a, b, value in zip(left, right, similar, strict=True) if value >= threshold - ROUNDED)
    parts = components(count, chain(close, joined))
    part = {node: n for n, nodes in enumerate(parts) for node in nodes}
    inside: list[list[int]] = [[] for _ in parts]
    for n, (a, b) in enumerate(zip(left, right, strict=True)):
        if part[a] == part[b]:
            inside[part[a]].append(n)
    same: list[list[tuple[int, int]]] = [[] for _ in parts]
    for pair in joined:
        same[part[pair[0]]].append(pair)
    out = []
    for nodes, pairs, copies in zip(parts, inside, same, strict=True):
        alike = ((left[n], right[n], similar[n]) for n in pairs)
        out += average_link(nodes, alike, copies, threshold) if len(nodes) > 1 else [nodes]
    return sorted(out)


def average_link(
    nodes: list[int],
    similar: Iterable[tuple[int, int, float]],
    joined: Iterable[tuple[int, int]],
    threshold: float,
) -> list[list[int]]:
    """Cluster ``nodes``: join the two clusters of highest mean similarity until none reaches ``threshold``.

    A pair that is not in ``similar`` counts as 0; pairs in ``joined`` (near-copies) begin in one cluster.
    Ties are broken by the clusters' least members, so the result is a function of the set alone.
    """
    position = {node: i for i, node in enumerate(nodes)}
    begin = components(len(nodes), [(position[a], position[b]) for a, b in joined])
    clusters = {members[0]: members for members in begin}
    home = {m: key for key, members in clusters.items() for m in members}
    total: dict[int, dict[int, float]] = {key: defaultdict(float) for key in clusters}
    for a, b, value in similar:
        x, y = home[position[a]], home[position[b]]
        if x != y:
            total[x][y] += value
            total[y][x] += value
    means = ((_mean(v, clusters, x, y), x, y) for x in total for y, v in total[x].items() if x < y)
    heap = [(-mean, x, y) for mean, x, y in means if mean >= threshold]
    heapq.heapify(heap)
    while heap:
        score, x, y = heapq.heappop(heap)
        if x not in clusters or y not in clusters or -score != _mean(total[x][y], clusters, x, y):
            continue
        _merge(x, y, clusters, total)
        for other, value in total[x].items():
            mean = _mean(value, clusters, x, other)
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(x, other), max(x, other)))
    return sorted(sorted(nodes[m] for m in members) for members in clusters.values())


def _mean(total: float, clusters: dict[int, list[int]], x: int, y: int) -> float:
    return round(total / (len(clusters[x]) * len(clusters[y])), 9)


def _merge(x: int, y: int, clusters: dict[int, list[int]], total: dict[int, dict[int, float]]) -> None:
    clusters[x] = clusters[x] + clusters.pop(y)
    for other, value in total.pop(y).items():
        del total[other][y]
        if other != x:
            total[x][other] += value
            total[other][x] += value
