"""Credits: what a document itself says about where it has its story from.

A credit is a phrase that names a carrier: an agency or outlet (``as reported by the Port Wire``), an archive or
publisher of papers (``files released by the City Archive``), a paper (``according to minutes kept by the harbour
office``) or an interview (``in an interview with Ann Lee``).  Somebody who is merely quoted (``according to the
mayor``) is a speaker and no carrier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.records import Span
from retold.stages.trace.names import has_key_words, same_name
from retold.stages.trace.wordings import NAME, PAPER, WORDINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.records import Document, Quotation
    from retold.stages.trace.wordings import Wording


NOBODY = 0.6  # what is left of a credit that names nobody in particular ("Source: News Agency")


@dataclass(frozen=True, slots=True)
class Credit:
    """A carrier that a document names: ``kind`` is outlet, archive, paper, interview or site; ``score`` 0 to 1.

    ``paper`` is the word for the document where the carrier is one (``minutes``); ``own`` says that the whole text is
    given as the carrier's (a dateline, a source line).
    """

    document: str
    name: str
    kind: str
    span: Span
    score: float
    paper: str = ""
    own: bool = False


OUTLET = re.compile(
    r"\b(?:news\w*|agency|agencies|times|post|press|presse|herald|tribune|guardian|journal|gazette|daily|wire|telegraph|"
    r"guardian|observer|broadcast\w*|tv|television|radio|magazine|channel|portal|website|network|media|chronicle|courier|"
    r"mirror|express|weekly|bulletin|echo|mail|globe|review)\b",
    re.IGNORECASE,
)
ARCHIVE = re.compile(r"\b(?:archives?|library|libraries|museum|records office|national security)\b", re.IGNORECASE)
OFFICE = re.compile(  # an office that reports something is a speaker, not a carrier
    r"\b(?:ministry|minister|police|army|navy|department|government|court|committee|council|hospital|president|"
    r"office|parliament|senate|congress|union|party|commission|bank|service|embassy|house|company)\b",
    re.IGNORECASE,
)
_ADJECTIVE = re.compile(r"(?:[ai]an|ish|ese)$")  # an Italian report is nobody's
_DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)+$")


def credits_of(document: Document, hidden: Sequence[Span], people: frozenset[str]) -> list[Credit]:
    """Return what the document names as its sources, in text order.

    ``hidden`` are stretches in which nothing counts as the document's own word (direct speech, page chrome but for
    the site's own line); ``people`` are names of persons in lower case, who speak but do not carry.  Of several
    wordings that find the same carrier in the same words, the surest counts.
    """
    found = sorted(_found(document, hidden, people), key=lambda c: (-c.score, c.span, c.name))
    kept: list[Credit] = []
    for credit in found:
        if not any(_overlap(credit.span, k.span) and same_name(credit.name, k.name) for k in kept):
            kept.append(credit)
    return sorted(kept, key=lambda c: (c.span, c.name))


def carriers_of(
    document: Document, quotations: Sequence[Quotation], people: frozenset[str], known: Sequence[Credit]
) -> Iterator[Credit]:
    """Yield the carriers that quotations name and no wording does: *the Port Wire quoted the mayor as saying*.

    ``quotations`` and ``known`` credits are the document's own.
    """
    seen = [credit.span for credit in known]
    for span in dict.fromkeys(span for quotation in quotations for span in quotation.carriers):
        named = _NAMED.fullmatch(document.text[span.start : span.end])
        if named is None or any(_overlap(span, other) for other in seen):
            continue
        name = _clean(named["name"])
        if name and name.lower() not in people | _NO_NAMES and not OFFICE.search(name):
            kind = "archive" if ARCHIVE.search(name) else "outlet"
            yield Credit(document.id, name, kind, span, CARRIER if has_key_words(name) else NOBODY * CARRIER)


CARRIER = 0.7
_NAMED = re.compile(rf"(?:[Tt]he )?(?P<name>{NAME})")


def _overlap(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


def _found(document: Document, hidden: Sequence[Span], people: frozenset[str]) -> Iterator[Credit]:
    text = document.text
    low = text.replace("İ", "I").lower()  # the one letter that grows by it would shift all places
    lines: dict[tuple[str, ...], list[Span]] = {(): [Span(0, len(text))]}
    for wording in WORDINGS:
        if wording.anchors not in lines:
            lines[wording.anchors] = _lines_with(low, wording.anchors)
        for match in (m for s in lines[wording.anchors] for m in wording.pattern.finditer(text, s.start, s.end)):
            span = Span(*match.span())
            if wording.kind != "site" and any(h.start <= span.start and span.end <= h.end for h in hidden):
                continue
            name = _clean(match["name"])
            if not name or not _passes(wording, name, people):
                continue
            paper = ""
            if wording.kind == "paper":
                paper = PAPER.findall(match[0])[-1].lower()
                if "paper" in wording.pattern.groupindex:
                    name = f"{match['paper'].lower()} ({name})"
            kind = "archive" if wording.kind == "outlet" and ARCHIVE.search(name) else wording.kind
            score = wording.score if has_key_words(name) else NOBODY * wording.score
            yield Credit(document.id, name, kind, span, score, paper, wording.own)


def _lines_with(low: str, anchors: Sequence[str]) -> list[Span]:
    """Return the lines of a text that have one of some words."""
    starts: dict[int, int] = {}
    for anchor in anchors:
        at = low.find(anchor)
        while at >= 0:
            end = low.find("\n", at)
            end = end if end >= 0 else len(low)
            starts[low.rfind("\n", 0, at) + 1] = end
            at = low.find(anchor, end)
    return [Span(start, end) for start, end in sorted(starts.items())]


def _clean(name: str) -> str:
    name = _BEFORE.sub("", name)
    return re.sub(r"[’']s?$", "", name.strip(" .,'’-"))


_BEFORE = re.compile(r"^(?:As|And|But|When|While|After|Before|If|Since|Then|Yet|In|The|A|An) (?=\S)")
_PARTY = re.compile(r"^[A-Z]-[A-Z]")  # Rep. Ann Lee (X-Quaytown)


def _passes(wording: Wording, name: str, people: frozenset[str]) -> bool:
    if name.lower() in _NO_NAMES or (wording.own and wording.kind == "outlet" and _PARTY.search(name)):
        return False
    if wording.kind in {"interview", "paper", "site"}:
        return True
    if name.lower() in people:
        return False
    if wording.test == "archive":
        return bool(ARCHIVE.search(name))
    if " " not in name and _ADJECTIVE.search(name) and not _looks_like_press(name):
        return False
    if wording.test == "press":
        return _looks_like_press(name)
    return not (wording.test == "plain" and OFFICE.search(name))


_NO_NAMES = frozenset(
    "i he she it we they this that these those the a an in on at as but and or if when while monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october november "
    "december mr mrs ms dr officials sources experts".split()
)


def _looks_like_press(name: str) -> bool:
    """A name that shows that it is an outlet's or an archive's: by a word in it, as a web address, or as initials."""
    return bool(OUTLET.search(name) or ARCHIVE.search(name) or _DOMAIN.match(name))
