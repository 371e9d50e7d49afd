"""Kernels as Debian offers them today: its apt is asked, in a folder of its own.

What is asked for is a suite, never a version: those come and go. Found kernels stay in the cache.
"""

from __future__ import annotations

import os
import re
import subprocess
import tarfile
import time
from pathlib import Path

import dev

MIRROR = "http://deb.debian.org/debian"
SUITES = {"oldest": "bullseye", "Debian 12": "bookworm", "newest": "sid"}
"""bullseye is the oldest on Debian's mirrors, and sid where new kernels come to."""
META_PACKAGE = "linux-image-amd64"
FOLDER = dev.CACHE / "dumpdesk" / "kernels"
SECONDS_FRESH = 24 * 3600
SECONDS = 300


def kernel_of(suite):
    """Give the path of *suite*'s kernel: today's, or the last one where Debian does not answer."""
    folder = FOLDER / suite
    known = sorted(folder.glob("vmlinuz-*"), key=lambda path: path.stat().st_mtime)
    if known and time.time() - known[-1].stat().st_mtime < SECONDS_FRESH:
        return known[-1]
    for part in ("lists", "archives"):
        (folder / part / "partial").mkdir(parents=True, exist_ok=True)
    (folder / "status").write_text("")
    (folder / "sources.list").write_text(f"deb {MIRROR} {suite} main\n")
    try:
        return _newest(folder)
    except (RuntimeError, subprocess.TimeoutExpired):
        if known:
            return known[-1]
        raise


def _newest(folder):
    _apt(folder, "apt-get", "update")
    image = _needs(folder, META_PACKAGE, "linux-image-")
    kernel = folder / f"vmlinuz-{image}"
    if not kernel.exists():
        # Newer packages have the kernel itself in one that the image needs.
        binary = _needs(folder, image, "linux-binary-") or image
        _apt(folder, "apt-get", "download", binary)
        for package in folder.glob(f"{binary}_*.deb"):
            _unpack(package, kernel)
            package.unlink()
    kernel.touch()  # asked for today
    return kernel


def _needs(folder, package, prefix):
    shown = _apt(folder, "apt-cache", "show", "--no-all-versions", package)
    found = re.search(rf"^Depends:.*?\b({re.escape(prefix)}[0-9]\S*?)[\s,(]", shown, re.MULTILINE)
    return found[1] if found else ""


def _apt(folder, program, *arguments):
    options = {
        "Dir::Etc::sourcelist": folder / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "Dir::State": folder,
        "Dir::State::status": folder / "status",
        "Dir::Cache": folder,
        "APT::Architecture": "amd64",
        "APT::Sandbox::User": "root",
        "Acquire::Languages": "none",
        "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled": "false",
    }
    told = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    done = subprocess.run(
        [program, "-q", *told, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{program} {' '.join(arguments)}: {done.stderr[-2000:]}")
    return done.stdout


def _unpack(package, kernel):
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE
    ) as process:
        with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
            for member in archive:
                if Path(member.name).name.startswith("vmlinuz") and member.isfile():
                    part = kernel.with_name(f"part-of-{kernel.name}")
                    part.write_bytes(archive.extractfile(member).read())
                    part.rename(kernel)
                    break
        process.kill()
    if not kernel.exists():
        raise RuntimeError(f"There is no kernel in {package.name}.")
