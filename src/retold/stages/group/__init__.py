"""Grouping: documents into stories, without a look at every pair."""

from retold.stages.group.grouper import Grouper

__all__ = ["Grouper"]
