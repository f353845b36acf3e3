"""How far a telling commits its speaker, whether it says yes or no, and how firmly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retold.records import STRENGTHS, Span
from retold.stages.lexicon import HEDGE_PHRASES, HEDGES, MODALS, NEGATIONS, STRENGTH_OF_CUE
from retold.stages.words import is_function_word, stem, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.stages.compare.alignment import Gap
    from retold.stages.compare.telling import Telling
    from retold.stages.words import Word

LADDER = {stem(word.split()[0]): step for word, step in STRENGTH_OF_CUE.items()}
BEFORE_TO = frozenset(stem(word.split()[0]) for word in STRENGTH_OF_CUE if " " in word)
COMMITTING = frozenset(STRENGTHS[2:])
"""Steps that a speaker takes himself; asking and discussing are what anybody does in a talk."""


CHAIN = 30
"""How many characters apart the words of one commitment stand: *ready to discuss*."""


def strength(telling: Telling) -> tuple[str, Span | None]:
    """Return the step of ``STRENGTHS`` that a telling gives its speaker, and the word that says so.

    What is promised counts no more than the promise's own content: *promised to consider* is *considered*, *ready to
    discuss* is *discussed*.  Only the speaker's own doing counts, in the first person or after the cue; what he
    denies (*I cannot promise it*) does not.
    """
    if telling.quotation.negated:
        return "", None
    told = [step for step in steps(telling.words) if _is_doing(telling, step[1])]
    if telling.quotation.kind == "indirect" or not told:
        cue = words(telling.document.text, _cue_and_next(telling))
        told = [*(s for s in steps(cue) if s[0] in COMMITTING), *told]
    if not any(step in COMMITTING for step, _ in told):
        return "", None
    step, word = min(told, key=lambda s: STRENGTHS.index(s[0]))
    chain = [w for _, w in told if abs(w.start - word.start) <= CHAIN] or [word]
    return step, Span(min(w.start for w in chain), max(w.end for w in chain))


def _cue_and_next(telling: Telling) -> list[Span]:
    """Return the cue's spans, each with the word after it where that is *to*."""
    text = telling.document.text
    return [
        Span(c.start, c.end + 3 if text[c.end : c.end + 3].strip() == "to" else c.end) for c in telling.quotation.cue
    ]


def steps(printed: Sequence[Word]) -> list[tuple[str, Word]]:
    """Return (step of ``STRENGTHS``, word) for each word of commitment."""
    found = []
    for i, word in enumerate(printed):
        stemmed = stem(word.text)
        if stemmed not in LADDER or word.text.casefold() in MODALS:
            continue  # *will* is no *willing*
        to = any(w.text.casefold() == "to" for w in printed[i + 1 : i + 2])
        if stemmed not in BEFORE_TO or to:
            found.append((LADDER[stemmed], word))
    return found


NOUNS = frozenset("the a an this that of any no which whose my his her its our your their first last".split())
"""What stands before *offer* and *promise* where they are nouns."""


def _is_doing(telling: Telling, word: Word) -> bool:
    """Say whether the word is what the speaker does: *I would consider*, not *the offer*, not *I cannot promise*."""
    at = telling.words.index(word)
    before = [w.text.casefold().replace("’", "'") for w in telling.words[max(0, at - 6) : at]]
    if before[-1:] and (before[-1] in NOUNS or telling.words[at - 1].normal.isdigit()):
        return False
    if NEGATIONS & set(before[-3:]):
        return False
    return telling.quotation.kind == "indirect" or bool({"i", "we", "i'm", "we're"} & set(before))


def negations(printed: Sequence[Word]) -> list[Word]:
    """Return the words that deny."""
    found = [w for w in printed if _denies(w)]
    # *No, it is not possible* denies once: the first word only answers, as it does not in *no letter*.
    if len(found) > 1 and found[0].text.casefold() == "no":
        after = next(w for w in printed if w.start >= found[0].end)
        return found[1:] if after.start > found[0].end + 1 or after.text.casefold() == "no" else found
    return found


SCOPE = 2
"""How many words of matter may follow a denial within a gap for it still to deny what both tellings have."""
NO_DENIAL = (
    ("or", "not"),
    ("not", "only"),
    ("not", "just"),
    ("no", "doubt"),
    ("no", "matter"),
    ("not", "to", "mention"),
    ("no", "more", "than"),
    ("no", "less", "than"),
    ("no", "fewer", "than"),
    ("no", "later", "than"),
    ("not", "more", "than"),
    ("not", "less", "than"),
)


def denials(parted: Sequence[Gap]) -> tuple[Word | None, bool]:
    """Return the word by which one telling denies what the other affirms, and whether the left one does.

    Denials at two places cancel out: *I do not think that it is safe*, *I think that it is not safe*.  What one
    telling denies in words that the other lacks altogether (*..., and nobody came*) is no denial of the rest.
    """
    parted = [replace(g, left=_unanswered(g.left, g.after), right=_unanswered(g.right, g.after)) for g in parted]
    odd: list[tuple[Word, bool]] = []
    more = sum(sum(map(_denies, g.left)) - sum(map(_denies, g.right)) for g in parted)
    for gap in parted:
        left, right = (_reaching(side, gap.after) for side in (gap.left, gap.right))
        matter = [sum(not is_function_word(w.text) for w in side) for side in (gap.left, gap.right)]
        if min(matter) == 0 and max(matter) > SCOPE:
            continue  # a clause that only one of them has: what it denies is its own
        if bool(left) != bool(right):
            odd.append(((left or right)[0], bool(left)))
    word, denied = odd[0] if len(odd) % 2 else (None, False)
    # *It would not expand* against *its expansion was not planned*: each denies in its own way.
    return (word, denied) if (more > 0 if denied else more < 0) else (None, False)


def _unanswered(side: tuple[Word, ...], after: tuple[Word, ...]) -> tuple[Word, ...]:
    """Leave out a *no* that only answers: *No, that cannot be*, but *No ship may pass* and *No one came*."""
    following = [*side[1:2], *after[:1]][:1]
    idle = not following or (is_function_word(following[0].text) and following[0].text.casefold() != "one")
    answers = side[:1] and side[0].text.casefold() == "no" and idle
    return side[1:] if answers else side


def _reaching(side: Sequence[Word], after: Sequence[Word]) -> list[Word]:
    """Return the denials among the words of a gap that reach what follows it."""
    # What an idle phrase ends in may be shared, and so stand behind the gap: *not only*, *no more than*.
    low = [w.text.casefold() for w in (*side, *after)]
    idle = {
        i + k
        for phrase in NO_DENIAL
        for i in range(len(low))
        if tuple(low[i : i + len(phrase)]) == phrase
        for k in range(len(phrase))
    }
    found = []
    for i, word in enumerate(side):
        between = sum(not is_function_word(w.text) for w in side[i + 1 :])
        # *If they ask, it can't*: at the end, what is denied is all that stands before.
        reaches = bool(after) or i == len(side) - 1
        if _denies(word) and i not in idle and between <= SCOPE and reaches:
            found.append(word)
    return found


def _denies(word: Word) -> bool:
    low = word.text.casefold().replace("’", "'")
    return low in NEGATIONS or low.endswith("n't") or word.normal == "=impossible" or low == "unless"


def hedges(telling: Telling) -> list[tuple[str, Span]]:
    """Return the qualifiers of a telling, with their places."""
    found = [
        (w.text.casefold(), Span(w.start, w.end))
        for before, w, after in zip((None, *telling.words), telling.words, (*telling.words[1:], None), strict=False)
        if w.text.casefold() in HEDGES and _qualifies(before, w.text.casefold(), after)
    ]
    for span in telling.spans:
        low = telling.document.text[span.start : span.end].casefold()
        for phrase in HEDGE_PHRASES:
            at = low.find(phrase)
            if at >= 0:
                found.append((phrase, Span(span.start + at, span.start + at + len(phrase))))
    return found


OF_AMOUNTS = frozenset("about around".split())
"""Qualifiers of a number; before other words they are prepositions: *a note about the call*."""


ABOUT = frozenset(
    stem(w)
    for w in """sure certain clear ask talk speak say tell know hear read learn think worry care complain warn
    question doubt debate""".split()
)
"""Words that take *about*: *sure about three* is no *some three*."""


OF_MANY = frozenset("some many several most few".split())
"""Qualifiers of a number of things; before one thing they say little: *some common ground*."""


MANY = frozenset("of people men women children police".split())


def _qualifies(before: Word | None, low: str, after: Word | None) -> bool:
    counted = after is not None and (after.text[0].isdigit() or after.normal.isdigit() or after.text == "half")
    if low in OF_AMOUNTS:
        return counted and not (before and low == "about" and stem(before.text) in ABOUT)
    if low in OF_MANY:
        return counted or (after is not None and (after.text.casefold() in MANY or after.text.endswith("s")))
    return True


def modals(printed: Sequence[Word]) -> list[Word]:
    """Return the modal verbs."""
    return [w for w in printed if w.text.casefold() in MODALS]
