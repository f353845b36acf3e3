"""The search index: it finds what the documents hold, follows a case that changes, and survives what happens to files."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retold.desk import hits
from retold.records import Block, Span
from retold.report.index import index
from retold.search import FILE, Search, entries, open_search, words
from small_case import TWIST, document, small_case


@pytest.fixture
def case(tmp_path):
    made = small_case()
    made.folder = tmp_path
    return made


def found(search, text):
    return sorted({e.document for e in search.find(words(text), 50)})


def test_the_index_is_a_file_of_the_case_and_is_not_made_twice(case, tmp_path):
    first = open_search(case)
    assert found(first, "bridge Tamble") == ["d1", "d2", "d3"]
    first.close()
    again = Search(tmp_path / FILE)
    assert again.update(case) == 0
    assert found(again, "bridge Tamble") == ["d1", "d2", "d3"]
    again.close()


def test_only_what_changed_is_indexed_anew(case):
    search = Search()
    assert search.update(case) == 3
    text = TWIST + " Herons nest there."
    changed = document("d4", text, "outlet")
    case.documents = (*(d for d in case.documents if d.id != "d3"), changed)
    case.blocks = (
        *(b for b in case.blocks if b.document != "d3"),
        Block("d4", Span(0, len(text)), "body", "text", 1.0),
    )
    assert search.update(case) == 1
    assert found(search, "herons") == ["d4"]
    assert "d3" not in found(search, "bridge")


def test_a_block_that_became_page_furniture_is_found_no_more(case):
    search = Search()
    search.update(case)
    assert found(search, "Tamble") == ["d1", "d2", "d3"]
    case.blocks = tuple(replace(b, label="chrome") if b.document == "d2" else b for b in case.blocks)
    assert search.update(case) == 1
    assert "d2" not in found(search, "Tamble")


def test_case_and_accents_do_not_count(tmp_path):
    text = "Der Bürgermeister von Łódź sprach über die STRASSE nach Évora."
    case = small_case()
    case.documents = (document("e1", text, "outlet"),)
    case.blocks = (Block("e1", Span(0, len(text)), "body", "text", 1.0),)
    search = Search()
    search.update(case)
    for sought in ("burgermeister", "BÜRGERMEISTER", "evora", "straße", "uber die"):
        assert found(search, sought) == ["e1"], sought
    assert found(search, "bridge") == []


def test_a_block_of_a_million_characters_is_found_to_its_end(case):
    text = "reed " * 200_000 + "kingfisher"
    case.documents = (document("big", text, "outlet"),)
    case.blocks = (Block("big", Span(0, len(text)), "body", "text", 1.0),)
    search = Search()
    search.update(case)
    (entry,) = search.find(["kingfisher"], 5)
    assert text[entry.start : entry.end].endswith("kingfisher")


def test_a_broken_index_is_not_used_and_said_so(case, tmp_path):
    (tmp_path / FILE).write_bytes(b"this is no database " * 100)
    said = []
    search = open_search(case, said.append)
    assert found(search, "bridge") == ["d1", "d2", "d3"]
    assert FILE in said[0]


def test_an_index_of_another_layout_is_made_anew(case, tmp_path):
    base = sqlite3.connect(tmp_path / FILE)
    base.execute("CREATE TABLE entry (something TEXT)")
    base.execute("PRAGMA user_version = 99")
    base.close()
    search = open_search(case)
    assert found(search, "bridge") == ["d1", "d2", "d3"]
    search.close()


def test_a_snippet_marks_the_words_sought(case):
    search = open_search(case)
    (hit, *_) = hits(search, "ready BRIDGE", index(case))
    marked = [p.text.casefold() for p in hit.pieces if p.differs]
    assert "bridge" in marked
    assert "ready" in marked
    search.close()


@given(st.text(max_size=60))
def test_entries_cover_their_block_and_cut_no_word(text):
    doc = document("h1", text, "outlet")
    made = list(entries(doc, [Block("h1", Span(0, len(text)), "body", "text", 1.0)]))
    assert "".join(text[e.start : e.end] for e in made) == text


@given(st.text(max_size=40))
def test_whatever_is_sought_is_answered(text):
    search = Search()
    search.update(small_case())
    assert isinstance(search.find(words(text), 5), list)
