"""What a claim is against the passage that it fits: the same words, fewer, others, or another matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from retold.records import STRENGTHS
from retold.stages.compare.alignment import gaps
from retold.stages.compare.measures import numbers
from retold.stages.compare.strength import LADDER, denials, negations
from retold.stages.lexicon import NEGATIONS
from retold.stages.words import is_function_word, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.stages.words import Word

    Block = tuple[list[Word], list[Word]]

DOUBTS = frozenset(
    """allegedly reportedly apparently possibly perhaps maybe probably likely presumably supposedly""".split()
)
"""Words whose loss makes a claim surer than its source."""

APART = 25
"""So many words of the source between two that the claim puts side by side: two passages, joined."""

CLAUSE = 3
"""So many words in a row may be a clause of their own."""

OPPOSITE = ("dis", "un", "in", "im", "non")
"""What makes a word deny what it says without."""

FIRMNESS = {"may": 1, "might": 1, "can": 1, "could": 1, "should": 2, "will": 3, "would": 3, "shall": 3, "must": 4}
"""How firmly a modal verb states; reported speech turns *will* to *would* and *can* to *could*, so each pair is one."""

MONTHS = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday""".split()
)


@dataclass(frozen=True, slots=True)
class Claim:
    """The words of a claim, or of the passage that it fits, and the names among them; ``left`` words were left out."""

    words: tuple[Word, ...]
    names: frozenset[str]
    left: int = 0


def claim_of(printed: Sequence[Word], text: str, most: int | None = None) -> Claim:
    """Return the first ``most`` words with their names: those with a capital that begin no sentence and no speech."""
    looked_at = tuple(printed[:most])
    names = frozenset(OWNER.sub("", w.text) for w in looked_at if _is_name(w, text))
    return Claim(looked_at, names, len(printed) - len(looked_at))


OWNER = re.compile(r"['’]s$")


def _is_name(word: Word, text: str) -> bool:
    before = text[: word.start].rstrip(" ")[-1:]
    begins = not before or before in ".!?:;\n\"'“‘”’«»„([—–-"
    return word.text[0].isupper() and len(word.text) > 1 and not begins and not is_function_word(word.text)


def judgement(claim: Claim, passage: Claim, around: str, before: Sequence[Word]) -> tuple[str, str]:
    """Return the verdict on the words, and what is altered if something is.

    Args:
        claim: the words as somebody printed them.
        passage: the words of the source, from the first that fits to the last.
        around: the source's text about the passage; a name that stands there is no addition.
        before: the few words of the passage's sentence that stand before it.
    """
    if is_same(claim.words, passage.words):
        return ("altered", "negation") if _is_denied(before) and not negations(claim.words) else ("exact", "")
    blocks = parted(claim.words, passage.words)
    here, there = [w for b in blocks for w in b[0]], [w for b in blocks for w in b[1]]
    what = _altered(claim, passage, blocks, before)
    # *Ms Hallam* for *Ms Venn*: a name that the source has nowhere near, where it names somebody else
    if not what and passage.names - claim.names and any(not _stands_in(n, around) for n in claim.names - passage.names):
        what = "name"
    if what:
        return "altered", what
    gap = _strength(here) - _strength(there) if _strength(here) and _strength(there) else 0
    gap = gap or _firmness(here, there) or _doubt(there) - _doubt(here)
    if gap:
        return ("stronger" if gap > 0 else "weaker"), ""
    if not here:
        return ("joined" if any(len(b[1]) > APART for b in blocks) else "elided"), ""
    return "paraphrase", ""


def is_same(claim: Sequence[Word], passage: Sequence[Word]) -> bool:
    """Say whether the words are the same, but for capitals and marks."""
    return [_printed(w) for w in claim] == [_printed(w) for w in passage]


def surplus(left: Sequence[Word], right: Sequence[Word]) -> tuple[str, ...]:
    """Return the words of matter in ``left`` that ``right`` has not, as printed."""
    have = {w.normal for w in right}
    return tuple(w.text for w in left if w.normal not in have and not is_function_word(w.text))


def _printed(word: Word) -> str:
    return word.text.casefold().replace("’", "'")


def parted(claim: Sequence[Word], passage: Sequence[Word]) -> list[Block]:
    """Return where they part, by their alignment: the words of the claim, and those of the passage in their place."""
    blocks: list[Block] = []
    together = True
    for op in Indel.opcodes([_printed(w) for w in claim], [_printed(w) for w in passage]):
        if op.tag == "equal":
            together = True
            continue
        if together:
            blocks.append(([], []))
        together = False
        blocks[-1][0].extend(claim[op.src_start : op.src_end])
        blocks[-1][1].extend(passage[op.dest_start : op.dest_end])
    return blocks


def _altered(claim: Claim, passage: Claim, blocks: Sequence[Block], before: Sequence[Word]) -> str:
    """Return what of the matter is another, names apart: negation, number or date; empty if nothing is."""
    here, there = [w for b in blocks for w in b[0]], [w for b in blocks for w in b[1]]
    # *We are ready to talk. [We cannot promise it.] The road stays open*: what is left out whole denies nothing here
    left_out = {id(w) for b in blocks if not b[0] and len(b[1]) >= CLAUSE for w in b[1]}
    put_in = {id(w) for b in blocks if not b[1] and len(b[0]) >= CLAUSE for w in b[0]}
    one = [w for w in _denying(claim, passage) if id(w) not in put_in]
    other = [w for w in _denying(passage, claim) if id(w) not in left_out]
    denied = len(other) % 2 == 1 or (not other and _is_denied(before))
    if (len(one) % 2 == 1) != denied and not _only_answers(here, there) and _at_one_place(claim, passage, one, other):
        return "negation"
    others = _values(there) - _values(claim.words)
    if others and any(not _rounds(v, others, claim.words) for v in _values(here) - _values(passage.words)):
        return "number"
    if _dates(here) - _dates(passage.words) and _dates(there) - _dates(claim.words):
        return "date"
    return ""


def _denying(claim: Claim, passage: Claim) -> list[Word]:
    """Return the words that deny, and those that say the opposite of a word of the other side: *disagree*, *agree*."""
    said = {stem(w.text) for w in passage.words}
    low = [(w, _printed(w)) for w in claim.words]
    opposite = [
        w for w, t in low for p in OPPOSITE if t.startswith(p) and len(t) > len(p) + 2 and stem(t[len(p) :]) in said
    ]
    return [*negations(claim.words), *opposite]


def _at_one_place(claim: Claim, passage: Claim, one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Say whether the denials part the two: only one side has any, or they do not cancel out place by place.

    *She did not leak it* against *I never leaked it, not to you, not to anyone*: one says it oftener, and that is all.
    """
    if not one or not other:
        return True
    return denials(gaps(claim.words, passage.words))[0] is not None


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) is not None


def _is_denied(before: Sequence[Word]) -> bool:
    return any(_printed(w) in NEGATIONS or _printed(w).endswith("n't") for w in before[-2:])


def _only_answers(here: Sequence[Word], there: Sequence[Word]) -> bool:
    """Say whether the only denial that parts them is an answering or doubled *no* (*no-no, it is not possible*)."""
    denials = [_printed(w) for w in (*here, *there) if negations([w])]
    return bool(denials) and set(denials) == {"no"}


def _values(printed: Sequence[Word]) -> set[float]:
    return {value for value, _ in numbers(printed)}


def _rounds(value: float, others: set[float], printed: Sequence[Word]) -> bool:
    """Say whether a number is given as about what one of the others is: *about 40,000* for 38,000."""
    if not any(abs(value - other) <= NEARLY * other for other in others):
        return False
    place = next(span.start for found, span in numbers(printed) if found == value)
    before = [w for w in printed if w.end <= place][-1:]
    return any(_printed(w) in ABOUT for w in before)


ABOUT = frozenset("about around roughly approximately nearly almost some circa".split())
NEARLY = 0.1
"""By what share a number may differ from the one that it rounds."""


def _dates(printed: Sequence[Word]) -> set[str]:
    return {_printed(w) for w in printed if _printed(w) in MONTHS and w.text[0].isupper()}


def _strength(printed: Sequence[Word]) -> int:
    """Return how far these words commit their speaker, from 1; 0 if they say nothing of it."""
    said = (stem(w.text) for w in printed if _printed(w) not in FIRMNESS)
    return max((STRENGTHS.index(LADDER[s]) + 1 for s in said if s in LADDER), default=0)


def _firmness(here: Sequence[Word], there: Sequence[Word]) -> int:
    """Return by how much the claim's modal verb is firmer than the one in its place."""
    one, other = ({_printed(w) for w in side} & FIRMNESS.keys() for side in (here, there))
    if one | other <= {"should", "would"}:
        return 0  # *I should like to go*, *he would like to go*
    return max(FIRMNESS[m] for m in one) - max(FIRMNESS[m] for m in other) if one and other else 0


def _doubt(printed: Sequence[Word]) -> int:
    return sum(_printed(w) in DOUBTS for w in printed)
