"""Plain text that somebody else scraped: what each line is, told by its place, its neighbours and its words.

A line gathers evidence for and against being page chrome, in log-odds.  The line model over ``plain_traits`` hears it
and judges; single strong evidence, the bar for somebody's words and the neighbours are added, and the strongest piece
of evidence is the reason that is shown.  The weights of the rules are set by hand; the asymmetry is meant: a leaked
teaser is a nuisance, a hidden quotation can never be checked.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retold.stages.clean import cues, model
from retold.stages.clean.appeal import by_words, ending, outreach, speaks_for_itself
from retold.stages.clean.kept import kept_kind, looks_like_name
from retold.stages.clean.layout import Layout, contents_of, holds, is_beside, is_masthead, layout_of, share
from retold.stages.clean.lines import NUMBERED
from retold.stages.clean.plain_traits import plain_traits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.stages.clean.appeal import Evidence
    from retold.stages.clean.lines import Line

_TEASER = re.compile(
    r"\b(?:19|20)\d\d[-/.]\d\d[-/.]\d\d\b.*\d\s*[KkMm]?\s*$|"
    r"\b\d+\s+(?:min|minutes?|hours?|days?|h|d)\s+(?:read|ago)\b"
)

_STEM = 4
"""Letters by which a word is compared, whatever its ending."""
_SURE, _STRONG = 0.6, 3.0
"""How much the strongest single piece of evidence counts besides, from the weight on at which it is strong."""
_SHORT = 25
"""In longer lines it does not: a paragraph that asks something of its reader may be the article's."""
_REMARK = 3.0
"""What counts against a line below the head of a comment section."""
_RECURS = 8.0
"""What counts against a line that stands on other pages of its site."""
_BAR = 0.25
"""How much must speak against a line before it is hidden."""
_AGAIN = 0.3
"""How much of a neighbour's voice is heard when the model has spoken."""
_FOOT, _FOOT_LINES = 1.5, 3
"""What counts against a line in the foot of a page, and how many lines a foot has."""
_AT_ONCE = 0.5
"""What counts for a sentence right below the article."""
_LEAST = 1e-4
"""A chance is never taken to be nearer to nothing or to one."""
_BROKEN = 8
"""Into how many lines a sentence is broken at most."""

_OF = re.compile(r"^\w+\s+\d{1,3}\s*(?:of|von|de|di|sur|из|din|z|av|van|/)\s*\d{1,3}$", re.IGNORECASE)
"""As ``Image 1 of 7``."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line is, why, and how sure that is (0 to 1)."""

    label: str
    reason: str
    score: float


def judge(
    lines: Sequence[Line],
    threshold: float = 0.5,
    recurring: frozenset[int] = frozenset(),
    chances: Sequence[float] | None = None,
) -> list[Verdict]:
    """Label every line of a plain text.

    ``threshold`` is the probability from which a line counts as chrome; ``recurring`` are the numbers of lines that
    stand on other pages of the site too; ``chances`` are those of being main text, if another model gave them.
    """
    if not lines:
        return []
    layout, gathered, smooth = weighed(lines, recurring)
    if chances is None:
        chances = model.chances(_table(lines, layout, gathered, smooth), "plain_model")
    closed = lines[layout.closed] if layout.closed < len(lines) else None
    remarks = layout.closed if closed and ending(closed) == "comments" else len(lines)  # readers speak below
    own = []
    for i, (line, evidence) in enumerate(zip(lines, gathered, strict=True)):
        chance = min(max(float(chances[i]), _LEAST), 1 - _LEAST)
        total = math.log((1 - chance) / chance) + _RECURS * (i in recurring) + _SURE * _plain(line, evidence)
        own.append(total - _BAR + (_REMARK if i > remarks else _guard(line, layout)))
    fixed = [speaks_for_itself(line) for line in lines]
    totals = _footed(lines, _smooth(own, fixed, recurring, _AGAIN), layout.tops)
    verdicts = [_verdict(lines, i, layout, gathered[i], totals[i], threshold) for i in range(len(lines))]
    return _headline(lines, verdicts, layout)


def _plain(line: Line, evidence: Sequence[Evidence]) -> float:
    """Return the strong evidence for and against a short line: what a rule knows better than the model."""
    if line.length > _SHORT:
        return 0.0
    most = max((weight for weight, _ in evidence), default=0.0)
    least = 0.0 if line.is_prose else min((weight for weight, _ in evidence), default=0.0)
    return most * (most >= _STRONG) + least * (least <= -_STRONG)


def _footed(lines: Sequence[Line], totals: list[float], tops: Sequence[str]) -> list[float]:
    """Count against lines that stand in the foot of the page: three at least below the last that is the article's.

    Whole sentences that follow the article at once, and ask nothing, are not yet the foot.
    """
    kept = [i for i, line in enumerate(lines) if totals[i] < 0 and (line.ends or line.is_prose or line.has_quote)]
    foot = kept[-1] + 1 if kept else 0
    below = foot
    while (
        below < len(lines)
        and lines[below].ends
        and not (lines[below].addresses or speaks_for_itself(lines[below]) or holds(lines[below], tops))
    ):
        below += 1
    weight = _FOOT * (len(lines) - foot >= _FOOT_LINES)
    return [
        *totals[:foot],
        *(total - _AT_ONCE for total in totals[foot:below]),
        *(total + weight for total in totals[below:]),
    ]


def plain_table(lines: Sequence[Line]) -> Any:
    """Return the columns of ``plain_traits`` for a text whose layout is not known yet."""
    return _table(lines, *weighed(lines))


def _table(
    lines: Sequence[Line], layout: Layout, gathered: Sequence[Sequence[Evidence]], smooth: Sequence[float]
) -> Any:
    return plain_traits(lines, layout, [[weight for weight, _ in found] for found in gathered], smooth)


def weighed(
    lines: Sequence[Line], recurring: frozenset[int] = frozenset()
) -> tuple[Layout, list[list[Evidence]], list[float]]:
    """Return where the article stands, the evidence of each line, and its sum with what the neighbours say."""
    layout = layout_of(lines, contents_of(lines), recurring)
    gathered = [_evidence(lines, i, layout) for i in range(len(lines))]
    for i in recurring:
        gathered[i].append((8.0, "stands on other pages too"))
    own = [sum(weight for weight, _ in evidence) for evidence in gathered]
    return layout, gathered, _smooth(own, [speaks_for_itself(line) for line in lines], recurring)


def _evidence(lines: Sequence[Line], i: int, layout: Layout) -> list[Evidence]:
    line = lines[i]
    found: list[Evidence] = []
    found += by_words(line, i in layout.contents)
    found += _by_shape(line)
    found += _by_place(lines, i, layout)
    return found


def _by_shape(line: Line) -> list[Evidence]:
    found: list[Evidence] = []
    if line.is_counter or _OF.match(line.text):
        found.append((5.0, "is a counter or a rule, without words"))
    elif line.is_prose:
        found.append((-3.0 - min(line.length, 40) / 20, "reads as running text"))
    elif line.is_cut:
        found.append((1.0, "breaks off in dots as a teaser does"))
    elif not line.ends:
        found.append((0.3, "is no sentence"))
    else:
        found.append((-1.5, "is a short sentence"))
    if line.text[0].islower():
        found.append((-1.0, "goes on with a sentence"))
    if _TEASER.search(line.text):
        found.append((2.5, "carries the date and counters of a teaser"))
    if line.is_fused:
        found.append((1.0, "has words run together, as joined links have"))
    if line.is_url and line.length < 25:
        found.append((1.0, "is mostly an address"))
    return found


def _by_place(lines: Sequence[Line], i: int, layout: Layout) -> list[Evidence]:
    line = lines[i]
    if i in layout.contents:
        return []
    if layout.announced and cues.plain(line.bare) in layout.announced:
        return [(-6.0, "is announced in the table of contents")]
    if _is_numbered(lines, i, layout):
        return [(-4.0, "is one of several numbered headings")]
    if not layout.first <= i <= layout.last:
        found = _below(lines, i, layout) if i > layout.last else _above(lines, i, layout)
        asked = 1.5 * line.asks + (3.0 if i > layout.last and _shared(line, layout) < 0.2 else 0.0)
        if line.addresses and not line.has_quote:
            found.append((asked, "speaks to its reader outside the article"))
        return found
    if i > layout.first and not line.is_prose and line.announces == "kicker":
        return [(5.0, "offers something else to read, watch or hear")]
    if speaks_for_itself(line):
        return [(-0.5, "stands inside the article")]
    if (since := _since_announced(lines, i)) and (since == 1 or _shared(line, layout) == 0):
        return [(5.0 if since == 1 else 3.5, "follows an announcement of other articles")]
    if _is_elsewhere(lines, i, layout):
        return [(8.0, "speaks of something else, between two paragraphs")]
    found = [(-1.5, "stands inside the article")]
    if not line.is_prose and _between_prose(lines, i):
        found.append((-2.0, "stands alone between paragraphs, as a subheading does"))
    return found


def _below(lines: Sequence[Line], i: int, layout: Layout) -> list[Evidence]:
    """Return what speaks for and against a line after the article."""
    line = lines[i]
    shared = _shared(line, layout)
    if layout.closed == len(lines) <= layout.last + 2:
        return [(0.3, "is the last line")]
    if i < layout.closed and _goes_on(lines, i):
        return [(-4.0, "is part of a sentence that is broken into lines")]
    if i < layout.closed and _is_counted(lines, i):
        return [(-4.0, "is an item of a counted list")]
    found = [(1.8, "stands after the end of the article")]
    if i >= layout.foot:
        found = [(3.0, "stands in the foot of the page")]
    if holds(line, layout.tops):
        found.append((5.0, "holds the headline again"))
    if layout.closed < i:
        found.append((1.5, "stands below what closes the page"))
        if line.is_prose and shared < 0.2 and line.length < 40:
            found.append((2.5, "speaks of something else than the article"))
    if shared == 0:
        found.append((1.0, "shares no word with the article"))
    elif shared >= 0.5:
        found.append((-1.2, "speaks of what the article speaks of"))
    if any(p.cue == "related" for p in lines[max(layout.last, i - 12) : i]):
        found.append((1.5, "follows an announcement of other articles"))
    return found


def _goes_on(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a line is part of a sentence that was broken at its links: in lower case all but the first."""
    if lines[i].ends and not lines[i].text[0].islower():
        return False
    first, last = i, i
    while first > 0 and lines[first].text[0].islower() and not lines[first - 1].ends and i - first < _BROKEN:
        first -= 1
    while last + 1 < len(lines) and not lines[last].ends and lines[last + 1].text[0].islower() and last - i < _BROKEN:
        last += 1
    parts = lines[first : last + 1]
    return (
        len(parts) > 1 and not lines[first].text[0].islower() and parts[-1].ends and sum(p.length for p in parts) >= 8
    )


def _is_counted(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a line begins with a number, and the lines beside it with the next ones, up or down."""
    found = [NUMBERED.match(line.text) for line in lines[max(0, i - 2) : i + 3]]
    near = [int(match[1]) if match else -9 * (k + 1) for k, match in enumerate(found)]
    here = min(i, 2)
    runs = [near[k : k + 3] for k in range(max(0, here - 2), min(here, len(near) - 3) + 1)]
    return any(abs(run[1] - run[0]) == 1 and run[2] - run[1] == run[1] - run[0] for run in runs)


def _above(lines: Sequence[Line], i: int, layout: Layout) -> list[Evidence]:
    """Return what speaks for and against a line before the article."""
    line = lines[i]
    if 0 <= layout.head < i <= layout.head + 3 and looks_like_name(line.text) and not line.is_buttons:
        return [(-3.0, "is a name below the headline")]
    if i == layout.first - 1 and line.length >= 3 and not line.cue:
        return [(-0.8, "stands right above the article")]
    if i < layout.head and is_masthead(lines, i):
        return [(3.0, "is a name above the menu of the page")]
    if _shared(line, layout) >= (0.5 if i < layout.head else 0.01):
        return [(-0.8, "shares words with the article")]
    if line.has_quote and line.length >= 3:
        return [(-1.5, "holds somebody's words above the article")]
    if is_beside(lines, i, layout.head) and not line.is_fused:
        return [(-2.0, "stands with the headline")]
    weight = 0.8 if layout.busy_top else -0.6
    return [(weight + 1.2 if i < layout.head else weight, "stands before the article")]


def _is_numbered(lines: Sequence[Line], i: int, layout: Layout) -> bool:
    """Tell whether a line is a numbered heading beside the article, whose next or last number heads another part."""
    number = NUMBERED.match(lines[i].text)
    if not number or not layout.head - 3 <= i <= layout.last + 2:
        return False
    near = (layout.numbered.get(int(number[1]) + by) for by in (-1, 1))
    return any(abs(place - i) > 1 for places in near if places for place in places)


def _shared(line: Line, layout: Layout) -> float:
    """Return the share of a line's longer words that the article uses too."""
    return share(line, layout.words)


def _is_elsewhere(lines: Sequence[Line], i: int, layout: Layout) -> bool:
    """Tell whether a line alone between paragraphs speaks of something else than they: a teaser, no subheading.

    Words are compared by their beginnings, because a subheading puts them into another form.
    """
    line = lines[i]
    if not 6 <= line.length <= 20 or line.is_prose or line.has_quote or line.has_saying or line.is_bullet:
        return False
    if not _between_prose(lines, i) or line.text[-1] in ":?" or NUMBERED.match(line.text):
        return False
    stems = {w[:_STEM] for w in line.words if len(w) >= _STEM and w not in cues.phrases("common")}
    return len(stems) >= 4 and stems.isdisjoint(w[:_STEM] for w in layout.words)


def _since_announced(lines: Sequence[Line], i: int) -> int:
    """Return how many lines ago other articles were announced, 0 if they were not or running text has come since."""
    for since in range(1, min(4, i + 1)):
        if lines[i - since + 1].is_prose or lines[i - since + 1].has_quote:
            return 0
        if lines[i - since].cue == "related":
            return since
    return 0


def _between_prose(lines: Sequence[Line], i: int) -> bool:
    return 0 < i < len(lines) - 1 and lines[i - 1].is_prose and lines[i + 1].is_prose


def _smooth(own: list[float], fixed: list[bool], mute: frozenset[int], loud: float = 1.0) -> list[float]:
    """Let neighbours speak: chrome comes in runs.  One step of weighted neighbours, each heard within limits.

    A line that is ``fixed`` hears only what speaks for its being chrome; one that is ``mute`` is not heard.
    """
    heard = [max(-4.0, min(4.0, value)) for value in own]
    result = []
    for i, value in enumerate(own):
        near = [(0.3, i - 1), (0.3, i + 1), (0.12, i - 2), (0.12, i + 2)]
        voice = sum(weight * heard[j] for weight, j in near if 0 <= j < len(own) and j not in mute)
        result.append(value + loud * (max(0.0, voice) if fixed[i] else voice))
    return result


def _guard(line: Line, layout: Layout) -> float:
    """Return the head start of a line that may carry a quotation: far more must speak against it."""
    if line.is_counter or (line.number > layout.last and holds(line, layout.tops)):
        return 0.0
    guard = 0.0
    if line.has_quote and line.announces != "related":
        guard -= 2.0 if line.is_prose else 1.2
    if line.has_saying:
        guard -= 1.0 if line.is_prose else 0.4
    return guard


def _verdict(
    lines: Sequence[Line], i: int, layout: Layout, evidence: list[Evidence], total: float, threshold: float
) -> Verdict:
    line = lines[i]
    chance = 1 / (1 + math.exp(-total))
    near_top = -6 <= i - layout.first <= 1 or i < min(8, layout.first + 2)
    kept = kept_kind(line, near_top=near_top, after=i > layout.last)
    if kept:
        return Verdict(*kept)
    if chance > threshold:
        weight, reason = max(evidence, default=(0.0, ""))
        if weight <= 0.5:
            reason = "stands in a run of page chrome"
        return Verdict("chrome", reason, round(chance, 3))
    _, reason = min(evidence, default=(0.0, "nothing speaks against it"))
    label = "body"
    if not line.is_prose and not line.ends and layout.first < i < layout.last and line.length <= 16:
        label, reason = "subheading", "is a short line between paragraphs"
    return Verdict(label, reason, round(1 - chance, 3))


def _headline(lines: Sequence[Line], verdicts: list[Verdict], layout: Layout) -> list[Verdict]:
    """Take the first fit line above the article for the headline.

    Where that one is in capitals or shares no word with the article, as a masthead is, the line takes its place that
    shares most.
    """
    fit = [i for i in range(layout.first + 1) if _may_head(lines[i], verdicts[i], i < layout.first)]
    fit = [i for i in fit if verdicts[i].label != "chrome"] or [i for i in fit if _shared(lines[i], layout) >= 0.4]
    if not fit:
        plain = [r for r in lines[: layout.first] if 3 <= r.length <= 25 and not by_words(r, in_contents=False)]
        plain = [r for r in plain if verdicts[r.number].label in {"chrome", "body"} and not outreach(r)]
        fit = [r.number for r in plain if verdicts[r.number].label == "body" or verdicts[r.number].score < 0.9][-1:]
    if not fit:
        return verdicts
    best = layout.head if layout.head in fit else fit[0]
    if best != layout.head and (lines[best].text.isupper() or not _shared(lines[best], layout)):
        best = max(fit, key=lambda i: (_shared(lines[i], layout) - lines[i].text.isupper() * 0.5, -i))
    if best - 1 in fit and is_beside(lines, best - 1, best):
        best -= 1
    verdicts[best] = Verdict("headline", "stands above the article, is no running text, and speaks of the same", 0.9)
    for j in range(best + 1, layout.first):
        if looks_like_name(lines[j].text) and (j - best <= 2 or layout.first - j <= 2) and not lines[j].is_buttons:
            verdicts[j] = Verdict("byline", "is a name between headline and article", 0.7)
    return verdicts


def _may_head(line: Line, verdict: Verdict, above: bool) -> bool:
    """Tell whether a line may be the headline: of 3 to 40 words, no long running text, no row of links."""
    if verdict.label in {"metadata", "byline", "caption"} or not 3 <= line.length <= 40:
        return False
    if line.is_prose and not (above and line.length < 25):
        return False
    return not (line.is_row or line.opens == "tools" or (line.asks >= 2 and outreach(line)))
