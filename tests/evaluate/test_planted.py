"""The generator of planted conflicts: what it plants, that it is the same in every run, and how findings are counted."""

import json
from collections import Counter
from random import Random

import pytest

from retold.errors import NoInput
from retold.evaluate import planted
from retold.evaluate.planted.articles import Article, Excerpt, articles
from retold.evaluate.planted.conflicts import conflicts
from retold.evaluate.planted.edits import Edit, apart, applied
from retold.evaluate.planted.near_misses import SYNONYMS, dated, near_misses
from retold.records import Span
from retold.stages.words import normal

TEXT = """Saltmere weighs a new harbour wall

The council of Saltmere met twice in the spring. The wall has been a worry for years.

“We will rebuild it with forty men from Norway, and it will not cost $12 million,” Ingrid Halvorsen said on Tuesday.

Mayor Tomas Brandt said that the council has offered to lease the pier to the ferry company in April 2014.

“The storms do not wait for us. The wall is old, and we are not rich,” Ingrid Halvorsen said.

Erik Sandvik told the paper on June 4 that the town might help the fishermen in Norway with 300 crates.

“We cannot choose between the ferry and the boats,” Erik Sandvik said.
"""


@pytest.fixture(scope="module")
def made():
    found = []
    for seed in range(12):
        found += planted.pairs([Article(TEXT, "2016-05-09")], 12, seed)
    return found


def excerpt(sentence, content, source, cue, published="2016-05-09", kind="direct", names=()):
    text = f"Saltmere weighs a wall\n\n{sentence}"
    at = text.index(sentence)

    def span(part):
        start = text.index(part, at)
        return (Span(start, start + len(part)),)

    return Excerpt(
        text, published, kind, span(content), span(source), span(cue), Span(at, at + len(sentence)), tuple(names)
    )


def test_the_same_seed_gives_the_same_pairs(made):
    again = list(planted.pairs([Article(TEXT, "2016-05-09")], 12, 0))
    assert again == made[: len(again)]
    assert again


def test_most_kinds_are_planted(made):
    kinds = {p.kind for p in made}
    assert {"number", "negation", "place", "date", "strength", "speaker"} <= kinds
    assert kinds & set(near_misses())


def test_the_places_are_where_the_texts_part(made):
    for pair in made:
        before, after = pair.texts
        assert before != after
        for text, places in zip(pair.texts, pair.places, strict=True):
            assert all(0 <= p.start <= p.end <= len(text) for p in places)
        if pair.kind != "other occasion":
            left, right = (
                [text[p.start : p.end] for p in places] for text, places in zip(pair.texts, pair.places, strict=True)
            )
            assert left != right


EXAMPLES = [
    (
        "speaker",
        "“The wall is old,” Ingrid Halvorsen said.",
        "The wall is old",
        "Ingrid Halvorsen",
        "said",
        "Ingrid Halvorsen",
    ),
    (
        "date",
        "“The wall is old,” Ingrid Halvorsen said on Tuesday.",
        "The wall is old",
        "Ingrid Halvorsen",
        "said",
        "Tuesday",
    ),
    (
        "number",
        "“It takes forty men,” Ingrid Halvorsen said.",
        "It takes forty men",
        "Ingrid Halvorsen",
        "said",
        "forty",
    ),
    ("place", "“The stone comes from Norway,” she said.", "The stone comes from Norway", "she", "said", "Norway"),
    ("negation", "“The wall is safe,” she said.", "The wall is safe", "she", "said", "is"),
    ("strength", "“The wall may be rebuilt,” she said.", "The wall may be rebuilt", "she", "said", "may"),
]


@pytest.mark.parametrize(("kind", "sentence", "content", "source", "cue", "word"), EXAMPLES)
def test_a_conflict_changes_the_word_that_matters(kind, sentence, content, source, cue, word):
    given = excerpt(sentence, content, source, cue, names=("Ingrid Halvorsen",))
    for seed in range(5):
        edits = conflicts()[kind](given, Random(seed))
        assert [given.text[e.start : e.end] for e in edits] == [word]
        assert all(e.new != word for e in edits)


@pytest.mark.parametrize(
    ("kind", "sentence", "content", "told"),
    [
        ("coarser date", "“It is old,” Ada Brandt said on June 4.", "It is old", "“It is old,” Ada Brandt said in June."),
        ("number in words", "“It takes forty men,” Ada Brandt said.", "It takes forty men", "“It takes 40 men,” Ada Brandt said."),
        ("contraction", "“We cannot choose it,” Ada Brandt said.", "We cannot choose it", "“We can’t choose it,” Ada Brandt said."),
        ("split sentence", "“It is old, and we wait,” Ada Brandt said.", "It is old, and we wait", "“It is old. And we wait,” Ada Brandt said."),
        ("merged sentence", "“It is old. We wait,” Ada Brandt said.", "It is old. We wait", "“It is old, and we wait,” Ada Brandt said."),
        ("indirect speech", "“We will wait,” Ada Brandt said.", "We will wait", "Ada Brandt said that they would wait."),
        ("cue moved", "“We will wait,” Ada Brandt said.", "We will wait", "Ada Brandt said: “We will wait.”"),
        ("synonym", "“We will begin,” Ada Brandt said.", "We will begin", "“We will start,” Ada Brandt said."),
        ("british spelling", "“We favor it,” Ada Brandt said.", "We favor it", "“We favour it,” Ada Brandt said."),
        ("title dropped", "“It is old,” Mayor Ada Brandt said.", "It is old", "“It is old,” Ada Brandt said."),
    ],
)  # fmt: skip
def test_a_near_miss_keeps_the_matter(kind, sentence, content, told):
    source = "Mayor Ada Brandt" if "Mayor" in sentence else "Ada Brandt"
    given = excerpt(sentence, content, source, "said", names=("Ada Brandt",))
    seen = {applied(given.text, near_misses()[kind](given, Random(seed)))[0].split("\n\n")[1] for seed in range(6)}
    assert told in seen


def test_another_occasion_is_dated_on_both_sides():
    words = "The wall is old and the town is poor and nobody wants to pay"
    given = excerpt(f"“{words},” Ada Brandt said.", words, "Ada Brandt", "said")
    (edit,) = near_misses()["other occasion"](given, Random(1))
    assert "In an interview on 12 March" in edit.new
    assert "2016" in dated(given)[0].new


def test_the_synonyms_are_the_lexicons():
    for pair in SYNONYMS:
        one, other = pair.split("/")
        assert normal(one) == normal(other), pair


def test_edits_say_where_they_went():
    text, places = applied("forty men and a boat", [Edit(0, 5, "14"), Edit(16, 20, "ship")])
    assert text == "14 men and a ship"
    assert [text[p.start : p.end] for p in places] == ["14", "ship"]
    assert apart([Edit(0, 5, "")], [Edit(16, 20, "")])
    assert not apart([Edit(0, 5, "")], [Edit(6, 9, "")])


def pair(kind, before, after, old, new):
    places = tuple((Span(t.index(w), t.index(w) + len(w)),) for t, w in ((before, old), (after, new)))
    return planted.Pair(kind, kind in conflicts(), "2016-05-09", (before, after), places)


def test_a_planted_number_is_found_and_a_contraction_is_silent():
    said = (
        "Saltmere weighs a wall\n\n“We do not need more than forty men from the ferry company,” Ingrid Halvorsen said."
    )
    kinds, _, found = planted.judged(pair("number", said, said.replace("forty", "fourteen"), "forty", "fourteen"))
    assert found
    assert "number" in kinds
    _, alarm, _ = planted.judged(pair("contraction", said, said.replace("do not", "don’t"), "do not", "don’t"))
    assert not alarm


def test_a_finding_on_other_words_does_not_count():
    said = "Saltmere weighs a wall\n\n“We need forty men from the ferry company,” Ingrid Halvorsen said."
    elsewhere = pair("number", said, said.replace("forty", "fourteen"), "Saltmere", "Saltmere")
    assert not planted.judged(elsewhere)[2]


def test_the_scores_add_up(tmp_path):
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps({"text": TEXT, "date": "2016-05-09"}) + "\n", encoding="utf-8")
    scores = planted.score(file, count=8)
    made = Counter({k: v["planted"] for k, v in scores["conflicts"].items()})
    made.update({k: v["made"] for k, v in scores["near_misses"].items()})
    assert sum(made.values()) == scores["statements"] > 0
    for figures in scores["conflicts"].values():
        assert figures["found"] <= figures["planted"]


def test_a_folder_of_texts_will_do_and_an_empty_one_is_said(tmp_path):
    with pytest.raises(NoInput):
        articles(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert [a.text for a in articles(tmp_path)] == [TEXT]


@pytest.mark.shared
def test_the_figures_stay_where_they_are(shared):
    scores = planted.score(shared / "data" / "quotes" / "polnear_train.jsonl", count=60)
    found = sum(v["found"] for v in scores["conflicts"].values())
    wrong = sum(v["wrong"] for v in scores["conflicts"].values())
    assert found / sum(v["planted"] for v in scores["conflicts"].values()) >= 0.85
    assert wrong <= 0.1 * found
    assert scores["false_alarms"] <= 0.05
