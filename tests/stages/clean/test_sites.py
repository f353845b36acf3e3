from retold.records import Block, Page
from retold.settings import Clean
from retold.stages.clean import Cleaner, SiteReader

FURNITURE = "Bay Courier stands for the harbour and for nobody else, since 1888.\n"
STORIES = [
    "The mayor said on Monday that the bridge would be rebuilt before the end of the year.\nFishermen doubt that it will.\n",
    "A court has fined a harbour firm half a million crowns over its scales.\nThe firm said that it would appeal soon.\n",
    "The pass road will stay closed for a third day, the road office said.\nForty lorries are waiting on the south side.\n",
    "The state archive opened the records of the salt talks on Friday evening.\nTwo interpreters tell it differently.\n",
]


def page(number, text, url):
    return Page(f"d{number}", f"{number}.txt", "", url, "00", "text", "unknown", text)


def hidden(pages):
    shown = {}
    for one in SiteReader(Clean())(pages):
        blocks = [b for b in Cleaner(Clean())(one) if isinstance(b, Block)]
        shown[one.id] = [one.text[b.span.start : b.span.end] for b in blocks if b.label == "chrome"]
    return shown


def test_a_line_that_a_site_repeats_is_chrome_although_it_reads_as_running_text():
    pages = [page(n, story + FURNITURE, f"https://www.bay.example/{n}") for n, story in enumerate(STORIES)]
    assert set(map(tuple, hidden(pages).values())) == {(FURNITURE.strip(),)}


def test_a_line_on_pages_of_several_sites_is_not():
    pages = [page(n, story + FURNITURE, f"https://bay{n}.example/") for n, story in enumerate(STORIES)]
    assert set(map(tuple, hidden(pages).values())) == {()}


def test_copies_of_one_story_are_one_page():
    text = STORIES[0] + FURNITURE
    pages = [page(n, text, f"https://bay.example/{n}") for n in range(5)]
    assert set(map(tuple, hidden(pages).values())) == {()}


def test_the_order_of_pages_does_not_matter():
    pages = [page(n, story + FURNITURE, f"https://bay.example/{n}") for n, story in enumerate(STORIES)]
    assert hidden(pages) == hidden(pages[::-1])
