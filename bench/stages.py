"""CPU seconds of every stage, for one case of some articles and of fewer of them: what a stage costs, how it grows.

    python bench/stages.py FILE.jsonl... [--sizes 250 500] [--keep FOLDER]

The articles of the files (rows with a text) are one case, and for each size so many of them, drawn by a digest of
their text.  Seconds are those of the case's manifest.  For each stage and size: seconds, as a share of stage quote,
and how the seconds grew from the size before (1.0 is linear: twice the articles, twice the time).
"""

import argparse
import hashlib
import json
import math
import sys
import tempfile
from pathlib import Path

from retold.case import run

APPARATUS = ("match", "collate", "compare")


def drawn(files):
    """Return the rows of some files that have a text, in an order that says nothing."""
    lines = [line for file in files for line in Path(file).read_bytes().splitlines() if line.strip()]
    held = {json.loads(line)["text"]: line for line in lines}
    return [held[text] for text in sorted(held, key=lambda t: hashlib.sha256(t.encode()).digest())]


def seconds(lines, folder):
    """Run a case of these rows in an empty folder; return the CPU seconds of each stage."""
    folder.mkdir(parents=True)
    file = folder / "articles.jsonl"
    file.write_bytes(b"\n".join(lines) + b"\n")
    run([file], folder / "case", workers=1)
    return json.loads((folder / "case" / "manifest.json").read_text(encoding="utf-8"))["cpu_seconds"]


def table(spent):
    """Return for each stage a row: size, seconds, share of quote, growth since the size before."""
    rows = {}
    for stages in spent.values():
        stages["apparatus"] = sum(stages[s] for s in APPARATUS)
    for stage in [s for s in next(iter(spent.values())) if s != "start"]:
        rows[stage], before = [], None
        for size, stages in spent.items():
            row = {"articles": size, "seconds": round(stages[stage], 2),
                   "of_quote": round(stages[stage] / stages["quote"], 3)}  # fmt: skip
            if before and spent[before][stage] >= 0.1:
                row["growth"] = round(math.log(stages[stage] / spent[before][stage]) / math.log(size / before), 2)
            rows[stage].append(row)
            before = size
    return rows


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--sizes", nargs="*", type=int, default=[250, 500])
    parser.add_argument("--keep", type=Path, help="keep the cases in this folder")
    given = parser.parse_args(argv)
    lines = drawn(given.files)
    with tempfile.TemporaryDirectory() as folder:
        sizes = [*(s for s in sorted(set(given.sizes)) if s < len(lines)), len(lines)]
        spent = {n: seconds(lines[:n], (given.keep or Path(folder)) / str(n)) for n in sizes}
    return table(spent)


if __name__ == "__main__":
    for stage, rows in main().items():
        for row in rows:
            print(f"{stage:10} {row['articles']:6} articles {row['seconds']:8.2f} s  {row['of_quote']:6.3f} of quote"
                  f"{'  growth ' + str(row['growth']) if 'growth' in row else ''}")  # fmt: skip
    sys.stdout.flush()
