"""How many characters of a kind each line of a page has, all lines at once."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_KINDS = {
    "digit": r"\d",
    "upper": "[A-ZÀ-ÞА-Я]",
    "symbol": r"[^\w\s.,'’\-]",
    "code": r"[{}();=<>\[\]$_|\\]",
    "exclaims": "!",
    "blank": " ",
}
_TABLE = 1 << 16
"""Characters beyond count as the last of these."""


@cache
def _table() -> Any:
    """Return for each code point which kinds it is of, one bit each; then capital letters and white space."""
    import numpy as np

    every = "".join(map(chr, range(_TABLE)))
    found = np.zeros(_TABLE, dtype=np.uint8)
    for bit, pattern in enumerate(_KINDS.values()):
        found[[m.start() for m in re.finditer(pattern, every)]] |= 1 << bit
    found[[n for n, c in enumerate(every) if c.isupper()]] |= 1 << len(_KINDS)
    found[[n for n, c in enumerate(every) if c.isspace()]] |= 2 << len(_KINDS)
    return found


def counts(texts: Sequence[str]) -> dict[str, Any]:
    """Return for each kind an array with the number of its characters in each text; no text is empty.

    Besides the kinds of ``_KINDS`` that is ``capital``: words that begin with a capital letter.
    """
    import numpy as np

    joined = "\n".join(texts).encode("utf-32-le", "surrogatepass")
    bits = _table()[np.minimum(np.frombuffer(joined, dtype=np.uint32), _TABLE - 1)]
    starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    found = {name: np.add.reduceat((bits >> bit) & 1, starts, dtype=np.int64) for bit, name in enumerate(_KINDS)}
    capital, white = (bits >> len(_KINDS)) & 1, bits >> (len(_KINDS) + 1)
    capital[1:] &= white[:-1]
    return found | {"capital": np.add.reduceat(capital, starts, dtype=np.int64)}
