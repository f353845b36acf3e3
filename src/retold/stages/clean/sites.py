"""Chrome that a site repeats: lines that come again on several of its pages within a run."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retold.records import Mark, Page
from retold.stages.clean import cues
from retold.stages.clean.lines import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.settings import Clean

_HOST = re.compile(r"https?://(?:www\.|m\.|amp\.)?([^/:?#]+)", re.IGNORECASE)
RECURRING = "recurring"
"""The kind of the marks that are added; ``Cleaner`` weighs them."""


@dataclass(frozen=True, slots=True)
class SiteReader:
    """Marks what recurs within a site; takes all pages at once and gives them back with marks added.

    A line recurs if it stands on ``site_pages`` pages of one host at least, and on a tenth of that host's pages.
    Copies of a page do not count: pages whose longest lines are the same are one page here.
    """

    settings: Clean

    def __call__(self, pages: Sequence[Page]) -> Iterator[Page]:
        """Yield every page, in the order given."""
        sites: dict[str, list[Page]] = defaultdict(list)
        for page in pages:
            if host := host_of(page.url):
                sites[host].append(page)
        recurring = {host: self._recurring(found) for host, found in sites.items()}
        for page in pages:
            yield marked(page, recurring.get(host_of(page.url), frozenset()))

    def _recurring(self, pages: Sequence[Page]) -> frozenset[str]:
        seen: dict[str, set[str]] = defaultdict(set)
        stories = set()
        for page in pages:
            rows = lines(page.text)
            story = "\n".join(sorted((row.text for row in rows if row.is_prose), key=len)[-3:])
            stories.add(story or page.id)
            for row in rows:
                seen[cues.plain(row.text)].add(story or page.id)
        least = max(self.settings.site_pages, len(stories) / 10)
        return frozenset(text for text, where in seen.items() if text and len(where) >= least)


def host_of(url: str) -> str:
    """Return the host of an address without ``www.``; empty where there is none."""
    match = _HOST.match(url)
    return match[1].casefold() if match else ""


def marked(page: Page, recurring: frozenset[str]) -> Page:
    """Return the page with a mark on each line whose words recur."""
    if not recurring:
        return page
    found = [Mark(row.start, row.end, RECURRING) for row in lines(page.text) if cues.plain(row.text) in recurring]
    return replace(page, marks=tuple(sorted((*page.marks, *found)))) if found else page
