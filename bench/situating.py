"""Score who spoke, to whom and on which occasion in an exported case, against a gold file of one story.

    python bench/situating.py GOLD.json EXPORT.json [--errors]

A quotation of the export is a gold one where their words overlap by half (IoU over letters and digits).  The *speaker*
is right where the name agrees with the gold name or with a printed form that has its surname; *unsure* where none is
given; *doubted* where the name is another, but a doubt about it names the right one.  *Occasions* are compared as a
grouping: each gold occasion is given to one of ours, the best pairs first, and a quotation is right where its two
occasions are paired (so that neither one big occasion nor many small ones pay); B3 beside it.  Quotations without a
gold occasion do not count.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from retold.evaluate.stories import b3
from retold.stages.situate.likeness import is_same, parts

NOBODY = frozenset({"", "unknown", "unclear", "none"})


def letters(text, spans):
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


def pairs(gold, case):
    """Yield (gold quotation, our quotation) for those that overlap by half, best first, each once."""
    by_sha = {d["sha256"]: d for d in case["documents"]}
    ours_of = {by_sha[d["sha256"]]["id"]: name for name, d in gold["documents"].items() if d["sha256"] in by_sha}
    texts = {name: by_sha[d["sha256"]]["text"] for name, d in gold["documents"].items() if d["sha256"] in by_sha}
    theirs = [
        (q, letters(texts[q["doc"]], [(s["start"], s["end"]) for s in q["content"]]))
        for q in gold["quotations"]
        if q["doc"] in texts
    ]
    found = []
    for p in case["quotations"]:
        name = ours_of.get(p["document"])
        mine = letters(texts[name], p["content"]) if name else set()
        for q, wanted in theirs:
            if q["doc"] == name and mine & wanted:
                found.append((len(mine & wanted) / len(mine | wanted), q["id"], p["id"], q, p))
    taken = set()
    for score, g, o, q, p in sorted(found, key=lambda f: (-f[0], f[1], f[2])):
        if score >= 0.5 and not {g, o} & taken:
            taken |= {g, o}
            yield q, p


def is_right(wanted, person):
    """Whether a person is the one that gold names, by name or by a printed form that ends in the surname."""
    if person is None:
        return False
    if is_same(wanted, person["name"]):
        return True
    own = set(parts(wanted))
    return any(own == set(parts(form)) for form in person["forms"]) or (
        len(parts(person["name"])) == 1 and parts(person["name"])[0] == parts(wanted)[-1]
    )


def told(q, p, people):
    speaker = people.get(p.get("speaker"))
    return f"{q['id']}: gold {q.get('speaker')!r}, ours {speaker['name'] if speaker else None!r}"


def main(gold_path, export_path, *, errors):
    gold = json.loads(Path(gold_path).read_text(encoding="utf-8"))
    case = json.loads(Path(export_path).read_text(encoding="utf-8"))
    people = {p["id"]: p for p in case["people"]}
    labels = {o["id"]: o["label"] for o in case["occasions"]}
    matched = list(pairs(gold, case))
    tally, wrong = Counter(), []
    theirs, ours = {}, {}
    for q, p in matched:
        speaker = people.get(p.get("speaker"))
        if (q.get("speaker") or "").lower() not in NOBODY:
            tally["speaker"] += 1
            right = is_right(q["speaker"], speaker)
            tally["speaker right"] += right
            tally["speaker unsure"] += speaker is None
            tally["speaker doubted"] += not right and any(q["speaker"] in d for d in (speaker or {}).get("doubts", []))
            if not right:
                wrong.append(told(q, p, people))
        if (q.get("occasion") or "").lower() not in NOBODY:
            theirs[q["id"]] = q["occasion"]
            ours[q["id"]] = p.get("occasion") or f"none {p['id']}"
    counts = Counter((theirs[k], ours[k]) for k in theirs if not ours[k].startswith("none"))
    given = {}
    for (t, o), _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])):
        if t not in given and o not in given.values():
            given[t] = o
    bad = [k for k in theirs if given.get(theirs[k]) != ours[k]]
    print(
        json.dumps(
            {
                "matched": len(matched),
                "speaker": {
                    "of": tally["speaker"],
                    "right": tally["speaker right"],
                    "unsure": tally["speaker unsure"],
                    "doubted": tally["speaker doubted"],
                },
                "occasion": {"of": len(theirs), "right": len(theirs) - len(bad), "b3": b3(ours, theirs)},
            },
            indent=1,
        )
    )
    if errors:
        print("\n".join(wrong))
        print("\n".join(f"{k}: gold {theirs[k]!r}, ours {labels.get(ours[k], 'none')!r}" for k in bad))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], errors="--errors" in sys.argv[3:])
