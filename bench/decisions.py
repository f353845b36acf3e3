"""What becomes of 200 random acts over three reruns: other settings, changed sources, a document gone.

    python bench/decisions.py [SEED]

Runs the harbour example five times (about a minute).  An act is *lost* if it is neither placed nor listed as an orphan
or a conflict, and *wrong* if it was placed on other words, or in another file, than those it was made on.
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

import retold
from retold.decisions import FILE, append, counting, decided, read
from retold.desk import Desk, decision
from retold.records import Evidence
from retold.settings import Settings, from_dict

if TYPE_CHECKING:
    from retold.case import Case
    from retold.decisions import Layer

EXAMPLE = Path(__file__).parent.parent / "examples" / "harbour" / "documents"


def random_acts(case: Case, chance: random.Random, number: int):
    """Return acts of every kind on random records, made as the application makes them."""
    view = Desk(case).view()
    quotations = [q.id for q in case.quotations if q.content]
    people = [p.id for p in case.people if p.mentions]
    names = [p.name for p in case.people]
    documents = [d.id for d in case.documents]
    found = [d.id for d in case.discrepancies]
    makers = {
        "confirm": ("discrepancy", found, 1, ""),
        "dismiss": ("discrepancy", found, 1, ""),
        "reject": ("quotation", quotations, 1, ""),
        "note": ("quotation", quotations, 1, "a remark"),
        "set-speaker": ("quotation", quotations, 1, chance.choice(names)),
        "same": ("quotation", quotations, 2, ""),
        "not-same": ("quotation", quotations, 2, ""),
        "split": ("person", people, 1, "Somebody Else"),
        "merge": ("person", people, 2, ""),
        "set-role": ("document", documents, 1, "wire"),
        "set-date": ("document", documents, 1, "2011-05-03"),
    }
    for _ in range(number):
        act = chance.choice(list(makers))
        about, records, needed, value = makers[act]
        form = dict(zip(("record", "other"), chance.sample(records, needed), strict=False))
        yield decision(view, "bench", {"act": act, "about": about, "value": value, **form})


def changed(folder: Path) -> None:
    """Put a paragraph before some texts, take one out of others, and edit a word here and there."""
    for n, path in enumerate(sorted(folder.glob("*.txt"))):
        lines = path.read_text(encoding="utf-8").split("\n")
        lines.insert(1, "A note of the editors was put in here after the fact.")
        if n % 2:
            lines.pop(len(lines) // 2)
        path.write_text("\n".join(lines).replace(" would ", " could "), encoding="utf-8")


def wrong(case: Case, machine: Case, layer: Layer) -> int:
    """Count the decisions that stand on other words or in another file than they were made on."""
    texts = {d.id: d for d in machine.documents}
    records = {r.id: r for r in (*machine.quotations, *machine.discrepancies, *case.discrepancies, *machine.documents)}
    named = [e for p in machine.people for e in p.mentions]
    return sum(not _fits(s.decision, records.get(s.record), named, texts) for s in layer.standing)


def _fits(d, record, named, texts) -> bool:
    if d.about == "document":
        return texts[record.id].path == d.target[0].path
    if d.about == "quotation":
        spans = record.content
        held = [Evidence(record.document, min(s.start for s in spans), max(s.end for s in spans))]
    else:
        held = record.evidence if d.about == "discrepancy" else named
    words = [(texts[e.document].path, texts[e.document].text[e.start : e.end]) for e in held]
    aims = d.target if d.about == "discrepancy" else d.target[:1]
    return all(any(p == t.path and fuzz.ratio(w, t.exact) >= 80 for p, w in words) for t in aims)


def main() -> None:
    """Print one line of figures for each rerun."""
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    other = from_dict({"clean": {"chrome_threshold": 0.8}})
    reruns = [
        ("as it was", Settings(), None),
        ("other settings", other, None),
        ("changed sources", Settings(), changed),
        ("a document gone", Settings(), lambda folder: (folder / "observer.txt").unlink()),
    ]
    with tempfile.TemporaryDirectory() as base:
        folder, target = Path(base) / "documents", Path(base) / "case"
        shutil.copytree(EXAMPLE, folder)
        first = retold.run([folder], case=target)
        acts = list(random_acts(first, random.Random(seed), 200))
        append(target / FILE, acts)
        for name, settings, act in reruns:
            if act:
                act(folder)
            machine = retold.run([folder], case=target, settings=settings)
            log = read(target / FILE)
            case = decided(machine, log)
            layer = case.layer
            count = {d.id for d in counting(log.decisions)}
            seen = {x.decision.id for x in (*layer.standing, *layer.orphans, *layer.conflicts)}
            figures = {"acts": len(log.decisions), "counting": len(count), "placed": len(layer.standing)}
            figures |= {"orphans": len(layer.orphans), "conflicts": len(layer.conflicts)}
            figures |= {"lost": len(count - seen), "wrong": wrong(case, machine, layer)}
            print(json.dumps({"rerun": name} | figures), flush=True)


if __name__ == "__main__":
    main()
