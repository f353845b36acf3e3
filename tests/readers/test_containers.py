"""Each container gives text and what it says of it; the files are made here, by the formats' own libraries."""

import gzip
import io
import json
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq

from retold.readers import Reader, find
from retold.records import Page
from retold.settings import Read

WORDS = "The mayor said the bridge would open in May, and the council agreed to pay for it."
PAGE = f"<html><head><title>Bridge</title></head><body><article>{f'<p>{WORDS}</p>' * 4}</article></body></html>"


def read(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    [source], _ = find([tmp_path / name])
    found = list(Reader(Read())(source))
    return [f for f in found if isinstance(f, Page)], [f for f in found if not isinstance(f, Page)]


def hints(page):
    return {(h.field, h.value) for h in page.hints}


def test_docx_keeps_order_marks_headings_and_gives_its_properties(tmp_path):
    import docx

    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "The bridge", "Ada Weaver"
    document.add_heading("What was said", 1)
    document.add_paragraph(WORDS)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "votes", "nine"
    document.add_paragraph("The end.")
    buffer = io.BytesIO()
    document.save(buffer)
    [page], diagnostics = read(tmp_path, "a.docx", buffer.getvalue())
    assert page.text == f"What was said\n{WORDS}\nvotes\tnine\nThe end."
    assert diagnostics == []
    assert [page.text[h.start : h.end] for h in page.headings] == ["What was said"]
    assert {("title", "The bridge"), ("byline", "Ada Weaver")} <= hints(page)


def test_mail_gives_subject_sender_and_day(tmp_path):
    mail = f"Subject: The bridge\nFrom: Ada Weaver <ada@bay.example>\nDate: Fri, 9 Feb 2024 08:15:00 +0100\n\n{WORDS}\n"
    [page], _ = read(tmp_path, "a.eml", mail.encode())
    assert page.text.strip() == WORDS
    assert {("title", "The bridge"), ("byline", "Ada Weaver")} <= hints(page)
    assert any(h.field == "published" for h in page.hints)


def test_mbox_gives_a_page_for_each_message(tmp_path):
    one = "From ada@bay.example Fri Feb  9 08:15:00 2024\nSubject: one\n\nFirst words.\n\n"
    two = "From ada@bay.example Sat Feb 10 08:15:00 2024\nSubject: two\n\nSecond words.\n\n"
    pages, _ = read(tmp_path, "a.mbox", (one + two).encode())
    assert [p.text.strip() for p in pages] == ["First words.", "Second words."]
    assert len({p.id for p in pages}) == 2


def test_a_saved_page_gives_its_html_and_address(tmp_path):
    mhtml = (
        'From: <Saved>\nDate: Fri, 9 Feb 2024 08:15:00 +0100\nMIME-Version: 1.0\nContent-Type: multipart/related; '
        'boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Location: https://bay.example/bridge\n\n'
        f"{PAGE}\n--b--\n"
    )  # fmt: skip
    [page], _ = read(tmp_path, "a.mhtml", mhtml.encode())
    assert page.text.count(WORDS) == 4
    assert page.url == "https://bay.example/bridge"
    assert any(h.field == "fetched" for h in page.hints)


def test_feed_entries_are_pages(tmp_path):
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Bay Courier</title>'
        f"<item><title>Bridge</title><link>https://bay.example/1</link><description>&lt;p&gt;{WORDS}&lt;/p&gt;"
        "</description><pubDate>Fri, 09 Feb 2024 08:15:00 GMT</pubDate></item></channel></rss>"
    )
    [page], _ = read(tmp_path, "a.rss", feed.encode())
    assert page.text == WORDS
    assert page.url == "https://bay.example/1"
    assert {("title", "Bridge"), ("outlet", "Bay Courier")} <= hints(page)


def record(url, body, kind="response", status="200 OK"):
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{len(url)}>\r\nWARC-Date: 2024-02-09T10:00:00Z\r\n"
    )
    head += f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


WARC = [
    record("https://bay.example/1", PAGE),
    record("https://bay.example/gone", "<p>not found</p>", status="404 Not Found"),
    record("https://bay.example/again", "", kind="revisit"),
    record("https://bay.example/22", PAGE.replace("mayor", "harbour master")),
]


def test_warc_gives_every_page_and_says_what_it_left_out(tmp_path):
    for name, data in (("a.warc", b"".join(WARC)), ("b.warc.gz", b"".join(map(gzip.compress, WARC)))):
        pages, diagnostics = read(tmp_path, name, data)
        assert [p.url for p in pages] == ["https://bay.example/1", "https://bay.example/22"]
        assert ("fetched", "2024-02-09T10:00:00Z") in hints(pages[0])
        assert sorted(d.message.split(": ")[-1] for d in diagnostics) == [
            "answers that are no page (redirects and errors)",
            "revisits of what is stored elsewhere",
        ]


def test_wacz_is_a_zip_of_warcs(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("archive/data.warc.gz", b"".join(map(gzip.compress, WARC)))
        archive.writestr("pages/pages.jsonl", '{"text": "not a page of the archive"}')
    pages, _ = read(tmp_path, "a.wacz", buffer.getvalue())
    assert [p.url for p in pages] == ["https://bay.example/1", "https://bay.example/22"]


def test_zip_members_are_files_of_their_own(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("b/one.txt", "First words.")
        archive.writestr("two.html", PAGE)
        archive.writestr("__MACOSX/._two.html", "x")
    pages, diagnostics = read(tmp_path, "a.zip", buffer.getvalue())
    assert [(p.member, p.container) for p in pages] == [("b/one.txt", "text"), ("two.html", "html")]
    assert diagnostics == []


def test_rows_of_csv_and_parquet_are_pages_with_named_columns(tmp_path):
    rows = [
        {"text": WORDS, "title": "Bridge", "date": "2024-02-09"},
        {"text": "Second, “quoted”.", "title": "", "date": ""},
    ]
    table = "text;title;date\n" + "\n".join(f'"{r["text"]}";{r["title"]};{r["date"]}' for r in rows)
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), buffer)
    for name, data in (("a.csv", table.encode()), ("a.parquet", buffer.getvalue())):
        pages, diagnostics = read(tmp_path, name, data)
        assert [p.text for p in pages] == [WORDS, "Second, “quoted”."]
        assert diagnostics == []
        assert {("title", "Bridge"), ("published", "2024-02-09")} <= hints(pages[0])


def test_a_table_of_labelled_lines_holds_no_documents_and_a_table_of_posts_does(tmp_path):
    labels = "line,label,text\n" + "".join(f"{i},keep,The ferry sails at {i}\n" for i in range(9))
    pages, (note,) = read(tmp_path, "labels.csv", labels.encode())
    assert pages == []
    assert note.code == "unreadable"
    posts = "date,text\n" + "".join(f"2024-02-0{i},The ferry sails at {i}\n" for i in range(1, 9))
    pages, _ = read(tmp_path, "posts.csv", posts.encode())
    assert len(pages) == 8


def test_a_compressed_file_is_read_as_what_it_holds(tmp_path):
    rows = "\n".join(json.dumps({"text": f"Words {n}."}) for n in range(3))
    pages, _ = read(tmp_path, "a.jsonl.gz", gzip.compress(rows.encode()))
    assert [p.text for p in pages] == ["Words 0.", "Words 1.", "Words 2."]
