import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.records import Block, Diagnostic, Document, Quotation, Resemblance, Span
from retold.settings import Copies
from retold.stages.copies import CopyFinder, Shingler, own_words
from retold.stages.copies.clusters import components
from retold.stages.copies.shingle import Pile, sample, wordings

WORDS = [a + b for a in "bdfgklmnprst" for b in ("ane", "ori", "ule", "ice", "ota", "ame", "ilk", "ury")]


def story(seed, length=120):
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def document(name, text):
    return Document(name, "", name, "", "", "", None, "", (), None, None, "en", "unknown", "text", text)


def found(documents, blocks=(), quotations=(), settings=None):
    settings = settings or Copies()
    records = CopyFinder(settings)(Shingler.of(settings, len(documents))(documents, blocks, quotations))
    return [r for r in records if isinstance(r, Resemblance)]


def test_identical_texts_are_copies():
    (pair,) = found([document("b", story(1)), document("a", story(1)), document("c", story(2))])
    assert pair == Resemblance("a", "b", 1.0, 1.0)


def test_a_trimmed_copy_is_contained():
    (pair,) = found([document("a", story(1)), document("b", story(1)[:400])])
    assert pair.containment == 1.0
    assert pair.jaccard < 0.7


def test_case_accents_and_marks_do_not_hide_a_copy():
    one = "The café owner said no more boats would leave the old quay before Monday morning came around"
    other = "THE CAFE OWNER SAID: no more boats would leave the old quay, before Monday morning came around."
    (pair,) = found([document("a", one), document("b", other)])
    assert pair.jaccard == 1.0


def test_a_shared_quotation_is_no_copy():
    speech = story(9, 80)
    one, other = f"{story(1, 40)} {speech} {story(2, 40)}", f"{story(3, 50)} {speech}"
    documents = [document("a", one), document("b", other)]
    assert found(documents)
    quotations = [
        Quotation(d.id, d.id, "direct", (Span(d.text.index(speech), d.text.index(speech) + len(speech)),))
        for d in documents
    ]
    assert not found(documents, quotations=quotations)


def test_shared_chrome_is_no_copy():
    foot = story(9, 80)
    documents = [document("a", f"{story(1, 40)}\n{foot}"), document("b", f"{story(2, 40)}\n{foot}")]
    blocks = []
    for d in documents:
        at = d.text.index("\n")
        blocks += [
            Block(d.id, Span(0, at), "body", "", 1.0),
            Block(d.id, Span(at + 1, len(d.text)), "chrome", "", 1.0),
        ]
    assert found(documents)
    assert not found(documents, blocks)


def test_a_document_that_is_all_quotation_is_compared_with_it():
    text = story(4, 30)
    quotations = [Quotation(n, n, "direct", (Span(0, len(text)),)) for n in "ab"]
    assert found([document("a", text), document("b", text)], quotations=quotations)


@pytest.mark.parametrize("text", ["", " \n\t", "word", "\ud800 lone half", "日本語のテキスト", "\0" * 50])
def test_odd_texts_yield_nothing(text):
    assert found([document("a", text), document("b", story(1))]) == []


@given(st.permutations(range(6)))
def test_the_order_of_documents_does_not_matter(order):
    documents = [document(str(i), story(i // 2) + story(i, 20)) for i in range(6)]
    assert found([documents[i] for i in order]) == found(documents)


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=4))
def test_masked_words_are_gone_and_no_others(text, cuts):
    spans = [Span(min(c), max(c)) for c in cuts]
    masked = {i for s in spans for i in range(s.start, s.end)}
    quotations = [Quotation("q", "d", "direct", tuple(spans))]
    (words,) = own_words([document("d", text)], [], quotations)
    rest = "".join(c for i, c in enumerate(text) if i not in masked)
    assert "".join(words.split()) in {"".join(rest.split()), "".join(text.split())}


def test_wordings_hold_what_the_texts_do():
    texts = [story(seed, 30 + 40 * seed) for seed in range(8)] + ["", "too few words", story(9, 70_000)]
    for every in (1, 4):
        whole = sample(texts, 5, every)
        pile = Pile()
        for wording in wordings(texts, 5, every):
            pile.add(*wording)
        there = pile.sample(np.arange(len(texts)))
        for name in ("key", "text", "place", "words"):
            assert np.array_equal(getattr(there, name), getattr(whole, name)), name


def test_in_whatever_order_and_bunches_documents_come_the_copies_are_the_same():
    documents = [document(f"{seed:02}", story(seed // 3, 60 + 5 * seed)) for seed in range(30)]
    for small in (10, 100):
        settings = Copies(small=small)
        whole = found(documents, settings=settings)
        assert whole
        shingler = Shingler.of(settings, 30)
        bunches = [shingler(documents[at : at + 7], [], []) for at in range(28, -1, -7)]
        assert list(CopyFinder(settings)(w for bunch in bunches for w in bunch)) == whole


def test_many_copies_of_one_text_are_not_compared_each_with_each():
    edits = random.Random(3)
    texts = []
    for _ in range(3000):
        words = story(1, 60).split()
        words[edits.randrange(60)] = "elsewhere"
        texts.append(" ".join(words))
    settings = Copies()
    documents = [document(f"{i:04}", text) for i, text in enumerate(texts)]
    out = list(CopyFinder(settings)(Shingler.of(settings, 3000)(documents, [], [])))
    pairs = [r for r in out if isinstance(r, Resemblance)]
    assert len(pairs) < 3000 * settings.most
    assert [d.code for d in out if isinstance(d, Diagnostic)] == ["group-capped"]
    number = {f"{i:04}": i for i in range(3000)}
    left, right = (np.array([number[getattr(p, side)] for p in pairs]) for side in ("left", "right"))
    assert not components(left, right, 3000).any(), "they are one cluster all the same"


@pytest.mark.parametrize("count", [2, 300])
def test_identical_documents_are_one_cluster(count):
    pairs = found([document(f"{i:03}", story(4, 50)) for i in range(count)])
    left, right = (np.array([int(getattr(p, side)) for p in pairs]) for side in ("left", "right"))
    assert not components(left, right, count).any()
    assert {(p.jaccard, p.containment) for p in pairs} == {(1.0, 1.0)}


def test_one_shingle_in_every_document_makes_no_copies():
    line = "all rights reserved by the printers of this sheet"
    documents = [document(f"{i:03}", f"{line} {story(i, 60)}") for i in range(300)]
    assert found(documents) == []
