"""The folder that holds a run's tables: one run at a time writes there."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Self

from retold.errors import CaseError

if TYPE_CHECKING:
    from pathlib import Path

    from retold.engines import Table, Tables


class TablesFolder:
    """What every engine does with its folder, whatever moves the records; used as a context."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: int | None = None

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = locked(self.folder)
        return self

    def __exit__(self, *_: object) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def count(self, table: Table) -> int:
        """Return how many records a table holds: a file, or a folder of files."""
        import pyarrow.parquet as pq

        files = table.path.glob("*.parquet") if table.path.is_dir() else (table.path,)
        return sum(int(pq.read_metadata(file).num_rows) for file in files)

    def tidy(self, tables: Tables) -> None:
        """Remove from the folder what is none of these tables: what earlier runs of another kind left."""
        kept = {t.path for t in tables.tables}
        for path in self.folder.iterdir():
            if path not in kept:
                remove(path)

    def forget(self, stage: str) -> None:
        """Remove the tables of a stage, so that the next run does it again."""
        for path in self.folder.glob(f"{stage}.*.parquet"):
            remove(path)


def locked(folder: Path) -> int | None:
    """Lock a folder until the file number is closed or we are gone; where the system has no such lock, go without.

    Raises:
        CaseError: another run holds it.
    """
    try:
        import fcntl
    except ImportError:
        return None
    number = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(number)
        raise CaseError(f"{folder}: another run is writing here; wait for it, or name another case") from error
    except OSError:
        pass  # a network folder without locks
    return number


def remove(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
