from retold.stages.clean.lines import lines
from retold.stages.clean.wrapped import unwrapped

WRAPPED = """Ferry to sail again

SALTMERE, March 3. The ferry between the islands will sail again
from Monday, the mayor said on Tuesday. "We have found a pilot and
we have found the money to pay him," she told the council, which
had asked for a report.
The ferry had been laid up since the storm of last November, when
it lost its rudder and was towed into the harbour by two boats of
the fishing fleet.
"""


def test_lines_broken_at_a_width_are_drawn_together():
    rows = unwrapped(lines(WRAPPED))
    assert [r.text.split()[0] for r in rows] == ["Ferry", "SALTMERE,", "The"]
    assert rows[1].text.endswith("had asked for a report.")
    for row in rows:
        assert " ".join(WRAPPED[row.start : row.end].split()) == row.text
    assert [r.number for r in rows] == [0, 1, 2]


def test_a_page_of_a_few_broken_lines_is_drawn_together_too():
    text = (
        "Ferry stays, council says\n\nThe council of Port Ellery voted on Tuesday night to keep the\n"
        'ferry through the winter.\n\n"It is about the nurses and the bakers," said the chair, Ruth\n'
        "Ames, who counted the votes.\n\nA second vote is due in March, when the harbour office wants to\nput its case."
    )
    rows = unwrapped(lines(text))
    assert [r.text.split()[-1] for r in rows] == ["says", "winter.", "votes.", "case."]


def test_text_with_a_paragraph_a_line_is_left_alone():
    text = (
        "A headline stands here\n"
        + "A long paragraph that nobody wrapped stands on one line of its own. " * 4
        + "\nMenu\nMore"
    )
    assert unwrapped(lines(text)) == lines(text)


def test_short_lines_of_a_menu_are_left_alone():
    text = "\n".join(f"Link number {i} of the menu stands here" for i in range(12))
    assert unwrapped(lines(text)) == lines(text)


def test_nothing_gives_nothing():
    assert unwrapped([]) == []
