"""The local web application: a case to read and to decide on, in a browser, with nothing from outside.

It listens on the loopback address unless told otherwise; see ``guard`` for what keeps others out.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from retold.errors import WrongUse

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from starlette.types import ASGIApp

__all__ = ["application", "serve"]

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def application(
    folder: str | os.PathLike[str], who: str, token: str, hosts: frozenset[str], database: str = ""
) -> ASGIApp:
    """Return the ASGI application for a case.

    Args:
        folder: the case.
        who: the name that decisions are signed with by who holds ``token``.
        token: what a browser must know to be let in.
        hosts: the values of the Host header that are answered, with port.
        database: where reviewers share their decisions (``postgresql://...``); they are let in by tokens of their own.

    Raises:
        CaseError: there is no case, or a newer version wrote it.
        DatabaseError: the database can't be reached.
    """
    from retold.case import Case
    from retold.desk import open_desk
    from retold.web.guard import Guard, one_token
    from retold.web.routes import routes

    mine = one_token(token, who)
    desk, reviewers = open_desk(Case(folder), database)
    known = (lambda given: mine(given) or reviewers.who(given)) if reviewers else mine
    return Guard(routes(desk), known, hosts)


def serve(
    folder: str | os.PathLike[str],
    who: str,
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    known_as: Sequence[str] = (),
    database: str = "",
    ready: Callable[[str], None] = lambda _address: None,
) -> None:
    """Serve a case until interrupted; ``ready`` is given the address to open, with the token of this start.

    Port 0 takes any that is free.  ``known_as`` are names of this machine that browsers may ask for, besides ``host``.

    Raises:
        CaseError: there is no case, or a newer version wrote it.
        DatabaseError: the database can't be reached.
        WrongUse: the address can't be listened on (a port in use); the message says what to do.
    """
    import socket

    import uvicorn

    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise WrongUse(f"{host}:{port} can't be listened on ({error.strerror}); choose another with --port") from error
    with listening:
        port = listening.getsockname()[1]
        token = secrets.token_urlsafe(24)
        shown = f"[{host}]" if ":" in host else host
        names = (*LOOPBACK, shown) if shown in LOOPBACK else (shown,)
        hosts = {f"{name}:{port}".lower() for name in (*names, *known_as)} | {name.lower() for name in known_as}
        app = application(folder, who, token, frozenset(hosts), database)
        ready(f"http://{known_as[0] if known_as else shown}:{port}/?token={token}")
        settings = uvicorn.Config(app, log_level="warning", server_header=False, limit_concurrency=64)
        uvicorn.Server(settings).run(sockets=[listening])
