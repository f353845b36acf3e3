"""Sentences of two documents that tell one fact, whoever is given as saying it: figures, days, denials, commitments.

Each sentence is held against the one most like it in every document that is kin, if that one has none more like itself
either.  What is a quotation in the one may be narration in the other, or in both.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from retold.records import Span
from retold.stages.compare.acts import act_finding
from retold.stages.compare.askers import asker_finding
from retold.stages.compare.figures import Pair, date_finding, number_findings, unit_finding
from retold.stages.compare.kinship import LEAST
from retold.stages.compare.narration import as_telling
from retold.stages.compare.strength import SCOPE, negations
from retold.stages.compare.telling import Finding, quoted
from retold.stages.compare.wording import BARELY, opposite_finding, polarity_finding, strength_finding
from retold.stages.lexicon import FUNCTION_WORDS
from retold.stages.words import is_function_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.stages.compare.lines import Line
    from retold.stages.compare.telling import Telling, Tellings
    from retold.stages.words import Word

MOST_DOCUMENTS = 60
"""Of a story with more documents the first so many, and the record, are read sentence by sentence."""
MOST_PLACES = 60
"""A word that more sentences of the story have leads to none of them."""
LEAST_SHARED, LEAST_ALIKE = 2, 0.3
"""How many rare words two sentences share at least, and how alike they are."""
FEWEST, LONGEST = 3, 60
ALIKE, CONTAINED = 0.5, 0.6
"""How much of their matter two sentences share, or the shorter has of the longer, for their days to be one."""
MUCH_ALIKE = 0.6
"""How much they share for a denial in one to be the other's whatever the order of the words."""


def fact_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield where aligned sentences part."""
    told: dict[Line, Telling] = {}
    for a, b, sure in _aligned(tellings):
        for line in (a, b):
            if line not in told:
                told[line] = as_telling(tellings, "", line)
        pair = Pair(told[a], told[b])
        yield from (replace(finding, sure=sure, statement=None) for finding in _findings(tellings, pair))


def _findings(tellings: Tellings, pair: Pair) -> Iterator[Finding]:
    yield from number_findings(tellings, pair, "")
    finders = [unit_finding, strength_finding, act_finding, asker_finding, _feast_finding]
    if pair.shared >= ALIKE or (pair.overlap >= CONTAINED and pair.close):
        finders.append(date_finding)
    denials = [negations(t.words) for t in (pair.a, pair.b)]
    if sum(map(bool, denials)) == 1 and all(w.text.casefold() in FUNCTION_WORDS for of in denials for w in of):
        finders += [polarity_finding, _denied_anyhow]  # *refused* may be what was done, and no denial
    if not any(denials):
        finders.append(opposite_finding)
    for find in finders:
        finding = find(tellings, pair, "")
        if finding:
            yield finding


def _denied_anyhow(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """*It has replied to both letters* against *neither letter was answered*: another order, and the same matter."""
    a, b = (pair.a, pair.b) if negations(pair.a.words) else (pair.b, pair.a)
    word = negations(a.words)[0]
    denied = [w.normal for w in a.words if w.start > word.start and not is_function_word(w.text)][:SCOPE]
    have = {w.normal for w in b.words}
    # *No more than forty* denies nothing, and *like it or not* neither.
    idle = any(w.text.casefold() in BARELY for w in b.words) or a.asks != b.asks or not _plainly(a, word)
    if idle or pair.shared < MUCH_ALIKE or len(denied) < SCOPE or not all(n in have for n in denied):
        return None
    why = (
        f"{tellings.name(a.document.id)} has {word.text!r} ({quoted(a.text)}) where {tellings.name(b.document.id)} has "
        f"no denial ({quoted(b.text)})."
    )
    evidence = (a.evidence(), b.evidence(), a.evidence([Span(word.start, word.end)]))
    return Finding("polarity", "high", evidence, why, 0.6, statement)


def _plainly(telling: Telling, word: Word) -> bool:
    """Say whether a denial stands before what it denies, and not before a measure or at an end."""
    following = [w.text.casefold() for w in telling.words if w.start > word.start]
    return len(following) > 1 and following[0] not in ("more", "less", "fewer", "later", "only", "just", "and", "or")


FEASTS = re.compile(
    r"\b(?:Easter|Pentecost|Whitsun|Christmas|New\s+Year|Epiphany|Ascension|Advent|Lent|Passover|Hanukkah|Ramadan|Eid|"
    r"Diwali|Thanksgiving|Halloween|Midsummer|May\s+Day)\b"
)


def _feast_finding(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """*In service until Easter* against *in service until Pentecost*."""
    found = []
    for telling in (pair.a, pair.b):
        text = telling.document.text
        matches = [m for s in telling.spans for m in FEASTS.finditer(text, s.start, s.end)]
        found.append([(m.group(), text[: m.start()].rsplit(maxsplit=1)[-1], Span(*m.span())) for m in matches[:1]])
    if not all(found) or found[0][0][0] == found[1][0][0] or found[0][0][1] != found[1][0][1]:
        return None
    (one, _, here), (other, _, there) = found[0][0], found[1][0]
    why = f"{tellings.name(pair.a.document.id)} has {one!r} where {tellings.name(pair.b.document.id)} has {other!r}."
    evidence = (pair.a.evidence([here]), pair.b.evidence([there]), pair.a.evidence(), pair.b.evidence())
    return Finding("date", "high", evidence, why, 0.6, statement)


def _aligned(tellings: Tellings) -> Iterator[tuple[Line, Line, float]]:
    """Yield the pairs of sentences of two documents, each the other's nearest, and how sure it is that they are kin."""
    kin = tellings.kinship.kin(LEAST["high"])
    order = sorted(kin, key=lambda d: (tellings.documents[d].role != "record", d))[:MOST_DOCUMENTS]
    lines = [
        x
        for d in order
        for x in tellings.lines.of[d]
        if x.label == "body" and len(x.matter) >= FEWEST and x.length <= LONGEST
    ]
    mates = {a: {b for b in order if a != b and tellings.kinship.documents(a, b) >= LEAST["high"]} for a in order}
    index: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        for word in line.matter:
            index[word].append(i)
    best: dict[tuple[int, str], tuple[float, int]] = {}
    for i, line in enumerate(lines):
        places = (index[n] for n in line.matter if len(index[n]) <= MOST_PLACES)
        for j, count in sorted(Counter(j for at in places for j in at if j > i).items()):
            other = lines[j]
            if count < LEAST_SHARED or other.document not in mates[line.document]:
                continue
            alike = tellings.kinship.wording(line.matter, other.matter)
            for key, score in (((i, other.document), (alike, -j)), ((j, line.document), (alike, -i))):
                best[key] = max(best.get(key, score), score)
    for (i, document), (alike, minus) in sorted(best.items()):
        j = -minus
        if i < j and alike >= LEAST_ALIKE and best[j, lines[i].document][1] == -i:
            sure = tellings.kinship.sentences(lines[i].document, lines[i].matter, document, lines[j].matter)
            if sure >= LEAST["medium"]:
                yield lines[i], lines[j], sure
