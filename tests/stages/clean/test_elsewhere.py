"""Pages that are not in the fit: no line of an article is hidden, and nine tenths of the chrome are.

Lists that a line announces were mended with these pages in view, so that they say less than pages that nobody has seen.
"""

import pytest
from elsewhere import HOUSES, PAGES

from retold.stages.clean.judge import judge
from retold.stages.clean.lines import lines

ARTICLE = """Keeper of the lock denies that he lost the key

The keeper of the southern lock denied on Friday that he had lost the key on the night of the flood.

"The key was on the hook when I went home," he told the commission. "Ask the man who came after me."

Three points are still open:
- who had the key
- who knew of it

The commission will hear two engineers on Sunday."""


def judged(text):
    rows = lines(text)
    return [verdict.label for verdict in judge(rows)]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_of_a_page_of_an_outlet_not_seen_before_no_line_of_the_article_is_hidden(page, between):
    marked = [row.split("|", 1) for row in PAGES[page].splitlines()]
    found = judged(between.join(text for _, text in marked))
    assert [text for (kind, text), label in zip(marked, found, strict=True) if kind != "C" and label == "chrome"] == []


def test_nine_tenths_of_the_chrome_of_outlets_not_seen_before_are_hidden():
    chrome = hidden = 0
    for page in PAGES.values():
        marked = [row.split("|", 1) for row in page.splitlines()]
        for (kind, text), label in zip(marked, judged("\n".join(text for _, text in marked)), strict=True):
            chrome += len(text) * (kind == "C")
            hidden += len(text) * (kind == "C" and label == "chrome")
    assert hidden >= 0.9 * chrome


def rows_of_houses():
    """Yield (kind, text, label) of the lines of pages that are no papers' sites."""
    for page in HOUSES.values():
        rows = [row.partition("|") for row in page.splitlines()]
        found = judged("\n".join(text for _, _, text in rows))
        yield from ((k, text, label) for (k, _, text), label in zip((r for r in rows if r[0]), found, strict=True))


def test_of_pages_that_are_no_papers_sites_no_line_of_an_article_is_hidden_but_the_name_below_a_letter():
    lost = [text for kind, text, label in rows_of_houses() if kind in "HP" and label == "chrome"]
    assert set(lost) <= {"I remain your servant, J. Tull."}


def test_three_quarters_of_the_chrome_of_pages_that_are_no_papers_sites_are_hidden():
    sizes = [(len(text), label == "chrome") for kind, text, label in rows_of_houses() if kind == "C"]
    assert sum(size for size, hidden in sizes if hidden) >= 0.75 * sum(size for size, _ in sizes)


def test_a_list_that_a_line_announces_belongs_to_the_article():
    assert "chrome" not in judged(ARTICLE)


@pytest.mark.parametrize(
    "foot",
    [
        ["Kissa matkusti lautalla kolme päivää", "Sähkön hinta nousee taas", "Mummon mustikkapiirakan resepti"],
        ["Mačka tri dana putovala trajektom", "Cijena struje raste od lipnja", "Recept za bakin kolač"],
        ["Goose holds up tram for an hour", "Town votes to keep its crooked clock", "The great marrow swindle"],
    ],
)
def test_headlines_in_the_foot_of_a_page_are_hidden_without_any_cue(foot):
    assert judged(ARTICLE + "\n\n" + "\n".join(foot))[-3:] == ["chrome"] * 3
