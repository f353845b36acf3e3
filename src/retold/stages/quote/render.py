"""From settled drafts to records: character spans, kind, source, and which quotation stands in which."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retold.records import Quotation, Span, identify
from retold.stages.quote import around
from retold.stages.quote.contents import FIRST_PERSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retold.stages.quote.frames import Draft
    from retold.stages.quote.parse import View

Range = tuple[int, int]
_LEFT = frozenset(" \t\n\r\f\v\u00a0,;:.—–-)")
_RIGHT = frozenset(" \t\n\r\f\v\u00a0,;:—–-")
_MARKS = frozenset('"“”„‟«»')


def records(standing: list[Draft], document: str) -> Iterator[Quotation]:
    """Yield the drafts of one document as records in text order, each with the id of the quotation that holds it."""
    made = [(draft, q) for draft in standing if (q := _record(draft, document)) is not None]
    holders: dict[int, list[Quotation]] = {}
    for draft, quotation in made:
        for number in {draft.view.number, *(view.number for view, _ in draft.more)}:
            holders.setdefault(number, []).append(quotation)
    seen: set[str] = set()
    for draft, quotation in sorted(made, key=lambda pair: pair[1].content[0]):
        if quotation.id not in seen:
            seen.add(quotation.id)
            holder = _holder(draft, quotation, holders[draft.view.number])
            yield replace(quotation, parent=holder) if holder is not None else quotation


def _holder(draft: Draft, quotation: Quotation, others: list[Quotation]) -> str | None:
    """Return the id of the smallest quotation whose content holds this one's cue, or its first word."""
    view = draft.view
    place = view.begins[min(max(draft.head, 0), len(view.begins) - 1)] + view.offset
    best, size = None, 0
    for other in others:
        if other.id != quotation.id and any(s.start <= place < s.end for s in other.content):
            length = sum(s.end - s.start for s in other.content)
            if best is None or length < size:
                best, size = other.id, length
    return best


def _record(draft: Draft, document: str) -> Quotation | None:
    """Return the draft as a record without its parent, or None where no words are left."""
    view = draft.view
    content = spans(view, draft.content)
    for other, span in draft.more:
        content += spans(other, [span])
    if not content:
        return None
    around.fill(draft)
    kind = _kind(draft)
    text = view.text[content[0].start - view.offset : content[0].end - view.offset]
    # one by one: carriers stand in their own order, not in that of the text
    aside = {name: tuple(s for r in ranges for s in spans(view, [r])) for name, ranges in draft.extra.items()}
    return Quotation(
        id=identify("q", document, kind, content),
        document=document,
        kind=kind,
        content=content,
        cue=_cue(draft),
        source=_source(draft),
        addressee=aside.get("addressee", ()),
        carriers=aside.get("carriers", ()),
        when=aside.get("when", ()),
        venue=aside.get("venue", ()),
        manner=aside.get("manner", ()),
        negated=around.is_negated(draft),
        strength=around.strength(draft, text),
        frame=draft.frame,
        score=draft.score,
    )


def _cue(draft: Draft) -> tuple[Span, ...]:
    """Return the cue's own words; neighbours become one span (``according to``)."""
    view = draft.view
    out: list[Span] = []
    for i in sorted(draft.cue):
        start, end = view.begins[i] + view.offset, view.ends[i] + view.offset
        if out and start - out[-1].end <= 1:
            out[-1] = Span(out[-1].start, end)
        else:
            out.append(Span(start, end))
    return tuple(out)


def _source(draft: Draft) -> tuple[Span, ...]:
    """Return the span of the source, carried over from the speaker before where the draft names none."""
    bearer: Draft | None = draft
    for _ in range(64):
        if bearer is None:
            return ()
        if bearer.source is not None:
            return spans(bearer.view, [bearer.source])
        bearer = bearer.carried
    return ()


def _kind(draft: Draft) -> str:
    """Return direct where all words stand in marks, mixed where some do, else indirect.

    Words without marks are direct too where the speaker's *I* is kept: ``I have no bridge to sell, she said.``
    """
    view = draft.view
    inside = outside = 0
    for a, b in draft.content:
        for i in range(a, b):
            if view.doc[i].is_alpha or view.doc[i].is_digit:
                inside += view.level[i] != draft.level
                outside += view.level[i] == draft.level
    if inside:
        return "mixed" if outside else "direct"
    return "direct" if _keeps_person(draft) else "indirect"


def _keeps_person(draft: Draft) -> bool:
    if draft.frame == "unopened":
        return True
    if draft.frame not in {"colon", "headline", "parenthetical"} or draft.level >= 0:
        return False
    if draft.source is not None and draft.view.doc[draft.source[0]].lower_ in FIRST_PERSON:
        return False
    return draft.frame == "colon" or any(
        draft.view.doc[i].lower_ in FIRST_PERSON for a, b in draft.content for i in range(a, b)
    )


# ---------------------------------------------------------------------------------------------- spans


def spans(view: View, ranges: Iterable[Range]) -> tuple[Span, ...]:
    """Return the character spans of token ranges, without outer marks and final commas, in document offsets."""
    out: list[Span] = []
    for a, b in sorted(ranges):
        trimmed = trim(view, view.begins[a], view.ends[b - 1]) if b > a else None
        if trimmed is None:
            continue
        start, end = trimmed[0] + view.offset, trimmed[1] + view.offset
        if out and start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, end))
        else:
            out.append(Span(start, end))
    return tuple(out)


def trim(view: View, start: int, end: int) -> Range | None:
    """Return character offsets without white space, outer marks and final commas, or None if nothing is left."""
    text, opens, closes = view.text, view.opens, view.closes
    before = None
    while before != (start, end) and start < end:
        before = (start, end)
        while start < end and text[start] in _LEFT:
            start += 1
        while start < end and text[end - 1] in _RIGHT:
            end -= 1
        if start >= end:
            return None
        m, n = opens.get(start), closes.get(end)
        if m is not None and (m.inner_end >= end - 2 or m.end >= end):  # the whole range stands in these marks
            start, end = m.inner_start, min(end, m.inner_end)
        elif n is not None and n.start < start:
            end = n.inner_end
        elif n is None and text[end - 1] in _MARKS:
            end -= 1
        elif m is None and text[start] in _MARKS:
            start += 1
    if start < end and text[end - 1] == "." and not view.in_marks(start, end):
        end -= 1
    return (start, end) if start < end and any(c.isalnum() for c in text[start:end]) else None
