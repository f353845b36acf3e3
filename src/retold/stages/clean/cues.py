"""The words by which page chrome, credits and dates give themselves away, in many languages.

The phrases stand in ``cues.txt`` as pages print them, in lower case; ``whole`` compares whole lines with them,
``opening`` beginnings.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

CLASSES = {
    "related": "announces other articles",
    "share": "is a share or follow button",
    "navigation": "is a navigation word",
    "footer": "is legal or footer text",
    "advert": "marks an advertisement",
    "subscribe": "asks the reader to subscribe",
    "comments": "belongs to the comment section",
    "contents": "announces a table of contents",
    "tags": "lists the topics of the page",
    "tools": "is a tool of the page, as reading time or text size",
}
"""Classes of chrome, and what to say of a line that holds one; credit, date and byline are classes of what is kept."""

_EDGE = re.compile(r"[\W_]+")
_FIRST = re.compile(r"\w+")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_COUNT = re.compile(r"^\(?\d[\d.,]*\s?[km]?\)?\s+|\s+\(?\d[\d.,]*\s?[km]?\)?$", re.IGNORECASE)


@lru_cache(maxsize=1024)
def plain(line: str) -> str:
    """Return a line as the lists have it: lower case, no marks or bullets at its ends, single spaces."""
    text = " ".join(line.replace("’", "'").split())
    if text[:1].isalnum() and text[-1:].isalnum():
        return text.casefold()
    end = len(text)
    while end and not text[end - 1].isalnum():
        end -= 1
    start = match.end() if (match := _EDGE.match(text, 0, end)) else 0
    return text[start:end].casefold()


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
            elif " " in phrase or len(phrase) > 8 or not phrase.isascii() or name in {"tags", "tools"}:
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


@cache
def _anywhere(name: str) -> re.Pattern[str]:
    """Return what finds the phrases of a class wherever they stand in a line."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, phrases(name)), key=len, reverse=True))})")


def is_call(line: str) -> bool:
    """Tell whether a line of at most two sentences' length calls on its reader: ``Let us know in the comments``."""
    return len(line) < 250 and bool(_anywhere("call").search(plain(line)))


def is_notice(line: str) -> bool:
    """Tell whether a line of at most two sentences' length tells whose the page is or how its text was made."""
    return len(line) < 250 and bool(_anywhere("notice").search(plain(line)))


def announces(line: str) -> str:
    """Return the class of the cue before a line's first colon: ``READ MORE: A bridge for the harbour``.

    ``kicker`` is that of *Watch: ...* and *Opinion: ...*, which may stand above an article's own headline too.
    """
    head, mark, rest = line.partition(":")
    if not mark or not rest.strip() or len(head) >= 40:
        return ""
    return "kicker" if plain(head) in phrases("kicker") else whole(head)


def _ends(text: str, phrase: str) -> bool:
    """Tell whether a phrase ends where a word of the text does; a phrase of one word needs a colon behind it."""
    rest = text[len(phrase) :]
    return not rest or (
        not (rest[0].isalnum() or rest[0] == "_") if " " in phrase else rest.lstrip()[:1] in {":", "："}
    )


_SEPARATORS = re.compile(r"\s*[|·•]\s*|\s+[›»>/–—-]\s+| {2,}")
_SEPARATOR = re.compile(r"[|·•]|\s[›»>/–—-]+\s| {2}")
_FUNCTION = frozenset(
    "the this that and not with for from are las los les des der die das und mit für sur que por per del".split()
)
"""Words of phrases that are no button's own."""
_NOUNS = frozenset(
    "facebook twitter instagram telegram whatsapp youtube article articles podcast newsletter newsletters cookie "
    "cookies browser javascript inbox app apps account member members membership commission affiliate services privacy "
    "terms subscribers subscriber subscription free".split()
)
"""Words of pitches with which a sentence of an article may begin."""
_LONGEST = 120
"""Nobody asks for something in more words than these."""
_BEGINS = re.compile(r"(?:^|[.!?]\s+)(\w+)")
_LETTERS = re.compile(r"[^\W\d_]{3,}")


def is_row(line: str) -> bool:
    """Tell whether a line is a row of links, as ``Home | World | Opinion`` or ``Home > News``.

    A row is of three short pieces or more, or of two of which one is a cue.
    """
    if line[:1] == "|" or len(line) > 240 or '"' in line or "“" in line or not _SEPARATOR.search(line):
        return False
    pieces = [piece for piece in _SEPARATORS.split(line) if piece.strip()]
    known = sum(bool(whole(piece)) for piece in pieces)
    if len(pieces) < 2 or any(len(piece.split()) > 4 for piece in pieces):
        return False
    return known > 0 if len(pieces) < 3 else known > 0 or not any(c.isdigit() for c in line)


def is_menu(line: str) -> bool:
    """Tell whether a line is a row of links that leads elsewhere: none of its pieces shares the page."""
    return is_row(line) and not any(whole(piece) == "share" for piece in _SEPARATORS.split(line))


@cache
def _buttons() -> frozenset[str]:
    """Return the words of buttons: those of the phrases of chrome of one or two words."""
    short = (phrase for name in CLASSES for phrase in phrases(name) if phrase.count(" ") < 2)
    found = {w for phrase in short for w in _LETTERS.findall(phrase)}
    return frozenset(found | phrases("asking") | phrases("pitch")) - _FUNCTION


def is_buttons(line: str) -> bool:
    """Tell whether a short line is made of the words of buttons, as ``Share on Facebook Tweet Print``."""
    words = [w.casefold() for w in _LETTERS.findall(line)] if len(line) < 80 else []
    return len(words) > 1 and sum(w in _buttons() for w in words) >= 0.75 * len(words)


def asks(words: Sequence[str]) -> int:
    """Return how much a line asks something of its reader: 2 for each word of pitches, 1 for one that may be."""
    if len(words) > _LONGEST:
        return 0
    pitch, asking = phrases("pitch"), phrases("asking")
    seen = {word.partition("-")[0] if "-" in word else word for word in words}
    return 2 * len(seen & pitch) + len((seen & asking) - pitch)


def addresses(line: str, words: Sequence[str]) -> bool:
    """Tell whether a line speaks to its reader or of its own house, or a sentence begins by asking: ``Follow her``."""
    if len(words) > _LONGEST:
        return False
    if not phrases("address").isdisjoint(words):
        return True
    begins = {w.casefold() for w in _BEGINS.findall(line)} - _NOUNS
    return not (phrases("asking") | phrases("pitch")).isdisjoint(begins)


def labelled(line: str, name: str) -> bool:
    """Tell whether a line is a label of this class and its value, as in ``Photo: A. Weaver`` or ``Quelle: dpa``."""
    if ":" not in line and "：" not in line:
        return False
    head, mark, rest = line.replace("：", ":").partition(":")
    return bool(mark and rest.strip()) and plain(head) in phrases(name)
