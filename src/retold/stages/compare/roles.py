"""What somebody is said to be: prime minister here, foreign secretary there; a daughter here, a granddaughter there."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from retold.records import Evidence, Span
from retold.stages.compare.kinship import LEAST
from retold.stages.compare.telling import Finding, Tellings
from retold.stages.words import forms, normal

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFICES = (
    "prime minister", "foreign minister", "foreign secretary", "home secretary", "finance minister", "defence minister",
    "defense minister", "interior minister", "justice minister", "secretary of state", "chancellor", "president",
    "vice president", "vice-president", "ambassador", "governor", "mayor", "king", "queen", "general secretary",
    "chief executive", "attorney general", "chief of staff", "judge", "bishop", "archbishop", "pope",
)  # fmt: skip
"""Offices of which one holds one at a time, more or less; longer names first where one is in the other."""
ONE_OFFICE = {"foreign secretary": "foreign minister", "defense minister": "defence minister",
              "vice-president": "vice president", "secretary of state": "foreign minister"}  # fmt: skip
RELATIONS = (
    "granddaughter", "grandson", "grandmother", "grandfather", "daughter", "son", "wife", "husband", "widow", "widower",
    "brother", "sister", "mother", "father", "uncle", "aunt", "nephew", "niece", "cousin",
)  # fmt: skip
ONE_RELATION = {"widow": "wife", "widower": "husband"}
FORMER = re.compile(r"\b(?:former|ex|late|then|future|acting|deputy|designate)\b[\s-]*$", re.IGNORECASE)
_TERMS = "|".join(re.escape(t) for t in sorted((*OFFICES, *RELATIONS), key=len, reverse=True))
_LAST_WORDS = frozenset(normal(forms(t, (Span(0, len(t)),))[-1]) for t in (*OFFICES, *RELATIONS))
_NAME = r"(?:(?:Sir|Lord|Lady|Dame|Dr|Mr|Mrs|Ms)\.?\s+)?(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){0,2})"
_BEFORE = re.compile(
    rf"\b(?P<term>(?i:{_TERMS}))(?:\s+of\s+(?:the\s+)?[A-Za-z]+){{0,2}}?,?\s+{_NAME}",
)
_BEHIND = re.compile(
    rf"{_NAME},\s+(?:(?:the|a|his|her|their|[A-Z][\w]+[’']s)\s+)?(?:[a-z]+\s+)?(?P<term>(?i:{_TERMS}))\b"
)
"""*The foreign secretary, Lord Brandt*, *Lord Brandt, the foreign secretary*, *the daughter of the minister, Ada*."""


def role_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield people to whom two kin documents give different offices, or another place in a family."""
    said: dict[tuple[str, str], dict[str, dict[str, Evidence]]] = defaultdict(lambda: defaultdict(dict))
    kin = tellings.kinship.kin(LEAST["medium"])
    for document in sorted(kin):
        lines = tellings.lines.of[document]
        text = tellings.documents[document].text
        for line in lines:
            if line.matter.isdisjoint(_LAST_WORDS):
                continue
            for name, term, place in _roles(text, line.span):
                kind = "office" if term in OFFICES else "family"
                word = ONE_OFFICE.get(term) or ONE_RELATION.get(term) or term
                said[kind, name][document].setdefault(word, Evidence(document, place.start, place.end))
    for (kind, _), of in sorted(said.items()):
        for left, right in combinations(sorted(of, key=lambda d: (tellings.documents[d].role != "record", d)), 2):
            if of[left].keys() & of[right].keys() or _years_apart(tellings, left, right):
                continue
            sure = tellings.kinship.documents(left, right)
            if sure < LEAST["medium"]:
                continue
            yield _finding(tellings, kind, of, (left, right), sure)
            break


def _years_apart(tellings: Tellings, left: str, right: str) -> bool:
    """Say whether two documents were printed so far apart that a mayor may be president by now."""
    one, other = (tellings.documents[d].published for d in (left, right))
    if not one or not other or not one.first or not other.first:
        return False
    return abs((one.first - other.first).days) > YEAR


YEAR = 365


def _roles(text: str, span: Span) -> Iterator[tuple[str, str, Span]]:
    """Yield (name, term, place) for each person whose office or family is told: the last name, or the given one."""
    for pattern in (_BEFORE, _BEHIND):
        for match in pattern.finditer(text, span.start, span.end):
            term = " ".join(match["term"].casefold().split())
            if FORMER.search(text, max(0, match.start("term") - 12), match.start("term")):
                continue
            names = match["name"].split()
            name = names[0] if term in RELATIONS else names[-1]
            yield re.sub(r"[’']s$", "", name), term, Span(*match.span())


def _finding(
    tellings: Tellings, kind: str, of: dict[str, dict[str, Evidence]], pair: tuple[str, str], sure: float
) -> Finding:
    places = [next(iter(of[d].values())) for d in pair]
    printed = [" ".join(tellings.documents[p.document].text[p.start : p.end].split()) for p in places]
    # Others that side with the one or the other stand behind the two, so that a reader sees who is alone.
    terms = [set(of[d]) for d in pair]
    more = [next(iter(of[d].values())) for d in sorted(of) if d not in pair and (set(of[d]) & (terms[0] | terms[1]))]
    why = f"{tellings.name(pair[0])} has {printed[0]!r}, {tellings.name(pair[1])} {printed[1]!r}."
    severity = "high" if kind == "office" else "medium"
    return Finding("role", severity, (*places, *more[:4]), why, 0.6, sure=sure)
