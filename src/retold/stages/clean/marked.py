"""Pages whose container marks main text: its word goes first, and our own pass reads what it kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.stages.clean.judge import Verdict
from retold.stages.clean.kept import is_byline, kept_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.records import Page
    from retold.stages.clean.lines import Line


def judge_marked(lines: Sequence[Line], page: Page, titles: frozenset[str]) -> list[Verdict]:
    """Label every line of a page whose reader says which spans are main text."""
    covered = _covered(lines, page)
    headings = {h.start for h in page.headings}
    captions = [m for m in page.marks if m.kind == "caption"]
    inside = [i for i, share in enumerate(covered) if share >= 0.5]
    first = inside[0] if inside else 0
    verdicts, titled = [], False
    for i, line in enumerate(lines):
        is_title = not titled and line.text.casefold() in titles
        if is_title and (covered[i] or line.start in headings):
            titled = True
            verdicts.append(Verdict("headline", "is what the page gives as its title", 0.95))
        elif covered[i] >= 0.5:
            verdicts.append(_inside(line, line.start in headings, i <= first + 1))
        elif any(m.start <= line.start and line.end <= m.end for m in captions):
            verdicts.append(Verdict("caption", "is marked as a caption", 0.8))
        elif abs(i - first) < 8 and is_byline(line.text):
            verdicts.append(Verdict("byline", "names the author", 0.8))
        else:
            verdicts.append(Verdict("chrome", "stands outside the main text of the page", 0.8))
    return verdicts


def _inside(line: Line, heading: bool, near_top: bool) -> Verdict:
    kept = kept_kind(line, near_top=near_top, after=False)
    if kept:
        return Verdict(*kept)
    if heading:
        return Verdict("subheading", "is marked as a heading", 0.9)
    return Verdict("body", "stands in the main text of the page", 0.9)


def _covered(lines: Sequence[Line], page: Page) -> list[float]:
    """Return for each line the share of its characters that the reader took for main text."""
    shares, at, body = [], 0, page.body
    for line in lines:
        while at < len(body) and body[at].end <= line.start:
            at += 1
        total, j = 0, at
        while j < len(body) and body[j].start < line.end:
            total += min(body[j].end, line.end) - max(body[j].start, line.start)
            j += 1
        shares.append(total / max(1, line.end - line.start))
    return shares
