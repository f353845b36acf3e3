"""Independence: of n tellings, how many sources."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.records import Descent


@dataclass(frozen=True, slots=True)
class Independence:
    """Of ``documents`` tellings, how many separate sources: the ids that hang together, and the roots of each."""

    documents: int
    sources: int
    unsourced: int
    groups: tuple[tuple[str, ...], ...]
    roots: tuple[tuple[str, ...], ...]


def independence(descents: Iterable[Descent], documents: Iterable[str], least: float = 0.5) -> Independence:
    """Return how many sources the tellings in ``documents`` (ids) go back to.

    Tellings that any chain of descents of at least ``least`` joins count as one source.  ``unsourced`` are those that
    stand alone and name nobody; each of them counts as a source of its own, since nothing shows otherwise.
    """
    wanted = sorted(set(documents))
    above: dict[str, set[str]] = defaultdict(set)
    for descent in descents:
        if descent.score >= least:
            above[descent.copy].add(descent.exemplar)
    roots = {document: _roots(document, above) for document in wanted}
    groups: list[tuple[set[str], set[str]]] = []
    for document in wanted:
        members, tops = {document}, set(roots[document])
        apart = []
        for group in groups:
            if group[1] & tops:
                members |= group[0]
                tops |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (members, tops)]
    groups.sort(key=lambda group: min(group[0]))
    alone = sum(1 for document in wanted if roots[document] == {document})
    return Independence(
        len(wanted),
        len(groups),
        alone,
        tuple(tuple(sorted(members)) for members, _ in groups),
        tuple(tuple(sorted(tops)) for _, tops in groups),
    )


def _roots(name: str, above: dict[str, set[str]]) -> set[str]:
    """Return the last names upward of a telling: itself where it rests on nobody, the least name of a circle."""
    seen, rows, tops = {name}, [name], set()
    while rows:
        row = rows.pop()
        higher = above.get(row, set())
        if not higher:
            tops.add(row)
        for name_ in higher - seen:
            seen.add(name_)
            rows.append(name_)
    return tops or {min(seen)}
