"""New sources for a case: kept in its folder, and read by a run in a process of its own.

The run works on a copy of the tables (hard links: nothing is copied) in ``.adding``, which takes their place when it
is done; until then, and where it fails, the case is what it was.  What was decided stands in the log and is laid over.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from retold import report
from retold.case import Case
from retold.case import run as run_case
from retold.errors import SKIPPED, CaseError, RetoldError, WrongUse
from retold.search import open_search
from retold.settings import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Watch = Callable[[str, int, int], None]

ADDED = Path("sources") / "added"
RECORDS = "records"
"""Where added files lie in a case folder; those in the folder of records are primary documents."""

WORK = ".adding"


def place_for(case: Path, name: str, *, record: bool = False) -> Path:
    """Return where a file of some name goes: a name without folders or odd characters, that is not taken yet."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    safe = re.sub(r"[^\w.() -]+", "_", bare).strip(" .")[-120:] or "source"
    folder = case / ADDED / RECORDS if record else case / ADDED
    stem, dot, suffix = safe.rpartition(".")
    number, path = 1, folder / safe
    while path.exists():
        number += 1
        path = folder / (f"{stem}-{number}{dot}{suffix}" if dot and stem else f"{safe}-{number}")
    return path


def added(case: Path) -> tuple[list[str], list[str]]:
    """Return the files that were added to a case, and those of them that are records."""
    every = sorted(str(p) for p in (case / ADDED).rglob("*") if p.is_file() and not p.name.startswith("."))
    records = str(case / ADDED / RECORDS) + os.sep
    return every, [p for p in every if p.startswith(records)]


def rerun(folder: Path, watch: Watch) -> Case:
    """Run a case again over the files that it was made from and those that were added to it.

    Raises:
        WrongUse: a file that it was made from is not where it was.
        CaseError: the case is broken, or it can't be written.
        RetoldError: the run failed; the case is what it was before.
    """
    old = Case(folder)
    inputs = [i for i in old.manifest["inputs"] if not Path(i["path"]).is_relative_to(folder / ADDED)]
    gone = [i["path"] for i in inputs if not Path(i["path"]).exists()]
    if gone:
        raise WrongUse(
            f"{len(gone)} of the {len(inputs)} files that the case was made from are not where they were "
            f"({', '.join(gone[:3])}); start again in the folder in which `retold run` was called"
        )
    every, records = added(folder)
    work = folder / WORK
    try:
        _linked(folder, work)
        done = run_case(
            [*(i["path"] for i in inputs), *every],
            work,
            records=[*(i["path"] for i in inputs if i["role"] == "record"), *records],
            settings=load(folder / "retold.toml"),
            watch=watch,
        )
        _swap(folder, done.folder)
    except OSError as error:
        raise CaseError(f"{folder}: cannot be written ({error.strerror}); the case is what it was") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    whole = Case(folder)
    watch("dossier", 0, 1)
    report.write(whole, folder / "dossier.html")
    open_search(whole).close()
    return whole


def _linked(folder: Path, work: Path) -> None:
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    shutil.copytree(folder / "tables", work / "tables", copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)


def _swap(folder: Path, work: Path) -> None:
    """Put the new tables in the place of the old ones, the manifest last."""
    (work / "tables").rename(work / "new")
    (folder / "tables").rename(work / "tables")
    (work / "new").rename(folder / "tables")
    (work / "manifest.json").replace(folder / "manifest.json")


def skipped(case: Case, paths: Iterable[str]) -> list[str]:
    """Return why some files could not be read."""
    named = set(paths)
    return [f"{Path(d.path).name}: {d.message}" for d in case.diagnostics if d.code in SKIPPED and d.path in named]


def main() -> int:
    """Run the case named on the command line again; write progress as lines of JSON."""

    def watch(stage: str, done: int, total: int) -> None:
        _say([stage, done, total])

    try:
        rerun(Path(sys.argv[1]), watch)
    except RetoldError as error:
        _say({"error": str(error)})
        return 1
    return 0


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()
