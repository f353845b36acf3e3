"""Names by rule: runs of capitalised words with the titles and roles before and after them.

No language model: a mention is found by its capitals, the words around it and the other mentions of the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from retold.stages.situate import tables
from retold.stages.situate.lexicon import (
    CLUBS,
    GROUPS,
    MONTH_OR_DAY,
    OPENERS,
    PARTICLES,
    PLACES,
    REGIONS,
    ROLE_MODIFIERS,
    ROLES,
    SPEECH_NOUNS,
    TITLES,
)
from retold.stages.situate.timewords import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WORD = re.compile(r"[^\W\d_]\.(?:[^\W\d_]\.)+|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:st|nd|rd|th)?")
OPENING = re.compile(r"[.!?:;…\"“”‘\n•\[(|–—]|\s-\s")
POSSESSIVE = re.compile(r"['’]s?$")
SPEECH = re.compile(
    r"\s+(?:has |had |have |also |later |then |once |reportedly |allegedly )*(?:said|says|told|tells|asked|asks|added|"
    r"replied|wrote|writes|stated|noted|claimed|argued|insisted|warned|explained|recalled|announced|confirmed|denied|"
    r"stressed|affirmed|promised|testified|recalls|insists|wondered|acknowledged|thinks|believes|responded|continued|concluded|observed|remarked|joked|tweeted|who)\b"
)
INVERTED = re.compile(r"[\"”’',]\s+(?:said|says|added|adds|wrote|writes|asked|replied|explained|noted|continued)\s+$")
ADJECTIVE = re.compile(
    r"-(?:based|born|led|backed|bound|style|like|era|area|run|owned|held|trained|educated|appointed|wide)$"
)
ASKING = frozenset("When Why How What Where Who If But And As After Before While Since Because Although".split())
LONGEST = 5
"""No person's name has more words, particles left out."""
FORMER = frozenset({"Former", "Outgoing", "Late", "Then", "Ex", "Vice", "Prime", "Acting", "Foreign", "Interim"})
FIELD = re.compile(r":\s*\d")
"""``Page: 3``"""
DEFINITE = re.compile(r"\b[Tt]he\s$")
ENDS_THERE = re.compile(
    r"\s*(?:[.,;:)!?—–\n]|$|(?:is|was|were|are|had|has|have|will|would|could|may|might|can|of|in|on|at|to|from|and|or|as|"
    r"for|with|by|that|which|when|where|ever|said|says)\b)"
)
LOCATIVE = re.compile(
    r"\b(?:in|at|near|from|to|outside|across|around|towards?|into|leaving)\s+(?:the )?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words: half-open offsets of the whole mention, its head and the role words."""

    start: int
    end: int
    head: str
    role: str = ""
    kind: str = ""
    opens: bool = False


class Word(NamedTuple):
    """A word of a text with its half-open offsets.

    ``opens`` is true where a sentence begins with it; ``capital`` where it begins with a capital and is no adjective
    made of a name (``Lorne-based``); ``bare`` is the word without a possessive ending.
    """

    text: str
    start: int
    end: int
    opens: bool
    capital: bool
    bare: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a document shows of its own words: how often each stands in lower case, and capitalised mid-sentence."""

    lower: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)


def words(text: str) -> list[Word]:
    """Return the words of a text; a sentence opens at its start, after a full stop, a quotation mark or a colon."""
    out: list[Word] = []
    end = 0
    for match in WORD.finditer(text):
        word, (start, stop) = match.group(), match.span()
        gap = text[end:start]
        opens = not out or (gap != " " and OPENING.search(gap) is not None)
        if opens and gap == ". " and out and (out[-1].text in TITLES or len(out[-1].text) == 1):
            opens = False  # "Mr. Okafor", "J. Lindqvist"
        capital = word[0].isupper() and not ("-" in word and ADJECTIVE.search(word))
        bare = POSSESSIVE.sub("", word) if word[-1] in "'’" or word[-2:-1] in ("'", "’") else word
        out.append(Word(word, start, stop, opens, capital, bare))
        end = stop
    return out


def evidence(blocks: Iterable[list[Word]]) -> Evidence:
    """Count, over a document, the words in lower case and the capitalised ones inside sentences."""
    seen = Evidence()
    for block in blocks:
        if is_title_case(block):
            continue
        seen.lower.update([word.bare.lower() for word in block if not word.capital])
        seen.inside.update([word.bare for word in block if word.capital and not word.opens])
    return seen


def is_title_case(block: list[Word]) -> bool:
    """Whether nearly every long word has a capital, as in many headlines: ``Mayor Denies Harbour Sale``."""
    long = [w for w in block if len(w.text) > 3]
    if sum(w.opens for w in block) > 2:
        return False  # several sentences are no headline
    return len(long) >= 3 and sum(w.capital for w in long) >= 0.8 * len(long)


def names(text: str, block: list[Word], seen: Evidence) -> Iterator[Name]:
    """Yield the names of one block in order; offsets are into ``text``."""
    titled = is_title_case(block)
    reach = 0
    for index in [n for n, word in enumerate(block) if word.capital]:
        if index < reach:
            continue
        run = _run(text, block, index)
        reach = index + len(run)
        for part in _parts(run, seen):
            name = _name(text, block, part, seen, titled=titled)
            if name:
                yield name


def _run(text: str, block: list[Word], index: int) -> list[Word]:
    """Return the capitalised words from ``index`` on that only spaces, initials and particles part."""
    run: list[Word] = []
    for place in range(index, len(block)):
        word = block[place]
        if run:
            gap = text[run[-1].end : word.start]
            dotted = gap == ". " and (len(run[-1].text) == 1 or run[-1].text in TITLES)
            dotted = dotted and word.text not in OPENERS  # "than I. He"
            union = run[-1].text.endswith(("s'", "s’")) and word.bare in GROUPS  # "the Dockers' Union"
            owned = run[-1].text != run[-1].bare and not union
            if (gap not in (" ", "\u00a0", ". ") or (gap == ". " and not dotted)) or owned:
                break
        if word.capital or (run and word.text in PARTICLES):
            run.append(word)
        elif run and word.text in ("of", "and", "for", "the") and run[-1].text in GROUPS | {"Bank", "Sea"}:
            run.append(word)  # "Ministry of Trade"
        elif ADJECTIVE.search(word.text):
            return []  # "New Lorne-based"
        else:
            break
    while run and not run[-1].capital:
        run.pop()
    return run


def _parts(run: list[Word], seen: Evidence) -> Iterator[list[Word]]:
    """Split a run at words that end one name and begin another (``Palace Mr Hale``), at months, days and shouts."""
    part: list[Word] = []
    loud = [w.text.isupper() and len(w.text) > 1 for w in run]
    for index, word in enumerate(run):
        among = any(loud[max(0, index - 1) : index]) or any(loud[index + 1 : index + 2])
        dated = (word.bare.title() if loud[index] else word.bare) in MONTH_OR_DAY
        if dated or (loud[index] and _is_shouted(word.bare, seen, among=among)):
            if part:
                yield part
            part = []
            continue
        if part and word.text in ("Mr", "Mrs", "Ms") and part[-1].text not in TITLES:
            yield part
            part = []
        part.append(word)
    if part:
        yield part


def _is_shouted(word: str, seen: Evidence, *, among: bool) -> bool:
    """Whether a word in capitals is a common one: ``the Minister ORDERED``, ``SORRY, NOT SORRY``; ``NATO`` is not.

    ``among`` is true where its neighbours are in capitals too; a short word that stands alone is an abbreviation.
    """
    low = word.lower()
    name = low.title()
    if name in seen.inside or name in tables.given_names() or name in tables.country_of() or name in TITLES | FORMER:
        return False
    if low in ROLES or name in GROUPS or word in tables.country_of() or (len(word) <= 3 and not among):
        return False
    stems = {low, low.removesuffix("s"), low.removesuffix("ed"), low.removesuffix("d"), low.removesuffix("ing")}
    common = tables.common_words()
    return name in OPENERS or low in NUMBERS or any(stem in common or seen.lower[stem] for stem in stems)


def _name(text: str, block: list[Word], run: list[Word], seen: Evidence, *, titled: bool) -> Name | None:
    """Return the name in a run, or ``None`` where its capital means nothing."""
    while run and (run[0].opens or titled) and _is_opener(run[0], run[1:], seen):
        run = run[1:]
        while run and not run[0].capital:  # "Why do I"
            run = run[1:]
    while len(run) > 1 and run[0].bare in ASKING:  # "[Archive] When Holm came"
        run = run[1:]
    if len(run) > 1 and run[0].text in ("A", "An"):
        run = run[1:]  # "her memoir, A Seat by the Window"
    while run and run[-1].text in ("I", "I’m", "I'm", "I’ve", "I've", "I’d", "I'd"):
        run = run[:-1]
    if not run:
        return None
    roles, head = _split_role(run)
    if titled and head and not _is_known(head, seen):
        return None
    if not head:
        return None
    words_ = [w.bare for w in head]
    mute = words_[0] in SPEECH_NOUNS or len(words_[0]) < 2 or words_[0] in tables.adjectives()
    if len(words_) == 1 and mute and words_[0] not in tables.places():
        return None
    start, lead = _lead(text, block, (roles or head)[0])
    role = " ".join([*lead, *(w.text for w in roles if w.text.capitalize() not in ("Mr", "Mrs", "Ms"))]).strip()
    gentle = [w.text for w in roles if w.text.capitalize() in ("Mr", "Mrs", "Ms", "Miss")]
    end = head[-1].start + len(head[-1].bare)
    if len(words_) == 1 and FIELD.match(text, end):
        return None
    kind = _kind(text, head, start, end, role or " ".join(gentle))
    return Name(start, end, text[head[0].start : end], role, kind, run[0].opens)


def _is_opener(word: Word, rest: list[Word], seen: Evidence) -> bool:
    """Whether this capital is only the sentence's: ``Nobody Okafor knows``, ``Talks resumed``."""
    bare = word.bare
    if bare in seen.inside and bare not in OPENERS:
        return False
    first = bare.capitalize() if bare.isupper() else bare
    if first in FORMER and rest and (rest[0].bare.lower() in ROLES or rest[0].bare in tables.adjectives()):
        return False
    if bare in OPENERS:
        return True
    if bare in TITLES or bare in tables.country_of() or bare in tables.given_names():
        return False
    if seen.lower[bare.lower()] or bare.lower() in tables.common_words():
        return True
    return not rest and bare.lower().endswith(("ing", "ly", "ed", "ions", "ments", "ists", "ers"))


def _is_known(head: list[Word], seen: Evidence) -> bool:
    return any(w.bare in seen.inside or w.bare in tables.country_of() for w in head) or (
        len(head) > 1 and head[0].bare in tables.given_names() and not seen.lower[head[1].bare.lower()]
    )


def _split_role(run: list[Word]) -> tuple[list[Word], list[Word]]:
    """Split ``Halmark President Ada Brandt`` into role and head words."""
    cut = 0
    for index, word in enumerate(run):
        bare = word.bare
        title = bare.capitalize() if bare.isupper() and len(bare) > 1 else bare  # "MS HOLM"
        known = title in TITLES or bare.lower() in ROLES or title in FORMER
        if known or (bare in tables.adjectives() and index < len(run) - 1):
            cut = index + 1
        elif not (index < len(run) - 1 and any(w.bare in TITLES for w in run[index + 1 : -1])):
            break
    if cut and not any({w.bare, w.bare.capitalize()} & TITLES or w.bare.lower() in ROLES for w in run[:cut]):
        cut = 0  # "Russian Federation": a nationality alone is no role
    if cut == len(run) and cut > 1 and run[-1].bare not in TITLES:
        cut -= 1
    cut = max(cut, _after_post(run))
    return run[:cut], run[cut:]


def _after_post(run: list[Word]) -> int:
    """Return where the name begins behind a post in capitals: ``Senate Majority Whip Ada Holm``; 0 where there is none.

    A given name and one to three more words must end the run, and none of these be the head of an institution or place.
    """
    for index in range(1, len(run) - 1):
        rest = [w.bare for w in run[index:]]
        lead = [w.bare for w in run[:index]]
        if rest[0] not in tables.given_names() or rest[0] in PLACES or len(rest) > 4:
            continue
        post = any(w in GROUPS or w in TITLES or w.lower() in ROLES for w in lead)
        if post and lead[-1] not in TITLES and not {*rest} & (GROUPS | PLACES | REGIONS) and lead[-1] not in PARTICLES:
            return index
    return 0


def _lead(text: str, block: list[Word], first: Word) -> tuple[int, list[str]]:
    """Return where the mention begins and the role words before the name (``his Russian counterpart`` ...)."""
    index = bisect_left(block, first.start, key=lambda w: w.start)
    taken: list[Word] = []
    edge = first.start
    has_role = False
    for word in reversed(block[max(0, index - 6) : index]):
        gap = text[word.end : edge]
        if gap not in (" ", "-"):
            break
        low = word.bare.lower()
        if low in ROLES:
            has_role = True
        elif not has_role or not _is_modifier(word):
            break
        taken.insert(0, word)
        edge = word.start
        if word.opens:
            break
    while taken and taken[0].text.lower() in ("and", "of"):
        taken.pop(0)
    return (taken[0].start, [w.text for w in taken]) if has_role and taken else (first.start, [])


def _is_modifier(word: Word) -> bool:
    low = word.text.lower()
    return (
        low in ROLE_MODIFIERS
        or word.bare in tables.country_of()
        or word.bare.lower() in ROLES
        or bool(re.fullmatch(r"\d+(?:st|nd|rd|th)", low))
    )


def _kind(text: str, head: list[Word], start: int, end: int, role: str) -> str:
    """Return person, group or place; empty where the words alone do not tell."""
    parts = [w.bare for w in head]
    joined = " ".join(parts)
    if len([p for p in parts if p not in PARTICLES]) > LONGEST:
        return "group"  # a headline in capitals, a list without commas
    if role.lower().startswith("its neighbo"):
        return "place"
    if role:
        return "person"
    if joined in tables.places():
        return "place"
    if any(p in GROUPS for p in parts) or (len(parts) == 1 and parts[0].isupper() and len(parts[0]) > 1):
        return "group"
    if parts[-1] in PLACES or parts[0] in ("Mount", "Lake", "Cape", "Port", "Fort"):
        return "place"
    if len(parts) > 1 and (parts[0] in CLUBS or (parts[-1].isupper() and 1 < len(parts[-1]) < 4)):
        return "group"  # "Amble BK"
    if DEFINITE.search(text[max(0, start - 5) : start]) and ENDS_THERE.match(text, end):
        return "group"  # "the Petrel had sailed": a ship, a paper, a body; no person has an article
    given = parts[0] in tables.given_names() and not (head[0].opens and parts[0].lower() in tables.common_words())
    initial = len(parts[0].rstrip(".")) == 1
    if len(parts) > 1 and (given or initial) and parts[-1] not in REGIONS:
        return "person"
    spoken = SPEECH.match(text, end) or INVERTED.search(text[max(0, start - 14) : start])  # "...," said Quist
    if len(parts) == 1 and (spoken or _is_glossed(text, end)):
        return "person"
    if LOCATIVE.search(text[max(0, start - 12) : start]):
        return "place"
    return ""


def _is_glossed(text: str, end: int) -> bool:
    """``Vroom, a docker from Amble, said``: what follows the comma says what somebody is."""
    match = re.match(r",\s+(?:who\b|([^,.;]{2,60}),)", text[end : end + 90])
    if not match:
        return False
    gloss = (match[1] or "").lower().split(" of ")[0].split(" for ")[0].split()
    return match[1] is None or any(w in ROLES for w in gloss)


def settled(found: list[Name]) -> list[Name]:
    """Give every name of a document a kind: as its other mentions have it, by surname first, else group."""
    surnames = {n.head.split()[-1] for n in found if n.kind == "person" and " " in n.head}
    votes: dict[str, Counter[str]] = {}
    for n in found:
        if n.kind:
            votes.setdefault(n.head, Counter())[n.kind] += 1
    out = []
    for n in found:
        kind = n.kind
        if " " not in n.head and n.head in surnames and n.head not in tables.places():
            kind = "person"
        elif n.head in votes:
            kind = max(sorted(votes[n.head]), key=lambda k: votes[n.head][k])
        elif not kind:
            kind = _guess(n)
        out.append(n if kind == n.kind else Name(n.start, n.end, n.head, n.role, kind, n.opens))
    return out


def _guess(name: Name) -> str:
    """Two or three words of which none is a common word or a nation's adjective are taken for a person's name."""
    parts = name.head.split()
    common = any(p.lower() in tables.common_words() or p in tables.country_of() or p in REGIONS for p in parts)
    if len(parts) in (2, 3) and not common and not any(p.isupper() and len(p) > 2 for p in parts):
        return "person"
    if len(parts) == 1:
        return "person" if parts[0] in tables.given_names() and not (name.opens and common) else "group"
    return "person" if parts[0] in tables.given_names() and not common else "group"
