"""The exports beside JSON: each is read back by another program's reader, or by hand."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from lxml import etree

from retold.errors import CaseError
from retold.export import (
    FORMATS,
    from_jsonl,
    to_annotation,
    to_arrow,
    to_csv,
    to_dot,
    to_graphml,
    to_json_schema,
    to_jsonl,
    to_markdown,
    to_nexus,
    to_parquet,
    to_tei,
)
from retold.export.lines import TABLES, TYPES
from small_case import COPY, MINUTES, TWIST, small_case

HOSTILE = "<script>\x00\ud800\u202e]]>&\"'\n=cmd()"
NS = {"t": "http://www.tei-c.org/ns/1.0", "g": "http://graphml.graphdrawing.org/xmlns"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def empty_case():
    case = vars(small_case())
    return SimpleNamespace(**{name: () if isinstance(value, tuple) else value for name, value in case.items()})


def hostile_case():
    tail = HOSTILE.replace("\n", " ")
    case = small_case(MINUTES + tail, COPY + tail, TWIST + tail)
    case.title = HOSTILE
    case.people = tuple(replace(p, name=HOSTILE, doubts=(HOSTILE,)) for p in case.people)
    case.documents = tuple(replace(d, headline=HOSTILE, outlet=HOSTILE, url=HOSTILE) for d in case.documents)
    case.discrepancies = tuple(replace(d, why=HOSTILE) for d in case.discrepancies)
    case.readings = tuple(replace(r, text=HOSTILE + r.text) for r in case.readings)
    case.descents = tuple(
        replace(d, why=HOSTILE, exemplar=d.exemplar.replace("Tamble", HOSTILE)) for d in case.descents
    )
    return case


def files(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def sheet(name: str, case=None):
    text = files(to_csv(case or small_case()))[f"{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("make", [small_case, empty_case, hostile_case])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_every_case_and_gives_the_same_twice(name, make):
    first, second = FORMATS[name](make()), FORMATS[name](make())
    assert first == second
    if isinstance(first, str):
        first.encode("utf-8")
    if name in {"tei", "graphml"}:
        etree.fromstring(first)


def test_jsonl_read_back_gives_the_same_records():
    case = small_case(twist=TWIST + "\ud800\u2028 <&")
    found = from_jsonl(to_jsonl(case).split("\n"))
    for name, record in TYPES.items():
        assert found[record] == getattr(case, TABLES[name])


def test_a_broken_line_is_named():
    with pytest.raises(CaseError, match="line 2"):
        from_jsonl(['{"record": "header", "format": "retold-lines/1"}', '{"record": "Nothing"}'])
    with pytest.raises(CaseError, match="line 1"):
        from_jsonl(['{"record": "header", "format": "retold-lines/99"}'])


def check(schema, value, definitions):
    """A reader of the part of JSON Schema that ours uses."""
    if "$ref" in schema:
        return check(definitions[schema["$ref"].rpartition("/")[2]], value, definitions)
    for word, some in (("oneOf", lambda n: n == 1), ("anyOf", lambda n: n >= 1)):
        if word in schema:
            return some(sum(check(s, value, definitions) for s in schema[word]))
    if "const" in schema:
        return value == schema["const"]
    kinds = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}
    if schema["type"] in kinds:
        return isinstance(value, kinds[schema["type"]])
    if schema["type"] == "array":
        return isinstance(value, list) and all(check(schema["items"], v, definitions) for v in value)
    return (
        isinstance(value, dict)
        and set(schema["required"]) <= set(value) <= set(schema["properties"])
        and all(check(schema["properties"][k], v, definitions) for k, v in value.items())
    )


def test_every_line_fits_the_json_schema_and_a_spoiled_one_does_not():
    schema = json.loads(to_json_schema())
    for line in to_jsonl(small_case()).splitlines():
        assert check(schema, json.loads(line), schema["$defs"]), line
        if '"header"' not in line:
            assert not check(schema, json.loads(line) | {"colour": "red"}, schema["$defs"])


def test_a_row_of_the_quotation_sheet_can_be_read_alone():
    row = next(r for r in sheet("quotations") if r["id"] == "qd2")
    assert row["content"] == "We are ready to discuss a bridge over the Tamble"
    assert row["speaker"] == "Orla Venn"
    assert row["carriers"] == "Tamble Press Agency"
    assert COPY[int(row["start"]) : int(row["end"])] == row["content"]


def test_statements_discrepancies_and_descents_have_a_row_each():
    assert [(r["documents"], r["sigla"]) for r in sheet("statements")] == [("3", "R1 A B")]
    assert next(r["left_words"] for r in sheet("discrepancies")) == "mayor Oskar Venn"
    assert next(r["exemplar_name"] for r in sheet("descents")) == "Tamble Press Agency"


def test_no_cell_is_run_as_a_formula():
    case = small_case()
    case.discrepancies = (replace(case.discrepancies[0], why='=HYPERLINK("http://a.invalid")'),)
    assert sheet("discrepancies", case)[0]["why"].startswith("'=")


def test_parquet_holds_the_same_rows_as_arrow():
    tables = to_arrow(small_case())
    for name, content in files(to_parquet(small_case())).items():
        assert pq.read_table(io.BytesIO(content)).equals(tables[name.removesuffix(".parquet")])
    assert tables["discrepancies"].column("left_start").to_pylist()[0] == TWIST.index("mayor")


def test_tei_readings_of_a_witness_give_its_words_back():
    tree = etree.fromstring(to_tei(small_case()))
    words = {
        "R1": "We are ready to discuss a bridge over the Tamble",
        "A": "We are ready to discuss a bridge over the Tamble",
        "B": "We have seriously decided on a bridge over the Tamble",
    }
    (said,) = tree.iterfind(".//t:said", NS)
    for witness, text in words.items():
        parts = [said.text or ""]
        for app in said.iterfind("t:app", NS):
            (mine,) = [r for r in app if f"#{witness}" in r.get("wit").split()]
            parts += [mine.text or "", app.tail or ""]
        assert " ".join("".join(parts).split()) == text


def test_tei_pointers_all_land():
    tree = etree.fromstring(to_tei(small_case()))
    ids = [n.get(XML_ID) for n in tree.iter() if n.get(XML_ID)]
    assert len(ids) == len(set(ids))
    pointers = {
        p[1:]
        for n in tree.iter()
        for a in ("wit", "who", "ana", "active", "passive", "corresp")
        for p in n.get(a, "").split()
    }
    assert {"A", "R1", "pv"} <= pointers
    assert pointers <= set(ids)


def test_tei_says_who_speaks_in_which_telling():
    tree = etree.fromstring(to_tei(small_case()))
    (app,) = tree.iterfind(".//t:app[@type='speaker']", NS)
    assert [(r.get("wit"), r.text) for r in app] == [("#R1 #A", "Orla Venn"), ("#B", "Oskar Venn")]


def test_a_second_telling_in_one_document_is_a_witness_of_its_own():
    case = small_case()
    again = replace(case.witnesses[2], id="again", document="d2", siglum="A")
    readings = tuple(
        replace(r, witness="again", document="d2", siglum="A") for r in case.readings if r.witness == "wd3"
    )
    case.witnesses, case.readings = (*case.witnesses, again), (*case.readings, *readings)
    tree = etree.fromstring(to_tei(case))
    assert [w.get(XML_ID) for w in tree.iterfind(".//t:witness", NS)] == ["R1", "A", "A.2", "B"]
    assert tree.find(".//t:said/t:app/t:rdg", NS).get("wit") == "#B #A.2"


def test_an_annotation_selects_the_words_by_quote_and_by_position():
    texts = {"https://post.invalid/1": COPY, "urn:sha256:" + "d1" * 16: MINUTES, "urn:sha256:" + "d3" * 16: TWIST}
    page = json.loads(to_annotation(small_case()))
    targets = [t for item in page["items"] for t in item["target"]]
    assert len(targets) == 9
    for target in targets:
        quote, position = target["selector"]
        text = texts[target["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text


def test_dot_draws_what_is_credited_solid_and_what_is_weak_dotted():
    text = to_dot(small_case())
    assert '"Tamble Press Agency" -> "d2" [style=solid' in text
    assert '"d1" -> "d3" [style=dotted' in text


def test_dot_strings_cannot_be_broken_out_of():
    case = small_case()
    case.descents = (replace(case.descents[0], why='a" ]; x -> y [l="\\'),)
    (line,) = [x for x in to_dot(case).splitlines() if "->" in x]
    strings = re.findall(r'"(?:[^"\\]|\\.)*"', line)
    assert len(strings) == 3
    assert strings[2] == '"a\\" ]; x -> y [l=\\"\\\\"'


def test_graphml_has_a_node_for_each_end():
    tree = etree.fromstring(to_graphml(small_case()))
    nodes = {n.get("id") for n in tree.iterfind(".//g:node", NS)}
    ends = {e.get(k) for e in tree.iterfind(".//g:edge", NS) for k in ("source", "target")}
    assert ends <= nodes
    assert len(nodes) == 4


def test_nexus_has_a_row_for_each_document_and_a_state_for_each_reading():
    text = to_nexus(small_case())
    assert re.findall(r"^    (\w+) ([0-9?]+)$", text, re.MULTILINE) == [("R1", "0"), ("A", "0"), ("B", "1")]
    assert "1 'S1.1' / 'are ready to discuss' 'have seriously decided on'" in text


def test_markdown_means_nothing_but_the_words():
    case = small_case()
    case.discrepancies = (replace(case.discrepancies[0], why="[click](http://a.invalid) <b>*now*</b>\n# Head"),)
    text = to_markdown(case)
    assert r"\[click\]\(http://a.invalid\) \<b\>\*now\*\</b\> \# Head" in text
    assert "**mayor Oskar** Venn" in text
