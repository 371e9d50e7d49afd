"""How much memory is free for a process: the system's, and that of its control groups."""

from __future__ import annotations

import pytest

from app.core.capture.linux import control_groups, headroom

FILES = {
    "/proc/7/cgroup": "0::/a/b\n",
    "/proc/self/mountinfo": "30 1 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n",
    "/proc/meminfo": "MemTotal: 8000 kB\nMemAvailable:    4000 kB\n",
    "/sys/fs/cgroup/a/b/memory.max": "max\n",
    "/sys/fs/cgroup/a/b/memory.current": "1000\n",
    "/sys/fs/cgroup/a/memory.max": "100000\n",
    "/sys/fs/cgroup/a/memory.high": "90000\n",
    "/sys/fs/cgroup/a/memory.current": "80000\n",
    "/sys/fs/cgroup/a/memory.stat": "anon 5\nactive_file 2000\ninactive_file 3000\n",
}


@pytest.fixture
def files(monkeypatch):
    found = dict(FILES)
    monkeypatch.setattr(control_groups, "text", lambda path: found.get(path, ""))
    monkeypatch.setattr(headroom, "text", lambda path: found.get(path, ""))
    control_groups._trees.cache_clear()
    yield found
    control_groups._trees.cache_clear()


def test_the_tightest_group_counts(files):
    assert headroom.headroom(7) == 90000 - 80000 + 5000


def test_without_limits_the_system_counts(files):
    files["/sys/fs/cgroup/a/memory.max"] = files["/sys/fs/cgroup/a/memory.high"] = "max"
    assert headroom.headroom(7) == 4000 << 10


def test_of_the_first_version(files):
    files |= {
        "/proc/7/cgroup": "4:memory:/x\n0::/\n",
        "/proc/self/mountinfo": "31 1 0:27 / /cg/memory rw - cgroup cgroup rw,memory\n",
        "/cg/memory/x/memory.limit_in_bytes": "50000",
        "/cg/memory/x/memory.usage_in_bytes": "20000",
    }
    assert headroom.headroom(7) == 30000


def test_nobody_tells(files):
    files.clear()
    assert headroom.headroom(7) is None
