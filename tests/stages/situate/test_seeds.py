"""The founding texts with their gold quotations: what must be told apart is told apart."""

import json
from datetime import date

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
    Story,
    identify,
)
from retold.stages.group import Grouper, Tallier
from retold.stages.situate import Recogniser, Situator

pytestmark = pytest.mark.shared


def spans(value):
    listed = value if isinstance(value, list) else [value] if value else []
    return tuple(Span(s["start"], s["end"]) for s in listed)


@pytest.fixture(scope="module")
def seeds(shared):
    folder = shared / "data" / "seeds"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    docs, blocks = {}, []
    for name, entry in sorted(gold["documents"].items()):
        text = (folder / entry["file"]).read_bytes().decode("utf-8")
        key = identify("d", name)
        docs[name] = Document(key, "", name, "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
        kept = [*spans(entry["body_spans"]), *spans(entry.get("title"))]
        start = 0
        for line in text.splitlines(keepends=True):
            end = start + len(line.rstrip())
            if line.strip():
                label = "body" if any(s.start < end and start < s.end for s in kept) else "chrome"
                blocks.append(Block(key, Span(start, end), label, "gold", 1.0))
            start += len(line)
    said = []
    for q in gold["quotations"]:
        parent = identify("q", q["nested_in"]) if q.get("nested_in") else None
        parts = spans(q["content"]), spans(q["cue"]), spans(q["source"])
        carriers = spans(q.get("outer_source_spans"))
        key = docs[q["doc"]].id
        said.append(Quotation(identify("q", q["id"]), key, q["type"], *parts, parent=parent, carriers=carriers))
    return gold, docs, tuple(blocks), tuple(said)


@pytest.fixture(scope="module")
def situated(seeds):
    _, docs, blocks, said = seeds
    found = []
    for doc in docs.values():
        own = tuple(b for b in blocks if b.document == doc.id)
        found += Recogniser()((doc,), own, tuple(q for q in said if q.document == doc.id))
    mentions = tuple(m for m in found if isinstance(m, Mention))
    moments = tuple(m for m in found if isinstance(m, Moment))
    grouped = list(Grouper()(Tallier()(docs.values(), blocks, mentions), ()))
    members = tuple(m for m in grouped if isinstance(m, Member))
    return grouped, list(Situator()(tuple(docs.values()), blocks, said, mentions, moments, members))


def test_five_texts_are_one_story(situated):
    assert [len(s.documents) for s in situated[0] if isinstance(s, Story)] == [5]


def test_one_name_is_doubted_and_it_stands_in_one_text(situated):
    (odd,) = [p for p in situated[1] if isinstance(p, Person) and p.doubts]
    assert len({m.document for m in odd.mentions}) == 1
    assert len(odd.doubts) >= 2


def test_the_years_are_occasions_of_their_own(situated):
    days = {o.interval.first for o in situated[1] if isinstance(o, Occasion) and o.interval}
    assert {date(2000, 6, 4), date(2024, 2, 1)} <= days
    assert any(d.year == 1994 for d in days)


def test_speakers_are_those_of_gold_but_where_another_name_is_printed(seeds, situated):
    people = {p.id: p for p in situated[1] if isinstance(p, Person)}
    given = {a.quotation: people.get(a.speaker) for a in situated[1] if isinstance(a, Attribution)}
    named = [q for q in seeds[0]["quotations"] if not q["speaker"].startswith("(") and "(" not in q["speaker"]]
    right = sum(bool(p := given[identify("q", q["id"])]) and (p.name == q["speaker"] or bool(p.doubts)) for q in named)
    assert right / len(named) >= 0.95


def test_the_text_without_sources_is_marked(situated):
    assert [d.path for d in situated[1] if isinstance(d, Diagnostic) and d.code == "unsourced"] == ["003"]
