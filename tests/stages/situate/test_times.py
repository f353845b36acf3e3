"""Time expressions to days: what is said, nothing more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.records import Interval
from retold.stages.situate.expressions import expressions
from retold.stages.situate.intervals import interval_of, is_disjoint
from retold.stages.situate.resolve import resolve

FRIDAY = date(2025, 8, 22)


def resolved(text, published=FRIDAY):
    return resolve(expressions(text), text, published)


def value(text, published=FRIDAY):
    found = resolved(text, published)
    assert found, f"nothing read in {text!r}"
    return found[-1].value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on June 4, 2000.", "2000-06-04"),
        ("They met on 4 June 2000.", "2000-06-04"),
        ("They met on 2000-06-04.", "2000-06-04"),
        ("printed 21.08.2025", "2025-08-21"),
        ("printed 21. 8. 2025", "2025-08-21"),
        ("It was printed on 21.08.2025.", "2025-08-21"),
        ("dated of 3rd of June of 2000", "2000-06-03"),
        ("on the twenty-third of June 2000", "2000-06-23"),
        ("The letter is dated November 1994.", "1994-11"),
        ("It began in 1994.", "1994"),
        ("The mayor spoke on Friday.", "2025-08-22"),
        ("The mayor spoke on Thursday.", "2025-08-21"),
        ("The council will vote on Thursday.", "2025-08-28"),
        ("The mayor spoke yesterday.", "2025-08-21"),
        ("It happened last month.", "2025-07"),
        ("It happened two months ago.", "2025-06"),
        ("in the 1990s", "199"),
        ("in the twentieth century", "19"),
        ("the third quarter of 2011", "2011-Q3"),
        ("It closed last spring.", "2025-SP"),
        ("She left on Dec. 12.", "2024-12-12"),
        ("The deal, due by Oct. 1, is signed.", "2025-10-01"),
        ("In June last year it rained.", "2024-06"),
        ("He rang at 5 p.m. EST, Nov. 9.", "2025-11-09T17:00"),
        ("She arrived on Friday morning.", "2025-08-22TMO"),
        ("He came on Christmas Day.", "2024-12-25"),
        ("Sales of the third quarter of 2011 fell from a year earlier.", "2010-Q3"),
    ],
)
def test_value(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "some 2000 people came",
        "it cost $1999",
        "We may go.",
        "the march went on",
        "the fall of the fortress",
        "room 12.30",
    ],
)
def test_what_is_no_time(text):
    assert resolved(text) == []


def test_narrative_time_is_counted_from_the_date_told_before():
    text = "The mayor resigned on 3 May 2011. Two months earlier she had sold the quay. The following decade was quiet."
    _, earlier, decade = resolved(text)
    assert earlier.interval.anchor == "previous"
    assert earlier.value == "2011-03"
    assert decade.value == "202"


def test_no_day_is_invented_where_only_the_year_is_known():
    _, evening = resolved("They met in 2000. That evening they dined.")
    assert (evening.interval.first, evening.interval.last) == (date(2000, 1, 1), date(2000, 12, 31))
    assert evening.interval.granularity != "day"


def test_without_a_day_of_publication_a_weekday_is_open_but_not_older_than_the_text():
    text = "Minutes published on Thursday quote talks held in February 2024."
    thursday = resolved(text, None)[0].interval
    assert (thursday.first, thursday.last) == (date(2024, 2, 1), None)
    assert thursday.granularity == "unknown"


def test_last_thursday_on_a_friday_has_two_readings():
    (last,) = resolved("She resigned last Thursday.")
    assert last.interval.first == date(2025, 8, 21)
    assert [i.first for i in last.alternatives] == [date(2025, 8, 14)]


def test_early_and_late_narrow_a_decade():
    early = resolved("in the early 2000s")[0].interval
    late = resolved("in the late 1990s")[0].interval
    assert early.last < date(2006, 1, 1)
    assert late.first > date(1994, 1, 1)


def test_publication_known_to_the_month_gives_a_stretch():
    month = Interval(date(2011, 5, 1), date(2011, 5, 31), "month")
    (found,) = resolved("She resigned last year.", month)
    assert found.value == "2010"
    (found,) = resolved("She resigned yesterday.", month)
    assert (found.interval.first, found.interval.last) == (date(2011, 4, 30), date(2011, 5, 30))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("2000", "2000-06-04", False),
        ("1994", "2000", True),
        ("2000-06", "2000-07-01", True),
        ("199", "1994-11", False),
    ],
)
def test_two_intervals_conflict_only_if_disjoint(left, right, expected):
    a, b = (Interval(*interval_of(v)) for v in (left, right))
    assert is_disjoint(a, b) is is_disjoint(b, a) is expected


def test_open_ends_and_no_interval_conflict_with_nothing():
    day = Interval(FRIDAY, FRIDAY)
    assert not is_disjoint(day, None)
    assert not is_disjoint(day, Interval(None, None, "unknown"))
    assert is_disjoint(day, Interval(date(2026, 1, 1), None))


@pytest.mark.parametrize("name", ["Christmas Eve", "Thanksgiving", "New Year’s Day", "Halloween", "the Fourth of July"])
def test_holidays_are_days(name):
    (found,) = resolved(f"She resigned on {name}.")
    assert found.interval.granularity == "day"
    assert found.interval.first <= FRIDAY


WORDS = st.sampled_from(
    "last next this the early mid late two several a month week year years ago earlier later on in by May March Christmas "
    "Day Thanksgiving Monday morning 1994 2000 4 31 February 30 , - first quarter half of period that following evening "
    "noon 5 p.m. 10:30 summer winter 1990s '80s nineteen ninety 21st century weekend fiscal year-earlier 31/02/2011".split()
)


@given(st.lists(WORDS, max_size=14), st.sampled_from([FRIDAY, None, date.min, date.max]))
def test_any_row_of_time_words_is_read_without_raising(words, published):
    text = " ".join(words)
    for r in resolve(list(expressions(text)), text, published):
        assert r.interval.first is None or r.interval.last is None or r.interval.first <= r.interval.last


@given(st.text(alphabet="0123456789-/., amTW'sthMayJuneFridyolckgQE\n", max_size=80))
def test_odd_text_never_raises_and_spans_are_in_order(text):
    found = resolve(list(expressions(text)), text, FRIDAY)
    reach = 0
    for r in found:
        assert reach <= r.start < r.end <= len(text)
        assert r.interval.text == text[r.start : r.end]
        assert r.interval.first is None or r.interval.last is None or r.interval.first <= r.interval.last
        reach = r.end


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_ends_of_the_calendar(published):
    for text in (
        "ten centuries ago",
        "yesterday",
        "next year",
        "last decade",
        "in 40 years",
        "a week earlier",
        "Friday",
    ):
        resolved(text, published)
