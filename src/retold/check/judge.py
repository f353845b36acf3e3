"""What a claim is against the passage that it fits: the same words, fewer, others, or another matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from retold.records import STRENGTHS
from retold.stages.compare.strength import LADDER, negations
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

FIRMNESS = {"may": 1, "might": 1, "can": 1, "could": 1, "should": 2, "will": 3, "would": 3, "shall": 3, "must": 4}
"""How firmly a modal verb states; reported speech turns *will* to *would* and *can* to *could*, so each pair is one."""

NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen twenty""".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
     "hundred": "100", "thousand": "1000", "million": "1000000", "billion": "1000000000"}  # fmt: skip
MONTHS = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday""".split()
)


@dataclass(frozen=True, slots=True)
class Claim:
    """The words of a claim, or of the passage that it fits, and the names among them."""

    words: tuple[Word, ...]
    names: frozenset[str]


def claim_of(printed: Sequence[Word], text: str) -> Claim:
    """Return the words with their names: those with a capital that begin no sentence and no speech."""
    return Claim(tuple(printed), frozenset(w.text for w in printed if _is_name(w, text)))


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
    blocks = _parted(claim.words, passage.words)
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


def _parted(claim: Sequence[Word], passage: Sequence[Word]) -> list[Block]:
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
    one = [w for w in negations(claim.words) if id(w) not in put_in]
    other = [w for w in negations(passage.words) if id(w) not in left_out]
    denied = len(other) % 2 == 1 or (not other and _is_denied(before))
    if (len(one) % 2 == 1) != denied and not _only_answers(here, there):
        return "negation"
    if _values(here) - _values(passage.words) and _values(there) - _values(claim.words):
        return "number"
    if _dates(here) - _dates(passage.words) and _dates(there) - _dates(claim.words):
        return "date"
    return ""


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None


def _is_denied(before: Sequence[Word]) -> bool:
    return any(_printed(w) in NEGATIONS or _printed(w).endswith("n't") for w in before[-2:])


def _only_answers(here: Sequence[Word], there: Sequence[Word]) -> bool:
    """Say whether the only denial that parts them is an answering or doubled *no* (*no-no, it is not possible*)."""
    denials = [_printed(w) for w in (*here, *there) if negations([w])]
    return bool(denials) and set(denials) == {"no"}


def _values(printed: Sequence[Word]) -> set[str]:
    found = {NUMBERS.get(_printed(w), _printed(w)).replace(",", "") for w in printed}
    return {value for value in found if value[:1].isdigit()}


def _dates(printed: Sequence[Word]) -> set[str]:
    return {_printed(w) for w in printed if _printed(w) in MONTHS and w.text[0].isupper()}


def _strength(printed: Sequence[Word]) -> int:
    """Return how far these words commit their speaker, from 1; 0 if they say nothing of it."""
    said = (stem(w.text) for w in printed if _printed(w) not in FIRMNESS)
    return max((STRENGTHS.index(LADDER[s]) + 1 for s in said if s in LADDER), default=0)


def _firmness(here: Sequence[Word], there: Sequence[Word]) -> int:
    """Return by how much the claim's modal verb is firmer than the one in its place."""
    one, other = ([FIRMNESS[_printed(w)] for w in side if _printed(w) in FIRMNESS] for side in (here, there))
    return max(one) - max(other) if one and other else 0


def _doubt(printed: Sequence[Word]) -> int:
    return sum(_printed(w) in DOUBTS for w in printed)
