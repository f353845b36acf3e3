"""What an HTML page says of itself: every candidate for title, byline, dates, outlet and language, with its place."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from retold.records import Hint

if TYPE_CHECKING:
    from collections.abc import Iterator

_META = {
    "og:title": "title",
    "twitter:title": "title",
    "dc.title": "title",
    "dcterms.title": "title",
    "citation_title": "title",
    "parsely-title": "title",
    "sailthru.title": "title",
    "author": "byline",
    "article:author": "byline",
    "dc.creator": "byline",
    "dcterms.creator": "byline",
    "parsely-author": "byline",
    "sailthru.author": "byline",
    "citation_author": "byline",
    "byl": "byline",
    "date": "published",
    "dc.date": "published",
    "dcterms.date": "published",
    "sailthru.date": "published",
    "citation_date": "published",
    "og:site_name": "outlet",
    "application-name": "outlet",
    "publisher": "outlet",
    "dc.publisher": "outlet",
    "og:url": "url",
    "og:locale": "language",
    "language": "language",
    "content-language": "language",
}
_PUBLISHED = re.compile(
    r"publi\w*[-_.: ]?(?:on|at|date|time)|pub[-_.]?(?:date|time)|date[-_.: ]?(?:publi|posted|created|issued)|"
    r"(?:posted|created|issued)[-_.: ]?(?:on|at|date|time)|article[.:]published|dcterms\.(?:created|issued)|"
    r"^(?:published|pubdate|posted)$",
)
"""Names of meta elements that hold the day of publication, whatever a site puts before and behind them."""
_MODIFIED = re.compile(r"modif|updat|revis|last-?mod")
_ARTICLES = re.compile(r"Article|Posting|Report|Review|WebPage|VideoObject|CreativeWork|Recipe|Event|Product")
_IN_SCRIPT = re.compile(
    r'"(date[Pp]ublished|publish(?:ed)?_?(?:[Dd]ate|[Tt]ime|[Oo]n|[Aa]t)|pub_?[Dd]ate)\\?"\s*:\s*'
    r'\\?"(\d{4}-\d\d-\d\d[^"\\]{0,20})'
)
"""What scripts that build or count a page say of it."""
_IN_URL = re.compile(
    r"[/=_-]((?:19|20)\d\d)[/-]?(\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})[/-]?(\d\d)(?![\d%])",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SPACES = re.compile(r"\s+")
_DEPTH = 12


def hints_of(tree: Any) -> tuple[Hint, ...]:
    """Return all that the page says of itself, the more trustworthy places first; nothing is judged."""
    found = [*_json_ld(tree), *_meta(tree), *_elements(tree)]
    return tuple(dict.fromkeys(hint for hint in found if hint.value))


def day_of(url: str) -> tuple[Hint, ...]:
    """Return the day that an address holds, as ``/2024/02/09/`` or ``/2024/february/09/``, if it does."""
    match = _IN_URL.search(unquote(url).partition("?")[0])
    return (Hint("published", "-".join(match.groups()), "url"),) if match else ()


def _hint(field: str, value: Any, where: str) -> Hint:
    return Hint(field, _SPACES.sub(" ", str(value)).strip()[:1000], where)


def _json_ld(tree: Any) -> Iterator[Hint]:
    """Yield what schema.org's JSON-LD blocks say (headline, author, datePublished, dateModified, publisher)."""
    signed = 0
    for script in tree.iterfind(".//script[@type]"):
        if "ld+json" not in script.get("type").lower() or not script.text:
            continue
        for node in _nodes(_loose_json(script.text)):
            kind = str(node.get("@type", ""))
            if not _ARTICLES.search(kind):
                continue
            where = f"json-ld {kind}" if "WebPage" in kind else "json-ld"
            signed += "author" in node and where == "json-ld"
            where = (
                f"{where} {signed}" if signed > 1 and where == "json-ld" else where
            )  # of a teaser, more often than not
            for key in ("headline", "name"):
                if isinstance(node.get(key), str) and (key == "headline" or "headline" not in node):
                    yield _hint("title", node[key], f"{where} {key}")
            for key in ("author", "creator"):
                for name in _names(node.get(key)):
                    house = " organisation" if name in _houses(node.get(key)) else ""
                    yield _hint("byline", name, f"{where} {key}{house}")
            for key, field in (("datePublished", "published"), ("dateModified", "modified")):
                if isinstance(node.get(key), str):
                    yield _hint(field, node[key], f"{where} {key}")
            for name in _names(node.get("publisher")):
                yield _hint("outlet", name, f"{where} publisher")
            if isinstance(node.get("inLanguage"), str):
                yield _hint("language", node["inLanguage"], f"{where} inLanguage")


def _loose_json(text: str) -> Any:
    """Parse JSON as found in pages: comments and CDATA stripped, raw line breaks allowed; ``None`` where hopeless."""
    clean = re.sub(r"^\s*(?:<!--|/\*.*?\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", "", text)
    for form in (clean, unescape(clean)) if "&quot;" in clean else (clean,):  # some templates escape it
        try:
            return json.loads(form, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD block, through lists, @graph and mainEntity."""
    if depth > _DEPTH:
        return
    if isinstance(data, list):
        for item in data[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "liveBlogUpdate"):
            if key in {"@graph", "mainEntity", "mainEntityOfPage"}:
                yield from _nodes(data.get(key), depth + 1)


def _names(value: Any) -> Iterator[str]:
    """Yield the names in an author or publisher value: a string, an object with a name, or a list of these."""
    for item in value[:50] if isinstance(value, list) else [value]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            name = item.get("name")
            yield from (n for n in (name if isinstance(name, list) else [name]) if isinstance(n, str))


def _houses(value: Any) -> set[str]:
    """Return the names of those authors who are no people, by what schema.org calls them."""
    return {
        str(item["name"])
        for item in (value[:50] if isinstance(value, list) else [value])
        if isinstance(item, dict) and "Organization" in str(item.get("@type")) and isinstance(item.get("name"), str)
    }


def _meta(tree: Any) -> Iterator[Hint]:
    for element in tree.iter("meta"):
        content = element.get("content")
        if not content:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if field := _META.get(name) or (_dated(name) if _DIGIT.search(content) else ""):
                yield _hint(field, content, f"meta {name}")
                break


def _dated(name: str) -> str:
    """Return the field of a meta element that holds a day: ``w-published-date``, ``article:modified_time``."""
    if _MODIFIED.search(name):
        return "modified"
    return "published" if _PUBLISHED.search(name) else ""


def _signed(tree: Any) -> Iterator[Hint]:
    """Yield the names in elements that the markup calls author; those that stand beside the first, if there are more.

    Others are authors of teasers and comments.  Of an element with several pieces the first that has a name is taken:
    *By*, *Ada Weaver*, *Senior Reporter*.
    """
    found = tree.xpath("//*[@rel='author' or @itemprop='author']")[:10]
    for element in found:
        if element not in (found[0], *_beside(found[0])):
            continue
        pieces = [p for p in (_SPACES.sub(" ", text).strip() for text in element.itertext()) if p]
        named = next((n for n, piece in enumerate(pieces) if " " in piece), len(pieces) - 1)
        yield _hint("byline", " ".join(pieces[: named + 1])[:200], "rel author")


def _beside(element: Any) -> list[Any]:
    """Return the elements within the parent of an element's parent."""
    parent = element.getparent()
    around = parent.getparent() if parent is not None else None
    return [] if around is None else list(around.iter("*"))[:200]


def _elements(tree: Any) -> Iterator[Hint]:
    """Yield what plain elements say: h1, title, time, rel=author, rel=canonical, lang."""
    for element in tree.iter("title"):
        if element.getparent() is not None and element.getparent().tag == "head":
            yield _hint("title", "".join(element.itertext()), "title")
            break
    for number, element in enumerate(tree.iter("h1")):
        if number < 5:
            yield _hint("title", " ".join(element.itertext()), "h1")
    for number, element in enumerate(tree.iter("time")):
        if number < 20 and (value := element.get("datetime") or "".join(element.itertext())).strip():
            names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
            field = "modified" if "modif" in names or "update" in names else "published"
            yield _hint(field, value, "time itemprop" if "datepublished" in names else "time")
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            yield _hint("url", element.get("href"), "link canonical")
    yield from _signed(tree)
    for script in tree.iter("script"):
        text = script.text or ""
        if "ubli" in text and "ld+json" not in (script.get("type") or ""):
            yield from (_hint("published", value, f"script {name}") for name, value in _IN_SCRIPT.findall(text)[:3])
    root = tree.getroottree().getroot()
    if root.get("lang"):
        yield _hint("language", root.get("lang"), "html lang")
