"""A virtual machine with one of Debian's kernels: all there is beside it is an initramfs of ours.

No disk, no modules, no network: whatever /init is to find is put into one cpio archive
(Documentation/driver-api/early-userspace/buffer-format.rst), and what it has to say comes over the
second serial port.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import os
import py_compile
import re
import stat
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
STDLIB = Path(sysconfig.get_path("stdlib"))
SITE_PACKAGES = Path(sysconfig.get_path("purelib"))
PYTHON = Path(os.path.realpath(sys.executable))
PACKAGES = (
    "click",
    "rich",
    "pygments",
    "markdown_it",
    "mdurl",
    "msgspec",
    "psutil",
    "platformdirs",
)
NOT_NEEDED = re.compile(
    r"/(?:config-[^/]*|ensurepip|idlelib|lib2to3|site-packages|dist-packages|test|tests|tkinter"
    r"|turtledemo|unittest|__pycache__)(?:/|$)|\.a$|/lexers/(?!__init__|_mapping|python)"
)
BESIDE_LIBC = "libgcc_s.so.1"
"""Nothing names it, and yet no thread ends early without it (pthread_exit)."""
FOLDERS = ("dev", "proc", "sys", "tmp", "root", "etc")
KERNEL_PARAMETERS = "console=ttyS0 quiet panic=-1 mitigations=off random.trust_cpu=on"


class Outcome(NamedTuple):
    """What the machine wrote, and the end of what its kernel said."""

    told: str
    console: str


def boot(qemu, kernel, initramfs, folder, seconds, **parameters):
    """Have a machine do what *parameters* say (see ``init``), and give what it told when it is off.

    The processor is emulated, everywhere alike, and has 5 levels of page tables.
    """
    told, console = folder / "told", folder / "console"
    ours = [f"dumpdesk.{name}={','.join(words)}" for name, words in parameters.items()]
    command = [
        *(qemu, "-nographic", "-no-reboot", "-nodefaults", "-m", "1200", "-smp", "2"),
        *("-accel", "tcg", "-cpu", "max", "-kernel", kernel, "-initrd", initramfs),
        *("-serial", f"file:{console}", "-serial", f"file:{told}", "-monitor", "none"),
        *("-append", " ".join([KERNEL_PARAMETERS, *ours])),
    ]
    with contextlib.suppress(subprocess.TimeoutExpired):  # how far it came says what it wrote
        subprocess.run(command, check=True, timeout=seconds, stdin=subprocess.DEVNULL)
    return Outcome(
        told.read_text() if told.exists() else "",
        console.read_text(errors="replace")[-8000:] if console.exists() else "",
    )


def make_initramfs(path, programs):
    """Write the archive: Python, our code with what it needs, and *programs* in /programs."""
    files = dict(_python_files())
    files |= {f"/programs/{program.name}": program for program in programs}
    files |= _below(ROOT / "app", "/dumpdesk/app")
    files |= _below(ROOT / "tests" / "kernel", "/dumpdesk/tests/kernel")
    files["/init"] = ROOT / "tests" / "kernel" / "init.py"
    for binary in [*files.values()]:
        if binary.suffix == ".so" or ".so." in binary.name or os.access(binary, os.X_OK):
            files |= {name: Path(name) for name in _libraries(binary)}
    libc = next(Path(name) for name in files if name.endswith("/libc.so.6"))
    files[str(libc.with_name(BESIDE_LIBC))] = libc.with_name(BESIDE_LIBC)
    with path.open("wb") as archive, tempfile.TemporaryDirectory() as folder:
        _write_cpio(archive, files | _compiled(files, Path(folder)))


def _python_files():
    yield "/usr/bin/python3", PYTHON
    yield from _below(STDLIB, str(STDLIB)).items()
    for package in PACKAGES:
        yield from _below(SITE_PACKAGES / package, f"/packages/{package}").items()
    yield "/packages/typing_extensions.py", SITE_PACKAGES / "typing_extensions.py"


def _compiled(files, folder):
    """Bytecode that nobody compares with its source: an initramfs may lose the time of files."""
    found = {}
    for number, (name, source) in enumerate(files.items()):
        if source.suffix == ".py" and name != "/init":
            place = folder / str(number)
            py_compile.compile(
                str(source),
                str(place),
                name,
                quiet=1,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )
            if place.exists():
                found[importlib.util.cache_from_source(name)] = place
    return found


def _below(folder, name):
    return {
        f"{name}/{path.relative_to(folder)}": path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not NOT_NEEDED.search(f"/{path.relative_to(folder)}")
    }


@functools.cache
def _libraries(binary):
    """Full names of the shared libraries that *binary* is started with."""
    told = subprocess.run(["ldd", binary], capture_output=True, text=True, check=False)
    return re.findall(r"(?:=> |^\s*)(/\S+) \(0x", told.stdout, re.MULTILINE)


def _write_cpio(archive, files):
    made = set()

    def entry(name, mode, data=b"", modified=0):
        encoded = name.encode() + b"\0"
        numbers = (len(made) + 1, mode, 0, 0, 1, modified, len(data), 0, 0, 0, 0, len(encoded), 0)
        header = b"070701" + b"".join(b"%08x" % number for number in numbers) + encoded
        archive.write(header + bytes(-len(header) % 4) + data + bytes(-len(data) % 4))
        made.add(name)

    for folder in FOLDERS:
        entry(folder, stat.S_IFDIR | 0o755)
    for name, source in files.items():
        parents = [parent for parent in Path(name).parents if parent != Path("/")]
        for parent in reversed(parents):
            if str(parent)[1:] not in made:
                entry(str(parent)[1:], stat.S_IFDIR | 0o755)
        found = source.stat()
        entry(name[1:], stat.S_IFREG | 0o755, source.read_bytes(), int(found.st_mtime))
    entry("TRAILER!!!", 0)
