"""What keeps others out: the Host check, the token, and the headers of every answer.

A page on the web can make a browser send requests to the loopback address.  So the Host must be one of ours (against
DNS rebinding), every request needs the token that the start printed (as a SameSite cookie), every act needs a second
value that only our own pages hold, and nothing may be framed or loaded from elsewhere.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse

from retold.errors import RetoldError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "retold"
HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
MOST_BYTES = 1_000_000
"""The largest body that an act or a check may have."""


class Guard:
    """ASGI middleware: refuses what is not ours, and puts the headers on every answer.

    Args:
        app: the application; it finds who asks in ``request.state.who`` and the token in ``request.state.token``.
        known: returns who holds a token, or an empty string.
        hosts: the values of the Host header that are answered.
    """

    def __init__(self, app: ASGIApp, known: Callable[[str], str], hosts: frozenset[str]) -> None:
        self.app, self.known, self.hosts = app, known, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            refusal = await run_in_threadpool(self._refusal, scope)
        except RetoldError as error:  # the database that knows the tokens is out of reach
            refusal = PlainTextResponse(f"{error}\n", 503)
        await (refusal or self.app)(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if headers.get("host", "").lower() not in self.hosts:
            return PlainTextResponse("This host name is not served here.\n", 421)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if given and scope["method"] == "GET":
            return self._welcome(scope, given)
        token = _cookie(headers.get("cookie", ""))
        who = self.known(token) if token else ""
        if not who:
            return PlainTextResponse("Open the address that `retold serve` printed: it holds the token.\n", 403)
        scope.setdefault("state", {}).update(who=who, token=token)
        return None

    def _welcome(self, scope: Scope, given: str) -> Response:
        """Take the token out of the address and into a cookie."""
        if not self.known(given):
            return PlainTextResponse("This token is not one that is let in here.\n", 403)
        answer = RedirectResponse(scope["path"] or "/", 303)
        answer.set_cookie(COOKIE, given, httponly=True, samesite="strict", path="/")
        return answer


def one_token(token: str, who: str) -> Callable[[str], str]:
    """Return what knows one token, that of this start."""
    return lambda given: who if _same(given, token) else ""


def secret_for_forms(token: str) -> str:
    """Return the value that our own forms carry, so that no other page's form is taken for one."""
    return hmac.new(token.encode(), b"form", "sha256").hexdigest()


def from_elsewhere(request: Request) -> Response | None:
    """Return the refusal of a form that another site sent."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        return PlainTextResponse("This form came from another site.\n", 403)
    return None


def is_ours(request: Request, secret: str) -> bool:
    """Say whether a form carries the value that only our own pages hold."""
    return _same(secret, secret_for_forms(request.state.token))


class TooLong(Exception):
    """A body of more bytes than are read."""


def limited(request: Request, most: int) -> Request:
    """Return the same request, whose body raises ``TooLong`` after so many bytes."""
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > most:
            raise TooLong
        return message

    return Request(request.scope, receive)


async def fields(request: Request) -> dict[str, str] | Response:
    """Return the fields of a URL-encoded form of our own, or the refusal of any other."""
    if refusal := from_elsewhere(request):
        return refusal
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return PlainTextResponse(f"Too long: at most {MOST_BYTES:,} bytes are read.\n", 413)
    try:
        found = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return PlainTextResponse("This is no form that can be read.\n", 400)
    values = {name: given[-1] for name, given in found.items()}
    if not is_ours(request, values.pop("csrf", "")):
        return PlainTextResponse("This form is not one of this start; load the page again.\n", 403)
    return values


def _cookie(header: str) -> str:
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return value
    return ""


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode())


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message["headers"],
                *((name.encode(), value.encode()) for name, value in HEADERS.items()),
            ]
        await send(message)

    return sent
