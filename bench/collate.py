"""Collation of six witnesses of 60 words: groups a second, ours and CollateX's, interleaved.

    python bench/collate.py FILE [PYTHON]

FILE is a JSON list of objects, siglum to text.  PYTHON has CollateX (GPL-3.0: never a dependency, so it
lives in an environment of its own: `pip install collatex levenshtein`); without it only ours is timed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from retold.evaluate.collation import told
from retold.stages.collate import align, readings
from retold.stages.words import WORD, words

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


def main() -> None:
    """Print one line a round."""
    given = groups(Path(sys.argv[1]))
    ours(given)  # the caches of normal forms fill
    for round_ in range(ROUNDS):
        whole, alone = ours(given)
        line = f"round {round_ + 1}: texts to readings {whole:,.0f} groups/s, alignment alone {alone:,.0f}"
        if len(sys.argv) > 2:
            line += f"; CollateX {theirs(given, sys.argv[2]):,.1f}"
        print(line)


if __name__ == "__main__":
    main()
