"""A report in Markdown: what a fact-checker pastes into a mail or a ticket."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.report.findings import Finding, Side, findings
from retold.report.index import index
from retold.report.people import portraits
from retold.report.rendering import visible
from retold.report.statements import Told, told
from retold.report.timeline import timeline

if TYPE_CHECKING:
    from retold.case import Case
    from retold.report.wording import Piece


def to_markdown(case: Case) -> str:
    """Return discrepancies, statements with their apparatus, people with a doubt, and the timeline.

    Words that differ are bold.  Places are given as document and code-point offsets.
    """
    look = index(case)
    lines = [f"# {escape(case.title)}", "", "## What to know first", ""]
    for finding in findings(case, look):
        lines += _finding(finding)
    lines += ["## Statements", ""]
    for item in told(case, look):
        if item.documents > 1:
            lines += _statement(item)
    lines += ["## People with a doubt", ""]
    for portrait in portraits(case, look):
        lines += [f"- **{escape(portrait.person.name)}**: {escape(d)}" for d in portrait.person.doubts]
    lines += ["", "## Timeline", ""]
    lines += [f"- {e.when}, {e.lane}: {escape(e.label)}" for e in timeline(case, look)]
    lines += ["", "## Documents", ""]
    for m in case.members:
        d = look.documents[m.document]
        lines.append(
            f"- {escape(look.siglum(d.id, m.story))}: {escape(d.headline or look.name(d.id))}, {escape(d.path)}"
        )
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    """Return a text as one line of Markdown that means nothing but itself: no link, no mark-up, no HTML."""
    flat = " ".join(visible(text).split())
    return re.sub(r"([\\`*_{}\[\]<>()#+\-!|~&])", r"\\\1", flat)


def _finding(finding: Finding) -> list[str]:
    found = finding.discrepancy
    head = f"{finding.number}. **{escape(found.why)}** ({found.severity}, {escape(found.kind)}, sure {found.score:.2f})"
    return [head, *(f"   - {_side(side)}" for side in finding.sides), ""]


def _side(side: Side) -> str:
    where = f"{escape(side.name)}, {side.place.start} to {side.place.end}"
    return f"{escape(side.siglum)}: {''.join(_piece(p) for p in side.excerpt.pieces)} ({where})"


def _piece(piece: Piece) -> str:
    text = piece.text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    core = escape(text)
    return f"{' ' if lead else ''}{f'**{core}**' if piece.differs and core else core}{' ' if tail and core else ''}"


def _statement(item: Told) -> list[str]:
    lines = [f"### {item.number}. {escape(item.statement.label)}", ""]
    for telling in item.tellings:
        who = escape(telling.speaker) if telling.speaker else "*unsure*"
        lines.append(f"- {escape(telling.witness.siglum)}, {who}: {escape(telling.words)}")
    for entry in item.apparatus.entries if item.apparatus else ():
        readings = "; ".join(f"{escape(v.text) or '*omitted*'} {' '.join(v.sigla)}" for v in entry.variants)
        lines.append(f"    - {escape(entry.lemma) or '*nothing*'} \\] {readings}")
    return [*lines, ""]
