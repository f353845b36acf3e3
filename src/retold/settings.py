"""The settings: one frozen dataclass for each stage, read from ``retold.toml``.

A section of the file is the stage's name, a key is the field's::

    [quote]
    model = "en_core_web_sm"
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from retold.errors import WrongSettings

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Read:
    """Reading: sizes in bytes or characters, processor time in seconds for each page.

    ``max_bytes`` holds for a file, and for each part of an archive; ``max_members`` for the parts of one archive.
    """

    max_bytes: int = 64_000_000
    max_characters: int = 5_000_000
    max_seconds: float = 7.0
    max_memory: int = 1_000_000_000
    max_members: int = 100_000


@dataclass(frozen=True, slots=True)
class Clean:
    """Cleaning.

    ``chrome_threshold`` is the chance from which a line is hidden; a line recurs within a site if it stands on
    ``site_pages`` of its pages.
    """

    chrome_threshold: float = 0.5
    site_pages: int = 3


@dataclass(frozen=True, slots=True)
class Quote:
    """Quotation: ``model`` is any installed spaCy pipeline with a parser.

    Of a paragraph longer than ``longest_paragraph`` characters the beginning is read; nobody writes such a one.
    ``judge`` is a file of weights that ``retold train`` wrote; none if empty.
    """

    model: str = "en_core_web_sm"
    languages: tuple[str, ...] = ("en", "")
    longest_paragraph: int = 100_000
    judge: str = ""


@dataclass(frozen=True, slots=True)
class Situate:
    """Who, when, where; of a paragraph longer than ``longest_paragraph`` characters the beginning is read."""

    longest_paragraph: int = 100_000


@dataclass(frozen=True, slots=True)
class Copies:
    """Near-copies: shingles of ``width`` words, one in ``every`` kept where there are more than ``small`` documents.

    Pairs that share fewer than ``shared`` kept shingles are not looked at; those with ``jaccard`` in common are
    copies.  Below that, and from ``containment`` on, the shared shingles are chained (at most ``gap`` words apart),
    and it is a copy when a passage of ``passage`` words runs alike through both, when chains cover ``covered`` of the
    shorter one, or when there are several and ``scattered`` in common.  A shingle in more than ``most`` documents is
    followed only between neighbours.  More than ``part`` documents are compared in parts.  In clusters, those that
    share ``whole`` of the shorter one are close; two groups of ``chain`` or more are joined only by more than one
    document on either side.
    """

    width: int = 5
    every: int = 4
    small: int = 2000
    part: int = 1_000_000
    most: int = 60
    shared: int = 3
    jaccard: float = 0.5
    containment: float = 0.1
    gap: int = 60
    passage: int = 62
    covered: float = 0.7
    scattered: float = 0.2
    whole: float = 0.7
    chain: int = 6


@dataclass(frozen=True, slots=True)
class Group:
    """Stories.

    ``topic`` is the least mean similarity of documents on one topic, ``story`` that of documents on one story, by the
    terms that set the topic's documents apart.  Pairs under ``least`` count as unlike.  Documents are compared where
    they share one of their ``keys`` heaviest terms that at most ``widest`` documents hold; up to ``small`` documents
    are compared pair by pair.
    """

    topic: float = 0.05
    story: float = 0.1
    least: float = 0.02
    keys: int = 60
    widest: int = 400
    small: int = 200


@dataclass(frozen=True, slots=True)
class Match:
    """Tellings of one utterance: scores are 0 to 1, weights are natural logarithms."""

    threshold: float = 0.35
    mean_threshold: float = 0.25
    other_occasion: float = 0.4
    other_part: float = 0.5
    refusal: float = 0.6
    neighbour_share: float = 0.25
    neighbour_floor: float = 0.25
    telling_weight: float = 1.0
    most_in_index: int = 400
    most_units: int = 20_000
    most_alike: int = 50


@dataclass(frozen=True, slots=True)
class Collate:
    """Alignment of the tellings."""

    most_witnesses: int = 200


@dataclass(frozen=True, slots=True)
class Trace:
    """Who got it from whom: ``least`` is the lowest score that is told.

    Two documents are made parent and child only if they share ``copied`` of the shorter one's own words, and at least
    ``words``.  ``delay`` is how many days a copy usually comes after its exemplar.  In a story of more
    than ``most`` documents only the earliest are compared; all of them are read for credits.
    """

    least: float = 0.3
    copied: float = 0.3
    words: int = 12
    delay: float = 1.0
    most: int = 400


@dataclass(frozen=True, slots=True)
class Compare:
    """Where the tellings part: of so many tellings of one utterance each is held against the others."""

    most_tellings: int = 200


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a run."""

    read: Read = field(default_factory=Read)
    clean: Clean = field(default_factory=Clean)
    quote: Quote = field(default_factory=Quote)
    situate: Situate = field(default_factory=Situate)
    copies: Copies = field(default_factory=Copies)
    group: Group = field(default_factory=Group)
    match: Match = field(default_factory=Match)
    collate: Collate = field(default_factory=Collate)
    trace: Trace = field(default_factory=Trace)
    compare: Compare = field(default_factory=Compare)


def load(path: Path) -> Settings:
    """Read settings from a TOML file; what it does not name keeps its default.

    Raises:
        WrongSettings: no such section or key, or a value of the wrong type; the message lists what is allowed.
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongSettings(f"{path}: cannot be read as TOML: {error}") from error
    return from_dict(given, str(path))


def to_toml(settings: Settings) -> str:
    """Return the TOML file that gives these settings; it names only what differs from the defaults."""
    lines: list[str] = []
    defaults = Settings()
    for section in fields(Settings):
        values, default = getattr(settings, section.name), getattr(defaults, section.name)
        changed = [f.name for f in fields(values) if getattr(values, f.name) != getattr(default, f.name)]
        if changed:
            lines += [f"[{section.name}]", *(f"{name} = {_toml(getattr(values, name))}" for name in changed), ""]
    return "\n".join(lines)


def _toml(value: Any) -> str:
    """Return a value as TOML writes it, which for all kinds of settings is how JSON does."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def from_dict(given: dict[str, Any], where: str = "settings") -> Settings:
    """Build settings from nested dicts.  Raises ``WrongSettings`` as ``load`` does."""
    sections = {f.name: f.default_factory for f in fields(Settings)}
    built = {}
    for name, values in given.items():
        if name not in sections:
            raise WrongSettings(f"{where}: no section [{name}]; there are: {', '.join(sections)}")
        built[name] = _section(sections[name](), values, f"{where}: [{name}]")  # type: ignore[operator]
    return Settings(**built)


def _section(default: Any, values: Any, where: str) -> Any:
    if not isinstance(values, dict):
        raise WrongSettings(f"{where}: must be a section with keys")
    allowed = {f.name: getattr(default, f.name) for f in fields(default)}
    for key, value in values.items():
        if key not in allowed:
            raise WrongSettings(f"{where}: no key {key!r}; there are: {', '.join(allowed) or 'none'}")
        kind = type(allowed[key])
        given = tuple(value) if kind is tuple and isinstance(value, list) else value
        if kind is float and type(given) is int:
            given = float(given)
        if type(given) is not kind or (kind is tuple and not all(isinstance(item, str) for item in given)):
            wanted = "a list of str" if kind is tuple else kind.__name__
            raise WrongSettings(f"{where}: {key} must be {wanted}, not {value!r}")
        allowed[key] = given
    return type(default)(**allowed)


def digest(settings: object) -> str:
    """Return 16 hex digits that change when any of these settings (all, or one section) changes."""
    return hashlib.blake2b(repr(sorted(asdict(settings).items())).encode(), digest_size=8).hexdigest()  # type: ignore[call-overload]
