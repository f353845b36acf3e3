"""The words by which page chrome, credits and dates give themselves away, in many languages.

The phrases stand in ``cues.txt`` as pages print them, in lower case; ``whole`` compares whole lines with them,
``opening`` beginnings.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

CLASSES = {
    "related": "announces other articles",
    "share": "is a share or follow button",
    "navigation": "is a navigation word",
    "footer": "is legal or footer text",
    "advert": "marks an advertisement",
    "subscribe": "asks the reader to subscribe",
    "comments": "belongs to the comment section",
    "contents": "announces a table of contents",
}
"""Classes of chrome, and what to say of a line that holds one; credit, date and byline are classes of what is kept."""

_EDGE = re.compile(r"^[\W_]+|[\W_]+$")
_SPACE = re.compile(r"\s+")
_FIRST = re.compile(r"\w+")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_COUNT = re.compile(r"^\(?\d[\d.,]*\s?[km]?\)?\s+|\s+\(?\d[\d.,]*\s?[km]?\)?$", re.IGNORECASE)


@lru_cache(maxsize=1024)
def plain(line: str) -> str:
    """Return a line as the lists have it: lower case, no marks or bullets at its ends, single spaces."""
    return _EDGE.sub("", _SPACE.sub(" ", line.replace("’", "'"))).casefold()


@cache
def _sections() -> dict[str, str]:
    """Return the text of each section of the list."""
    text = files("retold.stages.clean").joinpath("cues.txt").read_text(encoding="utf-8")
    return {part.partition("]")[0]: part.partition("]")[2] for part in text.split("\n[")[1:]}


@cache
def phrases(name: str) -> frozenset[str]:
    """Return the phrases of one class."""
    return frozenset(plain(p) for p in _sections()[name].replace("\n", "|").split("|") if plain(p))


@cache
def _by_phrase() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in CLASSES:
        for phrase in phrases(name):
            found.setdefault(phrase, name)
    return found


@cache
def _openings() -> tuple[dict[str, list[tuple[str, str]]], list[tuple[str, str]]]:
    """Return phrases that may begin a line: by their first word, and those of scripts without spaces."""
    by_word: dict[str, list[tuple[str, str]]] = {}
    dense: list[tuple[str, str]] = []
    for name in CLASSES:
        for phrase in phrases(name) if name not in {"navigation", "share", "contents"} else ():
            if _DENSE.match(phrase):
                dense.append((phrase, name))
            elif " " in phrase or len(phrase) > 8 or not phrase.isascii():
                by_word.setdefault(_first(phrase), []).append((phrase, name))
    return by_word, sorted(dense)


def _first(text: str) -> str:
    match = _FIRST.match(text)
    return match.group() if match else ""


def whole(line: str) -> str:
    """Return the class of chrome whose phrase is all of this line, counters aside; empty where there is none.

    ``Share (12)`` and ``3 Comments`` are cues as ``Share`` and ``Comments`` are.
    """
    bare = plain(line)
    found = _by_phrase()
    if bare in found:
        return found[bare]
    if not (bare[:1].isdigit() or bare[-2:-1].isdigit() or bare[-1:].isdigit()):
        return ""
    less = plain(_COUNT.sub("", bare))
    return found.get(less, "") if less else ""


def opening(line: str) -> str:
    """Return the class of chrome whose phrase begins this line, as in ``Read more: A bridge for the harbour``."""
    bare = plain(line[:200])
    by_word, dense = _openings()
    known = by_word.get(_first(bare), ())
    found = [(p, name) for p, name in known if bare.startswith(p) and _ends(bare, p)]
    if _DENSE.match(bare):
        found += [(p, name) for p, name in dense if bare.startswith(p)]
    return max(found, key=lambda f: (len(f[0]), f))[1] if found else ""


def _ends(text: str, phrase: str) -> bool:
    """Tell whether a phrase ends where a word of the text does; a phrase of one word needs a colon behind it."""
    rest = text[len(phrase) :]
    return not rest or (
        not (rest[0].isalnum() or rest[0] == "_") if " " in phrase else rest.lstrip()[:1] in {":", "："}
    )


def labelled(line: str, name: str) -> bool:
    """Tell whether a line is a label of this class and its value, as in ``Photo: A. Weaver`` or ``Quelle: dpa``."""
    head, mark, rest = line.replace("：", ":").partition(":")
    return bool(mark and rest.strip()) and plain(head) in phrases(name)
