"""From a form to a decision: what a reviewer answers about a record, with the words that it rests on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retold import __version__
from retold.decisions import Decision, Place, decide, place_of
from retold.errors import WrongUse
from retold.records import Evidence

if TYPE_CHECKING:
    from retold.case import Case
    from retold.desk.view import View
    from retold.records import Document, Quotation


FITTING = {
    **dict.fromkeys(("set-speaker", "set-span", "same", "not-same"), ("quotation",)),
    **dict.fromkeys(("merge", "split"), ("person",)),
    **dict.fromkeys(("set-date", "set-role"), ("document",)),
    "reject": ("quotation", "discrepancy"),
}
"""What an act may be about, where not about anything."""


def decision(view: View, who: str, form: dict[str, str]) -> Decision:
    """Return the decision that a form asks for.

    Fields: ``act``; ``about`` and ``record`` (an id), for ties also ``other``; ``value``; ``reason``; for retract
    ``supersedes``; for set-span ``words``, as the document has them; for split ``form``, a printed form of the name;
    for merge ``named``, the other person by name, may stand in place of ``other``.

    Raises:
        WrongUse: no such record, act or value.
    """
    act, about = form.get("act", ""), form.get("about", "")
    reason = form.get("reason", "").strip()
    if act == "retract":
        return decide(who, act, reason=reason, version=__version__, supersedes=_known(view, form.get("supersedes", "")))
    if about not in FITTING.get(act, (about,)):
        raise WrongUse(f"{act} is an act on a {' or a '.join(FITTING[act])}, not on a {about or 'record of no kind'}")
    records = [form[name] for name in ("record", "other") if form.get(name)]
    value: Any = form.get("value", "").strip() or None
    if act == "merge" and form.get("named"):
        records.append(_named(view, form["named"].strip(), records[0] if records else ""))
    target = tuple(place for record in records for place in _places(view, about, record, form.get("form", "")))
    if act == "set-span" and about == "quotation" and target:
        value = _span(view, records[0], form.get("words", ""))
    if not target:
        raise WrongUse(f"{act or 'an act'} needs the id of a {about or 'record'}, in `record`")
    kind, machine = _machine(view, about, act, records[0] if records else "")
    return decide(
        who,
        act,
        about=about,
        kind=kind,
        target=target,
        value=value,
        machine=machine,
        version=__version__,
        reason=reason,
    )


def _known(view: View, decision_id: str) -> str:
    if not any(d.id == decision_id for d in view.log):
        raise WrongUse(f"no act has the id {decision_id!r}")
    return decision_id


def _places(view: View, about: str, record: str, form: str = "") -> list[Place]:
    look = view.look
    if about == "discrepancy":
        finding = view.finding(record)
        if finding and finding.sides:
            return [_place(view, side.place) for side in finding.sides]
    if about == "quotation" and record in look.quotations and look.quotations[record].content:
        return [_place(view, hull(_by_machine(view, record)))]
    if about == "person" and record in look.people and look.people[record].mentions:
        mentions = look.people[record].mentions
        if form:
            mentions = tuple(m for m in mentions if printed(view, m) == form)
            if not mentions:
                raise WrongUse(f"{look.people[record].name} is nowhere printed as {form!r}")
        return [_place(view, mentions[0])]
    if about == "document" and record in look.documents:
        return [place_of(look.documents[record])]
    raise WrongUse(f"there is no {about or 'subject'} with the id {record!r}, or it stands nowhere in the texts")


def printed(view: View, place: Evidence) -> str:
    """Return the words of a place on one line."""
    text = view.look.documents[place.document].text if place.document in view.look.documents else ""
    return " ".join(text[place.start : place.end].split())


def hull(quotation: Quotation) -> Evidence:
    """Return the place from the first to the last word quoted."""
    spans = quotation.content
    return Evidence(quotation.document, min(s.start for s in spans), max(s.end for s in spans))


def _by_machine(view: View, record: str) -> Quotation:
    """Return a quotation as the machine has it: decisions are found again by the machine's words, not by a person's."""
    machine: Case = getattr(view.case, "machine", view.case)
    now = view.look.quotations[record]
    return next((q for q in machine.quotations if q.id == record and q.content), now)


def _named(view: View, name: str, other: str) -> str:
    """Return the id of the one person with a name, in the story of another person where there are several."""
    found = [p for p in view.look.people.values() if p.name == name and p.id != other and p.mentions]
    if len(found) > 1 and other in view.look.people:
        found = [p for p in found if p.story == view.look.people[other].story]
    if len(found) != 1:
        raise WrongUse(f"{len(found) or 'no'} other people are called {name!r}; the name must be that of one")
    return found[0].id


def _span(view: View, record: str, wanted: str) -> dict[str, Any]:
    """Return the new place of a quotation's words: where they stand in the document, nearest to the old place.

    Line breaks and spaces need not be as in the document.
    """
    if not wanted.strip():
        raise WrongUse("set-span needs the words, as the document has them, in `words`")
    quotation = view.look.quotations[record]
    document: Document = view.look.documents[quotation.document]
    pattern = r"\s+".join(re.escape(word) for word in wanted.split())
    old = hull(quotation)
    near = [(_apart(m, old), m.start(), m.end()) for m in re.finditer(pattern, document.text)]
    if not near:
        raise WrongUse("these words do not stand in the document; copy them from it as they are")
    best = min(near)
    if sum(n[0] == best[0] for n in near) > 1:
        raise WrongUse("these words stand in the document more than once, as near; give a few more")
    place = place_of(document, best[1], best[2])
    return {"start": best[1], "end": best[2], "exact": place.exact, "prefix": place.prefix, "suffix": place.suffix}


def _apart(match: re.Match[str], old: Evidence) -> int:
    """Return how many characters lie between a match and a place; less than none where they overlap."""
    overlap = min(match.end(), old.end) - max(match.start(), old.start)
    return -overlap


def _place(view: View, place: Evidence) -> Place:
    return place_of(view.look.documents[place.document], place.start, place.end)


def _machine(view: View, about: str, act: str, record: str) -> tuple[str, Any]:
    """Return the kind of a discrepancy, and what the machine says of the record now."""
    if about == "discrepancy":
        finding = view.finding(record)
        return (finding.discrepancy.kind, finding.discrepancy.severity) if finding else ("", None)
    machine: Case = getattr(view.case, "machine", view.case)
    if act == "set-speaker":
        said = next((a for a in machine.attributions if a.quotation == record), None)
        names = {p.id: p.name for p in machine.people}
        return "", names.get(said.speaker or "", "unsure") if said else "unsure"
    if act == "set-span":
        quotation = _by_machine(view, record)
        return "", " ".join(view.look.words(quotation.document, quotation.content).split())
    if act == "set-role":
        return "", next((d.role for d in machine.documents if d.id == record), None)
    return "", None
