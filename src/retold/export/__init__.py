"""Exports of a case: what other programs read.

``FORMATS`` names each format with the function that makes it: a case in, text or bytes out, nothing written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.decisions import decided
from retold.export.annotation import to_annotation
from retold.export.graph import to_dot, to_graphml
from retold.export.json import to_json
from retold.export.lines import from_jsonl, to_json_schema, to_jsonl
from retold.export.markdown import to_markdown
from retold.export.nexus import to_nexus
from retold.export.tables import to_arrow, to_csv, to_parquet
from retold.export.tei import to_tei

if TYPE_CHECKING:
    from collections.abc import Callable

    from retold.case import Case


def _with_decisions(make: Callable[[Case], str | bytes]) -> Callable[[Case], str | bytes]:
    """Return the same export of the case with its decisions laid over it."""
    return lambda case: make(decided(case))


FORMATS: dict[str, Callable[[Case], str | bytes]] = {
    "json": _with_decisions(to_json),
    "jsonl": _with_decisions(to_jsonl),
    "jsonschema": to_json_schema,
    "csv": _with_decisions(to_csv),
    "parquet": _with_decisions(to_parquet),
    "tei": _with_decisions(to_tei),
    "annotation": _with_decisions(to_annotation),
    "dot": _with_decisions(to_dot),
    "graphml": _with_decisions(to_graphml),
    "nexus": _with_decisions(to_nexus),
    "markdown": _with_decisions(to_markdown),
}
"""Every format by its name on the command line.  ``csv`` and ``parquet`` are ZIP archives of four tables.

What people decided about the case is laid over what the machine found; the functions themselves take a case as it is.
"""

__all__ = [
    "FORMATS",
    "from_jsonl",
    "to_annotation",
    "to_arrow",
    "to_csv",
    "to_dot",
    "to_graphml",
    "to_json",
    "to_json_schema",
    "to_jsonl",
    "to_markdown",
    "to_nexus",
    "to_parquet",
    "to_tei",
]
