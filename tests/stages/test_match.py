import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from retold.records import Diagnostic, Discrepancy, Quotation, Span, identify
from retold.settings import Match
from retold.stages.match import sentences
from retold.stages.match.pairs import pairs_of
from retold.stages.match.units import clauses, units_of, weights
from retold.stages.words import WORD
from stages.telling_builder import Story


def groups(story):
    text = {d.id: d.text for d in story.documents}
    _, witnesses = story.matched()
    told = {}
    for w in witnesses:
        told.setdefault(w.statement, []).append(" ".join(text[w.document][s.start : s.end] for s in w.spans))
    return sorted(sorted(t) for t in told.values())


def test_tellings_match_whatever_name_stands_beside_them():
    story = Story()
    story.tell("a", "“The new ferry will sail before the winter fair,” Ada Brandt said.",
               {"said": "The new ferry will sail before the winter fair", "by": "Ada Brandt"})  # fmt: skip
    story.tell("b", "Ada Lindqvist affirmed: The new ferry sails before the winter fair.",
               {"said": "The new ferry sails before the winter fair", "by": "Ada Lindqvist"})  # fmt: skip
    assert len(groups(story)) == 1


def test_a_telling_may_merge_what_another_splits():
    story = Story()
    one, two = "The harbour wall must be rebuilt.", "The council has no money for pilots."
    story.tell("a", f"“{one}” she said. Later: “{two}”", {"said": one}, {"said": two})
    story.tell("b", f"“{one} {two}” she said.", {"said": f"{one} {two}"})
    assert len(groups(story)) == 2


def test_a_sentence_that_goes_on_after_its_interruption_is_one_and_a_new_one_is_not():
    text = '"We wait," she said, "for the tide." Then. "We wait," she said. "The tide is late."'
    first = [Span(1, 8), Span(22, 34)]
    assert list(sentences(text, first)) == [tuple(first)]
    second = [Span(44, 51), Span(65, 81)]
    assert list(sentences(text, second)) == [(second[0],), (second[1],)]


def test_a_sentence_that_merges_two_tells_both():
    story = Story()
    split = "The lighthouse will not be sold. The pilots must wait for new boats."
    merged = "the lighthouse would not be sold, but that the pilots had to wait for new boats"
    story.tell("a", f"“{split}” she said.", {"said": split})
    story.tell("b", f"She said that {merged}.", {"said": merged, "kind": "indirect"})
    assert ["The lighthouse will not be sold.", "the lighthouse would not be sold"] in groups(story)
    assert any(len(g) == 2 and all("pilots" in t and "lighthouse" not in t for t in g) for g in groups(story))


def test_a_clause_that_nobody_else_tells_stays_in_its_sentence():
    story = Story()
    one = "The lighthouse will not be sold, and the pilots must wait for new boats."
    story.tell("a", f"“{one}” she said.", {"said": one})
    story.tell("b", "“The lighthouse will not be sold,” she said.", {"said": "The lighthouse will not be sold"})
    assert groups(story) == [["The lighthouse will not be sold", one]]


@given(
    st.lists(st.sampled_from("the ferry sails, but that and will not wait; which though he tide".split()), min_size=1)
)
def test_the_clauses_of_a_sentence_are_its_words_in_order(told):
    text = " ".join(told)
    parts = [text[s.start : s.end] for clause in clauses(text, (Span(0, len(text)),)) for s in clause]
    assert [w for part in parts for w in WORD.findall(part)] == WORD.findall(text)


def test_a_question_told_in_other_words_is_one_and_no_answer():
    story = Story()
    story.tell("a", "She was asked whether the keeper of the old lighthouse felt any pressure.",
               {"said": "whether the keeper of the old lighthouse felt any pressure", "kind": "indirect", "cue": "asked"})  # fmt: skip
    story.tell("b", "“We wanted to know whether the lighthouse keeper had felt pressure,” he said.",
               {"said": "We wanted to know whether the lighthouse keeper had felt pressure"})  # fmt: skip
    story.tell("c", "“I felt some pressure then,” she said.", {"said": "I felt some pressure then"})
    assert sorted(len(g) for g in groups(story)) == [1, 2]


def test_a_few_common_words_of_one_speaker_are_one_utterance_unless_he_says_them_twice():
    story = Story()
    for name, said in (("a", "WE LET THEM DOWN"), ("b", "We let them down")):
        story.tell(name, f"“{said},” Ada Brandt said.", {"said": said, "by": "Ada Brandt"})
    story.tell("c", "“I do not know.” “I do not know.”", {"said": "I do not know", "by": "Ada Brandt"})
    assert ["WE LET THEM DOWN", "We let them down"] in groups(story)


def test_a_short_reply_is_known_by_its_place_in_the_exchange():
    story = Story()
    a = "“I asked her: ‘Would the island ever sell us the lighthouse?’ She said: ‘Hardly, my friend.’” he recalled."
    b = "“I asked: ‘Could the island sell us the lighthouse one day?’ and she answered: ‘Not in this life.’” he said."
    story.tell("a", a, {"said": a[1:-13]}, {"said": "Would the island ever sell us the lighthouse?", "parent": 0},
               {"said": "Hardly, my friend.", "parent": 0})  # fmt: skip
    story.tell("b", b, {"said": b[1:-10]}, {"said": "Could the island sell us the lighthouse one day?", "parent": 0},
               {"said": "Not in this life.", "parent": 0})  # fmt: skip
    assert any(len(g) == 2 and "lighthouse" in g[0] for g in groups(story))


def test_look_alikes_of_other_years_stay_apart():
    story = Story()
    story.tell("a", "“Our fleet is no danger to your fishing grounds,” Ada Brandt told them.",
               {"said": "Our fleet is no danger to your fishing grounds", "by": "Ada Brandt", "on": date(1996, 5, 3)})  # fmt: skip
    story.tell("b", "“The barrier is no danger to your boats in any way,” Ada Brandt told them.",
               {"said": "The barrier is no danger to your boats in any way", "by": "Ada Brandt", "on": date(2003, 3, 14)})  # fmt: skip
    assert len(groups(story)) == 2


def test_the_record_is_the_base():
    story = Story()
    long = "The pier is not for sale, not today, and not while I hold this office, whatever they offer."
    story.tell("a", f"“{long}” she said.", {"said": long})
    story.tell("r", "BRANDT: The pier is not for sale while I hold this office.",
               {"said": "The pier is not for sale while I hold this office."}, role="record")  # fmt: skip
    _, witnesses = story.matched()
    (base,) = [w for w in witnesses if w.base]
    assert base.siglum == "R1"


def test_a_story_without_quotations_has_no_statements():
    story = Story()
    story.tell("a", "Nothing was said.")
    assert story.matched() == ([], [])


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_the_documents_does_not_matter(order):
    texts = ["The toll will rise by two crowns.", "The toll rises by two crowns.", "Tolls will rise, by two crowns or so.",
             "No ship pays a toll on Sunday."]  # fmt: skip
    plain, mixed = Story(), Story()
    for i in range(4):
        plain.tell(str(i), f"“{texts[i]}” he said.", {"said": texts[i]})
    for i in order:
        mixed.tell(str(i), f"“{texts[i]}” he said.", {"said": texts[i]})
    assert {s.id for s in plain.matched()[0]} == {s.id for s in mixed.matched()[0]}


def test_two_thousand_pages_that_print_one_sentence_tell_one_utterance():
    story = Story()
    said = "The new ferry will sail before the winter fair and nobody pays a fare"
    for i in range(2_000):
        by = "Jon Lindqvist" if i == 1_234 else "Ada Brandt"
        story.tell(
            f"d{i}", f"“{said},” {by} said on day {i}. “Good,” she said.", {"said": said, "by": by}, {"said": "Good"}
        )
    assert len([g for g in groups(story) if len(g) > 1]) == 1
    found = story.all_compared()
    assert [d.kind for d in found if isinstance(d, Discrepancy)] == ["speaker"]
    assert [d.message for d in found if isinstance(d, Diagnostic)] == [
        "only 200 of 2000 tellings of a statement are compared"
    ]


def test_a_page_that_repeats_one_sentence_a_thousand_times_is_matched():
    said = "The harbour wall must be rebuilt before the winter storms."
    story = Story()
    story.tell("a", "\n".join(f"{i}: “{said}” she said." for i in range(1_000)), {"said": said, "by": "Ada Brandt"})
    text = story.documents[0].text
    for start in [m.start() for m in re.finditer(re.escape(said), text)][1:]:
        spans = (Span(start, start + len(said)),)
        story.quotations.append(
            Quotation(identify("q", start), story.documents[0].id, "direct", spans, (), (), (), None)
        )
    story.tell("b", f"“{said}” she said.", {"said": said, "by": "Ada Brandt"})
    told = groups(story)
    assert [len(g) for g in told] == [1_001]


def test_a_telling_of_one_word_stands_alone_or_by_its_place():
    story = Story()
    story.tell("a", "“Never,” she said.", {"said": "Never"})
    story.tell("b", "“Rebuild,” she said.", {"said": "Rebuild"})
    assert len(groups(story)) == 2


def test_a_name_around_speech_in_speech_is_no_telling():
    story = Story()
    a, b = "Ada Brandt then said: ‘The lock leaks badly.’", "Ada Brandt said: ‘Pilots need warmer boats.’"
    for name, whole, inner in (("a", a, "The lock leaks badly."), ("b", b, "Pilots need warmer boats.")):
        story.tell(name, f"“{whole}” he recalled.", {"said": whole}, {"said": inner, "parent": 0})
    assert all(len(g) == 1 for g in groups(story))


def scores_of(story):
    """The units of a story in order, and the score of every pair of them."""
    units = sorted(
        units_of(story.documents, story.blocks, story.quotations, ()), key=lambda u: (u.quotation.document, u.order)
    )
    weight = weights(story.documents, story.blocks, units)
    return units, pairs_of(units, story.documents, story.blocks, weight, set(), Match())


def test_a_pair_gains_by_what_is_alike_some_clauses_before_it():
    said = [
        "The lighthouse will not be sold to any foreign buyer.",
        "It rains.",
        "Ask me later.",
        "So we wait for pilots.",
    ]
    told = ["The lighthouse would not be sold to any foreign buyer.", "I was cold.", "We must be patient for pilots."]
    scores = []
    for one, other in ((said, told), (said[3:], told[2:])):
        story = Story()
        story.tell("a", f"“{' '.join(one)}” she said.", {"said": " ".join(one)})
        story.tell("b", f"“{' '.join(other)}” she said.", {"said": " ".join(other)})
        units, pairs = scores_of(story)
        scores.append(max(score for (i, j), score in pairs.items() if "pilot" in units[i].bag & units[j].bag))
    assert scores[0] > scores[1]


def test_the_paragraphs_around_two_look_alikes_tell_them_apart():
    met = "The pilots of the harbour met on the old quay of Saltmere"
    scores = []
    for matter in (met, "Teachers in the valley talked of pupils"):
        story = Story()
        story.tell("a", f"{met}: “We can hold the price,” she said.", {"said": "We can hold the price,"})
        story.tell("b", f"{matter}: “We could hold the price now,” he said.", {"said": "We could hold the price now,"})
        scores.append(max(scores_of(story)[1].values()))
    assert scores[0] > scores[1]
