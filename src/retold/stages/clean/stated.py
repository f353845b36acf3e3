"""What a page states of itself: title, byline, day, outlet; taken from hints first, then from the labelled lines."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from retold.records import Interval, Span
from retold.stages.clean.dates import days, interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.records import Hint, Page
    from retold.stages.clean.judge import Verdict
    from retold.stages.clean.lines import Line

_SEPARATOR = re.compile(r"\s+[|•·–—»«:-]{1,2}\s+|\s*[|»]\s*")
_SPLIT = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b)\s*")
_LEAD = re.compile(
    r"^(?:written\s+by|words\s+by|story\s+by|by|von|par|por|di|door|av|af|autor(?:in)?|автор|text|author)\s*:?\s+",
    re.IGNORECASE,
)
_AGENCIES = frozenset(
    """
    reuters ap afp dpa tass ria interfax xinhua efe ansa apa pti ani upi kyodo yonhap bernama antara anadolu aa
    ukrinform     belta tanjug mti ctk pap lusa agerpres bta stt tt ntb ritzau irna mena wam spa kuna sana
    """.split()
)


def titles(hints: Sequence[Hint]) -> list[str]:
    """Return the candidates for a title, the site's name stripped, the most voted first."""
    given = [h for h in hints if h.field == "title" and h.value.strip()]
    outlets = {h.value.casefold().strip() for h in hints if h.field == "outlet"}
    stripped = [_strip_site(h.value, given, outlets) for h in given]
    votes = Counter(s.casefold() for s in stripped if s)
    order = {s: -votes[s.casefold()] for s in stripped if s}
    return sorted(dict.fromkeys(s for s in stripped if s), key=lambda s: (order[s], stripped.index(s)))


def _strip_site(title: str, given: Sequence[Hint], outlets: set[str]) -> str:
    """Return a title without the site's name at its end (or start): ``A bridge for the harbour | Bay Courier``."""
    title = " ".join(title.split())
    others = {" ".join(h.value.split()).casefold() for h in given}
    for match in reversed(list(_SEPARATOR.finditer(title))):
        head, tail = title[: match.start()].strip(), title[match.end() :].strip()
        if not head or not tail:
            continue
        if head.casefold() in others or tail.casefold() in outlets:
            return _strip_site(head, given, outlets)
        if head.casefold() in outlets:
            return tail
    return title


def authors(hints: Sequence[Hint], lines: Sequence[Line], verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """Return the authors' names as the page states them, each once, in order."""
    stated: list[str] = []
    first = ""
    for hint in hints:
        if hint.field == "byline" and (not first or hint.where == first):
            first = hint.where
            stated.append(hint.value)
    if not stated:
        stated = [line.text for line, verdict in zip(lines, verdicts, strict=True) if verdict.label == "byline"]
    names: list[str] = []
    for value in stated:
        for name in _SPLIT.split(_LEAD.sub("", value.strip())):
            clean = name.strip(" .|-–—")
            if 2 < len(clean) <= 60 and "http" not in clean and not any(c.isdigit() for c in clean):
                names.append(clean)
    return tuple(dict.fromkeys(names))


def published(page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], language: str) -> Interval | None:
    """Return the day on which the page was published, or both readings of an ambiguous one; ``None`` if unstated."""
    candidates = [(h.value, days(h.value)) for h in page.hints if h.field == "published"]
    candidates += [(h.value, days(h.value)) for h in page.hints if h.field == "modified"]
    for line, verdict in zip(lines, verdicts, strict=True):
        if verdict.label in {"metadata", "byline"}:
            candidates.append((line.text, days(line.text)))
    stated = [(text, found[0]) for text, found in candidates if found]
    if not stated:
        return None
    text, readings = stated[0]
    if len(readings) > 1:
        readings = _decide(readings, [r for _, r in stated[1:]], language, text)
    return interval(readings, text)


def _decide(readings: tuple, others: Sequence[tuple], language: str, text: str) -> tuple:  # type: ignore[type-arg]
    """Decide between two readings of ``09.02.2024`` by another candidate or the page's language; else keep both."""
    for other in others:
        common = set(readings) & set(other)
        if len(common) == 1 and len(other) == 1:
            return tuple(common)
    if language and language != "en":
        day_first = [r for r in readings if re.search(rf"\b0?{r.day}[./-]\s?0?{r.month}[./-]", text)]
        if len(day_first) == 1:
            return tuple(day_first)
    return readings


def outlet(page: Page) -> str:
    """Return the outlet's name as the page gives it, else the host of its address, else nothing."""
    for hint in page.hints:
        if hint.field == "outlet":
            return hint.value
    match = re.match(r"https?://(?:www\.)?([^/:?#]+)", page.url)
    return match[1] if match else ""


def role(page: Page, byline: Sequence[str], lines: Sequence[Line]) -> str:
    """Return record if the user said so, wire for a news agency's own copy, outlet where a site is named."""
    if page.role == "record":
        return "record"
    names = {n.casefold() for n in byline}
    if names and names <= _AGENCIES:
        return "wire"
    top = " ".join(line.text for line in lines[:4])
    if re.search(r"^[A-Z][\w .,'’-]{2,60}\((\w{2,12})\)\s*[-–—]", top, re.MULTILINE):
        credit = re.search(r"\((\w{2,12})\)\s*[-–—]", top)
        if credit and credit[1].casefold() in _AGENCIES:
            return "wire"
    return "outlet" if outlet(page) else "unknown"


def headline(candidates: Sequence[str], lines: Sequence[Line], verdicts: Sequence[Verdict]) -> tuple[Span | None, str]:
    """Return where the headline stands, and its words: the container's, else the line labelled headline."""
    for line, verdict in zip(lines, verdicts, strict=True):
        if verdict.label == "headline":
            return Span(line.start, line.end), candidates[0] if candidates else line.text
    return None, candidates[0] if candidates else ""
