"""Draw docs/copies.svg from figures that bench/copies.py printed: quality against speed, one point for each tool.

python bench/plot.py figures.json
"""

import json
import math
import sys
from pathlib import Path
from xml.sax.saxutils import escape

OUT = Path(__file__).parent.parent / "docs" / "copies.svg"
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


if __name__ == "__main__":
    found = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    OUT.write_text(drawn(found.get("suites", {}).get("copies", {}).get("figures", found)), encoding="utf-8")
