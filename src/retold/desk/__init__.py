"""The reviewer's desk: a case opened to be read and decided on, in the terminal or in a browser."""

from __future__ import annotations

from retold.desk.acts import decision
from retold.desk.desk import Desk
from retold.desk.hits import Hit, hits
from retold.desk.intake import Intake, Reading
from retold.desk.opening import open_desk, with_decisions
from retold.desk.view import View

__all__ = ["Desk", "Hit", "Intake", "Reading", "View", "decision", "hits", "open_desk", "with_decisions"]
