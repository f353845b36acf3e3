"""What is odd about a name: signals, each with its evidence, in plain sentences.  Nothing is repaired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.stages.situate.likeness import is_given_match, is_variant, parts

if TYPE_CHECKING:
    from retold.stages.situate.people import Identity


def doubts(identity: Identity, others: list[Identity], sigla: dict[str, str]) -> tuple[str, ...]:
    """Return the doubts about one person's name, given all people of the story; empty where nothing is odd.

    A name is odd where its given name and its surname belong to different people of the story, and no more documents
    print it than print the other.
    """
    name = parts(identity.name)
    if identity.kind != "person" or len(name) < 2:
        return ()
    out = []
    for other in others:
        theirs = parts(other.name)
        if other is identity or other.kind != "person" or len(theirs) < 2:
            continue
        crossed = is_given_match(name[0], theirs[0]) and len(name[0]) > 1 and not is_variant(name[-1], theirs[-1])
        if crossed and len(other.documents - identity.documents) > len(identity.documents):
            out.append(_sentence(identity, other, sigla))
    return tuple(sorted(set(out)))


def _sentence(identity: Identity, other: Identity, sigla: dict[str, str]) -> str:
    own = ", ".join(sorted(sigla.get(d, d) for d in identity.documents))
    theirs = ", ".join(sorted(sigla.get(d, d) for d in other.documents))
    return (
        f"Only {own} names {identity.name}; no other telling does. {theirs} give the same given name to {other.name}."
    )
