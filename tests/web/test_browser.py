"""The application in a real browser: read, decide by key, undo, fix; with and without scripts; nothing is violated."""

from __future__ import annotations

import shutil

import pytest
from lxml import html

from conftest import visit
from retold import report
from retold.decisions import FILE, read
from retold.web.pages import PAGES
from small_case import small_case

CHROMIUM = shutil.which("chromium")
IDS = {"/discrepancies/{id}": "x1", "/statements/{id}": "s1", "/documents/{id}": "d3", "/quotations/{id}": "qd3",
       "/people/{id}": "po"}  # fmt: skip

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="needs Chromium"),
    # uvicorn and Playwright leave their sockets to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


def decided(tmp_path):
    return [d.act for d in read(tmp_path / FILE).decisions]


def test_a_card_is_decided_by_one_key_and_undone_by_another(browser, site, tmp_path):
    page, complaints = visit(browser, site)
    page.keyboard.press("j")
    with page.expect_response("**/decisions"):
        page.keyboard.press("y")
    page.get_by_text("confirmed by AB").wait_for()
    page.keyboard.press("k")
    with page.expect_response("**/decisions"):
        page.keyboard.press("z")
    page.get_by_text("confirmed by AB").wait_for(state="detached")
    assert decided(tmp_path) == ["confirm", "retract"]
    assert complaints == []


def test_from_a_card_to_its_words_is_one_click_and_they_are_marked(browser, site):
    page, complaints = visit(browser, site)
    page.locator("article.card figcaption a").first.click()
    page.wait_for_url("**/documents/**")
    target = page.locator(":target")
    assert target.inner_text().startswith("mayor Oskar Venn")
    assert target.bounding_box()["y"] > 0
    assert complaints == []


def test_a_speaker_is_put_right_by_keys(browser, site, tmp_path):
    page, complaints = visit(browser, site)
    page.keyboard.press("j")
    page.keyboard.press("f")
    page.wait_for_url("**/quotations/qd3")
    page.get_by_label("Speaker").fill("Orla Venn")
    page.keyboard.press("Enter")
    page.get_by_text("speaker set to Orla Venn").wait_for()
    assert decided(tmp_path) == ["set-speaker"]
    assert complaints == []


def test_all_can_be_read_and_decided_without_scripts(browser, site, tmp_path):
    page, _ = visit(browser, site, java_script_enabled=False)
    page.get_by_role("button", name="Not an issue").first.click()
    page.get_by_text("dismissed by AB").wait_for()
    assert decided(tmp_path) == ["dismiss"]
    for view in PAGES:
        page.goto(site + view.path.replace("{id}", IDS.get(view.path, "")))
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_no_view_is_wider_than_the_screen_or_violates_the_policy(browser, site, width):
    page, complaints = visit(browser, site, viewport={"width": width, "height": 800})
    for view in PAGES:
        page.goto(site + view.path.replace("{id}", IDS.get(view.path, "")))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view.path
    assert complaints == []


def test_a_visitor_from_another_page_is_not_let_in(browser, site):
    page, _ = visit(browser, site)
    other = browser.new_context().new_page()
    assert other.goto(site).status == 403
    assert page.goto(site).status == 200


def test_the_dossier_needs_no_network_and_lights_up_what_is_linked(browser, tmp_path):
    path = tmp_path / "dossier.html"
    report.write(small_case(), path)
    page = browser.new_context(
        offline=True, java_script_enabled=False, viewport={"width": 320, "height": 800}
    ).new_page()
    asked = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(path.as_uri())
    page.locator("article.card figcaption a").first.click()
    assert asked == [path.as_uri()]
    wanted = html.document_fromstring(path.read_text()).xpath("//figcaption/a/@href")[0]
    assert page.url.endswith(wanted)
    assert page.locator(wanted).bounding_box()["width"] > 0
