"""Who said what, to whom, when, on whose word; how each telling differs; and who got it from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = ["Case", "RetoldError", "Settings", "__version__", "quotations", "run"]

if TYPE_CHECKING:
    from retold.case import Case, run
    from retold.errors import RetoldError
    from retold.settings import Settings
    from retold.stages.quote import quotations

_PLACES = {
    "Case": "retold.case",
    "RetoldError": "retold.errors",
    "Settings": "retold.settings",
    "quotations": "retold.stages.quote",
    "run": "retold.case",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import retold`` is quick."""
    if name not in _PLACES:
        raise AttributeError(f"module 'retold' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_PLACES[name]), name)
