"""Headlines that say more than their body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.records import STRENGTHS, Evidence, Span
from retold.stages.compare.strength import steps, strength
from retold.stages.compare.telling import Finding, Telling, Tellings, quoted
from retold.stages.lexicon import MENTAL, SPOKEN
from retold.stages.match import sentences
from retold.stages.words import forms, is_function_word, normal, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.records import Block, Document
    from retold.stages.words import Word

DOUBTS = frozenset("allegedly reportedly apparently purportedly supposedly claimed unconfirmed may might could".split())


def headline_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield headlines (and subheadings) that commit a speaker further than the body, or drop its doubt.

    *Mayor promises free ferry* above *the mayor said she would consider a free ferry*.
    """
    for document, blocks in sorted(tellings.blocks.items()):
        heads = [b for b in blocks if b.label in ("headline", "subheading")]
        told = tellings.of_document.get(document, [])
        for head in heads:
            above = [t for t in told if t.headline and head.span.start <= t.spans[0].start < head.span.end]
            below = sorted((t for t in told if not t.headline), key=lambda t: t.spans)
            for claim in above:
                found = [*_stronger(tellings, head, claim, below), *_spoken_for_thought(tellings, head, claim, below)]
                found = found or [*_stronger_than_others(tellings, head, claim)]
                yield from found or [*_stronger_than_all(tellings, head, claim, below)]
            yield from _misquoting(tellings, document, head)
            yield from _unsupported(tellings, document, head, above)


def _stronger(tellings: Tellings, head: Block, claim: Telling, below: list[Telling]) -> Iterator[Finding]:
    step, _ = strength(claim)
    same = [t for t in below if _same_matter(claim, t)]
    measured = [(*strength(t), t) for t in same]
    weaker = [(said, word, t) for said, word, t in measured if said and _step(said) < _step(step)]
    if any(_step(said) >= _step(step) for said, _, _ in measured):
        return  # the body goes as far somewhere
    document = claim.document.id
    if step and weaker:
        said, word, telling = min(weaker, key=lambda w: (STRENGTHS.index(w[0]), w[2].spans))
        gap = _step(step) - STRENGTHS.index(said)
        evidence = [Evidence(document, head.span.start, head.span.end), telling.evidence()]
        evidence += [telling.evidence([s]) for s in (word,) if s]
        evidence += [e for d in [_doubt_before(telling)] if d for e in [Evidence(document, d.start, d.end)]]
        others = [t for t in tellings.of_statement[claim.witness.statement] if t.document.id != document]
        evidence += [t.evidence() for t in others if not t.headline and 0 <= _step(strength(t)[0]) < _step(step)][:3]
        why = (
            f"The headline of {tellings.name(document)} goes further ({quoted(_head(tellings, document, head), 80)}) "
            f"than its body ({quoted(telling.text, 70)})."
        )
        severity = "high" if gap >= 2 else "medium"
        yield Finding("headline", severity, tuple(evidence), why, min(0.95, 0.6 + 0.1 * gap), claim.witness.statement)
        return
    for telling in same:
        doubt = _doubt_before(telling)
        if doubt and not _doubt_in(claim.document.text, head.span):
            doubted = claim.document.text[doubt.start : doubt.end]
            why = f"The headline of {tellings.name(document)} states as fact what its body calls {doubted!r}."
            evidence = [Evidence(document, head.span.start, head.span.end), Evidence(document, doubt.start, doubt.end)]
            yield Finding("headline", "high", (*evidence, telling.evidence()), why, 0.7, claim.witness.statement)
            return


def _stronger_than_others(tellings: Tellings, head: Block, claim: Telling) -> Iterator[Finding]:
    """The body has no telling of its own: hold the headline against the record, or the others' fullest telling."""
    step, _ = strength(claim)
    others = [t for t in tellings.of_statement[claim.witness.statement] if t.document.id != claim.document.id]
    for other in others:
        said, word = strength(other)
        if step and said and not other.headline and _step(step) - _step(said) >= 2:
            document = claim.document.id
            why = (
                f"The headline of {tellings.name(document)} goes further "
                f"({quoted(_head(tellings, document, head), 80)}) than {tellings.name(other.document.id)} "
                f"({quoted(other.text, 70)})."
            )
            evidence = [Evidence(document, head.span.start, head.span.end), other.evidence()]
            evidence += [other.evidence([word])] if word else []
            sure = tellings.kinship.tellings(claim, other)
            yield Finding("headline", "high", tuple(evidence), why, 0.7, claim.witness.statement, sure)
            return


def _stronger_than_all(tellings: Tellings, head: Block, claim: Telling, below: list[Telling]) -> Iterator[Finding]:
    """*Brandt vowed to bring the islanders into the fleet* above a body in which she vows nothing at all."""
    step, _ = strength(claim)
    speaker = claim.attribution.speaker if claim.attribution else None
    document = claim.document.id
    if _step(step) < STRENGTHS.index("offered") or speaker is None:
        return
    printed = words(claim.document.text, [b.span for b in tellings.blocks[document] if b.label == "body"])
    others = [t for t in below if t.attribution and t.attribution.speaker not in (None, speaker)]
    said_by_others = [s for t in others for s in t.spans]
    strong = [w for said, w in steps(printed) if _step(said) >= _step(step)]
    if any(not any(s.start <= w.start < s.end for s in said_by_others) for w in strong):
        return  # the body has a word as strong, which may be said of the same speaker
    plain = {w.normal for w in _words_of(claim.document, head) if not is_function_word(w.text) and w.text[0].islower()}
    own = [t for t in below if t.attribution and t.attribution.speaker == speaker and t.quotation.parent is None]
    near = [(len(plain & {w.normal for w in t.words}), t) for t in own]
    shared, telling = max(near, key=lambda n: (n[0], -n[1].spans[0].start), default=(0, None))
    if telling is not None and shared:
        why = (
            f"The headline of {tellings.name(document)} goes further ({quoted(_head(tellings, document, head), 80)}) "
            f"than anything in its body, where it is no more than {quoted(telling.text, 70)}."
        )
        said, word = strength(telling)
        evidence = [Evidence(document, head.span.start, head.span.end), telling.evidence()]
        evidence += [telling.evidence([word])] if said and word else []
        yield Finding("headline", "high", tuple(evidence), why, 0.65, claim.witness.statement)


MARKED = re.compile(r"(?:[“‘\"]|(?<!\w)')(?P<words>(?:[^“”‘’'\"\n]|(?<=\w)[’'](?=\w)){8,120})(?:[”\"]|[’'](?!\w))")
LEAST_MARKED = 3
SUPPORTED = 0.75


def _misquoting(tellings: Tellings, document: str, head: Block) -> Iterator[Finding]:
    """*‘They laughed at us’: mayor hits out* above a body in which nobody says so."""
    text = tellings.documents[document].text
    body = [b.span for b in tellings.blocks[document] if b.label == "body"]
    for marked in MARKED.finditer(text, head.span.start, head.span.end):
        span = Span(*marked.span("words"))
        said = {w.normal for w in words(text, [span])}
        if len(said) < LEAST_MARKED or not any(not is_function_word(w.text) for w in words(text, [span])):
            continue
        best = max(
            (len(said & {w.normal for w in words(text, s)}) for b in body for s in sentences(text, [b])), default=0
        )
        if body and best < SUPPORTED * len(said):
            why = (
                f"The headline of {tellings.name(document)} puts {quoted(text[span.start : span.end])} in quotation "
                "marks; nobody says that in its body."
            )
            yield Finding("headline", "medium", (Evidence(document, head.span.start, head.span.end),), why, 0.55)


def _unsupported(tellings: Tellings, document: str, head: Block, above: list[Telling]) -> Iterator[Finding]:
    """*Brandt explains why she fears the sea* above a text that has no word of fear or sea."""
    text = tellings.documents[document].text
    body = [b.span for b in tellings.blocks[document] if b.label == "body"]
    for claim in above:
        matter = {w.normal for w in claim.words if not is_function_word(w.text) and w.text[0].islower()}
        if claim.quotation.kind != "indirect" or len(matter) < 2:
            continue
        if not matter.intersection(map(normal, forms(text, body))):
            why = (
                f"{quoted(_head(tellings, document, head), 80)} stands above the text of {tellings.name(document)}, "
                "in which nothing is said of it."
            )
            yield Finding("headline", "low", (Evidence(document, head.span.start, head.span.end),), why, 0.5)
            return


def _words_of(document: Document, head: Block) -> list[Word]:
    return words(document.text, [head.span])


def _spoken_for_thought(tellings: Tellings, head: Block, claim: Telling, below: list[Telling]) -> Iterator[Finding]:
    """*Minister admits delay* above *the minister understood that there was a delay*."""
    aloud = _cue_stems(claim) & {stem(w) for w in SPOKEN}
    thought = [t for t in below if _same_matter(claim, t) and _cue_stems(t) & {stem(w) for w in MENTAL}]
    if aloud and thought:
        telling = thought[0]
        document = claim.document.id
        cue = claim.document.text[telling.quotation.cue[0].start : telling.quotation.cue[0].end]
        why = (
            f"The headline of {tellings.name(document)} has said aloud ({quoted(_head(tellings, document, head), 80)}) "
            f"what its body calls {cue!r} ({quoted(telling.text, 70)})."
        )
        evidence = (
            Evidence(document, head.span.start, head.span.end),
            telling.evidence(sorted([*telling.quotation.source, *telling.quotation.cue])),
            telling.evidence(),
        )
        yield Finding("headline", "medium", evidence, why, 0.6, claim.witness.statement)


SAME_MATTER = 0.6


def _cue_stems(telling: Telling) -> set[str]:
    return {stem(w.text) for w in words(telling.document.text, telling.quotation.cue)}


def _step(strength_: str) -> int:
    return STRENGTHS.index(strength_) if strength_ else -1


def _same_matter(head: Telling, body: Telling) -> bool:
    """Say whether two tellings of one document are of one matter: one speaker, and most of the headline's words."""
    a, b = head.attribution, body.attribution
    if a and b and a.speaker and b.speaker and a.speaker != b.speaker:
        return False
    if head.witness.statement == body.witness.statement:
        return True
    telling = {w.normal for w in head.words if not is_function_word(w.text)}
    return bool(telling) and len(telling & {w.normal for w in body.words}) / len(telling) >= SAME_MATTER


def _doubt_before(telling: Telling) -> Span | None:
    """Return the word of doubt between the sentence's start and the words: *allegedly promised*."""
    places = [*telling.quotation.source, *telling.quotation.cue]
    if not places:
        return None
    start = min(s.start for s in places)
    return _doubt_in(telling.document.text, Span(start, max(telling.spans[0].start, start)))


def _doubt_in(text: str, span: Span) -> Span | None:
    return next((Span(w.start, w.end) for w in words(text, [span]) if w.text.casefold() in DOUBTS), None)


def _head(tellings: Tellings, document: str, head: Block) -> str:
    return tellings.documents[document].text[head.span.start : head.span.end]
