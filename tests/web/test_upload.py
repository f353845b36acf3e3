"""Bringing sources in: kept under harmless names, read by a run that leaves the case whole whatever happens."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

import retold
from conftest import Visitor
from retold.decisions import FILE, read
from retold.desk.adding import ADDED, added, place_for

ONE = 'Kerb\n\nMayor Una Reef told the council on 2 May 2011: "We will move forty stones by June."\n'
TWO = 'Kerb again\n\nMayor Una Reef told the council on 2 May 2011: "We will move fourteen stones by June."\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A case of one page, by a run."""
    base = tmp_path_factory.mktemp("intake")
    (base / "one.txt").write_text(ONE)
    retold.run([base / "one.txt"], base / "case", workers=1)
    return base / "case"


@pytest.fixture
def visitor(made):
    visitor = Visitor(made, retold.Case(made))
    yield visitor
    visitor.desk.close()


def send(visitor, *files, **form):
    fields = {"csrf": visitor.csrf(), **form}
    return visitor.ask("POST", "/sources", data=fields, files=[("files", f) for f in files])


def finished(visitor):
    for _ in range(600):
        reading = visitor.desk.intake.reading
        if not reading.running:
            return reading
        time.sleep(0.1)
    raise AssertionError("the run does not end")


def test_a_file_is_added_and_what_was_decided_stays(visitor, made):
    before = visitor.desk.view().case
    quotation = before.quotations[0].id
    visitor.post("/decisions", {"act": "note", "about": "quotation", "record": quotation, "value": "looked at"})
    assert send(visitor, ("two.txt", TWO.encode())).status_code == 303
    assert finished(visitor).error == ""
    page = visitor.get("/sources").text
    assert "two.txt" in page
    assert "added here" in page
    view = visitor.desk.view()
    assert sorted(Path(d.path).name for d in view.case.documents) == ["one.txt", "two.txt"]
    assert [s.record for s in view.layer.standing] == [quotation]
    assert {"number"} <= {f.discrepancy.kind for f in view.findings}
    assert not (made / ".adding").exists()
    assert "two.txt" in (made / "dossier.html").read_text()
    found = visitor.get("/search.json?q=fourteen").json()["hits"]
    assert [h["name"] for h in found] == ["two.txt"]
    assert read(made / FILE).decisions[0].value == "looked at"


def test_a_file_that_cannot_be_read_is_said_so_and_a_record_is_one(visitor):
    good, bad = ("minutes.txt", b"Minutes\n\nMs Reef: We will move forty stones.\n"), ("x.pdf", b"%PDF-1.7 broken")
    assert send(visitor, good, bad, record="1").status_code == 303
    reading = finished(visitor)
    assert reading.error == ""
    assert any("x.pdf" in why for why in reading.skipped)
    roles = {Path(d.path).name: d.role for d in visitor.desk.view().case.documents}
    assert roles["minutes.txt"] == "record"
    assert "not read: x.pdf" in visitor.get("/sources").text


def test_a_run_from_the_command_line_keeps_what_was_added(visitor, made):
    send(visitor, ("three.txt", TWO.replace("fourteen", "four").encode()))
    finished(visitor)
    call = [sys.executable, "-m", "retold.cli", "run", str(made.parent / "one.txt"), "--case", str(made), "-q"]
    subprocess.run(call, check=False, stdin=subprocess.DEVNULL)
    assert "three.txt" in {Path(d.path).name for d in retold.Case(made).documents}


def test_where_the_run_cannot_be_done_the_case_is_what_it_was(tmp_path):
    (tmp_path / "one.txt").write_text(ONE)
    retold.run([tmp_path / "one.txt"], tmp_path / "case", workers=1)
    tables = {p.name: p.read_bytes() for p in (tmp_path / "case" / "tables").iterdir()}
    (tmp_path / "one.txt").rename(tmp_path / "elsewhere.txt")
    visitor = Visitor(tmp_path / "case", retold.Case(tmp_path / "case"))
    send(visitor, ("two.txt", TWO.encode()))
    assert "not where they were" in finished(visitor).error
    assert "The case is what it was before" in visitor.get("/sources").text
    assert {p.name: p.read_bytes() for p in (tmp_path / "case" / "tables").iterdir()} == tables
    assert added(tmp_path / "case") == ([], [])
    visitor.desk.close()


@pytest.mark.parametrize(
    "name", ["../../x.txt", "/etc/passwd", "..", "C:\\temp\\x.txt", "<script>alert(1)</script>", ".hidden", "a" * 500,
             "\u202etxt.exe", "a/b/../../../c", "\x00", "näme 1.txt"],
)  # fmt: skip
def test_a_name_leads_nowhere_else(tmp_path, name):
    path = place_for(tmp_path, name)
    assert path.parent == tmp_path / ADDED
    assert path.resolve().is_relative_to((tmp_path / ADDED).resolve())
    assert not set(path.name) & set("<>/\\\x00\u202e")
    assert not path.name.startswith(".")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"")
    assert place_for(tmp_path, name) != path


def test_a_form_from_elsewhere_or_of_another_kind_brings_nothing_in(visitor, made):
    before = added(made)
    files = [("files", ("y.txt", b"y"))]
    assert visitor.ask("POST", "/sources", data={"csrf": "0" * 64}, files=files).status_code == 403
    assert visitor.ask("POST", "/sources", files=files).status_code == 403
    ours = {"csrf": visitor.csrf()}
    elsewhere = {"origin": "http://evil.invalid"}
    assert visitor.ask("POST", "/sources", data=ours, files=files, headers=elsewhere).status_code == 403
    assert visitor.ask("POST", "/sources", data=ours, files=files, token="").status_code == 403
    assert visitor.post("/sources", {"files": "y"}).status_code == 415
    assert visitor.ask("POST", "/sources", data=ours, files=[("other", ("y.txt", b"y"))]).status_code == 400
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert visitor.ask("POST", "/sources", content=b"--x\r\nno form", headers=broken).status_code in (400, 403)
    assert added(made) == before


def test_too_much_is_refused(visitor, made):
    visitor.desk.intake.most_bytes = 50_000
    before = added(made)
    answer = send(visitor, ("long.txt", b"x" * 60_000))
    assert answer.status_code == 413
    assert "at most 50,000 bytes" in answer.text
    assert added(made) == before
