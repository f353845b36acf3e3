"""Decisions, reviewers and the search index of cases in a PostgreSQL database, for several reviewers at once.

The machine's layer stays in the case folder, which every server of a case has; what people do is in the database.
Several cases may share one: each is known by the name of its folder.  Every act is one row that is never changed.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from retold.decisions import Decision, Log
from retold.decisions.log import from_dict, to_dict
from retold.errors import DatabaseError, WrongUse
from retold.search import Entry, changes, entries, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retold.case import Case
    from retold.records import Block, Document

LOCAL = ("", "localhost", "127.0.0.1", "::1")
SECONDS = 20
"""How long an answer of the database is waited for."""

LOCK = 7_265_746
"""The number of our advisory lock, with the case as its second part."""

LAYOUT = """
CREATE TABLE IF NOT EXISTS retold_decision (number bigint GENERATED ALWAYS AS IDENTITY, book text NOT NULL,
  id text NOT NULL, act text NOT NULL, PRIMARY KEY (book, id));
CREATE TABLE IF NOT EXISTS retold_reviewer (book text NOT NULL, name text NOT NULL, token text NOT NULL,
  PRIMARY KEY (book, token));
CREATE TABLE IF NOT EXISTS retold_indexed (book text NOT NULL, document text NOT NULL, key text NOT NULL,
  PRIMARY KEY (book, document));
CREATE TABLE IF NOT EXISTS retold_entry (book text NOT NULL, document text NOT NULL, first integer NOT NULL,
  last integer NOT NULL, label text NOT NULL, words tsvector NOT NULL);
CREATE INDEX IF NOT EXISTS retold_entry_document ON retold_entry (book, document);
CREATE INDEX IF NOT EXISTS retold_entry_words ON retold_entry USING gin (words)
"""


class Database:
    """A connection to a database for one case; safe to use from several threads, made again when it breaks.

    Args:
        address: ``postgresql://user:password@host:port/name``; ``?host=/folder`` for a Unix socket;
            ``?sslmode=disable`` to go without TLS, which is the rule on this machine only.
        book: the name of the case in the database.

    Raises:
        WrongUse: the address is none, or pg8000 is not installed.
        DatabaseError: it can't be reached.
    """

    def __init__(self, address: str, book: str) -> None:
        self.book = book
        self._how = _how(address)
        self._shown = f"{self._how.get('unix_sock') or self._how['host']}/{self._how['database']}"
        self._lock = threading.RLock()
        self._link: Any = None
        self._within = False
        with self.together():
            self.ask("SELECT pg_advisory_xact_lock(:lock)", lock=LOCK)
            for statement in LAYOUT.split(";"):
                self.ask(statement)

    def ask(self, statement: str, **values: Any) -> list[list[Any]]:
        """Run a statement, alone or as a part of ``together``; return its rows.

        Raises:
            DatabaseError: it could not be run; outside of ``together`` nothing was written, or all of it.
        """
        with self._lock:
            fresh = self._link is None
            try:
                return self._patiently(statement, values)
            except _Lost as lost:
                # an act has a key of its own, so that to run it once more can't double it
                if fresh or self._within:
                    raise DatabaseError(f"{self._shown}: {lost}; nothing was written") from lost
            try:
                return self._patiently(statement, values)
            except _Lost as lost:
                raise DatabaseError(f"{self._shown}: {lost}; nothing was written") from lost

    def _patiently(self, statement: str, values: dict[str, Any]) -> list[Any]:
        """Run a statement; a server that is only starting up is asked again for some seconds."""
        for pause in PAUSES:
            try:
                return self._run(statement, values)
            except _Starting:
                time.sleep(pause)
        return self._run(statement, values)

    @contextmanager
    def together(self, locked: bool = False) -> Iterator[None]:
        """Make all that is asked within one change, or none of it.

        ``locked`` lets one server of the case in at a time.
        """
        with self._lock:
            self.ask("BEGIN")
            self._within = True
            try:
                if locked:
                    self.ask("SELECT pg_advisory_xact_lock(:lock, hashtext(:book))", lock=LOCK, book=self.book)
                yield
            except BaseException:
                self._within = False
                if self._link is not None:
                    self.ask("ROLLBACK")
                raise
            self._within = False
            self.ask("COMMIT")

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._link is not None:
                with suppress(Exception):  # what can go wrong is that it is closed already
                    self._link.close()
            self._link = None

    def _run(self, statement: str, values: dict[str, Any]) -> list[list[Any]]:
        from pg8000.exceptions import DatabaseError as Refused
        from pg8000.exceptions import InterfaceError
        from pg8000.native import Connection

        try:
            if self._link is None:
                self._link = Connection(**self._how, timeout=SECONDS, application_name="retold")
            return list(self._link.run(statement, **values) or [])
        except Refused as error:
            said = error.args[0] if error.args else ""
            told = said.get("M", "") if isinstance(said, dict) else str(said)
            if isinstance(said, dict) and said.get("S") == "FATAL":
                self.close()
                raise (_Starting if said.get("C") == STARTING_UP else _Lost)(told) from error
            raise DatabaseError(f"{self._shown}: {told}") from error
        except (InterfaceError, OSError) as error:
            self.close()
            raise _Lost(f"it can't be reached ({error})") from error


class _Lost(Exception):
    """The connection is gone."""


class _Starting(_Lost):
    """The server is there and takes nobody in yet."""


STARTING_UP = "57P03"
"""PostgreSQL's code for *cannot connect now*."""
PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2)
"""Seconds to wait, one after the other, for a server that is starting up."""


def _how(address: str) -> dict[str, Any]:
    """Return what pg8000 needs for an address."""
    try:
        import pg8000  # noqa: F401
    except ImportError:
        raise WrongUse("--database needs pg8000: pip install 'retold[postgresql]'") from None
    url = urlsplit(address)
    query = {name: given[-1] for name, given in parse_qs(url.query).items()}
    if url.scheme not in ("postgresql", "postgres") or not url.path.strip("/"):
        raise WrongUse("--database is no address; write it as postgresql://user@host:5432/name")
    try:
        port = url.port or 5432
    except ValueError:
        raise WrongUse("--database has a port that is no number") from None
    host = query.get("host", url.hostname or "")
    how: dict[str, Any] = {
        "user": unquote(url.username or query.get("user", "")) or _login(),
        "password": unquote(url.password) if url.password else None,
        "host": host or "localhost",
        "port": port,
        "database": unquote(url.path.strip("/")),
    }
    if host.startswith("/"):
        how["unix_sock"] = f"{host}/.s.PGSQL.{port}"
    elif query.get("sslmode", "disable" if host in LOCAL else "require") != "disable":
        how["ssl_context"] = ssl.create_default_context()
    return how


def _login() -> str:
    import getpass

    return getpass.getuser()


class DecisionTable:
    """The decisions of a case; a ``Store``."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def mark(self) -> int:
        """Return how many acts there are: they only grow in number."""
        select = "SELECT count(*) FROM retold_decision WHERE book = :book"
        return int(self.database.ask(select, book=self.database.book)[0][0])

    def log(self) -> Log:
        """Return every act, in the order in which they came."""
        select = "SELECT act FROM retold_decision WHERE book = :book ORDER BY number"
        decisions, broken = [], []
        for number, (line,) in enumerate(self.database.ask(select, book=self.database.book), 1):
            try:
                decisions.append(from_dict(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError, WrongUse):
                broken.append(number)
        return Log(tuple(decisions), tuple(broken))

    def add(self, decision: Decision, mark: int | None = None) -> bool:
        """Keep an act; where ``mark`` is given and others came in since, keep nothing and return false."""
        with self.database.together(locked=True):
            if mark is not None and self.mark() != mark:
                return False
            self.database.ask(
                "INSERT INTO retold_decision (book, id, act) VALUES (:book, :id, :act) ON CONFLICT DO NOTHING",
                book=self.database.book,
                id=decision.id,
                act=json.dumps(to_dict(decision)),
            )
        return True

    def close(self) -> None:
        """Close the connection to the database."""
        self.database.close()

    def take_in(self, decisions: Iterable[Decision]) -> int:
        """Keep acts that were made elsewhere, each once; return how many are new."""
        before = self.mark()
        for decision in decisions:
            self.add(decision)
        return self.mark() - before


class Reviewers:
    """Who may review a case: names with the digest of a token each; the token itself is kept nowhere."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def invite(self, name: str) -> str:
        """Return a new token for a name; those it had before are good no more."""
        if not name.strip():
            raise WrongUse("a reviewer needs a name")
        token = secrets.token_urlsafe(24)
        with self.database.together(locked=True):
            self.revoke(name)
            self.database.ask(
                "INSERT INTO retold_reviewer VALUES (:book, :name, :token)",
                book=self.database.book,
                name=name,
                token=_digest(token),
            )
        return token

    def revoke(self, name: str) -> int:
        """Let a name in no more; return how many tokens it had."""
        gone = "DELETE FROM retold_reviewer WHERE book = :book AND name = :name RETURNING token"
        return len(self.database.ask(gone, book=self.database.book, name=name))

    def names(self) -> list[str]:
        """Return who may review."""
        select = "SELECT DISTINCT name FROM retold_reviewer WHERE book = :book ORDER BY name"
        return [name for (name,) in self.database.ask(select, book=self.database.book)]

    def who(self, token: str) -> str:
        """Return who holds a token, or an empty string."""
        select = "SELECT name FROM retold_reviewer WHERE book = :book AND token = :token"
        rows = self.database.ask(select, book=self.database.book, token=_digest(token))
        return str(rows[0][0]) if rows else ""


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class SearchTable:
    """The search index of a case; a ``Finder``."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def update(self, case: Case) -> int:
        """Bring the index up to date with a case; return how many documents were indexed."""
        book = self.database.book
        with self.database.together(locked=True):
            rows = self.database.ask("SELECT document, key FROM retold_indexed WHERE book = :book", book=book)
            stale, new = changes(case, {document: key for document, key in rows})  # noqa: C416
            for table in ("retold_entry", "retold_indexed"):
                gone = f"DELETE FROM {table} WHERE book = :book AND document = ANY(CAST(:stale AS text[]))"  # noqa: S608
                self.database.ask(gone, book=book, stale=stale)
            done = 0
            for document, key, blocks in new:
                self._add(document, key, blocks)
                done += 1
        return done

    def find(self, sought: Iterable[str], most: int) -> list[Entry]:
        """Return the stretches that hold all the words (as ``search.words`` gives them), the best first."""
        query = " & ".join(f"'{word}'" for word in sought)
        if not query:
            return []
        select = (
            "SELECT document, first, last, label FROM retold_entry "
            "WHERE book = :book AND words @@ CAST(:query AS tsquery) "
            "ORDER BY ts_rank(words, CAST(:query AS tsquery), 1) DESC, document, first LIMIT :most"
        )
        return [Entry(*row) for row in self.database.ask(select, book=self.database.book, query=query, most=most)]

    def close(self) -> None:
        """Do nothing: the connection is the database's."""

    def _add(self, document: Document, key: str, blocks: Sequence[Block]) -> None:
        made = list(entries(document, blocks))
        self.database.ask(
            "INSERT INTO retold_entry SELECT :book, :document, * FROM unnest(CAST(:first AS integer[]), "
            "CAST(:last AS integer[]), CAST(:label AS text[]), CAST(:words AS tsvector[]))",
            book=self.database.book,
            document=document.id,
            first=[e.start for e in made],
            last=[e.end for e in made],
            label=[e.label for e in made],
            words=[_vector(words(document.text[e.start : e.end])) for e in made],
        )
        self.database.ask(
            "INSERT INTO retold_indexed VALUES (:book, :document, :key)",
            book=self.database.book,
            document=document.id,
            key=key,
        )


def _vector(found: list[str]) -> str:
    """Return words as PostgreSQL writes a ``tsvector``; positions say how often a word stands."""
    places: dict[str, list[str]] = {}
    for number, word in enumerate(found, 1):
        places.setdefault(word, []).append(str(min(number, 16_383)))
    return " ".join(f"'{word}':{','.join(at[:255])}" for word, at in places.items())
