"""Clean: a page's text is kept whole; every line is labelled, with a reason."""

from retold.stages.clean.clean import Cleaner
from retold.stages.clean.sites import Outliner, Refrains

__all__ = ["Cleaner", "Outliner", "Refrains"]
