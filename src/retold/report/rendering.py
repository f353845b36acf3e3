"""The template environment that the dossier and the web application share.

Article text is hostile input: everything is escaped by Jinja2, and characters that would act instead of showing are
shown as signs first (``visible``).  No template marks article text as safe; a test holds that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retold.report.index import anchor, slug
from retold.report.timeline import days

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

    from retold.records import Evidence

TEMPLATES = Path(__file__).parent / "templates"

ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
"""Controls, marks that turn the direction of text, lone surrogates, non-characters: what a page must not pass on."""


@dataclass(frozen=True, slots=True)
class Links:
    """How a page addresses what it links to: a place in a text, and a discrepancy, statement or document by its id."""

    place: Callable[[Evidence], str]
    finding: Callable[[str], str]
    statement: Callable[[str], str]
    document: Callable[[str], str]


WITHIN = Links(
    place=lambda place: f"#{anchor(place)}",
    finding=lambda record: f"#x-{slug(record)}",
    statement=lambda record: f"#s-{slug(record)}",
    document=lambda record: f"#doc-{slug(record)}",
)
"""All within one page, as in the dossier."""


def environment(links: Links, *folders: Path, level: int = 3) -> Environment:
    """Return the environment; templates come from ``folders`` first, then from the dossier's.

    ``level`` is that of the headings of shared parts.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"href": links.place, "links": links, "level": level}
    made.filters |= {"slug": slug, "days": days}
    return made


def visible(text: str) -> str:
    """Return a text with characters that act replaced by signs that show: U+202E becomes ``⟦U+202E⟧``."""
    return ACTING.sub(lambda m: "\ufffd" if "\ud800" <= m[0] <= "\udfff" else f"⟦U+{ord(m[0]):04X}⟧", text)


def _finalize(value: Any) -> Any:
    """Return what an expression of a template writes: plain text made visible, anything else as it is."""
    return visible(value) if type(value) is str else value
