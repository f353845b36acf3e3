"""A document with the figures in it: where their names stand, what it says, whose words they are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retold.stages.situate.lexicon import APPOSED
from retold.stages.situate.likeness import parts
from retold.stages.situate.sexes import told_sexes
from retold.stages.situate.wording import utters_nothing

if TYPE_CHECKING:
    from retold.records import Document, Mention, Quotation, Span
    from retold.stages.situate.cast import Figure

LONGEST_APPOSED = 16
STOP = re.compile(r"[.!?][\"”’')\]]*\s|\n")
REACH = 1500
"""How far back, in characters, a pronoun may look."""
FIRST_PERSON = re.compile(r"(?<![\w.])I(?= [a-z])")
TITLE = re.compile(r"^(?:Sir|Dame|Lord|Lady|Dr|Prof|Mr|Mrs|Ms)\.? ")
OWN_VOICE = 3
"""So many ``I`` outside quotation marks, and the text is its writer's own tale."""

Roles = dict[tuple[str, ...], tuple[str, ...]]
"""Folded words of a full name -> the roles stated with it."""


@dataclass(slots=True)
class Voice:
    """What one source resolves to: a figure of the document, or ``None`` with the candidates."""

    figure: Figure | None
    rule: str
    score: float
    candidates: list[Figure] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """One document with everything that resolving needs, in text order.

    ``stops`` are the offsets at which sentences end; ``home`` maps a mention's offsets to its figure; ``direct`` are
    the words of direct speech; ``known`` gives the roles that the whole story states for a full name.
    """

    document: Document
    mentions: list[Mention]
    figures: list[Figure]
    home: dict[tuple[int, int], Figure]
    quotations: list[Quotation]
    stops: list[int] = field(default_factory=list)
    direct: list[Span] = field(default_factory=list)
    voices: dict[str, Voice] = field(default_factory=dict)
    parents: dict[str, Quotation] = field(default_factory=dict)
    spots: list[tuple[int, int]] = field(default_factory=list)
    known: Roles = field(default_factory=dict)
    tale: bool = False
    writers: frozenset[tuple[str, ...]] = frozenset()

    def near(self, span: Span) -> list[Figure]:
        """Return the figures with a mention not farther than ``REACH`` before a span, in the order of the cast."""
        if len(self.spots) != len(self.home):
            self.spots = sorted(self.home)
        first = bisect_left(self.spots, (span.start - REACH, 0))
        last = bisect_right(self.spots, (span.start, span.end))
        found = {id(self.home[k]) for k in self.spots[first:last]}
        return [f for f in self.figures if id(f) in found]

    def sentences(self, start: int, end: int) -> int:
        """Return how many sentences end between two offsets; a new paragraph counts as two."""
        return bisect_right(self.stops, end) - bisect_right(self.stops, start)


def opened(document: Document, mentions: list[Mention], found: list[Figure], quotations: list[Quotation]) -> Scene:
    """Put a document's figures where their mentions stand; a role in apposition goes to the name beside it."""
    home = {(m.span.start, m.span.end): f for f in found for m in f.mentions}
    out = Scene(document, sorted(mentions, key=lambda m: m.span), list(found), home, quotations)
    out.stops = sorted([m.end() for m in STOP.finditer(document.text)])
    out.direct = [s for q in quotations if q.kind == "direct" for s in q.content]
    out.parents = {q.id: q for q in quotations}
    out.tale = _is_tale(out)
    out.writers = frozenset(parts(TITLE.sub("", name)) for name in document.byline)
    for mention in unplaced_roles(out):
        if figure := _beside(out, mention):
            figure.mentions.append(mention)
            home[mention.span.start, mention.span.end] = figure
    _learn_sexes(out)
    return out


def _learn_sexes(place: Scene) -> None:
    """Let figures that neither title nor given name tells be what the pronouns behind their names say."""
    unknown = [f for f in place.figures if f.kind == "person" and not f.gender]
    told = told_sexes(place) if unknown else {}
    for figure in unknown:
        figure.told = told.get(id(figure), "")


def _is_tale(place: Scene) -> bool:
    """Whether the text itself, outside of quotation marks, says *I* time and again."""
    own = [m.start() for m in FIRST_PERSON.finditer(place.document.text)]
    return sum(not any(s.start <= at < s.end for s in place.direct) for at in own) >= OWN_VOICE


def unplaced_roles(place: Scene) -> list[Mention]:
    """Return the roles without a name that have no figure yet, in text order."""
    return [
        m
        for m in place.mentions
        if m.role and not m.head and (m.span.start, m.span.end) not in place.home and not utters_nothing(m.text)
    ]


def _beside(place: Scene, mention: Mention) -> Figure | None:
    """Return whom a role stands beside in apposition: ``Ada Holm, the mayor,`` or ``The mayor, Ada Holm,``."""
    text, span = place.document.text, mention.span
    for (start, end), figure in place.home.items():
        if figure.kind != "person":
            continue
        behind = end < span.start <= end + LONGEST_APPOSED and re.fullmatch(APPOSED, text[end : span.start])
        if behind and re.match(r"\s*(?:,|\.|(?:of|for|in|at|with|from|on|who|whose)\b|\)|$)", text[span.end :][:8]):
            return figure
        labelled = text[span.end : start] == ": " and mention.text.lower().startswith(
            "the "
        )  # "In the chair: Ada Holm"
        before = span.end < start <= span.end + 2 and (labelled or text[span.end : start] in (", ", " "))
        if before and (text[span.end] in " :" or text[end : end + 1] in (",", "")):
            return figure
    return None


def is_quoted(place: Scene, span: Span) -> bool:
    """Whether a span stands inside the words of direct speech."""
    return any(c.start <= span.start and span.end <= c.end for c in place.direct)


def where(quotation: Quotation) -> int:
    """Return where a quotation is told: its source, else its cue, else its content."""
    spans = quotation.source or quotation.cue or quotation.content
    return spans[0].start if spans else 0


def depth(quotation: Quotation, known: dict[str, Quotation]) -> int:
    """Return how many quotations hold this one."""
    steps, seen = 0, {quotation.id}
    while quotation.parent in known and quotation.parent not in seen:
        quotation = known[quotation.parent]
        seen.add(quotation.id)
        steps += 1
    return steps
