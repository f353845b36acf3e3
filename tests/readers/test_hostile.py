"""Inputs made to harm: each ends within its limits, as one diagnostic, and costs nothing but itself."""

import gzip
import io
import time
import zipfile

import pytest

from retold.readers import Reader, find
from retold.records import Page
from retold.settings import Read

PAGE = "<html><body><article>" + "<p>The mayor said the bridge would open in May, and the council agreed.</p>" * 8


def nested(count):
    return b"<html><body>" + b"<div>" * count + b"words" + b"</div>" * count


def zipped(members, compress=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compress) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def link():
    entry = zipfile.ZipInfo("link.txt")
    entry.external_attr = 0o120777 << 16
    return entry


def deep_mail(depth):
    text = "Subject: inner\n\nThe innermost words.\n"
    for number in range(depth):
        text = (
            f'Subject: level {number}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b{number}"\n\n'
            f"--b{number}\nContent-Type: text/plain\n\nWords of level {number}.\n"
            f"--b{number}\nContent-Type: message/rfc822\n\n{text}\n--b{number}--\n"
        )
    return text.encode()


def warc(body, *, length=None, kind="response", status="200 OK"):
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-02-09T10:00:00Z\r\n"
        f"WARC-Target-URI: https://bay.example/{len(body)}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]><rss><channel><item><title>&j;</title></item></channel></rss>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    "<rss><channel><item><title>t</title><description>&x;</description></item></channel></rss>"
)
LOOP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>"
)
LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n3 0 obj"
    b"<</Filter/Standard/V 1/R 2/P -44/O<" + b"5a" * 32 + b">/U<" + b"a5" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>"
)
HOSTILE = {
    "nested.html": nested(20_000),
    "paragraphs.html": b"<html><body>" + b"<p>a b c" * 1_200_000,
    "attribute.html": b'<html><body><p title="' + b"x" * 20_000_000 + b'">words</p>',
    "anchors.html": b"<html><body>" + b"<a href=x>word " * 100_000,
    "links.html": b"<html><body><a href='/" + b"a-" * 500_000 + b"'>word</a>" + b"<a href='#x'>w</a>" * 60_000,
    "odd.html": "<p>The\u202e mayor\0 said\ufeff so, and the council agreed.</p>".encode()
    + b"<p>\xed\xa0\x80 and \xff</p>",
    "json.html": PAGE.encode() + b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script>",
    "line.txt": b"word " * 10_000_000,
    "bomb.zip": zipped([("a.txt", b"0" * 30_000_000)]),
    "outside.zip": zipped(
        [("../a.txt", "words"), ("/b.txt", "words"), ("C:\\c.txt", "words"), (link(), "/etc/passwd")]
    ),
    "inner.zip": zipped([("inner.zip", zipped([("a.txt", "words")]))]),
    "bomb.txt.gz": gzip.compress(b"0" * 100_000_000),
    "cut.warc": warc(PAGE.encode())[:-400],
    "lying.warc": warc(PAGE.encode(), length=10_000_000),
    "garbage.warc.gz": gzip.compress(warc(PAGE.encode()))
    + b"garbage" * 50
    + gzip.compress(warc(PAGE.encode() + b"<p>x")),
    "bomb.warc.gz": gzip.compress(warc(b"<p>" + b"0 " * 40_000_000)),
    "laughs.xml": LAUGHS.encode(),
    "external.xml": EXTERNAL.encode(),
    "loop.pdf": LOOP,
    "locked.pdf": LOCKED,
    "deep.eml": deep_mail(50),
    "odd.txt": "The\u202e mayor\0 said\ufeff so.\n".encode() + b"\xed\xa0\x80 and \xff more words here\n",
    "wide.csv": b",".join(b"c%d" % i for i in range(1_000_000)) + b"\n" + b"," * 999_999,
    "surrogate.jsonl": rb'{"text": "A lone \ud800 surrogate."}',
}


def read_all(folder):
    """Read with a quarter of the usual time, so that the test is quick; what must be refused is refused sooner."""
    pages, diagnostics = [], []
    for source in find([folder])[0]:
        for item in Reader(Read(max_seconds=2.0))(source):
            (pages if isinstance(item, Page) else diagnostics).append(item)
    return pages, diagnostics


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_ends_in_time_and_spares_its_neighbours(tmp_path, name):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "z.txt").write_text("The council agreed.")
    alone, _ = read_all(tmp_path)
    (tmp_path / name).write_bytes(HOSTILE[name])
    begun = time.monotonic()
    pages, diagnostics = read_all(tmp_path)
    assert time.monotonic() - begun < 60  # the limit is 2 seconds of processor time; a busy machine takes longer
    assert [p for p in pages if p.path.rpartition("/")[2] != name] == alone
    assert all(name in d.message for d in diagnostics)
    assert diagnostics or [p for p in pages if name in p.path], "neither a page nor a word about it"


@pytest.mark.parametrize("name", ["bomb.zip", "inner.zip", "laughs.xml", "external.xml", "wide.csv", "bomb.txt.gz"])
def test_what_is_refused_is_said(tmp_path, name):
    (tmp_path / name).write_bytes(HOSTILE[name])
    pages, diagnostics = read_all(tmp_path)
    assert pages == []
    assert [d.code for d in diagnostics] == ["unreadable"]


def test_a_locked_pdf_is_said_to_be_locked(tmp_path):
    (tmp_path / "locked.pdf").write_bytes(HOSTILE["locked.pdf"])
    pages, [diagnostic] = read_all(tmp_path)
    assert pages == []
    assert diagnostic.message.endswith("is locked by a password")


def test_names_that_point_out_of_an_archive_are_refused(tmp_path):
    (tmp_path / "outside.zip").write_bytes(HOSTILE["outside.zip"])
    pages, diagnostics = read_all(tmp_path)
    assert pages == []
    assert sorted(d.message.split("' ")[-1] for d in diagnostics) == [
        "has a name that points out of the archive; it was skipped",
        "has a name that points out of the archive; it was skipped",
        "has a name that points out of the archive; it was skipped",
        "is a link; it was skipped",
    ]


def test_a_mail_in_a_mail_is_read_to_a_depth_and_no_further(tmp_path):
    (tmp_path / "deep.eml").write_bytes(HOSTILE["deep.eml"])
    pages, diagnostics = read_all(tmp_path)
    assert pages[0].text.startswith("Words of level 49.")
    assert 2 <= len(pages) <= 9
    assert [d.code for d in diagnostics] == ["cut"]


def test_a_hostile_member_of_an_archive_costs_only_itself(tmp_path):
    slow = b"<html><body>" + b"<p>a b c" * 1_200_000
    members = [("a.html", PAGE), ("slow.html", slow), ("z.txt", "The council agreed.")]
    (tmp_path / "all.zip").write_bytes(zipped(members, zipfile.ZIP_STORED))
    pages = []
    diagnostics = []
    [source], _ = find([tmp_path])
    for item in Reader(Read(max_seconds=1.5))(source):
        (pages if isinstance(item, Page) else diagnostics).append(item)
    assert [p.member for p in pages] == ["a.html", "z.txt"]
    [note] = diagnostics
    assert "slow.html" in note.message
    assert "processor time" in note.message or "no answer in time" in note.message  # the latter on a very busy machine


def test_memory_is_limited(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"The mayor said so.\n" * 2_000_000)
    [source], _ = find([tmp_path])
    [diagnostic] = [i for i in Reader(Read(max_memory=60_000_000))(source) if not isinstance(i, Page)]
    assert diagnostic.code == "unreadable"
    assert "bytes" in diagnostic.message


def test_a_reading_that_is_left_half_way_does_not_spoil_the_next(tmp_path):
    rows = "\n".join(f'{{"text": "Words {n}."}}' for n in range(50))
    (tmp_path / "a.jsonl").write_text(rows)
    (tmp_path / "b.txt").write_text("Others.")
    first, second = find([tmp_path])[0]
    reader = Reader(Read())
    reading = reader(first)
    assert next(reading).text == "Words 0."
    reading.close()
    assert [p.text for p in reader(second)] == ["Others."]
