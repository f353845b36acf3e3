"""Check the tellings of a story's statements against the story's record: is the right passage found, and what is said?

    python bench/check_story.py GOLD.json FOLDER_OF_THE_DOCUMENTS [--each]

The gold file names the record (a document whose role is record), quotations with their spans, statements with their
readings, and discrepancies with spans.  A telling has a counterpart when its statement has a reading in the record;
its passage is right when it overlaps that reading by half of the shorter.  A telling parts when a discrepancy of one
of the kinds below has a span in it; all others must be neither altered, stronger, weaker nor of another speaker.
``--each`` prints every telling with its verdict.
"""

import argparse
import json
import time
from collections import Counter
from pathlib import Path

from retold.check import claim_in, verdict_in
from retold.check.locate import Searched
from retold.records import Document, Span

PARTING = {"polarity": "altered", "number": "altered", "date": "altered", "unit": "altered", "strength": "stronger"}
GRAVE = ("altered", "stronger", "weaker", "other speaker")


def tellings(gold, record=None):
    """Return the record, and (quotation, spans of the telling, spans of its statement in the record) by telling."""
    record = record or next(d for d, v in gold["documents"].items() if v.get("role") == "record")
    quotations = {q["id"]: q for q in gold["quotations"]}
    told = {}
    for statement in gold["statements"]:
        there = [s for r in statement["readings"] if quotations[r["q"]]["doc"] == record for s in _spans(r, quotations)]
        for reading in statement["readings"]:
            if quotations[reading["q"]]["doc"] != record:
                spans = _spans(reading, quotations)
                told.setdefault((reading["q"], tuple(spans)), []).extend(there)
    return record, [(quotations[q], list(spans), there) for (q, spans), there in told.items()]


def _spans(reading, quotations):
    places = [reading["part"]] if reading.get("part") else quotations[reading["q"]]["content"]
    return [(p["start"], p["end"]) for p in places]


def is_right(place, there):
    """Say whether a passage overlaps one of the readings by half of the shorter."""
    return any(
        min(place.end, end) - max(place.start, start) >= min(place.end - place.start, end - start) / 2
        for start, end in there
    )


def parting(gold, document, spans):
    """Return the kinds of verdict that the discrepancies in a telling call for, and whether any lies in it at all."""
    kinds, any_ = set(), False
    for found in gold["discrepancies"]:
        at = [
            s for s in found["spans"] if s["doc"] == document and any(a < s["end"] and s["start"] < b for a, b in spans)
        ]
        if at and found["spans"][0]["doc"] == document and found["spans"][0] in at:
            any_ = True
            kinds |= {verdict for kind, verdict in PARTING.items() if found["type"].startswith(kind)}
    return kinds, any_


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--record", help="the document that stands for the record where the story has none")
    parser.add_argument("--each", action="store_true")
    given = parser.parse_args(argv)
    gold = json.loads(given.gold.read_text(encoding="utf-8"))
    texts = {d: (given.folder / v["file"]).read_bytes().decode("utf-8") for d, v in gold["documents"].items()}
    record, told = tellings(gold, given.record)
    searched = Searched(
        Document(
            "record", "", "record.txt", "", "", "", None, "", (), None, None, "en", "record", "text", texts[record]
        )
    )
    count, began = Counter(), time.process_time()
    for quotation, spans, there in told:
        document = quotation["doc"]
        verdict = verdict_in(claim_in(texts[document], [Span(*s) for s in spans]), [searched])
        kinds, parts = parting(gold, document, spans)
        marks = []
        if there:
            count["in the record"] += 1
            right = verdict.place is not None and is_right(verdict.place, there)
            count["passage right"] += right
            count["said not to be found"] += verdict.place is None
            marks += [] if right else ["NOT FOUND" if verdict.place is None else "WRONG PASSAGE"]
            if kinds:
                count["parting"] += 1
                count["parting seen"] += verdict.verdict in GRAVE
                count["parting of the right class"] += verdict.verdict in kinds
                marks += [] if verdict.verdict in kinds else [f"SHOULD BE {'/'.join(sorted(kinds))}"]
            elif not parts and right:
                count["true to the record"] += 1
                count["true, but said to part"] += verdict.verdict in GRAVE
                marks += ["FALSE ALARM"] if verdict.verdict in GRAVE else []
        else:
            count["not in the record"] += 1
            count["not in the record, found"] += verdict.place is not None
            marks += ["FOUND"] if verdict.place is not None else []
        if given.each:
            claim = " ".join(texts[document][a:b] for a, b in spans)
            print(f"{quotation['id']} {quotation['type']} [{verdict.name()} {verdict.score}] {' '.join(marks)}\n"
                  f"    {' '.join(claim.split())[:160]}\n    > {verdict.passage[:160]}\n"
                  f"    = {' | '.join(texts[record][a:b] for a, b in there)[:160]}")  # fmt: skip
    return dict(count) | {"seconds": round(time.process_time() - began, 2)}


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
