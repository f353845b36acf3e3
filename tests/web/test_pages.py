"""Every page can be read without a script, holds nothing from outside, and links only to what is there."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from retold.export import FORMATS
from retold.web.description import openapi, twin
from retold.web.pages import PAGES
from small_case import COPY, MINUTES, TWIST, small_case

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e'\"{{ 7*7 }}"
IDS = {"/discrepancies/{id}": "x1", "/statements/{id}": "s1", "/documents/{id}": "d3", "/quotations/{id}": "qd3",
       "/people/{id}": "po"}  # fmt: skip


def address(page, path=None):
    return (path or page.path).replace("{id}", IDS.get(page.path, ""))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.path)
def test_a_page_and_its_twin_answer(visitor, page):
    answer = visitor.get(address(page))
    assert answer.status_code == 200
    tree = html.document_fromstring(answer.text)
    assert len(tree.xpath("//h1")) == 1
    levels = [int(n.tag[1]) for n in tree.iter("h1", "h2", "h3", "h4")]
    assert all(b - a <= 1 for a, b in pairwise(levels))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    other = visitor.get(address(page, twin(page)))
    assert other.status_code == 200
    assert json.loads(other.text) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.path)
def test_a_page_has_nothing_inline_and_nothing_from_elsewhere(visitor, page):
    tree = html.document_fromstring(visitor.get(address(page)).text)
    assert not tree.xpath("//style | //*[@style] | //script[not(@src)] | //iframe | //img")
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
    assert all(x.startswith(("/", "#", "?")) or x == "data:," for x in tree.xpath("//@href | //@src | //@action"))
    for label in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert label.xpath("ancestor::label") or label.get("aria-label")


def test_every_link_of_every_page_answers_and_every_place_is_marked(visitor):
    seen = {}
    waiting = [*(address(p) for p in PAGES), "/search?q=bridge", "/check?q=ready+to+discuss+a+bridge"]
    while waiting:
        path = waiting.pop()
        bare = path.partition("#")[0]
        if bare not in seen:
            answer = visitor.get(bare)
            assert answer.status_code == 200, path
            is_page = answer.headers["content-type"].startswith("text/html")
            seen[bare] = html.document_fromstring(answer.text) if is_page else None
            if is_page:
                links = [x for x in seen[bare].xpath("//a/@href | //link/@href | //script/@src") if x.startswith("/")]
                waiting += [x for x in links if x not in seen]
        fragment = path.partition("#")[2]
        if fragment:
            assert seen[bare].xpath(f"//*[@id='{fragment}']"), path
    assert len(seen) > 30


def test_a_record_that_is_gone_is_a_404(visitor):
    for page in PAGES:
        if "{id}" in page.path:
            assert visitor.get(page.path.replace("{id}", "nothing")).status_code == 404
            assert visitor.get(twin(page).replace("{id}", "no%20thing")).status_code == 404


@pytest.mark.parametrize("path", ["/nothing", "/export/word", "/static/../routes.py", "/static/%2e%2e%2froutes.py"])
def test_an_address_that_is_not_there_is_a_404(visitor, path):
    assert visitor.get(path).status_code == 404


def test_hostile_text_is_shown_and_does_nothing(tmp_path):
    from conftest import Visitor

    case = small_case(MINUTES + HOSTILE, COPY + HOSTILE, TWIST + HOSTILE)
    case.title = HOSTILE
    case.people = tuple(replace(p, name=HOSTILE, forms=(HOSTILE,), doubts=(HOSTILE,)) for p in case.people)
    case.documents = tuple(replace(d, headline=HOSTILE, outlet=HOSTILE, path=HOSTILE) for d in case.documents)
    case.discrepancies = tuple(replace(d, why=HOSTILE, kind=HOSTILE) for d in case.discrepancies)
    visitor = Visitor(tmp_path, case)
    for page in PAGES:
        text = visitor.get(address(page)).text
        tree = html.document_fromstring(text)
        assert not tree.xpath("//script[not(@src='/static/app.js')] | //img")
        assert "\u202e" not in text
    found = visitor.get("/search", params={"q": "<script> \"alert' OR NEAR("})
    assert found.status_code == 200
    assert not html.document_fromstring(found.text).xpath("//main//script")


def test_search_finds_words_and_narrows_by_speaker_and_day(visitor):
    def found(**query):
        return [h["place"]["document"] for h in json.loads(visitor.get("/search.json", params=query).text)["hits"]]

    assert sorted(found(q="bridge Tamble")) == ["d1", "d2", "d3"]
    assert found(q="bridge Tamble", speaker="oskar") == ["d3"]
    assert found(q="bridge", first="2020-01-01", last="2020-12-31") == ["d3", "d3"]
    assert found(q="Sports") == []
    assert found(q="\x00") == []


def test_a_claim_is_checked_and_a_long_one_refused(visitor):
    answer = visitor.post("/check", {"q": "We are ready to discuss a bridge over the Tamble"})
    assert "pages/d1" in answer.text or "d1.txt" in answer.text
    assert visitor.post("/check", {"q": "x" * 1_100_000}).status_code == 413


def test_the_base_text_can_be_chosen(visitor):
    text = html.document_fromstring(visitor.get("/statements/s1?base=wd3").text).xpath("//p[@class='base']")[0]
    assert " ".join(text.text_content().split()).startswith("We have seriously decided on")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_served_as_a_file(visitor, name):
    answer = visitor.get(f"/export/{name}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="case.')
    assert len(answer.content) > 50


def test_the_description_names_every_route(visitor):
    described = {(m.upper(), path) for path, operations in openapi()["paths"].items() for m in operations}
    inner = visitor.app.app
    served = {
        (m, r.path)
        for r in inner.routes
        for m in r.methods - {"HEAD"}
        if not r.path.startswith("/static") and not r.path.endswith((".css", "openapi.json"))
    }
    assert described == served
    assert json.loads(visitor.get("/openapi.json").text) == openapi()


def test_many_cards_are_turned_by_pages_and_stay_small(tmp_path):
    from conftest import Visitor

    case = small_case()
    many = [replace(case.discrepancies[1], id=f"x{n:04}") for n in range(500)]
    case.discrepancies = tuple(many)
    answer = Visitor(tmp_path, case).get("/?page=3")
    assert len(answer.content) < 300_000
    assert len(re.findall(r'<article class="card', answer.text)) == 50
    assert "page 3 of 10" in answer.text
