"""Files that several windows change, that others have been at, or that somebody keeps locked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

import pytest

from app.core.errors import OutputError
from app.core.storage.history import DumpRecord, History
from app.core.storage.own_presets import OwnPresets
from app.core.storage.private_files import SIZE_LIMIT
from app.core.storage.settings import Settings, change_settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RECORD = DumpRecord(
    time=1, pid=1, name="x", path="/x", size=1, flags=1, paused_ms=1, verdict="good"
)


def read_settings(path):
    return load_settings(path)[1]


def change_a_setting(path):
    change_settings({"theme": "dark"}, path)
    assert load_settings(path)[0].theme == "dark"


def read_presets(path):
    return OwnPresets(path).problems


def add_a_preset(path):
    OwnPresets(path).add("mine", 1)
    assert [preset.name for preset in OwnPresets(path).presets] == ["mine"]


def read_history(path):
    history = History(path)
    assert history.records() == []
    return history.problems


def append_a_record(path):
    History(path).append(RECORD)
    assert len(History(path).records()) == 1


class Store(NamedTuple):
    """One of the files: how it is read, giving its problems, and changed."""

    name: str
    read: Callable[[Path], list[str]]
    change: Callable[[Path], None]


STORES = [
    Store("settings.json", read_settings, change_a_setting),
    Store("presets.json", read_presets, add_a_preset),
    Store("history.jsonl", read_history, append_a_record),
]


def a_folder(path):
    path.mkdir()
    (path / "inside").touch()


def a_pipe(path):
    os.mkfifo(path)


def garbage(path):
    path.write_bytes(os.urandom(4000).replace(b"\n", b"") + b"\xff\n")


def a_list(path):
    path.write_text("[1, 2]\n")


def forty_megabytes(path):
    with path.open("wb") as file:
        file.truncate(40 << 20)


def links_in_a_loop(path):
    other = path.with_name("other")
    other.symlink_to(path)
    path.symlink_to(other)


BROKEN = [a_folder, a_pipe, garbage, a_list, forty_megabytes, links_in_a_loop]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="There are no such files on Windows.")
@pytest.mark.parametrize("store", STORES, ids=lambda store: store.name)
@pytest.mark.parametrize("make", BROKEN)
@pytest.mark.parametrize("first", ["read", "change"])
def test_what_is_broken_is_told_once_and_kept_beside(tmp_path, store, make, first):
    path = tmp_path / store.name
    make(path)
    was = os.lstat(path)
    lines = store.name == "history.jsonl" and make in {garbage, a_list}
    told = store.read(path) if first == "read" else []
    if first == "change" or lines:  # single lines of a history are kept when it is next written
        store.change(path)
    else:
        assert len(told) == 1
        assert " is broken and was kept as " in told[0]

    (aside,) = tmp_path.glob(f"{store.name}.broken-*")
    if not lines:
        assert os.lstat(aside).st_ino == was.st_ino, "the thing itself was moved"
    if first == "read" and not lines:
        assert aside.name in told[0]
        assert store.read(path) == []
        store.change(path)
    assert len([*tmp_path.glob(f"{store.name}.broken-*")]) == 1


@pytest.mark.parametrize("store", STORES, ids=lambda store: store.name)
def test_a_lock_of_a_stopped_program_is_waited_for_a_moment_only(tmp_path, store):
    path = tmp_path / store.name
    program = (
        "import sys; from pathlib import Path; from app.core.storage.locked import locked\n"
        "with locked(Path(sys.argv[1])):\n"
        "    print('ready', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline() == b"ready\n"
        assert store.read(path) == []
        began = time.monotonic()
        with pytest.raises(OutputError, match=r"keeps .* locked"):
            store.change(path)
        assert time.monotonic() - began < 30, "a second, on a machine that is not busy"
    finally:
        holder.communicate()
    store.change(path)


def test_two_windows_do_not_undo_each_others_settings(tmp_path):
    path = tmp_path / "settings.json"
    one, _ = load_settings(path)
    load_settings(path)  # another window, that knows nothing of what follows
    change_settings({"confirm_private": False}, path)
    now = change_settings({"theme": "dark"}, path)
    assert (now.confirm_private, now.theme) == (False, "dark")
    assert load_settings(path)[0] == now
    assert one == Settings()
    change_settings({"theme": "system"}, path)
    assert json.loads(path.read_text()) == {"confirm_private": False}


def test_what_another_version_keeps_in_the_file_stays(tmp_path):
    path = tmp_path / "settings.json"
    path.write_text('{"of_tomorrow": [1, 2]}')
    change_settings({"theme": "dark"}, path)
    assert json.loads(path.read_text()) == {"of_tomorrow": [1, 2], "theme": "dark"}


def test_two_windows_do_not_undo_each_others_presets(tmp_path):
    path = tmp_path / "presets.json"
    one, other = OwnPresets(path), OwnPresets(path)
    mine = one.add("mine", 1)
    theirs = other.add("theirs", 2)
    assert [preset.name for preset in other.presets] == ["mine", "theirs"]
    one.change(theirs.key, 4)
    other.remove(mine.key)
    one.rename(theirs.key, "ours")
    assert [(preset.name, preset.flags) for preset in OwnPresets(path).presets] == [("ours", 4)]


def test_programs_that_change_settings_and_presets_at_once_lose_nothing(tmp_path):
    program = (
        "import sys; from pathlib import Path\n"
        "from app.core.storage.own_presets import OwnPresets\n"
        "from app.core.storage.settings import change_settings\n"
        "folder, name, value = Path(sys.argv[1]), sys.argv[2], eval(sys.argv[3])\n"
        "own = OwnPresets(folder / 'p.json')\n"
        "for n in range(12):\n"
        "    own.add(f'{name} {n}', 1)\n"
        "    change_settings({name: value}, folder / 's.json')\n"
    )
    changes = {"theme": "dark", "language": "de", "keep_history": False}
    writers = [
        subprocess.Popen([sys.executable, "-c", program, tmp_path, name, repr(value)])
        for name, value in changes.items()
    ]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    assert len(OwnPresets(tmp_path / "p.json").presets) == 36
    settings, problems = load_settings(tmp_path / "s.json")
    assert {name: getattr(settings, name) for name in changes} == changes
    assert problems == []


def test_the_limit_of_a_file_is_above_all_that_is_written():
    assert SIZE_LIMIT >= 1000 * (8 << 10)
