"""Grouping: documents into stories, without a look at every pair."""

from retold.stages.group.grouper import Grouper
from retold.stages.group.tally import Tallier, Tally

__all__ = ["Grouper", "Tallier", "Tally"]
