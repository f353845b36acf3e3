"""One person for each real one across the documents of a story; what is printed is never merged away."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from retold.records import Evidence, Person, identify
from retold.stages.situate.lexicon import ROLES
from retold.stages.situate.likeness import group_keys, is_group_same, is_same, is_variant, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from retold.stages.situate.cast import Figure


T = TypeVar("T")
DOMINANT = 4
"""So many times more documents than all other bearers of a surname together tell of the one that is meant."""


@dataclass(slots=True)
class Identity:
    """Figures of several documents that are one person or institution."""

    figures: list[Figure] = field(default_factory=list)
    names: set[str] = field(default_factory=set)

    memo: dict[str, Any] = field(default_factory=dict, repr=False)

    def _kept(self, what: str, make: Callable[[], T]) -> T:
        """Return a derived value, made anew only once figures were added."""
        if self.memo.get("size") != len(self.figures):
            self.memo = {"size": len(self.figures)}
        if what not in self.memo:
            self.memo[what] = make()
        found: T = self.memo[what]
        return found

    @property
    def heads(self) -> Counter[str]:
        """Return printed heads with their counts over all documents."""
        return self._kept("heads", self._heads)

    def _heads(self) -> Counter[str]:
        out: Counter[str] = Counter()
        for figure in self.figures:
            out.update(figure.heads)
        return out

    @property
    def documents(self) -> set[str]:
        """Return the documents in which the person appears."""
        return self._kept("documents", lambda: {f.document for f in self.figures})

    @property
    def name(self) -> str:
        """Return the canonical name: the form in most documents, then most words, most often, first by alphabet."""
        return self._kept("name", self._name)

    def _name(self) -> str:
        full: Counter[str] = Counter(f.name for f in self.figures if not f.described) or Counter(
            f.name for f in self.figures
        )
        counts = self.heads
        if self.kind == "group" and counts and not any(f.described for f in self.figures):
            either = Counter(n.casefold() for n in counts.elements())  # "LORNE" in a dateline is Lorne
            return min(counts, key=lambda n: (-either[n.casefold()], n.isupper(), -counts[n], -len(n), n))
        longest = max(len(parts(n)) for n in full)
        wanted = [n for n in full if len(parts(n)) >= min(2, longest)]
        return min(wanted, key=lambda n: (-full[n], -counts[n], -len(n), n))

    @property
    def kind(self) -> str:
        """Return person or group (a place that speaks is a group)."""
        return self._kept("kind", lambda: "person" if any(f.kind == "person" for f in self.figures) else "group")

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the roles stated, those of most mentions first."""
        return self._kept("roles", self._roles)

    def _roles(self) -> tuple[str, ...]:
        found = Counter(role for f in self.figures for role in f.roles)
        return tuple(sorted(found, key=lambda r: (-found[r], r)))


def identities(figures: list[Figure]) -> list[Identity]:
    """Join figures across documents: full names that agree, then single names that fit just one person.

    The order of the documents does not matter: figures are taken by name, not by document.
    """
    people = sorted((f for f in figures if f.kind == "person"), key=lambda f: (-len(parts(f.name)), f.name, f.document))
    out: list[Identity] = []
    letter: dict[str, list[Identity]] = defaultdict(list)  # spelling variants share the surname's first letter
    for figure in people:
        if len(parts(figure.name)) == 1:
            continue
        near = letter[parts(figure.name)[-1][:1]]
        home = next((i for i in near if all(is_same(figure.name, name) for name in i.names)), None)
        _join(out, home, figure)
        if home is None:
            near.append(out[-1])
    known = _Known()
    for identity in out:
        for figure in identity.figures:
            known.add(identity, figure)
    for figure in people:
        if len(parts(figure.name)) == 1:
            known.add(_join(out, _of_one_name(figure, known), figure), figure)
    groups = sorted((f for f in figures if f.kind != "person"), key=lambda f: (-len(f.name), f.name, f.document))
    rest: list[Identity] = []
    index: dict[str, list[int]] = defaultdict(list)
    for figure in groups:
        keys = {key for head in figure.heads for key in group_keys(head)}
        near_by = sorted({n for key in keys for n in index[key]})
        home = next(
            (rest[n] for n in near_by if any(is_group_same(h, k) for h in figure.heads for k in rest[n].heads)), None
        )
        _join(rest, home, figure)
        place = next(n for n in reversed(range(len(rest))) if rest[n] is (home or rest[-1]))
        for key in keys:
            index[key].append(place)
    return sorted(out + rest, key=lambda i: (i.kind, i.name))


@dataclass(slots=True)
class _Known:
    """Identities by the last and the first word of every name in them; of a first letter each with its word."""

    last: dict[str, list[Identity]] = field(default_factory=lambda: defaultdict(list))
    first: dict[str, list[Identity]] = field(default_factory=lambda: defaultdict(list))
    spelt: dict[str, list[tuple[str, Identity]]] = field(default_factory=lambda: defaultdict(list))
    alone: dict[str, list[tuple[str, Identity]]] = field(default_factory=lambda: defaultdict(list))
    described: dict[str, Identity] = field(default_factory=dict)

    def add(self, identity: Identity, figure: Figure) -> None:
        """Take note of one more figure of an identity."""
        name = parts(figure.name)
        if figure.described:
            self.described.setdefault(figure.name, identity)
        if any(len(parts(n)) > 1 for n in identity.names):
            for table, word in ((self.last, name[-1]), (self.first, name[0])):
                if all(i is not identity for i in table[word]):
                    table[word].append(identity)
            self.spelt[name[-1][:1]].append((name[-1], identity))
        else:
            self.alone[name[0][:1]].append((name[0], identity))

    def fits(self, word: str) -> Iterator[list[Identity]]:
        """Yield whom a word can name: by surname, by surname misspelt, by given name, by a name that stands alone."""
        yield self.last.get(word, [])
        yield _each(i for other, i in self.spelt.get(word[:1], ()) if is_variant(other, word))
        yield self.first.get(word, [])
        yield _each(i for other, i in self.alone.get(word[:1], ()) if is_variant(other, word))


def _each(found: Iterable[Identity]) -> list[Identity]:
    return list({id(i): i for i in found}.values())


def _of_one_name(figure: Figure, known: _Known) -> Identity | None:
    """Return the one person whom a surname alone, or else a given name alone, can mean; ``None`` where several fit.

    Of several bearers one counts as meant only where most documents tell of that one, or the others are slips for it.
    """
    if figure.described:
        return known.described.get(figure.name)
    for fits in known.fits(parts(figure.name)[0]):
        if len(fits) == 1:
            return fits[0]
        ranked = sorted(fits, key=lambda i: -len(i.documents))
        if fits and len(ranked[0].documents) >= DOMINANT * sum(len(i.documents) for i in ranked[1:]):
            return ranked[0]
        if fits and all(_is_slip_for(other, ranked[0]) for other in ranked[1:]):
            return ranked[0]
        if fits:
            return None
    return None


def _is_slip_for(one: Identity, other: Identity) -> bool:
    """Whether one bearer of a surname may be a slip for another: the same post, fewer documents, never beside it."""
    posts, theirs = ({w for r in i.roles for w in r.lower().split() if w in ROLES} for i in (one, other))
    return bool(posts & theirs) and len(one.documents) < len(other.documents) and not one.documents & other.documents


def _join(out: list[Identity], home: Identity | None, figure: Figure) -> Identity:
    if home is None:
        out.append(home := Identity())
    home.figures.append(figure)
    home.names.add(figure.name)
    return home


def person_of(identity: Identity, story: str, doubts: tuple[str, ...]) -> Person:
    """Return the record of an identity: printed forms with titles, roles, and where every mention stands."""
    places = sorted((f.document, m.span.start, m.span.end) for f in identity.figures for m in f.mentions)
    forms = Counter(m.text for f in identity.figures for m in f.mentions if m.head and not f.described)
    forms.update(f.described for f in identity.figures if f.described)
    ordered = tuple(sorted(forms, key=lambda t: (-forms[t], t))) or (identity.name,)
    mentions = tuple(Evidence(*place) for place in places)
    key = identify("p", story, identity.name)
    return Person(key, story, identity.name, identity.kind, ordered, identity.roles, mentions, doubts)
