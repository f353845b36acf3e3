"""What a page states of itself: title, day, outlet; taken from hints first, then from the labelled lines."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING

from retold.records import Interval, Span
from retold.stages.clean import cues
from retold.stages.clean.dates import days, has_day, interval
from retold.stages.clean.outlets import is_site
from retold.stages.clean.signed import is_agency
from retold.stages.clean.sites import host_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from retold.records import Hint, Page
    from retold.stages.clean.judge import Verdict
    from retold.stages.clean.lines import Line

_SEPARATOR = re.compile(r"\s+[|•·–—»«:~/-]{1,2}\s+|\s*[|»]\s*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FILE = ("pdf ", "docx ")
"""Where a file tells its own day, which need not be the text's."""
_IN_MARKUP = ("json-ld", "meta")
_UPDATED = re.compile(
    r"updat|modif|revised|reviewed|aktuali[sz]|mis à jour|a[ck]tuali[sz]|aggiorn|atualiz|обновл|обновен|оновлен|редакт|"
    r"bijgewerkt|u?ppdater|opdater|päivitetty|frissítve|ažurir|güncelle|ενημερώθηκε|تحديث|עודכן|更新|수정|diperbarui|"
    r"cập nhật|अपडेट",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?:\b(?:first|originally) (?:published|posted|appeared)|\berstmals (?:erschienen|veröffentlicht)|"
    r"\bpublié initialement|\bpublicado originalmente|\bpubblicato originariamente|впервые опубликован).{,60}",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^([A-ZÀ-ÞА-Я][^()/\n]{1,70}?)[,.]?\s*(?:\(([A-ZÀ-ÞА-Я][\w .&-]{1,30})\)|/([A-ZÀ-ÞА-Я][\w .&-]{1,30})/)\s*[.:–—-]"
)


def titles(hints: Sequence[Hint], url: str = "") -> list[str]:
    """Return the candidates for a title, the site's name stripped, the best first.

    A vote: places agree or not (json-ld, og:title, h1, title tag); the page's only ``h1`` speaks louder, if it shares a
    word with another candidate, because it is what readers see.
    """
    given = [h for h in hints if h.field == "title" and h.value.strip()]
    outlets = {h.value.casefold().strip() for h in hints if h.field == "outlet"}
    outlets.add(host_of(url))
    shown = [(h, " ".join(_strip_site(unescape(h.value), given, outlets).split())) for h in given]
    shown = [(h, title) for h, title in shown if title and title.casefold() not in outlets]
    heads = [title for h, title in shown if h.where == "h1"]
    votes: Counter[str] = Counter()
    for hint, title in shown:
        others = [t for h, t in shown if h.where != "h1"]
        if hint.where != "h1":
            votes[title.casefold()] += 2 if hint.where in {"json-ld headline", "meta og:title"} else 1
        elif _akin(title, others) or not others:
            votes[title.casefold()] += 10 if len(heads) == 1 else 5
    order = list(dict.fromkeys(title for _, title in shown))
    return sorted(order, key=lambda t: -votes[t.casefold()])


def _akin(title: str, others: Sequence[str]) -> bool:
    """Tell whether a title shares a quarter of its longer words with another candidate."""
    words = set(re.findall(r"\w{3,}", title.casefold()))
    if not words:
        return False
    return any(4 * len(words & set(re.findall(r"\w{3,}", other.casefold()))) >= len(words) for other in others)


def _strip_site(title: str, given: Sequence[Hint], outlets: set[str]) -> str:
    """Return a title without the site's name at its end (or start): ``A bridge for the harbour | Bay Courier``."""
    title = " ".join(title.split())
    others = {" ".join(h.value.split()).casefold() for h in given}
    for match in reversed(list(_SEPARATOR.finditer(title))):
        head, tail = title[: match.start()].strip(), title[match.end() :].strip()
        if not head or not tail:
            continue
        if head.casefold() in others or is_site(tail, outlets):
            return _strip_site(head, given, outlets)
        if is_site(head, outlets):
            return tail
    return title


def published(page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict], language: str) -> Interval | None:
    """Return the day on which the page was published, or both readings of an ambiguous one; ``None`` if unstated.

    The day that readers see by the headline goes first: what the markup states is as often the day on which a page was
    moved or its day in another time zone.  A day that is said to be that of an update comes last.
    """
    found = [(text, stated_days[0]) for text in _dated(page, lines, verdicts) if (stated_days := days(text))]
    if not found:
        return None
    text, readings = found[0]
    if len(readings) > 1:
        readings = _decide(readings, [r for _, r in found[1:]], language, text)
    return interval(readings, text)


def _dated(page: Page, lines: Sequence[Line], verdicts: Sequence[Verdict]) -> list[str]:
    """Return the texts that may state the day of publication, the most trustworthy first."""
    stated = [h for h in page.hints if h.field == "published"]
    markup = [h.value for h in stated if h.where.startswith(_IN_MARKUP)]
    times = [h.value for h in stated if h.where == "time"]
    modified = [h.value for h in page.hints if h.field == "modified"]
    top = _near_headline(lines, verdicts)
    shown = _first_days(top)
    labelled = _labelled(lines)
    said = _first_days(labelled)
    if shown and markup and not _near(shown[0], markup) and _is_seen(markup, lines):
        shown = [t for t in shown if _near(t, markup)]
    return [
        *(m.group() for text in _with_years(lines, 400) if (m := _FIRST.search(text)) and days(m.group())),
        *(t for t in shown[:1] if _is_plain(t, labelled) and (_near(t, markup) or not _near(t, modified))),
        *(h.value for h in stated if h.where not in {"time", "url"} and not h.where.startswith(("script", *_FILE))),
        *([] if top else times[:1]),
        *shown,
        *times[:3],
        *said[:1],
        dateline(lines)[0],
        *(h.value for h in stated if h.where.startswith(("script", "url"))),
        *_alone(lines),
        *(h.value for h in stated if h.where.startswith(_FILE)),
        *modified,
        *top,
        *labelled,
        *(r.text for r, v in zip(lines, verdicts, strict=True) if v.label in {"metadata", "byline"}),
    ]


def _is_seen(markup: Sequence[str], lines: Sequence[Line]) -> bool:
    """Tell whether readers see a day that the markup states, on a line that does not say that it is an update's."""
    seen = {day for text in _first_days([*_with_years(lines, 60)]) for day in days(text)}
    return any(found and found[0] in seen for found in map(days, markup))


def _first_days(texts: Sequence[str]) -> list[str]:
    """Return the texts that state a day which is not said to be that of an update, up to where they say that."""
    heads = [text[: match.start()] if (match := _UPDATED.search(text)) else text for text in texts]
    return [head for head in heads if days(head)]


def _is_plain(text: str, labelled: Sequence[str]) -> bool:
    """Tell whether a text is labelled as a day's or is hardly more than one, and that can be read in one way."""
    found, short = days(text), len(text.split()) <= 10 or text in labelled
    return len(found) == len(found[0]) == 1 and short and bool(_YEAR.search(text))


def _with_years(lines: Sequence[Line], most: int) -> Iterator[str]:
    """Yield the texts that are shorter than ``most`` characters and hold a year."""
    return (line.text for line in lines if len(line.text) < most and _YEAR.search(line.text))


def _alone(lines: Sequence[Line]) -> list[str]:
    """Return the one day that lines of the page state which hold nothing else; none where there are several."""
    bare = [text for text in _with_years(lines, 30) if len(text.split()) <= 5 and has_day(text)]
    return bare[:1] if len({day for text in bare for readings in days(text) for day in readings[:1]}) == 1 else []


def _near(text: str, others: Sequence[str]) -> bool:
    """Tell whether the day that a text states is that of another text, or next to it in another time zone."""
    day = days(text)[0][0]
    return any(abs((found[0][0] - day).days) <= 1 for other in others if (found := days(other)))


def _labelled(lines: Sequence[Line]) -> list[str]:
    """Return the lines that state a day and say of what: ``Published on May 4, 2024``, or ``May 4, 2024`` under it."""
    named = cues.phrases("date")
    found = []
    for line in lines:
        if len(line.text) >= 100 or not has_day(line.text):
            continue
        bare = cues.plain(line.text)
        above = cues.plain(lines[line.number - 1].text[:100]) if line.number else ""
        if any(bare.startswith(phrase) and not bare[len(phrase) :][:1].isalpha() for phrase in named):
            found.append(line.text)
        elif above in named:
            found.append(f"{above} {line.text}")
    return found


def _near_headline(lines: Sequence[Line], verdicts: Sequence[Verdict]) -> list[str]:
    """Return the short lines with a date that stand near the headline, or at the top of a text without one."""
    at = next((i for i, v in enumerate(verdicts) if v.label == "headline"), None)
    if at is None:
        return []
    return [line.text for line in lines[max(0, at - 4) : at + 10] if line.length <= 25 and has_day(line.text)]


def _decide(
    readings: tuple[date, ...], others: Sequence[tuple[date, ...]], language: str, text: str
) -> tuple[date, ...]:
    """Decide between two readings of ``09.02.2024`` by another candidate or the page's language; else keep both."""
    for other in others:
        common = set(readings) & set(other)
        if len(common) == 1 and len(other) == 1:
            return tuple(common)
    if language and language != "en":
        day_first = [r for r in readings if re.search(rf"\b0?{r.day}[./-]\s?0?{r.month}[./-]", text)]
        if len(day_first) == 1:
            return tuple(day_first)
    return readings


def outlet(page: Page) -> str:
    """Return the outlet's name as the page gives it, else the host of its address, else nothing."""
    for hint in page.hints:
        if hint.field == "outlet":
            return hint.value
    match = re.match(r"https?://(?:www\.)?([^/:?#]+)", page.url)
    return match[1] if match else ""


def dateline(lines: Sequence[Line]) -> tuple[str, str]:
    """Return place and day, and the credit, of an agency's dateline near the top; both empty where there is none.

    ``PORT ELLERY, November 6, 2025. /Harbour Wire/.`` and ``BRENNICK (Halpress) -`` are datelines.
    """
    for line in lines[:8]:
        if match := _DATELINE.match(line.text):
            return match[1], (match[2] or match[3]).strip()
    return "", ""


def role(page: Page, byline: Sequence[str], lines: Sequence[Line]) -> str:
    """Return record if the user said so, wire for a news agency's own copy, outlet where a site is named.

    An agency's own copy has its name for a byline, or in the dateline with no other outlet around it.
    """
    if page.role == "record":
        return "record"
    names, site = {n.casefold() for n in byline}, outlet(page)
    if byline and all(map(is_agency, byline)) and site.casefold() not in names:
        return "wire"
    credit = dateline(lines)[1].casefold()
    if credit and (names == {credit} or (not names and (not site or site.casefold() == credit))):
        return "wire"
    return "outlet" if site else "unknown"


def headline(candidates: Sequence[str], lines: Sequence[Line], verdicts: Sequence[Verdict]) -> tuple[Span | None, str]:
    """Return where the headline stands, and its words: the container's, else the line labelled headline."""
    for line, verdict in zip(lines, verdicts, strict=True):
        if verdict.label == "headline":
            return Span(line.start, line.end), candidates[0] if candidates else line.text.lstrip("# ")
    return None, candidates[0] if candidates else ""
