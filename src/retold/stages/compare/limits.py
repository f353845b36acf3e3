"""What a telling leaves out that limits what it tells: a condition, a contrast, a bound, the sentence that takes back.

*The lease stands, but the port will not pay for it* told as *the lease stands*; *“I am sorry for it. That is no
admission”* told by its first sentence; *“she did not say that it was done on purpose”* told as *done “on purpose”*.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

from retold.records import Evidence, Span
from retold.stages.compare.kinship import LEAST, matter
from retold.stages.compare.measures import NUMBER_WORDS, numbers
from retold.stages.compare.strength import negations
from retold.stages.compare.telling import Finding, Telling, Tellings, quoted
from retold.stages.lexicon import NEGATIONS
from retold.stages.match import sentences
from retold.stages.words import is_function_word, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.stages.words import Word

CONDITIONS = (("if",), ("unless",), ("provided",), ("as", "long", "as"), ("so", "long", "as"), ("on", "condition"))
IN_OTHER_WORDS = frozenset("permitting depending assuming providing subject".split())
"""Words that may say a condition in another way: *weather permitting*, *subject to a vote*."""
CONTRASTS = (("but",), ("although",), ("though",), ("except",))
FEWEST = 2
"""How many words of matter a clause has at least."""
TOLD, UNTOLD = 0.5, 0.34
"""What share of the rest of the sentence the other telling has at least, and of the clause at most."""
AROUND = 400
"""How many characters before and after a telling may have what its own sentence lacks."""
MOST_TELLINGS = 12


def limit_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield the limits that tellings leave out: for each statement and kind the surest."""
    for statement, told in sorted(tellings.of_statement.items()):
        body = [t for t in told if not t.headline and t.quotation.id not in tellings.holders]
        if len({t.document.id for t in body}) < 2 or len({t.document.id for t in body if t.words}) < 2:
            continue
        body = [t for t in body if t.words]
        found: dict[str, Finding] = {}
        for full, short in permutations(body[:MOST_TELLINGS], 2):
            if full.document.id != short.document.id and short.document.role != "record":
                for finding in (_clause(tellings, full, short), _bound(tellings, full, short)):
                    if finding and finding.sure > found.get(finding.kind, finding).sure - 1e-9:
                        found.setdefault(finding.kind, finding)
        yield from found.values()
        yield from _taken_back(tellings, statement, body)
    yield from _out_of_denials(tellings)


# ------------------------------------------------------------------------------------------------ clauses


def _clause(tellings: Tellings, full: Telling, short: Telling) -> Finding | None:
    """*She would look kindly on it, but would not pay for it* against *she would look kindly on it*."""
    for openers, what in ((CONDITIONS, "the condition"), (CONTRASTS, "the limit")):
        for clause in _clauses(full, openers):
            inner = matter(clause)
            rest = matter(_host(full, clause)) - inner
            have = short.matter
            if (
                len(inner) < (1 if negations(clause) else FEWEST)
                or not rest
                or len(rest & have) < max(FEWEST, TOLD * len(rest))
            ):
                continue
            beside = have | matter(_around(short))
            if len(inner & beside) > UNTOLD * len(inner) or any(_clauses(short, openers)):
                continue
            if openers is CONDITIONS and any(w.text.casefold() in IN_OTHER_WORDS for w in short.words):
                continue
            printed = full.document.text[clause[0].start : clause[-1].end]
            why = (
                f"{tellings.name(short.document.id)} ({quoted(short.text, 70)}) leaves out {what} that "
                f"{tellings.name(full.document.id)} has: {quoted(printed, 70)}."
            )
            place = full.evidence([Span(clause[0].start, clause[-1].end)])
            sure = tellings.kinship.tellings(full, short)
            evidence = (place, short.evidence(), full.evidence())
            finding = Finding("qualifier", "medium", evidence, why, 0.55, full.witness.statement, sure)
            return finding if openers is CONDITIONS else replace(finding, kind="omission")
    return None


def _clauses(telling: Telling, openers: Sequence[tuple[str, ...]]) -> Iterator[list[Word]]:
    """Yield the clauses that begin with one of these words, each to the next mark, unless the telling is one clause."""
    text, printed = telling.document.text, telling.words
    low = [w.text.casefold() for w in printed]
    first = {o[0] for o in openers}
    for i in range(len(printed)):
        if low[i] not in first or not any(tuple(low[i : i + len(o)]) == o for o in openers):
            continue
        end = i + 1
        while end < len(printed) and not re.search(r"[,;:.!?]", text[printed[end - 1].end : printed[end].start]):
            end += 1
        if i or end < len(printed):
            yield list(printed[i:end])


def _host(telling: Telling, clause: Sequence[Word]) -> list[Word]:
    """Return the words that a clause limits: from the last *and* or mark before it on, else its whole sentence."""
    text = telling.document.text
    whole = Span(telling.spans[0].start, telling.spans[-1].end)
    spans = next(s for s in sentences(text, [whole]) if clause[0].start < s[-1].end)
    sentence = [w for w in telling.words if spans[0].start <= w.start < spans[-1].end]
    at = next((i for i, w in enumerate(sentence) if w.start == clause[0].start), 0)
    start = at
    while start and not (
        sentence[start - 1].text.casefold() == "and"
        or (start < at and re.search(r"[,;:]", text[sentence[start - 1].end : sentence[start].start]))
    ):
        start -= 1
    host = sentence[start:at]
    return host if len(matter(host)) >= FEWEST else sentence


def _around(telling: Telling) -> list[Word]:
    text = telling.document.text
    start, end = telling.spans[0].start, telling.spans[-1].end
    return words(text, [Span(max(0, start - AROUND), start), Span(end, min(len(text), end + AROUND))])


# ------------------------------------------------------------------------------------------------- bounds


BOUNDS = (
    ("above",), ("over",), ("more", "than"), ("at", "least"), ("up", "to"), ("at", "most"), ("under",), ("below",),
    ("less", "than"), ("fewer", "than"), ("nearly",), ("almost",),
)  # fmt: skip
BEFORE_NUMBER = 3
"""How many words before a number its bound may begin."""


def _bound(tellings: Tellings, full: Telling, short: Telling) -> Finding | None:
    """*In winds above force six* against *at wind force six*: the number is one, its bound is gone."""
    for value, place in numbers(full.words):
        bound = _bound_of(full, place)
        there = [p for v, p in numbers(short.words) if v == value]
        if bound is None or value <= 1 or not there or any(_bound_of(short, p) for p in there):
            continue
        if len(full.matter & short.matter) < 1 + FEWEST:
            continue
        span, other = Span(bound.start, place.end), there[0]
        printed = full.document.text[span.start : span.end]
        why = (
            f"{tellings.name(full.document.id)} has {quoted(printed, 40)}, {tellings.name(short.document.id)} "
            f"{quoted(short.text, 70)}: the number without its bound."
        )
        evidence = (full.evidence([span]), short.evidence([other]), full.evidence(), short.evidence())
        sure = tellings.kinship.tellings(full, short)
        return Finding("qualifier", "medium", evidence, why, 0.5, full.witness.statement, sure)
    return None


def _bound_of(telling: Telling, place: Span) -> Span | None:
    nearer = max((p.end for _, p in numbers(telling.words) if p.end <= place.start), default=0)
    before = [w for w in telling.words if nearer <= w.start and w.end <= place.start][-BEFORE_NUMBER:]
    low = [w.text.casefold() for w in before]
    for i in range(len(before)):
        for bound in BOUNDS:
            if tuple(low[i : i + len(bound)]) == bound:
                return Span(before[i].start, before[i + len(bound) - 1].end)
    return None


# -------------------------------------------------------------------------------------------- taken back


BACKWARD = frozenset("that this it but however still nor neither".split())
SPEAKER, BACK = frozenset(("i", "we")), frozenset("it that this so".split())
"""What a sentence begins with that takes back the one before, or begins and ends: *I cannot promise it*."""
LONGEST_BACK = 16


def _taken_back(tellings: Tellings, statement: str, body: Sequence[Telling]) -> Iterator[Finding]:
    """*“I am sorry for it. That is no admission”*: a page that quotes the first sentence, and stops."""
    for full in body:
        after = _next_sentence(full)
        if after is None:
            continue
        for short in body:
            if short.document.id == full.document.id or short.quotation.kind == "indirect":
                continue
            if short.document.role == "record" or _has(tellings, short.document.id, matter(after)):
                continue
            sure = tellings.kinship.tellings(full, short)
            span = Span(after[0].start, after[-1].end)
            printed = full.document.text[span.start : span.end]
            why = (
                f"{tellings.name(short.document.id)} quotes {quoted(short.text, 60)} and leaves out what comes next in "
                f"{tellings.name(full.document.id)}: {quoted(printed, 60)}."
            )
            evidence = (full.evidence([span]), short.evidence())
            yield Finding("omission", "medium", evidence, why, 0.5, statement, sure)
            return


def _next_sentence(telling: Telling) -> list[Word] | None:
    """Return the words of the sentence after a telling in its quotation, if that limits what it says."""
    if telling.quotation.kind == "indirect":
        return None
    text = telling.document.text
    for spans in sentences(text, telling.quotation.content):
        if spans[0].start < telling.spans[-1].end:
            continue
        printed = words(text, spans)
        low = printed[0].text.casefold() if printed else ""
        back = low in BACKWARD or (low in SPEAKER and printed[-1].text.casefold() in BACK)
        limits = bool(negations(printed)) and back and len(printed) <= LONGEST_BACK
        return printed if limits and matter(printed) else None
    return None


def _has(tellings: Tellings, document: str, inner: frozenset[str]) -> bool:
    return any(len(inner & line.matter) >= TOLD * len(inner) for line in tellings.lines.of[document])


# ----------------------------------------------------------------------------------------- out of denials


MARKED = re.compile(r"[“\"]([^“”\"\n]{5,60}?)[,.]?[”\"]")
SHORTEST_FRAGMENT, LONGEST_FRAGMENT = 2, 6
DENYING = 9
"""How many words before a fragment its denial stands at most."""


def _out_of_denials(tellings: Tellings) -> Iterator[Finding]:
    """*She said they did it “on purpose”*, where she has said: *I do not say that they did it on purpose*."""
    for document in sorted(tellings.kinship.kin(LEAST["high"])):
        held = tellings.documents[document]
        if held.role == "record":
            continue
        for line in tellings.lines.of[document]:
            for mark in MARKED.finditer(held.text, line.span.start, line.span.end):
                place = Span(*mark.span(1))
                fragment = words(held.text, [place])
                if (
                    not SHORTEST_FRAGMENT <= len(fragment) <= LONGEST_FRAGMENT
                    or not matter(fragment)
                    or negations(fragment)
                ):
                    continue
                if any(_denied(w) for w in words(held.text, [line.span])) or mark.group(1)[0].isupper():
                    continue
                if _denial_of(tellings, document, fragment):
                    continue
                yield from _denied_elsewhere(tellings, document, place, fragment)


def _denied_elsewhere(tellings: Tellings, document: str, place: Span, fragment: list[Word]) -> Iterator[Finding]:
    for other in tellings.lines.of:
        if other == document or tellings.kinship.documents(other, document) < LEAST["high"]:
            continue
        found = _denial_of(tellings, other, fragment)
        if found:
            line, denied = found
            text = tellings.documents[other].text
            why = (
                f"{tellings.name(document)} gives {quoted(tellings.documents[document].text[place.start : place.end])} "
                f"as said; in {tellings.name(other)} it is denied: {quoted(text[denied.start : line.end], 80)}."
            )
            evidence = (
                Evidence(document, place.start, place.end), Evidence(other, denied.start, denied.end),
                Evidence(other, line.start, min(line.end, line.start + 400)),
            )  # fmt: skip
            yield Finding("polarity", "high", evidence, why, 0.6, sure=tellings.kinship.documents(other, document))
            return


def _denial_of(tellings: Tellings, document: str, fragment: list[Word]) -> tuple[Span, Span] | None:
    """Return the sentence of a document in which some words stand behind a denial, and the stretch from there on."""
    sought, inner = [w.normal for w in fragment], matter(fragment)
    for line in tellings.lines.of[document]:
        if not inner <= line.matter:
            continue
        printed = words(tellings.documents[document].text, [line.span])
        normals = [w.normal for w in printed]
        at = next((i for i in range(len(normals)) if normals[i : i + len(sought)] == sought), 0)
        denial = next((w for w in reversed(printed[max(0, at - DENYING) : at]) if _denied(w)), None)
        if denial:
            return line.span, Span(denial.start, printed[at + len(sought) - 1].end)
    return None


def _denied(word: Word) -> bool:
    low = word.text.casefold().replace("’", "'")
    return (low in NEGATIONS or low.endswith("n't")) and (not is_function_word(low) or low not in NUMBER_WORDS)
