"""How long a page of the web application takes on a case of many documents: p50 and p95 over a real loopback socket.

    python bench/web.py [DOCUMENTS]

The case is made of records, not by a run: three documents for each of many stories, each with padding of 40 blocks and
a dozen more quotations.  Every page is asked for in turn, over one connection; one act is decided between the rounds.
"""

from __future__ import annotations

import http.client
import json
import platform
import random
import re
import socket
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from retold.desk import Desk
from retold.records import Attribution, Block, Evidence, Quotation, Span
from retold.web.guard import Guard, one_token
from retold.web.routes import routes
from small_case import small_case

SYLLABLES = "ba do ke li mo nu pa re si tu va we ya zo fen gar hol jun kor lam".split()
WORDS = sorted({a + b + c for a in SYLLABLES for b in SYLLABLES for c in ("", "n", "sen", "ta")})
OFTEN = [1 / (n + 1) for n in range(len(WORDS))]  # as in any language, the commonest word is many times the next


def many(stories: int):
    """Return one case made of many small ones."""
    one = small_case()
    tables = {name: [] for name, value in vars(one).items() if isinstance(value, tuple)}
    for n in range(stories):
        for name, rows in _copy(one, n).items():
            tables[name] += rows
    for name, rows in tables.items():
        setattr(one, name, tuple(rows))
    return one


def _copy(one, n: int):
    """Return the tables of the small case with other ids and longer texts."""
    rows = {name: [_renamed(r, n) for r in value] for name, value in vars(one).items() if isinstance(value, tuple)}
    chance = random.Random(n)
    for at, document in enumerate(rows["documents"]):
        text = document.text
        for i in range(40):
            line = " ".join(chance.choices(WORDS, OFTEN, k=40))
            start = len(text) + 1
            text += "\n" + line
            rows["blocks"].append(Block(document.id, Span(start, len(text)), "body", "line of text", 0.9))
            if i % 3 == 0:
                quotation = f"{document.id}-more{i}"
                rows["quotations"].append(
                    Quotation(quotation, document.id, "indirect", (Span(start + 20, start + 120),))
                )
                rows["attributions"].append(Attribution(quotation, document.id, f"pv{n}", None, None))
        rows["documents"][at] = replace(document, text=text, sha256=f"{document.id:0>64}")
    return rows


IDS = {"id", "document", "quotation", "statement", "story", "witness", "speaker", "addressee", "occasion", "parent",
       "left", "right"}  # fmt: skip
LISTS = {"documents", "participants", "candidates"}


def _renamed(record, n: int):
    changes = {}
    for name in record.__dataclass_fields__:
        value = getattr(record, name)
        if name in IDS and isinstance(value, str) and value:
            changes[name] = f"{value}{n}"
        elif name == "witnesses" or name in LISTS:
            changes[name] = tuple(f"{v}{n}" for v in value)
        elif name in ("exemplar", "copy") and value.startswith("d"):
            changes[name] = f"{value}{n}"
        elif name in ("evidence", "mentions") and value:
            changes[name] = tuple(Evidence(f"{e.document}{n}", e.start, e.end) for e in value)
    return replace(record, **changes)


def main() -> None:
    """Print the figures as JSON."""
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    case = many(-(-documents // 3))
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as listening:
        case.folder = Path(folder)
        started = time.perf_counter()
        desk = Desk(case)
        desk.view()
        opened = time.perf_counter() - started
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        server = uvicorn.Server(
            uvicorn.Config(Guard(routes(desk), one_token("t", "bench"), frozenset({host})), log_level="error")
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        times, sizes = _visit(host, case)
        server.should_exit = True
        thread.join()
    every = sorted(t for some in times.values() for t in some)
    figures = {
        "machine": f"{platform.processor() or platform.machine()}, Python {platform.python_version()}",
        "documents": len(case.documents), "quotations": len(case.quotations), "open_s": round(opened, 2),
        "views": len(every), "p50_ms": _ms(statistics.median(every)), "p95_ms": _ms(every[int(len(every) * 0.95)]),
        "max_ms": _ms(every[-1]), "list_kb": round(sizes["/"] / 1000),
        "by_page_p95_ms": {path: _ms(sorted(some)[int(len(some) * 0.95)]) for path, some in times.items()},
    }  # fmt: skip
    print(json.dumps(figures, indent=1))


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _visit(host: str, case):
    """Return seconds by page and bytes by page."""
    chance = random.Random(1)
    line = http.client.HTTPConnection(host)
    headers = {"Cookie": "retold=t"}
    times, sizes = {}, {}

    def ask(kind, path, body=None, more=None):
        began = time.perf_counter()
        line.request(kind, path, body, headers | (more or {}))
        answer = line.getresponse()
        text = answer.read()
        assert answer.status in (200, 303), (path, answer.status)
        return time.perf_counter() - began, text

    csrf = re.search(rb'name="csrf" value="(\w+)"', ask("GET", "/")[1])[1].decode()
    for n in range(25):
        paths = {
            "/": "/", "/?page": f"/?page={chance.randint(1, 9)}", "/statements": "/statements", "/people": "/people",
            "/documents": "/documents", "/timeline": "/timeline", "/stemma": "/stemma", "/undecided": "/undecided",
            "/log": "/log", "/search": "/search?" + urlencode({"q": " ".join(chance.choices(WORDS, OFTEN, k=2))}),
            "/documents/{id}": f"/documents/{chance.choice(case.documents).id}",
            "/statements/{id}": f"/statements/{chance.choice(case.statements).id}",
            "/quotations/{id}": f"/quotations/{chance.choice(case.quotations).id}",
            "/discrepancies/{id}": f"/discrepancies/{chance.choice(case.discrepancies).id}",
        }  # fmt: skip
        for name, path in paths.items():
            seconds, text = ask("GET", path)
            times.setdefault(name, []).append(seconds)
            sizes[name] = len(text)
        act = {"csrf": csrf, "about": "discrepancy", "record": case.discrepancies[n].id, "act": "confirm"}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        times.setdefault("POST /decisions", []).append(ask("POST", "/decisions", urlencode(act), kind)[0])
    return times, sizes


if __name__ == "__main__":
    main()
