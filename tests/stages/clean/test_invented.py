"""Eighty invented plain-text pages with line gold: chrome is hidden, and no line of an article ever is."""

from collections import Counter
from functools import cache

import furniture
import invented
import pytest

from retold.records import Block, Page
from retold.settings import Clean
from retold.stages.clean import Cleaner

SETS = {"plain": dict(invented.pages()), "kits": dict(furniture.pages())}
PAGES = SETS["plain"] | SETS["kits"]


@cache
def judged(name):
    """Return (gold label, our label, line) of each line of a page."""
    gold = PAGES[name]
    text = "\n".join(line for _, line in gold) + "\n"
    page = Page(name, f"{name}.txt", "", "", "00", "text", "unknown", text)
    blocks = [b for b in Cleaner(Clean())((page,)) if isinstance(b, Block)]
    assert [text[b.span.start : b.span.end] for b in blocks] == [line for _, line in gold]
    return [(label, block.label, line) for (label, line), block in zip(gold, blocks, strict=True)]


@pytest.mark.parametrize("name", PAGES)
def test_no_line_of_the_article_is_hidden(name):
    assert [row for row in judged(name) if row[0] in "HYBS" and row[1] == "chrome"] == []


@pytest.mark.parametrize("name", PAGES)
def test_what_is_evidence_is_salvaged(name):
    assert [row for row in judged(name) if row[0] == "M" and row[1] == "chrome"] == []


@pytest.mark.parametrize("pages", SETS)
def test_nearly_all_chrome_is_hidden(pages):
    rows = [row for name in SETS[pages] for row in judged(name) if row[0] == "C"]
    hidden = sum(label == "chrome" for _, label, _ in rows)
    assert hidden / len(rows) >= 0.97, Counter(line for _, label, line in rows if label != "chrome").most_common(20)


def test_headlines_are_found():
    rows = [row for name in PAGES for row in judged(name) if row[0] == "H"]
    assert sum(label == "headline" for _, label, _ in rows) / len(rows) >= 0.9
