"""Near-copies and stories through an engine: seconds, processor time and memory by stage, from thousands to millions.

    python bench/scale.py --count 20000 --engine local --engine spark      # invented press; are the rows the same?
    python bench/scale.py --corpus press/*.parquet --engine local          # columns text and cluster

Prints JSON.  Articles are taken as they are (no reading, cleaning, quoting), so what is measured is what sees all
documents: shingle, copies, and with ``--group`` stories.  Every run is a session of its own; processor seconds
and memory (pages that are shared count for each process) are those of all its processes, Spark's Java among them.  Pair
F1 is over the clusters of the found copies.
"""

import hashlib
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import press
from copies import pair_scores
from flow import held, processes

from retold.records import (
    Block,
    Diagnostic,
    Document,
    Member,
    Mention,
    Moment,
    Page,
    Quotation,
    Resemblance,
    Source,
    Span,
    from_table,
)

HERE = Path(__file__).parent

BENCH = ["--count", "5000", "--group"]
FULL = ["--count", "20000", "--engine", "local", "--engine", "spark", "--group"]


@dataclass(frozen=True)
class Unpacked:
    """A Parquet file of articles → ``Page``, one for each; an id says the file and the row."""

    def __call__(self, source):
        """Yield the pages."""
        import pyarrow.parquet as pq

        name, row = named(source.path), 0
        with pq.ParquetFile(source.path) as file:
            for batch in file.iter_batches(1024, columns=["text"]):
                for text in batch.column(0).to_pylist():
                    yield Page(f"d{name}{row:08}", source.path, "", "", "", "text", "unknown", text)
                    row += 1


@dataclass(frozen=True)
class Taken:
    """Pages as documents that have nothing to hide and quote nobody."""

    def __call__(self, pages):
        """Yield the documents."""
        for page in pages:
            yield Document(page.id, "", page.path, "", "", "", None, "", (), None, None, "en", "unknown", "text",
                           page.text)  # fmt: skip
            yield Block(page.id, Span(0, len(page.text)), "body", "", 1.0)


def named(path):
    """Return what a file is called in the ids of its articles."""
    return hashlib.blake2b(str(path).encode(), digest_size=4).hexdigest()


def found(engine, paths, settings, grouped):
    """Run the part of the plan that sees all documents."""
    from retold import plan

    sources = [Source(str(path), "0" * 64, path.stat().st_size) for path in paths]
    t = engine.start(sources, gives=(Source, Diagnostic))
    t += engine.map("load", Unpacked(), t[Source], gives=(Page,))
    kinds = (Document, Block, Quotation, Mention, Moment)
    t += engine.group("take", Taken(), t.by({Page: "id"}, Page), gives=kinds)
    t += plan.near_copies(engine, t, settings.copies)
    if grouped:
        t += plan.stories(engine, t, settings.group, settings.copies)
    return t


def spent():
    """Return the processor seconds of all processes of our session, and of those of theirs that have ended."""
    ticks = sum(sum(map(int, fields[11:15])) for fields in processes(os.getsid(0)))
    return ticks / os.sysconf("SC_CLK_TCK")


def child(given):
    """Run once, in this session; print what each stage took."""
    from retold.case import _engine
    from retold.settings import from_dict

    case, paths = Path(given["case"]), [Path(p) for p in given["paths"]]
    rows, peaks, now = {}, {}, ["start"]
    done = threading.Event()

    def watch(stage, _done, _count):
        if stage != now[0]:
            close(stage)

    def close(stage):
        rows[now[0]] = [time.perf_counter(), spent()]
        now[0] = stage

    def look():
        while not done.wait(0.2):
            peaks[now[0]] = max(peaks.get(now[0], 0), held(os.getsid(0)))

    threading.Thread(target=look, daemon=True).start()
    began = [time.perf_counter(), spent()]
    with _engine(given["engine"], case, given["workers"], watch) as engine:
        started = time.perf_counter() - began[0]
        rows["engine"] = [time.perf_counter(), spent()]
        t = found(engine, paths, from_dict(given["settings"]), given["group"])
        close("end")
        counts = {r.__name__: sum(map(engine.count, t.of(r))) for r in (Document, Resemblance, Member) if t.of(r)}
        tables = {r.__name__: [str(x.path) for x in t.of(r)] for r in (Resemblance, Member)}
    done.set()
    before, stages = rows.pop("engine"), {}
    for stage, end in rows.items():
        stages[stage] = {"wall_s": round(end[0] - before[0], 2), "cpu_s": round(end[1] - before[1], 2),
                         "peak_mib": peaks.get(stage, 0) >> 20}  # fmt: skip
        before = end
    print(json.dumps({"start_s": round(started, 2), "stages": stages, "counts": counts, "tables": tables}))


def measured(engine, paths, options, case):
    """Run once in a session of its own; return the figures."""
    settings = {"copies": {"part": options.part}} if options.part else {}
    given = {"engine": engine, "case": str(case), "paths": list(map(str, paths)), "workers": options.workers,
             "group": options.group, "settings": settings}  # fmt: skip
    path = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
    call = [sys.executable, "-c", "import sys, json, scale; scale.child(json.loads(sys.argv[1]))", json.dumps(given)]
    ran = subprocess.run(call, stdout=subprocess.PIPE, text=True, start_new_session=True, check=True,
                         env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1"})  # fmt: skip
    row = json.loads(ran.stdout.splitlines()[-1])
    stages = {name: figures for name, figures in row["stages"].items() if name not in {"start", "load", "take"}}
    count = row["counts"]["Document"]
    peak = max(figures["peak_mib"] for figures in stages.values())
    cpu = sum(figures["cpu_s"] for figures in stages.values())
    return {"engine": engine, "documents": count, **row, "cpu_s": round(cpu, 2),
            "wall_s": round(sum(figures["wall_s"] for figures in stages.values()), 2),
            "documents_a_cpu_second": round(count / max(0.01, cpu)), "peak_mib": peak,
            "kib_a_document": round(peak * 1024 / count, 2)}  # fmt: skip


def records(row, record):
    """Return every row of a table of a run, in an order that is nobody's."""
    import pyarrow.parquet as pq

    return sorted(repr(r) for path in row["tables"][record.__name__] for r in from_table(pq.read_table(path), record))


def quality(row, paths):
    """Return the pair scores of the clusters that the found copies make."""
    import pyarrow.parquet as pq

    from retold.settings import Copies
    from retold.stages.copies.clusters import clusters
    from retold.stages.copies.index import Pairs

    place, true, above = {}, [], 0
    for path in sorted(paths):
        family = pq.read_table(path, columns=["cluster"]).column(0).to_numpy()
        place[named(path)] = sum(map(len, true))
        true.append(family + above)
        above += int(family.max()) + 1
    count = sum(map(len, true))
    (found,) = row["tables"]["Resemblance"]
    pairs = pq.read_table(found)
    sides = [
        np.fromiter((place[i[1:9]] + int(i[9:]) for i in pairs.column(side).to_pylist()), np.int32, pairs.num_rows)
        for side in ("left", "right")
    ]
    shares = [pairs.column(name).to_numpy().astype(np.float32) for name in ("jaccard", "containment")]
    passage = pairs.column("passage").to_numpy().astype(np.int32)
    label = clusters(Pairs(np.minimum(*sides), np.maximum(*sides), passage, *shares, passage, 0), count, Copies())
    return pair_scores(label, np.concatenate(true))


def main(argv=None):
    parser = press.arguments(__doc__.splitlines()[0])
    parser.add_argument("--engine", action="append", choices=["local", "spark"])
    parser.add_argument("--group", action="store_true", help="stories, too")
    parser.add_argument("--part", type=int, default=0, help="documents from which the search is cut in parts")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--sizes", type=int, nargs="*", default=[], help="so many files of the corpus, by turns")
    parser.add_argument("--files", nargs="*", type=Path, default=[], help="Parquet files, columns text and cluster")
    parser.add_argument("--keep", type=Path, help="keep the tables in this folder, and go on with those that are there")
    options = parser.parse_args(argv)
    out = []
    with tempfile.TemporaryDirectory() as folder:
        paths = sorted(options.files) or [written(options, Path(folder) / "press.parquet")]
        for size in options.sizes or [len(paths)]:
            rows = [
                measured(engine, paths[:size], options, (options.keep or Path(folder)) / f"{engine}{size}")
                for engine in options.engine or ["local"]
            ]
            for row in rows:
                row["pairs"] = quality(row, paths[:size])
                row["rows_as_first"] = all(
                    records(row, r) == records(rows[0], r) for r in (Resemblance, Member)
                ) if row is not rows[0] else True  # fmt: skip
            out += rows
    for row in out:
        del row["tables"]
    first, last = out[0], out[-1]
    grew = last["documents"] / first["documents"]
    return {"runs": out, "growth": round(math.log(last["cpu_s"] / first["cpu_s"]) / math.log(grew), 2)
            if grew > 1 else None}  # fmt: skip


def written(options, path):
    """Write invented press to a file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    articles = press.given(options)
    pq.write_table(pa.table({"text": articles.texts, "cluster": articles.family}), path, row_group_size=1024)
    return path


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
