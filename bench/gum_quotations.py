"""Write the attributions of GUM as quotations, for ``retold train``.

    python bench/gum_quotations.py FOLDER OUT.jsonl

FOLDER holds ``dep/*.conllu`` and ``rst/*.rs4`` of the GUM corpus (annotation CC BY 4.0).  A content is the nucleus of
an attribution without the satellites that attribute in turn; sources are not annotated there and stay empty.
Marked words without a cue are no attribution there, so all words in marks are named as ``unread``.
"""

import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

from retold.stages.quote.marks import marked


def read_text(path: Path) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a CoNLL-U file, a blank line between paragraphs, and the span of each of its tokens."""
    text, spans = "", []
    joined, after = 0, ""  # the last token of a contraction, and the space behind it
    for line in path.read_text(encoding="utf-8").splitlines():
        if line == "# newpar" or line.startswith("# newpar ="):
            text = text.rstrip() + "\n\n" if text else ""
        number, _, rest = line.partition("\t")
        if not number[:1].isdigit() or "." in number:
            continue
        space = "" if "SpaceAfter=No" in line.rsplit("\t", 1)[-1] else " "
        if "-" in number:
            joined, after = int(number.split("-")[1]), space
            continue
        form = rest.split("\t", 1)[0]
        spans.append((len(text), len(text) + len(form)))
        if int(number) < joined:
            space = ""
        elif int(number) == joined:
            space, joined = after, 0
        text += form + space
    return text.rstrip(), spans


def contents(path: Path, spans: list[tuple[int, int]]) -> list[list[list[int]]]:
    """Return the spans of each attribution's nucleus."""
    root = ET.parse(path)
    nodes = {n.get("id"): n for kind in ("segment", "group") for n in root.iter(kind)}
    below: dict[str, list[str]] = {}
    for name, node in nodes.items():
        below.setdefault(node.get("parent", ""), []).append(name)
    tokens, at = {}, 0
    for segment in root.iter("segment"):
        count = len(segment.text.split())
        tokens[segment.get("id")] = range(at, at + count)
        at += count
    out = []
    for node in nodes.values():
        if node.get("relname", "").startswith("attribution"):
            held: set[int] = set()
            stack = [node.get("parent")]
            while stack:
                name = stack.pop()
                held.update(tokens.get(name, ()))
                stack += [c for c in below.get(name, ()) if not nodes[c].get("relname", "").startswith("attribution")]
            out.append(runs(sorted(held), spans))
    return [c for c in out if c]


def runs(held: list[int], spans: list[tuple[int, int]]) -> list[list[int]]:
    """Return the character spans of runs of tokens."""
    out: list[list[int]] = []
    for n, i in enumerate(held):
        if n and held[n - 1] == i - 1:
            out[-1][1] = spans[i][1]
        else:
            out.append(list(spans[i]))
    return out


def in_marks(text: str) -> list[list[int]]:
    """Return the spans of all words in marks."""
    out, start = [], 0
    for line in text.split("\n"):
        out += [[start + m.start, start + m.end] for m in marked(line).spans]
        start += len(line) + 1
    return out


def main(folder: Path, output: Path) -> None:
    with output.open("w", encoding="utf-8") as out:
        for path in sorted((folder / "dep").glob("*.conllu")):
            text, spans = read_text(path)
            found = contents(folder / "rst" / f"{path.stem}.rs4", spans)
            unread = in_marks(text)
            found = [c for c in found if not any(a < y and x < b for a, b in c for x, y in unread)]
            gold = [{"content": c, "source": []} for c in found]
            row = {"id": path.stem, "text": text, "quotations": gold, "unread": unread}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
