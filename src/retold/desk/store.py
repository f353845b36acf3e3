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

    def add(self, decision: Decision, mark: int | None = None) -> bool:
        """Keep an act; when this returns true it is safe.

        Where ``mark`` is given and others came in since it was that, nothing is kept and false is returned.

        Raises:
            OSError: it could not be written; nothing that stood there is lost.
        """

    def close(self) -> None:
        """Let go of it."""


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

    def add(self, decision: Decision, mark: int | None = None) -> bool:
        """Append an act, unless the file is not as long as ``mark`` says."""
        return append(self.path, [decision], mark)

    def close(self) -> None:
        """Do nothing: the file is open only while it is read or written."""
