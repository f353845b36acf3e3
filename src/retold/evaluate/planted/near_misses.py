"""Near-misses: retellings that differ in wording and conflict in nothing.

Every function takes an excerpt and a source of chance and returns the edits that make the compatible retelling, or
nothing where the excerpt has no place for it.  The tables are of our own making.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.evaluate.planted.conflicts import DAYS, MONTH, NUMBER, WORDS, other_number
from retold.evaluate.planted.edits import Edit, like
from retold.stages.situate.lexicon import TITLES
from retold.stages.situate.tables import common_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from retold.evaluate.planted.articles import Excerpt

VALUE = dict(zip(WORDS, (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 20, 30, 40, 50, 60, 70, 80, 90), strict=True))
CONTRACTED = {
    "do not": "don’t", "does not": "doesn’t", "did not": "didn’t", "is not": "isn’t", "are not": "aren’t",
    "was not": "wasn’t", "will not": "won’t", "would not": "wouldn’t", "cannot": "can’t", "can not": "can’t",
    "could not": "couldn’t", "should not": "shouldn’t", "have not": "haven’t", "has not": "hasn’t",
    "I am": "I’m", "we are": "we’re", "they are": "they’re", "you are": "you’re", "we have": "we’ve",
    "we will": "we’ll", "I will": "I’ll", "they will": "they’ll", "that is": "that’s", "it is": "it’s",
}  # fmt: skip
SYNONYMS = (
    "begin/start begins/starts began/started beginning/starting help/assist helping/assisting buy/purchase big/large "
    "want/desire problem/issue problems/issues country/nation countries/nations conversation/discussion "
    "possible/feasible ending/finishing choose/select understand/grasp "
    "important/significant worried/afraid company/firm companies/firms war/conflict plan/scheme show/demonstrate "
    "shows/demonstrates believe/think believes/thinks try/attempt trying/attempting chance/opportunity alter/change "
    "build/construct question/query answer/reply fight/conflict citizens/people job/work jobs/work certain/sure "
    "happen/occur happened/occurred stop/halt"
).split()
"""Pairs of one line of the lexicon's ``CONCEPTS`` each, in one form."""
BRITISH = tuple(
    (re.compile(rf"\b{left}\b", re.IGNORECASE), right)
    for left, right in (
        (r"(organ|real|recogn|emphas|critic|minim|maxim|apolog|author|legal|stabil|mobil|character)iz(e[sd]?|ing|ation)",
         r"\1is\2"),
        (r"(lab|col|hon|fav|hum|neighb|behavi|harb|end?eav)or(s|ed|ing|able|ite)?", r"\1our\2"),
        (r"(de|of)fense", r"\1fence"), (r"center(s|ed)?", r"centre\1"), (r"program(s?)", r"programme\1"),
        (r"travel(ed|ing)", r"travell\1"), (r"cancel(ed|ing)", r"cancell\1"), (r"skeptic(s|al)?", r"sceptic\1"),
    )
)  # fmt: skip
TITLED = re.compile(rf"\b(?:(?:{'|'.join(sorted(TITLES))})\b\.?|Reps\.|Sens\.) (?=[A-Z][a-z]+)")
PRONOUNS = {
    "i": ("he", "she"),
    "me": ("him", "her"), "my": ("his", "her"), "mine": ("his", "hers"), "myself": ("himself", "herself"),
    "we": ("they", "they"), "us": ("them", "them"), "our": ("their", "their"), "ours": ("theirs", "theirs"),
    "ourselves": ("themselves", "themselves"),
}  # fmt: skip
BACKSHIFT = {
    "am": "was", "is": "was", "are": "were", "will": "would", "can": "could", "may": "might", "have": "had",
    "has": "had", "do": "did", "does": "did", "i'm": "{} was", "we're": "they were", "we've": "they had",
    "i've": "{} had",
    "i'll": "{} would", "we'll": "they would", "don't": "did not", "doesn't": "did not", "can't": "could not",
    "cannot": "could not", "won't": "would not", "isn't": "was not", "aren't": "were not", "it's": "it was",
    "that's": "that was", "haven't": "had not", "hasn't": "had not",
}  # fmt: skip


def near_misses() -> dict[str, Callable[[Excerpt, Random], list[Edit]]]:
    """Return how each kind of near-miss is made."""
    return {
        "title dropped": _title, "british spelling": _british, "coarser date": _coarser,
        "number in words": _written, "contraction": _contraction, "split sentence": _split, "merged sentence": _merged,
        "indirect speech": _indirect, "other occasion": _occasion, "cue moved": _cue_moved, "synonym": _synonym,
    }  # fmt: skip


def slight() -> tuple[Callable[[Excerpt, Random], list[Edit]], ...]:
    """Return the near-misses of a word or two, which may stand beside a planted conflict."""
    return (_contraction, _synonym, _british, _written, _title)


def _found(excerpt: Excerpt, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    return [m for s in excerpt.content for m in pattern.finditer(excerpt.text, s.start, s.end)]


def _coarser(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """*On 4 June* becomes *in June*, *on Tuesday* becomes *this week*."""
    text, span = excerpt.text, excerpt.sentence
    days = re.compile(rf"\b([Oo]n )?({'|'.join(DAYS)})(?! (?:morning|night|evening|afternoon)|[’'])\b")
    edits = [
        Edit(m.start(), m.end(), "This week" if m[1] == "On " else "this week")
        for m in days.finditer(text, span.start, span.end)
    ]
    dates = re.compile(rf"\b([Oo]n )?({MONTH}) \d{{1,2}}(?:, (\d{{4}}))?\b")
    for m in dates.finditer(text, span.start, span.end):
        when = f"{m[2]} {m[3]}" if m[3] else m[2]
        edits.append(Edit(m.start(), m.end(), f"{'In' if m[1] == 'On ' else 'in'} {when}"))
    return [chance.choice(edits)] if edits else []


def _written(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """*Five berths* becomes *5 berths*, *40* becomes *forty*, *2,000,000* becomes *2 million*."""
    edits = []
    for m in _found(excerpt, NUMBER):
        printed = m.group()
        if printed.lower() in VALUE:
            edits.append(Edit(m.start(), m.end(), str(VALUE[printed.lower()])))
        elif printed.isdigit() and int(printed) in VALUE.values():
            edits.append(Edit(m.start(), m.end(), next(w for w, v in VALUE.items() if v == int(printed))))
        elif printed.endswith(",000,000"):
            edits.append(Edit(m.start(), m.end(), printed.removesuffix(",000,000") + " million"))
    return [chance.choice(edits)] if edits else []


def _contraction(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """*Do not* becomes *don’t*, and the other way round."""
    edits = []
    for full, short in CONTRACTED.items():
        whole = re.compile(rf"\b{full}\b(?! not)(?= [a-z])", re.IGNORECASE)
        brief = re.compile(rf"\b{short.replace('’', chr(39))}\b".replace("'", "['’]"), re.IGNORECASE)
        edits += [Edit(m.start(), m.end(), like(m.group(), short)) for m in _found(excerpt, whole)]
        edits += [Edit(m.start(), m.end(), like(m.group(), full)) for m in _found(excerpt, brief)]
    return [chance.choice(edits)] if edits else []


def _synonym(excerpt: Excerpt, chance: Random) -> list[Edit]:
    ways = [way for pair in SYNONYMS for way in (pair.split("/"), pair.split("/")[::-1])]
    edits = [Edit(m.start(), m.end(), new) for old, new in ways for m in _found(excerpt, re.compile(rf"\b{old}\b"))]
    return [chance.choice(edits)] if edits else []


def _british(excerpt: Excerpt, chance: Random) -> list[Edit]:
    edits = [
        Edit(m.start(), m.end(), like(m.group(), m.expand(better)))
        for pattern, better in BRITISH
        for m in pattern.finditer(excerpt.text, excerpt.sentence.start, excerpt.sentence.end)
    ]
    return [chance.choice(edits)] if edits else []


def _title(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """*Mayor Brandt said* becomes *Brandt said*."""
    found = [m for s in excerpt.source for m in TITLED.finditer(excerpt.text, s.start, s.end)]
    named = [
        m
        for m in found
        if any(excerpt.text.startswith(n, m.end()) for n in excerpt.names) and m.start() == excerpt.source[0].start
    ]
    return [Edit(m.start(), m.end(), "") for m in named[:1]] if chance else []


def _split(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """*..., and the wall will wait.* becomes *... . And the wall will wait.* in the retelling."""
    found = _found(excerpt, re.compile(r"(?<=[a-z]{3}), (and|but|so) (?=(?:I|we|they|he|she|it|that|you)\b)"))
    options = [Edit(m.start(), m.end(), f". {m[1].capitalize()} ") for m in found]
    return [chance.choice(options)] if options and excerpt.kind == "direct" else []


def _merged(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """*We wait. The ferry is late.* becomes *We wait, and the ferry is late.* in the retelling."""
    found = _found(excerpt, re.compile(r"(?<=[a-z]{3})\. (The|We|They|It|He|She|This|That|You|But|And)\b"))
    options = [
        Edit(m.start(), m.end(), f", {m[1].lower()}" if m[1] in ("But", "And") else f", and {m[1].lower()}")
        for m in found
    ]
    return [chance.choice(options)] if options and excerpt.kind == "direct" else []


QUOTE = '["“”]'
FRAME = re.compile(
    rf"(?P<open>{QUOTE})(?P<said>[^\"“”]+?)(?P<end>[,.?!])(?P<close>{QUOTE}),? (?P<frame>[^\"“”.?!]{{5,90}})\."
)


def _framed(excerpt: Excerpt) -> re.Match[str] | None:
    """Return the sentence where it is *“words,” source cue.* and nothing else."""
    match = FRAME.fullmatch(excerpt.text, excerpt.sentence.start, excerpt.sentence.end)
    inside = match and all(match.start("frame") <= s.start and s.end <= match.end("frame") for s in excerpt.source)
    return match if inside and len(excerpt.content) == 1 else None


def _cue_moved(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """*“We wait,” Brandt said.* becomes *Brandt said: “We wait.”* in the retelling."""
    match = _framed(excerpt)
    if not match or not chance:
        return []
    end = "." if match["end"] == "," else match["end"]
    source, cue = excerpt.at(excerpt.source[0]), excerpt.at(excerpt.cue[0])
    if sorted(f"{source} {cue}".split()) != sorted(match["frame"].split()):
        return []
    source = source[:1].upper() + source[1:]
    return [Edit(match.start(), match.end(), f"{source} {cue}: {match['open']}{match['said']}{end}{match['close']}")]


def _indirect(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """*“We will wait,” Brandt said.* becomes *Brandt said that they would wait.* in the retelling."""
    match = _framed(excerpt)
    if not match or re.search(r"\b(you|your|this|here|now|let)\b|[?!.]", match["said"] + match["end"], re.IGNORECASE):
        return []
    source = excerpt.at(excerpt.source[0])
    woman = bool(re.search(r"\b(?:she|her)\b", excerpt.text))
    said = " ".join(_reported(w, woman=woman) for w in match["said"].split())
    first = said.split()[0]
    if first.istitle() and re.sub(r"\W.*", "", first.lower()) in common_words():
        said = said[0].lower() + said[1:]
    that = chance.choice(("that ", ""))
    return [Edit(match.start(), match.end(), f"{source[:1].upper()}{source[1:]} said {that}{said}.")]


def _reported(word: str, *, woman: bool) -> str:
    """Return a word as it stands in reported speech: pronouns in the third person, auxiliaries in the past."""
    bare = word.strip(",;:—–-").casefold().replace("’", "'")
    if bare in PRONOUNS:
        return word.replace(word.strip(",;:—–-"), PRONOUNS[bare][woman])
    if bare in BACKSHIFT:
        return word.replace(word.strip(",;:—–-"), BACKSHIFT[bare].format("she" if woman else "he"))
    return word


def _occasion(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """Years before, the same speaker said half of it with other figures: another occasion, and no conflict."""
    match = _framed(excerpt)
    half = match["said"].split() if match else []
    if not match or len(half) < 10 or not re.fullmatch(r"[A-Z][\w.’' -]+", excerpt.at(excerpt.source[0])):
        return []
    kept = NUMBER.sub(lambda m: other_number(m.group(), chance), " ".join(half[: len(half) // 2 + 1]))
    rest = chance.choice(("and nobody at this table doubts it", "whatever the papers may write", "I told my father"))
    said = f"{match['open']}{kept.rstrip(',;')} ... {rest}.{match['close']}"
    year = chance.randint(1996, 2009)
    return [
        Edit(
            match.start(),
            match.end(),
            f"In an interview on 12 March {year}, {excerpt.at(excerpt.source[0])} said: {said}",
        )
    ]


def dated(excerpt: Excerpt) -> list[Edit]:
    """State the day on which the original was said, so that the other occasion can be told from it."""
    match = _framed(excerpt)
    if not match:
        return []
    year = excerpt.published[:4] or "2015"
    said = f"{match['open']}{match['said']}{'.' if match['end'] == ',' else match['end']}{match['close']}"
    return [
        Edit(
            match.start(),
            match.end(),
            f"In an interview on 3 January {year}, {excerpt.at(excerpt.source[0])} said: {said}",
        )
    ]
