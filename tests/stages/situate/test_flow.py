"""The recogniser and the situator together, on an invented story of two tellings."""

import random

import pytest

from retold.records import (
    Attribution,
    Block,
    Diagnostic,
    Document,
    Member,
    Mention,
    Moment,
    Occasion,
    Person,
    Quotation,
    Span,
    identify,
)
from retold.stages.situate import Recogniser, Situator

FIRST = (
    "Norlandish President Ada Holm met her Swedish counterpart Erik Dahl in Stockholm on 3 May 2011.\n"
    "“The strait stays open,” Holm said at the meeting. “We will not close it,” she added."
)
SECOND = (
    "Former Norlandish President Ada Berg met Erik Dahl in Stockholm on May 3, 2011.\n"
    "Berg said at the meeting that the strait would remain open."
)
THIRD = "President Ada Holm, who met Erik Dahl in Stockholm in May 2011, said the strait stays open."


def document(name, text):
    return Document(identify("d", name), "", name, "", "", "", None, "", (), None, None, "en", "unknown", "text", text)


def blocks(doc):
    start, out = 0, []
    for line in doc.text.splitlines(keepends=True):
        if line.strip():
            out.append(Block(doc.id, Span(start, start + len(line.rstrip())), "body", "test", 1.0))
        start += len(line)
    return out


def quotation(doc, content, source, cue, **more):
    def span(words):
        start = doc.text.index(words)
        return (Span(start, start + len(words)),)

    return Quotation(
        identify("q", doc.id, content),
        doc.id,
        "direct",
        span(content),
        span(cue),
        span(source) if source else (),
        **more,
    )


@pytest.fixture
def story():
    docs = [document("one.txt", FIRST), document("two.txt", SECOND), document("three.txt", THIRD)]
    said = [
        quotation(docs[0], "The strait stays open", "Holm", "said at"),
        quotation(docs[0], "We will not close it", "she", "added"),
        quotation(docs[1], "the strait would remain open", "Berg", "said at"),
        quotation(docs[2], "the strait stays open", "Ada Holm", "said"),
    ]
    return docs, [b for d in docs for b in blocks(d)], said


def situate(docs, all_blocks, said):
    mentions, moments = [], []
    for doc in docs:
        own = tuple(b for b in all_blocks if b.document == doc.id)
        for record in Recogniser()((doc,), own, tuple(q for q in said if q.document == doc.id)):
            (mentions if isinstance(record, Mention) else moments).append(record)
    members = tuple(Member("s1", d.id, chr(65 + n)) for n, d in enumerate(sorted(docs, key=lambda d: d.path)))
    out = list(Situator()(tuple(docs), tuple(all_blocks), tuple(said), tuple(mentions), tuple(moments), members))
    return mentions, moments, out


def test_mentions_and_moments_point_at_their_words(story):
    docs = story[0]
    text = {d.id: d.text for d in docs}
    mentions, moments, _ = situate(*story)
    assert all(text[m.document][m.span.start : m.span.end] == m.text for m in mentions)
    assert all(
        isinstance(m, Moment) and m.interval.text == text[m.document][m.span.start : m.span.end] for m in moments
    )
    assert {"Ada Holm", "Erik Dahl", "Ada Berg"} <= {m.head for m in mentions}


def test_one_attribution_for_each_quotation(story):
    *_, out = situate(*story)
    assert sorted(a.quotation for a in out if isinstance(a, Attribution)) == sorted(q.id for q in story[2])


def test_a_name_that_mixes_two_is_kept_and_doubted(story):
    *_, out = situate(*story)
    people = {p.name: p for p in out if isinstance(p, Person)}
    assert people["Ada Berg"].doubts
    assert "Ada Holm" in people["Ada Berg"].doubts[0]
    assert not people["Ada Holm"].doubts
    assert not people["Erik Dahl"].doubts


def test_a_pronoun_goes_on_with_the_speaker(story):
    *_, out = situate(*story)
    people = {p.id: p.name for p in out if isinstance(p, Person)}
    speakers = {a.quotation: people.get(a.speaker) for a in out if isinstance(a, Attribution)}
    assert [speakers[q.id] for q in story[2]] == ["Ada Holm", "Ada Holm", "Ada Berg", "Ada Holm"]


def test_one_occasion_although_one_telling_names_another_person(story):
    *_, out = situate(*story)
    used = {a.occasion for a in out if isinstance(a, Attribution)}
    assert len(used) == 1
    (occasion,) = [o for o in out if isinstance(o, Occasion) and o.id in used]
    assert occasion.place == "Stockholm"
    assert occasion.interval.first.isoformat() == "2011-05-03"


def test_the_order_of_the_input_does_not_matter(story):
    *_, out = situate(*story)
    docs, all_blocks, said = (list(x) for x in story)
    rng = random.Random(5)
    rng.shuffle(docs)
    rng.shuffle(said)
    *_, again = situate(docs, all_blocks, said)
    assert sorted(map(repr, out)) == sorted(map(repr, again))


def test_nothing_in_gives_nothing_out():
    assert list(Situator()((), (), (), (), (), ())) == []
    assert not [x for x in Recogniser()((document("e.txt", ""),), (), ()) if not isinstance(x, Diagnostic)]
