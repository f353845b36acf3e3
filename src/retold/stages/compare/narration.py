"""Narration: what a page tells without giving it as anybody's words, held against the tellings that others have.

*Each flight would carry 40,000 litres, Brandt estimated* here, *with each flight able to carry 400,000 litres* there:
the second is nobody's quotation, and yet the figure is another.  A sentence of a document that has no telling of a
statement, and shares most of its matter, is taken as an indirect telling for the comparison of words alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Quotation, Span, Witness, identify
from retold.stages.compare.kinship import LEAST
from retold.stages.compare.telling import Telling, Tellings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.stages.compare.lines import Line, Lines

NARRATION = "narration"
"""The frame of a sentence that nobody is given as saying."""
SHARED, PLAIN = 3, 2
"""How many words of matter a sentence must share with a telling, and how many of them that are no names."""
LEAST_ALIKE = 0.38
"""How alike they must be, 0 to 1: the mean of cosine and containment of weighted words."""
LEAST_MATCHED = 0.5
"""The same for a sentence in which there is a telling of another statement: half of it may tell this one."""
MOST_PLACES = 60
"""A word that more sentences of the story have leads to none of them."""
LONGEST = 60
FEWEST = 4
MOST_TELLINGS = 4
"""How many tellings of a statement are looked for in the narration: the longest."""


def narrated(tellings: Tellings) -> dict[str, list[Telling]]:
    """Return, by statement, the sentences of other documents that tell it without quoting: one for each document."""
    if len(tellings.documents) < 2:
        return {}
    kin = tellings.kinship.kin(LEAST["medium"])
    search = Search.in_lines(tellings, _taken(tellings))
    found = {}
    for statement, told in tellings.of_statement.items():
        quoting = [t for t in told if not t.headline and t.document.id in kin]
        if any(t.quotation.id in tellings.holders for t in told):
            continue  # an anecdote is compared by what is said in it
        best: dict[str, tuple[float, int]] = {}
        if len(quoting) > MOST_TELLINGS:
            quoting.sort(key=lambda t: (-len(t.words), t.witness.id))
        for telling in quoting[:MOST_TELLINGS]:
            for score, i in search.alike(telling, {t.document.id for t in quoting}):
                document = search.of[i].document
                best[document] = max(best.get(document, (0.0, 0)), (score, -i))
        if best:
            found[statement] = [as_telling(tellings, statement, search.of[-i]) for _, (_, i) in sorted(best.items())]
    return found


@dataclass(frozen=True, slots=True)
class Search:
    """The sentences of a story's bodies, found by their words of matter."""

    lines: Lines
    of: list[Line]
    measures: list[tuple[float, float]]
    """Of each sentence, the length of its vector of weights, and their sum."""
    index: dict[str, list[int]]
    matched: set[int]

    @classmethod
    def in_lines(cls, tellings: Tellings, taken: dict[str, list[Span]]) -> Search:
        """Index the sentences of documents that are kin; ``taken`` is where tellings stand that are matched."""
        kin = tellings.kinship.kin(LEAST["medium"])
        found = [
            line
            for document, lines in tellings.lines.of.items()
            if document in kin and tellings.documents[document].role != "record"
            for line in lines
            if line.label == "body" and len(line.matter) >= FEWEST and line.length <= LONGEST
        ]
        index: dict[str, list[int]] = defaultdict(list)
        matched = set()
        for i, line in enumerate(found):
            if any(s.start < line.span.end and line.span.start < s.end for s in taken.get(line.document, ())):
                matched.add(i)
            for word in line.matter:
                index[word].append(i)
        lines = tellings.lines
        measures = [(lines.length(line.matter), lines.known_mass(line.matter)) for line in found]
        return cls(lines, found, measures, index, matched)

    def alike(self, telling: Telling, have: set[str]) -> Iterator[tuple[float, int]]:
        """Yield (score, number of the sentence) for the sentences of documents not in ``have`` that tell the same."""
        bag = telling.matter
        if len(bag) < FEWEST:
            return
        length, mass = self.lines.length(bag), self.lines.known_mass(bag)
        rare = [self.index[n] for n in sorted(bag) if n in self.index and len(self.index[n]) <= MOST_PLACES]
        shared = Counter(i for places in rare for i in places)
        for i in shared:
            line = self.of[i]
            common = bag & line.matter
            if line.document in have or len(common) < SHARED or len(common & line.plain) < PLAIN:
                continue
            weights = [self.lines.weight[n] for n in common]
            cosine = sum(w * w for w in weights) / (length * self.measures[i][0])
            contained = sum(weights) / min(mass, self.measures[i][1])
            if cosine + contained >= 2 * (LEAST_MATCHED if i in self.matched else LEAST_ALIKE):
                yield (cosine + contained) / 2, i


def _taken(tellings: Tellings) -> dict[str, list[Span]]:
    """Return where each document has tellings that are matched with another's: these are compared as such."""
    taken: dict[str, list[Span]] = defaultdict(list)
    for told in tellings.of_statement.values():
        if len({t.document.id for t in told}) > 1:
            for telling in told:
                taken[telling.document.id] += telling.spans
    return taken


def as_telling(tellings: Tellings, statement: str, line: Line) -> Telling:
    """Return a sentence as an indirect telling that has no source."""
    document = tellings.documents[line.document]
    quotation = Quotation(
        identify("n", line.document, line.span), line.document, "indirect", (line.span,), frame=NARRATION
    )
    siglum = tellings.sigla.get(line.document, "?")
    witness = Witness(
        identify("w", statement, quotation.id), statement, quotation.id, line.document, siglum, None, (line.span,)
    )
    return Telling(witness, quotation, document, None, headline=False)
