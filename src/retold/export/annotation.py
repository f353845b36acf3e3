"""W3C Web Annotation: quotations and discrepancies as annotations of the source texts (JSON-LD).

Each target has the two selectors that annotation tools understand, the words with what stands around them and their
position.  Positions are code points, as the recommendation counts characters; a tool that counts UTF-16 units must
go by the words where a text holds characters beyond the basic plane.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from retold.export.json import escape_surrogates
from retold.report.index import Index, index, places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retold.case import Case
    from retold.records import Discrepancy, Document, Evidence, Quotation

AROUND = 32
"""How many characters before and after the words a selector gives."""


def to_annotation(case: Case) -> str:
    """Return an annotation page with one annotation for each quotation and each discrepancy."""
    look = index(case)
    items = [_quotation(q, look) for q in case.quotations if q.content]
    items += [_discrepancy(d, look) for d in case.discrepancies]
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:retold:annotations",
        "type": "AnnotationPage",
        "items": items,
    }
    return escape_surrogates(json.dumps(page, ensure_ascii=False, indent=1)) + "\n"


def _quotation(quotation: Quotation, look: Index) -> dict[str, Any]:
    said = look.attributions.get(quotation.id)
    speaker = look.person(said.speaker) if said else ""
    tags = [quotation.kind, *([f"speaker: {speaker}"] if speaker else ["speaker unsure"])]
    return {
        "id": f"urn:retold:{quotation.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags],
        "target": _targets(places(quotation.document, quotation.content), look),
    }


def _discrepancy(discrepancy: Discrepancy, look: Index) -> dict[str, Any]:
    tags = [discrepancy.severity, discrepancy.kind]
    return {
        "id": f"urn:retold:{discrepancy.id}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {"type": "TextualBody", "purpose": "assessing", "value": discrepancy.why, "language": "en"},
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags),
        ],
        "target": _targets(discrepancy.evidence, look),
    }


def _targets(evidence: Iterable[Evidence], look: Index) -> list[dict[str, Any]]:
    return [_target(e, look.documents[e.document]) for e in evidence if e.document in look.documents]


def _target(place: Evidence, document: Document) -> dict[str, Any]:
    text = document.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[place.start : place.end],
        "prefix": text[max(0, place.start - AROUND) : place.start],
        "suffix": text[place.end : place.end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": place.start, "end": place.end}
    source = document.url or f"urn:sha256:{document.sha256}"
    return {"source": source, "selector": [quote, position]}
