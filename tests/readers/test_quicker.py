import math

import pytest
from lxml import html
from lxml.etree import XPath
from trafilatura import xpaths

from retold.readers.quicker import compiled, options, rewritten, sparing

RE = {"re": "http://exslt.org/regular-expressions"}
NAMES = "post entry-content comments share-this nav-bar footer teaser hidden reply-1 related main-content story text".split()
PAGE = "<html><body>" + "".join(
    f'<{tag} {first}="{name}" {second}="{other}"><p>a</p><span class="{name}">b</span>'
    f'<div role="navigation" style="display:none">c</div></{tag}>'
    for tag in ("div", "section", "ul", "p", "article")
    for name, other in zip(NAMES, reversed(NAMES), strict=True)
    for first, second in (("id", "class"), ("class", "id"), ("class", "data-x"))
) + "</body></html>"  # fmt: skip
LISTS = [n for n, value in vars(xpaths).items() if n.endswith(("_XPATH", "_ELEMENTS")) and isinstance(value, list)]


@pytest.mark.parametrize("name", LISTS)
def test_a_rewritten_expression_finds_the_same_elements(name):
    tree = html.fromstring(PAGE)
    for expression in getattr(xpaths, name):
        path = expression.path
        assert compiled(path)(tree) == XPath(path, namespaces=RE)(tree)


def test_names_become_steps_and_patterns_are_asked_only_of_attributes_that_are_there():
    path = ".//*[self::div or self::p][re:test(@id, 'a|b') or @role='x']"
    one = "[(@id and re:test(string(@id), 'a|b')) or @role='x']"
    assert rewritten(path) == f".//div{one}|.//p{one}"


def test_an_expression_that_counts_places_keeps_its_form():
    path = ".//*[self::div or self::p][@id='a'][1]"
    assert rewritten(path) == path


def test_an_expression_with_conditions_that_no_attribute_need_meet_keeps_its_form():
    path = ".//*[not(@id='a')]"
    assert rewritten(path) == path


@pytest.mark.parametrize(
    ("found", "spared"),
    [(3000, True), (500, False), (10, True)],
    ids=["enough", "little: others are asked at once", "nothing: all text of the page may do"],
)
def test_others_are_asked_where_the_extractor_finds_little(found, spared):
    asked = options("", 2000, sparing=True)
    sparing(lambda tree, options: (tree, "x" * found))(None, asked)
    assert asked.fast is spared


def test_a_page_of_which_all_text_did_not_do_is_asked_about():
    asked = options("", math.inf, sparing=False)
    sparing(lambda tree, options: (tree, ""))(None, asked)
    assert not asked.fast
