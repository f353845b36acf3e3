"""Whether a name is that of the site a page comes from."""

from __future__ import annotations

import re


def is_site(name: str, outlets: set[str]) -> bool:
    """Tell whether a name is the site's: an outlet's as stated, or the letters of the host's name."""
    letters = re.sub(r"\W", "", name.casefold())
    hosts = {re.sub(r"\W", "", o.rpartition(".")[0]) for o in outlets if "." in o and " " not in o}
    return name.casefold() in outlets or bool(
        len(letters) > 2 and any(letters in h or (h and h in letters) for h in hosts)
    )
