"""Chrome that a site repeats: lines that come again on several of its pages within a run.

``Outliner`` notes the lines of each page, ``Refrains`` finds those that recur within a site, ``Cleaner`` weighs them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING

from retold.records import Outline, Page, Refrain
from retold.stages.clean import cues
from retold.stages.clean.wrapped import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.settings import Clean

_HOST = re.compile(r"https?://(?:www\.|m\.|amp\.)?([^/:?#]+)", re.IGNORECASE)
_ONE_STORY = 0.5
"""Pages that have this share of their running text in common are tellings of one story."""
_FEW = 40
"""Running text that stands on more pages than this is no story retold."""


@dataclass(frozen=True, slots=True)
class Outliner:
    """Notes the lines of each page whose address is known."""

    def __call__(self, page: Page) -> Iterator[Outline]:
        """Yield the outline of the page, unless it has no host."""
        host = host_of(page.url)
        if not host:
            return
        sizes: dict[int, int] = {}
        for row in rows_of(page)[0]:
            if form := form_of(row.text):
                sizes[form] = len(row.text) if row.is_prose else 0
        yield Outline(page.id, host, tuple(sizes), tuple(sizes.values()))


@dataclass(frozen=True, slots=True)
class Refrains:
    """Finds the lines that recur within a site.

    A line recurs if it stands on pages of ``site_pages`` stories at least, and of a tenth of the site's stories; one
    that reads as running text, of half of them.  Pages that share most of their running text tell one story and count
    once, so that what a site reprints is not taken for its furniture.
    """

    settings: Clean

    def __call__(self, outlines: Sequence[Outline]) -> Iterator[Refrain]:
        """Yield for each page of one site the lines of it that recur, for those that have any."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, outline in enumerate(outlines):
            for form in outline.lines:
                found[form].append(number)
        story = _stories(outlines, found)
        prose = {form for o in outlines for form, size in zip(o.lines, o.sizes, strict=True) if size}
        least, stories = self.settings.site_pages, len(set(story))
        recurring = {
            form
            for form, pages in found.items()
            if len({story[page] for page in pages}) >= max(least, stories / (2 if form in prose else 10))
        }
        for outline in outlines:
            if mine := recurring.intersection(outline.lines):
                yield Refrain(outline.page, tuple(sorted(mine)))


def _stories(outlines: Sequence[Outline], found: dict[int, list[int]]) -> list[int]:
    """Return for each page the number of its story: pages are joined that share much of their running text."""
    sizes = [sum(outline.sizes) for outline in outlines]
    size_of = {form: size for outline in outlines for form, size in zip(outline.lines, outline.sizes, strict=True)}
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for form, pages in found.items():
        if size_of[form] and 1 < len(pages) <= _FEW:
            for pair in combinations(pages, 2):
                shared[pair] += size_of[form]
    story = list(range(len(outlines)))

    def root(page: int) -> int:
        while story[page] != page:
            story[page] = story[story[page]]
            page = story[page]
        return page

    for (left, right), size in shared.items():
        if size >= _ONE_STORY * min(sizes[left], sizes[right]):
            story[root(left)] = root(right)
    return [root(page) for page in range(len(outlines))]


def host_of(url: str) -> str:
    """Return the host of an address without ``www.``; empty where there is none."""
    match = _HOST.match(url)
    return match[1].casefold() if match else ""


def form_of(text: str) -> int:
    """Return a digest of a line in lower case without marks at its ends, of 63 bits; 0 for one without words."""
    bare = cues.plain(text)
    return int.from_bytes(blake2b(bare.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1 if bare else 0
