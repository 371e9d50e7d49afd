"""What is told of one dump among many."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from app.core.dump.request import DumpRequest
from app.core.inspection import triage_folder
from app.core.inspection.cause import Cause
from app.core.inspection.reasons.reason import Reason
from app.core.inspection.signatures import signature_of
from app.core.inspection.triage import Entry, entry_of, from_json, is_minidump
from app.core.inspection.triage_folder import known_before, minidumps_below, triage
from app.core.minidump.constants import PLATFORM_ID
from tests.synth import Synth, context_amd64, exception, thread
from tests.unit.inspection.written import write


def crash(code=11, address=0x8, rip=0x401234):
    """A dump of a Linux process that crashed."""
    synth = Synth()
    synth.system_info()
    synth.misc_info()
    context = (1232, synth.put(context_amd64(rip)))
    synth.counted(3, [thread(4711, context=context)])
    exception(synth, 4711, code, 1, address, context=context)
    return synth.build()


@pytest.fixture
def folder(tmp_path):
    """Three dumps under odd names, and what is none."""
    _, whole = write(DumpRequest(0))
    (tmp_path / "below").mkdir()
    (tmp_path / "a.dmp").write_bytes(whole)
    (tmp_path / "below" / "upload_file_minidump").write_bytes(crash())
    (tmp_path / "below" / "b.core").write_bytes(bytes(whole)[:700])
    (tmp_path / "notes.dmp").write_text("no dump")
    (tmp_path / "link.dmp").symlink_to(tmp_path / "a.dmp")
    os.mkfifo(tmp_path / "pipe.dmp")
    return tmp_path


def names(paths):
    return [path.name for path in paths]


def test_dumps_are_found_by_how_they_begin(folder):
    assert names(minidumps_below(folder)) == ["a.dmp", "b.core", "upload_file_minidump"]
    assert not is_minidump(folder)
    assert not is_minidump(folder / "gone")


def test_a_dump_without_a_crash(folder):
    entry = entry_of(str(folder / "a.dmp"))
    assert (entry.process, entry.version, entry.made) == ("demo", "1.2.3.4", 1_700_000_000)
    assert entry.size == (folder / "a.dmp").stat().st_size
    assert entry.group == "no crash"
    assert entry.error == ""


def test_a_crash_has_a_signature(folder):
    entry = entry_of(str(folder / "below" / "upload_file_minidump"))
    assert entry.crashed
    assert entry.headline.startswith("SIGSEGV")
    assert entry.signature == "@0x401234"
    assert entry.group == entry.signature


def test_a_damaged_dump_is_no_dump_without_a_crash(folder):
    entry = entry_of(str(folder / "below" / "b.core"))
    assert entry.error != ""
    assert entry.group == "cannot be read"
    assert entry_of(str(folder / "gone")).error != ""
    assert entry_of(str(folder / "notes.dmp")).error != ""


def frame(function, module="/usr/lib/libx.so", offset=0x10):
    return {
        "address": 0x7000 + offset,
        "module": module,
        "offset": offset,
        "function": function,
        "file": None,
        "line": None,
    }


@pytest.mark.parametrize(
    ("frames", "signature"),
    [
        ([frame("total_of(order*)"), frame("main")], "total_of"),
        ([frame("abort"), frame("raise_it"), frame("main")], "abort | raise_it | main"),
        ([frame(None)], "libx.so"),
        ([], ""),
    ],
)
def test_signatures_are_those_of_the_rules(frames, signature):
    cause = Cause(Reason("SIGSEGV", 11), thread=1, frames=tuple(frames))
    assert signature_of(cause, PLATFORM_ID.LINUX) == signature


def test_names_of_windows_modules_have_no_case():
    cause = Cause(Reason("x", 1), frames=(frame(None, "C:\\A\\Vital.CLAP"),))
    assert signature_of(cause, PLATFORM_ID.WIN32_NT) == "vital.clap"


# ------------------------------------------------------------------------------ a folder


def look(folder, known=None, **options):
    kept = io.StringIO()
    entries = triage(minidumps_below(folder), known or {}, kept, workers=2, **options)
    return entries, kept.getvalue().splitlines()


def test_a_folder_is_looked_through_once(folder):
    entries, kept = look(folder)
    assert sorted(Path(entry.path).name for entry in entries) == names(minidumps_below(folder))
    assert sorted(entry.made for entry in entries)[::-1] == [entry.made for entry in entries]
    known = known_before([*kept, '{"path": "cut of', '{"path": 5}', "[]"])
    assert set(known.values()) == set(entries)

    again, fresh = look(folder, known)
    assert (again, fresh) == (entries, [])
    (folder / "a.dmp").write_bytes(crash())
    changed, fresh = look(folder, known)
    assert [json.loads(line)["path"] for line in fresh] == [str(folder / "a.dmp")]
    assert sum(entry.crashed for entry in changed) == 2


def test_given_up_what_was_found_is_kept(folder):
    def progress(_done):
        raise KeyboardInterrupt

    kept = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        triage(minidumps_below(folder), {}, kept, progress, 1)
    assert len(kept.getvalue().splitlines()) == 1


def test_a_file_that_ends_its_process_or_never_ends_costs_itself_only(
    folder, monkeypatch, tmp_path
):
    script = tmp_path / "reader.py"
    script.write_text(
        "import json, os, sys, time\n"
        f"sys.path.insert(0, {str(Path.cwd())!r})\n"
        "from app.core.inspection.triage import entry_of\n"
        "for line in sys.stdin:\n"
        "    path = json.loads(line)\n"
        "    if path.endswith('a.dmp'): os._exit(3)\n"
        "    if path.endswith('b.core'): time.sleep(1000)\n"
        "    print(json.dumps(entry_of(path)._asdict()), flush=True)\n"
    )
    monkeypatch.setattr(triage_folder, "SECONDS", 12)  # also where machines are busy
    monkeypatch.setattr(
        triage_folder.child, "command", lambda _name: [sys.executable, "-P", str(script)]
    )
    entries, _ = look(folder)
    told = {Path(entry.path).name: entry.error for entry in entries}
    assert told["upload_file_minidump"] == ""
    assert "could not be looked at" in told["a.dmp"]
    assert "could not be looked at" in told["b.core"]


def test_what_was_kept_is_believed_only_if_it_fits():
    entry = Entry("/a", 5, 6, 7, "p", "1", "h", "line", "sig", crashed=True)
    assert from_json(entry._asdict()) == entry
    assert from_json(entry._asdict() | {"size": "5"}) is None
    assert from_json(entry._asdict() | {"more": 1}) is None
    assert from_json({}) is None
