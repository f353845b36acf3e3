"""How far a report reaches, and reports that no verb of saying with a *that* announces."""

from __future__ import annotations

import pytest

import retold
from retold.records import Block, Document, Span
from retold.stages.quote import Quoter


def found(text):
    """Return (content, source) of every quotation of a text."""
    (quotations,) = retold.quotations([text])
    return [
        tuple(" … ".join(text[s.start : s.end] for s in spans) for spans in (q.content, q.source)) for q in quotations
    ]


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("Quill replied that he had no key, but that he would look for one.",
         "that he had no key, but that he would look for one", "Quill"),
        ("What Quill said was that the lock would close, and that boats should wait.",
         "that the lock would close, and that boats should wait", "Quill"),
        ("Venn said being handed a rope by a stranger was not the same as being rescued.",
         "being handed a rope by a stranger was not the same as being rescued", "Venn"),
        ("The pilot vowed to leave in March if the lock stayed shut.",
         "to leave in March if the lock stayed shut", "The pilot"),
        ("The gate showed four cracks in the spring, he told the panel, but “nobody ever wrote them down”.",
         "The gate showed four cracks in the spring … but “nobody ever wrote them down”", "he"),
        ("The pilots had been handed the list already signed, she said - a claim Mr Venn disputed.",
         "The pilots had been handed the list already signed", "she"),
        ("The harbour master confessed the lock had leaked for forty days.", "the lock had leaked for forty days",
         "The harbour master"),
        ("Quill accepted that the council had not acted in time.", "that the council had not acted in time", "Quill"),
        ("The union accused the council of putting the quay before the crews.", "putting the quay before the crews",
         "The union"),
        ("He denied having sold the quay.", "having sold the quay", "He"),
        ("Mayor ORDERED the pilots to sail in the fog", "to sail in the fog", "Mayor"),
        ("Minister Venn defended himself: I asked the pilots, as I ask many people.",
         "I asked the pilots, as I ask many people", "Minister Venn"),
        ("She recalled the answer of the pilot: “If the lock goes, build two, not one.”",
         "If the lock goes, build two, not one.", "the pilot"),
        ("Asked by the chair, Judge Abel Venn, whether anybody had rung her, Quill shrugged.",
         "whether anybody had rung her", ""),
        ("The pilots wanted to know why nobody had rung.", "why nobody had rung", "The pilots"),
        ("In May he had let it be known that the lock was sold.", "that the lock was sold", "he"),
        ("For the pilots, she had promised more money.", "more money", "she"),
        ("“The lock is dry”, assures Quill.", "The lock is dry", "Quill"),
        ("“They treat us worse than a ferry”", "They treat us worse than a ferry", ""),
        ("The minister was pressed on whether the gates had been checked.", "whether the gates had been checked", ""),
        ("The panel questioned Quill about why the gates had failed.", "why the gates had failed", "The panel"),
        ("The pilots were adamant that the lock was dry.", "that the lock was dry", "The pilots"),
        ("She disputed that the lock had leaked.", "that the lock had leaked", "She"),
        ("There will be no toll on the bridge, promised Ada Quill.", "There will be no toll on the bridge", "Ada Quill"),
        ("No toll on the bridge, promised Ada Quill on Monday.", "No toll on the bridge", "Ada Quill"),
        ("The bridge would never be sold, vowed the mayor.", "The bridge would never be sold", "the mayor"),
        ("Fares are to rise by a fifth, board chair Ada Quill has said.", "Fares are to rise by a fifth",
         "board chair Ada Quill"),
        ("The inquiry heard that the gates had failed.", "that the gates had failed", ""),
        ("Gates rusting for years, inquiry hears", "Gates rusting for years", ""),
        ("Lock was unsafe, court told", "Lock was unsafe", ""),
        ("Quill: ‘No toll on the bridge’", "No toll on the bridge", "Quill"),
        ("Quill: ‘no toll on the bridge’", "no toll on the bridge", "Quill"),
        ("Quill told me I was mistaken, that the gate holds, that the pumps run.",
         "I was mistaken, that the gate holds, that the pumps run", "Quill"),
        ("She pointed out that he had come second, no matter how slim the margin, and that polls show him ahead.",
         "that he had come second, no matter how slim the margin, and that polls show him ahead", "She"),
        ("Venn told them, “we pay our way” and that he had seen support all week.",
         "“we pay our way” and that he had seen support all week", "Venn"),
        ("She said the lock would be closed should the wall crack.", "the lock would be closed should the wall crack",
         "She"),
        ("The report found that the ministry, though not the minister, had failed.",
         "that the ministry, though not the minister, had failed", "The report"),
        ("She said the lock was dry, though nobody believed her.", "the lock was dry", "She"),
        ("He advised closing the gate before the spring.", "closing the gate before the spring", "He"),
        ("On the coach back from the lock she had told a pilot that sorry was what you say when you are late.",
         "that sorry was what you say when you are late", "she"),
        ("The minister wanted to know in May whether the ship could sail.", "whether the ship could sail",
         "The minister"),
        ("The ferry sailed until Easter, it was claimed yesterday.", "The ferry sailed until Easter", ""),
        ("The log shows four crossings in the spring, so Venn.", "The log shows four crossings in the spring", "Venn"),
        ("She thanked the crew “for their patience”.", "the crew “for their patience", "She"),
        ("Her answer: “No, that cannot be done before the summer.”", "No, that cannot be done before the summer.", "Her"),
    ],
)  # fmt: skip
def test_a_report_is_read_in_full(text, content, source):
    assert found(text) == [(content, source)]


def test_a_clause_holds_the_words_that_a_cue_in_it_announces():
    text = "Quill, a lawyer, said Venn had told her in April: “You sold the lock and kept the debt.”"
    assert found(text) == [
        ("Venn had told her in April: “You sold the lock and kept the debt", "Quill"),
        ("You sold the lock and kept the debt.", "Venn"),
    ]


def test_what_somebody_was_told_is_speech_in_speech():
    text = "Quill said she had been told to write it down for the morning."
    assert found(text) == [
        ("she had been told to write it down for the morning", "Quill"),
        ("to write it down for the morning", ""),
    ]


def test_a_question_behind_the_name_of_who_asked_it():
    text = "Asked by the chair, Abel Venn, who had closed the lock, Quill replied: “I do not know.”"
    assert found(text)[0] == ("who had closed the lock", "")


def test_the_words_behind_another_speakers_answer_are_his():
    text = "“Venn knew it”, assures Quill, who reports also the answer of the pilot: “If the lock goes, build me two.”"
    assert found(text) == [("Venn knew it", "Quill"), ("If the lock goes, build me two.", "the pilot")]


def test_what_is_ruled_out_is_denied():
    (quotations,) = retold.quotations(["Quill ruled out resigning."])
    assert [q.negated for q in quotations] == [True]


def test_what_is_denied_before_a_colon_is_not_what_stands_behind_it():
    text = "He ruled out resigning: “I have a job to do.”"
    (quotations,) = retold.quotations([text])
    said = [
        (text[q.content[0].start : q.content[0].end], text[q.source[0].start : q.source[0].end]) for q in quotations
    ]
    assert said == [("resigning", "He"), ("I have a job to do.", "He")]
    assert [q.negated for q in quotations] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "The survey, made in the spring, shows Quill far ahead of Venn.",
        "The law is clear that a lock needs a gate.",
        "The crew heard that the lock was shut.",
    ],
)
def test_a_thing_shown_or_heard_is_nobodys_word(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody ashore ever told a pilot to sail,” Quill said.",
        "The chair asked Quill whether she had ordered the boat to stop.",
    ],
)
def test_an_order_that_was_not_given_is_no_quotation_of_its_own(text):
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I went down to the lock and saw it at once: I had forgotten the key.",
        "The lock has one purpose: we keep the boats in line.",
    ],
)
def test_a_writers_own_colon_opens_no_speech(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("line", "label", "words"),
    [
        ("Quill: I was not told in January", "headline", "I was not told in January"),
        ("- Quill: I was not told in January", "body", "I was not told in January"),
        ("Lock to open in May – Quill", "headline", "Lock to open in May"),
        ("Lock to open in May: Ada Quill", "headline", "Lock to open in May"),
        ("Harbour: nobody was told in May", "headline", ""),
        ("Head of the lock: I was not told in May", "headline", "I was not told in May"),
        ("Head of the lock: I was not told in May", "body", ""),
        ("Update: we have found the boat", "headline", ""),
        ("Photographs: Ada Quill", "body", ""),
        ("A long walk home: the harbour", "headline", ""),
    ],
)
def test_a_line_gives_words_to_whom_the_article_quotes(line, label, words):
    text = f"{line}\n“It leaks,” Quill said."
    document = Document("d1", "", "a", "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
    spans = [(Span(0, len(line)), label), (Span(len(line) + 1, len(text)), "body")]
    blocks = [Block("d1", span, label, "", 1.0) for span, label in spans]
    found_in = [q for q in Quoter()([document], blocks) if q.frame == "headline"]
    assert [text[q.content[0].start : q.content[0].end] for q in found_in] == ([words] if words else [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("AMBLE, Lorne, Nov 6 (Harbour Wire) -- The mayor said that the lock leaked.", ["that the lock leaked"]),
        (
            "It could not be known who had opened the lock, she went on.",
            ["It could not be known who had opened the lock"],
        ),
        ("The war went on for three years.", []),
        (
            "The lock had leaked for years, Quill said - a claim of which Pell made nothing.",
            ["The lock had leaked for years"],
        ),
        ("The lock - she said - had leaked for years.", ["The lock … had leaked for years"]),
        ("Asked when she first knew of it, Quill shrugged.", ["when she first knew of it"]),
        ("Asked by Pell what she had seen there, Quill shrugged.", ["what she had seen there"]),
        ("Not in my time, Quill admitted.", ["Not in my time"]),
        ("Not surprisingly, Quill said nothing.", []),
        ("The engineer considers that the lock is unsafe.", ["that the lock is unsafe"]),
        ("The board considers whether to close the lock.", []),
        (
            "Holm let it be known through her spokeswoman that she respects the ruling.",
            ["that she respects the ruling"],
        ),
        ("Quill warned the director against further tests.", ["further tests"]),
        (
            "Professor Edmund Pell said before the tribunal that he has taken from the lock seven samples.",
            ["that he has taken from the lock seven samples"],
        ),
    ],
)
def test_ways_of_telling_that_need_more_than_a_verb_and_its_clause(text, words):
    assert [content for content, _ in found(text)] == words


@pytest.mark.parametrize(("questions", "count"), [(2, 2), (1, 0)])
def test_lines_that_ask_above_answers_in_marks_are_questions(questions, count):
    asked = ["Who opened the lock?", "And who shut it?"][:questions]
    lines = [line for question in asked for line in (question, "“I heard the boat. It was late.”")]
    text = "\n".join(lines)
    document = Document("d1", "", "a", "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
    starts = [
        text.index(line) if n % 2 == 0 else text.index(lines[n - 1]) + len(lines[n - 1]) + 1
        for n, line in enumerate(lines)
    ]
    blocks = [Block("d1", Span(a, a + len(line)), "body", "", 1.0) for a, line in zip(starts, lines, strict=True)]
    found_in = [q for q in Quoter()([document], blocks) if q.frame == "question"]
    assert [text[q.content[0].start : q.content[0].end] for q in found_in] == asked[:count]
