"""Signs that a text is cut off: its last sentence is unfinished, or a part that it announces is missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.records import Span
from retold.stages.clean import cues

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retold.stages.clean.judge import Verdict
    from retold.stages.clean.lines import Line

_MORE = re.compile(r"\[\s*\+?\s*\d+\s*char(?:acter)?s?\s*\]\s*$|(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$", re.IGNORECASE)
_OPEN = re.compile(
    r"[,;:–—-]\s*$|\b(?:and|or|the|a|an|of|to|in|with|that|und|der|die|et|le|la|de|y|и|в|на)\s*$", re.IGNORECASE
)
_CONTENTS = "is part of a table of contents"


def signs(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> Iterator[tuple[Span, str]]:
    """Yield place and plain words for each sign that a text is cut off."""
    body = [line for line, verdict in zip(lines, verdicts, strict=True) if verdict.label == "body"]
    if body and body[-1].length >= 8 and not body[-1].is_bullet:
        last = body[-1]
        place = Span(max(last.start, last.end - 80), last.end)
        if _MORE.search(last.text):
            yield place, "the text breaks off in dots or a count of missing characters"
        elif not last.ends and (_OPEN.search(last.text) or last.length >= 25):
            yield place, "the text ends in the middle of a sentence"
    yield from _missing_parts(lines, verdicts)


def _missing_parts(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> Iterator[tuple[Span, str]]:
    """Yield the entries of a table of contents that the text lacks, if it has most of the others."""
    entries = [line for line, verdict in zip(lines, verdicts, strict=True) if verdict.reason == _CONTENTS]
    entries = [line for line in entries if line.cue != "contents"]
    shown = {cues.plain(line.bare) for line, v in zip(lines, verdicts, strict=True) if v.label != "chrome"}
    missing = [line for line in entries if cues.plain(line.bare) not in shown]
    if entries and len(missing) * 2 < len(entries):
        for line in missing:
            yield Span(line.start, line.end), f"the text announces the part “{line.bare[:80]}” and lacks it"
