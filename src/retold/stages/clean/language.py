"""The language of a text, by py3langid (BSD-3-Clause, its model comes with it)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 1200
_ENGLISH = frozenset(
    """
    the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which you
    were her she there would their we him been has when who will more no if out so said what its about than into
    """.split()
)


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, stated: str = "") -> str:
    """Return the two-letter code of the language, or empty where it cannot be told.

    English is told by its small words; else the model decides where it is sure, and what the page states (``de-AT``)
    where it is not.
    """
    words = _WORD.findall(text[: 4 * _SAMPLE])
    code = stated.strip().lower().replace("_", "-").split("-")[0]
    share = sum(w.lower() in _ENGLISH for w in words) / max(1, len(words))
    if len(words) >= 8 and share > (0.14 if code == "en" else 0.22):
        return "en"
    if len("".join(words)) < 20:
        return code if len(code) == 2 else ""
    found, chance = _model().classify(" ".join(words)[:_SAMPLE])
    if chance >= 0.9 or found == code or len(code) != 2:
        return str(found) if chance >= 0.5 else ""
    return code
