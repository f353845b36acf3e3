"""One claim against one text: the right passage, the right word for what became of it, in bounded time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retold.check import NOT_FOUND, ORDER, check_file, claim_in, verdict_in
from retold.check.locate import Searched
from retold.errors import NoInput, WrongUse
from retold.records import Document, Span
from retold.stages.words import words

MINUTES = """Minutes of the talk at the mill, 4 May 1998.

Ms Orrin asked whether the weir could be lowered before the winter floods.
Mr Tasker said: "I am ready to discuss a new weir with the anglers, if the county agrees. I cannot promise it.
We might keep forty boats on the upper pond while the talks go on, and the mill wheel would turn on Sundays."
Ms Orrin said: "We are not asking to own the mill. A lease of 25 years would be enough." She said that the eels
had perhaps never come back since the dredging of March 1987, and that the tall chimney was probably safe.
"""


def text(content=MINUTES, name="minutes.txt", container="text"):
    return Document("r", "", name, "", "", "", None, "", (), None, None, "en", "record", container, content)


def against(claim, content=MINUTES, **more):
    return verdict_in(claim_in(claim, [Span(0, len(claim))]), [Searched(text(content, **more))])


@pytest.mark.parametrize(
    ("claim", "verdict", "what"),
    [
        ("A lease of 25 years would be enough", "exact", ""),
        ("a LEASE of 25 years – would be enough!", "exact", ""),
        ("I am ready to discuss a new weir with the anglers. I cannot promise it", "elided", ""),
        ("We might keep forty boats while the talks go on", "elided", ""),
        ("I am prepared to talk about a new weir with the anglers, if the county agrees", "paraphrase", ""),
        ("I promise a new weir to the anglers, if the county agrees", "stronger", ""),
        ("We will keep forty boats on the upper pond while the talks go on", "stronger", ""),
        ("the tall chimney was safe", "stronger", ""),
        ("I asked for a new weir with the anglers, if the county agrees", "weaker", ""),
        ("We might keep fourteen boats on the upper pond while the talks go on", "altered", "number"),
        ("A lease of 52 years would be enough", "altered", "number"),
        ("We are asking to own the mill", "altered", "negation"),
        ("with the anglers, if the county agrees. I can promise it", "altered", "negation"),
        ("the eels had perhaps never come back since the dredging of June 1987", "altered", "date"),
        ("Ms Hallam asked whether the weir could be lowered before the winter floods", "altered", "name"),
        ("The trains on the northern line will be free of charge for students", "not found", ""),
        ("it is not going to happen", "not found", ""),
    ],
)
def test_what_became_of_the_words(claim, verdict, what):
    found = against(claim)
    assert (found.verdict, found.what) == (verdict, what), found.sentence()
    assert found.verdict in ORDER


BOARD = """Minutes of the board of the Medlow cable railway.

HALLAM: It has been written that I kept the fitter's report all spring, and that is not true. We looked into a closure
for the second week of May. We did not do it because nine hundred pupils a day ride up to the school.
TASKER: I never passed it on, not to you, not to the Courier, not to anyone. I sent it to the board twice, in March and
again on the fourth of May. I do not agree with the inspector, who was paid twelve hundred crowns.
HALLAM: The duty clerk decides, within the licence. I will not name her. The railway opens again after the harvest fair.
I should like to see the fair.
"""


@pytest.mark.parametrize(
    ("claim", "verdict", "what"),
    [
        # said otherwise, and found all the same
        ("in the week of 2 May a closure had been looked into", "paraphrase", ""),
        ("the clerk on duty was to decide by the licence", "paraphrase", ""),
        ("sent to the board on the 4th of May", "paraphrase", ""),
        # one number, one denial and one name in two ways
        ("We did not do it because 900 pupils a day ride up to the school", "paraphrase", ""),
        ("the inspector was paid 1,200 crowns", "paraphrase", ""),
        ("He disagrees with the inspector", "paraphrase", ""),
        ("He never passed it on to anyone", "paraphrase", ""),
        ("Hallam would not name her", "paraphrase", ""),
        ("He would like to see the fair", "paraphrase", ""),
        # what stands behind the words that fit
        ("I sent it to the board twice, in March and in June", "altered", "date"),
        ("We did not do it because nineteen hundred pupils a day ride up to the school", "altered", "number"),
        # of the same matter, and not there
        ("the railway carried no mail", "not found", ""),
        ("The school board of Ulverdale has sold its licence", "not found", ""),
    ],
)
def test_other_words_for_it_are_found_and_not_called_altered(claim, verdict, what):
    found = against(claim, BOARD)
    assert (found.verdict, found.what) == (verdict, what), found.sentence()


def test_what_is_found_in_other_words_is_less_sure():
    loose, close = against("by the licence it is the clerk on duty", BOARD), against("within the licence", BOARD)
    assert loose.place
    assert loose.score <= 0.5 < close.score


def test_where_the_words_part_is_told_place_by_place():
    assert against("We will keep forty boats on the lower pond while the talks go on").parted == (
        ("will", "might"),
        ("lower", "upper"),
    )


def test_a_long_claim_is_cut_and_the_reader_told():
    claim = "The weir shall stay. " * 2_500
    found = against(claim)
    assert "first 1,000 of the claim's 10,000 words" in found.note
    assert found.note in found.sentence()


def test_a_record_of_five_hundred_pages_is_searched():
    pages = [
        f"Page {i}. The clerk read letter {i} about drain {i % 97} aloud, and nobody rose." * 20 for i in range(500)
    ]
    pages[321] = "A lease of 25 years would be enough for the mill at Medlow."
    found = against("A lease of 52 years would be enough for the mill", "\f".join(pages), container="pdf")
    assert (found.verdict, found.what, found.source) == ("altered", "number", "minutes.txt, page 322")


def test_two_passages_put_side_by_side_are_joined():
    filler = " ".join(f"Then the clerk read letter {i} about the drains aloud." for i in range(40))
    content = f"The upper pond belongs to the anglers of Medlow. {filler} Nobody may sell eels at the chapel door."
    found = against(
        "The upper pond belongs to the anglers of Medlow. Nobody may sell eels at the chapel door.", content
    )
    assert found.verdict == "joined"


def test_a_denial_just_before_the_quoted_words_counts():
    found = against("possible before the harvest", "The vote was held. It is not possible before the harvest, he said.")
    assert (found.verdict, found.what) == ("altered", "negation")


def test_the_place_holds_the_words_and_names_the_line():
    found = against("A lease of 25 years would be enough")
    assert MINUTES[found.place.start : found.place.end] == "A lease of 25 years would be enough"
    assert found.source == "minutes.txt, line 6"


def test_a_pdf_is_cited_by_page():
    found = against("the weir shall stay", "First sheet.\fSecond sheet: the weir shall stay.", container="pdf")
    assert found.source == "minutes.txt, page 2"


def test_what_is_lost_and_added_is_listed():
    found = against("I am ready to discuss a wooden weir with the anglers")
    assert found.added == ("wooden",)
    assert "new" in found.lost


@given(st.integers(0, 60), st.integers(4, 20))
@settings(deadline=None, max_examples=60)
def test_any_run_of_its_words_is_found_where_it_stands(start, length):
    printed = words(MINUTES, [Span(0, len(MINUTES))])[start : start + length]
    claim = MINUTES[printed[0].start : printed[-1].end]
    found = against(claim)
    assert found.wording in ("exact", "altered")  # altered: a run may begin just after its *not*
    assert MINUTES[found.place.start : found.place.end] == claim


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=60)
def test_odd_claims_never_raise(claim):
    claimed = claim_in(claim, [Span(0, len(claim))])
    if claimed.words:
        assert verdict_in(claimed, [Searched(text())]).verdict in ORDER


def test_nothing_is_found_in_nothing():
    assert against("any words", "") is NOT_FOUND
    assert NOT_FOUND.sentence() == "not found in what you gave me"


def test_a_claim_of_ten_thousand_words_is_bounded():
    content = MINUTES * 200
    claim = " ".join(f"word{i % 997} weir" for i in range(5_000))
    began = time.process_time()
    against(claim, content)
    assert time.process_time() - began < 20


def test_an_empty_claim_is_wrong_use(tmp_path):
    (tmp_path / "minutes.txt").write_text(MINUTES, encoding="utf-8")
    for claim in ("", "  ", "…!"):
        with pytest.raises(WrongUse, match="no words"):
            check_file(tmp_path / "minutes.txt", claim)


def test_a_file_is_read_as_a_run_reads_it(tmp_path):
    page = f"<html><body><article><h1>Mill talk</h1><p>{MINUTES}</p></article></body></html>"
    (tmp_path / "minutes.html").write_text(page, encoding="utf-8")
    assert check_file(tmp_path / "minutes.html", "A lease of 25 years would be enough").verdict == "exact"
    (tmp_path / "photo.txt").write_bytes(bytes(range(256)))
    with pytest.raises(NoInput, match="could not be read"):
        check_file(tmp_path / "photo.txt", "any words")
    with pytest.raises(WrongUse, match="no such file"):
        check_file(tmp_path / "missing.txt", "any words")


ANSWERS = """THE MAYOR: I told them that if a buyer put twelve crowns down by the first of July, I would not stand in the way.

THE PILOT: On 3 February. Two of the four bolts were worn by eleven millimetres.

THE KEEPER: There is no letter. There was never a letter. It was a handshake.

THE CLERK: The four bolts cost 38,000 crowns. Nobody tested the Petrel before June.
"""


@pytest.mark.parametrize(
    "claim",
    [
        "she will not stand in the way if a buyer puts twelve crowns down by the first of July",
        "two of the four bolts had been worn by eleven millimetres on February 3",
        "There is no letter. It was a handshake.",
        "The four bolts cost about 40,000 crowns",
        "nobody tested the Petrel's bolts before June",
    ],
)
def test_what_stands_in_another_clause_of_the_source_is_not_altered(claim):
    assert against(claim, ANSWERS).verdict in {"paraphrase", "elided"}


@pytest.mark.parametrize(
    ("claim", "what"),
    [
        ("There is a letter. It was a handshake.", "negation"),
        ("The four bolts cost about 60,000 crowns", "number"),
        ("two of the four bolts were worn by ten millimetres", "number"),
    ],
)
def test_what_is_really_altered_is_said_to_be(claim, what):
    found = against(claim, ANSWERS)
    assert (found.verdict, found.what) == ("altered", what)
