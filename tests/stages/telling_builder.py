"""Builds the records of a small invented story from plain texts, for the tests of match, collate and compare."""

from dataclasses import dataclass, field

from retold.records import (
    Attribution,
    Block,
    Discrepancy,
    Document,
    Interval,
    Member,
    Mention,
    Moment,
    Occasion,
    Person,
    Quotation,
    Reading,
    Span,
    identify,
)
from retold.settings import Collate, Compare, Match
from retold.stages.collate import Collator
from retold.stages.compare import Comparer
from retold.stages.match import Matcher


@dataclass
class Story:
    documents: list = field(default_factory=list)
    blocks: list = field(default_factory=list)
    quotations: list = field(default_factory=list)
    members: list = field(default_factory=list)
    mentions: list = field(default_factory=list)
    moments: list = field(default_factory=list)
    people: dict = field(default_factory=dict)
    occasions: dict = field(default_factory=dict)
    attributions: list = field(default_factory=list)

    def tell(self, name, text, *quotations, title="", role="outlet"):
        """Add a document; each quotation is a dict: said, by, and optionally cue, source, kind, on, parent, to."""
        whole = f"{title}\n{text}" if title else text
        id_ = identify("d", whole, name)
        self.documents.append(
            Document(
                id_,
                id_,
                f"{name}.txt",
                "",
                "",
                "",
                Span(0, len(title)) if title else None,
                title,
                (),
                None,
                None,
                "en",
                role,
                "text",
                whole,
            )
        )
        if title:
            self.blocks.append(Block(id_, Span(0, len(title)), "headline", "", 1.0))
        self.blocks.append(Block(id_, Span(len(whole) - len(text), len(whole)), "body", "", 1.0))
        self.members.append(
            Member("s", id_, f"R{len(self.members)}" if role == "record" else chr(64 + len(self.documents)))
        )
        ids = []
        for q in quotations:
            ids.append(self._quotation(id_, whole, ids=ids, **q))
        return id_

    def _quotation(
        self, document, text, said, by=None, cue="", source="", kind="direct", on=None, parent=None, to=None, *, ids
    ):
        spans = tuple(self._span(text, s) for s in ([said] if isinstance(said, str) else said))
        id_ = identify("q", document, spans)
        self.quotations.append(
            Quotation(
                id_,
                document,
                kind,
                spans,
                (self._span(text, cue),) if cue else (),
                (self._span(text, source),) if source else (),
                (self._span(text, to),) if to else (),
                ids[parent] if parent is not None else None,
            )
        )
        self.attributions.append(
            Attribution(id_, document, self.person(by), self.person(to), identify("o", on) if on else None)
        )
        if on:
            self.occasions[on] = Occasion(identify("o", on), "s", "meeting", str(on), Interval(on, on), "", (), ())
        return id_

    @staticmethod
    def _span(text, part):
        assert text.count(part) >= 1, part
        start = text.index(part)
        return Span(start, start + len(part))

    def person(self, name, doubts=()):
        if name is None:
            return None
        id_ = identify("p", name)
        self.people.setdefault(id_, Person(id_, "s", name, "person", (name,), (), (), doubts))
        return id_

    def mention(self, document, text_of_name, kind="group"):
        text = next(d.text for d in self.documents if d.id == document)
        self.mentions.append(Mention(document, self._span(text, text_of_name), kind, text_of_name, text_of_name))

    def moment(self, document, printed, day):
        text = next(d.text for d in self.documents if d.id == document)
        self.moments.append(Moment(document, self._span(text, printed), Interval(day, day, "day", "stated", printed)))

    def matched(self):
        out = list(
            Matcher(Match())(
                self.documents,
                self.blocks,
                self.quotations,
                self.members,
                self.attributions,
                list(self.occasions.values()),
            )
        )
        statements = [r for r in out if type(r).__name__ == "Statement"]
        witnesses = [r for r in out if type(r).__name__ == "Witness"]
        return statements, witnesses

    def compared(self, descents=()):
        found = [d for d in self.all_compared(descents) if isinstance(d, Discrepancy)]
        return sorted(found, key=lambda d: -d.rank)

    def all_compared(self, descents=()):
        statements, witnesses = self.matched()
        collated = Collator(Collate())(self.documents, statements, witnesses)
        readings = [r for r in collated if isinstance(r, Reading)]
        return list(Comparer(Compare())(
            self.documents,
            self.blocks,
            self.quotations,
            self.members,
            self.mentions,
            self.moments,
            list(self.people.values()),
            list(self.occasions.values()),
            self.attributions,
            statements,
            witnesses,
            readings,
            list(descents),
        ))  # fmt: skip

    def words(self, evidence):
        text = {d.id: d.text for d in self.documents}
        return [text[e.document][e.start : e.end] for e in evidence]
