"""The folder that holds a run's tables: one run at a time writes there."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from retold.errors import CaseError

if TYPE_CHECKING:
    from pathlib import Path


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
