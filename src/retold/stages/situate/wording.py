"""What the words of a source are: a post, several people, a paper, nobody, a stand-in for somebody named before."""

from __future__ import annotations

import re

from retold.stages.situate import tables
from retold.stages.situate.lexicon import DEMONYMS, NOBODY, PAPERS, PEOPLE_NOUNS, ROLES, STANDINS, UTTERANCES

OWNED = re.compile(rf"(.{{2,60}}?)(?:['’]s|(?<=s)['’]) (?:[\w-]+ )?(?:{'|'.join(sorted(UTTERANCES))})$", re.IGNORECASE)
"""``the deckhand's own words``: whose they are, in group 1."""
ONE_OF = re.compile(r"(?:an?|one|another)\s", re.IGNORECASE)

# What stands behind a name in a source (a genitive, and words without capitals), and before it up to a preposition.
AFTER_NAME = re.compile(r"(['’]s?(?=\s+[a-z-]))?((?:\s+(?!(?:of|for|at|in|who|from|with|and)\b)[a-z][\w-]*){0,3})")
BEFORE_NAME = re.compile(r"([^,]*?)\s(?:to|of|for|with|from|by)\s(?:(?!the\b)\w+\s){0,2}$")
SOMEBODY = ROLES | PEOPLE_NOUNS | frozenset("source ally allies team camp campaign family office supporter".split())
"""Nouns for who may speak for somebody: ``a Holm ally``, ``the Holm camp``."""


def post(text: str) -> str:
    """Return a source up to the noun that says what somebody is (``A Norlandish minister``), if it has one."""
    head = re.split(r"\s(?:of|for|at|in|who|from|with)\b|,", text)[0]
    return head if head.split() and head.split()[-1].lower() in ROLES else ""


def is_plural(text: str) -> bool:
    """``Some Norlandish dockers``, ``officials in Stockholm``: several people, none of them the name in it."""
    before = re.split(r"\b(?:of|in|at|from|with|for|who|,)\b", text.lower())[0]
    return any(w in PEOPLE_NOUNS for w in re.findall(r"[^\W\d_]+", before))


def utters_nothing(text: str) -> bool:
    """Whether nobody speaks under these words: a paper, a stand-in, nobody in particular."""
    return is_paper(text) or is_standin(text) or is_nobody(text)


def is_anothers(text: str, start: int, end: int) -> bool:
    """Whether the name at a place of a source only says whose man speaks, and the source is somebody else.

    ``Holm's lawyer``, ``a Holm campaign official``, ``Holm adviser Mara Lund``, ``a source close to Holm``.
    """
    after = AFTER_NAME.match(text, end)
    if after and (after[1] or any(w in SOMEBODY for w in after[2].lower().split())):
        return True
    before = BEFORE_NAME.match(text[:start])
    return before is not None and any(w in SOMEBODY for w in before[1].lower().split())


def is_nobody(text: str) -> bool:
    """``Nobody ashore``, ``every line``, ``no one``; ``Closing the session`` is an action."""
    words = text.split()
    first = words[0].lower() if words else ""
    doing = (
        len(words) > 1
        and first.endswith("ing")
        and words[1].lower() in ("the", "a", "an", "his", "her", "their", "its")
    )
    return first in NOBODY or doing


def is_paper(text: str) -> bool:
    """``the note``, ``a record of their talk``, ``the answer``: what carries words, or is words, is no speaker."""
    head = re.split(r",|\b(?:of|by|from|in|on|at|that|which|seen|obtained)\b", text)[0]
    words = re.findall(r"[^\W\d_]+", head)
    named = len(words) > 1 and words[-1].istitle()  # "Lorne News"
    return bool(words) and words[-1].lower() in PAPERS | UTTERANCES and not named


def is_standin(text: str) -> bool:
    """``the host``, ``the 74-year-old``, ``the Norlander``: somebody whom the text has named already."""
    words = text.split()
    if len(words) != 2 or words[0].lower() != "the":
        return False
    word = words[1]
    people = word.istitle() and (
        word in tables.adjectives() or word.lower() in DEMONYMS or word.endswith(("ian", "man"))
    )
    return people or word.lower() in STANDINS or word.endswith("-year-old")


def bare(text: str) -> str:
    """Return a description in lower case without its article."""
    return re.sub(r"^(?:the|a|an|this|that|some|one|another)\s+", "", text.lower())
