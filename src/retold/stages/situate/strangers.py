"""Names that do not fit the one text they stand in: weaker than a doubt, because texts are at times just careless.

Four signals: somebody speaks under a surname that the text never introduces, while it introduces the others; a given
name and a surname that belong to two other people of the same text; a title that contradicts the given name; two people
whom the text itself says to have one name.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from retold.records import Diagnostic
from retold.stages.situate import tables
from retold.stages.situate.lexicon import (
    FEMALE_TITLES,
    GROUPS,
    MALE_TITLES,
    MONTH_OR_DAY,
    OPENERS,
    PLACES,
    PRONOUNS,
    REGIONS,
    ROLES,
    TITLES,
)
from retold.stages.situate.likeness import is_given_match, is_variant, parts
from retold.stages.situate.offices import surnames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.records import Quotation, Span
    from retold.stages.situate.cast import Figure
    from retold.stages.situate.people import Identity
    from retold.stages.situate.scenes import Scene

INTRODUCED = 1
"""So many people must a text introduce by their full name before one whom it does not introduce is odd."""
KIN = re.compile(
    r"\b(?:wife|husband|widow|son|daughter|brother|sister|father|mother|parents?|couple|family|cousin|uncle|aunt|"
    r"nephew|niece|married|sibling|twins?|Jr|Sr)\b"
)
NAMESAKE = re.compile(r"\b(?:another|a different|the other|a second|(?:his|her) namesake,?)\s+$", re.IGNORECASE)
OF_ONE_NAME = re.compile(r",? \(?(?:no relation|not related|unrelated|a namesake|not to be confused)\b", re.IGNORECASE)
COURTESY = frozenset({"Mr", "Mrs", "Ms", "Miss"})
THING = re.compile(
    r"\b(?:the|a|an|in|on|at|into|near|inside|across|two|both|some|many|most|these|"
    r"(?:president|head|founder|owner|director|chief|chairman|CEO|editor|member|mayor|governor) of)\s+$",
    re.IGNORECASE,
)


def strangers(place: Scene, people: list[Identity], who: dict[int, int]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for every person of a document whose name does not fit it, in text order.

    ``who`` maps ``id(figure)`` to the position in ``people``, which holds what other documents print as well.
    """
    cast = [f for f in place.figures if f.kind == "person" and not f.described and f.heads]
    full = [f for f in cast if len(parts(f.name)) > 1]
    named = (f for f in place.figures if f.kind == "person" and len(parts(f.name)) > 1)
    bearers = Counter(parts(f.name)[-1] for f in named)
    for figure in sorted(cast, key=lambda f: f.mentions[0].span):
        if len(parts(figure.name)) > 1:
            yield from _mixed(place, figure, full)
            yield from _title(place, figure, bearers)
            yield from _namesake(place, figure)
        elif len(full) >= INTRODUCED and id(figure) in who and len(parts(people[who[id(figure)]].name)) == 1:
            yield from _unintroduced(place, figure)


def _found(place: Scene, code: str, message: str, span: Span) -> Diagnostic:
    return Diagnostic(code, "situate", message, place.document.id, place.document.path, span)


def _unintroduced(place: Scene, figure: Figure) -> Iterator[Diagnostic]:
    """``Quist said``, and nowhere who Quist is, in a text that gives the full name of the others."""
    named = [m for m in figure.mentions if m.head]
    titled = [m for m in named if m.text != m.head]
    if any(m.role or m.text.split()[0].rstrip(".") not in COURTESY for m in (*titled, *(m for m in named if m.role))):
        return  # "Senator Quist" is introduced
    if len({m.head for m in named}) > 1:
        return
    word = named[0].head
    opens = all(re.search(r"(?:^|[.!?\n][\"”’]?\s*)$", place.document.text[: m.span.start][-4:]) for m in named)
    if opens and word.endswith("s") and not titled:
        return  # "Projections suggest"
    if not any(_source(place, q).removesuffix("'s").removesuffix("’s") == word for q in _said(place, figure)):
        return
    if _is_no_surname(word, titled=bool(titled)) or _is_known_otherwise(place.document.text, word):
        return
    yield _found(
        place,
        "unintroduced-speaker",
        f"words are given to {word}, whom the text nowhere introduces; it gives the full names of others",
        named[0].span,
    )


def _said(place: Scene, figure: Figure) -> list[Quotation]:
    return [q for q in place.quotations if q.source and place.voices[q.id].figure is figure]


def _source(place: Scene, quotation: Quotation) -> str:
    """Return the words of a source without a courtesy title."""
    span = quotation.source[0]
    return re.sub(r"^(?:Mr|Mrs|Ms|Miss)\b\.?\s+", "", place.document.text[span.start : span.end].strip(" ,.:;"))


def _is_no_surname(word: str, *, titled: bool) -> bool:
    """Whether a word names no single person, a place, or somebody whom every reader knows; ``Mr.`` makes it a name."""
    low = word.lower().rstrip(".")
    if word.isupper() or len(word) < 3:
        return True
    if titled:
        return False
    last = low.rsplit("-", maxsplit=1)[-1]
    common = {low, last, last.removesuffix("s"), last.removesuffix("es")} & (tables.common_words() | ROLES | PRONOUNS)
    listed = word in GROUPS | PLACES | REGIONS | OPENERS or word in tables.country_of()
    camel = re.search(r"[a-z][A-Z]", re.sub(r"^(?:Mc|Mac|De|Di|Du|La|Le|Van|Fitz)(?=[A-Z])", "", word))
    listed = listed or bool(camel) or low in tables.short_forms()
    return bool(common) or listed or not word.rsplit("-", maxsplit=1)[-1][0].isupper()


def _is_known_otherwise(text: str, word: str) -> bool:
    """Whether the text prints the word behind another name or title, as a thing's name, or in lower case."""
    for match in re.finditer(rf"\b{re.escape(word)}\b", text):
        before = text[max(0, match.start() - 40) : match.start()]
        last = re.search(r"([^\W\d_][\w’'-]*)(\.?)[ \u00a0]+$", before)
        if THING.search(before) or text[match.end() : match.end() + 1] in ("@", "_") or before[-1:] in ("@", "#"):
            return True
        part = last and last[1][0].isupper() and last[1] not in OPENERS | COURTESY | MONTH_OR_DAY
        if last and part and (not last[2] or len(last[1]) < 2 or last[1] in TITLES):
            return True
        if re.match(r"[ \u00a0]+[A-Z][a-z]", text[match.end() :]):
            return True
    lone = {word.lower(), word.lower() + "s", *((word[:-1], word[:-1].lower()) if word.endswith("s") else ())}
    return any(re.search(rf"\b{re.escape(w)}\b", text) for w in lone)


def _mixed(place: Scene, figure: Figure, full: list[Figure]) -> Iterator[Diagnostic]:
    """``Ada Berg``, once, in a text that tells of Ada Holm and of Nils Berg."""
    name = parts(figure.name)
    whole = [m for m in figure.mentions if len(parts(m.head)) > 1]
    if len(whole) > 1 or len(name[0]) < 2 or len(name) > 3 or figure.name in _holders() or not _said(place, figure):
        return
    given = [f for f in full if f is not figure and is_given_match(name[0], parts(f.name)[0])]
    given = [f for f in given if not is_variant(name[-1], parts(f.name)[-1])]
    family = [f for f in full if f is not figure and parts(f.name)[-1] == name[-1]]
    family = [f for f in family if not is_given_match(name[0], parts(f.name)[0])]
    near = place.document.text[max(0, whole[0].span.start - 120) : whole[0].span.end + 120]
    if given and family and not KIN.search(near):
        yield _found(
            place,
            "mixed-name",
            f"{figure.name} stands once in a text that tells of {given[0].name} and of {family[0].name}",
            whole[0].span,
        )


@cache
def _holders() -> frozenset[str]:
    return frozenset(name for names in surnames().values() for name in names)


def _namesake(place: Scene, figure: Figure) -> Iterator[Diagnostic]:
    """``Another Ada Holm, a swimmer``: two of one full name cannot be told apart, and are kept as one."""
    name = figure.name
    whole = [m for m in figure.mentions if m.head == name]
    for mention in whole if len(whole) > 1 else ():
        text = place.document.text
        before, behind = text[max(0, mention.span.start - 20) : mention.span.start], text[mention.span.end :][:60]
        if NAMESAKE.search(before) or OF_ONE_NAME.match(behind):
            message = f"the text tells of more than one {figure.name}; what it says of them is not told apart"
            yield _found(place, "namesake", message, mention.span)
            return


def _title(place: Scene, figure: Figure, bearers: Counter[str]) -> Iterator[Diagnostic]:
    """``Ada Holm``, then ``Mr. Holm``."""
    given = next((m.head.split()[0] for m in figure.mentions if len(parts(m.head)) > 1), "")
    sex = tables.given_names().get(given, "")
    surname = parts(figure.name)[-1]
    if surname in surnames() or bearers[surname] > 1:
        return  # "Mr. Holm" may be another Holm
    for mention in figure.mentions:
        first = mention.text.split()[0].rstrip(".") if mention.text.split() else ""
        other = MALE_TITLES if sex == "f" else FEMALE_TITLES if sex == "m" else frozenset()
        if first in other and first in COURTESY:
            message = f"{figure.name} is called {mention.text}"
            yield _found(place, "title-against-name", message, mention.span)
            return
