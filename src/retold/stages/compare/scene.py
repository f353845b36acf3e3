"""When and where the talk took place, by each document's own words: other days, other places.

A document's scene is what stands in one sentence with a word for the talk (*the meeting in the Customs House on March
14*), or behind a label (*Place: The Customs House*).  Two documents that retell the same utterances and have no day,
or no place, in common are held against each other; a coarser date or place is no conflict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from retold.records import Evidence, Span
from retold.stages.compare.kinship import LEAST
from retold.stages.compare.telling import Finding, Tellings
from retold.stages.match import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

TALK = re.compile(
    r"\b(talks?|talked|meeting|met|conversation|conversed|summit|session|call|phoned|interview|hearing|dinner|lunch|"
    r"discussion|negotiations?|encounter|took place|telephoned|rang)\b",
    re.IGNORECASE,
)
KINDS = {
    word: kind
    for kind, line in {"call": "call phoned telephoned rang", "interview": "interview", "hearing": "hearing"}.items()
    for word in line.split()
}
"""A call is no meeting and an interview no hearing: the day of the one is not held against the day of the other."""
TOLD = re.compile(
    rf"{TALK.pattern}|\b(radio|television|tv|telly|televised|broadcast|programmes?|press\s+conference|briefing|"
    r"reporters|journalists|told|speech|court|trial|tribunal|testified)\b",
    re.IGNORECASE,
)
"""What stands in a sentence that says when or how somebody spoke to the public."""
WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
CHANNELS = {
    "radio": re.compile(r"\bradio\b", re.IGNORECASE),
    "television": re.compile(r"\b(?:television|tv|telly|televised)\b", re.IGNORECASE),
}
LABELLED = re.compile(r"\s*(date|place|venue|location|where|when)\s*:", re.IGNORECASE)
_NAME = r"(?:the\s+|The\s+)?[A-Z][\w’'-]+(?:\s+(?:of\s+)?[A-Z][\w’'-]+){0,3}"
PLACE = re.compile(rf"\b(?:in|at|inside)\s+(?P<place>{_NAME})|\b[Pp]lace\s*:\s*(?P<label>{_NAME})")
SITES = frozenset(
    """house hall palace castle room office tower centre center hotel embassy residence chancellery building
    square park theatre theater church cathedral mosque temple station airport harbour harbor port pier villa ranch
    library museum school university college stadium court courthouse prison barracks base camp ministry parliament
    senate congress capitol mansion lodge garden club restaurant café cafe""".split()
)
"""The last word of a place that is a building or a site: two of them cannot both be where one talk was."""


@dataclass(frozen=True)
class Scene:
    """What a document states for a talk, each with its place: full days, sites, weekdays, radio or television."""

    days: dict[tuple[str, date], Evidence]
    sites: dict[str, Evidence]
    weekdays: dict[str, Evidence] = field(default_factory=dict)
    channels: dict[str, Evidence] = field(default_factory=dict)

    @property
    def stated(self) -> bool:
        """Whether anything is stated."""
        return bool(self.days or self.sites or self.weekdays or self.channels)


def scene_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield other days and other places for the talk that two documents retell."""
    scenes = {d: _scene(tellings, d) for d in sorted(tellings.kinship.kin(LEAST["high"]))}
    stated = sorted(
        (d for d, scene in scenes.items() if scene.stated),
        key=lambda d: (tellings.documents[d].role != "record", d),
    )[:MOST_DOCUMENTS]
    kin = tellings.kinship
    pairs = [(a, b) for a, b in combinations(sorted(stated), 2) if kin.documents(a, b) >= LEAST["high"]]
    yield from _other_days(tellings, scenes, pairs)
    yield from _other_sites(tellings, scenes, pairs)
    yield from _other_weekdays(tellings, scenes, pairs)
    yield from _other_channels(tellings, scenes, pairs)


MOST_DOCUMENTS = 400
"""How many documents of a story are held against each other, the record first."""


def _scene(tellings: Tellings, document: str) -> Scene:
    text = tellings.documents[document].text
    days: dict[tuple[str, date], Evidence] = {}
    sites: dict[str, Evidence] = {}
    weekdays: dict[str, Evidence] = {}
    channels: dict[str, Evidence] = {}
    record = tellings.documents[document].role == "record"
    for block in tellings.blocks.get(document, ()):
        if block.label == "chrome":
            continue
        for spans in sentences(text, [block.span]):
            sentence = Span(spans[0].start, spans[-1].end)
            told = TOLD.search(text, sentence.start, sentence.end) is not None
            if told or (record and block.label != "body"):
                for name, at in _weekdays_and_channels(text, sentence):
                    (channels if name in CHANNELS else weekdays).setdefault(name, Evidence(document, *at))
            # What stands at the head of a record is said of the talk itself.
            head = record and block.label in ("headline", "metadata")
            stated = head or LABELLED.match(text, sentence.start, sentence.end)
            if not stated and not (told and TALK.search(text, sentence.start, sentence.end)):
                continue
            for moment in tellings.moments.get(document, ()):
                inside = sentence.start <= moment.span.start < sentence.end
                if (
                    inside
                    and moment.interval.granularity == "day"
                    and moment.interval.first
                    and _full(moment.interval.text)
                ):
                    place = Evidence(document, moment.span.start, moment.span.end)
                    days.setdefault((_kind(text, sentence, moment.span), moment.interval.first), place)
            for match in PLACE.finditer(text, sentence.start, sentence.end):
                group = "place" if match["place"] else "label"
                key = _site(match[group])
                if key:
                    sites.setdefault(key, Evidence(document, match.start(group), match.end(group)))
    return Scene(days, sites, weekdays, channels)


def _kind(text: str, sentence: Span, place: Span) -> str:
    """Return the kind of talk whose word stands nearest to a date in its sentence."""
    talks = [(m.start(), m.end(), m.group().casefold()) for m in TALK.finditer(text, sentence.start, sentence.end)]
    near = min(talks, key=lambda t: max(place.start - t[1], t[0] - place.end), default=(0, 0, ""))
    return KINDS.get(near[2], "meeting")


def _weekdays_and_channels(text: str, sentence: Span) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in WEEKDAY.finditer(text, sentence.start, sentence.end):
        yield match.group(), match.span()
    for name, pattern in CHANNELS.items():
        found = pattern.search(text, sentence.start, sentence.end)
        if found:
            yield name, found.span()


def _full(printed: str) -> bool:
    """Say whether a day is stated by its number: *March 14, 2003*, *on 14 March*, not *on Thursday*."""
    return bool(re.search(r"\d", printed))


def _site(printed: str) -> str:
    """Return the name of a building or site without article and town (*the Customs House*); empty for others.

    *The Palace of Saltmere* is named as *Saltmere Palace* is.
    """
    named = re.fullmatch(r"(?:[Tt]he\s+)?([\w’'-]+)\s+of\s+(?:the\s+)?(.+)", printed)
    if named and named[1].casefold() in SITES:
        printed = f"{named[2]} {named[1]}"
    found = [w.casefold() for w in printed.split() if w.casefold() != "the"]
    while found and found[-1] not in SITES:
        found.pop()
    return " ".join(found)


def _other_days(tellings: Tellings, scenes: dict[str, Scene], pairs: list[tuple[str, str]]) -> Iterator[Finding]:
    parted = {p: days for p in pairs if (days := _mistakable(scenes[p[0]].days, scenes[p[1]].days))}
    for odd, others in _odd_ones_out(tellings, list(parted)):
        apart = [parted[odd, d] if (odd, d) in parted else parted[d, odd][::-1] for d in others]
        here, there = apart[0]
        places = [
            scenes[odd].days[here],
            *(scenes[d].days[day] for d, (_, day) in zip(others[:5], apart, strict=False)),
        ]
        why = (
            f"{tellings.name(odd)} dates the {'talk' if here[0] == 'meeting' else here[0]} to {here[1]:%d %B %Y}, "
            f"{tellings.names(others)} to {there[1]:%d %B %Y}."
        )
        yield Finding("date", "high", tuple(places), why, 0.8)


def _mistakable(
    one: dict[tuple[str, date], Evidence], other: dict[tuple[str, date], Evidence]
) -> tuple[tuple[str, date], tuple[str, date]] | None:
    """Return two days of one kind of talk of which one may be a slip for the other: one year, or one day of the year.

    There is none where a day of that kind is common to both; days that have neither in common are of two occasions.
    """
    for a in one:
        for b in other:
            common = any(d in other for d in one if d[0] == a[0])
            alike = a[1].year == b[1].year or (a[1].month, a[1].day) == (b[1].month, b[1].day)
            if a[0] == b[0] and alike and not common:
                return a, b
    return None


def _other_sites(tellings: Tellings, scenes: dict[str, Scene], pairs: list[tuple[str, str]]) -> Iterator[Finding]:
    parted = [
        (a, b)
        for a, b in pairs
        if scenes[a].sites and scenes[b].sites and not set(scenes[a].sites) & set(scenes[b].sites)
    ]
    for odd, others in _odd_ones_out(tellings, parted):
        here = next(iter(scenes[odd].sites.items()))
        there = [next(iter(scenes[d].sites.items())) for d in others]
        why = (
            f"{tellings.name(odd)} has the talk in the {here[0].title()}, {tellings.names(others)} in the "
            f"{there[0][0].title()}."
        )
        yield Finding("place", "medium", (here[1], *(e for _, e in there[:5])), why, 0.7)


def _other_weekdays(tellings: Tellings, scenes: dict[str, Scene], pairs: list[tuple[str, str]]) -> Iterator[Finding]:
    """The briefing was on Tuesday here, on Wednesday there: each names one weekday, and not the same."""
    one_day = {d for d, scene in scenes.items() if len(scene.weekdays) == 1}
    parted = [
        (a, b)
        for a, b in pairs
        if {a, b} <= one_day and set(scenes[a].weekdays) != set(scenes[b].weekdays) and not _weeks_apart(tellings, a, b)
    ]
    for odd, others in _odd_ones_out(tellings, parted):
        here = next(iter(scenes[odd].weekdays.items()))
        there = [next(iter(scenes[d].weekdays.items())) for d in others]
        why = f"{tellings.name(odd)} has it said on {here[0]}, {tellings.names(others)} on {there[0][0]}."
        yield Finding("date", "medium", (here[1], *(e for _, e in there[:5])), why, 0.5)


def _weeks_apart(tellings: Tellings, left: str, right: str) -> bool:
    """Say whether two documents were printed so far apart that their Tuesdays are not of one week."""
    one, other = (tellings.documents[d].published for d in (left, right))
    if not one or not other or not one.first or not one.last or not other.first or not other.last:
        return False
    return (one.first - other.last).days > FORTNIGHT or (other.first - one.last).days > FORTNIGHT


FORTNIGHT = 14


def _other_channels(tellings: Tellings, scenes: dict[str, Scene], pairs: list[tuple[str, str]]) -> Iterator[Finding]:
    """The interview was on the radio; one page has it on television."""
    one_channel = {d for d, scene in scenes.items() if len(scene.channels) == 1}
    parted = [(a, b) for a, b in pairs if {a, b} <= one_channel and set(scenes[a].channels) != set(scenes[b].channels)]
    for odd, others in _odd_ones_out(tellings, parted):
        here = next(iter(scenes[odd].channels.items()))
        there = [next(iter(scenes[d].channels.items())) for d in others]
        why = f"{tellings.name(odd)} has it said on {here[0]}, {tellings.names(others)} on {there[0][0]}."
        yield Finding("channel", "medium", (here[1], *(e for _, e in there[:5])), why, 0.6)


def _odd_ones_out(tellings: Tellings, parted: list[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield the documents that part from others, each with those; the record is never the odd one."""
    against: dict[str, set[str]] = {}
    for a, b in parted:
        against.setdefault(a, set()).add(b)
        against.setdefault(b, set()).add(a)
    told = set()
    for odd in sorted(against, key=lambda d: (tellings.documents[d].role == "record", -len(against[d]), d)):
        others = sorted(
            (d for d in against[odd] if (d, odd) not in told),
            key=lambda d: (tellings.documents[d].role != "record", d),
        )
        if others:
            told |= {(odd, d) for d in others}
            yield odd, others
