"""Settings: defaults, checks, and files that others have been at."""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidRequestError
from app.core.storage.paths import settings_path
from app.core.storage.settings import Settings, change_settings, load_settings

OTHERS = {
    "folder": "~/dumps here",
    "name_template": "{pid}-{n}",
    "refresh_seconds": 5.0,
    "theme": "dark",
    "language": "pt_BR",
    "dbghelp_path": "C:\\Debuggers\\DbgHelp.DLL",
    "keep_history": False,
    "mask_environment": False,
    "confirm_private": False,
}


def test_every_setting_survives(tmp_path):
    settings = Settings(**OTHERS)
    assert set(OTHERS) == {field.name for field in fields(Settings)}
    change_settings(OTHERS, tmp_path / "s.json")
    assert load_settings(tmp_path / "s.json") == (settings, [])


def test_only_what_was_changed_is_kept_so_that_defaults_can_get_better(tmp_path):
    change_settings({"theme": "dark", "language": ""}, tmp_path / "s.json")
    assert json.loads((tmp_path / "s.json").read_text()) == {"theme": "dark"}


def test_the_users_file_is_the_default():
    assert load_settings() == (Settings(), [])
    change_settings({"language": "de"})
    try:
        assert load_settings()[0].language == "de"
    finally:
        settings_path().unlink()


WEAK = ("dbghelp.dll", "x\\dbghelp.dll", "\\\\server\\share\\dbghelp.dll", "C:dbghelp.dll")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("folder", ""),
        ("folder", "relative/path"),
        ("folder", "/a\0b"),
        ("name_template", "a/b"),
        ("name_template", "{what}"),
        ("refresh_seconds", 0.1),
        ("refresh_seconds", 0),
        ("theme", "pink"),
        ("language", "Deutsch!"),
        ("dbghelp_path", "C:\\evil.exe"),
        *[("dbghelp_path", path) for path in WEAK],
    ],
)
def test_a_value_that_is_not_valid_is_refused_and_in_a_file_passed_over(tmp_path, name, value):
    with pytest.raises(InvalidRequestError):
        replace(Settings(), **{name: value})
    path = tmp_path / "s.json"
    path.write_text(json.dumps({"keep_history": False, name: value}))
    settings, problems = load_settings(path)
    assert settings == Settings(keep_history=False)
    assert name in problems[0]
    (aside,) = tmp_path.glob("s.json.broken-*")
    assert len(problems) == 2
    assert aside.name in problems[1]
    assert json.loads(aside.read_text()) == {"keep_history": False, name: value}
    assert load_settings(path) == (settings, []), "it is told once"


@pytest.mark.parametrize("name", OTHERS)
def test_a_value_of_another_type_is_passed_over(tmp_path, name):
    path = tmp_path / "s.json"
    path.write_text(json.dumps({name: [1], "of another version": 5}))
    settings, problems = load_settings(path)
    assert settings == Settings()
    assert name in problems[0]


VALUES = st.none() | st.booleans() | st.floats() | st.text(max_size=9) | st.lists(st.integers())


@given(st.dictionaries(st.sampled_from(list(OTHERS)), VALUES))
def test_any_values_give_settings_that_can_be_used(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("settings") / "s.json"
    path.write_text(json.dumps(values))
    settings, problems = load_settings(path)
    assert bool(problems) is bool([*path.parent.glob("s.json.broken-*")])
    assert load_settings(path) == (settings, []), "and it is told once"
    change_settings({"theme": "dark"}, path)
    assert load_settings(path) == (replace(settings, theme="dark"), [])


def test_a_dbghelp_that_is_not_there_is_refused_where_there_can_be_one(tmp_path, monkeypatch):
    path = tmp_path / "s.json"
    library = "C:\\nowhere\\dbghelp.dll"
    assert change_settings({"dbghelp_path": library}, path).dbghelp_path == library
    monkeypatch.setattr("app.core.storage.settings._IS_WINDOWS", True)
    with pytest.raises(InvalidRequestError, match="nowhere"):
        change_settings({"dbghelp_path": library}, path)
    assert change_settings({"dbghelp_path": ""}, path).dbghelp_path == ""
    with pytest.raises(InvalidRequestError):
        change_settings({"theme": "dark", "dbghelp_path": library}, path)
    assert load_settings(path)[0] == Settings()
