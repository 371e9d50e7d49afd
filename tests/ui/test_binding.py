"""The Qt binding does not lose references (PySide6 6.12.0 does, on Python 3.11)."""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class Source(QObject):
    told = Signal(int)


def test_signals_and_void_calls_leave_none_and_true_alone(qtbot):
    source = Source()
    widget = QWidget()
    qtbot.addWidget(widget)
    gc.collect()
    gc.disable()  # what earlier tests left refers to them, too
    try:
        before = sys.getrefcount(None), sys.getrefcount(True)
        for count in range(50):
            source.told.emit(count)
            widget.setWindowTitle("title")
        after = sys.getrefcount(None), sys.getrefcount(True)
    finally:
        gc.enable()

    assert all(abs(now - then) < 10 for now, then in zip(after, before, strict=True))
