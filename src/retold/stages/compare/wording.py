"""The same words in another shape: commitment, denial, figures, qualifiers, firmness, marks, choice of words."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from retold.records import STRENGTHS, Span
from retold.stages.compare.acts import act_finding
from retold.stages.compare.figures import (
    WIDEST,
    Pair,
    date_finding,
    number_findings,
    of_two_occasions,
    place_finding,
    unit_finding,
)
from retold.stages.compare.kinship import LEAST
from retold.stages.compare.measures import numbers
from retold.stages.compare.strength import COMMITTING, SCOPE, denials, hedges, modals, negations, steps, strength
from retold.stages.compare.telling import DATED, Finding, Telling, Tellings, quoted
from retold.stages.lexicon import ANTONYMS, MODALS, NEGATIONS
from retold.stages.match import sentences
from retold.stages.words import is_function_word, stem, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from retold.records import Evidence
    from retold.stages.words import Word

LEAST_OVERLAP = 0.5
ALIKE, ALIKE_NARRATED = 0.3, 0.5
"""How much of the matter of both must be shared for a denial in one to be held against the other."""
ALIKE_ON_ONE_PAGE = 0.6
"""How much, for a summary on one page to lack a qualifier of the words that it sums up."""
LEAST_FIRM = 0.3
"""How much of the shorter telling's matter the other must have for a word of one to be held against the other."""
LEAST_WORDING = 0.45
"""How much of both tellings' matter must be shared for another word to be another choice of words."""
WIDEST_WORDING = 12
LONGEST_REFUSAL = 16
MOST_WORDINGS = 40
"""With more different wordings than this, each is held against the base alone."""
CLOSER = 0.25
"""By how much another pair of tellings of two documents must be closer for this one to say nothing."""


def wording_findings(tellings: Tellings) -> Iterator[Finding]:
    """Yield, for each statement and kind, the pair of documents that parts most."""
    choices: list[Finding] = []
    for statement, tellers in sorted(tellings.of_statement.items()):
        # An anecdote is compared by what is said in it.
        told = [t for t in tellers if t.quotation.id not in tellings.holders]
        told_elsewhere = tellings.narrated.get(statement, ())
        if len(told) < 2 and not told_elsewhere:
            continue
        quoting = [t for t in told if t.words and not t.headline]
        body = list(_pairs(quoting))
        if not body and not told_elsewhere:
            continue
        body = [p for p in body if tellings.kinship.tellings(p.a, p.b) >= LEAST["low"]]
        across = [p for p in body if p.a.document.id != p.b.document.id and not of_two_occasions(tellings, p.a, p.b)]
        across = [p for p in across if not _closer(p, across)]
        narrating = [Pair(a, b) for b in told_elsewhere for a in quoting[:MOST_WORDINGS]]
        narrating = [p for p in narrating if tellings.kinship.tellings(p.a, p.b) >= LEAST["low"]]
        serious = [f for find in SERIOUS if (f := _gravest(find, tellings, [*across, *narrating], statement))]
        serious += _each_number(tellings, [*across, *narrating], statement)
        serious += [f for f in [_gravest(_qualifier, tellings, [*body, *narrating], statement)] if f]
        yield from (_with_all(f, told) for f in serious)
        if not serious:
            slight = [f for find in SLIGHT if (f := _gravest(find, tellings, across, statement))]
            yield from (f for f in slight[:1] if f.kind != "wording")
            choices += [f for f in slight[:1] if f.kind == "wording"]
    yield from _choices(choices)


def _choices(found: list[Finding]) -> Iterator[Finding]:
    """Yield one line for all the places of a story at which two tellings choose other words: it is no grave matter."""
    if found:
        first, *more = sorted(found, key=lambda f: (-f.sure, f.evidence))
        places = [e for f in (first, *more[: MOST_CHOICES - 1]) for e in f.evidence[:2]]
        why = first.why if not more else f"{first.why[:-1]}; so in {len(more)} more places."
        yield replace(first, evidence=tuple(dict.fromkeys([*places, *first.evidence])), why=why)


MOST_CHOICES = 4


def _with_all(finding: Finding, told: list[Telling]) -> Finding:
    """Return a finding on commitment with the other tellings that commit the speaker too: all can be weighed."""
    if finding.kind != "strength":
        return finding
    more = [t.evidence() for t in told if not t.headline and strength(t)[0]]
    return replace(finding, evidence=tuple(dict.fromkeys([*finding.evidence, *more]))[:8])


def _pairs(told: list[Telling]) -> Iterator[Pair]:
    """Yield the pairs worth comparing: of tellings in the same words two are enough."""
    kept: list[Telling] = []
    seen: dict[tuple[object, ...], set[str]] = {}
    for telling in told:
        wording = (tuple(w.text for w in telling.words), telling.quotation.kind)
        documents = seen.setdefault(wording, set())
        if len(documents) < 2 and telling.document.id not in documents:
            documents.add(telling.document.id)
            kept.append(telling)
    if len(seen) > MOST_WORDINGS:
        yield from (Pair(kept[0], other) for other in kept[1:])
    else:
        yield from (Pair(a, b) for a, b in combinations(kept, 2))


def _closer(pair: Pair, pairs: Iterable[Pair]) -> bool:
    """Say whether both tellings have a closer one in the other's document: the direct words, and a summary of them."""
    if len({pair.a.quotation.kind, pair.b.quotation.kind}) == 1 and pair.overlap > 1 - CLOSER:
        return False
    documents = {pair.a.document.id, pair.b.document.id}
    rivals = [
        p for p in pairs if {p.a.document.id, p.b.document.id} == documents and p.likeness >= pair.likeness + CLOSER
    ]
    return all(any(t in (p.a, p.b) for p in rivals) for t in (pair.a, pair.b))


def _gravest(
    find: Callable[[Tellings, Pair, str], Finding | None], tellings: Tellings, pairs: list[Pair], statement: str
) -> Finding | None:
    """Return the finding of the pair that shows it best: with the record, then the surest."""
    found = [(_kin(tellings, f, p), p) for p in pairs if (f := find(tellings, p, statement))]
    if not found:
        return None
    best = max(found, key=lambda f: (_has_record(f[1]), f[0].score, -f[0].evidence[0].start, f[0].evidence))
    # Who else parts from the same telling stands behind the two: a reader sees who is alone.
    have = {e.document for e in best[0].evidence}
    beside = [p for f, p in found if {p.a, p.b} & {best[1].a, best[1].b}] if best[0].kind in WITH_OTHERS else []
    others = {t.document.id: t for p in beside for t in (p.a, p.b) if t.document.id not in have}
    more = [others[d].evidence() for d in sorted(others)][:MOST_OTHERS]
    return replace(best[0], evidence=(*best[0].evidence, *more))


WITH_OTHERS = frozenset(("polarity", "strength", "date", "place"))
MOST_OTHERS = 3


def _kin(tellings: Tellings, finding: Finding, pair: Pair) -> Finding:
    return replace(finding, sure=tellings.kinship.tellings(pair.a, pair.b))


def _each_number(tellings: Tellings, pairs: list[Pair], statement: str) -> list[Finding]:
    """Return a finding for each figure that parts the tellings, from the pair that shows it best.

    A figure that one document alone has is held against one other: *40* here, *14* and *400* there are two findings.
    """
    found = sorted(
        ((_kin(tellings, f, p), p) for p in pairs for f in number_findings(tellings, p, statement)),
        key=lambda f: (not _has_record(f[1]), -f[1].likeness, f[0].evidence),
    )
    kept: list[Finding] = []
    told: set[frozenset[str]] = set()
    odd: set[tuple[str, str]] = set()
    for finding, _ in found:
        places = [(e.document, _figure(tellings, e)) for e in finding.evidence[:2]]
        values = frozenset(v for _, v in places)
        if values in told or any(place in odd for place in places):
            continue
        told.add(values)
        said = [_having(pairs, v) for _, v in places]
        odd.add(places[0] if said[0] < said[1] and not _is_record(tellings, places[0][0]) else places[1])
        kept.append(finding)
    return kept


def _figure(tellings: Tellings, place: Evidence) -> str:
    """Return the figure that stands at a place, so that *three million* and *3 million* are one."""
    printed = words(tellings.documents[place.document].text, [Span(place.start, place.end)])
    return " ".join(f"{value:g}" for value, _ in numbers(printed))


def _having(pairs: list[Pair], figure: str) -> int:
    """Return how many documents have a figure among some pairs."""
    return len({t.document.id for p in pairs for t in (p.a, p.b) if figure in {f"{v:g}" for v, _ in numbers(t.words)}})


def _is_record(tellings: Tellings, document: str) -> bool:
    return tellings.documents[document].role == "record"


def _has_record(pair: Pair) -> bool:
    return "record" in (pair.a.document.role, pair.b.document.role)


# ------------------------------------------------------------------------------------------------ serious


def strength_finding(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """One telling has a promise where the other has an offer to talk."""
    # *Ready to discuss* is weaker than *consider*, though *ready* is not: the whole telling says which goes further.
    at_one_place, on_the_whole = _steps_at_one_place(pair), _steps_on_the_whole(pair)
    found = on_the_whole or at_one_place or _promise_against_chance(pair)
    if found is None:
        return None
    (far, far_word, one), (near, near_word, other) = sorted(found, key=lambda f: -_rung(f[2]))
    gap = _rung(one) - _rung(other)
    said = [t.document.text[w.start : w.end] for t, w in ((far, far_word), (near, near_word))]
    why = (
        f"{_name(tellings, far)} commits the speaker further ({said[0]!r}: {quoted(far.text)}) than "
        f"{_name(tellings, near)} ({said[1]!r}: {quoted(near.text)})."
    )
    evidence = (far.evidence(), near.evidence(), far.evidence([far_word]), near.evidence([near_word]))
    return Finding("strength", "high", evidence, why, min(0.95, 0.6 + 0.1 * gap), statement)


Step = tuple[Telling, Span, str]


def _steps_on_the_whole(pair: Pair) -> tuple[Step, Step] | None:
    (one, here), (other, there) = strength(pair.a), strength(pair.b)
    if not one or not other or one == other or here is None or there is None:
        return None
    return (pair.a, here, one), (pair.b, there, other)


def _rung(step: str) -> int:
    return STRENGTHS.index(step) if step else 0


def _promise_against_chance(pair: Pair) -> tuple[Step, Step] | None:
    """*She guaranteed that the ferry will sail* against *the ferry might sail one day*: no step, only a chance."""
    if pair.overlap < LEAST_OVERLAP or not pair.close:
        return None
    for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
        step, word = strength(one)
        following = [*other.words[1:], None]
        chance = [
            w
            for w, after in zip(other.words, following, strict=True)
            if w.text.casefold() in CHANCE and not (after and after.text.casefold() == "not")
        ] or _wishes(other)
        doubted = any(w.text.casefold() in CHANCE for w in one.words)
        if word and step in ("promised", "agreed") and chance and not doubted and not strength(other)[0]:
            return (one, word, step), (other, Span(chance[0].start, chance[0].end), "")
    return None


CHANCE = frozenset("may might could hope hopes hoped wish wishes wished".split())


def _wishes(telling: Telling) -> list[Word]:
    """Return the word of a wish: *I would like it to be five* is no promise of five."""
    pairs = zip(telling.words, telling.words[1:], strict=False)
    return [b for a, b in pairs if (a.text.casefold(), b.text.casefold()) == ("would", "like")]


def _steps_at_one_place(pair: Pair) -> tuple[Step, Step] | None:
    """*Because the council agreed to wait* against *because the council was ready to wait*: whoever commits himself."""
    if pair.overlap < LEAST_OVERLAP:
        return None
    for gap in pair.gaps:
        if not gap.held or max(len(gap.left), len(gap.right)) > WIDEST:
            continue
        here, there = (steps([*side, *gap.after[:1]]) for side in (gap.left, gap.right))
        if not here or not there or here[0][0] == there[0][0] or not {here[0][0], there[0][0]} & COMMITTING:
            continue
        (one, word), (other, another) = here[0], there[0]
        return (pair.a, Span(word.start, word.end), one), (pair.b, Span(another.start, another.end), other)
    return None


def polarity_finding(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """One telling denies what the other affirms, in otherwise much the same words."""
    if pair.overlap < LEAST_OVERLAP or not pair.close or pair.shared < (ALIKE_NARRATED if pair.narrated else ALIKE):
        return None
    word, left = denials(pair.gaps)
    if word is None:
        return None
    denying, other = (pair.a, pair.b) if left else (pair.b, pair.a)
    if _denied_beside(word, denying, other) or not _of_both(word, denying, other) or _declining(other):
        return None
    if denying.asks != other.asks or any(w.text.casefold() in BARELY for w in other.words):
        return None
    why = (
        f"{_name(tellings, denying)} has {word.text!r} ({quoted(denying.text)}) "
        f"where {_name(tellings, other)} has no denial ({quoted(other.text)})."
    )
    severity = "medium" if denying.asks else "high"
    place = denying.evidence([Span(word.start, word.end)])
    evidence = (denying.evidence(), other.evidence(), place)
    return Finding("polarity", severity, evidence, why, 0.5 + 0.4 * pair.overlap, statement)


BARELY = frozenset("only hardly scarcely barely until".split())
"""Words that half deny by themselves: *I answer for them only until the snow*, *I cannot answer once it snows*."""


def opposite_finding(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """*A week before the feast* against *a week after the feast*: one word, and it is the other's opposite."""
    if pair.overlap < LEAST_OVERLAP or not pair.close or pair.shared < (ALIKE_NARRATED if pair.narrated else ALIKE):
        return None
    for gap in pair.gaps:
        if not gap.held or max(len(gap.left), len(gap.right)) > WIDEST_OPPOSITE:
            continue
        for one in gap.left:
            for other in gap.right:
                if {one.text.casefold(), other.text.casefold()} & NEGATIONS:
                    continue  # that is told as a denial
                if OPPOSITES.get(_base(one)) and _base(other) in OPPOSITES[_base(one)]:
                    here, there = Span(one.start, one.end), Span(other.start, other.end)
                    why = (
                        f"{_name(tellings, pair.a)} has {one.text!r} ({quoted(pair.a.text)}) where "
                        f"{_name(tellings, pair.b)} has the opposite, {other.text!r} ({quoted(pair.b.text)})."
                    )
                    evidence = (pair.a.evidence(), pair.b.evidence(), pair.a.evidence([here]), pair.b.evidence([there]))
                    return Finding("polarity", "high", evidence, why, 0.7, statement)
    return None


def _base(word: Word) -> str:
    return word.text.casefold() if is_function_word(word.text) else stem(word.text)


def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, other in ANTONYMS:
        a, b = (w if is_function_word(w) else stem(w) for w in (one, other))
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return {word: frozenset(of) for word, of in found.items()}


OPPOSITES = _opposites()
WIDEST_OPPOSITE = 3


def _turned_round(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """*Write it down, and then forget it* against *forget it, and then write it down*: the same words, turned round."""
    a, b = pair.a, pair.b
    if "indirect" in (a.quotation.kind, b.quotation.kind) or not pair.close or pair.likeness > TURNED:
        return None
    one, other = ([w.normal for w in t.words if not is_function_word(w.text)] for t in (a, b))
    if len(one) < FEWEST_TURNED or one == other or sorted(one) != sorted(other):
        return None
    why = (
        f"{_name(tellings, a)} has it in another order ({quoted(a.text)}) than {_name(tellings, b)} ({quoted(b.text)})."
    )
    return Finding("order", "medium", (a.evidence(), b.evidence()), why, 0.6, statement)


TURNED, FEWEST_TURNED = 0.85, 3


def _of_both(word: Word, denying: Telling, other: Telling) -> bool:
    """Say whether what is denied is in the other telling: *has not made a mistake* denies no *makes the decision*."""
    denied = [w.normal for w in denying.words if w.start > word.start and not is_function_word(w.text)][:SCOPE]
    if not denied:  # it stands at the end: *if they ask, it can't*
        denied = [w.normal for w in denying.words if w.start < word.start and not is_function_word(w.text)][-SCOPE:]
    have = {w.normal for w in other.words}
    return all(n in have for n in denied)


def _declining(telling: Telling) -> bool:
    """Say whether the denial stands before the words: *she declined to promise it*, *he denied that it was safe*."""
    cue = {stem(w.text) for w in words(telling.document.text, telling.quotation.cue)}
    return telling.quotation.negated or bool(cue & DECLINING)


DECLINING = frozenset(stem(w) for w in ("decline", "refuse", "deny", "reject", "dismiss", "dispute", "rule", "fail"))


def _denied_beside(word: Word, denying: Telling, other: Telling) -> bool:
    """Say whether the other document denies it in the sentence before or after: one sentence there is two here.

    *She could not promise it, only a hearing* is no parting from *“I cannot promise it. I can promise a hearing.”*.
    """
    denied = [w.normal for w in denying.words if w.start > word.start and not is_function_word(w.text)][:SCOPE]
    text = other.document.text
    around = Span(max(0, other.spans[0].start - BESIDE), min(len(text), other.spans[-1].end + BESIDE))
    for spans in sentences(text, [around]):
        printed = words(text, spans)
        if any(s.start < t.end and t.start < s.end for s in spans for t in other.spans) or not negations(printed):
            continue
        if denied and set(denied) <= {w.normal for w in printed}:
            return True
    return False


BESIDE = 300
"""How many characters before and after a telling its document may deny what another denies in one sentence with it."""


# ------------------------------------------------------------------------------------------------- slight


def _qualifier(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """*It is not possible now* in one telling, *it is impossible* in the other."""
    a, b = pair.a, pair.b
    here, there = hedges(a), hedges(b)
    # Two refusals of one question need share no word; all else must have much the same matter.
    refusals = all(negations(t.words) and len(t.words) <= LONGEST_REFUSAL for t in (a, b))
    denials = refusals and a.document.id != b.document.id
    if bool(here) == bool(there) or not (denials or (pair.overlap >= LEAST_OVERLAP and pair.close)):
        return None
    if a.asks != b.asks:
        return None
    with_it, without, (word, place) = (a, b, here[0]) if here else (b, a, there[0])
    if a.document.id == b.document.id and (
        a.quotation.parent != b.quotation.parent or a.quotation.kind == b.quotation.kind or a.document.role == "record"
    ):
        return None  # within one page, only a summary is held against the words that it sums up
    if not denials and not _scope(with_it, without, place):
        return None
    if a.document.id == b.document.id and pair.shared < ALIKE_ON_ONE_PAGE:
        return None
    if word.split()[0] in ("this", "that", "today") and DATED.search(without.text):
        return None  # *this week* and *on Monday* are two ways to give a day
    why = (
        f"{_name(tellings, without)} lacks the qualifier {word!r} of {_name(tellings, with_it)}: "
        f"{quoted(without.text)} against {quoted(with_it.text)}."
    )
    evidence = (without.evidence(), with_it.evidence(), with_it.evidence([place]))
    return Finding("qualifier", "high" if denials else "medium", evidence, why, 0.5 + 0.1 * denials, statement)


def _scope(with_it: Telling, without: Telling, place: Span) -> bool:
    """Say whether what the qualifier stands before is in the other telling too: *many farmers*, *farmers*."""
    after = [w for w in with_it.words if w.start >= place.end and not is_function_word(w.text)][:2]
    have = {w.normal for w in without.words}
    return bool(after) and all(w.normal in have for w in after[:1])


def _firmness(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """*It may be closed* in one telling, *it will be closed* in the other."""
    if pair.overlap < LEAST_FIRM:
        return None
    for gap in pair.gaps:
        one, other = modals(gap.left), modals(gap.right)
        if not gap.held or not one or not other or max(len(gap.left), len(gap.right)) > WIDEST:
            continue
        said = one[0].text.casefold(), other[0].text.casefold()
        firm_a, firm_b = (MODALS[m] for m in said)
        shifted = pair.reported and TENSE.get(said[0], said[0]) == TENSE.get(said[1], said[1])
        if firm_a == firm_b or shifted:
            continue
        here, there = Span(one[0].start, one[0].end), Span(other[0].start, other[0].end)
        why = (
            f"{_name(tellings, pair.a)} says {one[0].text!r} where {_name(tellings, pair.b)} says {other[0].text!r}: "
            f"{quoted(pair.a.text)} against {quoted(pair.b.text)}."
        )
        evidence = (pair.a.evidence([here]), pair.b.evidence([there]), pair.a.evidence(), pair.b.evidence())
        return Finding("firmness", "low", evidence, why, 0.4 + 0.05 * abs(firm_a - firm_b), statement)
    return None


TENSE = {"may": "might", "can": "could", "will": "would", "shall": "would", "should": "would"}
"""What becomes of modal verbs in reported speech: *I will* and *she said that she would* are one."""


def _choice_of_words(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """Other words at the same place of the alignment."""
    a, b = pair.a, pair.b
    if (a.quotation.kind == "indirect" and b.quotation.kind == "indirect") or pair.shared < LEAST_WORDING:
        return None
    parted = _parted_words(pair)
    if parted is None:
        return None
    here, there = parted
    why = (
        f"{_name(tellings, a)} has {quoted(a.document.text[here.start : here.end], 60)} where "
        f"{_name(tellings, b)} has {quoted(b.document.text[there.start : there.end], 60)}."
    )
    evidence = (a.evidence([here]), b.evidence([there]), a.evidence(), b.evidence())
    return Finding("wording", "low", evidence, why, 0.45, statement)


def _parted_words(pair: Pair) -> tuple[Span, Span] | None:
    """Return the longest pair of stretches that stand at one place and share no word of matter."""
    best: tuple[int, Span, Span] | None = None
    for gap in pair.gaps:
        matter = min(sum(not is_function_word(w.text) for w in side) for side in (gap.left, gap.right))
        if matter and max(len(gap.left), len(gap.right)) <= WIDEST_WORDING and (best is None or matter > best[0]):
            best = (
                matter, Span(gap.left[0].start, gap.left[-1].end), Span(gap.right[0].start, gap.right[-1].end),
            )  # fmt: skip
    return best[1:] if best else None


SERIOUS = (
    strength_finding, act_finding, polarity_finding, opposite_finding, _turned_round, unit_finding, date_finding,
    place_finding,
)  # fmt: skip
SLIGHT = (_firmness, _choice_of_words)


def _name(tellings: Tellings, telling: Telling) -> str:
    return tellings.name(telling.document.id)
