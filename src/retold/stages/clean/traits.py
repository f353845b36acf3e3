"""What a line of a marked page looks like, in numbers: shape, place, markup and cue words; never its words.

``traits`` gives one row for each line.  The model was fitted to these columns; their order
is part of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from retold.stages.clean import cues
from retold.stages.clean.characters import counts
from retold.stages.clean.context import ALIKE, HEADED, alike, headed
from retold.stages.clean.dates import has_day
from retold.stages.clean.kept import is_byline, kept_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.records import Page
    from retold.stages.clean.lines import Line

KINDS = (
    "nav aside header footer item list table quote caption figure button form hidden paragraph article "
    "main section pre address h1 h2 h3 h4 h5 h6 time strong emphasis cite ~related ~share ~comment "
    "~subscribe ~menu ~side ~foot ~advert ~cookie ~tags ~bio ~byline ~date ~caption ~toc ~lead ~headline "
    "~content ~screen"
).split()
"""Kinds of mark that have a column each."""

OWN = (
    "covered words characters ends cut bullet quote saying digits upper title_case counter fused url day byline kept "
    "cue_related cue_share cue_navigation cue_footer cue_advert cue_subscribe cue_comments cue_contents cue_tags "
    "cue_tools opens_cue opens_related opens_footer opens_advert opens_subscribe opens_comments opens_tags "
    "opens_tools row buttons repeated first_person asking symbols code money exclaims colon question "
    "shared titled site link links depth"
).split()
"""Columns of a line by itself and its markup."""

SCALES = (2, 12)
REGION = tuple(f"{name}_{size}" for size in SCALES for name in ("words", "lines", "link", "covered", "prose"))
"""Columns of the smallest region of the markup around a line that has so many lines at least."""

PLACE = (
    "line_share character_share lines_from_first lines_from_last characters_from_first characters_to_last inside "
    "title_seen page_lines page_covered page_link lines_since_title"
).split()
"""Columns of where it stands."""

NEAR = ("covered", "words", "link", "ends", "any_cue", "item", "paragraph", "heading", "quote", "shared")
STEPS = (-3, -2, -1, 1, 2, 3)
AROUND = ("covered", "link", "words")
"""Columns that are looked up in the lines before and after, and averaged over five lines each way."""

COLUMNS = (
    *OWN,
    *KINDS,
    *REGION,
    *PLACE,
    *(f"{name}{by:+d}" for by in STEPS for name in NEAR),
    *(f"{name}_around" for name in AROUND),
    *(f"alike_{name}" for name in ALIKE),
    *(f"headed_{name}" for name in HEADED),
)
"""Every column, in order."""

_FIRST_PERSON = frozenset({"you", "your", "our", "we", "us"} | {
    f"{word}{mark}{end}" for word in ("you", "we") for mark in "'’" for end in ("re", "ve", "ll", "d")
})  # fmt: skip
_SHORT = 160
"""Characters below which a line may be a date, a byline or a row of buttons."""
_MONEY = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:€|EUR|USD)")
_LOOSE = frozenset({"time", "strong", "emphasis", "cite"})
"""Kinds that say nothing of a line's make: any words can have them."""
_PLAIN = frozenset("blog daily group home journal magazine news online post times today weekly with from".split())
"""Words in the names of outlets that any text may use."""
_CUE_NAMES = tuple(name.removeprefix("cue_") for name in OWN if name.startswith("cue_"))
_OPENING_NAMES = tuple(name.removeprefix("opens_") for name in OWN if name.startswith("opens_") and name != "opens_cue")


def traits(lines: Sequence[Line], page: Page, covered: Sequence[float], titles: frozenset[str]) -> Any:
    """Return a float array of shape (lines, len(COLUMNS)); no word of the text is in it.

    ``covered`` is the share of each line that the reader took for main text; ``titles`` are in lower case.
    """
    import numpy as np

    kinds, links, counts, depth, spans = _markup(lines, page)
    own = np.column_stack([_own(lines, covered, page, titles), links, counts, depth])
    at = {name: number for number, name in enumerate(OWN)}
    regions = _regions(lines, spans, links, np.asarray(covered))
    place = _place(lines, covered, links, titles)
    same = alike(_makes(kinds, depth), own, [at[name] for name in ALIKE[2:]])
    under = headed(_levels(kinds), own, [at["covered"], at["words"], at["shared"]], lines)
    return np.hstack([own, kinds, regions, place, _near(own, kinds), same, under])


def _makes(kinds: Any, depth: Any) -> list[tuple[int, bytes]]:
    """Return what is the same for lines of one make: how deep they stand, and in what."""
    import numpy as np

    made_of = [number for number, kind in enumerate(KINDS) if kind not in _LOOSE]
    packed = np.packbits(kinds[:, made_of] > 0, axis=1)
    return [(int(deep), row.tobytes()) for deep, row in zip(depth, packed, strict=True)]


def _levels(kinds: Any) -> Any:
    import numpy as np

    found = kinds[:, KINDS.index("h1") : KINDS.index("h6") + 1]
    return np.where(found.any(axis=1), found.argmax(axis=1) + 1, 0)


def _own(lines: Sequence[Line], covered: Sequence[float], page: Page, titles: frozenset[str]) -> Any:
    import numpy as np

    words: Counter[str] = Counter()
    for line, share in zip(lines, covered, strict=True):
        if share >= 0.5:
            words.update({w for w in line.words if len(w) > 3})
    title = frozenset(w for text in titles for w in text.split() if len(w) > 3)
    seen = Counter(line.text for line in lines)
    sizes = np.array([len(line.text) for line in lines], dtype=np.float64)
    lengths = np.array([line.length for line in lines], dtype=np.float64)
    counted = counts([line.text for line in lines])
    capitals = np.where(sizes < _SHORT, counted["capital"] / (counted["blank"] + 1), 0.1)
    asked = np.array([line.asks for line in lines])
    you = np.array([sum(map(_FIRST_PERSON.__contains__, line.words)) for line in lines])
    return np.column_stack([
        covered, lengths, sizes,
        np.array([_shape(line) for line in lines], dtype=np.float64),
        counted["digit"] / sizes, counted["upper"] / sizes, capitals,
        np.array([_looks(line) for line in lines], dtype=np.float64),
        np.array([cue_columns(line.text) for line in lines], dtype=np.float64),
        [seen[line.text] for line in lines],
        you / (lengths + 1), asked / (lengths + 1),
        counted["symbol"] / sizes, counted["code"] / sizes,
        [bool(_MONEY.search(line.text)) if digits else False
         for line, digits in zip(lines, counted["digit"].tolist(), strict=True)],
        counted["exclaims"],
        [line.text.endswith(":") for line in lines],
        [line.text.endswith("?") for line in lines],
        np.array(_company(lines, covered, words, title, _site(page)), dtype=np.float64),
    ])  # fmt: skip


def _shape(line: Line) -> tuple[bool, ...]:
    return line.ends, line.is_cut, line.is_bullet, line.has_quote, line.has_saying


def _looks(line: Line) -> tuple[bool, ...]:
    """Return what kind of short line it may be."""
    text = line.text
    short = len(text) < _SHORT
    return (
        line.is_counter,
        line.is_fused,
        line.is_url,
        short and has_day(text),
        short and is_byline(text),
        len(text) < 400 and kept_kind(line, near_top=False, after=False) is not None,
    )


@lru_cache(maxsize=1 << 13)
def cue_columns(text: str) -> tuple[bool, ...]:
    """Return the columns of cue words of one line; pages of a site have many lines in common."""
    size = len(text)
    whole = cues.whole(text) if size < 80 else ""
    opens = cues.opening(text) if size < 200 else ""
    return (*_named(whole, opens), cues.is_row(text), size < _SHORT and cues.is_buttons(text))


@cache
def _named(whole: str, opens: str) -> tuple[bool, ...]:
    """Return the columns of two classes of cue; lines have few of them."""
    return (*(whole == name for name in _CUE_NAMES), bool(opens), *(opens == name for name in _OPENING_NAMES))


def _company(
    lines: Sequence[Line],
    covered: Sequence[float],
    words: Counter[str],
    title: frozenset[str],
    site: tuple[str, frozenset[str]],
) -> list[tuple[float, float, float]]:
    """Return the share of a line's longer words that the main text uses too, that the title uses; names of the site."""
    host, outlet = site
    hosted = len(host) > 3
    found = []
    for line, share in zip(lines, covered, strict=True):
        long = [w for w in line.words if len(w) > 3]
        if not long:
            found.append((0.0, 0.0, 0.0))
            continue
        here = share >= 0.5
        named = (hosted and host in "".join(line.words)) or not outlet.isdisjoint(long)
        known = sum(words[w] > here for w in long) if here else sum(map(words.__contains__, long))
        found.append((known / len(long), sum(map(title.__contains__, long)) / len(long), float(named)))
    return found


def _site(page: Page) -> tuple[str, frozenset[str]]:
    """Return the longest part of the page's host, and the longer words of the outlet's name."""
    host = page.url.partition("://")[2].partition("/")[0].partition(":")[0].casefold()
    parts = [
        part.replace("-", "") for part in host.split(".")[:-1] if part not in {"www", "blog", "news", "com", "org"}
    ]
    outlet = {w for hint in page.hints if hint.field == "outlet" for w in hint.value.casefold().split() if len(w) > 3}
    return max(parts, key=len, default=""), frozenset(outlet - _PLAIN)


def _markup(lines: Sequence[Line], page: Page) -> tuple[Any, Any, Any, Any, set[tuple[int, int]]]:
    """Return which kinds of mark enclose each line, share of link, how many links, depth, all regions."""
    import numpy as np

    starts, ends = [line.start for line in lines], [line.end for line in lines]
    column = {kind: number for number, kind in enumerate(KINDS)}
    kinds = np.zeros((len(lines), len(KINDS)))
    links, counts, steps = [0] * len(lines), np.zeros(len(lines)), np.zeros(len(lines) + 1)
    spans: set[tuple[int, int]] = set()
    for mark in page.marks:
        if mark.kind == "link":
            i = max(0, bisect_right(starts, mark.start) - 1)
            while i < len(lines) and starts[i] < mark.end:
                counts[i] += 1
                links[i] += max(0, min(mark.end, ends[i]) - max(mark.start, starts[i]))
                i += 1
            continue
        first, last = bisect_left(starts, mark.start), bisect_right(ends, mark.end)
        if first >= last:
            continue
        steps[first] += 1
        steps[last] -= 1
        if mark.kind in column:
            kinds[first:last, column[mark.kind]] = 1
        spans.add((first, last))
    sizes = np.array([e - s for s, e in zip(starts, ends, strict=True)], dtype=np.float64)
    return kinds, np.minimum(np.array(links) / sizes, 1), counts, np.cumsum(steps)[:-1], spans


def _regions(lines: Sequence[Line], spans: set[tuple[int, int]], links: Any, covered: Any) -> Any:
    """Return the columns ``REGION``: the whole page stands in where no region is large enough."""
    import numpy as np

    sizes = np.array([line.end - line.start for line in lines], dtype=np.float64)
    per_line = [np.array([line.length for line in lines]), sizes, links * sizes, covered * sizes]
    per_line.append(np.array([line.is_prose for line in lines]) * sizes)
    sums = [np.concatenate([[0.0], np.cumsum(values)]) for values in per_line]
    order = [(0, len(lines)), *sorted(spans, key=lambda s: (s[0] - s[1], s))]
    result = np.empty((len(lines), len(REGION)))
    for number, least in enumerate(SCALES):
        kept = [s for s in order if s[1] - s[0] >= least] or order[:1]
        smallest = np.zeros(len(lines), dtype=np.int64)
        for place, (first, last) in enumerate(kept):
            smallest[first:last] = place
        first, last = np.array(kept).T[:, smallest]
        words, size, link, cover, prose = (total[last] - total[first] for total in sums)
        size = np.maximum(size, 1)
        columns = np.column_stack([words, last - first, link / size, cover / size, prose / size])
        result[:, 5 * number : 5 * number + 5] = columns
    return result


def _place(lines: Sequence[Line], covered: Sequence[float], links: Any, titles: frozenset[str]) -> Any:
    import numpy as np

    count = len(lines)
    inside = [i for i, share in enumerate(covered) if share >= 0.5]
    first, last = (inside[0], inside[-1]) if inside else (0, count - 1)
    total = max(1, lines[-1].end)
    titled = next((i for i, line in enumerate(lines) if line.text.casefold() in titles), -1)
    mean_covered, mean_link = sum(covered) / count, float(links.mean())
    rows = [
        [
            i / count,
            line.start / total,
            i - first,
            last - i,
            line.start - lines[first].start,
            lines[last].end - line.end,
            first <= i <= last,
            0 <= titled <= i,
            count,
            mean_covered,
            mean_link,
            i - titled if titled >= 0 else -50,
        ]
        for i, line in enumerate(lines)
    ]
    return np.array(rows, dtype=np.float64)


def _near(own: Any, kinds: Any) -> Any:
    """Return the columns ``NEAR`` of the lines around each line, and means over five lines each way."""
    import numpy as np

    at = {name: number for number, name in enumerate(OWN)}
    cue = own[:, at["cue_related"] : at["opens_cue"] + 1].max(axis=1)
    heading = kinds[:, KINDS.index("h1") : KINDS.index("h6") + 1].max(axis=1)
    item, paragraph = kinds[:, KINDS.index("item")], kinds[:, KINDS.index("paragraph")]
    named = {"any_cue": cue, "item": item, "paragraph": paragraph, "heading": heading}
    table = np.column_stack([named[n] if n in named else own[:, at[n]] for n in NEAR])
    count, width = table.shape
    edge = np.full((5, width), -1.0)
    padded = np.vstack([edge, table, edge])
    parts = [padded[5 + by : 5 + by + count] for by in STEPS]
    means = [sum(padded[5 + by : 5 + by + count, NEAR.index(n)] for by in range(-5, 6)) / 11 for n in AROUND]
    return np.hstack([*parts, np.column_stack(means)])
