"""What can be wrong with a case folder, a port or a pasted text: clear words, and nothing is lost."""

from __future__ import annotations

import json
import resource
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager

import pytest

import retold
from conftest import Visitor
from retold.decisions import FILE
from retold.desk.adding import added
from retold.search import FILE as INDEX
from retold.search import open_search

CALL = [sys.executable, "-m", "retold.cli"]
PAGE = 'Kerb\n\nMayor Una Reef told the council on 2 May 2011: "We will move forty stones by June."\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    base = tmp_path_factory.mktemp("trouble")
    (base / "one.txt").write_text(PAGE)
    retold.run([base / "one.txt"], base / "case", workers=1)
    return base / "case"


@pytest.fixture
def folder(made, tmp_path):
    return shutil.copytree(made, tmp_path / "case")


def ends(*arguments, **more):
    done = subprocess.run(
        [*CALL, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120, **more
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@contextmanager
def small_files(most):
    """No file may grow beyond so many bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("verb", ["serve", "review", "mcp"])
@pytest.mark.parametrize("wrong", ["missing", "half", "newer", "broken", "table"])
def test_a_case_that_cannot_be_opened_is_one_clear_line(folder, verb, wrong):
    manifest = folder / "manifest.json"
    if wrong == "missing":
        shutil.rmtree(folder)
    elif wrong == "half":
        manifest.unlink()
    elif wrong == "newer":
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": "retold-case/99"}))
    elif wrong == "broken":
        manifest.write_text("{")
    else:
        next((folder / "tables").glob("*Document.parquet")).write_bytes(b"PAR1 and no more")
    code, _, err = ends(verb, folder, stdin=subprocess.DEVNULL)
    assert code == 1
    assert err.count("\n") == 1
    assert "case" in err


def test_a_port_in_use_is_said_with_what_to_do(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, err = ends("serve", folder, "--port", taken.getsockname()[1])
    assert code == 2
    assert "--port" in err


def test_an_index_that_cannot_be_written_is_kept_in_memory(folder):
    case = retold.Case(folder)
    (folder / INDEX).unlink(missing_ok=True)
    said = []
    with small_files(1_000):
        search = open_search(case, said.append)
    assert said
    assert search.find(["stones"], 5)
    search.close()


def test_a_file_that_finds_no_room_is_said_and_leaves_nothing(folder):
    visitor = Visitor(folder, retold.Case(folder))
    form, files = {"csrf": visitor.csrf()}, [("files", ("two.txt", b"x" * 50_000))]
    with small_files(10_000):
        answer = visitor.ask("POST", "/sources", data=form, files=files)
    assert answer.status_code == 507
    assert "could not be kept" in answer.text
    assert added(folder) == ([], [])
    visitor.desk.close()


def test_ten_megabytes_are_refused_in_the_browser_and_looked_at_in_part_on_the_command_line(folder):
    visitor = Visitor(folder, retold.Case(folder))
    assert visitor.post("/check", {"q": "stones " * 1_500_000}).status_code == 413
    visitor.desk.close()
    code, out, _ = ends("check", folder, "-", input="We will move forty stones by June. " * 300_000)
    assert code == 0
    assert out.strip()


def test_a_decision_for_a_document_that_is_gone_is_listed(folder):
    visitor = Visitor(folder, retold.Case(folder))
    quotation = visitor.desk.view().case.quotations[0].id
    visitor.post("/decisions", {"act": "note", "about": "quotation", "record": quotation, "value": "seen"})
    log = folder / FILE
    log.write_text(
        log.read_text().replace("one.txt", "gone.txt").replace(retold.Case(folder).documents[0].sha256, "0" * 64)
    )
    (orphan,) = visitor.desk.view().layer.orphans
    assert "not in the case any more" in orphan.why
    assert "gone.txt is not in the case any more" in " ".join(visitor.get("/undecided").text.split())
    visitor.desk.close()
