"""The visible text of an HTML tree, one block element a line, with what the markup says of each stretch.

Everything that a reader could see is kept, page chrome included: what is main text is judged later, and what is not
is hidden and never lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from retold.records import Mark, Span

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
_REGION = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _CUES.items()))
_ANY = re.compile("|".join(_CUES.values()))
"""Both are for names in lower case; most names hold no cue, and ``_ANY`` says so in a fraction of the time."""
_CAMEL = re.compile(r"([a-z])([A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0\u200b\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_BLANK = " \t\n\r\f\v\u00a0"
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset(f"h{n}" for n in range(1, 7))
_NAMING = ("class", "id", "role", "itemprop", "data-testid", "rel", "aria-label")
"""Attributes whose value names what an element is."""


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

    def add(self, words: str | None) -> None:
        if not words or self.length > self.limit:
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

    def end(self, mark: str = "\n") -> None:
        """End the line (or the cell, with a tab), unless nothing stands in it."""
        if not self.fresh:
            self.pieces.append(mark)
            self.length += len(mark)
        self.fresh, self.space = True, False


def visible(tree: Any, limit: int) -> Visible:
    """Return the visible text of an lxml HTML tree, cut a little past ``limit`` characters."""
    from lxml import etree

    sheet = _Sheet(limit)
    found: list[tuple[int, int, str]] = []
    open_marks: list[tuple[Any, tuple[str, ...], int]] = []
    walker = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walker:  # no recursion: pages nest deeper than Python does
        tag = element.tag
        if event == "start":
            if tag in _SKIP:
                walker.skip_subtree()
            if tag not in _INLINE:
                sheet.end("\t" if tag in _CELLS else "\n")
            kinds = _kinds(element, tag)
            if kinds:
                open_marks.append((element, kinds, sheet.length + (1 if sheet.space and not sheet.fresh else 0)))
            if tag not in _SKIP:
                sheet.add(element.text)
            continue
        if event == "end":
            if open_marks and open_marks[-1][0] is element:
                _, kinds, start = open_marks.pop()
                if start < sheet.length:
                    found += [(start, sheet.length, kind) for kind in kinds]
            if tag not in _INLINE and tag not in _SKIP:
                sheet.end("\t" if tag in _CELLS else "\n")
        sheet.add(element.tail)
    text = "".join(sheet.pieces)
    trimmed = sorted((*_trim(start, end, text), kind) for start, end, kind in found)
    marks = tuple(Mark(start, end, kind) for start, end, kind in trimmed if start < end)
    headings = tuple(Span(m.start, m.end) for m in marks if m.kind in _HEADINGS)
    return Visible(text, marks, headings)


def _kinds(element: Any, tag: str) -> tuple[str, ...]:
    """Return the kinds of mark that an element makes: from its tag, its class and id names, and hidden styles."""
    kinds: tuple[str, ...] = (_KINDS[tag],) if tag in _KINDS else ()
    attributes = element.attrib
    if not attributes or tag in {"body", "html"}:
        return kinds
    given = dict(attributes)
    names = " ".join(value[:200] for key in _NAMING if (value := given.get(key)))
    if names:
        kinds += _cues(names)
    if "hidden" in given or given.get("aria-hidden") == "true" or ("style" in given and _HIDDEN.search(given["style"])):
        kinds += ("hidden",)
    return kinds


@lru_cache(maxsize=1 << 14)
def _cues(names: str) -> tuple[str, ...]:
    """Return the kinds of region that class and id names tell of."""
    return tuple(sorted({kind for name in names.split() for kind in _cue(name)}))


@lru_cache(maxsize=1 << 15)
def _cue(name: str) -> tuple[str, ...]:
    """Return the kinds that one name tells of; sites give the same few hundred names to all their elements."""
    spaced = _CAMEL.sub(r"\1-\2", name).replace("_", "-").lower()
    return tuple({f"~{m.lastgroup}" for m in _REGION.finditer(spaced)}) if _ANY.search(spaced) else ()


def _trim(start: int, end: int, text: str) -> tuple[int, int]:
    """Return a stretch without the white space at its ends."""
    end = min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
