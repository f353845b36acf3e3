"""Narration: what a page tells without giving it as anybody's words, held against the tellings that others have.

*Each flight would carry 40,000 litres, Brandt estimated* here, *with each flight able to carry 400,000 litres* there:
the second is nobody's quotation, and yet the figure is another.  A sentence of a document that has no telling of a
statement, and shares most of its matter, is taken as an indirect telling for the comparison of words alone.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Quotation, Span, Witness, identify
from retold.stages.compare.telling import Telling, Tellings
from retold.stages.match import sentences
from retold.stages.words import Word, is_function_word, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHARED, PLAIN = 3, 2
"""How many words of matter a sentence must share with a telling, and how many of them that are no names."""
LEAST = 0.38
"""How alike they must be, 0 to 1: the mean of cosine and containment of weighted words."""
MOST_PLACES = 60
"""A word that more sentences of the story have leads to none of them."""
LONGEST = 60
FEWEST = 4
MOST_TELLINGS = 4
"""How many tellings of a statement are looked for in the narration: the longest."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a document's body: its words, the normal forms of its matter, and those that are no names."""

    document: str
    span: Span
    words: tuple[Word, ...]
    matter: frozenset[str]
    plain: frozenset[str]


def narrated(tellings: Tellings) -> dict[str, list[Telling]]:
    """Return, by statement, the sentences of other documents that tell it without quoting: one for each document."""
    lines = list(_lines(tellings))
    weight = _weights(lines)
    norm = [math.sqrt(sum(weight[n] ** 2 for n in line.matter)) for line in lines]
    mass = [sum(weight[n] for n in line.matter) for line in lines]
    index: dict[str, list[int]] = defaultdict(list)
    taken = _taken(tellings)
    for i, line in enumerate(lines):
        if not any(s.start < line.span.end and line.span.start < s.end for s in taken[line.document]):
            for normal in line.matter:
                index[normal].append(i)
    found: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
    for statement, told in tellings.of_statement.items():
        if any(t.quotation.id in tellings.holders for t in told):
            continue
        have = {t.document.id for t in told if not t.headline}
        longest = sorted((t for t in told if not t.headline), key=lambda t: (-len(t.words), t.witness.id))
        for telling in longest[:MOST_TELLINGS]:
            bag = frozenset(w.normal for w in telling.words if not is_function_word(w.text))
            if len(bag) < FEWEST:
                continue
            own_norm = math.sqrt(sum(weight.get(n, UNKNOWN) ** 2 for n in bag))
            own_mass = sum(weight.get(n, UNKNOWN) for n in bag)
            shared: Counter[int] = Counter()
            for normal in bag:
                if len(index.get(normal, ())) <= MOST_PLACES:
                    shared.update(index.get(normal, ()))
            for i in shared:
                line = lines[i]
                common = bag & line.matter
                if line.document in have or len(common) < SHARED or len(common & line.plain) < PLAIN:
                    continue
                cosine = sum(weight[n] ** 2 for n in common) / (own_norm * norm[i])
                contained = sum(weight[n] for n in common) / min(own_mass, mass[i])
                score = (cosine + contained) / 2
                if score >= LEAST and (score, -i) > found[statement].get(line.document, (0.0, 0)):
                    found[statement][line.document] = (score, -i)
    return {
        statement: [_telling(tellings, statement, lines[-i]) for _, (_, i) in sorted(of.items())]
        for statement, of in found.items()
    }


UNKNOWN = 3.0


def _lines(tellings: Tellings) -> Iterator[Line]:
    for document, blocks in sorted(tellings.blocks.items()):
        if document not in tellings.documents or tellings.documents[document].role == "record":
            continue
        text = tellings.documents[document].text
        for block in blocks:
            if block.label != "body":
                continue
            for spans in sentences(text, [block.span]):
                printed = tuple(words(text, spans))
                matter = frozenset(w.normal for w in printed if not is_function_word(w.text))
                plain = frozenset(w.normal for w in printed if w.normal in matter and not w.text[0].isupper())
                if len(matter) >= FEWEST and len(printed) <= LONGEST:
                    yield Line(document, Span(spans[0].start, spans[-1].end), printed, matter, plain)


def _weights(lines: Sequence[Line]) -> dict[str, float]:
    counts: Counter[str] = Counter(n for line in lines for n in line.matter)
    return {n: math.log((len(lines) + 60.0) / (c + 0.5)) for n, c in counts.items()}


def _taken(tellings: Tellings) -> dict[str, list[Span]]:
    """Return where each document has tellings that are matched with another's: these are compared as such."""
    taken: dict[str, list[Span]] = defaultdict(list)
    for told in tellings.of_statement.values():
        if len({t.document.id for t in told}) > 1:
            for telling in told:
                taken[telling.document.id] += telling.spans
    return taken


def _telling(tellings: Tellings, statement: str, line: Line) -> Telling:
    """Return a sentence as an indirect telling that has no source."""
    document = tellings.documents[line.document]
    quotation = Quotation(identify("n", line.document, line.span), line.document, "indirect", (line.span,))
    siglum = tellings.sigla.get(line.document, "?")
    witness = Witness(
        identify("w", statement, quotation.id), statement, quotation.id, line.document, siglum, None, (line.span,)
    )
    return Telling(witness, quotation, document, None, line.words, headline=False)
