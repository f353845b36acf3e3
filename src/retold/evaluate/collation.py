"""Collation against an oracle: the places of variance that a plain diff of every two witnesses finds.

The file is a JSON list; each item holds the same passage in several witnesses (siglum → text).  A *place* is a stretch
in which a diff of two witnesses (Python's ``difflib`` on the words as printed, in lower case) has them differ.  It is
*found* when the apparatus gives those two witnesses different readings at a locus with words of that stretch.  A locus
at which two witnesses differ and their diff does not is *beyond* the oracle.  The round trip is exact when the readings
at which a witness parts from the base, applied to the base, give all its words back in order.
"""

from __future__ import annotations

import json
import os
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING, Any

from retold.errors import NoInput
from retold.records import Span, Witness, identify
from retold.stages.collate import partings, readings, with_partings
from retold.stages.words import WORD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from retold.records import Reading


def score(path: Path) -> dict[str, Any]:
    """Return places found, places beyond the oracle, exact round trips, and groups a CPU-second.

    Raises:
        NoInput: the file holds no passages with two witnesses or more.
    """
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise NoInput(f"{path}: no JSON: {error}") from error
    groups = [g for g in given if isinstance(g, dict) and len(g) > 1] if isinstance(given, list) else []
    if not groups:
        raise NoInput(f"{path}: give a JSON list of objects, siglum to text, with two witnesses or more")
    total = dict.fromkeys(("places", "found", "beyond", "witnesses", "exact"), 0)
    for group in groups:
        for name, count in judged(group).items():
            total[name] += count
    return {
        "groups": len(groups),
        "places": total["places"],
        "places_found_percent": round(100 * total["found"] / max(1, total["places"]), 2),
        "places_beyond_the_oracle": total["beyond"],
        "witnesses": total["witnesses"],
        "round_trips_exact": total["exact"],
        "groups_of_60_words_a_cpu_second": speed(groups),
    }


def told(group: Mapping[str, str]) -> tuple[list[Witness], dict[str, str]]:
    """Return the witnesses of a passage, the first siglum as base, and their texts by document."""
    texts = {identify("d", siglum, text): text for siglum, text in sorted(group.items())}
    witnesses = [
        Witness(f"w{siglum}", "s", "q", document, siglum, None, (Span(0, len(group[siglum])),), base=i == 0)
        for i, (siglum, document) in enumerate(zip(sorted(group), texts, strict=True))
    ]
    return witnesses, texts


def judged(group: Mapping[str, str]) -> dict[str, int]:
    """Return the counts for one passage: places, found, beyond, witnesses, exact round trips."""
    witnesses, texts = told(group)
    apparatus = list(readings("s", witnesses, texts))
    printed = {w.id: [m.group().casefold() for m in WORD.finditer(texts[w.document])] for w in witnesses}
    base = [r for r in apparatus if r.witness == witnesses[0].id]
    exact = sum(
        [word.casefold() for part in with_partings(base, partings(apparatus, w.id)) for word in WORD.findall(part)]
        == printed[w.id]
        for w in witnesses
    )
    at = {w.id: _locus_of_each_word(apparatus, w.id) for w in witnesses}
    differ = _differing(apparatus)
    counts = {"places": 0, "found": 0, "beyond": 0, "witnesses": len(witnesses), "exact": exact}
    for a, b in combinations(sorted(printed), 2):
        seen: set[int] = set()
        for tag, a1, a2, b1, b2 in SequenceMatcher(None, printed[a], printed[b], autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            here = {at[a][i] for i in range(a1, a2)} | {at[b][i] for i in range(b1, b2)}
            counts["places"] += 1
            counts["found"] += bool(here & differ[a, b])
            seen |= here
        counts["beyond"] += len(differ[a, b] - seen)
    return counts


def _locus_of_each_word(apparatus: Sequence[Reading], witness: str) -> list[int]:
    mine = sorted((r for r in apparatus if r.witness == witness and r.text and not r.moved), key=lambda r: r.locus)
    return [r.locus for r in mine for _ in WORD.findall(r.text or "")]


def _differing(apparatus: Sequence[Reading]) -> dict[tuple[str, str], set[int]]:
    """Return, for each two witnesses, the loci at which they have other words."""
    at: dict[int, dict[str, list[str]]] = {}
    for r in apparatus:
        if not r.moved:
            at.setdefault(r.locus, {})[r.witness] = [w.casefold() for w in WORD.findall(r.text or "")]
    found: dict[tuple[str, str], set[int]] = {}
    for pair in combinations(sorted({r.witness for r in apparatus}), 2):
        found[pair] = {locus for locus, have in at.items() if have[pair[0]] != have[pair[1]]}
    return found


def speed(groups: Sequence[Mapping[str, str]], seconds: float = 1.0) -> int:
    """Return how many groups, each witness cut to its first 60 words, are collated in a CPU-second of this process."""
    short = [told({siglum: _first_words(text, 60) for siglum, text in g.items()}) for g in groups]
    done, start = 0, os.times()
    while True:
        for witnesses, texts in short:
            for _ in readings("s", witnesses, texts):
                pass
            done += 1
        now = os.times()
        spent = now.user + now.system - start.user - start.system
        if spent >= seconds:
            return round(done / spent)


def _first_words(text: str, count: int) -> str:
    places = [m.end() for m in WORD.finditer(text)]
    return text[: places[count - 1]] if len(places) > count else text
