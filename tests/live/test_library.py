"""DumpDesk as a library: what docs/library.md shows, on a real process."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

import app
from app.core.dump.callback import NEVER_CALLED
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE
from app.core.minidump.reader import MinidumpFile

PAGE = (Path(app.__file__).parents[1] / "docs" / "library.md").read_text()
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_every_example_runs(start_target, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "dumpdesk", app)
    names = {"process_id": start_target("threads").pid, "folder": tmp_path}
    for example in EXAMPLES:
        exec(compile(example, "docs/library.md", "exec"), names)

    def opened(name):
        return MinidumpFile.open(tmp_path / name)

    with opened("one-thread.dmp") as dump:
        assert [thread.thread_id for thread in dump.threads] == [names["process_id"]]
    with opened("asked.dmp") as dump:
        assert "before the restart" in dump.comments
        assert not any("libcrypto" in module.name for module in dump.modules)
    with opened("looked.dmp") as dump:
        assert names["plan"].file_size == dump.size
    for name in ("plain", "no-globals", "ranges", "no-shared", "as-far-as-possible", "blanked"):
        with opened(f"{name}.dmp") as dump:
            assert dump.threads
    assert not (tmp_path / "cancelled.dmp").read_bytes().startswith(b"MDMP")


def test_every_callback_that_is_made_is_in_the_examples():
    made = set(MINIDUMP_CALLBACK_TYPE) - set(NEVER_CALLED)
    code = "".join(EXAMPLES)
    assert {kind.name for kind in made if kind.name not in code} == set()


def test_every_name_that_is_imported_there_belongs_to_the_face():
    used = re.findall(r"from dumpdesk import (.*)", PAGE)
    names = {name.partition(" as ")[0].strip() for line in used for name in line.split(",")}
    assert names <= set(app.__all__)


def test_a_callback_that_forgets_to_answer_leaves_no_dump(start_target, tmp_path):
    with (tmp_path / "a.dmp").open("w+b") as file:
        with pytest.raises(TypeError, match="IsProcessSnapshotCallback"):
            app.write_dump(None, start_target("threads").pid, file, 0, callback=lambda *_: None)
        file.seek(0)
        assert not file.read(4).strip(b"\0")
