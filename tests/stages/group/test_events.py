"""Two events of one kind are told apart by what sets them apart; one event stays whole."""

from retold.records import Block, Document, Span, Story, identify
from retold.stages.group import Grouper, Tallier
from retold.stages.group.terms import counts, inner_vectors, stem

ROCKS = [
    "The ferry Queen Tilda ran aground off Amble Head on Monday. Captain Ilse Vroom said steering failed in the fog.",
    "All 114 passengers of the Queen Tilda were taken off by lifeboat from Amble Head, said Captain Ilse Vroom.",
    "Lifeboats took 114 people off the ferry Queen Tilda, stuck on rocks at Amble Head since Monday.",
]
SANDBANK = [
    "A ferry with 37 aboard, the Northern Lark, sits on a sandbank in Corran Sound after Friday's gale, its owner says.",
    "Owner Pavel Ord said the Northern Lark would be towed off the sandbank in Corran Sound at high tide.",
    "The Northern Lark, a ferry carrying 37, drifted on to a Corran Sound sandbank when its engine died, Pavel Ord said.",
]


def documents():
    out = []
    for number, texts in enumerate((ROCKS, SANDBANK)):
        for text in texts:
            key = identify("d", text)
            out.append(
                (number, Document(key, key, f"{key}.txt", "", "", "", None, "", (), None, None, "en", "", "text", text))
            )
    return out


def test_two_ferries_are_two_stories():
    docs = documents()
    blocks = tuple(Block(d.id, Span(0, len(d.text)), "body", "", 1.0) for _, d in docs)
    stories = [s for s in Grouper()(Tallier()([d for _, d in docs], blocks, ()), ()) if isinstance(s, Story)]
    event = {d.id: n for n, d in docs}
    assert sorted(sorted({event[d] for d in s.documents}) for s in stories) == [[0], [1]]


def test_what_all_say_counts_less_than_what_some_share():
    docs = [d for _, d in documents()]
    vectors = inner_vectors([counts(d, [Block(d.id, Span(0, len(d.text)), "body", "", 1.0)], []) for d in docs])
    assert vectors[0]["tilda"] > vectors[0]["ferry"]


def test_stem_joins_singular_and_plural_only():
    assert stem("talks") == stem("talk")
    assert stem("cities") == "city"
    assert stem("pass") == "pass"
