"""The units that are matched: sentences of quotations, with what their place says of them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from retold.records import Quotation, Span
from retold.stages.lexicon import CONCEPTS, IRREGULAR, NEGATIONS
from retold.stages.words import NUMBER_WORDS, WORD, exact, forms, is_function_word, normal, stem

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
    """One clause of a quotation, as it is compared.

    ``sentence`` is where its sentence starts, ``recorded`` says that it stands in a record, ``bare`` that it is only a
    frame of speech (*I said:*), ``refuses`` that it is a short refusal in somebody's recollection.
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
    sentence: int = -1

    @cached_property
    def bag(self) -> frozenset[str]:
        """The distinct normal forms."""
        return frozenset(self.normals)

    @cached_property
    def matter(self) -> frozenset[str]:
        """Those of them that carry matter rather than grammar."""
        return frozenset(n for n in self.bag if not is_function_word(n.lstrip("=")))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers among them, but for those of one digit, which stand everywhere."""
        return frozenset(n for n in self.normals if n[0].isdigit() and len(n) > 1)


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
        body = text[quotation.document]
        line = _line(body, title)
        behind_asking = quotation.kind == "indirect" and any(stem(w) in ASKING for w in forms(body, quotation.cue))
        for sentence, spans in (
            (whole[0].start, part)
            for whole in sentences(body, quotation.content, holes)
            for part in clauses(body, whole)
        ):
            printed = forms(body, spans)
            normals = tuple("=possible" if (n := normal(w)) in POSSIBLE else n for w in printed)
            if normals:
                yield Unit(
                    quotation, spans, spans[0].start, normals,
                    attribution.speaker if attribution else None,
                    attribution.occasion if attribution else None, brief=title is not None,
                    asks=_asks(body, spans, behind_asking=behind_asking),
                    refuses=quotation.parent is not None and _refuses(printed),
                    line=line, recorded=quotation.document in records,
                    bare=bool(holes) and all(map(_frames, printed)),
                    sentence=sentence,
                )  # fmt: skip


def _frames(word: str) -> bool:
    """Say whether a word is one of those around speech in speech: *Ms Brandt then said*."""
    return word[0].isupper() or is_function_word(word) or stem(word) in TELLING


ASKS_FOR = re.compile(r"for\s", re.IGNORECASE)
"""How the content of a request begins: *asked for ten per cent*."""
ASKED_WITHIN = re.compile(
    r"\b(?:(?:ask|wonder|inquir|enquir)(?:e|s|ed|ing)?|(?:want|like)(?:s|ed)?\s+to\s+know)\b[^.;]{0,30}?"
    r"\b(?:if|whether|how|why|when|where|what|which|who)\b",
    re.IGNORECASE,
)
"""A question told in other words: *we would like to know which*, *rang to ask how*."""
WORDS_OF_ASKING = ("ask", "wonder", "quir", "know")
"""Of these it has one, which is found far faster."""


def _asks(text: str, spans: Sequence[Span], *, behind_asking: bool) -> bool:
    """Say whether a clause asks: it ends in a question mark, tells of a question, or stands behind a cue of asking.

    Who *asked for a ticket* asked no question.
    """
    first = " ".join([text[s.start : s.end] for s in spans])
    if "?" in text[spans[-1].end - 1 : spans[-1].end + 1]:
        return True
    low = first.casefold()
    if any(w in low for w in WORDS_OF_ASKING) and ASKED_WITHIN.search(first):
        return True
    return behind_asking and not ASKS_FOR.match(first)


def _line(text: str, title: Span | None) -> frozenset[str]:
    """Return the normal forms of a headline: it is too short to be known by its content alone."""
    return frozenset(map(normal, forms(text, (title,)))) if title else frozenset()


def _refuses(printed: Sequence[str]) -> bool:
    """Say whether a sentence is a short refusal: it denies, and has hardly any matter of its own."""
    low = [w.casefold().replace("’", "'") for w in printed]
    denies = any(w in NEGATIONS or w.endswith("n't") for w in low)
    return denies and sum(not is_function_word(w) for w in printed) <= 5


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


_VERB = "will|would|has|had|have|can|could|may|might|shall|should|must|is|are|was|were|did|does|do"
_SOMEBODY = "I|we|you|he|she|it|they|there|this|that|the|an?|his|her|my|our|their|its|no|nobody|nothing"
CLAUSE = re.compile(
    rf"""(?:;|,?\s[–—-]{{1,2}}(?=\s))\s+
    |,?\s+(?=(?:and|but|or)\s+(?:that|to|whether|if|{_VERB})\b)
    |,\s+(?=(?:but|though|although|while|whereas|because|which|nor|so\s+long\s+as|as\s+long\s+as)\b)
    |,\s+(?=and\s+(?:{_SOMEBODY})\b)
    |,\s+(?=(?:an?|one|two|three|several|some|the)\s+(?:day|week|month|year)s?\s+(?:after|before)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Where a clause ends that another telling may tell alone."""


def clauses(text: str, sentence: tuple[Span, ...]) -> Iterator[tuple[Span, ...]]:
    """Yield the clauses of a sentence, each as spans; one of hardly any matter stays with the one before it.

    *She would not stand again, and that the harbour must wait*: two tellings may tell of one each.
    """
    current: list[Span] = []
    for span in sentence:
        start = span.start
        for match in CLAUSE.finditer(text, span.start, span.end):
            before = [*current, Span(start, match.start())]
            rest = [Span(match.end(), span.end), *(s for s in sentence if s.start >= span.end)]
            if _has_matter(text, before) and _has_matter(text, rest):
                yield tuple(before)
                current, start = [], match.end()
        if start < span.end:
            current.append(Span(start, span.end))
    if current:
        yield tuple(current)


def _has_matter(text: str, spans: Sequence[Span]) -> bool:
    return sum(not is_function_word(w) for w in forms(text, spans)) >= OF_MATTER


OF_MATTER = 2
"""Words of matter that a clause has at least."""


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


def weights(documents: Sequence[Document], blocks: Sequence[Block], units: Sequence[Unit]) -> dict[str, float]:
    """Return how much each normal form of the units tells, from how many lines of the story have it."""
    text = {d.id: d.text for d in documents}
    printed: Counter[str] = Counter()
    lines = 0
    for block in blocks:
        if block.label == "chrome":
            continue
        for line in SENTENCE_END.split(text[block.document][block.span.start : block.span.end]):
            said = WORD.findall(line.casefold())
            if said:
                lines += 1
                printed.update(set(said))
    # Most words of a story stand in no quotation, and stemming takes longer than all else here.
    wanted = {n for unit in units for n in unit.bag}
    begins = {n[:ALIKE] for n in wanted} | ELSEWHERE
    counts: Counter[str] = Counter()
    for word, count in printed.items():
        if word[:ALIKE] in begins and (form := normal(word)) in wanted:
            counts[form] += count
    # A story of a few lines says little about which words are rare: it is eked out with lines that have none of them.
    # In a long story more words are rare, and more sentences share one by chance: the scale is what two lines share.
    scale = TOLD_TWICE / math.log((lines + 60.0) / 2.5)
    weight = {n: scale * math.log((lines + 60.0) / (c + 0.5)) for n, c in counts.items()}
    return {n: exact(w * (0.15 if is_function_word(n) else 1.0)) for n, w in weight.items()}


ALIKE = 4
"""Letters with which all words of one stem begin, but for those of a list."""
ELSEWHERE = frozenset(w[:ALIKE] for group in (*CONCEPTS, *IRREGULAR, *NUMBER_WORDS) for w in group.split())
TOLD_TWICE = 4.2
"""The weight of a word that two lines of a story have."""
