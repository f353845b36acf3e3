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
from retold.report.statements import told
from retold.report.stemma import stemmata
from retold.report.timeline import timeline

if TYPE_CHECKING:
    from pathlib import Path

    from retold.case import Case

__all__ = ["dossier", "write"]

GRAVE = ("critical", "high")


def dossier(case: Case) -> str:
    """Return the dossier of a case as one HTML document; the same case gives the same text."""
    env = environment(WITHIN)
    return env.get_template("dossier.html").render(views(case))


def write(case: Case, path: Path) -> None:
    """Write the dossier of a case to a file, in UTF-8.

    Raises:
        OSError: the file cannot be written; a half-written one is not left behind.
    """
    text = dossier(case).encode("utf-8")
    part = path.with_name(path.name + ".part")
    part.write_bytes(text)
    part.replace(path)


def views(case: Case) -> dict[str, Any]:
    """Return everything that the dossier shows, by the name that its template uses; decisions are laid over it."""
    case = decided(case)
    layer = getattr(case, "layer", Layer())
    look = index(case)
    found = _open_first(findings(case, look), layer)
    shown: dict[str, Any] = {
        "findings": found,
        "told": told(case, look),
        "portraits": portraits(case, look),
        "events": timeline(case, look),
        "stemmata": stemmata(case, look),
        "undecided": undecided(case, look),
    }
    known = [e for e in evidence_in(list(shown.values())) if e.document in look.documents]
    return {
        **shown,
        "title": case.title,
        "version": __version__,
        "case": case,
        "layer": layer,
        "look": look,
        "grave": _first(found, layer),
        "sheets": sheets(case, look, found, known),
    }


def _open_first(found: list[Finding], layer: Layer) -> list[Finding]:
    """Return the findings with those that a person put aside at the end."""
    return sorted(found, key=lambda f: _is_aside(f, layer))


def _is_aside(finding: Finding, layer: Layer) -> bool:
    return any(s.decision.act in ("dismiss", "reject") for s in layer.of(finding.discrepancy.id))


def _first(found: list[Finding], layer: Layer) -> int:
    """Return how many findings are shown in full: the grave ones, but never fewer than five, nor more than twenty."""
    grave = sum(f.discrepancy.severity in GRAVE and not _is_aside(f, layer) for f in found)
    return min(max(grave, 5), 20)
