"""A place is found again, or it is not found: never a look-alike."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.decisions import find, place_of
from small_case import document

TEXT = (
    "The reeve said the outer dyke holds until the spring tide.\n"
    "Asked again, the miller said that the dyke holds.\n"
    "The weir was not spoken of at all, said the clerk of the court.\n"
)
DOC = document("d1", TEXT, "outlet")


def at(text, words, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def changed(text):
    return replace(DOC, id="d9", sha256="new", text=text)


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 60))
def test_in_the_same_file_a_place_is_where_it_was(start, length):
    end = min(len(TEXT), start + length)
    found = find(place_of(DOC, start, end), [DOC])
    assert (found.start, found.end) == (start, end)


def test_words_that_moved_are_found_by_their_surroundings():
    place = place_of(DOC, *at(TEXT, "dyke holds", 1))
    new = "A new first paragraph.\n" + TEXT
    found = find(place, [changed(new)])
    assert found.start == at(new, "dyke holds", 1)[0]
    assert found.document == "d9"


def test_words_that_were_edited_a_little_are_found_once():
    place = place_of(DOC, *at(TEXT, "The weir was not spoken of at all"))
    new = TEXT.replace("spoken of at all", "spoken about at all")
    found = find(place, [changed(new)])
    assert new[found.start : found.end] == "The weir was not spoken about at all"


def test_two_that_are_as_like_are_none():
    place = place_of(DOC, *at(TEXT, "The weir was not spoken of at all"))
    twice = TEXT.replace("The weir was not spoken of at all", "The weir was not spoken of by all")
    twice += "The weir was not spoken of by all."
    assert find(place, [changed(twice)]) is None


@pytest.mark.parametrize("words", ["dyke holds", "the miller said that the dyke holds"])
def test_words_that_are_gone_are_not_found_elsewhere(words):
    place = place_of(DOC, *at(TEXT, words))
    assert find(place, [changed("Something else entirely stands here now.\n" * 3)]) is None


def test_a_copy_of_the_words_in_another_file_is_never_taken():
    copy = replace(DOC, id="d2", sha256="other", path="pages/copy.txt")
    assert find(place_of(DOC, *at(TEXT, "dyke holds")), [copy]) is None


def test_a_whole_document_is_found_by_hash_or_by_path():
    assert find(place_of(DOC), [DOC]).document == "d1"
    assert find(place_of(DOC), [changed("x")]).document == "d9"
    assert find(place_of(DOC), []) is None


def test_repeated_short_words_need_their_surroundings():
    text = "said, " * 40
    doc = replace(DOC, text=text)
    place = place_of(doc, 120, 124)
    assert find(place, [replace(changed("x. " + text), path=doc.path)]) is None
