"""The case folder: what a run leaves there, and what a second run makes of it."""

import json
import shutil
from pathlib import Path

import pytest

import retold
from retold.case import FORMAT, Case
from retold.engines.local import LocalEngine
from retold.errors import CaseError, NoInput, WrongUse
from retold.records import RECORDS, Block, Discrepancy, Document, Quotation, Wording, schema
from retold.stages.group import Tally

FIRST = """Ferry to stop in winter

The skipper, Ida Moss, told the parish meeting on 7 October 2014: "The ferry will stop for eleven weeks."
"""
SECOND = """Ferry stops

"The ferry will stop for twelve weeks," skipper Ida Moss told the parish meeting on 7 October 2014.
"""


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    return folder


def run(pages, case, **more):
    return retold.run([pages], case, workers=1, **more)


def tables(case):
    return {p.name: p.read_bytes() for p in (Path(case) / "tables").iterdir()}


def test_a_case_gives_its_records_and_their_tables(pages, tmp_path):
    case = run(pages, tmp_path / "case")
    assert repr(case) == f"<Case case: 2 documents, {len(case.discrepancies)} discrepancies>"
    assert {Path(d.path).name for d in case.documents} == {"first.txt", "second.txt"}
    assert case.quotations is case.records(Quotation)
    for record in RECORDS:
        table = case.to_arrow(record)
        assert table.schema.equals(schema(record))
        assert table.num_rows == case.manifest["counts"][record.__name__] == len(case.records(record))
    ranks = [d.rank for d in case.records(Discrepancy)]
    assert ranks
    assert ranks == sorted(ranks, reverse=True)


def test_the_manifest_says_what_was_run(pages, tmp_path):
    manifest = run(pages, tmp_path / "case").manifest
    assert manifest["format"] == FORMAT
    assert manifest["versions"]["retold"] == retold.__version__
    assert [Path(i["path"]).name for i in manifest["inputs"]] == ["first.txt", "second.txt"]
    assert manifest["settings"]["quote"]["model"] == "en_core_web_sm"
    assert set(manifest["cpu_seconds"]) == set(manifest["moved_seconds"]) <= set(manifest["seconds"])
    assert all(0 < moved <= manifest["cpu_seconds"][stage] for stage, moved in manifest["moved_seconds"].items())


def test_a_run_over_the_same_files_changes_no_table(pages, tmp_path):
    run(pages, tmp_path / "case")
    before = tables(tmp_path / "case")
    assert run(pages, tmp_path / "case").manifest["cpu_seconds"] == {}
    assert tables(tmp_path / "case") == before


def test_a_grown_folder_ends_where_a_full_run_would(pages, tmp_path):
    (pages / "middle.txt").write_text(SECOND.replace("twelve", "twenty"), encoding="utf-8")
    run(pages, tmp_path / "full")
    (pages / "middle.txt").rename(tmp_path / "later.txt")
    run(pages, tmp_path / "case")
    (tmp_path / "later.txt").rename(pages / "middle.txt")
    run(pages, tmp_path / "case")
    assert tables(tmp_path / "case") == tables(tmp_path / "full")


def test_what_is_no_table_of_the_run_is_removed(pages, tmp_path):
    folder = tmp_path / "case" / "tables"
    folder.mkdir(parents=True)
    (folder / "older.Page.parquet").touch()
    run(pages, tmp_path / "case")
    assert {p.name.split(".")[1] for p in folder.iterdir()} <= {r.__name__ for r in (*RECORDS, Wording, Tally)}
    assert not (folder / "older.Page.parquet").exists()


def test_a_file_that_was_gone_and_is_back_is_read(pages, tmp_path):
    full = run(pages, tmp_path / "full").to_arrow(Document)
    away = tmp_path / "away.txt"

    def take_away(stage, *_):
        if stage == "read" and not away.exists():
            (pages / "second.txt").rename(away)

    assert len(run(pages, tmp_path / "case", watch=take_away).documents) == 1
    away.rename(pages / "second.txt")
    assert run(pages, tmp_path / "case").to_arrow(Document).equals(full)


def test_a_case_that_is_being_written_is_not_written_by_another(pages, tmp_path):
    case = run(pages, tmp_path / "case")
    with LocalEngine(tmp_path / "case" / "tables", 1), pytest.raises(CaseError, match="another run"):
        run(pages, tmp_path / "case")
    assert Case(case.folder).documents == case.documents


def test_nothing_readable_leaves_no_case(pages, tmp_path):
    shutil.rmtree(pages)
    pages.mkdir()
    (pages / "photo.txt").write_bytes(bytes(range(256)))
    with pytest.raises(NoInput, match=r"none of the 1 files could be read \(photo.txt: "):
        run(pages, tmp_path / "case")
    with pytest.raises(CaseError, match="not a finished case"):
        Case(tmp_path / "case")


def test_a_case_folder_that_is_a_file_is_said(pages, tmp_path):
    (tmp_path / "case").touch()
    with pytest.raises(CaseError, match="cannot be written"):
        run(pages, tmp_path / "case")


def test_a_path_that_is_not_there_touches_nothing(tmp_path):
    with pytest.raises(WrongUse, match="no such file"):
        retold.run([tmp_path / "missing"], tmp_path / "case")
    assert not (tmp_path / "case").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "broken"), ("[]", "broken"), ("{}", "broken"), (json.dumps({"format": "retold-case/2"}), "retold-case/2")],
)
def test_a_manifest_that_cannot_be_used_is_named(tmp_path, content, message):
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(CaseError, match=message):
        Case(tmp_path)


FOOT = "The Bay Courier stands for nobody but its readers, and has done so since the year 1888."
ROWS = [
    ("a", ("Bridge to be rebuilt\nThe mayor told the council on Monday: “It will be rebuilt before the next winter.”\n"
     "Fishermen doubt it, for the last repair took three winters and two firms went out of business.\n")),
    ("b", ("Firm fined\nA court has fined a harbour firm half a million crowns because its scales were false.\n"
     "Some forty skippers had sued; most of them are retired by now, and six of them have died.\n")),
    ("c", ("Pass closed\nThe pass road will stay closed for a third day, the road office said on Sunday evening.\n"
     "Forty lorries are waiting on the south side, where drivers have been given soup and blankets.\n")),
    ("d", ("Old papers\nHistorians had long suspected that the quarrel rested on one word, and on one man.\n"
     "The archive opened the notes of both interpreters on Friday, thirty years after the talks.\n")),
]  # fmt: skip


def site(path, rows):
    lines = [json.dumps({"text": text + FOOT, "url": f"https://bay.example/{name}"}) for name, text in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def labels(case):
    """The labels that the site's own line has got, by document."""
    texts = {d.id: d.text for d in case.documents}
    return [b.label for b in case.records(Block) if texts[b.document][b.span.start : b.span.end] == FOOT]


def test_what_a_site_repeats_is_hidden_once_enough_of_its_pages_are_there(pages, tmp_path):
    site(pages / "one.jsonl", ROWS[:2])
    assert labels(run(pages, tmp_path / "case")) == ["body", "body"]
    site(pages / "two.jsonl", ROWS[2:])
    grown = run(pages, tmp_path / "case")
    assert labels(grown) == ["chrome"] * 4
    run(pages, tmp_path / "fresh")
    assert tables(tmp_path / "case") == tables(tmp_path / "fresh")


def test_a_notebook_shows_a_case(pages, tmp_path):
    (pages / "first.txt").write_text(FIRST.replace("eleven weeks", "<b>eleven</b> weeks"), encoding="utf-8")
    case = run(pages, tmp_path / "a <i>case")
    shown = case._repr_html_()
    assert "a &lt;i&gt;case" in shown
    assert "2 documents" in shown
    assert all(d.severity in shown for d in case.discrepancies)
    assert "<b>eleven" not in shown
