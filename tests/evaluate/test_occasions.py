import json

import pytest

from retold.errors import NoInput
from retold.evaluate import occasions

TEXT = """Lorne, 4 May 2004

Mayor Ada Holm met Erik Dahl in Lorne on 3 May 2004. "The harbour will stay open," Holm told Dahl at the meeting.

In a letter to the council on 1 March 2004, Holm wrote: "We shall sell the quay before the winter."
"""


@pytest.fixture
def gold(tmp_path):
    def quotation(key, words, speaker, occasion):
        start = TEXT.index(words)
        content = [{"start": start, "end": start + len(words)}]
        return {"id": key, "doc": "a", "content": content, "speaker": speaker, "occasion": occasion}

    import hashlib

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    told = [
        quotation("Q1", "The harbour will stay open,", "Ada Holm", "meeting in Lorne"),
        quotation("Q2", "We shall sell the quay before the winter.", "Ada Holm", "letter (as quoted)"),
    ]
    file = tmp_path / "gold.json"
    file.write_text(json.dumps({"documents": {"a": {"file": "a.txt", "sha256": sha}}, "quotations": told}))
    return file


def test_speakers_and_occasions_of_a_story_are_scored(gold):
    found = occasions.score(gold)
    assert found["matched"] == 2
    assert found["speaker"] == {"of": 2, "right": 2, "unsure": 0, "doubted": 0}
    assert found["occasion"]["right_as_printed"] == found["occasion"]["of"] == 2
    assert occasions.score(gold.parent) == found


def test_neither_one_big_occasion_nor_many_small_ones_pay():
    theirs = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert occasions._wrong(theirs, dict.fromkeys("abcd", "o")) == ["c", "d"]
    assert len(occasions._wrong(theirs, {k: k for k in "abcd"})) == 2
    assert occasions._wrong(theirs, {"a": "p", "b": "p", "c": "none q", "d": "r"}) == ["c"]


def test_a_remark_in_brackets_makes_no_other_occasion():
    labels = {"talk in Lorne 2000-05-03", "talk in Lorne 2000 (as recalled)", "letter (undated)"}
    assert occasions._aside("talk in Lorne 2000 (as recalled), dinner", labels) == "talk in Lorne 2000-05-03"
    assert occasions._aside("letter (undated)", labels) == "letter"
    assert occasions._aside("talk in Lorne 2000-05-03", labels) == "talk in Lorne 2000-05-03"


@pytest.mark.parametrize("given", ["no json", '{"documents": {}}', '{"documents": {"a": {}}, "quotations": [1]}'])
def test_what_is_no_gold_file_is_said_so(tmp_path, given):
    file = tmp_path / "gold.json"
    file.write_text(given)
    with pytest.raises(NoInput):
        occasions.score(file)
