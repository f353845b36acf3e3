"""Planted substitutions of speakers in real articles: how many are found, how many false alarms.

Ways to plant, in turn: *one quotation* (the name beside one quotation is another person's surname), *surname* (the
speaker's surname is another's throughout, the given name stays), *person* (the whole name is another's throughout),
and *office* where the article prints a holder of a listed office with it (the surname is another holder's throughout).
Found *alone*: the planted name is doubted in the one article.  Found *within two tellings*: it is
doubted, or the same words are seen to have two speakers, once the untouched article is the second telling.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retold.errors import NoInput
from retold.records import Block, Document, Member, Mention, Quotation, Span, identify
from retold.stages.situate import Recogniser, tables
from retold.stages.situate.doubts import doubts
from retold.stages.situate.lexicon import GROUPS, PLACES
from retold.stages.situate.likeness import parts
from retold.stages.situate.offices import every_office
from retold.stages.situate.situator import cast_of

if TYPE_CHECKING:
    from pathlib import Path

    from retold.stages.situate.doubts import Told

LEAST = 6
"""Shorter quotations are not planted in: nobody could align them."""
NAME = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-zA-Z-]*[a-z]\b(?![’']| [A-Z])")
WAYS = ("one quotation", "surname", "person")
TITLED = re.compile(
    r"\b(?:[A-Z][\w.]+ )?(?:President|Prime Minister|Chancellor|Premier) "
    r"((?:[A-Z][\w’'.-]+ ){1,2}[A-Z][\w’'-]+)"
)


@dataclass(frozen=True, slots=True)
class Article:
    """An article with the quotations of its gold annotation."""

    document: Document
    blocks: tuple[Block, ...]
    quotations: tuple[Quotation, ...]


def score(path: Path, *, count: int = 300, seed: int = 7) -> dict[str, Any]:
    """Plant one substitution in each of ``count`` articles drawn from a PolNeAR file, and judge all with and without.

    Raises:
        NoInput: the file holds no article whose speaker has a full name.
    """
    rng = random.Random(seed)  # noqa: S311 - a reproducible draw
    found = [article(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    rng.shuffle(found)
    names = sorted({n for a in found for n in speakers(a)})
    tally: Counter[str] = Counter()
    for one in found:
        if tally["articles"] == count:
            break
        own = speakers(one)
        way = WAYS[tally["articles"] % len(WAYS)]
        donors = [n for n in names if not {*parts(n)} & {p for o in own for p in parts(o)}]
        planted = plant(one, rng.choice(own), rng.choice(donors), way, rng) if own and donors else None
        if planted is None:
            continue
        touched, name = planted
        if office := plant_office(one, rng):
            _judge(one, *office, "office", tally)
        tally["articles"] += 1
        tally["false alarms"] += bool(odd(told([one])))
        _judge(one, touched, name, way, tally)
    if not tally["articles"]:
        raise NoInput(f"{path}: no article with a speaker whose full name is printed")
    ways = {w: _shares(tally, w) for w in (*WAYS, "office")}
    total = tally["articles"]
    return {
        "articles": total,
        "alone": round(sum(tally[f"{w} alone"] for w in WAYS) / total, 3),
        "within_two_tellings": round(sum(tally[f"{w} in two"] for w in WAYS) / total, 3),
        "false_alarms_per_article": round(tally["false alarms"] / total, 3),
        "by_way": ways,
    }


def _judge(one: Article, touched: Article, name: str, way: str, tally: Counter[str]) -> None:
    tally[way] += 1
    tally[way + " alone"] += name in odd(told([touched]))
    tally[way + " in two"] += is_found(told([one, touched]), name)


def _shares(tally: Counter[str], way: str) -> dict[str, float]:
    planted = max(1, tally[way])
    return {"planted": tally[way], **{k: round(tally[f"{way} {k}"] / planted, 3) for k in ("alone", "in two")}}


def plant_office(one: Article, rng: random.Random) -> tuple[Article, str] | None:
    """Return the article with an office holder's surname replaced by another holder's, and that surname."""
    for match in TITLED.finditer(one.document.text):
        name = match[1]
        for _, listed in every_office():
            if any(parts(t.name) == parts(name) for t in listed):
                surname = name.split()[-1]
                others = sorted({t.name.split()[-1] for t in listed} - {surname})
                if not others:
                    continue
                other = rng.choice(others)
                edits = [(*m.span(), other) for m in re.finditer(rf"\b{re.escape(surname)}\b", one.document.text)]
                return _edited(one, edits), parts(other)[-1]
    return None


def article(row: dict[str, Any]) -> Article:
    """Return an article of the file: one block for each line, one quotation for each annotated speech act."""
    text, key = row["text"], identify("d", row["id"])
    document = Document(key, "", row["id"], "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
    blocks = tuple(Block(key, Span(*m.span()), "body", "line", 1.0) for m in re.finditer(r"[^\n]*\S[^\n]*", text))
    quotations = []
    for n, q in enumerate(row["quotations"]):
        if q["speech"] and q["source"] and q["content"]:
            content, cue, source = (tuple(Span(*s) for s in q[k]) for k in ("content", "cue", "source"))
            kind = "direct" if q["quoted"] else "indirect"
            quotations.append(Quotation(identify("q", key, n), key, kind, content, cue, source))
    return Article(document, blocks, tuple(quotations))


def told(articles: list[Article]) -> Told:
    """Return what the situator knows of the people of these articles, as one story."""
    mentions: list[Mention] = []
    for one in articles:
        found = Recogniser()((one.document,), one.blocks, one.quotations)
        mentions += [m for m in found if isinstance(m, Mention)]
    documents = tuple(a.document for a in articles)
    members = tuple(Member("s", a.document.id, chr(65 + n)) for n, a in enumerate(articles))
    return cast_of(documents, tuple(q for a in articles for q in a.quotations), tuple(mentions), members)[1]


def odd(known: Told) -> set[str]:
    """Return the last words of the names that are doubted."""
    return {parts(p.name)[-1] for n, p in enumerate(known.people) if doubts(n, known)}


def is_found(known: Told, name: str) -> bool:
    """Whether the planted name is doubted, or has a rival for the same words."""
    return name in odd(known) or any(parts(known.people[n].name)[-1] == name for n in known.same)


def speakers(one: Article) -> list[str]:
    """Return the full names of people that stand as the source of a quotation of ``LEAST`` words or more."""
    out = set()
    for quotation in one.quotations:
        if _is_long(one, quotation):
            printed = one.document.text[quotation.source[0].start : quotation.source[0].end]
            for name in NAME.findall(printed):
                words = name.split()
                if words[0] in tables.given_names() and not {*words[1:]} & (GROUPS | PLACES):
                    out.add(name)
    return sorted(out)


def _is_long(one: Article, quotation: Quotation) -> bool:
    return sum(len(one.document.text[s.start : s.end].split()) for s in quotation.content) >= LEAST


def plant(one: Article, name: str, donor: str, way: str, rng: random.Random) -> tuple[Article, str] | None:
    """Return the article with ``name`` replaced in this way, and the folded surname that was planted."""
    given, surname = name.split(maxsplit=1)[0], name.rsplit(maxsplit=1)[-1]
    other = donor.rsplit(maxsplit=1)[-1]
    if way == "one quotation":
        spots = [
            m.span()
            for q in one.quotations
            if _is_long(one, q)
            for m in re.finditer(rf"(?:{given} (?:[A-Z]\. )?)?\b{surname}\b", one.document.text)
            if q.source[0].start <= m.start() and m.end() <= q.source[0].end
        ]
        if not spots:
            return None
        edits = [(*rng.choice(sorted(set(spots))), other)]
    elif way == "surname":
        edits = [(*m.span(), other) for m in re.finditer(rf"\b{surname}\b", one.document.text)]
    else:
        whole = re.finditer(rf"\b{given} (?:[A-Z]\. )?{surname}\b|\b{surname}\b", one.document.text)
        edits = [(*m.span(), donor if " " in m.group() else other) for m in whole]
    return _edited(one, edits), parts(other)[-1]


def _edited(one: Article, edits: list[tuple[int, int, str]]) -> Article:
    """Return the article with some spans replaced, every offset moved along."""
    text, out, at = one.document.text, [], 0
    for start, end, new in edits:
        out += [text[at:start], new]
        at = end
    out.append(text[at:])

    def moved(offset: int, *, closing: bool) -> int:
        shift = 0
        for start, end, new in edits:
            if offset >= end:
                shift += len(new) - (end - start)
            elif start < offset:
                return start + shift + (len(new) if closing else 0)
        return offset + shift

    def span(s: Span) -> Span:
        return Span(moved(s.start, closing=False), moved(s.end, closing=True))

    key = identify("d", one.document.id, "planted")
    document = Document(key, "", key, "", "", "", None, "", (), None, None, "en", "unknown", "text", "".join(out))
    blocks = tuple(Block(key, span(b.span), b.label, b.reason, b.score) for b in one.blocks)

    def spans(all_: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(span(s) for s in all_)

    quotations = tuple(
        Quotation(identify("q", key, n), key, q.kind, spans(q.content), spans(q.cue), spans(q.source))
        for n, q in enumerate(one.quotations)
    )
    return Article(document, blocks, quotations)
