"""Exports of a case: what other programs read.

``FORMATS`` names each format with the function that makes it: a case in, text or bytes out, nothing written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.export.json import to_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from retold.case import Case

FORMATS: dict[str, Callable[[Case], str | bytes]] = {
    "json": to_json,
}
"""Every format by its name on the command line."""

__all__ = ["FORMATS", "to_json"]
