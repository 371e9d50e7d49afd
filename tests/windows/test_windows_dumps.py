"""Dumps that dbghelp (Wine's build) wrote, read back."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.verify import verify
from app.core.inspection.whereabouts import Use, Whereabouts
from app.core.minidump.reader import MinidumpFile

SECONDS = 60


@pytest.fixture(scope="module")
def write_dump(wine, wine_environment, mingw_gcc, tmp_path_factory):
    """Call it with flags to get a dump of the program by itself, and what it says."""
    folder = tmp_path_factory.mktemp("written")
    program = folder / "write_dump.exe"
    source = Path(__file__).with_name("write_dump.c")
    subprocess.run(
        [mingw_gcc, "-Wall", "-Wextra", "-Werror", "-O1", source, "-o", program, "-ldbghelp"],
        check=True,
    )

    def write(flags):
        path = folder / f"{flags:x}.dmp"
        done = subprocess.run(
            [wine, program, f"Z:{path}".replace("/", "\\"), hex(flags)],
            env=wine_environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
        return path, [int(word) for word in done.stdout.split()]

    return write


@pytest.mark.parametrize("flags", [0, 0x21826], ids=hex)
def test_a_windows_process_has_its_threads_modules_and_memory(write_dump, flags):
    path, (process_id, thread_id, main) = write_dump(flags)
    with MinidumpFile.open(path) as file:
        snapshot = snapshot_of(file)
        code = file.read_memory(main, 2) if flags else b""
        places = Whereabouts(snapshot, file.read_memory)
    verdict = verify(path)

    assert snapshot.process_id == process_id
    assert snapshot.name == "write_dump.exe"
    assert snapshot.executable.endswith("\\write_dump.exe")
    assert thread_id in {thread.id for thread in snapshot.threads}
    assert snapshot.modules[0].base < main < snapshot.modules[0].end
    assert {module.name.rpartition("\\")[2].lower() for module in snapshot.modules} >= {
        "kernel32.dll",
        "ntdll.dll",
        "dbghelp.dll",
    }
    assert len(code) == (2 if flags else 0)
    uses = {place.use for region in snapshot.regions if (place := places.at(region.base))}
    assert (Use.HEAP in uses) is bool(flags)
    assert (Use.TLS in uses) is bool(flags)
    assert verdict.verdict == "incomplete"  # the calling thread has neither registers nor stack
    assert any("No thread has a stack" in finding.text for finding in verdict.findings)
