"""How sure it is that two tellings are of one utterance, and what grade that allows."""

import weakref
from dataclasses import replace

import pytest
from tests.stages.telling_builder import Story

from retold.records import Evidence
from retold.stages.compare.kinship import LEAST, graded
from retold.stages.compare.telling import Finding, Tellings

ELSE = [
    "The {0} lies on the hill above the {1}, and the road to the {0} is steep.",
    "Nobody in the {1} has seen the {0} since the storm took the old {2} away.",
    "A {2} of the {1} was mended with wood from the {0} in the cold spring.",
]
THINGS = (
    "mill quay lamp barn gate weir hedge oven bell cart ditch forge attic cellar ladder meadow orchard stable".split()
)


def filler(shift):
    """Return sentences on nothing in common with anything, so that a story has some length."""
    return " ".join(
        line.format(*(THINGS[(i + k) % len(THINGS)] + ("stead", "wick")[shift] for k in range(3)))
        for i in range(12)
        for line in ELSE
    )


def pile(*, more):
    """Two pages with one sentence each that are alike but for a figure, and ``more`` utterances that both have."""
    story = Story()
    common = [
        "“The barrier will stand open except in a storm,” Ada Brandt said.",
        "“We never asked for the pier as our own,” Ada Brandt said.",
        "“Then let your envoy meet my commissioner before the summer,” Ada Brandt said.",
    ][:more]
    for number, (name, figure) in enumerate((("a", "forty"), ("b", "fourteen"))):
        said = f"the ferry has {figure} berths for the boats of the islanders"
        text = " ".join([filler(number), f"Ada Brandt said that {said}.", *common])
        tellings = [{"said": said, "by": "Ada Brandt", "kind": "indirect", "cue": "said"}]
        tellings += [{"said": c[1 : c.index(",”")], "by": "Ada Brandt"} for c in common]
        story.tell(name, text, *tellings)
    return [d for d in story.compared() if d.kind == "number"]


def test_what_two_pages_share_besides_lends_weight_to_a_parting():
    assert [d.severity for d in pile(more=3)] == ["high"]
    assert not [d for d in pile(more=0) if d.severity in ("critical", "high")]


def finding(severity, sure):
    return Finding("number", severity, (Evidence("d", 0, 1), Evidence("e", 0, 1)), "Why.", 0.9, sure=sure)


@pytest.mark.parametrize("severity", LEAST)
def test_a_doubtful_pair_is_never_grave(severity):
    sure = finding(severity, LEAST[severity])
    assert graded(sure) == sure
    for below in LEAST.values():
        kept = graded(replace(sure, sure=below - 0.01))
        assert kept is None or LEAST[kept.severity] < below
    assert graded(replace(sure, sure=0.0)) is None


def test_a_story_is_freed_once_nobody_looks_at_it():
    """Nothing that the tellings keep may hold them: else the stories of a part wait for the garbage collector."""
    tellings = Tellings("s", *({} for _ in range(10)))
    assert tellings.kinship.lines is tellings.lines
    held = weakref.ref(tellings)
    del tellings
    assert held() is None
