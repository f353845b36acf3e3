"""The pages: each is a function from what the case looks like now and what was asked to the values of its template.

The same values, as JSON, are the page's twin.  A page that does not exist is ``None``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retold.check import check_case
from retold.decisions import counting
from retold.desk import hits
from retold.desk.acts import hull, printed
from retold.errors import WrongUse
from retold.export import FORMATS
from retold.records import Evidence
from retold.report.aligned import aligned
from retold.report.apparatus import apparatus
from retold.report.sheets import sheet
from retold.report.wording import Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from retold.desk import Desk, View
    from retold.records import Quotation
    from retold.report.findings import Finding
    from retold.report.index import Index

PER_PAGE = 50

MOST_LISTED, MOST_NAMES = 200, 1000
"""How many quotations of a person are listed, and how many names are offered where one may be typed."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the parts of the path, and the query."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    desk: Desk


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its path, template, the words of its link (empty for none), what it shows, and its query's names."""

    path: str
    template: str
    link: str
    summary: str
    make: Callable[[View, Asked], Values | None]
    query: tuple[str, ...] = ()


def discrepancies(view: View, asked: Asked) -> Values:
    """Return one page of cards: open ones first, each with its state."""
    severity, state = asked.query.get("severity", ""), asked.query.get("state", "")
    chosen = [f for f in view.findings if not severity or f.discrepancy.severity == severity]
    if state:
        chosen = [f for f in chosen if (view.state(f.discrepancy.id) or "open") == state]
    chosen.sort(key=lambda f: view.state(f.discrepancy.id) in ("dismiss", "reject"))
    shown, turn = _turn(chosen, asked)
    return {"findings": shown, "turn": turn, "severity": severity, "state": state, "fix": _fixes(view, shown)}


def discrepancy(view: View, asked: Asked) -> Values | None:
    """Return one card."""
    found = view.finding(asked.path["id"])
    return None if found is None else {"findings": [found], "fix": _fixes(view, [found])}


def statements(view: View, asked: Asked) -> Values:
    """Return the statements, the most retold first."""
    shown, turn = _turn(view.told, asked)
    return {"told": shown, "turn": turn}


def statement(view: View, asked: Asked) -> Values | None:
    """Return one statement; ``base`` chooses the base text, ``strict`` lets spelling and punctuation count."""
    item = next((t for t in view.told if t.statement.id == asked.path["id"]), None)
    if item is None:
        return None
    strict = bool(asked.query.get("strict"))
    record = item.statement.id
    chosen = apparatus(
        view.look.tellings.get(record, []),
        view.look.readings.get(record, []),
        asked.query.get("base", ""),
        strict=strict,
    )
    about = [f for f in view.findings if f.discrepancy.statement == record]
    rows = aligned(
        item.tellings,
        view.look.readings.get(record, []),
        [f.discrepancy for f in about],
        chosen.base.id if chosen else "",
        strict=strict,
    )
    return {"item": item, "apparatus": chosen, "strict": strict, "findings": about, "rows": rows}


def documents(view: View, asked: Asked) -> Values:
    """Return the list of documents."""
    order = {m.document: i for i, m in enumerate(view.case.members)}
    listed = sorted(view.case.documents, key=lambda d: (order.get(d.id, len(order)), d.path, d.id))
    shown, turn = _turn(listed, asked)
    rows = [
        {"id": d.id, "siglum": view.look.siglum(d.id), "name": view.look.name(d.id), "headline": d.headline,
         "role": d.role, "path": d.path, "language": d.language, "published": d.published,
         "quotations": len(view.look.spoken.get(d.id, []))}
        for d in shown
    ]  # fmt: skip
    return {"rows": rows, "turn": turn}


def document(view: View, asked: Asked) -> Values | None:
    """Return one document with its marks."""
    found = view.look.documents.get(asked.path["id"])
    if found is None:
        return None
    at = asked.query.get("at", "")
    given = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", at)
    place = Evidence(found.id, int(given[1]), int(given[2])) if given else None
    linked = {place} if place and place.start < place.end <= len(found.text) else set()
    return {"sheet": sheet(view.look, found, linked, view.findings), "at": at if linked else ""}


def quotation(view: View, asked: Asked) -> Values | None:
    """Return one quotation with its attribution, the statements it tells, and what may be decided about it."""
    found = view.look.quotations.get(asked.path["id"])
    if found is None or not found.content:
        return None
    told = {w.statement for tellings in view.look.tellings.values() for w in tellings if w.quotation == found.id}
    return {
        "quotation": found,
        "words": view.look.words(found.document, found.content),
        "source": view.look.words(found.document, found.source),
        "place": hull(found),
        "attribution": view.look.attributions.get(found.id),
        "told": [t for t in view.told if t.statement.id in told],
        "whole": printed(view, hull(found)),
        "around": _around(view.look, found),
        "names": _names(view),
    }


def people(view: View, asked: Asked) -> Values:
    """Return the people: those with a doubt first."""
    shown, turn = _turn(view.portraits, asked)
    return {"portraits": shown, "turn": turn}


def person(view: View, asked: Asked) -> Values | None:
    """Return one person: the printed forms of the name, and the words that are given to them."""
    found = view.look.people.get(asked.path["id"])
    if found is None:
        return None
    said = [a.quotation for a in view.case.attributions if a.speaker == found.id]
    quotations = [q for name in said if (q := view.look.quotations.get(name)) and q.content]
    return {
        "portrait": next(p for p in view.portraits if p.person.id == found.id),
        "printed": sorted({printed(view, m) for m in found.mentions} - {""}),
        "quotations": quotations[:MOST_LISTED],
        "left": max(0, len(quotations) - MOST_LISTED),
        "names": _names(view),
    }


def timeline(view: View, asked: Asked) -> Values:
    """Return what was said, released and published, in order of time."""
    shown, turn = _turn(view.events, asked, 200)
    return {"events": shown, "turn": turn}


def stemma(view: View, asked: Asked) -> Values:
    """Return the drawings of who rests on whom, one for each story."""
    shown, turn = _turn(view.stemmata, asked, 10)
    return {"stemmata": shown, "turn": turn}


def undecided(view: View, _asked: Asked) -> Values:
    """Return what the machine could not decide, orphans and conflicts."""
    return {"undecided": view.undecided, "orphans": view.layer.orphans, "conflicts": view.layer.conflicts}


def search(view: View, asked: Asked) -> Values:
    """Return where words stand; ``speaker``, ``first`` and ``last`` narrow it."""
    query = {name: asked.query.get(name, "")[:500] for name in ("q", "speaker", "first", "last")}
    words, speaker, first, last = query.values()
    found = hits(asked.desk.search, words, view.look, speaker, first, last) if words else []
    return {"query": query, "hits": found}


def checked(view: View, claim: str, speaker: str) -> Values:
    """Return the verdict on a claimed quotation; nothing where nothing is claimed."""
    verdict, sentence = None, ""
    if claim.strip():
        try:
            verdict = check_case(view.case, claim, speaker or None)
            sentence = verdict.sentence()
        except WrongUse as error:
            sentence = str(error)
    return {"claim": claim, "speaker": speaker, "verdict": verdict, "sentence": sentence}


def check(view: View, asked: Asked) -> Values:
    """Return the form for a claimed quotation, and the verdict where one is given in the address."""
    return checked(view, asked.query.get("q", "")[:2000], asked.query.get("speaker", "")[:200])


def sources(view: View, asked: Asked) -> Values:
    """Return the files that the case was made from, how far the reading of new ones is, and what was not read."""
    intake = asked.desk.intake
    shown, turn = _turn(list(view.case.sources), asked)
    lying = set(intake.lying()) if intake else set()
    rows = [{"path": s.path, "bytes": s.size, "role": s.role, "added": s.path in lying} for s in shown]
    return {"rows": rows, "turn": turn, "reading": intake.reading if intake else None}


def export(_view: View, _asked: Asked) -> Values:
    """Return the formats."""
    return {"formats": list(FORMATS)}


def log(view: View, asked: Asked) -> Values:
    """Return every act, the newest first, and whether it still counts."""
    count = {d.id for d in counting(view.log)}
    notes = {s.decision.id: s.note for s in view.layer.standing}
    shown, turn = _turn(list(reversed(view.log)), asked)
    acts = [{"decision": d, "counts": d.id in count, "note": notes.get(d.id, "")} for d in shown]
    return {"acts": acts, "turn": turn, "broken": view.layer.broken}


PAGES = (
    Page(
        "/",
        "discrepancies.html",
        "Discrepancies",
        "Where the tellings part",
        discrepancies,
        ("page", "severity", "state"),
    ),
    Page("/statements", "statements.html", "Statements", "What was said", statements, ("page",)),
    Page("/documents", "documents.html", "Documents", "The documents", documents, ("page",)),
    Page("/people", "people.html", "People", "Who speaks and who is spoken of", people, ("page",)),
    Page("/timeline", "timeline.html", "Timeline", "Said, released, published", timeline, ("page",)),
    Page("/stemma", "stemma.html", "Stemma", "Who rests on whom", stemma, ("page",)),
    Page("/search", "search.html", "Search", "Full text", search, ("q", "speaker", "first", "last")),
    Page("/sources", "sources.html", "Sources", "What the case was made from", sources, ("page",)),
    Page("/check", "check.html", "Check", "A claimed quotation against the case", check, ("q", "speaker")),
    Page("/undecided", "undecided.html", "Undecided", "What could not be decided", undecided),
    Page("/log", "log.html", "Decisions", "What people decided", log, ("page",)),
    Page("/export", "export.html", "Export", "Formats for other programs", export),
    Page("/discrepancies/{id}", "discrepancies.html", "", "One discrepancy", discrepancy),
    Page("/statements/{id}", "statement.html", "", "One statement with its apparatus", statement, ("base", "strict")),
    Page("/documents/{id}", "document.html", "", "One document with its marks", document, ("at",)),
    Page("/people/{id}", "person.html", "", "One person", person),
    Page("/quotations/{id}", "quotation.html", "", "One quotation", quotation),
)
"""Every page, in the order of the links."""


def _turn(items: list[Any], asked: Asked, most: int = PER_PAGE) -> tuple[list[Any], dict[str, int]]:
    """Return the items of the page that was asked for, and which of how many it is."""
    given = asked.query.get("page", "1")
    last = max(1, -(-len(items) // most))
    page = int(given) if re.fullmatch(r"[0-9]{1,8}", given) else 1
    page = min(max(1, page), last)
    return items[(page - 1) * most : page * most], {"page": page, "last": last, "all": len(items)}


def _names(view: View) -> list[str]:
    """Return names to choose from, those who speak first."""
    return list(dict.fromkeys(p.person.name for p in view.portraits))[:MOST_NAMES]


def _around(look: Index, quotation: Quotation) -> list[Piece]:
    """Return the blocks that a quotation stands in, its words marked."""
    place = hull(quotation)
    text = look.documents[place.document].text
    spans = [
        b.span for b in look.blocks.get(place.document, []) if b.span.start < place.end and b.span.end > place.start
    ]
    start = min((s.start for s in spans), default=place.start)
    end = max((s.end for s in spans), default=place.end)
    pieces, at = [], start
    for span in sorted(quotation.content):
        pieces += [Piece(text[at : span.start]), Piece(text[span.start : span.end], differs=True)]
        at = span.end
    return [p for p in [*pieces, Piece(text[at:end])] if p.text]


def _fixes(view: View, shown: list[Finding]) -> dict[str, list[str]]:
    """Return, for each discrepancy, the quotations that its two sides stand in: where its speaker can be put right."""
    return {
        f.discrepancy.id: [q for side in f.sides[:2] if (q := view.quoted(side.place))] for f in shown
    }  # fmt: skip
