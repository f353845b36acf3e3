"""Collating: the tellings of a statement aligned word by word; where they part is a locus, what each has a reading.

The base is aligned with each other witness on normal forms (rapidfuzz's token opcodes); what witnesses add at one
place is aligned among themselves in the same way.  A passage that one witness lacks at its place in the base and has
elsewhere is a transposition.  The order in which witnesses come does not matter: they are sorted first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel, Levenshtein

from retold.records import Diagnostic, Reading, Span
from retold.stages.words import Word, words

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
    printed = [words(text[w.document], w.spans) for w in witnesses]
    columns = align([[w.normal for w in p] for p in printed])
    loci = _loci(columns, printed)
    moved = _moved(loci, printed)
    for locus, run in enumerate(loci):
        for i, witness in enumerate(witnesses):
            here = [printed[i][c[i]] for c in run if c[i] >= 0]
            if (locus, i) in moved:
                yield _reading(statement, witness, locus, moved[locus, i], text[witness.document], moved=True)
            yield _reading(statement, witness, locus, here, text[witness.document])


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


def _loci(columns: Sequence[Column], printed: Sequence[Sequence[Word]]) -> list[list[Column]]:
    """Cut the columns into loci: runs in which the same witnesses have a word, and these agree or part throughout.

    What one witness lacks is a locus of its own, so that it shows; words of which each has another run on.
    """
    loci: list[list[Column]] = []
    last: tuple[bool, tuple[bool, ...]] | None = None
    for column in columns:
        having = tuple(c >= 0 for c in column)
        agreed = len({printed[i][c].normal for i, c in enumerate(column) if c >= 0}) == 1
        if last is not None and last[0] == agreed and (not agreed or last[1] == having):
            loci[-1].append(column)
        else:
            loci.append([column])
        last = (agreed, having)
    return loci


def _moved(loci: Sequence[list[Column]], printed: Sequence[Sequence[Word]]) -> dict[tuple[int, int], list[Word]]:
    """Return what witnesses have elsewhere of what they lack at its place in the base, by (locus, witness)."""
    found: dict[tuple[int, int], list[Word]] = {}
    lacked: list[tuple[int, list[str]]] = []
    for locus, run in enumerate(loci):
        base = [printed[0][c[0]].normal for c in run if c[0] >= 0]
        if len(base) >= 3:
            lacked.append((locus, base))
    for i in range(1, len(printed)):
        extra = [[printed[i][c[i]] for c in run if c[i] >= 0] for run in loci if all(c[0] < 0 for c in run)]
        for locus, base in lacked:
            if any(c[i] >= 0 for c in loci[locus]):
                continue
            for passage in extra:
                if len(passage) >= 3 and Indel.normalized_similarity(base, [w.normal for w in passage]) >= 0.75:
                    found[locus, i] = passage
                    break
    return found


def _reading(
    statement: str, witness: Witness, locus: int, here: Sequence[Word], text: str, *, moved: bool = False
) -> Reading:
    if not here:
        return Reading(statement, witness.document, locus, witness.id, witness.siglum, None, "")
    spans = _stretches(here, witness.spans)
    shown = " ".join(text[s.start : s.end] for s in spans)
    normal = " ".join(w.normal for w in here)
    return Reading(statement, witness.document, locus, witness.id, witness.siglum, shown, normal, spans, moved=moved)


def _stretches(here: Sequence[Word], spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return where some words of a witness stand: one stretch for each of its spans that they are in."""
    if len(spans) == 1:
        return (Span(here[0].start, here[-1].end),)
    runs = ([w for w in here if span.start <= w.start < span.end] for span in spans)
    return tuple(Span(run[0].start, run[-1].end) for run in runs if run)
