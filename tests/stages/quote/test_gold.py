"""Floors of quality: our own gold of nested speech, and the measuring data where it is there.  Floors only rise."""

import json
from pathlib import Path

import pytest

from retold.errors import NoInput, WrongUse
from retold.evaluate.marked import read_marked
from retold.evaluate.quotations import score

GOLD = Path(__file__).parent / "gold"


@pytest.mark.parametrize("name", ["chains_open", "chains_held"])
def test_the_gold_is_what_its_marked_sentences_say(name):
    lines = (GOLD / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert rows == [read_marked(line, f"{name}-{n:03d}") for n, line in enumerate(lines, 1)]


@pytest.mark.parametrize(("name", "chains"), [("chains_open", 88.0), ("chains_held", 80.0)])
def test_chains_of_our_own_gold(name, chains):
    figures = score(GOLD / f"{name}.jsonl")
    assert figures["chain_exact_percent"] >= chains
    assert figures["end_to_end"]["all"]["f1"] >= 86


@pytest.mark.shared
def test_the_first_articles_of_the_measuring_data(shared, tmp_path):
    rows = (shared / "data" / "quotes" / "polnear_dev.jsonl").read_text(encoding="utf-8").splitlines()[:20]
    few = tmp_path / "few.jsonl"
    few.write_text("\n".join(rows), encoding="utf-8")
    figures = score(few)
    assert figures["iou"]["speech"]["f1"] >= 75
    assert figures["end_to_end"]["speech"]["f1"] >= 68


def test_a_bracket_that_is_not_closed_is_named():
    with pytest.raises(WrongUse, match="not closed"):
        read_marked("[s1 Quill said.", "a")


def test_an_empty_file_is_no_gold(tmp_path):
    (tmp_path / "empty.jsonl").write_text("\n")
    with pytest.raises(NoInput):
        score(tmp_path / "empty.jsonl")
