"""Who is the source, against GUM: attribution sources with coreference, from its discourse and entity layers.

GUM marks the words that name a source (``sem-atsrc``) and which mentions are one entity.  A source counts as right
where the figure it is given to has a mention, other than the source itself, of the gold entity.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from retold.errors import NoInput
from retold.records import Block, Document, Mention, Quotation, Span, identify
from retold.stages.situate import Recogniser
from retold.stages.situate.cast import figures
from retold.stages.situate.lexicon import FEMALE, HEARER, MALE, SPEAKER
from retold.stages.situate.speakers import resolve_sources, scene

if TYPE_CHECKING:
    from pathlib import Path

    from retold.stages.situate.scenes import Voice

GENRES = ("news", "interview")


@dataclass(slots=True)
class Page:
    """A document of GUM: text, blocks, gold mentions (offsets -> entity), gold sources, and every *he* and *she*.

    A source or pronoun comes with the words that follow it.
    """

    document: Document
    blocks: list[Block]
    entities: dict[tuple[int, int], str] = field(default_factory=dict)
    sources: list[tuple[Span, Span]] = field(default_factory=list)
    pronouns: list[tuple[Span, Span]] = field(default_factory=list)


def score(path: Path) -> dict[str, Any]:
    """Return the share of sources given to the right entity, by kind; *I*, *we* and *you* are counted apart.

    Since few sources are *he* or *she*, every such subject pronoun of the texts is resolved and counted as well.

    ``path`` holds ``GUM_*.conllu``.  *held_out* is every third news or interview, by name; *news_and_interviews*
    all of them; *every_genre* all documents.  Nothing is fitted to any of them by machine.

    Raises:
        NoInput: no such file under ``path``.
    """
    files = sorted(path.rglob("GUM_*.conllu"))
    wanted = [f for f in files if f.stem.split("_")[1] in GENRES]
    if not wanted:
        raise NoInput(f"{path}: no GUM_news_*.conllu or GUM_interview_*.conllu")
    return {
        "held_out": _shares(wanted[::3]),
        "news_and_interviews": _shares(wanted),
        "every_genre": _shares(files),
    }


def _shares(files: list[Path]) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for file in files:
        page = read(file.stem, file.read_text(encoding="utf-8"))
        for _, _, kind, right in judged(page, page.sources):
            counts[kind] += 1
            counts[kind + " right"] += right
            if kind != "first or second person":
                counts["third person"] += 1
                counts["third person right"] += right
        for _, _, _, right in judged(page, page.pronouns):
            counts["every he or she"] += 1
            counts["every he or she right"] += right
    shares = {k: round(counts[k + " right"] / counts[k], 3) for k in counts if not k.endswith(" right")}
    return {"documents": len(files), "sources": {k: counts[k] for k in shares}, "right": shares}


def judged(page: Page, sources: list[tuple[Span, Span]]) -> list[tuple[str, Voice, str, bool]]:
    """Return (source words, what they were given to, kind of source, whether that is right) for every source."""
    said = tuple(
        Quotation(identify("q", n), page.document.id, "indirect", (content,), (), (source,))
        for n, (source, content) in enumerate(sources)
    )
    found = Recogniser()((page.document,), tuple(page.blocks), said)
    mentions = [m for m in found if isinstance(m, Mention)]
    place = scene(page.document, mentions, figures(page.document.id, mentions), list(said))
    resolve_sources(place)
    out = []
    for quotation in said:
        source = quotation.source[0]
        gold = entity_at(page, source)
        text = page.document.text[source.start : source.end]
        if not gold:
            continue
        voice = place.voices[quotation.id]
        kind = _kind(text)
        out.append((text, voice, kind, _is_right(page, voice, source, gold, kind)))
    return out


def _kind(text: str) -> str:
    word = text.lower().strip()
    if word in MALE | FEMALE:
        return "he or she"
    if word in ("they", "it", "who", "one", "that", "this", "which"):
        return "other pronoun"
    if word in SPEAKER | HEARER:
        return "first or second person"
    return "name or description"


def _is_right(page: Page, voice: Voice, source: Span, gold: str, kind: str) -> bool:
    if voice.figure is None:
        return False
    named = [m for m in voice.figure.mentions if m.span != source or kind == "name or description"]
    votes = Counter(entity_at(page, m.span) for m in named)
    votes.pop("", None)
    return bool(votes) and votes.most_common(1)[0][0] == gold


def entity_at(page: Page, span: Span) -> str:
    """Return the gold entity of the mention that fits a span best: same end first, then the closest length."""
    near = [(s, e) for s, e in page.entities if s < span.end and span.start < e]
    if not near:
        return ""
    best = min(near, key=lambda k: (abs(k[0] - span.start) + abs(k[1] - span.end), k))
    return page.entities[best]


def read(name: str, source: str) -> Page:
    """Return a document with the text that its tokens give, a block for each paragraph, and its gold."""
    text = ""
    spots: list[tuple[int, int]] = []
    begin = 0
    blocks: list[Span] = []
    opened: dict[str, list[int]] = defaultdict(list)
    entities: dict[tuple[int, int], str] = {}
    pending: list[tuple[int, int, int]] = []
    units: list[int] = []
    for line in source.splitlines():
        if line.startswith("# newpar") and text[begin:].strip():
            blocks.append(Span(begin, len(text.rstrip())))
            text = text.rstrip() + "\n"
            begin = len(text)
        cells = line.split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            continue
        number = len(spots)
        spots.append((len(text), len(text) + len(cells[1])))
        text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        if "Discourse=" in cells[9]:
            units.append(number)
        for first, last in re.findall(r"attribution-\w+:\d+[^|]*?sem-atsrc-(\d+)(?:-(\d+))?", cells[9]):
            pending.append((int(first) - 1, int(last or first) - 1, number))
        for mark in re.findall(r"Entity=([^|]*)", cells[9]):
            _marks(mark, number, opened, entities)
    if text[begin:].strip():
        blocks.append(Span(begin, len(text.rstrip())))
    key = identify("d", name)
    document = Document(key, "", name, "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
    page = Page(document, [Block(key, s, "body", "paragraph of the corpus", 1.0) for s in blocks])
    page.entities = {(spots[a][0], spots[b][1]): e for (a, b), e in entities.items()}
    for start, end in spots:
        if text[start:end].lower() in ("he", "she"):
            page.pronouns.append((Span(start, end), Span(end, min(end + 2, len(text)))))
    for first, last, unit in pending:
        if last < len(spots):
            after = next((u for u in units if u > unit), len(spots) - 1)
            content = Span(spots[after][0], spots[after][1])
            page.sources.append((Span(spots[first][0], spots[last][1]), content))
    return page


def _marks(marks: str, number: int, opened: dict[str, list[int]], entities: dict[tuple[int, int], str]) -> None:
    """Read one token's opening and closing brackets: ``(3-person-...``, ``3)``, ``(4-place-...)``."""
    for whole, key, close in re.findall(r"(\((\d+)[^()]*(\))?)", marks):
        if close:
            entities[number, number] = key
        else:
            opened[key].append(number)
        del whole
    for key in re.findall(r"(?:(?<=^)|(?<=\)))(\d+)\)", marks):
        if opened[key]:
            entities[opened[key].pop(), number] = key
