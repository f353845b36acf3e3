"""The recogniser: names, descriptions, pronouns that speak, and time expressions of one document."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from retold.records import Block, Document, Mention, Moment, Quotation, Span
from retold.settings import Situate
from retold.stages.situate import tables
from retold.stages.situate.expressions import expressions
from retold.stages.situate.lexicon import (
    APPOSED,
    GROUPS,
    MONTH_OR_DAY,
    OPENERS,
    PAPERS,
    PEOPLE_NOUNS,
    PRONOUNS,
    ROLE_MODIFIERS,
    ROLES,
    STANDINS,
    TITLES,
    UTTERANCES,
)
from retold.stages.situate.names import Name, evidence, names, settled, words
from retold.stages.situate.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retold.stages.situate.expressions import Expression

SOURCE_NAME = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov)\.? )?([A-Z][a-z][\w’'-]*(?: [A-Z][\w’'.-]+){0,2})(?=,|\s*$)")
CAPITALS = re.compile(
    r"\b(?:JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER|(?:MON|TUES|WEDNES|THURS|"
    r"FRI|SATUR|SUN)DAY)\b"
)
UNNAMED = (
    {w.capitalize() for w in PAPERS | UTTERANCES}
    | OPENERS
    | GROUPS
    | {w.capitalize() for w in PEOPLE_NOUNS | ROLES}
    | MONTH_OR_DAY
)


@dataclass(frozen=True)
class Recogniser:
    """``(documents, blocks, quotations)`` of one document → its ``Mention`` and ``Moment`` records, in text order.

    Blocks labelled chrome are skipped.  Names are found by rule (``names.py``), times by rule (``expressions.py``).
    """

    settings: Situate = field(default_factory=Situate)

    def __call__(
        self, documents: tuple[Document, ...], blocks: tuple[Block, ...], quotations: tuple[Quotation, ...]
    ) -> Iterator[Mention | Moment]:
        """Yield mentions, then moments; documents without text or blocks yield nothing."""
        for document in documents:
            own = [_cut(b, self.settings) for b in blocks if b.document == document.id and b.label != "chrome"]
            said = [q for q in quotations if q.document == document.id]
            yield from mentions(document, own, said)
            yield from moments(document, own)


def _flat(text: str, span: Span) -> str:
    """Return a paragraph on one line, character for character: a wrapped name or date is one."""
    return text[span.start : span.end].replace("\r", " ").replace("\n", " ")


def _calm(text: str) -> str:
    """Return a heading in capitals (``TUESDAY 6 MAY 2014``) with capitals at the beginning of words only."""
    calm = CAPITALS.sub(lambda m: m.group().title(), text)
    return calm if len(calm) == len(text) else text


def _cut(block: Block, settings: Situate) -> Block:
    """Return a block no longer than is read."""
    end = min(block.span.end, block.span.start + settings.longest_paragraph)
    return block if end == block.span.end else replace(block, span=Span(block.span.start, end))


def mentions(document: Document, blocks: list[Block], quotations: list[Quotation]) -> list[Mention]:
    """Return the names, role descriptions and speaking pronouns of a document, in text order, without overlaps."""
    read = [(b, _flat(document.text, b.span)) for b in blocks]
    split = [words(text) for _, text in read]
    seen = evidence(split)
    found = settled(
        [
            _moved(name, block.span.start)
            for (block, text), block_words in zip(read, split, strict=True)
            for name in names(text, block_words, seen)
        ]
    )
    out = {(n.start, n.end): _mention(document, n) for n in found}
    taken = sorted(k for k, m in out.items() if m.kind == "person")
    roles = [m for block, text in read for m in _descriptions(document, text, block.span.start)]
    for mention in roles:
        if not _overlaps(taken, mention.span):  # "the Norlandish president" is a person, not the country in it
            inside = [k for k in out if mention.span.start <= k[0] and k[1] <= mention.span.end]
            for key in inside:
                del out[key]
            out[mention.span.start, mention.span.end] = mention
    taken = sorted(out)
    for mention in _speaking(document, quotations):
        if not _overlaps(taken, mention.span):
            out.setdefault((mention.span.start, mention.span.end), mention)
    return [out[key] for key in sorted(out)]


def moments(document: Document, blocks: list[Block]) -> Iterator[Moment]:
    """Yield the time expressions of a document, resolved against its day of publication and each other."""
    text = document.text
    found = [_shifted(e, block.span.start) for block in blocks for e in expressions(_calm(_flat(text, block.span)))]
    dated = [e for e in found if e.kind not in ("duration", "set")]
    for r in resolve(dated, text, document.published):
        yield Moment(document.id, Span(r.start, r.end), r.interval, r.alternatives)


def _mention(document: Document, n: Name) -> Mention:
    return Mention(document.id, Span(n.start, n.end), n.kind, document.text[n.start : n.end], n.head, n.role)


def _moved(name: Name, offset: int) -> Name:
    return Name(name.start + offset, name.end + offset, name.head, name.role, name.kind, name.opens)


def _shifted(expression: Expression, offset: int) -> Expression:
    return replace(expression, start=expression.start + offset, end=expression.end + offset)


def _overlaps(taken: list[tuple[int, int]], span: Span) -> bool:
    index = bisect_left(taken, (span.start, span.start))
    near = taken[max(0, index - 1) : index + 2]
    return any(start < span.end and span.start < end for start, end in near)


def _any_of(words: Iterable[str]) -> str:
    """Return the pattern of any of some words, the longest first; by first letter, lest each be tried everywhere."""
    rest: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        rest.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(of)})" for letter, of in rest.items())


@cache
def _description() -> re.Pattern[str]:
    """Return the pattern of a role without a name: ``the Norlandish foreign minister``, ``a spokeswoman``."""
    nations, roles = _any_of(tables.country_of()), _any_of(ROLES)
    modifiers = "|".join(sorted(ROLE_MODIFIERS - {"a", "an", "the", "of"}))
    between = rf"(?:{modifiers}|{nations}|\d+(?:st|nd|rd|th))"
    return re.compile(
        rf"\b(?P<lead>[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Aa]n?)\s"
        rf"(?P<role>(?:{between}['’]?s?[\s-])*(?i:{roles})(?: of the United States)?)\b"
        r"(?![-'’]?s?[-\s][A-Z])(?!['’]?s\b)"
    )


@cache
def _apposition() -> re.Pattern[str]:
    """Return the pattern of what stands behind a name: ``Ada Holm, 52, then a junior gate operator``."""
    return re.compile(
        rf"[^\W\d_]{APPOSED}(?P<whole>an? (?P<role>(?:[a-z][\w’'-]* ){{1,3}}?(?:{_any_of(ROLES)})))\b"
        r"(?![-'’]?s?[-\s][A-Z])(?!['’]?s\b)"
    )


def _descriptions(document: Document, text: str, offset: int) -> Iterator[Mention]:
    found = {m.span(): m["role"] for m in _description().finditer(text)}
    apposed = {m.span("whole"): m["role"] for m in _apposition().finditer(text)}
    reach = 0
    for start, end in sorted({**found, **apposed}, key=lambda s: (s[0], -s[1])):
        if start >= reach:
            role = " ".join((found.get((start, end)) or apposed[start, end]).split())
            yield Mention(document.id, Span(offset + start, offset + end), "person", text[start:end], "", role)
            reach = end


def _speaking(document: Document, quotations: list[Quotation]) -> Iterator[Mention]:
    """Yield a mention for every source, addressee and carrier: pronouns, and what no other rule found."""
    for quotation in quotations:
        for span in (*quotation.source, *quotation.addressee, *quotation.carriers):
            text = document.text[span.start : span.end]
            if not text.strip():
                continue
            last = re.findall(r"[^\W\d_]+", text.lower())
            label = _label(text)
            if label:
                yield Mention(document.id, span, "person", text, label)
                continue
            named = SOURCE_NAME.match(text)
            if named and not {named[1], named[1].split()[0]} & UNNAMED and named[1].lower() not in PRONOUNS:
                # "Wolf, a docker": beside a cue, a capitalised word is a name
                end = span.start + named.end(1)
                yield Mention(document.id, Span(span.start, end), "person", document.text[span.start : end], named[1])
            elif len(last) == 1 and last[0] in PRONOUNS:
                yield Mention(document.id, span, "person", text, "")
            elif last:
                yield Mention(document.id, span, _noun_kind(text), text, "", text)


def _label(text: str) -> str:
    """Return the name in the label of a turn in capitals, ``Holm`` for ``MS HOLM (interrupting)``; else nothing."""
    bare = re.sub(r"\(.*?\)", "", text).strip(" .:")
    parts = bare.split()
    titled = len(parts) > 1 and parts[0].rstrip(".").capitalize() in TITLES
    if not bare.isupper() or not titled or len(parts) > 4:
        return ""
    return " ".join(parts[1:]).title()


HEAD = re.compile(r",|\s(?:of|for|from|in|at|on|with|to|by|near|close|who|that)\b")
"""What ends the part of a phrase that has its head: ``a member | of the delegation``."""


def _is_somebody(noun: str) -> bool:
    """``a docker`` is somebody; ``a pause`` is nobody, and no *she* means it."""
    known = noun in ROLES or noun in STANDINS or noun in ("somebody", "someone", "source", "guest", "person", "ally")
    return known or noun.endswith(("er", "or", "ist", "ian", "man", "woman", "ant", "ee", "ess", "eur"))


def _noun_kind(text: str) -> str:
    """``some of the dockers`` are people; ``the ministry's report`` is a thing that an institution stands behind."""
    found = re.findall(r"[^\W\d_]+", text)
    head = re.findall(r"[^\W\d_]+", HEAD.split(text, maxsplit=1)[0])
    single = found[0].lower() in ("a", "an", "one", "another") and len(found) > 1
    if single and head and head[-1].capitalize() not in GROUPS and head[-1].lower() not in PEOPLE_NOUNS:
        return "person" if _is_somebody(head[-1].lower()) else "group"
    if any(w.lower() in PEOPLE_NOUNS or w.lower() in ROLES or w.lower().rstrip("s") in ROLES for w in found):
        return "person" if not any(w.lower() in PEOPLE_NOUNS for w in found) else "group"
    return "group"
