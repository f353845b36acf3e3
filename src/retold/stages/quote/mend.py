"""Marks that lack their partner: where the words of speech begin or end is rebuilt from the cue that stands by them.

``The bridge is closed,” she said.`` lacks the opening mark, ``“The bridge is closed, she said.`` the closing one.  What
is rebuilt is marked so, and each odd mark is told in a diagnostic.  Nothing is rebuilt without a sign that it was said.
"""

from __future__ import annotations

import re

from retold.stages.quote import words
from retold.stages.quote.marks import Marked, Marks, marked, nested

REACH = 2000
"""Characters from an odd mark in which its partner is looked for, so that time stays linear."""

_VERBS = """say add tell ask reply write tweet explain continue conclude answer declare insist note recall admit argue
claim warn announce state respond joke shout exclaim recount remark observe""".split()
_FORMS = sorted({f for v in _VERBS for f in words.forms(v) if not f.endswith("ing") and f != v})
_SAID = rf"(?:{'|'.join(_FORMS)})"
_WORD = r"[^\W_][\w.’'-]*"
_AFTER = r"in|on|at|to|during|of|after|before|from|by|last|this|yesterday|today|later|when|as|with"
_CLAUSE = rf"(?:(?:{_WORD}\s+){{1,6}}?{_SAID}|{_SAID}\s+{_WORD}(?:\s+{_WORD}){{0,4}}?)"
_NO_SPEAKER = r"(?:and|but|or|who|which|that|as|when|while|if|because|so|I|you|what|how)"
_CUE_IN = re.compile(
    rf"[,?!](?=\s+(?!{_NO_SPEAKER}\b){_CLAUSE}(?:[.,;:]|\s*$|\s+(?:{_AFTER}|[A-Z][a-z]+day)\b))",
)
_CUE_BEHIND = re.compile(rf"\s*{_CLAUSE}\b")
_CUE_ALONE = re.compile(rf"\s*(?!{_NO_SPEAKER}\b){_CLAUSE}\s*(?:[.,;:]|$)")
_CUE_BEFORE = re.compile(rf"\b{_SAID}(?:\s+{_WORD}){{0,4}}\s*[:,]\s+")
_CUE_ENDS = re.compile(rf"\b{_SAID}(?:\s+{_WORD}){{0,2}}\s*[:,]\s*\Z")
_ENDED = frozenset({"", ".", "!", "?"})
_SENTENCE = re.compile(r"[.!?][\"”’)]?\s+(?=[A-Z“‘\[])")
_FIRST = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us)\b")
_BLANK = " \t\u00a0\u200b\u200e\u200f\u202a\u202c\ufeff"


def mended(text: str, resumes: bool = False, goes_on: bool = False) -> Marks:
    """Return the marked stretches of one paragraph with those rebuilt that lack a mark.

    ``resumes`` says that the paragraph before left a mark open, ``goes_on`` that the next one begins with a mark: then
    an open one is no mistake.
    """
    found = marked(text, resumes)
    if not found.odd:
        return found
    kept = found.spans
    for m in [m for m in kept if _is_open(m)]:
        kept = _closed(text, m, kept, goes_on)
    kept += _opened(text, [i for i, what in found.odd if what == "unopened"], kept, resumes)
    found.spans = nested(kept)
    return found


def is_cue_alone(text: str, i: int) -> bool:
    """Tell whether a cue with its speaker and nothing else stands behind marks that end at ``i``."""
    return bool(_CUE_ALONE.match(text, i, i + 80))


def _is_open(m: Marked) -> bool:
    return m.repair == "unclosed" and m.depth == 0 and not m.single


def _closed(text: str, m: Marked, spans: list[Marked], goes_on: bool) -> list[Marked]:
    """Return the spans with an unclosed one ended: before a cue, or where the marks end that a second opening began."""
    inner = (s for s in spans if s.start > m.start and s.depth == 1 and not s.single and s.end <= m.end)
    later = next((s for s in inner if text[m.inner_start : s.start].rstrip()[-1:] in _ENDED), None)
    stop = m.inner_end if later is None else later.start
    cue = _CUE_IN.search(text, m.inner_start, min(stop, m.inner_start + REACH))
    if cue is not None:
        ended = Marked(m.start, cue.end() + 1, m.inner_start, cue.end(), 0, False, "closed", resumes=m.resumes)
        return [ended if s is m else s for s in spans]
    doubled = later is not None and m.inner_start >= later.start
    if later is None or later.repair or (goes_on and not doubled):
        return spans
    begin = later.inner_start if doubled else m.inner_start
    whole = Marked(m.start, later.end, begin, later.inner_end, 0, False, resumes=m.resumes)
    return [whole if s is m else s for s in spans if s is not later]


def _opened(text: str, odd: list[int], spans: list[Marked], resumes: bool) -> list[Marked]:
    """Return the stretches that end at closing marks without an opening one."""
    out: list[Marked] = []
    opener = -1
    outer = sorted((m.start, m.end) for m in spans if m.depth == 0 or m.repair)
    low = n = 0
    for here, i in enumerate(odd):
        while n < len(outer) and outer[n][1] <= i:
            low, n = max(low, outer[n][1]), n + 1
        if n < len(outer) and outer[n][0] < i:
            continue
        made = None
        if opener >= 0:
            made = _stretch(text, opener, opener + 1, i, "")
            opener = -1
        elif here + 1 < len(odd) and _opens(text, low, i):
            opener = i
        elif resumes and low == 0:
            made = _stretch(text, 0, 0, i, "unopened")
            if made is not None:
                made.resumes = True
        else:
            start = _start(text, max(low, i - REACH), i)
            made = _stretch(text, max(start - 1, 0), start, i, "unopened") if start >= 0 else None
        if made is not None:
            out.append(made)
        if opener < 0:
            low = i + 1
    return out


def _opens(text: str, low: int, i: int) -> bool:
    """Tell a closing mark that stands for an opening one: at the start of a line, or right behind a cue."""
    before = text[max(low, i - 80) : i]
    return not before.strip(_BLANK) or bool(_CUE_ENDS.search(before))


def _start(text: str, low: int, i: int) -> int:
    """Return where the words before a closing mark begin, or -1 where no cue says that they were spoken."""
    said = [m.end() for m in _CUE_BEFORE.finditer(text, low, i)]
    if said and _SENTENCE.search(text, said[-1], i - 1) is None:
        return said[-1]
    if not _CUE_BEHIND.match(text, i + 1, i + 80):
        return -1
    starts = [low + len(text[low:i]) - len(text[low:i].lstrip()), *(m.end() for m in _SENTENCE.finditer(text, low, i))]
    n = len(starts) - 1
    while n and _FIRST.search(text, starts[n - 1], starts[n]):
        n -= 1
    return starts[n]


def _stretch(text: str, start: int, begin: int, close: int, repair: str) -> Marked | None:
    inner = text[begin:close]
    first = begin + len(inner) - len(inner.lstrip(_BLANK))
    last = close - len(inner) + len(inner.rstrip(_BLANK))
    if last - first < 2:
        return None
    return Marked(start, close + 1, first, last, 0, False, repair)
