"""The window at work on a process, for whoever looks at its memory: plans, ticks, a full dump."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks.event_loop import choose, dump, during
from benchmarks.preview_latency import click


def main(arguments: list[str]) -> int:
    """Open the window, have it do everything once, close it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pid", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plots", action="store_true", help="show the plots, too")
    options = parser.parse_args(arguments)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

    from PySide6.QtCore import QSettings

    from app.core.minidump.constants import MINIDUMP_TYPE
    from app.ui.application import make_application, make_window
    from app.ui.garbage import GarbageSchedule

    make_application()
    settings = QSettings(str(options.folder / "window.ini"), QSettings.Format.IniFormat)
    window = make_window(settings)
    window.pane.dump_bar.folder.setText(str(options.folder))
    window.resize(1360, 880)
    window.show()
    window.start()
    try:
        choose(window, options.pid)
        GarbageSchedule(window).begin()
        for _ in range(4):
            click(window, MINIDUMP_TYPE.MiniDumpWithHandleData)
        if options.plots:
            during(lambda: window.pane.tabs.setCurrentWidget(window.details))
        dump(window)
        during()
    finally:
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
