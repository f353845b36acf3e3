"""The case: one folder that holds what a run found, and can be zipped and sent to a colleague.

retold.toml     the settings of the run that differ from the defaults
manifest.json   versions, settings digest, inputs with their sha256, counts, diagnostics, seconds a stage
tables/         one Parquet table for each record type and stage
dossier.html    what a person reads first
"""

from __future__ import annotations

import json
import platform
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from retold import __version__
from retold.errors import CaseError, NoInput, WrongUse
from retold.records import (
    RECORDS,
    Attribution,
    Block,
    Descent,
    Diagnostic,
    Discrepancy,
    Document,
    Member,
    Mention,
    Moment,
    Occasion,
    Outline,
    Page,
    Person,
    Quotation,
    Reading,
    Refrain,
    Resemblance,
    Source,
    Statement,
    Story,
    Witness,
    from_table,
    schema,
    to_table,
)
from retold.settings import Settings, digest, to_toml

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable

    import pyarrow as pa

    from retold.engines import Table
    from retold.engines.local import LocalEngine
    from retold.engines.spark import SparkEngine

FORMAT = "retold-case/1"
R = TypeVar("R")


class Rows(Generic[R]):
    """The rows of one record type of a case, read when they are first asked for."""

    def __init__(self, record: type[R]) -> None:
        self.record = record

    @overload
    def __get__(self, case: None, owner: type) -> Rows[R]: ...
    @overload
    def __get__(self, case: Case, owner: type) -> tuple[R, ...]: ...
    def __get__(self, case: Case | None, owner: type) -> Rows[R] | tuple[R, ...]:
        """Return the records as a tuple."""
        if case is None:
            return self
        return case.records(self.record)


class Case:
    """A case folder, opened for reading.

    Args:
        folder: a folder that ``run`` has written.

    Raises:
        CaseError: there is no case, it is unfinished, or a newer version wrote it.
    """

    sources = Rows(Source)
    pages = Rows(Page)
    outlines = Rows(Outline)
    refrains = Rows(Refrain)
    documents = Rows(Document)
    blocks = Rows(Block)
    quotations = Rows(Quotation)
    mentions = Rows(Mention)
    moments = Rows(Moment)
    resemblances = Rows(Resemblance)
    stories = Rows(Story)
    members = Rows(Member)
    people = Rows(Person)
    occasions = Rows(Occasion)
    attributions = Rows(Attribution)
    statements = Rows(Statement)
    witnesses = Rows(Witness)
    readings = Rows(Reading)
    discrepancies = Rows(Discrepancy)
    descents = Rows(Descent)
    diagnostics = Rows(Diagnostic)

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self.manifest = _manifest(self.folder)
        self.title = self.folder.resolve().name
        self._rows: dict[type, tuple[Any, ...]] = {}

    def __repr__(self) -> str:
        return f"<Case {self.title}: {len(self.documents)} documents, {len(self.discrepancies)} discrepancies>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: counts, and the gravest discrepancies."""
        from html import escape

        def shown(text: str) -> str:
            return escape("".join(c if c.isprintable() else " " for c in text))

        rows = "".join(
            f"<tr><td>{shown(d.severity)}</td><td>{shown(d.kind)}</td><td>{shown(d.why)}</td></tr>"
            for d in self.discrepancies[:10]
        )
        counts = ", ".join(
            f"{len(some)} {name}"
            for name, some in (
                ("documents", self.documents),
                ("quotations", self.quotations),
                ("statements", self.statements),
                ("discrepancies", self.discrepancies),
            )
        )
        head = "<tr><th>severity</th><th>kind</th><th>why</th></tr>"
        return f"<p><b>{shown(self.title)}</b>: {counts}</p><table>{head}{rows}</table>"

    def records(self, record: type[R]) -> tuple[R, ...]:
        """Return every record of a type; discrepancies with the gravest first."""
        if record not in self._rows:
            rows: list[Any] = list(from_table(self.to_arrow(record), record))
            if record is Discrepancy:
                rows.sort(key=lambda d: (-d.rank, d.id))
            self._rows[record] = tuple(rows)
        return self._rows[record]

    def to_arrow(self, record: type) -> pa.Table:
        """Return the table of a record type, as all stages gave it."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        stages = self.manifest["tables"].get(record.__name__, [])
        paths = [self.folder / "tables" / f"{stage}.{record.__name__}.parquet" for stage in stages]
        try:
            tables = [_plain(pq.read_table(path), record) for path in paths]
        except (OSError, ValueError) as error:
            raise CaseError(f"{self.folder}: a table is missing or broken ({error}); run it again") from error
        return pa.concat_tables(tables) if tables else schema(record).empty_table()


def _plain(table: pa.Table, record: type) -> pa.Table:
    """Return a table with our schema, whichever engine wrote it; it may lack fields that are younger than it."""
    table = table.replace_schema_metadata(None)
    ours = schema(record)
    if all(field.name in ours.names and field.equals(ours.field(field.name)) for field in table.schema):
        return table
    return to_table(from_table(table, record), record)  # Spark lets everything be null


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    if not path.is_file():
        unfinished = (folder / "tables").is_dir()
        hint = "its run did not finish: run it again and it goes on" if unfinished else "make one with `retold run`"
        raise CaseError(f"{folder}: {'not a finished case' if unfinished else 'no case'}; {hint}")
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        kind = manifest["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CaseError(f"{path}: broken ({error}); run the case again") from error
    if kind != FORMAT:
        raise CaseError(f"{folder}: written as {kind}, this version reads {FORMAT}; use the version that wrote it")
    return manifest


def run(
    sources: Iterable[str | os.PathLike[str]],
    case: str | os.PathLike[str] = "case",
    *,
    records: Iterable[str | os.PathLike[str]] = (),
    settings: Settings | None = None,
    workers: int = 0,
    watch: Callable[[str, int, int], None] | None = None,
    engine: str = "local",
) -> Case:
    """Read the sources, analyse them, and write the case.

    Args:
        sources: files, folders or globs.
        case: the case folder; made if missing, gone on with if a run of the same input stopped there.
        records: those of the files that are primary documents (minutes, transcripts, letters).
        settings: how; the defaults if None.
        workers: processes; 0 for one a core.
        watch: called as ``watch(stage, parts done, parts in all)``.
        engine: local, or spark: then ``case`` is a folder that all executors see, and Spark says how many processes.

    Raises:
        WrongUse: there is no such engine, or what it needs is not installed.
        NoInput: nothing readable was given.
        WrongUse: a path does not exist.
        StageError: a stage failed; what was finished is kept.
    """
    from retold import readers
    from retold.plan import analyse

    settings = settings or Settings()
    folder = Path(case)
    found, diagnostics = readers.find([str(s) for s in sources], [str(r) for r in records])
    try:
        with _engine(engine, folder / "tables", workers, watch) as moves:
            (folder / "manifest.json").unlink(missing_ok=True)
            if _missed_a_file(folder):
                moves.forget("read")
            tables = analyse(moves, [*found, *diagnostics], settings)
            moves.tidy(tables)
            if not sum(map(moves.count, tables.of(Document))):
                raise NoInput(f"none of the {len(found)} files could be read{_reasons(tables.of(Diagnostic))}")
            stages = {r.__name__: [t.stage for t in tables.of(r)] for r in RECORDS}
            spent = {
                "seconds": moves.seconds,
                "cpu_seconds": moves.cpu_seconds,
                "moved_seconds": moves.moved_seconds,
            }
            counts = {r.__name__: sum(map(moves.count, tables.of(r))) for r in RECORDS}
            (folder / "retold.toml").write_text(to_toml(settings), encoding="utf-8")
            _write_manifest(folder, found, settings, stages, counts, spent)
    except OSError as error:
        raise CaseError(f"{folder}: cannot be written ({error.strerror})") from error
    return Case(folder)


def _engine(
    name: str, folder: Path, workers: int, watch: Callable[[str, int, int], None] | None
) -> LocalEngine | SparkEngine:
    """Return the engine of a name.  Each is imported where it is asked for: Spark is an extra."""
    if name == "local":
        from retold.engines.local import LocalEngine

        return LocalEngine(folder, workers, watch)
    if name == "spark":
        from retold.engines.spark import SparkEngine

        return SparkEngine(folder, watch)
    raise WrongUse(f"no engine {name!r}; there are: local, spark")


def _missed_a_file(folder: Path) -> bool:
    """Say whether a file was gone when an earlier run came to it: it may be back, so all are read again."""
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(folder / "tables" / "read.Diagnostic.parquet", columns=["code"])
    except (OSError, ValueError):
        return False
    return "vanished" in table.column(0).to_pylist()


def _reasons(tables: Iterable[Table]) -> str:
    import pyarrow.parquet as pq

    rows = [d for t in tables for d in from_table(pq.read_table(t.path), Diagnostic) if d.path]
    reasons = sorted({f"{Path(d.path).name}: {d.message}" for d in rows})
    return f" ({'; '.join(reasons[:5])})" if reasons else ""


def _write_manifest(
    folder: Path,
    found: list[Source],
    settings: Settings,
    stages: dict[str, list[str]],
    counts: dict[str, int],
    spent: dict[str, dict[str, float]],
) -> None:
    manifest = {
        "format": FORMAT,
        "versions": {
            "retold": __version__,
            "python": platform.python_version(),
            **{name: metadata.version(name) for name in ("spacy", "trafilatura", "rapidfuzz", "pyarrow")},
        },
        "settings": asdict(settings),
        "settings_digest": digest(settings),
        "inputs": [{"path": s.path, "sha256": s.sha256, "role": s.role} for s in found],
        "tables": stages,
        "counts": counts,
        **{name: {stage: round(s, 3) for stage, s in seconds.items()} for name, seconds in spent.items()},
    }
    temporary = folder / "manifest.json.tmp"
    temporary.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    temporary.replace(folder / "manifest.json")
