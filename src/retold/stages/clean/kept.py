"""Lines that look like chrome and are evidence: bylines, dates, credits, captions, embedded posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.stages.clean import cues
from retold.stages.clean.dates import has_day, is_day_of_month

if TYPE_CHECKING:
    from retold.stages.clean.lines import Line

_POST = re.compile(r"[—–-]\s*[^@\n]{1,60}\(?@\w{2,30}\)?|\(@\w{2,30}\)|pic\.(?:twitter|x)\.com/\w+", re.IGNORECASE)
_NAME = r"(?:[^\W\d_]\.|[^\W\d_][\w’'\-]+)"
_BY = re.compile(
    r"^(?:by|von|par|por|di|door|av|af|autor(?:in)?|автор|текст|tekst|text|author|written by|"
    r"(?:words|story|reporting)(?=:))\s*:?\s+"
    rf"({_NAME}(?:\s+{_NAME}){{0,4}}(?:\s*(?:,|and|und|et|y|e|и|i|en|og|och|&)\s*{_NAME}(?:\s+{_NAME}){{0,4}}){{0,4}})",
    re.IGNORECASE,
)
_NAME_ONLY = re.compile(rf"^{_NAME}(?:\s+{_NAME})+$")
_CORRECTION = re.compile(r"^(?:correction|clarification|editor[’']s note|update)\s*[:\-–—]", re.IGNORECASE)


def kept_kind(line: Line, *, near_top: bool, after: bool) -> tuple[str, str, float] | None:
    """Return label, reason and score of a line that must not be lost although it is no running text, or ``None``."""
    if line.length > 60:
        return None
    if ("@" in line.text or "pic." in line.text) and line.length >= 4 and _POST.search(line.text):
        return "metadata", "is an embedded post with its author", 0.9
    if cues.labelled(line.text, "credit") and line.length <= 25:
        return "metadata", "names a source or credit", 0.9
    if _CORRECTION.match(line.text):
        return "metadata", "is a correction or an editor's note", 0.9
    if near_top and line.length <= 12 and is_byline(line.text):
        return "byline", "names the author", 0.85
    if line.length <= 14 and (near_top or (not after and cues.labelled(line.text, "date"))) and has_day(line.text):
        return "metadata", "states a date", 0.85
    if near_top and line.length <= 6 and not line.ends and is_day_of_month(line.text):
        return "metadata", "states a place and a day", 0.8
    return None


def is_byline(text: str) -> bool:
    """Tell whether a line names its author as in ``By Ada Weaver`` or ``Von Jan Fischer und Eva Lind``."""
    match = _BY.match(text.strip())
    if not match or cues.labelled(text, "credit"):
        return False
    names = [
        w for w in re.findall(r"[^\W\d_]{2,}", match[1]) if w.casefold() not in {"and", "und", "et", "og", "och", "и"}
    ]
    return bool(names) and sum(w[0].isupper() for w in names) >= max(1, len(names) - 1)


def looks_like_name(text: str) -> bool:
    """Tell whether a line is two to four capitalised words and nothing else: ``Jan Fischer``, ``Anna de Vries``."""
    words = text.split()
    return 2 <= len(words) <= 4 and bool(_NAME_ONLY.match(text)) and words[0][0].isupper() and words[-1][0].isupper()
