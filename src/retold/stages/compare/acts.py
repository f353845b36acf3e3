"""What was asked and how: a question, a request, an order; *asked whether it sails* is no *ordered it to sail*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.records import Span
from retold.stages.compare.telling import Finding, Telling, Tellings, quoted
from retold.stages.words import stem

if TYPE_CHECKING:
    from retold.stages.compare.figures import Pair
    from retold.stages.words import Word

ORDER = frozenset(map(stem, "order instruct command compel".split()))
REQUEST = frozenset(map(stem, "request urge beg implore demand".split()))
ASK = frozenset(map(stem, "ask inquire enquire wonder".split()))
ASKED = ORDER | REQUEST | ASK
INTO = frozenset("whether if how what when why where who".split())
"""What follows *asked* where it is a question, and no request."""
LEVELS = ("asked a question", "made a request", "gave an order")
REACH = 8
"""How many words behind *asked* its *whether* or *to* may stand: *asked the old inspector of ships whether*."""
LEAST = 0.4


def act_finding(tellings: Tellings, pair: Pair, statement: str) -> Finding | None:
    """Return where one has an order (or a request) and the other a question, each of one kind only."""
    if pair.shared < LEAST:
        return None
    acts = [_acts(frame) for frame in pair.frames]
    levels = [{level for level, _ in of} for of in acts]
    if any(len(of) != 1 for of in levels) or levels[0] == levels[1]:
        return None
    (one, here), (other, there) = acts[0][0], acts[1][0]
    sides = sorted(((one, pair.a, here), (other, pair.b, there)), key=lambda s: -s[0])
    (far, a, strong), (near, b, weak) = sides
    why = (
        f"In {tellings.name(a.document.id)} somebody {LEVELS[far]} ({quoted(_from(a, strong), 70)}), in "
        f"{tellings.name(b.document.id)} he {LEVELS[near]} ({quoted(_from(b, weak), 70)})."
    )
    evidence = (a.evidence([_span(strong)]), b.evidence([_span(weak)]), a.evidence(), b.evidence())
    return Finding("strength", "high" if far - near > 1 else "medium", evidence, why, 0.6, statement)


def _acts(printed: list[Word]) -> list[tuple[int, Word]]:
    """Return (level, word) for the words by which somebody asks, requests or orders."""
    found = []
    for i, word in enumerate(printed):
        stemmed = stem(word.text)
        if stemmed not in ASKED:
            continue
        behind = [w.text.casefold() for w in printed[i + 1 : i + 1 + REACH]]
        to, into = (next((k for k, w in enumerate(behind) if w in of), REACH) for of in (("to",), INTO))
        if stemmed in ORDER and to < REACH:
            found.append((2, word))
        elif stemmed in REQUEST and to < REACH:
            found.append((1, word))
        elif stemmed in ASK and min(to, into) < REACH:
            found.append((1 if to < into else 0, word))
    return found


def _span(word: Word) -> Span:
    return Span(word.start, word.end)


def _from(telling: Telling, word: Word) -> str:
    """Return the sentence from the word on."""
    text = telling.document.text
    end = text.find("\n", word.end)
    return text[word.start : min(word.start + 120, end if end >= 0 else len(text))]
