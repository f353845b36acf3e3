"""Full-text search over the blocks of a case: ``index.sqlite`` in its folder (SQLite FTS5).

The index is kept up to date document by document: what a run changed is indexed anew, the rest stays.  Page furniture
is left out.  Words are compared without case and accents; they are cut here and not by the database, so that every
database finds the same.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from retold.records import identify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from retold.case import Case
    from retold.records import Block, Document

FILE = "index.sqlite"

WORD = re.compile(r"[^\W_]+")

LONGEST = 100
"""Words are cut after so many characters."""

PIECE = 20_000
"""Blocks of more characters are indexed in pieces of so many."""

VERSION = 1
"""The number of the layout; an index of another layout is made anew."""

LAYOUT = (
    "CREATE VIRTUAL TABLE words USING fts5(text, tokenize='unicode61 remove_diacritics 0')",
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, document TEXT, first INTEGER, last INTEGER, label TEXT)",
    "CREATE INDEX entry_document ON entry (document)",
    "CREATE TABLE indexed (document TEXT PRIMARY KEY, key TEXT)",
)


class Entry(NamedTuple):
    """A stretch of a document that holds words: half-open code-point offsets."""

    document: str
    start: int
    end: int
    label: str


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: without case, accents and punctuation."""
    return [m[0][:LONGEST] for m in WORD.finditer(folded(text))]


def folded(text: str) -> str:
    """Return a text without case and accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def entries(document: Document, blocks: Iterable[Block]) -> Iterator[Entry]:
    """Yield the stretches of a document that are indexed."""
    for block in blocks:
        if block.label == "chrome":
            continue
        start = block.span.start
        while start < block.span.end:
            end = min(start + PIECE, block.span.end)
            if end < block.span.end:
                end = max(document.text.rfind(" ", start, end), document.text.rfind("\n", start, end)) + 1 or end
            yield Entry(document.id, start, end, block.label)
            start = end


def changes(case: Case, there: dict[str, str]) -> tuple[list[str], Iterator[tuple[Document, str, list[Block]]]]:
    """Return which documents of an index are stale, and what has to be indexed, with the key to note it by.

    Args:
        case: the case as it is.
        there: the key by which each document was indexed.
    """
    blocks: dict[str, list[Block]] = {d.id: [] for d in case.documents}
    for block in case.blocks:
        blocks.setdefault(block.document, []).append(block)
    keys = {
        d.id: identify("K", d.id, *(f"{b.span.start}-{b.span.end} {b.label}" for b in blocks[d.id]))
        for d in case.documents
    }
    stale = [document for document, key in there.items() if keys.get(document) != key]
    new = ((d, keys[d.id], blocks[d.id]) for d in case.documents if there.get(d.id) != keys[d.id])
    return stale, new


class Search:
    """The search index of a case.

    Args:
        path: the file; in memory where it is ``None``.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._base = sqlite3.connect(path or ":memory:", check_same_thread=False, timeout=60, isolation_level=None)

    def update(self, case: Case) -> int:
        """Bring the index up to date with a case; return how many documents were indexed.

        Raises:
            sqlite3.Error: the file can't be read or written (a full disk, a broken file); it is as it was before.
        """
        with self._lock, self._at_once():
            self._lay_out()
            stale, new = changes(case, dict(self._base.execute("SELECT document, key FROM indexed")))
            for old in stale:
                self._base.execute("DELETE FROM words WHERE rowid IN (SELECT id FROM entry WHERE document = ?)", (old,))
                self._base.execute("DELETE FROM entry WHERE document = ?", (old,))
                self._base.execute("DELETE FROM indexed WHERE document = ?", (old,))
            done = 0
            for document, key, blocks in new:
                self._add(document, key, blocks)
                done += 1
            return done

    def find(self, sought: Iterable[str], most: int) -> list[Entry]:
        """Return the stretches that hold all the words (as ``words`` gives them), the best first."""
        query = " ".join(f'"{word}"' for word in sought)
        if not query:
            return []
        select = (
            "SELECT document, first, last, label FROM words JOIN entry ON entry.id = words.rowid "
            "WHERE words MATCH ? ORDER BY rank, document, first LIMIT ?"
        )
        with self._lock:
            return [Entry(*row) for row in self._base.execute(select, (query, most))]

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Make all changes or none."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def _lay_out(self) -> None:
        (version,) = self._base.execute("PRAGMA user_version").fetchone()
        if version == VERSION:
            return
        for table in ("words", "entry", "indexed"):
            self._base.execute(f"DROP TABLE IF EXISTS {table}")
        for layout in LAYOUT:
            self._base.execute(layout)
        self._base.execute(f"PRAGMA user_version = {VERSION}")

    def _add(self, document: Document, key: str, blocks: list[Block]) -> None:
        for entry in entries(document, blocks):
            row = self._base.execute("INSERT INTO entry (document, first, last, label) VALUES (?, ?, ?, ?)", entry)
            text = " ".join(words(document.text[entry.start : entry.end]))
            self._base.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row.lastrowid, text))
        self._base.execute("INSERT INTO indexed VALUES (?, ?)", (document.id, key))


def open_search(case: Case, watch: Any = None) -> Search:
    """Return the up-to-date index of a case; in memory where its folder can't be written or the file is broken.

    A broken file is left as it is and ``watch`` is told why it is not used.
    """
    if case.folder:
        found: Search | None = None
        try:
            found = Search(case.folder / FILE)
            found.update(case)
        except sqlite3.Error as error:
            if found:
                found.close()
            if watch:
                watch(f"{case.folder / FILE} can't be used ({error}); the index is kept in memory")
        else:
            return found
    held = Search()
    held.update(case)
    return held
