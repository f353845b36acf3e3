"""Replay: a person's decisions laid over what the machine found.  The person's word always wins.

Each run makes the machine's layer anew; the decisions are then found again in it and applied.  One that finds no clear
place is an orphan, one that contradicts another a conflict: both are listed, neither is guessed at.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from retold.case import Case, Rows
from retold.decisions.anchors import find
from retold.decisions.log import FILE, Log, Place, read
from retold.decisions.recompare import recompared
from retold.decisions.retelling import regroup
from retold.records import (
    Attribution,
    Discrepancy,
    Document,
    Evidence,
    Interval,
    Occasion,
    Person,
    Quotation,
    Reading,
    Span,
    Statement,
    Witness,
    identify,
    to_table,
)
from retold.settings import Settings, load

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa

    from retold.decisions.log import Decision

FAMILY = dict.fromkeys(("confirm", "dismiss", "unsure", "reject"), "state") | {
    "same": "tie",
    "not-same": "tie",
    "merge": "name",
    "split": "name",
}
"""Acts that answer one question: on one target the last of them counts."""

CLOSE = 0.8
"""How much of each other a place and a record's words must share (intersection over union)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that found its record; ``note`` says where the machine now says otherwise than it did then."""

    decision: Decision
    record: str
    note: str = ""
    places: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A decision that could not be applied, with the reason in one sentence."""

    decision: Decision
    why: str


@dataclass(frozen=True, slots=True)
class Layer:
    """What came of each decision that counts; ``broken`` are the numbers of lines that can't be read."""

    standing: tuple[Standing, ...] = ()
    orphans: tuple[Unplaced, ...] = ()
    conflicts: tuple[Unplaced, ...] = ()
    broken: tuple[int, ...] = ()

    def of(self, record: str) -> tuple[Standing, ...]:
        """Return the decisions on one record, by its id."""
        return tuple(s for s in self.standing if s.record == record)


class Decided(Case):
    """A case with the decisions laid over it: it has all that a case has, and ``layer``."""

    def __init__(self, case: Case, tables: dict[type, tuple[Any, ...]], layer: Layer) -> None:
        self.folder, self.manifest, self.title = case.folder, case.manifest, case.title
        self.machine = case
        self.layer = layer
        self.tables = tables
        self._rows = dict(tables)

    def records(self, record: type) -> tuple[Any, ...]:
        """Return every record of a type; those that no decision touches are the machine's."""
        if record not in self._rows:
            name = next(n for n, rows in vars(Case).items() if isinstance(rows, Rows) and rows.record is record)
            self._rows[record] = getattr(self.machine, name)
        return self._rows[record]

    def to_arrow(self, record: type) -> pa.Table:
        """Return the table of a record type, decisions included."""
        return to_table(self.records(record), record)


def decided(case: Case, log: Log | None = None) -> Case:
    """Return the case with its decisions laid over it; the case itself where nothing was decided.

    Where a decision changes who said what, when, or whether two tell the same, the stories that it touches are
    compared again.  ``log`` is the case's own where it is not given.
    """
    if isinstance(case, Decided):
        return case
    if log is None:
        log = read(case.folder / FILE) if case.folder else Log(())
    if not log.decisions and not log.broken:
        return case
    settings = _settings(case)
    tables = {kind: list(getattr(case, name)) for kind, name in TABLES.items()}
    acts = counting(log.decisions)
    layer = _replay(tables, [d for d in acts if d.about != "discrepancy"], settings)
    after = Decided(case, {kind: tuple(rows) for kind, rows in tables.items()}, layer)
    touched = {p.document for s in layer.standing if s.decision.act not in CHEAP for p in s.places}
    stories = {m.story for m in case.members if m.document in touched}
    if stories:
        after = Decided(case, {**after.tables, Discrepancy: tuple(recompared(after, stories, settings))}, layer)
    answers = [_answer(after, d) for d in acts if d.about == "discrepancy"]
    whole = Layer(
        (*layer.standing, *(a for a in answers if isinstance(a, Standing))),
        (*layer.orphans, *(a for a in answers if isinstance(a, Unplaced))),
        layer.conflicts,
        log.broken,
    )
    return Decided(case, after.tables, whole)


CHEAP = frozenset({"confirm", "dismiss", "unsure", "note"})
"""Acts that change no table."""


def _settings(case: Case) -> Settings:
    path = case.folder / "retold.toml" if case.folder else None
    return load(path) if path and path.is_file() else Settings()


TABLES: dict[type, str] = {
    Document: "documents",
    Quotation: "quotations",
    Attribution: "attributions",
    Person: "people",
    Occasion: "occasions",
    Statement: "statements",
    Witness: "witnesses",
    Reading: "readings",
}
"""The tables that decisions change, by the name that a case has for them."""

Tables = dict[type, list[Any]]


def counting(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that count: neither taken back nor overtaken by a later one on the same question."""
    ordered = sorted(decisions, key=lambda d: (d.time, d.id))
    gone: set[str] = set()
    for d in reversed(ordered):
        if d.supersedes and d.id not in gone:
            gone.add(d.supersedes)
    last: dict[Any, Decision] = {}
    for d in ordered:
        if d.id not in gone and d.act != "retract":
            last[_question(d)] = d
    return sorted(last.values(), key=lambda d: (d.time, d.id))


def _question(d: Decision) -> tuple[Any, ...]:
    """Return what a decision answers; notes answer nothing, so that all are kept."""
    places = tuple((p.sha256, p.path, p.start, p.exact) for p in d.target)
    family = FAMILY.get(d.act, d.act)
    if family == "tie":
        places = tuple(sorted(places))
    return (d.id,) if d.act == "note" else (family, d.about, d.kind, places)


def _replay(tables: Tables, acts: list[Decision], settings: Settings) -> Layer:
    """Apply decisions to the tables."""
    standing: list[Standing] = []
    orphans: list[Unplaced] = []
    conflicts: list[Unplaced] = []
    ties: list[tuple[Decision, str, str]] = []
    # People before quotations, as a speaker is looked up by name; what changes or removes a place comes last.
    for d in sorted(acts, key=lambda d: ORDER.get(d.act, 0)):
        places = _places(tables[Document], d)
        outcome = _apply(tables, d, places, ties) if isinstance(places, list) else places
        if isinstance(outcome, Standing) and isinstance(places, list):
            standing.append(replace(outcome, places=tuple(places)))
        elif isinstance(outcome, Unplaced):
            orphans.append(outcome)
    for d, why in regroup(tables, ties, settings):
        conflicts.append(Unplaced(d, why))
        standing = [s for s in standing if s.decision.id != d.id]
    return Layer(tuple(standing), tuple(orphans), tuple(conflicts))


def _places(documents: Sequence[Document], d: Decision) -> list[Evidence] | Unplaced:
    """Return where the places of a decision are now, or why one of them is not found."""
    found = []
    for target in d.target:
        place = find(target, documents)
        if place is None:
            known = any(target.sha256 == x.sha256 or target.path == x.path for x in documents)
            gone = f"the document {target.path} is not in the case any more"
            return Unplaced(d, f"the words have no clear place in {target.path} any more" if known else gone)
        found.append(place)
    return found


def _answer(case: Decided, d: Decision) -> Standing | Unplaced:
    """Return which discrepancy a decision answers: one of the decided case, or else one of the machine's."""
    places = _places(case.documents, d)
    if isinstance(places, Unplaced):
        return places
    found = _discrepancy(case.discrepancies, d, places)
    if found:
        return replace(_stand(d, found.id, found.severity), places=tuple(places))
    before = _discrepancy(case.machine.discrepancies, d, places)
    if before:
        return Standing(d, before.id, "another decision put right what it was about", tuple(places))
    return Unplaced(d, "the machine does not report it any more")


ORDER = {"merge": 1, "split": 1, "set-speaker": 2, "same": 2, "not-same": 2, "set-span": 3, "reject": 4}


def _apply(
    tables: Tables, d: Decision, places: list[Evidence], ties: list[tuple[Decision, str, str]]
) -> Standing | Unplaced:
    """Apply one decision to the tables, or say why it found no record."""
    if d.about == "document":
        return _document(tables, d, places[0])
    if d.about == "person":
        people = [_person(tables, p) for p in places]
        if None in people:
            return Unplaced(d, "no name is found at the place any more")
        return _rename(tables, d, [p for p in people if p is not None], places)
    quotations = [_quotation(tables, p) for p in places]
    if None in quotations:
        return Unplaced(d, "no quotation is found at the place any more, or more than one")
    return _speech(tables, d, [q for q in quotations if q is not None], ties)


def _stand(d: Decision, record: str, now: Any = None) -> Standing:
    otherwise = now is not None and d.machine is not None and now not in (d.machine, d.value)
    return Standing(d, record, f"the machine now says {now}, then {d.machine}" if otherwise else "")


def _document(tables: Tables, d: Decision, place: Evidence) -> Standing | Unplaced:
    at, document = next((i, x) for i, x in enumerate(tables[Document]) if x.id == place.document)
    now = None
    if d.act == "set-role":
        now = document.role
        if d.value not in ("record", "wire", "outlet", "unknown"):
            return Unplaced(d, f"{d.value!r} is no role: record, wire, outlet or unknown")
        tables[Document][at] = replace(document, role=d.value)
    elif d.act == "set-date":
        try:
            first, _, last = d.value.partition("/")
            days = (date.fromisoformat(first), date.fromisoformat(last or first))
        except ValueError:
            return Unplaced(d, f"{d.value!r} is no day: 2021-05-30, or two with a slash between")
        now = _days(document.published)
        kind = "day" if days[0] == days[1] else "range"
        tables[Document][at] = replace(document, published=Interval(min(days), max(days), kind, "decided", d.value))
    return _stand(d, document.id, now)


def _days(interval: Interval | None) -> str:
    if interval is None or interval.first is None:
        return ""
    last = interval.last or interval.first
    return str(interval.first) if last == interval.first else f"{interval.first}/{last}"


def _speech(
    tables: Tables, d: Decision, quotations: list[Quotation], ties: list[tuple[Decision, str, str]]
) -> Standing | Unplaced:
    quotation = quotations[0]
    now: Any = None
    if d.act in ("same", "not-same"):
        ties.append((d, quotations[0].id, quotations[1].id))
    elif d.act == "set-speaker":
        now = _set_speaker(tables, quotation, d.value)
    elif d.act == "set-span":
        document = next(x for x in tables[Document] if x.id == quotation.document)
        span = _new_span(document, d)
        if span is None:
            return Unplaced(d, "the new words do not stand at their place any more")
        words = [" ".join(document.text[s.start : s.end].split()) for s in (*quotation.content, span)]
        now = None if words[-1] == " ".join(words[:-1]) else " ".join(words[:-1])
        _set_span(tables, quotation, span)
    elif d.act == "reject":
        _reject(tables, quotation.id)
    return _stand(d, quotation.id, now)


def _new_span(document: Document, d: Decision) -> Span | None:
    """Return the place that a decision gives to a quotation's words, found again where the file has changed."""
    value = d.value if isinstance(d.value, dict) else {}
    start, end, exact = value.get("start"), value.get("end"), value.get("exact")
    if type(start) is not int or type(end) is not int or not isinstance(exact, str | None):
        return None
    if exact is None or document.sha256 == d.target[0].sha256:
        held = document.text[max(0, start) : max(0, end)]
        return Span(start, end) if 0 <= start < end and len(held) == end - start and exact in (None, held) else None
    around = {name: value[name] for name in ("prefix", "suffix") if isinstance(value.get(name), str)}
    found = find(Place(d.target[0].sha256, document.path, start, exact, **around), [document])
    return Span(found.start, found.end) if found else None


def _set_speaker(tables: Tables, quotation: Quotation, name: str) -> str:
    """Give a quotation to a person by name, to a new one if nobody is called so; return whom the machine named."""
    told = {w.statement for w in tables[Witness] if w.quotation == quotation.id}
    story = next((s.story for s in tables[Statement] if s.id in told), "")
    person = next((p for p in tables[Person] if p.name == name), None)
    person = person or next((p for p in tables[Person] if name in p.forms), None)
    if person is None:
        person = Person(identify("P", "decided", name), story, name, "person", (), (), ())
        tables[Person].append(person)
    rows = tables[Attribution]
    at = next((i for i, a in enumerate(rows) if a.quotation == quotation.id), None)
    said = rows[at] if at is not None else Attribution(quotation.id, quotation.document, None, None, None)
    names: dict[str, str] = {p.id: p.name for p in tables[Person]}
    after = replace(said, speaker=person.id, candidates=(), rule="decided", score=1.0)
    if at is None:
        rows.append(after)
    else:
        rows[at] = after
    tables[Witness] = [replace(w, speaker=person.id) if w.quotation == quotation.id else w for w in tables[Witness]]
    return names.get(said.speaker or "", "unsure")


def _set_span(tables: Tables, quotation: Quotation, span: Span) -> None:
    after = replace(quotation, content=(span,))
    tables[Quotation] = [after if q.id == quotation.id else q for q in tables[Quotation]]
    tables[Witness] = [replace(w, spans=(span,)) if w.quotation == quotation.id else w for w in tables[Witness]]


def _reject(tables: Tables, quotation: str) -> None:
    lost = {w.id for w in tables[Witness] if w.quotation == quotation}
    tables[Quotation] = [q for q in tables[Quotation] if q.id != quotation]
    tables[Attribution] = [a for a in tables[Attribution] if a.quotation != quotation]
    tables[Witness] = [w for w in tables[Witness] if w.id not in lost]
    tables[Reading] = [r for r in tables[Reading] if r.witness not in lost]
    told = {w.statement for w in tables[Witness]}
    kept = [replace(s, witnesses=tuple(q for q in s.witnesses if q != quotation)) for s in tables[Statement]]
    tables[Statement] = [s for s in kept if s.id in told]


def _rename(tables: Tables, d: Decision, people: list[Person], places: list[Evidence]) -> Standing | Unplaced:
    if d.act == "merge":
        return _stand(d, _merge(tables, people, d.value))
    if d.act == "split":
        return _stand(d, _split(tables, people[0], places[0], d.value))
    return _stand(d, people[0].id)


def _merge(tables: Tables, people: list[Person], name: Any) -> str:
    every = list(dict.fromkeys(people))
    kept: Person = max(every, key=lambda p: (len(p.mentions), p.id))
    lost = {p.id for p in every} - {kept.id}
    one = replace(
        kept,
        name=name if isinstance(name, str) and name else kept.name,
        forms=tuple(dict.fromkeys(f for p in every for f in p.forms)),
        roles=tuple(dict.fromkeys(r for p in every for r in p.roles)),
        mentions=tuple(sorted({m for p in every for m in p.mentions})),
        doubts=(),
    )
    tables[Person] = [one if p.id == kept.id else p for p in tables[Person] if p.id not in lost]
    _point(tables, dict.fromkeys(lost, kept.id))
    return kept.id


def _split(tables: Tables, person: Person, place: Evidence, name: str) -> str:
    """Make those mentions that are printed like the one at a place a person of their own."""
    texts: dict[str, str] = {d.id: d.text for d in tables[Document]}

    def printed(m: Evidence) -> str:
        return " ".join(texts.get(m.document, "")[m.start : m.end].split())

    form = next((printed(m) for m in person.mentions if _shared(m, place) > 0), printed(place))
    taken = tuple(m for m in person.mentions if printed(m) == form)
    other = Person(identify("P", "decided", name, form), person.story, name, person.kind, (form,), (), taken)
    left = replace(
        person,
        forms=tuple(f for f in person.forms if f != form) or person.forms,
        mentions=tuple(m for m in person.mentions if m not in taken),
    )
    tables[Person] = [left if p.id == person.id else p for p in tables[Person]] + [other]
    sources = {q.id: [Evidence(q.document, s.start, s.end) for s in q.source] for q in tables[Quotation]}
    moved = {q for q, places in sources.items() if any(_shared(s, m) > 0 for s in places for m in taken)}
    for kind in (Attribution, Witness):
        tables[kind] = [
            replace(r, speaker=other.id) if r.quotation in moved and r.speaker == person.id else r for r in tables[kind]
        ]
    return other.id


def _point(tables: Tables, to: dict[str, str]) -> None:
    """Let every record that names a person name another instead."""

    def now(person: str | None) -> str | None:
        return to.get(person, person) if person else person

    tables[Attribution] = [
        replace(a, speaker=now(a.speaker), addressee=now(a.addressee),
                candidates=tuple(dict.fromkeys(to.get(c, c) for c in a.candidates)))
        for a in tables[Attribution]
    ]  # fmt: skip
    tables[Witness] = [replace(w, speaker=now(w.speaker)) for w in tables[Witness]]
    tables[Occasion] = [
        replace(o, participants=tuple(dict.fromkeys(to.get(p, p) for p in o.participants))) for o in tables[Occasion]
    ]


def _quotation(tables: Tables, place: Evidence) -> Quotation | None:
    """Return the quotation whose words stand at a place: the very place, or the one that is clearly nearest."""
    quotations: list[Quotation] = tables[Quotation]
    near = [(_shared(_hull(q), place), q) for q in quotations if q.document == place.document and q.content]
    return _clear([(share, q) for share, q in near if share >= CLOSE])


def _person(tables: Tables, place: Evidence) -> Person | None:
    people: list[Person] = tables[Person]
    near = [(max((_shared(m, place) for m in p.mentions), default=0.0), p) for p in people]
    return _clear([(share, p) for share, p in near if share > 0])


def _discrepancy(every: Sequence[Discrepancy], d: Decision, places: list[Evidence]) -> Discrepancy | None:
    """Return the discrepancy of the same kind that rests on every place of a decision."""
    near: list[tuple[float, Discrepancy]] = []
    for found in every:
        if found.kind == d.kind:
            shares = [max((_shared(e, p) for e in found.evidence), default=0.0) for p in places]
            if min(shares) >= CLOSE:
                near.append((sum(shares) / len(shares) - 0.01 * abs(len(found.evidence) - len(places)), found))
    return _clear(near)


R = TypeVar("R")


def _clear(near: list[tuple[float, R]]) -> R | None:
    """Return the nearest if no other is as near."""
    ranked = sorted(near, key=lambda pair: -pair[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 1e-9):
        return None
    return ranked[0][1]


def _hull(quotation: Quotation) -> Evidence:
    spans = quotation.content
    return Evidence(quotation.document, min(s.start for s in spans), max(s.end for s in spans))


def _shared(one: Evidence, other: Evidence) -> float:
    """Return the intersection over the union of two places."""
    if one.document != other.document:
        return 0.0
    both = min(one.end, other.end) - max(one.start, other.start)
    every = max(one.end, other.end) - min(one.start, other.start)
    return max(0, both) / every if every else 0.0
