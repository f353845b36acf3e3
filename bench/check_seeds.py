"""Check the aligned quotations of a gold file against the record that they come from: passage and class.

    python bench/check_seeds.py GOLD.json FOLDER_OF_THE_DOCUMENTS RECORD.txt

The classes below were given by hand, from the two wordings alone.
"""

import json
import sys
import time
from pathlib import Path

from retold.check import claim_in, verdict_in
from retold.check.locate import Searched
from retold.records import Document, Span

CLASSES = {
    "exact": "Q004-05a Q004-09 Q004-10 Q004-10a Q004-13a Q004-14 Q004-17 Q004-20",
    "elided": "Q004-06a",
    "altered": "Q001-08 Q001-08a",
    "not found": "Q004-02b",
}
BY_HAND = {q: kind for kind, ids in CLASSES.items() for q in ids.split()}


def document(name, text):
    return Document(name, "", f"{name}.txt", "", "", "", None, "", (), None, None, "en", "unknown", "text", text)


def main(gold, folder, record):
    gold = json.loads(Path(gold).read_text(encoding="utf-8"))
    texts = {d: (Path(folder) / v["file"]).read_bytes().decode("utf-8") for d, v in gold["documents"].items()}
    quotations = {q["id"]: q for q in gold["quotations"]}
    searched = Searched(document("record", Path(record).read_bytes().decode("utf-8")))
    found, places, classes, alone = {}, 0, 0, 0
    began = time.process_time()
    aligned = {item["q"]: item for item in gold["record_alignment"]["items"]}

    def verdict(name, nested):
        quotation = quotations[name]
        spans = [Span(s["start"], s["end"]) for s in quotation["content"]]
        claim = claim_in(texts[quotation["doc"]], spans)
        outer = quotation.get("nested_in") if nested else None
        if outer and outer in aligned and outer not in found:
            found[outer] = verdict(outer, nested)
        return verdict_in(claim, [searched], found[outer].place if outer in found else None)

    for name, item in aligned.items():
        found[name] = verdict(name, nested=True)
        kind = BY_HAND.get(name, "paraphrase")
        right = is_right(found[name], item)
        places += right
        alone += is_right(verdict(name, nested=False), item)
        classes += found[name].verdict == kind
        if not right or found[name].verdict != kind:
            print(f"{name}: passage {'right' if right else 'WRONG'}; {found[name].verdict} {found[name].what}, "
                  f"by hand {kind}; {found[name].score}")  # fmt: skip
    seconds = time.process_time() - began
    others = [n for n in quotations if n not in aligned]
    false = [(n, v) for n in others if (v := verdict(n, nested=False)).place]
    print(json.dumps({"quotations": len(aligned), "right passage": places, "right passage, each alone": alone,
                      "right class": classes, "seconds": round(seconds, 2)}))  # fmt: skip
    print(f"{len(false)} of {len(others)} other quotations are found in it too:")
    for name, v in false:
        print(f"  {name} {v.verdict} {v.score}: {v.passage[:80]}")


def is_right(verdict, item):
    """Half of the words by hand are in the passage, and the passage is no more than three times as long."""
    if item["start"] is None or verdict.place is None:
        return (item["start"] is None) == (verdict.place is None)
    length = item["end"] - item["start"]
    shared = min(verdict.place.end, item["end"]) - max(verdict.place.start, item["start"])
    return shared >= length / 2 and verdict.place.end - verdict.place.start <= 3 * length


if __name__ == "__main__":
    main(*sys.argv[1:])
