"""The local engine: the same tables whatever the number of processes, however often it was stopped."""

import gc
import multiprocessing
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from toys import Bundle, Essay, Fall, Pair, Print, Shelve, Stray, Tell, flow, sources

from retold.engines import Tables
from retold.engines.local import LocalEngine
from retold.engines.parts import read
from retold.errors import CaseError, StageError
from retold.plan import near_copies
from retold.records import Block, Diagnostic, Document, Member, Page, Quotation, Resemblance, Source, Story
from retold.settings import Copies


def files(folder):
    return {path.name: path.read_bytes() for path in Path(folder).glob("*.parquet")}


def run(folder, given, printer=None, workers=1, watch=None, teller=None):
    with LocalEngine(Path(folder), workers, watch) as engine:
        return flow(engine, given, printer, teller=teller)


def rows(tables, record):
    return [row for table in tables.of(record) for row in read(table.path, record)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of each table of one plain run over 300 sources."""
    folder = tmp_path_factory.mktemp("whole")
    run(folder, sources(300))
    return files(folder)


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_processes_gives_the_same_bytes(whole, tmp_path, workers):
    run(tmp_path, sources(300), workers=workers)
    assert files(tmp_path) == whole


def test_the_tables_hold_what_the_stages_gave(tmp_path):
    tables = run(tmp_path, sources(300))
    assert [s.path for s in rows(tables, Source)] == [s.path for s in sources(300)]
    assert [p.path for p in rows(tables, Page)] == [s.path for s in sources(300)]
    assert {m.siglum for m in rows(tables, Member)} == {"1"}
    assert sorted((s.id, s.label) for s in rows(tables, Story)) == [(f"story {i}", "75 pages") for i in range(4)]
    told = [d.message for d in rows(tables, Diagnostic)]
    assert told.count("seven") == sum((10 + i) % 7 == 0 for i in range(300))
    assert told[-1] == "300 pages, 300 members"


def test_a_second_run_does_nothing(tmp_path):
    (tmp_path / "ledger").mkdir()
    printer = Print(str(tmp_path / "ledger"))
    run(tmp_path / "tables", sources(50), printer)
    assert len(list((tmp_path / "ledger").iterdir())) == 50
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "tables").glob("*.parquet")}
    run(tmp_path / "tables", sources(50), printer)
    assert len(list((tmp_path / "ledger").iterdir())) == 50
    assert before == {p: p.stat().st_mtime_ns for p in (tmp_path / "tables").glob("*.parquet")}


def test_a_stage_that_raised_goes_on_where_it_stopped(tmp_path):
    (tmp_path / "ledger").mkdir()
    (tmp_path / "flag").touch()
    printer = Print(str(tmp_path / "ledger"), str(tmp_path / "flag"))
    with pytest.raises(StageError, match=r"stage print failed on shelf/0040.txt: ValueError: the ink ran out"):
        run(tmp_path / "tables", sources(60), printer)
    assert len(list((tmp_path / "ledger").iterdir())) == 41
    (tmp_path / "flag").unlink()
    run(tmp_path / "tables", sources(60), printer)
    assert len(list((tmp_path / "ledger").iterdir())) == 61
    run(tmp_path / "once", sources(60), printer)
    assert files(tmp_path / "tables") == files(tmp_path / "once")


def test_how_often_the_caller_looks_for_cycles_is_left_as_it_was(tmp_path):
    (tmp_path / "ledger").mkdir()
    (tmp_path / "flag").touch()
    before = gc.get_threshold()
    run(tmp_path / "whole", sources(9))
    assert gc.get_threshold() == before
    with pytest.raises(StageError):
        run(tmp_path / "tables", sources(60), Print(str(tmp_path / "ledger"), str(tmp_path / "flag")))
    assert gc.get_threshold() == before


def test_more_sources_cost_only_the_new_ones(tmp_path):
    (tmp_path / "ledger").mkdir()
    printer = Print(str(tmp_path / "ledger"))
    some = [s for s in sources(60) if not s.path.endswith("7.txt")]
    run(tmp_path / "tables", some, printer)
    done = len(list((tmp_path / "ledger").iterdir()))
    run(tmp_path / "tables", sources(60), printer)
    assert len(list((tmp_path / "ledger").iterdir())) - done == 6
    run(tmp_path / "once", sources(60), printer)
    assert files(tmp_path / "tables") == files(tmp_path / "once")


def test_more_sources_cost_only_the_stories_that_they_are_in(tmp_path):
    (tmp_path / "ledger").mkdir()
    teller = Tell(str(tmp_path / "ledger"))

    def stories():
        return sorted(path.name.partition("-")[0] for path in (tmp_path / "ledger").iterdir())

    run(tmp_path / "tables", sources(40), teller=teller)
    assert stories() == ["story 0", "story 1", "story 2", "story 3"]
    run(tmp_path / "tables", sources(42), teller=teller)
    assert stories() == ["story 0", "story 0", "story 1", "story 1", "story 2", "story 3"]
    run(tmp_path / "once", sources(42), teller=teller)
    assert files(tmp_path / "tables") == files(tmp_path / "once")


def test_many_stories_share_buckets(tmp_path):
    with LocalEngine(tmp_path, 1) as engine:
        tables = flow(engine, sources(400), shelver=Shelve(200))
    assert sorted(s.label for s in rows(tables, Story)) == ["2 pages"] * 200


def test_sources_that_give_nothing_are_parts_all_the_same(tmp_path):
    printer = Print(skips="3.txt")
    tables = run(tmp_path / "tables", sources(40), printer)
    assert len(rows(tables, Page)) == 36
    assert len(rows(tables, Member)) == 36
    run(tmp_path / "tables", sources(40), printer)
    run(tmp_path / "two", sources(40), printer, workers=2)
    assert files(tmp_path / "tables") == files(tmp_path / "two")


def test_one_source_among_many_costs_one_part(tmp_path):
    (tmp_path / "ledger").mkdir()
    printer = Print(str(tmp_path / "ledger"))
    run(tmp_path / "tables", sources(500)[:200] + sources(500)[201:], printer)
    done = len(list((tmp_path / "ledger").iterdir()))
    run(tmp_path / "tables", sources(500), printer)
    assert len(list((tmp_path / "ledger").iterdir())) - done <= 64


def test_one_source_among_many_costs_one_bunch(tmp_path):
    """A bunch is cut where its content says, as a part is: those after a new source stay as they are."""

    def bunches(given):
        with LocalEngine(tmp_path / "tables", 1) as engine:
            t = engine.start(given, gives=(Source, Diagnostic))
            t += engine.map("print", Print(), t[Source], gives=(Page, Diagnostic))
            t += engine.bunch("bundle", Bundle(), t.by({Page: "id"}, Page), gives=(Story,))
            return {story.documents for story in rows(t, Story)}

    before = bunches(sources(1500)[:300] + sources(1500)[301:])
    after = bunches(sources(1500))
    assert sum(map(len, after)) == 1500
    assert 1 <= len(after - before) <= 2 < 10 < len(after) < 60


def test_other_settings_do_it_again(tmp_path):
    run(tmp_path / "tables", sources(9), Print(""))
    seen = []
    run(tmp_path / "tables", sources(9), Print("", "never"), watch=lambda stage, done, _: seen.append((stage, done)))
    assert ("print", 0) in seen
    assert ("shelve", 0) not in seen, "what it gave was the same, so nothing after it is done again"


def test_no_sources_make_empty_tables(tmp_path):
    tables = run(tmp_path, [Diagnostic("vanished", "read", "gone", path="a")])
    assert rows(tables, Page) == rows(tables, Story) == []
    assert [d.message for d in rows(tables, Diagnostic)] == ["gone", "0 pages, 0 members"]


def test_a_record_that_the_plan_does_not_list_is_named(tmp_path):
    with LocalEngine(tmp_path, 1) as engine:
        t = engine.start(sources(1), gives=(Source,))
        with pytest.raises(StageError, match="stage odd gave a Story; the plan lists Page"):
            engine.map("odd", Stray(), t[Source], gives=(Page,))


def test_a_killed_worker_is_one_clear_error(tmp_path):
    with LocalEngine(tmp_path, 2) as engine:
        t = engine.start(sources(5), gives=(Source,))
        with pytest.raises(StageError, match="a worker process was killed"):
            engine.map("fall", Fall(), t[Source], gives=(Source,))


def test_two_engines_in_one_folder_are_refused(tmp_path):
    with LocalEngine(tmp_path, 1), pytest.raises(CaseError, match="another run"), LocalEngine(tmp_path, 1):
        pass
    with LocalEngine(tmp_path, 1):
        pass


def test_leftovers_are_removed(tmp_path, whole):
    (tmp_path / ".buckets" / "tell").mkdir(parents=True)
    (tmp_path / ".parts" / "print" / "abc.77.tmp").mkdir(parents=True)
    (tmp_path / "print.Page.tmp").touch()
    (tmp_path / "older.Page.parquet").touch()
    with LocalEngine(tmp_path, 1) as engine:
        assert sorted(p.name for p in tmp_path.rglob("*")) == [".parts", "older.Page.parquet", "print"]
        engine.tidy(flow(engine, sources(300)))
    assert files(tmp_path) == whole
    assert {p.name for p in tmp_path.iterdir()} == set(whole)


def test_a_broken_table_is_made_again(tmp_path, whole):
    run(tmp_path, sources(300))
    path = tmp_path / "print.Page.parquet"
    path.write_bytes(path.read_bytes()[:100])
    run(tmp_path, sources(300))
    assert files(tmp_path) == whole


def test_tables_know_types_and_stages(tmp_path):
    tables = run(tmp_path, sources(3))
    assert [t.stage for t in tables.of(Diagnostic)] == ["start", "print", "weigh"]
    assert not Tables()
    with pytest.raises(ValueError, match="too many values"):
        tables[Diagnostic]


SCRIPT = """
import sys, time
sys.path.insert(0, {toys!r})
from pathlib import Path
from toys import flow, sources
from retold.engines.local import LocalEngine
print("begin", flush=True)
with LocalEngine(Path({folder!r}), 2) as engine:
    flow(engine, sources(300))
"""


def start(tmp_path):
    """Run the flow as a script without the guard that multiprocessing asks for, as a user would write it."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(toys=str(Path(__file__).parent), folder=str(tmp_path / "tables")))
    return subprocess.Popen([sys.executable, script], start_new_session=True, stdout=subprocess.PIPE, text=True)


def living(group):
    """The processes of a process group that are not merely waiting to be reaped."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, number = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(number) == group and state not in "ZX":
            found.append(stat.parent.name)
    return found


def test_a_script_without_a_guard_is_run_once(tmp_path, whole):
    process = start(tmp_path)
    out, _ = process.communicate()
    assert (process.returncode, out) == (0, "begin\n")
    assert files(tmp_path / "tables") == whole


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
def test_killed_at_ten_moments_it_ends_with_the_same_bytes_and_leaves_no_process(tmp_path, whole):
    for i in range(10):
        process = start(tmp_path)
        process.stdout.readline()
        time.sleep(0.03 + 0.12 * i)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        patience = time.monotonic() + 60
        while living(process.pid) and time.monotonic() < patience:
            time.sleep(0.02)
        assert living(process.pid) == []
    process = start(tmp_path)
    process.communicate()
    assert process.returncode == 0
    assert files(tmp_path / "tables") == whole


def test_no_worker_outlives_the_engine(tmp_path):
    run(tmp_path, sources(70), workers=2)
    patience = time.monotonic() + 60
    while multiprocessing.active_children() and time.monotonic() < patience:
        time.sleep(0.02)
    assert multiprocessing.active_children() == []


def beside(folder, given, workers=1, ledger=""):
    with LocalEngine(Path(folder), workers) as engine:
        t = engine.start(given, gives=(Source, Diagnostic))
        t += engine.map("print", Print(), t[Source], gives=(Page, Diagnostic))
        t += engine.group("shelve", Shelve(7), t.across("container", Page), gives=(Member,))
        keyed = t.by({Page: "id", Member: "document"}, Page, Member)
        return t + engine.group("pair", Pair(str(ledger)), keyed, gives=(Story,))


def test_rows_of_different_parts_meet_under_one_key_and_go_back_to_where_their_page_is(tmp_path):
    tables = beside(tmp_path, sources(300))
    assert {m.siglum for m in rows(tables, Member)} == {"300"}
    assert len(tables[Page].digests) > 5
    assert tables[Story].parting == tables[Page].parting
    assert [s.id for s in rows(tables, Story)] == [p.id for p in rows(tables, Page)]
    beside(tmp_path / "three", sources(300), workers=3)
    assert files(tmp_path / "three") == files(tmp_path)


def test_pairs_are_made_once(tmp_path):
    (ledger := tmp_path / "ledger").mkdir()
    beside(tmp_path / "case", sources(300), ledger=ledger)
    before = len(list(ledger.iterdir()))
    beside(tmp_path / "case", sources(300), ledger=ledger)
    assert len(list(ledger.iterdir())) == before == 300


def search(folder, workers=1):
    """The search for near-copies in parts, as the plan runs it."""
    with LocalEngine(folder, workers) as engine:
        t = engine.start(sources(150), gives=(Source, Diagnostic))
        t += engine.map("print", Essay(), t[Source], gives=(Document, Block, Quotation))
        t += near_copies(engine, t, Copies(small=0, part=40))
        return sorted(map(repr, rows(t, Resemblance)))


def test_a_full_disk_during_the_search_is_one_line_and_another_run_ends_it(tmp_path):
    """Files of ever more bytes are let through; each run goes on where the one before stopped."""
    whole = search(tmp_path / "whole")
    assert len(whole) > 100
    stopped = []
    for limit in (3_000, 6_000, 12_000, 24_000, 48_000):
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
        try:
            assert search(tmp_path / "case") == whole
        except StageError as error:
            stopped.append(str(error))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert len({line.split(":")[0] for line in stopped}) > 1, "it came further each time"
    assert all("\n" not in line and "what is finished is kept" in line for line in stopped)
    assert search(tmp_path / "case") == whole


def test_any_number_of_processes_finds_the_same_copies(tmp_path):
    assert search(tmp_path / "one") == search(tmp_path / "two", 2)
