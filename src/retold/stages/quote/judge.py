"""A learned judge over the rules: how likely a found quotation is one, by its shape and never by its words.

A logistic regression on yes-or-no features.  Of words it knows only closed classes (pronouns, modals, the class of the
cue verb), so its weights hold nothing of the text that they were fitted on.  ``retold train`` makes a file of weights.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from retold.errors import WrongSettings
from retold.stages.quote import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from retold.records import Quotation, Span

FORMAT = "retold-judge/1"
FIRST = frozenset("i we me us my our mine ours myself ourselves i'm i've i'll i'd we're we've we'll".split())
THIRD = frozenset({"he", "she", "they"})
THING = frozenset("it this that these those which who what there you one".split())
UNREAL = frozenset("to would could should might may can will shall must cannot if".split())
OPENERS = frozenset({"that", "if", "whether", "to", "why", "how", "what", "when", "where", "who"})
CLASSES = {
    "say": frozenset(words.SAY),
    "think": words.THINK,
    "show": frozenset(words.SHOW),
    "label": frozenset(words.MARKED),
    "commit": frozenset(words.COMMIT),
    "noun": frozenset(words.NOUNS),
}
"""The closed classes of cue words; the judge sees the class, never the verb."""
SIZES = ((0, "0"), (1, "1"), (3, "2-3"), (7, "4-7"), (15, "8-15"))
NEAR = 300
"""Characters to either side that are looked at for where a paragraph ends, so that time stays linear."""
LONGEST = 2000
"""Characters of a span whose words are looked at."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights by feature, and the probability from which a quotation is kept."""

    weights: tuple[tuple[str, float], ...]
    threshold: float

    def __call__(self, found: Iterable[Quotation], text: str) -> list[Quotation]:
        """Return the quotations that are accepted, with the probability of each as its score.

        What stood in a rejected one is then held by the one around that.
        """
        weights = dict(self.weights)
        given = list(found)
        scored = {q.id: _probability(weights, features(q, text)) for q in given}
        holder = {q.id: q.parent for q in given}
        out = []
        for q in given:
            if scored[q.id] < self.threshold:
                continue
            parent = q.parent
            while parent is not None and scored.get(parent, 1.0) < self.threshold:
                parent = holder[parent]
            out.append(replace(q, parent=parent, score=round(scored[q.id], 4)))
        return out


def _probability(weights: dict[str, float], given: Iterable[str]) -> float:
    """Return the logistic function of the sum of the weights; a feature never seen in training weighs nothing."""
    total = sum(weights.get(name, 0.0) for name in sorted(given))
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, total))))


def load(path: str) -> Judge:
    """Read the weights that ``retold train`` wrote.

    Raises:
        WrongSettings: there is no such file, or it holds no weights.
    """
    try:
        given = json.loads(Path(path).read_text(encoding="utf-8"))
        if given["format"] != FORMAT:
            raise ValueError(f"format {given['format']!r}")
        weights = tuple(sorted((str(name), float(value)) for name, value in given["weights"].items()))
        threshold = float(given["threshold"])
        if not all(math.isfinite(value) for value in (threshold, *(w for _, w in weights))):
            raise ValueError("a weight is not finite")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongSettings(
            f"[quote] judge: {path}: not a judge ({type(error).__name__}: {error}); `retold train` writes one"
        ) from error
    return Judge(weights, threshold)


def features(q: Quotation, text: str) -> frozenset[str]:
    """Return the names of the features that hold for a quotation; spans are offsets into ``text``."""
    content, source, cue = (_words(text, spans) for spans in (q.content, q.source, q.cue))
    start = min(s.start for s in (*q.content, *q.cue))
    end = max(s.end for s in (*q.content, *q.cue))
    first = content[0].lower() if content else ""
    names = {
        "bias",
        f"frame {q.frame}",
        f"kind {q.kind}",
        f"content {_size(len(content))}",
        f"source {_size(len(source))}",
        f"spans {min(len(q.content), 2)}",
        f"speaker {_speaker(source)}",
        f"opens {first if first in OPENERS else '-'}",
        *_about_cue(q, text, cue),
    }
    final = text[q.content[-1].end - 1 : q.content[-1].end + 1]
    held = {
        "negated": q.negated,
        "nested": q.parent is not None,
        "carried": bool(q.carriers),
        "addressed": bool(q.addressee),
        "dated": bool(q.when),
        "strength": bool(q.strength),
        "first person": any(w.lower() in FIRST for w in content),
        "capital": bool(content) and content[0][:1].isupper(),
        "ends a sentence": any(c in ".!?" for c in final),
        "question": "?" in final,
        "heading": _is_heading(text, end),
        "opens a paragraph": not text[max(0, start - 2) : start].strip(" \"'“‘").strip(),
    }
    return frozenset(names | {name for name, holds in held.items() if holds})


def _about_cue(q: Quotation, text: str, cue: Sequence[str]) -> set[str]:
    """Return what is to be known of the cue: its classes, its form, the word before it, and its place."""
    if not cue:
        return {"cue none"}
    first = cue[0].lower()
    known = {words.lemmas().get(first, words.singular(first)), words.singular(first)}
    out = {f"cue {name}" for name, listed in CLASSES.items() if known & listed} or {"cue other"}
    out |= {f"cue {_size(len(cue))} words", "cue before" if q.cue[0].start < q.content[0].start else "cue behind"}
    out |= {"cue -ing"} if first.endswith("ing") else set()
    before = text[max(0, q.cue[0].start - 30) : q.cue[0].start].split()
    return out | ({"cue unreal"} if before and before[-1].lower() in UNREAL else set())


def _speaker(source: Sequence[str]) -> str:
    """Return the kind of a source: none, first, third, thing, name (a capital behind its first word) or common."""
    if not source:
        return "none"
    if len(source) == 1:
        for kind, listed in (("first", FIRST), ("third", THIRD), ("thing", THING)):
            if source[0].lower() in listed:
                return kind
    named = source[1:] if source[0].lower() in {"the", "a", "an", "his", "her", "their", "its", *FIRST} else source
    return "name" if any(word[:1].isupper() for word in named) else "common"


def _words(text: str, spans: Iterable[Span]) -> list[str]:
    return [word for s in spans for word in text[s.start : min(s.end, s.start + LONGEST)].split()]


def _size(count: int) -> str:
    """Return a number of words as a step."""
    return next((name for top, name in SIZES if count <= top), "16-")


def _is_heading(text: str, end: int) -> bool:
    """Tell whether the paragraph around ends without a stop, as a headline does."""
    stop = text.find("\n\n", end, end + NEAR)
    stop = len(text) if stop < 0 and len(text) - end < NEAR else stop
    return stop >= 0 and text[end - 1 : stop].rstrip("\"'”’)]» \n")[-1:] not in {".", "!", "?", ":", "…", ""}
