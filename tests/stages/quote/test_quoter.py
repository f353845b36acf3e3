"""The quotation stage on sentences of our own."""

import pytest

from retold.records import Block, Diagnostic, Document, Quotation, Span
from retold.settings import Quote
from retold.stages.quote import FRAMES, Quoter, quotations


def document(text, language="en"):
    return Document("d1", "", "a.txt", "", "", "", None, "", (), None, None, language, "unknown", "text", text)


def words(text, spans):
    return [text[s.start : s.end] for s in spans]


def only(text):
    (found,) = next(quotations([text]))
    return found


def test_direct_speech_leaves_out_marks_and_final_comma():
    text = "“The ferry will not sail tonight,” harbour master Ada Quill said."
    found = only(text)
    assert found.kind == "direct"
    assert words(text, found.content) == ["The ferry will not sail tonight"]
    assert words(text, found.source) == ["harbour master Ada Quill"]
    assert words(text, found.cue) == ["said"]


def test_an_interrupted_quotation_is_one_with_two_spans():
    text = "“The ferry is old,” she said. “It will not sail again before the spring.”"
    found = only(text)
    assert words(text, found.content) == ["The ferry is old", "It will not sail again before the spring."]


def test_padded_marks_and_a_comma_outside_are_read():
    text = '" The ferry is old. I knew that it could be a problem ," Quill is quoted as saying in the minutes.'
    found = only(text)
    assert words(text, found.content) == ["The ferry is old. I knew that it could be a problem"]
    assert words(text, found.source) == ["Quill"]


def test_indirect_speech():
    text = "The mayor said on Tuesday that the bridge was closed."
    found = only(text)
    assert found.kind == "indirect"
    assert words(text, found.content) == ["that the bridge was closed"]
    assert words(text, found.source) == ["The mayor"]
    assert words(text, found.when) == ["on Tuesday"]


def test_according_to():
    text = "The bridge will stay closed until March, according to the mayor."
    found = only(text)
    assert words(text, found.content) == ["The bridge will stay closed until March"]
    assert words(text, found.source) == ["the mayor"]


def test_speech_in_speech_names_its_parent():
    text = "“I asked her: ‘Will the ferry sail tonight?’ and she left,” Quill said."
    inner, outer = sorted(next(quotations([text])), key=lambda q: q.parent is None)
    assert words(text, inner.content) == ["Will the ferry sail tonight?"]
    assert inner.parent == outer.id


def test_the_addressee_of_tell():
    text = "Quill told the council that the ferry was old."
    assert words(text, only(text).addressee) == ["the council"]


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("“The lock is stuck,” Quill said matter-of-factly.", ["matter-of-factly"]),
        ("Quill told the council in a low voice that the lock was stuck.", ["in a low voice"]),
        ("Quill said in Japan that the lock was stuck.", []),
        ("Quill falsely claimed that the lock was stuck.", []),
        ("Quill said, raising the price, that the lock was stuck.", []),
        ("Quill said that the lock had slowly opened with a groan.", []),
    ],
)
def test_the_manner_is_how_it_was_said_and_not_what(text, manner):
    assert words(text, only(text).manner) == manner


@pytest.mark.parametrize(
    ("text", "negated"), [("She denied that the ferry was old.", True), ("She said the ferry was old.", False)]
)
def test_denials_are_negated(text, negated):
    assert only(text).negated is negated


def test_chrome_is_not_read_and_offsets_are_the_documents():
    text = "“Buy now,” he said.\nThe mayor said the bridge was closed."
    blocks = (
        Block("d1", Span(0, 19), "chrome", "", 1.0),
        Block("d1", Span(20, len(text)), "body", "", 1.0),
    )
    (found,) = list(Quoter(Quote())((document(text),), blocks))
    assert words(text, found.source) == ["The mayor"]
    assert found.document == "d1"
    assert found.frame in FRAMES


def test_another_language_is_a_diagnostic():
    (found,) = list(Quoter(Quote())((document("Sie kam.", "de"),), ()))
    assert isinstance(found, Diagnostic)
    assert found.code == "language"


def test_an_unclosed_mark_is_a_diagnostic_and_still_read():
    text = "The mayor said: “The bridge is closed and will stay closed."
    block = Block("d1", Span(0, len(text)), "body", "", 1.0)
    found = list(Quoter(Quote())((document(text),), (block,)))
    assert [d.code for d in found if isinstance(d, Diagnostic)] == ["unclosed-mark"]
    (quotation,) = [q for q in found if isinstance(q, Quotation)]
    assert words(text, quotation.content) == ["The bridge is closed and will stay closed."]


def test_speech_inside_a_turn_of_a_transcript_is_held_by_it():
    text = "MAYOR: We have no pilots.\nPILOT: The captain told me that he would stay.\nMAYOR: Good.\nPILOT: Thanks."
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    spans = [Span(a, b) for a, b in zip(starts, [*(s - 1 for s in starts[1:]), len(text)], strict=True)]
    blocks = tuple(Block("d1", s, "body", "", 1.0) for s in spans)
    found = [q for q in Quoter(Quote())((document(text),), blocks) if isinstance(q, Quotation)]
    (inner,) = [q for q in found if q.frame != "turn"]
    assert words(text, inner.source) == ["The captain"]
    assert inner.parent in {q.id for q in found if q.frame == "turn"}
    assert {q.frame for q in found} <= set(FRAMES)


def test_a_title_in_marks_before_the_cue_is_not_what_was_said():
    text = "In an interview on “Harbour Tonight,” Quill said the bridge was closed."
    assert words(text, only(text).content) == ["the bridge was closed"]


def test_a_signature_behind_a_dash_is_the_source():
    text = "“The bridge must open again.” — Ada Quill"
    assert words(text, only(text).source) == ["Ada Quill"]


def test_carriers_run_from_the_utterer_outward():
    text = "The Tessel Gazette, citing a leaked letter, reported that Brack told Quill that the quay was sold."
    found = only(text)
    assert words(text, found.source) == ["Brack"]
    assert words(text, found.carriers) == ["a leaked letter", "The Tessel Gazette"]


def test_a_long_quotation_goes_on_over_paragraphs():
    text = "“The quay is sold,” Brack said. “We waited too long.\n“And now we pay for it every day.”"
    found = only(text)
    assert [text[s.start] for s in found.content] == ["T", "W", "A"]


@pytest.mark.parametrize(
    "text",
    [
        "You may find that it holds more water than other locks.",
        "We recommend that you take plenty of rope with you.",
        "That said, the tide tends to be lower in the spring.",
        "Read more: The old lock and its keeper",
        "It is worth noting that pilots book early.",
        "You can bend it according to your specific needs.",
        "For example, say someone was looking for a new rope.",
        "We found the rope very soft.",
    ],
)
def test_advice_and_turns_of_phrase_are_no_report(text):
    assert next(quotations([text])) == []


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("Lock to stay shut, says Quill", "Lock to stay shut", "Quill"),
        ("Council to sell three locks by May, say ministers", "Council to sell three locks by May", "ministers"),
        ("Ada Quill, harbour master: “The lock leaks.”", "The lock leaks.", "Ada Quill"),
        ("In the words of Quill: “The lock leaks.”", "The lock leaks.", "Quill"),
        ("“I am heartbroken,” wept Quill, 45.", "I am heartbroken", "Quill"),
        ("I told him that the lock leaked.", "that the lock leaked", "I"),
    ],
)
def test_forms_of_other_papers(text, content, source):
    found = only(text)
    assert words(text, found.content) == [content]
    assert words(text, found.source) == [source]


def test_who_is_asked_does_not_ask():
    text = "Asked if the lock leaked, Quill said: “Like a sieve.”"
    asked, answered = next(quotations([text]))
    assert asked.source == ()
    assert words(text, answered.source) == ["Quill"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("He hoisted a sign that read “No more locks!”", "a sign"),
        ("“Who let him in?” thundered Quill.", "Quill"),
        ("The lock will be sold, according to interviews with a dozen pilots.", "a dozen pilots"),
        ("Quill issued a response saying the lock was sold.", "Quill"),
    ],
)
def test_who_said_it_stands_elsewhere(text, source):
    assert words(text, only(text).source) == [source]


def test_who_rang_and_was_told_is_the_one_spoken_to():
    text = "Brack called twice but was told that nobody was in."
    found = only(text)
    assert found.source == ()
    assert words(text, found.addressee) == ["Brack"]


def test_says_this_is_said_by_the_subject():
    text = "Ada Quill, then minister of water and works, says this: “I did not see the letter before the dam failed.”"
    assert words(text, only(text).source) == ["Ada Quill"]


def test_an_object_is_no_speaker_behind_marks():
    text = "She calls it “fine” and recalled the long frost: “I saw how hard it was for the boats.”"
    found = next(quotations([text]))
    assert {words(text, q.source)[0] for q in found if q.source} == {"She"}


def test_interrupted_words_go_on_over_a_conjunction():
    text = "The boats are looked over, Quill said, but “we don’t ask what they carry.”"
    assert words(text, only(text).content)[0] == "The boats are looked over"
    assert len(only(text).content) == 2


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("‘They laughed at us’: Quill hits out", "They laughed at us", "Quill"),
        ("Ada Quill (@adaquill) March 5, 2014: The lock leaks. pic.example/x1", "The lock leaks.", "Ada Quill"),
        ("The lock leaks. — Ada Quill (@adaquill) March 5, 2014", "The lock leaks.", "Ada Quill"),
        ("The paper quoted Quill as saying the lock leaked.", "the lock leaked", "Quill"),
        ("The mayor has often wondered whether the lock leaked.", "whether the lock leaked", "The mayor"),
        ("In Quill’s opinion, the lock leaked.", "the lock leaked", "Quill’s"),
        ("The present archivist, Ada Quill, said it leaked.", "it leaked", "The present archivist, Ada Quill"),
        ("Quill affirms: A lock leaks. I have known it since May.", "A lock leaks. I have known it since May", "Quill"),
    ],
)
def test_headlines_posts_and_words_passed_on(text, content, source):
    found = only(text)
    assert words(text, found.content) == [content]
    assert words(text, found.source) == [source]
    assert found.frame in FRAMES


def test_a_condition_behind_the_cue_belongs_to_the_words():
    text = "Tessel could lend twelve boats, he replied, provided that the council agreed."
    assert words(text, only(text).content) == ["Tessel could lend twelve boats", "provided that the council agreed"]


def test_a_post_is_found_by_the_stage_too():
    text = "Ada Quill (@adaquill) March 5: The lock leaks."
    (found,) = list(Quoter(Quote())((document(text),), (Block("d1", Span(0, len(text)), "body", "", 1.0),)))
    assert (found.frame, found.document) == ("post", "d1")
