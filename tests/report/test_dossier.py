"""The dossier as a whole: well-formed, self-contained, harmless, and every link lands."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import pytest
from lxml import etree, html

from retold import report
from retold.decisions import FILE, append, decide, place_of
from small_case import COPY, MINUTES, TOLD, TWIST, TWISTED, blocks, place, small_case

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202egnp.exe\u202c\x00\ud800'\"&amp;{{ 7*7 }}"


@pytest.fixture(scope="module")
def page():
    return report.dossier(small_case())


@pytest.fixture(scope="module")
def tree(page):
    return html.document_fromstring(page)


def hostile_case():
    """The small case with hostile text in every place that a stranger may fill."""
    case = small_case(MINUTES + HOSTILE, COPY + HOSTILE, TWIST + HOSTILE)
    bad = {
        "documents": tuple(
            replace(d, outlet=HOSTILE, headline=HOSTILE, byline=(HOSTILE,), url=HOSTILE, path=HOSTILE, member=HOSTILE)
            for d in case.documents
        ),
        "people": tuple(
            replace(p, name=HOSTILE, forms=(HOSTILE,), roles=(HOSTILE,), doubts=(HOSTILE,)) for p in case.people
        ),
        "occasions": tuple(replace(o, label=HOSTILE) for o in case.occasions),
        "statements": tuple(replace(s, label=HOSTILE) for s in case.statements),
        "stories": tuple(replace(s, label=HOSTILE) for s in case.stories),
        "discrepancies": tuple(replace(d, why=HOSTILE, kind=HOSTILE) for d in case.discrepancies),
        "descents": (
            *(replace(d, why=HOSTILE) for d in case.descents),
            replace(case.descents[0], id="e9", exemplar=HOSTILE),
        ),
        "readings": tuple(replace(r, text=HOSTILE + r.text) for r in case.readings),
        "diagnostics": tuple(replace(d, message=HOSTILE, path=HOSTILE) for d in case.diagnostics),
        "blocks": tuple(replace(b, reason=HOSTILE) for b in case.blocks),
        "title": HOSTILE,
    }
    return SimpleNamespace(**(vars(case) | bad))


def test_every_link_within_the_page_lands_and_ids_are_unique(tree):
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    wanted = {h[1:] for h in tree.xpath("//@href") if h.startswith("#")}
    assert wanted
    assert wanted <= set(ids)


def test_a_place_is_marked_with_the_very_words(tree):
    for found in small_case().discrepancies:
        for where in found.evidence:
            (node,) = tree.xpath(f"//*[@id='d-{where.document}-{where.start}-{where.end}']")
            for ref in node.xpath(".//sup"):
                ref.drop_tree() if ref.tail is None else ref.clear(keep_tail=True)
            text = next(d.text for d in small_case().documents if d.id == where.document)
            assert node.text_content() == text[where.start : where.end]


def test_the_gravest_discrepancy_is_the_first_thing_said(tree):
    first = tree.xpath("//main//article")[0]
    assert "The words of Orla Venn are given to Oskar Venn." in first.text_content()
    assert [m.text_content() for m in first.xpath(".//mark")] == ["mayor Oskar", "Orla"]


def test_the_apparatus_names_only_who_differs(tree):
    (entry,) = tree.xpath("//ol[@class='apparatus']/li")
    text = " ".join(entry.text_content().split())
    assert text == "are ready to discuss ] have seriously decided on B"


def test_the_page_loads_nothing_and_runs_nothing(page, tree):
    assert not tree.xpath("//script | //iframe | //object | //embed | //link | //img | //form")
    assert not tree.xpath("//@src | //@onclick | //@onerror")
    assert not re.search(r"url\((?!#)", page)
    assert "@import" not in page


@pytest.mark.parametrize("make", [small_case, hostile_case])
def test_the_page_is_well_formed(make):
    page = report.dossier(make()).replace("<!DOCTYPE html>", "")
    closed = re.sub(r"<(meta)([^>]*)>", r"<\1\2/>", page)
    assert etree.fromstring(closed.encode()).tag == "html"


def test_hostile_text_is_shown_and_does_nothing():
    page = report.dossier(hostile_case())
    tree = html.document_fromstring(page)
    assert not tree.xpath("//script | //img")
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on")]
    assert not re.search("[\x00\u202a-\u202e\ud800-\udfff]", page)
    assert "⟦U+202E⟧gnp.exe" in page
    assert "{{ 7*7 }}" in page
    page.encode("utf-8")


def test_headings_go_down_by_one_and_there_is_one_first(tree):
    levels = [int(node.tag[1]) for node in tree.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_chrome_is_kept_with_its_reason(tree):
    (chrome,) = tree.xpath("//details[@class='chrome']")
    assert "Menu | Sports | Weather" in chrome.text_content()
    assert "looks like chrome" in chrome.text_content()


def test_what_could_not_be_decided_is_said(tree):
    text = " ".join(tree.get_element_by_id("undecided").text_content().split())
    assert "could be Oskar Venn or Orla Venn" in text
    assert "the text ends in the middle of a sentence" in text
    assert "pages/photo.txt" in text


def test_the_same_case_gives_the_same_page(page):
    assert report.dossier(small_case()) == page


def test_an_empty_case_has_a_dossier():
    empty = {name: () for name, value in vars(small_case()).items() if isinstance(value, tuple)}
    case = SimpleNamespace(**(vars(small_case()) | empty))
    tree = html.document_fromstring(report.dossier(case))
    assert "No discrepancy was found" in tree.text_content()


def test_a_place_on_no_block_still_has_its_id():
    case = small_case()
    case.blocks = tuple(b for b in case.blocks if b.document != "d3") + tuple(blocks("d3", TWIST, ["body"] * 3)[:1])
    tree = html.document_fromstring(report.dossier(case))
    wanted = {h[1:] for h in tree.xpath("//@href") if h.startswith("#")}
    assert wanted <= set(tree.xpath("//@id"))


def test_write_leaves_no_part_behind(tmp_path, page):
    report.write(small_case(), tmp_path / "dossier.html")
    assert [p.name for p in tmp_path.iterdir()] == ["dossier.html"]
    assert (tmp_path / "dossier.html").read_text(encoding="utf-8") == page


def test_no_template_marks_text_as_safe():
    for path in report.rendering.TEMPLATES.glob("*.html"):
        assert not re.search(r"\|\s*safe|autoescape\s+false", path.read_text(encoding="utf-8"))


def test_what_was_dismissed_goes_to_the_end_and_says_by_whom(tmp_path):
    case = small_case()
    case.folder = tmp_path
    places = tuple(
        place_of(next(d for d in case.documents if d.id == e.document), e.start, e.end)
        for e in case.discrepancies[0].evidence
    )
    gone = replace(places[0], sha256="gone", path="gone.txt")
    append(
        tmp_path / FILE,
        [
            decide("AB", "dismiss", "2024-05-06", about="discrepancy", kind="speaker", target=places, reason=HOSTILE),
            decide("AB", "note", about="quotation", target=(gone,), value="lost"),
        ],
    )
    tree = html.document_fromstring(report.dossier(case))
    first, second = tree.xpath("//article[contains(@class, 'card')]")[:2]
    assert "A readiness to discuss became a decision." in first.text_content()
    assert "dismissed by AB, 2024-05-06" in second.text_content()
    assert "gone.txt is not in the case any more" in tree.get_element_by_id("undecided").text_content()
    assert not tree.xpath("//script")


def test_who_says_it_and_what_is_said_stand_together():
    case = small_case()
    first = case.discrepancies[0]
    said = (place("d3", TWIST, TWISTED), place("d2", COPY, TOLD))
    case.discrepancies = (replace(first, evidence=(*first.evidence, *said)),)
    card = html.document_fromstring(report.dossier(case)).xpath("//article")[0]
    marked = [[m.text_content() for m in side.xpath(".//mark")] for side in card.xpath(".//blockquote")]
    assert marked == [["have seriously decided on", "mayor Oskar"], ["are ready to discuss", "Orla"]]
    assert not card.xpath(".//p[@class='further']")


def test_a_large_case_is_shortened_and_says_so_and_its_links_still_land():
    tree = html.document_fromstring(report.dossier(small_case(), most=1, texts=1))
    text = " ".join(tree.text_content().split())
    assert "1 more discrepancies are left out here" in text
    assert "2 more documents are left out here" in text
    assert "its text is not in this file" in text
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in tree.xpath("//@href") if h.startswith("#")} <= set(ids)


def test_a_story_that_hundreds_tell_is_shortened_at_each_place_and_says_so():
    case = small_case()
    told = next(w for w in case.witnesses if w.document == "d2")
    many = [replace(told, id=f"w{n}", base=False) for n in range(400)]
    case.witnesses = (*case.witnesses, *many)
    case.readings += tuple(
        replace(r, witness=w.id, text=f"{r.text} indeed", normal=f"{r.normal} indeed")
        for w in many
        for r in case.readings
        if r.witness == "wd2"
    )
    case.descents += tuple(replace(case.descents[1], id=f"e1{n}", exemplar=f"Agency {n}") for n in range(400))
    text = report.dossier(case)
    plain = " ".join(html.document_fromstring(text).text_content().split())
    assert "303 more tellings are left out here" in plain
    assert "103 more descents are left out here" in plain
    assert "and 360 more" in plain
    assert len(text) < 600_000
    assert text.count("It names the agency as its source.") >= 1, "what is credited comes before what is inferred"


def test_with_several_stories_a_card_and_a_person_say_of_which():
    case = small_case()
    assert "story 1:" not in report.dossier(case)
    case.stories = (*case.stories, replace(case.stories[0], id="st2", label="a ferry"))
    tree = html.document_fromstring(report.dossier(case))
    for where in ("//article[@id='x-x1']", "//li[@id='p-po']"):
        assert "story 1: bridge over the Tamble" in " ".join(tree.xpath(where)[0].text_content().split())
