"""One claimed quotation, checked against a case (the record first) or against a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from retold.errors import NoInput, WrongUse
from retold.records import Evidence, Span
from retold.stages.compare.strength import negations
from retold.stages.match import sentences
from retold.stages.words import Word, is_function_word, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retold.case import Case
    from retold.records import Document

LONGEST_CLAIM = 2_000
"""Words of a claim that are looked at; nobody quotes more."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a claim is against its source.

    ``verdict`` is exact, elided, paraphrase, altered, other speaker, or not found; ``score`` how alike the words are
    (0 to 1); ``passage`` the words of the source and ``place`` where they stand; ``lost`` and ``added`` the words of
    matter that the claim lacks or has too many.
    """

    verdict: str
    score: float
    source: str
    passage: str
    place: Evidence | None
    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    speaker: str = ""

    def sentence(self) -> str:
        """Return the verdict as a person would say it."""
        if self.place is None:
            return "not found in what you gave me"
        parts = [f"{self.verdict} ({self.score:.2f}), {self.source}: {self.passage}"]
        parts += [f"  lost: {', '.join(self.lost)}"] if self.lost else []
        parts += [f"  added: {', '.join(self.added)}"] if self.added else []
        parts += [f"  said there by {self.speaker}"] if self.speaker else []
        return "\n".join(parts)


NOT_FOUND = Verdict("not found", 0.0, "", "", None)


def check_case(case: Case, claim: str, speaker: str | None = None) -> Verdict:
    """Check a claim against the documents of a case: primary documents first, then the others.

    Raises:
        WrongUse: the claim has no words.
    """
    claimed = _claimed(claim)
    ordered = sorted(case.documents, key=lambda d: (d.role != "record", d.id))
    records = [d for d in ordered if d.role == "record"]
    verdict = _best(claimed, records) if records else NOT_FOUND
    if verdict.place is None:
        verdict = _best(claimed, ordered)
    return _with_speaker(case, verdict, speaker)


def check_file(path: Path, claim: str) -> Verdict:
    """Check a claim against one file.

    Raises:
        WrongUse: the claim has no words, or the file is not there.
        NoInput: the file could not be read.
    """
    from retold import readers
    from retold.settings import Clean, Read
    from retold.stages.clean import Cleaner

    claimed = _claimed(claim)
    sources, _ = readers.find([str(path)])
    pages = [p for source in sources for p in readers.Reader(Read())(source) if hasattr(p, "text")]
    documents = [d for page in pages for d in Cleaner(Clean())(page) if hasattr(d, "headline")]  # type: ignore[arg-type]
    if not documents:
        raise NoInput(f"{path}: could not be read")
    return _best(claimed, documents)  # type: ignore[arg-type]


def _claimed(claim: str) -> list[Word]:
    claimed = words(claim, [Span(0, len(claim))])[:LONGEST_CLAIM]
    if not claimed:
        raise WrongUse("the claim has no words; give the quotation in quotation marks")
    return claimed


def _best(claimed: list[Word], documents: Iterable[Document]) -> Verdict:
    found = [(score, -i, document, span) for i, document in enumerate(documents)
             for score, span in [_nearest(claimed, document.text)] if span]  # fmt: skip
    if not found:
        return NOT_FOUND
    _, _, document, span = max(found, key=lambda f: f[:2])
    return _verdict(claimed, document, span)


def _nearest(claimed: list[Word], text: str) -> tuple[float, Span | None]:
    """Return how well the best run of sentences of a text fits a claim, and where it stands."""
    claim = [w.normal for w in claimed]
    matter = {w.normal for w in claimed if not is_function_word(w.text)} or set(claim)
    best: tuple[float, Span | None] = (0.0, None)
    for run in _runs(text, len(claim)):
        normals = [w.normal for w in run]
        shared = len(matter & set(normals)) / len(matter)
        if shared < 0.4 or shared < best[0] - 0.3:
            continue
        score = 0.6 * shared + 0.4 * Indel.normalized_similarity(claim, normals)
        if score > best[0]:
            best = (score, Span(run[0].start, run[-1].end))
    return best if best[0] >= 0.45 else (0.0, None)


def _runs(text: str, length: int) -> Iterator[list[Word]]:
    """Yield runs of one to six sentences that are at most three times as long as the claim."""
    lines = []
    start = 0
    for line in text.splitlines(keepends=True):
        lines += [words(text, s) for s in sentences(text, [Span(start, start + len(line))])]
        start += len(line)
    for i in range(len(lines)):
        run: list[Word] = []
        for j in range(i, min(i + 6, len(lines))):
            run = [*run, *lines[j]]
            if run:
                yield run
            if len(run) > 3 * length:
                break


def _verdict(claimed: list[Word], document: Document, span: Span) -> Verdict:
    there = words(document.text, [span])
    claim, source = [w.normal for w in claimed], [w.normal for w in there]
    # Within the passage only the stretch that the claim covers counts.
    ops = Indel.editops(claim, source).as_matching_blocks()
    matched = [b for b in ops if b.size]
    first, last = matched[0].b, matched[-1].b + matched[-1].size
    covered = there[first:last]
    score = Indel.normalized_similarity(claim, [w.normal for w in covered])
    lost = _surplus(covered, claimed)
    added = _surplus(claimed, covered)
    denied = len(negations(claimed)) % 2 != len(negations(covered)) % 2
    printed = [w.text.casefold() for w in claimed] == [w.text.casefold() for w in covered]
    if printed:
        kind = "exact"
    elif denied:
        kind = "altered"
    elif not added and lost:
        kind = "elided"
    elif not added and not lost:
        kind = "exact" if fuzz.ratio(" ".join(claim), " ".join(w.normal for w in covered)) > 97 else "paraphrase"
    else:
        kind = "paraphrase" if score >= 0.35 else "altered"
    place = Evidence(document.id, covered[0].start, covered[-1].end)
    passage = " ".join(document.text[place.start : place.end].split())
    line = document.text.count("\n", 0, place.start) + 1
    source_name = f"{document.member or PurePath(document.path).name}, line {line}"
    return Verdict(kind, round(score, 3), source_name, passage, place, lost, added)


def _surplus(left: list[Word], right: list[Word]) -> tuple[str, ...]:
    """Return the words of matter in ``left`` that ``right`` has not."""
    have = {w.normal for w in right}
    return tuple(w.text for w in left if w.normal not in have and not is_function_word(w.text))


def _with_speaker(case: Case, verdict: Verdict, speaker: str | None) -> Verdict:
    if verdict.place is None:
        return verdict
    names = {p.id: p.name for p in case.people}
    said = {a.quotation: a.speaker for a in case.attributions}
    here = [
        q
        for q in case.quotations
        if q.document == verdict.place.document
        and any(s.start < verdict.place.end and verdict.place.start < s.end for s in q.content)
        and said.get(q.id)
    ]
    if not here:
        return verdict
    nearest = min(here, key=lambda q: (sum(s.end - s.start for s in q.content), q.id))
    name = names.get(said[nearest.id] or "", "")
    other = speaker is not None and name and not set(speaker.casefold().split()) & set(name.casefold().split())
    return Verdict(
        "other speaker" if other else verdict.verdict, verdict.score, verdict.source, verdict.passage, verdict.place,
        verdict.lost, verdict.added, name,
    )  # fmt: skip
