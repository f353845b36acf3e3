"""A browser without a browser: requests straight into the application."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import anyio
import httpx
import pytest

from retold.desk import Desk
from retold.web.guard import Guard, one_token
from retold.web.routes import routes
from small_case import small_case

TOKEN = "the-token-of-this-start"
HOST = "127.0.0.1:8765"


class Visitor:
    """Asks the application as a browser would that holds the token, unless told otherwise."""

    def __init__(self, folder, case=None, desk=None, known=None):
        self.case = case or small_case()
        self.case.folder = folder
        self.desk = desk or Desk(self.case)
        self.app = Guard(routes(self.desk), known or one_token(TOKEN, "AB"), frozenset({HOST}))

    def ask(self, method, path, *, token=TOKEN, host=HOST, **more):
        headers = {"host": host, **({"cookie": f"other=1; retold={token}"} if token else {}), **more.pop("headers", {})}

        async def go():
            # a server turns what is left into a 500; here it must be seen
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=True)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
                return await client.request(method, path, headers=headers, **more)

        return anyio.run(go)

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, form, **more):
        body = urlencode({"csrf": self.csrf(), **form})
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, content=body, headers={**kind, **more.pop("headers", {})}, **more)

    def csrf(self):
        return re.search(r'name="csrf" value="(\w+)"', self.get("/check").text)[1]


@pytest.fixture
def visitor(tmp_path):
    return Visitor(tmp_path)


@contextmanager
def served(case):
    """A running server for a case: yields its address."""
    import uvicorn

    desk = Desk(case)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host = f"127.0.0.1:{listening.getsockname()[1]}"
        app = Guard(routes(desk), one_token(TOKEN, "AB"), frozenset({host}))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://{host}"
        server.should_exit = True
        thread.join()
    desk.close()


@pytest.fixture
def site(tmp_path):
    """The address of a running server for the small case, whose folder is ``tmp_path``."""
    case = small_case()
    case.folder = tmp_path
    with served(case) as address:
        yield address


@pytest.fixture
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    driver = Path(playwright.__file__).parents[1] / "driver" / "node"
    if subprocess.run([driver, "--version"], capture_output=True, check=False).returncode:
        pytest.skip("Playwright's driver does not start (on Debian it needs libatomic1)")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


def visit(browser, site, **more):
    """Return a page that was let in, and the list of what it complains of."""
    page = browser.new_context(**more).new_page()
    complaints = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.on("request", lambda r: complaints.append(r.url) if not r.url.startswith((site, "data:")) else None)
    page.goto(f"{site}/?token={TOKEN}")
    return page, complaints
