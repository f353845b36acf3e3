"""Every view of a case in a real browser: accessibility, content policy, reading without scripts, width, screenshots.

    npm pack axe-core && tar xzf axe-core-*.tgz        # MPL-2.0; used here, not shipped
    python bench/views.py CASE package/axe.min.js [FOLDER FOR SCREENSHOTS]

For each view: what axe-core finds serious or critical, what the console says (a violated policy is an error there),
whether the page says the same without scripts, and whether it is wider than a screen of 320, 360 or 1280 pixels.  The
dossier is looked at likewise.  Ends with 1 if anything is found.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright
from served import TOKEN, addresses, served

from retold.case import Case

WIDTHS = (320, 360, 1280)
GRAVE = ("serious", "critical")


def let_in(browser, address, **more):
    """Return a page that holds the token, and what its console says."""
    page = browser.new_context(**more).new_page()
    said = []
    page.on("console", lambda m: said.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: said.append(str(e)))
    page.goto(f"{address}/?token={TOKEN}")
    return page, said


def look(page, plain, url, axe):
    """Return what is wrong with one page."""
    page.goto(url)
    plain.goto(url)
    found = page.evaluate(f"{axe}; axe.run(document, {{resultTypes: ['violations']}})")["violations"]
    wide = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(width)
    words = [p.locator("main").inner_text().split() for p in (page, plain)]
    return {
        "axe": [f"{v['impact']} {v['id']}: {v['nodes'][0]['html'][:120]}" for v in found if v["impact"] in GRAVE],
        "lesser": sorted({v["id"] for v in found if v["impact"] not in GRAVE}),
        "wider_than": wide,
        "needs_script": words[0] != words[1],
    }


def shoot(page, url, path):
    """Make a screenshot of a page at two widths."""
    page.goto(url)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        height = min(2400, page.evaluate("document.documentElement.scrollHeight"))
        part = {"x": 0, "y": 0, "width": width, "height": height}
        page.screenshot(path=path.with_name(f"{path.name}-{width}.png"), clip=part, full_page=True)


def main():
    case, axe = Path(sys.argv[1]), Path(sys.argv[2]).read_text(encoding="utf-8")
    shots = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    figures, bad = {}, 0
    with served(Case(case)) as (address, desk), sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page, said = let_in(browser, address)
        plain, _ = let_in(browser, address, java_script_enabled=False)
        urls = {name: address + path for name, path in addresses(desk).items()}
        urls["/search?q="] = f"{address}/search?q=the"
        urls["dossier"] = (case / "dossier.html").resolve().as_uri()
        for name, url in urls.items():
            said.clear()
            figures[name] = look(page, plain, url, axe)
            figures[name]["console"] = list(said)
            wrong = figures[name]
            bad += bool(wrong["axe"] or wrong["console"] or wrong["wider_than"] or wrong["needs_script"])
            if shots:
                shots.mkdir(parents=True, exist_ok=True)
                shoot(page, url, shots / (name.strip("/").replace("/{id}", "-one").replace("?q=", "") or "list"))
        browser.close()
    print(json.dumps({"views": len(figures), "wrong": bad, "by_view": figures}, indent=1))
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
