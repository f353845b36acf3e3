"""Build the documentation into out/docs: the pages of docs/, the command line and the library.

Fails on a link inside the documentation that leads nowhere.
"""

import html
import inspect
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt

ROOT = Path(__file__).parent.parent
OUT = ROOT / "out" / "docs"
FRONT = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "examples/harbour/README.md")
MODULES = ("retold", "retold.records", "retold.settings", "retold.errors", "retold.case", "retold.plan")
LINK = re.compile(r'(href|src)="([^"]*)"')
STYLE = """
body { margin: 0 auto; max-width: 46rem; padding: 1rem; font: 1rem/1.55 Georgia, serif;
  color: #1b1b1b; background: #fff }
nav { font-size: .9rem; border-bottom: 1px solid #ccc; padding-bottom: .5rem } nav a { margin-right: .8rem }
pre, code { font: .85em/1.45 ui-monospace, monospace; background: #f4f2ec }
pre { padding: .7rem; overflow-x: auto }
table { border-collapse: collapse; display: block; overflow-x: auto }
td, th { border: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top }
img { max-width: 100%; background: #fff }
h1, h2, h3 { line-height: 1.25 }
a { color: #0b5394 }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #161616 }
  pre, code { background: #262626 }
  a { color: #8ab4f8 }
}
"""


def main() -> int:
    """Write every page; with a broken link, write none and return 1."""
    pages = {}
    for path in [*(ROOT / name for name in FRONT), *sorted((ROOT / "docs").rglob("*.md"))]:
        pages[target(path)] = (path, render(path.read_text(encoding="utf-8")))
    pages[Path("decisions.html")] = (ROOT / "docs" / "decisions.md", render(decisions()))
    pages[Path("command-line.html")] = (ROOT / "docs" / "command-line.md", render(command_line()))
    pages[Path("library.html")] = (ROOT / "docs" / "library.md", render(library()))
    broken = [problem for name, (path, body) in pages.items() for problem in check(name, path, body, pages)]
    for problem in broken:
        print(problem, file=sys.stderr)
    if broken:
        return 1
    for name, (path, body) in pages.items():
        write(name, link(path, body, name), pages)
    print(f"{len(pages)} pages in {OUT.relative_to(ROOT)}")
    return 0


def target(path: Path) -> Path:
    """Return where a Markdown file's page goes: README.md becomes index.html, docs/x.md becomes x.html."""
    relative = path.relative_to(ROOT)
    if relative.parts[0] == "docs":
        relative = relative.relative_to("docs")
    return Path("index.html") if relative == Path("README.md") else relative.with_suffix(".html")


def render(text: str) -> str:
    """Render Markdown (CommonMark with tables) and give each heading an id."""
    body = MarkdownIt("commonmark").enable("table").render(text)

    def heading(match: re.Match[str]) -> str:
        level, inner = match.groups()
        return f'<h{level} id="{slug(inner)}">{inner}</h{level}>'

    return re.sub(r"<h([1-6])>(.*?)</h\1>", heading, body)


def slug(inner: str) -> str:
    """Return a heading's id, as the well-known forges make it."""
    words = html.unescape(re.sub(r"<[^>]+>", "", inner)).lower()
    return re.sub(r"[^\w\- ]", "", words).replace(" ", "-")


def check(name: Path, path: Path, body: str, pages: dict[Path, tuple[Path, str]]) -> list[str]:
    """Return a line for each link of a page that leads nowhere."""
    problems = []
    for _, href in LINK.findall(body):
        url = urlsplit(html.unescape(href))
        if url.scheme or url.netloc:
            continue
        file = (path.parent / unquote(url.path)).resolve()
        inside = not url.path or (file.is_file() and file.is_relative_to(ROOT))
        there = pages.get(target(file), (file, ""))[1] if inside and url.path else body
        if not inside or (url.fragment and f'id="{url.fragment}"' not in there):
            problems.append(f"{path.relative_to(ROOT)} ({name}): broken link {href}")
    return problems


def link(path: Path, body: str, name: Path) -> str:
    """Turn links to Markdown files into links to their pages; other files are copied beside the pages."""

    def page(match: re.Match[str]) -> str:
        url = urlsplit(html.unescape(match[2]))
        file = (path.parent / unquote(url.path)).resolve()
        if url.scheme or not url.path or not file.is_file():
            return match[0]
        there = target(file) if file.suffix == ".md" else file.relative_to(ROOT)
        if file.suffix != ".md":
            (OUT / there).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, OUT / there)
        fragment = f"#{url.fragment}" if url.fragment else ""
        return f'{match[1]}="{html.escape(os.path.relpath(there, name.parent))}{fragment}"'

    return LINK.sub(page, body)


def write(name: Path, body: str, pages: dict[Path, tuple[Path, str]]) -> None:
    """Write one page with the links to all others of the first level."""
    first = [p for p in pages if p.parent == Path()]
    links = "".join(f'<a href="{os.path.relpath(p, name.parent)}">{p.stem}</a>' for p in first)
    title = re.search(r"<h1[^>]*>(.*?)</h1>", body)
    heading = re.sub(r"<[^>]+>", "", title[1]) if title else name.stem
    file = OUT / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{heading} - retold</title><style>{STYLE}</style><nav>{links}</nav><main>{body}</main></html>\n",
        encoding="utf-8",
    )


def decisions() -> str:
    """Return the list of decision records, by number."""
    paths = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    titles = [path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ") for path in paths]
    return "# Decisions\n\n" + "\n".join(f"- [{t}](decisions/{p.name})" for t, p in zip(titles, paths, strict=True))


def command_line() -> str:
    """Return the command-line reference: what `--help` says, for each command."""
    top = help_of()
    commands = re.findall(r"^[│|]? *([a-z]+) {2,}\S", top.partition("Commands")[2], re.MULTILINE)
    parts = ["# Command line", f"```\n{top}\n```"]
    parts += [f"## retold {name}\n\n```\n{help_of(name)}\n```" for name in commands]
    return "\n\n".join(parts)


def help_of(*command: str) -> str:
    """Return the help text of a command, without colour, 100 columns wide."""
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "100", "TERMINAL_WIDTH": "100"}
    call = [sys.executable, "-m", "retold.cli", *command, "--help"]
    done = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.strip("\n")


def library() -> str:
    """Return the library reference: the docstrings of the public names."""
    parts = ["# Library"]
    for name in MODULES:
        module = import_module(name)
        parts.append(f"## {name}\n\n{literal(inspect.getdoc(module) or '')}")
        public = getattr(module, "__all__", None) or [n for n in vars(module) if not n.startswith("_")]
        for member in public:
            value = getattr(module, member)
            if name == "retold" or getattr(value, "__module__", "") == name:
                parts += entry(member, value)
    return "\n\n".join(parts)


def entry(name: str, value: object) -> list[str]:
    """Return a heading, a signature and a docstring; nothing for a plain value."""
    if not (inspect.isclass(value) or inspect.isfunction(value)):
        return []
    try:
        signature = str(inspect.signature(value))
    except ValueError:
        signature = "(...)"
    return [f"### {name}", f"```\n{name}{signature}\n```", literal(inspect.getdoc(value) or "")]


def literal(doc: str) -> str:
    """Return a docstring as Markdown: its paragraphs as text, its indented sections as they are printed."""
    doc = re.sub(r"``([^`]+)``", r"`\1`", doc)
    return re.sub(r"^(Args|Returns|Raises|Yields):$", r"**\1**\n", doc, flags=re.MULTILINE)


if __name__ == "__main__":
    sys.exit(main())
