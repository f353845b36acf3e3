import pytest

from retold.errors import NoInput, WrongUse
from retold.readers import find


def test_folder_is_searched_to_the_bottom_and_hidden_files_are_passed_over(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "b/a.txt", ".hidden.txt", ".git/config.txt"):
        (tmp_path / name).write_text(name)
    sources, diagnostics = find([tmp_path])
    assert [s.path for s in sources] == [str(tmp_path / "b/a.txt"), str(tmp_path / "z.txt")]
    assert diagnostics == []


def test_order_of_arguments_does_not_matter(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    assert find([tmp_path / "a.txt", tmp_path / "b.txt"]) == find([tmp_path / "b.txt", tmp_path])


def test_record_inside_a_folder_gets_its_role_once(tmp_path):
    (tmp_path / "minutes.txt").write_text("The harbour master spoke.")
    (tmp_path / "page.txt").write_text("He spoke, they say.")
    sources, _ = find([tmp_path], records=[tmp_path / "minutes.txt"])
    assert {s.path.rpartition("/")[2]: s.role for s in sources} == {"minutes.txt": "record", "page.txt": "unknown"}


def test_twins_are_read_once_and_announced_and_the_record_is_the_one_kept(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text("the same words" if name != "c.txt" else "others")
    sources, diagnostics = find([tmp_path], records=[tmp_path / "b.txt"])
    assert [s.path.rpartition("/")[2] for s in sources] == ["b.txt", "c.txt"]
    assert [(d.code, d.path.rpartition("/")[2]) for d in diagnostics] == [("duplicate", "a.txt")]


def test_glob_and_what_matches_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("words")
    assert len(find([f"{tmp_path}/*.txt"])[0]) == 1
    with pytest.raises(WrongUse, match="nothing matches"):
        find([f"{tmp_path}/*.pdf"])
    with pytest.raises(WrongUse, match="no such file"):
        find([tmp_path / "gone.txt"])


def test_empty_folder_is_no_input(tmp_path):
    with pytest.raises(NoInput, match="nothing to read"):
        find([tmp_path])


def test_link_out_of_the_folder_is_passed_over(tmp_path):
    (tmp_path / "secret.txt").write_text("elsewhere")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("here")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert [s.path.rpartition("/")[2] for s in find([tmp_path / "in"])[0]] == ["a.txt"]
