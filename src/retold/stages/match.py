"""Matching: which quotations are tellings of one utterance, whatever name stands beside them.

The units are sentences of quotations, so that one telling may merge what another splits.  Two units are compared by
the rare words that they share (on normal forms), and by their neighbours: what stands before and after a short reply
says more of it than its own words.  The printed speaker decides nothing; that two known speakers who both speak in
both documents differ only counts against a pair.  Occasions that cannot be one keep their units apart.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from retold.records import Diagnostic, Span, Statement, Witness, identify
from retold.stages.lexicon import NEGATIONS
from retold.stages.words import is_function_word, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.records import Attribution, Block, Document, Member, Occasion, Quotation
    from retold.settings import Match
    from retold.stages.words import Word

ASKING = frozenset(stem(w) for w in ("ask", "wonder", "inquire", "enquire", "question"))
POSSIBLE = frozenset(("=impossible", "cannot", "can't", "cant"))
"""*Impossible*, *cannot be* and *not possible* are one matter; whether it is denied is compared later."""
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-z])")


@dataclass(frozen=True)
class Unit:
    """One sentence of a quotation, as it is compared."""

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

    @cached_property
    def bag(self) -> frozenset[str]:
        """The distinct normal forms."""
        return frozenset(self.normals)


@dataclass(frozen=True, slots=True)
class Matcher:
    """``match``: the quotations of one story become statements, each with its witnesses."""

    settings: Match

    def __call__(
        self,
        documents: Sequence[Document],
        blocks: Sequence[Block],
        quotations: Sequence[Quotation],
        members: Sequence[Member],
        attributions: Sequence[Attribution],
        occasions: Sequence[Occasion],
    ) -> Iterator[Statement | Witness | Diagnostic]:
        """Yield the statements of a story, each followed by its witnesses."""
        story = members[0].story if members else ""
        texts = {d.id: d for d in documents}
        units = sorted(
            _units(documents, blocks, quotations, attributions), key=lambda u: (u.quotation.document, u.order)
        )
        if len(units) > self.settings.most_units:
            yield Diagnostic(
                "group-capped", "match", f"only the first {self.settings.most_units} sentences of a story are matched"
            )
            units = units[: self.settings.most_units]
        conflicts = _conflicts(occasions) | _too_late(units, documents, occasions)
        weight = _weights(documents, blocks)
        pairs = _pairs(units, weight, conflicts, self.settings)
        groups = _clusters(units, pairs, weight, self.settings)
        siglum = {m.document: m.siglum for m in members}
        for group in sorted([*groups, *_containers(units, groups)], key=lambda g: (g[0].quotation.id, g[0].spans)):
            yield from _statement(story, group, texts, siglum)


# ------------------------------------------------------------------------------------------------- units


def _units(
    documents: Sequence[Document],
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    attributions: Sequence[Attribution],
) -> Iterator[Unit]:
    """Yield the sentences of all quotations; of a quotation that holds others, only what is its own."""
    text = {d.id: d.text for d in documents}
    said = {a.quotation: a for a in attributions}
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
                    line=_line(text[quotation.document], title),
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


def _weights(documents: Sequence[Document], blocks: Sequence[Block]) -> dict[str, float]:
    """Return how much each normal form tells, from how many lines of the story have it."""
    text = {d.id: d.text for d in documents}
    counts: Counter[str] = Counter()
    lines = 0
    for block in blocks:
        if block.label == "chrome":
            continue
        for sentence in sentences(text[block.document], [block.span]):
            lines += 1
            printed = words(text[block.document], sentence)
            counts.update({w.normal for w in printed})
    # A story of a few lines says little about which words are rare: it is eked out with lines that have none of them.
    weight = {n: math.log((lines + 60.0) / (c + 0.5)) for n, c in counts.items()}
    return {n: w * (0.15 if is_function_word(n) else 1.0) for n, w in weight.items()}


# ------------------------------------------------------------------------------------------------- pairs


def _conflicts(occasions: Sequence[Occasion]) -> set[frozenset[str]]:
    """Return the pairs of occasions that cannot be one: their days are disjoint."""
    dated = [(o.id, o.interval) for o in occasions if o.interval and o.interval.first and o.interval.last]
    apart = set()
    for i, (left, a) in enumerate(dated):
        for right, b in dated[i + 1 :]:
            if a.last < b.first or b.last < a.first:  # type: ignore[operator]
                apart.add(frozenset((left, right)))
    return apart


def _too_late(
    units: Sequence[Unit], documents: Sequence[Document], occasions: Sequence[Occasion]
) -> set[frozenset[str]]:
    """Return the pairs of a document and a later occasion: no page tells what was said after it was printed."""
    printed = {d.id: d.published.last for d in documents if d.published and d.published.last}
    days = {o.id: o.interval.first for o in occasions if o.interval and o.interval.first}
    told = {u.occasion for u in units if u.occasion in days}
    return {frozenset((d, o)) for d, last in printed.items() for o in told if o and days[o] > last}


def _pairs(
    units: Sequence[Unit], weight: dict[str, float], conflicts: set[frozenset[str]], settings: Match
) -> dict[tuple[int, int], float]:
    """Return the score of every pair of units that may tell one utterance; units by index, left < right."""
    speakers: dict[str, set[str | None]] = defaultdict(set)
    for unit in units:
        speakers[unit.quotation.document].add(unit.speaker)
    scores = {
        (i, j): similarity(units[i], units[j], weight)
        * _standing(units[i], units[j], speakers)
        * _setting(units[i], units[j], conflicts, settings)
        for i, j in _candidates(units, weight, settings)
    }
    raised = {pair: _with_neighbours(pair, scores, units, settings) for pair in sorted(scores)}
    for pair in _refusals(units):
        raised[pair] = max(raised.get(pair, 0.0), settings.refusal)
    return raised


def _refusals(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of short refusals that one and the same person recalls of somebody else.

    *Not in this life* and *that is not possible now* share no word; that both are the answer which she recalls does.
    """
    teller = {u.quotation.id: u.speaker for u in units}
    recalled: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        by = teller.get(unit.quotation.parent or "")
        if unit.refuses and not unit.asks and by and by != unit.speaker:
            recalled[by].append(i)
    for places in recalled.values():
        if len(places) <= MOST_REFUSALS:
            yield from ((i, j) for a, i in enumerate(places) for j in places[a + 1 :])


MOST_REFUSALS = 12
"""Somebody who recalls more refusals than that recalls more than one."""


def _candidates(units: Sequence[Unit], weight: dict[str, float], settings: Match) -> Iterator[tuple[int, int]]:
    """Yield the pairs worth a comparison: they share a telling word, or stand beside a pair that does."""
    index: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(units):
        for normal in unit.bag:
            index[normal].append(i)
    found: set[tuple[int, int]] = set()
    for normal, places in index.items():
        if weight.get(normal, 1.0) < settings.telling_weight or len(places) > settings.most_in_index:
            continue
        found |= {(i, j) for a, i in enumerate(places) for j in places[a + 1 :]}
    beside = {(i + d * a, j + d * b) for i, j in found for d in (-1, 1) for a in (1, 2) for b in (1, 2)}
    for i, j in sorted(found | beside):
        if 0 <= i < j < len(units) and _comparable(units[i], units[j]):
            yield i, j


def _comparable(left: Unit, right: Unit) -> bool:
    """Within one document only a headline is held against the body, and a short form against its fuller one."""
    if left.quotation.id == right.quotation.id:
        return False
    return left.quotation.document != right.quotation.document or left.quotation.parent != right.quotation.id


def similarity(left: Unit, right: Unit, weight: dict[str, float]) -> float:
    """Return how alike the words of two units are, 0 to 1: cosine, containment and order of normal forms."""
    unknown = 3.0
    shared = left.bag & right.bag
    mass = sum(weight.get(n, unknown) for n in shared)
    if not mass:
        return 0.0
    squares = sum(weight.get(n, unknown) ** 2 for n in shared)
    a = math.sqrt(sum(weight.get(n, unknown) ** 2 for n in left.bag))
    b = math.sqrt(sum(weight.get(n, unknown) ** 2 for n in right.bag))
    smaller = min(sum(weight.get(n, unknown) for n in u.bag) for u in (left, right))
    contained = mass / smaller * min(1.0, smaller / 8.0)
    order = Indel.normalized_similarity(left.normals, right.normals)
    said = min(1.0, smaller / 4.0)  # a word or two proves nothing, and one shared word of matter little
    if sum(not is_function_word(n.lstrip("=")) for n in shared) < 2 and left.bag != right.bag:
        said *= 0.85
    return said * (0.45 * squares / (a * b) + 0.35 * contained + 0.2 * order)


def similarity_of(left: Sequence[Word], right: Sequence[Word]) -> float:
    """Return how much matter two tellings share, 0 to 1, without weights: the Dice coefficient of normal forms."""
    a, b = ({w.normal for w in told if not is_function_word(w.text)} for told in (left, right))
    return 2 * len(a & b) / max(1, len(a) + len(b))


def _standing(left: Unit, right: Unit, speakers: dict[str, set[str | None]]) -> float:
    """Return a factor for who speaks: two speakers who both speak in both documents are hardly one."""
    a, b = left.speaker, right.speaker
    if a is None or b is None or a == b:
        return 1.0
    both = b in speakers[left.quotation.document] and a in speakers[right.quotation.document]
    return 0.6 if both else 1.0


def _setting(left: Unit, right: Unit, conflicts: set[frozenset[str]], settings: Match) -> float:
    """Return a factor for the occasion and the part in the exchange: a question is not its answer.

    A recollection hangs on two occasions, so that speech in speech is not held to its day.
    """
    factor = settings.other_part if left.asks != right.asks else 1.0
    nested = left.quotation.parent is not None or right.quotation.parent is not None
    if not nested and frozenset((left.occasion, right.occasion)) in conflicts:
        factor *= settings.other_occasion
    too_late = ((left.quotation.document, right.occasion), (right.quotation.document, left.occasion))
    return 0.0 if any(frozenset(pair) in conflicts for pair in too_late) else factor


def _with_neighbours(
    pair: tuple[int, int], scores: dict[tuple[int, int], float], units: Sequence[Unit], settings: Match
) -> float:
    """Return a pair's score, raised by what stands before and after it in both documents (a reply by its question)."""
    i, j = pair
    if _together(units[i], units[j]):
        return scores[pair]
    beside = 0.0
    for side in (-1, 1):
        near = [
            scores.get((i + side * a, j + side * b), 0.0)
            for a in (1, 2)
            for b in (1, 2)
            if i + side * a >= 0
            and j + side * b < len(units)
            and _together(units[i], units[i + side * a])
            and _together(units[j], units[j + side * b])
        ]
        beside += max(0.0, max(near, default=0.0) - settings.neighbour_floor)
    return scores[pair] + settings.neighbour_share * beside


def _together(left: Unit, right: Unit) -> bool:
    """Say whether two units stand in one document and, where they are nested, in one quotation."""
    return left.quotation.document == right.quotation.document


# ----------------------------------------------------------------------------------------------- clusters


def _clusters(
    units: Sequence[Unit],
    pairs: dict[tuple[int, int], float],
    weight: dict[str, float],
    settings: Match,
) -> list[list[Unit]]:
    """Join units from the surest pair down; a group is joined only if its members agree on average."""
    home = list(range(len(units)))
    groups = {i: [i] for i in home}
    best = [0.0] * len(units)
    for (i, j), score in pairs.items():
        if units[i].quotation.document != units[j].quotation.document:
            best[i], best[j] = max(best[i], score), max(best[j], score)
    for (i, j), score in sorted(pairs.items(), key=lambda p: (-p[1], p[0])):
        if score < settings.threshold:
            break
        if score < settings.share_of_best * max(best[i], best[j]) and score < settings.sure:
            continue
        a, b = home[i], home[j]
        if a == b or not _may_join(groups[a], groups[b], pairs, settings):
            continue
        groups[a] += groups.pop(b)
        for k in groups[a]:
            home[k] = a
    for i, unit in enumerate(units):
        if unit.brief and len(groups[home[i]]) == 1:
            at = _told_below(i, units, weight)
            if at is not None:
                groups[home[at]] += groups.pop(home[i])
                home[i] = home[at]
    return [[units[i] for i in sorted(group)] for group in groups.values()]


def _told_below(head: int, units: Sequence[Unit], weight: dict[str, float]) -> int | None:
    """Return the sentence of its own document that a headline sums up: most of its matter, and its speaker.

    A headline may name a town for its mayor, so that another speaker is passed over where two words of matter agree.
    """
    claim = units[head]
    total = sum(weight.get(n, 3.0) for n in claim.bag)
    best: tuple[float, int] | None = None
    for i, unit in enumerate(units):
        if unit.brief or unit.quotation.document != claim.quotation.document or unit.asks != claim.asks:
            continue
        share = sum(weight.get(n, 3.0) for n in claim.bag & unit.bag) / max(total, 1e-9)
        other = unit.speaker and claim.speaker and unit.speaker != claim.speaker
        common = sum(not is_function_word(n) for n in claim.line & unit.bag)
        if share < 0.4 or (other and common < 2):
            continue
        whole = sum(weight.get(n, 3.0) for n in claim.line & unit.bag)
        if best is None or (whole, -i) > best:
            best = (whole, -i)
    return -best[1] if best else None


def _may_join(
    left: list[int],
    right: list[int],
    pairs: dict[tuple[int, int], float],
    settings: Match,
) -> bool:
    total = 0.0
    for i in left:
        for j in right:
            total += pairs.get((min(i, j), max(i, j)), 0.0)
    return total / (len(left) * len(right)) >= settings.mean_threshold


def _containers(units: Sequence[Unit], groups: Sequence[Sequence[Unit]]) -> list[list[Unit]]:
    """Return the groups of quotations that hold tellings of the same utterances (an anecdote told twice)."""
    quotations = {u.quotation.id: u.quotation for u in units}
    home = {q: q for q in quotations}

    def root(q: str) -> str:
        while home[q] != q:
            q = home[q]
        return q

    for group in groups:
        holders = sorted({u.quotation.parent for u in group if u.quotation.parent in quotations})
        for holder in holders[1:]:
            one, other = sorted((root(str(holders[0])), root(str(holder))))
            home[other] = one
    for one, other in _going_on(units):
        low, high = sorted((root(one), root(other)))
        home[high] = low
    joined: dict[str, list[Quotation]] = defaultdict(list)
    for q in sorted(quotations):
        joined[root(q)].append(quotations[q])
    return [
        [Unit(q, q.content, q.content[0].start, (), None, None, brief=False) for q in held]
        for held in joined.values()
        if len({q.document for q in held}) > 1
    ]


def _going_on(units: Sequence[Unit]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of quotations in which one speaker goes on with an anecdote: both hold speech, side by side."""
    holders = {u.quotation.parent for u in units if u.quotation.parent and len(u.normals) >= 3}
    last: Unit | None = None
    for unit in units:
        if unit.quotation.parent is not None or unit.brief:
            continue
        if last and last.quotation.id != unit.quotation.id and last.quotation.document == unit.quotation.document:
            both = {last.quotation.id, unit.quotation.id} <= holders
            if both and last.speaker == unit.speaker and last.speaker is not None:
                yield last.quotation.id, unit.quotation.id
        last = unit


# --------------------------------------------------------------------------------------------- statements


def _statement(
    story: str, group: Sequence[Unit], documents: dict[str, Document], siglum: dict[str, str]
) -> Iterator[Statement | Witness]:
    told: dict[str, list[Unit]] = defaultdict(list)
    for unit in group:
        told[unit.quotation.id].append(unit)
    base = min(told.values(), key=lambda units: _standing_as_base(units, documents))
    text = documents[base[0].quotation.document].text
    label = " ".join(" ".join(text[s.start : s.end] for u in base for s in u.spans).split())
    spans = {q: tuple(s for u in sorted(units, key=lambda u: u.order) for s in u.spans) for q, units in told.items()}
    occasions = Counter(u.occasion for u in group if u.occasion)
    occasion = min(occasions, key=lambda o: (-occasions[o], o)) if occasions else None
    id_ = identify("s", story, sorted(spans.items()))
    yield Statement(id_, story, label, occasion, tuple(sorted(told)))
    for quotation, units in sorted(told.items()):
        first = units[0]
        yield Witness(
            identify("w", id_, quotation), id_, quotation, first.quotation.document,
            siglum.get(first.quotation.document, "?"), first.speaker, spans[quotation], base=units is base,
        )  # fmt: skip


def _standing_as_base(units: Sequence[Unit], documents: dict[str, Document]) -> tuple[object, ...]:
    """Order tellings: the record first, then direct before indirect, then the fullest."""
    quotation = units[0].quotation
    kind = ("direct", "mixed", "indirect").index(quotation.kind)
    size = sum(s.end - s.start for u in units for s in u.spans)
    return (documents[quotation.document].role != "record", units[0].brief, kind, -size, quotation.id)
