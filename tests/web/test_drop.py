"""A file dropped on the page in a real browser is in the case at the end."""

from __future__ import annotations

import shutil

import pytest

import retold
from conftest import served, visit

CHROMIUM = shutil.which("chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="needs Chromium"),
    # uvicorn and Playwright leave their sockets to the garbage collector
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]

ONE = 'Kerb\n\nMayor Una Reef told the council on 2 May 2011: "We will move forty stones by June."\n'
DROP = """(file) => {
  const data = new DataTransfer();
  data.items.add(new File([file.text], file.name, {type: "text/plain"}));
  for (const kind of ["dragover", "drop"]) {
    document.querySelector("main").dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
  }
}"""


@pytest.fixture
def made(tmp_path):
    (tmp_path / "one.txt").write_text(ONE)
    return retold.run([tmp_path / "one.txt"], tmp_path / "case", workers=1)


def test_a_file_is_dropped_and_read(browser, made):
    with served(made) as address:
        page, complaints = visit(browser, address)
        page.goto(f"{address}/sources")
        page.evaluate(DROP, {"name": "two.txt", "text": ONE.replace("forty", "fourteen")})
        page.get_by_text("1 file added: two.txt").wait_for(timeout=120_000)
        page.goto(address)
        page.get_by_text("fourteen").first.wait_for()
    assert complaints == []


def test_a_file_is_brought_in_without_scripts(browser, made, tmp_path):
    (tmp_path / "two.txt").write_text(ONE.replace("forty", "fourteen"))
    with served(made) as address:
        page, _ = visit(browser, address, java_script_enabled=False)
        page.goto(f"{address}/sources")
        page.get_by_label("Files").set_input_files(tmp_path / "two.txt")
        page.get_by_role("button", name="Add to the case").click()
        page.get_by_text("1 file added: two.txt").wait_for(timeout=120_000)
