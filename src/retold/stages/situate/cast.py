"""Who appears in one document: its mentions joined into figures, longest name first."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from retold.stages.situate import tables
from retold.stages.situate.lexicon import FEMALE_ROLES, FEMALE_TITLES, MALE_ROLES, MALE_TITLES
from retold.stages.situate.likeness import folded, group_keys, is_given_match, is_group_same, is_same, is_variant, parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from retold.records import Mention

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody in one document: the mentions that rules gave to one name; ``heads`` counts its printed forms.

    ``described`` is what a speaker without a name is called: ``a spokeswoman``.
    """

    document: str
    kind: str
    mentions: list[Mention] = field(default_factory=list)
    described: str = ""
    told: str = ""
    """m or f where the page's pronouns say so, empty where they do not."""

    memo: dict[str, Any] = field(default_factory=dict, repr=False)

    def _kept(self, what: str, make: Callable[[], T]) -> T:
        """Return a derived value, made anew only once mentions were added."""
        if self.memo.get("size") != len(self.mentions):
            self.memo.clear()
            self.memo["size"] = len(self.mentions)
        if what not in self.memo:
            self.memo[what] = make()
        found: T = self.memo[what]
        return found

    @property
    def heads(self) -> Counter[str]:
        """Return printed heads with their counts."""
        return self._kept("heads", lambda: Counter(m.head for m in self.mentions if m.head))

    @property
    def name(self) -> str:
        """Return the fullest printed name: most words, then most often, then first in the alphabet."""
        return self._kept("name", self._name)

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the roles stated with the name, most often first."""
        return self._kept("roles", self._roles)

    @property
    def gender(self) -> str:
        """Return m, f, or empty where neither title nor given name nor the page's pronouns tell."""
        return self._kept("gender", self._gender) or self.told

    def _name(self) -> str:
        heads = self.heads
        if self.described or not heads:
            return self.described or self.mentions[0].text
        return min(heads, key=lambda h: (-len(h.split()), -heads[h], h))

    def _roles(self) -> tuple[str, ...]:
        found = Counter(m.role for m in self.mentions if m.role and not self.described)
        return tuple(sorted(found, key=lambda r: (-found[r], r)))

    def _gender(self) -> str:
        for mention in self.mentions:
            first = mention.text.split()[0].rstrip(".") if mention.text else ""
            if first in MALE_TITLES:
                return "m"
            if first in FEMALE_TITLES:
                return "f"
        words = {w.lower() for m in self.mentions for w in m.role.split()} | set(self.described.lower().split())
        for sex, nouns in (("f", FEMALE_ROLES), ("m", MALE_ROLES)):
            if words & nouns:
                return sex
        given = self.name.split()[0]
        known = tables.given_names().get(given, "") if " " in self.name else ""
        return known if known in ("m", "f") else ""


def figures(document: str, mentions: list[Mention]) -> list[Figure]:
    """Join a document's named mentions into figures; mentions without a name are left for ``speakers``."""
    people = [m for m in mentions if m.kind == "person" and m.head]
    out = _people(document, people)
    for kind in ("group", "place"):
        out += _groups(document, kind, [m for m in mentions if m.kind == kind and m.head])
    return out


def _people(document: str, mentions: list[Mention]) -> list[Figure]:
    full = [m for m in mentions if len(parts(m.head)) > 1]
    out: list[Figure] = []
    letter: dict[str, list[Figure]] = defaultdict(list)  # spelling variants share the surname's first letter
    known: dict[str, Figure] = {}
    for mention in sorted(full, key=lambda m: (-len(parts(m.head)), m.span)):
        near = letter[parts(mention.head)[-1][:1]]
        home = known.get(mention.head) or next(
            (f for f in near if all(is_same(mention.head, h) for h in f.heads)), None
        )
        if home is None:
            out.append(home := Figure(document, "person"))
            near.append(home)
        known[mention.head] = home
        home.mentions.append(mention)
    fitting: dict[tuple[str, bool], list[Figure]] = {}
    called: set[tuple[int, str]] = set()
    for mention in sorted((m for m in mentions if len(parts(m.head)) == 1), key=lambda m: m.span):
        key = (folded(mention.head), _is_titled(mention))
        if key not in fitting:
            fitting[key] = _candidates(*key, letter[key[0][:1]], out)
        home = _home(mention, fitting[key])
        if home is None:
            out.append(home := Figure(document, "person"))
        home.mentions.append(mention)
        if (id(home), mention.head) not in called:
            called.add((id(home), mention.head))
            letter[parts(mention.head)[-1][:1]].append(home)
            fitting.clear()
    for figure in out:
        figure.mentions.sort(key=lambda m: m.span)
    return sorted(out, key=lambda f: f.mentions[0].span)


def _candidates(word: str, titled: bool, near: list[Figure], known: list[Figure]) -> list[Figure]:
    """Return the figures that one word can name: by surname as printed, else misspelt, else by given name.

    ``near`` are those of the known figures that have a name with a last word of the same first letter.
    """
    surname = [f for f in near if any(is_variant(parts(h)[-1], word) for h in f.heads)]
    exact = [f for f in surname if any(parts(h)[-1] == word for h in f.heads)]
    if exact or surname or titled:
        return exact or surname
    return [f for f in known if any(len(parts(h)) > 1 and is_given_match(parts(h)[0], word) for h in f.heads)]


def _home(mention: Mention, candidates: list[Figure]) -> Figure | None:
    """Return which of the figures that a word can name it does: of several that fit its title, the one named last."""
    sex = _sex(mention)
    surely = [f for f in candidates if sex and f.gender == sex]
    fitting = surely or [f for f in candidates if not sex or not f.gender] or candidates
    if not fitting:
        return None
    return min(fitting, key=lambda f: _distance(f, mention))


def _is_titled(mention: Mention) -> bool:
    return mention.text != mention.head


def _sex(mention: Mention) -> str:
    first = mention.text.split()[0].rstrip(".") if mention.text.split() else ""
    return "m" if first in MALE_TITLES else "f" if first in FEMALE_TITLES else ""


def _distance(figure: Figure, mention: Mention) -> tuple[int, int]:
    before = [mention.span.start - m.span.start for m in figure.mentions if m.span.start < mention.span.start]
    after = [m.span.start - mention.span.start for m in figure.mentions if m.span.start > mention.span.start]
    return (0, min(before)) if before else (1, min(after, default=0))


def _groups(document: str, kind: str, mentions: list[Mention]) -> list[Figure]:
    out: list[Figure] = []
    index: dict[str, list[int]] = defaultdict(list)
    printed: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        printed[mention.head].append(mention)
    for head in sorted(printed, key=lambda h: (-len(h), h)):
        keys = group_keys(head)
        near = sorted({n for key in keys for n in index[key]})
        place = next((n for n in near if any(is_group_same(head, h) for h in out[n].heads)), len(out))
        if place == len(out):
            out.append(Figure(document, kind))
        out[place].mentions += printed[head]
        for key in keys:
            index[key].append(place)
    for figure in out:
        figure.mentions.sort(key=lambda m: m.span)
    return sorted(out, key=lambda f: f.mentions[0].span)
