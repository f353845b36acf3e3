"""Which words differ, and what stands around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retold.records import Block, Span
from retold.report.wording import Part, Piece, differences, excerpt

WORDS = st.lists(st.sampled_from(["the", "dyke", "holds", "Never", "don’t", "don't", "—", "9.5"]), max_size=9).map(
    " ".join
)


@given(WORDS, WORDS)
def test_pieces_join_to_the_text_and_what_is_alike_is_equal_on_both_sides(left, right):
    one, two = differences(left, right)
    assert "".join(p.text for p in one) == left
    assert "".join(p.text for p in two) == right
    alike = [
        [w.strip(".,—").casefold().replace("’", "'") for p in side if not p.differs for w in p.text.split()]
        for side in (one, two)
    ]
    assert [w for w in alike[0] if w] == [w for w in alike[1] if w]


def test_only_the_words_that_differ_are_marked():
    left, right = differences("He said: the dyke holds.", "He said, the Dyke never held!")
    assert [p.text for p in left if p.differs] == ["holds"]
    assert [p.text for p in right if p.differs] == ["never held"]


def test_the_same_words_have_no_mark():
    left, _ = differences("The dyke holds", "the dyke holds.")
    assert left == (Piece("The dyke holds"),)


def test_an_excerpt_goes_as_far_as_the_sentence_within_its_block():
    text = "Headline\nIt rained. The reeve said the dyke holds until May. Then they left."
    blocks = [Block("d", Span(0, 8), "headline", "", 1.0), Block("d", Span(9, len(text)), "body", "", 1.0)]
    start = text.index("dyke")
    found = excerpt(text, blocks, [Part(start, start + 10, (Piece("dyke holds"),))])
    assert found.before == "The reeve said the "
    assert found.after == " until May."


def test_a_long_neighbourhood_is_shortened_at_words():
    text = "word " * 100 + "HERE " + "word " * 100
    start = text.index("HERE")
    found = excerpt(text, [Block("d", Span(0, len(text)), "body", "", 1.0)], [Part(start, start + 4, ())])
    assert found.before.startswith("… word")
    assert found.after.endswith("word …")
    assert len(found.before) < 170


def test_a_title_with_a_stop_does_not_end_the_sentence():
    text = "It rained. He wrote to Mrs. Hale and Sen. J. Orme about it. They came."
    start = text.index("about")
    found = excerpt(text, [Block("d", Span(0, len(text)), "body", "", 1.0)], [Part(start, start + 5, ())])
    assert found.before == "He wrote to Mrs. Hale and Sen. J. Orme "
    assert found.after == " it."


def test_two_stretches_show_what_stands_between_if_it_is_short():
    text = "“The dyke holds,” said the reeve of Ode. Nobody laughed."
    block = [Block("d", Span(0, len(text)), "body", "", 1.0)]
    words, who = text.index("The dyke"), text.index("the reeve")
    parts = [
        Part(who, who + 9, (Piece("the reeve", differs=True),)),
        Part(words, words + 14, (Piece("The dyke holds"),)),
    ]
    found = excerpt(text, block, parts)
    assert found.before == "“"
    assert "".join(p.text for p in found.pieces) == "The dyke holds,” said the reeve"
    assert [p.core for p in found.pieces] == [True, False, True]
    assert found.after == " of Ode."
    far = [Block("d", Span(0, 18), "body", "", 1.0), Block("d", Span(18, len(text)), "body", "", 1.0)]
    assert [p.text for p in excerpt(text, far, parts).pieces] == ["The dyke holds", " … ", "the reeve"]
