"""The units that are matched: sentences of quotations, with what their place says of them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from retold.records import Quotation, Span
from retold.stages.lexicon import NEGATIONS
from retold.stages.words import Word, forms, is_function_word, normal, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.records import Attribution, Block, Document

ASKING = frozenset(stem(w) for w in ("ask", "wonder", "inquire", "enquire", "question"))
TELLING = ASKING | {stem(w) for w in ("say", "tell", "answer", "reply", "respond")}
POSSIBLE = frozenset(("=impossible", "cannot", "can't", "cant"))
"""*Impossible*, *cannot be* and *not possible* are one matter; whether it is denied is compared later."""
_ABBREVIATED = ("Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "St", "Prof", "[A-Z]")
# The mark comes first, so that the search skips to it, and what must not stand before it is looked for from behind it.
SENTENCE_END = re.compile(
    "[.!?…]" + "".join(rf"(?<!\b{a}[.!?…])" for a in _ABBREVIATED) + r"[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-z])"
)


@dataclass(frozen=True)
class Unit:
    """One sentence of a quotation, as it is compared.

    ``recorded`` says that it stands in a record, ``bare`` that it is only a frame of speech (*I said:*).
    """

    quotation: Quotation
    spans: tuple[Span, ...]
    order: int
    normals: tuple[str, ...]
    speaker: str | None
    occasion: str | None
    brief: bool
    asks: bool = False
    refuses: bool = False
    line: frozenset[str] = frozenset()
    recorded: bool = False
    bare: bool = False

    @cached_property
    def bag(self) -> frozenset[str]:
        """The distinct normal forms."""
        return frozenset(self.normals)


def units_of(
    documents: Sequence[Document],
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
) -> Iterator[Unit]:
    """Yield the sentences of all quotations; of a quotation that holds others, only what is its own."""
    text = {d.id: d.text for d in documents}
    said = {a.quotation: a for a in attributions}
    records = {d.id for d in documents if d.role == "record"}
    titles: dict[str, list[Span]] = defaultdict(list)
    for block in blocks:
        if block.label in ("headline", "subheading"):
            titles[block.document].append(block.span)
    children: dict[str, list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        if quotation.parent:
            children[quotation.parent].append(quotation)
    for quotation in quotations:
        holes = [s for child in children[quotation.id] for s in child.content]
        title = next((t for t in titles[quotation.document] if t.start <= quotation.content[0].start < t.end), None)
        attribution = said.get(quotation.id)
        for spans in sentences(text[quotation.document], quotation.content, holes):
            printed = words(text[quotation.document], spans)
            normals = tuple("=possible" if w.normal in POSSIBLE else w.normal for w in printed)
            if normals:
                yield Unit(
                    quotation, spans, spans[0].start, normals,
                    attribution.speaker if attribution else None,
                    attribution.occasion if attribution else None, brief=title is not None,
                    asks=_asks(text[quotation.document], quotation, spans), refuses=_refuses(printed),
                    line=_line(text[quotation.document], title), recorded=quotation.document in records,
                    bare=bool(holes) and all(is_function_word(w.text) or stem(w.text) in TELLING for w in printed),
                )  # fmt: skip


def _asks(text: str, quotation: Quotation, spans: Sequence[Span]) -> bool:
    """Say whether a sentence asks: it ends in a question mark, or stands as *whether ...* after a cue of asking."""
    if "?" in text[spans[-1].end - 1 : spans[-1].end + 1]:
        return True
    cue = {stem(w.text) for w in words(text, quotation.cue)}
    return quotation.kind == "indirect" and bool(cue & ASKING)


def _line(text: str, title: Span | None) -> frozenset[str]:
    """Return the normal forms of a headline: it is too short to be known by its content alone."""
    return frozenset(w.normal for w in words(text, (title,))) if title else frozenset()


def _refuses(printed: Sequence[Word]) -> bool:
    """Say whether a sentence is a short refusal: it denies, and has hardly any matter of its own."""
    low = [w.text.casefold().replace("’", "'") for w in printed]
    denies = any(w in NEGATIONS or w.endswith("n't") for w in low)
    return denies and sum(not is_function_word(w.text) for w in printed) <= 5


def sentences(text: str, content: Sequence[Span], holes: Sequence[Span] = ()) -> Iterator[tuple[Span, ...]]:
    """Yield the sentences of a content, each as spans; ``holes`` are left out.

    A sentence that goes on after an interruption (``"We ...," she said, "will ..."``) is one.
    """
    current: list[Span] = []
    for before, span in zip([None, *content], content, strict=False):
        start = span.start
        if before and current and _breaks(text, before.end, start):
            yield tuple(current)
            current = []
        for match in SENTENCE_END.finditer(text, span.start, span.end):
            current += _without(Span(start, match.end()), holes, text)
            if current:
                yield tuple(current)
            current, start = [], match.end()
        current += _without(Span(start, span.end), holes, text)
    if current:
        yield tuple(current)


def _breaks(text: str, end: int, start: int) -> bool:
    """Say whether a sentence ends in an interruption: *"We wait," she said. "The ferry is late."*."""
    return bool(re.search(r"[.!?]\s*[\"'“‘«]*$", text[end:start])) and text[start : start + 1].isupper()


def _without(span: Span, holes: Sequence[Span], text: str) -> list[Span]:
    pieces, start = [], span.start
    for hole in sorted(holes):
        if hole.end <= start or hole.start >= span.end:
            continue
        pieces.append(Span(start, max(start, hole.start)))
        start = min(hole.end, span.end)
    pieces.append(Span(start, span.end))
    trimmed = []
    for piece in pieces:
        inner = text[piece.start : piece.end]
        left = len(inner) - len(inner.lstrip())
        if any(c.isalnum() for c in inner):
            trimmed.append(Span(piece.start + left, piece.end - (len(inner) - len(inner.rstrip()))))
    return trimmed


def weights(documents: Sequence[Document], blocks: Sequence[Block]) -> dict[str, float]:
    """Return how much each normal form tells, from how many lines of the story have it."""
    text = {d.id: d.text for d in documents}
    counts: Counter[str] = Counter()
    lines = 0
    for block in blocks:
        if block.label == "chrome":
            continue
        for sentence in sentences(text[block.document], [block.span]):
            lines += 1
            counts.update(set(map(normal, forms(text[block.document], sentence))))
    # A story of a few lines says little about which words are rare: it is eked out with lines that have none of them.
    # In a long story more words are rare, and more sentences share one by chance: the scale is what two lines share.
    scale = TOLD_TWICE / math.log((lines + 60.0) / 2.5)
    weight = {n: scale * math.log((lines + 60.0) / (c + 0.5)) for n, c in counts.items()}
    return {n: w * (0.15 if is_function_word(n) else 1.0) for n, w in weight.items()}


TOLD_TWICE = 4.2
"""The weight of a word that two lines of a story have."""
