"""Full-text search over the blocks of a case (SQLite FTS5, in memory)."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retold.records import Evidence
from retold.report.rendering import visible
from retold.report.wording import Piece

if TYPE_CHECKING:
    from retold.case import Case
    from retold.report.index import Index

MOST = 50
"""How many hits are shown."""

LOOKED_AT = 2000
"""How many of the best are looked at where a speaker or a day narrows them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A block that holds the words, with a snippet in which they are marked."""

    place: Evidence
    siglum: str
    name: str
    label: str
    pieces: tuple[Piece, ...]
    speakers: tuple[str, ...]


class Search:
    """The search index of a case."""

    def __init__(self, case: Case) -> None:
        self._lock = threading.Lock()
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute("CREATE VIRTUAL TABLE block USING fts5(text, document UNINDEXED, first UNINDEXED, "
                           "last UNINDEXED, label UNINDEXED, tokenize='unicode61 remove_diacritics 2')")  # fmt: skip
        texts = {d.id: d.text for d in case.documents}
        rows = (
            (visible(texts[b.document][b.span.start : b.span.end]), b.document, b.span.start, b.span.end, b.label)
            for b in case.blocks
            if b.label != "chrome"
        )
        self._base.executemany("INSERT INTO block VALUES (?, ?, ?, ?, ?)", rows)

    def close(self) -> None:
        """Give the memory back."""
        self._base.close()

    def hits(self, words: str, look: Index, speaker: str = "", first: str = "", last: str = "") -> list[Hit]:
        """Return the blocks that hold all the words, best first; chrome is left out.

        ``speaker`` keeps blocks in which a person so named is quoted; ``first`` and ``last`` (ISO days) keep
        documents published in between, undated ones left out.
        """
        terms = re.findall(r"\w+", words)[:32]
        if not terms:
            return []
        query = " ".join(f'"{t}"' for t in terms)
        narrowed = bool(speaker or first or last)
        rows = self._ask(
            "SELECT rowid, document, first, last, label FROM block WHERE block MATCH ? "
            "ORDER BY rank, document, first LIMIT ?",
            (query, LOOKED_AT if narrowed else MOST),
        )
        chosen = []
        for row, document, start, end, label in rows:
            speakers = _speakers(look, document, start, end)
            if speaker and not any(speaker.casefold() in s.casefold() for s in speakers):
                continue
            if (first or last) and not _dated(look, document, first, last):
                continue
            chosen.append((row, Evidence(document, start, end), label, speakers))
        return self._shown(query, chosen[:MOST], look)

    def _shown(self, query: str, chosen: list[tuple[int, Evidence, str, tuple[str, ...]]], look: Index) -> list[Hit]:
        """Return the chosen blocks with their snippets, which are dear to make and made for these alone."""
        made = self._ask(
            "SELECT rowid, snippet(block, 0, char(2), char(3), '…', 40) FROM block "
            "WHERE block MATCH ? AND rowid IN (SELECT value FROM json_each(?))",
            (query, json.dumps([row for row, *_ in chosen])),
        )
        snippets = dict(made)
        return [
            Hit(place, look.siglum(place.document), look.name(place.document), label,
                tuple(_pieces(snippets.get(row, ""))), speakers)
            for row, place, label, speakers in chosen
        ]  # fmt: skip

    def _ask(self, select: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._base.execute(select, values).fetchall()


def _speakers(look: Index, document: str, start: int, end: int) -> tuple[str, ...]:
    names = []
    for q in look.spoken.get(document, []):
        said = look.attributions.get(q.id)
        if said and said.speaker and any(s.start < end and s.end > start for s in q.content):
            names.append(look.person(said.speaker))
    return tuple(dict.fromkeys(names))


def _dated(look: Index, document: str, first: str, last: str) -> bool:
    published = look.documents[document].published if document in look.documents else None
    if published is None or published.first is None:
        return False
    day = published.first.isoformat()
    return (not first or day >= first) and (not last or day <= last)


def _pieces(snippet: str) -> list[Piece]:
    pieces = []
    for n, part in enumerate(re.split("\x02(.*?)\x03", snippet, flags=re.DOTALL)):
        if part:
            pieces.append(Piece(part, differs=n % 2 == 1))
    return pieces
