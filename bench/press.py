"""Synthetic press with known copies: who copied whom, when, and how.

Words are invented and drawn by Zipf's law.  Some stories have several independent articles that share quotations word
for word (the hard case: alike, but no copies); most articles end in the footer of their site.  Copies are made of an
earlier article of the same family, which may be a copy itself: exact, lightly edited, cut from the end, given a new
opening and shuffled, heavily edited, or half of it spliced with something new.
"""

import argparse
from dataclasses import dataclass

import numpy as np

SITES, DAY = 300, 24.0
KINDS = {"exact": 0.2, "light": 0.25, "cut": 0.25, "reopened": 0.15, "heavy": 0.07, "spliced": 0.08}


@dataclass
class Press:
    """Articles in random order; ``parent`` is -1 for an original, ``hours`` the time of publication."""

    texts: list
    family: np.ndarray
    parent: np.ndarray
    hours: np.ndarray
    kind: list


def vocabulary(count, rng):
    """Return ``count`` different invented words, short ones first, and their cumulative frequencies."""
    onset = "b bl br d dr f g gl h j k kl l m n p pr r s st t tr v w z".split()
    rime = "a an ar e el en er i in il o on or u un ur".split()
    syllables = [o + r for o in onset for r in rime]
    words = list(syllables)
    while len(words) < count:
        words += {"".join(rng.choice(syllables, 2 + (len(words) > 20_000))) for _ in range(count)} - set(words)
    frequency = 1 / (np.arange(count) + 2.7)
    return np.array(sorted(words[:count], key=len), object), np.cumsum(frequency / frequency.sum())


class Desk:
    """Draws words and edits articles; an article is an array of word numbers."""

    def __init__(self, seed, words=40_000):
        self.rng = np.random.default_rng(seed)
        self.words, self.frequency = vocabulary(words, self.rng)

    def draw(self, count):
        return np.minimum(np.searchsorted(self.frequency, self.rng.random(count)), len(self.words) - 1)

    def edited(self, article, rate):
        """Replace, drop and insert single words, half of the changes being replacements."""
        chance = self.rng.random(len(article))
        out = np.where(chance < rate / 2, self.draw(len(article)), article)
        out = out[~((chance >= rate / 2) & (chance < rate * 3 / 4))]
        count = int(len(article) * rate / 4)
        return np.insert(out, np.sort(self.rng.integers(0, max(1, len(out)), count)), self.draw(count))

    def copied(self, article):
        """Return a copy of an article and how it was made."""
        rng, size = self.rng, len(article)
        kind = rng.choice(
            ["exact", "light", "cut", "reopened", "heavy", "spliced"], p=[0.2, 0.25, 0.25, 0.15, 0.07, 0.08]
        )
        if kind == "exact":
            return article, kind
        if kind in {"light", "heavy"}:
            return self.edited(article, rng.uniform(*((0.02, 0.05) if kind == "light" else (0.15, 0.25)))), kind
        if kind == "cut":
            return article[: int(size * rng.uniform(0.4, 0.9))], kind
        if kind == "spliced":
            return np.concatenate([article[: size // 2], self.draw(size - size // 2)]), kind
        quarter = max(1, size // 4)
        rest = [article[quarter : 2 * quarter], article[2 * quarter : 3 * quarter], article[3 * quarter :]]
        rng.shuffle(rest)
        return self.edited(np.concatenate([self.draw(quarter), *rest]), 0.03), kind

    def original(self, quotations):
        article = self.draw(int(np.clip(self.rng.normal(380, 110), 120, 900)))
        for quotation in quotations:
            if self.rng.random() < 0.6:
                at = self.rng.integers(0, len(article))
                article = np.concatenate([article[:at], quotation, article[at:]])
        return article

    def printed(self, article):
        """Return the words as sentences; where they end depends on the words, so that copies agree."""
        ends = (article[:-1] * 7919 + article[1:] * 104_729) % 17 == 0
        words = self.words[article].astype(object)
        words[:-1][ends] += "."
        return " ".join(words) + "."


def press(count, seed):
    """Return ``count`` articles."""
    desk = Desk(seed)
    rng = desk.rng
    footers = [desk.draw(rng.integers(20, 60)) for _ in range(SITES)]
    articles, family, parent, hours, kinds = [], [], [], [], []
    families = 0
    while len(articles) < count:
        quotations = [desk.draw(rng.integers(15, 60)) for _ in range(rng.integers(1, 5))]
        for _ in range(rng.integers(1, 7)):
            first = len(articles)
            articles.append(desk.original(quotations))
            family.append(families)
            parent.append(-1)
            hours.append(rng.random() * 30 * DAY)
            kinds.append("original")
            copies = min(39, rng.zipf(1.7)) if rng.random() < 0.22 else 0
            for _ in range(copies):
                source = int(rng.integers(first, len(articles)))
                article, kind = desk.copied(articles[source])
                articles.append(article)
                family.append(families)
                parent.append(source)
                hours.append(hours[source] + rng.exponential(2.0))
                kinds.append(kind)
            families += 1
    order = rng.permutation(count)
    place = np.argsort(order)
    texts = []
    for number in order:
        foot = footers[rng.integers(0, SITES)] if rng.random() < 0.7 else np.zeros(0, int)
        texts.append(desk.printed(np.concatenate([articles[number], foot])))
    parents = np.array([place[parent[n]] if parent[n] >= 0 else -1 for n in order])
    return Press(texts, np.array(family)[order], parents, np.array(hours)[order], [kinds[n] for n in order])


def load(path):
    """Return the articles of a Parquet file with columns text, cluster, parent, ts (seconds) and kind."""
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    column = {name: table[name].to_numpy() for name in ("cluster", "parent", "ts")}
    hours = column["ts"] / 3600
    return Press(table["text"].to_pylist(), column["cluster"], column["parent"], hours, table["kind"].to_pylist())


def arguments(description):
    """Return the options that every suite on synthetic press has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--count", type=int, default=5000, help="articles to make")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", help="a Parquet file to read instead")
    return parser


def given(options):
    return load(options.corpus) if options.corpus else press(options.count, options.seed)
