"""Who may import whom, read from the source: rooms of ours, and third parties in their room."""

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import retold

ROOT = Path(retold.__file__).parent
CASE = {"arrow", "records", "errors", "settings", "readers", "stages", "engines", "plan"}
MAY = {
    "": {"case", "errors", "settings", "stages"},  # the public names
    "arrow": set(),
    "records": {"arrow"},
    "errors": set(),
    "settings": {"records", "errors"},
    "readers": {"records", "errors", "settings"},
    "stages": {"records", "errors", "settings"},
    "engines": {"records", "errors"},
    "plan": {"records", "settings", "readers", "stages", "engines"},
    "case": CASE,
    "check": CASE | {"case"},
    "decisions": CASE | {"case"},
    "report": CASE | {"case", "decisions"},
    "export": CASE | {"case", "decisions", "report"},
    "evaluate": CASE | {"case"},
    "search": CASE | {"case"},
    "postgresql": {"case", "decisions", "errors", "records", "search"},
    "desk": CASE | {"case", "decisions", "postgresql", "report", "search"},
    "review": CASE | {"case", "decisions", "desk", "report"},
    "mcp": CASE | {"case", "check", "desk", "report"},
    "web": CASE | {"case", "check", "decisions", "desk", "export", "report"},
    "console": {"case"},
    "cli": CASE
    | {"console"}
    | {
        "case",
        "check",
        "decisions",
        "desk",
        "export",
        "report",
        "evaluate",
        "search",
        "mcp",
        "postgresql",
        "review",
        "web",
    },
}
"""For each room, the rooms that it may import; docs/architecture.md has the same table."""

THEIR_ROOM = {
    "spacy": ("stages/quote",),
    "trafilatura": ("readers", "stages/clean"),
    "lxml": ("readers", "stages/clean", "export"),
    "pypdfium2": ("readers",),
    "courlan": ("readers",),
    "htmldate": ("readers",),
    "pyarrow": ("arrow", "readers", "engines", "case", "decisions", "export"),
    "jinja2": ("report", "web"),
    "markupsafe": ("report", "web"),
    "typer": ("cli", "console"),
    "rich": ("console",),
    "docx": ("readers",),
    "pyspark": ("engines/spark.py",),
    "pg8000": ("postgresql",),
    "mcp": ("mcp",),
    "starlette": ("web",),
    "uvicorn": ("web", "cli"),
}


def room(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return "" if parts == ("__init__",) else parts[0]


def imported(path):
    """Every module that a file imports, wherever in it; relative imports are not ours to have."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


MODULES = sorted(p for p in ROOT.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_room_imports_only_what_it_may(path):
    here = room(path)
    assert here in MAY, f"{here} is a new room: say here and in docs/architecture.md what it may import"
    named = {name.split(".")[1] for name in imported(path) if name.startswith("retold.")} - {"__version__"}
    rooms = {n for n in named if (ROOT / n).is_dir() or (ROOT / f"{n}.py").is_file()}
    assert rooms - {here} <= MAY[here]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_third_parties_stay_in_their_room(path):
    here = path.relative_to(ROOT).as_posix()
    for name in {n.split(".")[0] for n in imported(path)} & set(THEIR_ROOM):
        assert here.startswith(THEIR_ROOM[name]), f"{here} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_what_is_imported_is_declared(path):
    project = tomllib.loads((ROOT.parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {d.split(">")[0].split("[")[0].replace("-", "_").lower() for d in project["dependencies"]}
    for extra in project.get("optional-dependencies", {}).values():
        declared |= {d.split(">")[0].split("[")[0].replace("-", "_").lower() for d in extra}
    brought = {
        "docx": "python_docx",
        "Stemmer": "pystemmer",
        "charset_normalizer": "trafilatura",
        "markupsafe": "jinja2",
        "courlan": "trafilatura",
        "htmldate": "trafilatura",
    }
    names = {n.split(".")[0] for n in imported(path)} - sys.stdlib_module_names - {"retold"}
    assert {brought.get(n, n) for n in names} <= declared


HEAVY = {
    "spacy",
    "trafilatura",
    "pyarrow",
    "numpy",
    "jinja2",
    "lxml",
    "pypdfium2",
    "rapidfuzz",
    "pandas",
    "starlette",
    "pyspark",
}


@pytest.mark.parametrize(
    "code", ["import retold", "import runpy, sys; sys.argv = ['retold', '--help']; import retold.cli"]
)
def test_nothing_heavy_is_loaded_for_nothing(code):
    code += "; import sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(json.loads(done.stdout))


def test_help_loads_nothing_heavy():
    code = "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); from retold.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    assert "Commands" in done.stdout
    assert not HEAVY & set(done.stderr.split())


def test_the_public_names_are_there():
    assert sorted(retold.__all__) == retold.__all__
    for name in retold.__all__:
        assert getattr(retold, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        retold.nothing  # noqa: B018
    public = {n for n in vars(retold) if not n.startswith("_")} - {"annotations", "TYPE_CHECKING", "Any"}
    modules = {p.stem for p in ROOT.iterdir()}
    assert public <= set(retold.__all__) | modules


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_file_is_longer_than_a_person_reads(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 500
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 80, node.name
