"""Which chance a line of a marked page needs to be shown."""

import pytest

from retold.records import Mark, Page
from retold.stages.clean.lines import lines
from retold.stages.clean.marked import label

SAID = "“Nobody asked us about the bridge,” said Tom Rudd, who has crossed the harbour for forty years."
TOLD = "The skipper said that nobody had asked him about the bridge before the council met on Monday."
PLAIN = "The old bridge had been closed in the spring, after a ship had struck it in thick fog at night."
BUTTON = "Share this article"


def labelled(text, chance, *kinds):
    page = Page("p", "p.html", "", "", "00", "html", "unknown", text, marks=tuple(Mark(0, len(text), k) for k in kinds))
    (verdict,) = label(lines(text), page, frozenset(), [0.0], [chance])
    return verdict.label


@pytest.mark.parametrize(("text", "chance"), [(SAID, 0.01), (TOLD, 0.2), (PLAIN, 0.75), (BUTTON, 0.97)])
def test_a_line_is_shown_from_a_chance_that_depends_on_whose_words_it_may_hold(text, chance):
    assert labelled(text, chance) == "body"
    assert labelled(text, 0.001) == "chrome"


def test_words_in_marks_that_are_no_sentence_are_shown_from_a_lower_chance_unless_they_are_a_link():
    spoken = "Step 6: “How long should I row for?” and other things to ask"
    assert labelled(spoken, 0.3) == "body"
    assert labelled(spoken, 0.1) == labelled(spoken, 0.3, "link") == labelled(spoken, 0.3, "~comment") == "chrome"


def test_a_line_without_anybodys_words_has_no_lower_bar():
    assert labelled(PLAIN, 0.2) == "chrome"
    assert labelled(BUTTON, 0.9) == "chrome"


@pytest.mark.parametrize("kind", ["~comment", "~cookie"])
def test_what_readers_remark_below_has_no_lower_bar(kind):
    assert labelled(SAID, 0.2, kind) == "chrome"
    assert labelled(SAID, 0.75, kind) == "body"


def test_a_linked_headline_has_no_lower_bar():
    assert labelled(SAID, 0.2, "link") == "chrome"
