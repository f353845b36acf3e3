"""A case served on a loopback port by a thread of this process, for what looks at the application from outside."""

from __future__ import annotations

import socket
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import uvicorn

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from retold.desk import Desk
from retold.web.guard import Guard, one_token
from retold.web.pages import PAGES
from retold.web.routes import routes

TOKEN = "bench"


@contextmanager
def served(case, who="bench"):
    """Yield the address of a running server, and its desk."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        desk = Desk(case)
        app = Guard(routes(desk), one_token(TOKEN, who), frozenset({host}))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield f"http://{host}", desk
        finally:
            server.should_exit = True
            thread.join()


def addresses(desk):
    """Return the path of every page, with the first record of its kind where it needs one."""
    view = desk.view()
    spoken = [q.id for q in view.case.quotations if q.content]
    first = {
        "/discrepancies/{id}": [f.discrepancy.id for f in view.findings],
        "/statements/{id}": [t.statement.id for t in view.told],
        "/documents/{id}": [f.sides[0].place.document for f in view.findings if f.sides]
        or [d.id for d in view.case.documents],
        "/people/{id}": [p.person.id for p in view.portraits],
        "/quotations/{id}": spoken,
    }
    paths = {}
    for page in PAGES:
        if "{id}" not in page.path:
            paths[page.path] = page.path
        elif first[page.path]:
            paths[page.path] = page.path.replace("{id}", first[page.path][0])
    return paths
