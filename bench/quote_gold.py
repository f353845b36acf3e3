"""Write the gold of nested speech from its marked sentences (tests/stages/quote/gold/*.txt to *.jsonl)."""

import json
from pathlib import Path

from retold.evaluate.marked import read_marked

GOLD = Path(__file__).parent.parent / "tests" / "stages" / "quote" / "gold"


def rows(path: Path) -> list[dict]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [read_marked(line, f"{path.stem}-{n:03d}") for n, line in enumerate(lines, 1) if line.strip()]


def main() -> None:
    for path in sorted(GOLD.glob("*.txt")):
        out = path.with_suffix(".jsonl")
        out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows(path)), encoding="utf-8")
        print(f"{out.name}: {len(rows(path))} texts")


if __name__ == "__main__":
    main()
