"""What two tellings have in common beyond the words that they both quote.

Four kinds of evidence, each too weak alone: wording outside quotations, which statements were chosen, the order in
which they stand, and readings that the two share against all others (the shared *errors* of
textual criticism: Lachmann's method; West, Textual Criticism and Editorial Technique, 1973).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from retold.records import Evidence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retold.records import Document, Quotation, Reading, Witness

FEW = 20  # a reading that more than so many share is a branch of its own, not an error that singles two out


@dataclass(frozen=True, slots=True)
class Shared:
    """What two documents share; ``left`` < ``right`` by id.

    ``containment`` is the share of the shorter one's own words (0 to 1), ``words`` about how many that are, ``longer``
    the id of the one with more own words; ``statements`` how many statements both tell, ``ordered`` the longest run of
    them in the same order, ``only_left`` and ``only_right`` how many one tells and the other does not; ``errors`` the
    loci where the two agree against the record or the most.
    """

    left: str
    right: str
    jaccard: float
    containment: float
    words: int
    longer: str
    statements: int
    ordered: int
    only_left: int
    only_right: int
    errors: tuple[tuple[Evidence, Evidence], ...]


def shared_by(
    words: Mapping[str, str],
    documents: Sequence[Document],
    witnesses: Sequence[Witness],
    readings: Sequence[Reading],
) -> list[Shared]:
    """Return what each two documents share; pairs that share nothing are left out.

    ``words`` are each document's own words (``copies.own_words``).
    """
    wording = _wording(words)
    told = _told(witness for witness in witnesses if witness.document in words)
    errors = shared_errors(documents, witnesses, readings)
    found = []
    keys = set(wording) | set(errors) | set(_together(told))
    for left, right in sorted(keys):
        jaccard, containment = wording.get((left, right), (0.0, 0.0))
        a, b = told.get(left, []), told.get(right, [])
        both = set(a) & set(b)
        longer, shorter = (left, right) if len(words[left]) >= len(words[right]) else (right, left)
        found.append(
            Shared(
                left,
                right,
                jaccard,
                containment,
                round(containment * len(words[shorter].split())),
                longer,
                len(both),
                longest_rise([b.index(s) for s in a if s in both]),
                len(set(a) - both),
                len(set(b) - both),
                tuple(errors.get((left, right), ())),
            )
        )
    return found


def _wording(words: Mapping[str, str]) -> dict[tuple[str, str], tuple[float, float]]:
    from retold.settings import Copies
    from retold.stages.copies.index import resemblances

    names = sorted(words)
    every = Copies(every=1, small=len(names), shared=1, jaccard=0.0, containment=0.0, most=max(2, len(names)))
    found = resemblances([words[name] for name in names], every)
    return {
        (names[left], names[right]): (jaccard, containment)
        for left, right, jaccard, containment in zip(
            found.left.tolist(), found.right.tolist(), found.jaccard.tolist(), found.containment.tolist(), strict=True
        )
    }


def _told(witnesses: Iterable[Witness]) -> dict[str, list[str]]:
    """Return the statements that each document tells, in the order in which it first tells them."""
    places: dict[str, dict[str, Span]] = defaultdict(dict)
    for witness in witnesses:
        first = min(witness.spans, default=Span(0, 0))
        known = places[witness.document].get(witness.statement, first)
        places[witness.document][witness.statement] = min(known, first)
    return {document: sorted(at, key=lambda s: (at[s], s)) for document, at in places.items()}


def _together(told: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, str]]:
    tellers: dict[str, list[str]] = defaultdict(list)
    for document in sorted(told):
        for statement in told[document]:
            tellers[statement].append(document)
    for documents in tellers.values():
        yield from combinations(documents, 2)


def longest_rise(places: Sequence[int]) -> int:
    """Return the length of the longest increasing subsequence (patience sorting, Fredman 1975)."""
    from bisect import bisect_left

    tops: list[int] = []
    for place in places:
        at = bisect_left(tops, place)
        tops[at : at + 1] = [place]
    return len(tops)


def shared_errors(
    documents: Sequence[Document], witnesses: Sequence[Witness], readings: Sequence[Reading]
) -> dict[tuple[str, str], list[tuple[Evidence, Evidence]]]:
    """Return for each two documents the places where they alone agree against the record, or against the most.

    An omission counts as no reading: leaving out is what everybody does by himself.
    """
    records = {document.id for document in documents if document.role == "record"}
    known = {document.id for document in documents}
    home = {witness.id: witness.document for witness in witnesses if witness.document in known}
    loci: dict[tuple[str, int], dict[str, Reading]] = defaultdict(dict)
    for reading in readings:
        if reading.text and reading.spans and reading.witness in home:
            loci[reading.statement, reading.locus].setdefault(home[reading.witness], reading)
    found: dict[tuple[str, str], list[tuple[Evidence, Evidence]]] = defaultdict(list)
    for key in sorted(loci):
        at = loci[key]
        counts = Counter(reading.normal for reading in at.values())
        truth = {at[r].normal for r in records if r in at} or {counts.most_common(1)[0][0]}
        for normal, count in counts.items():
            if normal in truth or not 2 <= count <= min(FEW, max(2, len(at) // 2)):
                continue
            if not records & set(at) and counts.most_common(1)[0][1] <= count:
                continue
            tellers = sorted(d for d, r in at.items() if r.normal == normal)
            for left, right in combinations(tellers, 2):
                found[left, right].append((_place(left, at[left]), _place(right, at[right])))
    return found


def _place(document: str, reading: Reading) -> Evidence:
    return Evidence(document, reading.spans[0].start, reading.spans[-1].end)


def common_runs(
    left: Document, right: Document, quotations: Sequence[Quotation], least: int = 5, most: int = 3
) -> list[tuple[Evidence, Evidence]]:
    """Return the longest runs of words that both documents have outside direct speech, longest first."""
    from rapidfuzz.distance import Indel

    a, b = (_tokens(document, quotations) for document in (left, right))
    blocks = [
        op
        for op in Indel.opcodes([w for w, _ in a], [w for w, _ in b])
        if op.tag == "equal" and op.src_end - op.src_start >= least
    ]
    blocks.sort(key=lambda op: (op.src_start - op.src_end, op.src_start))
    return [
        (
            Evidence(left.id, a[op.src_start][1].start, a[op.src_end - 1][1].end),
            Evidence(right.id, b[op.dest_start][1].start, b[op.dest_end - 1][1].end),
        )
        for op in blocks[:most]
    ]


def _tokens(document: Document, quotations: Sequence[Quotation]) -> list[tuple[str, Span]]:
    import re

    hidden = [s for q in quotations if q.document == document.id and q.kind != "indirect" for s in q.content]
    return [
        (match[0].lower(), Span(*match.span()))
        for match in re.finditer(r"\w+", document.text)
        if not any(s.start <= match.start() < s.end for s in hidden)
    ]
