"""Average-link clusters over the pairs that share rare terms: near linear, and blind to the order of the input."""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

from retold.stages.group.terms import Vector, cosine

if TYPE_CHECKING:
    from collections.abc import Iterable

KEPT = 100
"""So many pairs for each document are kept where documents are many, the most alike."""


def similarities(vectors: list[Vector], pairs: Iterable[tuple[int, int]], least: float) -> dict[tuple[int, int], float]:
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


def average_link(
    nodes: list[int],
    similar: dict[tuple[int, int], float],
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
    for (a, b), value in similar.items():
        x, y = home[position[a]], home[position[b]]
        if x != y:
            total[x][y] += value
            total[y][x] += value
    heap = [(-_mean(v, clusters, x, y), x, y) for x in total for y, v in total[x].items() if x < y]
    heapq.heapify(heap)
    while heap:
        score, x, y = heapq.heappop(heap)
        if -score < threshold:
            break
        if x not in clusters or y not in clusters or -score != _mean(total[x][y], clusters, x, y):
            continue
        _merge(x, y, clusters, total)
        for other, value in total[x].items():
            heapq.heappush(heap, (-_mean(value, clusters, x, other), min(x, other), max(x, other)))
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
