"""What can go wrong.

    RetoldError                 anything that we raise on purpose; the command line prints it as one line
    ├── WrongUse                the call was off: exit code 2
    │   └── WrongSettings       retold.toml, or a settings object
    ├── NoInput                 nothing readable was given
    ├── CaseError               a case folder is missing, broken, or from a newer version
    ├── DatabaseError           the database for reviewers can't be reached, or refuses
    ├── Overtaken               another reviewer decided on the same thing first
    └── StageError              a stage failed on a record; wrapped once, at the engine

Odd text never raises: it becomes a ``Diagnostic`` with one of ``CODES``, and the run goes on.
"""

from __future__ import annotations


class RetoldError(Exception):
    """Anything that ``retold`` raises on purpose.  The message says what was given, what is allowed, what to do."""

    exit_code = 1


class WrongUse(RetoldError):
    """The call was off: a wrong argument, an unknown name."""

    exit_code = 2


class WrongSettings(WrongUse):
    """A setting that does not exist or has a value that is not allowed."""


class NoInput(RetoldError):
    """Nothing that could be read was given."""


class CaseError(RetoldError):
    """A case folder is missing, broken, or was written by a newer version."""


class DatabaseError(RetoldError):
    """The database that reviewers share can't be reached, or refuses what it is asked."""


class Overtaken(RetoldError):
    """Another reviewer decided on the same thing since its page was made; nothing was written."""

    def __init__(self, who: str, act: str) -> None:
        did = f"{who} answered it ({act})" if who else "an answer was taken back"
        super().__init__(f"Meanwhile {did}. Nothing was written; look at it again and decide anew.")


class StageError(RetoldError):
    """A stage failed on a record; the message names the stage and the record."""


CODES = {
    "unreadable": "the file could not be read or parsed; it was skipped",
    "vanished": "the file was there when the run began and gone when it was read",
    "binary": "the file holds no text; it was skipped",
    "empty": "the file holds no words; it was skipped",
    "duplicate": "the file is byte for byte another one of this run; it was read once",
    "encoding": "the encoding was guessed, or some bytes could not be decoded",
    "unknown-container": "no reader for this kind of file; it was skipped",
    "cut": "the text was longer than the limit and was cut",
    "language": "the text is in a language that quotation does not read; it is kept and marked",
    "truncated": "the text ends in the middle of a sentence, or lacks a part that it announces",
    "unclosed-mark": "a quotation mark is opened and not closed; the quotation was ended by rule",
    "unopened-mark": "a quotation mark is closed and was not opened; beside a cue, the quotation was begun by rule",
    "gave-up": "the text could not be analysed within its limits; what was found until then is kept",
    "unsourced": "the text names no source for what it tells; it counts as background",
    "unsure-speaker": "a source fits more than one person; the candidates are listed",
    "unintroduced-speaker": "words are given to a surname that the text nowhere introduces",
    "mixed-name": "a name joins the given name of one person and the surname of another person of the same text",
    "namesake": "the text tells of two people of one full name, who are kept as one",
    "title-against-name": "a title contradicts the given name of the same person",
    "group-capped": "a group was larger than the limit and was cut",
}
"""Every diagnostic code with its meaning.  Codes are stable: tools may rely on them."""

SKIPPED = frozenset({"unreadable", "vanished", "binary", "empty", "unknown-container"})
"""Codes that mean: this input is not in the case.  A run that has one ends with exit code 3."""
