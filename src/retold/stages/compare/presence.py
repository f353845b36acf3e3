"""What one telling of an occasion has and another leaves out, what only one has, and what one has twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import Indel

from retold.records import Evidence
from retold.stages.compare.figures import of_two_occasions
from retold.stages.compare.measures import NUMBER_WORDS
from retold.stages.compare.telling import Finding, Telling, Tellings, quoted
from retold.stages.words import forms, is_function_word, normal, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.records import Reading
    from retold.stages.words import Word

CONDITIONS = frozenset("if unless provided only until once when".split())


def presence_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield sentences left out, stretches that only one telling has or lacks, and sentences told twice."""
    yield from _omissions(tellings)
    yield from _alone(tellings)
    yield from _told_twice(tellings)


# ---------------------------------------------------------------------------------------------- sentences


def _omissions(tellings: Tellings) -> Iterator[Finding]:
    """The record has three sentences in a row, a page has the first and the last.

    Each document is held against one fuller telling only: the record, or the one that it shares most with.
    """
    told_by: dict[str, list[Telling]] = defaultdict(list)
    for told in tellings.of_statement.values():
        for telling in told:
            if not telling.headline and telling.quotation.parent is None:
                told_by[telling.document.id].append(telling)
    heard = {
        s: {t.document.id for t in (*told, *tellings.narrated.get(s, ())) if not t.headline}
        for s, told in tellings.of_statement.items()
    }
    shared = _shared(tellings, told_by)
    for short in sorted(d for d in told_by if tellings.documents[d].role != "record"):
        close = [f for f, n in shared[short].items() if n >= LEAST_SHARED]
        if close:
            full = min(close, key=lambda f: (tellings.documents[f].role != "record", -shared[short][f], f))
            yield from _left_out(tellings, full, short, told_by[full], heard)


UNRECORDED = 0.35
"""How much surer we must be where neither is the record: everybody chooses what to quote."""
LEAST_SHARED = 3
MOST_RIVALS = 50
"""Of an utterance that more documents tell, the record and the first of them are held against the others."""


def _shared(tellings: Tellings, told_by: dict[str, list[Telling]]) -> dict[str, Counter[str]]:
    """Return, for each document, how many utterances it shares with each fuller one that it may be held against."""
    tell: dict[str, set[str]] = defaultdict(set)
    for document, told in told_by.items():
        for telling in told:
            tell[telling.witness.statement].add(document)
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for documents in tell.values():
        rivals = sorted(documents, key=lambda d: (tellings.documents[d].role != "record", d))[:MOST_RIVALS]
        for short in documents:
            shared[short].update(r for r in rivals if r != short)
    return shared


def _left_out(
    tellings: Tellings, full: str, short: str, told: list[Telling], heard: dict[str, set[str]]
) -> Iterator[Finding]:
    ordered = sorted(told, key=lambda t: t.spans)
    heard_there = {t.attribution.speaker for t in tellings.of_document.get(short, ()) if t.attribution}
    text = tellings.documents[short].text
    body = [b.span for b in tellings.blocks.get(short, ()) if b.label != "chrome"]
    printed = list(map(normal, forms(text, body)))
    missing: list[tuple[Telling, Telling]] = []
    for i, telling in enumerate(ordered):
        speaker = telling.attribution.speaker if telling.attribution else None
        if short in heard[telling.witness.statement] or telling.quotation.kind == "indirect" or len(telling.words) < 4:
            continue
        if speaker not in heard_there and "?" in telling.text[-2:]:
            continue  # a reporter's question is no word of the speaker's
        beside = [n for n in ordered[max(0, i - 1) : i + 2] if n is not telling and short in heard[n.witness.statement]]
        # Nobody retells a whole record: there, only what is cut out of the middle of a passage counts.
        if len(beside) == 2 or (beside and tellings.documents[full].role != "record"):
            told_there = beside[0].witness.statement
            there = (*tellings.of_statement[told_there], *tellings.narrated.get(told_there, ()))
            near = next(t for t in there if t.document.id == short and not t.headline)
            if tellings.documents[full].role == "record" and near.quotation.kind == "indirect":
                continue  # to sum up is to leave out
            if not of_two_occasions(tellings, telling, near) and not _printed(telling, printed):
                missing.append((telling, near))
    if not missing:
        return
    first, near = missing[0]
    place = sorted([*near.quotation.source, *near.quotation.cue]) or list(near.spans)
    count = len(missing)
    why = (
        f"{tellings.name(short)} leaves out {'a sentence' if count == 1 else f'{count} sentences'} beside what it "
        f"quotes from the same talk as {tellings.name(full)}: {quoted(first.text)}."
    )
    evidence = [first.evidence(), near.evidence(), near.evidence(place)]
    evidence += [e for more, beside in missing[1:4] for e in (more.evidence(), beside.evidence())]
    record = tellings.documents[full].role == "record"
    sure = tellings.kinship.documents(full, short) - (0.0 if record else UNRECORDED)
    yield Finding("omission", "medium", tuple(evidence), why, 0.45 + 0.15 * record, sure=sure)


def _printed(telling: Telling, printed: list[str]) -> bool:
    """Say whether a document has the matter of a telling somewhere, in one sentence with another or in other words."""
    matter = {
        w.normal
        for w in telling.words
        if not is_function_word(w.text) and not w.text[0].isdigit() and w.text.casefold() not in NUMBER_WORDS
    }
    width = 2 * len(telling.words) + WIDER
    places = [(i, word) for i, word in enumerate(printed) if word in matter]
    have: Counter[str] = Counter()
    first = 0
    for at, word in places:
        have[word] += 1
        while places[first][0] <= at - width:
            have[places[first][1]] -= 1
            first += 1
        if sum(n > 0 for n in have.values()) >= ENOUGH * len(matter):
            return True
    return not matter


WIDER = 6
ENOUGH = 0.6
"""How many more words a page may take for a sentence, and how much of its matter it must have, to have it at all."""


# ---------------------------------------------------------------------------------------------- stretches


def _alone(tellings: Tellings) -> Iterator[Finding]:
    """Only one page has *free of charge*; only one page lacks *if the council agrees*."""
    for statement, readings in sorted(tellings.readings.items()):
        told = {t.witness.id: t for t in tellings.of_statement.get(statement, ())}
        longest = max((len(t.words) for t in told.values()), default=0)
        direct = {
            w: t
            for w, t in told.items()
            if t.quotation.kind != "indirect" and not t.headline and len(t.words) >= 0.4 * longest
        }
        if len({t.document.id for t in direct.values()}) < 2:
            continue
        loci: dict[int, dict[str, Reading]] = defaultdict(dict)
        for reading in readings:
            if not reading.moved:
                loci[reading.locus][reading.witness] = reading
        for _, at in sorted(loci.items()):
            having = [w for w in direct if w in at and at[w].text]
            lacking = [w for w in direct if w in at and not at[w].text]
            yield from _one_against_all(tellings, statement, direct, having, lacking, at)


def _one_against_all(
    tellings: Tellings,
    statement: str,
    direct: dict[str, Telling],
    having: list[str],
    lacking: list[str],
    at: dict[str, Reading],
) -> Iterator[Finding]:
    if not having or not lacking:
        return
    stretch = at[having[0]]
    printed = words(direct[having[0]].document.text, stretch.spans)
    matter = [w for w in printed if not is_function_word(w.text)]
    conditional = bool(printed) and printed[0].text.casefold() in CONDITIONS
    if len(printed) < 3 or not matter or any(_elsewhere(direct[w], matter) for w in lacking):
        return
    with_it, without = ({direct[w].document.id for w in group} for group in (having, lacking))
    if with_it & without:
        return
    sure = max(tellings.kinship.tellings(direct[a], direct[b]) for a in having for b in lacking)
    evidence = [Evidence(direct[having[0]].document.id, s.start, s.end) for s in stretch.spans]
    evidence += [direct[lacking[0]].evidence(), direct[having[0]].evidence()]
    evidence += [direct[w].evidence() for w in [*lacking[1:3], *having[1:3]]]
    if conditional and len(without) == 1:
        condition = quoted(stretch.text or "")
        why = f"{tellings.names(without)} leaves out the condition {condition} that {_have(tellings, with_it)}."
        yield Finding("qualifier", "high", tuple(evidence), why, 0.7, statement, sure)
    elif len(without) == 1 and _half(printed, matter) and (len(with_it) >= 2 or _recorded(tellings, with_it)):
        clause = quoted(stretch.text or "")
        why = f"{tellings.names(without)} leaves out {clause} of a sentence that {_have(tellings, with_it)} whole."
        short, inner = direct[lacking[0]], _inner(direct[having[0]], stretch)
        if short.quotation.kind != "direct":
            return  # who quotes in part may leave out
        if inner:
            yield Finding("omission", "medium", tuple(evidence), why, 0.55, statement, sure)
        elif short.text[:1].isupper():
            yield Finding("omission", "low", tuple(evidence), why, 0.45, statement, sure)  # it may end early
    elif len(with_it) == 1 and len(without) >= 2:
        why = f"Only {tellings.names(with_it)} has {quoted(stretch.text or '')}; {_have(tellings, without)} not."
        yield Finding("addition", "medium", tuple(evidence), why, 0.55, statement, sure)


def _half(printed: list[Word], matter: list[Word]) -> bool:
    """Say whether a stretch is half a sentence, and no mere adverb or apposition."""
    return len(printed) >= HALF and len(matter) >= MATTER_OF_HALF


def _inner(telling: Telling, stretch: Reading) -> bool:
    """Say whether a stretch has words of its telling before and after it."""
    return telling.spans[0].start < stretch.spans[0].start and stretch.spans[-1].end < telling.words[-1].start


HALF, MATTER_OF_HALF = 6, 3


def _recorded(tellings: Tellings, documents: set[str]) -> bool:
    return any(tellings.documents[d].role == "record" for d in documents)


def _elsewhere(telling: Telling, matter: list[Any]) -> bool:
    """Say whether the sentence of a telling has most of these words at another place."""
    have = {w.normal for w in (*telling.words, *telling.frame)}
    return sum(w.normal in have for w in matter) > len(matter) / 2


def _have(tellings: Tellings, documents: set[str]) -> str:
    return f"{tellings.names(documents)} {'has' if len(documents) == 1 else 'have'}"


# -------------------------------------------------------------------------------------------------- twice


def _told_twice(tellings: Tellings) -> Iterator[Finding]:
    """A page prints one sentence of the answer at its beginning and again further down."""
    for statement, told in sorted(tellings.of_statement.items()):
        for a, b in combinations(told, 2):
            if a.document.id != b.document.id or a.headline or b.headline or _share_words(a, b):
                continue
            if {a.quotation.kind, b.quotation.kind} != {"direct"} or min(len(a.words), len(b.words)) < 8:
                continue
            normals = [w.normal for w in a.words], [w.normal for w in b.words]
            shared = Indel.similarity(*normals) / 2 / min(map(len, normals))
            others = [t for t in told if t.document.id != a.document.id]
            if shared >= 0.8 and others:
                why = (
                    f"{tellings.name(a.document.id)} prints the same words twice ({quoted(a.text)} and "
                    f"{quoted(b.text)}); {tellings.name(others[0].document.id)} has them once."
                )
                evidence = (a.evidence(), b.evidence(), others[0].evidence())
                sure = tellings.kinship.tellings(a, others[0])
                yield Finding("duplication", "medium", evidence, why, 0.6, statement, sure)
                break


def _share_words(a: Telling, b: Telling) -> bool:
    """Say whether two tellings have words in common that are printed once: speech in speech, found both ways."""
    return any(s.start < t.end and t.start < s.end for s in a.spans for t in b.spans)
