"""Decisions, reviewers and search in a real PostgreSQL server, which these tests start themselves."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from postgres_server import programs, running
from retold.decisions import FILE, append, decide, place_of
from retold.desk import hits, open_desk
from retold.errors import DatabaseError, Overtaken, WrongUse
from retold.postgresql import Database, DecisionTable, Reviewers, SearchTable
from retold.report.index import index
from retold.search import Search, words
from small_case import small_case

pytestmark = [
    pytest.mark.skipif(programs() is None, reason="needs PostgreSQL (Debian's package postgresql)"),
]


@pytest.fixture(scope="module")
def server():
    with running() as (address, stop, start):
        yield address, stop, start


@pytest.fixture
def database(server, request):
    opened = Database(server[0], request.node.name)
    yield opened
    opened.close()


@pytest.fixture
def case(tmp_path, request):
    made = small_case()
    made.folder, made.title = tmp_path, request.node.name
    return made


def note(number, who="AB"):
    made = small_case().documents[0]
    return decide(who, "note", about="document", target=(place_of(made),), value=f"n{number}")


def test_an_act_is_kept_once_and_comes_back_as_it_was(database):
    table = DecisionTable(database)
    made = [note(n) for n in range(3)] + [decide("Ü\u0000\ud800", "note", about="document", value="'; DROP TABLE x; --",
                                                 target=(place_of(small_case().documents[0]),))]  # fmt: skip
    for act in (*made, *made):
        table.add(act)
    assert table.log().decisions == tuple(made)
    assert table.mark() == 4


def test_cases_of_one_database_do_not_see_each_other(server):
    one, two = Database(server[0], "one"), Database(server[0], "two")
    DecisionTable(one).add(note(1))
    assert DecisionTable(two).log().decisions == ()
    token = Reviewers(one).invite("AB")
    assert Reviewers(one).who(token) == "AB"
    assert Reviewers(two).who(token) == ""
    one.close()
    two.close()


def test_a_token_lets_in_until_it_is_revoked_or_made_anew(database):
    reviewers = Reviewers(database)
    first, other = reviewers.invite("AB"), reviewers.invite("CD")
    second = reviewers.invite("AB")
    assert [reviewers.who(t) for t in (first, second, other, "", "x" * 500, "\x00")] == ["", "AB", "CD", "", "", ""]
    assert reviewers.names() == ["AB", "CD"]
    reviewers.revoke("CD")
    assert reviewers.who(other) == ""
    rows = database.ask("SELECT token FROM retold_reviewer WHERE book = :book", book=database.book)
    assert second not in str(rows)


def test_many_writers_lose_nothing_and_double_nothing(server):
    acts = [note(n) for n in range(120)]

    def write(some):
        opened = Database(server[0], "many")
        for act in some:
            DecisionTable(opened).add(act)
        opened.close()

    threads = [threading.Thread(target=write, args=(acts[n::3] + acts[:20],)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    opened = Database(server[0], "many")
    kept = DecisionTable(opened).log().decisions
    opened.close()
    assert sorted(d.id for d in kept) == sorted(d.id for d in acts)


def test_who_is_second_is_told_so_even_by_another_server(server, case):
    desks = [open_desk(case, server[0])[0] for _ in range(2)]
    form = {"act": "confirm", "about": "discrepancy", "record": "x1", "seen": ""}

    def answer(n):
        try:
            return desks[n % 2].decide(f"R{n}", form).who
        except Overtaken as error:
            return str(error)

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(answer, range(8)))
    kept = [d.who for d in desks[0].view().log]
    for desk in desks:
        desk.close()
    assert len(kept) == 1
    assert sorted(s for s in said if "Meanwhile" not in s) == kept
    assert all(f"{kept[0]} answered it" in s for s in said if s not in kept)


def test_the_log_of_the_folder_is_taken_in_once(server, case, tmp_path):
    append(tmp_path / FILE, [note(1), note(2)])
    for _ in range(2):
        desk, _ = open_desk(case, server[0])
        assert [d.value for d in desk.view().log] == ["n1", "n2"]
        desk.close()


def test_both_indexes_find_the_same(database, case):
    table, file = SearchTable(database), Search()
    assert table.update(case) == file.update(case) == 3
    assert table.update(case) == 0
    for sought in ("bridge", "Tamble BRIDGE", "mayor", "nothing of the kind", "", "' & | ! :*", "decided on"):
        assert {tuple(e) for e in table.find(words(sought), 50)} == {tuple(e) for e in file.find(words(sought), 50)}
    case.blocks = tuple(replace(b, label="chrome") if b.document == "d2" else b for b in case.blocks)
    assert table.update(case) == 1
    assert "d2" not in {e.document for e in table.find(["tamble"], 50)}
    assert hits(table, "bridge", index(case))[0].pieces


def test_a_server_that_went_away_is_found_again(server):
    address, stop, start = server
    opened = Database(address, "away")
    table = DecisionTable(opened)
    table.add(note(1))
    stop()
    with pytest.raises(DatabaseError, match="reached"):
        table.add(note(2))
    start()
    table.add(note(3))
    assert [d.value for d in table.log().decisions] == ["n1", "n3"]
    opened.close()


@pytest.mark.parametrize("address", ["nothing", "http://x/y", "postgresql://host", "postgresql://h:port/x", ""])
def test_an_address_that_is_none_is_wrong_use(address):
    with pytest.raises(WrongUse, match="--database"):
        Database(address, "x")


def test_a_database_out_of_reach_is_said_so_without_the_password(server):
    wrong = server[0].replace("retold:", "retold:wrong")
    with pytest.raises(DatabaseError) as caught:
        Database(wrong, "x")
    assert "wrong" not in str(caught.value)
    with pytest.raises(DatabaseError, match="can't be reached"):
        Database("postgresql://retold:secret@127.0.0.1:1/x", "x")
