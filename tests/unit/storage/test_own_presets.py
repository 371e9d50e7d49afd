"""The user's own presets."""

import json
import stat

import pytest

from app.core.dump.presets import PRESETS
from app.core.errors import InvalidRequestError
from app.core.storage.own_presets import LIMIT, OwnPresets
from app.core.storage.paths import presets_path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "presets.json"


def names(path):
    return [preset.name for preset in OwnPresets(path).presets]


def test_presets_are_kept_in_order_and_private(path):
    own = OwnPresets(path)
    hang = own.add(" Hang  of\tour app ", 0x21925, "For hangs.")
    assert (hang.name, hang.key, hang.flags) == ("Hang of our app", "hang-of-our-app", 0x21925)
    own.add("Größe", 0x2)
    own.add("日本", 0)
    assert OwnPresets(path).presets == own.presets
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    own.move("日本", 0)
    own.rename(hang.key, "Hangs")
    own.change("größe", 0x4)
    assert names(path) == ["日本", "Hangs", "Größe"]
    assert OwnPresets(path).presets[2].flags == 0x4
    assert OwnPresets(path).presets[1].help == "For hangs."
    own.remove("hangs")
    assert names(path) == ["日本", "Größe"]


def test_the_file_can_be_read_by_people(path):
    OwnPresets(path).add("x", 0x5)
    assert json.loads(path.read_text()) == {
        "dumpdesk-presets": 1,
        "presets": [{"name": "x", "flags": "MiniDumpWithDataSegs|MiniDumpWithHandleData"}],
    }


def test_keys_are_unique_also_beside_the_built_in_ones(path):
    own = OwnPresets(path)
    assert own.add("Support", 1).key == "support-2"
    assert own.add("a b", 1).key == "a-b"
    assert own.add("a-b", 1).key == "a-b-2"
    assert own.add("!!!", 1).key == "preset"
    assert OwnPresets(path).presets == own.presets


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x1bb", "X", PRESETS[0].name.upper()])
def test_a_name_that_is_taken_or_none_is_refused_and_nothing_changed(path, name):
    own = OwnPresets(path)
    own.add("x", 1)
    own.add("y", 1)
    before = path.read_bytes()
    for change in (lambda: own.add(name, 1), lambda: own.rename("y", name)):
        with pytest.raises(InvalidRequestError):
            change()
    assert path.read_bytes() == before
    assert [preset.name for preset in own.presets] == ["x", "y"]


def test_a_preset_may_be_renamed_in_case_only(path):
    own = OwnPresets(path)
    own.add("hang", 1)
    assert own.rename("hang", "Hang").key == "hang"


def test_flags_and_keys_that_are_not_valid_are_refused(path):
    own = OwnPresets(path)
    own.add("x", 1)
    for change in (
        lambda: own.add("y", 1 << 30),
        lambda: own.change("x", -1),
        lambda: own.change("none", 1),
        lambda: own.remove("support"),
        lambda: own.move("none", 0),
    ):
        with pytest.raises(InvalidRequestError):
            change()
    assert own.presets[0].flags == 1


def test_there_is_an_end_to_them(path):
    rows = [{"name": f"n{number}", "flags": "0x1"} for number in range(LIMIT + 1)]
    path.write_text(json.dumps({"presets": rows}))
    own = OwnPresets(path)
    assert len(own.presets) == LIMIT
    assert "200 own presets" in own.problems[0]


@pytest.mark.parametrize(
    "row", [5, {}, {"name": "x"}, {"name": "x", "flags": 5}, {"name": "x", "flags": "Nonsense"}]
)
def test_a_row_that_is_damaged_is_left_out_and_told(path, row):
    good = {"name": "good", "flags": "0x1"}
    path.write_text(json.dumps({"presets": [row, good]}))
    before = path.read_bytes()
    own = OwnPresets(path)
    assert [preset.name for preset in own.presets] == ["good"]
    assert "left out" in own.problems[0]
    (aside,) = path.parent.glob("presets.json.broken-*")
    assert aside.name in own.problems[1]
    assert aside.read_bytes() == before
    assert OwnPresets(path).problems == [], "it is told once"


@pytest.mark.parametrize("content", ["{", '{"presets": 5}', "[]"])
def test_a_damaged_file_is_no_end(path, content):
    path.write_text(content)
    own = OwnPresets(path)
    assert own.presets == ()
    own.add("x", 1)
    assert names(path) == ["x"]


def test_the_users_file_is_the_default():
    OwnPresets().add("mine", 1)
    try:
        assert [preset.name for preset in OwnPresets().presets] == ["mine"]
    finally:
        presets_path().unlink()
