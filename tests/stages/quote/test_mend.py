"""Speech whose opening or closing mark is missing is rebuilt where a cue tells of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.records import Block, Diagnostic, Document, Quotation, Span
from retold.settings import Quote
from retold.stages.quote import Quoter, quotations
from retold.stages.quote.mend import mended


def inner(text, **known):
    return [text[m.inner_start : m.inner_end] for m in mended(text, **known).spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lock is shut,” she said.", ["The lock is shut,"]),
        ("It was late. The lock is shut,” Quill said.", ["The lock is shut,"]),
        ("It was late. I am tired. We go home,” Quill said.", ["I am tired. We go home,"]),
        ("Quill said: The lock is shut.”", ["The lock is shut."]),
        ('"The lock is shut," Quill said. It opens in May," he added.', ["The lock is shut,", "It opens in May,"]),
        ("“The lock is shut, Quill said. The rain went on.", ["The lock is shut,"]),
        ('"The lock is shut, she said. "It opens in May," she added.', ["The lock is shut,", "It opens in May,"]),
        ("“ “The lock is shut,” Quill said.", ["The lock is shut,"]),
        ("“The lock is shut. “It opens in May,” Quill said.", ["The lock is shut. “It opens in May,"]),
        ("He says,” the lock is shut.”", ["the lock is shut."]),
        ("\u202a”The lock is shut,” Quill said.", ["The lock is shut,"]),
    ],
)
def test_a_missing_mark_is_put_where_the_cue_says(text, expected):
    assert inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The lock was shut and the rain went on.”",
        "The board is 7.9” wide.",
        "Read more »",
        "The lock was shut.” It rained.",
    ],
)
def test_nothing_is_rebuilt_without_a_sign_that_it_was_said(text):
    assert inner(text) == []


def test_an_open_mark_is_no_mistake_where_the_next_paragraph_goes_on():
    text = "“The lock is shut. “Why?” they asked. I had no answer."
    assert inner(text, goes_on=True)[0] == text[1:]


def test_a_closing_mark_ends_what_the_paragraph_before_left_open():
    (span,) = mended("And then we left.”", resumes=True).spans
    assert (span.resumes, span.inner_start, span.inner_end) == (True, 0, 17)


def read(text):
    document = Document("d", "", "d.txt", "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
    return list(Quoter(Quote())((document,), (Block("d", Span(0, len(text)), "body", "", 1.0),)))


@pytest.mark.parametrize(
    ("text", "code", "said", "source"),
    [
        ("It rained. The lock is shut,” Quill said on Tuesday.", "unopened-mark", "The lock is shut", "Quill"),
        ("“The lock is shut, Quill said. It rained.", "unclosed-mark", "The lock is shut", "Quill"),
        ("In May the mayor said: The lock is shut.”", "unopened-mark", "The lock is shut.", "the mayor"),
    ],
)
def test_rebuilt_speech_is_a_quotation_and_a_diagnostic(text, code, said, source):
    found = read(text)
    assert [d.code for d in found if isinstance(d, Diagnostic)] == [code]
    (quotation,) = [q for q in found if isinstance(q, Quotation)]
    assert [text[s.start : s.end] for s in quotation.content] == [said]
    assert [text[s.start : s.end] for s in quotation.source] == [source]
    assert quotation.kind == "direct"


def test_words_left_open_belong_to_the_speaker_named_where_they_go_on():
    text = "“The lock is shut. It leaks.\n“It opens in May,” Quill said."
    sources = {text[q.source[0].start : q.source[0].end] for q in next(quotations([text]))}
    assert sources == {"Quill"}


@pytest.mark.parametrize("text", ['"The lock is shut." Quill said.', '"The lock is shut" Quill said.'])
def test_marks_without_a_comma_before_the_cue(text):
    (found,) = next(quotations([text]))
    assert found.frame == "after-marks"
    assert text[found.source[0].start : found.source[0].end] == "Quill"


@given(
    st.lists(st.sampled_from(["“", "”", '"', " ", "Quill", " said", ",", ". ", "It rained", "7", "»"]), max_size=40),
    st.booleans(),
    st.booleans(),
)
def test_mended_spans_stand_in_the_text_and_nest(parts, resumes, goes_on):
    text = "".join(parts)
    spans = mended(text, resumes, goes_on).spans
    for m in spans:
        assert 0 <= m.start <= m.inner_start < m.inner_end <= m.end <= len(text)
        if m.parent >= 0:
            assert spans[m.parent].start <= m.start
            assert m.end <= spans[m.parent].end
    for q in next(quotations([text])):
        assert all(0 <= s.start < s.end <= len(text) for s in (*q.content, *q.source, *q.cue))
