"""The tutorial is gone through as it stands, and what is public is documented."""

from __future__ import annotations

import importlib.util
import inspect
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import retold
from retold.export import FORMATS

ROOT = Path(__file__).parent.parent
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")


def test_every_command_of_the_tutorial_does_what_it_says(tmp_path):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    commands = [shlex.split(line)[1:] for line in re.findall(r"^    (retold .*)$", TUTORIAL, re.MULTILINE)]
    assert len(commands) >= 8
    for command in commands:
        if command[0] == "serve":  # it has tests of its own
            continue
        call = [sys.executable, "-m", "retold.cli", *command]
        done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (command, done.stderr)
    assert {p.name for p in tmp_path.iterdir()} >= {"harbour.md", "harbour.zip", "harbour.xml"}
    verdict = subprocess.run([sys.executable, "-m", "retold.cli", *commands[4]], cwd=tmp_path, capture_output=True, text=True,
                             check=True).stdout  # fmt: skip
    assert verdict.startswith("altered (number)")
    (code,) = re.findall(r"```python\n(.*?)```", TUTORIAL, re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("critical ")


def test_every_picture_of_the_documentation_is_there_and_made_by_the_script():
    script = (ROOT / "docs" / "screenshots.py").read_text(encoding="utf-8")
    used = {
        m for page in (ROOT / "docs").glob("*.md") for m in re.findall(r"images/(\w+)\.png", page.read_text("utf-8"))
    }
    assert used
    for name in used:
        assert (ROOT / "docs" / "images" / f"{name}.png").stat().st_size > 10_000
        assert f'"{name}' in script or f"{name}.png" in script


def _builder():
    pytest.importorskip("markdown_it")
    spec = importlib.util.spec_from_file_location("build", ROOT / "docs" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_public_name_has_its_entry_and_every_command_its_help():
    builder = _builder()
    library = builder.library()
    for name in retold.__all__:
        value = getattr(retold, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), name
            assert f"### {name}\n" in library
    reference = builder.command_line()
    for name in (
        "run",
        "show",
        "check",
        "review",
        "serve",
        "invite",
        "mcp",
        "export",
        "explain",
        "eval",
        "train",
        "doctor",
    ):
        assert f"## retold {name}\n" in reference
        assert f"Usage: python -m retold.cli {name}" in reference or f"{name} [OPTIONS]" in reference


def test_every_format_is_described():
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert {name for name in FORMATS if f"`{name}`" not in text} == set()
