"""Who signed a page: people, else the agency or site that signs its texts itself."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from itertools import chain, islice, product
from typing import TYPE_CHECKING

from retold.stages.clean import cues
from retold.stages.clean.dates import months
from retold.stages.clean.outlets import is_site
from retold.stages.clean.sites import host_of
from retold.stages.situate.tables import given_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retold.records import Page
    from retold.stages.clean.judge import Verdict
    from retold.stages.clean.lines import Line

_SPLIT = re.compile(r"\s*(?:,|;|&|\||/|⋅|·|•|\band\b|\bund\b|\bet\b|\by\b|\bmit\b|\bwith\b)\s*")
_LEAD = re.compile(
    r"^(?:(?:(?:this|the) (?:post|article|story|report) (?:was|is) )?"
    r"(?:written|words|story|text|reviewed|posted|published|contributed|created|recipe|medically reviewed)\s+by|by|von|"
    r"par|por|di|door|av|af|autor(?:in)?|автор|text|authors?|contributors?)\s*:?\s*(?=[^\W\d_])",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"[{}<>@=]|https?:|www\.|\d{2}|\b(?:more about|view all|see all|view more|staff only|admin|sign in|log in|updated|"
    r"reviewed|min(?:ute)?s? read|says|categories|posts?|articles?|newsletter|webmaster|undefined|null)\b|"
    r"^(?:written|posted) by$|^\w+(?:\.\w+){2,}$",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"^(?:[A-Z]{1,3}\.?){1,3}(?:-[A-Z]+)?$|^(?:Ph\.?D|M\.?D|Ed\.?D|Psy\.?D|PharmD|Jr|Sr|Esq|LLC|Inc)\.?$"
)
_TRADE = re.compile(
    r"\b(?:editor|writer|reporter|analyst|founder|cofounder|co-founder|contributor|correspondent|journalist|author|"
    r"manager|director|officer|chief|specialist|expert|editorial assistant|columnist|blogger|researcher|ceo|cto|cmo|"
    r"redakteur(?:in)?|rédact(?:eur|rice)|redact(?:or|ora)|giornalista|redattor(?:e|ice)|журналист|редактор|корреспондент)\b",
    re.IGNORECASE,
)
"""Words for what somebody does: a part of a byline that holds one is no name."""
_CREDITS = re.compile(
    r"^(?:read )?(?:more|article|see more|view profile|content)\s*(?:about|by|:)\s*|\bcontributors?:", re.IGNORECASE
)
_PARTICLES = frozenset("de da di do dos del della van von der den ten ter la le el al bin ibn y e zu af av du".split())
ORGANISATION = " organisation"
"""How the place of a byline ends of which the markup says that it is no person's."""
_WEEKDAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun".split()
)
_WORD = re.compile(r"[^\W\d_][\w.’'\-]*")
_FUSED = re.compile(r"(?!Ma?c[A-Z])(?<![A-Z])[^\W\d_A-Z]{2}[A-Z]")
_CUT = re.compile(
    r"\s+(?:[|•·⋅–—/-]|in|on|at)\s+|[|•·⋅–—/]|,|\s*\d|\s{2,}|\t|\b(?:published|posted|updated)\b", re.IGNORECASE
)
_AGENCY = re.compile(
    r"\b(?:agenc(?:y|ies)|newswire|wires?|press association|presseagentur|nachrichtenagentur|"
    r"agentur|agence|agencia|agenzia|agência|agentschap|agencja|agentura|агентство|agenția|byrå)\b",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    r"\b(?:staff|team|newsroom|desk|editors|editorial|board|press|media|news|network|service|group|company|corporation|"
    r"association|institute|foundation|redaktion|rédaction|redacción|redazione|redação|редакция|redakcja|redactie|inc|ltd|"
    r"llc|gmbh)\b",
    re.IGNORECASE,
)
"""Words for those who employ authors: a name that holds one is a house's, unless it begins with a given name."""


def is_agency(name: str) -> bool:
    """Tell whether a name is that of a news agency, by its shape: a few capitals (``ABC``), or a word for agency."""
    return (name.isalpha() and name.isupper() and 2 <= len(name) <= 6) or bool(_AGENCY.search(name))


def is_house(name: str) -> bool:
    """Tell whether a name is that of an agency or a firm and no person's."""
    if is_agency(name):
        return True
    return bool(_HOUSE.search(name)) and name.split(maxsplit=1)[0].capitalize() not in given_names()


_SAID = 2
"""How many of the places that readers see say that a name is an author's."""


def authors(page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """Return the names of those who signed a page, each once, in order; people, where there are any.

    The places that state them are asked in turn: the markup, lines that say *By Ada Weaver*, a bare name by the
    headline.  One that gives only the site's own name or an agency's, or no name at all, is passed over; but a site
    that signs its texts itself is better than nobody, and so is a name of one word that is no given name.
    """
    outlets = {h.value.casefold().strip() for h in page.hints if h.field == "outlet"} | {host_of(page.url)}
    houses = {h.value for h in page.hints if h.field == "byline" and h.where.endswith(ORGANISATION)}
    places: dict[str, list[str]] = {}
    for hint in page.hints:
        if hint.field == "byline":
            places.setdefault(hint.where, []).append(unescape(hint.value))
    stated = [_all(values) for where, values in places.items() if where != "rel author"]
    shown = _shown(page, lines, verdicts, places.get("rel author", []))
    found: list[list[str]] = []
    rounds: Iterator[tuple[list[str], Callable[[str], bool]]] = chain(
        product(stated, [_is_full]),
        product(stated, [_is_given]),
        ((names, _is_full) for names in islice(shown, _SAID)),
        product(stated, [bool]),
        ((names, _is_full) for names in shown),
    )
    for names, is_enough in rounds:
        found.append(names)
        people = [n for n in names if n not in houses and not is_site(n, outlets) and not is_agency(n)]
        if any(is_enough(n) and not is_house(n) for n in people):
            full = is_enough is _is_full  # beside it, another word is where somebody works: *Ada Weaver, Reuters*
            return tuple(dict.fromkeys(n for n in people if not full or _is_full(n) or _is_given(n)))
    return next((tuple(dict.fromkeys(names)) for names in found if names), ())


def _is_full(name: str) -> bool:
    return " " in name


def _is_given(name: str) -> bool:
    return name.capitalize() in given_names()


def _shown(
    page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], marked: Sequence[str]
) -> Iterator[list[str]]:
    """Yield the names that readers see, one place at a time, the most trustworthy first."""
    labelled = [line.text for line, verdict in zip(lines, verdicts, strict=True) if verdict.label == "byline"]
    yield _all(marked)
    yield _all([t for t in labelled if _LEAD.match(t) or any(_is_person(n, page.text) for n in names_in(t))])
    yield from ([name] for name in _by_headline(page, lines, verdicts))
    yield _marked(page)
    yield from ([name] for name in _written(lines))


def _all(values: Sequence[str]) -> list[str]:
    return [name for value in values for name in names_in(value)]


def names_in(value: str) -> list[str]:
    """Return the names in a byline, without degrees and trades: ``By Ada Weaver, PhD, and Jan Fischer, editor``."""
    value = _CREDITS.sub("", value)
    if len(value) > 200 or "{" in value or "http" in value or value.startswith("@") or value.isdigit():
        return []
    parts = [p.strip(" .|-–—:⋅·•") for p in _SPLIT.split(_LEAD.sub("", value.strip()))]
    parts = [p for p in parts if 1 < len(p) <= 50 and not _NO_NAME.search(p)]
    if len(parts) > 1 or not (parts and is_agency(parts[0])):
        parts = [p for p in parts if len(p) > 2 and not _DEGREE.match(p)]
    return [p for p in parts if not _TRADE.search(p)] or parts[:1]


def _by_headline(page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield what reads as a person's name in the short lines by the headline, the nearest first.

    After *by* a name is enough.  A bare one must begin with a given name, or be said elsewhere on the page to be or do
    something (*Ada Weaver is ...*): *Personal Finance* stands by headlines too.
    """
    at = next((i for i, v in enumerate(verdicts) if v.label == "headline"), None)
    if at is None:
        return
    for i in (*range(at + 1, min(at + 5, len(lines))), *range(at - 1, max(-1, at - 4), -1)):
        text = lines[i].text
        if lines[i].length > 14 or cues.whole(text) or "?" in text or "!" in text:
            continue
        led = bool(_LEAD.match(text))
        for piece in _CUT.split(_LEAD.sub("", text)):
            name = piece.strip(" .:")
            if (led and is_name(name)) or _is_person(name, page.text):
                yield name


def _is_person(name: str, text: str) -> bool:
    """Tell whether a name begins with a given name, or a text says of it what author notes do: *Ada Weaver is ...*."""
    if not is_name(name):
        return False
    note = rf"\b{re.escape(name)}(?:, [^.\n]{{2,40}},)? (?:is|was|has|writes|works|covers|studied)\b"
    return name.split(maxsplit=1)[0].capitalize() in given_names() or bool(re.search(note, text))


def _written(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the names in lines such as ``Written by Ada Weaver``, wherever they stand."""
    for line in lines:
        if line.length <= 14 and (match := _LEAD.match(line.text)):
            for name in _CUT.split(line.text[match.end() :])[:1]:
                if is_name(name.strip(" .:")):
                    yield name.strip(" .:")


@cache
def _no_surname() -> frozenset[str]:
    return frozenset({*months(), *_WEEKDAYS})


def is_name(text: str) -> bool:
    """Tell whether a text is two to four capitalised words, particles aside, that no month and no trade is among."""
    words = text.split()
    if not 2 <= len(words) <= 4 or _TRADE.search(text) or _NO_NAME.search(text) or cues.whole(text):
        return False
    proper = [w for w in words if w.lower() not in _PARTICLES]
    return (
        len(proper) >= 2
        and all(_WORD.fullmatch(w) and w[0].isupper() for w in proper)
        and not any(w.casefold().strip(".") in _no_surname() for w in proper)
        and not text.isupper()
        and not _FUSED.search(text)
    )


def _marked(page: Page) -> list[str]:
    """Return the first short stretch that the markup calls a byline and that looks like a name."""
    texts = [page.text[m.start : m.end].strip() for m in page.marks if m.kind == "~byline" and m.end - m.start < 80]
    return [n for n in (_LEAD.sub("", t) for t in texts) if is_name(n)][:1]
