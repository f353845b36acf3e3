import pytest

from retold.readers.decode import decode, is_binary, mended

WORDS = "Der Bürgermeister sagte „nein“, und die Möwen schrien über der Brücke. " * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_told_by_its_bytes(encoding):
    data = WORDS.encode(encoding)
    assert not is_binary(data)
    assert decode(data).text.removeprefix("\ufeff") == WORDS


def test_what_is_declared_decides_between_legacy_encodings():
    text = "Žluťoučký kůň příšerně úpěl ďábelské ódy. " * 5
    assert decode(text.encode("cp1250"), "windows-1250").text == text
    assert decode(text.encode("iso8859-2"), "iso-8859-2").text == text


def test_utf8_wins_over_a_wrong_declaration():
    assert decode(WORDS.encode(), "iso-8859-1").text == WORDS


def test_latin1_is_read_as_browsers_read_it():
    assert decode("“It’s late,” she said.".encode("cp1252"), "iso-8859-1").text == "“It’s late,” she said."


def test_an_unknown_declaration_does_no_harm():
    assert decode(WORDS.encode(), "no-such-encoding").text == WORDS


def test_a_cut_utf8_file_is_still_utf8():
    found = decode(WORDS.encode()[:-1] + "ö".encode()[:1])
    assert found.encoding == "utf-8"
    assert found.note


def test_right_text_is_never_mended():
    text = "Â and Ã stand in a table of letters; a café, naïve, “quoted” — so what? Ångström"
    assert mended(text) == (text, 0)
