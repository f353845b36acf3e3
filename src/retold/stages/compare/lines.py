"""The sentences of a story's bodies, cut once: their words of matter, and how rare each word is in the story."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from retold.records import Span
from retold.stages.match.units import SENTENCE_END
from retold.stages.words import exact, forms, matter_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retold.records import Block, Document

EKED = 60.0
"""A story of a few lines says little about which words are rare: so many lines that have none of them are added."""
UNKNOWN = 3.0
"""The weight of a word that no line of the story has."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a document: the normal forms of its matter, those of them that are no names, and its length."""

    document: str
    label: str
    span: Span
    matter: frozenset[str]
    plain: frozenset[str]
    length: int


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of each document, and the weight of each word: the rarer, the more it tells."""

    of: Mapping[str, Sequence[Line]]
    weight: Mapping[str, float]
    count: int
    _masses: dict[frozenset[str], float] = field(default_factory=dict)

    @property
    def usual(self) -> float:
        """What a word that no other line has would weigh: the scale of the weights."""
        return math.log(self.count + EKED)

    @classmethod
    def read(cls, documents: Mapping[str, Document], blocks: Mapping[str, Sequence[Block]]) -> Lines:
        """Cut the bodies and subheadings of a story's documents into lines."""
        of = {d: list(_lines(document, blocks.get(d, ()))) for d, document in sorted(documents.items())}
        # What is copied a hundred times is one sentence: its words are no more usual for it.
        distinct = {line.matter for lines in of.values() for line in lines}
        counts = Counter(n for matter in distinct for n in matter)
        count = len(distinct)
        weight = {n: exact(math.log((count + EKED) / (c + 0.5))) for n, c in counts.items()}
        return cls(of, weight, count)

    def mass(self, matter: Iterable[str]) -> float:
        """Return the sum of the weights of some words."""
        weight = self.weight
        return sum([weight.get(n, UNKNOWN) for n in matter])

    def known_mass(self, matter: frozenset[str]) -> float:
        """Return the same for words that are asked for again and again."""
        mass = self._masses.get(matter)
        if mass is None:
            mass = self._masses[matter] = self.mass(matter)
        return mass

    def length(self, matter: Iterable[str]) -> float:
        """Return the length of a vector of weights."""
        weight = self.weight
        return math.sqrt(sum([weight.get(n, UNKNOWN) ** 2 for n in matter]))


def _lines(document: Document, blocks: Sequence[Block]) -> Iterable[Line]:
    for block in blocks:
        if block.label not in ("body", "subheading"):
            continue
        for span in _sentences(document.text, block.span):
            printed = forms(document.text, (span,))
            matter = {w: n for w in printed if (n := matter_of(w))}
            plain = frozenset([n for w, n in matter.items() if not w[0].isupper()])
            yield Line(document.id, block.label, span, frozenset(matter.values()), plain, len(printed))


def _sentences(text: str, span: Span) -> Iterable[Span]:
    """Yield the sentences of a stretch that has no holes, without the blanks around them."""
    start = span.start
    for end in (*(m.end() for m in SENTENCE_END.finditer(text, span.start, span.end)), span.end):
        printed = text[start:end]
        inner = printed.strip()
        if inner:
            first = start + printed.index(inner[0])
            yield Span(first, first + len(inner))
        start = end
