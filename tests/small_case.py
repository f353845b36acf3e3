"""A small case made by hand, in texts of our own: minutes, a true copy of them, and a twisted one."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from retold.records import (
    Attribution,
    Block,
    Descent,
    Diagnostic,
    Discrepancy,
    Document,
    Evidence,
    Interval,
    Member,
    Mention,
    Moment,
    Occasion,
    Person,
    Quotation,
    Reading,
    Resemblance,
    Source,
    Span,
    Statement,
    Story,
    Witness,
)

MINUTES = "Minutes of the council\nHeld on 3 May 2011.\nMs Orla Venn: We are ready to discuss a bridge over the Tamble."
COPY = (
    "Bridge was on the table, minutes show\nMenu | Sports | Weather\n"
    "“We are ready to discuss a bridge over the Tamble,” Orla Venn told the council, "
    "according to the Tamble Press Agency."
)
TWIST = (
    "Venn promised the bridge\nThe minutes were released on 9 June 2020.\n"
    "“We have seriously decided on a bridge over the Tamble,” mayor Oskar Venn said."
)
TOLD = "We are ready to discuss a bridge over the Tamble"
TWISTED = "We have seriously decided on a bridge over the Tamble"


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def place(document: str, text: str, words: str) -> Evidence:
    found = span(text, words)
    return Evidence(document, found.start, found.end)


def document(name: str, text: str, role: str, **more: object) -> Document:
    title = Span(0, text.index("\n")) if "\n" in text else None
    values = {
        "sha256": name * 16,
        "path": f"pages/{name}.txt",
        "member": "",
        "url": "",
        "outlet": "",
        "title": title,
        "headline": text.partition("\n")[0],
        "byline": (),
        "published": None,
        "fetched": None,
        "language": "en",
        "container": "text",
    }
    return Document(id=name, text=text, role=role, **(values | more))


def blocks(name: str, text: str, labels: list[str]) -> list[Block]:
    made, at = [], 0
    for line, label in zip(text.split("\n"), labels, strict=True):
        made.append(Block(name, Span(at, at + len(line)), label, f"looks like {label}", 0.9))
        at += len(line) + 1
    return made


def small_case(
    minutes: str = MINUTES, copy: str = COPY, twist: str = TWIST, words: str = "ready to discuss"
) -> SimpleNamespace:
    """Return the case; other texts may be given as long as they hold the same words."""
    told, twisted = TOLD, TWISTED
    day = Interval(date(2011, 5, 3), date(2011, 5, 3), "day", "stated", "3 May 2011")
    june = Interval(date(2020, 6, 9), date(2020, 6, 9), "day", "stated", "9 June 2020")
    tellings = {"d1": (minutes, told), "d2": (copy, told), "d3": (twist, twisted)}
    speakers = {"d1": "pv", "d2": "pv", "d3": "po"}
    sources = {"d1": "Orla Venn", "d2": "Orla Venn", "d3": "mayor Oskar Venn"}
    cues = {"d1": ":", "d2": "told", "d3": "said"}
    sigla = {"d1": "R1", "d2": "A", "d3": "B"}
    quotations = [
        Quotation(
            f"q{d}",
            d,
            "direct",
            (span(t, w),),
            (span(t, cues[d]),),
            (span(t, sources[d]),),
            carriers=(span(t, "Tamble Press Agency"),) if d == "d2" else (),
        )
        for d, (t, w) in tellings.items()
    ]
    quotations.append(
        Quotation("qhead", "d3", "indirect", (span(twist, "the bridge"),), (span(twist, "promised"),), parent="qd3")
    )
    readings = []
    base = ["We", "are", "ready to discuss", "a bridge over the Tamble"]
    other = ["We", "have", "seriously decided on", "a bridge over the Tamble"]
    for d, row in (("d1", base), ("d2", base), ("d3", other)):
        for locus, text in enumerate(row):
            where = (span(tellings[d][0], text),)
            readings.append(
                Reading(
                    statement="s1",
                    document=d,
                    locus=locus,
                    witness=f"w{d}",
                    siglum=sigla[d],
                    text=text,
                    normal=text.casefold(),
                    spans=where,
                )
            )
    return SimpleNamespace(
        folder=None,
        title="Tamble bridge",
        manifest={"version": "0.1.0"},
        sources=(Source("pages/d1.txt", "d1" * 16, 90, "record"),),
        pages=(),
        outlines=(),
        refrains=(),
        documents=(
            document("d1", minutes, "record"),
            document(
                "d2", copy, "outlet", outlet="The Tamble Post", byline=("A. Quill",), url="https://post.invalid/1"
            ),
            document("d3", twist, "outlet", published=june),
        ),
        blocks=(
            *blocks("d1", minutes, ["headline", "metadata", "body"]),
            *blocks("d2", copy, ["headline", "chrome", "body"]),
            *blocks("d3", twist, ["headline", "body", "body"]),
        ),
        quotations=tuple(quotations),
        mentions=(Mention("d3", span(twist, "mayor Oskar Venn"), "person", "mayor Oskar Venn", "Oskar Venn", "mayor"),),
        moments=(Moment("d1", span(minutes, "3 May 2011"), day), Moment("d3", span(twist, "9 June 2020"), june)),
        resemblances=(Resemblance("d1", "d2", 0.4, 0.8),),
        stories=(Story("st", "bridge over the Tamble", ("d1", "d2", "d3"), ("bridge", "tamble")),),
        members=tuple(Member("st", d, s) for d, s in sigla.items()),
        people=(
            Person(
                "po",
                "st",
                "Oskar Venn",
                "person",
                ("mayor Oskar Venn",),
                ("mayor",),
                (place("d3", twist, "mayor Oskar Venn"),),
                ("Only one telling has this given name.",),
            ),
            Person(
                "pv",
                "st",
                "Orla Venn",
                "person",
                ("Orla Venn",),
                (),
                (place("d1", minutes, "Orla Venn"), place("d2", copy, "Orla Venn")),
            ),
            Person("pc", "st", "the council", "group", ("the council",), (), (place("d1", minutes, "the council"),)),
        ),
        occasions=(
            Occasion(
                "o1", "st", "meeting", "meeting of the council", day, "", ("pv",), (place("d1", minutes, "3 May 2011"),)
            ),
        ),
        attributions=(
            Attribution("qd1", "d1", "pv", "pc", "o1", rule="name"),
            Attribution("qd2", "d2", "pv", "pc", "o1", rule="name"),
            Attribution("qd3", "d3", "po", None, None, rule="name"),
            Attribution("qhead", "d3", None, None, None, ("po", "pv"), "surname"),
        ),
        statements=(Statement("s1", "st", "a bridge over the Tamble", "o1", ("qd1", "qd2", "qd3")),),
        witnesses=tuple(
            Witness(f"w{d}", "s1", f"q{d}", d, sigla[d], speakers[d], (span(t, w),), base=d == "d1")
            for d, (t, w) in tellings.items()
        ),
        readings=tuple(readings),
        discrepancies=(
            Discrepancy(
                "x1",
                "st",
                "speaker",
                "critical",
                ("d2", "d3"),
                "s1",
                (place("d3", twist, "mayor Oskar Venn"), place("d2", copy, "Orla Venn")),
                "The words of Orla Venn are given to Oskar Venn.",
                0.9,
                9.0,
            ),
            Discrepancy(
                "x2",
                "st",
                "strength",
                "high",
                ("d1", "d3"),
                "s1",
                (place("d3", twist, twisted), place("d1", minutes, told), place("d2", copy, "ready to discuss")),
                "A readiness to discuss became a decision.",
                0.8,
                5.0,
            ),
        ),
        descents=(
            Descent(
                "e1",
                "st",
                "Tamble Press Agency",
                "d2",
                "credited",
                0.95,
                (place("d2", copy, "Tamble Press Agency"),),
                "It names the agency as its source.",
            ),
            Descent(
                "e2", "st", "d1", "d3", "inferred", 0.4, (place("d3", twist, "The minutes"),), "It speaks of minutes."
            ),
            Descent(
                "e3", "st", "d1", "Tamble Press Agency", "inferred", 0.6, (), "The agency has the words of the minutes."
            ),
        ),
        diagnostics=(
            Diagnostic(
                "truncated", "clean", "the text ends in the middle of a sentence", "d2", "pages/d2.txt", Span(3, 9)
            ),
            Diagnostic("binary", "read", "holds no text", "", "pages/photo.txt"),
        ),
    )
