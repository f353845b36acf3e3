"""Papers, ships, shouts and nobody in particular are no people; labels in capitals are."""

import pytest
from tests.stages.situate.test_people import named

from retold.case import run
from retold.stages.situate.likeness import is_same
from retold.stages.situate.wording import is_anothers, is_nobody, is_paper, is_plural, is_standin, post


@pytest.mark.parametrize(
    "text",
    [
        "The ferry Petrel was late. Nobody on the Petrel was hurt.",
        "SORRY, NOT SORRY: THE MAYOR MUST GO",
        "Amble BK lost to AC Lorne.",
        "She heads the Marine Safety Inspectorate.",
        "Her memoir, A Seat by the Window, is out.",
        "Page: 3",
        "Nobody was on duty when the Skarda Dam gave way.",
    ],
)
def test_no_person_is_made_of(text):
    assert named(text) == set()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("MS HOLM: I saw it. Ms Holm left.", {"HOLM", "Holm"}),
        ("PRIME MINISTER HOLM: We never sold the quay of our town.", {"HOLM"}),
        ("Rebel MP Ada Holm spoke.", {"Ada Holm"}),
        ("Madame Holm slept.", {"Holm"}),
        ("The minister ORDERED it, Ada Holm said.", {"Ada Holm"}),
    ],
)
def test_a_name_in_capitals_or_behind_a_title_is_a_person(text, names):
    assert named(text) == names


@pytest.mark.parametrize("words", ["Nobody ashore", "every line", "no member", "Closing the session"])
def test_nobody_in_particular(words):
    assert is_nobody(words)


@pytest.mark.parametrize("words", ["the minutes", "The memo seen by the Courier", "the answer", "her reaction"])
def test_what_carries_words_or_is_words_is_no_speaker(words):
    assert is_paper(words)
    assert not is_paper("Lorne News")


def test_stand_ins_posts_and_plurals():
    assert is_standin("the Swede")
    assert is_standin("the 74-year-old")
    assert not is_standin("the ministry")
    assert post("A Norlandish minister of trade") == "A Norlandish minister"
    assert post("the Norlandish ministry") == ""
    assert is_plural("Some dockers and officials in Lorne")


def test_a_doubled_letter_is_a_slip_of_a_given_name():
    assert is_same("Brit Holm", "Britt Holm")
    assert not is_same("Bert Holm", "Britt Holm")


@pytest.mark.parametrize(
    "source",
    [
        "Holm's lawyer",
        "Holm’s campaign",
        "A Holm campaign official",
        "Holm adviser Mara Lund",
        "a source close to Holm",
        "A former aide to Ada Holm",
    ],
)
def test_a_name_that_says_whose_man_speaks_is_not_the_speaker(source):
    start = source.index("Holm")
    assert is_anothers(source, start, start + len("Holm"))


@pytest.mark.parametrize(
    "source",
    [
        "Holm",
        "Holm, a lawyer",
        "Holm of the Harbour Board",
        "her brother Holm",
        "Mayor Holm",
        "Holm, whose lawyer left,",
    ],
)
def test_a_name_with_a_post_is_the_speaker(source):
    start = source.index("Holm")
    assert not is_anothers(source, start, start + len("Holm"))


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("Holm's spokesman said that the quay was closed.", "Olaf Rist"),
        ("Holm's lawyer said that the quay was closed.", "Holm's lawyer"),
        ("Holm said that the quay was closed.", "Ada Holm"),
    ],
)
def test_who_speaks_for_somebody_speaks_himself(said, speaker, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(f"Mayor Ada Holm came with her spokesman Olaf Rist.\n\n{said}\n", encoding="utf-8")
    case = run([page], tmp_path / "case", workers=1)
    names = {p.id: p.name for p in case.people}
    assert [names.get(a.speaker) for a in case.attributions] == [speaker]


def test_he_is_not_who_says_i_in_the_same_paragraph(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(
        "On 4 June 2003 Olaf Rist met Edvard Dane in Lorne.\n\nIn February 2019, in an interview with the journalist Mara "
        "Lund, Olaf Rist recalled this moment. I asked Dane: Can the quay stay open? He "
        "said: That is possible. But in the evening he came back and said: No, not now.\n",
        encoding="utf-8",
    )
    case = run([page], tmp_path / "case", workers=1)
    names = {p.id: p.name for p in case.people}
    said = {a.quotation: names.get(a.speaker) for a in case.attributions}
    direct = sorted((q.content[0].start, said[q.id]) for q in case.quotations if q.kind == "direct")
    assert [name for _, name in direct] == ["Edvard Dane", "Edvard Dane"]
    asked = {a.occasion for a in case.attributions if names.get(a.speaker) == "Olaf Rist"}
    assert asked == {a.occasion for a in case.attributions if names.get(a.speaker) == "Edvard Dane"}
