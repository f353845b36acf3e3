"""A whole case against its gold: quotations, which of them tell one utterance, and where the tellings part.

Gold is a folder with ``gold.json`` and its documents in ``documents/``:

* ``documents``: name to ``{"file", "record": true}`` (``record`` where it is a primary document);
* ``quotations``: ``{"id", "doc", "content": [[start, end], ...], "text"}``, ``"borderline": true`` where leaving it out
  is no mistake;
* ``statements``: ``{"id", "tellings": [quotation id, ...]}``, those of one utterance;
* ``discrepancies``: ``{"id", "kind", "severity", "spans": [[doc, start, end, text], ...]}``.

A span list counts as the set of its letters and digits.  Quotations match one to one at intersection over union of at
least a half, best first.  Of tellings, pairs across documents count: a gold pair is found if quotations that overlap
both stand in one statement, a reported pair is wrong if the gold quotations that each overlaps best are no telling of
one utterance.  A discrepancy is found if one that is reported has evidence, no piece of it over 500 characters, on the
gold words of two of its documents (of one, where it lies in one).
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retold.errors import NoInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.case import Case
    from retold.records import Discrepancy

Letters = frozenset[int]
Row = dict[str, Any]
LONGEST = 500
"""Evidence of more characters points at nothing."""


def score(path: Path) -> dict[str, Any]:
    """Run the documents of a gold folder (or of the folder of a ``gold.json``) and return the figures.

    Raises:
        NoInput: there is no gold, or a document of it is missing.
    """
    from retold.case import run

    folder = path if path.is_dir() else path.parent
    try:
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        files = {name: folder / "documents" / d["file"] for name, d in gold["documents"].items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoInput(f"{folder}: no gold.json with documents ({error})") from error
    missing = [file for file in files.values() if not file.is_file()]
    if missing:
        raise NoInput(f"{missing[0]}: a document of the gold is missing")
    records = [files[name] for name, d in gold["documents"].items() if d.get("record")]
    with tempfile.TemporaryDirectory() as case:
        return compare(gold, run(list(files.values()), case, records=records))


def compare(gold: Row, case: Case) -> dict[str, Any]:
    """Return the figures for a case against its gold."""
    names = {d["file"]: name for name, d in gold["documents"].items()}
    name_of = {d.id: names[Path(d.path).name] for d in case.documents}
    text = {name_of[d.id]: d.text for d in case.documents}
    wanted = {q["id"]: (q["doc"], _letters(text[q["doc"]], q["content"])) for q in gold["quotations"]}
    found = {
        q.id: (name_of[q.document], _letters(text[name_of[q.document]], [(s.start, s.end) for s in q.content]))
        for q in case.quotations
    }
    overlaps = sorted(
        (
            (-len(c & d) / len(c | d), w, f)
            for w, (one, c) in wanted.items()
            for f, (other, d) in found.items()
            if one == other and c & d
        ),
        key=lambda row: row[0],
    )
    return {
        "quotations": _quotations(gold, overlaps, len(found)),
        "statements": _statements(gold, case, overlaps, wanted, {f: doc for f, (doc, _) in found.items()}),
        "discrepancies": _discrepancies(gold, case, name_of, text),
    }


def _letters(text: str, spans: Iterable[tuple[int, int]]) -> Letters:
    return frozenset(i for start, end in spans for i in range(start, min(end, len(text))) if text[i].isalnum())


def _f1(hit: int, wanted: int, right: int, reported: int) -> dict[str, float]:
    precision, recall = right / reported if reported else 0.0, hit / wanted if wanted else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


Overlaps = list[tuple[float, str, str]]


def _quotations(gold: Row, overlaps: Overlaps, reported: int) -> dict[str, float]:
    matched: dict[str, str] = {}
    for iou, wanted, found in overlaps:
        if -iou >= 0.5 and wanted not in matched.values() and found not in matched:
            matched[found] = wanted
    strict = {q["id"] for q in gold["quotations"] if not q.get("borderline")}
    return _f1(len(strict & set(matched.values())), len(strict), len(matched), reported)


def _statements(
    gold: Row, case: Case, overlaps: Overlaps, wanted: dict[str, tuple[str, Letters]], document: dict[str, str]
) -> dict[str, float]:
    covering: dict[str, set[str]] = defaultdict(set)
    best: dict[str, str] = {}
    for _, one, other in overlaps:
        covering[one].add(other)
        best.setdefault(other, one)
    told: dict[str, set[str]] = defaultdict(set)
    for witness in case.witnesses:
        told[witness.quotation].add(witness.statement)
    together = {
        frozenset(pair)
        for statement in gold["statements"]
        for pair in combinations(sorted(set(statement["tellings"])), 2)
        if wanted[pair[0]][0] != wanted[pair[1]][0]
    }
    in_ = {one: set().union(*(told[f] for f in covering[one])) for one in wanted}
    hit = sum(bool(in_[a] & in_[b]) for a, b in map(tuple, together))
    members: dict[str, list[str]] = defaultdict(list)
    for witness in case.witnesses:
        if witness.quotation in best:
            members[witness.statement].append(witness.quotation)
    pairs = [p for m in members.values() for p in combinations(m, 2) if document[p[0]] != document[p[1]]]
    right = sum(frozenset((best[a], best[b])) in together for a, b in pairs)
    return {**_f1(hit, len(together), right, len(pairs)), "pairs": len(together)}


def _discrepancies(gold: Row, case: Case, name_of: dict[str, str], text: dict[str, str]) -> dict[str, Any]:
    wanted = [(d, _by_document(text, d["spans"])) for d in gold["discrepancies"]]
    reported = [_evidence(d, name_of, text) for d in case.discrepancies]
    found: dict[str, list[int]] = {}
    for discrepancy, spans in wanted:
        row = found.setdefault(discrepancy["severity"], [0, 0])
        row[0] += any(_touches(spans, evidence) for evidence in reported)
        row[1] += 1
    true = sum(any(_touches(spans, evidence) for _, spans in wanted) for evidence in reported)
    share = round(true / len(reported), 3) if reported else 0.0
    return {**{severity: tuple(row) for severity, row in found.items()}, "reported": len(reported), "true": share}


def _by_document(text: dict[str, str], spans: Iterable[tuple[str, int, int, str]]) -> dict[str, Letters]:
    out: dict[str, Letters] = {}
    for name, start, end, *_ in spans:
        out[name] = out.get(name, frozenset()) | _letters(text[name], [(start, end)])
    return out


def _evidence(discrepancy: Discrepancy, name_of: dict[str, str], text: dict[str, str]) -> dict[str, Letters]:
    short = [e for e in discrepancy.evidence if e.end - e.start <= LONGEST]
    return _by_document(text, [(name_of[e.document], e.start, e.end, "") for e in short])


def _touches(spans: dict[str, Letters], evidence: dict[str, Letters]) -> bool:
    return sum(bool(spans[name] & evidence.get(name, frozenset())) for name in spans) >= min(2, len(spans))
