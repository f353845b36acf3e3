"""Write gold.json: what a careful person finds in the ten documents.

The marks are made by hand in quotations.txt, planted.toml and documents.toml; this script only looks up where the
marked words stand in the text that `retold` reads, and stops where an excerpt stands nowhere or more than once.
Run it again after a change of a document or of a reader: python examples/harbour/make_gold.py
"""

import json
import re
import sys
import tomllib
from pathlib import Path

from retold.readers import Reader, find
from retold.records import Page
from retold.settings import Read

HERE = Path(__file__).parent
PEOPLE = {"Lorne": "Edvard Lorne", "Carrow": "Ines Carrow"}
ROLES = {"c": "content", "s": "source", "v": "cue", "a": "addressee"}


def main() -> None:
    texts, documents = read_documents()
    quotations = list(read_quotations((HERE / "quotations.txt").read_text(encoding="utf-8"), texts))
    planted = tomllib.loads((HERE / "planted.toml").read_text(encoding="utf-8"))
    gold = {
        "meta": {"offsets": "half-open code-point offsets into the text that retold's reader gives"},
        "documents": documents,
        "quotations": quotations,
        "statements": read_statements((HERE / "statements.txt").read_text(encoding="utf-8"), quotations),
        "discrepancies": [
            finding(d, texts) | {key: d[key] for key in ("severity", "found_as", "deviant")}
            for d in planted["discrepancy"]
        ],
        "traps": [finding(d, texts) for d in planted["trap"]],
    }
    (HERE / "gold.json").write_text(json.dumps(gold, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read_documents() -> tuple[dict[str, str], dict[str, dict]]:
    """Read the documents as retold does; return their texts and their gold rows by short name."""
    texts, rows = {}, {}
    for name, given in tomllib.loads((HERE / "documents.toml").read_text(encoding="utf-8")).items():
        (source,), _ = find([HERE / "documents" / given["file"]])
        (page,) = (p for p in Reader(Read())(source) if isinstance(p, Page))
        texts[name] = page.text
        rows[name] = {
            "file": given["file"],
            "sha256": page.sha256,
            "n_chars": len(page.text),
            "title": place(given["title"], page.text, name),
            "published": {"value": given.get("published")},
            "body_spans": [stretch(excerpt, page.text, name) for excerpt in given["body"]],
            "chrome_spans": [stretch(excerpt, page.text, name) for excerpt in given.get("chrome", [])],
        }
    return texts, rows


def read_quotations(marked: str, texts: dict[str, str]):
    """Yield the gold row of each line of quotations.txt."""
    document = ""
    for line in marked.splitlines():
        if line.startswith("== "):
            document = line[3:]
        elif line and not line.startswith("#"):
            head, excerpt = line.split(": ", 1)
            number, kind, speaker, parent = re.fullmatch(r"(\w+) (\w+\??) (.*?)(?: in (\w+))?", head).groups()
            yield {
                "id": number,
                "doc": document,
                "type": kind.rstrip("?"),
                "speaker": PEOPLE.get(speaker, speaker),
                "nested_in": parent,
                "borderline": kind.endswith("?"),
                **roles(excerpt, texts[document], document),
            }


def roles(excerpt: str, text: str, document: str) -> dict[str, list[dict]]:
    """Return the spans of {c:..} {s:..} {v:..} {a:..} in an excerpt of a text, by role; one of each is enough."""
    found = {role: [] for role in ROLES.values()}
    plain, marks = unmark(excerpt, r"\{([csva]):([^{}]*)\}")
    start = where(plain, text, document)
    for letter, (first, last) in marks:
        found[ROLES[letter]].append(span(text, start, first, last))
    return found


def read_statements(listed: str, quotations: list[dict]) -> list[dict]:
    """Return the statements: a line is an id, the quotations that tell it, a colon and a label."""
    known, statements = {q["id"]: q for q in quotations}, []
    for line in listed.splitlines():
        if line and not line.startswith("#"):
            head, label = line.split(": ", 1)
            number, *tellings = head.split()
            documents = sorted({known[q]["doc"] for q in tellings})
            statements.append(
                {"id": number, "label": label, "readings": [{"q": q} for q in tellings], "docs": documents}
            )
    return statements


def finding(given: dict, texts: dict[str, str]) -> dict:
    """Return the gold row of a planted discrepancy or trap."""
    spans = []
    for document, excerpts in given["at"].items():
        for excerpt in excerpts:
            text = texts[document]
            plain, marks = unmark(excerpt, r"(\[\[)(.*?)\]\]")
            start = where(plain, text, document)
            spans += [{"doc": document, **span(text, start, first, last)} for _, (first, last) in marks]
    row = {"id": given["id"], "type": given["kind"], "explanation": given["why"], "docs": list(given["at"])}
    return row | {"spans": spans, "derivable_from_seeds_alone": True}


def unmark(excerpt: str, mark: str) -> tuple[str, list[tuple[str, tuple[int, int]]]]:
    """Return an excerpt without its marks, and (first group, offsets of the second) of each."""
    plain, marks, last = "", [], 0
    for match in re.finditer(mark, excerpt):
        plain += excerpt[last : match.start()]
        marks.append((match[1], (len(plain), len(plain) + len(match[2]))))
        plain += match[2]
        last = match.end()
    return plain + excerpt[last:], marks


def where(plain: str, text: str, document: str) -> re.Match:
    """Return where an excerpt stands; white space matches any white space, "@n" at the end asks for the n-th."""
    plain, _, nth = plain.partition(" @")
    pattern = "".join(rf"({re.escape(c)})" if not c.isspace() else r"(\s+)" for c in plain)
    matches = list(re.finditer(pattern, text))
    if len(matches) != 1 and not (nth and len(matches) >= int(nth)):
        sys.exit(f"{document}: stands {len(matches)} times: {plain}")
    return matches[int(nth or 1) - 1]


def span(text: str, match: re.Match, first: int, last: int) -> dict:
    """Return where characters first to last of a matched excerpt stand in the text."""
    start, end = match.start(first + 1), match.end(last)
    return {"start": start, "end": end, "text": text[start:end]}


def place(excerpt: str, text: str, document: str) -> dict:
    """Return the span of a whole excerpt."""
    match = where(excerpt, text, document)
    return {"start": match.start(), "end": match.end(), "text": match.group()}


def stretch(excerpt: str, text: str, document: str) -> dict:
    """Return the span from the first words to the last of "first … last"."""
    first, last = excerpt.split(" … ")
    start, end = where(first, text, document).start(), where(last, text, document).end()
    return {"start": start, "end": end}


if __name__ == "__main__":
    main()
