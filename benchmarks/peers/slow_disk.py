"""A disk that takes so many bytes a second: a file as a block device, throttled by a cgroup."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT: Final = Path("/sys/fs/cgroup/blkio/blkio.throttle.write_bps_device")
"""Of the root group: what the page cache writes back late belongs to it (cgroup-v1, blkio)."""
MIB: Final = 1 << 20


def why_not() -> str:
    """Say why there can be no slow disk here; nothing if there can."""
    if os.geteuid():
        return "the slow disk is not here (it needs root)"
    if not LIMIT.exists():
        return f"the slow disk is not here (it needs {LIMIT})"
    if not Path("/dev/loop-control").exists() or shutil.which("mkfs.ext4") is None:
        return "the slow disk is not here (it needs loop devices and mkfs.ext4)"
    return ""


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True)


@contextlib.contextmanager
def slow_disk(folder: Path, mib: int, mib_a_second: int) -> Iterator[Path]:
    """Mount an ext4 of *mib* in *folder*, which writes *mib_a_second*; where it is mounted."""
    image, mounted = folder / "image", folder / "slow"
    mounted.mkdir()
    with contextlib.ExitStack() as undo:
        undo.callback(image.unlink)
        with image.open("wb") as file:
            file.truncate(mib * MIB)
        found = subprocess.run(
            ["losetup", "-f", "--show", image], check=True, capture_output=True, text=True
        )
        device = found.stdout.strip()
        undo.callback(_run, "losetup", "-d", device)
        _run("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0", device)
        _run("mount", device, mounted)
        undo.callback(_run, "umount", mounted)
        number = Path(device).stat().st_rdev
        name = f"{os.major(number)}:{os.minor(number)}"
        LIMIT.write_text(f"{name} {mib_a_second * MIB}")
        undo.callback(LIMIT.write_text, f"{name} 0")
        yield mounted
