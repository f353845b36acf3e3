"""Score reading and cleaning against a gold folder: ``html/NAME.html.gz`` and ``truth/NAME.json``, or ``lines.tsv``.

The figures of main text are the four-gram shingles of scrapinghub's article-extraction-benchmark (MIT): true and false
positives and false negatives are normalised within a page, precision and recall averaged over pages.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retold.errors import WrongUse
from retold.records import Block, Document, Page, Source
from retold.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"\w+")
_DEGREE = re.compile(r"^(?:[A-Z]{1,3}\.?){1,3}(?:-[A-Z]+)?$|^(?:Ph\.?D|M\.?D|PharmD|Jr|Sr)\.?$")
"""Degrees behind a name are no author of their own."""
_NGRAM = 4
SHOWN = frozenset({"body", "subheading"})
"""Labels of blocks that count as main text: what is shown and read as the article's own words."""
UNREAD = frozenset({"chrome", "byline"})
"""Labels of blocks in which no quotation is looked for: what stands there is lost."""


def score(path: str | Path) -> dict[str, Any]:
    """Score this installation on a gold folder and return the figures.

    Args:
        path: a folder with ``html/`` and ``truth/`` (main text, title, author, date), or one with ``lines.tsv``
            (columns file, line, label: keep, drop or salvage) beside the texts.

    Raises:
        WrongUse: the folder holds neither.
    """
    folder = Path(path)
    if (folder / "lines.tsv").is_file():
        return _score_lines(folder)
    if (folder / "html").is_dir() and (folder / "truth").is_dir():
        return _score_pages(folder)
    raise WrongUse(f"{folder}: no gold for cleaning; give a folder with html/ and truth/, or with lines.tsv")


# ---------------------------------------------------------------------------------------------- pages


@dataclass(frozen=True, slots=True)
class _Gold:
    """The truth of one page."""

    text: str
    title: str
    authors: tuple[str, ...]
    date: str
    must: tuple[str, ...]
    must_not: tuple[str, ...]


def _score_pages(folder: Path) -> dict[str, Any]:
    rows: list[dict[str, float]] = []
    cpu = 0.0
    for file in sorted((folder / "html").iterdir()):
        name = file.name.split(".")[0]
        truth = folder / "truth" / f"{name}.json"
        if not truth.is_file():
            continue
        data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        begun = sum(os.times()[:4])
        found = list(cleaned(data, name))
        cpu += sum(os.times()[:4]) - begun
        rows.append(measure(found, gold_of(json.loads(truth.read_text(encoding="utf-8")))))
    return {**summary(rows), "pages_per_cpu_second": round(len(rows) / cpu, 1) if cpu else 0.0}


def cleaned(data: bytes, name: str) -> Iterator[Document | Block]:
    """Yield document and blocks of one HTML page."""
    from retold.readers import html
    from retold.readers.origin import Origin
    from retold.stages.clean import Cleaner

    settings = Settings()
    cleaner = Cleaner(settings.clean)
    for page in html.pages(data, Origin(name, name, name), settings.read):
        if isinstance(page, Page):
            yield from (item for item in cleaner((page,)) if isinstance(item, Document | Block))


def gold_of(truth: dict[str, Any]) -> _Gold:
    """Return the gold of a page from its JSON."""
    authors = truth.get("author") or ""
    names = re.split(r"\s*(?:[,;&]|\band\b)\s*", authors) if isinstance(authors, str) else list(authors)
    return _Gold(
        truth.get("main_content") or "",
        truth.get("title") or "",
        tuple(n for n in names if n and not _DEGREE.match(n)),
        (truth.get("publish_date") or "")[:10],
        tuple(truth.get("with") or ()),
        tuple(truth.get("without") or ()),
    )


def measure(found: Sequence[Document | Block], gold: _Gold) -> dict[str, float]:
    """Return the figures of one page; a figure that the gold says nothing of is left out."""
    document = next((f for f in found if isinstance(f, Document)), None)
    blocks = [f for f in found if isinstance(f, Block)]
    text = document.text if document else ""
    shown = [text[b.span.start : b.span.end] for b in blocks if b.label in SHOWN]
    row = dict(zip(("tp", "fp", "fn"), shingles(gold.text, "\n".join(shown)), strict=True))
    flat = _flat(gold.text + " " + gold.title)
    stray = [line for line in shown if is_stray(line, flat)]
    row["chrome_lines"] = float(len(stray))
    row["chrome_characters"] = float(sum(map(len, stray)))
    row["shown_characters"] = float(sum(map(len, shown)))
    unhidden = [text[b.span.start : b.span.end] for b in blocks if b.label != "chrome" and b.label not in SHOWN]
    row["unhidden_lines"] = row["chrome_lines"] + sum(is_stray(line, flat) for line in unhidden)
    kept = {_flat(text[b.span.start : b.span.end]) for b in blocks if b.label not in UNREAD}
    quoting = [text[b.span.start : b.span.end] for b in blocks if _quotes(text[b.span.start : b.span.end])]
    true_quotes = [line for line in quoting if _flat(line) in flat and len(_flat(line)) > 20]
    row["quote_lines"] = float(len(true_quotes))
    row["quote_lines_lost"] = float(sum(_flat(line) not in kept for line in true_quotes))
    seen = _flat(" ".join(shown))
    row["must"], row["must_found"] = float(len(gold.must)), float(sum(_flat(m) in seen for m in gold.must))
    row["must_not"], row["must_not_found"] = (
        float(len(gold.must_not)),
        float(sum(_flat(m) in seen for m in gold.must_not)),
    )
    return row | _metadata(document, gold)


def _metadata(document: Document | None, gold: _Gold) -> dict[str, float]:
    row: dict[str, float] = {}
    if gold.title:
        given = _flat(document.headline) if document else ""
        row["title"] = float(given == _flat(gold.title))
    if gold.authors:
        names = {_flat(n) for n in document.byline} if document else set()
        row["authors"] = float(names == {_flat(n) for n in gold.authors})
    if gold.date:
        when = document.published if document else None
        row["date"] = float(bool(when and when.first == when.last and str(when.first) == gold.date))
        row["date_missing"] = float(when is None)
    return row


def summary(rows: Sequence[dict[str, float]]) -> dict[str, Any]:
    """Return the figures over all pages."""
    precision = _mean([r["tp"] / (r["tp"] + r["fp"]) if r["tp"] + r["fp"] else float(not r["fn"]) for r in rows])
    recall = _mean([r["tp"] / (r["tp"] + r["fn"]) if r["tp"] + r["fn"] else float(not r["fp"]) for r in rows])
    total = Counter[str]()
    for row in rows:
        total.update(row)
    result: dict[str, Any] = {
        "pages": len(rows),
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / (precision + recall), 4) if precision + recall else 0.0,
        "pages_with_chrome_percent": _percent(sum(r["chrome_lines"] > 0 for r in rows), len(rows)),
        "pages_with_unhidden_percent": _percent(sum(r["unhidden_lines"] > 0 for r in rows), len(rows)),
        "chrome_characters_percent": _percent(total["chrome_characters"], total["shown_characters"]),
        "quote_lines": int(total["quote_lines"]),
        "quote_lines_lost_percent": _percent(total["quote_lines_lost"], total["quote_lines"]),
        "must_have_found_percent": _percent(total["must_found"], total["must"]),
        "must_not_leaked_percent": _percent(total["must_not_found"], total["must_not"]),
    }
    for name in ("title", "authors", "date", "date_missing"):
        given = [r[name] for r in rows if name in r]
        result[name] = {"pages": len(given), "exact" if name != "date_missing" else "share": round(_mean(given), 4)}
    return result


def shingles(true: str, shown: str) -> tuple[float, float, float]:
    """Return true positives, false positives and false negatives over four-grams, normalised to a sum of one."""
    a, b = _grams(true), _grams(shown)
    tp = sum((a & b).values())
    fp, fn = sum(b.values()) - tp, sum(a.values()) - tp
    total = tp + fp + fn
    return (tp / total, fp / total, fn / total) if total else (0.0, 0.0, 0.0)


def is_stray(line: str, flat: str) -> bool:
    """Tell whether a shown line is chrome by the gold: of its three-word runs fewer than half stand in the gold."""
    words = _flat(line).split()
    if not words:
        return False
    runs = [" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))]
    return sum(f" {run} " in f" {flat} " for run in runs) * 2 < len(runs)


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = _TOKEN.findall(text)
    return Counter(tuple(words[i : i + _NGRAM]) for i in range(max(1, len(words) - _NGRAM + 1)) if words)


def _flat(text: str) -> str:
    return " ".join(_TOKEN.findall(text.casefold()))


def _quotes(line: str) -> bool:
    return bool(re.search(r"[“”«»„]|\"[^\"]+\"", line))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


# ---------------------------------------------------------------------------------------------- lines


def _score_lines(folder: Path) -> dict[str, Any]:
    """Score plain-text lines: chrome hidden, body lost, salvage kept as metadata, byline, caption or body."""
    from retold.readers import Reader
    from retold.stages.clean import Cleaner

    settings = Settings()
    with (folder / "lines.tsv").open(encoding="utf-8", newline="") as file:
        gold = {(r["file"], int(r["line"])): r["label"] for r in csv.DictReader(file, delimiter="\t", quoting=3)}
    counts: Counter[tuple[str, str]] = Counter()
    characters: Counter[tuple[str, str]] = Counter()
    for name in sorted({file for file, _ in gold}):
        reader = Reader(settings.read)
        for page in reader(Source(str(folder / name), name, 0)):
            if not isinstance(page, Page):
                continue
            for block in Cleaner(settings.clean)((page,)):
                if isinstance(block, Block):
                    line = page.text.count("\n", 0, block.span.start) + 1
                    label = gold.get((name, line), "")
                    state = {"chrome": "hidden", "metadata": "salvaged"}.get(block.label, "shown")
                    counts[label, state] += 1
                    characters[label, state] += block.span.end - block.span.start
    drop = sum(n for (label, _), n in counts.items() if label == "drop")
    keep = sum(n for (label, _), n in counts.items() if label == "keep")
    salvage = sum(n for (label, _), n in counts.items() if label == "salvage")
    chrome = sum(n for (label, _), n in characters.items() if label == "drop")
    return {
        "lines": sum(counts.values()),
        "chrome_lines": drop,
        "chrome_lines_hidden_percent": _percent(counts["drop", "hidden"], drop),
        "chrome_characters_hidden_percent": _percent(characters["drop", "hidden"], chrome),
        "body_lines": keep,
        "body_lines_lost": counts["keep", "hidden"],
        "salvage_lines": salvage,
        "salvaged": salvage - counts["salvage", "hidden"],
    }
