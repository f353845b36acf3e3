"""Who spoke, and on which occasion, against a gold file of one story whose documents lie beside it.

The gold is a JSON object: ``documents`` by name, each with its ``file`` (and ``sha256``), and ``quotations``, each with
``id``, ``doc``, ``content`` (objects with ``start`` and ``end``), ``speaker`` and ``occasion``.  One of our quotations
is a gold one where their letters overlap by half (intersection over union), best first, each once.

A *speaker* is right where the name agrees with the gold name or with a printed form that has its surname; *unsure*
where none is given; *doubted* where the name is another, but a doubt about it names the right one.  *Occasions* are
compared as a grouping: each gold occasion is given to one of ours, the best pairs first, and a quotation is right
where its two occasions are paired, so that neither one big occasion nor many small ones pay; B3 stands beside it.
Gold may say in brackets how an occasion is known (``talk in Lorne 2000 (as recalled by Holm)``): *as_printed* takes
every label for an occasion of its own, *remarks_aside* gives such a one to that of whose label the words before the
bracket are the beginning.  Quotations without a gold occasion do not count.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from retold.errors import NoInput
from retold.evaluate.stories import b3
from retold.stages.situate.likeness import is_same, parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from retold.case import Case

NOBODY = frozenset({"", "unknown", "unclear", "none"})
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """The figures of one story, and its errors in words: wrong speakers, wrong occasions."""

    figures: dict[str, Any]
    speakers: list[str] = field(default_factory=list)
    occasions: list[str] = field(default_factory=list)


def score(path: Path) -> dict[str, Any]:
    """Run the story of a gold file (or of the ``gold.json`` in a folder) and return its figures.

    A document whose file is named ``record`` counts as the primary one.

    Raises:
        NoInput: no such file, or it lists no documents and quotations.
    """
    from retold.case import run

    file = path / "gold.json" if path.is_dir() else path
    gold = _gold(file)
    files = [file.parent / d["file"] for d in gold["documents"].values() if (file.parent / d["file"]).is_file()]
    if not files:
        raise NoInput(f"{file}: none of its documents lie beside it")
    with tempfile.TemporaryDirectory() as folder:
        case = run(files, folder, records=[f for f in files if f.stem == "record"], workers=1)
        return judged(gold, _rows(case)).figures


def _gold(file: Path) -> dict[str, Any]:
    try:
        gold = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoInput(f"{file}: no gold file in JSON: {error}") from error
    whole = isinstance(gold, dict) and isinstance(gold.get("documents"), dict) and gold.get("quotations")
    if not whole or not all("file" in d for d in gold["documents"].values()):
        raise NoInput(f"{file}: give an object with documents, each with its file, and quotations")
    return dict(gold)


def _rows(case: Case) -> dict[str, Any]:
    """Return of a case what an export of it has, as far as it is compared."""
    said = {a.quotation: a for a in case.attributions}
    return {
        "documents": [{"id": d.id, "sha256": d.sha256, "text": d.text} for d in case.documents],
        "people": [{"id": p.id, "name": p.name, "forms": p.forms, "doubts": p.doubts} for p in case.people],
        "occasions": [{"id": o.id, "label": o.label} for o in case.occasions],
        "quotations": [
            {
                "id": q.id,
                "document": q.document,
                "content": [(s.start, s.end) for s in q.content],
                "speaker": said[q.id].speaker if q.id in said else None,
                "occasion": said[q.id].occasion if q.id in said else None,
            }
            for q in case.quotations
        ],
    }


def judged(gold: dict[str, Any], case: dict[str, Any]) -> Judged:
    """Compare an exported case (``retold export --to json``) with the gold of its story."""
    people = {p["id"]: p for p in case["people"]}
    labels = {o["id"]: o["label"] for o in case["occasions"]}
    matched = list(pairs(gold, case))
    told, wrong = _speakers(matched, people)
    dated = [(q, p) for q, p in matched if (q.get("occasion") or "").lower() not in NOBODY]
    theirs = {q["id"]: q["occasion"] for q, _ in dated}
    ours = {q["id"]: p.get("occasion") or f"none {p['id']}" for q, p in dated}
    aside = {key: _aside(label, set(theirs.values())) for key, label in theirs.items()}
    strict, loose = _wrong(theirs, ours), _wrong(aside, ours)
    held = {
        "of": len(theirs),
        "given": sum(not o.startswith("none") for o in ours.values()),
        "right_as_printed": len(theirs) - len(strict),
        "right_remarks_aside": len(theirs) - len(loose),
        "b3_remarks_aside": b3(ours, dict(aside)) if ours else None,
    }
    told_wrong = [f"{k}: gold {theirs[k]!r}, ours {labels.get(ours[k], 'none')!r}" for k in loose]
    return Judged({"matched": len(matched), "speaker": told, "occasion": held}, wrong, told_wrong)


def pairs(gold: dict[str, Any], case: dict[str, Any]) -> Iterator[tuple[Row, Row]]:
    """Yield (gold quotation, our quotation) for those that overlap by half, best first, each once."""
    by_sha = {d["sha256"]: d for d in case["documents"]}
    held = {name: by_sha[d["sha256"]] for name, d in gold["documents"].items() if d.get("sha256") in by_sha}
    names = {document["id"]: name for name, document in held.items()}
    theirs: dict[str, list[tuple[Row, set[int]]]] = {name: [] for name in held}
    for q in gold["quotations"]:
        if q["doc"] in held:
            spans = [(s["start"], s["end"]) for s in q["content"]]
            theirs[q["doc"]].append((q, _letters(held[q["doc"]]["text"], spans)))
    found = []
    for p in case["quotations"]:
        name = names.get(p["document"])
        mine = _letters(held[name]["text"], p["content"]) if name else set()
        for q, wanted in theirs[name] if name else ():
            if mine & wanted:
                found.append((len(mine & wanted) / len(mine | wanted), q["id"], p["id"], q, p))
    taken: set[str] = set()
    for overlap, g, o, q, p in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
        if overlap >= 0.5 and not {g, o} & taken:
            taken |= {g, o}
            yield q, p


def _letters(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


def is_right(wanted: str, person: Row | None) -> bool:
    """Whether a person is the one that gold names, by name or by a printed form that ends in the surname."""
    if person is None:
        return False
    if is_same(wanted, person["name"]):
        return True
    own = set(parts(wanted))
    return any(own == set(parts(form)) for form in person["forms"]) or (
        len(parts(person["name"])) == 1 and parts(person["name"])[0] == parts(wanted)[-1]
    )


def _speakers(matched: list[tuple[Row, Row]], people: dict[str, Row]) -> tuple[dict[str, int], list[str]]:
    tally = dict.fromkeys(("of", "right", "unsure", "doubted"), 0)
    wrong = []
    for q, p in matched:
        wanted, speaker = q.get("speaker") or "", people.get(p.get("speaker") or "")
        if wanted.lower() in NOBODY:
            continue
        right = is_right(wanted, speaker)
        tally["of"] += 1
        tally["right"] += right
        tally["unsure"] += speaker is None
        tally["doubted"] += not right and any(wanted in d for d in (speaker or {}).get("doubts", []))
        if not right:
            wrong.append(f"{q['id']}: gold {wanted!r}, ours {speaker['name'] if speaker else None!r}")
    return tally, wrong


def _aside(label: str, labels: set[str]) -> str:
    """Return the label without a remark in brackets, or the one other label that begins so."""
    if "(" not in label:
        return label
    bare = label.split("(", maxsplit=1)[0].strip(" ,;")
    longer = {other for other in labels if other.startswith(bare) and "(" not in other}
    return longer.pop() if len(longer) == 1 else bare


def _wrong(theirs: dict[str, str], ours: dict[str, str]) -> list[str]:
    """Return the quotations whose two occasions are not paired."""
    counts = Counter((theirs[k], ours[k]) for k in theirs if not ours[k].startswith("none"))
    given: dict[str, str] = {}
    for (wanted, own), _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])):
        if wanted not in given and own not in given.values():
            given[wanted] = own
    return [k for k in theirs if given.get(theirs[k]) != ours[k]]
