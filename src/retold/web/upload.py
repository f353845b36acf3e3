"""Bringing sources in: one form of files, by a button or by drag and drop; the same route takes both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from retold.settings import Settings
from retold.web.guard import TooLong, from_elsewhere, is_ours, limited

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from retold.desk import Intake

MOST_FILES = 1000
"""How many files one form may bring."""


def uploader(intake: Intake) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers a form of files."""

    async def answer(request: Request) -> Response:
        if refusal := from_elsewhere(request):
            return refusal
        if not request.headers.get("content-type", "").startswith("multipart/form-data"):
            return PlainTextResponse("Files come as multipart/form-data.\n", 415)
        try:
            async with limited(request, intake.most_bytes).form(max_files=MOST_FILES, max_fields=20) as form:
                if not is_ours(request, str(form.get("csrf", ""))):
                    return PlainTextResponse("This form is not one of this start; load the page again.\n", 403)
                return await run_in_threadpool(_kept, intake, form.getlist("files"), record=bool(form.get("record")))
        except TooLong:
            return PlainTextResponse(f"Too much at once: at most {intake.most_bytes:,} bytes are taken.\n", 413)
        except HTTPException as error:
            return PlainTextResponse(f"This is no form that can be read: {error.detail}.\n", 400)

    return answer


def _kept(intake: Intake, given: list[Any], *, record: bool) -> Response:
    """Keep the files and begin to read them."""
    files = [f for f in given if isinstance(f, UploadFile) and f.filename]
    if not files:
        return PlainTextResponse("No file was chosen.\n", 400)
    most = Settings().read.max_bytes
    for file in files:
        if (file.size or 0) > most:
            return PlainTextResponse(f"{file.filename} is too long: a file may have {most:,} bytes.\n", 413)
    try:
        for file in files:
            intake.keep(str(file.filename), file.file, record=record)
    except OSError as error:
        return PlainTextResponse(f"A file could not be kept ({error.strerror}); the case is what it was.\n", 507)
    intake.start()
    return RedirectResponse("/sources", 303)
