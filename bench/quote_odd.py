"""CPU seconds of quoting odd text at one size and at four times that: quote_odd.py [CHARACTERS].

For each kind of text the growth is the power of the length that the time follows: 1 is linear, 2 quadratic.  Nothing
may raise; what is given up is a diagnostic, whose codes are listed.
"""

import json
import math
import sys
import time

from retold.records import Block, Diagnostic, Document, Span
from retold.settings import Quote
from retold.stages.quote import Quoter

BENCH = ["2000"]
FULL = ["20000"]
WORDS = "the old lock keeper of Tessel has been at the quay since the spring and nobody there"
KINDS = {
    "marks alone": '"',
    "curly marks alone": "“”",
    "closing marks alone": "”",
    "marks in marks": None,
    "one paragraph": "The mayor said that the lock was shut. “It is shut,” she said. The rain went on. ",
    "no sentence ever ends": "the mayor said that the lock was shut and “it is shut” and she said so and ",
    "closing marks without opening ones": "The lock is shut,” Quill said. ",
    "opening marks without closing ones": "“The lock is shut, Quill said. ",
    "paragraphs left open": "“The lock is shut, and nobody will pay.\n",
    "cues alone": "he said: ",
    "a transcript": "MAYOR: We have no pilots left.\nPILOT: The captain told me that he would stay.\n",
    "poetry": "O lock of mine, said she,\nthat art so shut\n  and yet art free,\n",
    "code": "def f(x):\n    return 'a' + \"b\"  # said\n",
    "another language": "Der Bürgermeister sagte: „Die Schleuse ist zu.“ ",
    "signs": ",.;:!?—",
    "one word": "lock",
}


def text_of(kind, characters):
    unit = KINDS[kind]
    if unit is None:
        return "“" * (characters // 2) + "yes" + "”" * (characters // 2)
    plain, out, length = WORDS.split(), [], 0
    while length < characters:  # a changing word keeps it from being a few words over and over
        part = unit if len(unit) < 12 else unit.replace("lock", plain[len(out) % len(plain)] + str(len(out)), 1)
        out.append(part)
        length += len(part)
    return "".join(out)


def quoted(text):
    """Return CPU seconds, the number of quotations and the codes of the diagnostics."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("d", Span(start, start + len(line)), "body", "", 1.0))
        start += len(line) + 1
    document = Document("d", "", "d.txt", "", "", "", None, "", (), None, None, "en", "unknown", "text", text)
    before = time.process_time()
    found = list(Quoter(Quote(longest_paragraph=len(text) + 1))((document,), blocks))
    seconds = time.process_time() - before
    codes = sorted({d.code for d in found if isinstance(d, Diagnostic)})
    return seconds, sum(not isinstance(d, Diagnostic) for d in found), codes


def main(argv):
    size = int(argv[0]) if argv else int(BENCH[0])
    quoted(text_of("one paragraph", 2000))  # loads the model
    figures = {}
    for kind in KINDS:
        small, _, _ = quoted(text_of(kind, size))
        large, quotations, codes = quoted(text_of(kind, 4 * size))
        figures[kind] = {
            "characters": 4 * size,
            "cpu_s": round(large, 3),
            "growth": round(math.log(max(large, 1e-4) / max(small, 1e-4), 4), 2),
            "quotations": quotations,
            "diagnostics": codes,
        }
    return figures


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1:]), indent=1))
