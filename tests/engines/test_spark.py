"""The Spark engine: the same rows as the local one, whatever fails on the way."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from toys import QUICK, Absent, Bundle, Catalogue, Dying, Essay, Print, Shelve, Stray, Trip, flow, sources

import retold
import retold.plan
from retold.case import RECORDS
from retold.engines import Tables
from retold.engines.local import LocalEngine
from retold.errors import StageError, WrongUse
from retold.records import (
    Block,
    Diagnostic,
    Document,
    Member,
    Page,
    Quotation,
    Resemblance,
    Source,
    Story,
    from_table,
)
from retold.settings import Copies

JAVA = shutil.which("java") or os.environ.get("JAVA_HOME")
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "harbour" / "documents"
SEEN = os.pathsep.join(str(Path(p).resolve()) for p in [Path(__file__).parent, *filter(None, sys.path)])
"""Where the workers are to find the toys, and the retold that is tested."""
pytestmark = pytest.mark.filterwarnings("ignore")  # PySpark's own


@pytest.fixture(scope="module")
def session():
    """Spark with two cores, which tries a task four times."""
    pytest.importorskip("pyspark", reason="the Spark engine is an extra: pip install 'retold[spark]'")
    if not JAVA:
        pytest.skip("Spark needs a Java runtime, and there is none")
    from pyspark.sql import SparkSession

    before = {name: os.environ.get(name) for name in ("PYTHONPATH", "PYSPARK_PYTHON")}
    os.environ["PYTHONPATH"] = SEEN
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2,4]")
    for name, value in QUICK.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
    for name, value in before.items():
        os.environ.pop(name)
        if value is not None:
            os.environ[name] = value


def spark(folder, session):
    from retold.engines.spark import SparkEngine

    return SparkEngine(Path(folder), session=session, tasks=2)


def rows(tables):
    """Every row of every table, by stage and type, in an order that is nobody's."""
    import pyarrow.parquet as pq

    return {
        (t.stage, t.record.__name__): sorted(map(repr, from_table(pq.read_table(t.path), t.record)))
        for t in tables.tables
    }


def records(table):
    import pyarrow.parquet as pq

    return list(from_table(pq.read_table(table.path), table.record))


def both(tmp_path, session, count, **stages):
    with spark(tmp_path / "spark", session) as engine:
        there = rows(flow(engine, sources(count), **stages))
    with LocalEngine(tmp_path / "local", 1) as engine:
        return there, rows(flow(engine, sources(count), **stages))


@pytest.mark.parametrize("count", [0, 400])
def test_it_gives_the_rows_of_the_local_engine(tmp_path, session, count):
    there, here = both(tmp_path, session, count, shelver=Shelve(200))
    assert there == here


def test_a_task_that_is_killed_is_tried_again_and_gives_no_row_twice(tmp_path, session):
    (tmp_path / "flag").touch()
    there, here = both(tmp_path, session, 100, printer=Trip(flag=str(tmp_path / "flag")))
    assert not (tmp_path / "flag").exists()
    assert there == here
    assert len(there["print", "Page"]) == 100


def test_a_run_whose_executors_are_killed_finishes_and_gives_no_row_twice(tmp_path, session):
    """The session is not used: with it Spark and Java are there."""
    call = [sys.executable, Path(__file__).parent / "cluster.py", tmp_path, "1300"]
    ran = subprocess.run(call, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": SEEN})
    assert ran.returncode == 0, ran.stderr[-4000:]
    assert (tmp_path / "lost").read_text() == "2"
    assert not list(tmp_path.glob("*.flag")), "each of two stages killed one"
    with LocalEngine(tmp_path / "local", 1) as engine:
        here = flow(engine, sources(1300))
    there = Tables([replace(table, path=tmp_path / "tables" / table.path.name) for table in here.tables])
    assert rows(there) == rows(here)


def test_a_second_run_does_nothing_and_more_sources_do_the_stages_again(tmp_path, session):
    (tmp_path / "ledger").mkdir()
    printer = Print(str(tmp_path / "ledger"))
    for expected in (40, 40):
        with spark(tmp_path / "tables", session) as engine:
            flow(engine, sources(40), printer)
        assert len(list((tmp_path / "ledger").iterdir())) == expected
    with spark(tmp_path / "tables", session) as engine:
        t = flow(engine, sources(41), printer)
        assert engine.count(t[Page]) == engine.count(t[Member]) == 41


def test_a_table_that_was_not_finished_is_made_again(tmp_path, session):
    with spark(tmp_path / "tables", session) as engine:
        whole = rows(flow(engine, sources(30)))
    (tmp_path / "tables" / "print.Page.parquet" / "_SUCCESS").unlink()
    (tmp_path / "tables" / "print.staged").mkdir()
    with spark(tmp_path / "tables", session) as engine:
        t = flow(engine, sources(30))
        engine.tidy(t)
        assert rows(t) == whole
    assert sorted(p.name for p in (tmp_path / "tables").iterdir()) == sorted(t.path.name for t in t.tables)


@pytest.mark.parametrize("backwards", [False, True])
def test_what_sees_everything_gets_its_tables_one_after_the_other(tmp_path, session, backwards):
    with spark(tmp_path, session) as engine:
        t = engine.start(sources(700), gives=(Source, Diagnostic))
        t += engine.map("print", Print(), t[Source], gives=(Page, Diagnostic))
        t += engine.group("shelve", Shelve(), t.by({Page: "path"}, Page), gives=(Member,))
        t += engine.whole("list", Catalogue(backwards), t.all(Page, Member), gives=(Story,))
    (story,) = records(t[Story])
    assert story.label == "700 pages, 700 members"
    assert sorted(story.documents) == sorted(p.id for p in records(t[Page]))


def near_copies(engine, count, settings):
    """The plan's search for near-copies over documents that are made here."""
    t = engine.start(sources(count), gives=(Source, Diagnostic))
    t += engine.map("print", Essay(), t[Source], gives=(Document, Block, Quotation))
    return t + retold.plan.near_copies(engine, t, settings)


def test_near_copies_in_parts_are_those_of_one_task_though_every_stage_is_killed_once(tmp_path, session, monkeypatch):
    with LocalEngine(tmp_path / "local", 1) as engine:
        whole = sorted(map(repr, records(near_copies(engine, 150, Copies(small=0))[Resemblance])))
    assert len(whole) > 100
    for stage in ("Shelver", "Pairer", "Chainer", "Judge"):
        flag = tmp_path / stage
        flag.touch()
        monkeypatch.setattr(retold.plan, stage, Dying.of(getattr(retold.plan, stage), flag))
    with spark(tmp_path / "spark", session) as engine:
        t = near_copies(engine, 150, Copies(small=0, part=40))
        assert sorted(map(repr, records(t[Resemblance]))) == whole
    assert not list(tmp_path.glob("[A-Z]*")), "each of them was killed"


def test_what_a_stage_raised_is_one_line(tmp_path, session):
    (tmp_path / "flag").touch()
    with (
        spark(tmp_path, session) as engine,
        pytest.raises(StageError, match=r"^stage print failed on shelf/0040.txt: ValueError: the ink ran out; what"),
    ):
        flow(engine, sources(60), Print(fails_while=str(tmp_path / "flag")))
    with spark(tmp_path / "odd", session) as engine:
        t = engine.start(sources(1), gives=(Source,))
        with pytest.raises(StageError, match="stage odd gave a Story; the plan lists Page"):
            engine.map("odd", Stray(), t[Source], gives=(Page,))
        with pytest.raises(StageError, match=r"^stage lost: ModuleNotFoundError: No module named 'inkwell'; what"):
            engine.map("lost", Absent(), t[Source], gives=(Source,))


@pytest.mark.parametrize("name", ["spark", "local"])
def test_bunches_hold_every_row_once_and_fewer_are_called(tmp_path, session, name):
    made = spark(tmp_path, session) if name == "spark" else LocalEngine(tmp_path, 1)
    with made as engine:
        t = engine.start(sources(700), gives=(Source, Diagnostic))
        t += engine.map("print", Print(), t[Source], gives=(Page, Diagnostic))
        t += engine.bunch("bundle", Bundle(), t.by({Page: "id"}, Page), gives=(Story,))
    bundles = [story.documents for story in records(t[Story])]
    assert sorted(d for bundle in bundles for d in bundle) == sorted(p.id for p in records(t[Page]))
    assert len(bundles) < 100


@pytest.mark.parametrize("pages", [EXAMPLE, "seeds"], ids=["example", "seeds"])
def test_a_case_is_the_local_case(pages, tmp_path, session, shared):
    if pages == "seeds":
        pages = shared / "data" / "seeds"
        if not pages.is_dir():
            pytest.skip("needs the measuring data beside the checkout")
    given = sorted(pages.glob("*.txt")) + sorted(pages.glob("*.html"))
    here = retold.run(given, tmp_path / "local", workers=1)
    there = retold.run(given, tmp_path / "spark", engine="spark")
    assert there.manifest["counts"] == here.manifest["counts"]
    for record in RECORDS:
        assert sorted(map(repr, there.records(record))) == sorted(map(repr, here.records(record))), record
    again = retold.run(given, tmp_path / "spark", workers=1)  # the local engine over what Spark left
    assert again.manifest["counts"] == here.manifest["counts"]


def test_an_engine_that_is_none_is_refused(tmp_path):
    with pytest.raises(WrongUse, match="no engine 'steam'; there are: local, spark"):
        retold.run([EXAMPLE], tmp_path, engine="steam")
