"""Opening a case for reviewers: alone, with what lies in its folder, or together, in a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold.decisions import FILE, read
from retold.desk.desk import Desk

if TYPE_CHECKING:
    from retold.case import Case
    from retold.postgresql import Reviewers, SearchTable


def open_desk(case: Case, database: str = "") -> tuple[Desk, Reviewers | None]:
    """Return the desk of a case, and with a database those who are let in.

    What the log of the folder holds is taken into the database, each act once.

    Raises:
        WrongUse: the address of the database is none.
        DatabaseError: it can't be reached.
    """
    if not database:
        return Desk(case), None
    from retold.postgresql import Database, DecisionTable, Reviewers, SearchTable

    opened = Database(database, case.title)
    store = DecisionTable(opened)
    store.take_in(read(case.folder / FILE).decisions)

    def searched(now: Case) -> SearchTable:
        table = SearchTable(opened)
        table.update(now)
        return table

    return Desk(case, store, searched), Reviewers(opened)
