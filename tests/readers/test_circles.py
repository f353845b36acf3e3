"""The files of the two rooms import one another in one direction only."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import retold

ROOT = Path(retold.__file__).parent


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))


@pytest.mark.parametrize("room", ["readers", "stages/clean"])
def test_no_circle_of_imports(room):
    name = f"retold.{room.replace('/', '.')}"
    files = [path for path in (ROOT / room).glob("*.py") if path.name != "__init__.py"]
    modules = {f"{name}.{path.stem}" for path in files}
    graph = {f"{name}.{path.stem}": {m for m in imported(path) if m in modules} for path in files}
    assert len(list(TopologicalSorter(graph).static_order())) == len(modules)
