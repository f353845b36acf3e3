"""Fit the line model of `retold.stages.clean` and score it on pages of sites that it has not seen.

    python bench/clean_model.py GOLD OUT.json

GOLD is a folder with `html/` and `truth/`.  Needs lightgbm and scikit-learn, which `retold` itself does not.  The model
sees shape, place, markup and cue-word flags only, never a word of a text.  A line counts as main text if at least half
of its characters align with the page's main text.  Lines far from anything that the reader or the gold takes for main
text are thinned to a fifth, and pages on which the two agree little weigh less: there the gold is often cut short.

The model that ships was fitted on the 793 article pages of the Web Content Extraction Benchmark's development set
(annotations CC BY 4.0, Murrough Foley).
"""

import gzip
import json
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import lightgbm
import numpy as np
from sklearn.model_selection import GroupKFold

from retold.evaluate import clean as evaluate
from retold.readers import html
from retold.readers.align import locate
from retold.readers.origin import Origin
from retold.records import Block, Document, Page, Span
from retold.settings import Read
from retold.stages.clean import stated
from retold.stages.clean.lines import lines
from retold.stages.clean.marked import label, shares
from retold.stages.clean.traits import COLUMNS, traits

ROUNDS = 150
SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 10,
    "max_depth": 8,
    "min_data_in_leaf": 40,
    "max_bin": 63,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "seed": 7,
    "num_threads": 1,
    "verbose": -1,
}
CREDIT = "fitted on the WCXB development set, annotations CC BY 4.0, Murrough Foley; shape features only"


@dataclass
class Example:
    page: Page
    truth: dict[str, Any]
    site: int
    rows: list[Any]
    titles: frozenset[str]
    covered: list[float]
    table: Any
    wanted: Any
    weight: Any
    near: Any


def example(file, truth):
    name = file.name.split(".")[0]
    data = gzip.decompress(file.read_bytes())
    page = next((p for p in html.pages(data, Origin(name, name, name), Read()) if isinstance(p, Page)), None)
    if page is None or not page.body:
        return None
    rows = lines(page.text)
    titles = frozenset(c.casefold() for c in stated.titles(page.hints, page.url))
    covered = shares(rows, page.body)
    gold = locate([t for t in (truth.get("main_content") or "").split("\n") if t.strip()], page.text)
    share = np.array(shares(rows, gold))
    site = zlib.crc32((urlparse(truth.get("url") or "").netloc or name).encode())
    table = traits(rows, page, covered, titles).astype(np.float32)
    weight, near = weighed(rows, np.array(covered), share, int(name) if name.isdigit() else 0)
    return Example(page, truth, site, rows, titles, covered, table, share >= 0.5, weight, near)


def weighed(rows, covered, share, seed):
    """Return the weight of each line, and which lines are kept: far ones are thinned and weigh more instead."""
    sizes = np.array([len(r.text) for r in rows])
    both = (np.minimum(covered, share) * sizes).sum()
    agreed = 2 * both / ((covered * sizes).sum() + (share * sizes).sum() + 1)
    near = np.convolve(np.maximum(covered, share), np.ones(13), "same")[: len(rows)] > 0
    weight = np.log2([2 + r.length for r in rows]) / np.sqrt(len(rows)) * max(0.15, agreed)
    kept = near | (np.random.default_rng(seed).random(len(rows)) < 0.2)
    return np.where(near, weight, weight * 5), kept


def fit(examples):
    table = np.vstack([e.table[e.near] for e in examples])
    wanted = np.concatenate([e.wanted[e.near] for e in examples])
    weights = np.concatenate([e.weight[e.near] for e in examples])
    return lightgbm.train(SETTINGS, lightgbm.Dataset(table, wanted, weight=weights * 10), ROUNDS)


def measured(one, chance, threshold):
    page = one.page
    document = Document(page.id, "", "", "", "", "", None, "", (), None, None, "", "", "html", page.text)
    verdicts = label(one.rows, page, one.titles, one.covered, chance, threshold)
    pairs = zip(one.rows, verdicts, strict=True)
    blocks = [Block(page.id, Span(r.start, r.end), v.label, v.reason, 1.0) for r, v in pairs]
    return evaluate.measure([document, *blocks], evaluate.gold_of(one.truth))


def flatten(node, rows):
    """Append a tree's nodes to rows as [column, threshold, left, right, value]; return the node's index."""
    at = len(rows)
    rows.append(None)
    if "leaf_value" in node:
        rows[at] = [-1, 0.0, at, at, round(node["leaf_value"], 4)]
    else:
        threshold = float(f"{node['threshold']:.5g}")
        left, right = flatten(node["left_child"], rows), flatten(node["right_child"], rows)
        rows[at] = [node["split_feature"], threshold, left, right, 0.0]
    return at


def write(model, path, columns=COLUMNS, credit=CREDIT):
    nodes, roots = [], []
    for tree in model.dump_model()["tree_info"]:
        rows = []
        flatten(tree["tree_structure"], rows)
        roots.append(len(nodes))
        nodes += [[c, t, left + roots[-1], right + roots[-1], v] for c, t, left, right, v in rows]
    names = ("column", "threshold", "left", "right", "value")
    fields = dict(zip(names, map(list, zip(*nodes, strict=True)), strict=True))
    body = {"credit": credit, "columns": list(columns), "roots": roots, **fields}
    Path(path).write_text(json.dumps(body, separators=(",", ":")) + "\n")


def main(gold, out):
    examples = []
    for file in sorted((Path(gold) / "html").iterdir()):
        truth = json.loads((Path(gold) / "truth" / f"{file.name.split('.')[0]}.json").read_text(encoding="utf-8"))
        if one := example(file, truth):
            examples.append(one)
    found = {threshold: [] for threshold in (0.4, 0.45, 0.5, 0.55)}
    for train, test in GroupKFold(5).split(examples, groups=[e.site for e in examples]):
        model = fit([examples[i] for i in train])
        for i in test:
            chance = model.predict(examples[i].table)
            for threshold, rows in found.items():
                rows.append(measured(examples[i], chance, threshold))
    for threshold, rows in found.items():
        figures = {
            k: v for k, v in evaluate.summary(rows).items() if k not in {"title", "authors", "date", "date_missing"}
        }
        print("sites not seen, chrome_threshold", threshold, json.dumps(figures), flush=True)
    write(fit(examples), out)


if __name__ == "__main__":
    main(*sys.argv[1:3])
