"""Readers: one module for each container; bytes in the world become pages.

This is the only room that opens the user's files.
"""

from retold.readers.find import find
from retold.readers.read import Reader

__all__ = ["Reader", "find"]
