"""Same and not the same: statements regrouped by what a person says of their tellings.

What must not stand together is parted first; then what belongs together is joined, unless that would bring together
what was parted: such a decision is handed back as a conflict.  Changed statements are collated anew.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from retold.records import Document, Quotation, Reading, Statement, Witness, identify
from retold.stages.collate import Collator

if TYPE_CHECKING:
    from retold.decisions.log import Decision
    from retold.settings import Settings

Tables = dict[type, list[Any]]


def regroup(tables: Tables, ties: list[tuple[Decision, str, str]], settings: Settings) -> list[tuple[Decision, str]]:
    """Apply ties between quotations, given by id, to the tables; return those in conflict with the reason."""
    known = {q.id for q in tables[Quotation]}
    ties = [(d, a, b) for d, a, b in ties if a in known and b in known]
    if not ties:
        return []
    apart = {frozenset((a, b)) for d, a, b in ties if d.act == "not-same"}
    changed: set[str] = set()
    for d, a, b in ties:
        if d.act == "not-same":
            changed |= _part(tables, a, b)
    conflicts = []
    for d, a, b in ties:
        if d.act == "same":
            joined = _join(tables, a, b, apart)
            if joined is None:
                conflicts.append((d, "it would join tellings that another decision keeps apart"))
            else:
                changed |= joined
    _collate(tables, changed, settings)
    return conflicts


def _home(tables: Tables, quotation: str) -> list[Statement]:
    ids = {w.statement for w in tables[Witness] if w.quotation == quotation}
    return [s for s in tables[Statement] if s.id in ids]


def _part(tables: Tables, a: str, b: str) -> set[str]:
    """Take a quotation out of each statement that it shares with another; return the ids of what changed."""
    changed = set()
    for statement in _home(tables, a):
        if not any(w.statement == statement.id and w.quotation == b for w in tables[Witness]):
            continue
        label = next(w for w in tables[Witness] if w.statement == statement.id and w.quotation == b)
        apart = Statement(identify("S", "decided", b), statement.story, _label(tables, label), statement.occasion, (b,))
        tables[Statement] = [
            replace(s, witnesses=tuple(q for q in s.witnesses if q != b)) if s.id == statement.id else s
            for s in tables[Statement]
        ]
        if not any(s.id == apart.id for s in tables[Statement]):
            tables[Statement].append(apart)
        _move(tables, statement.id, apart.id, b)
        changed |= {statement.id, apart.id}
    return changed


def _join(tables: Tables, a: str, b: str, apart: set[frozenset[str]]) -> set[str] | None:
    """Bring the statements of two quotations together; ``None`` where that would join what is kept apart."""
    one, other = (_home(tables, q) for q in (a, b))
    kept = one[0] if one else other[0] if other else None
    if kept is None:
        return set()
    lost = {s.id for s in [*one, *other]} - {kept.id}
    told = {w.quotation for w in tables[Witness] if w.statement in {kept.id, *lost}} | {a, b}
    if any(pair <= told for pair in apart):
        return None
    for q in (a, b):
        if not _home(tables, q):
            tables[Witness].append(_witness(tables, kept.id, q))
    tables[Witness] = [replace(w, statement=kept.id) if w.statement in lost else w for w in tables[Witness]]
    witnesses = tuple(dict.fromkeys(w.quotation for w in tables[Witness] if w.statement == kept.id))
    tables[Statement] = [
        replace(s, witnesses=witnesses) if s.id == kept.id else s for s in tables[Statement] if s.id not in lost
    ]
    tables[Reading] = [r for r in tables[Reading] if r.statement not in lost]
    return {kept.id}


def _witness(tables: Tables, statement: str, quotation: str) -> Witness:
    """Return a witness for a quotation that told nothing so far."""
    found = next(q for q in tables[Quotation] if q.id == quotation)
    siglum = next((w.siglum for w in tables[Witness] if w.document == found.document), "?")
    return Witness(
        identify("W", statement, quotation), statement, quotation, found.document, siglum, None, found.content
    )


def _move(tables: Tables, start: str, end: str, quotation: str) -> None:
    tables[Witness] = [
        replace(w, statement=end) if w.statement == start and w.quotation == quotation else w for w in tables[Witness]
    ]


def _label(tables: Tables, witness: Witness) -> str:
    text = next(d.text for d in tables[Document] if d.id == witness.document)
    return " ".join(" ".join(text[s.start : s.end] for s in witness.spans).split())


def _collate(tables: Tables, changed: set[str], settings: Settings) -> None:
    """Give each changed statement one base and its readings."""
    of: dict[str, list[Witness]] = defaultdict(list)
    for w in tables[Witness]:
        of[w.statement].append(w)
    role = {d.id: d.role for d in tables[Document]}
    tables[Statement] = [s for s in tables[Statement] if of[s.id] or s.id not in changed]
    changed = {s for s in changed if of[s]}
    base = {s: min(of[s], key=lambda w: (role[w.document] != "record", not w.base, w.siglum, w.id)).id for s in changed}
    tables[Witness] = [
        replace(w, base=w.id == base[w.statement]) if w.statement in changed else w for w in tables[Witness]
    ]
    tables[Reading] = [r for r in tables[Reading] if r.statement not in changed]
    statements = [s for s in tables[Statement] if s.id in changed]
    witnesses = [w for w in tables[Witness] if w.statement in changed]
    found = Collator(settings.collate)(tables[Document], statements, witnesses)
    tables[Reading] += [r for r in found if isinstance(r, Reading)]
