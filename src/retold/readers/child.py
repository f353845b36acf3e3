"""Parsing in a child process with limits: one hostile page costs only itself.

One child serves many files.  It is told a source and answers with one JSON object a line: what it begins, what it
found (pages and diagnostics), and that it is done.  A part that takes more processor time or memory than allowed ends
the child; the next one goes on behind that part.  Processor time is counted, not time on the clock, so that a busy
machine reads the same pages as an idle one.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from retold.readers.answers import diagnostic_from, page_from
from retold.readers.origin import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.records import Diagnostic, Page, Source
    from retold.settings import Read

_PATIENCE = 12
"""How many times the processor limit may pass on the clock before a child counts as stuck."""
_CHUNK = 1 << 20
_SERVED = 2000
"""How many sources a child reads before another takes its place: what parsers leave behind goes with it."""


class _EndedError(Exception):
    """The child ended, or was ended, while it read a part."""


@dataclass(slots=True)
class Child:
    """A running child; ``ask`` yields its answers."""

    process: subprocess.Popen[bytes]
    settings: Read
    served: int = 0

    @classmethod
    def start(cls, settings: Read) -> Child:
        """Start a child.  It reads requests on its standard input and ends when that closes."""
        command = [sys.executable, "-c", "from retold.readers.serve import serve; serve()"]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        return cls(process, settings)

    def ask(self, source: Source, skip: int) -> Iterator[dict[str, Any]]:
        """Yield the child's answers about one source, past its first ``skip`` parts.  Raises ``_EndedError``."""
        request = {"source": asdict(source), "settings": asdict(self.settings), "skip": skip}
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
        except OSError as error:
            raise _EndedError from error
        for line in self._lines():
            answer = json.loads(line)
            if "done" in answer:
                return
            yield answer

    def _lines(self) -> Iterator[bytes]:
        """Yield lines as they come; too long a silence or too long a line ends the child."""
        assert self.process.stdout is not None
        output, kept = self.process.stdout.fileno(), bytearray()
        deadline = time.monotonic() + self.settings.max_seconds * _PATIENCE
        while True:
            ready, _, _ = select.select([output], [], [], max(0.0, deadline - time.monotonic()))
            chunk = os.read(output, _CHUNK) if ready else b""
            if not chunk:
                raise _EndedError
            kept += chunk
            while (end := kept.find(b"\n")) >= 0:
                line = bytes(kept[:end])
                del kept[: end + 1]
                deadline = time.monotonic() + self.settings.max_seconds * _PATIENCE
                yield line
            if len(kept) > 64 * self.settings.max_characters:
                raise _EndedError

    def close(self) -> str:
        """End the child and say why it ended, in plain words."""
        by_itself = self.process.poll() is not None or _soon(self.process)
        self.process.kill()
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        if by_itself and -code in {signal.SIGPROF, signal.SIGXCPU}:
            return f"took more than {self.settings.max_seconds:g} seconds of processor time"
        if by_itself:
            return f"needed more than {self.settings.max_memory:,} bytes, or broke its parser"
        return "gave no answer in time"


def _soon(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether a process ends within half a second."""
    try:
        process.wait(0.5)
    except subprocess.TimeoutExpired:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one source: ``reader(source)`` yields its pages, and diagnostics for what cannot be read."""

    settings: Read

    def __call__(self, source: Source) -> Iterator[Page | Diagnostic]:
        """Yield the pages of one source in the order of the file.  Never raises on what the file holds.

        Parsing runs in a child process with limits of time and memory.
        """
        yield from read_apart(source, self.settings)


_running: dict[int, Child] = {}
"""The child of this process, by process id: a forked worker starts its own."""


def read_apart(source: Source, settings: Read) -> Iterator[Page | Diagnostic]:
    """Yield the pages of a source, parsed in a child process; a part that breaks its limits is a diagnostic."""
    skip = 0
    while True:
        member, begun = "", False
        try:
            for answer in _child(settings).ask(source, skip):
                if "begin" in answer:
                    skip, member, begun = answer["begin"], answer["member"], True
                elif "page" in answer:
                    yield page_from(answer["page"])
                else:
                    yield diagnostic_from(answer["diagnostic"])
        except _EndedError:
            why = _running.pop(os.getpid()).close()
            place = whole(source)
            name = f"{member}: " if member else ""
            yield place.note("unreadable", f"{name}{why}; it was skipped")
            if not begun:
                return
            skip += 1
        except BaseException:  # the caller stopped half-way, or was stopped: this child still has answers to give
            stop()
            raise
        else:
            return


def _child(settings: Read) -> Child:
    pid = os.getpid()
    child = _running.get(pid)
    if child is None or child.settings != settings or child.served >= _SERVED or child.process.poll() is not None:
        stop()
        child = _running[pid] = Child.start(settings)
    child.served += 1
    return child


@atexit.register
def stop() -> None:
    """End this process's child, if it has one."""
    child = _running.pop(os.getpid(), None)
    if child is not None:
        child.process.kill()
        child.close()
