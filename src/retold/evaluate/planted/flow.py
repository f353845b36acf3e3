"""One pair of texts through the stages, in this process."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from retold.evaluate.planted.articles import page
from retold.records import (
    Attribution,
    Block,
    Descent,
    Discrepancy,
    Document,
    Member,
    Mention,
    Moment,
    Occasion,
    Person,
    Quotation,
    Reading,
    Resemblance,
    Statement,
    Witness,
)
from retold.settings import Settings
from retold.stages.clean import Cleaner
from retold.stages.collate import Collator
from retold.stages.compare import Comparer
from retold.stages.match import Matcher
from retold.stages.quote import Quoter
from retold.stages.situate import Recogniser, Situator
from retold.stages.trace import Tracer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@cache
def quoter() -> Quoter:
    """Return the stage that loads the language model, once for this process."""
    return Quoter(Settings().quote)


@dataclass
class Flow:
    """The tables of one story, filled stage by stage."""

    tables: dict[type, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def add(self, records: Iterable[Any]) -> None:
        """Put records into the tables of their types."""
        for record in records:
            self.tables[type(record)].append(record)

    def of(self, *kinds: type) -> tuple[tuple[Any, ...], ...]:
        """Return the tables of some types, as a stage takes them."""
        return tuple(tuple(self.tables[k]) for k in kinds)


def discrepancies(texts: Sequence[str], published: str) -> tuple[list[Document], list[Discrepancy]]:
    """Run every stage from cleaning to comparing over texts that are one story.

    The two stages that find near-copies and stories among many documents are left out: here both are given.
    """
    settings, flow = Settings(), Flow()
    for number, text in enumerate(texts):
        one = Flow()
        one.add(Cleaner(settings.clean)((page(text, published, f"telling-{number + 1}"),)))
        one.add(quoter()(*one.of(Document, Block)))
        one.add(Recogniser(settings.situate)(*one.of(Document, Block, Quotation)))
        for rows in one.tables.values():
            flow.add(rows)
    flow.add(Member("s", d.id, "ABCDEFGH"[i]) for i, d in enumerate(flow.tables[Document]))
    flow.add(Situator(settings.situate)(*flow.of(Document, Block, Quotation, Mention, Moment, Member)))
    flow.add(Matcher(settings.match)(*flow.of(Document, Block, Quotation, Member, Attribution, Occasion)))
    flow.add(Collator(settings.collate)(*flow.of(Document, Statement, Witness)))
    flow.add(
        Tracer(settings.trace)(
            *flow.of(Document, Block, Quotation, Member, Mention, Resemblance, Statement, Witness, Reading)
        )
    )
    flow.add(
        Comparer(settings.compare)(
            *flow.of(
                Document, Block, Quotation, Member, Mention, Moment, Person, Occasion, Attribution, Statement, Witness,
                Reading, Descent,
            )
        )
    )  # fmt: skip
    return flow.tables[Document], flow.tables[Discrepancy]
