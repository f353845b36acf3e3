"""End to end, by stage: seconds, processor seconds and memory of a whole run, at several sizes.

    python bench/flow.py --sizes 100 1000 --workers 2          # invented articles (bench/articles.py)
    python bench/flow.py --given articles.jsonl                # your own
    python bench/flow.py --sizes 1000 --engine spark           # the same on Spark, beside the local engine

Prints JSON.  ``over_quote`` is the processor time of all stages by that of stage quote alone, moving of records
included; ``moved`` is the share of it that went into moving them (parts, Arrow, sorting, joining); ``main_cpu_s`` is
what the main process took, which sorts and joins tables and writes the dossier.  Memory is the most that the processes
held together, looked at five times a second: shared pages count once for each process.
"""

import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import articles

BENCH = ["--sizes", "100", "400"]
FULL = ["--sizes", "100", "1000", "10000"]
RUN = """
import sys, resource, json, retold
from retold import report
given, case, workers, engine = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
done = retold.run([given], case, workers=workers, engine=engine)
report.write(done, done.folder / "dossier.html")
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"main_cpu_s": usage.ru_utime + usage.ru_stime, "main_mib": usage.ru_maxrss // 1024}))
"""


def processes(session):
    """Yield what the system says of each process of a session; Spark's workers leave the process group."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            yield fields


def held(session):
    """Return the bytes that all processes of a session hold."""
    return sum(int(fields[21]) for fields in processes(session)) * resource.getpagesize()


def watched(process, peak):
    while process.poll() is None:
        peak[0] = max(peak[0], held(process.pid))
        time.sleep(0.2)


def measured(given, workers, engine):
    """Run everything once in a session of its own; return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case"
        call = [sys.executable, "-c", RUN, str(given), str(case), str(workers), engine]
        start = time.perf_counter()
        process = subprocess.Popen(call, stdout=subprocess.PIPE, text=True, start_new_session=True)
        peak = [0]
        watcher = threading.Thread(target=watched, args=(process, peak))
        watcher.start()
        out, _ = process.communicate()
        watcher.join()
        if process.returncode:
            raise SystemExit(f"a run failed with {process.returncode}")
        wall = time.perf_counter() - start
        main = json.loads(out.splitlines()[-1])
        manifest = json.loads((case / "manifest.json").read_text(encoding="utf-8"))
        size = sum(f.stat().st_size for f in (case / "tables").rglob("*") if f.is_file())
    cpu = manifest["cpu_seconds"]
    quote = cpu.get("quote") or manifest["seconds"]["quote"]
    return {
        "documents": manifest["counts"]["Document"],
        "quotations": manifest["counts"]["Quotation"],
        "engine": engine,
        "wall_s": round(wall, 1),
        "stage_s": manifest["seconds"],
        "stage_cpu_s": cpu,
        "over_quote": round(sum((cpu or manifest["seconds"]).values()) / quote, 2),
        "moved": round(sum(manifest["moved_seconds"].values()) / max(0.01, sum(cpu.values())), 3),
        "moved_cpu_s": round(sum(manifest["moved_seconds"].values()), 2),
        "main_cpu_s": round(main["main_cpu_s"], 1),
        "peak_mib": peak[0] >> 20,
        "tables_bytes_a_document": round(size / max(1, manifest["counts"]["Document"])),
    }


def growth(rows, name):
    """Return the power with which a stage's processor time grows with the documents, first row to last."""
    first, last = rows[0], rows[-1]
    a, b = first["stage_cpu_s"].get(name, 0), last["stage_cpu_s"].get(name, 0)
    if not a or not b or first["documents"] == last["documents"]:
        return None
    return round(math.log(b / a) / math.log(last["documents"] / first["documents"]), 2)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    parser.add_argument("--given", type=Path, help="a file or folder to read instead")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--engine", action="append", choices=["local", "spark"])
    options = parser.parse_args(argv)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        inputs = [options.given] if options.given else []
        for size in options.sizes:
            path = Path(folder) / f"{size}.jsonl"
            made = (articles.article(i) for i in range(size))
            path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in made))
            inputs.append(path)
        engines = options.engine or ["local"]
        rows += [measured(given, options.workers, engine) for given in inputs for engine in engines]
    stages = rows[-1]["stage_s"] if rows else {}
    local = [row for row in rows if row["engine"] == "local"]
    return {"runs": rows, "growth": {s: growth(local, s) for s in stages} if len(local) > 1 else {}}


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
