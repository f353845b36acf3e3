"""The visible text of an HTML tree, one block element a line, with what the markup says of each stretch.

Everything that a reader could see is kept, page chrome included: what is main text is judged later, and what is not
is hidden and never lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from retold.records import Mark, Span

if TYPE_CHECKING:
    from collections.abc import Callable

_SKIP = frozenset(
    "script style template noscript head svg math iframe object embed applet canvas audio video select option "
    "datalist input textarea map area base link meta param source track".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s "
    "samp small span strike strong sub sup time tt u var wbr amp-img picture".split()
)
_KINDS = {
    "a": "link",
    "nav": "nav",
    "aside": "aside",
    "header": "header",
    "footer": "footer",
    "figcaption": "caption",
    "figure": "figure",
    "caption": "caption",
    "li": "item",
    "dt": "item",
    "dd": "item",
    "ul": "list",
    "ol": "list",
    "dl": "list",
    "section": "section",
    "table": "table",
    "blockquote": "quote",
    "q": "quote",
    "p": "paragraph",
    "time": "time",
    "button": "button",
    "form": "form",
    "label": "form",
    "dialog": "hidden",
    "article": "article",
    "main": "main",
    "pre": "pre",
    "address": "address",
    "b": "strong",
    "strong": "strong",
    "em": "emphasis",
    "i": "emphasis",
    "cite": "cite",
    **{f"h{n}": f"h{n}" for n in range(1, 7)},
}
# What class and id names, roles and itemprops tell of a region; the words are those that web designers use.
_CUES = {
    "related": "relat|recommend|recirc|read-?(?:more|next|also)|more-?(?:from|on|stor|news|articles)|also-?like|"
    "outbrain|taboola|popular|trending|most-?(?:read|viewed)|teaser|promo|up-?next|similar|suggest|further-?reading|next-?post|"
    "prev(?:ious)?-?post|post-?navig|headlines",
    "share": "share|sharing|social|follow|addthis|sharedaddy|jp-relatedposts|whatsapp|facebook|twitter",
    "comment": "comment|disqus|respond|reply|discussion",
    "subscribe": r"newsletter|subscri|signup|sign-up|paywall|optin|opt-in|mailchimp|cta\b|call-?to-?action|donat|"
    "register|login|membership",
    "menu": r"\bnav|navbar|navigation|menu|breadcrumb|crumb|toolbar|pagination|pager|skip-?link|site-?header|masthead|"
    r"topbar|\btabs?\b|dropdown",
    "side": r"sidebar|side-?bar|widget|rail\b|aside|complementary",
    "foot": "footer|colophon|copyright|legal|contentinfo|disclaimer|site-?info",
    "advert": r"\bads?\b|advert|sponsor|banner|dfp|promoted|affiliate|\bad-|-ad\b",
    "cookie": "cookie|consent|gdpr|modal|popup|pop-up|overlay|lightbox",
    "tags": r"\btags?\b|tag-?list|post-?tags|categor|topics|keyword|taxonomy|cat-links",
    "bio": r"author-?(?:bio|box|info|desc)|about-?(?:the-)?author|\bbio\b",
    "byline": "byline|by-line|author|writer|contributor|vcard",
    "date": r"\bdate|publi(?:sh|c)|timestamp|dateline|posted-?on|entry-?meta|post-?meta|article-?meta|\btime\b|"
    "read(?:ing)?-?time",
    "caption": "caption|credit|photo-?desc|image-?desc|wp-caption|legend",
    "toc": r"\btoc\b|table-?of-?contents|toc[-_]|ez-toc",
    "lead": r"standfirst|subhead|sub-?title|\bdek\b|\blede?\b|excerpt|summary|intro\b|strapline|abstract",
    "headline": "headline|entry-?title|post-?title|article-?title|page-?title",
    "content": "article-?(?:body|content|text)|entry-?content|post-?(?:body|content)|story-?(?:body|content)|"
    "articlebody|body-?text|main-?content|rich-?text|prose|wysiwyg",
    "screen": "sr-only|screen-?reader|visually-?hidden|assistive|offscreen",
}


def _by_first_letter(words: str) -> str:
    """Return a pattern that finds what these alternatives do, in two fifths of the time: by first letters."""
    groups: dict[str, list[str]] = {}
    for word in re.split(r"\|(?![^()]*\))", words):  # bars within brackets part no alternatives
        head = word[: 3 if word.startswith("\\b") else 1]
        groups.setdefault(head, []).append(word[len(head) :])
    return "|".join(f"{head}(?:{'|'.join(rests)})" for head, rests in groups.items())


_REGION = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _CUES.items()))
_ANY = re.compile(_by_first_letter("|".join(_CUES.values())))
"""Both are for names in lower case; most names hold no cue, and ``_ANY`` says so in a fraction of the time."""
_CAMEL = re.compile(r"([a-z])([A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0\u200b\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BLANK = " \t\n\r\f\v\u00a0"
_OWN = {tag: (kind,) for tag, kind in _KINDS.items()}
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
_FRAMES = frozenset({"body", "html"})
_NAMING = frozenset({"class", "id", "role", "itemprop", "data-testid", "rel", "aria-label"})
"""Attributes whose value names what an element is."""
_HIDING: dict[str, Callable[[str], bool]] = {
    "hidden": lambda _: True,
    "aria-hidden": lambda value: value == "true",
    "style": lambda value: bool(_HIDDEN.search(value)),
}
"""Attributes that hide an element, and how their value tells."""


@dataclass(slots=True)
class Visible:
    """Text with its marks, sorted by place."""

    text: str
    marks: tuple[Mark, ...]
    headings: tuple[Span, ...]


@dataclass(slots=True)
class _Sheet:
    """The text so far: whole pieces, and where the present line stands."""

    limit: int
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    fresh: bool = True
    space: bool = False

    def add(self, words: str) -> None:
        if self.length > self.limit:
            return
        if not words.strip(_BLANK):  # what stands between most elements
            self.space = self.space or not self.fresh
            return
        if not words.isprintable() or "  " in words:
            words = _SPACES.sub(" ", _CONTROL.sub("", words))
        if self.fresh or self.space:
            words = words.lstrip(" ")
        if not words:
            return
        if self.space and not self.fresh:
            words = " " + words
        self.space = words.endswith(" ") and bool(words.strip())
        words = words.rstrip(" ") if self.space else words
        if words == " ":
            self.space = True
            return
        self.pieces.append(words)
        self.length += len(words)
        self.fresh = False

    def end(self, mark: str) -> None:
        """End the line (or the cell, with a tab), unless nothing stands in it."""
        if not self.fresh:
            self.pieces.append(mark)
            self.length += 1
        self.fresh, self.space = True, False

    def here(self) -> int:
        """Return where the next words will stand."""
        return self.length + (1 if self.space and not self.fresh else 0)


def visible(tree: Any, limit: int) -> Visible:
    """Return the visible text of an lxml HTML tree, cut a little past ``limit`` characters."""
    sheet = _Sheet(limit)
    found = _walked(tree, sheet)
    text = "".join(sheet.pieces)
    trimmed = sorted((*_trim(start, end, text), kind) for start, end, kind in found)
    marks = tuple(Mark(start, end, kind) for start, end, kind in trimmed if start < end)
    headings = tuple(Span(m.start, m.end) for m in marks if m.kind in _HEADINGS)
    return Visible(text, marks, headings)


def _walked(tree: Any, sheet: _Sheet) -> list[tuple[int, int, str]]:
    """Write the text of a tree on the sheet; return what the markup says of its stretches.

    No recursion: pages nest deeper than Python does.
    """
    found: list[tuple[int, int, str]] = []
    above: list[tuple[Any, Any, str, tuple[str, ...], int]] = []
    kinds: tuple[str, ...] = ()
    element, children, breaks, start = tree, iter((tree,)), "", 0
    while True:
        child = next(children, None)
        if child is None:  # the element ends
            if not above:
                return found
            if start < sheet.length:
                found += [(start, sheet.length, kind) for kind in kinds]
            if breaks:
                sheet.end(breaks)
            if tail := element.tail:
                sheet.add(tail)
            element, children, breaks, kinds, start = above.pop()
            continue
        tag = child.tag
        if tag in _SKIP or not isinstance(tag, str):  # not shown, a comment or an instruction
            if tag in _SKIP:
                sheet.end("\n")
            if tail := child.tail:
                sheet.add(tail)
            continue
        above.append((element, children, breaks, kinds, start))
        element, children = child, iter(child)
        breaks = "" if tag in _INLINE else "\t" if tag in _CELLS else "\n"
        if breaks:
            sheet.end(breaks)
        kinds = _kinds(child, tag)
        start = sheet.here()
        if words := child.text:
            sheet.add(words)


def _kinds(element: Any, tag: str) -> tuple[str, ...]:
    """Return the kinds of mark that an element makes: from its tag, its class and id names, and hidden styles."""
    own: tuple[str, ...] = _OWN.get(tag, ())
    given = element.items()
    if not given or tag in _FRAMES:
        return own
    names, hidden = "", False
    for key, value in given:
        if key in _NAMING:
            names += f" {value[:200]}"
        elif key in _HIDING:
            hidden = hidden or _HIDING[key](value)
    if names:
        own += _cues(names)
    return (*own, "hidden") if hidden else own


@lru_cache(maxsize=1 << 14)
def _cues(names: str) -> tuple[str, ...]:
    """Return the kinds of region that class and id names tell of."""
    return tuple(sorted({kind for name in names.split() for kind in _cue(name)}))


@lru_cache(maxsize=1 << 15)
def _cue(name: str) -> tuple[str, ...]:
    """Return the kinds that one name tells of; sites give the same few hundred names to all their elements."""
    spaced = (name if name.islower() else _CAMEL.sub(r"\1-\2", name).lower()).replace("_", "-")
    return tuple({f"~{m.lastgroup}" for m in _REGION.finditer(spaced)}) if _ANY.search(spaced) else ()


def _trim(start: int, end: int, text: str) -> tuple[int, int]:
    """Return a stretch without the white space at its ends."""
    end = min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
