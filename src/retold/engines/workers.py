"""Worker processes that do what they are given and are gone when we are."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
import types
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from retold.errors import StageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection

R = TypeVar("R")
WAITING = 4
"""Jobs that are handed out ahead for each worker, so that none waits and none holds the whole list."""


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """A pool of processes, started when there is first something to do; with ``count`` 1 jobs run in this process."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool: ProcessPoolExecutor | None = None
        self._leash: Connection | None = None

    def run(self, jobs: Iterable[Callable[[], R]]) -> Iterator[R]:
        """Run the jobs, in no fixed order; yield what each returns when it is done.

        Raises:
            StageError: a worker was killed.
            Exception: whatever a job raises.
        """
        if self.count == 1:
            yield from (job() for job in jobs)
            return
        queue, pending = iter(jobs), set[Future[R]]()
        try:
            while True:
                for job in queue:
                    pending.add(self._submit(job))
                    if len(pending) >= WAITING * self.count:
                        break
                if not pending:
                    return
                finished, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in finished)
        except BrokenProcessPool as error:
            raise StageError(
                "a worker process was killed (out of memory?); what is finished is kept: run again with fewer --workers"
            ) from error

    def close(self) -> None:
        """End the workers now; what they are at is lost."""
        if self._pool and self._leash:
            self._leash.close()
            self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._leash = None

    def _submit(self, job: Callable[[], R]) -> Future[R]:
        if self._pool is None:
            method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
            context = multiprocessing.get_context(method)
            held, self._leash = context.Pipe(duplex=False)
            self._pool = ProcessPoolExecutor(self.count, context, initializer=_settle, initargs=(held,))
        with _without_main():
            return self._pool.submit(job)


@contextmanager
def _without_main() -> Iterator[None]:
    """Hide the main script while a process starts: it would be run again there, and no job needs it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _settle(leash: Connection) -> None:
    """Leave Ctrl-C to the parent, and end when it lets go of the leash: the system does so if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(leash,), daemon=True).start()


def _end_with(leash: Connection) -> None:
    multiprocessing.connection.wait([leash])
    os._exit(1)
