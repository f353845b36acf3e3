from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retold.records import Block, Document, Quotation, Reading, Span, Witness
from retold.settings import Trace
from retold.stages.trace import Tracer
from retold.stages.trace.pairs import common_runs, longest_rise, shared_errors


def document(name, text="", role="unknown"):
    return Document(name, "", name, "", "", "", None, "", (), None, None, "en", role, "text", text)


def told(readings, role=()):
    """Documents that each have one reading at one place: {document: reading}."""
    documents = [document(name, role="record" if name in role else "unknown") for name in readings]
    witnesses = [Witness(f"w{name}", "s", f"q{name}", name, name, None, (Span(0, 4),)) for name in readings]
    spans = (Span(0, 4),)
    rows = [
        Reading(
            statement="s",
            document=name,
            locus=0,
            witness=f"w{name}",
            siglum=name,
            text=text,
            normal=text or "",
            spans=spans if text else (),
        )
        for name, text in readings.items()
    ]
    return set(shared_errors(documents, witnesses, rows))


def test_two_that_agree_against_the_record_share_an_error():
    assert told({"a": "fourteen", "b": "fourteen", "r": "forty"}, role=("r",)) == {("a", "b")}


def test_two_that_agree_against_the_most_share_an_error():
    assert told({"a": "May", "b": "May", "c": "March", "d": "March", "e": "March"}) == {("a", "b")}


def test_agreeing_with_the_record_is_no_error():
    assert told({"a": "forty", "b": "forty", "c": "fourteen", "r": "forty"}, role=("r",)) == set()


def test_where_two_stand_against_two_nobody_knows_who_errs():
    assert told({"a": "May", "b": "May", "c": "March", "d": "March"}) == set()


def test_leaving_the_same_out_is_no_shared_error():
    assert told({"a": None, "b": None, "c": "not", "d": "not", "e": "not"}) == set()


@given(st.lists(st.integers(0, 9), max_size=8))
def test_longest_rise_is_that_of_a_plain_search(places):
    best = 0
    for choice in range(1 << len(places)):
        taken = [p for at, p in enumerate(places) if choice >> at & 1]
        if all(a < b for a, b in pairwise(taken)):
            best = max(best, len(taken))
    assert longest_rise(places) == best


def test_common_runs_leave_quotations_out_and_reproduce_text():
    words = "the board shut the old pier on Monday night"
    speech = "we have no money left for any pier at all"
    left = document("a", f"{words}. He said {speech}. Gulls came.")
    right = document("b", f"On Sunday {words}, and added: {speech}.")
    said = [
        Quotation(d.id, d.id, "direct", (Span(d.text.index(speech), d.text.index(speech) + len(speech)),))
        for d in (left, right)
    ]
    ((one, other),) = common_runs(left, right, said)
    assert left.text[one.start : one.end] == right.text[other.start : other.end] == words


def test_page_chrome_credits_nobody_but_for_the_sites_own_line():
    text = "The ferry stops.\nThe Harbour Times reported a storm.\nQuay Post https://quay.example/"
    blocks = [
        Block("a", Span(0, 16), "body", "", 1.0),
        Block("a", Span(17, 52), "chrome", "", 1.0),
        Block("a", Span(53, len(text)), "chrome", "", 1.0),
    ]
    found = Tracer(Trace())([document("a", text)], blocks, [], [], [], [], [], [], [])
    assert [d.exemplar for d in found] == ["Quay Post"]
