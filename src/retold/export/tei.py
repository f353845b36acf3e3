"""TEI P5: each statement as a critical text with its apparatus in parallel segmentation.

Witnesses stand in ``listWit``, speakers in ``listPerson`` and ``listOrg``; ``said`` names the speaker of the base
text, an ``app`` of type *speaker* who speaks in which telling.  Descents and chains of carriers are relations in
``standOff``.  (TEI Guidelines P5, chapters 3, 12, 13 and 16.)
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from retold.report.apparatus import Entry, apparatus
from retold.report.index import Index, index, slug
from retold.report.rendering import visible

if TYPE_CHECKING:
    from retold.case import Case
    from retold.records import Statement, Witness

TEI = "http://www.tei-c.org/ns/1.0"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True)
class Names:
    """XML ids: of a witness by its id, and of a carrier by its name."""

    witness: dict[str, str]
    document: dict[str, str]
    carrier: dict[str, str]


def to_tei(case: Case) -> bytes:
    """Return the case as a TEI P5 document in UTF-8.

    A document that tells one statement more than once is a witness for each telling: ``A``, ``A.2``.
    """
    from lxml import etree

    look = index(case)
    names = _names(case, look)
    root: Any = etree.Element(f"{{{TEI}}}TEI", nsmap=cast("Any", {None: TEI}))
    _header(root, case, look, names)
    _stand_off(root, case, look, names)
    body = _add(_add(root, "text"), "body")
    if not case.statements:
        _add(body, "p", "No statement was found.")
    for number, statement in enumerate(case.statements, 1):
        _statement(body, number, statement, look, names)
    text: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return text


def _add(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    from lxml import etree

    child = etree.SubElement(parent, f"{{{TEI}}}{tag}")
    for name, value in attributes.items():
        child.set(XML_ID if name == "id" else name, visible(value))
    if text:
        child.text = visible(text)
    return child


def _append(parent: Any, text: str) -> None:
    """Add text behind whatever the element holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + visible(text)
    else:
        parent.text = (parent.text or "") + visible(text)


def _names(case: Case, look: Index) -> Names:
    document = {d.id: _ncname(look.siglum(d.id) or f"d.{d.id}") for d in case.documents}
    witness = {}
    for tellings in look.tellings.values():
        seen: dict[str, int] = defaultdict(int)
        for w in tellings:
            seen[w.document] += 1
            tail = f".{seen[w.document]}" if seen[w.document] > 1 else ""
            witness[w.id] = document.get(w.document, _ncname(w.siglum)) + tail
    carriers = [n for d in case.descents for n in (d.exemplar, d.copy) if n not in look.documents]
    carriers += [look.words(q.document, [c]) for q in case.quotations for c in q.carriers]
    carrier = {name: f"carrier.{n}" for n, name in enumerate(dict.fromkeys(carriers), 1)}
    return Names(witness, document, carrier)


def _ncname(text: str) -> str:
    name = slug(text.replace(".", "_")) or "_"
    return name if name[0].isalpha() or name[0] == "_" else f"w{name}"


def _header(root: Any, case: Case, look: Index, names: Names) -> None:
    header = _add(root, "teiHeader")
    file = _add(header, "fileDesc")
    _add(_add(file, "titleStmt"), "title", case.title or "a case")
    _add(_add(file, "publicationStmt"), "p", "Made by retold from the texts listed as witnesses.")
    source = _add(file, "sourceDesc")
    if case.documents:
        _witnesses(_add(source, "listWit"), case, look, names)
    else:
        _add(source, "p", "No document was read.")
    encoding = _add(header, "encodingDesc")
    _add(encoding, "variantEncoding", method="parallel-segmentation", location="internal")
    profile = _add(header, "profileDesc")
    if case.people or names.carrier:
        _people(_add(profile, "particDesc"), look, names)


def _witnesses(listed: Any, case: Case, look: Index, names: Names) -> None:
    again = defaultdict(set)
    for tellings in look.tellings.values():
        for w in tellings:
            if names.witness[w.id] != names.document.get(w.document):
                again[w.document].add(names.witness[w.id])
    for d in case.documents:
        name = names.document[d.id]
        words = f"{d.headline or look.name(d.id)}. {d.outlet or 'outlet not stated'}. {d.path} {d.member}".rstrip()
        witness = _add(listed, "witness", words, id=name, n=look.siglum(d.id) or name)
        if d.url:
            _append(witness, " ")
            _add(witness, "idno", d.url, type="URL")
        _append(witness, " ")
        _add(witness, "idno", d.sha256, type="sha256")
        for other in sorted(again[d.id]):
            _add(listed, "witness", f"A further telling in {look.siglum(d.id)}.", id=other, n=other)


def _people(description: Any, look: Index, names: Names) -> None:
    persons = [p for p in look.people.values() if p.kind != "group"]
    groups = [p for p in look.people.values() if p.kind == "group"]
    if persons:
        listed = _add(description, "listPerson")
        for p in persons:
            entry = _add(listed, "person", id=_ncname(p.id))
            _add(entry, "persName", p.name)
            for role in p.roles:
                _add(entry, "occupation", role)
            for doubt in p.doubts:
                _add(entry, "note", doubt, type="doubt")
    if groups or names.carrier:
        listed = _add(description, "listOrg")
        for p in groups:
            _add(_add(listed, "org", id=_ncname(p.id)), "orgName", p.name)
        for name, key in names.carrier.items():
            _add(_add(listed, "org", id=key, type="carrier"), "orgName", name)


def _stand_off(root: Any, case: Case, look: Index, names: Names) -> None:
    """Write descents, chains of carriers and discrepancies beside the text."""
    chains = [(w, q) for ws in look.tellings.values() for w in ws if (q := look.quotations.get(w.quotation))]
    chains = [(w, q) for w, q in chains if q.carriers]
    if not (case.descents or chains):
        return
    off = _add(root, "standOff")
    relations = _add(off, "listRelation")
    ends = names.document | names.carrier
    for d in case.descents:
        relation = _add(relations, "relation", name="rests-on", type=d.kind)
        relation.set("active", f"#{ends[d.copy]}")
        relation.set("passive", f"#{ends[d.exemplar]}")
        _add(relation, "desc", f"{d.why} ({d.score:.2f})")
    for w, q in chains:
        relation = _add(relations, "relation", name="told-by-way-of")
        relation.set("active", f"#{names.witness[w.id]}")
        relation.set("passive", " ".join(f"#{names.carrier[look.words(q.document, [c])]}" for c in q.carriers))
        relation.set("corresp", f"#{_ncname(w.statement)}")


def _statement(body: Any, number: int, statement: Statement, look: Index, names: Names) -> None:
    tellings = look.tellings.get(statement.id, [])
    if not tellings:
        return
    division = _add(body, "div", type="statement", n=str(number), id=_ncname(statement.id))
    _add(division, "head", statement.label or "statement")
    found = apparatus(tellings, look.readings.get(statement.id, []))
    base = found.base if found else next((w for w in tellings if w.base), tellings[0])
    paragraph = _add(division, "p")
    _speakers(paragraph, tellings, base, look, names)
    said = _add(paragraph, "said")
    if base.speaker in look.people:
        said.set("who", f"#{_ncname(base.speaker or '')}")
    if found is None:
        _append(said, look.words(base.document, base.spans))
        return
    entries = {e.number: e for e in found.entries}
    for stretch in found.stretches:
        if stretch.number:
            _entry(said, f"{number}.{stretch.number}", entries[stretch.number], tellings, names)
            _append(said, " ")
        else:
            _append(said, stretch.text + " ")


def _speakers(paragraph: Any, tellings: list[Witness], base: Witness, look: Index, names: Names) -> None:
    """Write who speaks in which telling; a telling whose speaker is unsure is not named."""
    by_speaker: dict[str, list[str]] = defaultdict(list)
    for w in sorted(tellings, key=lambda w: w is not base):
        if w.speaker in look.people:
            by_speaker[w.speaker or ""].append(names.witness[w.id])
    if not by_speaker:
        return
    app = _add(paragraph, "app", type="speaker")
    for n, (speaker, witnesses) in enumerate(by_speaker.items()):
        wit, person = " ".join(f"#{w}" for w in witnesses), f"#{_ncname(speaker)}"
        _add(app, "rdg" if n else "lem", look.person(speaker), wit=wit, ana=person)
    _append(paragraph, ": ")


def _entry(said: Any, number: str, entry: Entry, tellings: list[Witness], names: Names) -> None:
    app = _add(said, "app", n=number)
    parted = {w for v in entry.variants for w in v.witnesses}
    same = [names.witness[w.id] for w in tellings if w.id not in parted]
    _add(app, "lem", entry.lemma, wit=" ".join(f"#{w}" for w in same))
    for variant in entry.variants:
        reading = _add(app, "rdg", variant.text, wit=" ".join(f"#{names.witness[w]}" for w in variant.witnesses))
        if variant.moved:
            reading.set("cause", "transposition")
