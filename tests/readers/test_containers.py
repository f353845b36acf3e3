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


def test_docx_keeps_what_stands_in_insertions_controls_boxes_and_notes(tmp_path):
    import docx
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    names = nsdecls("w")
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    paragraph = document.add_paragraph("The mayor said: ")._p
    for markup in (
        f"<w:ins {names} w:id='1'>{run.format('“In May.”')}</w:ins>",
        f"<w:del {names} w:id='2'><w:r><w:delText>In June.</w:delText></w:r></w:del>",
        f"<w:moveFrom {names} w:id='3'>{run.format('In July.')}</w:moveFrom>",
        f"<w:r {names}><w:pict><w:txbxContent><w:p>{run.format('From the box.')}</w:p></w:txbxContent></w:pict></w:r>",
    ):
        paragraph.append(parse_xml(markup))
    control = f"<w:sdt {names}><w:sdtContent><w:p>{run.format('From the form.')}</w:p></w:sdtContent></w:sdt>"
    paragraph.addnext(parse_xml(control))
    notes = f"<w:footnotes {names}><w:footnote w:id='0' w:type='separator'><w:p>{run.format('---')}</w:p></w:footnote>"
    notes += f"<w:footnote w:id='1'><w:p>{run.format('From the note.')}</w:p></w:footnote></w:footnotes>"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "votes"
    table.rows[0].cells[1].add_table(1, 1).rows[0].cells[0].text = "nine"
    buffer = io.BytesIO()
    document.save(buffer)
    [page], _ = read(tmp_path, "a.docx", buffer.getvalue())
    lines = ["The mayor said: “In May.”", "From the box.", "From the form.", "votes\t nine ", "From the note."]
    assert page.text.split("\n") == lines


def pdf(*sheets):
    """A PDF with one line of text on each sheet."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(sheets)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(sheets)}>>"]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    objects.append("<</Title(The bridge)/CreationDate(D:20240209081500Z)>>")
    for number, text in enumerate(sheets):
        stream = f"BT /F 12 Tf 72 700 Td ({text}) Tj ET"
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {6 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(stream)}>>stream\n{stream}\nendstream")
    body, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    index = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R/Info 4 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{index}{trailer}".encode()


def test_pdf_keeps_the_sheets_apart(tmp_path):
    [page], diagnostics = read(tmp_path, "a.pdf", pdf("First words.", "Second words.", "Third words."))
    assert [sheet.strip() for sheet in page.text.split("\f")] == ["First words.", "Second words.", "Third words."]
    assert {("title", "The bridge"), ("published", "D:20240209081500Z")} <= hints(page)
    assert diagnostics == []


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


def test_a_page_saved_by_singlefile_or_a_browser_gives_its_address(tmp_path):
    saved = "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: https://bay.example/bridge \n"
    saved += " saved date: Fri Feb 09 2024 08:15:00 GMT+0100 (CET)\n-->" + PAGE.removeprefix("<html>")
    [page], _ = read(tmp_path, "a.html", saved.encode())
    assert page.url == "https://bay.example/bridge"
    assert ("fetched", "Fri Feb 09 2024 08:15:00 GMT+0100 (CET)") in hints(page)
    browser = f"<!-- saved from url=(0026)https://bay.example/bridge -->\n{PAGE}"
    [page], _ = read(tmp_path, "b.html", browser.encode())
    assert page.url == "https://bay.example/bridge"


def test_what_a_saved_page_shows_from_a_shadow_root_is_text_and_another_template_is_not(tmp_path):
    shown = PAGE.replace(
        "</article>", "<x-box><template shadowrootmode=open><p>From the box.</p></template></x-box></article>"
    )
    kept = shown.replace("</article>", "<template><p>Not shown.</p></template></article>")
    [page], _ = read(tmp_path, "a.html", kept.encode())
    assert "From the box." in page.text
    assert "Not shown." not in page.text


def test_atom_entries_are_pages_with_author_and_days(tmp_path):
    feed = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Bay Courier</title><entry><title>Bridge</title>'
        '<link href="https://bay.example/1"/><author><name>Ada Weaver</name></author>'
        "<published>2024-02-09T08:15:00Z</published><updated>2024-02-10T08:15:00Z</updated>"
        f'<summary>Short.</summary><content type="html">&lt;p&gt;{WORDS}&lt;/p&gt;</content></entry></feed>'
    )
    [page], _ = read(tmp_path, "a.atom", feed.encode())
    assert page.text == WORDS
    assert {
        ("byline", "Ada Weaver"),
        ("published", "2024-02-09T08:15:00Z"),
        ("modified", "2024-02-10T08:15:00Z"),
    } <= hints(page)


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


def test_a_table_without_a_text_is_said_once(tmp_path):
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([{"place": n, "votes": n} for n in range(50)]), buffer)
    rows = "place,votes\n" + "".join(f"{n},{n}\n" for n in range(50))
    for name, data in (("a.csv", rows.encode()), ("a.parquet", buffer.getvalue())):
        pages, notes = read(tmp_path, name, data)
        assert (pages, [n.code for n in notes]) == ([], ["unreadable"])


def test_a_compressed_file_is_read_as_what_it_holds(tmp_path):
    rows = "\n".join(json.dumps({"text": f"Words {n}."}) for n in range(3))
    pages, _ = read(tmp_path, "a.jsonl.gz", gzip.compress(rows.encode()))
    assert [p.text for p in pages] == ["Words 0.", "Words 1.", "Words 2."]
