"""A file that lies costs its own description: a process that maps it is dumped all the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from app.core.capture.snapshot import NoteKind
from app.core.capture.target import key_of, open_target
from app.core.dump.plan import make_plan
from app.core.dump.request import DumpRequest
from app.core.inspection.show import describe_file
from app.core.inspection.verify import verify
from tests.lies import lying_elf, lying_pe
from tests.live.dumping import PAGE, dump_with
from tests.live.loading import Loader, up

EVERYTHING = 0x0005_79A7
"""All flags that look into modules: data and code segments, headers, unloaded ones, scanning."""
WRITTEN = 40
"""Each that many cases, the dump is written and read back, too."""


@pytest.fixture
def loader(start_target):
    return Loader(start_target("mapper"))


def check(loader, start, case, tmp_path, *, is_code=True):
    """Describe, plan and dump the process, which has a lying file at *start*."""
    target = open_target(key_of(loader.pid))
    try:
        snapshot = target.describe()
        plan = make_plan(snapshot, DumpRequest(EVERYTHING), read=target.read)
    finally:
        target.close()
    names = [Path(module.name).name for module in snapshot.modules]
    assert names[0] == "mapper"
    assert {"libc.so.6", "linux-gate.so"} <= set(names)
    assert plan.file_size < 64 << 20
    told = {note.base for note in snapshot.image_notes if note.kind == NoteKind.NO_IMAGE}
    assert not is_code or start in told or any(m.base <= start < m.end for m in snapshot.modules)
    for module in snapshot.modules:
        assert 0 <= module.base < module.end <= 1 << 64
        for low, high in module.headers:
            assert module.base <= low <= high <= module.end
        for segment in module.segments:
            assert module.base <= segment.address <= segment.address + segment.size <= 1 << 64
    if case % WRITTEN == 0:
        written = tmp_path / f"{case}.dmp"
        result = dump_with(written, loader.pid, EVERYTHING)
        assert Path(result.file.modules[0].name).name == "mapper"
        assert verify(written).verdict != "bad"
        assert describe_file(written)["modules"][0]["name"] == result.file.modules[0].name
        written.unlink()


def cases(pytestconfig):
    return range(pytestconfig.getoption("--cases"))


def test_lying_elf_files(loader, build_target, tmp_path, pytestconfig):
    sound = build_target("plugin").read_bytes()
    path = tmp_path / "lies.so"
    for case in cases(pytestconfig):
        path.write_bytes(lying_elf(sound, case))
        size = up(len(sound))
        whole = loader("file", 0, size, 0, "rx", str(path))
        check(loader, whole, case, tmp_path)
        loader("unmap", whole, size)
        path.unlink()  # the next one is another file


def test_lying_pe_files(loader, mingw_gcc, tmp_path, pytestconfig):
    source = tmp_path / "lies.c"
    source.write_text("__declspec(dllexport) int answer(void) { return 42; }\n")
    made = tmp_path / "sound.dll"
    command = [mingw_gcc, "-shared", source, "-Wl,--build-id", "-o", made]
    subprocess.run(command, check=True)
    sound = made.read_bytes()
    path = tmp_path / "lies.dll"
    for case in cases(pytestconfig):
        path.write_bytes(lying_pe(sound, case))
        base = loader("anonymous", 0, 0x40000, "rwx")
        if case % 2:  # as Wine does with files whose sections do not lie on pages
            loader("file", base, PAGE, 0, "r", str(path))
        else:
            loader("file", base, up(len(sound)), 0, "rx", str(path))
        check(loader, base, case, tmp_path, is_code=case % 2 == 0)
        loader("unmap", base, 0x40000)
        path.unlink()


@pytest.mark.parametrize("flags", [0, 0x21925, 0x21826, EVERYTHING], ids=hex)
def test_registers_may_lead_anywhere(start_target, tmp_path, flags):
    target = start_target("absurd")
    path = tmp_path / "absurd.dmp"
    result = dump_with(path, target.pid, flags)
    assert len(result.file.threads) == 1 + target.values["count"]
    assert verify(path).verdict in {"good", "good with gaps"}
    told = describe_file(path)
    assert (1 << 64) - 1 in {thread["stack_pointer"] for thread in told["threads"]}
