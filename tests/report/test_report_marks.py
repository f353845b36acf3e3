"""Overlapping ranges become well-formed nested marks that keep the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retold.records import Block, Span
from retold.report.marks import Mark, paragraphs

TEXT = "The reeve said the dyke holds.\nNobody else was asked.\nThe end."
LINES = [(0, 30), (31, 53), (54, 62)]
BLOCKS = [Block("d", Span(a, b), "body", "", 1.0) for a, b in LINES]
RANGES = st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=8)


@given(RANGES)
def test_marks_nest_and_keep_the_text_whatever_overlaps(ranges):
    marks = [Mark(min(r), max(r), f"m{i}", "") for i, r in enumerate(ranges)]
    written, left = paragraphs(TEXT, BLOCKS, marks)
    covered = {m.id: "" for m in marks}
    firsts: list[str] = []
    for block, paragraph in zip(BLOCKS, written, strict=True):
        stack: list[Mark] = []
        for step in paragraph.steps:
            if step.act == "open":
                stack.append(step.mark)
                firsts += [step.mark.id] * step.first
            elif step.act == "close":
                assert stack.pop() == step.mark
            else:
                for mark in stack:
                    covered[mark.id] += step.text
        assert stack == []
        text = "".join(s.text for s in paragraph.steps if s.act == "text")
        assert text == TEXT[block.span.start : block.span.end]
    assert len(firsts) == len(set(firsts))
    assert sorted(firsts + [m.id for m in left]) == sorted(m.id for m in marks)
    for mark in marks:
        inside = "".join(TEXT[max(mark.start, a) : max(mark.start, min(mark.end, b))] for a, b in LINES)
        assert covered[mark.id] == inside


def test_a_note_stands_once_at_the_end_of_its_last_part():
    long, crossing = Mark(4, 40, "a"), Mark(20, 45, "b")
    written, _ = paragraphs(TEXT, BLOCKS, [long, crossing])
    lasts = [(n, s.mark.id) for n, p in enumerate(written) for s in p.steps if s.last]
    assert lasts == [(1, "a"), (1, "b")]
