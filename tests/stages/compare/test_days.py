"""Days and years of which one may be a slip for the other."""

import pytest

from retold.records import Interval, Moment, Span
from retold.stages.situate.expressions import expressions
from stages.compare.test_counts import pages


def dates(*rests):
    story = pages(*rests)
    for document in story.documents:
        for e in expressions(document.text):
            story.moments.append(Moment(document.id, Span(e.start, e.end), Interval(None, None, "unknown")))
    return [d for d in story.compared() if d.kind == "date"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The letter bears the date of 9 March 2015.", "What was read out is dated May 9, 2015."),
        ("She called on the third of November 2015.", "They had met on 3 December 2015."),
        ("The keel was laid on 2 May, the mast set on 16 May.", "The keel was laid on 2 May, sails came on May 26."),
        ("Nobody had such paint before 1921.", "It was sold nowhere before 1912."),
        ("The hall opened its doors on 4 June 1987.", "On 4 June 1997 the hall was opened."),
    ],
)
def test_days_that_a_slip_parts_are_told_once(one, other):
    (found,) = dates(one, other)
    assert found.severity == "high"
    assert len({e.document for e in found.evidence}) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The keel was laid on 2 May.", "The mast was set on 3 May."),
        ("The keel was laid on 2 May.", "The mast was set on 12 May."),
        ("The keel was laid on 2 May 2015.", "The keel was laid on 2 May, and the mast on 2 June 2015."),
        ("It was so in 1987.", "It is so since 1988."),
        ("Nobody had such paint before 1921.", "She was born in 1912."),
        ("The keel was laid in May 2015.", "The keel was laid on 2 May 2015."),
    ],
)
def test_days_that_may_both_be_right_are_not(one, other):
    assert dates(one, other) == []
