"""From the list to a decided card and back: nothing is lost, nothing doubled."""

from __future__ import annotations

import json
import re
import resource
from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import html

from retold.decisions import FILE, read
from small_case import TWISTED


def cards(visitor):
    tree = html.document_fromstring(visitor.get("/").text)
    return {c.get("id"): c for c in tree.xpath("//article")}


def decide(visitor, record, act, about="discrepancy", **more):
    return visitor.post("/decisions", {"act": act, "about": about, "record": record, **more})


def test_a_card_is_confirmed_and_says_so(visitor, tmp_path):
    assert decide(visitor, "x1", "confirm", next="/#x-x1").headers["location"] == "/#x-x1"
    assert "confirmed by AB" in cards(visitor)["x-x1"].text_content()
    (decision,) = read(tmp_path / FILE).decisions
    assert decision.who == "AB"
    assert decision.machine == "critical"
    assert [p.exact for p in decision.target] == ["mayor Oskar Venn", "Orla Venn"]


def test_what_is_dismissed_goes_to_the_end_and_comes_back_when_undone(visitor):
    decide(visitor, "x1", "dismiss")
    assert list(cards(visitor)) == ["x-x2", "x-x1"]
    undo = cards(visitor)["x-x1"].xpath(".//form[@class='undo']")[0]
    form = {i.get("name"): i.get("value") for i in undo.xpath(".//input")}
    visitor.post("/decisions", form)
    assert list(cards(visitor)) == ["x-x1", "x-x2"]


def test_a_card_has_a_key_for_each_answer(visitor):
    card = cards(visitor)["x-x1"]
    assert [n.get("data-key") for n in card.xpath(".//*[@data-key]")] == ["y", "n", "u", "f"]
    (fix,) = card.xpath(".//a[@data-key='f']/@href")
    assert fix == "/quotations/qd3"


def test_a_speaker_is_put_right_and_the_statement_follows(visitor):
    decide(visitor, "qd3", "set-speaker", "quotation", value="Orla Venn")
    text = " ".join(html.document_fromstring(visitor.get("/quotations/qd3").text).text_content().split())
    assert "Speaker: Orla Venn" in text
    tellings = json.loads(visitor.get("/statements/s1.json").text)["item"]["tellings"]
    assert {t["speaker"] for t in tellings} == {"Orla Venn"}


def test_a_speaker_set_twice_is_not_taken_for_a_change_of_the_machine_s_mind(visitor):
    decide(visitor, "qd3", "set-speaker", "quotation", value="Orla Venn")
    decide(visitor, "qd3", "set-speaker", "quotation", value="the council")
    (standing,) = visitor.desk.view().layer.standing
    assert standing.note == ""


def test_two_tellings_are_parted(visitor):
    decide(visitor, "qd1", "not-same", "quotation", other="qd3")
    told = json.loads(visitor.get("/statements.json").text)["told"]
    assert sorted(len(t["tellings"]) for t in told) == [1, 2]


def test_names_are_merged(visitor):
    decide(visitor, "po", "merge", "person", other="pv", value="Orla Venn")
    names = [p["person"]["name"] for p in json.loads(visitor.get("/people.json").text)["portraits"]]
    assert sorted(names) == ["Orla Venn", "the council"]


def test_a_role_is_set(visitor):
    decide(visitor, "d2", "set-role", "document", value="wire")
    rows = json.loads(visitor.get("/documents.json").text)["rows"]
    assert {r["id"]: r["role"] for r in rows}["d2"] == "wire"


@pytest.mark.parametrize(
    "form",
    [{"act": "burn"}, {"act": "confirm", "about": "discrepancy", "record": "nothing"}, {},
     {"act": "set-speaker", "about": "quotation", "record": "qd1", "value": " "},
     {"act": "set-span", "words": "x"}, {"act": "set-span", "about": "document", "record": "d1", "words": "x"},
     {"act": "set-span", "about": "quotation", "record": "nothing", "words": "x"}, {"act": "merge", "named": "x"},
     {"act": "same", "about": "quotation", "record": "qd1"}, {"act": "retract", "supersedes": "Dnothing"}],
)  # fmt: skip
def test_a_wrong_act_is_refused_in_plain_words_and_writes_nothing(visitor, tmp_path, form):
    answer = visitor.post("/decisions", form)
    assert answer.status_code == 400
    assert len(answer.text) > 20
    assert "Traceback" not in answer.text
    assert not (tmp_path / FILE).exists()


def test_a_full_disk_is_said_so_and_loses_nothing(visitor, tmp_path):
    decide(visitor, "x1", "confirm")
    with (tmp_path / FILE).open("ab") as log:
        log.write(b"\n" * 2_000_000)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    csrf = visitor.csrf()
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, before[1]))
    try:
        answer = decide(visitor, "x2", "confirm", csrf=csrf)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert answer.status_code == 507
    assert "could not be written" in answer.text
    decide(visitor, "x2", "dismiss")
    assert [d.act for d in read(tmp_path / FILE).decisions] == ["confirm", "dismiss"]


def test_a_log_that_cannot_be_opened_is_said_so(visitor, tmp_path):
    (tmp_path / FILE).mkdir()
    answer = visitor.get("/")
    assert answer.status_code == 503
    assert "can't be read" in answer.text


def test_many_reviewers_at_once_lose_nothing_and_double_nothing(visitor, tmp_path):
    csrf = visitor.csrf()
    with ThreadPoolExecutor(8) as pool:
        form = {"act": "note", "about": "discrepancy", "record": "x1", "csrf": csrf}
        answers = list(
            pool.map(lambda n: visitor.post("/decisions", {**form, "value": f"n{n}"}).status_code, range(80))
        )
    assert set(answers) == {303}
    values = [d.value for d in read(tmp_path / FILE).decisions]
    assert sorted(values) == sorted(f"n{n}" for n in range(80))


def test_what_another_program_appends_is_seen(visitor, tmp_path):
    visitor.get("/")
    decide(visitor, "x2", "unsure")
    line = (tmp_path / FILE).read_text()
    with (tmp_path / FILE).open("a") as log:
        log.write(re.sub('"id": "D[0-9a-f]+"', '"id": "D0123456789abcdef"', line.replace("unsure", "confirm")))
        log.write('{"half": ')
    assert visitor.desk.view().layer.broken == (3,)
    assert "can't be read: 3" in visitor.get("/log").text


def test_the_words_of_a_quotation_are_set_by_a_form(visitor):
    page = html.document_fromstring(visitor.get("/quotations/qd3").text)
    area = page.xpath("//textarea[@name='words']")[0]
    assert area.text.strip() == TWISTED
    assert decide(visitor, "qd3", "set-span", "quotation", words="seriously\n decided on a   bridge").status_code == 303
    look = visitor.desk.view().look
    assert look.words("d3", look.quotations["qd3"].content) == "seriously decided on a bridge"
    # what is decided next is found again by the machine's words
    decide(visitor, "qd3", "set-speaker", "quotation", value="Orla Venn")
    view = visitor.desk.view()
    assert view.layer.orphans == ()
    assert view.look.person(view.look.attributions["qd3"].speaker) == "Orla Venn"
    decide(visitor, "qd3", "set-span", "quotation", words="decided on a bridge")
    look = visitor.desk.view().look
    assert look.words("d3", look.quotations["qd3"].content) == "decided on a bridge"


@pytest.mark.parametrize("words", ["", "words that stand nowhere", "e"])
def test_words_that_have_no_clear_place_are_refused(visitor, tmp_path, words):
    answer = decide(visitor, "qd3", "set-span", "quotation", words=words)
    if words == "e":  # inside the old words, so the first of them would be a guess
        assert answer.status_code == 400
    assert answer.status_code == 400
    assert not (tmp_path / FILE).exists()


def test_a_person_is_split_by_a_form_and_joined_by_name(visitor):
    decide(visitor, "po", "merge", "person", named="Orla Venn")
    (one,) = [p for p in visitor.desk.view().case.people if p.name in ("Orla Venn", "Oskar Venn")]
    page = html.document_fromstring(visitor.get(f"/people/{one.id}").text)
    assert page.xpath("//select[@name='form']/option/text()") == ["Orla Venn", "mayor Oskar Venn"]
    answer = decide(visitor, one.id, "split", "person", form="mayor Oskar Venn", value="Oskar Venn")
    assert answer.status_code == 303
    assert {"Orla Venn", "Oskar Venn"} <= {p.name for p in visitor.desk.view().case.people}
    assert visitor.desk.view().layer.orphans == ()


@pytest.mark.parametrize(
    "form", [{"act": "split", "form": "Nobody", "value": "X"}, {"act": "merge", "named": "Nobody"}]
)
def test_a_name_that_is_not_there_is_refused(visitor, tmp_path, form):
    assert visitor.post("/decisions", {"about": "person", "record": "pv", **form}).status_code == 400
    assert not (tmp_path / FILE).exists()


def test_who_is_second_is_told_so_and_overwrites_nothing(visitor, tmp_path):
    seen = visitor.desk.view().seen("x1")
    assert decide(visitor, "x1", "confirm", seen=seen).status_code == 303
    answer = decide(visitor, "x1", "dismiss", seen=seen)
    assert answer.status_code == 409
    assert "AB answered it (confirm)" in answer.text
    assert [d.act for d in read(tmp_path / FILE).decisions] == ["confirm"]
    now = visitor.desk.view().seen("x1")
    assert decide(visitor, "x1", "dismiss", seen=now).status_code == 303
