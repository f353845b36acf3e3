"""Bad input, through the command line: one line or a diagnostic, the right exit code, nothing finished lost."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import retold
from retold.errors import SKIPPED

RETOLD = Path(sys.executable).with_name("retold")
GOOD = """Warden says the sluice will stay shut

"The sluice will stay shut until May," the warden, Lena Ambrose, told the parish council on 3 March 2021.
She added that forty farms would get water by lorry.
"""
OTHER = """Sluice to open early, says warden

The warden, Lena Ambrose, told the parish council on 3 March 2021 that the sluice would stay shut until June.
"Fourteen farms will get water by lorry," she said.
"""


def write_pages(folder):
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    (folder / "other.txt").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def pages(tmp_path):
    """A folder with two good pages, for tests that put something bad beside them."""
    return write_pages(tmp_path / "pages")


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The same folder for all tests that only read it."""
    return write_pages(tmp_path_factory.mktemp("kept") / "pages")


@pytest.fixture(scope="module")
def whole(kept, tmp_path_factory):
    """The case of a run that nothing disturbed."""
    folder = tmp_path_factory.mktemp("whole")
    retold.run([kept], folder)
    return folder


def start(*arguments, **more):
    """Start the program in a process group of its own, as a shell does."""
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, "text": True}
    call = [str(RETOLD), *map(str, arguments)]
    return subprocess.Popen(call, start_new_session=True, **{**given, **more})


def retold_ends(*arguments, **more):
    """Run the program to its end; return exit code, standard output and standard error."""
    process = start(*arguments, **more)
    try:
        out, err = process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    return process.returncode, out, err


def codes(case):
    return {d.code for d in retold.Case(case).diagnostics}


def tables(case):
    """The bytes of each table of a case."""
    return {p.name: p.read_bytes() for p in sorted((Path(case) / "tables").glob("*.parquet"))}


def is_one_line(err):
    return err.count("\n") == 1 and "Traceback" not in err


def test_a_folder_without_anything_readable(tmp_path):
    (tmp_path / "nothing").mkdir()
    code, out, err = retold_ends("run", tmp_path / "nothing", "--case", tmp_path / "case")
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "nothing" in err


def test_a_path_that_does_not_exist(tmp_path):
    code, _, err = retold_ends("run", tmp_path / "missing", "--case", tmp_path / "case")
    assert code == 2
    assert is_one_line(err)
    assert "missing" in err


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\n", "empty"),
    "picture.txt": (bytes(range(256)) * 40, "binary"),
    "broken.pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "unreadable"),
    "cut.jsonl": (b'{"text": "The warden sa', "unreadable"),
}


def test_files_that_cannot_be_read_are_skipped_and_listed(pages, tmp_path):
    for name, (content, _) in BAD.items():
        (pages / name).write_bytes(content)
    code, _, err = retold_ends("run", pages, "--case", tmp_path / "case")
    assert code == 3, err
    assert "Traceback" not in err
    case = retold.Case(tmp_path / "case")
    assert {(Path(d.path).name, d.code) for d in case.diagnostics} == {(n, code) for n, (_, code) in BAD.items()}
    assert all(name in err for name in BAD)
    assert len(case.documents) == 2
    assert {code for _, code in BAD.values()} <= SKIPPED


def test_only_unreadable_files_fail_with_one_line(tmp_path):
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 40)
    code, _, err = retold_ends("run", tmp_path / "picture.txt", "--case", tmp_path / "case")
    assert code == 1
    assert is_one_line(err)
    assert "picture.txt" in err


def test_invalid_utf8_is_read_and_said(pages, tmp_path):
    (pages / "old.txt").write_bytes(GOOD.replace("shut", "fermé").encode("latin-1"))
    code, _, _ = retold_ends("run", pages, "--case", tmp_path / "case")
    assert code == 0
    assert "encoding" in codes(tmp_path / "case")
    assert len(retold.Case(tmp_path / "case").documents) == 3


def test_identical_files_are_read_once(pages, tmp_path):
    shutil.copy(pages / "good.txt", pages / "twin.txt")
    code, _, _ = retold_ends("run", pages, "--case", tmp_path / "case")
    assert code == 0
    assert "duplicate" in codes(tmp_path / "case")
    assert len(retold.Case(tmp_path / "case").documents) == 2


def test_a_file_that_vanishes_during_the_run(pages, tmp_path):
    seen = []

    def take_away(stage, *_):
        if not seen:
            (pages / "other.txt").unlink()
        seen.append(stage)

    case = retold.run([pages], tmp_path / "case", workers=1, watch=take_away)
    assert seen[0] == "start"
    assert "vanished" in {d.code for d in case.diagnostics}
    assert len(case.documents) == 1


def test_a_full_disk_is_one_line_and_the_run_can_go_on(kept, whole, tmp_path):
    limit = 8_000  # bytes in one file; the larger tables do not fit

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    code, _, err = retold_ends("run", kept, "--case", tmp_path / "case", preexec_fn=small_files)
    assert code == 1
    assert is_one_line(err), err
    code, _, err = retold_ends("run", kept, "--case", tmp_path / "case")
    assert code == 0, err
    assert tables(tmp_path / "case") == tables(whole)


def test_ctrl_c_ends_with_130_and_the_run_can_go_on(kept, whole, tmp_path):
    case = tmp_path / "case"
    process = start("run", kept, "--case", case)
    while not list((case / "tables").glob("*.parquet")):
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in err
    code, _, err = retold_ends("run", kept, "--case", case)
    assert code == 0, err
    assert tables(case) == tables(whole)


def test_a_run_killed_at_chance_moments_resumes_to_the_same_tables(kept, whole, tmp_path):
    chance = random.Random(11)
    case = tmp_path / "case"
    for _ in range(3):
        process = start("run", kept, "--case", case, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.3, 3.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    code, _, err = retold_ends("run", kept, "--case", case)
    assert code == 0, err
    assert tables(case) == tables(whole)


def test_a_huge_single_line_ends(pages, tmp_path):
    (pages / "line.txt").write_text("The warden said that it rained. " * 1_600_000, encoding="utf-8")  # 51 MB
    code, _, err = retold_ends("run", pages, "--case", tmp_path / "case")
    assert code == 0, err
    assert {"cut", "gave-up"} <= set(codes(tmp_path / "case"))
