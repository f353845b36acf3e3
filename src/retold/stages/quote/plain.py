"""What the parser gets to read: one paragraph with plain marks, and a token in place of each marked utterance.

A parser loses its way when a run of quoted sentences stands inside another sentence.  So what somebody says in marks
is read apart from the sentence that reports it, as a paragraph of its own, and only if it can hold speech itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from retold.stages.quote import marks as automaton
from retold.stages.quote import mend, words

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 20_000
"""Characters of one paragraph that are parsed together; a longer paragraph is cut at a sentence end."""
STAND_IN = "Yes"
"""The word that stands for a marked utterance."""

_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "＂": '"', "’": "'", "‘": "'"})
_ENDS = frozenset(".!?…,—–-")
_BEFORE = frozenset(["", *",:.!?…—–-”\"“’)]‘'"])


@dataclass(slots=True)
class Paragraph:
    """A stretch of text that is read together: the ``number``-th paragraph of its document, or an utterance in it.

    ``marks`` are those that the parser sees, ``masked`` tells which of them it sees as one word; ``every`` are all.
    """

    text: str
    offset: int
    number: int
    marks: list[automaton.Marked]
    masked: list[bool]
    every: list[automaton.Marked]
    inside: bool = False


@cache
def _cue_words() -> frozenset[str]:
    forms = {form for form, verb in words.lemmas().items() if verb not in _HALVES}
    single = {"according", "adamant", "insistent", "emphatic", "unequivocal", "categorical"}
    return frozenset(forms - {"state", "states"} | single)


@cache
def _cue_phrases() -> re.Pattern[str]:
    halves = "|".join(rf"(?:{'|'.join(sorted(words.forms(v)))})\b.{{0,40}}\b(?:{p})" for v, p in _HALVES.items())
    nouns = "|".join(sorted(words.NOUNS))
    phrases = rf"(?:{nouns})s?\b.{{0,40}}\bthat|states? that|words of|put it|clear that"
    phrases += r"|(?:went|goes) on|want(?:s|ed)? to know|lets?\b.{2,20}\bknown|lets? slip"
    phrases += (
        r"|(?:court|inquiry|tribunal|jury|inquest|hearing|committee|commission|panel|trial) (?:has |had )?hear[ds]"
    )
    phrases += r"|:\s+(?:(?:(?:yes|no|but|and|if|because|then|now),?\s+)?(?:i|we|my|our)|[^.!?]{1,40}\b[IW]e?)\b"
    phrases += r"|in\b.{2,40}\b(?:view|opinion|accounts?|estimation|judge?ment|version)"
    return re.compile(rf"\b(?:{halves}|{phrases})\b|\bstates?[,:]|, so (?:\w+ ?){{1,3}}\.?$", re.IGNORECASE)


def has_cue(text: str) -> bool:
    """Tell whether a text holds a cue word or a turn that announces speech; a set is quicker than a pattern."""
    return not _cue_words().isdisjoint(_WORD.findall(text.lower())) or bool(_cue_phrases().search(text))


_WORD = re.compile(r"\w+")
_HALVES = {"make": "clear|plain", "point": "out|to", "spell": "out", "lay": "out", "shoot": "back", "fire": "back"}
"""Verbs that report only with a second word."""
_SENTENCE = re.compile(r"(?<=[a-z\d]{3}[.!?])\s+(?=[A-Z\"“‘])|(?<=[.!?][\"”’])\s+(?=[A-Z\"“‘])")
"""Where a sentence surely ends: not behind an abbreviation, an initial or a name."""


def may_hold_speech(text: str) -> bool:
    """Tell whether a paragraph can hold or announce speech (mark, cue word, final colon); only such are parsed."""
    marked = any(c in automaton.DOUBLE or c in automaton.SINGLE_OPEN for c in text)
    return marked or text.rstrip()[-1:] == ":" or has_cue(text)


_DATELINE = re.compile(
    r"\s*(?:[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}(?:,[^\n“”\"«»:;]{1,60}?)?(?:\s*\([^()\n]{2,40}\))?"
    r"|[A-ZÀ-Þ][^\n“”\"«»:;()]{2,60}\([A-ZÀ-Þ][^()\n]{1,30}\))\s*(?:--|[—–]|(?<=[\s)])-)\s+(?=[A-ZÀ-Þ“\"«‘'])"
)
"""``PORT ELLERY, Nov 6 (Harbour Wire) - ``: what an agency prints before its first sentence, and no part of it."""


def pieces(text: str, offset: int) -> Iterator[tuple[str, int]]:
    """Yield a paragraph in pieces of at most ``LONGEST`` characters, cut at a sentence end or a space.

    A dateline at its head is left out, for the parser takes the place for the subject.
    """
    dateline = _DATELINE.match(text)
    if dateline:
        text, offset = text[dateline.end() :], offset + dateline.end()
    start = 0
    while len(text) - start > LONGEST:
        stop = text.rfind(". ", start + LONGEST // 2, start + LONGEST) + 1
        stop = stop or text.rfind(" ", start + LONGEST // 2, start + LONGEST) + 1 or start + LONGEST
        yield text[start:stop], offset + start
        start = stop
    yield text[start:], offset + start


def paragraphs(
    text: str, offset: int, number: int, every: list[automaton.Marked], depth: int = 0
) -> Iterator[Paragraph]:
    """Yield a paragraph as its reporter wrote it, then each marked utterance in it that can hold speech."""
    kept: list[automaton.Marked] = []
    masked: list[bool] = []
    place: dict[int, int] = {}
    for k, m in enumerate(every):
        if m.parent >= 0 and (m.parent not in place or masked[place[m.parent]]):
            continue
        place[k] = len(kept)
        if m.parent >= 0:
            m.parent = place[m.parent]
        kept.append(m)
        masked.append(m.depth == 0 and depth < automaton.MAX_DEPTH and utters(text, m))
    yield Paragraph(text, offset, number, kept, masked, every, depth > 0)
    for m, hidden in zip(kept, masked, strict=True):
        inner = text[m.inner_start : m.inner_end]
        if hidden and may_hold_speech(inner):
            yield from paragraphs(inner, offset + m.inner_start, number, mend.mended(inner).spans, depth + 1)


def utters(text: str, m: automaton.Marked) -> bool:
    """Tell whether marked words are an utterance of their own rather than a part of the sentence around them."""
    inner = text[m.inner_start : m.inner_end]
    count = len(inner.split())
    before = text[: m.start].rstrip()[-1:]
    behind = text[m.end : m.end + 3].strip()[:1]
    ended = inner[-1:] in _ENDS or m.repair != "" or text[m.end : m.end + 1] in {".", "!", "?", ","}
    ended = ended or (count > 2 and mend.is_cue_alone(text, m.end))  # "The bridge is closed" Quill said.
    ended = ended or (
        behind == ":" and not before and count > 2 and inner[:1].isupper()
    )  # ‘It leaks a lot’: Quill fumes
    ended = ended or (behind in {"—", "–", "―", "-"} and inner[:1].isupper())
    ended = ended or ends_line(text, m)
    if count >= 4 and not text[: m.start].strip() and not text[m.end :].strip() and m.depth == 0:
        return True  # a subheading in marks
    if not ended or count < 2 or (m.single and count < 4):
        return False
    if inner[:1].islower():
        return ends_line(text, m) or (before in {",", ":", "."} and count >= 5 and inner[-1:] in {".", "!", "?", ","})
    return before in _BEFORE or count >= 6


def ends_line(text: str, m: automaton.Marked) -> bool:
    """Tell marked words that are all there is behind a colon: ``Quill: ‘no toll on the bridge’``."""
    return text[: m.start].rstrip()[-1:] == ":" and not text[m.end :].strip(" .\n")


def plain(paragraph: Paragraph) -> tuple[str, list[int]]:
    """Return the text as the parser reads it, and for each of its characters where it stands in the paragraph.

    Marks that were rebuilt are put in, typographic marks are made plain, typewriter marks (``''``) become one, padded
    marks lose their padding, runs of spaces become one space, and each masked utterance becomes one word with its final
    mark of punctuation.
    """
    text = paragraph.text
    out: list[str] = []
    origin: list[int] = []
    opens = {m.start: k for k, m in enumerate(paragraph.marks)}
    skip, single = _padding(paragraph)
    rebuilt = {m.inner_end for m in paragraph.marks if m.repair == "closed" and m.end > m.inner_end}
    silent = dict(_silent(paragraph))
    quiet = _loud(text)
    i = 0
    while i < len(text):
        i = silent.get(i, i)
        if i >= len(text):
            break
        k = opens.get(i, -1)
        if k >= 0 and paragraph.marks[k].repair == "unopened":
            i = _begin(text, paragraph, k, out, origin)
            k = -1
        if i in rebuilt:
            out.append('"')
            origin.append(i)
            rebuilt.discard(i)
        if i >= len(text):
            break
        char = text[i]
        if i in skip or (char.isspace() and out and out[-1] == " ") or _is_run(text, i):
            i += 1
            continue
        if k >= 0 and out and (out[-1].isalnum() or out[-1] in ",:"):
            out.append(" ")  # He said,“No.”
            origin.append(i)
        char = char.lower() if i in quiet else char
        out.append('"' if i in single else " " if char.isspace() else _PLAIN.get(ord(char), _sound(char)))
        origin.append(i)
        if k >= 0 and paragraph.masked[k]:
            m = paragraph.marks[k]
            _stand_in(text, m, out, origin)
            i = m.inner_end
        else:
            i += 1
    return "".join(out), origin


def _begin(text: str, paragraph: Paragraph, k: int, out: list[str], origin: list[int]) -> int:
    """Put in an opening mark in place of the space before words that lack one; return where to read on."""
    m = paragraph.marks[k]
    if m.start < m.inner_start:
        out.extend(' "')
        origin.extend([m.start, m.start])
    if not paragraph.masked[k]:
        return m.inner_start
    _stand_in(text, m, out, origin)
    return m.inner_end


_CAPITALS = re.compile(r"\b[A-Z]{4,}(?:ED|ES|ING|S)\b|\bSAID\b|\bTOLD\b")


def _loud(text: str) -> set[int]:
    """Return the letters of cue words printed in capitals for emphasis: ``The minister ORDERED her to sail``.

    The tagger takes such a word for a name.  A line that is all capitals is left as it is.
    """
    lemmas = words.lemmas()
    found = [m for m in _CAPITALS.finditer(text) if m[0].lower() in lemmas]
    if not found or not any(c.islower() for c in text):
        return set()
    return {i for m in found for i in range(m.start(), m.end())}


def _sound(char: str) -> str:
    """Return a character as the tokenizer can hash it: half of a surrogate pair becomes U+FFFD."""
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char


def _is_run(text: str, i: int) -> bool:
    """Tell whether a sign only goes on with a row of the same sign, which would take the tokenizer quadratic time."""
    char = text[i]
    return i > 2 and not char.isalnum() and char == text[i - 1] == text[i - 2] == text[i - 3]


def _silent(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Yield where a run of sentences starts and ends that hold no cue and no mark: the parser need not read them.

    The sentence before marks is kept, for it can name who speaks in them; a paragraph with a colon is kept whole.
    """
    text = paragraph.text
    if ":" in text or len(text) < 80:
        return
    ends = [m.end() for m in _SENTENCE.finditer(text) if not any(k.start < m.start() < k.end for k in paragraph.marks)]
    starts = [0, *ends]
    stops = [*ends, len(text)]
    marked = [any(a <= k.inner_start < b for k in paragraph.marks) for a, b in zip(starts, stops, strict=True)]
    run: int | None = None
    for n, (a, b) in enumerate(zip(starts, stops, strict=True)):
        leads = n + 1 < len(starts) and marked[n + 1]
        if not marked[n] and not leads and not has_cue(text[a:b]):
            run = a if run is None else run
        elif run is not None:
            yield run, a
            run = None
    if run is not None:
        yield run, len(text)


def _stand_in(text: str, m: automaton.Marked, out: list[str], origin: list[int]) -> None:
    """Append the word that stands for an utterance; its first and last letter stand where the utterance's do."""
    final = text[m.inner_end - 1] if text[m.inner_end - 1] in ",.!?" else ""
    last = m.inner_end - 1 - len(final)
    out.extend(STAND_IN)
    origin.extend([m.inner_start] * (len(STAND_IN) - 1) + [max(last, m.inner_start)])
    if final:
        out.append(final)
        origin.append(m.inner_end - 1)


def _padding(paragraph: Paragraph) -> tuple[set[int], set[int]]:
    """Return the offsets that are left out (padding, half of each typewriter mark), and those of such marks."""
    skip: set[int] = set()
    typed: set[int] = set()
    text = paragraph.text
    for m in paragraph.marks:
        skip.update(range(m.start + 1, m.inner_start))
        if text[m.start : m.start + 2] in automaton.TYPED and not m.single:
            typed.add(m.start)
        if m.end > m.inner_end:
            width = 2 if text[m.end - 2 : m.end] in automaton.TYPED and not m.single else 1
            if width == 2:
                typed.add(m.end - 2)
            skip.update(range(m.inner_end, m.end - width))
            skip.update(range(m.end - width + 1, m.end))
    return skip, typed
