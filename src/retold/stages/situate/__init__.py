"""Situating: who, when, where."""

from retold.stages.situate.recognise import Recogniser
from retold.stages.situate.situator import Situator

__all__ = ["Recogniser", "Situator"]
