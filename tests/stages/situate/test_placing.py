"""On which occasion words were uttered: by the text, by other tellings of the words, by what the speaker said before."""

import re
from dataclasses import replace
from datetime import date

import pytest

from retold.records import (
    Attribution,
    Block,
    Document,
    Interval,
    Member,
    Mention,
    Moment,
    Occasion,
    Quotation,
    Span,
    identify,
)
from retold.stages.situate import Recogniser, Situator
from retold.stages.situate.anchors import TOKEN, TRIGGERS, WORDS

SAID = re.compile(r"\{(?P<source>[^|}]*)\|(?P<cue>[^|}]*)\|(?P<content>[^}]*)\}")
"""``{Ada Holm|said|The quay stays.}``: source, cue, content, as they stand in a test's text."""


def told(name, marked, frame=""):
    """Return a document, its blocks and its quotations from a text with marked quotations."""
    text, quotations, end = "", [], 0
    for number, match in enumerate(SAID.finditer(marked)):
        text += marked[end : match.start()]
        spans = {}
        for part in ("source", "cue", "content"):
            text += " " if text and not text[-1].isspace() else ""
            spans[part] = (Span(len(text), len(text) + len(match[part])),) if match[part] else ()
            text += match[part]
        end = match.end()
        quotations.append((spans, number))
    text += marked[end:]
    doc = Document(identify("d", name), "", name, "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(doc.id, Span(start, start + len(line.rstrip())), "body", "test", 1.0))
        start += len(line)
    said = [
        Quotation(identify("q", name, n), doc.id, "direct", s["content"], s["cue"], s["source"], frame=frame)
        for s, n in quotations
    ]
    return doc, blocks, said


def occasions(*stories):
    """Return for each document the occasion ids of its quotations, and all occasions by id."""
    docs = tuple(s[0] for s in stories)
    blocks = tuple(b for s in stories for b in s[1])
    said = tuple(q for s in stories for q in s[2])
    found = [r for d in docs for r in Recogniser()((d,), blocks, said)]
    members = tuple(Member("s", d.id, "ABCD"[n]) for n, d in enumerate(docs))
    mentions = tuple(r for r in found if isinstance(r, Mention))
    moments = tuple(r for r in found if isinstance(r, Moment))
    out = list(Situator()(docs, blocks, said, mentions, moments, members))
    by_quotation = {r.quotation: r.occasion for r in out if isinstance(r, Attribution)}
    named = {r.id: r for r in out if isinstance(r, Occasion)}
    return [[by_quotation[q.id] for q in s[2]] for s in stories], named


def test_the_same_words_in_two_texts_are_of_one_occasion():
    first = told(
        "a", "Ada Holm met Erik Dahl in Lorne on 3 May 2011. {Holm|said|the dredger drains every lagoon basin}."
    )
    second = told("b", "A mayor speaks.\n{Ada Holm|said|the dredger drains every lagoon basin}.")
    (one,), (other,) = occasions(first, second)[0]
    assert one == other is not None


def test_no_page_tells_of_a_talk_that_came_after_it_was_printed():
    later = told(
        "late", "On March 14, 2003 Ada Holm met Olaf Rist in Lorne. {Holm|said|The wall does not threaten your boats.}"
    )
    early = told(
        "early",
        "Ada Holm met Olaf Rist on Monday. After the meeting {Holm|said|The wall does not threaten your boats.}",
    )
    day = Interval(date(1996, 6, 4), date(1996, 6, 4), "day", "stated", "June 4, 1996")
    early = (replace(early[0], published=day), *early[1:])
    said, known = occasions(later, early)
    assert said[0] != said[1]
    assert [known[one].interval.first for (one,) in said] == [date(2003, 3, 14), date(1996, 6, 3)]


def test_what_is_said_on_no_named_occasion_is_one_for_each_speaker_of_a_text():
    text = told("a", "{Ada Holm|said|the quay stays}. {Erik Dahl|said|it goes}. {Holm|added|nothing is sold}.")
    ((holm, dahl, again),), named = occasions(text)
    assert holm == again != dahl
    assert named[holm].interval is None


def test_a_letter_does_not_govern_what_its_writer_says_elsewhere():
    text = told(
        "a",
        "{Ada Holm|told|the committee that the quay stays}. In a letter of 3 May 2011, {Holm|wrote|the quay is sold}. "
        "{Holm|said|she was sorry}.",
    )
    ((before, letter, after),), named = occasions(text)
    assert named[letter].kind == "letter"
    assert before == after != letter


def test_a_hearing_without_a_day_is_the_one_that_was_held():
    record = told(
        "r",
        "MINUTES OF THE HEARING OF TUESDAY 6 MAY 2014\n\n{MS HOLM|:|The quay stays.}\n{MR DAHL|:|Does it?}\n"
        "{MS HOLM|:|It does.}\n{MR DAHL|:|Thank you.}\n",
        frame="turn",
    )
    report = told("a", "Ada Holm and Erik Dahl came. {Ada Holm|told the committee|that nobody had sold anything}.")
    (turns, (other,)), named = occasions(record, report)
    assert set(turns) == {other}
    assert named[other].kind == "hearing"
    assert named[other].interval.first.isoformat() == "2014-05-06"


def test_an_answer_is_of_the_occasion_of_its_question():
    text = told("a", "{Ada Holm|asked|who pays for the quay}. {Erik Dahl|replied|the town pays}.")
    ((question, answer),), _ = occasions(text)
    assert question == answer is not None


def test_a_paper_is_its_writers_and_a_memoir_is_no_talk():
    text = told(
        "a",
        "Ada Holm and Erik Dahl talked on the night of 3 May 1968. {Holm|said|the bridge opens}. "
        "In the memoir, {Dahl|insists|that no bridge was named}.",
    )
    ((talk, book),), named = occasions(text)
    assert (named[talk].kind, named[book].kind) == ("meeting", "book")


def test_another_day_is_a_slip_where_twice_the_words_are_those_of_other_tellings():
    words = "{Holm|said|the dredger drains every lagoon basin}. {Holm|added|our trawlers need deeper harbours}."
    dates = ("3 May 2011", "3 May 2011", "3 March 2011")
    stories = [
        told(n, f"Ada Holm met Erik Dahl in Lorne on {day}. {words}") for n, day in zip("abc", dates, strict=True)
    ]
    found, _ = occasions(*stories)
    assert found[0] == found[1]


def test_the_order_of_documents_means_nothing():
    stories = [
        told("a", "Ada Holm met Erik Dahl in Lorne on 3 May 2011. {Holm|said|the dredger drains every lagoon basin}."),
        told("b", "{Ada Holm|said|the dredger drains every lagoon basin}. {Erik Dahl|replied|so it does}."),
        told("c", "{Erik Dahl|said|so it does}. {Ada Holm|said|nothing is sold}."),
    ]
    forth, _ = occasions(*stories)
    back, _ = occasions(*reversed(stories))
    assert forth == list(reversed(back))


PHRASES = """an interview|a sit-down with|a letter|an e-mail|two cables|text messages|a phone call|rang her|by telephone|
on the phone|down the phone|met her|their talk|talked|a summit|at dinner|an audience|hosted him|sat down|a speech|
an address to|her remarks|a news conference|a briefing|a joint statement|a press release|a communiqué|tweeted|posted on|
a memo|a memorandum|her memoirs|his autobiography|a diary|diaries|a hearing|testified|gave evidence|an inquest|
told the committee|informed a public inquiry|tells the court|the trial"""


@pytest.mark.parametrize("phrase", PHRASES.replace("\n", "").split("|"))
def test_a_paragraph_that_names_an_occasion_is_looked_into(phrase):
    assert WORDS.search(phrase)
    assert not TRIGGERS.isdisjoint(TOKEN.findall(phrase.lower()))
