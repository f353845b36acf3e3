"""Where bytes come from, and the one way in which a page is made of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retold.records import Diagnostic, Hint, Mark, Page, Span, identify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.records import Source


@dataclass(frozen=True, slots=True)
class Origin:
    """A file, or a part of one: ``file`` is the sha256 of the whole file, ``sha256`` that of the part."""

    path: str
    file: str
    sha256: str
    role: str = "unknown"
    member: str = ""
    url: str = ""
    hints: tuple[Hint, ...] = ()
    depth: int = 0

    def part(self, member: str, data: bytes, *, url: str = "", hints: tuple[Hint, ...] = ()) -> Origin:
        """Return the origin of a part of this one, one level deeper."""
        name = f"{self.member}/{member}" if self.member else member
        sha256 = hashlib.sha256(data).hexdigest()
        return replace(
            self, sha256=sha256, member=name, url=url or self.url, hints=self.hints + hints, depth=self.depth + 1
        )

    def note(self, code: str, message: str) -> Diagnostic:
        """Return a diagnostic about this file or part."""
        where = f"{self.path}: {self.member}" if self.member else self.path
        return Diagnostic(code, "read", f"{where}: {message}", document=self.id, path=self.path)

    @property
    def id(self) -> str:
        """The id of the page: of the content alone for a plain file, of content and place for a part of one."""
        if not self.member:
            return identify("d", self.sha256)
        return identify("d", self.sha256, self.file, self.member)


@dataclass(frozen=True, slots=True)
class Begin:
    """Said before each part of an archive is read, so that a reader that breaks on it can go on behind it."""

    number: int
    member: str


def whole(source: Source) -> Origin:
    """Return the origin of a whole file."""
    return Origin(source.path, source.sha256, source.sha256, source.role)


def page(
    origin: Origin,
    container: str,
    text: str,
    *,
    url: str = "",
    hints: Iterable[Hint] = (),
    body: Iterable[Span] = (),
    headings: Iterable[Span] = (),
    marks: Iterable[Mark] = (),
) -> Page:
    """Return a page of this origin."""
    return Page(
        id=origin.id,
        path=origin.path,
        member=origin.member,
        url=url or origin.url,
        sha256=origin.sha256,
        container=container,
        role=origin.role,
        text=text,
        hints=tuple(hints) + origin.hints,
        body=tuple(body),
        headings=tuple(headings),
        marks=tuple(marks),
    )
