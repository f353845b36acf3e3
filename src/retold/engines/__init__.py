"""Engines move records; they know no stage.

An engine runs a stage over tables and gives tables back.  ``Tables`` is what it hands around: for each record type
the tables that stages have given so far.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Table:
    """One record type as one stage gave it: a Parquet file with one row group for each part.

    ``digests`` has one digest of the rows of each part.  Tables with the same ``parting`` were made part by part from
    one another, so that part *i* of each holds the same documents.
    """

    record: type
    stage: str
    path: Path
    digests: tuple[str, ...]
    parting: str


@dataclass(frozen=True, slots=True)
class Keyed:
    """A table to be grouped by one of its fields; ``link`` maps that field's values to the key where it is not it.

    ``across``: rows of different parts may share a key.
    """

    table: Table
    field: str
    link: tuple[Table, str, str] | None = None
    across: bool = False


class Tables:
    """The tables given so far, by record type."""

    def __init__(self, tables: Iterable[Table] = ()) -> None:
        self.tables = tuple(tables)

    def __add__(self, other: Tables) -> Tables:
        return Tables(self.tables + other.tables)

    def __len__(self) -> int:
        return len(self.tables)

    def __getitem__(self, record: type) -> Table:
        """Return the only table of a record type."""
        (table,) = self.of(record)
        return table

    def of(self, record: type) -> tuple[Table, ...]:
        """Return every table of a record type (several stages give diagnostics), in the order of the stages."""
        return tuple(t for t in self.tables if t.record is record)

    def all(self, *records: type) -> tuple[Table, ...]:
        """Return the tables of these record types."""
        return tuple(self[r] for r in records)

    def by(self, key: dict[type, str], *records: type) -> tuple[Keyed, ...]:
        """Return the tables of these record types, to be grouped by the field that ``key`` names."""
        return tuple(Keyed(self[r], key[r]) for r in records)

    def across(self, field: str, *records: type) -> tuple[Keyed, ...]:
        """Return the tables of these record types, to be grouped by a field whose values rows of any part share."""
        return tuple(Keyed(self[r], field, across=True) for r in records)

    def through(
        self, link: type, member: str, key: str, records: Sequence[type], member_is: dict[type, str]
    ) -> tuple[Keyed, ...]:
        """Return the tables of these record types, to be grouped by ``key``.

        A record type that has a field of that name is grouped by it.  Any other is grouped by what ``link`` says of
        the record's field ``member`` (or the field that ``member_is`` names for it).
        """
        joined = (self[link], member, key)
        return tuple(
            Keyed(self[r], key)
            if key in {f.name for f in fields(r)}
            else Keyed(self[r], member_is.get(r, member), joined)
            for r in records
        )


class Engine(Protocol):
    """What the plan asks of an engine.  ``stage`` names the tables; ``gives`` are the record types it may yield."""

    def start(self, records: Sequence[Any], gives: tuple[type, ...]) -> Tables:
        """Make tables of records that are at hand; the first type of ``gives`` is what is cut into parts."""

    def map(self, stage: str, function: Callable[..., Iterable[Any]], table: Table, gives: tuple[type, ...]) -> Tables:
        """Call the function on each record."""

    def group(
        self, stage: str, function: Callable[..., Iterable[Any]], keyed: Sequence[Keyed], gives: tuple[type, ...]
    ) -> Tables:
        """Call the function on the records that share a key: one tuple for each table."""

    def whole(
        self, stage: str, function: Callable[..., Iterable[Any]], tables: Sequence[Table], gives: tuple[type, ...]
    ) -> Tables:
        """Call the function once, on all records: for each table an iterable, to be gone through once."""

    def bunch(
        self, stage: str, function: Callable[..., Iterable[Any]], keyed: Sequence[Keyed], gives: tuple[type, ...]
    ) -> Tables:
        """Call the function on the records of many keys at a time: as ``group``, but how many is the engine's choice.

        What comes out must not depend on it.
        """

    def count(self, table: Table) -> int:
        """Return how many records a table holds."""
