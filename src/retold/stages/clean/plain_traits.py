"""What a line of a plain text looks like, in numbers: shape, place, run, neighbours, cue words; never its words.

``plain_traits`` gives one row for each line.  The model was fitted to these columns; their order is part of it.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from retold.stages.clean import cues
from retold.stages.clean.appeal import pitches
from retold.stages.clean.characters import counts
from retold.stages.clean.dates import has_day
from retold.stages.clean.kept import is_byline
from retold.stages.clean.layout import holds, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retold.stages.clean.layout import Layout
    from retold.stages.clean.lines import Line

CUES = "related share navigation footer advert subscribe comments tags tools".split()
OWN = (
    *"words characters ends cut bullet quote saying prose digits upper title_case counter fused url day byline".split(),
    *(f"cue_{name}" for name in CUES),
    *(f"opens_{name}" for name in ("related", "footer", "advert", "subscribe", "comments", "tags", "tools")),
    *"row buttons asks addresses call notice pitches announces kicker colon question exclaims lower number".split(),
    *"pieces symbols repeated shared shared_stems local unknown trigrams blank rule smooth most least".split(),
    *"house titled".split(),
)
"""Columns of a line by itself, with what the rules say of it."""
PLACE = (
    *"share_of_page from_first from_last inside below closed from_head from_end characters_below".split(),
    *"prose_before prose_left page_lines page_prose page_short page_cues page_blank page_rule".split(),
)
"""Columns of where it stands, and of the page."""
RUN = (
    "size at left words spread ends cues shared rule trigrams colon prose_above prose_below "
    "since_cue until_cue since_related"
).split()
"""Columns of the run of lines without running text that it stands in, and of what stands around the run."""
BLOCK = "size at left before after words longest prose ends quote cue rule shared".split()
"""Columns of the block of lines without a blank line between them that it stands in."""
NEAR = "words ends rule cue prose shared blank title_case saying number trigrams".split()
STEPS = (-3, -2, -1, 1, 2, 3)
AROUND = "words rule prose shared trigrams".split()
COLUMNS = (
    *OWN,
    *PLACE,
    *(f"run_{name}" for name in RUN),
    *(f"block_{name}" for name in BLOCK),
    *(f"{name}{by:+d}" for by in STEPS for name in NEAR),
    *(f"{name}_around" for name in AROUND),
)
"""Every column, in order."""

_STEM = 5
_LONG = 60
_FAR = 25
_SHORT = 160
_TOP = 3
"""Among so many lines at the top of a page the name of the house is looked for."""
_PIECE = re.compile(r"\s{2,}|\t|\s[|·•›»/]\s|\|")
_NUMBER = re.compile(r"^\W?\d{1,2}\W?\s")


def plain_traits(
    lines: Sequence[Line], layout: Layout, evidence: Sequence[Sequence[float]], smooth: Sequence[float]
) -> Any:
    """Return a float array of shape (lines, len(COLUMNS)); no word of the text is in it.

    ``evidence`` has for each line the weights that the rules found, ``smooth`` their sums after neighbours were heard.
    """
    import numpy as np

    own = _own(lines, layout, evidence, smooth)
    at = {name: number for number, name in enumerate(OWN)}
    cue = own[:, at["cue_related"] : at["row"]].max(axis=1)
    named = {"cue": cue} | {name: own[:, at[name]] for name in NEAR if name != "cue"}
    parts = (_place(lines, layout, named), _runs(lines, own, at, cue), _blocks(own, at, cue), _near(named))
    return np.hstack([own, *parts])


def _own(lines: Sequence[Line], layout: Layout, evidence: Sequence[Sequence[float]], smooth: Sequence[float]) -> Any:
    import numpy as np

    texts = [line.text for line in lines]
    sizes = np.array([len(text) for text in texts], dtype=np.float64)
    counted = counts(texts)
    capitals = np.where(sizes < _SHORT, counted["capital"] / (counted["blank"] + 1), 0.1)
    stems = [frozenset(w[:_STEM] for w in line.words if len(w) >= _STEM) - _common() for line in lines]
    prose = [line.number for line in lines if line.is_prose]
    known = _Met(stems[number] for number in prose)
    article = _Met(stems[number] for number in prose if layout.first <= number <= layout.last)
    seen = Counter(cues.plain(text) for text in texts)
    met: set[str] = set()
    named = _house(lines, layout, stems)
    house = _Met(named)
    familiar = _familiar(lines, layout)
    rows = []
    for i, (line, weights) in enumerate(zip(lines, evidence, strict=True)):
        text, mine = line.text, stems[i]
        inside = line.is_prose and layout.first <= i <= layout.last
        near = {s for other in range(max(0, i - 4), min(len(lines), i + 5)) if other != i and lines[other].is_prose
                for s in stems[other]}  # fmt: skip
        many = len(mine) or 1
        short = len(text) < _SHORT
        whole = line.cue if len(text) < 80 else ""
        opens = line.opens if len(text) < 200 else ""
        announced = line.announces
        rows.append((
            min(line.length, _LONG), min(len(text), 400), line.ends, line.is_cut, line.is_bullet, line.has_quote,
            line.has_saying, line.is_prose, 0, 0, 0, line.is_counter, line.is_fused, line.is_url,
            short and has_day(text), short and is_byline(text),
            *(whole == name for name in CUES),
            *(opens == name for name in ("related", "footer", "advert", "subscribe", "comments", "tags", "tools")),
            line.is_row, short and line.is_buttons, line.asks, line.addresses,
            line.is_call, line.is_notice, pitches(line), announced not in {"", "kicker"},
            announced == "kicker", text[-1] == ":", text[-1] == "?", "!" in text, text[0].islower(),
            bool(_NUMBER.match(text)), len(_PIECE.split(text)) if short else 1, 0, seen[cues.plain(text)],
            share(line, layout.words), article.also(mine, inside) / many, len(mine & near) / many,
            (len(mine) - known.also(mine, line.is_prose)) / many if mine.isdisjoint(met) else 0.0, familiar[i],
            min(line.blank_before, 3), sum(weights), smooth[i], max(weights, default=0.0), min(weights, default=0.0),
            house.also(mine, bool(named[i])) / many, holds(line, layout.tops),
        ))  # fmt: skip
        met |= mine
    table = np.array(rows, dtype=np.float64)
    at = {name: number for number, name in enumerate(OWN)}
    table[:, at["digits"]] = counted["digit"] / sizes
    table[:, at["upper"]] = counted["upper"] / sizes
    table[:, at["title_case"]] = capitals
    table[:, at["symbols"]] = counted["symbol"] / sizes
    return table


def _house(lines: Sequence[Line], layout: Layout, stems: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Return for each line the words by which it may name whose the page is: at its very top, or beside a ©."""
    return [
        stems[line.number]
        if (line.number < min(layout.first, _TOP) or "©" in line.text) and not line.is_prose
        else frozenset()
        for line in lines
    ]


class _Met:
    """What stands in some lines of a page, and what of it stands in more than one."""

    def __init__(self, parts: Iterable[frozenset[str]]) -> None:
        self.once: set[str] = set()
        self.again: set[str] = set()
        for part in parts:
            self.again |= self.once & part
            self.once |= part

    def also(self, mine: frozenset[str], counted: bool) -> int:
        """Return how many of a line's pieces stand in another of these lines; ``counted`` tells whether it is one."""
        return len(mine & (self.again if counted else self.once))


def _familiar(lines: Sequence[Line], layout: Layout) -> list[float]:
    """Return the share of a line's triples of letters that stand in the article's other lines.

    A line in another language than the article has few.
    """
    grams = [_grams(line.text) for line in lines]
    own = {line.number for line in lines[layout.first : layout.last + 1] if line.is_prose}
    known = _Met(grams[number] for number in own)
    return [known.also(mine, i in own) / len(mine) if mine else 1.0 for i, mine in enumerate(grams)]


def _grams(text: str) -> frozenset[str]:
    small = text[:400].casefold()
    return frozenset(filter(str.isalpha, map("".join, zip(small, small[1:], small[2:], strict=False))))


@cache
def _common() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in cues.phrases("common"))


def _place(lines: Sequence[Line], layout: Layout, named: dict[str, Any]) -> Any:
    import numpy as np

    count = len(lines)
    i = np.arange(count)
    starts = np.array([line.start for line in lines])
    page = [min(count, 300), named["prose"].mean(), (named["words"] < 6).mean(), named["cue"].mean(),
            (named["blank"] > 0).mean(), (named["rule"] > 0).mean()]  # fmt: skip
    return np.column_stack([
        i / count,
        np.clip(i - layout.first, -_FAR, _FAR),
        np.clip(i - layout.last, -_FAR, _FAR),
        (i >= layout.first) & (i <= layout.last),
        i > layout.last,
        np.clip(i - layout.closed, -_FAR, _FAR),
        np.clip(i - layout.head, -_FAR, _FAR) if layout.head >= 0 else np.full(count, -2 * _FAR),
        np.minimum(count - 1 - i, _FAR),
        np.clip(starts - lines[layout.last].end, -2000, 2000),
        np.cumsum(named["prose"]) / max(1, named["prose"].sum()),
        np.minimum(named["prose"].sum() - np.cumsum(named["prose"]), _FAR),
        np.tile(page, (count, 1)),
    ])  # fmt: skip


def _runs(lines: Sequence[Line], own: Any, at: dict[str, int], cue: Any) -> Any:
    """Return the columns ``RUN``."""
    import numpy as np

    count = len(lines)
    prose = own[:, at["prose"]] > 0
    result = np.zeros((count, len(RUN)))
    start = 0
    while start < count:
        end = start + 1
        while end < count and prose[end] == prose[start]:
            end += 1
        part = own[start:end]
        above = lines[start - 1].length if start else 0
        below = lines[end].length if end < count else 0
        words = part[:, at["words"]]
        every = (words.mean(), words.std(), part[:, at["ends"]].mean(), cue[start:end].mean(),
                 part[:, at["shared_stems"]].mean(), np.clip(part[:, at["rule"]], -6, 6).mean(),
                 part[:, at["trigrams"]].mean(), start > 0 and lines[start - 1].text.endswith(":"),
                 min(above, _LONG), min(below, _LONG))  # fmt: skip
        place = np.arange(end - start)
        result[start:end, 0] = min(end - start, _FAR)
        result[start:end, 1] = np.minimum(place, _FAR)
        result[start:end, 2] = np.minimum(place[::-1], _FAR)
        result[start:end, 3:13] = every
        start = end
    related = np.maximum(own[:, at["cue_related"]], own[:, at["announces"]])
    result[:, 13] = _since(cue)
    result[:, 14] = _since(cue[::-1])[::-1]
    result[:, 15] = _since(related)
    return result


def _blocks(own: Any, at: dict[str, int], cue: Any) -> Any:
    """Return the columns ``BLOCK``."""
    import numpy as np

    count = len(own)
    begins = own[:, at["blank"]] > 0
    begins[0] = True
    starts = np.flatnonzero(begins)
    sizes = np.diff([*starts, count])
    number = np.cumsum(begins) - 1
    i = np.arange(count)
    place = i - starts[number]
    means = [np.add.reduceat(column, starts) / sizes for column in (
        own[:, at["words"]], own[:, at["prose"]], own[:, at["ends"]], own[:, at["quote"]], cue,
        np.clip(own[:, at["rule"]], -6, 6), own[:, at["shared_stems"]],
    )]  # fmt: skip
    means.insert(1, np.maximum.reduceat(own[:, at["words"]], starts))
    return np.column_stack([
        np.minimum(sizes[number], _FAR),
        np.minimum(place, _FAR),
        np.minimum(sizes[number] - 1 - place, _FAR),
        np.minimum(number, _FAR),
        np.minimum(len(starts) - 1 - number, _FAR),
        *(mean[number] for mean in means),
    ])  # fmt: skip


def _since(flags: Any) -> Any:
    """Return how many lines ago the last flag before a line was; ``_FAR`` at most."""
    import numpy as np

    i = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags > 0, i, -_FAR))
    last = np.concatenate([[-_FAR], last[:-1]])
    return np.minimum(i - last, _FAR)


def _near(named: dict[str, Any]) -> Any:
    """Return the columns ``NEAR`` of the lines around each line, and means over five lines each way."""
    import numpy as np

    table = np.column_stack([named[name] for name in NEAR])
    count, width = table.shape
    edge = np.full((5, width), -1.0)
    edge[:, NEAR.index("rule")] = 0
    padded = np.vstack([edge, table, edge])
    padded[:, NEAR.index("rule")] = np.clip(padded[:, NEAR.index("rule")], -8, 8)
    parts = [padded[5 + by : 5 + by + count] for by in STEPS]
    means = [sum(padded[5 + by : 5 + by + count, NEAR.index(n)] for by in range(-5, 6)) / 11 for n in AROUND]
    return np.hstack([*parts, np.column_stack(means)])
