"""Small stages for the engine's tests; in a module, so that workers find them."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from retold.records import Diagnostic, Member, Page, Source, Story, identify


def sources(count, first=0):
    return [Source(f"shelf/{i:04}.txt", f"{i:064x}", 10 + i) for i in range(first, first + count)]


def note(ledger, what):
    """Leave a file for a call."""
    if ledger:
        (Path(ledger) / f"{what}-{time.monotonic_ns()}").touch()


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
        yield Diagnostic("cut", "weigh", f"{len(pages)} pages, {len(members)} members")


@dataclass(frozen=True)
class Stray:
    """Gives what nobody asked for."""

    def __call__(self, source):
        yield Story(source.path, "", ())


@dataclass(frozen=True)
class Fall:
    """A worker that is killed from outside."""

    def __call__(self, source):
        os.kill(os.getpid(), signal.SIGKILL)
        yield source


def flow(engine, given, printer=None, shelver=None, teller=None):
    """A plan with every shape of stage in it."""
    t = engine.start(given, gives=(Source, Diagnostic))
    t += engine.map("print", printer or Print(), t[Source], gives=(Page, Diagnostic))
    t += engine.group("shelve", shelver or Shelve(), t.by({Page: "path"}, Page), gives=(Member,))
    t += engine.whole("weigh", Weigh(), t.all(Page, Member), gives=(Diagnostic,))
    keyed = t.through(Member, "document", "story", (Page, Member), {Page: "id"})
    t += engine.group("tell", teller or Tell(), keyed, gives=(Story,))
    return t
