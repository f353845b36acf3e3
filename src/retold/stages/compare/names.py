"""Spelling of names: forms that one document has and the others write otherwise."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rapidfuzz.distance import DamerauLevenshtein

from retold.records import Evidence, Mention
from retold.stages.compare.telling import Finding, Tellings

if TYPE_CHECKING:
    from collections.abc import Iterator


def name_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield names that differ by a letter or a word from what another document has (*Brandt*, *Brant*)."""
    forms: dict[str, dict[str, Mention]] = defaultdict(dict)
    for mentions in tellings.mentions.values():
        for mention in sorted(mentions, key=lambda m: (m.document, m.span)):
            if mention.head[:1].isupper():
                forms[mention.head].setdefault(mention.document, mention)
    full = sorted(f for f in forms if len(f.split()) >= 2)
    for i, left in enumerate(full):
        for right in full[i + 1 :]:
            if _misspelt(left, right) and not set(forms[left]) & set(forms[right]):
                yield _spelling(tellings, left, right, forms)


def _misspelt(left: str, right: str) -> bool:
    """Say whether two names of as many words differ in one word by one or two letters, and in nothing else."""
    one, other = left.split(), right.split()
    if len(one) != len(other):
        return False
    parted = [(a, b) for a, b in zip(one, other, strict=True) if a.casefold() != b.casefold()]
    if len(parted) != 1:
        return False
    a, b = (w.casefold().removesuffix("'s").removesuffix("’s") for w in parted[0])
    return min(len(a), len(b)) >= 5 and 0 < DamerauLevenshtein.distance(a, b) <= (1 if min(len(a), len(b)) < 8 else 2)


def _spelling(tellings: Tellings, left: str, right: str, forms: dict[str, dict[str, Mention]]) -> Finding:
    here, there = (forms[f][min(forms[f])] for f in (left, right))
    why = (
        f"{tellings.name(here.document)} writes {left!r}, {tellings.name(there.document)} {right!r}: "
        "one name in two spellings."
    )
    evidence = tuple(Evidence(m.document, m.span.start, m.span.end) for m in (here, there))
    return Finding("spelling", "low", evidence, why, 0.6)
