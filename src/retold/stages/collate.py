"""Collating: the tellings of a statement aligned word by word; where they part is a locus, what each has a reading.

The base is aligned with each other witness on normal forms (rapidfuzz's token opcodes); what witnesses add at one
place is aligned among themselves in the same way.  A passage that one witness lacks at its place in the base and has
elsewhere is a transposition.  The order in which witnesses come does not matter: they are sorted first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from retold.records import Diagnostic, Reading, Span
from retold.stages.words import WORD, normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from retold.records import Document, Statement, Witness
    from retold.settings import Collate

Column = list[int]
"""For each witness the index of its word in this column, -1 where it has none."""


@dataclass(frozen=True, slots=True)
class Collator:
    """``collate``: the witnesses of each statement of a story become readings."""

    settings: Collate

    def __call__(
        self, documents: Sequence[Document], statements: Sequence[Statement], witnesses: Sequence[Witness]
    ) -> Iterator[Reading | Diagnostic]:
        """Yield the readings of all statements that have two witnesses or more."""
        text = {d.id: d.text for d in documents}
        of: dict[str, list[Witness]] = defaultdict(list)
        for witness in witnesses:
            of[witness.statement].append(witness)
        for statement in statements:
            told = sorted(of[statement.id], key=lambda w: (not w.base, w.siglum, w.spans))
            if len(told) > self.settings.most_witnesses:
                message = f"only {self.settings.most_witnesses} of {len(told)} witnesses of a statement are collated"
                yield Diagnostic("group-capped", "collate", message, told[0].document)
                told = told[: self.settings.most_witnesses]
            if len(told) > 1:
                yield from readings(statement.id, told, text)


def readings(statement: str, witnesses: Sequence[Witness], text: dict[str, str]) -> Iterator[Reading]:
    """Yield, locus by locus, what each witness has there; the first witness is the base."""
    told = [_told(text[w.document], w.spans) for w in witnesses]
    loci = _loci(align([t.normals for t in told]), told)
    moved = _moved(loci, told)
    named = [(w.document, w.id, w.siglum) for w in witnesses]
    for locus, ranges in enumerate(loci):
        for i, (start, end) in enumerate(ranges):
            document, witness, siglum = named[i]
            if (locus, i) in moved:
                there = told[i].printed(*moved[locus, i])
                yield Reading(statement, document, locus, witness, siglum, *there, moved=True)
            if start == end:
                yield Reading(statement, document, locus, witness, siglum, None, "")
            else:
                yield Reading(statement, document, locus, witness, siglum, *told[i].printed(start, end))


class _Told(NamedTuple):
    """A witness in words: its text, its spans, where each word stands, and the normal forms."""

    text: str
    spans: tuple[Span, ...]
    places: list[tuple[int, int]]
    normals: list[str]

    def printed(self, first: int, last: int) -> tuple[str, str, tuple[Span, ...]]:
        """Return some of its words as printed, as aligned, and where they stand: a stretch for each of its spans."""
        places = self.places
        normals = self.normals[first] if last - first == 1 else " ".join(self.normals[first:last])
        start, end = places[first][0], places[last - 1][1]
        if len(self.spans) == 1:
            return self.text[start:end], normals, (Span(start, end),)
        runs = ([p for p in places[first:last] if s.start <= p[0] < s.end] for s in self.spans)
        stretches = tuple(Span(run[0][0], run[-1][1]) for run in runs if run)
        return " ".join([self.text[s.start : s.end] for s in stretches]), normals, stretches


def _told(text: str, spans: tuple[Span, ...]) -> _Told:
    found = [m for span in spans for m in WORD.finditer(text, span.start, span.end)]
    return _Told(text, spans, [m.span() for m in found], [normal(m[0]) for m in found])


def partings(apparatus: Iterable[Reading], witness: str) -> dict[int, str | None]:
    """Return where a witness parts from the base: locus to its printed words, ``None`` where it has none.

    ``apparatus`` are the readings of one statement as ``readings`` yields them, the base's first at each locus.
    """
    base: dict[int, str | None] = {}
    mine: dict[int, str | None] = {}
    for reading in apparatus:
        if not reading.moved:
            base.setdefault(reading.locus, reading.text)
            if reading.witness == witness:
                mine[reading.locus] = reading.text
    return {locus: text for locus, text in mine.items() if text != base[locus]}


def with_partings(base: Iterable[Reading], parted: Mapping[int, str | None]) -> list[str]:
    """Return the words of a witness, locus by locus: the base's readings, and its own where it parts from them.

    ``with_partings(base, partings(apparatus, witness))`` are all words of the witness in order.
    """
    said = [parted.get(r.locus, r.text) for r in sorted(base, key=lambda r: r.locus) if not r.moved]
    return [text for text in said if text]


def align(witnesses: Sequence[Sequence[str]]) -> list[Column]:
    """Align sequences of normal forms to the first of them.

    Returns:
        Columns in order; each holds one index (or -1) for each sequence, and each index of a sequence stands in
        exactly one column, in ascending order.
    """
    count = len(witnesses)
    base = witnesses[0]
    columns: list[Column] = [[i] + [-1] * (count - 1) for i in range(len(base))]
    added: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for w in range(1, count):
        for tag, a1, a2, b1, b2 in _edits(base, witnesses[w]):
            if tag == "insert":
                added[a1][w] = (b1, b2)
            elif tag != "delete":
                for a, b in zip(range(a1, a2), range(b1, b2), strict=True):
                    columns[a][w] = b
    if not added:
        return columns
    merged: list[Column] = []
    for place in range(len(base) + 1):
        if place in added:
            merged += _aligned_additions(added[place], witnesses, count)
        if place < len(base):
            merged.append(columns[place])
    return merged


Edit = tuple[str, int, int, int, int]


def _edits(base: Sequence[str], other: Sequence[str]) -> list[Edit]:
    """Return the edits from one sequence to another, gaps drawn together.

    Of two alignments that cost the same, the one with the longer gap is taken: in *[when] the [storm has passed the]
    ferry* against *the ferry* the first *the* goes with the gap, so that the gap is the whole clause.
    """
    edits: list[Edit] = []
    for found in Levenshtein.opcodes(base, other):
        edit = (found.tag, found.src_start, found.src_end, found.dest_start, found.dest_end)
        if len(edits) >= 2 and _slides(edits[-2], edits[-1], edit, base if edit[0] == "delete" else other):
            edits[-2:] = _drawn_together(edits[-2], edits[-1], edit)
        else:
            edits.append(edit)
    return edits


def _slides(gap: Edit, island: Edit, edit: Edit, side: Sequence[str]) -> bool:
    """Say whether a gap can slide over the words before it to another: it ends as the island between them reads."""
    if edit[0] not in ("delete", "insert") or gap[0] != edit[0] or island[0] != "equal":
        return False
    before, own = (island[1:3], edit[1:3]) if edit[0] == "delete" else (island[3:5], edit[3:5])
    length = before[1] - before[0]
    return own[1] - own[0] >= length and side[own[1] - length : own[1]] == side[slice(*before)]


def _drawn_together(gap: Edit, island: Edit, edit: Edit) -> tuple[Edit, Edit]:
    """Return the two gaps as one, and the island behind it."""
    length = island[2] - island[1]
    if edit[0] == "delete":
        end = edit[2] - length
        return ("delete", gap[1], end, gap[3], gap[4]), ("equal", end, edit[2], island[3], island[4])
    end = edit[4] - length
    return ("insert", gap[1], gap[2], gap[3], end), ("equal", island[1], island[2], end, edit[4])


def _aligned_additions(
    added: dict[int, tuple[int, int]], witnesses: Sequence[Sequence[str]], count: int
) -> list[Column]:
    """Align what several witnesses add at one place, the longest first (and, of one length, in the words' order)."""
    said = {w: witnesses[w][slice(*added[w])] for w in added}
    order = sorted(said, key=lambda w: (-len(said[w]), said[w]))
    inner = align([said[w] for w in order])
    columns = []
    for column in inner:
        outer = [-1] * count
        for w, i in zip(order, column, strict=True):
            if i >= 0:
                outer[w] = added[w][0] + i
        columns.append(outer)
    return columns


Locus = list[tuple[int, int]]
"""For each witness which of its words stand there: the first, and the one after the last."""


def _loci(columns: Sequence[Column], told: Sequence[_Told]) -> list[Locus]:
    """Cut the columns into loci: runs in which the same witnesses have a word, and these agree or part throughout.

    What one witness lacks is a locus of its own, so that it shows; words of which each has another run on.
    """
    normals = [t.normals for t in told]
    reached = [0] * len(told)
    cuts: list[list[int]] = []
    agreed_before, had = False, 0
    for column in columns:
        having, forms = 0, set()
        for i, c in enumerate(column):
            if c >= 0:
                having |= 1 << i
                forms.add(normals[i][c])
        agreed = len(forms) == 1
        if not cuts or agreed is not agreed_before or (agreed and having != had):
            cuts.append(reached.copy())
        for i, c in enumerate(column):
            if c >= 0:
                reached[i] = c + 1
        agreed_before, had = agreed, having
    return [list(zip(start, end, strict=True)) for start, end in pairwise([*cuts, reached])]


def _moved(loci: Sequence[Locus], told: Sequence[_Told]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return what witnesses have elsewhere of what they lack at its place in the base, by (locus, witness)."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    lacked = [(locus, ranges) for locus, ranges in enumerate(loci) if _long(ranges[0])]
    added = [ranges for ranges in loci if ranges[0][0] == ranges[0][1]]
    for i in range(1, len(told)):
        extra = [ranges[i] for ranges in added if _long(ranges[i])]
        for locus, ranges in lacked if extra else ():
            if ranges[i][0] != ranges[i][1]:
                continue
            base = told[0].normals[slice(*ranges[0])]
            for passage in extra:
                if Indel.normalized_similarity(base, told[i].normals[slice(*passage)]) >= 0.75:
                    found[locus, i] = passage
                    break
    return found


def _long(words: tuple[int, int]) -> bool:
    return words[1] - words[0] >= 3
