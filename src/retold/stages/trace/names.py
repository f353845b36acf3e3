"""One name for one carrier: printed variants of a carrier's name are joined.

``the City Archive``, ``City Archive of Quaytown`` and ``Quaytown City Archive`` are one: the words that tell carriers
apart in the shorter form all stand in the longer.  Initials are joined with what they stand for.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.stages.trace.credits import Credit

_EMPTY = frozenset(
    "the a an of for and at in on de du la le news agency newspaper website channel report reports organization "
    "organisation research its".split()
)


def key_words(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it apart, folded; all words where none does."""
    words = _folded(name)
    return tuple(word for word in words if word not in _EMPTY) or words


def has_key_words(name: str) -> bool:
    """Say whether a name tells anybody apart (``Port News Agency`` does, ``News Agency`` does not)."""
    return any(word not in _EMPTY for word in _folded(name))


def _folded(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower() or name.lower()
    return tuple(re.findall(r"\w+", re.sub(r"(?<=\b\w)\.(?=\w\b|\s|$)", "", plain)))


def same_name(left: str, right: str) -> bool:
    """Say whether two printed names can be one carrier's."""
    a, b = key_words(left), key_words(right)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if set(short) <= set(long):
        return len(short) > 1 or len(long) == 1 or short[0] == long[-1]
    return len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)


def is_vague(credit: Credit) -> bool:
    """Say whether a credit names papers but nobody who wrote, kept or released them (``leaked documents``)."""
    return credit.kind == "paper" and not credit.name.endswith(")") and bool(_VAGUE.search(credit.name))


_VAGUE = re.compile(r"\b(?:documents?|files|papers|records|archives)$", re.IGNORECASE)


def joined_names(credits_: Sequence[Credit]) -> dict[tuple[str, str], str]:
    """Return for each (kind, printed name) the name under which its carrier goes: its commonest, then shortest form.

    An interview is named after who led it, a paper by its word and who made it; outlets, archives and sites share one
    space of names, since an archive that publishes is reported like an outlet.
    """
    counts: Counter[tuple[str, str]] = Counter((_space(c), c.name) for c in credits_)
    groups: list[list[tuple[str, str]]] = []
    for form in sorted(counts, key=lambda f: (f[0], not f[1].endswith(")"), len(key_words(f[1])), f[1])):
        fitting = [g for g in groups if all(m[0] == form[0] and _fits(m, form) for m in g)]
        if len(fitting) == 1:
            fitting[0].append(form)
        else:  # a form that fits two carriers is kept apart rather than joined to the wrong one
            groups.append([form])
    names = {}
    for group in groups:
        told = [form for form in group if form[1].endswith(")")] or group  # "minutes (office)" says more than "minutes"
        best = min(told, key=lambda f: (-counts[f], len(f[1]), f[1]))[1]
        for form in group:
            names[form] = f"interview with {best}" if form[0] == "interview" else best
    return {(c.kind, c.name): names[_space(c), c.name] for c in credits_}


def _fits(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Say whether two forms of one space can be one carrier's; papers are told apart by who made them."""
    if one[0] in {"interview", "outlet", "vague"}:
        return same_name(one[1], other[1])
    makers = [name[name.index("(") + 1 : -1] if name.endswith(")") else "" for _, name in (one, other)]
    return not all(makers) or same_name(makers[0], makers[1])


def _space(credit: Credit) -> str:
    """Carriers are joined only within a space: papers by their word, so that minutes and a memo stay two.

    Papers of which nobody says whose they are stay apart from those that have a maker.
    """
    if is_vague(credit):
        return "vague"
    if credit.kind == "paper":
        return credit.paper.rstrip("s")
    return credit.kind if credit.kind == "interview" else "outlet"
