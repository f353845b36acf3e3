"""Small stages for the engine's tests; in a module, so that workers find them."""

import os
import random
import signal
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from retold.records import Diagnostic, Document, Member, Page, Source, Story, identify

QUICK = {  # tables of a few rows are not worth compiling for
    "spark.ui.enabled": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def sources(count, first=0):
    return [Source(f"shelf/{i:04}.txt", f"{i:064x}", 10 + i) for i in range(first, first + count)]


def note(ledger, what):
    """Leave a file for a call."""
    if ledger:
        (Path(ledger) / f"{what}-{time.monotonic_ns()}").touch()


def die_once(flag, executor):
    """Be killed from outside, where nobody was yet: only one can take the flag away.

    With ``executor`` what started this process is killed with it, a Spark executor's Java.
    """
    try:
        Path(flag).unlink()
    except FileNotFoundError:
        return
    if executor:
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Print:
    """Source to page; every seventh is also remarked upon.  ``ledger`` is a folder with a file for each call."""

    ledger: str = ""
    fails_while: str = ""
    skips: str = ""

    def __call__(self, source):
        note(self.ledger, Path(source.path).stem)
        if self.skips and source.path.endswith(self.skips):
            return
        if self.fails_while and Path(self.fails_while).exists() and source.path.endswith("0040.txt"):
            raise ValueError("the ink ran out")
        text = f"page of {source.path}"
        yield Page(identify("p", source.path), source.path, "", "", source.sha256, "text", source.role, text)
        if source.size % 7 == 0:
            yield Diagnostic("encoding", "print", "seven", path=source.path)


@dataclass(frozen=True)
class Shelve:
    """Pages of one path to their place in one of four stories."""

    stories: int = 4

    def __call__(self, pages):
        for page in pages:
            number = int(page.sha256, 16) % self.stories
            yield Member(f"story {number}", page.id, f"{len(pages)}")


@dataclass(frozen=True)
class Tell:
    """All pages of a story, with their members, to the story."""

    ledger: str = ""

    def __call__(self, pages, members):
        note(self.ledger, members[0].story)
        assert {p.id for p in pages} == {m.document for m in members}
        yield Story(members[0].story, f"{len(pages)} pages", tuple(sorted(p.id for p in pages)))


@dataclass(frozen=True)
class Pair:
    """A page and what is said of it."""

    ledger: str = ""

    def __call__(self, pages, members):
        note(self.ledger, pages[0].id)
        assert [m.document for m in members] == [p.id for p in pages]
        yield Story(pages[0].id, members[0].story, ())


@dataclass(frozen=True)
class Weigh:
    """Everything at once."""

    def __call__(self, pages, members):
        yield Diagnostic("cut", "weigh", f"{sum(1 for _ in pages)} pages, {sum(1 for _ in members)} members")


@dataclass(frozen=True)
class Stray:
    """Gives what nobody asked for."""

    def __call__(self, source):
        yield Story(source.path, "", ())


class Absent:
    """What the worker lacks, as an executor on which not all is installed."""

    def __reduce__(self):
        return import_module, ("inkwell",)

    def __call__(self, source):
        yield source


@dataclass(frozen=True)
class Trip(Print):
    """A worker that is killed from outside, half-way, and only the first time."""

    flag: str = ""
    at: str = "0040.txt"
    executor: bool = False

    def __call__(self, source):
        if source.path.endswith(self.at):
            die_once(self.flag, self.executor)
        yield from super().__call__(source)


@dataclass(frozen=True)
class Bundle:
    """Pages, however many, to one story."""

    def __call__(self, pages):
        yield Story(pages[0].id, f"{len(pages)} pages", tuple(p.id for p in pages))


@dataclass(frozen=True)
class Fall:
    """A worker that is killed from outside."""

    def __call__(self, source):
        os.kill(os.getpid(), signal.SIGKILL)
        yield source


@dataclass(frozen=True)
class Catalogue:
    """Everything at once, the tables gone through in either order."""

    backwards: bool = False

    def __call__(self, pages, members):
        tables = {"members": members, "pages": pages} if self.backwards else {"pages": pages, "members": members}
        rows = {name: list(table) for name, table in tables.items()}
        label = f"{len(rows['pages'])} pages, {len(rows['members'])} members"
        yield Story("all", label, tuple(p.id for p in rows["pages"]))


@dataclass(frozen=True)
class Essay:
    """Source to document: five of one family share some of their words, and two families one footer."""

    def __call__(self, source):
        number = int(source.sha256, 16)
        chance = random.Random(number // 5)
        words = [f"word{chance.randrange(900)}" for _ in range(120)]
        chance = random.Random(f"own {number}")
        start = chance.randrange(60)
        for _ in range(chance.randrange(12)):
            words[chance.randrange(120)] = "elsewhere"
        foot = [f"foot{number // 10} is here {i}" for i in range(9)]
        text = " ".join([*words[start : start + 60], *foot])
        yield Document(identify("d", source.path), "", source.path, "", "", "", None, "", (), None, None, "en",
                       "unknown", "text", text)  # fmt: skip


@dataclass(frozen=True)
class Dying:
    """A stage whose worker is killed from outside when it is first called."""

    stage: Any
    flag: Path
    executor: bool = False

    @staticmethod
    def of(stage, flag):
        """Return what makes the stage, to put in its place."""
        return lambda *settings, **named: Dying(stage(*settings, **named), flag)

    def __call__(self, *tables):
        die_once(self.flag, self.executor)
        yield from self.stage(*tables)


def flow(engine, given, printer=None, shelver=None, teller=None):
    """A plan with every shape of stage in it."""
    t = engine.start(given, gives=(Source, Diagnostic))
    t += engine.map("print", printer or Print(), t[Source], gives=(Page, Diagnostic))
    t += engine.group("shelve", shelver or Shelve(), t.by({Page: "path"}, Page), gives=(Member,))
    t += engine.whole("weigh", Weigh(), t.all(Page, Member), gives=(Diagnostic,))
    keyed = t.through(Member, "document", "story", (Page, Member), {Page: "id"})
    t += engine.group("tell", teller or Tell(), keyed, gives=(Story,))
    return t
