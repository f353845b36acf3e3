"""Turn a LightGBM model of `retold.stages.clean.traits` into the file that ships: clean_model.py MODEL.txt OUT.json

The model sees shape, place, markup and cue-word flags only, never a word of a text.  It was fitted on the 793 article
pages of the Web Content Extraction Benchmark's development set (annotations CC BY 4.0, Murrough Foley): a line counts
as main text if at least half of its characters align with the page's main text.
"""

import json
import sys
from pathlib import Path

import lightgbm

from retold.stages.clean.traits import COLUMNS


def flatten(node, rows):
    """Append a tree's nodes to rows as [column, threshold, left, right, value]; return the node's index."""
    at = len(rows)
    rows.append(None)
    if "leaf_value" in node:
        rows[at] = [-1, 0.0, at, at, round(node["leaf_value"], 5)]
    else:
        threshold = float(f"{node['threshold']:.6g}")
        left, right = flatten(node["left_child"], rows), flatten(node["right_child"], rows)
        rows[at] = [node["split_feature"], threshold, left, right, 0.0]
    return at


def main(model_path, out_path):
    model = lightgbm.Booster(model_file=model_path)
    assert model.num_feature() == len(COLUMNS)
    nodes, roots = [], []
    for tree in model.dump_model()["tree_info"]:
        rows = []
        flatten(tree["tree_structure"], rows)
        roots.append(len(nodes))
        nodes += [[c, t, left + roots[-1], right + roots[-1], v] for c, t, left, right, v in rows]
    credit = "fitted on the WCXB development set, annotations CC BY 4.0, Murrough Foley; shape features only"
    names = ("column", "threshold", "left", "right", "value")
    columns = dict(zip(names, map(list, zip(*nodes, strict=True)), strict=True))
    model = {"credit": credit, "columns": list(COLUMNS), "roots": roots, **columns}
    Path(out_path).write_text(json.dumps(model, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
