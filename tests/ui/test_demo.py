"""The demonstration and the start of the program, as somebody in front of a terminal sees them."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QIcon, QImage

import app
from app.core.inspection.verify import verify
from app.ui import resources
from app.ui.uncaught import Uncaught

ROOT = Path(app.__file__).parents[1]


def run(*arguments, **environment):
    return subprocess.run(
        [sys.executable, "-P", "-m", "app", *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_demonstration_dumps_and_shows_it(tmp_path):
    done = run("demo", "--folder", str(tmp_path))

    assert (done.returncode, done.stderr) == (0, "")
    said = dict(line.split(":", 1) for line in done.stdout.splitlines() if ": " in line)
    dump, picture = Path(said["Dump"].strip()), Path(said["Screenshot"].strip())
    assert verify(dump).verdict == "good"
    assert dump.stat().st_size > 1 << 20
    image = QImage(str(picture))
    assert image.width() > 1000
    assert len({image.pixel(x, 400) for x in range(0, image.width(), 3)}) > 5  # not one colour
    pid = int(dump.name.split("_")[1])
    assert not Path(f"/proc/{pid}").exists()


def test_the_demonstration_needs_no_display(tmp_path):
    nowhere = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}

    done = run("demo", "--folder", str(tmp_path), **nowhere)

    assert (done.returncode, done.stderr) == (0, "")


def test_the_demonstration_fails_when_it_cannot_write(tmp_path):
    (tmp_path / "file").touch()

    done = run("demo", "--folder", str(tmp_path / "file" / "folder"))

    assert done.returncode == 1
    assert "failed" in done.stdout


def test_the_program_shows_its_window_and_ends_with_it(tmp_path):
    code = """
from PySide6.QtCore import QTimer
from app.ui import application
make_window = application.make_window
def make_and_close(**given):
    window = make_window(**given)
    table = window.processes.table
    table.refreshed.connect(lambda: table.total and QTimer.singleShot(0, window.close))
    return window
application.make_window = make_and_close
raise SystemExit(application.main(["-style", "fusion"]))
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "")
    assert [line for line in done.stderr.splitlines() if "plugin does not" not in line] == []
    assert (tmp_path / "dumpdesk" / "window.ini").is_file()


def test_the_icon_can_be_drawn_at_every_size(qtbot):
    icon = QIcon(resources.path("icons/dumpdesk.svg"))
    for size in (16, 32, 256):
        image = icon.pixmap(size, size).toImage()
        colours = {image.pixel(x, size // 2) for x in range(image.width())}
        assert len(colours) > 2


def test_an_uncaught_exception_is_logged_and_told(qtbot, tmp_path, capsys):
    log = tmp_path / "logs" / "window.log"
    uncaught = Uncaught(log)
    told = []
    uncaught.told.connect(told.append)

    try:
        Path("on purpose").read_bytes()
    except FileNotFoundError as error:
        uncaught.hear(type(error), error, error.__traceback__)

    assert "on purpose" in told[0]
    assert str(log) in told[0]
    assert "test_demo.py" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600
    assert "on purpose" in capsys.readouterr().err


def test_a_log_that_cannot_be_written_is_told_too(qtbot, tmp_path, capsys):
    (tmp_path / "file").touch()
    uncaught = Uncaught(tmp_path / "file" / "window.log")
    told = []
    uncaught.told.connect(told.append)

    uncaught.hear(ValueError, ValueError("x"), None)

    assert "ValueError: x" in told[0]
    assert "could not be written" in told[0]
