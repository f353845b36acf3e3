"""One claimed quotation, or every quotation of a case, checked against the record or against a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from retold.check.judge import Claim, claim_of, is_same, judgement, parted, surplus
from retold.check.locate import Found, Searched
from retold.errors import NoInput, WrongUse
from retold.records import Document, Evidence, Page, Span
from retold.stages.compare.strength import negations
from retold.stages.words import is_function_word, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retold.case import Case
    from retold.records import Attribution, Interval, Quotation
    from retold.stages.words import Word

LONGEST_CLAIM = 1_000
"""Words of a claim that are looked at; nobody quotes more."""
LEAST = 0.52
"""How well a claim must fit a passage to be found there, if what they share weighs enough to be no accident."""
ENOUGH, RARE, LITTLE = 1.95, 0.7, 1.5
"""Enough: the weight of two words that the source has once, or a little less if one of them is rare."""
LEAST_OF = ((0.4, 3.0), (0.3, 4.0))
"""How well it must fit where they share as much as three such words, or four."""
LOOSELY = 0.5
"""How much of a claim's matter some sentences must have for it to be found there whatever its order."""
LOOSE_ENOUGH, LOOSE_WORDS = 2.4, 3
"""Enough for that: the weight that they share, and in how many words."""
AGREED, AGREED_ENOUGH, AGREED_WORDS = 0.35, 1.85, 2
"""The same where the best alignment, which fits no worse than this, lies in these sentences."""
LEAST_WITHIN = 0.12
"""The same inside the passage of the quotation that it is nested in, where there is little to mistake it for."""
JOINED = 0.75
"""How well the rest of a claim must fit another passage to be joined from there."""
BEGINNING = 5
"""Letters by which a word is looked for before the search."""
NEAR = 600
"""Characters about a passage in which a name is no addition."""


ORDER = ("other speaker", "altered", "stronger", "weaker", "other occasion", "joined", "elided", "paraphrase",
         "not found", "exact")  # fmt: skip
"""Every verdict, the one that a fact-checker must look at first first."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a claim is against its source.

    ``verdict`` is exact, elided, joined, paraphrase, stronger, weaker, altered, other speaker, other occasion or not
    found; ``wording`` what the words alone say, and ``what`` is altered (negation, number, date, name).  ``score`` is
    how well the words fit (0 to 1); ``place`` is where the words of the source stand that fit, ``source`` the same for
    a reader (file and page or line) and ``passage`` those words, with what stands before them where the claim has
    other words; ``lost`` and ``added`` are the words of matter that the claim lacks or has too many; ``speaker`` says
    them there.  ``parted`` is, place by place of their alignment, what the claim has and what the source has instead;
    ``note`` says what was not looked at.
    """

    verdict: str
    score: float
    source: str
    passage: str
    place: Evidence | None
    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    speaker: str = ""
    what: str = ""
    wording: str = ""
    parted: tuple[tuple[str, str], ...] = ()
    note: str = ""

    def name(self) -> str:
        """Return the verdict with what is altered, and with what the words say where that is another thing."""
        wording = f", {self.wording}" if self.wording != self.verdict else ""
        return f"{self.verdict}{wording}{f' ({self.what})' if self.what else ''}"

    def order(self) -> int:
        """Return the place of the verdict among all, the one to look at first first."""
        return ORDER.index(self.verdict)

    def sentence(self) -> str:
        """Return the verdict as a person would say it."""
        note = [f"  {self.note}"] if self.note else []
        if self.place is None:
            return "\n".join(["not found in what you gave me", *note])
        parts = [f"{self.name()}, {self.score:.2f}, {self.source}: {self.passage}"]
        parts += [f"  lost: {', '.join(self.lost)}"] if self.lost else []
        parts += [f"  added: {', '.join(self.added)}"] if self.added else []
        parts += [f"  said there by {self.speaker}"] if self.speaker else []
        return "\n".join([*parts, *note])


NOT_FOUND = Verdict("not found", 0.0, "", "", None, wording="not found")


def check_case(case: Case, claim: str, speaker: str | None = None, day: date | None = None) -> Verdict:
    """Check a claim against the documents of a case: primary documents first, then the others.

    Args:
        case: the case.
        claim: the words as somebody printed them.
        speaker: who is said to have said them.
        day: when they are said to have been said.

    Raises:
        WrongUse: the claim has no words.
    """
    claimed = _claimed(claim)
    ordered = sorted(case.documents, key=lambda d: (d.role != "record", d.id))
    verdict = verdict_in(claimed, (Searched(d) for d in ordered if d.role == "record"))
    if verdict.place is None:
        likely = (d for d in ordered if d.role != "record" and _may_hold(d.text, claimed))
        verdict = verdict_in(claimed, map(Searched, likely))
    return _in_case(Said(case), verdict, speaker or "", day)


def check_file(path: Path, claim: str) -> Verdict:
    """Check a claim against one file.

    Raises:
        WrongUse: the claim has no words, or the file is not there.
        NoInput: the file could not be read.
    """
    from retold import readers
    from retold.settings import Clean, Read
    from retold.stages.clean import Cleaner

    claimed = _claimed(claim)
    sources, _ = readers.find([str(path)])
    pages = [p for source in sources for p in readers.Reader(Read())(source) if isinstance(p, Page)]
    documents = [d for d in Cleaner(Clean())(list(pages)) if isinstance(d, Document)]
    if not documents:
        raise NoInput(f"{path}: could not be read")
    return verdict_in(claimed, map(Searched, documents))


def verdicts(case: Case) -> Iterator[tuple[Quotation, Verdict]]:
    """Yield a verdict for each quotation of a case that does not stand in a record, checked against its records.

    A quotation inside another is looked for first in the passage that the outer one was found in.

    Raises:
        WrongUse: the case has no record.
    """
    records = [Searched(d) for d in sorted(case.documents, key=lambda d: d.id) if d.role == "record"]
    if not records:
        raise WrongUse(f"{case.folder}: the case has no record to check against; run it with --record FILE")
    texts = {d.id: d.text for d in case.documents if d.role != "record"}
    said = Said(case)
    outer: dict[str, Verdict] = {}
    told = [q for q in case.quotations if q.document in texts]
    for quotation in sorted(told, key=lambda q: (q.document, q.parent is not None, q.content)):
        claimed = claim_in(texts[quotation.document], quotation.content)
        place = outer[quotation.parent].place if quotation.parent in outer else None
        verdict = verdict_in(claimed, records, place) if claimed.words else NOT_FOUND
        outer[quotation.id] = verdict
        yield quotation, said.against(verdict, quotation)


def _claimed(claim: str) -> Claim:
    claim = claim[: LONGEST_CLAIM * 50]  # what no more words can stand in is not even cut into words
    claimed = claim_in(claim, [Span(0, len(claim))])
    if not claimed.words:
        raise WrongUse("the claim has no words; give the quotation in quotation marks")
    return claimed


def claim_in(text: str, spans: Iterable[Span]) -> Claim:
    """Return the words of these spans of a text, as many of them as are looked at."""
    return claim_of(words(text, spans), text, LONGEST_CLAIM)


# --------------------------------------------------------------------------------------------------- words


def _may_hold(text: str, claimed: Claim) -> bool:
    """Say whether a third of a claim's words of matter begin like words of a text: a quick look before the search."""
    matter = {w.text.casefold()[:BEGINNING] for w in claimed.words if not is_function_word(w.text)}
    low = text.casefold()
    return sum(word in low for word in matter) * 3 >= len(matter)


def verdict_in(claimed: Claim, texts: Iterable[Searched], outer: Evidence | None = None) -> Verdict:
    """Return the verdict on a claim by the passage of the texts that fits best.

    ``outer`` is where the quotation that it is nested in was found: there it is looked for first.
    """
    best: tuple[Searched, Found] | None = None
    for text in texts:
        if outer and outer.document == text.document.id:
            found = text.nearest(claimed.words, _range(text, outer))
            if found and found.score >= LEAST_WITHIN:
                return _noted(_verdict(claimed, text, found), claimed)
        found = _found_in(claimed, text)
        if found and (best is None or (not found.loose, found.score) > (not best[1].loose, best[1].score)):
            best = (text, found)
    return _noted(NOT_FOUND if best is None else _verdict(claimed, *best), claimed)


def _noted(verdict: Verdict, claimed: Claim) -> Verdict:
    if not claimed.left:
        return verdict
    count = len(claimed.words)
    return replace(
        verdict, note=f"only the first {count:,} of the claim's {count + claimed.left:,} words were looked at"
    )


def _found_in(claimed: Claim, text: Searched) -> Found | None:
    """Return where a text has a claim: by its words in their order, or by most of its matter in a sentence or two."""
    found = text.nearest(claimed.words)
    if found is None or _is_no_accident(claimed, text, found):
        return found
    loose = text.loosely(claimed.words)
    if loose is None or loose.score < LOOSELY:
        return None
    if loose.weight >= LOOSE_ENOUGH and loose.shared >= LOOSE_WORDS:
        return loose
    meet = found.text[0] < loose.text[1] and loose.text[0] < found.text[1] and found.score >= AGREED
    return loose if meet and loose.weight >= AGREED_ENOUGH and loose.shared >= AGREED_WORDS else None


def _is_no_accident(claimed: Claim, text: Searched, found: Found) -> bool:
    """Say whether so much is alike that the claim comes from there.

    *It is not going to happen* can be met with in any long text; three rare words in their order cannot.
    """
    if any(found.weight >= much and found.score >= least for least, much in LEAST_OF):
        return True
    enough = found.weight >= ENOUGH or (found.weight >= LITTLE and found.rarest >= RARE)
    return (enough and found.score >= LEAST) or is_same(claimed.words, text.words[slice(*found.text)])


def _range(text: Searched, place: Evidence) -> tuple[int, int]:
    inside = [i for i, w in enumerate(text.words) if place.start <= w.start and w.end <= place.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _verdict(claimed: Claim, text: Searched, found: Found) -> Verdict:
    start, end = _whole(claimed, text, found)
    passage = text.words[start:end]
    document = text.document
    place = Evidence(document.id, text.words[found.text[0]].start, text.words[found.text[1] - 1].end)
    around = document.text[max(0, place.start - NEAR) : place.end + NEAR]
    kind, what = judgement(claimed, claim_of(passage, document.text), around, text.sentence_before(start, 3))
    if kind == "altered" and len(claimed.words) - (found.claim[1] - found.claim[0]) >= ELSEWHERE:
        about = claim_of(_sentences_about(text, start, end, before=what in ("number", "date")), document.text)
        wider = judgement(claimed, about, around, ())
        turned = what == "negation" and len(negations(claimed.words)) == len(negations(about.words))
        if wider[0] != "altered" or turned:
            kind, what = ("paraphrase", "") if turned else wider
    joined = kind in ("paraphrase", "altered") and not found.loose and _is_joined(claimed, text, found)
    if found.loose:
        kind, what = "paraphrase", ""  # too far apart for one word to be held against another
    score = round(min(found.score, 1.0) * (0.5 if found.loose else 1.0), 3)
    return Verdict(
        "joined" if joined else kind,
        score,
        _where(document, place.start),
        " ".join(document.text[passage[0].start : passage[-1].end].split()),
        place,
        surplus(passage, claimed.words),
        surplus(claimed.words, passage),
        what="" if joined else what,
        wording="joined" if joined else kind,
        parted=() if found.loose else _printed_apart(claimed, passage),
    )


ELSEWHERE = 3
"""So many words of a claim that fit nothing may stand in another clause of the source, or in the sentence before."""


def _sentences_about(text: Searched, start: int, end: int, *, before: bool) -> list[Word]:
    """Return the words of the sentences that a passage stands in, and of the one ``before``.

    *She will not stand in his way if a club pays* against *If a club pays, I will not stand in his way*; *two were worn
    on 3 May* against *On 3 May. Two were worn.*
    """
    low = start - len(text.sentence_before(start, MOST_ABOUT))
    if before and low:
        low -= 1 + len(text.sentence_before(low - 1, MOST_ABOUT))
    return text.words[low : end + len(text.sentence_after(end, MOST_ABOUT))]


MOST_ABOUT = 60


def _printed_apart(claimed: Claim, passage: Sequence[Word]) -> tuple[tuple[str, str], ...]:
    """Return, place by place of the alignment, the words of the claim and those of the source in their place."""
    return tuple((" ".join(w.text for w in a), " ".join(w.text for w in b)) for a, b in parted(claimed.words, passage))


def _is_joined(claimed: Claim, text: Searched, found: Found) -> bool:
    """Say whether what the passage leaves of the claim stands, nearly word for word, in another place."""
    rest = max((claimed.words[: found.claim[0]], claimed.words[found.claim[1] :]), key=len)
    other = text.nearest(rest) if len(rest) >= 4 else None
    return bool(other and other.score >= JOINED)


def _whole(claimed: Claim, text: Searched, found: Found) -> tuple[int, int]:
    """Return the words of the passage, with what stands there for words about it in the claim that fit nothing.

    *I promise [to give the lease]* against *I am ready to discuss [the lease]*: the promise is what it is about.
    *[They met in May] and in June* against *[they met in May] and again on the third of July*: so is the month.
    """
    (start, end), after = found.text, len(claimed.words) - found.claim[1]
    if found.claim[0]:
        start -= len(text.sentence_before(start, found.claim[0] + 2))
    if after:
        end += len(text.sentence_after(end, 2 * after + 2))
    return start, end


def _where(document: Document, start: int) -> str:
    """Return the file with the page of a PDF, or with the line of another text."""
    name = document.member or PurePath(document.path).name
    if document.container == "pdf":
        return f"{name}, page {document.text.count(chr(12), 0, start) + 1}"
    return f"{name}, line {document.text.count(chr(10), 0, start) + 1}"


# ------------------------------------------------------------------------------------------- who, and when


class Said:
    """Who said what and when, by place; worth keeping where many claims are checked."""

    def __init__(self, case: Case) -> None:
        self.names = {p.id: p.name for p in case.people}
        self.bodies = {p.id for p in case.people if p.kind != "person"}
        self.days = {o.id: o.interval for o in case.occasions}
        self.said = {a.quotation: a for a in case.attributions}
        self.quotations: dict[str, list[Quotation]] = {}
        for quotation in case.quotations:
            self.quotations.setdefault(quotation.document, []).append(quotation)

    def there(self, place: Evidence) -> Attribution | None:
        """Return what is known of the innermost quotation about a place whose speaker is known."""
        about = [
            q
            for q in self.quotations.get(place.document, ())
            if any(s.start < place.end and place.start < s.end for s in q.content)
            and q.id in self.said
            and self.said[q.id].speaker
        ]
        inner = min(about, key=lambda q: (sum(s.end - s.start for s in q.content), q.id), default=None)
        return self.said[inner.id] if inner else None

    def against(self, verdict: Verdict, quotation: Quotation) -> Verdict:
        """Return the verdict with what the case knows of who said it and when, here and there."""
        claimed = self.said.get(quotation.id)
        # *The council promises a gate* may be what its head said: a body is no other speaker than a person.
        speaker = claimed.speaker if claimed else None
        here = self.names.get(speaker, "") if speaker and speaker not in self.bodies else ""
        days = self.days.get(claimed.occasion or "") if claimed and quotation.when else None
        return _in_case(self, verdict, here, days)


def _in_case(said: Said, verdict: Verdict, speaker: str, days: date | Interval | None) -> Verdict:
    there = said.there(verdict.place) if verdict.place else None
    if there is None:
        return verdict
    name = said.names.get(there.speaker or "", "")
    other = speaker.strip() and name.strip() and not _may_be_one(speaker, name)
    apart = _are_apart(days, said.days.get(there.occasion or ""))
    kind = "other speaker" if other else "other occasion" if apart else verdict.verdict
    return replace(verdict, verdict=kind, speaker=name)


def _may_be_one(left: str, right: str) -> bool:
    """Say whether the last word of one name, its surname as a rule, stands in the other."""
    one, other = left.casefold().split(), right.casefold().split()
    return one[-1] in other or other[-1] in one


def _are_apart(left: date | Interval | None, right: Interval | None) -> bool:
    """Say whether two stretches of days, both known, have no day in common."""
    if left is None or right is None:
        return False
    first, last = (left, left) if isinstance(left, date) else (left.first, left.last)
    return bool((last and right.first and last < right.first) or (first and right.last and right.last < first))
