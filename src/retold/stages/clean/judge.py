"""Plain text that somebody else scraped: what each line is, told by its place, its neighbours and its words.

A line gathers evidence for and against being page chrome, in log-odds; the sum decides, and the strongest piece of
evidence is the reason that is shown.  The weights are set by hand; the asymmetry is meant: a leaked teaser is a
nuisance, a hidden quotation can never be checked.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.stages.clean import cues
from retold.stages.clean.dates import has_day
from retold.stages.clean.kept import kept_kind, looks_like_name
from retold.stages.clean.lines import NUMBERED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.stages.clean.lines import Line

Evidence = tuple[float, str]
_PENALTY = 7.0
_ENDS = {"related": 90.0, "comments": 90.0, "tags": 60.0, "footer": 60.0}
"""What a line of these classes takes from the sum of running text around it: after most of them no article goes on."""
_TEASER = re.compile(
    r"\b(?:19|20)\d\d[-/.]\d\d[-/.]\d\d\b.*\d\s*[KkMm]?\s*$|"
    r"\b\d+\s+(?:min|minutes?|hours?|days?|h|d)\s+(?:read|ago)\b"
)

_OF = re.compile(r"^\w+\s+\d{1,3}\s*(?:of|von|de|di|sur|из|din|z|av|van|/)\s*\d{1,3}$", re.IGNORECASE)
"""As ``Image 1 of 7``."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line is, why, and how sure that is (0 to 1)."""

    label: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the article stands, from its first to its last line of running text, and what is known of it.

    ``words`` are those that it uses, ``announced`` the parts in its table of contents; ``busy_top`` says that page
    chrome stands above it; ``head`` is the line above it that shares most of its words with it, where one does;
    ``contents`` are the lines of the table of contents; ``closed`` is the first line below the article that closes the
    page; ``numbered`` has for each number of a heading its first and its last line.
    """

    first: int
    last: int
    words: Counter[str]
    announced: frozenset[str]
    busy_top: bool
    head: int
    contents: frozenset[int]
    closed: int
    numbered: dict[int, tuple[int, int]]


def judge(lines: Sequence[Line], threshold: float = 0.5, recurring: frozenset[int] = frozenset()) -> list[Verdict]:
    """Label every line of a plain text.

    ``threshold`` is the probability from which a line counts as chrome; ``recurring`` are the numbers of lines that
    stand on other pages of the site too.
    """
    if not lines:
        return []
    contents = _contents(lines)
    layout = _layout(lines, contents, recurring)
    gathered = [_evidence(lines, i, layout) for i in range(len(lines))]
    for i in recurring:
        gathered[i].append((8.0, "stands on other pages too"))
    own = [sum(weight for weight, _ in evidence) for evidence in gathered]
    smooth = _smooth(own, [_speaks_for_itself(line) for line in lines], recurring)
    verdicts = []
    for i, line in enumerate(lines):
        total = smooth[i] + _guard(line)
        verdicts.append(_verdict(lines, i, layout, gathered[i], total, threshold))
    return _headline(lines, verdicts, layout)


def _layout(lines: Sequence[Line], contents: set[int], recurring: frozenset[int]) -> Layout:
    """Find the stretch of lines with the most running text: the maximal sum, where other lines count against it.

    Lines that recur on other pages or sheets do not part what they stand in.
    """
    best, best_span, here, start = 0.0, (0, len(lines) - 1), 0.0, 0
    for i, line in enumerate(lines):
        gain = 0.0 if i in recurring else _gain(line)
        if here <= 0:
            here, start = 0.0, i
        here += gain
        if here > best:
            best, best_span = here, (start, i)
    first, last = best_span
    words = Counter(w for line in lines[first : last + 1] if line.is_prose for w in set(line.words) if len(w) > 3)
    last = _goes_on(lines, last, words)
    while last + 1 < len(lines) and (_is_closing(lines[last + 1], words) or _is_cut_end(lines, last + 1)):
        last += 1
    last = _without_notices(lines, first, last, words)
    announced = frozenset(filter(None, (cues.plain(lines[i].bare) for i in contents)))
    busy = any(cues.whole(r.text) or r.is_counter or cues.is_row(r.text) for r in lines[:first])
    above = [r for r in lines[:first] if 3 <= r.length <= 40 and not _by_words(r, in_contents=r.number in contents)]
    above = [r for r in above if _share(r, words) >= 0.3 and not NUMBERED.match(r.text)]
    head = max(above, key=lambda r: (_share(r, words), -r.number)).number if above else -1
    closed = next((i for i in range(last + 1, len(lines)) if _ending(lines[i]) in _ENDS), len(lines))
    return Layout(first, last, words, announced, busy, head, frozenset(contents), closed, _numbered(lines))


def _gain(line: Line) -> float:
    """Return what a line adds to a stretch of running text."""
    if line.is_prose and not cues.opening(line.text) and not _pitches(line):
        return float(min(line.length, 60))
    return -_ENDS.get(_ending(line), _PENALTY)


def _ending(line: Line) -> str:
    """Return the class of chrome that a line announces: its whole words, or a list of topics; empty if none."""
    name = cues.whole(line.text)
    if not name and cues.opening(line.text) in {"tags", "comments"} and not line.is_prose:
        name = cues.opening(line.text)
    return name


def _pitches(line: Line) -> bool:
    """Tell whether a line asks its reader to subscribe, to accept, to give: by its words, speaking to him."""
    return cues.asks(line.words) >= 3 and _addresses(line) and not line.has_quote


def _goes_on(lines: Sequence[Line], last: int, words: Counter[str]) -> int:
    """Return where an article ends that a list or a box interrupts: nothing that closes a page stands between.

    It goes on at once, or its words return.
    """
    for i in range(last + 1, len(lines)):
        line = lines[i]
        if _ending(line) in _ENDS or cues.is_row(line.text):
            break
        if not line.is_prose or _pitches(line) or cues.opening(line.text):
            continue
        if _share(line, words) >= 0.3 or (not _outreach(line) and all(map(_interrupts, lines[last + 1 : i]))):
            last = i
    return last


def _offers(line: Line) -> bool:
    """Tell whether a line that is no sentence offers something: ``Sign in to save this article``."""
    return cues.asks(line.words) >= 2 and _addresses(line) and not line.has_quote


def _outreach(line: Line) -> bool:
    """Tell whether a line may ask something of its reader: weaker than ``_pitches``."""
    return cues.asks(line.words) > 0 and _addresses(line)


def _interrupts(line: Line) -> bool:
    """Tell whether an article may go on after this line: a box says what it is, a short sentence is an article's."""
    if _speaks_for_itself(line) or cues.whole(line.text) or cues.is_buttons(line.text):
        return True
    if line.length <= 6 and cues.asks(line.words):
        return True
    return line.ends and not _outreach(line)


def _is_closing(line: Line, words: Counter[str]) -> bool:
    """Tell whether a line that follows the article goes on with it: a short whole sentence that is no page's."""
    if not line.ends or line.length < 3 or cues.whole(line.text) or cues.opening(line.text):
        return False
    return line.has_quote or _share(line, words) > 0 or not (line.text[-1] in "!?" or _addresses(line))


def _addresses(line: Line) -> bool:
    return cues.addresses(line.text, line.words)


def _without_notices(lines: Sequence[Line], first: int, last: int, words: Counter[str]) -> int:
    """Return where an article ends without the notices below it, as *Thank you for reading*.

    They speak to a reader to whom the article does not speak, of something else.
    """
    prose = [line for line in lines[first : last + 1] if line.is_prose]
    if sum(map(_addresses, prose[:-2])) * 5 > len(prose[:-2]):
        return last
    while last > first:
        line = lines[last]
        long = [w for w in line.words if len(w) > 3]
        shared = sum(words[w] > line.is_prose for w in long) / len(long) if long else 0.0
        if line.has_quote or line.has_saying or line.length >= 30 or shared >= 0.2 or not _addresses(line):
            break
        last -= 1
    return last


def _is_cut_end(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a line is the last of all and a sentence that was cut off: long, without a cue."""
    return i == len(lines) - 1 and lines[i].length >= 10 and not cues.opening(lines[i].text)


def _contents(lines: Sequence[Line]) -> set[int]:
    """Return the lines of a table of contents: a run of short lines that come again later as lines of their own."""
    later: dict[str, int] = {cues.plain(line.bare): line.number for line in lines}
    first = {cues.plain(line.bare): line.number for line in reversed(lines)}
    found: set[int] = set()
    for i, line in enumerate(lines):
        if cues.whole(line.text) != "contents" and not found.intersection({i - 1}):
            continue
        if i - 1 not in found or cues.whole(line.text) == "contents":
            following = lines[i + 1 : i + 9]
            hits = [later.get(cues.plain(f.bare), -1) > f.number for f in following]
            if sum(hits) >= 2 or any(f.is_bullet for f in following[:2]):
                found.add(i)
        elif later.get(cues.plain(line.bare), -1) > i or (
            line.is_bullet and lines[i - 1].is_bullet and first.get(cues.plain(line.bare), i) == i
        ):
            found.add(i)
    return found


def _evidence(lines: Sequence[Line], i: int, layout: Layout) -> list[Evidence]:
    line = lines[i]
    found: list[Evidence] = []
    found += _by_words(line, i in layout.contents)
    found += _by_shape(line)
    found += _by_place(lines, i, layout)
    return found


def _by_words(line: Line, in_contents: bool) -> list[Evidence]:
    if in_contents:
        return [(7.0, "is part of a table of contents")]
    name = cues.whole(line.text)
    if name:
        return [(5.0 if name != "navigation" else 3.5, cues.CLASSES[name])]
    if cues.is_row(line.text) and not has_day(line.text):
        return [(4.5, "is a row of links")]
    name = cues.opening(line.text)
    if name:
        sure = 3.5 if line.length <= 25 else 1.5
        return [(sure + (3.0 if line.is_prose and _pitches(line) else 0.0), cues.CLASSES[name])]
    if "©" in line.text[:40] or "(c) 20" in line.text[:40].lower():
        return [(7.0 if line.length <= 30 else 4.0, "is legal or footer text")]
    if _pitches(line):
        return [(min(8.0, 1.5 * cues.asks(line.words) + 1.5), "asks something of its reader")]
    if not line.is_prose and _offers(line):
        return [(1.5 * cues.asks(line.words) + 1.5, "asks something of its reader")]
    if not line.is_prose and cues.is_buttons(line.text):
        return [(3.0, "is made of the words of buttons")]
    return []


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
        found = _below(lines, i, layout) if i > layout.last else _above(line, i, layout)
        asked = 1.5 * cues.asks(line.words) + (3.0 if i > layout.last and _shared(line, layout) < 0.2 else 0.0)
        if _addresses(line) and not line.has_quote:
            found.append((asked, "speaks to its reader outside the article"))
        return found
    if _speaks_for_itself(line):
        return [(-0.5, "stands inside the article")]
    found = [(-1.5, "stands inside the article")]
    if not line.is_prose and _between_prose(lines, i):
        found.append((-2.0, "stands alone between paragraphs, as a subheading does"))
    return found


def _below(lines: Sequence[Line], i: int, layout: Layout) -> list[Evidence]:
    """Return what speaks for and against a line after the article."""
    line = lines[i]
    shared = _shared(line, layout)
    found = [(1.8, "stands after the end of the article")]
    if layout.closed < i:
        found.append((1.5, "stands below what closes the page"))
        if line.is_prose and shared < 0.2 and line.length < 40:
            found.append((2.5, "speaks of something else than the article"))
    if shared == 0:
        found.append((1.0, "shares no word with the article"))
    elif shared >= 0.5:
        found.append((-1.2, "speaks of what the article speaks of"))
    if any(cues.whole(p.text) == "related" for p in lines[max(layout.last, i - 12) : i]):
        found.append((1.5, "follows an announcement of other articles"))
    return found


def _above(line: Line, i: int, layout: Layout) -> list[Evidence]:
    """Return what speaks for and against a line before the article."""
    if 0 <= layout.head < i <= layout.head + 3 and looks_like_name(line.text) and not cues.is_buttons(line.text):
        return [(-3.0, "is a name below the headline")]
    if i == layout.first - 1 and line.length >= 3 and not cues.whole(line.text):
        return [(-0.8, "stands right above the article")]
    if _shared(line, layout):
        return [(-0.8, "shares words with the article")]
    if line.has_quote and line.length >= 3:
        return [(-1.5, "holds somebody's words above the article")]
    weight = 0.8 if layout.busy_top else -0.6
    return [(weight + 1.2 if i < layout.head else weight, "stands before the article")]


def _is_numbered(lines: Sequence[Line], i: int, layout: Layout) -> bool:
    """Tell whether a line is a numbered heading beside the article, whose next or last number heads another part."""
    number = NUMBERED.match(lines[i].text)
    if not number or not layout.head - 3 <= i <= layout.last + 2:
        return False
    near = (layout.numbered.get(int(number[1]) + by) for by in (-1, 1))
    return any(abs(place - i) > 1 for places in near if places for place in places)


def _numbered(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Return for each number with which lines begin the first and the last of them."""
    found: dict[int, tuple[int, int]] = {}
    for line in lines:
        if match := NUMBERED.match(line.text):
            number = int(match[1])
            found[number] = (found.get(number, (line.number,))[0], line.number)
    return found


def _shared(line: Line, layout: Layout) -> float:
    """Return the share of a line's longer words that the article uses too."""
    return _share(line, layout.words)


def _share(line: Line, words: Counter[str]) -> float:
    long = [w for w in line.words if len(w) > 3]
    return sum(w in words for w in long) / len(long) if long else 0.0


def _between_prose(lines: Sequence[Line], i: int) -> bool:
    return 0 < i < len(lines) - 1 and lines[i - 1].is_prose and lines[i + 1].is_prose


def _speaks_for_itself(line: Line) -> bool:
    """Tell whether a line is a cue whatever stands beside it, as ``Advertisement`` between two paragraphs."""
    if _pitches(line) or cues.is_row(line.text) or (not line.is_prose and _offers(line)):
        return True
    return cues.whole(line.text) not in {"", "navigation"} or (bool(cues.opening(line.text)) and line.length <= 25)


def _smooth(own: list[float], fixed: list[bool], mute: frozenset[int]) -> list[float]:
    """Let neighbours speak: chrome comes in runs.  One step of weighted neighbours, each heard within limits.

    A line that is ``fixed`` hears only what speaks for its being chrome; one that is ``mute`` is not heard.
    """
    heard = [max(-4.0, min(4.0, value)) for value in own]
    result = []
    for i, value in enumerate(own):
        near = [(0.3, i - 1), (0.3, i + 1), (0.12, i - 2), (0.12, i + 2)]
        voice = sum(weight * heard[j] for weight, j in near if 0 <= j < len(own) and j not in mute)
        result.append(value + (max(0.0, voice) if fixed[i] else voice))
    return result


def _guard(line: Line) -> float:
    """Return the head start of a line that may carry a quotation: far more must speak against it."""
    if line.is_counter:
        return 0.0
    guard = 0.0
    if line.has_quote:
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
    fit = [i for i in range(layout.first + 1) if _may_head(lines[i], verdicts[i], i < layout.first, layout)]
    if not fit:
        plain = [r for r in lines[: layout.first] if 3 <= r.length <= 25 and not _by_words(r, in_contents=False)]
        plain = [r for r in plain if verdicts[r.number].label in {"chrome", "body"} and not _outreach(r)]
        fit = [r.number for r in plain if verdicts[r.number].label == "body" or verdicts[r.number].score < 0.9][-1:]
    if not fit:
        return verdicts
    best = fit[0]
    if lines[best].text.isupper() or not _shared(lines[best], layout):
        best = max(fit, key=lambda i: (_shared(lines[i], layout) - lines[i].text.isupper() * 0.5, -i))
    verdicts[best] = Verdict("headline", "stands above the article, is no running text, and speaks of the same", 0.9)
    for j in range(best + 1, layout.first):
        if looks_like_name(lines[j].text) and layout.first - j <= 2 and not cues.is_buttons(lines[j].text):
            verdicts[j] = Verdict("byline", "is a name between headline and article", 0.7)
    return verdicts


def _may_head(line: Line, verdict: Verdict, above: bool, layout: Layout) -> bool:
    """Tell whether a line may be the headline: of 3 to 40 words, no long running text, not plainly chrome."""
    if verdict.label in {"metadata", "byline", "caption"} or not 3 <= line.length <= 40:
        return False
    if line.is_prose and not (above and line.length < 25):
        return False
    if cues.is_row(line.text) or cues.opening(line.text) == "tools":
        return False
    return verdict.label != "chrome" or _shared(line, layout) >= 0.4
