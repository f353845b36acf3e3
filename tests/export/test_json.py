"""The JSON export: one object that holds the whole case."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from retold.decisions import FILE, append, decide, place_of
from retold.export import FORMATS, to_json
from small_case import TWIST, small_case


@pytest.fixture(scope="module")
def exported():
    return json.loads(to_json(small_case()))


def test_offsets_reproduce_the_words(exported):
    texts = {d["id"]: d["text"] for d in exported["documents"]}
    (quotation,) = (q for q in exported["quotations"] if q["id"] == "qd3")
    ((start, end),) = quotation["content"]
    assert texts["d3"][start:end] == "We have seriously decided on a bridge over the Tamble"
    (place, _) = exported["discrepancies"][0]["evidence"]
    assert texts[place["document"]][place["start"] : place["end"]] == "mayor Oskar Venn"


def test_a_quotation_has_its_attribution(exported):
    quotations = {q["id"]: q for q in exported["quotations"]}
    assert quotations["qd1"]["speaker"] == "pv"
    assert quotations["qd1"]["to"] == "pc"
    assert quotations["qd1"]["occasion"] == "o1"
    assert quotations["qhead"]["speaker"] is None
    assert quotations["qhead"]["candidates"] == ["po", "pv"]
    assert quotations["qhead"]["parent"] == "qd3"


def test_a_statement_lists_quotations_and_readings(exported):
    (statement,) = exported["statements"]
    assert statement["witnesses"] == ["qd1", "qd2", "qd3"]
    assert len(statement["readings"]) == 12
    assert [w["siglum"] for w in statement["tellings"]] == ["R1", "A", "B"]


def test_blocks_stand_in_their_document(exported):
    (copy,) = (d for d in exported["documents"] if d["id"] == "d2")
    chrome = [copy["text"][b["start"] : b["end"]] for b in copy["blocks"] if b["label"] == "chrome"]
    assert chrome == ["Menu | Sports | Weather"]
    assert copy["title"] == [0, 37]


def test_days_are_iso(exported):
    published = {d["id"]: d["published"] for d in exported["documents"]}
    assert published["d3"]["first"] == "2020-06-09"
    assert published["d1"] is None


def test_a_lone_surrogate_survives_as_an_escape():
    case = small_case(twist=TWIST + "\ud800 <&")
    text = to_json(case)
    text.encode("utf-8")
    documents = {d["id"]: d["text"] for d in json.loads(text)["documents"]}
    assert documents["d3"] == TWIST + "\ud800 <&"


def test_a_quotation_without_attribution_has_no_speaker():
    case = small_case()
    case.attributions = ()
    case.statements = (replace(case.statements[0], witnesses=("qd1", "qd1")),)
    exported = json.loads(to_json(case))
    assert {q["speaker"] for q in exported["quotations"]} == {None}
    assert exported["statements"][0]["witnesses"] == ["qd1"]


def test_what_was_decided_is_exported(tmp_path):
    case = small_case()
    case.folder = tmp_path
    d3 = case.documents[2]
    append(tmp_path / FILE, [decide("AB", "set-role", about="document", target=(place_of(d3),), value="wire")])
    assert json.loads(FORMATS["json"](case))["documents"][2]["role"] == "wire"
    assert json.loads(to_json(case))["documents"][2]["role"] == "outlet"
