"""From drafts to quotations: floating marks, conflicts, carried speakers, nesting and character spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retold.stages.quote import reports
from retold.stages.quote.carriers import passed_on
from retold.stages.quote.frames import Draft
from retold.stages.quote.plain import ends_line
from retold.stages.quote.subjects import phrase
from retold.stages.quote.weak import is_idle, is_weak_inside

if TYPE_CHECKING:
    from retold.stages.quote.parse import View


_LOWER = frozenset("abcdefghijklmnopqrstuvwxyz")


MOST_CUES = 40
"""Cues of one sentence that are read: a sentence with more is no sentence."""


@dataclass(slots=True)
class Before:
    """What the paragraphs before leave behind: who spoke last, who was announced with a final colon, who has not ended.

    ``open`` are marked words without a cue whose mark the paragraph left open: the next one may tell who speaks.
    """

    last: Draft | None = None
    announced: Draft | None = None
    open: Draft | None = None
    number: int = -2

    def after(self, view: View, settled: list[Draft]) -> Before:
        """Return what one more paragraph leaves behind."""
        last = next((d for d in reversed(settled) if d.level < 0), self.last)
        return Before(last, _announced(view), self._still_open(view, settled), view.number)

    def _still_open(self, view: View, settled: list[Draft]) -> Draft | None:
        k = next((k for k, m in enumerate(view.marks) if m.repair == "unclosed" and not m.depth and not m.single), None)
        if k is None:
            return None
        words = (view.first[k], view.last[k])
        own = next((d for d in settled if d.frame == "floating" and d.source is None and words in d.content), None)
        carried_on = self.open is not None and any(v is view and span == words for v, span in self.open.more)
        return self.open if carried_on else own


def settle(view: View, drafts: list[Draft], before: Before) -> list[Draft]:
    """Return the drafts of one view that stand, marked sentences without a cue included."""
    sentences: dict[int, list[Draft]] = {}
    for draft in drafts:
        if not is_idle(draft):
            sentences.setdefault(view.sentence(draft.head, -1)[0], []).append(draft)
    kept: list[Draft] = []
    for together in sentences.values():
        kept += _settle_sentence(together[:MOST_CUES])
    _close_open(view, kept, before)
    return _floating(view, kept, before)


def _close_open(view: View, kept: list[Draft], before: Before) -> None:
    """Give words that the paragraph before left open to the speaker who is named where they go on."""
    if before.open is None or not view.marks or not view.marks[0].resumes:
        return
    named = next((d for d in kept if d.cue and d.source is not None and holds(d, view.first[0])), None)
    if named is not None and named.frame in {"after-marks", "according"}:
        before.open.carried = named


def _settle_sentence(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts of one sentence that stand, each with the part of another one that it stands in."""
    kept = passed_on(_without_conflicts(drafts))
    kept = [d for d in kept if not is_weak_inside(d, any(o is not d and holds(o, d.head) for o in kept))]
    for draft in kept:
        around = [r for o in kept if o is not draft for r in o.content if r[0] <= draft.head < r[1]]
        draft.scope = min(around, key=lambda r: r[1] - r[0], default=None)
    return kept


def _announced(view: View) -> Draft | None:
    """Return a bearer of the source that a paragraph with a final colon names: ``Quill went on:``."""
    n = len(view.doc)
    if not view.text.rstrip().endswith(":") or n < 2:
        return None
    low, high = view.sentence(n - 1, -1)
    named = _lead_in(view, low, n - 1) or _subject_between(view, low, high, pronouns=True)
    return Draft(view, "floating", [], [], named, -1) if named is not None else None


def _without_conflicts(drafts: list[Draft]) -> list[Draft]:
    """Drop the weaker of two drafts that share words without one holding the other's cue."""
    ranked = sorted(drafts, key=lambda d: (-d.score, d.head))
    kept: list[Draft] = []
    for draft in ranked:
        if not any(_clash(draft, other) for other in kept):
            kept.append(draft)
    return sorted(kept, key=lambda d: d.head)


def _clash(a: Draft, b: Draft) -> bool:
    if not any(x[0] < y[1] and y[0] < x[1] for x in a.content for y in b.content):
        return False
    return not (holds(a, b.head) or holds(b, a.head))


def holds(draft: Draft, i: int) -> bool:
    """Tell whether a token stands in a draft's content."""
    return any(x[0] <= i < x[1] for x in draft.content)


def _floating(view: View, kept: list[Draft], before: Before) -> list[Draft]:
    """Give marked sentences without a cue to the quotation that they carry on, or to the last speaker."""
    out = list(kept)
    top = [d for d in out if d.level < 0]
    for k, m in enumerate(view.marks):
        small = view.text[m.inner_start] in _LOWER and not ends_line(view.text, m)
        if not view.masked[k] or view.inside or small:
            continue
        a, b = view.first[k], view.last[k]
        if any(x[0] < b and a < x[1] for d in top for x in d.content):
            continue
        earlier = sorted((d for d in top if d.head < a), key=lambda d: -d.head)
        joined = next((d for d in earlier if _ends_in_marks(view, d) and _adjoins(view, d, a)), None)
        joined = None if reports.whose_answer(view, a - 1) is not None else joined
        if joined is not None:
            joined.content.append((a, b))
        elif m.resumes and not earlier and before.last is not None:
            before.last.more.append((view, (a, b)))
        else:
            made = _float(view, a, b, earlier[0] if earlier else None, before)
            out.append(made)
            top.append(made)
    return sorted(out, key=lambda d: d.head)


def _float(view: View, a: int, b: int, near: Draft | None, before: Before) -> Draft:
    """Return a draft for marked words without a cue, with the best guess at who speaks."""
    made = Draft(view, "floating", [(a, b)], [], None, -1, "", 0.6, a, carried=near or before.last)
    opening = a - 1
    if opening <= 0 and before.announced is not None and before.number == view.number - 1:
        made.carried = before.announced
    elif opening > 0 and view.doc[opening - 1].text in {":", "-", "–", "—"}:
        low, _ = view.sentence(opening - 1, -1)
        made.source = _lead_in(view, low, opening - 1)
        made.frame = "headline" if made.source else "floating"
    if made.source is None and opening <= 0:
        made.source = _named_behind(view, b)
        made.frame = "headline" if made.source else made.frame
    if made.source is None:
        made.source = _signature(view, b)
        made.frame = "signed" if made.source else made.frame
    answering = reports.whose_answer(view, opening)
    if answering is not None:
        made.source, made.carried = answering, None
    if made.source is None and opening > 1:
        made.source = _sentence_subject(view, opening)
    return made


def _named_behind(view: View, b: int) -> tuple[int, int] | None:
    """Return the subject behind marked words and a colon: ``‘It leaks like a sieve’: Quill blasts council``."""
    doc = view.doc
    colon = next((i for i in range(b, min(b + 3, len(doc))) if doc[i].text == ":"), None)
    if colon is None or colon + 1 >= len(doc):
        return None
    end = colon + 1
    while end < len(doc) and end - colon < 6 and doc[end].tag_ in {"NNP", "NNPS", "DT", "NN", "NNS", "POS"}:
        end += 1
    return (colon + 1, end) if end > colon + 1 and doc[end - 1].tag_[:2] == "NN" else None


def _signature(view: View, b: int) -> tuple[int, int] | None:
    """Return the name behind marked words and a dash: ``“The bridge must open.” — Ada Quill``."""
    doc = view.doc
    if b + 2 >= len(doc) or doc[b + 1].text[:1] not in {"—", "–", "-", "―", "~"}:
        return None
    end = b + 2
    while end < len(doc) and end - b < 12 and (doc[end].text[:1].isupper() or doc[end].lower_ in {"of", "de", "."}):
        end += 1
    return (b + 2, end) if end > b + 2 and doc[b + 2].text[:1].isupper() else None


def _lead_in(view: View, low: int, colon: int) -> tuple[int, int] | None:
    """Return the name that stands alone before a colon: ``Ada Quill: “The bridge is closed.”``."""
    a = colon
    while a > low and view.doc[a - 1].tag_ in {"NNP", "NNPS", "NN", "NNS", "DT", "POS", "JJ", "CC"} and colon - a < 9:
        a -= 1
    if a > 0 and colon - low < 16:
        named = _name_first(view, low, colon) or (_name_first(view, 0, colon) if colon < 16 else None)
        if named is not None:
            return named
    if a == colon or not any(view.doc[i].is_title or view.doc[i].is_upper for i in range(a, colon)):
        return None
    return (a, colon) if a == low or view.doc[a - 1].is_punct else None


def _name_first(view: View, low: int, colon: int) -> tuple[int, int] | None:
    """Return the name at the head of what stands before a colon, without a verb: ``Ada Quill, harbour master: “…”``."""
    doc = view.doc
    end = low
    while end < colon and doc[end].tag_[:2] == "NN" and doc[end].text[:1].isupper():
        end += 1
    if end == low or (doc[end].text not in {",", "("}) or any(doc[i].tag_[:1] == "V" for i in range(end, colon)):
        return None
    return low, end


def _sentence_subject(view: View, opening: int) -> tuple[int, int] | None:
    """Return the subject of the sentence that leads up to marked words: ``Quill shook her head: “Never.”``."""
    low, high = view.sentence(opening - 1, -1)
    return _subject_between(view, low, min(high, opening), pronouns=False)


def _subject_between(view: View, low: int, high: int, pronouns: bool) -> tuple[int, int] | None:
    """Return the subject of the last main verb among these tokens, if it can be a speaker."""
    wrong = {"it", "we", "i", "you", "that", "this", "which", "who", "there"}
    best = None
    for i in range(low, high):
        token = view.doc[i]
        if token.dep_ == "nsubj" and view.level[i] < 0 and token.tag_ in {"NNP", "PRP", "NN", "NNS", "NNPS"}:
            main = token.head.dep_ in {"ROOT", "conj", "parataxis"} or best is None
            best = token if main else best
    if best is None or best.lower_ in wrong or (best.lower_ == "they" and not pronouns):
        return None
    return phrase(view, best, low, high, best.head.i)


def _ends_in_marks(view: View, draft: Draft) -> bool:
    return any(view.level[i] != draft.level for a, b in draft.content for i in (a + 1, b - 2) if a <= i < b)


def _adjoins(view: View, draft: Draft, a: int) -> bool:
    """Tell whether only the cue's own sentence, or nothing, stands between a quotation and marked words."""
    end = max([x[1] for x in draft.content] + [draft.head + 1])
    _, stop = view.sentence(max(end - 1, draft.head), draft.level)
    return a - stop <= 1
