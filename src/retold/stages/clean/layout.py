"""Where the article of a plain text stands, and what else the text as a whole tells."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.stages.clean import cues
from retold.stages.clean.appeal import ENDS, by_words, ending, interrupts, outreach, pitches
from retold.stages.clean.dates import has_day
from retold.stages.clean.lines import NUMBERED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.stages.clean.lines import Line

_PENALTY = 7.0
_STEM = 4
"""Letters by which a word is compared, whatever its ending."""
_HEADLINE = 3
"""How many words of the article a headline has, if the text has one."""
_FOOT = 3
"""Of how many lines the foot of a page is at least, and how many paragraphs stand above it."""
_WORDS = 4
"""How many words a line has at least that comes again within another."""
_MORE = 50
"""How many characters a line may have besides the headline that it holds."""
_LABEL = 30
"""Among so many characters a colon stands behind a speaker's name."""
_LENGTHY = 15
"""From how many words on a sentence is longer than what stands under a teaser."""
_HANGING = frozenset(
    """
    a an the and or but nor of to in on at by for from with as than that which who whom whose when where while because
    if he she it they we i his her its their our is was are were be been has had have will would could should not
    der die das den dem des ein eine einen einem einer und oder aber von zu im am mit für auf als dass weil er sie es
    le la les un une des du de et ou mais à au aux en dans par pour sur avec que qui il elle ils elles ne
    el los las y o pero del al con por para su sus se no lo il lo gli i uno una e ed ma di da nel della che si non
    os as um uma e ou mas do da dos das no na em com ao и в на с по от из за что как но он она они не
    i w z na do że się nie oraz het een en van op met dat och att som den det på av si și cu din că nu pe
    """.split()
)
"""Words with which no sentence ends."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the article stands, from its first to its last line of running text, and what is known of it.

    ``words`` are those that it uses, ``announced`` the parts in its table of contents; ``busy_top`` says that page
    chrome stands above it; ``head`` is the line above it that shares most of its words with it, where one does;
    ``contents`` are the lines of the table of contents; ``closed`` is the first line below the article that closes the
    page; ``numbered`` has for each number of a heading its first and its last line; ``tops`` are the lines above the
    article that may be a headline or a name, as ``cues.plain`` has them; ``foot`` is the first line of a block that
    would be the article's end, were it not the foot of the page (the number of lines, if there is none).
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
    tops: tuple[str, ...]
    foot: int


def layout_of(lines: Sequence[Line], contents: set[int], recurring: frozenset[int]) -> Layout:
    """Find the stretch of lines with the most running text: the maximal sum, where other lines count against it.

    Lines that recur on other pages or sheets do not part what they stand in.
    """
    best, best_span, here, start = 0.0, (0, len(lines) - 1), 0.0, 0
    listed = _listed(lines)
    for i, line in enumerate(lines):
        gain = 0.0 if i in recurring or i in listed else _gain(line)
        if here <= 0:
            here, start = 0.0, i
        here += gain
        if here > best:
            best, best_span = here, (start, i)
    first, last = best_span
    words = _words(lines[first : last + 1])
    first = _begins(lines, first, words)
    while first > 0 and lines[first - 1].is_prose and _gain(lines[first - 1]) > 0:
        first -= 1
    words = _words(lines[first : last + 1])
    tops = tuple(cues.plain(r.text) for r in lines[:first] if _WORDS <= r.length <= 40)
    again = (i for i in range(first + 2, last + 1) if holds(lines[i], tops))
    last = _goes_on(lines, next(again, last + 1) - 1, words, tops)
    while (
        last + 1 < len(lines)
        and not holds(lines[last + 1], tops)
        and (last + 1 in listed or _is_closing(lines[last + 1], words) or _is_cut_end(lines, last + 1, words))
    ):
        last += 1
    end = _without_foot(lines, first, last)
    foot = end + 1 if end < last else len(lines)
    last = _without_notices(lines, first, end, words)
    announced = frozenset(filter(None, (cues.plain(lines[i].bare) for i in contents)))
    busy = any(r.cue or r.is_counter or r.is_row for r in lines[:first])
    above = [r for r in lines[:first] if 3 <= r.length <= 40 and not by_words(r, in_contents=r.number in contents)]
    above = [r for r in above if share(r, words) >= 0.3 and not NUMBERED.match(r.text)]
    above = [r for r in above if "|" not in r.text and not has_day(r.text)]
    head = _head(lines, above, words)
    closed = next((i for i in range(last + 1, len(lines)) if ending(lines[i]) in ENDS), len(lines))
    return Layout(first, last, words, announced, busy, head, frozenset(contents), closed, _numbered(lines), tops, foot)


def holds(line: Line, tops: Sequence[str]) -> bool:
    """Tell whether a line is one from above the article and a few words more: *9 replies to "Bridge to close"*."""
    text = cues.plain(line.text)
    return any(len(top) < len(text) <= len(top) + _MORE and top in text for top in tops)


def _words(stretch: Sequence[Line]) -> Counter[str]:
    """Return the longer words of running text, each with the number of lines that use it."""
    return Counter(w for line in stretch if line.is_prose for w in set(line.words) if len(w) > 3)


def _head(lines: Sequence[Line], above: Sequence[Line], words: Counter[str]) -> int:
    """Return the first line that shares nearly as many words with the article as the one that shares most.

    -1 if there is none.  The name above the menu of a page is no headline, if another line may be.
    """
    named = [r for r in above if not is_masthead(lines, r.number)] or above
    shared = {line.number: sum(w in words for w in {*line.words} if len(w) > 3) for line in named}
    most = max(shared.values(), default=0)
    if most < _HEADLINE:
        return max(named, key=lambda r: (share(r, words), -r.number)).number if named else -1
    return next(number for number, count in shared.items() if 3 * count >= 2 * most)


def is_beside(lines: Sequence[Line], i: int, head: int) -> bool:
    """Tell whether a line stands right above the headline, as its upper half does: in a text that uses blank lines."""
    if not head - 2 <= i < head or not any(line.blank_before for line in lines[1 : head + 4]):
        return False
    return not any(line.blank_before or line.cue for line in lines[i + 1 : head + 1])


def is_masthead(lines: Sequence[Line], i: int) -> bool:
    """Tell whether a line may be the name of a paper: a few words, no sentence, above a menu."""
    line = lines[i]
    if line.length > 8 or line.ends or line.has_quote:
        return False
    return any(cues.is_menu(below.text) for below in lines[i + 1 : i + 4])


def _gain(line: Line) -> float:
    """Return what a line adds to a stretch of running text."""
    if line.is_prose and not line.opens and not pitches(line) and not line.is_notice:
        return float(min(line.length, 60))
    if line.length >= 3 and not (line.cue or line.opens or outreach(line)):
        if line.ends:
            return 0.0
        if line.text[-1] == ":" and line.length >= 4:  # what it announces comes next
            return float(line.length)
    return -ENDS.get(ending(line), _PENALTY)


def _listed(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines of a list that the line above it announces: *Three points are open:*, then a bullet each."""
    found: set[int] = set()
    for above, line in itertools.pairwise(lines):
        if line.is_bullet and (above.number in found or (above.text[-1] == ":" and above.length >= 4)):
            found.add(line.number)
    return frozenset(found)


def _goes_on(lines: Sequence[Line], last: int, words: Counter[str], tops: Sequence[str]) -> int:
    """Return where an article ends that a list or a box interrupts: nothing that closes a page stands between.

    It goes on at once, or its words return.
    """
    for i in range(last + 1, len(lines)):
        line = lines[i]
        if ending(line) == "related" and (paragraph := _interrupted(lines, i, words)):
            last = paragraph
            continue
        if ending(line) in ENDS or line.is_row or holds(line, tops):
            break
        if not line.is_prose or pitches(line) or line.opens or line.is_notice:
            continue
        if share(line, words) >= 0.3 or (not outreach(line) and all(map(interrupts, lines[last + 1 : i]))):
            last = i
    return last


def _interrupted(lines: Sequence[Line], i: int, words: Counter[str]) -> int:
    """Return where an article goes on in which one or two others are announced, 0 if nowhere: it speaks of the same.

    Where a list of other articles follows, with a sentence under each headline, another headline comes next.
    """
    at = next((k for k in range(i + 1, min(i + 4, len(lines))) if lines[k].is_prose), 0)
    following = lines[at + 1] if at + 1 < len(lines) else None
    short = lines[at].length < 12 and not (following and following.is_prose)
    if not at - i > 1 or short or outreach(lines[at]):
        return 0
    alone = following is None or following.ends or bool(following.cue or following.opens)
    return at if alone and _is_akin(lines[at], words) else 0


def _is_akin(line: Line, words: Counter[str]) -> bool:
    """Tell whether a paragraph may be an article's: it reports somebody's words, or has two of the article's own.

    Of a long one, one will do.
    """
    if line.has_quote and line.has_saying:
        return True
    known = {word[:_STEM] for word in words}
    own = {w[:_STEM] for w in line.words if len(w) >= _STEM and w not in cues.phrases("common")}
    return len(own & known) >= (1 if line.length >= _LENGTHY else 2)


def _begins(lines: Sequence[Line], first: int, words: Counter[str]) -> int:
    """Return where an article begins that a box interrupts above its longest stretch: nothing else stands between."""
    at = next((k for k in range(first - 1, max(-1, first - 5), -1) if lines[k].is_prose), -1)
    box = lines[at + 1 : first]
    if at < 0 or not any(ending(line) == "related" for line in box) or pitches(lines[at]):
        return first
    return _begins(lines, at, words) if lines[at].length >= 12 and _is_akin(lines[at], words) else first


def _is_closing(line: Line, words: Counter[str]) -> bool:
    """Tell whether a line that follows the article goes on with it: a short whole sentence that is no page's."""
    if not line.ends or line.length < 3 or line.cue or line.opens:
        return False
    if line.is_notice:
        return False
    return line.has_quote or share(line, words) > 0 or not (line.text[-1] in "!?" or line.addresses)


def _without_foot(lines: Sequence[Line], first: int, last: int) -> int:
    """Return where an article ends without the foot of the page: a block of lines below paragraphs that stand alone.

    Most of its lines are no running text, or it is the last block and they are short; it reports and lists nothing.
    """
    start = last
    while start > first and not lines[start].blank_before:
        start -= 1
    end = next((i for i in range(last + 1, len(lines)) if lines[i].blank_before), len(lines))
    block, above = lines[start:end], lines[first + 1 : start]
    if len(block) < _FOOT or len(above) < _FOOT or lines[start - 1].text[-1] == ":":
        return last
    if any(line.is_bullet or (line.has_quote and line.has_saying) for line in block):
        return last
    if 2 * sum(line.ends and ":" in line.text[:_LABEL] for line in block) > len(block):  # they speak in turn
        return last
    if sum(bool(line.blank_before) for line in above) < 0.8 * len(above):
        return last
    short = end == len(lines) and sum(line.length for line in block) <= _LENGTHY * len(block)
    return start - 1 if short or 2 * sum(line.is_prose for line in block) < len(block) else last


def _without_notices(lines: Sequence[Line], first: int, last: int, words: Counter[str]) -> int:
    """Return where an article ends without the notices below it, as *Thank you for reading*.

    They speak to a reader to whom the article does not speak, of something else.
    """
    prose = [line for line in lines[first : last + 1] if line.is_prose]
    if sum(line.addresses for line in prose[:-2]) * 5 > len(prose[:-2]):
        return last
    while last > first:
        line = lines[last]
        long = [w for w in line.words if len(w) > 3]
        shared = sum(words[w] > line.is_prose for w in long) / len(long) if long else 0.0
        if line.has_quote or line.has_saying or line.length >= 30 or shared >= 0.2 or not line.addresses:
            break
        last -= 1
    return last


def _is_cut_end(lines: Sequence[Line], i: int, words: Counter[str]) -> bool:
    """Tell whether a line below the article is its last sentence, cut off: *She then asked whether he*.

    It hangs on a word with which no sentence ends; or it is long and the last of all, or reports or speaks of the same
    and stands alone: a list of headlines has more than one.
    """
    line = lines[i]
    if line.ends or line.length < 5 or line.opens or line.cue or outreach(line):
        return False
    bare = [w for w in line.text.split() if w[0].isalpha()]
    if 2 * sum(w[0].islower() for w in bare) < len(bare) or line.is_row or line.is_fused:
        return False
    if line.words[-1] in _HANGING and line.text[-1].isalpha():
        return True
    if i == len(lines) - 1:
        return line.length >= 10
    alone = lines[i + 1].ends or lines[i + 1].length < 5 or bool(lines[i + 1].cue)
    return alone and line.length >= 10 and (line.has_saying or share(line, words) >= 0.5)


def contents_of(lines: Sequence[Line]) -> set[int]:
    """Return the lines of a table of contents: a run of short lines that come again later as lines of their own."""
    later: dict[str, int] = {cues.plain(line.bare): line.number for line in lines}
    first = {cues.plain(line.bare): line.number for line in reversed(lines)}
    found: set[int] = set()
    for i, line in enumerate(lines):
        if line.cue != "contents" and not found.intersection({i - 1}):
            continue
        if i - 1 not in found or line.cue == "contents":
            following = lines[i + 1 : i + 9]
            hits = [later.get(cues.plain(f.bare), -1) > f.number for f in following]
            if sum(hits) >= 2 or any(f.is_bullet for f in following[:2]):
                found.add(i)
        elif later.get(cues.plain(line.bare), -1) > i or (
            line.is_bullet and lines[i - 1].is_bullet and first.get(cues.plain(line.bare), i) == i
        ):
            found.add(i)
    return found


def _numbered(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Return for each number with which lines begin the first and the last of them."""
    found: dict[int, tuple[int, int]] = {}
    for line in lines:
        if match := NUMBERED.match(line.text):
            number = int(match[1])
            found[number] = (found.get(number, (line.number,))[0], line.number)
    return found


def share(line: Line, words: Counter[str]) -> float:
    """Return the share of a line's longer words that are among these."""
    long = [w for w in line.words if len(w) > 3]
    return sum(w in words for w in long) / len(long) if long else 0.0
