"""Stories: what belongs together is found, whatever the order of the input."""

import random

from retold.records import Block, Document, Member, Resemblance, Span, Story, identify
from retold.stages.group import Grouper, Tallier
from retold.stages.group.clusters import average_link, components
from retold.stages.group.grouper import letters

HARBOUR = [
    "The harbour council of Port Amble voted to dredge the channel, said harbourmaster Ines Quist.",
    "Port Amble will dredge its channel after a vote of the harbour council, harbourmaster Quist said.",
    "Dredging of the channel at Port Amble was approved by the council, according to Ines Quist.",
]
ORCHARD = [
    "A late frost destroyed half the apple blossom in the Lorne valley orchards, growers said.",
    "Growers in the Lorne valley lost half their apple blossom to a frost that came late.",
]


def document(text, role="unknown"):
    key = identify("d", text)
    return Document(key, key, f"{key}.txt", "", "", "", None, "", (), None, None, "en", role, "text", text)


def grouped(texts, resemblances=(), order=None):
    docs = [document(t) for t in texts]
    if order:
        random.Random(order).shuffle(docs)
    blocks = tuple(Block(d.id, Span(0, len(d.text)), "body", "", 1.0) for d in docs)
    return list(Grouper()(Tallier()(docs, blocks, ()), resemblances))


def test_two_stories_are_told_apart():
    stories = [s for s in grouped(HARBOUR + ORCHARD) if isinstance(s, Story)]
    assert sorted(len(s.documents) for s in stories) == [2, 3]


def test_every_document_is_a_member_once_with_its_own_siglum():
    out = grouped(HARBOUR + ORCHARD)
    members = [m for m in out if isinstance(m, Member)]
    assert sorted(m.document for m in members) == sorted(document(t).id for t in HARBOUR + ORCHARD)
    assert len({(m.story, m.siglum) for m in members}) == len(members)


def test_order_does_not_matter():
    assert grouped(HARBOUR + ORCHARD) == grouped(HARBOUR + ORCHARD, order=3)


def test_near_copies_are_never_parted():
    a, b = sorted((document(HARBOUR[0]).id, document(ORCHARD[0]).id))
    stories = [s for s in grouped([HARBOUR[0], ORCHARD[0]], [Resemblance(a, b, 0.9, 0.9)]) if isinstance(s, Story)]
    assert len(stories) == 1


def test_a_page_that_is_mostly_a_footer_does_not_bring_the_stories_that_have_it_together():
    """It is a copy of each, in a way; of one at most it counts as such."""
    names = "apple pear plum fig lime nut bean leek".split()
    texts = [f"{name} {name}yard {name}stone {name}ford" for name in names]
    ids = [document(text).id for text in [*texts, "all rights reserved"]]
    pairs = [Resemblance(*sorted((ids[-1], one)), 0.1, 0.6, 30) for one in ids[:-1]]
    stories = [s for s in grouped([*texts, "all rights reserved"], pairs) if isinstance(s, Story)]
    assert len(stories) == len(texts)


def test_records_get_their_own_sigla():
    docs = (document(HARBOUR[0], "record"), document(HARBOUR[1]), document(HARBOUR[2]))
    blocks = tuple(Block(d.id, Span(0, len(d.text)), "body", "", 1.0) for d in docs)
    sigla = {m.document: m.siglum for m in Grouper()(Tallier()(docs, blocks, ()), ()) if isinstance(m, Member)}
    assert sigla[docs[0].id] == "R1"
    assert {sigla[d.id] for d in docs[1:]} == {"A", "B"}


def test_letters_go_on_after_z():
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_average_link_joins_by_the_mean_not_by_the_best():
    # 0 and 1 are alike, 2 is like 1 only: the mean of the pair with 2 is too low
    assert average_link([0, 1, 2], [(0, 1, 0.9), (1, 2, 0.5)], [], 0.3) == [[0, 1], [2]]
    assert average_link([0, 1, 2], [(0, 1, 0.9), (1, 2, 0.5)], [], 0.2) == [[0, 1, 2]]


def test_components_are_sorted_and_complete():
    assert components(5, [(3, 1), (4, 3)]) == [[0], [1, 3, 4], [2]]
