"""What the comparisons look at: the tellings of a story, joined once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, TypeVar

from retold.records import Evidence, Span
from retold.stages.compare.kinship import Kinship
from retold.stages.compare.lines import Lines
from retold.stages.compare.measures import numbers
from retold.stages.match import sentences
from retold.stages.words import Word, forms, matter_of, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from retold.records import (
        Attribution,
        Block,
        Document,
        Member,
        Mention,
        Moment,
        Occasion,
        Person,
        Quotation,
        Reading,
        Statement,
        Witness,
    )

T = TypeVar("T")
LONGEST_EVIDENCE = 400
LONGEST_FRAME = 120
DATED = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|"
    r"february|march|april|august|september|october|november|december|(?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)
"""What makes a time expression a date, and not a length of time (*six months ago*) or a vague word (*recently*)."""
HELD = 1 / 3
"""How much of a quotation's words others inside it have, for it to be told by those."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A discrepancy before it is ranked.  ``key`` tells findings of one kind apart."""

    kind: str
    severity: str
    evidence: tuple[Evidence, ...]
    why: str
    score: float
    statement: str | None = None
    sure: float = 1.0
    """How sure it is that what is held against each other is of one utterance (see ``kinship``)."""


@dataclass(frozen=True)
class Telling:
    """One witness with all that is known of it."""

    witness: Witness
    quotation: Quotation
    document: Document
    attribution: Attribution | None
    headline: bool

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words, cut when somebody asks for them: most of what is told is told once."""
        return tuple(words(self.document.text, self.spans))

    @cached_property
    def matter(self) -> frozenset[str]:
        """The normal forms of the words that carry matter."""
        return frozenset(filter(None, map(matter_of, forms(self.document.text, self.spans))))

    @cached_property
    def frame(self) -> list[Word]:
        """The words of the sentences in which source, cue and the telling's own words stand."""
        text = self.document.text
        spans = sorted([*self.quotation.source, *self.quotation.cue, *self.spans])
        lines = text.rfind("\n", 0, spans[0].start) + 1, text.find("\n", spans[-1].end)
        paragraph = Span(lines[0], lines[1] if lines[1] >= 0 else len(text))
        inside = [
            Span(s[0].start, s[-1].end)
            for s in sentences(text, [paragraph])
            if any(p.start < s[-1].end and s[0].start < p.end for p in spans)
        ]
        found = words(text, inside)
        return found if len(found) <= LONGEST_FRAME else list(self.words)

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the words stand."""
        return self.witness.spans

    @property
    def text(self) -> str:
        """The words as printed, on one line."""
        return clip(" ".join(self.document.text[s.start : s.end] for s in self.spans), 400)

    @property
    def asks(self) -> bool:
        """Whether the words are printed as a question."""
        return "?" in self.document.text[self.spans[-1].start : self.spans[-1].end + 2]

    def evidence(self, spans: Sequence[Span] | None = None) -> Evidence:
        """Return the place of the words (or of some of them), no longer than a reader can take in."""
        spans = spans or self.spans
        start, end = spans[0].start, spans[-1].end
        return Evidence(self.document.id, start, min(end, start + LONGEST_EVIDENCE))


@dataclass(frozen=True)
class Tellings:
    """The tellings of one story: look-ups by id, and the tellings of each statement in a fixed order.

    ``narrated`` are sentences that tell a statement without giving it as anybody's words.
    """

    story: str
    documents: dict[str, Document]
    sigla: dict[str, str]
    blocks: dict[str, list[Block]]
    quotations: dict[str, Quotation]
    mentions: dict[str, list[Mention]]
    moments: dict[str, list[Moment]]
    people: dict[str, Person]
    occasions: dict[str, Occasion]
    attributions: dict[str, Attribution]
    statements: dict[str, Statement]
    of_statement: dict[str, list[Telling]] = field(default_factory=dict)
    readings: dict[str, list[Reading]] = field(default_factory=dict)
    narrated: dict[str, list[Telling]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        documents: Sequence[Document],
        blocks: Sequence[Block],
        quotations: Sequence[Quotation],
        members: Sequence[Member],
        mentions: Sequence[Mention],
        moments: Sequence[Moment],
        people: Sequence[Person],
        occasions: Sequence[Occasion],
        attributions: Sequence[Attribution],
        statements: Sequence[Statement],
        witnesses: Sequence[Witness],
        readings: Sequence[Reading],
    ) -> Tellings:
        """Join the tables of a story."""
        in_text = sorted(moments, key=lambda m: m.span)
        told = cls(
            members[0].story if members else "",
            {d.id: d for d in sorted(documents, key=lambda d: d.id)},
            {m.document: m.siglum for m in members},
            _by_document(blocks), {q.id: q for q in quotations}, _by_document(mentions), _by_document(in_text),
            {p.id: p for p in people}, {o.id: o for o in occasions}, {a.quotation: a for a in attributions},
            {s.id: s for s in sorted(statements, key=lambda s: s.id)},
        )  # fmt: skip
        for statement, group in _grouped(witnesses, lambda w: w.statement).items():
            told.of_statement[statement] = [told.telling(w) for w in sorted(group, key=told.order)]
        told.readings.update(_grouped(readings, lambda r: r.statement))
        return told

    @cached_property
    def holders(self) -> frozenset[str]:
        """The quotations that hold others and little else: anecdotes, whose matter is what is said in them."""
        inside: dict[str, int] = defaultdict(int)
        for quotation in self.quotations.values():
            if quotation.parent:
                inside[quotation.parent] += _length(quotation)
        return frozenset(
            q for q, long in inside.items() if q in self.quotations and long >= HELD * _length(self.quotations[q])
        )

    @cached_property
    def of_document(self) -> dict[str, list[Telling]]:
        """The tellings in each document, statement by statement."""
        return _grouped((t for told in self.of_statement.values() for t in told), lambda t: t.document.id)

    @cached_property
    def told_by(self) -> dict[str, set[str]]:
        """The utterances that each document tells."""
        told_by: dict[str, set[str]] = defaultdict(set)
        for statement, told in self.of_statement.items():
            for telling in told:
                told_by[telling.document.id].add(statement)
        return dict(told_by)

    @cached_property
    def dates(self) -> dict[str, list[Moment]]:
        """The time expressions of each document that are dates."""
        texts = {d: document.text for d, document in self.documents.items()}
        return {
            d: [m for m in moments if DATED.search(texts[d], m.span.start, m.span.end)]
            for d, moments in self.moments.items()
        }

    @cached_property
    def lines(self) -> Lines:
        """The sentences of all bodies."""
        return Lines.read(self.documents, self.blocks)

    @cached_property
    def kinship(self) -> Kinship:
        """How sure it is that two tellings, sentences or documents are of one thing."""
        return Kinship.of(self)

    @cached_property
    def _figures(self) -> dict[str, frozenset[float]]:
        return {}

    def figures(self, document: str) -> frozenset[float]:
        """Return the numbers that the body of a document has."""
        if document not in self._figures:
            text = self.documents[document].text
            spans = [line.span for line in self.lines.of[document]]
            self._figures[document] = frozenset(v for v, _ in numbers(words(text, spans)))
        return self._figures[document]

    def order(self, witness: Witness) -> tuple[object, ...]:
        """Order witnesses: base first, then by siglum and place."""
        return (not witness.base, witness.siglum, witness.spans)

    def telling(self, witness: Witness) -> Telling:
        """Return a witness with all that is known of it."""
        document = self.documents[witness.document]
        quotation = self.quotations[witness.quotation]
        return Telling(
            witness, quotation, document, self.attributions.get(quotation.id),
            self.label_at(document.id, witness.spans[0].start) in ("headline", "subheading"),
        )  # fmt: skip

    def label_at(self, document: str, place: int) -> str:
        """Return the label of the block at a place of a document."""
        return next((b.label for b in self.blocks.get(document, ()) if b.span.start <= place < b.span.end), "body")

    def name(self, document: str) -> str:
        """Return what a reader knows a document by: its siglum with its outlet or the beginning of its file's name."""
        held = self.documents[document]
        file = PurePath(held.member or held.path).stem
        return f"{self.sigla.get(document, '?')} ({held.outlet or (file if len(file) <= 18 else file[:12] + '…')})"

    def names(self, documents: Iterable[str]) -> str:
        """Return what a reader knows some documents by, in the order of their sigla."""
        named = sorted({self.name(d) for d in documents})
        return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"

    def person(self, person: str | None) -> str:
        """Return a person's name."""
        known = self.people.get(person or "")
        return known.name if known else "somebody unnamed"


def _length(quotation: Quotation) -> int:
    return sum(s.end - s.start for s in quotation.content)


def _grouped(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return dict(groups)


def _by_document(rows: Sequence[Any]) -> dict[str, list[Any]]:
    return _grouped(rows, lambda row: str(row.document))


def clip(text: str, most: int = 90) -> str:
    """Return a text on one line, cut at a word when it is longer than ``most`` characters."""
    flat = re.sub(r"\s+", " ", text).strip()
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def quoted(text: str, most: int = 90) -> str:
    """Return words as they stand in a sentence of ours; marks that open within them are closed."""
    words_ = clip(text, most).strip(" “”‘’,;")
    return f"“{words_}{'”' * (words_.count('“') - words_.count('”'))}”"
