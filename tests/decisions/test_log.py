"""The log: appended, never changed; nothing that was written is lost."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.decisions import FILE, Log, Place, append, counting, decide, merge, read
from retold.errors import WrongUse

HERE = Place("ab" * 32, "pages/a.txt", 4, "the dyke", "of ", " holds")


def note(text, time="2024-01-01T00:00:00+00:00", who="AB"):
    return decide(who, "note", time, about="document", target=(HERE,), value=text)


def test_what_is_appended_is_read_back(tmp_path):
    path = tmp_path / FILE
    one, two = note("first \u2028 \ud800"), decide("CD", "dismiss", about="discrepancy", kind="date", target=(HERE,))
    append(path, [one])
    append(path, [two])
    assert read(path) == Log((one, two))


def test_an_absent_log_is_empty(tmp_path):
    assert read(tmp_path / FILE) == Log(())


def test_a_half_written_line_is_listed_and_spoils_no_other(tmp_path):
    path = tmp_path / FILE
    append(path, [note("a")])
    with path.open("ab") as log:
        log.write(b'{"id": "D1", "time"')
    append(path, [note("b")])
    log = read(path)
    assert [d.value for d in log.decisions] == ["a", "b"]
    assert log.broken == (2,)
    assert path.read_bytes().count(b"\n") == 3


@given(st.binary(max_size=60))
def test_any_line_at_all_is_read_or_listed(tmp_path_factory, junk):
    path = tmp_path_factory.mktemp("log") / FILE
    path.write_bytes(junk + b"\n")
    append(path, [note("kept")])
    log = read(path)
    assert log.decisions[-1].value == "kept"
    assert len(log.broken) + len(log.decisions) >= 1 + any(line.strip() for line in junk.split(b"\n"))


@pytest.mark.parametrize(
    "line",
    ["[]", "null", '"x"', '{"id": "D1"}', '{"id": 3, "time": "", "who": "", "act": "note"}', "[" * 5000,
     '{"id":"D1","time":"t","who":"w","act":"note","about":"document","value":"v","target":[{"sha256":1,"path":"p"}]}'],
)  # fmt: skip
def test_a_line_that_is_no_decision_is_listed(tmp_path, line):
    path = tmp_path / FILE
    path.write_text(line + "\n")
    assert read(path) == Log((), (1,))


def test_many_writers_lose_nothing(tmp_path):
    path = tmp_path / FILE
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: append(path, [note(f"n{n}")]), range(100)))
    assert sorted(d.value for d in read(path).decisions) == sorted(f"n{n}" for n in range(100))


def test_logs_merge_to_the_same_whichever_comes_first():
    one, two, three = note("a", "2024-01-03"), note("b", "2024-01-01"), note("c", "2024-01-02", "CD")
    left, right = Log((one, two)), Log((three, two))
    assert merge([left, right]) == merge([right, left]) == (two, three, one)


def test_a_retracted_act_does_not_count_and_counts_again_when_that_is_retracted():
    act = note("a", "2024-01-01")
    undo = decide("AB", "retract", "2024-01-02", supersedes=act.id)
    redo = decide("AB", "retract", "2024-01-03", supersedes=undo.id)
    assert counting([act]) == [act]
    assert counting([act, undo]) == []
    assert counting([act, undo, redo]) == [act]


def test_the_last_answer_to_one_question_counts_and_every_note_is_kept():
    yes = decide("AB", "confirm", "2024-01-01", about="discrepancy", kind="date", target=(HERE,))
    no = decide("CD", "dismiss", "2024-01-02", about="discrepancy", kind="date", target=(HERE,))
    other = decide("CD", "dismiss", "2024-01-01", about="discrepancy", kind="speaker", target=(HERE,))
    notes = [note("a"), note("b")]
    assert set(counting([no, yes, other, *notes])) == {no, other, *notes}


@pytest.mark.parametrize(
    ("act", "more", "word"),
    [
        ("burn", {}, "there are: confirm"),
        ("retract", {}, "supersedes"),
        ("note", {"about": "document", "target": (HERE,)}, "needs a value"),
        ("same", {"about": "quotation", "target": (HERE,)}, "needs 2 places"),
        ("confirm", {"about": "weather", "target": (HERE,)}, "about one of"),
    ],
)
def test_a_wrong_act_is_refused_with_what_is_allowed(act, more, word):
    with pytest.raises(WrongUse, match=word):
        decide("AB", act, **more)


def test_an_id_is_made_from_the_content():
    assert note("a").id == note("a").id != note("b").id
    assert json.loads(json.dumps(note("a").id)) == note("a").id
