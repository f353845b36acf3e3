"""Pages of our own invention as scrapers leave them: articles amid the chrome of outlets in twenty languages.

``kits.txt`` has the sites of papers, ``houses.txt`` other kinds of page.
"""

import random
from pathlib import Path

_HERE = Path(__file__).parent
_MENUS = {"bar": " | ", "dots": " · ", "gap": "  ", "wide gap": "   ", "slash": " / "}
_MASTS = " — | - | | · |: |, ".split("|")
_TEASERS = "plain plain numbered counted bullets times cut sections blurbs".split()


def kits():
    """Return for each outlet the lines of its chrome by kind."""
    found = {}
    texts = [(_HERE / name).read_text(encoding="utf-8") for name in ("kits.txt", "houses.txt")]
    for line in "\n".join(texts).splitlines():
        if line.startswith("["):
            kit = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            kind, _, rest = line.partition(": ")
            kit[kind] = [text.strip() for text in rest.split(" || ")]
    return found


def articles():
    """Return the articles, each a list of (label, line)."""
    text = (_HERE / "articles.txt").read_text(encoding="utf-8")
    parts = ([r for r in part.splitlines() if not r.startswith("#")] for part in text.split("\n\n"))
    return [[(r[0], r[2:]) for r in part] for part in parts if part]


def pages(seed, each):
    """Yield (outlet, number of the article, rows, text) of ``each`` pages for every outlet; rows are (label, line).

    Labels: H headline, D standfirst, Y byline, M date, place or credit, S subheading, B text, C chrome.
    """
    rng = random.Random(seed)
    told = articles()
    for outlet, kit in kits().items():
        for _ in range(each):
            number = rng.randrange(len(told))
            article = _cut(told[number], rng)
            title = article[0][1]
            rows = [(label, line.replace("{title}", title), block) for label, line, block in _page(kit, article, rng)]
            yield outlet, number, [(label, line) for label, line, _ in rows], _joined(rows, rng)


def _cut(article, rng):
    """Return the article, now and then with a last sentence that breaks off."""
    label, line = article[-1]
    words = line.split()
    if label != "B" or len(words) < 9 or rng.random() > 0.1:
        return article
    return [*article[:-1], (label, " ".join(words[: rng.randint(6, len(words) - 1)]).rstrip(",;:"))]


def _page(kit, article, rng):
    """Return (label, line, block) of a page: the lines of a block stand together."""
    rows = []
    density = rng.choice([0, 0.35, 0.6, 0.85, 1])

    def often(share):
        return rng.random() < share * density

    def add(lines, label="C"):
        block = rows[-1][2] + 1 if rows else 0
        rows.extend((label, line, block) for line in lines)

    first = next(i for i, (label, _) in enumerate(article) if label in "SB")
    _top(kit, rng, often, add)
    for label, line in article[:first]:
        if label != "H" or rng.random() > 0.06:
            add([line], label)
            if label in "HY" and often(0.3):
                add(_menu(_some(kit["tools"], 1, 4, rng), rng))
    if often(0.5):
        add(_menu(_some(kit["tools"], 1, 4, rng), rng))
    for at, (label, line) in enumerate(article[first:], first):
        add([line], label)
        if first < at < len(article) - 1 and rng.random() < 0.22 * density:
            add(_box(kit, rng))
    if density:
        _foot(kit, rng, often, add)
    return rows


def _top(kit, rng, often, add):
    if often(0.8):
        add(_mast(kit, rng))
    if often(0.5):
        add(_some(kit.get("wire", []), 1, 3, rng))
    if often(0.3):
        add(_some(kit["ask"], 1, 1, rng))
    if often(0.8):
        add(_menu(_some(kit["nav"], 3, 8, rng), rng))
    if often(0.7):
        lines = _some(kit["top"], 1, 4, rng)
        add(_menu(lines, rng) if rng.random() < 0.4 else lines)
    if often(0.2):
        add(_teasers(kit, rng.randint(1, 3), rng))
    if often(0.3):
        add([rng.choice([" > ", " » ", " / "]).join(_some(kit["nav"], 2, 3, rng))])


def _mast(kit, rng):
    """Return the name of the house, with its motto beside or below it where it has one."""
    name, motto = kit["name"][0], rng.choice(kit.get("motto", [""]))
    name = name.upper() if rng.random() < 0.4 else name
    if not motto or rng.random() < 0.25:
        return [name]
    return [name, motto] if rng.random() < 0.4 else [name + rng.choice(_MASTS) + motto]


def _box(kit, rng):
    """Return what stands between two paragraphs."""
    kind = rng.random()
    if kind < 0.55:
        return rng.choice(kit["mid"]).split(" + ")
    if kind < 0.7:
        return [rng.choice(kit["cue"]), *_teasers(kit, rng.randint(1, 2), rng)]
    if kind < 0.8:
        return _some(kit["ask"], 1, 1, rng)
    return _menu(_some(kit["tools"], 1, 3, rng), rng) if kind < 0.9 else _teasers(kit, 1, rng)


def _foot(kit, rng, often, add):
    tags = _menu(kit["tags"], rng) if rng.random() < 0.6 else [f"{kit['tags'][0]} {', '.join(kit['tags'][1:])}"]
    parts = [
        part
        for part, share in (
            (_some(kit["bio"], 1, 1, rng), 0.5),
            (tags, 0.5),
            (_menu(_some(kit["tools"], 1, 4, rng), rng), 0.5),
            (_some(kit["ask"], 1, 3, rng), 0.6),
            (_some(kit["talk"], 1, 5, rng), 0.5),
            (_some(kit.get("imprint", []), 1, 2, rng), 0.6),
            (_some(kit.get("wire", []), 1, 1, rng), 0.25),
        )
        if often(share)
    ]
    if rng.random() < 0.5:
        rng.shuffle(parts)
    others = [
        ([rng.choice(kit["cue"])] if rng.random() < 0.85 else []) + _teasers(kit, rng.randint(2, 6), rng)
        for _ in range(rng.choice([0, 1, 1, 2, 2]))
    ]
    for part in parts + others if rng.random() < 0.7 else others + parts:
        add(part)
    if often(0.9):
        lines = _some(kit["foot"], 1, 6, rng)
        add(_menu(lines, rng) if rng.random() < 0.5 else lines)
    if often(0.25):
        name = kit["name"][0]
        add([rng.choice([name, f"© {rng.randint(1998, 2024)} {name}", f"(c) {name}", name.upper()])])
    if often(0.2):
        add(_menu(_some(kit["nav"], 2, 8, rng), rng))


def _menu(lines, rng):
    """Return lines as a menu prints them: each on its own, or all in a row."""
    style = rng.choice(["lines", "lines", *_MENUS, "capitals", "bullets"])
    if style == "capitals":
        return ["  ".join(line.upper() for line in lines)]
    if style in _MENUS:
        return [_MENUS[style].join(lines)]
    return [f"* {line}" for line in lines] if style == "bullets" else list(lines)


def _teasers(kit, count, rng):
    style, found = rng.choice(_TEASERS), []
    for number, line in enumerate(rng.sample(kit["tease"], min(count, len(kit["tease"]))), 1):
        day, hour = f"{rng.randint(1, 28)}.{rng.randint(1, 12)}.2023", f"{rng.randint(1, 23)}:{rng.randint(10, 59)}"
        found += {
            "numbered": [f"{number}. {line}"],
            "counted": [str(number), line],
            "bullets": [rng.choice(["• ", "- ", "> "]) + line],
            "times": [line, rng.choice([hour, f"{rng.randint(2, 23)}h", day])],
            "cut": [line[: max(12, int(len(line) * 0.8))].rstrip() + "..."],
            "sections": [rng.choice(kit["nav"]).upper(), line],
        }.get(style, [line])
    return found + [line for blurb in kit["blurb"] for line in blurb.split(" + ")] if style == "blurbs" else found


def _some(lines, least, most, rng):
    count = min(len(lines), rng.randint(least, most))
    return [lines[i] for i in sorted(rng.sample(range(len(lines)), count))]


def _parts(above, label, apart, rng, loose):
    """Tell whether a blank line parts two lines of a page on which chrome stands in few blocks."""
    if label in "BS" or above in "BS":
        return True
    share = loose if above == label == "C" else 0.7 if "C" in (above, label) else 0.2
    return apart and rng.random() < share


def _joined(rows, rng):
    """Return the text: blank lines nowhere, everywhere, between blocks, around the article's lines, or where they part.

    In the last case chrome stands in few blocks, as do the lines above the first paragraph.
    """
    style, text = rng.choice(["none", "all", "blocks", "article", "parted", "parted"]), ""
    loose = rng.choice([0.1, 0.3])
    for k, (label, line, block) in enumerate(rows):
        blank = style == "all" or (style == "blocks" and k and block != rows[k - 1][2])
        blank = blank or (style == "article" and label in "BSH")
        if style == "parted" and k:
            blank = _parts(rows[k - 1][0], label, block != rows[k - 1][2], rng, loose)
        text += ("\n\n" if blank else "\n") * bool(k) + line
    return text
