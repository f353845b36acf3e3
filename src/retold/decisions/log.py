"""The log of decisions: ``decisions.jsonl``, the only file of a case that a person writes.

One act a line, appended and never changed; undoing an act is another act.  A line that can't be read is kept in the
file and listed, never dropped.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from retold.errors import CaseError, WrongUse
from retold.records import identify

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FILE = "decisions.jsonl"

ACTS = {
    "confirm": "the machine is right",
    "dismiss": "it is right, and does not matter",
    "unsure": "it was looked at, and stays open",
    "reject": "the machine is wrong: there is no such thing here",
    "set-speaker": "the words are those of the person named in `value`",
    "set-span": "the words quoted are the place in `value`",
    "same": "the two places tell one utterance",
    "not-same": "the two places tell two utterances",
    "merge": "the names at the two places are one person, called as `value` says",
    "split": "the name printed at the place is a person of its own, called as `value` says",
    "set-date": "the document was published on `value`: a day, or two with a slash between",
    "set-role": "the document is what `value` says: record, wire, outlet or unknown",
    "note": "a remark, in `value`",
    "retract": "the act named in `supersedes` does not count any more",
}
"""Every act with its meaning."""

SUBJECTS = ("discrepancy", "quotation", "person", "document")
"""What a decision may be about."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words in a document, so described that they are found again: by hash and offset, by words and surroundings.

    ``exact`` is empty where the whole document is meant.
    """

    sha256: str
    path: str
    start: int = 0
    exact: str = ""
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One act of a person.

    ``about`` is one of ``SUBJECTS``; ``kind`` the kind of discrepancy; ``machine`` what the machine said then and
    ``version`` which one; ``supersedes`` the id of an earlier act.
    """

    id: str
    time: str
    who: str
    act: str
    about: str = ""
    kind: str = ""
    target: tuple[Place, ...] = ()
    value: Any = None
    machine: Any = None
    version: str = ""
    reason: str = ""
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class Log:
    """What a log holds: acts in order, and the numbers of the lines that can't be read."""

    decisions: tuple[Decision, ...]
    broken: tuple[int, ...] = field(default=())


def decide(who: str, act: str, time: str = "", **more: Any) -> Decision:
    """Return a new decision; ``time`` is now where it is not given, ISO 8601 in UTC.

    Raises:
        WrongUse: no such act or subject, or the act lacks what it needs; the message says what is allowed.
    """
    decision = Decision("", time or datetime.now(UTC).isoformat(timespec="microseconds"), who, act, **more)
    _check(decision)
    values = asdict(decision)
    values.pop("id")
    return Decision(identify("D", json.dumps(values, sort_keys=True)), **{**values, "target": decision.target})


def read(path: Path) -> Log:
    """Return the acts of a log; an absent file is an empty log.

    Raises:
        CaseError: the file is there and can't be opened.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Log(())
    except OSError as error:
        raise CaseError(f"{path}: the decisions can't be read ({error.strerror}); nothing was changed") from error
    decisions: dict[str, Decision] = {}
    broken = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            decision = from_dict(json.loads(line.decode("utf-8")))
            decisions.setdefault(decision.id, decision)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, WrongUse):
            broken.append(number)
    return Log(tuple(decisions.values()), tuple(broken))


def append(path: Path, decisions: Iterable[Decision], size: int | None = None) -> bool:
    """Append acts to a log; when this returns they are on the disk.

    Where ``size`` is given and the file has another, because somebody else wrote meanwhile, nothing is appended and
    false is returned.

    Several writers may append at once: the file is locked while a write lasts.  A last line that somebody left
    half-written is closed first, so that it spoils no other.

    Raises:
        OSError: the file cannot be written (a full disk, no permission).  Nothing that stood there is lost.
    """
    lines = b"".join(json.dumps(to_dict(d)).encode("ascii") + b"\n" for d in decisions)
    if not lines:
        return True
    with path.open("ab+") as log:
        _lock(log.fileno())
        end = log.seek(0, os.SEEK_END)
        if size is not None and size != end:
            return False
        if end:
            log.seek(end - 1)
            lines = lines if log.read(1) == b"\n" else b"\n" + lines
        log.write(lines)
        log.flush()
        os.fsync(log.fileno())
    return True


def merge(logs: Iterable[Log]) -> tuple[Decision, ...]:
    """Return the acts of several logs, each once, in order of time; which log comes first makes no difference."""
    every = {d.id: d for log in logs for d in log.decisions}
    return tuple(sorted(every.values(), key=lambda d: (d.time, d.id)))


def to_dict(decision: Decision) -> dict[str, Any]:
    """Return a decision as a line holds it: fields that say nothing are left out."""
    return {name: value for name, value in asdict(decision).items() if value not in ("", (), None)}


def from_dict(values: dict[str, Any]) -> Decision:
    """Return the decision of a line; ``KeyError``, ``TypeError`` or ``WrongUse`` where it is none."""
    places = tuple(Place(**p) for p in values.get("target", ()))
    decision = Decision(**{**values, "target": places})
    if not all(isinstance(getattr(decision, name), str) for name in TEXTS) or not decision.id:
        raise TypeError("a field that holds text has something else")
    if not all(_is_place(p) for p in places):
        raise TypeError("a place has something else than words and an offset")
    _check(decision)
    return decision


TEXTS = ("id", "time", "who", "act", "about", "kind", "version", "reason", "supersedes")


def _is_place(place: Place) -> bool:
    texts = (place.sha256, place.path, place.exact, place.prefix, place.suffix)
    return all(isinstance(t, str) for t in texts) and type(place.start) is int and place.start >= 0


def _check(decision: Decision) -> None:
    if decision.act not in ACTS:
        raise WrongUse(f"no act {decision.act!r}; there are: {', '.join(ACTS)}")
    if decision.act == "retract":
        if not decision.supersedes:
            raise WrongUse("retract needs the id of the act that it takes back, in `supersedes`")
        return
    if decision.about not in SUBJECTS:
        raise WrongUse(f"a decision is about one of {', '.join(SUBJECTS)}, not {decision.about!r}")
    least = 2 if decision.act in ("same", "not-same", "merge") else 1
    if len(decision.target) < least:
        raise WrongUse(f"{decision.act} needs {least} place{'s' if least > 1 else ''}, not {len(decision.target)}")
    if decision.act in ("set-speaker", "split", "set-date", "set-role", "note") and not (
        isinstance(decision.value, str) and decision.value.strip()
    ):
        raise WrongUse(f"{decision.act} needs a value: {ACTS[decision.act]}")


def _lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: one writer at a time is the user's care there
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)
