"""On which occasion: look-alikes of another one, and recollection against record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.stages.compare.kinship import LEAST
from retold.stages.compare.strength import COMMITTING, negations, strength
from retold.stages.compare.telling import Finding, Telling, Tellings, quoted
from retold.stages.match import similarity_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.records import Interval, Occasion


def occasion_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield look-alikes of other occasions, and recollections that part from the record."""
    yield from _look_alikes(tellings)
    yield from _recollections(tellings)


def _occasion(tellings: Tellings, telling: Telling) -> Occasion | None:
    return tellings.occasions.get((telling.attribution.occasion if telling.attribution else None) or "")


def _disjoint(a: Interval | None, b: Interval | None) -> bool:
    if not a or not b or not a.first or not a.last or not b.first or not b.last:
        return False
    return a.last < b.first or b.last < a.first


# ------------------------------------------------------------------------------------------- other occasions


def _look_alikes(tellings: Tellings) -> Iterator[Finding]:
    """An assurance of 1996 in nearly the words of one of 2003: not to be taken for it."""
    dated = [
        (t, o)
        for told in tellings.of_statement.values()
        for t in told
        if (o := _occasion(tellings, t)) and o.interval and not t.headline
        if t.quotation.parent is None and t.quotation.kind != "indirect"
    ]
    if len({_year(o) for _, o in dated}) < 2:
        return
    dated = [(t, o) for t, o in dated if len(t.words) >= FEWEST]
    found: list[tuple[float, Telling, Telling, Occasion, Occasion]] = []
    for i, (a, one) in enumerate(dated):
        for b, other in dated[i + 1 :]:
            if a.document.id == b.document.id or a.witness.statement == b.witness.statement:
                continue
            if a.attribution and b.attribution and a.attribution.speaker != b.attribution.speaker:
                continue
            if _disjoint(one.interval, other.interval) and _years_apart(one, other):
                found.append((similarity_of(a.words, b.words), a, b, one, other))
    for score, a, b, one, other in sorted(found, key=lambda f: (-f[0], f[1].witness.id, f[2].witness.id))[:1]:
        if score >= 0.3:
            why = (
                f"{quoted(a.text, 70)} in {tellings.name(a.document.id)} ({_year(one)}) and {quoted(b.text, 70)} in "
                f"{tellings.name(b.document.id)} ({_year(other)}) are alike, but were said on two occasions."
            )
            sure = tellings.kinship.wording(a.matter, b.matter)
            yield Finding("other occasion", "medium", (a.evidence(), b.evidence()), why, 0.4, sure=sure)


FEWEST = 6


def _years_apart(a: Occasion, b: Occasion) -> bool:
    return _year(a) != _year(b)


def _year(occasion: Occasion) -> str:
    return str(occasion.interval.first.year) if occasion.interval and occasion.interval.first else "undated"


# ---------------------------------------------------------------------------------- record and recollection


def _recollections(tellings: Tellings) -> Iterator[Finding]:
    """The minutes have her ready to discuss it; he recalls, years later, that she refused.

    A recollection is speech within speech; what it makes a speaker refuse is held against what the same speaker is
    said to be willing to do in tellings that are nobody's recollection.
    """
    told = [
        t
        for document in sorted(tellings.kinship.kin(LEAST["medium"]))
        for t in tellings.of_document.get(document, ())
        if not t.headline
    ]
    refusing = [t for t in told if t.quotation.parent is not None and _refuses(t)]
    willing = [t for t in told if t.quotation.parent is None and _is_willing(t)] if refusing else []
    pairs = [
        (w, r) for w in willing for r in refusing if w.document.id != r.document.id and _one_speaker(tellings, w, r)
    ]
    if not pairs:
        return
    yes, no = min(pairs, key=_plainness)
    more = [t for t in {r.witness.id: r for _, r in pairs}.values() if t is not no][:3]
    more += [t for t in {w.witness.id: w for w, _ in pairs}.values() if t is not yes and _alike(t, yes)][:2]
    why = (
        f"{tellings.name(yes.document.id)} has the speaker willing ({quoted(yes.text, 80)}); as recalled in "
        f"{tellings.name(no.document.id)} the answer was a refusal ({quoted(no.text, 80)})."
    )
    evidence = (yes.evidence(), no.evidence(), *(t.evidence() for t in more))
    sure = tellings.kinship.documents(yes.document.id, no.document.id)
    yield Finding("recollection", "high", evidence, why, 0.6, sure=sure)


def _plainness(pair: tuple[Telling, Telling]) -> tuple[object, ...]:
    """Order pairs: the record first, then two documents, then direct speech on the same matter."""
    yes, no = pair
    return (
        yes.document.role != "record", yes.document.id == no.document.id, -round(similarity_of(yes.words, no.words), 1),
        yes.quotation.kind != "direct", no.quotation.kind != "direct", yes.witness.id, no.witness.id,
    )  # fmt: skip


def _alike(a: Telling, b: Telling) -> bool:
    return a.witness.statement == b.witness.statement


def _refuses(telling: Telling) -> bool:
    short = len(telling.matter) <= LONGEST_REFUSAL and bool(negations(telling.words))
    return short and strength(telling)[0] not in COMMITTING  # who promises not to stand in the way refuses nothing


LONGEST_REFUSAL, LEAST_WILLING = 5, 3
"""How many words of matter a refusal has at most, and at least what somebody is willing to do: more than *I agree*."""


def _is_willing(telling: Telling) -> bool:
    if len(telling.matter) < LEAST_WILLING:
        return False
    return strength(telling)[0] in COMMITTING and not negations(telling.words)


def _one_speaker(tellings: Tellings, a: Telling, b: Telling) -> bool:
    one = tellings.people.get((a.attribution.speaker if a.attribution else None) or "")
    other = tellings.people.get((b.attribution.speaker if b.attribution else None) or "")
    if one is None or other is None:
        return False
    return one.id == other.id or (bool(one.doubts or other.doubts) and one.name.split()[0] == other.name.split()[0])
