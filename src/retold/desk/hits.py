"""What a search found, as a reader meets it: where it stands, with a snippet, and whose words it holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from retold.records import Evidence
from retold.report.wording import Piece
from retold.search import WORD, Entry, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.report.index import Index

MOST = 50
"""How many hits are shown."""

LOOKED_AT = 2000
"""How many of the best are looked at where a speaker or a day narrows them."""

BEFORE, AROUND = 80, 320
"""How many characters of a snippet stand before the first word found, and how many it has."""


class Finder(Protocol):
    """A search index, of whatever database."""

    def find(self, sought: Iterable[str], most: int) -> list[Entry]:
        """Return the stretches that hold all the words, the best first."""

    def close(self) -> None:
        """Let go of it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch that holds the words, with a snippet in which they are marked."""

    place: Evidence
    siglum: str
    name: str
    label: str
    pieces: tuple[Piece, ...]
    speakers: tuple[str, ...]


def hits(finder: Finder, sought: str, look: Index, speaker: str = "", first: str = "", last: str = "") -> list[Hit]:
    """Return the stretches that hold all the words, best first; page furniture is left out.

    ``speaker`` keeps stretches in which a person so named is quoted; ``first`` and ``last`` (ISO days) keep documents
    published in between, undated ones left out.
    """
    terms = list(dict.fromkeys(words(sought)))[:32]
    if not terms:
        return []
    narrowed = bool(speaker or first or last)
    chosen = []
    for entry in finder.find(terms, LOOKED_AT if narrowed else MOST):
        if entry.document not in look.documents:
            continue
        speakers = _speakers(look, entry)
        if speaker and not any(speaker.casefold() in s.casefold() for s in speakers):
            continue
        if (first or last) and not _dated(look, entry.document, first, last):
            continue
        chosen.append((entry, speakers))
    return [_hit(look, entry, speakers, set(terms)) for entry, speakers in chosen[:MOST]]


def _hit(look: Index, entry: Entry, speakers: tuple[str, ...], terms: set[str]) -> Hit:
    text = look.documents[entry.document].text[entry.start : entry.end]
    return Hit(
        Evidence(entry.document, entry.start, entry.end),
        look.siglum(entry.document),
        look.name(entry.document),
        entry.label,
        tuple(_snippet(text, terms)),
        speakers,
    )


def _snippet(text: str, terms: set[str]) -> list[Piece]:
    """Return the part of a text around the first word that is sought, cut into pieces; those sought differ."""
    found = [m.span() for m in WORD.finditer(text) if terms.intersection(words(m[0]))]
    begin = max(0, found[0][0] - BEFORE) if found else 0
    begin = text.rfind(" ", 0, begin) + 1
    stop = min(len(text), begin + AROUND)
    stop = max(text.rfind(" ", begin, stop), found[0][1] if found else 0) if stop < len(text) else stop
    pieces = [Piece("… ")] if begin else []
    at = begin
    for start, end in found:
        if end <= stop:
            pieces += [Piece(text[at:start]), Piece(text[start:end], differs=True)]
            at = end
    return [p for p in [*pieces, Piece(text[at:stop] + (" …" if stop < len(text) else ""))] if p.text]


def _speakers(look: Index, entry: Entry) -> tuple[str, ...]:
    names = []
    for q in look.spoken.get(entry.document, []):
        said = look.attributions.get(q.id)
        if said and said.speaker and any(s.start < entry.end and s.end > entry.start for s in q.content):
            names.append(look.person(said.speaker))
    return tuple(dict.fromkeys(names))


def _dated(look: Index, document: str, first: str, last: str) -> bool:
    published = look.documents[document].published
    if published is None or published.first is None:
        return False
    day = published.first.isoformat()
    return (not first or day >= first) and (not last or day <= last)
