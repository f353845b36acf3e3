"""Read ECB+ (Cybulska and Vossen 2014): documents with their topic and event, and who is who across documents."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from retold.errors import NoInput
from retold.records import Block, Document, Span, identify

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = re.compile(r'<token t_id="(\d+)" sentence="(\d+)" number="\d+">(.*?)</token>')
MENTION = re.compile(r'<HUMAN_PART_PER m_id="(\d+)"[^>]*>(.*?)</HUMAN_PART_PER>', re.DOTALL)
RELATION = re.compile(r'<(CROSS_DOC_COREF|INTRA_DOC_COREF) r_id="(\d+)"([^>]*)>(.*?)</\1>', re.DOTALL)
CLOSING = frozenset(".,;:!?%)]'")


@dataclass(frozen=True, slots=True)
class Printed:
    """A gold mention of a person: half-open offsets into the document's text, and the chain it belongs to."""

    start: int
    end: int
    chain: str


@dataclass(frozen=True, slots=True)
class Page:
    """A document of ECB+ with its gold: topic (43), event (86: a topic holds two), and mentions of people."""

    topic: str
    event: str
    document: Document
    blocks: tuple[Block, ...]
    people: tuple[Printed, ...]


def pages(path: Path) -> list[Page]:
    """Return the documents under a folder of ECB+ files, by name.  The line with the page's address is left out.

    Raises:
        NoInput: no ``N_Mecb.xml`` or ``N_Mecbplus.xml`` file under ``path``.
    """
    files = sorted(f for f in path.rglob("*.xml") if re.fullmatch(r"\d+_\d+ecb(?:plus)?", f.stem))
    if not files:
        raise NoInput(f"{path}: no ECB+ documents; give a folder with files such as 1_1ecb.xml")
    return [_page(f.stem, f.read_text(encoding="utf-8", errors="replace")) for f in files]


def _page(name: str, source: str) -> Page:
    lines: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for token, sentence, word in TOKEN.findall(source):
        lines[int(sentence)].append((token, unescape(word)))
    text, place, blocks = "", {}, []
    key = identify("d", name)
    for sentence in sorted(lines):
        if lines[sentence][0][1] == "http":
            continue
        begin = len(text)
        for token, word in lines[sentence]:
            glued = len(text) == begin or word in CLOSING or word in ("'s", "n't", "’s") or text[-1] in "([$"
            text += "" if glued else " "
            place[token] = (len(text), len(text) + len(word))
            text += word
        if text[begin:].strip():
            blocks.append(Block(key, Span(begin, len(text)), "body", "line of the corpus", 1.0))
        text += "\n"
    topic = name.split("_", maxsplit=1)[0]
    document = Document(key, "", name, "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
    event = topic + ("+" if name.endswith("plus") else "")
    return Page(topic, event, document, tuple(blocks), _people(source, place))


def _people(source: str, place: dict[str, tuple[int, int]]) -> tuple[Printed, ...]:
    """Return the mentions of people; one without a relation is a chain of its own."""
    chain: dict[str, str] = {}
    for kind, number, note, body in RELATION.findall(source):
        name = re.search(r'note="([^"]*)"', note)
        label = name[1] if kind == "CROSS_DOC_COREF" and name else f"{kind}{number}"
        for mention in re.findall(r'<source m_id="(\d+)"', body):
            chain[mention] = label
    out = []
    for mention, body in MENTION.findall(source):
        spots = [place[t] for t in re.findall(r't_id="(\d+)"', body) if t in place]
        if spots and mention in chain:
            out.append(Printed(min(s[0] for s in spots), max(s[1] for s in spots), chain[mention]))
    return tuple(sorted(out, key=lambda p: (p.start, p.end)))
