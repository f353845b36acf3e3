"""Invented stories, from their files to their findings, against pinned floors.

*ferry* is a hearing told by six sites, with its minutes as record; *bridge* a talk on a night train, told by a memorandum,
a memoir and the press; *dam* an inquiry, *dinner* a banker's remarks behind closed doors, *forgery* a trial, *launch* a failed
start, *stadium* a roof that fell, *lighthouse* peace talks, *breakfast* words off the record, *doping* an inquiry: these
eight mostly told in other words.  All were written, and annotated, by somebody who had not seen this code.  Rules have been
mended since with *ferry*, *bridge*, *dam*, *forgery*, *launch*, *stadium* and *breakfast* in sight.  The texts of *dinner*
and *doping* nobody who works on the rules has opened, of *lighthouse* only the chrome of its pages was looked at: these
say best what a new story would reach.  (The six numbers by which tellings are matched were learnt on all ten; each story
left out in turn they reach the same, ``docs/decisions/0080``.)  The floors are what was reached, rounded down: they may rise, and fall only where the stories
together gain by it.  So it was when surroundings came to count in matching (``0078``), when plain text got a line model
(``0019``), when *the Ambassador* of one page became the one ambassador whom the others name, and when five traits came to
weigh as much as the words (``0080``: *bridge* and *ferry* lost some precision, *lighthouse* a critical finding).
"""

import json
from pathlib import Path

import pytest

from retold.errors import NoInput
from retold.evaluate import cases

GOLDEN = Path(__file__).parent
FLOORS = {
    "ferry": {
        "quotations": {"precision": 0.94, "recall": 0.9, "f1": 0.92},
        "statements": {"precision": 0.87, "recall": 0.59, "f1": 0.7},
        "discrepancies": {"critical": 2, "high": 20, "medium": 14, "low": 5, "true": 0.85},
    },
    "bridge": {
        "quotations": {"precision": 0.96, "recall": 0.9, "f1": 0.93},
        "statements": {"precision": 0.91, "recall": 0.66, "f1": 0.77},
        "discrepancies": {"critical": 4, "high": 14, "medium": 12, "low": 5, "true": 0.76},
    },
    "dam": {
        "quotations": {"precision": 0.84, "recall": 0.85, "f1": 0.85},
        "statements": {"precision": 0.73, "recall": 0.56, "f1": 0.63},
        "discrepancies": {"critical": 2, "high": 3, "medium": 6, "low": 3, "true": 0.61},
    },
    "dinner": {
        "quotations": {"precision": 0.83, "recall": 0.78, "f1": 0.8},
        "statements": {"precision": 0.68, "recall": 0.46, "f1": 0.55},
        "discrepancies": {"critical": 1, "high": 4, "medium": 7, "low": 3, "true": 0.7},
    },
    "forgery": {
        "quotations": {"precision": 0.84, "recall": 0.65, "f1": 0.73},
        "statements": {"precision": 0.7, "recall": 0.68, "f1": 0.69},
        "discrepancies": {"critical": 1, "high": 6, "medium": 6, "low": 4, "true": 0.45},
    },
    "launch": {
        "quotations": {"precision": 0.81, "recall": 0.64, "f1": 0.71},
        "statements": {"precision": 0.52, "recall": 0.45, "f1": 0.49},
        "discrepancies": {"high": 5, "medium": 4, "low": 2, "true": 0.63},
    },
    "stadium": {
        "quotations": {"precision": 0.86, "recall": 0.85, "f1": 0.85},
        "statements": {"precision": 0.72, "recall": 0.43, "f1": 0.54},
        "discrepancies": {"critical": 1, "high": 4, "medium": 4, "true": 0.63},
    },
    "lighthouse": {
        "quotations": {"precision": 0.88, "recall": 0.79, "f1": 0.83},
        "statements": {"precision": 0.61, "recall": 0.3, "f1": 0.41},
        "discrepancies": {"critical": 1, "high": 1, "medium": 5, "low": 4, "true": 0.58},
    },
    "breakfast": {
        "quotations": {"precision": 0.73, "recall": 0.74, "f1": 0.73},
        "statements": {"precision": 0.62, "recall": 0.46, "f1": 0.53},
        "discrepancies": {"critical": 1, "high": 1, "medium": 2, "low": 2, "true": 0.64},
    },
    "doping": {
        "quotations": {"precision": 0.87, "recall": 0.68, "f1": 0.76},
        "statements": {"precision": 0.45, "recall": 0.31, "f1": 0.37},
        "discrepancies": {"high": 2, "low": 1, "true": 0.57},
    },
}
"""What each story must reach at least: shares of quotations and of pairs of tellings, and discrepancies found by severity
(of 2, 24, 20 and 11 in *ferry*, of 4, 21, 18 and 8 in *bridge*, of 3, 12, 14 and 10 in *dam*, of 3, 12, 13 and 10 in
*dinner*, of 3, 12, 14 and 10 in *forgery*, of 3, 12, 14 and 9 in *launch*; of 3, 12, 14 and 9 or 10 in the last
four; where none is found none is asked for); ``true``
is the share of those reported."""


@pytest.fixture(scope="module", params=sorted(FLOORS))
def story(request):
    """The name of a story and the figures that it reaches."""
    return request.param, cases.score(GOLDEN / request.param)


@pytest.mark.parametrize("what", ["quotations", "statements", "discrepancies"])
def test_a_story_reaches_its_floors(story, what):
    name, reached = story
    figures = {k: v[0] if isinstance(v, tuple) else v for k, v in reached[what].items()}
    fallen = {k: (figures[k], floor) for k, floor in FLOORS[name][what].items() if figures[k] < floor}
    assert not fallen, f"{name}, {what}: reached and floor {fallen}"


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_gold_says_the_words_that_stand_at_its_offsets(name):
    gold = json.loads((GOLDEN / name / "gold.json").read_text(encoding="utf-8"))
    text = {
        n: (GOLDEN / name / "documents" / d["file"]).read_bytes().decode("utf-8") for n, d in gold["documents"].items()
    }
    for q in gold["quotations"]:
        assert " … ".join(text[q["doc"]][a:b] for a, b in q["content"]) == q["text"]
    for discrepancy in gold["discrepancies"]:
        assert all(text[doc][a:b] == words for doc, a, b, words in discrepancy["spans"])
    known = {q["id"] for q in gold["quotations"]}
    assert all(set(s["tellings"]) <= known for s in gold["statements"])


def test_a_folder_without_gold_says_so(tmp_path):
    with pytest.raises(NoInput, match="gold"):
        cases.score(tmp_path)
    (tmp_path / "gold.json").write_text('{"documents": {"a": {"file": "a.txt"}}}', encoding="utf-8")
    with pytest.raises(NoInput, match=r"a\.txt"):
        cases.score(tmp_path)
