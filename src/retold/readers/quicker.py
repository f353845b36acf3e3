"""Trafilatura made quicker: the same path expressions, asked so that libxml2 answers sooner, and fewer second opinions.

Trafilatura finds what it removes by expressions such as ``.//*[self::div or self::p][re:test(@class, '...')]``: every
element of a page is asked for its name, one name after the other, and every pattern is Python's, also where there is no
such attribute.  Written as ``.//div[@class and re:test(...)]|.//p[...]`` they find the same elements.

It also asks other extractors for a second opinion on every page; here only where its own finds less than is enough.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

_SPACES = {"re": "http://exslt.org/regular-expressions"}
_TEST = re.compile(r"re:test\(([^,'()]+), ('[^']*'(?:, '\w+')?)\)")
_STEP = re.compile(r"(\()?\.//\*\[((?:self::\w+(?: or |(?=\])))+)\](\[.*\])((?(1)\)\[1\]))")
_ATTRIBUTE = re.compile(r"@[\w-]+")
_NAME = re.compile(r"self::(\w+)")
_ANY = ".//*["


def rewritten(path: str) -> str:
    """Return an expression that finds what this one does; the same one where it has another form."""
    guarded = _TEST.sub(r"(\1 and re:test(string(\1), \2))", " ".join(path.split()))
    step = _STEP.fullmatch(guarded)
    if step and not re.search(r"\]\[\d+\]$|\]\)|\] ?\|", step[3]):
        union = "|".join(f".//{tag}{step[3]}" for tag in _NAME.findall(step[2]))
        return f"{step[1] or ''}{union}{step[4]}"
    if guarded.startswith(_ANY) and guarded.count(".//") == 1 and "self::" not in guarded and "not(" not in guarded:
        return guarded.replace(_ANY, f".//*[{' or '.join(sorted(set(_ATTRIBUTE.findall(guarded))))}][", 1)
    return guarded


def compiled(path: str) -> Any:
    """Return the compiled form of the rewritten expression."""
    from lxml.etree import XPath

    return XPath(
        rewritten(path), namespaces=_SPACES, extensions={(_SPACES["re"], "test"): _test}, regexp=False,
        smart_strings=False,
    )  # fmt: skip


@lru_cache(maxsize=1 << 15)
def _found(value: str, pattern: str, flags: str) -> bool:
    """Tell whether a pattern is in a value; a page gives the same few names to all its elements."""
    return bool(_pattern(pattern, flags).search(value))


@cache
def _pattern(pattern: str, flags: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE if "i" in flags else 0)


def _test(_context: Any, value: str, pattern: str, flags: str = "") -> bool:
    """Answer EXSLT's ``re:test``."""
    return _found(value, pattern, flags)


@cache
def hasten() -> None:
    """Put the rewritten expressions in the place of trafilatura's own, in this process."""
    from trafilatura import xpaths

    baseline: Any = import_module("trafilatura.baseline")  # the package has a function of the same name
    for name, expressions in vars(xpaths).items():
        if name.endswith(("_XPATH", "_ELEMENTS")) and isinstance(expressions, list):
            expressions[:] = [compiled(expression.path) for expression in expressions]
    baseline.BASIC_CLEAN_XPATH = compiled(baseline.BASIC_CLEAN_XPATH.path)
    core: Any = import_module("trafilatura.core")
    core.extract_content = sparing(core.extract_content)


def sparing(extract: Any) -> Any:
    """Return trafilatura's own extractor, which says behind itself whether others are to be asked.

    They are not where it finds enough, and not at first where it finds next to nothing: there trafilatura takes all
    text of the page, and that may do.
    """

    def spared(tree: Any, options: Any) -> Any:
        body, text = extract(tree, options)
        if options.focus == "balanced":  # what is tried again, in recall, asks as the page did
            nothing = len(text) < options.min_extracted_size
            options.fast = len(text) >= getattr(options, "enough", 0) or (options.fast and nothing)
        return body, text

    return spared


def options(url: str, enough: float, *, sparing: bool) -> Any:
    """Return what trafilatura is to do with a page: ask others where its own finds fewer characters than ``enough``."""
    from trafilatura.settings import Extractor

    class Options(Extractor):  # type: ignore[misc]  # with a field more
        pass

    made: Any = Options(url=url or None, fast=sparing, comments=False, tables=True, output_format="txt")
    made.enough = enough
    return made
