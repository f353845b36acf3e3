"""Make the pictures of the documentation, in docs/images: the example, read anew, in a real browser.

    .venv/bin/python docs/screenshots.py

Needs Chromium.  The pictures change where the pages do, so look at them before they are kept.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
EXAMPLE = Path("examples/harbour/documents")  # relative, as paths are seen in the pictures

sys.path.insert(0, str(ROOT / "bench"))

from playwright.sync_api import sync_playwright
from served import TOKEN, served

import retold
from retold import report


def main() -> int:
    """Run the example and take the pictures; return the exit code."""
    os.chdir(ROOT)
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as base, sync_playwright() as started:
        case = retold.run([EXAMPLE], Path(base) / "harbour", records=[EXAMPLE / "minutes.txt"])
        report.write(case, case.folder / "dossier.html")
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1100, "height": 820}, color_scheme="light").new_page()
        page.goto((case.folder / "dossier.html").as_uri())
        page.screenshot(path=IMAGES / "dossier.png")
        with served(case, "you") as (address, desk):
            first = desk.view().findings[0]
            pages = {
                "list": "/",
                "statement": f"/statements/{desk.view().told[0].statement.id}",
                "document": f"/documents/{first.sides[0].place.document}",
                "quotation": f"/quotations/{desk.view().quoted(first.sides[1].place)}",
                "stemma": "/stemma",
                "sources": "/sources",
            }
            page.goto(f"{address}/?token={TOKEN}")
            for name, path in pages.items():
                page.goto(address + path)
                if name == "list":
                    page.keyboard.press("j")
                page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()
    print(f"{len(list(IMAGES.glob('*.png')))} pictures in {IMAGES.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
