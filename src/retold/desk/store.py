"""Where decisions are kept: in the log of the case folder, unless a database is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from retold.decisions import FILE, append, read

if TYPE_CHECKING:
    from pathlib import Path

    from retold.decisions import Decision, Log


class Store(Protocol):
    """Where decisions are kept."""

    def mark(self) -> int:
        """Return a number that changes whenever a decision comes in."""

    def log(self) -> Log:
        """Return every act."""

    def add(self, decision: Decision) -> None:
        """Keep an act; when this returns it is safe.

        Raises:
            OSError: it could not be written; nothing that stood there is lost.
        """


class LogFile:
    """The log of a case folder: ``decisions.jsonl``."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def mark(self) -> int:
        """Return the size of the file, which only grows."""
        return self.path.stat().st_size if self.path.exists() else 0

    def log(self) -> Log:
        """Return every act of the file."""
        return read(self.path)

    def add(self, decision: Decision) -> None:
        """Append an act."""
        append(self.path, [decision])
