"""The dossier: a case as one HTML file that needs no script, no network and no other file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retold import __version__
from retold.decisions import Layer, decided
from retold.report.findings import Finding, findings
from retold.report.index import index
from retold.report.people import portraits, undecided
from retold.report.rendering import WITHIN, environment
from retold.report.sheets import evidence_in, sheets
from retold.report.statements import Told, told
from retold.report.stemma import stemmata
from retold.report.timeline import timeline

if TYPE_CHECKING:
    from pathlib import Path

    from retold.case import Case

__all__ = ["dossier", "write"]

GRAVE = ("critical", "high")


MOST = 300
"""How many discrepancies, statements, people, events and stemmata a dossier shows; it says how many it leaves out."""

SHEETS = 200
"""How many documents a dossier shows the text of."""


def dossier(case: Case, most: int = MOST, texts: int = SHEETS) -> str:
    """Return the dossier of a case as one HTML document; the same case gives the same text.

    At most ``most`` of each kind of thing and ``texts`` documents are shown; what is left out is counted.
    """
    env = environment(WITHIN)
    return env.get_template("dossier.html").render(views(case, most, texts))


def write(case: Case, path: Path) -> None:
    """Write the dossier of a case to a file, in UTF-8.

    Raises:
        OSError: the file cannot be written; a half-written one is not left behind.
    """
    text = dossier(case).encode("utf-8")
    part = path.with_name(path.name + ".part")
    part.write_bytes(text)
    part.replace(path)


def views(case: Case, most: int = MOST, texts: int = SHEETS) -> dict[str, Any]:
    """Return everything that the dossier shows, by the name that its template uses; decisions are laid over it."""
    case = decided(case)
    layer = getattr(case, "layer", Layer())
    look = index(case)
    found = _open_first(findings(case, look), layer)
    every: dict[str, Any] = {
        "findings": found,
        "told": _disputed_first(told(case, look), found[:most], most),
        "portraits": portraits(case, look),
        "events": timeline(case, look),
        "stemmata": stemmata(case, look),
    }
    shown = {name: items[:most] for name, items in every.items()}
    open_ends = undecided(case, look, most)
    known = [e for e in evidence_in([*shown.values(), open_ends]) if e.document in look.documents]
    drawn = {node.id for drawing in shown["stemmata"] for node in drawing.nodes if node.known}
    listed = sheets(case, look, shown["findings"], known, texts, drawn)
    return {
        **shown,
        "undecided": open_ends,
        "left": {name: len(items) - len(shown[name]) for name, items in every.items()},
        "title": case.title,
        "version": __version__,
        "case": case,
        "layer": layer,
        "look": look,
        "all_findings": found,
        "shared": sum(item.documents > 1 for item in every["told"]),
        "grave": _first(found, layer),
        "sheets": listed,
    }


def _disputed_first(items: list[Told], found: list[Finding], most: int) -> list[Told]:
    """Return the statements, where there are many with those first that a discrepancy links to."""
    if len(items) <= most:
        return items
    disputed = {f.discrepancy.statement for f in found}
    return sorted(items, key=lambda item: item.statement.id not in disputed)


def _open_first(found: list[Finding], layer: Layer) -> list[Finding]:
    """Return the findings with those that a person put aside at the end."""
    return sorted(found, key=lambda f: _is_aside(f, layer))


def _is_aside(finding: Finding, layer: Layer) -> bool:
    return any(s.decision.act in ("dismiss", "reject") for s in layer.of(finding.discrepancy.id))


def _first(found: list[Finding], layer: Layer) -> int:
    """Return how many findings are shown in full: the grave ones, but never fewer than five, nor more than twenty."""
    grave = sum(f.discrepancy.severity in GRAVE and not _is_aside(f, layer) for f in found)
    return min(max(grave, 5), 20)
