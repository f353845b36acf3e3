"""Transcripts: paragraphs that begin with the name of who speaks."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from retold.records import Quotation, Span, identify

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

LABEL = re.compile(r"(?P<name>[^\W\d_][^\n:“”\"?!;]{0,70}?)\s*:\s+(?=\S)")
SMALL = frozenset("of the and de von van der la le al bin for to in".split())
FIELDS = frozenset(
    """date place time present subject from to cc re note notes source sources participants location venue topic title
    summary attendees also photo image video caption by tags category share read related language classification
    copy copies drafted warning update updated editor correction address phone tel email""".split()
)
"""Words that stand before a colon and name no speaker."""
CLOSING = re.compile(
    r"\b(conversation|meeting|interview|talk|session|call|hearing|briefing|dinner)\b[^.]{0,40}\b"
    r"(ended|concluded|closed|finished|adjourned|began|opened)\b",
    re.IGNORECASE,
)
FEWEST_TURNS = 4
ROOM = re.compile(r"\n+")
LEAST_SHARE = 0.3
"""Labelled paragraphs among those from the first to the last of them, lest an article with a few colons be a talk."""


def turns(text: str, paragraphs: Sequence[Span], document: str) -> tuple[list[Quotation], set[Span]]:
    """Return the turns of a transcript, and the paragraphs that they take up; none where it is no transcript.

    It is one where at least four paragraphs begin with a name and a colon (*THE MAYOR: We have no pilots.*), at least
    two names take turns, and a name comes back.  A paragraph without a label goes on with the turn before it (but see
    :func:`_going_on`): in one quotation while that is short, in one of its own where it is long.  A line without a stop
    that only stands before the next turn is a heading.
    """
    labelled = {p: m for p in paragraphs if (m := _label(text, p))}
    names = [_key(m["name"]) for m in labelled.values()]
    if len(labelled) < FEWEST_TURNS or len(set(names)) < 2 or len(set(names)) == len(names):
        return [], set()
    inside = [p for p in paragraphs if min(labelled).start <= p.start <= max(labelled).start]
    if len(labelled) < LEAST_SHARE * len(inside):
        return [], set()
    found: list[tuple[re.Match[str], list[Span]]] = []
    taken: set[Span] = set()
    ordered = sorted(paragraphs)
    going_on = _going_on(text, ordered, labelled)
    for paragraph, after in zip(ordered, [*ordered[1:], None], strict=True):
        match = labelled.get(paragraph)
        if match:
            found.append((match, [Span(match.end(), paragraph.end)]))
        elif (
            paragraph not in going_on
            or text[paragraph.start] in "[("
            or CLOSING.search(text, paragraph.start, paragraph.end)
        ):
            continue
        elif after in labelled and not STOPPED.search(text, paragraph.start, paragraph.end):
            taken.add(paragraph)
            continue
        elif _is_short(text, found[-1][1]) or not ENDED.search(text, found[-1][1][-1].start, found[-1][1][-1].end):
            found[-1][1].append(paragraph)
        else:
            found.append((found[-1][0], [paragraph]))
        taken.add(paragraph)
    return [_turn(match, content, document) for match, content in found], taken


QUESTION = re.compile(r"[A-Z][^\n“”\"«»]{4,200}\?\s*")
IN_MARKS = re.compile(r"[“\"«„][^\n]*[”\"»“][.,]?\s*")
FEWEST_QUESTIONS = 2


def asked(text: str, paragraphs: Sequence[Span], document: str) -> list[Quotation]:
    """Return the questions of an interview printed without names: lines that only ask, each over an answer in marks."""
    found = [
        Span(question.start, question.end)
        for question, answer in pairwise(sorted(paragraphs))
        if QUESTION.fullmatch(text, question.start, question.end) and IN_MARKS.fullmatch(text, answer.start, answer.end)
    ]
    if len(found) < FEWEST_QUESTIONS:
        return []
    return [
        Quotation(identify("q", document, "asked", (s,)), document, "direct", (s,), (), (), frame="question", score=0.7)
        for s in found
    ]


def _going_on(text: str, ordered: Sequence[Span], labelled: Container[Span]) -> set[Span]:
    """Return the paragraphs that may go on with the turn above them.

    Some lines of talk may be set into an article, which goes on in its own voice: where more room stands before a
    paragraph than between two labelled ones; and behind the last turn, after as many paragraphs as any before it has.
    """
    room = {b: max(map(len, ROOM.findall(text, a.end, b.start)), default=0) for a, b in pairwise(ordered)}
    most = max((room[b] for a, b in pairwise(ordered) if a in labelled and b in labelled), default=None)
    turns: list[list[Span]] = []
    talking = False
    for paragraph in ordered:
        if paragraph in labelled:
            turns.append([])
            talking = True
        elif talking and (most is None or room[paragraph] <= most):
            turns[-1].append(paragraph)
        else:
            talking = False
    *before, last = turns
    return {p for turn in [*before, last[: max(map(len, before))]] for p in turn}


LONG = 30
"""Words from which a paragraph of a turn is a quotation of its own."""
STOPPED = re.compile(r"[.!?…:,;—–-][\"'”’»)\]]*\s*$")
ENDED = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")


def _is_aside(text: str, paragraph: Span) -> bool:
    return text[paragraph.start] in "[(" or bool(CLOSING.search(text, paragraph.start, paragraph.end))


def _is_short(text: str, content: Sequence[Span]) -> bool:
    return sum(len(text[s.start : s.end].split()) for s in content) < LONG


def _label(text: str, paragraph: Span) -> re.Match[str] | None:
    match = LABEL.match(text, paragraph.start, paragraph.end)
    if not match:
        return None
    name = match["name"].split()
    big = [w for w in name if w not in SMALL]
    named = bool(big) and len(name) <= 8 and all(w[:1].isupper() or w[:1] == "(" for w in big)
    return match if named and name[0].casefold() not in FIELDS else None


def _key(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1].casefold()


def _turn(match: re.Match[str], content: list[Span], document: str) -> Quotation:
    source = Span(match.start("name"), match.end("name"))
    return Quotation(
        identify("q", document, "turn", tuple(content)), document, "direct", tuple(content), (), (source,),
        frame="turn", score=0.95,
    )  # fmt: skip
