"""Reviewing in the terminal: the same acts as in the browser, by the same keys."""

from __future__ import annotations

import subprocess
import sys

import pytest

from retold.decisions import FILE, read
from retold.desk import Desk
from retold.review import Terminal
from small_case import small_case


@pytest.fixture
def review(tmp_path):
    """Return what a reviewer sees who types some answers, and the acts that are kept."""
    case = small_case()
    case.folder = tmp_path
    desk = Desk(case)

    def typed(*answers, **how):
        lines, waiting = [], iter(answers)

        def ask(question):
            lines.append(question)
            try:
                return next(waiting)
            except StopIteration:
                raise EOFError from None

        Terminal(desk, "AB", ask, lines.append).run(**how)
        return "\n".join(lines), [d.act for d in read(tmp_path / FILE).decisions]

    yield typed
    desk.search.close()


def test_a_key_decides_and_the_next_is_shown(review):
    seen, acts = review("y", "n")
    assert acts == ["confirm", "dismiss"]
    assert "The words of Orla Venn are given to Oskar Venn." in seen
    assert seen.index("1/2") < seen.index("2/2")


def test_what_differs_stands_out(review):
    seen, _ = review("q")
    assert "[Orla] Venn" in seen or "[Orla Venn]" in seen


def test_what_is_answered_is_not_asked_again_unless_all_are_wanted(review):
    review("y", "q")
    seen, _ = review("q")
    assert "1 discrepancies" in seen
    seen, _ = review("q", every=True)
    assert "2 discrepancies" in seen
    assert "(confirm)" in seen


def test_an_act_is_undone(review):
    _, acts = review("y", "z", "q")
    assert acts == ["confirm", "retract"]
    seen, _ = review("q")
    assert "2 discrepancies" in seen


def test_a_speaker_and_words_are_put_right(review, tmp_path):
    words = ("f", "1", "w", "words of nobody", "f", "1", "w", "seriously decided on a bridge")
    seen, acts = review(*words, "f", "1", "s", "Orla Venn", "q")
    assert acts == ["set-span", "set-speaker"]
    assert "do not stand in the document" in seen
    assert read(tmp_path / FILE).decisions[0].value["exact"] == "seriously decided on a bridge"


def test_an_odd_key_explains_the_keys(review):
    seen, acts = review("?", "q")
    assert seen.count("z undoes") == 2
    assert acts == []


def test_the_command_reads_answers_from_a_pipe(tmp_path):
    (tmp_path / "a.txt").write_text('Kerb\n\nMayor Una Reef said on 2 May 2011: "We will move 40 stones."\n')
    (tmp_path / "b.txt").write_text('Kerb\n\nMayor Una Reef said on 2 May 2011: "We will move 14 stones."\n')
    call = [sys.executable, "-m", "retold.cli"]
    subprocess.run([*call, "run", "a.txt", "b.txt", "--case", "c", "-q", "--workers", "1"], cwd=tmp_path, check=True)
    done = subprocess.run([*call, "review", "c", "--as", "AB"], cwd=tmp_path, input="y\nq\n", capture_output=True,
                          text=True, check=True)  # fmt: skip
    assert done.stderr == ""
    assert "kept: confirm" in done.stdout
    (act,) = read(tmp_path / "c" / FILE).decisions
    assert (act.who, act.act) == ("AB", "confirm")
