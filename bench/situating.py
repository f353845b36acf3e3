"""Print who spoke and on which occasion in an exported case against a gold file of its story, with every error.

    python bench/situating.py GOLD.json EXPORT.json [--errors]

``retold eval occasions GOLD`` runs the story itself and prints the figures alone; ``retold/evaluate/occasions.py`` says
how they are counted.
"""

import json
import sys
from pathlib import Path

from retold.evaluate.occasions import judged


def main(gold_path, export_path, *, errors):
    gold = json.loads(Path(gold_path).read_text(encoding="utf-8"))
    found = judged(gold, json.loads(Path(export_path).read_text(encoding="utf-8")))
    print(json.dumps(found.figures, indent=1))
    if errors:
        print("\n".join([*found.speakers, *found.occasions]))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], errors="--errors" in sys.argv[3:])
