from html import escape

import pytest

from retold.readers import Reader, find
from retold.records import Page
from retold.settings import Read

PARAGRAPHS = [
    "The mayor of Port Ellery said on Monday that the old swing bridge would be rebuilt before the end of the year.",
    "“We have the money and we have the stone,” she told the council. “What we lack is a week without rain.”",
    "Fishermen doubt it: the last repair took three winters, and two firms went out of business over the work.",
    "A vote on the second half of the money is due in March, when the ferry company will also put its case.",
]
MARKUP = f"""<!doctype html><html lang="en"><head><title>Bridge to be rebuilt | Bay Courier</title>
<meta property="og:title" content="Bridge to be rebuilt"><meta property="og:site_name" content="Bay Courier">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Bridge to be rebuilt",
"author": [{{"name": "Ada Weaver"}}, {{"name": "Jan Fisher"}}], "datePublished": "2024-02-09T08:15:00+01:00"}}</script>
</head><body><nav class="site-nav"><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Bridge to be rebuilt</h1>{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</article>
<aside class="related"><h3>Most read</h3><a href="/x">Goat stops train</a></aside>
<footer>© 2024 Bay Courier</footer></body></html>"""


def page_of(tmp_path, markup):
    path = tmp_path / "a.html"
    path.write_text(markup, encoding="utf-8")
    [page] = [item for item in Reader(Read())(find([path])[0][0]) if isinstance(item, Page)]
    return page


def test_the_whole_visible_text_is_kept_one_block_a_line(tmp_path):
    lines = page_of(tmp_path, MARKUP).text.split("\n")
    assert (
        lines
        == [
            "Home Sport",
            "Bridge to be rebuilt",
            *PARAGRAPHS,
            "Most read",
            "Goat stops train",
            "© 2024 Bay Courier",
            "",
        ][: len(lines)]
    )
    assert len(lines) >= 9


def test_body_spans_are_the_article_and_nothing_else(tmp_path):
    page = page_of(tmp_path, MARKUP)
    shown = [page.text[s.start : s.end] for s in page.body]
    assert all(any(p.strip("“”.") in s for s in shown) for p in PARAGRAPHS)
    assert not any("Goat" in s or "©" in s for s in shown)


def test_every_candidate_is_kept_with_its_place(tmp_path):
    hints = {(h.field, h.value, h.where) for h in page_of(tmp_path, MARKUP).hints}
    assert ("title", "Bridge to be rebuilt", "json-ld headline") in hints
    assert ("title", "Bridge to be rebuilt | Bay Courier", "title") in hints
    assert ("byline", "Jan Fisher", "json-ld author") in hints
    assert ("published", "2024-02-09T08:15:00+01:00", "json-ld datePublished") in hints


def test_marks_say_what_the_markup_says(tmp_path):
    page = page_of(tmp_path, MARKUP)
    marked = {(m.kind, page.text[m.start : m.end]) for m in page.marks}
    assert ("h1", "Bridge to be rebuilt") in marked
    assert ("nav", "Home Sport") in marked
    assert ("~related", "Most read\nGoat stops train") in marked


def test_inline_elements_do_not_break_words(tmp_path):
    page = page_of(
        tmp_path, "<p>Pro<b>ject</b> <i>one</i>, <a href=x>two</a><br>three</p><table><tr><td>a<td>b</table>"
    )
    assert page.text.strip() == "Project one, two\nthree\na\tb"


@pytest.mark.parametrize(
    ("head", "hint"),
    [
        ('<meta name="w-published-date" content="2024-02-09">', ("published", "2024-02-09", "meta w-published-date")),
        (
            '<meta property="og:modified_time" content="2024-02-09">',
            ("modified", "2024-02-09", "meta og:modified_time"),
        ),
        ('<script>var page = {"publishDate":"2024-02-09"}</script>', ("published", "2024-02-09", "script publishDate")),
        (
            '<link rel="canonical" href="https://bay.example/2024/february/09/bridge">',
            ("published", "2024-february-09", "url"),
        ),
        (
            '<script type="application/ld+json">'
            + escape('[{"@type": "Article", "datePublished": "2024-02-09"}]')
            + "</script>",
            ("published", "2024-02-09", "json-ld datePublished"),
        ),
    ],
)
def test_days_are_found_wherever_a_page_states_them(tmp_path, head, hint):
    page = page_of(tmp_path, f"<html><head>{head}</head><body><p>{PARAGRAPHS[0]}</p></body></html>")
    assert hint in {(h.field, h.value, h.where) for h in page.hints if h.field in {"published", "modified"}}


def test_a_number_in_an_address_is_no_day(tmp_path):
    address = '<link rel="canonical" href="https://bay.example/a-2025-top-10-bridges">'
    page = page_of(tmp_path, f"<html><head>{address}</head><p>{PARAGRAPHS[0]}</p></html>")
    assert [h for h in page.hints if h.where == "url"] == []


def test_a_meta_element_that_counts_is_no_day(tmp_path):
    page = page_of(tmp_path, f'<html><head><meta name="auto-update" content="on"></head><p>{PARAGRAPHS[0]}</p></html>')
    assert [h for h in page.hints if h.field in {"published", "modified"}] == []


def bylines(page):
    return [h.value for h in page.hints if h.field == "byline"]


def test_the_piece_with_the_name_is_taken_and_authors_of_teasers_are_not(tmp_path):
    top = '<div><span rel="author"><i>By</i> <b>Ada Weaver</b> <u>Senior Reporter</u></span>, <a rel="author">Jan Fisher</a></div>'
    teaser = '<section><ul><li><a rel="author">Eva Lind</a></li></ul></section>'
    page = page_of(tmp_path, f"<article>{top}<p>{PARAGRAPHS[0]}</p></article><footer><div>{teaser}</div></footer>")
    assert bylines(page) == ["By Ada Weaver", "Jan Fisher"]


def test_a_second_article_in_the_markup_is_kept_apart(tmp_path):
    articles = '[{"@type": "Article", "author": {"name": "Ada Weaver"}}, {"@type": "Article", "author": "Eva Lind"}]'
    page = page_of(tmp_path, f'<script type="application/ld+json">{articles}</script><p>{PARAGRAPHS[0]}</p>')
    assert [(h.value, h.where) for h in page.hints if h.field == "byline"] == [
        ("Ada Weaver", "json-ld author"),
        ("Eva Lind", "json-ld 2 author"),
    ]
