"""``python -m retold.web CASE``: serve a case on the loopback address."""

from __future__ import annotations

import getpass
import sys

from retold.errors import RetoldError
from retold.web import serve


def _say(address: str) -> None:
    sys.stderr.write(f"open {address}\n")


def main() -> int:
    """Serve the case named on the command line; return the exit code."""
    if len(sys.argv) != 2:
        sys.stderr.write("usage: python -m retold.web CASE\n")
        return 2
    try:
        serve(sys.argv[1], getpass.getuser(), ready=_say)
    except RetoldError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
