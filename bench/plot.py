"""Draw the pictures of the figures that bench/run.py wrote: docs/copies.svg and docs/flow.svg.

    python bench/plot.py out/bench.json

The first shows quality against speed, one point for each tool; the second what each stage takes of an article at
several sizes.  What bench/copies.py or bench/flow.py printed alone is drawn, too.
"""

import json
import math
import sys
from pathlib import Path
from xml.sax.saxutils import escape

DOCS = Path(__file__).parent.parent / "docs"
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 720, 380, 60, 50, 20, 20
SPEEDS = (1000, 2000, 5000, 10_000, 20_000)


def x_of(speed):
    share = math.log(speed / SPEEDS[0]) / math.log(SPEEDS[-1] / SPEEDS[0])
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def y_of(f1):
    return TOP + (1 - f1) / 0.5 * (HEIGHT - TOP - BOTTOM)


def drawn(figures):
    """Return the SVG; a title element names each point for readers that cannot see it."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif">',
        "<style>text { font-size: 13px }</style>",
        "<title>Near-copies: pair F1 against documents a second on one core</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for f1 in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0):
        y = y_of(f1)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.0f}" y2="{y:.0f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4:.0f}" text-anchor="end">{f1:.1f}</text>')
    parts += [
        f'<text x="{x_of(speed):.0f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{speed:,}</text>'
        for speed in SPEEDS
    ]
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle:.0f}" y="{HEIGHT - 8}" text-anchor="middle">documents a CPU second</text>')
    parts.append(f'<text x="14" y="{HEIGHT / 2:.0f}" transform="rotate(-90 14 {HEIGHT / 2:.0f})">pair F1</text>')
    above = 0.0
    for name, row in sorted(figures.items(), key=lambda item: -item[1]["f1"]):
        x, y = x_of(row["documents_a_second"]), y_of(row["f1"])
        colour = "#0b5394" if name == "retold" else "#999"
        told = escape(f"{name}: F1 {row['f1']}, {row['documents_a_second']:,} documents a second")
        parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="6" fill="{colour}"><title>{told}</title></circle>')
        side, shift = ("end", -10) if x > WIDTH * 0.4 else ("start", 10)
        above = max(y + 4, above + 15)  # names do not cover each other
        parts.append(f'<text x="{x + shift:.0f}" y="{above:.0f}" text-anchor="{side}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>\n"])


COLOURS = ("#0b5394", "#6aa84f", "#e69138", "#674ea7", "#a61c00", "#45818e", "#bf9000", "#999")


def flowed(runs):
    """Return the SVG of bars, one for each size: milliseconds of one core for an article, by stage."""
    spent = [{s: 1000 * c / run["documents"] for s, c in run["stage_cpu_s"].items()} for run in runs]
    shown = sorted({s for one in spent for s in one}, key=lambda s: -max(one.get(s, 0) for one in spent))
    first, rest = shown[: len(COLOURS) - 1], shown[len(COLOURS) - 1 :]
    most = max(sum(one.values()) for one in spent)
    high, wide = 60, WIDTH - LEFT - RIGHT - 60
    tall = high * len(runs) + 90
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {tall}" font-family="sans-serif">',
        "<style>text { font-size: 13px }</style>",
        "<title>Milliseconds of one core for an article, by stage, at several sizes</title>",
        f'<rect width="{WIDTH}" height="{tall}" fill="#fff"/>',
    ]
    for row, (run, one) in enumerate(zip(runs, spent, strict=True)):
        y, x = TOP + high * row, float(LEFT)
        parts.append(f'<text x="{LEFT - 8}" y="{y + 25}" text-anchor="end">{run["documents"]:,}</text>')
        for colour, name in zip(COLOURS, [*first, "other"], strict=False):
            value = sum(one.get(s, 0) for s in rest) if name == "other" else one.get(name, 0)
            told = escape(f"{name}: {value:.1f} ms an article")
            width = value / most * wide
            parts.append(f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="36" fill="{colour}">'
                         f"<title>{told}</title></rect>")  # fmt: skip
            x += width
        parts.append(f'<text x="{x + 6:.0f}" y="{y + 25}">{sum(one.values()):.0f} ms</text>')
    x, y = float(LEFT), TOP + high * len(runs) + 14
    for colour, name in zip(COLOURS, [*first, "other"], strict=False):
        parts.append(f'<rect x="{x:.0f}" y="{y - 10}" width="11" height="11" fill="{colour}"/>')
        parts.append(f'<text x="{x + 15:.0f}" y="{y}">{name}</text>')
        x += 30 + 7.5 * len(name)
    parts.append(f'<text x="{LEFT}" y="{y + 30}">articles, and milliseconds of one core for each</text>')
    return "\n".join([*parts, "</svg>\n"])


if __name__ == "__main__":
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    figures = {name: row.get("figures") for name, row in found.get("suites", {}).items()}
    figures = figures or {"flow" if "runs" in found else "copies": found}
    if figures.get("copies"):
        (DOCS / "copies.svg").write_text(drawn(figures["copies"]), encoding="utf-8")
    if figures.get("flow"):
        (DOCS / "flow.svg").write_text(flowed(figures["flow"]["runs"]), encoding="utf-8")
