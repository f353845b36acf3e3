"""The wordings of credits: a small table of patterns, each with an example sentence of our own.

In a pattern, ``<NAME>`` is the carrier's name, ``<THE>`` an article that may stand before it, ``<ANY n>`` up to ``n``
words in between, ``<PAPER>`` a word for a document, ``<MADE>``, ``<GIVEN>`` and ``<REPORT>`` the verbs and nouns below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = r"(?:[A-Z][\w&’'.-]{0,30}\w\b|[A-Z]\b)"  # bounded, here and below, so that time stays linear in the text
_LINK = r"(?:of|for|and|the|de|at|&|archives?|library|museum|agency|news)"
_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|"
    r"(?:Septem|Octo|Novem|Decem)ber)\b"
)
_DOMAIN = r"[\w-]{1,40}(?:\.[\w-]{1,40}){0,4}\.[a-z]{2,4}\b"
NAME = rf"(?<![\w.-])(?:(?!{_DAY}){_WORD}(?: (?:{_LINK} ){{0,2}}(?!{_DAY}){_WORD}){{0,9}}(?: archives?\b)?|{_DOMAIN})"
_PIECES = {
    "<NAME>": rf"(?P<name>{NAME})",
    "<MAKER>": rf"(?P<name>(?:[a-z]+ ){{0,5}}?{NAME})",
    "<THE>": r"(?:(?:the|a|an|The|A|An) )?",
    "<PAPER>": r"(?i:minutes|transcripts?|memos?|memorand(?:um|a)|memcons?|letters?|cables?|diar(?:y|ies)|notes|"
    r"recordings?|records|documents?|files|papers|archives|dossiers?|filings?)",
    "<MADE>": r"(?:prepared|drafted|compiled|written|taken|made|kept|recorded|signed|drawn up)",
    "<GIVEN>": r"(?:published|released|leaked|obtained|declassified|posted|shared|made public|disclosed|unsealed)",
    "<REPORT>": r"(?:report|dispatch|despatch|story|article|bulletin)",
}
PAPER = re.compile(rf"\b{_PIECES['<PAPER>']}\b")


_ANCHORS = (
    ("interview", ("interview",)),
    ("[Aa]ccording to <THE>(?P", ("ccording to",)),
    ("eported (?:by", ("reported",)),
    ("reports|writes", ("report", "writes")),
    ("<REPORT>", ("report", "dispatch", "despatch", "story", "article", "bulletin")),
    ("citing|", ("citing", "quoting", "reference to", "quoted by", "cited by", "via")),
    ("<GIVEN>", ("published", "released", "leaked", "obtained", "declassified", "posted", "shared", "made public",
                 "disclosed", "unsealed")),
    ("<PAPER>", ("minutes", "transcript", "memo", "memc", "letter", "cable", "diar", "notes", "record", "document",
                 "files", "papers", "archives", "dossier", "filing")),
    ("minutes|", ("minutes", "transcript", "memo", "memcon", "recording")),
    ("|told|", ("ccording to", "told ", "per ")),
    ("Sources?|", ("source", "credit", "via", "published")),
    ("https?", ("http",)),
    (r"[(/\[]", ("(", "/", "[")),
    (r"[(\[/]", ("(", "/", "[")),
)  # fmt: skip
"""What stands in a wording, and one of which words every line must have that it is in."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording that names a carrier: the group ``name`` is its name, ``paper`` the word for a document.

    ``kind`` is outlet, archive, paper, interview or site.  ``test`` is what the name must look like: any, press (an
    outlet by its looks), archive, or plain (anything but an office, which speaks rather than carries).  ``own`` says
    that the wording gives the whole text as the carrier's.  ``anchors`` are words, in small letters, of which
    a line must have one for the wording to be in it (none: any line may): they are found far faster.
    """

    kind: str
    score: float
    test: str
    pattern: re.Pattern[str]
    own: bool
    anchors: tuple[str, ...]


def _wording(kind: str, score: float, test: str, pattern: str, *, own: bool = False) -> Wording:
    anchors = next((found for sign, found in _ANCHORS if sign in pattern), ())
    for piece, meaning in _PIECES.items():
        pattern = pattern.replace(piece, meaning)
    pattern = re.sub(r"<ANY (\d)>", r"(?:[\\w’'-]+,? ){0,\1}?", pattern)
    return Wording(kind, score, test, re.compile(pattern, re.MULTILINE), own, anchors)


WORDINGS = (
    # The ferry stops in May, as explained in a Port Wire report citing the files.
    _wording("outlet", 0.85, "plain", r"\b(?:[Aa]n?|[Tt]he|[Tt]his) <NAME>(?:[’']s?)? <REPORT>s?\b(?! by)"),
    # As reported by the Port Wire, the ferry stops in May.
    _wording("outlet", 0.85, "plain", r"\b[Rr]eported (?:by|in) <THE><ANY 2><NAME>"),
    # A report by the Port Wire says that the ferry stops in May.
    _wording("outlet", 0.85, "plain", r"\b<REPORT>s? (?:by|in|from|on) <THE><ANY 2><NAME>"),
    # The ferry stops in May, the Port Wire reported on Monday.
    _wording("outlet", 0.7, "plain", r"<NAME> (?:has |had |first |earlier )?(?:reported|reports|writes)\b"),
    # The ferry stops in May, the mayor said, citing the Port Wire.
    _wording("outlet", 0.75, "press", r"\b(?:citing|quoting|reference to|quoted by|cited by|via) <THE><ANY 2><NAME>"),
    # According to the Harbour Times, the ferry stops in May.  The mayor told the Harbour Times so.
    _wording("outlet", 0.7, "press", r"\b(?:[Aa]ccording to|[Aa]s per|told|[Pp]er) <THE><ANY 2><NAME>"),
    # QUAYTOWN (Port Wire) - The ferry stops in May.  QUAYTOWN, June 6. /Port Wire/. The ferry stops in May.
    _wording("outlet", 0.85, "any", r"^[A-Z]{3}[\w .,’'-]{0,50}? ?[(/\[]<NAME>[)/\]]\.? ?[-–—:]?", own=True),
    # Quaytown (Port Wire) - The ferry stops in May.
    _wording("outlet", 0.85, "any", r"^[A-Z][\w .,’'-]{2,50}? ?[(/\[]<NAME>[)/\]] ?[-–—:]", own=True),
    # The ferry stops in May. (Port Wire)
    _wording("outlet", 0.6, "press", r"[.!?”\"] ?[(\[/]<NAME>[)\]/][ \t]*$", own=True),
    # Source: Port Wire
    _wording("outlet", 0.8, "any", r"^[ \t*_]*(?:Sources?|Credits?|Via|First published by) ?: <THE><NAME>", own=True),
    # By Port Wire
    _wording("outlet", 0.7, "press", r"^By <NAME> ?(?:$|[,|])", own=True),
    # Quay Post, the harbour's page https://quay.example/
    _wording("site", 0.65, "any", r"^[ \t]*<NAME>(?:[,:|–—-][^\n]{0,60}?)? +https?://\S+[ \t]*$", own=True),
    # Documents published on Thursday by the City Archive show the plan.
    _wording("archive", 0.85, "any", r"\b<PAPER> (?:\w+ ){0,2}?<GIVEN> <ANY 4>(?:by|from|on|in) <THE><NAME>"),
    # According to files of the City Archive, the ferry was to stop.
    _wording("archive", 0.7, "archive", r"\b<PAPER> (?:of|from|in|at) <THE><NAME>"),
    # The City Archive has released the harbour files.
    _wording("archive", 0.75, "any", r"<NAME> (?:has |had )?<GIVEN> <ANY 5><PAPER>\b"),
    # The minutes, kept by the Harbour Office, have the mayor agree.
    _wording("paper", 0.85, "any", r"\b(?P<paper><PAPER>),? (?:was |were )?<MADE> (?:by|for|at) <THE><MAKER>"),
    # According to the minutes, the mayor agreed.
    _wording("paper", 0.6, "any", r"\b[Aa]ccording to <THE>(?P<name>(?:\w+ ){0,2}?<PAPER>)\b"),
    # The mayor agreed in the minutes of his talk with Ann Lee.
    _wording("paper", 0.6, "any", r"\b[Ii]n the (?P<name>minutes|transcript|memo|memorandum|memcon|recording)\b"),
    # Leaked files show that the mayor agreed.
    _wording("paper", 0.55, "any", r"\b(?P<name>(?i:declassified|leaked|unsealed|internal|archival|secret) <PAPER>)\b"),
    # In an interview with the Danish reporter Ann Lee, the mayor denied it.
    _wording("interview", 0.85, "any", r"\binterview (?:with|to|by|for) (?:[A-Z]\w+ (?:[a-z]+ ){1,3}|<ANY 5>)<NAME>"),
    # The mayor told Ann Lee in an interview that he denied it.
    _wording("interview", 0.8, "any", r"\btold <ANY 3><NAME> in (?:an?|the|his|her|their) (?:[\w-]+ ){0,3}?interview"),
)  # fmt: skip
