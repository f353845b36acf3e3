"""The search in parts against the search in one go: the same copies, however many parts there are."""

import random
from collections import defaultdict
from operator import attrgetter

import pytest

from retold.records import Diagnostic, Document, Resemblance
from retold.settings import Copies
from retold.stages.copies import CopyFinder, Shingler
from retold.stages.copies.parted import Chainer, Judge, Pairer, Shelver
from retold.stages.copies.slabs import Meeting, Shelf, Title

order = attrgetter("left", "right")
WORDS = [a + b for a in "bdfgklmnprst" for b in ("ane", "ori", "ule", "ice", "ota", "ame", "ilk", "ury")]


def document(number, text):
    return Document(f"d{number:05}", "", "p", "", "", "", None, "", (), None, None, "en", "unknown", "text", text)


def press(seed, families=12):
    """Families of copies that are cut, spliced and edited, with quotations and feet that stand in several."""
    chance = random.Random(seed)
    feet = [" ".join(chance.choices(WORDS, k=30)) for _ in range(3)]
    speech = " ".join(chance.choices(WORDS, k=40))
    texts = []
    for _ in range(families):
        own = chance.choices(WORDS, k=160)
        texts.append(" ".join(own) + " " + chance.choice(feet))
        for _ in range(chance.randrange(5)):
            copy = list(own)
            for _ in range(chance.choice([0, 4, 30])):
                copy[chance.randrange(len(copy))] = chance.choice(WORDS)
            start, end = sorted(chance.sample(range(len(copy)), 2))
            copy = copy if chance.random() < 0.5 else copy[start:end]
            texts.append(" ".join([*copy, *([speech] if chance.random() < 0.4 else []), chance.choice(feet)]))
    chance.shuffle(texts)
    return [document(n, text) for n, text in enumerate(texts)]


def by(records, field):
    groups = defaultdict(list)
    for record in records:
        groups[getattr(record, field)].append(record)
    return groups


def in_parts(documents, settings, parts, bunch, shuffled):
    """Run the four steps as an engine does, the rows of each table in any order."""
    mixed = shuffled.sample

    def all_of(records):
        return mixed(made := list(records), len(made))

    wordings = all_of(Shingler.of(settings, len(documents))(documents, [], []))
    shelver = Shelver(parts)
    shelves = all_of(s for at in range(0, len(wordings), bunch) for s in shelver(wordings[at : at + bunch]))
    titles = by([r for r in shelves if isinstance(r, Title)], "span")
    dealt = by([r for r in shelves if isinstance(r, Shelf)], "part")
    met = all_of(r for rows in dealt.values() for r in Pairer(settings, parts)(rows))
    told = [r for r in met if isinstance(r, Diagnostic)]
    slabs = by([r for r in met if isinstance(r, Meeting)], "span")
    chained = by(all_of(r for span in titles for r in Chainer(settings, parts)(titles[span], slabs[span])), "span")
    return [r for span in titles for r in Judge(settings)(titles[span], chained[span])], told


def in_one_go(documents, settings):
    found = list(CopyFinder(settings)(Shingler.of(settings, len(documents))(documents, [], [])))
    return sorted((r for r in found if isinstance(r, Resemblance)), key=order), [
        r for r in found if isinstance(r, Diagnostic)
    ]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("small", [0, 1000], ids=["sampled", "all shingles"])
@pytest.mark.parametrize("most", [6, 60])
def test_in_parts_the_same_copies_are_found(seed, small, most):
    settings = Copies(small=small, most=most)
    documents = press(seed)
    whole, _ = in_one_go(documents, settings)
    assert whole
    shuffled = random.Random(seed)
    for parts, bunch in ((1, 100), (3, 7), (8, 1)):
        found, _ = in_parts(documents, settings, parts, bunch, shuffled)
        assert sorted(found, key=order) == whole, parts


@pytest.mark.parametrize("name", ["identical", "one shingle in all", "no words", "many copies"])
def test_whatever_the_documents_are(name):
    line = "all rights reserved by the printers of this sheet"
    chance = random.Random(4)
    own = chance.choices(WORDS, k=80)
    texts = {
        "identical": [" ".join(own)] * 150,
        "one shingle in all": [f"{line} {' '.join(random.Random(i).choices(WORDS, k=60))}" for i in range(150)],
        "no words": ["", "word", "\ud800 half", "\0" * 40, *[" ".join(own)] * 2],
        "many copies": [" ".join([*own[:i], "elsewhere", *own[i + 1 :]]) for i in range(80) for _ in range(4)],
    }[name]
    documents = [document(n, text) for n, text in enumerate(texts)]
    settings = Copies(small=0)
    whole, told = in_one_go(documents, settings)
    found, parts_told = in_parts(documents, settings, 4, 16, chance)
    assert sorted(found, key=order) == whole
    assert bool(told) == bool(parts_told)
    assert bool(whole) == (name != "one shingle in all")


def test_slabs_are_of_bounded_size(monkeypatch):
    """However meetings are cut into slabs, those of a pair come together again."""
    monkeypatch.setattr("retold.stages.copies.parted.MET", 3)
    settings = Copies(small=0)
    documents = press(3)
    whole, _ = in_one_go(documents, settings)
    found, _ = in_parts(documents, settings, 3, 20, random.Random(1))
    assert sorted(found, key=order) == whole


def test_a_shelf_holds_each_shingle_once():
    documents = press(1)
    wordings = list(Shingler(5, 4)(documents, [], []))
    shelves = [s for s in Shelver(5)(wordings) if isinstance(s, Shelf)]
    assert len({s.part for s in shelves}) == len(shelves) == 5
    assert sum(len(s.keys) for s in shelves) == sum(len(w.keys) for w in wordings)
