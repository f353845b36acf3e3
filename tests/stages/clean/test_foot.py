"""What a page says of itself above and below an article without any word that gives it away."""

import pytest
from test_around import ARTICLE, labels

from retold.stages.clean import cues

FOOT = """Lamp-post of the week: see page nine
NEXT WEEK: Win a bucket of eels!
The Courier is set by hand in Ropewalk Yard. Outlook: fog.
Ring the Courier on Ellery 212"""


def test_a_foot_of_whole_sentences_is_no_part_of_an_article_whose_paragraphs_stand_alone():
    top = "THE BAY COURIER. Reads like the tide\nTides   Auctions   Rooms to let   Chess"
    more = "A petition of the ferrymen was read out.\n\nNobody could say how many of them had signed it twice."
    found = labels(f"{top}\n\n{ARTICLE}\n\n{more}\n\n{FOOT}")
    assert [text for text, label in found.items() if label == "chrome"] == [*top.splitlines(), *FOOT.splitlines()]


def test_a_list_that_ends_an_article_is_no_foot():
    listed = "The board will also hear\nthe ferry company\nthe fishermen\nand whoever else comes."
    paragraphs = ARTICLE.rsplit("\n\n", 1)[0]
    assert "chrome" not in labels(f"{paragraphs}\n\nThree points are left:\n{listed}").values()


@pytest.mark.parametrize("line", ["4 replies to “{}”", "Commenti su «{}»"])
def test_a_line_below_that_holds_the_headline_again_is_no_quotation(line):
    again = line.format("Harbour bridge to stay open through the winter")
    assert labels(f"{ARTICLE}\n\n{again}\nbuoy_7: about time\nLeave a reply")[again] == "chrome"


def test_somebodys_words_at_the_end_are_kept():
    last = "“Through the winter,” she said again. “And through the spring, if I have to hold it up.”"
    assert labels(f"{ARTICLE}\n\n{last}\n\n{FOOT}")[last] == "body"


def test_a_masthead_that_shares_its_words_with_the_article_is_not_the_headline():
    found = labels(f"THE PORT ELLERY BOARD AND BRIDGE\nTides   Auctions   Rooms to let   Chess\n\n{ARTICLE}")
    assert found["THE PORT ELLERY BOARD AND BRIDGE"] == "chrome"
    assert found["Harbour bridge to stay open through the winter"] == "headline"


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("Tides   Auctions   Rooms to let   Chess", True),
        ("Portada  Mundo  Ciencia", True),
        ("It is late.  We should go home now, said the boy.", False),
        ("Sail no. 14   2.30   1.15", False),
    ],
)
def test_short_pieces_with_wide_gaps_are_a_row_of_links(line, row):
    assert cues.is_row(line) is row
