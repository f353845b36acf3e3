import os
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from retold.records import Document, Span, Statement, Witness
from retold.settings import Collate
from retold.stages.collate import Collator, align, partings, readings, with_partings
from retold.stages.words import WORD
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


@settings(max_examples=300, deadline=None)
@given(st.lists(TOKENS, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_other_witnesses_does_not_matter(witnesses, chance):
    order = list(range(1, len(witnesses)))
    chance.shuffle(order)
    order = [0, *order]
    there = align([witnesses[w] for w in order])
    assert [[column[order.index(w)] for w in range(len(order))] for column in there] == align(witnesses)


def bearing(*texts):
    """Return the witnesses of one statement, the first as base, with their documents' texts."""
    documents = {f"d{i}": text for i, text in enumerate(texts)}
    return [
        Witness(f"w{i}", "s", f"q{i}", f"d{i}", chr(65 + i), None, (Span(0, len(text)),), base=i == 0)
        for i, text in enumerate(texts)
    ], documents


SENTENCES = st.lists(
    st.sampled_from("the ferry sails, on Monday. don’t wait (not) 2,000 tides harbour harbor O'Neill".split()),
    min_size=1,
).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(SENTENCES, min_size=2, max_size=5))
def test_the_base_with_a_witness_partings_is_the_witness(texts):
    witnesses, documents = bearing(*texts)
    apparatus = list(readings("s", witnesses, documents))
    base = [r for r in apparatus if r.witness == "w0"]
    for witness in witnesses:
        told = " ".join(with_partings(base, partings(apparatus, witness.id)))
        assert WORD.findall(told) == WORD.findall(documents[witness.document])
    assert partings(apparatus, "w0") == {}


@settings(max_examples=100, deadline=None)
@given(st.lists(SENTENCES, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_stage_does_not_depend_on_the_order_of_its_rows(texts, chance):
    witnesses, documents = bearing(*texts)
    rows = [
        Document(i, i, "", "", "", "", None, "", (), None, None, "en", "outlet", "text", t)
        for i, t in documents.items()
    ]
    statement = Statement("s", "story", "", None, tuple(w.quotation for w in witnesses))
    first = list(Collator(Collate())(rows, [statement], witnesses))
    shuffled = list(witnesses)
    chance.shuffle(shuffled)
    assert list(Collator(Collate())(rows[::-1], [statement], shuffled)) == first


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


def test_two_thousand_witnesses_and_a_witness_of_one_word():
    told = [f"The ferry will sail on Monday from quay {i % 37}, wind and tide allowing." for i in range(1999)]
    witnesses, documents = bearing("Monday", *told)
    rows = [
        Document(i, i, "", "", "", "", None, "", (), None, None, "en", "outlet", "text", t)
        for i, t in documents.items()
    ]
    statement = Statement("s", "story", "", None, tuple(w.quotation for w in witnesses))
    start = os.times()
    out = list(Collator(Collate())(rows, [statement], witnesses))
    assert os.times().user - start.user < 5
    (capped,) = [r for r in out if hasattr(r, "code")]
    assert "200 of 2000" in capped.message
    assert len({r.witness for r in out if hasattr(r, "witness")}) == 200


def test_a_text_that_repeats_one_sentence_a_thousand_times():
    sentence = "The tide is late again today. "
    witnesses, documents = bearing(sentence * 1000, sentence * 990 + "The ferry waits. " + sentence * 10, sentence)
    start = os.times()
    apparatus = list(readings("s", witnesses, documents))
    assert os.times().user - start.user < 5
    base = [r for r in apparatus if r.witness == "w0"]
    told = with_partings(base, partings(apparatus, "w1"))
    assert WORD.findall(" ".join(told)) == WORD.findall(documents["d1"])


def test_alignment_of_a_repeated_sentence_stays_linear_enough():
    # A thousand times the same seven words: the aligner must not blow up.
    told = ["the", "tide", "is", "late", "again", "today", "."] * 1000
    other = list(told)
    random.Random(7).shuffle(other)
    columns = align([told, other[:3000]])
    assert sum(c[1] >= 0 for c in columns) == 3000
