import random

from hypothesis import given, settings
from hypothesis import strategies as st

from retold.settings import Collate
from retold.stages.collate import Collator, align
from stages.telling_builder import Story

TOKENS = st.lists(st.sampled_from("abcdefg"), max_size=12)


@settings(max_examples=300, deadline=None)
@given(st.lists(TOKENS, min_size=1, max_size=5))
def test_every_word_stands_in_exactly_one_column_in_order(witnesses):
    columns = align(witnesses)
    for w, told in enumerate(witnesses):
        assert [c[w] for c in columns if c[w] >= 0] == list(range(len(told)))
    assert all(any(i >= 0 for i in c) for c in columns)


@given(TOKENS)
def test_equal_witnesses_align_word_by_word(told):
    assert align([told, told, told]) == [[i, i, i] for i in range(len(told))]


def collated(*tellings):
    story = Story()
    for i, said in enumerate(tellings):
        story.tell(str(i), f"“{said}” she said.", {"said": said})
    statements, witnesses = story.matched()
    readings = list(Collator(Collate())(story.documents, statements, witnesses))
    return story, witnesses, readings


def test_the_readings_of_a_witness_give_its_words_back():
    told = ["The ferry will sail on Monday, if the wind allows it.", "The ferry sails on Monday at noon, wind permitting.",
            "On Monday the ferry will sail if the wind allows it."]  # fmt: skip
    story, witnesses, readings = collated(*told)
    assert len({w.statement for w in witnesses}) == 1
    for i, document in enumerate(story.documents):
        mine = sorted(
            (r for r in readings if r.document == document.id and r.text and not r.moved), key=lambda r: r.spans
        )
        words = " ".join(r.text for r in mine)
        assert [w.strip(".,") for w in words.split()] == [w.strip(".,") for w in told[i].split()]


def test_what_a_witness_lacks_is_an_omission():
    _, _, readings = collated("We will lease the pier if parliament agrees to it.", "We will lease the pier.")
    assert [r.text for r in readings if r.text is None] == [None]
    lacking = next(r for r in readings if r.text is None)
    assert any(r.locus == lacking.locus and r.text == "if parliament agrees to it" for r in readings)


def test_a_passage_at_another_place_is_a_transposition():
    _, _, readings = collated(
        "When the storm has passed, the ferry to the northern islands will sail with all its passengers.",
        "The ferry to the northern islands will sail with all its passengers when the storm has passed.",
    )
    (moved,) = [r for r in readings if r.moved]
    assert moved.text.lower() == "when the storm has passed"


def test_too_many_witnesses_are_cut_with_a_diagnostic():
    story = Story()
    for i in range(5):
        story.tell(
            str(i), f"“The ferry sails on Monday from quay {i}.”", {"said": f"The ferry sails on Monday from quay {i}."}
        )
    statements, witnesses = story.matched()
    out = list(Collator(Collate(most_witnesses=2))(story.documents, statements, witnesses))
    assert [r.code for r in out if hasattr(r, "code")] == ["group-capped"]


def test_alignment_of_a_repeated_sentence_stays_linear_enough():
    # A thousand times the same seven words: the aligner must not blow up.
    told = ["the", "tide", "is", "late", "again", "today", "."] * 1000
    other = list(told)
    random.Random(7).shuffle(other)
    columns = align([told, other[:3000]])
    assert sum(c[1] >= 0 for c in columns) == 3000
