"""Whom a pronoun means whose name tells nothing, and whom an office means that another page gives a name."""

from pathlib import Path

from retold.case import run

LATER = "Later Zendaq Orvell stopped Wim Tarn, who builds walls. “It will hold,” he said."


def speakers(tmp_path: Path, *texts: str) -> list[str | None]:
    """Return who says that it will hold, page by page."""
    tmp_path.mkdir(exist_ok=True)
    files = [tmp_path / f"{n}.txt" for n in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    case = run(files, tmp_path / "case", workers=1)
    of = {d.id: d for d in case.documents}
    names, by = {p.id: p.name for p in case.people}, {a.quotation: a.speaker for a in case.attributions}
    said = {
        q.document: names.get(by[q.id] or "")
        for q in case.quotations
        if of[q.document].text[q.content[0].start :].startswith("It will hold")
    }
    return [said.get(d.id) for d in sorted(case.documents, key=lambda d: d.path)]


def test_a_page_whose_pronouns_say_that_she_is_a_woman(tmp_path):
    opening = "Zendaq Orvell opened the hearing. She said the wall was old. She has kept the books for years."
    assert speakers(tmp_path, f"{opening}\n\n{LATER}") == ["Wim Tarn"]


def test_quoted_words_before_a_pronoun_are_looked_past(tmp_path):
    opening = "Zendaq Orvell opened the hearing. “The wall is old and nobody has mended it,” she said."
    assert speakers(tmp_path, f"{opening}\n\n{LATER}") == ["Wim Tarn"]


def test_one_pronoun_behind_two_names_says_nothing(tmp_path):
    opening = "Zendaq Orvell opened the hearing with Ilmar Dost, and she left. Dost stayed."
    assert speakers(tmp_path, f"{opening}\n\n{LATER}") != ["Wim Tarn"]


def test_a_pause_is_nobody_whom_she_means(tmp_path):
    text = (
        "Zendaq Orvell spoke first. “I have seen the wall,” she said. Then came a pause, and then: “Nobody has mended "
        "it.”\n\n“It will hold,” she said."
    )
    assert speakers(tmp_path, text) == ["Zendaq Orvell"]


def test_the_governor_of_one_page_is_the_one_governor_of_the_other(tmp_path):
    named = "Governor Zendaq Orvell told the editors that the wall was old."
    bare = "Editors ate trout. The governor told them why. “It will hold,” the governor said."
    assert speakers(tmp_path, bare, named)[0] == "Zendaq Orvell"
    other = f"{named}\n\nIlmar Dost, the governor of the bank of Tarn, left early."
    assert speakers(tmp_path / "two", bare, other)[0] != "Zendaq Orvell"


def test_initials_before_a_turn_are_the_one_person_of_the_page_who_has_them(tmp_path):
    talk = (
        "Two engineers looked at the dam above the town in the spring, before the water came. One of them, Ada Holm, has "
        "never spoken of it until now. She met Nils Dahl in the house by the gate where she has lived since.\n\nND: Who knew of it?\n\nAH: I did.\n\n"
        "ND: And now?\n\nAH: It will hold."
    )
    assert speakers(tmp_path, talk) == ["Ada Holm"]
