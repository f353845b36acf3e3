"""The records: flat, frozen, and the only thing that passes between stages.

Fields are ``str``, ``int``, ``float``, ``bool``, ``date``, one of the value types below, or a tuple of these.
The Arrow schema of a table is *derived* from the record type (``schema``), never written twice.  Ids are hashes of
content and parent id (``identify``), so that every engine and every rerun agrees.

Offsets are half-open code-point offsets into ``Document.text``, which nobody edits.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date  # noqa: TC003 - the schema is derived from it

from retold.arrow import from_table as from_table  # noqa: PLC0414 - a name of this module too
from retold.arrow import schema as schema  # noqa: PLC0414 - a name of this module too
from retold.arrow import to_plain as to_plain  # noqa: PLC0414 - a name of this module too
from retold.arrow import to_table as to_table  # noqa: PLC0414 - a name of this module too

# --------------------------------------------------------------------------------------------- values


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code-point offsets into a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A place in a document: half-open code-point offsets into its text."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, both ends included; ``None`` is an open end.

    ``granularity`` is day, month, season, year, decade, century, range or unknown; ``anchor`` says what a relative
    expression was resolved against (stated, published, previous, event); ``text`` is the expression as printed.
    """

    first: date | None
    last: date | None
    granularity: str = "day"
    anchor: str = "stated"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """What a container says about a page: one candidate value, and where it was found.

    ``field`` is title, byline, published, modified, outlet, language or url; ``where`` names the place
    (``json-ld headline``, ``og:title``, ``h1``, ``column title`` ...); ``value`` is the text as printed there.
    """

    field: str
    value: str
    where: str


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """What a container says of a stretch of its text: ``kind`` is one of the reader's words for it.

    The HTML reader's are link, list, table, quote, caption, header, footer, nav, aside, hidden, and others like them.
    """

    start: int
    end: int
    kind: str


# -------------------------------------------------------------------------------------------- records


@dataclass(frozen=True, slots=True)
class Source:
    """One file that the user gave; ``role`` is record for a primary document, unknown otherwise."""

    path: str
    sha256: str
    size: int
    role: str = "unknown"


@dataclass(frozen=True, slots=True)
class Page:
    """Text out of a container, with what the container says of it; nothing is judged yet.

    ``body`` are the spans that the container's own extractor took for main text, ``headings`` those that it marks as
    headings; both are empty where the container says nothing (plain text).  ``member`` names the part of an archive
    or the row of a table.
    """

    id: str
    path: str
    member: str
    url: str
    sha256: str
    container: str
    role: str
    text: str
    hints: tuple[Hint, ...] = ()
    body: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines of a page of a known site, as digests: what it takes to see which of them its pages share.

    ``sizes`` are the characters of those lines that read as running text, 0 for others.
    """

    page: str
    host: str
    lines: tuple[int, ...]
    sizes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Refrain:
    """The lines of a page that recur on other pages of its site, as digests."""

    page: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A page whose text is judged: title, byline and dates are taken where the page states them.

    ``title`` is where the headline stands in the text, ``headline`` its words (which a container may state although
    they are not in the text).  ``role`` is record, wire, outlet or unknown.  ``text`` is the page's, untouched.
    """

    id: str
    sha256: str
    path: str
    member: str
    url: str
    outlet: str
    title: Span | None
    headline: str
    byline: tuple[str, ...]
    published: Interval | None
    fetched: date | None
    language: str
    role: str
    container: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One line or paragraph of a document with its label, the reason for it, and how sure we are (0 to 1).

    ``label`` is headline, subheading, byline, caption, body, metadata or chrome.  Blocks come in text order, do not
    overlap, and cover every character that is not white space.
    """

    document: str
    span: Span
    label: str
    reason: str
    score: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """Speech or writing that a document gives to somebody.

    ``kind`` is direct, indirect or mixed.  ``content`` are the words (several spans where the cue interrupts them),
    without the outer quotation marks; ``source`` names who said it, ``cue`` says that it was said.  ``parent`` is the
    quotation that this one is nested in.  ``carriers`` are the spans that name who passed it on, from the utterer
    outward; ``when``, ``venue`` and ``manner`` the words for day, place and tone that hang on the cue.  ``strength``
    is a step of ``STRENGTHS`` or empty.  ``frame`` names the rule that found it.  ``score`` is 0 to 1.
    """

    id: str
    document: str
    kind: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    addressee: tuple[Span, ...] = ()
    parent: str | None = None
    carriers: tuple[Span, ...] = ()
    when: tuple[Span, ...] = ()
    venue: tuple[Span, ...] = ()
    manner: tuple[Span, ...] = ()
    negated: bool = False
    strength: str = ""
    frame: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, description or pronoun for a person, institution or place; ``kind`` is person, group or place.

    ``head`` is the name without titles and roles; ``role`` the role words printed with it (``Russian President``).
    """

    document: str
    span: Span
    kind: str
    text: str
    head: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression of a document, resolved; ``alternatives`` are its other readings."""

    document: str
    span: Span
    interval: Interval
    alternatives: tuple[Interval, ...] = ()


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Two documents that share wording once chrome and quotations are masked; ``left`` < ``right``.

    ``passage`` is how many words run alike through both, 0 where it was not needed to tell.
    """

    left: str
    right: str
    jaccard: float
    containment: float
    passage: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """Documents on one story, with the words that hold it together."""

    id: str
    label: str
    documents: tuple[str, ...]
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """A document's place in a story; ``siglum`` is its short name there (R1 for records, A, B, ... for the rest)."""

    story: str
    document: str
    siglum: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks or is spoken of: a person, or an institution (``kind`` group).

    ``forms`` is every printed form, ``mentions`` where they stand; ``roles`` the offices stated for them; ``doubts``
    says in plain sentences what is odd about the name (empty where nothing is).
    """

    id: str
    story: str
    name: str
    kind: str
    forms: tuple[str, ...]
    roles: tuple[str, ...]
    mentions: tuple[Evidence, ...]
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, where and between whom something was said: a meeting, interview, letter, call, speech, statement."""

    id: str
    story: str
    kind: str
    label: str
    interval: Interval | None
    place: str
    participants: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a quotation's source is, to whom it was said, and on which occasion; ``None`` is *unsure*.

    ``candidates`` are the people that could be meant where ``speaker`` is ``None``; ``rule`` says how it was resolved.
    """

    quotation: str
    document: str
    speaker: str | None
    addressee: str | None
    occasion: str | None
    candidates: tuple[str, ...] = ()
    rule: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Statement:
    """An utterance as inferred from its tellings; ``witnesses`` are quotation ids."""

    id: str
    story: str
    label: str
    occasion: str | None
    witnesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Witness:
    """One telling of a statement: the part of a quotation that tells it (``spans``), in one document."""

    id: str
    statement: str
    quotation: str
    document: str
    siglum: str
    speaker: str | None
    spans: tuple[Span, ...]
    base: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What one witness has at one locus of a statement; ``text`` is ``None`` where it omits.

    ``spans`` is where the words stand in the witness's document (empty for an omission); ``normal`` the form that
    was aligned.  Joining the readings of one witness by locus gives its words back, but for transposed ones
    (``moved``), which stand at the locus of the base that they match.
    """

    statement: str
    document: str
    locus: int
    witness: str
    siglum: str
    text: str | None
    normal: str
    spans: tuple[Span, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A parting of the tellings: its kind, how grave it is, the words it rests on, and why in one plain sentence.

    ``severity`` is a step of ``SEVERITIES``.  ``evidence`` lists the strongest pair first.  ``rank`` orders a report:
    the graver, farther-reaching, nearer to the record and surer, the higher.
    """

    id: str
    story: str
    kind: str
    severity: str
    documents: tuple[str, ...]
    statement: str | None
    evidence: tuple[Evidence, ...]
    why: str
    score: float
    rank: float = 0.0


@dataclass(frozen=True, slots=True)
class Descent:
    """Which telling rests on which.  ``exemplar`` and ``copy`` are document ids, or names of carriers (an agency's).

    ``kind`` is credited (the copy says so) or inferred (shared wording says so).
    """

    id: str
    story: str
    exemplar: str
    copy: str
    kind: str
    score: float
    evidence: tuple[Evidence, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something a reader of the report should know about the input; codes are listed in ``errors.CODES``."""

    code: str
    stage: str
    message: str
    document: str = ""
    path: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """Word shingles of a document's own words: what near-copies are found by, and nothing that is shown.

    ``keys`` has a hash for each (32 bits) and ``places`` the number of its first word (16 bits, the greatest for all
    beyond), little-endian, in text order; of large collections these are a sample.  ``words`` counts the words.
    """

    document: str
    words: int
    keys: bytes
    places: bytes


SEVERITIES = ("low", "medium", "high", "critical")
"""How grave a discrepancy is, from the least."""

STRENGTHS = ("asked", "discussed", "considered", "ready", "offered", "promised", "agreed")
"""How far a speaker commits himself, from the least."""

RECORDS = (
    Source,
    Page,
    Outline,
    Refrain,
    Document,
    Block,
    Quotation,
    Mention,
    Moment,
    Resemblance,
    Story,
    Member,
    Person,
    Occasion,
    Attribution,
    Statement,
    Witness,
    Reading,
    Discrepancy,
    Descent,
    Diagnostic,
)
"""Every record type that a case shows and exports."""

Record = (
    Source
    | Page
    | Outline
    | Refrain
    | Document
    | Block
    | Quotation
    | Mention
    | Moment
    | Resemblance
    | Story
    | Member
    | Person
    | Occasion
    | Attribution
    | Statement
    | Witness
    | Reading
    | Discrepancy
    | Descent
    | Diagnostic
)

# ------------------------------------------------------------------------------------------------ ids


def identify(kind: str, *parts: object) -> str:
    """Return an id from content: ``kind`` (one letter) and 16 hex digits of a hash over ``parts``.

    The same parts give the same id on every machine, in every engine and in every run.
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(repr(part).encode("utf-8", "surrogatepass"))
        digest.update(b"\x1f")
    return f"{kind}{digest.hexdigest()}"
