"""Planting conflicts: another speaker, date, number, place, a denial more or less, another degree of commitment.

Every function takes an excerpt and a source of chance and returns the edits that make the conflicting retelling, or
nothing where the excerpt has no place for it.  The tables are of our own making.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retold.evaluate.planted.edits import Edit, like
from retold.records import Span
from retold.stages.situate.tables import countries, given_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from retold.evaluate.planted.articles import Excerpt

MEN = ("Peter Lindgren", "Walter Okafor", "Simon Hadley", "Victor Maslow", "Edwin Corrigan", "Hugo Ferrante")
WOMEN = ("Ingrid Okafor", "Helen Maslow", "Clara Hadley", "Ruth Corrigan", "Nora Ferrante", "Edith Lindgren")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = (
    "January February March April May June July August September October November December "
    "Jan. Feb. Mar. Apr. Aug. Sept. Oct. Nov. Dec."
).split()
MONTH = "|".join(re.escape(m) for m in MONTHS)
DATE = re.compile(
    rf"\b(?:{'|'.join(DAYS)})\b|\b(?:{MONTH}) \d{{1,2}}\b(?:, \d{{4}})?|\b(?:in|since|until) ((?:19|20)\d\d)\b"
)
STATES = (
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Florida Hawaii Idaho Illinois Indiana Iowa Kansas "
    "Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada "
    "Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming"
).split()
CITIES = (
    "Chicago Boston Philadelphia Houston Dallas Denver Seattle Detroit Atlanta Miami Baltimore Cleveland Milwaukee "
    "Orlando Charleston Phoenix Pittsburgh Portland Sacramento Benghazi Brussels Geneva Paris London Berlin Moscow"
).split()
BEFORE_PLACE = "|".join(rf"(?<=\b{word} )" for word in "in to from with against near into across on".split())
WORDS = ("two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty "
         "seventy eighty ninety").split()  # fmt: skip
NUMBER = re.compile(
    r"(?<![\w.,/$:-])\$?\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\d.,/:-]|\w)(?= [a-z%])"
    rf"|\b(?:{'|'.join(WORDS)})\b(?= [a-z])"
)
AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|could|should|does|did|(?:has|have)(?= (?:been|[a-z]+ed)\b))\b"
    r"(?! not\b| never\b| no\b|n['’]t| (?:i|you|we|they|he|she|it)\b)(?= [a-z])"
)
DENIAL = re.compile(
    r"\b(is|are|was|were|wo|would|could|should|has|have|does|did|do|ca)n['’]t\b|\b(?:(?<=is)|(?<=are)|(?<=was)|(?<=will)"
    r"|(?<=would)|(?<=should)|(?<=could)|(?<=do)|(?<=does)|(?<=did)) not\b(?! only| just)|\bcannot\b"
)
STEPS = tuple(
    (re.compile(rf"\b(?:{pattern})"), others)
    for pattern, others in (
        (r"offered to\b", ("promised to", "agreed to")),
        (r"(?:promised|pledged|vowed) to\b", ("offered to", "was ready to")),
        (r"agreed to\b", ("offered to", "was ready to")),
        (r"(?:was|were|is|are) (?:ready|willing|prepared) to\b", ("promised to", "agreed to")),
        (r"(?:is|was|are|were) considering\b", ("promised",)),
        (r"(?:would|will|might|may|could) consider\b", ("promised", "agreed to")),
        (r"considered\b", ("promised",)),
        (r"(?:may|might)\b(?! not)(?= [a-z])", ("will",)),
        (r"will\b(?! not)(?= [a-z])", ("might", "may")),
    )
)
"""Words of commitment, surest kind first, and what a retelling makes of them."""


def conflicts() -> dict[str, Callable[[Excerpt, Random], list[Edit]]]:
    """Return how each kind of conflict is planted."""
    return {
        "strength": _strength, "place": _place, "date": _date, "number": _number, "speaker": _speaker,
        "negation": _negation,
    }  # fmt: skip


def _speaker(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """*Ada Brandt said* becomes *Nora Ferrante said*, everywhere in the excerpt."""
    named = re.search(r"(?:([A-Z][a-z]+) )?([A-Z][A-Za-z’'-]{3,})$", excerpt.at(excerpt.source[0]))
    known = named and [n for n in excerpt.names if n.split()[-1] == named[2] and named[1] in (None, n.split()[0])]
    if not named or not known or not known[0].startswith(known[-1].split()[0]):
        return []  # an institution, or two people of one surname
    given, surname = known[0].split()
    woman = given_names().get(given) == "f" or bool(re.search(r"\b(?:she|her)\b", excerpt.text))
    others = [n for n in excerpt.others if given_names().get(n.split()[0]) == ("f" if woman else "m")]
    name = chance.choice(others if others and chance.random() < 0.5 else WOMEN if woman else MEN).split()
    if surname in name:
        return []
    found = re.finditer(rf"\b({given} )?{re.escape(surname)}\b", excerpt.text)
    return [Edit(m.start(), m.end(), " ".join(name) if m[1] else name[-1]) for m in found]


def _places(excerpt: Excerpt, pattern: re.Pattern[str], *, in_content: bool = False) -> list[re.Match[str]]:
    """Return the matches in the content of the quotation, and (unless ``in_content``) in its sentence beside it."""
    spans: list[Span] = list(excerpt.content) if in_content else [excerpt.sentence]
    return [m for s in spans for m in pattern.finditer(excerpt.text, s.start, s.end)]


def _date(excerpt: Excerpt, chance: Random) -> list[Edit]:
    found = _places(excerpt, DATE)
    if not found:
        return []
    match = chance.choice(found)
    return [Edit(match.start(), match.end(), other_date(match, chance))]


def other_date(match: re.Match[str], chance: Random) -> str:
    """Return another day, month or year in the shape of the printed one."""
    printed = match.group()
    if printed in DAYS:
        return DAYS[(DAYS.index(printed) + chance.randint(2, 5)) % 7]
    if match[1]:
        return printed.replace(match[1], str(int(match[1]) - chance.randint(2, 9)))
    month, day = re.split(r"(?<=[a-z.]) ", printed, maxsplit=1)
    if chance.random() < 0.5:
        number = re.match(r"\d+", day)
        old = int(number.group()) if number else 1
        new = chance.choice([d for d in range(1, 28) if d != old])
        return f"{month} {re.sub(r'^[0-9]+', str(new), day)}"
    full = [m for m in MONTHS if m.endswith(".") == month.endswith(".") and m != month]
    return f"{chance.choice(full)} {day}"


def _number(excerpt: Excerpt, chance: Random) -> list[Edit]:
    found = _places(excerpt, NUMBER, in_content=True)
    if not found:
        return []
    match = chance.choice(found)
    return [Edit(match.start(), match.end(), other_number(match.group(), chance))]


def other_number(printed: str, chance: Random) -> str:
    """Return another number in the shape of the printed one."""
    if printed.lower() in WORDS:
        return like(printed, chance.choice([w for w in WORDS if w != printed.lower()]))
    digits = printed.replace(",", "").lstrip("$")
    if "." in digits:
        new = f"{float(digits) * chance.choice((0.5, 2, 3)) + 0.1:.{len(digits.split('.')[1])}f}"
    else:
        new = f"{int(digits) * chance.choice((2, 3)) + chance.randint(1, 9):{',' if ',' in printed else ''}}"
    return ("$" if printed.startswith("$") else "") + new


def _place(excerpt: Excerpt, chance: Random) -> list[Edit]:
    lands = [c.name for c in countries()]
    kinds = (STATES, CITIES, lands)
    every = "|".join(sorted((re.escape(p) for kind in kinds for p in kind), key=len, reverse=True))
    pattern = re.compile(rf"(?:{BEFORE_PLACE})(?:{every})\b(?!['’]s?|,? [A-Z]|-)")
    found = _places(excerpt, pattern)
    if not found:
        return []
    match = chance.choice(found)
    kind = next(k for k in kinds if match.group() in k)
    pool = [p for p in (list(LANDS) if kind is lands else kind) if p != match.group() and p not in excerpt.text]
    return [Edit(match.start(), match.end(), chance.choice(pool))]


LANDS = tuple(
    "France Germany Italy Spain Portugal Norway Sweden Poland Egypt Kenya Brazil Chile Canada India Japan".split()
)


def _negation(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """*We will lease it* becomes *We will not lease it*, or the other way round."""
    options = [Edit(m.start(), m.end(), f"{m[1]} not") for m in _places(excerpt, AUXILIARY, in_content=True)]
    for m in _places(excerpt, DENIAL, in_content=True):
        printed = m.group()
        plain = "can" if printed == "cannot" else {"wo": "will", "ca": "can"}.get(m[1] or "", m[1] or "")
        start = m.start() if plain else max(excerpt.text.rfind(" ", 0, m.start()) + 1, 0)
        options.append(Edit(start, m.end(), plain or excerpt.text[start : m.start()]))
    return [chance.choice(options)] if options else []


def _told(excerpt: Excerpt) -> list[Span]:
    """Return the content of a quotation, with the cue where it stands right before: *offered to lease it*."""
    first = excerpt.content[0]
    cues = [c for c in excerpt.cue if excerpt.kind == "indirect" and 0 <= first.start - c.end <= 1]
    return [Span(cues[-1].start, first.end) if cues else first, *excerpt.content[1:]]


def _strength(excerpt: Excerpt, chance: Random) -> list[Edit]:
    """*She offered to lease it* becomes *She promised to lease it*; *may* becomes *will*."""
    for pattern, others in STEPS:
        found = [m for s in _told(excerpt) for m in pattern.finditer(excerpt.text, s.start, s.end)]
        if found:
            match = chance.choice(found)
            return [Edit(match.start(), match.end(), chance.choice(others))]
    return []
