"""What stands around the article of a plain text: its last sentence cut off, names above menus, notices, remarks."""

import pytest
from crowded import PAGES

from retold.stages.clean.judge import judge
from retold.stages.clean.lines import lines

ARTICLE = """Harbour bridge to stay open through the winter

The old swing bridge at Port Ellery will stay open through the winter, the harbour board decided on Monday evening.

Members voted by six to two after a debate of three hours, in which fishermen and shopkeepers filled the gallery.

"We have the money and we have the stone," said Ada Weaver, who leads the board. "What we lack is a dry week."

The board meets again in March, when the ferry company will put its case for a second crossing."""
FOOT = """Most read
Goat stops train between two stations
Baker finds ring in a loaf of rye
© 2024 Bay Courier. All rights reserved."""


def labels(text):
    rows = lines(text)
    return {row.text: verdict.label for row, verdict in zip(rows, judge(rows), strict=True)}


@pytest.mark.parametrize(
    "last",
    [
        "Ms Weaver then asked the ferry company whether it would pay its share, and it",
        "The fishermen, who had waited since noon for an answer, left the gallery without the",
        "Der Vorsitzende sagte, die Brücke werde im März gesperrt, weil die",
        "She told reporters that the board had spent more on the bridge this year than on the whole of the quay",
    ],
)
@pytest.mark.parametrize("foot", ["", FOOT])
def test_a_last_sentence_that_breaks_off_is_the_articles(last, foot):
    found = labels(f"{ARTICLE}\n\n{last}\n\n{foot}")
    assert found[last] == "body"
    assert all(found[line] == "chrome" for line in foot.splitlines())


def test_headlines_in_a_list_below_are_not_taken_for_cut_sentences():
    teasers = ["Goat stops train between two stations", "Baker finds ring in a loaf of rye and keeps it"]
    found = labels(f"{ARTICLE}\n\nMore stories\n{teasers[0]}\n{teasers[1]}")
    assert {found[t] for t in teasers} == {"chrome"}


@pytest.mark.parametrize("name", ["The Bay Courier", "PORT ELLERY OBSERVER", "Notes from the Quay - a weekly letter"])
def test_the_name_above_a_menu_is_not_the_headline(name):
    found = labels(f"{name}\nHome | News | Sport | Weather\n\n{ARTICLE}")
    assert found[name] == "chrome"
    assert found["Harbour bridge to stay open through the winter"] == "headline"


def test_a_short_headline_above_its_share_bar_is_kept():
    text = ARTICLE.replace("Harbour bridge to stay open through the winter", "Harbour Bridge Stays Open")
    text = text.replace("\n\nThe old", "\nTweet | Share | Print\n\nThe old", 1)
    assert labels(text)["Harbour Bridge Stays Open"] == "headline"


def test_the_title_page_of_a_record_is_kept():
    top = ["PORT ELLERY HARBOUR BOARD", "MINUTES OF THE MEETING OF MONDAY 6 MAY 2024"]
    found = labels("\n".join(top) + "\n\n" + ARTICLE.partition("\n\n")[2])
    assert all(found[line] != "chrome" for line in top)


def test_a_headline_with_its_second_deck_is_kept_below_buttons():
    decks = [
        "The twelve-tonne promise",
        "What the harbour board told fishermen about the bridge, the money and the ferry",
    ]
    text = "Bay Letters\nHome | Archive | About\nSubscribe  Sign in\n\n" + "\n".join(decks)
    found = labels(f"{text}\nJan Fischer\n\n{ARTICLE.partition(chr(10) * 2)[2]}")
    assert found[decks[0]] == "headline"
    assert found[decks[1]] != "chrome"


@pytest.mark.parametrize(
    "line",
    [
        'READ MORE: Skipper\'s night on the sandbank: "I thought of my dog"',
        "Lesen Sie auch: „Ich habe nur an den Hund gedacht“",
        "This text was machine translated from the Norwegian and may contain errors.",
        "Dieser Artikel wurde automatisch übersetzt.",
        "The Bay Courier is a service of the Ellery Press Trust.",
        "(c) Bay Press Agency. All rights reserved.",
        "If you liked this article, think of a gift for a friend.",
    ],
)
def test_offers_and_notices_around_the_article_are_hidden(line):
    assert labels(f"{ARTICLE}\n\n{line}")[line] == "chrome"


def test_remarks_of_readers_are_hidden_although_they_are_in_quotation_marks():
    remark = 'Gullwatcher: "They should have torn that bridge down years ago"'
    assert labels(f"{ARTICLE}\n\nTOP COMMENTS\n{remark}")[remark] == "chrome"


def test_what_closes_a_press_release_closes_the_article():
    found = labels(f"{ARTICLE}\n\nENDS\n\nNotes to editors\n\nMedia contact: press@ellery.example")
    assert {found["ENDS"], found["Notes to editors"], found["Media contact: press@ellery.example"]} == {"chrome"}


def test_a_single_line_below_that_says_nothing_of_the_page_is_kept():
    assert labels(f"{ARTICLE}\n\nEND OF MINUTES")["END OF MINUTES"] != "chrome"


BOXES = [
    "WATCH: Skipper is pulled off a sandbank by drone",
    "Listen: The podcast about lost villages of the marsh",
    "Zum Hören: Der Podcast über versunkene Dörfer",
    "En images : la tempête sur le phare",
    "Mira también: La cabra que paró el tren",
    "Смотрите также: Коза остановила поезд",
    "Opinion: Why we should let the marsh flood",
    "This article contains affiliate links",
    "Goat stops train between two stations for three hours",
    "Council tax bills arrive late after printing mistake",
]
HEADINGS = [
    "A vote by six to two",
    "The cost of the deck",
    "Ferry company wants a second crossing",
    "Why the bridge matters to the cement works",
    "'Not a penny more'",
    "What happens next?",
    "A long debate in the gallery",
]


def amid(line):
    paragraphs = ARTICLE.split("\n\n")
    return labels("\n\n".join([*paragraphs[:3], line, *paragraphs[3:]]))[line]


@pytest.mark.parametrize("line", BOXES)
def test_a_box_between_paragraphs_is_hidden(line):
    assert amid(line) == "chrome"


def test_several_teasers_below_an_announcement_between_paragraphs_are_hidden():
    paragraphs = ARTICLE.split("\n\n")
    teasers = ["READ MORE", "Goose holds up tram for an hour", "Town votes to mend its crooked clock"]
    found = labels("\n\n".join([*paragraphs[:4], "\n".join(teasers), *paragraphs[4:]]))
    assert [text for text, label in found.items() if label == "chrome"] == teasers


@pytest.mark.parametrize("line", HEADINGS)
def test_a_subheading_between_paragraphs_is_kept(line):
    assert amid(line) != "chrome"


def test_a_kicker_before_the_articles_own_headline_is_kept():
    assert labels(f"Opinion: {ARTICLE}")["Opinion: Harbour bridge to stay open through the winter"] == "headline"


def test_a_sentence_that_was_broken_at_its_links_is_kept_below_the_article():
    parts = [
        "Editor's remark: The Courier",
        "regularly",
        "reports on the harbour board, whose chair",
        "is",
        "its editor's aunt.",
    ]
    found = labels(ARTICLE + "\n\n" + "\n".join(parts))
    assert all(found[part] != "chrome" for part in parts)


def test_a_counted_list_that_ends_an_article_is_kept_and_one_of_teasers_is_not():
    counted = ["3. Tom Rudd (5.)", "2. Eva Lind (3.)", "1. Jan Fischer (1.)"]
    found = labels(ARTICLE + "\n\n" + "\n".join(counted))
    assert all(found[line] != "chrome" for line in counted)
    teasers = ["1. Goat stops train", "2. Baker finds ring", "3. Storm shuts coast road"]
    found = labels(ARTICLE + "\n\nMost read\n" + "\n".join(teasers))
    assert all(found[line] == "chrome" for line in teasers)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_of_a_crowded_page_the_article_is_kept_whole_and_nearly_all_else_set_apart(page, between):
    marked = [row.split("|", 1) for row in PAGES[page].splitlines()]
    found = labels(between.join(text for _, text in marked))
    assert [text for kind, text in marked if kind != "C" and found[text] == "chrome"] == []
    chrome = [found[text] in {"chrome", "metadata", "byline"} for kind, text in marked if kind == "C"]
    assert sum(chrome) >= len(chrome) - 1
