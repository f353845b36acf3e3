"""A table from packed pairs to their numbers, asked for millions at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SPREAD = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


class Lookup:
    """Numbers of keys: a few tables with one slot for each hash, tried one after the other.

    A key whose slot is taken goes to the next table, which hashes otherwise (cuckoo tables without the moving: Pagh and
    Rodler 2004); the very few that find no slot in any are searched for.
    """

    def __init__(self, keys: NDArray[np.uint64]) -> None:
        self._keys = keys
        self._tables: list[tuple[np.uint64, np.uint64, NDArray[np.int32]]] = []
        rest = np.arange(len(keys), dtype=np.int32)
        for spread in _SPREAD:
            bits = max(8, min(27, (3 * len(rest)).bit_length()))
            table = np.full(1 << bits, -1, np.int32)
            factor, shift = np.uint64(spread), np.uint64(64 - bits)
            slot = (keys[rest] * factor) >> shift
            table[slot] = rest
            self._tables.append((factor, shift, table))
            rest = rest[table[slot] != rest]
        self._rest = rest

    def numbers(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Return which of the keys are known, and their numbers."""
        if not len(self._keys):
            return np.zeros(0, np.int64), np.zeros(0, np.int32)
        at, found = [], []
        open_ = np.arange(len(keys))
        for factor, shift, table in self._tables:
            number = table[(keys[open_] * factor) >> shift]
            taken = number >= 0
            open_, number = open_[taken], number[taken]
            right = self._keys[number] == keys[open_]
            at.append(open_[right])
            found.append(number[right])
            open_ = open_[~right]
        if len(self._rest):
            order = self._rest[np.argsort(self._keys[self._rest])]
            where = np.minimum(np.searchsorted(self._keys[order], keys[open_]), len(order) - 1)
            right = self._keys[order[where]] == keys[open_]
            at.append(open_[right])
            found.append(order[where[right]])
        return np.concatenate(at), np.concatenate(found)
