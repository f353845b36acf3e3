"""What each stage costs on growing numbers of articles, in processor seconds and as a share of quotation.

    python bench/stages.py ARTICLES.jsonl [MORE.jsonl ...] [--counts 250,500,1000]

Each line of the input is an object with a ``text``.  The articles are dealt out in a fixed order that has nothing to
do with that of the files, so that the first 250 are a sample of all.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import retold

LATE = ("match", "collate", "compare")


def articles(paths):
    texts = [json.loads(line)["text"] for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    return sorted(texts, key=lambda t: hashlib.sha256(t.encode()).hexdigest())


def measure(texts, folder):
    """Run the articles as one case and return the processor seconds of each stage."""
    sources = Path(folder) / "articles"
    sources.mkdir()
    for i, text in enumerate(texts):
        (sources / f"{i:05}.txt").write_text(text, encoding="utf-8")
    case = retold.run([sources], Path(folder) / "case")
    return case.manifest["cpu_seconds"]


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--counts", default="250,500,1000")
    given = parser.parse_args(argv)
    texts = articles(given.files)
    figures = []
    for count in (int(c) for c in given.counts.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            spent = measure(texts[:count], folder)
        late = sum(spent.get(stage, 0.0) for stage in LATE)
        figures.append(
            {
                "articles": min(count, len(texts)),
                "seconds": spent,
                "match+collate+compare": round(late, 2),
                "of quote": round(late / spent["quote"], 3),
            }
        )
    print(json.dumps(figures, indent=1))
    return figures


if __name__ == "__main__":
    main()
