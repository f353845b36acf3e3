"""The timeline of a story in three lanes: when it was said, when it was released, when it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from retold.records import Evidence

if TYPE_CHECKING:
    from retold.case import Case
    from retold.records import Document, Interval
    from retold.report.index import Index

LANES = ("said", "released", "published")

RELEASE = re.compile(
    r"\b(?:declassif|releas|unseal|disclos|made public|makes public|leak|publish|unveil|posted|handed over)\w*",
    re.IGNORECASE,
)
"""Words of letting something out: "The port office released the minutes on Thursday." """

PAPERS = re.compile(
    r"\b(?:minutes|transcripts?|documents?|memos?|memorand\w+|papers?|records?|files?|letters?|notes|archives?|cables?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a lane; ``place`` is the expression that says so, where one is printed."""

    lane: str
    interval: Interval
    label: str
    siglum: str
    place: Evidence | None
    printed: str = ""

    @property
    def when(self) -> str:
        """The days in ISO 8601, shortened to what is known: a month, a year, or two ends."""
        return days(self.interval)


def timeline(case: Case, index: Index) -> list[Event]:
    """Return the dated events of a case in order of time; undated ones are left out."""
    events = [*_said(case, index), *_released(case, index), *_published(case, index)]
    return sorted(set(events), key=_order)


def days(interval: Interval) -> str:
    """Return an interval as ISO 8601 text, as short as its granularity allows."""
    first, last = interval.first, interval.last
    if first and last and interval.granularity == "month":
        return first.isoformat()[:7]
    if first and last and interval.granularity == "year":
        return first.isoformat()[:4]
    if first == last:
        return first.isoformat() if first else ""
    return f"{first.isoformat() if first else '…'} / {last.isoformat() if last else '…'}"


def _said(case: Case, index: Index) -> list[Event]:
    events = []
    for occasion in case.occasions:
        if occasion.interval is None or days(occasion.interval) == "":
            continue
        known = [e for e in occasion.evidence if e.document in index.documents]
        place = known[0] if known else None
        siglum = index.siglum(place.document, occasion.story) if place else ""
        label = occasion.label.removesuffix(f", {occasion.interval.text}")  # the day stands beside it
        events.append(Event("said", occasion.interval, label, siglum, place, occasion.interval.text))
    return events


def _released(case: Case, index: Index) -> list[Event]:
    """Return days that stand in one sentence with a word of release and a kind of paper."""
    events = []
    for moment in case.moments:
        document = index.documents.get(moment.document)
        if document is None or moment.interval.first is None or moment.interval.granularity not in {"day", "month"}:
            continue
        sentence = _sentence(document, moment.span.start, moment.span.end)
        release = RELEASE.search(sentence)
        if not (release and PAPERS.search(sentence)):
            continue
        place = Evidence(document.id, moment.span.start, moment.span.end)
        label = f"release, as {index.name(document.id)} says"
        events.append(Event("released", moment.interval, label, index.siglum(document.id), place, moment.interval.text))
    return events


def _published(case: Case, index: Index) -> list[Event]:
    events = []
    for document in case.documents:
        if document.published is None or days(document.published) == "":
            continue
        label = document.headline or index.name(document.id)
        siglum = index.siglum(document.id)
        place = Evidence(document.id, document.title.start, document.title.end) if document.title else None
        events.append(Event("published", document.published, label, siglum, place, document.published.text))
    return events


def _sentence(document: Document, start: int, end: int) -> str:
    """Return roughly the sentence round a span: to the nearest stop or line end, 200 characters at most each way."""
    before = re.split(r"[.!?]\s|\n", document.text[max(0, start - 200) : start])[-1]
    after = re.split(r"[.!?](?:\s|$)|\n", document.text[end : end + 200])[0]
    return before + document.text[start:end] + after


def _order(event: Event) -> tuple[date, int, str, str, str]:
    first = event.interval.first or event.interval.last or date.max
    return (first, LANES.index(event.lane), event.siglum, event.label, event.printed)
