"""The door through which reviewers bring sources in: what lies there, and how far its reading is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from retold.case import Case
from retold.desk.adding import added, place_for, skipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Reading:
    """How far the reading of new sources is: ``running``, or done or failed with ``error``; ``files`` are new."""

    running: bool = False
    stage: str = ""
    done: int = 0
    total: int = 0
    error: str = ""
    files: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


class Intake:
    """Takes files into a case and reads them, one run at a time; safe to use from several threads.

    Args:
        folder: the case.
        after: called with the case when a run has changed it.
    """

    most_bytes = 512_000_000
    """How much one form may bring, all files together."""

    def __init__(self, folder: Path, after: Callable[[Case], None]) -> None:
        self.folder, self.after = folder, after
        self.reading = Reading()
        self._lock = threading.Lock()
        self._waiting: list[Path] = []
        self._process: subprocess.Popen[str] | None = None
        self._closed = False

    def keep(self, name: str, content: BinaryIO, *, record: bool = False) -> Path:
        """Write a file into the case folder; return where it is.

        Raises:
            OSError: it can't be written; nothing is left of it.
        """
        with self._lock:
            path = place_for(self.folder, name, record=record)
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                with path.open("xb") as file:
                    shutil.copyfileobj(content, file)
            except OSError:
                path.unlink(missing_ok=True)
                raise
            self._waiting.append(path)
            return path

    def start(self) -> None:
        """Read what is waiting, unless a run is on its way: then that is followed by another."""
        with self._lock:
            if self.reading.running or not self._waiting or self._closed:
                return
            files = tuple(self._waiting)
            self._waiting.clear()
            self.reading = Reading(running=True, stage="start", files=tuple(p.name for p in files))
        threading.Thread(target=self._read, args=(files,), daemon=True).start()

    def close(self) -> None:
        """End a run that is on its way; the case is what it was before it."""
        self._closed = True
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def _read(self, files: tuple[Path, ...]) -> None:
        error = self._run()
        refused: tuple[str, ...] = ()
        if error:
            for path in files:
                path.unlink(missing_ok=True)
        else:
            case = Case(self.folder)
            refused = tuple(skipped(case, map(str, files)))
            self.after(case)
        with self._lock:
            self.reading = Reading(error=error, files=tuple(p.name for p in files), skipped=refused)
        self.start()

    def _run(self) -> str:
        """Run the case again; return what went wrong, or nothing."""
        begin = "import sys; from retold.desk.adding import main; sys.exit(main())"
        call = [sys.executable, "-c", begin, str(self.folder)]
        error = ""
        with subprocess.Popen(call, stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL) as process:  # noqa: S603
            self._process = process
            for line in process.stdout or ():
                said = json.loads(line)
                if isinstance(said, dict):
                    error = said["error"]
                    continue
                stage, done, total = said
                with self._lock:
                    self.reading = Reading(True, stage, done, total, files=self.reading.files)
        return error or ("" if process.returncode == 0 else "the run ended early; the case is what it was before")

    def lying(self) -> list[str]:
        """Return the names of all files that were added."""
        return [str(p) for p in added(self.folder)[0]]
