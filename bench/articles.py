"""Small invented articles by the thousand, several on each story, to run the whole flow on.

    python bench/articles.py 1000 out/articles

Writes one JSONL file for each hundred articles (or, with --files, one text file for each article).  The same number
gives the same articles; with a greater number the first ones stay as they are.
"""

import argparse
import json
import random
from pathlib import Path

ONSETS = "b br c ch cl d dr f fl g gl h j k l m n p pl qu r s sh st t th tr v w".split()
NUCLEI = "a e i o u ai ea ee oa ou".split()
CODAS = "l n r s t ck ld lm nd ng nt rd rk rn st th".split()
THINGS = "bridge harbour library tramway quarry market orchard museum reservoir viaduct ferry theatre".split()
DEEDS = "repair close sell move lease rebuild widen drain restore survey".split()
POSTS = "mayor warden engineer curator treasurer minister".split()
CUES = "said told the council|said|added|told reporters|insisted|explained".split("|")


def word(chance, syllables=2):
    return "".join(chance.choice(ONSETS) + chance.choice(NUCLEI) for _ in range(syllables)) + chance.choice(CODAS)


def story(number):
    """What all articles of one story share."""
    chance = random.Random(f"story {number}")
    names = [f"{word(chance, 1).title()} {word(chance).title()}" for _ in range(3)]
    place, thing, deed = word(chance).title(), chance.choice(THINGS), chance.choice(DEEDS)
    day = f"{chance.randint(1, 28)} {chance.choice(['March', 'April', 'May', 'June'])} {chance.randint(1990, 2020)}"
    extra = [word(chance) for _ in range(6)]
    quotes = [
        f"We will {deed} the {thing} of {place} before the {extra[0]} fair begins",
        f"Nobody in {place} has asked for {chance.randint(12, 90)} {extra[1]}s at the {thing}",
        f"I cannot promise that the {extra[2]} fund pays for the {thing}",
        f"The old {thing} is {chance.randint(60, 200)} years old and full of {extra[3]}",
    ]
    return names, place, thing, deed, day, extra, quotes


def article(number, mean=5):
    """Return the id and the text of one article; about ``mean`` are on one story."""
    chance = random.Random(f"article {number}")
    names, place, thing, deed, day, extra, quotes = story(number // mean)
    who, other, third = names
    post = chance.choice(POSTS)
    told = chance.sample(quotes, 3)
    if chance.random() < 0.3:
        told[0] = told[0].replace("We will", "We might").replace("cannot", "can")
    lines = [
        f"{place} to {deed} its {thing}",
        "",
        f"The {post} of {place}, {who}, met {other} on {day} about the {thing} on the {extra[4]} road.",
        f'"{told[0]}," {who} {chance.choice(CUES)}.',
        f"{other} said that {told[1][0].lower()}{told[1][1:]}.",
        f'"{told[2]}," said {third}, who keeps the {extra[5]} at {place}.',
        f"The talks about the {thing} go on in {word(chance).title()} next week, according to the {place} Courier.",
    ]
    return f"a{number:07}", "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for start in range(0, given.count, 100):
        rows = [article(i) for i in range(start, min(start + 100, given.count))]
        if given.files:
            for name, text in rows:
                (given.folder / f"{name}.txt").write_text(text, encoding="utf-8")
        else:
            lines = [json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in rows]
            (given.folder / f"{start:07}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
