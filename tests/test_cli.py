"""The command line: what each verb prints, and the exit code of what goes wrong."""

import io
import json
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from retold import cli
from retold.export import FORMATS

MINUTES = """Minutes of the allotment society, 12 March 2019

Ms Petra Vance told the members: "We are ready to discuss a second gate, if the council agrees."
Mr Odd Lindgren said that thirty plots were empty.
"""
PAGE = """Society promises second gate

Petra Vance told the members of the allotment society on 12 March 2019: "We promise a second gate, if the council agrees."
Mr Odd Lindgren said that thirteen plots were empty.
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("allotments")
    (folder / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    (folder / "page.txt").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def case(folder):
    """A case of two documents, one of them the record, made through the command line."""
    made = folder.parent / "case"
    arguments = ["run", folder, "--record", folder / "minutes.txt", "--case", made, "--workers", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "retold.cli", *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "dossier: " in done.stdout
    return made


@pytest.fixture
def call(monkeypatch, capsys):
    """Call the command line; return exit code, standard output and standard error."""

    def call(*arguments, stdin=""):
        monkeypatch.setattr(sys, "argv", ["retold", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code, *capsys.readouterr()

    return call


@pytest.mark.parametrize("what", cli.SHOWN)
def test_show_prints_a_line_for_each_record(case, call, what):
    code, out, err = call("show", case, what)
    assert (code, err) == (0, "")
    code, printed, _ = call("show", case, what, "--json")
    rows = json.loads(printed)
    assert code == 0
    assert rows["format"] == "retold/1"
    assert len(rows[what]) == out.count("\n")


def test_show_gives_the_discrepancies_by_default(case, call):
    assert call("show", case) == call("show", case, "discrepancies")
    assert "thirteen" in call("show", case)[1]


def test_quotations_are_shown_with_their_speaker(case, call):
    _, out, _ = call("show", case, "quotations")
    assert "Petra Vance [Petra Vance]: We promise a second gate, if the council agrees" in out


def test_explain_finds_a_record_by_the_first_digits_of_its_id(case, call):
    rows = json.loads(call("show", case, "quotations", "--json")[1])["quotations"]
    code, out, _ = call("explain", case, rows[0]["id"])
    assert code == 0
    assert out.startswith(f"Quotation {rows[0]['id']}\n")
    assert "  content: " in out
    assert "Attribution" in out
    assert json.loads(call("explain", case, rows[0]["id"], "--json")[1]) == rows[0]


def test_explain_says_what_it_cannot_tell_apart(case, call):
    code, _, err = call("explain", case, "q")
    assert code == 2
    assert "records begin with 'q'" in err
    code, _, err = call("explain", case, "zzz")
    assert code == 2
    assert "nothing with the id 'zzz'" in err


def test_check_against_the_record_first(case, call):
    code, out, _ = call("check", case, "We promise a second gate, if the council agrees")
    assert code == 0
    assert out.startswith("stronger, ")
    assert "minutes.txt, line 3" in out
    verdict = json.loads(call("check", case, "We promise a second gate, if the council agrees", "--json")[1])
    assert verdict["verdict"] == "stronger"


def test_check_knows_who_and_when(case, call):
    words = "We are ready to discuss a second gate"
    assert call("check", case, words, "--speaker", "Ms Vance")[1].startswith("exact, ")
    assert call("check", case, words, "--speaker", "Odd Lindgren")[1].startswith("other speaker, exact, ")
    code, _, err = call("check", case, words, "--date", "yesterday")
    assert code == 2
    assert "write it as" in err


def test_check_against_a_file_and_from_stdin(folder, call):
    code, out, _ = call("check", "--against", folder / "minutes.txt", "-", stdin="thirty plots were empty")
    assert code == 0
    assert out.startswith("exact, 1.00, minutes.txt, line 4")
    code, out, _ = call("check", "--against", folder / "minutes.txt", "the comet was green")
    assert (code, out) == (0, "not found in what you gave me\n")


def test_check_all_prints_the_worst_first(case, call):
    code, out, _ = call("check", case, "--all")
    assert code == 0
    kinds = [line.split("  ")[0].strip() for line in out.splitlines()]
    assert kinds[0].startswith("altered (number)")
    assert "stronger" in kinds
    rows = json.loads(call("check", case, "--all", "--json")[1])
    assert len(rows["verdicts"]) == len(kinds)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["show", "CASE", "nothing"], 2, "there are: documents, quotations"),
        (["show", "nowhere"], 1, "no case; make one with `retold run`"),
        (["check", "CASE"], 2, "give a case and the words"),
        (["check", "CASE", "  "], 2, "give a case and the words"),
        (["check", "--against", "nowhere.txt", "words"], 2, "no such file"),
        (["export", "CASE", "--to", "papyrus"], 2, "there are: json"),
        (["export", "CASE", "--to", "json", "-o", "no/such/folder/x.json"], 2, "cannot be written"),
        (["run", "FOLDER", "--fail-on", "grave"], 2, "there are: low, medium, high, critical"),
        (["run", "nowhere.txt"], 2, "no such file or folder"),
        (["run", "FOLDER", "--settings", "nowhere.toml"], 2, "cannot be read"),
        (["eval", "taste", "FOLDER"], 2, "there are: quotations"),
        (["eval", "quotations", "nowhere.jsonl"], 2, "no such file"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(case, folder, call, monkeypatch, tmp_path, arguments, code, says):
    monkeypatch.chdir(tmp_path)
    given = [{"CASE": case, "FOLDER": folder}.get(a, a) for a in arguments]
    ended, out, err = call(*given)
    assert (ended, out) == (code, "")
    assert says in err
    assert err.startswith("retold: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["frobnicate"], ["show"], ["run", "x", "--workers", "-3"]])
def test_a_wrong_call_is_explained_by_the_parser(call, arguments):
    code, out, err = call(*arguments)
    assert (code, out) == (2, "")
    assert err
    assert "Traceback" not in err


@pytest.mark.parametrize("to", sorted(FORMATS))
def test_every_format_is_written(case, call, tmp_path, to):
    code, _, err = call("export", case, "--to", to, "-o", tmp_path / "out")
    assert (code, err) == (0, "")
    assert (tmp_path / "out").stat().st_size > 0


def test_run_exits_with_4_where_a_grave_discrepancy_is_found(folder, case, call):
    again = ["run", folder, "--record", folder / "minutes.txt", "--case", case, "--workers", "1", "--quiet"]
    assert call(*again, "--fail-on", "low") == (4, "", "")
    assert call(*again)[0] == 0


def test_run_exits_with_3_where_something_was_skipped(folder, call, tmp_path):
    (tmp_path / "photo.txt").write_bytes(bytes(range(256)))
    code, out, err = call("run", folder, tmp_path / "photo.txt", "--case", tmp_path / "case", "--workers", "1")
    assert code == 3
    assert "documents  2" in out
    assert err.startswith("skipped: ")
    assert "photo.txt" in err


def test_run_reads_stdin(call, tmp_path):
    case = tmp_path / "case"
    code, _, err = call("run", "-", "--case", case, "--workers", "1", stdin=PAGE)
    assert (code, err) == (0, "")
    assert "Petra Vance" in call("show", case, "people")[1]
    (kept,) = (case / "sources").iterdir()
    assert kept.read_text(encoding="utf-8") == PAGE
    code, _, err = call("run", "-", "--case", tmp_path / "none", stdin="")
    assert code == 1
    assert "could be read" in err


def test_settings_are_taken_from_the_case_folder(folder, call, tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    (case / "retold.toml").write_text("[quote]\nmodle = 'x'\n", encoding="utf-8")
    code, _, err = call("run", folder, "--case", case)
    assert code == 2
    assert "no key 'modle'" in err


def test_an_unfinished_case_says_so(call, tmp_path):
    (tmp_path / "tables").mkdir()
    code, _, err = call("show", tmp_path)
    assert code == 1
    assert "run it again and it goes on" in err


def test_a_case_from_another_version_says_so(call, tmp_path):
    (tmp_path / "manifest.json").write_text('{"format": "retold-case/99"}', encoding="utf-8")
    code, _, err = call("show", tmp_path)
    assert code == 1
    assert "retold-case/99" in err
    (tmp_path / "manifest.json").write_text("[", encoding="utf-8")
    assert "broken" in call("show", tmp_path)[2]


def test_a_case_with_a_table_gone_says_so(folder, call, tmp_path):
    case = tmp_path / "case"
    call("run", folder, "--case", case, "--workers", "1")
    (case / "tables" / "quote.Quotation.parquet").unlink()
    code, _, err = call("show", case, "quotations")
    assert code == 1
    assert "missing or broken" in err


def test_a_reader_that_has_enough_is_no_error(case):
    call = f'"{sys.executable}" -m retold.cli export "{case}" --to json | head -c 1'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", call], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{", "")


def test_serve_prints_where_to_look_and_ends_with_ctrl_c(case):
    call = [sys.executable, "-m", "retold.cli", "serve", str(case), "--port", "0", "--as", "A. Reader"]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        said, _, url = process.stdout.readline().strip().partition(" ")
        assert said == "open"
        with urllib.request.build_opener(urllib.request.HTTPCookieProcessor()).open(url, timeout=60) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "stopped\n")
    finally:
        process.kill()


def test_version_and_help(call):
    code, out, _ = call("--version")
    assert code == 0
    assert out.startswith("retold 0.")
    assert "run" in call("--help")[1]
    assert "Commands" in call()[1] + call()[2]


def test_doctor_finds_what_is_needed(call):
    code, out, _ = call("doctor")
    assert code == 0
    assert "the language model en_core_web_sm loads" in out


def test_every_command_is_documented():
    root = Path(__file__).parent.parent
    pages = [root / "README.md", *(root / "docs").rglob("*.md")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    commands = {c.name or c.callback.__name__ for c in cli.app.registered_commands}
    assert {c for c in commands if f"retold {c}" not in text} == set()
