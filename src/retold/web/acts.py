"""From a form to a decision: what a reviewer answers about a record, with the words that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retold import __version__
from retold.decisions import Decision, Place, decide, place_of
from retold.errors import WrongUse

if TYPE_CHECKING:
    from retold.case import Case
    from retold.records import Evidence
    from retold.web.desk import View


def decision(view: View, who: str, form: dict[str, str]) -> Decision:
    """Return the decision that a form asks for.

    Fields: ``act``; ``about`` and ``record`` (an id), for ties also ``other``; ``value``; ``reason``; for retract
    ``supersedes``.

    Raises:
        WrongUse: no such record, act or value.
    """
    act, about = form.get("act", ""), form.get("about", "")
    reason = form.get("reason", "").strip()
    if act == "retract":
        return decide(who, act, reason=reason, version=__version__, supersedes=_known(view, form.get("supersedes", "")))
    records = [form[name] for name in ("record", "other") if form.get(name)]
    value: Any = form.get("value", "").strip() or None
    target = tuple(place for record in records for place in _places(view, about, record))
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


def _places(view: View, about: str, record: str) -> list[Place]:
    look = view.look
    if about == "discrepancy":
        finding = view.finding(record)
        if finding and finding.sides:
            return [_place(view, side.place) for side in finding.sides]
    if about == "quotation" and record in look.quotations and look.quotations[record].content:
        quotation = look.quotations[record]
        spans = quotation.content
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        return [place_of(look.documents[quotation.document], start, end)]
    if about == "person" and record in look.people and look.people[record].mentions:
        return [_place(view, look.people[record].mentions[0])]
    if about == "document" and record in look.documents:
        return [place_of(look.documents[record])]
    raise WrongUse(f"there is no {about or 'subject'} with the id {record!r}, or it stands nowhere in the texts")


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
    if act == "set-role":
        return "", next((d.role for d in machine.documents if d.id == record), None)
    return "", None
