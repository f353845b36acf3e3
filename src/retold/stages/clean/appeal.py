"""What a line says to its reader by its words: that it is chrome, that it asks for something, that it closes a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.stages.clean import cues
from retold.stages.clean.dates import has_day

if TYPE_CHECKING:
    from retold.stages.clean.lines import Line

Evidence = tuple[float, str]
ENDS = {"related": 90.0, "comments": 90.0, "tags": 60.0, "footer": 60.0}
"""What a line of these classes takes from the sum of running text around it: after most of them no article goes on."""


def ending(line: Line) -> str:
    """Return the class of chrome that a line announces: its whole words, or a list of topics; empty if none."""
    name = line.cue
    if not name and line.opens in {"tags", "comments"} and not line.is_prose:
        name = line.opens
    return name


def pitches(line: Line) -> bool:
    """Tell whether a line asks its reader to subscribe, to accept, to give: by its words, speaking to him."""
    if line.has_quote or not line.addresses:
        return False
    return line.asks >= 3 or (line.is_call and not line.has_saying)


def offers(line: Line) -> bool:
    """Tell whether a line that is no sentence offers something: ``Sign in to save this article``."""
    return line.asks >= 2 and line.addresses and not line.has_quote


def outreach(line: Line) -> bool:
    """Tell whether a line may ask something of its reader: weaker than ``pitches``."""
    return line.asks > 0 and line.addresses


def interrupts(line: Line) -> bool:
    """Tell whether an article may go on after this line: a box says what it is, a short sentence is an article's."""
    if speaks_for_itself(line) or line.cue or line.is_buttons:
        return True
    if line.length <= 6 and line.asks:
        return True
    return line.ends and not outreach(line)


def speaks_for_itself(line: Line) -> bool:
    """Tell whether a line is a cue whatever stands beside it, as ``Advertisement`` between two paragraphs."""
    if pitches(line) or line.is_row or (not line.is_prose and offers(line)):
        return True
    if line.is_notice or line.announces in {"related", "kicker"}:
        return not line.has_saying
    return line.cue not in {"", "navigation"} or (bool(line.opens) and line.length <= 25)


def by_words(line: Line, in_contents: bool) -> list[Evidence]:
    """Return what the words of a line say for its being chrome."""
    if in_contents:
        return [(10.0, "is part of a table of contents")]
    name = line.cue
    if name:
        return [(5.0 if name != "navigation" else 3.5, cues.CLASSES[name])]
    if line.is_row and not has_day(line.text):
        return [(4.5, "is a row of links")]
    if line.announces == "related":  # words in quotation marks are a headline's here
        return [(10.0, cues.CLASSES["related"])]
    name = line.opens
    if name:
        sure = 3.5 if line.length <= 25 else 1.5
        return [(sure + (3.0 if line.is_prose and pitches(line) else 0.0), cues.CLASSES[name])]
    if "©" in line.text[:40] or line.text[:40].lower().startswith("(c) "):
        return [(7.0 if line.length <= 30 else 4.0, "is legal or footer text")]
    if line.is_notice and not line.has_quote:
        return [(6.0, "tells whose the page is or how its text was made")]
    if pitches(line):
        asked = line.asks + 3 * line.is_call
        return [(min(8.0, 1.5 * asked + 1.5), "asks something of its reader")]
    if not line.is_prose and offers(line):
        return [(1.5 * line.asks + 1.5, "asks something of its reader")]
    if not line.is_prose and line.is_buttons:
        return [(3.0, "is made of the words of buttons")]
    return []
