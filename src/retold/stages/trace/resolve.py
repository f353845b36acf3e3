"""Is a credited carrier itself among the documents?

A name that a document credits stands for one of the others where that is signed by it (its outlet, or a dateline that
gives the text as the carrier's), or where it is the record that a paper or an interview is reported from.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from retold.stages.trace.names import key_words, same_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retold.records import Document
    from retold.stages.trace.credits import Credit

HEAD = 2000  # characters at the top of a record that say what it is


def is_earlier(left: Document, right: Document) -> bool:
    """Say whether ``left`` is known to have come out on an earlier day than ``right``."""
    if left.published is None or right.published is None:
        return False
    last, first = left.published.last, right.published.first
    return last is not None and first is not None and last < first


def resolved(
    documents: Sequence[Document], credits_: Sequence[Credit], names: Mapping[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Return for (document, carrier's name) the id of the document that the carrier is, where just one can be it."""
    by_id = {document.id: document for document in documents}
    signed: dict[str, set[str]] = defaultdict(set)
    for credit in credits_:
        if credit.own:
            signed[names[credit.kind, credit.name]].add(credit.document)
    found = {}
    for credit in credits_:
        name = names[credit.kind, credit.name]
        if credit.kind in {"paper", "interview"}:
            fits = [d.id for d in documents if d.role == "record" and _is_about(d, credit)]
        else:
            fits = [d.id for d in documents if d.outlet and same_name(d.outlet, name)]
            if credit.document not in signed[name]:
                fits = fits or sorted(signed[name])
        copy = by_id[credit.document]
        if copy.role == "record":
            continue
        fits = [f for f in fits if f != credit.document and not is_earlier(copy, by_id[f])]
        if len(fits) == 1:
            found[credit.document, name] = fits[0]
    return found


def _is_about(record: Document, credit: Credit) -> bool:
    head = f"{record.headline}\n{record.text[:HEAD]}".lower()
    if credit.kind == "interview":
        return bool(key_words(credit.name)) and key_words(credit.name)[-1] in head
    return credit.paper.rstrip("s") in head[: HEAD // 4]
