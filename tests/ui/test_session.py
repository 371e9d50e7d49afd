"""Another language in place: the window is made anew and goes on where it was."""

import json
import os
import subprocess
import sys

from PySide6.QtCore import QSettings

from app.ui.application import make_window
from app.ui.preferences import Preferences

CHANGE = """
import json, sys
from PySide6.QtCore import QTimer
from app.ui import application
from app.ui.session import Session

told, timers = [], []

class Watched(Session):
    def run(self, file=""):
        QTimer.singleShot(0, lambda: change(self))
        return super().run(file)

def when(condition, act):
    timer = QTimer(interval=20)
    def look():
        if condition():
            timer.stop()
            act()
    timer.timeout.connect(look)
    timer.start()
    timers.append(timer)

def change(session):
    window = session.window
    def chosen():
        window.pane.flags.take(0x1000)
        window.pane.extras.ticket.setText("SUP-7")
        dialog = window.menus.open_settings()
        dialog.language.setCurrentIndex(dialog.language.findData("de"))
        dialog.language.activated.emit(dialog.language.currentIndex())
        told.append(window.menuBar().actions()[0].text())
        when(lambda: session.window is not window, lambda: look(session))
        dialog.restart.click()
    pid = int(sys.argv[1])
    when(lambda: window.processes.select(pid) and window.pane.estimate is not None, chosen)

def look(session):
    window = session.window
    def there():
        told.append(window.menuBar().actions()[0].text())
        request = window.pane.request()
        told.append([window.pane.process.pid, request.flags, "SUP-7" in request.comment])
        window.close()
    when(lambda: window.pane.process is not None and window.pane.estimate is not None, there)

application.Session = Watched
code = application.main()
print(json.dumps([*told, code]))
"""


def test_the_language_changes_in_place_and_the_choice_stays(program, tmp_path):
    target = program()
    homes = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE")}
    environment = {**os.environ, **homes, "LANG": "C.UTF-8", "LANGUAGE": "", "LC_ALL": ""}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-c", CHANGE, str(target.pid)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["&File", "&Datei", [target.pid, 0x1000, True], 0]
    assert "Traceback" not in done.stderr


def test_restarting_is_offered_for_another_language_alone_and_never_while_dumping(qtbot, tmp_path):
    preferences = Preferences(tmp_path / "settings.json")
    ini = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = make_window(ini, preferences)
    qtbot.addWidget(window)
    window.show()
    dialog = window.menus.open_settings()

    assert not dialog.restart.isVisible()
    preferences.change(language="ja")
    assert dialog.restart.isVisible()
    window.queue.added.emit([])
    assert not dialog.restart.isEnabled()
    window.queue.emptied.emit()
    assert dialog.restart.isEnabled()
    dialog.close()
    assert window.menus.open_settings().restart.isVisible()
    preferences.change(language="")
    assert not window.menus.open_settings().restart.isVisible()
