"""Odd names: each signal fires on what it is for, and not on what merely looks alike."""

from datetime import date

import pytest

from retold.records import Interval, Mention, Span
from retold.stages.situate.cast import Figure
from retold.stages.situate.doubts import Told, doubts, rivals
from retold.stages.situate.offices import holders, is_holder, office_of, terms
from retold.stages.situate.people import Identity

WORDS = frozenset("harbour dredging channel tariff silt pilot".split())


def person(name, documents, role=""):
    figures = []
    for document in documents:
        mention = Mention(document, Span(0, len(name)), "person", name, name, role)
        figures.append(Figure(document, "person", [mention]))
    return Identity(figures)


def told(*people, words=()):
    out = Told(list(people), {})
    out.words = list(words)
    out.same = rivals(out)
    return out


def test_an_office_that_nobody_of_that_name_held():
    found = doubts(0, told(person("John Thatcher", ["a"], "British Prime Minister")))
    assert len(found) == 1
    assert "Margaret Thatcher (1979-05-04 to 1990-11-28)" in found[0]


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Margaret Thatcher", "British Prime Minister"),
        ("William Clinton", "US President"),
        ("Lula da Silva", "Brazilian President"),
        ("Zed Newcomer", "US President"),  # neither half is known: may be newer than the table
        ("John Thatcher", "spokesman"),
        ("Margaret Thatcher", ""),
    ],
)
def test_names_that_are_not_odd(name, role):
    assert doubts(0, told(person(name, ["a"], role))) == ()


def test_two_people_of_one_given_name_are_not_odd():
    assert doubts(0, told(person("Ada Berg", ["a"]), person("Ada Holm", ["b", "c"]))) == ()


def test_two_people_of_one_surname_are_not_odd():
    assert doubts(0, told(person("Nils Holm", ["a"]), person("Ada Holm", ["b", "c"]))) == ()


def test_who_is_named_beside_the_other_is_no_slip_for_him():
    others = person("Ada Berg", ["b", "c"]), person("Nils Holm", ["b"])
    assert doubts(0, told(person("Ada Holm", ["a"]), *others))
    beside = person("Ada Berg", ["a", "b", "c"]), person("Nils Holm", ["b"])
    assert doubts(0, told(person("Ada Holm", ["a"]), *beside)) == ()


def test_a_crossed_name_in_one_office():
    people = (person("Ada Berg", ["a"], "Norlandish president"), person("Ada Holm", ["b", "c"], "Norlandish president"))
    assert "Ada Holm" in doubts(0, told(*people))[0]
    assert doubts(1, told(*people)) == ()


def test_a_crossed_name_where_the_surname_is_another_known_person():
    people = (person("Ada Berg", ["a"]), person("Ada Holm", ["b", "c"]), person("Olof Berg", ["b"]))
    assert "Olof Berg has the surname" in doubts(0, told(*people))[0]


def test_the_same_words_of_another_in_two_other_tellings():
    people = (person("Ada Quist", ["a"]), person("Ada Holm", ["b", "c"]))
    said = [("a", 0, WORDS), ("b", 1, WORDS), ("c", 1, WORDS)]
    found = doubts(0, told(*people, words=said))
    assert "a give to Ada Quist the words that b and c give to Ada Holm." in found
    assert doubts(1, told(*people, words=said)) == ()


def test_another_speaker_of_quite_another_name_is_no_impossible_name():
    people = (person("Ines Quist", ["a"]), person("Ada Holm", ["b", "c"]))
    assert doubts(0, told(*people, words=[("a", 0, WORDS), ("b", 1, WORDS), ("c", 1, WORDS)])) == ()


def test_one_against_one_is_left_to_the_comparison():
    people = (person("Ines Quist", ["a"]), person("Ada Holm", ["b"]))
    said = [("a", 0, WORDS), ("b", 1, WORDS)]
    assert rivals(told(*people, words=said))[0] == {1: {("a", "b")}}
    assert doubts(0, told(*people, words=said)) == ()


@pytest.mark.parametrize(
    ("when", "odd"),
    [
        (Interval(date(2001, 5, 1), date(2001, 5, 31), "month", "stated", "May 2001"), True),
        (Interval(date(2001, 5, 1), date(2001, 5, 31), "month", "published", "in May"), False),  # of which year?
        (Interval(date(1985, 5, 1), date(1985, 5, 31), "month", "stated", "May 1985"), False),
        (Interval(date(1935, 5, 1), date(1935, 5, 31), "month", "stated", "May 1935"), False),  # before the table
    ],
)
def test_an_office_on_a_day_on_which_another_held_it(when, odd):
    case = told(person("Margaret Thatcher", ["a"], "British Prime Minister"))
    case.days[0].append(when)
    case.published["a"] = Interval(date(2002, 1, 1), date(2002, 1, 1))
    found = doubts(0, case)
    assert bool(found) is odd
    assert not odd or "Tony Blair (1997-05-02 to 2007-06-27)" in found[0]


def test_short_answers_prove_nothing():
    people = (person("Ines Quist", ["a"]), person("Ada Holm", ["b"]))
    few = frozenset({"harbour", "silt"})
    assert rivals(told(*people, words=[("a", 0, few), ("b", 1, few)])) == {}


def test_the_table_of_offices_is_sound():
    assert len(terms()) > 400
    for term in terms():
        assert term.last is None or term.first <= term.last, term
        assert term.source
        assert is_holder(term.name, term)
    for country, office in {(t.country, t.office) for t in terms()}:
        listed = holders(country, office)
        starts = [t.first for t in listed]
        assert starts == sorted(starts), (country, office)


@pytest.mark.parametrize(
    ("role", "office"),
    [
        ("former US President", ("United States", "president")),
        ("42nd President of the United States", ("United States", "president")),
        ("British prime minister", ("United Kingdom", "prime minister")),
        ("South Korean President", ("South Korea", "president")),
        ("bank president", None),
        ("the Norlandish president", None),
    ],
)
def test_office_of(role, office):
    assert office_of(role) == office
