"""Edits that make a retelling out of an excerpt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put ``new`` in the place of a half-open stretch of a text."""

    start: int
    end: int
    new: str


def applied(text: str, edits: Sequence[Edit]) -> tuple[str, tuple[Span, ...]]:
    """Return the edited text and where each edit (in text order) stands in it.  Edits must not overlap."""
    out, places, at = "", [], 0
    for edit in sorted(edits):
        out += text[at : edit.start]
        places.append(Span(len(out), len(out) + len(edit.new)))
        out += edit.new
        at = edit.end
    return out + text[at:], tuple(places)


def apart(left: Sequence[Edit], right: Sequence[Edit]) -> bool:
    """Say whether two sets of edits touch different words (at least five characters lie between them)."""
    return all(a.end + 5 <= b.start or b.end + 5 <= a.start for a in left for b in right)


def like(printed: str, word: str) -> str:
    """Return a word with the capital that the printed one has."""
    return word[:1].upper() + word[1:] if printed[:1].isupper() else word
