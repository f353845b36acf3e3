"""How far a telling commits its speaker, whether it says yes or no, and how firmly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.records import STRENGTHS, Span
from retold.stages.lexicon import HEDGE_PHRASES, HEDGES, MODALS, NEGATIONS, STRENGTH_OF_CUE
from retold.stages.words import stem, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.stages.compare.telling import Telling
    from retold.stages.words import Word

LADDER = {stem(word): step for word, step in STRENGTH_OF_CUE.items()}
COMMITTING = frozenset(STRENGTHS[2:])
"""Steps that a speaker takes himself; asking and discussing are what anybody does in a talk."""


def strength(telling: Telling) -> tuple[str, Span | None]:
    """Return the step of ``STRENGTHS`` that a telling gives its speaker, and the word that says so.

    What is promised counts no more than the promise's own content: *promised to consider* is *considered*, *ready to
    discuss* is *discussed*.  Only the speaker's own doing counts, in the first person or after the cue.
    """
    steps = [(LADDER[s], w) for w in telling.words if (s := stem(w.text)) in LADDER and _is_doing(telling, w)]
    cue = [
        (LADDER[s], w)
        for w in words(telling.document.text, telling.quotation.cue)
        if (s := stem(w.text)) in LADDER and LADDER[s] in COMMITTING
    ]
    told = [*cue, *steps] if telling.quotation.kind == "indirect" or not steps else steps
    if not told or not any(step in COMMITTING for step, _ in told):
        return "", None
    step, word = min(told, key=lambda s: STRENGTHS.index(s[0]))
    return step, Span(word.start, word.end)


def _is_doing(telling: Telling, word: Word) -> bool:
    """Say whether the word is what the speaker does: *I would consider*, not *the deal*, *a promise made by others*."""
    before = [w.text.casefold() for w in telling.words if word.start - 40 <= w.start < word.start]
    nominal = before[-1:] and before[-1] in ("the", "a", "an", "this", "that", "of", "any", "no")
    if nominal:
        return False
    return telling.quotation.kind == "indirect" or bool({"i", "we", "i'm", "we're", "i’m", "we’re"} & set(before))


def negations(printed: Sequence[Word]) -> list[Word]:
    """Return the words that deny."""
    return [w for w in printed if w.text.casefold().replace("’", "'") in NEGATIONS or w.normal == "=impossible"]


def hedges(telling: Telling) -> list[tuple[str, Span]]:
    """Return the qualifiers of a telling, with their places."""
    found = [(w.text.casefold(), Span(w.start, w.end)) for w in telling.words if w.text.casefold() in HEDGES]
    for span in telling.spans:
        low = telling.document.text[span.start : span.end].casefold()
        for phrase in HEDGE_PHRASES:
            at = low.find(phrase)
            if at >= 0:
                found.append((phrase, Span(span.start + at, span.start + at + len(phrase))))
    return found


def modals(printed: Sequence[Word]) -> list[Word]:
    """Return the modal verbs."""
    return [w for w in printed if w.text.casefold() in MODALS]
