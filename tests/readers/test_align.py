import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from retold.readers.align import locate, word_places


def found(passages, text):
    return [text[s.start : s.end] for s in locate(passages, text)]


def test_passages_are_found_in_order_where_they_come_twice():
    text = "Goat stops train\nThe goat stood still.\nGoat stops train"
    assert found(["Goat stops train", "The goat stood still."], text) == ["Goat stops train", "The goat stood still"]


def test_a_passage_with_a_gap_is_found_in_pieces():
    text = "The mayor said on Monday (see page two for the map) that the bridge would be rebuilt."
    assert found(["The mayor said on Monday that the bridge would be rebuilt."], text) == [
        "The mayor said on Monday",
        "that the bridge would be rebuilt",
    ]


def test_a_stray_word_of_a_passage_that_is_not_there_takes_nothing():
    assert found(["the harbour of another town altogether"], "In the harbour lay a boat.") == []


WORDS = st.lists(st.sampled_from("the a goat train stops mayor said bridge".split()), min_size=1, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_all_lines_are_found_whole_where_all_are_sought(passages):
    rows = [" ".join(words) for words in passages]
    text = "\n".join(rows)
    covered = {i for s in locate(rows, text) for i in range(s.start, s.end)}
    assert all(i in covered for i, c in enumerate(text) if c.isalnum())


@given(st.lists(WORDS, max_size=4), WORDS)
def test_spans_are_sorted_disjoint_and_inside_lines(passages, words):
    text = "\n".join(" ".join(w) for w in [*passages[1:], words])
    spans = locate([" ".join(w) for w in passages], text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(s.start < s.end and "\n" not in text[s.start : s.end] for s in spans)


@given(st.text())
def test_words_stand_where_the_expression_for_words_finds_them(text):
    spans = [match.span() for match in re.finditer(r"\w+", text)]
    assert list(zip(*word_places(text), strict=True)) == spans
