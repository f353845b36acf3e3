"""The routes described as OpenAPI 3.1, made from the pages themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retold import __version__
from retold.export import FORMATS
from retold.web.pages import PAGES

if TYPE_CHECKING:
    from retold.web.pages import Page

FORM = tuple("csrf act about record other value words form named reason supersedes seen next".split())
CLAIM = ("csrf", "q", "speaker")
REFUSALS = {
    "400": {"description": "no such act or record"},
    "403": {"description": "not let in"},
    "409": {"description": "another reviewer was quicker"},
    "413": {"description": "too long"},
    "507": {"description": "could not be written"},
}


def twin(page: Page) -> str:
    """Return the path of a page's JSON."""
    return "/index.json" if page.path == "/" else page.path + ".json"


def openapi() -> dict[str, Any]:
    """Return the description of every route."""
    paths: dict[str, Any] = {}
    for page in PAGES:
        paths[page.path] = {"get": _page(page, "text/html")}
        paths[twin(page)] = {"get": _page(page, "application/json")}
    paths["/check"]["post"] = _form("Check a claimed quotation", CLAIM, "200")
    paths["/sources"]["post"] = _files()
    paths["/decisions"] = {"post": _form("Decide", FORM, "303")}
    paths["/export/{name}"] = {"get": _export()}
    return {"openapi": "3.1.0", "info": {"title": "retold", "version": __version__}, "paths": paths}


def _page(page: Page, kind: str) -> dict[str, Any]:
    inside = [
        {"name": n, "in": "path", "required": True, "schema": {"type": "string"}}
        for n in re.findall(r"\{(\w+)\}", page.path)
    ]
    asked = [{"name": n, "in": "query", "schema": {"type": "string"}} for n in page.query]
    answers: dict[str, Any] = {"200": {"description": page.summary, "content": {kind: {}}}, "403": REFUSALS["403"]}
    if inside:
        answers["404"] = {"description": "no such record"}
    return {"summary": page.summary, "parameters": inside + asked, "responses": answers}


def _form(summary: str, names: tuple[str, ...], done: str) -> dict[str, Any]:
    schema = {"type": "object", "properties": {n: {"type": "string"} for n in names}, "required": ["csrf"]}
    body = {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": schema}}}
    return {"summary": summary, "requestBody": body, "responses": {done: {"description": "done"}, **REFUSALS}}


def _files() -> dict[str, Any]:
    files = {"type": "array", "items": {"type": "string", "format": "binary"}}
    names = {"csrf": {"type": "string"}, "files": files, "record": {"type": "string"}}
    schema = {"type": "object", "properties": names, "required": ["csrf", "files"]}
    body = {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    answers = {"303": {"description": "kept, and being read"}, "415": {"description": "no form of files"}, **REFUSALS}
    return {"summary": "Bring sources in", "requestBody": body, "responses": answers}


def _export() -> dict[str, Any]:
    name = {"name": "name", "in": "path", "required": True, "schema": {"type": "string", "enum": list(FORMATS)}}
    answers = {"200": {"description": "the file"}, "404": {"description": "no such format"}, "403": REFUSALS["403"]}
    return {"summary": "One export", "parameters": [name], "responses": answers}
