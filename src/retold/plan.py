"""The whole order of the stages, and nothing else.

Each line reads: this stage takes these tables and gives these.  What a stage does is written in its own room; how
records get from table to table is the engine's business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retold import readers
from retold.records import (
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
    Wording,
)
from retold.stages.clean import Cleaner, Outliner, Refrains
from retold.stages.collate import Collator
from retold.stages.compare import Comparer
from retold.stages.copies import CopyFinder, Shingler
from retold.stages.copies.parted import Chainer, Judge, Pairer, Shelver
from retold.stages.copies.slabs import Chained, Meeting, Shelf, Title
from retold.stages.group import Grouper, Tallier, Tally
from retold.stages.match import Matcher
from retold.stages.quote import Quoter
from retold.stages.situate import Recogniser, Situator
from retold.stages.trace import Tracer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retold.engines import Engine, Keyed, Tables
    from retold.settings import Copies, Group, Settings


def analyse(engine: Engine, given: Sequence[Source | Diagnostic], settings: Settings) -> Tables:
    """Run every stage in order over the sources and return the tables of all record types."""
    t = engine.start(given, gives=(Source, Diagnostic))

    # one document at a time
    t += engine.map("read", readers.Reader(settings.read), t[Source], gives=(Page, Diagnostic))

    # what a site repeats, all of its pages together
    t += engine.map("outline", Outliner(), t[Page], gives=(Outline,))
    t += engine.group("refrain", Refrains(settings.clean), t.across("host", Outline), gives=(Refrain,))

    # one document at a time
    page = {Page: "id", Refrain: "page"}
    t += engine.group("clean", Cleaner(settings.clean), t.by(page, Page, Refrain), gives=(Document, Block, Diagnostic))
    document = {Document: "id", Block: "document", Quotation: "document"}
    t += engine.group("quote", Quoter(settings.quote), t.by(document, Document, Block), gives=(Quotation, Diagnostic))
    t += engine.group(
        "recognise", Recogniser(settings.situate), t.by(document, Document, Block, Quotation), gives=(Mention, Moment)
    )

    # all documents against each other
    t += near_copies(engine, t, settings.copies)
    t += stories(engine, t, settings.group, settings.copies)

    # one story at a time
    def story(*records: type) -> tuple[Keyed, ...]:
        return t.through(Member, "document", "story", records, {Document: "id", Resemblance: "left"})

    t += engine.group(
        "situate",
        Situator(settings.situate),
        story(Document, Block, Quotation, Mention, Moment, Member),
        gives=(Person, Occasion, Attribution, Diagnostic),
    )
    t += engine.group(
        "match",
        Matcher(settings.match),
        story(Document, Block, Quotation, Member, Attribution, Occasion),
        gives=(Statement, Witness, Diagnostic),
    )
    t += engine.group(
        "collate", Collator(settings.collate), story(Document, Statement, Witness), gives=(Reading, Diagnostic)
    )
    t += engine.group(
        "trace",
        Tracer(settings.trace),
        story(Document, Block, Quotation, Member, Mention, Resemblance, Statement, Witness, Reading),
        gives=(Descent, Diagnostic),
    )
    t += engine.group(
        "compare",
        Comparer(settings.compare),
        story(
            Document,
            Block,
            Quotation,
            Member,
            Mention,
            Moment,
            Person,
            Occasion,
            Attribution,
            Statement,
            Witness,
            Reading,
            Descent,
        ),
        gives=(Discrepancy, Diagnostic),
    )
    return t


def near_copies(engine: Engine, t: Tables, settings: Copies) -> Tables:
    """Find the near-copies: in one go, or in parts where documents are many; the same ones either way."""
    document = {Document: "id", Block: "document", Quotation: "document"}
    count = engine.count(t[Document])
    shingler = Shingler.of(settings, count)
    made = engine.bunch("shingle", shingler, t.by(document, Document, Block, Quotation), gives=(Wording,))
    if count <= settings.part:
        return made + engine.whole("copies", CopyFinder(settings), made.all(Wording), gives=(Resemblance, Diagnostic))
    parts = -(-count // settings.part)
    made += engine.bunch("shelve", Shelver(parts), made.by({Wording: "document"}, Wording), gives=(Shelf, Title))
    made += engine.group("pair", Pairer(settings, parts), made.across("part", Shelf), gives=(Meeting, Diagnostic))
    made += engine.group("chain", Chainer(settings, parts), made.across("span", Title, Meeting), gives=(Chained,))
    return made + engine.group("copies", Judge(settings), made.across("span", Title, Chained), gives=(Resemblance,))


def stories(engine: Engine, t: Tables, settings: Group, copies: Copies) -> Tables:
    """Group the documents into stories: by what is counted of each, not by the texts."""
    document = {Document: "id", Block: "document", Mention: "document"}
    made = engine.bunch("tally", Tallier(), t.by(document, Document, Block, Mention), gives=(Tally,))
    tables = (*made.all(Tally), *t.all(Resemblance))
    return made + engine.whole("group", Grouper(settings, copies), tables, gives=(Story, Member, Diagnostic))
