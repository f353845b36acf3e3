"""Fit the line model for plain text of `retold.stages.clean` and score it on outlets, articles and sites not seen.

    python bench/clean_plain_model.py GOLD OUT.json

GOLD is a folder with `html/` and `truth/`, as for `clean_model.py`.  Needs lightgbm and scikit-learn.  The model sees
shape, place, letters in common with the article, cue words and what the rules say, never a word of a text.  It is
fitted to

- the whole text of pages of the Web Content Extraction Benchmark's development set (annotations CC BY 4.0, Murrough
  Foley) on which gold and extractor agree, as plain text: once whole, and with most of its chrome thinned out;
- pages of our own invention (`bench/pages`, and those of the tests).
"""

import gzip
import json
import random
import sys
import zlib
from pathlib import Path
from urllib.parse import urlparse

import lightgbm
import numpy as np
from clean_model import SETTINGS, write
from pages import pages
from sklearn.model_selection import GroupKFold

from retold.readers import html
from retold.readers.align import locate
from retold.readers.origin import Origin
from retold.records import Page
from retold.settings import Read
from retold.stages.clean import stated
from retold.stages.clean.judge import judge, plain_table
from retold.stages.clean.lines import lines
from retold.stages.clean.marked import shares
from retold.stages.clean.plain_traits import COLUMNS

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/stages/clean"))
import crowded
import furniture
import invented

ROUNDS = 220
PLAIN = SETTINGS | {"num_leaves": 14, "min_data_in_leaf": 60}
AGREED = 0.85
OURS = 3
"""How much a line of an invented page weighs; one of a real page weighs one at most, and less where there are many."""
CHROME, TEXT, UNKNOWN = 1, 0, -1
CREDIT = "fitted on pages of our own invention and the WCXB development set, annotations CC BY 4.0, Murrough Foley"


class Example:
    """The lines of a page in plain text, their columns, what each is, and how much it weighs."""

    def __init__(self, text, kinds, group, scale, whole=True):
        self.rows = lines(text)
        assert len(self.rows) == len(kinds)
        self.table = plain_table(self.rows).astype(np.float32)
        self.kinds, self.group, self.whole = np.array(kinds), group, whole
        self.sizes = np.array([len(row.text) for row in self.rows])
        self.quoting = np.array([row.has_quote for row in self.rows])
        words = np.log2(2 + np.minimum(self.sizes, 200) / 6) / 3 * scale
        self.weight = words * np.where(self.kinds == TEXT, 2 * (1 + 2 * self.quoting), 1)
        known = np.flatnonzero(self.kinds == CHROME)
        self.used = self.kinds != UNKNOWN
        if len(known) > 80:
            self.used[np.random.default_rng(len(self.rows)).choice(known, len(known) - 80, replace=False)] = False


def benchmark(folder):
    """Yield the examples of real pages, each page whole and twice thinned."""
    rng = random.Random(5)
    for file in sorted((Path(folder) / "html").iterdir()):
        name = file.name.split(".")[0]
        truth = json.loads((Path(folder) / "truth" / f"{name}.json").read_text(encoding="utf-8"))
        found = html.pages(gzip.decompress(file.read_bytes()), Origin(name, name, name), Read())
        page = next((p for p in found if isinstance(p, Page)), None)
        if page is None or not page.body:
            continue
        rows = lines(page.text)
        kinds, agreed = _kinds(rows, page, truth)
        if agreed < AGREED:
            continue
        site = zlib.crc32((urlparse(truth.get("url") or "").netloc or name).encode())
        for share in (1, 0.5, rng.choice([0.05, 0.1, 0.15, 0.2])):
            kept = _thinned(list(zip(kinds, rows, strict=True)), share, rng)
            if 5 <= len(kept) <= 1200:
                scale = agreed * min(1, 5 / len(kept) ** 0.5)
                yield Example(_joined(kept, rng), [kind for kind, _ in kept], site, scale, share == 1)


def _kinds(rows, page, truth):
    gold = shares(rows, locate([t for t in (truth.get("main_content") or "").split("\n") if t.strip()], page.text))
    taken = shares(rows, page.body)
    sizes = [len(row.text) for row in rows]
    both = sum(min(pair) * size for *pair, size in zip(gold, taken, sizes, strict=True))
    agreed = 2 * both / (sum(np.multiply(gold, sizes)) + sum(np.multiply(taken, sizes)) + 1)
    captions = [m for m in page.marks if m.kind in {"caption", "~caption"}]
    kinds = [
        TEXT if of >= 0.5 else UNKNOWN if of >= 0.1 or by >= 0.1
        or any(m.start <= row.start and row.end <= m.end for m in captions) else CHROME
        for row, of, by in zip(rows, gold, taken, strict=True)
    ]  # fmt: skip
    titles = {c.casefold() for c in stated.titles(page.hints, page.url)}
    first = kinds.index(TEXT) if TEXT in kinds else 0
    named = [row.number for row in rows if row.text.casefold() in titles and kinds[row.number] != TEXT]
    for number in named:
        kinds[number] = UNKNOWN
    if above := [number for number in named if number < first]:
        kinds[above[-1]] = TEXT
    return kinds, agreed


def _thinned(rows, share, rng):
    """Return the rows with only this share of what is no text, dropped in pieces."""
    found, at = [], 0
    while at < len(rows):
        size = 1
        if rows[at][0] != TEXT:
            wanted = rng.choice([1, 2, 3, 5, 8, 12])
            while size < wanted and at + size < len(rows) and rows[at + size][0] != TEXT:
                size += 1
        if rows[at][0] == TEXT or rng.random() < share:
            found += rows[at : at + size]
        at += size
    return found


def _joined(rows, rng):
    style, text = rng.choice(["none", "all", "mixed"]), ""
    for k, (kind, row) in enumerate(rows):
        near = rows[k - 1] if k else (kind, row)
        apart = row.is_prose or near[1].is_prose or (kind != near[0] and rng.random() < 0.6) or rng.random() < 0.15
        text += ("\n\n" if style == "all" or (style == "mixed" and apart) else "\n") * bool(k) + row.text
    return text


def ours():
    """Yield (outlet, article, example) of the pages of our own invention."""
    for outlet, number, rows, text in pages(1, 16):
        kinds = [UNKNOWN if label in "MY" else CHROME if label == "C" else TEXT for label, _ in rows]
        yield outlet, number, Example(text, kinds, outlet, OURS)
    for source in (invented, furniture):
        for name, rows in source.pages():
            kinds = [UNKNOWN if label in "MY" else CHROME if label == "C" else TEXT for label, _ in rows]
            yield source.__name__, name, Example("\n".join(line for _, line in rows), kinds, source.__name__, OURS)
    for name, text in crowded.PAGES.items():
        rows = [row.split("|", 1) for row in text.splitlines()]
        kinds = [CHROME if label == "C" else TEXT for label, _ in rows]
        yield "crowded", name, Example("\n".join(line for _, line in rows), kinds, "crowded", OURS)


def fit(examples):
    table = np.vstack([e.table[e.used] for e in examples])
    wanted = np.concatenate([e.kinds[e.used] == TEXT for e in examples])
    weights = np.concatenate([e.weight[e.used] for e in examples])
    return lightgbm.train(PLAIN, lightgbm.Dataset(table, wanted, weight=weights * 10), ROUNDS)


def figures(pairs):
    """Return percentages of characters hidden and lost, and the lines lost, with a quotation mark and all."""
    count = dict.fromkeys(("chrome", "hidden", "text", "lost", "lines", "quoting"), 0)
    for one, chances in pairs:
        hidden = np.array([v.label == "chrome" for v in judge(one.rows, chances=chances)])
        chrome, text = one.kinds == CHROME, one.kinds == TEXT
        count["chrome"] += int(one.sizes[chrome].sum())
        count["hidden"] += int(one.sizes[chrome & hidden].sum())
        count["text"] += int(one.sizes[text].sum())
        count["lost"] += int(one.sizes[text & hidden].sum())
        count["lines"] += int((text & hidden).sum())
        count["quoting"] += int((text & hidden & one.quoting).sum())
    hidden, lost = 100 * count["hidden"] / count["chrome"], 100 * count["lost"] / count["text"]
    return f"hidden {hidden:.1f} %, lost {lost:.2f} %, {count['lines']} lines, {count['quoting']} with a quotation mark"


def main(gold, out):
    real, own = list(benchmark(gold)), list(ours())
    found = []
    for train, test in GroupKFold(3).split(real, groups=[e.group for e in real]):
        model = fit([real[i] for i in train] + [e for _, _, e in own])
        found += [(real[i], model.predict(real[i].table)) for i in test if real[i].whole]
    print("sites not seen:", figures(found), flush=True)
    made = [(outlet, article, e) for outlet, article, e in own if isinstance(article, int)]
    outlets, found = sorted({outlet for outlet, _, _ in made}), []
    for fold in range(5):
        mine = {outlet for k, outlet in enumerate(outlets) if k % 5 == fold}
        seen = [
            e
            for outlet, article, e in own
            if outlet not in mine and (not isinstance(article, int) or article % 5 != fold)
        ]
        model = fit(real + seen)
        found += [(e, model.predict(e.table)) for outlet, article, e in made if outlet in mine and article % 5 == fold]
    print("outlets and articles not seen:", figures(found), flush=True)
    write(fit(real + [e for _, _, e in own]), out, COLUMNS, CREDIT)


if __name__ == "__main__":
    main(*sys.argv[1:3])
