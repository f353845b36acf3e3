"""What the command line writes and reads on a terminal: progress, summaries, questions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from retold.case import Case


def warn(message: str) -> None:
    """Write a message that is not data."""
    print(f"retold: {message}", file=sys.stderr)


def ask(question: str) -> str:
    """Return the answer to a question: one key where it ends with a question mark on a terminal, else a line.

    Raises:
        EOFError: there is nothing more to read.
    """
    print(question, end="", flush=True)
    if not sys.stdin.isatty() or not question.endswith("? "):
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")
    import typer

    key: str = typer.getchar()
    print(key)
    return key


def mark(words: str) -> str:
    """Return words so that they stand out: bold on a terminal, in brackets elsewhere."""
    import typer

    return typer.style(words, bold=True, underline=True) if sys.stdout.isatty() else f"[{words}]"


class Progress:
    """Progress on a terminal, nothing in a pipe."""

    def __init__(self, *, shown: bool) -> None:
        self.shown = shown

    def __enter__(self) -> Callable[[str, int, int], None]:
        if not self.shown:
            return lambda _stage, _done, _total: None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self.bar.start()
        self.tasks: dict[str, Any] = {}
        return self._update

    def _update(self, stage: str, done: int, total: int) -> None:
        if stage not in self.tasks:
            self.tasks[stage] = self.bar.add_task(stage, total=total)
        self.bar.update(self.tasks[stage], completed=done)

    def __exit__(self, *_: object) -> None:
        if self.shown:
            self.bar.stop()


def summary(case: Case) -> None:
    """Print what was found: counts, and the gravest discrepancies."""
    counts = case.manifest["counts"]
    told = sum(len({w.document for w in case.witnesses if w.statement == s.id}) > 1 for s in case.statements)
    rows = [
        ("documents", counts["Document"]),
        ("stories", counts["Story"]),
        ("quotations", counts["Quotation"]),
        ("people", counts["Person"]),
        ("occasions", counts["Occasion"]),
        ("statements", f"{counts['Statement']}, {told} of them told by two documents or more"),
        ("discrepancies", counts["Discrepancy"]),
        ("descents", counts["Descent"]),
    ]
    for name, value in rows:
        print(f"{name:>14}  {value}")
    for discrepancy in case.discrepancies[:5]:
        print(f"\n{discrepancy.severity.upper():>14}  {discrepancy.why}")
