"""Settings: what is allowed is said where something else is given."""

import pytest

from retold.errors import WrongSettings
from retold.settings import Match, Quote, Settings, digest, from_dict, load, to_toml


def test_what_is_not_named_keeps_its_default(tmp_path):
    path = tmp_path / "retold.toml"
    path.write_text('[quote]\nmodel = "other"\n', encoding="utf-8")
    settings = load(path)
    assert settings.quote == Quote(model="other")
    assert settings.read == Settings().read


def test_lists_become_tuples_and_whole_numbers_do_for_floats():
    settings = from_dict({"quote": {"languages": ["en"]}, "match": {"threshold": 1}})
    assert settings.quote.languages == ("en",)
    assert settings.match.threshold == 1.0
    assert isinstance(settings.match.threshold, float)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[qoute]\n", r"no section \[qoute\]; there are: read, clean, quote"),
        ("[quote]\nmodle = 1\n", "no key 'modle'; there are: model, languages"),
        ("[quote]\nmodel = 1\n", "model must be str, not 1"),
        ("[read]\nmax_bytes = true\n", "max_bytes must be int, not True"),
        ("[quote]\nlanguages = [1]\n", r"languages must be a list of str"),
        ("quote = 3\n", r"\[quote\]: must be a section with keys"),
        ("[quote\n", "cannot be read as TOML"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(tmp_path, text, message):
    path = tmp_path / "retold.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WrongSettings, match=message) as caught:
        load(path)
    assert str(path) in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_file_that_is_not_there_is_wrong_use(tmp_path):
    with pytest.raises(WrongSettings, match="cannot be read"):
        load(tmp_path / "retold.toml")


def test_bytes_that_are_no_text_are_wrong_use(tmp_path):
    (tmp_path / "retold.toml").write_bytes(b"\xff\xfe[quote]")
    with pytest.raises(WrongSettings, match="cannot be read as TOML"):
        load(tmp_path / "retold.toml")


def test_the_digest_changes_with_any_setting():
    assert digest(Settings()) == digest(Settings())
    assert digest(Settings()) != digest(from_dict({"match": {"threshold": 0.1}}))


def test_settings_come_back_from_their_file(tmp_path):
    changed = Settings(quote=Quote(model="other", languages=("en", "de")), match=Match(threshold=0.5))
    (tmp_path / "retold.toml").write_text(to_toml(changed), encoding="utf-8")
    assert load(tmp_path / "retold.toml") == changed
    assert to_toml(Settings()) == ""
