"""What somebody else could put in the way of the process that looks into others."""

from __future__ import annotations

import subprocess

from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.minidump.constants import MINIDUMP_TYPE as T

LIBRARY = """
#include <fcntl.h>
__attribute__((constructor)) static void planted(void) {{ open("{mark}", O_CREAT | O_RDWR, 0600); }}
"""


def test_nothing_from_the_environment_runs_in_the_dumper(start_target, tmp_path, monkeypatch, gcc):
    """Programs that PATH leads to, and a library that the loader is told to load first."""
    folder = tmp_path / "planted"
    folder.mkdir()
    mark = tmp_path / "ran"
    for name in ("cat", "sh", "true", "sleep", "python3", "env"):
        program = folder / name
        program.write_text(f"#!/bin/bash\n: > {mark}\nexec /bin/cat\n")
        program.chmod(0o755)
    library = folder / "planted.so"
    source = LIBRARY.format(mark=mark)
    compile_it = [gcc, "-shared", "-fPIC", "-x", "c", "-", "-o", library]
    subprocess.run(compile_it, input=source.encode(), check=True)
    target = start_target("threads", 2)
    monkeypatch.setenv("LD_PRELOAD", str(library))
    monkeypatch.setenv("PATH", str(folder))
    subprocess.run(["/bin/true"], check=True)
    assert mark.exists(), "the library does not work as it is meant to"
    mark.unlink()

    request = DumpRequest(int(T.MiniDumpWithAvxXStateContext))
    with DumperClient() as client:
        done = client.dump(target.key, request, str(tmp_path / "a.dmp"))

    assert done.verdict == "good"
    assert not mark.exists()
