"""Planted substitutions of speakers in real articles: how many are found, how many false alarms.

Each article gets one substitution; the way is the one that was
planted least of those that the article allows.  Three leave a trace in the
article itself (``TRACED``):

* *surname*: beside one quotation a bare surname becomes a stranger's;
* *introduction*: where the speaker is introduced, the whole name becomes a stranger's; the surnames after it stay;
* *mixed*: one full name keeps its given name and gets the surname of somebody else of the same article.

Three leave none, unless a title gives them away:

* *neighbour*: beside one quotation a bare surname becomes that of somebody else of the same article;
* *person*: the whole name is a stranger's throughout;
* *half*: the surname is a stranger's throughout and the given name stays.

*office* comes on top, where the article prints a holder of a listed office with it: the surname is another holder's
throughout.  A stranger is a speaker of another article, in no table.

Found *alone*: the name that was planted or the one that it displaced is doubted, or called out of place, in the one
article.  Found *in two*: that, or the same words are seen to have two speakers, once the untouched article is the
second telling.
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
from retold.stages.situate.lexicon import GROUPS, OPENERS, PLACES, REGIONS, TITLES
from retold.stages.situate.likeness import parts
from retold.stages.situate.offices import every_office, surnames
from retold.stages.situate.situator import cast_of
from retold.stages.situate.strangers import strangers

if TYPE_CHECKING:
    from pathlib import Path

    from retold.stages.situate.doubts import Told
    from retold.stages.situate.scenes import Scene

LEAST = 6
"""Shorter quotations are not planted in: nobody could align them."""
NAME = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-zA-Z-]*[a-z]\b(?![’']| [A-Z])")
NO_SURNAMES = GROUPS | PLACES | REGIONS | TITLES | OPENERS
TRACED = ("surname", "introduction", "mixed")
WAYS = (*TRACED, "neighbour", "person", "half")
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
    alarms: Counter[str] = Counter()
    for one in found:
        if tally["articles"] == count:
            break
        own = speakers(one)
        donors = [n for n in names if not {*parts(n)} & {p for o in own for p in parts(o)} and _is_unlisted(n)]
        if not own or not donors:
            continue
        name, donor = rng.choice(own), rng.choice(donors)
        turned = sorted(WAYS, key=lambda w: (tally[w], WAYS.index(w)))
        way, planted = next(((w, p) for w in turned if (p := plant(one, name, donor, w, rng))), ("", None))
        if planted is None:
            continue
        if office := plant_office(one, rng):
            _judge(one, office[0], {office[1]}, "office", tally)
        tally["articles"] += 1
        signals = Counter(code for code, _ in odd([one]))
        alarms.update(signals)
        tally["false alarms"] += bool(signals)
        _judge(one, planted[0], {planted[1], parts(name)[-1]}, way, tally)
    if not tally["articles"]:
        raise NoInput(f"{path}: no article with a speaker whose full name is printed")
    total = tally["articles"]
    traced = sum(tally[w] for w in TRACED) or 1
    return {
        "articles": total,
        "alone": round(sum(tally[f"{w} alone"] for w in WAYS) / total, 3),
        "alone_where_the_article_bears_a_trace": round(sum(tally[f"{w} alone"] for w in TRACED) / traced, 3),
        "within_two_tellings": round(sum(tally[f"{w} in two"] for w in WAYS) / total, 3),
        "false_alarms_per_article": round(tally["false alarms"] / total, 3),
        "false_alarms_by_signal": dict(sorted(alarms.items())),
        "by_way": {w: _shares(tally, w) for w in (*WAYS, "office")},
    }


def _is_unlisted(name: str) -> bool:
    return parts(name)[-1] not in surnames()


def _judge(one: Article, touched: Article, names: set[str], way: str, tally: Counter[str]) -> None:
    tally[way] += 1
    alone = bool(names & {name for _, name in odd([touched])})
    tally[way + " alone"] += alone
    tally[way + " in two"] += alone or is_found([one, touched], names)


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


def told(articles: list[Article]) -> tuple[list[Scene], Told, dict[int, int]]:
    """Return what the situator knows of the people of these articles, as one story."""
    mentions: list[Mention] = []
    for one in articles:
        found = Recogniser()((one.document,), one.blocks, one.quotations)
        mentions += [m for m in found if isinstance(m, Mention)]
    documents = tuple(a.document for a in articles)
    members = tuple(Member("s", a.document.id, chr(65 + n)) for n, a in enumerate(articles))
    return cast_of(documents, tuple(q for a in articles for q in a.quotations), tuple(mentions), members)


def odd(articles: list[Article]) -> set[tuple[str, str]]:
    """Return (signal, last word of the name) for every name that is doubted or does not fit its text."""
    scenes, known, who = told(articles)
    out = {("doubt", parts(p.name)[-1]) for n, p in enumerate(known.people) if doubts(n, known)}
    for place in scenes:
        for note in strangers(place, known.people, who):
            printed = place.document.text[note.span.start : note.span.end] if note.span else ""
            out.add((note.code, parts(printed)[-1]))
    return out


def is_found(articles: list[Article], names: set[str]) -> bool:
    """Whether a planted name is doubted, or has a rival for the same words."""
    _, known, _ = told(articles)
    doubted = {parts(p.name)[-1] for n, p in enumerate(known.people) if doubts(n, known)}
    return bool(names & (doubted | {parts(known.people[n].name)[-1] for n in known.same}))


def speakers(one: Article) -> list[str]:
    """Return the full names of people that stand as the source of a quotation of ``LEAST`` words or more."""
    out = set()
    for quotation in one.quotations:
        if _is_long(one, quotation):
            printed = one.document.text[quotation.source[0].start : quotation.source[0].end]
            for name in NAME.findall(printed):
                words = name.split()
                known = words[0] in tables.given_names() and words[0] not in OPENERS
                if known and not {*words[1:]} & NO_SURNAMES and words[-1] not in tables.country_of():
                    out.add(name)
    return sorted(out)


def _is_long(one: Article, quotation: Quotation) -> bool:
    return sum(len(one.document.text[s.start : s.end].split()) for s in quotation.content) >= LEAST


def plant(one: Article, name: str, donor: str, way: str, rng: random.Random) -> tuple[Article, str] | None:
    """Return the article with ``name`` replaced in this way, and the folded surname that was planted."""
    text = one.document.text
    given, surname = name.split(maxsplit=1)[0], name.rsplit(maxsplit=1)[-1]
    full = [m.span() for m in re.finditer(rf"\b{given} (?:[A-Z]\. )?{surname}\b", text)]
    every = [m.span() for m in re.finditer(rf"\b{surname}\b", text)]
    bare = [s for s in every if not any(f[0] < s[0] < f[1] for f in full)]
    others = [n for n in speakers(one) if not {*parts(n)} & {*parts(name)}]
    if way in ("neighbour", "mixed"):
        if not others:
            return None
        donor = rng.choice(others)
    new = donor.rsplit(maxsplit=1)[-1]
    if way in ("surname", "neighbour"):
        spots = [s for s in bare if _is_spoken(one, s)]
        edits = [(*rng.choice(spots), new)] if spots else []
    elif way == "introduction":
        edits = [(*full[0], donor)] if len(full) == 1 and [s for s in bare if s > full[0]] else []
    elif way == "mixed":
        spots = [s for s in full if _is_spoken(one, s)] or full
        edits = [(*rng.choice(spots), f"{given} {new}")] if full and len(every) > 1 else []
    elif way == "half":
        edits = [(*s, new) for s in every]
    else:
        edits = sorted([(*s, donor) for s in full] + [(*s, new) for s in bare])
    return (_edited(one, edits), parts(new)[-1]) if edits else None


def _is_spoken(one: Article, spot: tuple[int, int]) -> bool:
    """Whether a place lies in the source of a quotation that is long enough."""
    return any(
        _is_long(one, q) and any(s.start <= spot[0] and spot[1] <= s.end for s in q.source) for q in one.quotations
    )


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
