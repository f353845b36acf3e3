"""Readers: one module for each container; bytes in the world become pages.

This is the only room that opens the user's files.
"""

from retold.readers.child import Reader
from retold.readers.find import find

__all__ = ["Reader", "find"]
