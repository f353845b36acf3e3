"""Wall seconds of the quote stage alone on one worker and on two, and the memory of a worker: quote_cores.py ARTICLES.

ARTICLES is a number of invented articles (see ``articles.py``), or a JSONL file whose lines have ``text``.  Each count
of workers runs in a process of its own, in turns, three times; the medians count.  A machine that does anything else at
the same time shows less than it can.
"""

import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
from articles import article

from retold.engines.local import LocalEngine
from retold.records import Block, Diagnostic, Document, Page, Quotation
from retold.settings import Settings
from retold.stages.clean import Cleaner
from retold.stages.quote import Quoter

BENCH = ["300"]
FULL = ["3000"]
ROUNDS = 3


def texts(given):
    if given.isdigit():
        return [article(n)[1] for n in range(int(given))]
    return [json.loads(line)["text"] for line in Path(given).read_text(encoding="utf-8").splitlines()]


def pages(given):
    for n, text in enumerate(texts(given)):
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        yield Page(f"p{n:06d}", f"{n}.txt", "", "", sha256, "text", "unknown", text)


def run(given, workers):
    """Clean and quote everything in a fresh folder; print the seconds of quoting, what it found, and the memory."""
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder, LocalEngine(Path(folder), workers) as engine:
        t = engine.start(list(pages(given)), gives=(Page,))
        t += engine.group(
            "clean", Cleaner(settings.clean), t.by({Page: "id"}, Page), gives=(Document, Block, Diagnostic)
        )
        by = t.by({Document: "id", Block: "document"}, Document, Block)
        t += engine.group("quote", Quoter(settings.quote), by, gives=(Quotation, Diagnostic))
        seconds = engine.seconds["quote"]
        found = pq.ParquetFile(t[Quotation].path).metadata.num_rows
    peak = resource.getrusage(resource.RUSAGE_CHILDREN if workers > 1 else resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"wall_s": seconds, "quotations": found, "worker_mib": round(peak / 1024)}))


def measured(given, workers):
    one = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    command = [sys.executable, __file__, given, str(workers)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, env=one).stdout)


def main(argv):
    given = argv[0] if argv else BENCH[0]
    seen = {workers: [] for workers in (1, 2)}
    for _ in range(ROUNDS):
        for workers, runs in seen.items():
            runs.append(measured(given, workers))
    one, two = (statistics.median(r["wall_s"] for r in seen[w]) for w in (1, 2))
    return {
        "quotations": seen[1][0]["quotations"],
        "same_quotations": len({r["quotations"] for runs in seen.values() for r in runs}) == 1,
        "one_worker_s": round(one, 2),
        "two_workers_s": round(two, 2),
        "times_as_fast": round(one / two, 2),
        "worker_mib": max(r["worker_mib"] for runs in seen.values() for r in runs),
        "load": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    if len(sys.argv) > 2:
        run(sys.argv[1], int(sys.argv[2]))
    else:
        print(json.dumps(main(sys.argv[1:]), indent=1))
