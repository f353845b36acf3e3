"""The language of a text."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    """
    the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which you
    were her she there would their we him been has when who will more no if out so said what its about than into
    """.split()
)


def language_of(text: str, stated: str = "") -> str:
    """Return ``en``, another two-letter code where the page states one, or empty where it cannot be told."""
    words = [w.lower() for w in _WORD.findall(text[:20_000])][:1500]
    if len(words) >= 8 and sum(w in _ENGLISH for w in words) / len(words) > 0.18:
        return "en"
    code = stated.strip().lower().replace("_", "-").split("-")[0]
    return code if len(code) == 2 and code != "en" else ""
