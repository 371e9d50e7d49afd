"""What keeps unfit things out of the programs that are handed out."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tools.licences import gather_licences
from tools.package import PackageError, refuse_foreign_libraries, site_packages

PACKAGING = Path(__file__).parents[2] / "tools" / "packaging"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("PySide6/ICUUC.DLL", b"MZ"),
        ("mscms.dll", b"MZ"),
        ("bin/kernel32.dll", b"MZ" + bytes(62) + b"Wine builtin DLL"),
        ("user32.dll", b"MZ" + bytes(62) + b"Wine placeholder DLL"),
        ("cmd.exe", b"MZ" + bytes(62) + b"Wine builtin DLL"),
    ],
)
def test_libraries_of_wine_and_stand_ins_are_refused(name, content, tmp_path):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    with pytest.raises(PackageError, match=path.name):
        refuse_foreign_libraries(tmp_path)


def test_other_libraries_are_not(tmp_path):
    (tmp_path / "python311.dll").write_bytes(b"MZ" + bytes(5000) + b"Wine builtin DLL")
    (tmp_path / "notes.txt").write_bytes(b"Wine builtin DLL")
    refuse_foreign_libraries(tmp_path)


@pytest.mark.parametrize(("wanted", "missed"), [("json", False), ("lib2to3.pygram", True)])
def test_a_module_that_is_left_out_but_wanted_is_named(wanted, missed, tmp_path):
    package = tmp_path / "app"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "wants.py").write_text(f"import {wanted}\n")
    (package / "of_another_system.py").write_text("import no_such_module\n")
    done = subprocess.run(
        [sys.executable, PACKAGING / "do_without.py", tmp_path, "lib2to3"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == int(missed)
    assert ("app.wants" in done.stderr) == missed


def test_an_icon_file_holds_its_pictures():
    spec = importlib.util.spec_from_file_location("icons", PACKAGING / "icons.py")
    icons = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(icons)
    made = icons.icon_file({16: b"small", 256: b"larger"})
    assert made[:6] == bytes([0, 0, 1, 0, 2, 0])
    first, second = (icons.ENTRY.unpack_from(made, 6 + 16 * row) for row in range(2))
    assert (first[0], second[0]) == (16, 0)
    assert made[first[-1] : first[-1] + first[-2]] == b"small"
    assert made[second[-1] :] == b"larger"


def test_licences_are_gathered_with_their_texts(tmp_path):
    gather_licences(site_packages(), tmp_path / "licenses")
    assert "click" in (tmp_path / "licenses" / "README.txt").read_text("utf-8")
    assert list((tmp_path / "licenses" / "click").iterdir())
