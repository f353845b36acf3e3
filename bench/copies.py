"""Near-copies against MinHash libraries: quality, speed and memory, each tool in a process of its own, by turns.

    python bench/copies.py --count 20000 --seed 3 --rounds 3 --peers
    python bench/copies.py --corpus press.parquet --peers
    python bench/copies.py --hard 50000                       # inputs that are made to break it

Prints JSON.  Seconds are CPU seconds of all threads together, over everything from texts to clusters; the peers (see
bench/requirements.txt) are left out where they are not installed.  A pair is right when both are of one family.
"""

import json
import multiprocessing
import os
import resource
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import press

WIDTH = 5
BENCH = ["--count", "5000", "--seed", "3", "--peers"]
FULL = ["--count", "20000", "--seed", "3", "--peers", "--rounds", "3"]


def retold(texts):
    from retold.settings import Copies
    from retold.stages.copies.clusters import clusters
    from retold.stages.copies.index import resemblances

    settings = Copies()
    return clusters(resemblances(texts, settings), len(texts), settings)


def rensa_own(texts):
    """rensa with shingles cut in Python, as its documentation does."""
    from rensa import RMinHash

    tokens = (set(_grams(text)) for text in texts)
    matrix = RMinHash.digest_matrix_from_token_sets(tokens, 128, 42)
    return _banded(np.array(matrix.to_rows(), np.uint64), 32, 4)


def rensa_flat(texts, bands=32, rows=4, least=0.0):
    """rensa with the shingle hashes of retold's own shingler, which is the faster way to feed it."""
    from rensa import RMinHash

    from retold.stages.copies.shingle import shingles_of

    flat, ends = [], [0]
    for at in range(0, len(texts), 100):
        shingles = shingles_of(texts[at : at + 100], WIDTH)
        flat += shingles
        ends += (ends[-1] + np.cumsum([len(s) for s in shingles])).tolist()
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(flat), np.array(ends, np.uint64), 128, 42)
    return _banded(np.array(matrix.to_rows(), np.uint64), bands, rows, least)


def rensa_tuned(texts):
    """The best of the settings tried: 64 bands of 2, kept where at least a quarter of the signature agrees."""
    return rensa_flat(texts, 64, 2, 0.25)


def gaoya(texts):
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(32, 0.3, 32, 4, None, "word", True, (WIDTH, WIDTH), "vec")
    for number, text in enumerate(texts):
        index.insert_document(number, text)
    pairs = [(number, other) for number, text in enumerate(texts) for other in index.query(text) if other > number]
    return _joined(np.array(pairs).reshape(-1, 2), len(texts))


def datasketch(texts):
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=128, params=(32, 4))
    pairs = []
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128, seed=42)
        sketch.update_batch([gram.encode() for gram in _grams(text)])
        pairs += [(int(other), number) for other in index.query(sketch)]
        index.insert(number, sketch)
    return _joined(np.array(pairs).reshape(-1, 2), len(texts))


def _grams(text):
    words = text.lower().replace(".", "").split()
    return [" ".join(words[at : at + WIDTH]) for at in range(len(words) - WIDTH + 1)]


def _banded(signatures, bands, rows, least=0.0):
    """Join texts that agree in a whole band, and in ``least`` of the signature."""
    found = []
    for band in range(bands):
        part = signatures[:, band * rows : (band + 1) * rows]
        key = (part * np.array([0x9E3779B97F4A7C15 + 2 * r for r in range(rows)], np.uint64)).sum(axis=1)
        order = np.argsort(key, kind="stable")
        same = np.flatnonzero(key[order][1:] == key[order][:-1])
        found.append(np.stack([order[same], order[same + 1]], axis=1))
    pairs = np.concatenate(found)
    if least:
        pairs = np.unique(np.sort(pairs, axis=1), axis=0)
        alike = np.concatenate(
            [
                (signatures[some[:, 0]] == signatures[some[:, 1]]).mean(axis=1)
                for some in np.array_split(pairs, 1 + len(pairs) // 100_000)
            ]
        )
        pairs = pairs[alike >= least]
    return _joined(pairs, len(signatures))


def _joined(pairs, count):
    from retold.stages.copies.clusters import components

    return components(pairs[:, 0].astype(np.int64), pairs[:, 1].astype(np.int64), count)


TOOLS = {
    "retold": (retold, "numpy"),
    "rensa, shingles cut in Python": (rensa_own, "rensa"),
    "rensa, retold's shingles": (rensa_flat, "rensa"),
    "rensa, retold's shingles, tuned": (rensa_tuned, "rensa"),
    "gaoya": (gaoya, "gaoya"),
    "datasketch": (datasketch, "datasketch"),
}


def pair_scores(found, true):
    """Return precision, recall and F1 over pairs of articles in one cluster."""

    def count(labels):
        size = np.unique(labels, return_counts=True)[1]
        return int((size * (size - 1) // 2).sum())

    both = count(found.astype(np.int64) * (int(true.max()) + 1) + true)
    precision, recall = both / max(1, count(found)), both / max(1, count(true))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def measured(name, options):
    """Run one tool; meant for a fresh process, so that memory is its own."""
    articles = press.given(options)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = TOOLS[name][0](articles.texts)
    seconds = time.process_time() - start
    extra = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / len(articles.texts)
    scores = pair_scores(np.asarray(found), articles.family)
    return {"documents": len(articles.texts), "cpu_s": round(seconds, 2), "extra_bytes": round(extra), **scores}


def hard(count):
    """Return seconds, pairs and clusters for texts that are one, nearly one, or share one line."""
    desk = press.Desk(1)
    one = desk.draw(300)
    line = "all rights reserved by the printers of this sheet"
    made = {
        "all identical": [desk.printed(one)] * count,
        "copies of one, each edited": [desk.printed(desk.edited(one, 0.04)) for _ in range(count)],
        "one line in every text": [f"{desk.printed(desk.draw(120))} {line}" for _ in range(count // 5)],
    }
    return {name: broken(texts) for name, texts in made.items()}


def broken(texts):
    from retold.settings import Copies
    from retold.stages.copies.clusters import clusters
    from retold.stages.copies.index import resemblances

    start = time.process_time()
    found = resemblances(texts, Copies())
    label = clusters(found, len(texts), Copies())
    seconds = time.process_time() - start
    return {
        "texts": len(texts),
        "cpu_s": round(seconds, 2),
        "pairs": len(found.left),
        "clusters": len(np.unique(label)),
    }


def main(argv=None):
    parser = press.arguments(__doc__.splitlines()[0])
    parser.add_argument("--hard", type=int, default=0, help="so many texts made to break it, and nothing else")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--only", nargs="*", help="names of tools")
    options = parser.parse_args(argv)
    if options.hard:
        return hard(options.hard)
    os.environ["RAYON_NUM_THREADS"] = "1"
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
    names = options.only or (list(TOOLS) if options.peers else ["retold"])
    rows = {name: [] for name in names if find_spec(TOOLS[name][1])}
    for _ in range(options.rounds):
        for name, row in rows.items():
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                row.append(pool.apply(measured, (name, options)))
    out = {}
    for name, row in rows.items():
        best = min(row, key=lambda r: r["cpu_s"])
        speeds = sorted(round(r["documents"] / r["cpu_s"]) for r in row)
        out[name] = {**best, "documents_a_second": speeds[len(speeds) // 2], "of_rounds": speeds}
    ours = out["retold"]["documents_a_second"] if "retold" in out else 0
    return {name: {**row, "retold_is_faster": round(ours / row["documents_a_second"], 2)} for name, row in out.items()}


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
