"""Who copied whom: parents found, with and without times, and whether the probabilities mean what they say.

    python bench/stemma.py --count 20000 --seed 5
    python bench/stemma.py --corpus press.parquet --editions darwin_six_editions.json
    python bench/stemma.py --count 20000 --seed 101 --fit          # the weights in parentage.py

Prints JSON.  Families of three and more are given; words that stand in several families (quotations, footers) are
masked first, as quotations and page chrome are in a case.  *Ties credited*: where the true parent's text is the same
as the found one's, nothing in the texts can tell them apart.  The *ceiling* is what one would reach who always knew the
parent's text and had to choose among the earlier articles that print it: by guessing, or the latest of them, which is
the likeliest where delays are short; who goes by texts and times can hardly do better.  *Hidden*: a quarter of the
articles is taken away, and the right answer is the nearest ancestor that is left, or none of these.
"""

import json
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import press

from retold.stages.copies.shingle import shingles_of, word_hashes
from retold.stages.trace import parentage

WIDTH, DELAY, HIDDEN = 5, 2.0, 0.25
BENCH = ["--count", "2000"]
FULL = ["--count", "20000"]


def families(articles):
    """Yield for each family of three and more its shingles, times and parents (places in the family)."""
    words, first = all_words(articles.texts)
    kept = ~common(words, first, articles.family)
    words, first = words[kept], np.searchsorted(np.flatnonzero(kept), first)
    order = np.argsort(articles.family, kind="stable")
    cuts = np.flatnonzero(np.diff(articles.family[order])) + 1
    for members in np.split(order, cuts):
        if len(members) < 3:
            continue
        place = {int(member): at for at, member in enumerate(members)}
        shingles = [rolled(words[first[m] : first[m + 1]]) for m in members]
        yield shingles, articles.hours[members], np.array([place.get(int(p), -1) for p in articles.parent[members]])


def all_words(texts):
    words, first = [np.zeros(0, np.uint64)], [np.zeros(1, np.int64)]
    for at in range(0, len(texts), 100):
        some, begins = word_hashes(texts[at : at + 100])
        words.append(some)
        first.append(begins[1:] + first[-1][-1])
    return np.concatenate(words), np.concatenate(first)


def rolled(words):
    """Return the shingles of a text given as word hashes."""
    if len(words) < WIDTH:
        return np.zeros(0, np.uint64)
    step = np.array([3 ** (2 * at + 1) for at in range(WIDTH)], np.uint64)
    return (np.lib.stride_tricks.sliding_window_view(words, WIDTH) * step).sum(axis=1)


def common(words, first, family):
    """Mark the words inside a shingle that stands in more than one family."""
    owner = np.repeat(np.arange(len(family)), np.diff(first))
    shingles = rolled(words)
    whole = np.flatnonzero(owner[: len(shingles)] == owner[WIDTH - 1 :])
    of = family[owner[whole]]
    order = np.lexsort((of, shingles[whole]))
    key, of, at = shingles[whole][order], of[order], whole[order]
    starts = np.concatenate([[True], key[1:] != key[:-1]])
    other = np.concatenate([[False], (of[1:] != of[:-1]) & ~starts[1:]])
    number = np.cumsum(starts) - 1
    several = at[np.bincount(number, other)[number] > 0]
    edges = np.zeros(len(words) + 1, np.int64)
    np.add.at(edges, several, 1)
    np.add.at(edges, several + WIDTH, -1)
    return np.cumsum(edges[:-1]) > 0


def thinned(family, rng):
    """Take a quarter of a family away; a parent is then the nearest ancestor that is left."""
    shingles, hours, parent = family
    kept = np.flatnonzero(rng.random(len(parent)) >= HIDDEN)
    place = {int(old): new for new, old in enumerate(kept)}
    parents = []
    for old in kept:
        above = int(parent[old])
        while above >= 0 and above not in place:
            above = int(parent[above])
        parents.append(place.get(above, -1))
    return [shingles[old] for old in kept], hours[kept], np.array(parents, int)


def judged(family):
    """Yield for each article that has an earlier one: its found parents, its true one, and those the same as that.

    Those the same come the latest first.
    """
    shingles, hours, parent = family
    if len(parent) < 2:
        return
    found = {}
    for row in parentage.parents(shingles, hours, DELAY):
        found.setdefault(row.copy, []).append(row)
    sets = [frozenset(s.tolist()) for s in shingles]
    for copy, rows in found.items():
        true = int(parent[copy])
        same = [at for at, other in enumerate(sets) if true >= 0 and other == sets[true]]
        yield rows, true, sorted(same, key=lambda at: -hours[at])


def scores(families_):
    """Return accuracy, and the expected calibration error over ten bins of the likeliest and of all told edges."""
    right, credited, likeliest, told, true_told, chance, latest = [], [], [], [], [], [], []
    for family in families_:
        for rows, true, same in judged(family):
            best = rows[0]
            right.append(best.exemplar == true)
            credited.append(best.exemplar == true or best.exemplar in same)
            likeliest.append(best.probability)
            weighed = {row.exemplar for row in rows}
            twins = [at for at in same if at in weighed] or [-1]
            chance.append(1 / len(twins))
            latest.append(twins[0] == true)
            for row in rows:
                if row.exemplar >= 0 and row.probability >= 0.3:
                    told.append(row.probability)
                    true_told.append(row.exemplar == true)
    return {
        "articles": len(right),
        "parent": round(float(np.mean(right)), 4),
        "parent_ties_credited": round(float(np.mean(credited)), 4),
        "ceiling_by_guessing": round(float(np.mean(chance)), 4),
        "ceiling_by_the_latest": round(float(np.mean(latest)), 4),
        "calibration_error_of_the_likeliest": calibration(likeliest, right),
        "calibration_error_of_told_edges": calibration(told, true_told),
    }


def calibration(said, right, bins=10):
    """Return the expected calibration error (Naeini, Cooper and Hauskrecht 2015)."""
    said, right = np.array(said), np.array(right, float)
    bin_ = np.minimum((said * bins).astype(int), bins - 1)
    gaps = [abs(said[bin_ == b].mean() - right[bin_ == b].mean()) * (bin_ == b).mean() for b in np.unique(bin_)]
    return round(float(np.sum(gaps)), 4)


def undirected(families_):
    """Return how many true edges the tree without times has, strictly and with ties credited."""
    hit = tied = edges = 0
    for shingles, _, parent in families_:
        sets = [frozenset(s.tolist()) for s in shingles]
        true = {frozenset((sets[c], sets[p])) for c, p in enumerate(parent.tolist()) if p >= 0}
        pairs = {frozenset((c, p)) for c, p in enumerate(parent.tolist()) if p >= 0}
        for left, right, _ in parentage.tree(parentage.Overlap.of(shingles)):
            edges += 1
            hit += frozenset((left, right)) in pairs
            tied += frozenset((sets[left], sets[right])) in true
    return {"edges": edges, "true": round(hit / edges, 4), "true_ties_credited": round(tied / edges, 4)}


def editions(path):
    """Score a work in editions, a list of paragraphs {edition: text}: is each next to the one before?"""
    paragraphs = json.loads(Path(path).read_text(encoding="utf-8"))
    names = sorted({name for paragraph in paragraphs for name in paragraph})
    whole = chained(["\n".join(p.get(name, "") for p in paragraphs) for name in names])
    hit = edges = 0
    for paragraph in paragraphs:
        if set(paragraph) == set(names):
            links = chained([paragraph[name] for name in names])
            hit, edges = hit + sum(links), edges + len(links)
    return {
        "editions": len(names),
        "chain": f"{sum(whole)}/{len(whole)}",
        "by_paragraph_ties_credited": round(hit / edges, 4),
    }


def chained(texts):
    """Say for each text but the first whether the tree links it with the one before, or with one of the same words."""
    shingles = shingles_of(texts, 1)
    order = [tuple(s.tolist()) for s in shingles]
    alike = sorted(set(order), key=order.index)
    group = [alike.index(o) for o in order]
    bigrams = shingles_of(texts, 2)
    tree = parentage.tree(parentage.Overlap.of([bigrams[group.index(g)] for g in range(len(alike))]))
    edges = {frozenset(edge[:2]) for edge in tree}
    return [a == b or frozenset((a, b)) in edges for a, b in pairwise(group)]


def fitted(families_, rounds=30):
    """Return the weights of a conditional logit, the last four for *none of these* (Newton's method, small ridge)."""
    names, known = [*parentage.FEATURES, *parentage.UNSEEN], len(parentage.FEATURES)
    tables, trues = [], []
    for shingles, hours, parent in families_:
        overlap = parentage.Overlap.of(shingles)
        for copy in range(len(parent)):
            earlier = np.flatnonzero(hours < hours[copy])
            if len(earlier):
                table = np.zeros((len(earlier) + 1, len(names)))
                table[:-1, :known] = parentage.features(overlap, copy, earlier, hours, DELAY)
                table[-1, known:] = parentage.unseen(table[:-1, :known])
                tables.append(table)
                at = np.flatnonzero(earlier == parent[copy])
                trues.append(int(at[0]) if len(at) else len(earlier))
    weights = np.zeros(len(names))
    for _ in range(rounds):
        slope, bend = -1e-3 * weights, 1e-3 * np.eye(len(weights))
        for table, true in zip(tables, trues, strict=True):
            chance = parentage.softmax(table @ weights)
            mean = chance @ table
            slope += table[true] - mean
            bend += (table * chance[:, None]).T @ table - np.outer(mean, mean)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return dict(zip(names, np.round(weights, 3).tolist(), strict=True))


def main(argv=None):
    parser = press.arguments(__doc__.splitlines()[0])
    parser.add_argument("--editions", help="a JSON list of paragraphs {edition: text}")
    parser.add_argument("--fit", action="store_true", help="fit the weights instead")
    options = parser.parse_args(argv)
    start = time.process_time()
    whole = list(families(press.given(options)))
    rng = np.random.default_rng(options.seed)
    hidden = [thinned(family, rng) for family in whole]
    if options.fit:
        return fitted([*whole, *hidden])
    out = {
        "with_times": scores(whole),
        "with_times_a_quarter_hidden": scores(hidden),
        "with_times_both": scores([*whole, *hidden]),
        "without_times": undirected(whole),
    }
    if options.editions:
        out["editions"] = editions(options.editions)
    return {**out, "cpu_s": round(time.process_time() - start, 1)}


if __name__ == "__main__":
    print(json.dumps(main(), indent=1))
