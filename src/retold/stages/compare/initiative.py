"""Who raised the matter: here the one, there the other.

A document's raiser is the first whom it has opening the matter: by his own words (*I want to talk about the pier*),
by a report (*Brandt brought up the pier*), by a question, or by an offer that nobody asked for.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from retold.records import Evidence, Span
from retold.stages.compare.kinship import LEAST
from retold.stages.compare.speakers import may_be_one
from retold.stages.compare.strength import COMMITTING, strength
from retold.stages.compare.telling import Finding, Telling, Tellings, quoted
from retold.stages.match import ASKING
from retold.stages.words import is_function_word, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retold.records import Person

OPENER = re.compile(
    r"\b(?:want|wants|wanted|would like|wish|wishes|wished)\s+to\s+(?:talk|speak|raise|ask)\b|"
    r"\b(?:let me|allow me to|may i)\s+(?:raise|bring up|ask|speak)\b",
    re.IGNORECASE,
)
REPORT = re.compile(
    r"(?P<who>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?)\s+(?:who\s+|had\s+|first\s+|himself\s+|herself\s+)*"
    r"(?:brought\s+up|raised|broached|put\s+forward|(?:wanted|wished)\s+to\s+(?:speak|talk)\s+about)\s+"
    r"(?P<what>[\w’' -]{3,60})",
)


@dataclass(frozen=True)
class Raising:
    """Somebody opens a matter: who, where, and the words of matter."""

    person: str
    evidence: Evidence
    matter: frozenset[str]
    recalled: bool
    offers: bool = False


def initiative_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield, once a story, the pair of documents that part on who raised a matter."""
    raised = {
        d: sorted(_without_interviewers(_raisings(tellings, d)), key=lambda r: r.evidence)
        for d in sorted(tellings.kinship.kin(LEAST["medium"]))
    }
    pairs = []
    for left, right in combinations(sorted(raised), 2):
        for a in raised[left]:
            b = next((b for b in raised[right] if _on_one_matter(a, b)), None)
            first = next((x for x in raised[left] if b and _on_one_matter(x, b)), None)
            if b and first is a and not _one(tellings, a.person, b.person) and _both_there(tellings, a, b):
                pairs.append((a, b))
                break
    if pairs:
        best = min(pairs, key=lambda p: _standing(tellings, p))
        a, b = sorted(best, key=lambda r: (r.recalled, r.evidence))
        said = [tellings.documents[r.evidence.document].text[r.evidence.start : r.evidence.end] for r in (a, b)]
        why = (
            f"{tellings.name(a.evidence.document)} has {tellings.person(a.person)} raise it ({quoted(said[0], 70)}), "
            f"{tellings.name(b.evidence.document)} {tellings.person(b.person)} ({quoted(said[1], 70)})."
        )
        more = [r.evidence for p in pairs if p is not best for r in p if r.evidence not in (a.evidence, b.evidence)]
        sure = tellings.kinship.documents(a.evidence.document, b.evidence.document)
        yield Finding("initiative", "high", (a.evidence, b.evidence, *dict.fromkeys(more[:4])), why, 0.55, sure=sure)


def _without_interviewers(raisings: Iterable[Raising]) -> list[Raising]:
    """Leave out who raises one matter after the other: to ask is an interviewer's trade."""
    found = list(raisings)
    often = Counter(r.person for r in found if not r.offers)
    return [r for r in found if often[r.person] <= MOST_RAISED]


MOST_RAISED = 6


def _on_one_matter(a: Raising, b: Raising) -> bool:
    return len(a.matter & b.matter) >= (2 if a.offers or b.offers else 1)


def _both_there(tellings: Tellings, a: Raising, b: Raising) -> bool:
    """Say whether each document has both people in the exchange, under whatever name."""
    if not (a.offers or b.offers):
        return True
    for document, other in ((a.evidence.document, b.person), (b.evidence.document, a.person)):
        heard = {
            p
            for x in tellings.attributions.values()
            if x.document == document
            for p in (x.speaker, x.addressee)
            if p in tellings.people
        }
        if not any(_one(tellings, p, other) for p in heard if p):
            return False
    return True


def _standing(tellings: Tellings, pair: tuple[Raising, Raising]) -> tuple[object, ...]:
    """Order pairs: with the record first, then recollection against report, then the most matter in common."""
    record = any(tellings.documents[r.evidence.document].role == "record" for r in pair)
    recalled = pair[0].recalled != pair[1].recalled
    return (not record, not recalled, -len(pair[0].matter & pair[1].matter), pair[0].evidence, pair[1].evidence)


def _raisings(tellings: Tellings, document: str) -> Iterator[Raising]:
    text = tellings.documents[document].text
    for block in tellings.blocks.get(document, ()):
        if block.label != "body":
            continue
        for match in REPORT.finditer(text, block.span.start, block.span.end):
            person = _named(tellings, match["who"])
            if person:
                what = Span(match.start("what"), match.end("what"))
                yield Raising(person.id, Evidence(document, *match.span()), _matter(text, what), recalled=True)
    for telling in tellings.of_document.get(document, ()):
        speaker = telling.attribution.speaker if telling.attribution else None
        if speaker not in tellings.people or telling.headline:
            continue
        recalled = telling.quotation.parent is not None
        opens = _opens(telling)
        if opens or (not recalled and strength(telling)[0] in COMMITTING):
            matter = frozenset(w.normal for w in telling.words if not is_function_word(w.text) and len(w.text) > 3)
            # The evidence begins where it is said who spoke: *I asked him: ...*.
            place = telling.evidence(sorted([*telling.quotation.source, *telling.quotation.cue, *telling.spans]))
            yield Raising(str(speaker), place, matter, recalled, offers=not opens)


def _opens(telling: Telling) -> bool:
    if telling.quotation.kind == "indirect":
        # *She asked whether ...*; what she asked him to do is a request.
        asks = bool({stem(w.text) for w in words(telling.document.text, telling.quotation.cue)} & ASKING)
        return asks and bool(telling.words) and telling.words[0].text.casefold() != "to"
    inner = " ".join(telling.document.text[s.start : s.end] for s in telling.spans)
    return bool(OPENER.search(inner) or inner.rstrip(" ’'”\"").endswith("?"))


def _matter(text: str, span: Span) -> frozenset[str]:
    return frozenset(w.normal for w in words(text, [span]) if not is_function_word(w.text) and len(w.text) > 3)


def _named(tellings: Tellings, printed: str) -> Person | None:
    last = printed.rsplit(maxsplit=1)[-1]
    found = [p for p in tellings.people.values() if p.kind == "person" and p.name.split()[-1] == last]
    return min(found, key=lambda p: (-len(p.mentions), p.id)) if found else None


def _one(tellings: Tellings, left: str, right: str) -> bool:
    """Say whether two ids are one person, or one under a name that cannot be."""
    if may_be_one(tellings, left, right):
        return True
    a, b = tellings.people[left], tellings.people[right]
    same = set(a.name.casefold().split()) & set(b.name.casefold().split())
    return left == right or bool(same) or bool(a.doubts or b.doubts)
