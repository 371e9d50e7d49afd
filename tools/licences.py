"""The licences of what is handed out together with DumpDesk."""

from __future__ import annotations

import shutil
from email.parser import HeaderParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = (
    "attrs",
    "boltons",
    "click",
    "colorama",
    "demangle",
    "face",
    "glom",
    "markdown_it_py",
    "mdurl",
    "msgspec",
    "numpy",
    "platformdirs",
    "psutil",
    "purepdb",
    "pyelftools",
    "siggen",
    "pyqtgraph",
    "pyside6_essentials",
    "python_xlib",
    "rich",
    "shiboken6",
    "six",
)
"""Packages that get into the programs, where the system has them."""

HEAD = """\
DumpDesk is made with these. Their licences are in the folders beside this file, as far as they
come with one; Qt, Qt for Python and python-xlib are used unchanged, under the LGPL, and their
sources are at the addresses below.

  Python: Python-2.0, https://www.python.org/
  Qt: LGPL-3.0-only, https://code.qt.io/cgit/qt/
  PyInstaller's loader: GPL-2.0-or-later with an exception for what it loads,
    https://pyinstaller.org/
"""


def gather_licences(packages: Path, target: Path) -> None:
    """Copy what the installed *packages* (a site-packages) say of their licences to *target*."""
    target.mkdir(parents=True)
    lines = [HEAD]
    for name in SHIPPED:
        for about in packages.glob(f"{name}-*.dist-info"):
            facts = HeaderParser().parsestr((about / "METADATA").read_text("utf-8"))
            licence = facts["License-Expression"] or facts["License"] or "see its folder"
            pages = (page.partition(", ")[2] for page in facts.get_all("Project-URL", []))
            home = facts["Home-page"] or next(pages, "")
            lines.append(f"  {facts['Name']} {facts['Version']}: {licence}, {home}")
            for text in (*about.glob("LICEN[CS]E*"), *about.glob("licenses/**/*")):
                if text.is_file():
                    place = target / name / text.name
                    place.parent.mkdir(exist_ok=True)
                    shutil.copy(text, place)
    (target / "README.txt").write_text("\n".join([*lines, ""]), "utf-8")
