"""What people decide about a case, and how it is laid over what the machine found."""

from __future__ import annotations

from retold.decisions.anchors import find, place_of
from retold.decisions.log import ACTS, FILE, SUBJECTS, Decision, Log, Place, append, decide, merge, read
from retold.decisions.replay import CHEAP, Decided, Layer, Standing, Unplaced, counting, decided

__all__ = [
    "ACTS",
    "CHEAP",
    "FILE",
    "SUBJECTS",
    "Decided",
    "Decision",
    "Layer",
    "Log",
    "Place",
    "Standing",
    "Unplaced",
    "append",
    "counting",
    "decide",
    "decided",
    "find",
    "merge",
    "place_of",
    "read",
]
