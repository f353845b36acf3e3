import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.records import Descent, Diagnostic, Document, Interval, Member, Mention, Quotation, Span, Witness
from retold.settings import Trace
from retold.stages.trace import Tracer, independence
from retold.stages.trace.names import same_name

LEDE = "The old ferry between the two quays will make its last crossing in May after the harbour board ran out of money"
MORE = "Boat owners had asked for a cheaper berth while the council wanted the pier for a market with stalls and lamps"


def document(name, text, published=None, outlet="", role="unknown"):
    day = Interval(published, published) if published else None
    return Document(name, "", name, "", "", outlet, None, "", (), day, None, "en", role, "text", text)


def trace(documents, witnesses=(), quotations=()):
    members = [Member("s", d.id, "A") for d in documents]
    found = list(Tracer(Trace())(documents, [], quotations, members, [], [], [], witnesses, []))
    assert all(isinstance(d, Descent) for d in found)
    return found


def edges(descents):
    return {(d.exemplar, d.copy, d.kind) for d in descents}


@pytest.mark.parametrize(
    ("text", "carrier"),
    [
        ("The ferry stops, as explained in a Port Wire report citing the files.", "Port Wire"),
        ("As reported by the Port Wire, the ferry stops.", "Port Wire"),
        ("The ferry stops in May, the Harbour Times reported on Monday.", "Harbour Times"),
        ("According to the Harbour Times, the ferry stops.", "Harbour Times"),
        ("QUAYTOWN (PW) - The ferry stops.", "PW"),
        ("QUAYTOWN, June 6. /PW/. The ferry stops.", "PW"),
        ("The ferry stops in May.\nSource: Port Wire", "Port Wire"),
        ("Documents published on Thursday by the City Archive show the plan.", "City Archive"),
        ("According to minutes kept by the Harbour Office, the mayor agreed.", "minutes (Harbour Office)"),
        ("In an interview with Danish reporter Ann Lee, the mayor denied it.", "interview with Ann Lee"),
        ("The ferry stops.\nQuay Post, the harbour page https://quay.example/", "Quay Post"),
        ("The ferry stops, quayside.test reported.", "quayside.test"),
        ("As Port Wire reported on Monday, the ferry stops.", "Port Wire"),
        ("The mayor told the Port Wire Tuesday that the ferry stops.", "Port Wire"),
        ("Quaytown (PW) - The ferry stops.", "PW"),
    ],
)
def test_a_credit_is_found(text, carrier):
    (descent,) = trace([document("a", text)])
    assert (descent.exemplar, descent.copy, descent.kind) == (carrier, "a", "credited")
    assert all(text[e.start : e.end].strip() for e in descent.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "According to the mayor, the ferry stops.",
        "According to Ann Lee, the ferry stops.",
        "The Ministry of Ports reported a loss.",
        "He reported sick on Monday.",
        "She told Ben Moore that the ferry stops.",
        "The boats, according to her, are old.",
        "Rep. Ann Lee (X-Quaytown) - a member of the board - agreed.",
        "It was an Italian report.",
        "Ben Moore edited this. Reporting by Ann Lee.",
    ],
)
def test_a_speaker_is_no_carrier(text):
    assert trace([document("a", text)]) == []


def test_one_phrase_counts_once():
    """Two wordings read "the Port Wire reports"; the score is that of the surer one."""
    (descent,) = trace([document("a", "The Port Wire reports that the ferry stops.")])
    assert (len(descent.evidence), descent.score) == (1, 0.85)


def test_an_outlet_does_not_credit_itself():
    text = "The ferry stops in May, the Harbour Times reported on Monday."
    assert trace([document("a", text, outlet="Harbour Times")]) == []


def test_variants_of_a_carriers_name_are_one():
    one = document("a", "Files released by the City Archive show the plan.")
    other = document("b", "Papers leaked from the City Archive at Quaytown University show the plan.")
    assert {d.exemplar for d in trace([one, other])} == {"City Archive"}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Harbour News Agency", "the Harbour", True),
        ("HNA", "Harbour Northern Agency Desk", False),
        ("A.P.W.", "APW", True),
        ("PW", "Port Wire", True),
        ("City Archive", "City Museum", False),
    ],
)
def test_names(left, right, same):
    assert same_name(left, right) is same
    assert same_name(right, left) is same


def test_the_later_of_two_sharers_is_the_copy():
    early, late = date(2020, 5, 1), date(2020, 5, 2)
    found = trace([document("b", f"{LEDE}. {MORE}.", early), document("a", f"{LEDE}. Nothing else is known.", late)])
    assert edges(found) == {("b", "a", "inferred")}


def test_an_excerpt_without_dates_is_the_copy():
    found = trace([document("a", f"{LEDE}."), document("b", f"{LEDE}. {MORE}.")])
    assert edges(found) == {("b", "a", "inferred")}


def test_same_story_in_other_words_gets_an_unseen_source():
    """Two translations of one report: the same statements in the same order, each with some that the other lacks."""
    one = document("a", "One two three four five six seven eight.")
    other = document("b", "Nine ten eleven twelve thirteen fourteen fifteen sixteen.")
    tells = {"a": "s1 s2 s3 s4 s5".split(), "b": "s1 s2 s3 s4 s6".split()}
    witnesses = [
        Witness(f"{d}{s}", s, f"q{d}{s}", d, d, None, (Span(i, i + 1),))
        for d, told in tells.items()
        for i, s in enumerate(told)
    ]
    found = trace([one, other], witnesses)
    assert {(d.copy, d.kind) for d in found} == {("a", "inferred"), ("b", "inferred")}
    (source,) = {d.exemplar for d in found}
    assert source not in {"a", "b"}


@given(st.permutations(range(4)))
def test_the_order_of_documents_does_not_matter(order):
    days = [date(2020, 5, i + 1) for i in range(4)]
    documents = [
        document("a", f"{LEDE}. As reported by the Port Wire. {MORE}.", days[0]),
        document("b", f"{LEDE}. {MORE}.", days[1]),
        document("c", f"{MORE}.", days[3]),
        document("d", "Nothing to do with it at all, this is about gulls and nets and rope."),
    ]
    assert trace([documents[i] for i in order]) == trace(documents)


@pytest.mark.parametrize(
    "days",
    [
        [None] * 5,
        [date(2020, 5, 1)] * 5,
        [date(1, 1, 1), date(9999, 12, 31), date(2020, 5, 1), None, date(1970, 1, 1)],
        [date(2020, 5, 5 - i) for i in range(5)],
    ],
    ids=["no dates", "all on one day", "clocks that lie", "the copies first"],
)
def test_whatever_the_clocks_say_nobody_descends_from_himself_nor_from_what_came_later(days):
    texts = [f"{LEDE}. {MORE}.", f"{LEDE}. {MORE}.", f"{LEDE}. {MORE}. More soon.", f"{LEDE}.", f"{MORE}."]
    found = trace([document(n, text, day) for n, text, day in zip("abcde", texts, days, strict=True)])
    assert found
    day = dict(zip("abcde", days, strict=True))
    for descent in found:
        above, seen = {descent.exemplar}, {descent.copy}
        while above:
            assert not above & seen, "a circle"
            seen |= above
            above = {d.exemplar for d in found if d.copy in above}
        if day.get(descent.exemplar) and day.get(descent.copy):
            assert day[descent.exemplar] <= day[descent.copy]


@given(st.text(max_size=200))
def test_odd_text_never_raises(text):
    trace([document("a", text), document("b", text[::-1])])


def descent(exemplar, copy, score=0.9):
    return Descent(f"{exemplar}{copy}", "s", exemplar, copy, "credited", score, (), "")


def test_independence_counts_roots():
    found = independence([descent("wire", "a"), descent("wire", "b"), descent("a", "c")], "abcd")
    assert (found.documents, found.sources, found.unsourced) == (4, 2, 1)
    assert found.groups == (("a", "b", "c"), ("d",))


def test_a_weak_descent_does_not_join_sources():
    assert independence([descent("wire", "a"), descent("wire", "b", 0.2)], "ab").sources == 2


def test_a_circle_of_descents_ends():
    assert independence([descent("a", "b"), descent("b", "a")], "ab").sources == 1


def test_a_carrier_among_the_documents_is_that_document():
    wire = document("w", f"QUAYTOWN (Port Wire) - {LEDE}.")
    other = document("o", f"As reported by the Port Wire, nothing moves. {MORE}.")
    assert ("w", "o", "credited") in edges(trace([wire, other]))


def test_minutes_among_the_documents_are_the_record():
    record = document("r", "MINUTES of the talk. All agreed.", role="record")
    teller = document("t", "According to minutes kept by the Harbour Office, all agreed.")
    assert edges(trace([record, teller])) == {("r", "t", "credited")}


def test_a_record_copies_nobody():
    record = document("r", f"MINUTES. {LEDE}. {MORE}.", role="record")
    teller = document("t", f"{LEDE}. {MORE}. The papers were found in a drawer of the harbour office.")
    assert all(d.copy != "r" for d in trace([record, teller]))


def test_two_that_credit_one_wire_are_less_surely_copies_of_each_other():
    days = [date(2020, 5, 1), date(2020, 5, 2)]
    credited = [document(n, f"{LEDE}. {MORE}, the Port Wire reported.", d) for n, d in zip("ab", days, strict=True)]
    bare = [document(n, f"{LEDE}. {MORE}.", d) for n, d in zip("ab", days, strict=True)]
    score = {len(d): next(e.score for e in trace(d) if e.kind == "inferred") for d in (bare,)}[2]
    doubtful = [e.score for e in trace(credited) if (e.exemplar, e.copy) == ("a", "b")]
    assert all(s <= 0.5 < score for s in doubtful)


def test_no_descent_is_told_twice():
    days = [date(2020, 5, i + 1) for i in range(4)]
    documents = [document(n, f"{LEDE}. {MORE}. {n * 3}", d) for n, d in zip("abcd", days, strict=True)]
    ids = [d.id for d in trace(documents)]
    assert len(ids) == len(set(ids))


def test_a_carrier_can_have_it_from_another():
    text = "The ferry stops, as explained in a Port Wire report citing minutes kept by the Harbour Office. Rain fell."
    assert ("minutes (Harbour Office)", "Port Wire", "credited") in edges(trace([document("a", text)]))
    apart = "A Port Wire report says that the ferry stops. The minutes kept by the Harbour Office are public."
    assert all(d.copy == "a" for d in trace([document("a", apart)]))


def test_a_credit_to_nobody_in_particular_is_weak():
    (descent,) = trace([document("a", "The ferry stops.\nSource: News Agency")])
    assert descent.score < 0.5


@pytest.mark.shared
def test_stated_lineage_of_the_founding_texts_is_found(shared):
    """Each source that the gold file gives as stated in a text is credited there, and none is doubted below a half."""
    import json

    folder = shared / "data/seeds"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    texts = {name: (folder / row["file"]).read_text(encoding="utf-8") for name, row in gold["documents"].items()}
    found = trace([document(name, text) for name, text in texts.items()])
    stated = [row["edge"] for row in gold["lineage"] if row["basis"].startswith("stated") and row["edge"][0] in texts]
    assert len(stated) >= 3
    for copy, source in stated:
        names = [d.exemplar for d in found if d.copy == copy and d.kind == "credited" and d.score >= 0.5]
        assert any(set(source.lower().split()) & set(name.lower().split()) for name in names), (copy, source)
    assert not any(d.exemplar in texts and d.copy in texts for d in found)


def test_a_huge_story_is_cut_and_says_so():
    documents = [document(f"d{n:03}", f"{LEDE}. {MORE}.", date(2020, 5, 1 + n % 20)) for n in range(30)]
    found = list(Tracer(Trace(most=10))(documents, [], [], [], [], [], [], [], []))
    assert [d.code for d in found if isinstance(d, Diagnostic)] == ["group-capped"]


@pytest.mark.parametrize(
    "text", ["Abc ", "ABC ", "A.", "a-", "A", "told a b ", "Abc of the ", "the The ", "report by "]
)
def test_credits_take_time_in_step_with_the_text(text):
    """Names without an end once made the patterns slow: 20,000 capitals took 14 seconds."""
    start = time.process_time()
    trace([document("a", text * (20_000 // len(text)))])
    assert time.process_time() - start < 5


def test_a_site_may_have_a_dash_in_its_name():
    assert edges(trace([document("a", "The ferry stops.\nQ-Post https://quay.example/")])) == {
        ("Q-Post", "a", "credited")
    }


def test_papers_without_a_maker_are_not_given_another_documents_maker():
    one = document("a", "The ferry stops, leaked documents show.")
    other = document("b", "The documents were drafted by the Harbour Office.")
    assert {d.exemplar for d in trace([one, other]) if d.copy == "a"} == {"leaked documents"}


def test_who_passed_a_quotation_on_is_a_carrier():
    text = "The Port Wire quoted the mayor as saying that the ferry stops. Ann Lee did too."
    spans = [Span(text.index(name), text.index(name) + len(name)) for name in ("The Port Wire", "Ann Lee")]
    said = [Quotation("q", "a", "indirect", (Span(45, 61),), carriers=tuple(spans))]
    people = [Mention("a", spans[1], "person", "Ann Lee", "Ann Lee")]
    found = Tracer(Trace())([document("a", text)], [], said, [], people, [], [], [], [])
    assert [d.exemplar for d in found] == ["Port Wire"]


def test_a_copy_of_a_year_later_is_still_one():
    early, late = date(2020, 5, 1), date(2021, 6, 2)
    found = trace([document("a", f"{LEDE}. {MORE}.", early), document("b", f"{LEDE}. {MORE}.", late)])
    assert edges(found) == {("a", "b", "inferred")}
