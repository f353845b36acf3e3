"""Run every suite of bench/ and write out/bench.json: the figures, and the machine they were taken on.

A suite is a module here with ``main(argv)``, which returns what JSON can hold, and ``BENCH``, the arguments that it is
run with.  ``python bench/run.py copies stemma`` runs only these.  What a suite needs and does not find (a peer that is
not installed) it leaves out.
"""

import importlib
import json
import os
import platform
import re
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


def main(argv=None):
    names = (sys.argv[1:] if argv is None else argv) or suites()
    sys.path.insert(0, str(HERE))
    figures = {}
    for name in names:
        suite = importlib.import_module(name)
        print(f"{name} {' '.join(suite.BENCH)}", file=sys.stderr)
        start = time.time()
        figures[name] = {"arguments": suite.BENCH, "figures": suite.main(suite.BENCH)}
        figures[name]["wall_s"] = round(time.time() - start, 1)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({"machine": machine(), "suites": figures}, indent=1) + "\n", encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
