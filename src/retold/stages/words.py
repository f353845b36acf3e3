"""Words with their places and normal forms: what is aligned, while the printed form is what is shown."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from retold.stages.lexicon import CONCEPTS, FUNCTION_WORDS, IRREGULAR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.records import Span

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ONES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
NUMBER_WORDS = {**_TENS, **_ONES, **{word: 10 + i for i, word in enumerate(_TEENS)}, "dozen": 12}
# All text goes through this many times: what is commonest is tried first, and of two ways to say one thing the faster
# is taken (letters of English before all others; the hyphen of *sixty-one* before what stands before it).
_LETTERS = r"(?:[a-zA-Z]+[^\W\d_]*|[^\W\d_]+)"
_COMPOUND = rf"(?:-(?<=ty-|TY-)(?i:{'|'.join(_ONES)})\b|)"
WORD = re.compile(rf"{_LETTERS}(?:['’][^\W\d_]+(?:['’][^\W\d_]+)*|){_COMPOUND}|\d+(?:[.,:]\d+)*")
_CONTRACTIONS = {"can't": "cannot", "cant": "cannot", "won't": "will not", "it's": "it is", "that's": "that is"}
_TAILS = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m))$")
_SPELLING = (
    (re.compile(r"is(e|ed|es|ing|ation|ations|er|ers)$"), r"iz\1"),
    (re.compile(r"our(s|ed|ing|ite)?$"), r"or\1"),
    (re.compile(r"([bt])re(s)?$"), r"\1er\2"),
)


class Word(NamedTuple):
    """A word as printed, where it stands, and its normal form (stem, or the concept that it stands for)."""

    text: str
    start: int
    end: int
    normal: str


def words(text: str, spans: Iterable[Span]) -> list[Word]:
    """Return the words of the spans of a text in order; offsets are into the text."""
    new = tuple.__new__  # half the time of the call of a named tuple, and this is where most of it goes
    return [
        new(Word, (word := m.group(), m.start(), m.end(), normal(word)))
        for span in spans
        for m in WORD.finditer(text, span.start, span.end)
    ]


def forms(text: str, spans: Iterable[Span]) -> list[str]:
    """Return the words of the spans of a text as printed: a third of the work where nobody asks for their places."""
    return [word for span in spans for word in WORD.findall(text, span.start, span.end)]


@cache
def stem(word: str) -> str:
    """Return the stem of a word (Porter2), spelling variants and straight apostrophes levelled."""
    low = word.casefold().replace("’", "'")
    low = _CONTRACTIONS.get(low, low)
    negative = low.endswith("n't")
    low = _TAILS.sub("", low)
    for pattern, better in _SPELLING:
        low = pattern.sub(better, low) if len(low) > 4 else low
    stemmed = str(_stemmer().stemWord(IRREGULAR.get(low, low)))
    return f"{stemmed} not" if negative else stemmed


@cache
def normal(word: str) -> str:
    """Return the form on which words are aligned: the concept's name where the lexicon has one, else the stem."""
    low = word.casefold().replace("’", "'")
    if low in FUNCTION_WORDS:
        return low
    tens, _, ones = low.partition("-")
    if ones in _ONES and tens in _TENS:
        return str(_TENS[tens] + _ONES[ones])
    if low in NUMBER_WORDS:
        return str(NUMBER_WORDS[low])
    stemmed = stem(low)  # of *The*, *the* and *THE* one is stemmed
    return CONCEPTS_BY_STEM.get(stemmed, stemmed)


@cache
def matter_of(word: str) -> str:
    """Return the normal form of a word that carries matter, and nothing for one that carries grammar."""
    return "" if is_function_word(word) else normal(word)


@cache
def is_function_word(word: str) -> bool:
    """Say whether a word carries grammar rather than matter."""
    low = word.casefold().replace("’", "'")
    return low in FUNCTION_WORDS or _TAILS.sub("", low) in FUNCTION_WORDS


@cache
def _stemmer():  # type: ignore[no-untyped-def]
    import Stemmer

    return Stemmer.Stemmer("english")


def _by_stem() -> dict[str, str]:
    by_stem: dict[str, str] = {}
    for group in CONCEPTS:
        members = group.split()
        for member in members:
            by_stem.setdefault(stem(member), f"={members[0]}")
    return by_stem


CONCEPTS_BY_STEM = _by_stem()


def exact(weight: float) -> float:
    """Return a weight as a multiple of 1/1024: sums of such are exact, and so the same in whatever order."""
    return round(weight * 1024) / 1024
