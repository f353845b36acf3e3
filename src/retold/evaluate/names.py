"""Who is who across documents, against ECB+: B3 over the gold name mentions of each topic.

The mentions are given; what is scored is which of them are one person.  The plain rule to beat puts all mentions with
the same last word together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from retold.evaluate.ecbplus import Page, Printed, pages
from retold.evaluate.stories import Labels, b3, stories_of
from retold.records import Mention, Span
from retold.stages.situate import Recogniser, tables
from retold.stages.situate.cast import Figure, figures
from retold.stages.situate.lexicon import OPENERS, PRONOUNS, ROLES, TITLES
from retold.stages.situate.people import identities

if TYPE_CHECKING:
    from pathlib import Path


def score(path: Path) -> dict[str, Any]:
    """Return B3 of our persons and of the surname rule over the gold name mentions of people.

    ``all`` puts the whole corpus in one bag, so that people of one surname in different stories collide: the surname
    rule has only the surname, ours the stories that the grouper finds.  ``by_topic`` gives both the gold topics.

    Raises:
        NoInput: no ECB+ document under ``path``.
    """
    found = pages(path)
    lower = _lower(found)
    gold = {
        _key(p, printed): (p.topic, printed.chain)
        for p in found
        for printed in p.people
        if name_of(p.document.text[printed.start : printed.end], lower[p.topic])
    }
    topics: dict[str, list[Page]] = defaultdict(list)
    for page in found:
        topics[page.topic].append(page)
    stories = [[found[n] for n in cluster] for cluster in stories_of(found)]
    return {
        "mentions": len(gold),
        "all": {
            "ours": b3(_ours(stories, lower), dict(gold)),
            "surname_rule": b3(_surnames([found], lower), dict(gold)),
        },
        "by_topic": {
            "ours": b3(_ours(list(topics.values()), lower), dict(gold)),
            "surname_rule": b3(_surnames(list(topics.values()), lower), dict(gold)),
        },
    }


def _lower(found: list[Page]) -> dict[str, set[str]]:
    """Return topic -> the words that its documents have in lower case."""
    out: dict[str, set[str]] = defaultdict(set)
    for page in found:
        out[page.topic].update(re.findall(r"\b[a-z][\w’'-]*", page.document.text))
    return out


def _key(page: Page, printed: Printed) -> str:
    return f"{page.document.id}:{printed.start}:{printed.end}"


def _surnames(groups: list[list[Page]], lower: dict[str, set[str]]) -> Labels:
    out: Labels = {}
    for number, group in enumerate(groups):
        for page in group:
            for printed in page.people:
                name = name_of(page.document.text[printed.start : printed.end], lower[page.topic])
                if name:
                    out[_key(page, printed)] = (number, name.split()[-1].lower())
    return out


def _ours(groups: list[list[Page]], lower: dict[str, set[str]]) -> Labels:
    """Label every gold name mention with the person that our linking gives it to, group by group."""
    out: Labels = {}
    for number, group in enumerate(groups):
        cast: list[Figure] = []
        for page in group:
            cast += figures(page.document.id, _mentions(page, lower[page.topic]))
        for person, identity in enumerate(identities(cast)):
            for figure in identity.figures:
                for m in figure.mentions:
                    out[f"{figure.document}:{m.span.start}:{m.span.end}"] = (number, person)
    return out


def name_of(text: str, lower: set[str]) -> str:
    """Return the name in a gold mention, empty where it is a pronoun or a description: ``the [Captain]``.

    A word that the topic's documents also have in lower case (``lower``) is taken for no name; and a mention whose head
    is a noun is a description: ``the [Norland] man``, ``a [Norland] mother of three``.
    """
    head = re.findall(r"[^\W\d_][\w’'-]*", re.split(r",|\s(?:of|with|who|from|in|for)\s", text)[0])
    if head and re.sub(r"['’]s?$", "", head[-1]).islower():
        return ""
    kept = []
    for word in re.findall(r"[^\W\d_][\w.’'-]*", text):
        bare = re.sub(r"['’]s?$", "", word).rstrip(".")
        low = bare.lower()
        plain = bare in OPENERS or bare in TITLES or low in PRONOUNS or low in ROLES or bare in tables.country_of()
        if bare[:1].isupper() and not plain and low not in lower and not word.startswith(("I'", "I’")):
            kept.append(bare)
    return " ".join(kept)


def _mentions(page: Page, lower: set[str]) -> list[Mention]:
    """Return the gold name mentions as records, with what our recogniser reads of title and role there."""
    read = {m.span.start: m for m in Recogniser()((page.document,), page.blocks, ()) if isinstance(m, Mention)}
    spans = sorted(read)
    out = []
    for printed in page.people:
        name = name_of(page.document.text[printed.start : printed.end], lower)
        if name:
            out.append(_mention(page, printed, name, [read[s] for s in spans if printed.start <= s < printed.end]))
    return out


def _mention(page: Page, printed: Printed, name: str, inside: list[Mention]) -> Mention:
    text = page.document.text[printed.start : printed.end]
    role = next((m.role for m in inside if m.role), "")
    return Mention(page.document.id, Span(printed.start, printed.end), "person", text, name, role)
