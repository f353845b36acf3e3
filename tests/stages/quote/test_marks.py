"""The automaton of quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.stages.quote.marks import MAX_DEPTH, marked


def inner(text):
    return [text[m.inner_start : m.inner_end] for m in marked(text).spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Go,” he said.", ["Go,"]),
        ('"Go," he said.', ["Go,"]),
        ("„Geh“, sagte er.", ["Geh"]),
        ("«Va», dit-il.", ["Va"]),
        ("»Geh«, sagte er.", ["Geh"]),
        ("``Go,'' he said.", ["Go,"]),
        ("‘Go,’ he said, ‘now’.", ["Go,", "now"]),
        ('" Go now ," he said.', ["Go now ,"]),
        ("She didn’t go to the sailors’ ball in the ’90s.", []),
        ("“Don’t,” she said.", ["Don’t,"]),
        ("“He said: ‘Go.’”", ["He said: ‘Go.’", "Go."]),
        ("“He said: ‘Go.”", ["He said: ‘Go.", "Go."]),
        ("It is 6'2\" long.", []),
        ("”Go,” he said.", ["Go,"]),
    ],
)
def test_marks_of_every_kind_are_paired(text, expected):
    assert inner(text) == expected


def test_an_unclosed_mark_ends_with_the_paragraph():
    (span,) = marked("He said: “Go now").spans
    assert (span.repair, span.inner_end) == ("unclosed", 16)


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_known():
    assert marked("“And then we left.”", resumes=True).spans[0].resumes


def test_marks_beyond_the_limit_are_counted_and_not_followed():
    found = marked("“" * 50 + "a" + "”" * 50)
    assert len(found.spans) <= MAX_DEPTH
    assert [what for _, what in found.odd] == ["deep"]


@given(st.text(alphabet="“”‘’\"'«»` .,aA1\n", max_size=60))
def test_spans_stand_in_the_text_and_nest(text):
    spans = marked(text).spans
    for m in spans:
        assert 0 <= m.start < m.inner_start < m.inner_end <= m.end <= len(text)
        if m.parent >= 0:
            holder = spans[m.parent]
            assert holder.start <= m.start
            assert m.end <= holder.end
