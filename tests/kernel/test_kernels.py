"""The whole on real kernels: the oldest and the newest that Debian offers, and Debian 12's own.

Each is started in a virtual machine whose processor is emulated, with 5 levels of page tables where
the kernel knows them. Without a busy neighbour a kernel takes about a minute.
"""

from __future__ import annotations

import json
import shutil

import pytest

from app.core.dump.presets import PRESETS
from tests.conftest import tool
from tests.kernel.checks import COMMANDS, check
from tests.kernel.debian import SUITES, kernel_of
from tests.kernel.machine import boot, make_initramfs

SECONDS = 1500
BEYOND_4_LEVELS = 1 << 47
KEYS = [*(preset.key for preset in PRESETS), "taskmgr:--clone"]

qemu = tool("qemu", "qemu-system-x86_64")
apt_get = tool("apt_get", "apt-get")


@pytest.fixture(scope="module")
def initramfs(build_target, tmp_path_factory):
    path = tmp_path_factory.mktemp("machine") / "initramfs"
    make_initramfs(path, [build_target("vast")])
    yield path
    shutil.rmtree(path.parent)


@pytest.mark.timeout(SECONDS + 300)
@pytest.mark.parametrize("which", SUITES)
def test_every_preset_works_on(which, qemu, apt_get, initramfs, tmp_path, record_property):
    kernel = kernel_of(SUITES[which])
    # What is foretold depends on the kernel least, and is half the work.
    commands = COMMANDS if which == "Debian 12" else COMMANDS[1:]
    outcome = boot(qemu, kernel, initramfs, tmp_path, SECONDS, presets=KEYS, commands=commands)
    assert outcome.told, outcome.console
    told = json.loads(outcome.told)
    assert told.get("error", "") == ""
    assert (told["code"], told["complained"]) == (0, "")
    record_property("kernel", told["kernel"])
    assert kernel.name.endswith(told["kernel"])
    values = dict(word.split("=", 1) for word in told["ready"].split()[1:])
    # Debian's 5.10 was built without the fifth level.
    assert told["levels"] == (4 if which == "oldest" else 5)
    assert (int(values["high"], 16) > BEYOND_4_LEVELS) == (told["levels"] == 5)
    assert [found["preset"] for found in told["found"]] == KEYS
    for found in told["found"]:
        record_property(f"paused {found['preset']}", found["dump"]["said"].get("paused_ms"))
        check(values["known"], found, commands)
