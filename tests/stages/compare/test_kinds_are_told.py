"""The page of the docs and the code name the same kinds of discrepancy, with the same grades."""

import ast
import re
from pathlib import Path

import retold.stages.compare
from retold.records import SEVERITIES

CODE = Path(retold.stages.compare.__file__).parent
PAGE = Path(__file__).parents[3] / "docs" / "discrepancies.md"
MAKERS = {"Finding", "_parted"}


def made():
    """Yield (kind, severity) of every finding that the code makes; severity is "" where it is computed."""
    for file in sorted(CODE.glob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MAKERS:
                given = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                if given:
                    yield given[0], next((g for g in given[1:] if g in SEVERITIES), "")


def told():
    page = PAGE.read_text(encoding="utf-8")
    return {m[1]: m[2] for m in re.finditer(r"^## ([a-z ]+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)}


def test_every_kind_is_told_and_every_told_kind_is_made():
    assert {kind for kind, _ in made()} == set(told())
    assert len(told()) > 20


def test_the_grade_of_every_kind_is_told():
    page = told()
    for kind, severity in made():
        assert any(s in page[kind].lower() for s in SEVERITIES), kind
        assert severity in page[kind].lower(), (kind, severity)


def test_every_kind_has_an_example_and_what_must_not_fire_it():
    for kind, text in told().items():
        assert "*" in text or kind in ("duplication", "omission", "source not named", "unsourced", "marks"), kind
        assert re.search(r"[Mm]ust\s+not\s+fire|At most one", text), kind
