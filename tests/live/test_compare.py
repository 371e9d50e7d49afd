"""Two looks at a program that grows: two dumps, and a dump and the process."""

from __future__ import annotations

import json
import subprocess
import sys

GROWS = """
import sys, threading
held = []
print("ready", flush=True)
for line in sys.stdin:
    held.append(bytearray(30 << 20))
    held.append(open("/etc/passwd"))
    threading.Thread(target=threading.Event().wait, name="late", daemon=True).start()
    print("ready", flush=True)
"""


def dumpdesk(*arguments):
    command = [sys.executable, "-P", "-m", "app", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_where_a_program_grows_is_told(start_process, tmp_path):
    target = start_process(sys.executable, "-c", GROWS)
    dumps = []
    for name in ("a.dmp", "b.dmp"):
        target.wait_at_rest()
        dumps.append(tmp_path / name)
        dumpdesk("dump", target.pid, "-o", dumps[-1])
        target.process.stdin.write(b"more\n")
        target.process.stdin.flush()
        target.wait_ready()
    for pair in (dumps, (dumps[1], target.pid)):
        found = json.loads(dumpdesk("compare", *pair, "--json"))
        assert found["same_process"]
        grown = {one["what"]: one["after"] - one["before"] for one in found["memory"]}
        assert 30 << 20 <= grown["anonymous memory"] < 40 << 20
        assert any(one["after"] - one["before"] >= 30 << 20 for one in found["mappings"])
        assert [one["before"] for one in found["threads"]].count("") == 1
        (files,) = (one for one in found["handles"] if one["type_name"] == "File")
        assert files["came"] == ["/etc/passwd"]
        old, new = found["resident"]
        assert new - old > 25 << 20
    told = dumpdesk("compare", *dumps)
    assert "anonymous memory" in told
    assert "/etc/passwd" in told
    other = start_process(sys.executable, "-c", GROWS)
    assert "These are not the same process." in dumpdesk("compare", dumps[0], other.pid)
