"""Mail and saved pages in mail's format: EML, MBOX, MHTML, by Python's own email package."""

from __future__ import annotations

import email
import email.policy
import re
from email.utils import parseaddr
from typing import TYPE_CHECKING

from retold.readers import html, text
from retold.readers.origin import Begin, Origin
from retold.records import Diagnostic, Hint, Page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from retold.settings import Read

_FROM = re.compile(rb"(?:\A|\r?\n\r?\n)(?=From \S+[^\n]*\d{4}[^\n]*\r?\n)")
_DEPTH = 8
_PARTS = 1000


def mbox(data: bytes, origin: Origin, settings: Read, skip: int = 0) -> Iterator[Page | Diagnostic | Begin]:
    """Yield the pages of each message of an MBOX file."""
    messages = [m.lstrip(b"\r\n") for m in _FROM.split(data) if m.strip()]
    for number, message in enumerate(messages[: settings.max_members]):
        if number >= skip:
            yield Begin(number, f"message {number + 1}")
            content = message.partition(b"\n")[2] if message.startswith(b"From ") else message
            yield from eml(content, origin.part(f"message {number + 1}", content), settings)


def eml(data: bytes, origin: Origin, settings: Read) -> Iterator[Page | Diagnostic]:
    """Yield the page of a message, and one of each message that is attached to it, down to a depth of eight."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        found = list(_bodies(message, origin))
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError, IndexError, KeyError) as error:
        yield origin.note("unreadable", f"is no readable mail: {type(error).__name__}")
        return
    if not found:
        yield origin.note("empty", "holds no words; it was skipped")
    for place, part, hints, too_deep in found:
        if too_deep:
            yield place.note("cut", "holds messages attached to messages beyond a depth of eight; they were skipped")
            continue
        yield from _body(place, part, hints, settings)


def _bodies(message: EmailMessage, origin: Origin) -> Iterator[tuple[Origin, EmailMessage, tuple[Hint, ...], bool]]:
    """Yield place, body part and hints of a message and of those attached to it."""
    queue, seen = [(message, origin, 0)], 0
    while queue:
        here, place, depth = queue.pop(0)
        body = here.get_body(preferencelist=("plain", "html"))
        if body is not None:
            yield place, body, tuple(_hints(here)), False  # type: ignore[misc]
        for number, part in enumerate(here.walk()):
            seen += 1
            if seen > _PARTS:
                return
            if part.get_content_type() != "message/rfc822" or part is here:
                continue
            inner = part.get_payload()
            if not isinstance(inner, list) or not inner:
                continue
            if depth + 1 > _DEPTH:
                yield place, here, (), True
                return
            name = f"attached {number}"
            queue.append((inner[0], place.part(name, inner[0].as_bytes()), depth + 1))  # type: ignore[arg-type, union-attr]
            break


def _body(place: Origin, part: EmailMessage, hints: tuple[Hint, ...], settings: Read) -> Iterator[Page | Diagnostic]:
    from dataclasses import replace

    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset() or ""
    with_hints = replace(place, hints=place.hints + hints)
    if part.get_content_type() == "text/html":
        yield from html.pages(data, with_hints, settings, declared=charset)
    else:
        yield from text.pages(data, with_hints, settings, "text", declared=charset)


def _hints(message: EmailMessage) -> Iterator[Hint]:
    for header, field in (("Subject", "title"), ("From", "byline"), ("Date", "published")):
        value = str(message.get(header, "")).strip()
        if value:
            yield Hint(field, (parseaddr(value)[0] or value) if field == "byline" else value, f"mail {header}")


def mhtml(data: bytes, origin: Origin, settings: Read) -> Iterator[Page | Diagnostic]:
    """Yield the page of a saved web page: the first HTML part, with the address and day it was saved from and on."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        root = next((p for p in message.walk() if p.get_content_type() == "text/html"), None)
        payload = root.get_payload(decode=True) if root is not None else None
        url = str((root or message).get("Content-Location") or message.get("Snapshot-Content-Location") or "")
        saved = str(message.get("Date", ""))
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError, IndexError) as error:
        yield origin.note("unreadable", f"is no readable saved page: {type(error).__name__}")
        return
    if root is None or not isinstance(payload, bytes):
        yield origin.note("unreadable", "is a saved page without an HTML part")
        return
    from dataclasses import replace

    place = replace(origin, hints=(*origin.hints, *([Hint("fetched", saved, "mhtml Date")] if saved else [])))
    address = url if url.startswith("http") else ""
    yield from html.pages(payload, place, settings, declared=root.get_content_charset() or "", url=address)
