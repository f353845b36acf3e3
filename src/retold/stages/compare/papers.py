"""The papers behind the tellings: how they came into the world, whether any source is named at all, cut-off texts."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from retold.records import Evidence, Span
from retold.stages.compare.kinship import LEAST
from retold.stages.compare.sources import other_end
from retold.stages.compare.telling import Finding, Tellings, quoted
from retold.stages.lexicon import STATUS
from retold.stages.words import forms, is_function_word, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.records import Descent, Quotation

PAPER = re.compile(
    r"\b(documents?|papers?|files?|records?|minutes|memos?|memoranda|memorandum|transcripts?|letters?|cables?|"
    r"recordings?|archives?|notes|reports?|e-?mails?)\b",
    re.IGNORECASE,
)
STATUS_WORD = re.compile(rf"\b(?:{'|'.join(STATUS)})\b", re.IGNORECASE)
NEAR = 45
"""How many characters may lie between the paper and the word for how it came out."""


def paper_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield papers that leaked here and were released there, reports without a source, and texts cut off."""
    statuses: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for document in sorted(tellings.kinship.kin(LEAST["medium"])):
        blocks = tellings.blocks.get(document, ())
        text = tellings.documents[document].text
        for block in blocks:
            if block.label != "chrome":
                for status, span in _statuses(text, block.span):
                    statuses[document][status].append(span)
    yield from _other_status(tellings, statuses)
    yield from _keepers(tellings)
    yield from _other_years(tellings)
    yield from _unsourced(tellings)
    yield from _truncated(tellings)


def _statuses(text: str, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield (status, span of the phrase) for each paper whose way into the world is told."""
    came = list(STATUS_WORD.finditer(text, span.start, span.end))
    papers = [Span(m.start(), m.end()) for m in PAPER.finditer(text, span.start, span.end)] if came else []
    for match in came:
        word = Span(match.start(), match.end())
        near = [p for p in papers if _distance(p, word) <= NEAR]
        if near:
            paper = min(near, key=lambda p: _distance(p, word))
            yield STATUS[match.group().casefold()], Span(min(paper.start, word.start), max(paper.end, word.end))


def _distance(a: Span, b: Span) -> int:
    return max(0, max(a.start, b.start) - min(a.end, b.end))


def _other_status(tellings: Tellings, statuses: dict[str, dict[str, list[Span]]]) -> Iterator[Finding]:
    """The archive released the minutes; one page has them leaked."""
    for one in ("leaked", "hacked"):
        here = sorted(d for d, found in statuses.items() if one in found and "released" not in found)
        there = sorted(
            d for d, found in statuses.items()
            if "released" in found and one not in found and any(_kin(tellings, d, h) for h in here)
        )  # fmt: skip
        if not here or not there:
            continue
        said = [
            _words_at(tellings, d, statuses[d][status][0]) for d, status in ((here[0], one), (there[0], "released"))
        ]
        why = (
            f"{tellings.names(here)} {'says' if len(here) == 1 else 'say'} that the papers were {one} "
            f"({quoted(said[0])}), {tellings.names(there)} that they were released ({quoted(said[1])})."
        )
        places = [(d, s) for d in here for s in statuses[d][one][:2]]
        places[1:1] = [(d, s) for d in there for s in statuses[d]["released"][:2]]
        evidence = tuple(Evidence(d, s.start, s.end) for d, s in places)
        yield Finding("status", "high", evidence, why, 0.75)


def _words_at(tellings: Tellings, document: str, span: Span) -> str:
    return tellings.documents[document].text[span.start : span.end]


def _kin(tellings: Tellings, left: str, right: str) -> bool:
    """Say whether two documents tell of one occasion."""
    return tellings.kinship.documents(left, right) >= LEAST["medium"]


KEPT = re.compile(
    r"\b(?P<paper>minutes?|notes?|records?|documents?|papers?|memos?|memorandum|transcripts?|files?|letters?|reports?|"
    r"protocols?|accounts?|summary)\b"
    r"[^.\n]{0,60}?\b(?:kept|drafted|prepared|compiled|written(?:\s+down)?|taken(?:\s+down)?|recorded|drawn\s+up|made|"
    r"redacted|noted|typed|jotted|penned|signed)\s+by\s+"
    r"(?P<who>(?:the\s+|an?\s+|his\s+|her\s+)?(?:[\w’'-]+\s+){0,5}?[A-Z][\w’'-]*(?:\s+(?:of(?:\s+the)?\s+)?[\w’'-]+){0,3}|"
    r"(?:the|an?)\s+[\w’'-]+(?:\s+[\w’'-]+){0,3})",
)
OF_A_TALK = frozenset("minute note record document paper memo memorandum transcript protocol account summary".split())
"""Words for the paper that keeps a talk: one page has *the minutes* for what another calls *the note*."""


def _keepers(tellings: Tellings) -> Iterator[Finding]:
    """Who kept the minutes: the president's office here, a foreign ministry there."""
    kept: dict[str, list[tuple[str, Span, frozenset[str]]]] = defaultdict(list)
    for document in sorted(tellings.kinship.kin(LEAST["medium"])):
        blocks = tellings.blocks.get(document, ())
        text = tellings.documents[document].text
        for block in blocks:
            if block.label == "chrome":
                continue
            for match in KEPT.finditer(text, block.span.start, block.span.end):
                who = frozenset(
                    w.normal for w in words(text, [Span(*match.span("who"))]) if not is_function_word(w.text)
                )
                paper = match["paper"].casefold().rstrip("s")
                kept[document].append(("talk" if paper in OF_A_TALK else paper, Span(*match.span()), who))
    pairs = sorted(combinations(sorted(kept), 2), key=lambda p: -tellings.kinship.documents(*p))
    for left, right in pairs:
        if not _kin(tellings, left, right):
            continue
        for paper, here, one in kept[left]:
            others = [(p, s, w) for p, s, w in kept[right] if p == paper]
            if others and one and not any(one & w for _, _, w in others):
                there = others[0][1]
                why = (
                    f"{tellings.name(left)} and {tellings.name(right)} part on who made the record: "
                    f"{quoted(_words_at(tellings, left, here))} against {quoted(_words_at(tellings, right, there))}."
                )
                evidence = (Evidence(left, here.start, here.end), Evidence(right, there.start, there.end))
                yield Finding("carrier", "medium", evidence, why, 0.6)
                return


PAPER_OF_A_YEAR = re.compile(
    r"\b(?P<paper>letter|minutes|memo|memorandum|note|transcript|diary|treaty|report)\b[^.\n]{0,60}?"
    r"\b(?:dated|of|from|written|signed)\b[^.\n]{0,25}?\b(?P<year>1[5-9]\d\d|20\d\d)\b"
)


def _other_years(tellings: Tellings) -> Iterator[Finding]:
    """The letter is of 1922 here, of 1912 there: each names one year for the paper, and not the same."""
    years: dict[str, dict[str, dict[str, Span]]] = defaultdict(lambda: defaultdict(dict))
    for document in sorted(tellings.kinship.kin(LEAST["medium"])):
        blocks = tellings.blocks.get(document, ())
        for block in blocks:
            if block.label != "chrome":
                for match in PAPER_OF_A_YEAR.finditer(
                    tellings.documents[document].text, block.span.start, block.span.end
                ):
                    years[match["paper"]][document].setdefault(match["year"], Span(*match.span("year")))
    for paper, told in sorted(years.items()):
        once = {d: next(iter(of.items())) for d, of in told.items() if len(of) == 1}
        held = Counter(year for year, _ in once.values())
        for left, right in combinations(sorted(once, key=lambda d: (held[once[d][0]], d)), 2):
            (year, here), (other, there) = once[left], once[right]
            if year != other and _kin(tellings, left, right):
                why = f"{tellings.name(left)} has the {paper} of {year}, {tellings.name(right)} of {other}."
                evidence = (Evidence(left, here.start, here.end), Evidence(right, there.start, there.end))
                yield Finding("date", "high", evidence, why, 0.6)
                break


def hidden_sources(tellings: Tellings, descents: Sequence[Descent]) -> Iterator[Finding]:
    """Yield pages that tell what others credit to an agency, in the same words and order, and credit nobody."""
    credited: dict[str, dict[str, Descent]] = defaultdict(dict)
    for descent in descents:
        if descent.kind == "credited":
            credited[descent.copy][descent.exemplar] = descent
    for descent in descents:
        silent = descent.copy
        if descent.kind != "inferred" or descent.score < 0.4 or silent not in tellings.documents:
            continue
        named, source = _named_elsewhere(tellings, descent, credited)
        if not named or not source or source in credited[silent]:
            continue
        theirs = credited[named][source].evidence[:2]
        own = [e for d in credited[silent].values() for e in d.evidence if e.document == silent][:5]
        known = tellings.name(source) if source in tellings.documents else source
        why = (
            f"{tellings.name(named)} says that it has this from {known}; {tellings.name(silent)} tells it in the same "
            "way and does not name that source."
        )
        evidence = (*theirs, *(own or descent.evidence[:2]), *descent.evidence[:2])
        yield Finding("source not named", "medium", tuple(dict.fromkeys(evidence)), why, round(0.8 * descent.score, 3))


def _named_elsewhere(tellings: Tellings, descent: Descent, credited: dict[str, dict[str, Descent]]) -> tuple[str, str]:
    """Return a document that names the source which another has hidden, and that source: an agency, not a paper."""
    if descent.exemplar in tellings.documents:
        sources = [
            s
            for s, d in credited[descent.exemplar].items()
            if _is_agency(tellings, s) and d.score >= 0.6 and descent.score >= 0.8
        ]
        return (descent.exemplar, min(sources)) if sources else ("", "")
    holders = sorted(d for d, sources in credited.items() if descent.exemplar in sources)
    return (holders[0], descent.exemplar) if holders and _is_agency(tellings, descent.exemplar) else ("", "")


def _is_agency(tellings: Tellings, source: str) -> bool:
    if source in tellings.documents:
        return tellings.documents[source].role != "record"
    return not PAPER.search(source) and not NO_AGENCY.search(source)


NO_AGENCY = re.compile(r"\b(interview|institute|university|archive)\b", re.IGNORECASE)


def _unsourced(tellings: Tellings) -> Iterator[Finding]:
    """An essay retells what two leaders asked and answered and says from nowhere how it knows."""
    quotations: dict[str, list[Quotation]] = defaultdict(list)
    for quotation in tellings.quotations.values():
        if quotation.parent is None:
            quotations[quotation.document].append(quotation)
    for document in tellings.documents.values():
        told = sorted(quotations[document.id], key=lambda q: q.content)
        if document.role == "record" or not told or tellings.kinship.nearest(document.id) < LEAST["high"]:
            continue
        if any(q.carriers or (q.kind != "indirect" and _in_full(document.text, q)) for q in told):
            continue
        body = [b.span for b in tellings.blocks.get(document.id, ()) if b.label != "chrome"]
        if any(CREDIT.search(document.text, s.start, s.end) for s in body):
            continue
        why = (
            f"{tellings.name(document.id)} reports {len(told)} "
            f"{'utterance' if len(told) == 1 else 'utterances'} and names no source for any, quotes nobody in full, "
            "and points to no paper, interview or report."
        )
        evidence = tuple(Evidence(document.id, q.content[0].start, q.content[-1].end) for q in told[:6])
        yield Finding("unsourced", "medium", evidence, why, 0.6)


def _in_full(text: str, quotation: Quotation) -> bool:
    """Say whether a whole sentence is quoted, and no phrase: it has a capital, and some length."""
    return text[quotation.content[0].start].isupper() and len(forms(text, quotation.content)) >= IN_FULL


IN_FULL = 4


CREDIT = re.compile(
    r"\b(according to|reported by|as reported|told [A-Z]\w+|citing|quoted by|interview with|(?:said|wrote|posted) on "
    r"[A-Z]|declassified|minutes|transcript|documents? (?:show|reveal|published|released))",
)


def _truncated(tellings: Tellings) -> Iterator[Finding]:
    """A page that ends in the middle of a sentence: *They may need to rethink their plans and*."""
    for document in tellings.documents.values():
        body = [b for b in tellings.blocks.get(document.id, ()) if b.label == "body"]
        if not body:
            continue
        last = body[-1].span
        text = document.text[last.start : last.end].rstrip()
        if len(text.split()) >= 8 and text[-1].isalnum() and is_function_word(text.split()[-1]):
            start = max(last.start, last.end - 60)
            why = f"{tellings.name(document.id)} breaks off in the middle of a sentence: {quoted('… ' + text[-50:])}."
            other = other_end(tellings, document.id, last)
            evidence = (Evidence(document.id, start, last.end), *([other] if other else []))
            yield Finding("truncated", "low", evidence, why, 0.8)
