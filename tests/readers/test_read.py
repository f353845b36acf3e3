import json

import pytest

from retold.readers import Reader, find
from retold.records import Page
from retold.settings import Read


def read(path, **settings):
    sources, _ = find([path])
    found = [item for source in sources for item in Reader(Read(**settings))(source)]
    return [f for f in found if isinstance(f, Page)], [f for f in found if not isinstance(f, Page)]


def written(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_text_is_the_file_decoded_and_untouched(tmp_path):
    data = "\ufeff One line\r\n\r\n\tTwo — “lines”\rthree\x0c\n".encode()
    [page], diagnostics = read(written(tmp_path, "a.txt", data))
    assert page.text == data.decode()
    assert diagnostics == []
    assert page.container == "text"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\r\n ", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("broken.pdf", b"%PDF-1.7\n1 0 obj <<", "unreadable"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "unknown-container"),
        ("noise.html", bytes(range(1, 32)) * 20, "binary"),
        ("blank.html", b"<html><body><script>var a = 1;</script></body></html>", "empty"),
    ],
)
def test_bad_input_is_one_diagnostic(tmp_path, name, data, code):
    pages, diagnostics = read(written(tmp_path, name, data))
    assert pages == []
    assert [d.code for d in diagnostics] == [code]
    assert name in diagnostics[0].message


def test_invalid_utf8_is_read_and_said(tmp_path):
    [page], [diagnostic] = read(
        written(tmp_path, "a.txt", b"The mayor said \xff nothing. " * 5 + "é – ü".encode() * 200)
    )
    assert diagnostic.code == "encoding"
    assert "\ufffd" in page.text


def test_a_legacy_encoding_is_guessed_and_said(tmp_path):
    text = "Мэр города сказал, что мост будет построен в срок, а деньги найдутся. " * 10
    [page], [diagnostic] = read(written(tmp_path, "a.txt", text.encode("cp1251")))
    assert page.text == text
    assert diagnostic.code == "encoding"


def test_a_long_text_is_cut_and_said(tmp_path):
    [page], [diagnostic] = read(written(tmp_path, "a.txt", "word " * 1000), max_characters=100)
    assert len(page.text) == 100
    assert diagnostic.code == "cut"


def test_a_file_that_vanishes(tmp_path):
    path = written(tmp_path, "a.txt", "words")
    [source], _ = find([path])
    path.unlink()
    [diagnostic] = Reader(Read())(source)
    assert diagnostic.code == "vanished"


def test_a_pdf_called_txt_is_a_pdf(tmp_path):
    _, [diagnostic] = read(written(tmp_path, "a.txt", b"%PDF-1.4 nothing more"))
    assert "PDF" in diagnostic.message


def test_rows_of_jsonl_are_pages_and_a_bad_row_costs_only_itself(tmp_path):
    rows = [json.dumps({"text": "First.", "title": "One", "url": "https://bay.example/1"}), "{broken", json.dumps([1])]
    rows.append(json.dumps({"content": "Last.", "author": ["Ada", "Eva"], "date": "2024-02-09"}))
    pages, diagnostics = read(written(tmp_path, "a.jsonl", "\n".join(rows)))
    assert [(p.text, p.member) for p in pages] == [("First.", "line 1"), ("Last.", "line 4")]
    assert [d.code for d in diagnostics] == ["unreadable", "unreadable"]
    assert pages[0].url == "https://bay.example/1"
    assert [(h.field, h.value) for h in pages[1].hints] == [
        ("byline", "Ada"),
        ("byline", "Eva"),
        ("published", "2024-02-09"),
    ]
    assert len({p.id for p in pages}) == 2


def test_markdown_marks_headings_and_front_matter(tmp_path):
    text = "---\ntitle: The bridge\nauthor: Ada Weaver\n---\n# The bridge\n\nIt opens in May.\n"
    [page], _ = read(written(tmp_path, "a.md", text))
    assert page.text == text
    assert [page.text[h.start : h.end] for h in page.headings] == ["# The bridge"]
    assert [(h.field, h.value) for h in page.hints] == [("title", "The bridge"), ("byline", "Ada Weaver")]


def test_mojibake_is_mended_in_html_and_left_but_said_in_text(tmp_path):
    right = "<p>“It’s late,” said the mayor’s wife. “It’s not.”</p>"
    wrong = right.encode().decode("cp1252", "replace").replace("\ufffd", "\u009d")
    [page], diagnostics = read(written(tmp_path, "a.html", wrong))
    assert page.text.strip() == "“It’s late,” said the mayor’s wife. “It’s not.”"
    assert [d.code for d in diagnostics] == ["encoding"]
    [page], diagnostics = read(written(tmp_path, "b.txt", wrong))
    assert page.text == wrong
    assert [d.code for d in diagnostics] == ["encoding"]
