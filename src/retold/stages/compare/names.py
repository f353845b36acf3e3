"""Spelling of names: forms that one document has and the others write otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import DamerauLevenshtein

from retold.records import Evidence, Mention
from retold.stages.compare.kinship import LEAST
from retold.stages.compare.telling import Finding, Tellings
from retold.stages.words import stem

if TYPE_CHECKING:
    from collections.abc import Iterator


def name_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield names that differ by a letter or a word from what another document has (*Brandt*, *Brant*)."""
    forms: dict[str, dict[str, Mention]] = defaultdict(dict)
    if not tellings.kinship.kin(LEAST["low"]):
        return  # documents on one subject, and no story
    for document, mentions in tellings.mentions.items():
        for mention in sorted((m for m in mentions if " " in m.head and m.head[0].isupper()), key=lambda m: m.span):
            forms[mention.head].setdefault(document, mention)
    for left, right in _but_for_one_word(sorted(forms)):
        if misspelt(left, right) and not set(forms[left]) & set(forms[right]):
            yield _spelling(tellings, left, right, forms)
    yield from _surnames(tellings)
    yield from _other_names(tellings)


def _surnames(tellings: Tellings) -> Iterator[Finding]:
    """*Ms Brant*, where all have *Ada Brandt*: a surname that nobody else has, and nearly one of theirs."""
    held: dict[str, dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    given: dict[str, set[str]] = defaultdict(set)
    for mentions in tellings.mentions.values():
        for mention in mentions:
            if mention.kind == "person" and mention.head[:1].isupper():
                surname = mention.head.split()[-1]
                held[surname][mention.document].append(mention)
                given[surname] |= set(mention.head.split()[:-1])
    known = sorted(s for s, of in held.items() if len(of) > 1)
    for odd in sorted(s for s, of in held.items() if len(of) == 1 and len(s) >= LEAST_SURNAME):
        document, mentions = next(iter(held[odd].items()))
        near = [k for k in known if DamerauLevenshtein.distance(odd, k, score_cutoff=1) == 1]
        near = [k for k in near if misspelt(f"x {odd}", f"x {k}")]
        if near and not (given[odd] - given[near[0]]) and len(mentions) <= len(held[near[0]].get(document, [0, 0, 0])):
            other = min(held[near[0]], key=lambda d: (d == document, d))
            places = [mentions[0], held[near[0]][other][0], *held[near[0]].get(document, [])[:1]]
            evidence = tuple(Evidence(m.document, m.span.start, m.span.end) for m in places)
            why = f"{tellings.name(document)} writes {odd!r} where others write {near[0]!r}: one name in two spellings."
            yield Finding("spelling", "low", evidence, why, 0.6)


LEAST_SURNAME, LEAST_GIVEN = 6, 4
"""How many letters a surname by itself has at least to be taken for a slip; beside one that is the same, fewer do."""


def _but_for_one_word(names: list[str]) -> list[tuple[str, str]]:
    """Return the pairs of sorted names that are one but for the word at one place, in order."""
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for name in names:
        low = name.casefold().split()
        for i in range(len(low)):
            alike[i, *low[:i], "", *low[i + 1 :]].append(name)
    return sorted({pair for group in alike.values() for pair in combinations(group, 2)})


INSTITUTION = re.compile(r"\b(?!The\b|A\b|An\b)[A-Z][\w’'-]+(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w’'-]+){1,6}")


def _other_names(tellings: Tellings) -> Iterator[Finding]:
    """One page has the Harbour Institute, another the Harbour Marine Institute."""
    names: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for document, blocks in sorted(tellings.blocks.items()):
        text = tellings.documents[document].text
        for block in blocks:
            if block.label == "chrome":
                continue
            for match in INSTITUTION.finditer(text, block.span.start, block.span.end):
                for name, end in _institutions(match.group()):
                    place = Evidence(document, match.start(), match.start() + end)
                    names[name].setdefault(document, place)
    for left, right in _but_for_a_word_more(names):
        word = _word_more(left, right)
        if word and not set(names[left]) & set(names[right]):
            yield _other_name(tellings, left, right, word, names)


def _but_for_a_word_more(names: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the pairs of names of which one has a word in the middle more, each pair and all of them in order."""
    pairs = set()
    for name in names:
        printed = name.split()
        for i in range(1, len(printed) - 1):
            short = " ".join(printed[:i] + printed[i + 1 :])
            if short in names:
                pairs.add((min(name, short), max(name, short)))
    return sorted(pairs)


def _institutions(printed: str) -> Iterator[tuple[str, int]]:
    """Yield the names of institutions at the beginning of a capitalised stretch, and where each ends."""
    # *Stock Exchange of Wind* is named as *Wind Stock Exchange* is: what stands behind *of* comes first.
    name, _, behind = re.sub(r"\s+of\s+(?:the\s+)?", "\n", printed).partition("\n")
    if behind and "\n" not in behind and name.split()[-1].casefold() in INSTITUTIONS:
        yield f"{behind} {name}", len(printed)
        return
    parts = [(m.group(), m.end()) for m in re.finditer(r"\S+", printed)]
    for i, (word, end) in enumerate(parts):
        if i and word.casefold() in INSTITUTIONS:
            yield " ".join(w for w, _ in parts[: i + 1]), end
            return


def misspelt(left: str, right: str) -> bool:
    """Say whether two names of as many words differ in one word by one or two letters, and in nothing else."""
    one, other = left.split(), right.split()
    if len(one) != len(other):
        return False
    parted = [(a, b) for a, b in zip(one, other, strict=True) if a.casefold() != b.casefold()]
    if len(parted) != 1 or _derived(*parted[0]) or stem(parted[0][0]) == stem(parted[0][1]):
        return False
    a, b = (_plain(w) for w in parted[0])
    shortest = min(len(a), len(b))
    least = LEAST_SURNAME - 1 if parted[0][0] == one[-1] else LEAST_GIVEN
    return shortest >= least and 0 < DamerauLevenshtein.distance(a, b) <= (1 if shortest < 8 else 2)


def _derived(one: str, other: str) -> bool:
    """Say whether one word is made from the other: *Africa*, *African*."""
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return long.startswith(short) and long[len(short) :] in ("n", "an", "s", "in")


def _plain(word: str) -> str:
    """Return a word without case, accents and a genitive's ending: *Václav’s* is spelt as *Vaclav* is."""
    decomposed = unicodedata.normalize("NFD", word.casefold().removesuffix("'s").removesuffix("’s"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _spelling(tellings: Tellings, left: str, right: str, forms: dict[str, dict[str, Mention]]) -> Finding:
    here, there = (forms[f][min(forms[f])] for f in (left, right))
    why = (
        f"{tellings.name(here.document)} writes {left!r}, {tellings.name(there.document)} {right!r}: "
        "one name in two spellings."
    )
    evidence = tuple(Evidence(m.document, m.span.start, m.span.end) for m in (here, there))
    return Finding("spelling", "low", evidence, why, 0.6)


def _word_more(left: str, right: str) -> str:
    """Return the word in the middle that one name of an institution has more: *Harbour Marine Institute*.

    A word less at the beginning or the end is how names are shortened.
    """
    short, long = sorted((left.split(), right.split()), key=len)
    if len(short) < 2 or len(long) != len(short) + 1 or short[-1].casefold() not in INSTITUTIONS:
        return ""
    inner = [i for i in range(1, len(long) - 1) if long[:i] + long[i + 1 :] == short]
    return long[inner[0]] if inner else ""


INSTITUTIONS = frozenset(
    """university institute college academy school archive museum ministry office department agency council committee
    commission court bank company corporation association society foundation centre center library hospital union
    party federation league station board bureau service press news exchange fund trust authority agency alliance
    treaty fleet line club institution observatory laboratory theatre theater radio
    television channel""".split()
)


def _other_name(tellings: Tellings, left: str, right: str, word: str, names: dict[str, dict[str, Evidence]]) -> Finding:
    short, long = sorted((left, right), key=len)
    why = (
        f"{tellings.names(names[long])} {'names' if len(names[long]) == 1 else 'name'} the {long}, "
        f"{tellings.names(names[short])} the {short}: one of them has a word ({word!r}) too many or too few."
    )
    evidence = [names[f][d] for f in (long, short) for d in sorted(names[f])]
    return Finding(
        "name", "medium", (evidence[0], *evidence[len(names[long]) :], *evidence[1 : len(names[long])]), why, 0.6
    )
