"""The shipped tables: given names, short forms, countries.  Read once for each process, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A state with the words that name it, its adjectives, its capital, and the houses of power that stand for it."""

    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capitals: tuple[str, ...]
    houses: tuple[str, ...]


def rows(name: str) -> list[list[str]]:
    """Return the rows of a shipped tab-separated table, without its comment lines."""
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def given_names() -> dict[str, str]:
    """Return given name -> gender (``m``, ``f`` or ``u`` for either)."""
    return {
        row[0]: row[1] for table in ("given_names_world.tsv", "given_names.tsv") for row in rows(table) if len(row) == 2
    }


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """Return given name -> every name it may stand for or be shortened to, both ways, in lower case."""
    pairs: dict[str, set[str]] = {}
    for full, shorts in rows("nicknames.tsv"):
        forms = {full.lower(), *shorts.lower().split()}
        for form in forms:
            pairs.setdefault(form, set()).update({full.lower()} if form != full.lower() else forms)
    return {name: frozenset(others - {name}) for name, others in pairs.items()}


@cache
def common_words() -> frozenset[str]:
    """Return words that are common in lower case, so that a capital on them says little."""
    text = files(__package__).joinpath("data", "common_words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


@cache
def countries() -> tuple[Country, ...]:
    """Return every country of the table."""
    parts = [[tuple(p for p in cell.split("|") if p) for cell in row] for row in rows("countries.tsv")]
    return tuple(Country(r[0][0], (r[0][0], *r[1]), r[2], r[3], r[4] if len(r) > 4 else ()) for r in parts)


@cache
def country_of() -> dict[str, str]:
    """Return every name, adjective, capital and house of power -> the country it belongs to."""
    return {word: c.name for c in countries() for word in (*c.houses, *c.capitals, *c.adjectives, *c.names)}


@cache
def places() -> dict[str, str]:
    """Return every name of a country, capital or house of power -> country (adjectives left out)."""
    return {word: c.name for c in countries() for word in (*c.houses, *c.capitals, *c.names)}


@cache
def adjectives() -> dict[str, str]:
    """Return adjective of nationality -> country."""
    return {word: c.name for c in countries() for word in c.adjectives}
