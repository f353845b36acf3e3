"""The routes: every page with its JSON twin, the acts, exports, and their description as OpenAPI."""

from __future__ import annotations

import json
import re
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from retold import __version__
from retold.errors import Overtaken, RetoldError, WrongUse
from retold.export import FORMATS
from retold.export.json import escape_surrogates, plain
from retold.report.index import anchor
from retold.report.rendering import TEMPLATES, Links, environment
from retold.web.description import openapi, twin
from retold.web.guard import fields, secret_for_forms
from retold.web.pages import PAGES, Asked, Page, checked
from retold.web.upload import uploader

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from jinja2 import Environment
    from starlette.requests import Request

    from retold.desk import Desk, View
    from retold.records import Evidence

HERE = Path(__file__).parent
SUFFIXES = {"annotation": "jsonld", "csv": "zip", "parquet": "zip", "tei": "xml", "jsonschema": "json", "nexus": "nex",
            "markdown": "md"}  # fmt: skip


def _place(place: Evidence) -> str:
    """Return the address of a place; it names the place twice, as a server never sees what stands behind ``#``."""
    return f"/documents/{quote(place.document, safe='')}?at={place.start}-{place.end}#{anchor(place)}"


LINKS = Links(
    place=_place,
    finding=lambda record: f"/discrepancies/{quote(record, safe='')}",
    statement=lambda record: f"/statements/{quote(record, safe='')}",
    document=lambda record: f"/documents/{quote(record, safe='')}",
)


class Site:
    """What every answer needs: the desk and the templates."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.templates: Environment = environment(LINKS, HERE / "templates", level=2)

    def html(
        self, request: Request, view: View, page: Page, values: dict[str, Any], status: int = 200, path: str = ""
    ) -> Response:
        """Return a page for the one who asks."""
        shared = {
            "title": view.case.title,
            "case": view.case,
            "look": view.look,
            "layer": view.layer,
            "view": view,
            "pages": [p for p in PAGES if p.link],
            "here": page,
            "path": path or page.path,
            "csrf": secret_for_forms(request.state.token),
            "who": request.state.who,
            "version": __version__,
        }
        return HTMLResponse(self.templates.get_template(page.template).render(shared | values), status)


def routes(desk: Desk) -> Starlette:
    """Return the application without its guard, which says who asks (``guard.Guard``)."""
    site = Site(desk)
    listed = [
        Route("/static/{name}", _static, methods=["GET"]),
        Route("/openapi.json", _openapi, methods=["GET"]),
        Route("/export/{name}", _exporter(site), methods=["GET"]),
        Route("/documents/{id}.css", _marks(site), methods=["GET"]),
        Route("/decisions", _decider(site), methods=["POST"]),
        Route("/check", _checker(site), methods=["POST"]),
        *([Route("/sources", uploader(desk.intake), methods=["POST"])] if desk.intake else []),
    ]
    for page in PAGES:
        for path, make in ((twin(page), _twin), (page.path, _shown)):
            listed.append(Route(path, make(site, page), methods=["GET"]))

    @asynccontextmanager
    async def open_while_served(_app: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    return Starlette(routes=listed, exception_handlers={RetoldError: _refused}, lifespan=open_while_served)


def _asked(request: Request, site: Site) -> Asked:
    return Asked(request.path_params, dict(request.query_params), site.desk)


def _shown(site: Site, page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        view = site.desk.view()
        values = page.make(view, _asked(request, site))
        if values is None:
            return PlainTextResponse("There is no such page in this case; it may be gone since the last run.\n", 404)
        return site.html(request, view, page, values, path=request.url.path)

    return answer


def _twin(site: Site, page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        values = page.make(site.desk.view(), _asked(request, site))
        return _json({"error": "no such record"}, 404) if values is None else _json(plain_values(values))

    return answer


def plain_values(value: Any) -> Any:
    """Return the values of a page as JSON takes them."""
    if isinstance(value, dict):
        return {str(name): plain_values(v) for name, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(v) for v in value]
    return plain(value)


def _json(values: Any, status: int = 200) -> Response:
    text = escape_surrogates(json.dumps(values, ensure_ascii=False))
    return Response(text, status, media_type="application/json")


def _decider(site: Site) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        form = await fields(request)
        if isinstance(form, Response):
            return form
        back = form.pop("next", "/")
        try:
            await run_in_threadpool(site.desk.decide, request.state.who, form)
        except WrongUse as error:
            return PlainTextResponse(f"{error}\n", 400)
        except Overtaken as error:
            return PlainTextResponse(f"{error}\n", 409)
        except OSError as error:
            return PlainTextResponse(f"The decision could not be written ({error.strerror}); nothing was lost.\n", 507)
        return RedirectResponse(_local(back), 303)

    return answer


def _local(address: str) -> str:
    """Return an address within this site, whatever was asked for."""
    return address if re.fullmatch(r"/(?![/\\])[\x21-\x7e]*", address) and "\\" not in address else "/"


def _checker(site: Site) -> Callable[[Request], Awaitable[Response]]:
    page = next(p for p in PAGES if p.path == "/check")

    async def answer(request: Request) -> Response:
        form = await fields(request)
        if isinstance(form, Response):
            return form
        view = site.desk.view()
        values = await run_in_threadpool(checked, view, form.get("q", ""), form.get("speaker", "")[:200])
        return site.html(request, view, page, values)

    return answer


def _exporter(site: Site) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FORMATS:
            return PlainTextResponse(f"No format {name[:40]!r}; there are: {', '.join(FORMATS)}\n", 404)
        content = FORMATS[name](site.desk.view().case)
        body = content.encode() if isinstance(content, str) else content
        file = f"case.{name}.{SUFFIXES[name]}" if name in SUFFIXES else f"case.{name}"
        headers = {"content-disposition": f'attachment; filename="{file}"'}
        return Response(body, headers=headers, media_type="application/octet-stream")

    return answer


def _marks(site: Site) -> Callable[[Request], Response]:
    """Serve the rules that light up a place that is written in several parts: a style of its own, as none is inline."""
    page = next(p for p in PAGES if p.path == "/documents/{id}")

    def answer(request: Request) -> Response:
        values = page.make(site.desk.view(), _asked(request, site)) or {}
        names = values["sheet"].split if values else ()
        rules = "".join(f"body:has(#{n}:target) .p-{n} {{ background: var(--target); }}\n" for n in names)
        return Response(rules, media_type="text/css")

    return answer


def _static(request: Request) -> Response:
    kinds = {"app.js": "text/javascript", "web.css": "text/css", "style.css": "text/css"}
    name = request.path_params["name"]
    if name not in kinds:
        return PlainTextResponse("There is no such file.\n", 404)
    folder = TEMPLATES if name == "style.css" else HERE / "static"
    return Response((folder / name).read_bytes(), media_type=kinds[name])


def _refused(_request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 400 if isinstance(error, WrongUse) else 503)


def _openapi(_request: Request) -> Response:
    return _json(openapi())
