"""Several reviewers at once, over real sockets: on the log of the folder, and in a real PostgreSQL server."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from urllib.parse import urlencode

import pytest

import retold
from conftest import Visitor
from postgres_server import programs, running
from retold.decisions import FILE, read
from retold.desk import open_desk
from retold.postgresql import Database, DecisionTable
from small_case import small_case

NEEDED = pytest.mark.skipif(programs() is None, reason="needs PostgreSQL (Debian's package postgresql)")
PAGE = 'Kerb\n\nMayor Una Reef told the council on 2 May 2011: "We will move {} stones by June."\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    base = tmp_path_factory.mktemp("reviewers")
    for name, count in (("one", "forty"), ("two", "fourteen")):
        (base / f"{name}.txt").write_text(PAGE.format(count))
    retold.run([base / "one.txt", base / "two.txt"], base / "case", workers=1)
    return base / "case"


@pytest.fixture(scope="module")
def database():
    with running() as (address, *_):
        yield address


@contextmanager
def serving(folder, who, database=""):
    """A server of its own process: yields its address and token."""
    call = [sys.executable, "-m", "retold.cli", "serve", str(folder), "--as", who, "--port", "0"]
    environment = {**os.environ, "RETOLD_DATABASE": database}
    with subprocess.Popen(call, stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            yield re.search(r"http://([^/]+)/\?token=(\S+)", server.stdout.readline()).groups()
        finally:
            server.terminate()


class Reviewer:
    """A browser that is let in."""

    def __init__(self, host, token):
        self.host, self.token = host, token
        self.csrf = re.search(r'name="csrf" value="(\w+)"', self.ask("GET", "/check")[1])[1]

    def ask(self, method, path, body=None):
        line = http.client.HTTPConnection(self.host, timeout=60)
        line.request(method, path, body, {"Cookie": f"retold={self.token}"})
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer.status, text

    def note(self, record, value):
        form = {"csrf": self.csrf, "act": "note", "about": "quotation", "record": record, "value": value}
        return self.ask("POST", "/decisions", urlencode(form))[0]


@pytest.mark.parametrize("shared", ["file", pytest.param("postgresql", marks=NEEDED)])
def test_two_servers_of_one_case_lose_nothing_and_double_nothing(made, shared, request):
    address = request.getfixturevalue("database") if shared == "postgresql" else ""
    record = next(q.id for q in retold.Case(made).quotations if q.content)
    before = len(read(made / FILE).decisions)
    with ExitStack() as stack:
        reviewers = [Reviewer(*stack.enter_context(serving(made, who, address))) for who in ("AB", "CD")]
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda n: reviewers[n % 2].note(record, f"{shared}{n}"), range(60)))
        assert set(answers) == {303}
        seen = reviewers[0].ask("GET", "/log")[1]
    if shared == "postgresql":
        opened = Database(address, "case")
        acts = DecisionTable(opened).log().decisions
        opened.close()
        assert len(read(made / FILE).decisions) == before
    else:
        acts = read(made / FILE).decisions
    kept = [d for d in acts if str(d.value).startswith(shared)]
    assert sorted(d.value for d in kept) == sorted(f"{shared}{n}" for n in range(60))
    assert {d.who for d in kept} == {"AB", "CD"}
    assert "signed AB" in seen
    assert "CD, " in seen


@NEEDED
def test_reviewers_are_let_in_by_their_tokens(tmp_path, database):
    case = small_case()
    case.folder = tmp_path
    desk, reviewers = open_desk(case, database)
    visitor = Visitor(tmp_path, case, desk, reviewers.who)
    token = reviewers.invite("Cleo")
    assert "signed Cleo" in visitor.get("/", token=token).text
    assert visitor.get("/", token="other").status_code == 403
    reviewers.revoke("Cleo")
    assert visitor.get("/", token=token).status_code == 403
    desk.close()
    reviewers.database.close()


@NEEDED
def test_the_command_invites_and_revokes(made, database):
    def invite(*more):
        call = [sys.executable, "-m", "retold.cli", "invite", str(made), "Cleo", *more]
        environment = {**os.environ, "RETOLD_DATABASE": database}
        return subprocess.run(call, env=environment, capture_output=True, text=True, check=True).stdout

    token = re.fullmatch(r"Cleo  /\?token=(\S+)\n", invite())[1]
    with serving(made, "AB", database) as (host, _):
        assert "signed Cleo" in Reviewer(host, token).ask("GET", "/")[1]
        assert invite("--revoke") == "Cleo  1 revoked\n"
        line = http.client.HTTPConnection(host)
        line.request("GET", "/", headers={"Cookie": f"retold={token}"})
        assert line.getresponse().status == 403
        line.close()


def test_without_a_database_nobody_is_invited(made):
    call = [sys.executable, "-m", "retold.cli", "invite", str(made), "Cleo"]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "--database" in done.stderr
