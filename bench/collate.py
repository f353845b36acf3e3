"""Collation of six witnesses of 60 words: groups a second, ours and CollateX's, interleaved.

    python bench/collate.py [--file FILE] [--collatex PYTHON]

FILE is a JSON list of objects, siglum to text; else 200 invented passages, each copied and edited.  PYTHON has CollateX
(GPL-3.0: never a dependency, so it lives in an environment of its own: `pip install collatex levenshtein`); without it
only ours is timed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import press

from retold.evaluate.collation import told
from retold.stages.collate import align, readings
from retold.stages.words import WORD, words

BENCH: list[str] = []
COLLATEX = "out/collatex/bin/python"
WORDS = 60
ROUNDS = 3
THEIRS = """
import json, sys, time
from collatex import Collation, collate
groups = json.load(sys.stdin)
start = time.process_time()
for group in groups:
    collation = Collation()
    for siglum, text in group.items():
        collation.add_plain_witness(siglum, text)
    collate(collation, output="json", segmentation=False)
print(len(groups) / (time.process_time() - start))
"""


def groups(path: Path) -> list[dict[str, str]]:
    """Return the passages with six witnesses, each cut to its first words."""
    found = [g for g in json.loads(path.read_text(encoding="utf-8")) if len(g) == 6]
    return [{siglum: _short(text) for siglum, text in g.items()} for g in found]


def _short(text: str) -> str:
    ends = [m.end() for m in WORD.finditer(text)]
    return text[: ends[WORDS - 1]] if len(ends) > WORDS else text


def ours(given: list[dict[str, str]]) -> tuple[float, float]:
    """Return groups a CPU-second: texts to readings, and the alignment alone."""
    ready = [told(g) for g in given]
    start = time.process_time()
    for witnesses, texts in ready:
        for _ in readings("s", witnesses, texts):
            pass
    whole = len(given) / (time.process_time() - start)
    normals = [[[w.normal for w in words(texts[w.document], w.spans)] for w in witnesses] for witnesses, texts in ready]
    start = time.process_time()
    for sequences in normals:
        align(sequences)
    return whole, len(given) / (time.process_time() - start)


def theirs(given: list[dict[str, str]], python: str) -> float:
    """Return CollateX's groups a CPU-second, on every fourth group."""
    done = subprocess.run(
        [python, "-c", THEIRS], input=json.dumps(given[::4]), capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def invented(count: int = 200) -> list[dict[str, str]]:
    """Return passages of invented words in six witnesses, each copied from one before it with a tenth edited."""
    desk = press.Desk(1)
    groups = []
    for _ in range(count):
        told = [desk.draw(WORDS + 10)]
        while len(told) < 6:
            told.append(desk.edited(told[int(desk.rng.integers(0, len(told)))], 0.1))
        groups.append({letter: _short(desk.printed(words)) for letter, words in zip("ABCDEF", told, strict=True)})
    return groups


def main(argv: list[str] | None = None) -> dict[str, float | None]:
    """Return the median groups a second of three rounds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--file", type=Path)
    parser.add_argument("--collatex", default=COLLATEX if Path(COLLATEX).exists() else None)
    options = parser.parse_args(argv)
    given = groups(options.file) if options.file else invented()
    ours(given)  # the caches of normal forms fill
    rows = [(*ours(given), theirs(given, options.collatex) if options.collatex else 0.0) for _ in range(ROUNDS)]
    whole, alone, peer = (sorted(column)[ROUNDS // 2] for column in zip(*rows, strict=True))
    return {
        "groups": len(given),
        "texts_to_readings_a_second": round(whole),
        "aligned_a_second": round(alone),
        "collatex_a_second": round(peer, 1) if peer else None,
        "retold_is_faster": round(whole / peer, 1) if peer else None,
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
