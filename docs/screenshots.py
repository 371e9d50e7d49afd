"""Takes the pictures of the documents from the real window at work on programs of its own.

    python3 dev.py screenshots [NAME…]     all of docs/images, or those named

The programs are a shop of four processes that do nothing; the search leaves all others out.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QRect, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QImage

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.core.dump.filter import FilterSpec, ModuleRule  # noqa: E402 - the checkout comes first
from app.core.dump.presets import BY_KEY  # noqa: E402
from app.core.dump.recipe import Recipe, save  # noqa: E402
from app.core.dumper.messages import Done  # noqa: E402
from app.ui.appearance import apply_language, apply_theme  # noqa: E402
from app.ui.application import make_application, make_window  # noqa: E402
from app.ui.models.contents import Kind  # noqa: E402
from app.ui.preferences import Preferences  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from app.ui.main_window import MainWindow

IMAGES: Final = ROOT / "docs" / "images"
SIZE: Final = QSize(1280, 832)
LARGEST: Final = 200 * 1024
"""Bytes of a picture."""
PATIENCE: Final = 60
"""Seconds that anything may take."""
PYTHON: Final = next(path for path in ("/usr/bin/python3", sys.executable) if Path(path).exists())
PROGRAM: Final = """\
import ctypes, sys, threading, time
libc = ctypes.CDLL(None)
libc.prctl(15, sys.argv[1].encode(), 0, 0, 0)  # PR_SET_NAME
for number in range(int(sys.argv[2])):
    threading.Thread(target=threading.Event().wait, name=f"worker-{number}", daemon=True).start()
kept = bytearray(b"sample" * 150_000 * int(sys.argv[2]))
busy = sys.argv[3:] == ["busy"]
print("ready", flush=True)
while True:
    end = time.monotonic() + 0.12
    while busy and time.monotonic() < end:
        sum(range(1000))
    time.sleep(0.3)
"""
ENVIRONMENT: Final = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/home/shop"}
"""Not that of whoever takes the pictures: a picture may show it."""
SHOP: Final = (
    ("shop-web", "6", ""),
    ("shop-export", "4", "busy"),
    ("shop-mail", "2", ""),
    ("shop-queue", "3", ""),
)


def main(names: list[str]) -> int:
    """Take the pictures *names*, or all."""
    application = make_application()
    IMAGES.mkdir(exist_ok=True)
    for name, take in PICTURES.items():
        if names and name not in names:
            continue
        language = name.partition("-")[2]
        spoken = apply_language(application, language if language in {"de", "ja"} else "en")
        apply_theme("dark" if name == "dark" else "contrast" if name == "contrast" else "light")
        with shop() as pids, at_work() as (window, folder):
            show_shop(window, len(pids))
            image = take(window, pids, folder)
        path = IMAGES / f"{name}.png"
        image.convertToFormat(QImage.Format.Format_RGB888).save(str(path), quality=0)
        if path.stat().st_size > LARGEST:
            print(f"{path.name} is too large: {path.stat().st_size} bytes")
            return 1
        print(f"{path.relative_to(ROOT)} ({spoken}, {path.stat().st_size // 1024} KiB)")
    return 0


# ------------------------------------------------------------------------------------ the scene


@contextlib.contextmanager
def shop() -> Iterator[dict[str, int]]:
    """Have the sample programs running; their names and process ids."""
    running = {}
    try:
        for name, threads, busy in SHOP:
            command = [PYTHON, "-I", "-c", PROGRAM, name, threads, *filter(None, [busy])]
            running[name] = subprocess.Popen(command, stdout=subprocess.PIPE, env=ENVIRONMENT)
            running[name].stdout.readline()
        yield {name: process.pid for name, process in running.items()}
    finally:
        for process in running.values():
            process.kill()
            process.communicate()


@contextlib.contextmanager
def at_work(size: QSize = SIZE) -> Iterator[tuple[MainWindow, Path]]:
    """Have a window with settings and dumps of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for place in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[place] = name
        preferences = Preferences(folder / "settings.json")
        preferences.change(folder="~/dumps", refresh_seconds=0.5)
        ini = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        window = make_window(ini, preferences)
        window.resize(size)
        window.show()
        window.start()
        try:
            yield window, folder
        finally:
            window.close()
            window.deleteLater()


def wait(until: Callable[[], bool], what: str) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + PATIENCE
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(what)
        pause(20)


def pause(milliseconds: int) -> None:
    """Let the window work for a while, so that figures are there to be seen."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def show_shop(window: MainWindow, count: int) -> None:
    """Leave all processes out but those of the shop."""
    window.processes.filter.setText("shop-")
    wait(lambda: window.processes.table.matching >= count, "the shop is listed")
    wait(lambda: not window.processes.pending, "details are known")


def choose(window: MainWindow, pid: int) -> None:
    """Select a process, and wait for its preview."""
    wait(lambda: window.processes.select(pid), "it is selected")
    wait(lambda: window.pane.estimate is not None, "it is planned")
    window.pane.tree.slices.settle()


def leave_out(window: MainWindow, part: str) -> None:
    """Untick the first module with *part* in its name."""
    tree = window.pane.tree
    modules = tree._contents.items[Kind.MODULE]  # noqa: SLF001 - the list as it is shown
    module = next(module for module in modules if part in module.name)
    row = tree.leaf(Kind.MODULE, module.key)
    row.parent().setExpanded(True)
    row.setCheckState(0, Qt.CheckState.Unchecked)
    tree.tree.setCurrentItem(row)
    pause(600)
    tree.slices.settle()
    tree.tree.scrollToItem(row.parent(), tree.tree.ScrollHint.PositionAtTop)


def press_dump(window: MainWindow) -> Done:
    """Write the dump and wait for its verdict."""
    results = []
    window.pane.finished.connect(results.append)
    window.pane.dump_bar.dump.click()
    wait(lambda: bool(results), "the dump is over")
    done = results[0]
    assert isinstance(done, Done), done
    pause(300)
    return done


def picture(widget: QWidget, part: QWidget | None = None) -> QImage:
    """Draw *widget*, or only the *part* of it."""
    pause(50)
    image = widget.grab().toImage()
    if part is None:
        return image
    return image.copy(QRect(part.mapTo(widget, part.rect().topLeft()), part.size()))


# ---------------------------------------------------------------------------------- the pictures


def whole(window: MainWindow, pids: dict[str, int], _folder: Path) -> QImage:
    """The main job, done."""
    choose(window, pids["shop-export"])
    pause(3000)  # for the history
    leave_out(window, "libffi")
    press_dump(window)
    return picture(window)


def find(window: MainWindow, pids: dict[str, int], _folder: Path) -> QImage:
    """A question to the table."""
    window.processes.filter.setText("name ~ shop* and (cpu > 5 or threads > 3)")
    wait(lambda: window.processes.table.matching < len(pids), "the question is answered")
    wait(lambda: window.processes.select(pids["shop-export"]), "it is selected")
    pause(6000)
    return picture(window)


def plan(window: MainWindow, pids: dict[str, int], _folder: Path) -> QImage:
    """The plans, and what each costs."""
    choose(window, pids["shop-web"])
    window.pane.tabs.setCurrentWidget(window.pane.choice.plan)
    rows = window.pane.plan_rows
    wait(lambda: "…" not in {rows.text(at, 1) for at in range(8)}, "all plans are weighed")
    return picture(window, window.pane)


def flags(window: MainWindow, pids: dict[str, int], _folder: Path) -> QImage:
    """The flags, what they cost, and what is said of one."""
    choose(window, pids["shop-web"])
    window.pane.tabs.setCurrentWidget(window.pane.flags_panel)
    panel = window.pane.flags_panel
    row = next(iter(panel.boxes.boxes.values()))
    row.setFocus(Qt.FocusReason.TabFocusReason)
    pause(1500)
    return picture(window, window.pane)


def tree(window: MainWindow, pids: dict[str, int], _folder: Path) -> QImage:
    """Modules left out, and what it saves."""
    choose(window, pids["shop-web"])
    window.pane.tabs.setCurrentWidget(window.pane.choice.contents)
    leave_out(window, "libffi")
    leave_out(window, "_ctypes")
    return picture(window, window.pane)


def stacks(window: MainWindow, pids: dict[str, int], _folder: Path) -> QImage:
    """What every thread of a process does."""
    choose(window, pids["shop-web"])
    view = window.stacks
    window.pane.tabs.setCurrentWidget(view)
    wait(lambda: view.again.isEnabled() and view.panes.threads.threads > 0, "they are walked")
    pause(500)
    return picture(window, window.pane)


def dump_page(window: MainWindow, pids: dict[str, int], _folder: Path) -> QImage:
    """A dump, read."""
    choose(window, pids["shop-export"])
    done = press_dump(window)
    page = window.pages.open(done.path)
    page.resize(1000, 680)
    pause(2500)
    page.tabs.setCurrentIndex(page.tabs.indexOf(page.memory))
    pause(1000)
    return picture(page)


def recipe(window: MainWindow, _pids: dict[str, int], folder: Path) -> QImage:
    """A recipe, opened: filled in and waiting."""
    path = folder / "export-hangs.dumpdesk"
    save(
        Recipe(
            title="The export hangs",
            flags=BY_KEY["private"].flags,
            filter=FilterSpec(modules=(ModuleRule("*/libffi*", include=False),)),
            target='name = "shop-export"',
            preset="Private memory",
            comment="Export of {name} on {host}, ticket {ticket}",
            instructions="Start the export, wait until it stands still, then press Dump.",
        ),
        path,
    )
    window.recipes.open(path)
    wait(lambda: window.pane.estimate is not None, "its process is planned")
    window.processes.filter.setText("shop-")  # for its process it was cleared
    pause(3000)  # for the history
    return picture(window)


def settings(window: MainWindow, _pids: dict[str, int], _folder: Path) -> QImage:
    """The settings."""
    return picture(window.menus.open_settings())


PICTURES: Final[dict[str, Callable[[MainWindow, dict[str, int], Path], QImage]]] = {
    "window": whole,
    "find": find,
    "plan": plan,
    "flags": flags,
    "tree": tree,
    "stacks": stacks,
    "dump-page": dump_page,
    "recipe": recipe,
    "settings": settings,
    "dark": whole,
    "contrast": whole,
    "window-de": whole,
    "window-ja": whole,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
