"""When two printed names can be one person's: short forms, initials, spelling variants."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from retold.stages.situate import tables

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "mp", "obe", "qc", "kc"})


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """Return a name in lower case without accents, full stops and curly apostrophes."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "").casefold()


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[str, ...]:
    """Return the folded words of a name, without ``Jr`` and the like, and without the article of ``al-Masri``."""
    found = tuple(p.removeprefix("al-") for p in folded(name).split() if p not in SUFFIXES)
    return found or (folded(name),)


@lru_cache(maxsize=65536)
def is_variant(left: str, right: str) -> bool:
    """Whether two folded words are spellings of one name: ``brant`` and ``brandt``; short words must be equal."""
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    if len(short) < 5 or short[0] != long[0] or len(long) - len(short) > 2:
        return False
    return edits(left, right) <= (1 if len(short) < 8 else 2)


def edits(left: str, right: str) -> int:
    """Return the Damerau-Levenshtein distance (optimal string alignment) of two words."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(left, right))


@lru_cache(maxsize=65536)
def is_given_match(left: str, right: str) -> bool:
    """Whether two given names can be one person's: equal, initial, short form or spelling variant."""
    if left == right or left in tables.short_forms().get(right, ()):
        return True
    if 1 in (len(left), len(right)):
        return left[0] == right[0]
    if is_doubled(left, right):
        return True
    shorts = tables.short_forms()
    if left in shorts and right in shorts:  # "Betsy" and "Betsie" of one "Elizabeth"
        return bool(shorts[left] & shorts[right]) and left[:3] == right[:3] and edits(left, right) <= 2
    return is_variant(left, right)


def is_same(left: str, right: str) -> bool:
    """Whether two full names (given name and surname) can be one person's."""
    a, b = parts(left), parts(right)
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return len(a) == len(b) and is_variant(a[0], b[0])
    return (is_variant(a[-1], b[-1]) or _is_slip(a, b)) and _givens_agree(a[:-1], b[:-1])


def _is_slip(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """``Wanda Orre`` and ``Wanda Ore``: behind one and the same given name a short surname may be misspelt too."""
    a, b = left[-1], right[-1]
    alike = left[0] == right[0] and len(left[0]) > 2 and min(len(a), len(b)) >= 3 and a[0] == b[0]
    return alike and len(a) != len(b) and edits(a, b) == 1


def is_doubled(left: str, right: str) -> bool:
    """``Ana`` and ``Anna``: one letter more, the same as its neighbour."""
    short, long = sorted((left, right), key=len)
    return (
        len(short) > 2
        and len(long) == len(short) + 1
        and any(long[i] == long[i - 1] and long[:i] + long[i + 1 :] == short for i in range(1, len(long)))
    )


def _givens_agree(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether given names can be one person's: some pair agrees, and no middle initials contradict each other.

    ``Ann Ida Holm`` and ``Ida Holm`` can be one; ``Ann B Holm`` and ``Ann C Holm`` cannot.
    """
    if not any(is_given_match(x, y) for x in left for y in right if 1 not in (len(x), len(y)) or x == left[0]):
        return False
    if len(left) == len(right) > 1:
        return all(is_given_match(x, y) for x, y in zip(left[1:], right[1:], strict=True)) or left[0] != right[0]
    return True


@lru_cache(maxsize=65536)
def is_group_same(left: str, right: str) -> bool:
    """Whether two names of institutions can be one's.

    They can where they are equal but for spelling, where one is the other's initials, and where one stands whole in
    the other: ``Amble Harbour Archive`` in ``Amble Harbour Archive of Lorne University`` or, with a word left out,
    behind ``Lorne University``.  One word in common, or the head alone, is not enough.
    """
    a, b = folded(left).removeprefix("the "), folded(right).removeprefix("the ")
    if a == b or (initials(left) and initials(left) == b) or (initials(right) and initials(right) == a):
        return True
    if min(len(a), len(b)) >= 12 and edits(a, b) <= 1:
        return True
    short, long = sorted((a.split(), b.split()), key=len)
    if len(short) < 3 or len(short) == len(long):
        return False
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


@lru_cache(maxsize=65536)
def group_keys(name: str) -> frozenset[str]:
    """Return what two names have one of in common if ``is_group_same`` can hold for them: a word, or the initials."""
    whole = folded(name).removeprefix("the ")
    short = initials(name)
    slips = {"~" + whole[:4], "~" + whole[-4:]} if len(whole) >= 12 else set()
    return frozenset({*whole.split(), *({short} if short else ()), *slips})


@lru_cache(maxsize=65536)
def initials(name: str) -> str:
    """Return the folded initials of the capitalised words: ``North Harbour League`` gives ``nhl``."""
    found = [w[0] for w in name.replace("-", " ").split() if w[:1].isupper()]
    return "".join(found).casefold() if len(found) > 2 else ""
