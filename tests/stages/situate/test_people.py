"""Names within and across documents, occasions, and the measuring readers."""

import pytest

from retold.errors import NoInput
from retold.evaluate import dates, ecbplus, names, speakers, stories
from retold.records import Block, Document, Mention, Span
from retold.stages.situate import Recogniser
from retold.stages.situate.cast import Figure, figures
from retold.stages.situate.likeness import is_group_same, is_same
from retold.stages.situate.occasions import is_compatible, is_same_place
from retold.stages.situate.people import identities
from retold.stages.situate.pronouns import is_body


def recognised(text):
    doc = Document("d", "", "a.txt", "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
    start, blocks = 0, []
    for line in text.splitlines(keepends=True):
        blocks.append(Block("d", Span(start, start + len(line.rstrip())), "body", "", 1.0))
        start += len(line)
    return [m for m in Recogniser()((doc,), tuple(blocks), ()) if isinstance(m, Mention)]


def named(text, kind="person"):
    return {m.head for m in recognised(text) if m.kind == kind and m.head}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("William Clinton", "Bill Clinton", True),
        ("B. Clinton", "Bill Clinton", True),
        ("Boris Mikalin", "Boris Mikaltin", True),
        ("Luis Gerardo Ortiz", "Gerardo Ortiz", True),
        ("Ann B. Holm", "Ann C. Holm", False),
        ("Ada Holm", "Nils Holm", False),
        ("Ada Holm", "Ada Berg", False),
        ("Kim Lee", "Kim Li", False),
        ("Regina Holm MD", "Regina Holm", True),
    ],
)
def test_is_same(left, right, same):
    assert is_same(left, right) is is_same(right, left) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("North Harbour League", "NHL", True),
        ("the North Harbour League", "North Harbour League", True),
        ("Lorne University Amble Harbour Archive", "Amble Harbour Archive", True),
        ("Amble Harbour Council", "Amble Harbour Archive", False),
        ("Harbour Council", "Lorne Harbour Council", False),
    ],
)
def test_is_group_same(left, right, same):
    assert is_group_same(left, right) is is_group_same(right, left) is same


def test_titles_roles_and_sentence_openers_are_no_part_of_a_name():
    text = "Yesterday Former Norlandish President Ada Holm met Mr. Dahl. Nobody Holm knew came. Why do I say so?"
    assert named(text) == {"Ada Holm", "Dahl", "Holm"}


def test_a_headline_in_title_case_names_only_whom_the_text_names():
    text = "Harbour Talks Break Down as Holm Walks Out\nMayor Ada Holm left the talks. Then Holm went home."
    assert named(text) == {"Holm", "Ada Holm"}


def test_a_town_named_like_a_person_is_a_place():
    assert "Washington" in named("The ministers met in Washington on Monday.", "place")


def test_two_of_one_surname_are_two_and_the_surname_alone_is_the_one_named_last():
    found = recognised("Ada Holm spoke first. Nils Holm came later. Mr. Holm left. Mrs. Holm stayed.")
    cast = figures("d", found)
    assert sorted((f.name, len(f.mentions)) for f in cast) == [("Ada Holm", 2), ("Nils Holm", 2)]


def test_across_documents_a_surname_joins_only_where_it_fits_one():
    def mention(document, name):
        return Mention(document, Span(0, len(name)), "person", name, name)

    def cast(*pairs):
        out = [f for d, n in pairs for f in figures(d, [mention(d, n)])]
        return sorted(sorted(f.document for f in i.figures) for i in identities(out))

    assert cast(("a", "Ada Holm"), ("b", "Holm")) == [["a", "b"]]
    assert cast(("a", "Ada Holm"), ("b", "Holm"), ("c", "Nils Holm")) == [["a"], ["b"], ["c"]]


def test_a_surname_is_the_bearers_whom_most_name_where_the_other_may_be_a_slip():
    def cast(*named):
        out = []
        for document, name, role in named:
            mention = Mention(document, Span(0, len(name)), "person", f"{role} {name}".strip(), name, role)
            out += figures(document, [mention])
        return sorted(sorted(f.document for f in i.figures) for i in identities(out))

    told = [("a", "Ada Holm", "Mayor"), ("b", "Ada Holm", "Mayor"), ("c", "Nora Holm", "Mayor"), ("d", "Holm", "Mayor")]
    assert cast(*told) == [["a", "b", "d"], ["c"]]
    other = [(d, n, "Captain" if n == "Nora Holm" else r) for d, n, r in told]
    assert cast(*other) == [["a", "b"], ["c"], ["d"]]
    beside = [*told, ("a", "Nora Holm", "Mayor")]
    assert ["d"] in cast(*beside)


@pytest.mark.parametrize(("name", "body"), [("NATO", True), ("HARROWMERE", False), ("Harbour Council", True)])
def test_a_town_in_the_capitals_of_a_dateline_is_no_institution(name, body):
    assert is_body(Figure("d", "group", [Mention("d", Span(0, len(name)), "group", name, name)])) is body


def test_a_short_common_word_in_capitals_is_no_name_and_an_abbreviation_is_one():
    assert "KNEW" not in named("The mayor who KNEW that the lock leaked went home. Ada Holm stayed.", "group")
    assert "UEFA" in named("Ada Holm rang UEFA on Monday. The UEFA office was shut.", "group")


def test_occasions_join_by_cast_and_place():
    assert is_compatible({1, 2}, {1, 2}, set())
    assert is_compatible({1, 2}, {1, 3}, {3})
    assert not is_compatible({1, 2}, {1, 3}, set())
    assert not is_compatible({1}, {2}, {2})
    assert is_same_place("Kremlin", "Moscow")
    assert is_same_place("", "Moscow")
    assert not is_same_place("Kremlin", "Washington")


def test_the_date_scorer_reads_timeml(tmp_path):
    stamp = '<TIMEX3 tid="t0" type="DATE" value="2011-05-06" functionInDocument="CREATION_TIME">6 May 2011</TIMEX3>'
    body = 'They met <TIMEX3 tid="t1" type="DATE" value="2011-05-05">yesterday</TIMEX3> &amp; dined.'
    (tmp_path / "a.tml").write_text(f"<TimeML><DCT>{stamp}</DCT><TEXT>{body}</TEXT></TimeML>", encoding="utf-8")
    found = dates.score(tmp_path)
    assert found["expressions"] == 1
    assert found["value_accuracy_gold_spans"] == 1.0
    assert found["end_to_end_dates"]["f1"] == 1.0


def test_b3_of_a_hand_counted_case():
    gold = {"a": 1, "b": 1, "c": 2}
    assert stories.b3(gold, gold)["f1"] == 1.0
    assert stories.b3({"a": 1, "b": 1, "c": 1}, gold) == {"precision": 0.556, "recall": 1.0, "f1": 0.714}


def test_the_ecb_reader_keeps_tokens_in_place(tmp_path):
    words = ["Ada", "Holm", "'s", "ship", "sank", "."]
    tokens = "".join(f'<token t_id="{n}" sentence="0" number="{n}">{w}</token>' for n, w in enumerate(words, 1))
    person = '<HUMAN_PART_PER m_id="1"><token_anchor t_id="1"/><token_anchor t_id="2"/></HUMAN_PART_PER>'
    chain = '<CROSS_DOC_COREF r_id="9" note="HUM1"><source m_id="1"/><target m_id="2"/></CROSS_DOC_COREF>'
    (tmp_path / "1_1ecb.xml").write_text(f"<Document>{tokens}{person}{chain}</Document>", encoding="utf-8")
    (page,) = ecbplus.pages(tmp_path)
    assert page.document.text == "Ada Holm's ship sank.\n"
    assert [page.document.text[p.start : p.end] for p in page.people] == ["Ada Holm"]
    assert names.name_of("Captain Ada Holm", {"captain"}) == "Ada Holm"


@pytest.mark.parametrize("scorer", [dates.score, stories.score, names.score, speakers.score])
def test_a_scorer_without_gold_says_what_it_wants(scorer, tmp_path):
    with pytest.raises(NoInput, match=r"give a folder|no GUM"):
        scorer(tmp_path)


@pytest.mark.shared
def test_times_on_timebank_keep_their_floor(shared):
    found = dates.score(shared / "data" / "time" / "tbaq" / "AQUAINT")
    assert found["value_accuracy_gold_spans"] >= 0.79
    assert found["end_to_end_dates"]["f1"] >= 0.73


@pytest.mark.shared
def test_sources_on_gum_keep_their_floor(shared):
    assert speakers.score(shared / "data" / "quotes" / "gum" / "dep")["held_out"]["right"]["third person"] >= 0.88


@pytest.mark.parametrize(
    ("beside", "role"),
    [
        ("Ada Holm, a gate operator with the company, rang.", "gate operator"),
        ("Ada Holm, 52, a gate operator, rang.", "gate operator"),
        ("Ada Holm, then a junior nurse at the clinic, rang.", "junior nurse"),
    ],
)
def test_what_somebody_is_stands_behind_the_name(beside, role):
    assert role in {m.role for m in recognised(beside)}
