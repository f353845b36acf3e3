"""The child's side of ``child``: it reads what it is asked to, within limits of processor time and memory."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import signal
import sys

from retold.readers.answers import to_answer
from retold.readers.read import read
from retold.records import Source
from retold.settings import Read

_GARBAGE = 50_000
"""New objects after which cycles are looked for: a page makes some ten thousand, and hardly any in cycles."""


def serve() -> None:
    """Serve requests until standard input closes.  Runs in the child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle; it closes our input
    output = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)  # a parser that prints must not spoil the answers
    limited = False
    gc.freeze()  # what was loaded stays; it need not be looked through again
    gc.set_threshold(_GARBAGE)
    for line in sys.stdin:
        request = json.loads(line)
        settings = Read(**request["settings"])
        if not limited:
            _limit_memory(settings.max_memory)
            limited = True
        _restart_clock(settings)
        for item in read(Source(**request["source"]), settings, request["skip"]):
            output.write(json.dumps(to_answer(item)) + "\n")
            output.flush()
            _restart_clock(settings)
        output.write('{"done": 1}\n')
        output.flush()


def _restart_clock(settings: Read) -> None:
    """Allow the next part its processor time; SIGPROF ends the process even inside a C parser."""
    signal.setitimer(signal.ITIMER_PROF, settings.max_seconds)


def _limit_memory(size: int) -> None:
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
