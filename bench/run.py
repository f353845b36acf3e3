"""Run every suite of bench/ and write out/bench.json: the figures, and the machine they were taken on.

    python bench/run.py                    # all, at sizes of some minutes together
    python bench/run.py --full             # all, at the sizes of the figures in docs/
    python bench/run.py copies stemma      # only these

A suite is a module here with ``main(argv)``, which returns what JSON can hold, and ``BENCH`` (and ``FULL``), the
arguments that it is run with.  What a suite needs and does not find (a peer that is not installed) it leaves out.  Each
runs in a process of its own, and the file is written after each; one that fails says so there, and the others go on.
From the figures docs/copies.svg and docs/flow.svg are drawn by ``bench/plot.py out/bench.json``.
"""

import json
import os
import platform
import re
import subprocess
import sys
import time
from importlib.metadata import distributions
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE.parent / "out" / "bench.json"
TOLD = {"retold", "numpy", "pyarrow", "spacy", "rapidfuzz", "rensa", "gaoya", "datasketch", "pyspark"}


def suites():
    """Return the names of the modules that say with which arguments they are run."""
    return sorted(
        p.stem for p in HERE.glob("*.py") if re.search(r"^BENCH(: .*)? = ", p.read_text(encoding="utf-8"), re.MULTILINE)
    )


def machine():
    """Return what the figures depend on, without anything that names a place or a person."""
    cpu = Path("/proc/cpuinfo")
    lines = cpu.read_text(encoding="utf-8").splitlines() if cpu.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if hasattr(os, "sysconf") else 0
    return {
        "cpu": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 2**30, 1),
        "system": platform.system(),
        "python": platform.python_version(),
        "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
        "versions": {d.name: d.version for d in distributions() if d.name.lower() in TOLD},
    }


def ran(name, kind):
    """Run a suite in a process of its own; return its arguments and figures, or how it failed."""
    call = f"import json, {name} as s; a = getattr(s, {kind!r}, s.BENCH); print(json.dumps([a, s.main(a)]))"
    start = time.time()
    done = subprocess.run([sys.executable, "-c", call], cwd=HERE, stdout=subprocess.PIPE, text=True, check=False)
    row = {"wall_s": round(time.time() - start, 1)}
    if done.returncode:
        return {"failed": done.returncode, **row}
    arguments, figures = json.loads(done.stdout.splitlines()[-1])
    return {"arguments": arguments, "figures": figures, **row}


def main(argv=None):
    given = sys.argv[1:] if argv is None else argv
    kind = "FULL" if "--full" in given else "BENCH"
    told = {"machine": machine(), "sizes": kind.lower(), "suites": {}}
    OUT.parent.mkdir(exist_ok=True)
    for name in [n for n in given if n != "--full"] or suites():
        print(f"{name} ...", file=sys.stderr)
        told["suites"][name] = ran(name, kind)
        OUT.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))
    return sum("failed" in row for row in told["suites"].values())


if __name__ == "__main__":
    sys.exit(min(1, main()))
