"""Clean: a page's text is kept whole; every line is labelled, with a reason."""

from retold.stages.clean.clean import Cleaner

__all__ = ["Cleaner"]
