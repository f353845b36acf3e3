from datetime import date

import pytest

from retold.records import Document, Hint, Page
from retold.settings import Clean
from retold.stages.clean import Cleaner
from retold.stages.clean.dates import days, is_day_of_month
from retold.stages.clean.language import language_of
from retold.stages.clean.stated import titles

TEXT = (
    "The bridge will open in May\n" + "The mayor said on Monday that the bridge would be rebuilt within the year.\n" * 3
)


def document(*hints, text=TEXT, url="https://www.baycourier.example/a"):
    page = Page("d1", "a.html", "", url, "00", "html", "unknown", text, tuple(Hint(*h) for h in hints))
    return next(item for item in Cleaner(Clean())((page,)) if isinstance(item, Document))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("2024-02-09T08:15:00+01:00", [(2024, 2, 9)]),
        ("Published on 9 February 2024 at noon", [(2024, 2, 9)]),
        ("February 9th, 2024", [(2024, 2, 9)]),
        ("9. Februar 2024", [(2024, 2, 9)]),
        ("le 1er février 2024", [(2024, 2, 1)]),
        ("9 de febrero de 2024", [(2024, 2, 9)]),
        ("9 февраля 2024 г.", [(2024, 2, 9)]),
        ("2024年2月9日", [(2024, 2, 9)]),
        ("2024 Feb 9", [(2024, 2, 9)]),
        ("2024-february-09", [(2024, 2, 9)]),
        ("25.02.2024", [(2024, 2, 25)]),
        ("09/02/2024", [(2024, 2, 9), (2024, 9, 2)]),
        ("30 February 2024", []),
        ("version 1.2.3 of page 12", []),
    ],
)
def test_days_are_read_as_stated_and_never_guessed(text, readings):
    found = days(text)
    assert [d for r in found[:1] for d in r] == [date(*r) for r in readings]


def test_an_ambiguous_day_stays_two_readings_until_something_decides():
    assert document(("published", "09/02/2024", "meta date")).published.granularity == "range"
    decided = document(("published", "09/02/2024", "meta date"), ("published", "2024-february-09", "url")).published
    assert (decided.first, decided.last) == (date(2024, 2, 9), date(2024, 2, 9))
    german = "Der Bürgermeister sagte am Montag, die Brücke werde noch in diesem Jahr erneuert.\n" * 4
    assert document(("published", "09.02.2024", "meta date"), text=german).published.first == date(2024, 2, 9)


def test_the_day_near_the_headline_goes_before_a_guess():
    text = TEXT.replace("\n", "\n9 February 2024\n", 1)
    hints = (("title", "The bridge will open in May", "h1"), ("published", "2021-01-01", "url"))
    assert document(*hints, text=text).published.first == date(2024, 2, 9)


HEAD = ("title", "The bridge will open in May", "h1")
MOVED = ("published", "2021-03-01T00:00:00Z", "json-ld datePublished")


@pytest.mark.parametrize(
    ("line", "hints", "day"),
    [
        ("9 February 2024", [MOVED], (2024, 2, 9)),
        ("Updated 9 February 2024", [MOVED], (2021, 3, 1)),
        ("9 February 2024", [MOVED, ("modified", "2024-02-10T01:00:00Z", "meta x")], (2021, 3, 1)),
        ("8 February 2024", [("published", "2024-02-09T02:00:00Z", "json-ld datePublished")], (2024, 2, 8)),
        ("09/02/2024", [MOVED], (2021, 3, 1)),
        ("Tickets for the opening cost nine pounds until 9 February 2024 at the pier", [MOVED], (2021, 3, 1)),
        ("This report was first published on 9 February 2024.", [MOVED], (2024, 2, 9)),
    ],
)
def test_the_day_that_readers_see_goes_before_the_markup_unless_it_is_an_update(line, hints, day):
    found = document(HEAD, *hints, text=TEXT.replace("\n", f"\n{line}\n", 1)).published
    assert (found.first, found.last) == (date(*day), date(*day))


def test_a_labelled_day_far_from_the_headline_goes_before_the_address_and_an_update():
    text = TEXT + "Published on\n9 February 2024\nUpdated: 4 March 2024\n"
    assert document(HEAD, ("published", "2024-05-05", "url"), text=text).published.first == date(2024, 2, 9)
    text = TEXT + "Updated: 4 March 2024\n"
    assert document(HEAD, text=text).published.first == date(2024, 3, 4)


def test_a_day_that_stands_alone_on_a_page_is_taken_if_it_is_the_only_one():
    assert document(HEAD, text=TEXT * 4 + "9 February 2024\n").published.first == date(2024, 2, 9)
    assert document(HEAD, text=TEXT * 4 + "9 February 2024\n11 March 2023\n").published is None


def test_the_site_is_stripped_and_the_heading_on_the_page_wins():
    hints = [
        Hint("title", "A bridge for May | Bay Courier", "title"),
        Hint("title", "A bridge for May", "meta og:title"),
        Hint("title", "The bridge will open in May", "h1"),
        Hint("outlet", "Bay Courier", "meta og:site_name"),
    ]
    assert titles(hints)[0] == "The bridge will open in May"
    assert "A bridge for May" in titles(hints)
    assert not any("Courier" in t for t in titles(hints))


def test_a_heading_that_shares_no_word_is_a_masthead():
    hints = [Hint("title", "Pulse!", "h1"), Hint("title", "The bridge will open in May", "title")]
    assert titles(hints)[0] == "The bridge will open in May"


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (["By Ada Weaver and Jan Fischer"], ("Ada Weaver", "Jan Fischer")),
        (["Ada Weaver, PhD"], ("Ada Weaver",)),
        (["Bay Courier", "https://social.example/ada"], ("Bay Courier",)),
    ],
)
def test_authors_are_a_list_of_names(values, names):
    hints = [("byline", value, f"meta {n}") for n, value in enumerate(values)]
    assert document(*hints, ("outlet", "Bay Courier", "meta og:site_name")).byline == names


def test_a_person_goes_before_the_site_itself():
    hints = (("byline", "Bay Courier", "json-ld author"), ("byline", "Ada Weaver", "rel author"))
    assert document(*hints, ("outlet", "Bay Courier", "meta og:site_name")).byline == ("Ada Weaver",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Agnes Weaver", ("Agnes Weaver",)),
        ("By Agnes Weaver | 9 February 2024", ("Agnes Weaver",)),
        ("9 February 2024 · Agnes Weaver in Harbours", ("Agnes Weaver",)),
        ("Written by Agnes Weaver, senior reporter", ("Agnes Weaver",)),
        ("Harbour News", ()),
        ("Select Page", ()),
        ("May Weather", ()),
    ],
)
def test_a_name_by_the_headline_signs_and_a_heading_there_does_not(line, names):
    text = TEXT.replace("\n", f"\n{line}\n", 1)
    assert document(("title", "The bridge will open in May", "h1"), text=text, url="").byline == names


def test_a_name_without_a_known_given_name_signs_if_the_page_says_who_that_is():
    text = TEXT.replace("\n", "\nQuenby Orrath\n", 1)
    title = ("title", "The bridge will open in May", "h1")
    assert document(title, text=text, url="").byline == ()
    text += "Quenby Orrath is a reporter at the harbour desk and has sailed since the age of nine.\n"
    assert document(title, text=text, url="").byline == ("Quenby Orrath",)


def test_people_go_before_agencies_and_a_handle_before_nobody():
    outlet = ("outlet", "Bay Courier", "meta og:site_name")
    assert document(("byline", "Ada Weaver, Reuters", "meta author"), outlet).byline == ("Ada Weaver",)
    assert document(("byline", "Reuters", "meta author"), outlet).byline == ("Reuters",)
    assert document(("byline", "adaweaver", "meta author"), outlet).byline == ("adaweaver",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said on Monday that the bridge would be rebuilt.", "en"),
        ("Der Bürgermeister sagte am Montag, dass die Brücke erneuert werde.", "de"),
        ("Мэр сказал в понедельник, что мост будет перестроен до конца года.", "ru"),
        ("42", ""),
    ],
)
def test_languages_are_told_apart(text, language):
    assert language_of(text) == language


def test_a_page_that_says_it_is_english_and_is_a_list_is_english_and_another_language_is_not():
    listed = (
        "Harbour bridge, swing span, east pier. Repairs to the deck. Stone for the quay. Timber, rope, paint, tar. " * 2
    )
    assert language_of(listed, "en-GB") == "en"
    dutch = "De burgemeester zei maandag dat de brug in mei wordt hersteld en dat er geld voor is, maar geen tijd. " * 2
    assert language_of(dutch, "en") == "nl"


def test_an_agency_s_own_copy_is_wire_and_its_dateline_states_the_day():
    text = "Bridge opens in May\nPORT ELLERY, November 6, 2025. /Harbour Wire/. The mayor said that the bridge would open.\n"
    found = document(
        ("byline", "Harbour Wire", "pdf Author"),
        ("published", "D:20251203101500Z", "pdf CreationDate"),
        text=text,
        url="",
    )
    assert found.role == "wire"
    assert found.published.first == date(2025, 11, 6)
    assert (
        document(text="BRENNICK (Halpress) - The mayor said that the bridge would open in May.\n" * 3, url="").role
        == "wire"
    )


def test_a_reprint_of_an_agency_is_not():
    text = "BRENNICK (Halpress) - The mayor said that the bridge would open in May.\n" * 3
    assert document(("outlet", "Bay Courier", "meta og:site_name"), text=text).role == "outlet"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Port Ellery, 4 May", True),
        ("Kattholm, den 12. Februar", True),
        ("April 9", True),
        ("Port Ellery, 4 May 2003", False),  # with its year it is a date in full
        ("Mayor may march with 9 others", False),
        ("Harbour tolls rise on 4 May", False),
    ],
)
def test_a_place_and_a_day_are_no_headline(text, is_one):
    assert is_day_of_month(text) == is_one


def test_agencies_are_told_by_their_shape_and_by_what_the_markup_calls_them():
    outlet = ("outlet", "Bay Courier", "meta og:site_name")
    assert document(("byline", "Ada Weaver, BPA", "meta author"), outlet).byline == ("Ada Weaver",)
    firm = ("byline", "Harbour Insight Partners", "json-ld author organisation")
    signed = TEXT.replace("\n", "\nBy Ada Weaver\n", 1)
    title = ("title", "The bridge will open in May", "h1")
    assert document(firm, outlet, title, text=signed).byline == ("Ada Weaver",)
    assert document(firm, outlet).byline == ("Harbour Insight Partners",)
    assert document(("byline", "BPA", "meta author"), outlet).role == "wire"
    assert document(("byline", "Ellery Press Agency", "meta author"), outlet).role == "wire"
    assert document(("byline", "Ada Weaver", "meta author"), outlet).role == "outlet"


def test_the_day_that_readers_see_is_kept_to_where_an_update_is_named():
    day = ("published", "2024-05-04", "meta article:published_time")
    text = TEXT.replace("\n", "\nMay 3, 2024. Updated: May 9, 2024\n", 1)
    title = ("title", "The bridge will open in May", "h1")
    assert document(day, title, text=text).published.first == date(2024, 5, 3)


def test_a_day_of_a_teaser_by_the_headline_yields_to_the_markup_s_where_readers_see_that():
    day = ("published", "2024-05-04", "meta article:published_time")
    text = TEXT.replace("\n", "\nNovember 18, 2025\n", 1) + "May 4, 2024\n"
    title = ("title", "The bridge will open in May", "h1")
    assert document(day, title, text=text).published.first == date(2024, 5, 4)
