"""Lines of a text and what can be seen of each without understanding it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retold.stages.clean import cues

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_MARK = re.compile(r"[\"“”„«»‘‚‹›「」『』'’]")
_QUOTE = re.compile(r"[\"“”„«»‘‚‹›「」『』]|(?:^|\s)['’]\w|\w[,.!?]['’](?:\s|$)")
_END = re.compile(r"[.!?。！？؟।։][\"'”’»›」』)\]*]*\s*$|[\"”»」]\s*$")
_CUT = re.compile(r"(?:\.\.\.|…)\s*$")
_BULLET = re.compile(r"^\s*(?:(?:[-–—*•·▪►»>+]|\d{1,2}[.)])\s+)+")
NUMBERED = re.compile(r"^(\d{1,2})[.)]\s+\S")
_FUSED = re.compile(r"[a-zà-ÿа-я][A-ZÀ-ÞА-Я][a-zà-ÿа-я]|[A-Za-z]\d{3,}$")
_COUNTER = re.compile(r"^[\W_]*(?:\d[\d.,]*\s?[kKmM%]?[\W_]*){1,4}$")
_DIGITS = re.compile(r"\d+")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)

# Words of saying in the languages that pages most often come in; a line that has one may carry a quotation.
_SAYING = frozenset(
    """
    say says said saying tell tells told add adds added state states stated claim claims claimed argue argues
    argued warn warns warned announce announces announced insist insists insisted admit admits admitted deny
    denies denied note notes noted explain explains explained asked reply replies replied quoted stress stresses
    stressed emphasise emphasises emphasised emphasize emphasizes emphasized recall recalls recalled declare
    declares declared promise promises promised sagt sagte erklärte laut betonte dit déclaré selon affirme
    affirmé dijo según afirmó declaró aseguró detto secondo dichiarato disse segundo afirmou declarou сказал
    сказала заявил заявила сообщил сообщила словам подчеркнул отметил заявив сказав словами powiedział
    powiedziała według stwierdził zei volgens aldus sade enligt säger sa ifølge sagde sanoi mukaan řekl řekla
    uvedl podle mondta szerint spus declarat potrivit каза заяви според rekao rekla izjavio kazao dedi söyledi
    göre είπε δήλωσε σύμφωνα קאמר אמר אמרה לדברי mengatakan menurut ujar nói theo قال صرح أكد وفقا گفت
    """.split()
)
_ACCORDING = "according to"
_SAYING_PARTS = re.compile(rf"{_ACCORDING}|cho biết|说|表示|称|述べ|語っ|と話|말했|밝혔|กล่าว|कहा", re.IGNORECASE)


if TYPE_CHECKING:
    from functools import cached_property as once
else:

    class once:  # noqa: N801 - it is used as ``property`` is
        """``functools.cached_property`` without its lock, which Python 3.11 takes at every first look."""

        def __init__(self, find: Any) -> None:
            self.find, self.__doc__ = find, find.__doc__

        def __get__(self, line: Any, owner: Any = None) -> Any:
            value = line.__dict__[self.find.__name__] = self.find(line)
            return value


@dataclass(frozen=True)
class Line:
    """A non-blank line; ``start`` and ``end`` are the offsets of its text without white space at its ends."""

    number: int
    start: int
    end: int
    text: str
    blank_before: int = 0

    @once
    def words(self) -> list[str]:
        """The words, in lower case."""
        return _WORD.findall(self.text.casefold())

    @once
    def length(self) -> int:
        """How many words; in scripts without spaces two letters count as a word."""
        dense = 0 if self.text.isascii() else len(_DENSE.findall(self.text))
        return max(len(self.words), dense // 2) if dense else len(self.words)

    @once
    def has_quote(self) -> bool:
        """Whether a quotation mark stands in it (an apostrophe is none)."""
        return bool(_MARK.search(self.text) and _QUOTE.search(self.text))

    @once
    def has_saying(self) -> bool:
        """Whether a reporting verb or its like stands in it."""
        if not _SAYING.isdisjoint(self.words):
            return True
        if self.text.isascii():
            return "according" in self.words and _ACCORDING in self.text.lower()
        return bool(_SAYING_PARTS.search(self.text))

    @once
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_END.search(self.text[-16:])) and not self.is_cut

    @once
    def is_cut(self) -> bool:
        """Whether it ends in dots, as a teaser does."""
        return bool(_CUT.search(self.text[-8:]))

    @once
    def is_bullet(self) -> bool:
        """Whether it begins as an item of a list."""
        return bool(_BULLET.match(self.text))

    @once
    def bare(self) -> str:
        """The text without its bullet."""
        return _BULLET.sub("", self.text)

    @once
    def is_counter(self) -> bool:
        """Whether it is only numbers and marks: ``0``, ``3K``, ``***``."""
        return len(self.text) < 80 and (bool(_COUNTER.match(self.text)) or not any(c.isalnum() for c in self.text))

    @once
    def is_fused(self) -> bool:
        """Whether words are run together, as where links were joined: ``goodsWeather``, ``POLICE129``."""
        return 3 <= self.length < 80 and bool(_FUSED.search(self.text))

    @once
    def is_url(self) -> bool:
        """Whether hardly more than an address stands in it."""
        return ("://" in self.text or "www." in self.text) and len(_URL.sub("", self.text)) < 40

    @once
    def is_prose(self) -> bool:
        """Whether it reads as running text: a sentence of eight words or more, or twenty-five words of anything."""
        return (self.length >= 8 and self.ends) or (self.length >= 25 and not self.is_cut)

    @once
    def cue(self) -> str:
        """The class of chrome whose phrase is all of it; empty if none."""
        return cues.whole(self.text)

    @once
    def opens(self) -> str:
        """The class of chrome whose phrase begins it; empty if none."""
        return cues.opening(self.text)

    @once
    def announces(self) -> str:
        """The class of the cue before its first colon; empty if none."""
        return cues.announces(self.text)

    @once
    def asks(self) -> int:
        """How much it asks something of its reader."""
        return cues.asks(self.words)

    @once
    def addresses(self) -> bool:
        """Whether it speaks to its reader or of its own house."""
        return cues.addresses(self.text, self.words)

    @once
    def is_row(self) -> bool:
        """Whether it is a row of links."""
        return cues.is_row(self.text)

    @once
    def is_call(self) -> bool:
        """Whether it calls on its reader."""
        return cues.is_call(self.text)

    @once
    def is_notice(self) -> bool:
        """Whether it tells whose the page is or how its text was made."""
        return cues.is_notice(self.text)

    @once
    def is_buttons(self) -> bool:
        """Whether it is made of the words of buttons."""
        return cues.is_buttons(self.text)


def lines(text: str) -> list[Line]:
    """Return the non-blank lines of a text, in order; every character that is not white space stands in one."""
    found: list[Line] = []
    blank, last = 0, 0
    for match in _LINE.finditer(text):
        raw = match.group()
        blank += max(0, text.count("\n", last, match.start()) - 1)
        last = match.start()
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        found.append(Line(len(found), start, start + len(stripped), stripped, blank))
        blank = 0
    return found


def running_heads(rows: list[Line], text: str) -> frozenset[int]:
    """Return the offsets of lines that come again at the top or foot of the sheets of a paged text.

    Numbers are left out of the comparison: ``Bay Courier, page 3`` comes again as ``Bay Courier, page 4``.
    """
    sheets: list[list[Line]] = [[]]
    for before, row in zip([None, *rows], rows, strict=False):
        if before is not None and "\f" in text[before.end : row.start]:
            sheets.append([])
        sheets[-1].append(row)
    edges = [
        [(_DIGITS.sub("", row.text).strip(), row.start) for row in (*s[:2], *s[2:][-2:]) if not row.is_prose]
        for s in sheets
    ]
    seen = Counter(form for edge in edges for form in {form for form, _ in edge})
    least = max(2, len(sheets) // 2)
    return frozenset(start for edge in edges for form, start in edge if seen[form] >= least and len(sheets) > 1)
