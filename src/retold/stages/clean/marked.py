"""Pages whose container marks main text: its word goes first, and our own pass reads what it kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.records import Span
from retold.stages.clean import cues
from retold.stages.clean.judge import Verdict
from retold.stages.clean.kept import is_byline, kept_kind
from retold.stages.clean.model import chances
from retold.stages.clean.traits import traits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.records import Mark, Page
    from retold.stages.clean.lines import Line

_PLAIN = 1.3
"""A line is shown from this chance times what ``chrome_threshold`` leaves: .65 by default."""
_SAYING, _QUOTING, _BOTH = 0.15, 0.005, 0.003
"""The chances from which running text is shown that reports, that holds a quotation, that does both."""
_MOST = 0.95
"""The chance from which any line is shown."""
_SHORT = 0.2
"""The chance from which a line with words in quotation marks is shown that is no sentence and no link."""
_FENCED = frozenset({"~comment", "~cookie"})
"""Where the markup says that readers or the law speak: there, words in quotation marks have no lower bar."""
_MARKED = re.compile(r"[“”«»„]|\"[^\"]+\"")


def judge_marked(
    lines: Sequence[Line],
    page: Page,
    titles: frozenset[str],
    threshold: float = 0.5,
    recurring: frozenset[int] = frozenset(),
) -> list[Verdict]:
    """Label every line of a page whose reader says which spans are main text.

    The line model weighs that with shape, place and markup.  ``recurring`` are the numbers of lines that stand on other
    pages of the site too.
    """
    covered = shares(lines, page.body)
    return label(lines, page, titles, covered, chances(traits(lines, page, covered, titles)), threshold, recurring)


def label(
    lines: Sequence[Line],
    page: Page,
    titles: frozenset[str],
    covered: Sequence[float],
    chance: Sequence[float],
    threshold: float = 0.5,
    recurring: frozenset[int] = frozenset(),
) -> list[Verdict]:
    """Label lines by their chance of being main text.

    Running text that may carry somebody's words is hidden only where next to nothing speaks for it; a line that is
    nothing but the words of a button, only where nearly everything does not.
    """
    linked = shares(lines, _joined(page, frozenset({"link"})))
    fenced = shares(lines, _joined(page, _FENCED))
    least = min(_MOST, _PLAIN * (1 - threshold))
    hopeless = min(least, _BOTH)
    kept = [
        chance[i] >= hopeless
        and i not in recurring
        and (chance[i] >= _MOST or chance[i] >= _least(line, covered[i], linked[i], fenced[i] >= 0.5, least))
        for i, line in enumerate(lines)
    ]
    headings = {h.start for h in page.headings}
    captions = [m for m in page.marks if m.kind in {"caption", "~caption"}]
    first = next((i for i, keep in enumerate(kept) if keep), 0)
    title = _title(lines, titles, headings, first)
    verdicts = []
    for i, line in enumerate(lines):
        share = float(chance[i])
        if i == title:
            verdicts.append(Verdict("headline", "is what the page gives as its title", 0.95))
        elif kept[i] and line.text.casefold() not in titles:
            verdicts.append(_inside(line, line.start in headings, i <= first + 1, covered[i] >= 0.5, share))
        else:
            verdicts.append(_outside(line, captions, abs(i - first) < 8, share, i in recurring))
    return verdicts


def _least(line: Line, covered: float, linked: float, fenced: bool, least: float) -> float:
    """Return the chance from which a line is shown: by default ``least``."""
    if line.is_prose and linked < 0.3 and not (fenced and covered < 0.5):
        quoting = bool(_MARKED.search(line.text))
        if quoting or line.has_saying:
            return min(least, _BOTH if quoting and line.has_saying else _QUOTING if quoting else _SAYING)
    if line.has_quote and covered >= 0.5:
        return min(least, 0.08)
    if linked < 0.3 and not fenced and _MARKED.search(line.text):
        return min(least, _SHORT)
    if line.cue or line.opens in {"advert", "subscribe", "tags", "tools"}:
        return max(least, _MOST)
    return least


def _joined(page: Page, kinds: frozenset[str]) -> list[Span]:
    """Return what marks of these kinds cover, as disjoint spans in order."""
    spans: list[Span] = []
    for mark in page.marks:
        start = max(mark.start, spans[-1].end) if spans else mark.start
        if mark.kind in kinds and start < mark.end:
            spans.append(Span(start, mark.end))
    return spans


def _title(lines: Sequence[Line], titles: frozenset[str], headings: set[int], first: int) -> int:
    """Return the line that is the headline: one that repeats the page's title, a heading before others; -1 if none."""
    same = [i for i, line in enumerate(lines) if line.text.casefold() in titles]
    return min(same, key=lambda i: (lines[i].start not in headings, abs(i - first), i), default=-1)


def _outside(line: Line, captions: Sequence[Mark], near_top: bool, share: float, recurring: bool) -> Verdict:
    """Label a line that is not main text: a caption, a byline, what must be salvaged near the top, or chrome."""
    if any(m.start <= line.start and line.end <= m.end for m in captions) and line.length >= 3:
        return Verdict("caption", "is marked as a caption", round(1 - share, 3))
    if near_top and line.length <= 12 and is_byline(line.text):
        return Verdict("byline", "names the author", 0.8)
    if near_top:
        kept = kept_kind(line, near_top=True, after=False)
        if kept and kept[0] == "metadata":
            return Verdict(*kept)
    if recurring:
        return Verdict("chrome", "stands on other pages too", 0.95)
    name = line.cue
    reason = cues.CLASSES[name] if name else "stands outside the main text, by its markup, place and shape"
    return Verdict("chrome", reason, round(1 - share, 3))


def _inside(line: Line, heading: bool, near_top: bool, covered: bool, share: float) -> Verdict:
    kept = kept_kind(line, near_top=near_top, after=False) if line.length <= 14 else None
    if kept and near_top:
        return Verdict(*kept)
    if heading:
        return Verdict("subheading", "is marked as a heading in the main text", round(share, 3))
    reason = "stands in the main text of the page" if covered else "looks and stands like the main text around it"
    return Verdict("body", reason, round(share, 3))


def shares(lines: Sequence[Line], spans: Sequence[Span]) -> list[float]:
    """Return for each line the share of its characters that these spans cover; spans are sorted and disjoint."""
    found, at = [], 0
    for line in lines:
        while at < len(spans) and spans[at].end <= line.start:
            at += 1
        total, j = 0, at
        while j < len(spans) and spans[j].start < line.end:
            total += min(spans[j].end, line.end) - max(spans[j].start, line.start)
            j += 1
        found.append(total / (line.end - line.start))
    return found
