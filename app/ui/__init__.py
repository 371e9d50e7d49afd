"""The window: Qt lives here and nowhere else."""

from __future__ import annotations

import sys

import PySide6.QtCore  # noqa: F401 - what it brings is looked for below


def _have_no_sources_read() -> None:
    """Keep Qt for Python from reading the source of every module that is imported after it.

    It looks there for the name PySide6, in case that other names for Qt's methods are wanted
    (``__feature__``), and ``linecache`` keeps all of it: 10 MiB, and 60 ms before the window shows.
    We want none of these names, so that the answer given here changes nothing.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False  # type: ignore[union-attr]  # noqa: SLF001


_have_no_sources_read()
