from itertools import groupby

from retold.records import Block, Page
from retold.settings import Clean
from retold.stages.clean import Cleaner, Outliner, Refrains

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
    outlines = sorted((o for page in pages for o in Outliner()(page)), key=lambda o: o.host)
    refrains = [r for _, site in groupby(outlines, key=lambda o: o.host) for r in Refrains(Clean())(tuple(site))]
    blocks = [b for b in Cleaner(Clean())(pages, refrains) if isinstance(b, Block) and b.label == "chrome"]
    text = {page.id: page.text for page in pages}
    shown = {page.id: [] for page in pages}
    for block in blocks:
        shown[block.document].append(text[block.document][block.span.start : block.span.end])
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


def test_what_somebody_said_is_never_the_sites_own():
    said = "“We stand for the harbour and for nobody else,” said the harbour master once again.\n"
    pages = [page(n, story + said, f"https://bay.example/{n}") for n, story in enumerate(STORIES)]
    assert set(map(tuple, hidden(pages).values())) == {()}


def test_a_story_that_a_site_tells_again_and_again_in_other_words_is_not_its_own():
    shared = "".join(STORIES[0].splitlines(keepends=True)) + "The wall is to be of granite from the upper quarry.\n"
    ends = ["Rain is due.", "A vote follows in the week after Easter.", "Nobody asked the ferry company, it seems so."]
    pages = [page(n, f"{shared}{end}\n", f"https://bay.example/{n}") for n, end in enumerate(ends)]
    assert set(map(tuple, hidden(pages).values())) == {()}


def test_background_that_stands_under_every_story_of_a_site_is_text():
    about = "The old bridge at Port Ellery was closed by the council in the spring after a ship had struck it.\n"
    stories = [
        "The council of Port Ellery met on Monday over the bridge.\nNo ship may pass before the hearing is over.\n",
        "Fishermen at Port Ellery want their bridge back before the winter.\nThe council will hear them in the spring.\n",
        "A ship has struck the ferry pier at Port Ellery in thick fog.\nThe bridge was not touched, the council said.\n",
    ]
    pages = [page(n, story + about, f"https://bay.example/{n}") for n, story in enumerate(stories)]
    assert set(map(tuple, hidden(pages).values())) == {()}
