"""The learned judge: what it sees, what it drops, and how it is trained and set."""

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold import cli
from retold.errors import WrongSettings, WrongUse
from retold.evaluate.train import fit, is_held, train
from retold.records import Block, Document, Quotation, Span
from retold.settings import Quote
from retold.stages.quote import Quoter, quotations
from retold.stages.quote.judge import FORMAT, Judge, features, load

GOLD = Path(__file__).parent / "gold"
TEXT = "The mayor said that Quill had promised to reopen the bridge."


def weights(path, threshold=0.5, **given):
    path.write_text(json.dumps({"format": FORMAT, "threshold": threshold, "weights": given}), encoding="utf-8")
    return str(path)


def odd_gold(path):
    """Our gold, and eighty texts in which a thing indicates something; there nothing counts as a quotation."""
    rows = [json.loads(line) for line in (GOLD / "chains_open.jsonl").read_text(encoding="utf-8").splitlines()]
    again = [{"id": f"odd-{n}", "text": f"It indicated that dock {n} leaks.", "quotations": []} for n in range(80)]
    path.write_text("\n".join(json.dumps(r) for r in rows + again), encoding="utf-8")
    return path


def test_features_name_classes_and_never_words():
    (outer, inner) = next(quotations([TEXT]))
    seen = features(outer, TEXT)
    assert {"frame clause", "cue say", "speaker common", "opens that", "cue before", "bias"} <= seen
    assert "nested" not in seen
    assert {"nested", "strength", "speaker name", "cue commit"} <= features(inner, TEXT)
    other = TEXT.replace("mayor", "pilot").replace("Quill", "Drabble").replace("bridge", "canal")
    assert [features(q, other) for q in next(quotations([other]))] == [seen, features(inner, TEXT)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She said the bridge was closed.", "speaker third"),
        ("I said the bridge was closed.", "speaker first"),
        ("Ada Quill would say that the bridge is closed.", "cue unreal"),
        ("Ada Quill said we will reopen the bridge.", "first person"),
        ("“The bridge is closed,” Ada Quill said.", "cue behind"),
        ("Quill says bridge is closed\n\nThe town is cut off.", "heading"),
    ],
)
def test_a_feature_holds_where_its_example_stands(text, name):
    assert any(name in features(q, text) for q in next(quotations([text])))
    assert not any(name in features(q, TEXT) for q in next(quotations([TEXT])))


def test_what_is_rejected_goes_and_its_nested_speech_is_held_by_what_is_around():
    outer, middle, inner = (Quotation(i, "", "indirect", (Span(0, 9),)) for i in "abc")
    chain = [replace(outer, frame="x"), replace(middle, frame="y", parent="a"), replace(inner, frame="x", parent="b")]
    kept = Judge((("frame x", 1.0), ("frame y", -1.0)), 0.5)(chain, "The mayor")
    assert [(q.id, q.parent) for q in kept] == [("a", None), ("c", "a")]
    assert [q.score for q in kept] == [round(1 / (1 + math.exp(-1)), 4)] * 2


def test_the_setting_is_used_by_the_stage_and_by_the_bare_call(tmp_path):
    none = Quote(judge=weights(tmp_path / "none.json", bias=-9.0))
    every = Quote(judge=weights(tmp_path / "all.json", bias=2.0))
    document = Document("d", "", "a.txt", "", "", "", None, "", (), None, None, "en", "unknown", "text", TEXT)
    block = Block("d", Span(0, len(TEXT)), "body", "", 1.0)
    assert list(Quoter(none)([document], [block])) == []
    assert [q.score for q in Quoter(every)([document], [block])] == [0.8808, 0.8808]
    assert next(quotations([TEXT], none)) == []
    assert len(next(quotations([TEXT], every))) == 2


def test_the_stage_prints_itself_differently_when_the_weights_change_under_the_same_path(tmp_path):
    first = repr(Quoter(Quote(judge=weights(tmp_path / "j.json", bias=1.0))))
    assert repr(Quoter(Quote(judge=weights(tmp_path / "j.json", bias=2.0)))) != first


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"format": "x"}', '{"format": "retold-judge/1", "threshold": NaN, "weights": {}}']
)
def test_a_file_that_is_no_judge_is_named(tmp_path, content):
    path = tmp_path / "bad.json"
    path.write_text(content)
    with pytest.raises(WrongSettings, match=r"bad\.json: not a judge"):
        Quoter(Quote(judge=str(path)))
    with pytest.raises(WrongSettings, match="gone"):
        load(str(tmp_path / "gone.json"))


def test_training_learns_what_the_gold_rejects(tmp_path):
    made, figures = train(odd_gold(tmp_path / "gold.jsonl"), GOLD / "chains_held.jsonl")
    before, after = figures["held out before"], figures["held out after"]
    assert after["p"] >= before["p"] + 5
    assert after["f1"] > before["f1"]
    assert figures["also after"]["predicted"] >= figures["also before"]["predicted"] - 3 > 0
    assert made["weights"]["speaker thing"] < 0 < made["weights"]["speaker name"]
    assert train(tmp_path / "gold.jsonl")[0] == made


def test_documents_are_held_out_by_their_id_alone():
    held = [is_held(f"text {n}") for n in range(3000)]
    assert 900 < sum(held) < 1100
    assert held == [is_held(f"text {n}") for n in range(3000)]


def test_what_the_annotation_does_not_cover_is_left_out(tmp_path):
    path = odd_gold(tmp_path / "gold.jsonl")
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    for row in rows:
        row["unread"] = [[0, len(row["text"])]] if row["id"].startswith("odd") else []
    path.write_text("\n".join(json.dumps(r) for r in rows))
    with pytest.raises(WrongUse, match="too little to learn from"):  # hardly anything found is wrong now
        train(path)


@given(st.lists(st.tuples(st.frozensets(st.sampled_from("abcd"), min_size=1), st.booleans()), min_size=2, max_size=30))
def test_the_fit_is_finite_and_blind_to_order(cases):
    found = dict(fit(cases))
    assert all(math.isfinite(w) and abs(w) < 40 for w in found.values())
    assert dict(fit(cases[::-1])) == pytest.approx(found, abs=2e-4)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "it is empty"),
        ("not json", "line 1: not gold"),
        ('{"text": "a"}', "line 1: not gold"),
        ('{"text": "a", "quotations": [{"content": [[0, 9]]}]}', "do not lie in the text"),
        ('{"text": "a", "quotations": 3}', "line 1: not gold"),
        (json.dumps({"text": TEXT, "quotations": []}), "too little to learn from: 1 texts"),
    ],
)
def test_bad_gold_is_named_with_its_line(tmp_path, line, message):
    path = tmp_path / "bad.jsonl"
    path.write_text(line)
    with pytest.raises(WrongUse, match=message):
        train(path)


def test_the_command_writes_weights_that_the_setting_reads(tmp_path, capsys):
    gold, out = odd_gold(tmp_path / "gold.jsonl"), tmp_path / "j.json"
    assert cli.app(["train", "--on", str(gold), "-o", str(out)], standalone_mode=False) == 0
    assert json.loads(capsys.readouterr().out)["texts"]["held out"] > 0
    assert load(str(out)).threshold > 0
    with pytest.raises(WrongUse, match="cannot be written"):
        cli.app(["train", "--on", str(gold), "-o", str(tmp_path / "no" / "j.json")], standalone_mode=False)
    with pytest.raises(WrongUse, match="cannot be read"):
        cli.app(["train", "--on", str(tmp_path / "gone"), "-o", str(out)], standalone_mode=False)
