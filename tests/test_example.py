"""The harbour example, from its files to its findings: what was planted is found, and nothing false above *low*."""

import json
from pathlib import Path

import pytest

import retold
from retold.export import to_json

EXAMPLE = Path(__file__).parent.parent / "examples" / "harbour"
GOLD = json.loads((EXAMPLE / "gold.json").read_text(encoding="utf-8"))
LONGEST = 500
"""Evidence of more characters than this points at nothing and does not count."""


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The example as `retold export --to json` gives it."""
    record = EXAMPLE / "documents" / "minutes.txt"
    case = retold.run([EXAMPLE / "documents"], tmp_path_factory.mktemp("harbour"), records=[record])
    return json.loads(to_json(case))


@pytest.fixture(scope="session")
def names(example):
    """The short name of each document in gold.json, by its id in the case."""
    by_sha = {d["sha256"]: name for name, d in GOLD["documents"].items()}
    return {d["id"]: by_sha[d["sha256"]] for d in example["documents"]}


def touched(reported, planted, names):
    """The documents in which a reported discrepancy has evidence on the words of a planted one."""
    return {
        name
        for evidence in reported["evidence"]
        for span in planted["spans"]
        if span["doc"] == (name := names[evidence["document"]])
        and evidence["end"] - evidence["start"] <= LONGEST
        and evidence["start"] < span["end"]
        and span["start"] < evidence["end"]
    }


def is_found(planted, reported, names):
    """The right kind, with evidence on the planted words on both sides of the parting."""
    found = touched(reported, planted, names)
    deviant = set(planted["deviant"])
    sides = found & deviant, found - deviant
    return reported["kind"] in planted["found_as"] and all(sides if len(planted["docs"]) > 1 else sides[:1])


def is_true_omission(reported, names):
    """Whether the words that are said to be left out really stand in no telling of one of the documents."""
    told, *others = reported["evidence"]
    quoted = {
        q["id"]
        for q in GOLD["quotations"]
        for span in q["content"]
        if q["doc"] == names[told["document"]] and told["start"] < span["end"] and span["start"] < told["end"]
    }
    left_out_by = {names[i] for i in reported["documents"]} - {names[told["document"]]}
    tellers = [set(s["docs"]) for s in GOLD["statements"] if quoted & {r["q"] for r in s["readings"]}]
    return reported["kind"] == "omission" and bool(others) and any(left_out_by - docs for docs in tellers)


def test_all_ten_documents_are_read_as_they_were_marked(example, names):
    assert sorted(names.values()) == sorted(GOLD["documents"])
    for document in example["documents"]:
        assert len(document["text"]) == GOLD["documents"][names[document["id"]]]["n_chars"]


@pytest.mark.parametrize("planted", GOLD["discrepancies"], ids=lambda d: f"{d['id']}-{d['type']}".replace(" ", "-"))
def test_what_was_planted_is_found(planted, example, names):
    assert any(is_found(planted, reported, names) for reported in example["discrepancies"])


def test_nothing_false_is_reported_above_low(example, names):
    graver = [d for d in example["discrepancies"] if d["severity"] != "low"]
    assert graver
    false = [
        (d["kind"], d["severity"], d["why"])
        for d in graver
        if not any(is_found(planted, d, names) for planted in GOLD["discrepancies"]) and not is_true_omission(d, names)
    ]
    assert false == []


def test_the_quarrel_of_1996_is_no_telling_of_the_talk(example, names):
    documents = {q["id"]: names[q["document"]] for q in example["quotations"]}
    told = [(s["label"], {documents[w] for w in s["witnesses"]}) for s in example["statements"]]
    mixed = [label for label, tellers in told if "older" in tellers and len(tellers) > 1]
    assert mixed == []


def test_nothing_is_found_in_a_column_without_sources(example, names):
    assert [d["why"] for d in example["discrepancies"] if "opinion" in {names[i] for i in d["documents"]}] == []


def test_the_renamed_president_comes_first(example, names):
    first = example["discrepancies"][0]
    renamed = [d for d in GOLD["discrepancies"] if d["severity"] == "critical"]
    assert any(is_found(planted, first, names) for planted in renamed)
    assert first["severity"] == "critical"


def test_the_record_gives_each_statement_to_one_speaker(example, names):
    said = [
        {t["speaker"] for t in s["tellings"] if names[t["document"]] == "minutes" and t["speaker"]}
        for s in example["statements"]
    ]
    assert any(said)
    assert max(map(len, said)) == 1
