"""Two reviewers who decide at once: how many of their acts are lost, doubled or refused, and how long one takes.

    python bench/reviewers.py [ACTS]

Makes a case of the example, then serves it twice, by two processes, as two reviewers would on two machines: once on the
log of the folder, once on a PostgreSQL server that is started for it (left out where its programs are not there).  Each
reviewer sends half of the acts over eight connections at once; a quarter of the acts answer one card, with what the
reviewer last saw of it, so that the slower one must be told and not overwrite.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import retold
from postgres_server import programs, running
from retold.decisions import FILE, read
from retold.postgresql import Database, DecisionTable

EXAMPLE = Path(__file__).parent.parent / "examples" / "harbour" / "documents"


@contextmanager
def serving(folder, who, database):
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
        self.host, self.cookie = host, {"Cookie": f"retold={token}"}
        self.csrf = re.search(r'name="csrf" value="(\w+)"', self.ask("GET", "/check")[1])[1]

    def ask(self, method, path, body=None):
        line = http.client.HTTPConnection(self.host, timeout=300)
        line.request(method, path, body, self.cookie)
        answer = line.getresponse()
        text = answer.read().decode()
        line.close()
        return answer.status, text

    def act(self, **form):
        began = time.perf_counter()
        status, _ = self.ask("POST", "/decisions", urlencode({"csrf": self.csrf, **form}))
        return status, time.perf_counter() - began


def measure(case, acts, database):
    """Return the figures for one kind of store."""
    quotations = [q.id for q in case.quotations if q.content]
    card = case.discrepancies[0].id
    with ExitStack() as stack:
        pair = [Reviewer(*stack.enter_context(serving(case.folder, who, database))) for who in ("Ada", "Ben")]

        def one(n):
            reviewer = pair[n % 2]
            if n % 4 == 3:
                page = reviewer.ask("GET", f"/discrepancies/{card}")[1]
                seen = re.search(r'name="seen" value="(\w*)"', page)[1]
                act = ("confirm", "dismiss", "unsure")[n % 3]
                return n, seen, *reviewer.act(act=act, about="discrepancy", record=card, seen=seen)
            record = quotations[n % len(quotations)]
            return n, None, *reviewer.act(act="note", about="quotation", record=record, value=f"remark {n}")

        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(one, range(acts)))
    if database:
        opened = Database(database, case.title)
        kept = DecisionTable(opened).log()
        opened.close()
    else:
        kept = read(case.folder / FILE)
    notes = [d.value for d in kept.decisions if d.act == "note"]
    wanted = [f"remark {n}" for n, seen, *_ in answers if seen is None]
    cards = [seen for _, seen, status, _ in answers if seen is not None and status == 303]
    seconds = sorted(s for *_, s in answers)
    return {
        "acts": acts,
        "notes_lost": len(set(wanted) - set(notes)),
        "doubled": len(kept.decisions) - len({d.id for d in kept.decisions}) + len(notes) - len(set(notes)),
        "broken_lines": len(kept.broken),
        "card_answers_kept": sum(d.act != "note" for d in kept.decisions),
        "card_answers_accepted": len(cards),
        "overwritten_unseen": len(cards) - len(set(cards)),
        "told_they_were_second": sum(status == 409 for _, _, status, _ in answers),
        "other_answers": sorted({status for _, _, status, _ in answers} - {303, 409}),
        "p50_ms": round(1000 * statistics.median(seconds), 1),
        "p95_ms": round(1000 * seconds[int(0.95 * len(seconds))], 1),
    }


def main():
    acts = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    figures = {}
    with tempfile.TemporaryDirectory() as base:
        for store in ("file", "postgresql"):
            case = retold.run([EXAMPLE], Path(base) / store)
            if store == "file":
                figures[store] = measure(case, acts, "")
            elif programs():
                with running() as (address, *_):
                    figures[store] = measure(case, acts, address)
            print(json.dumps({store: figures.get(store, "left out: no PostgreSQL")}, indent=1), flush=True)


if __name__ == "__main__":
    main()
