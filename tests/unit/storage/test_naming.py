"""Names of dump files."""

from __future__ import annotations

import re
import threading
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.request import DumpRequest
from app.core.errors import InvalidRequestError, OutputError
from app.core.process_key import ProcessKey
from app.core.storage import naming
from app.core.storage.naming import (
    DEFAULT_TEMPLATE,
    FIELDS,
    NameValues,
    check_template,
    example,
    file_name,
    free_path,
    preset_word,
)

VALUES = NameValues(
    "firefox", ProcessKey(4211, 99), "support", user="alice", host="pc.example", seconds=0
)
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{name}{digit}" for name in ("com", "lpt") for digit in "0123456789¹²³"
}


def test_a_name_tells_process_preset_and_time():
    assert file_name(DEFAULT_TEMPLATE, VALUES) == "firefox_4211_support_19700101T000000Z.dmp"
    assert preset_word(DumpRequest(0x21925)) == "support"
    assert preset_word(DumpRequest(0x21925), 2) == "support-minus-2"
    assert preset_word(DumpRequest(0x4)) == "0x4"


def test_a_dump_by_a_recipe_is_called_by_it_less_what_somebody_left_out_besides():
    rules = FilterSpec(
        modules=(ModuleRule("a", include=False, by="Orders: hang"),),
        threads=(ThreadRule("b", include=False, by="Orders: hang"),),
    )
    request = DumpRequest(0x21925, rules, recipe="Orders: hang")
    assert DumpRequest.from_json(request.to_json()).recipe == request.recipe
    assert preset_word(request, 2) == "Orders: hang"
    more = replace(request, filter=rules + FilterSpec(memory=(MemoryRule("[heap]"),)))
    assert preset_word(more, 3) == "Orders: hang-minus-1"
    name = file_name(DEFAULT_TEMPLATE, replace(VALUES, preset=preset_word(request, 2)))
    assert name == "firefox_4211_Orders_hang_19700101T000000Z.dmp"


@pytest.mark.parametrize(
    ("process", "expected"),
    [
        ("../../etc/passwd", "etc_passwd"),
        ("a b\n\x1b[31m", "a_b_31m"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("C:\\x", "C_x"),
        ("größe", "größe"),
        ("gro\u0308ße", "größe"),
        ("名" * 200, "名" * 33),
        ("\udcff", "process"),
        ("", "process"),
        ("...", "process"),
    ],
)
def test_no_process_chooses_more_than_its_part_of_the_name(process, expected):
    name = file_name(
        DEFAULT_TEMPLATE, NameValues(process, ProcessKey(1, 2), preset_word(DumpRequest(0x1000)))
    )
    assert name.startswith(expected + "_1_stacks_")
    assert re.fullmatch(r"[\w.+-]+\.dmp", name)
    assert len(name.encode()) <= 250


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (DEFAULT_TEMPLATE, "firefox_4211_support_19700101T000000Z.dmp"),
        ("{name}", "firefox.dmp"),
        ("{n} - {name} on {host} ({user})", "1 - firefox on pc.example (alice).dmp"),
        ("{utc}.dmp", "19700101T000000Z.dmp"),
        ("CON", "_CON.dmp"),
        ("nul.{name}.dmp", "_nul.firefox.dmp"),
        ("console", "console.dmp"),
        ("..{name}. .dmp", "firefox.dmp"),
        ("-rf {name}", "rf firefox.dmp"),
    ],
)
def test_templates(template, expected):
    assert file_name(template, VALUES) == expected


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("", "empty"),
        (".dmp", "empty"),
        (" . .dmp", "empty"),
        ("{home}", "{home}, at character 1 of the name template"),
        ("{name!r}", "{name!r}"),
        ("{pid:>9}", "{pid:>9}"),
        ("{name.__class__}", "__class__"),
        ("{", "stands alone"),
        ("a}", "character 2"),
        ("../{name}", "“/” at character 3"),
        ("a\\b", "Folders"),
        ("a:b", "“:” at character 2"),
        ("a\nb", "\\x0a"),
        ("a\u202eb", "\\u202e"),
        ("x" * 201, "at most 200"),
    ],
)
def test_what_is_no_template_is_refused_with_the_place(template, told):
    with pytest.raises(InvalidRequestError) as caught:
        check_template(template)
    assert told in str(caught.value)


TEXT = st.text(max_size=300)
PIECES = st.lists(
    st.sampled_from([f"{{{name}}}" for name in FIELDS]) | st.text(max_size=12), max_size=12
)


@given(PIECES.map("".join), TEXT, TEXT, TEXT, TEXT, st.integers(1, 9999))
def test_whatever_comes_together_is_one_safe_file_name(template, name, user, host, preset, number):
    try:
        made = file_name(
            template, NameValues(name, ProcessKey(1, 2), preset, user, host, 0), number
        )
    except InvalidRequestError:
        return
    assert made.endswith(".dmp")
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', made)
    assert made.isprintable()
    assert made[0] not in " .-~"
    assert made.strip(" .") == made
    assert made.partition(".")[0].casefold() not in DEVICES
    assert len((made + ".part").encode()) <= 255


def test_a_name_is_free_beside_files_links_and_dumps_being_written(tmp_path):
    assert free_path(tmp_path, "{name}", VALUES).name == "firefox.dmp"
    (tmp_path / "firefox.dmp").touch()
    (tmp_path / "firefox-2.dmp").symlink_to("nowhere")
    (tmp_path / "firefox-3.dmp.part").touch()
    assert free_path(tmp_path, "{name}", VALUES).name == "firefox-4.dmp"
    assert free_path(tmp_path, "{n}_{name}.dmp", VALUES).name == "1_firefox.dmp"
    (tmp_path / "1_firefox.dmp").touch()
    assert free_path(tmp_path, "{n}_{name}.dmp", VALUES).name == "2_firefox.dmp"


def test_a_folder_full_of_the_name_ends_in_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(naming, "_NUMBER_LIMIT", 3)
    for name in ("firefox.dmp", "firefox-2.dmp"):
        (tmp_path / name).touch()
    with pytest.raises(OutputError, match="too many"):
        free_path(tmp_path, "{name}", VALUES)


def test_the_example_shows_the_template_at_work():
    assert re.fullmatch(r"firefox_4711_support_\d{8}T\d{6}Z\.dmp", example(DEFAULT_TEMPLATE))
    assert example("{host}").endswith(".dmp")


def test_a_drive_that_does_not_answer_is_told(tmp_path, monkeypatch):
    hangs = threading.Event()
    monkeypatch.setattr(naming, "_DRIVE_SECONDS", 0.05)
    monkeypatch.setattr(naming, "free_path", lambda *_: hangs.wait())
    with pytest.raises(OutputError, match="does not answer"):
        naming.free_paths(tmp_path, "{name}", [VALUES])
    hangs.set()


def test_several_are_named_each_by_itself(tmp_path):
    (tmp_path / "firefox.dmp").touch()
    paths = naming.free_paths(tmp_path, "{name}", [VALUES, VALUES])
    assert [path.name for path in paths] == ["firefox-2.dmp"] * 2
