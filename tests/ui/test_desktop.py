"""The desktop around us: a file manager and a notification portal of the tests' own, on D-Bus."""

import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.ui import desktop

SERVICE = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusVirtualObject

class Any(QDBusVirtualObject):
    def introspect(self, path):
        return ""
    def handleMessage(self, message, connection):
        print(message.member(), message.signature(), message.arguments(), flush=True)
        connection.send(message.createReply())
        QTimer.singleShot(100, application.quit)
        return True

application = QCoreApplication([])
bus = QDBusConnection.sessionBus()
any = Any()
assert bus.registerService(sys.argv[1])
assert bus.registerVirtualObject("/", any, QDBusConnection.SubPath)
print("ready", flush=True)
QTimer.singleShot(60000, application.quit)
application.exec()
"""
CLIENT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from PySide6.QtGui import QDesktopServices
from app.ui import desktop
application = QApplication([])
desktop._TIMEOUT = 60000
QDesktopServices.openUrl = lambda url: print("opened", url.toLocalFile(), flush=True)
window = QWidget()
{0}
def over():
    if not desktop._asking:
        application.quit()
timer = QTimer(interval=20); timer.timeout.connect(over); timer.start()
application.exec()
"""


@pytest.fixture
def session():
    """Call it with code, and the name of a service, for what client and service say."""
    if not shutil.which("dbus-run-session"):
        pytest.skip("dbus-run-session is not installed")

    def run(code, service=""):
        script = 'client="$1"; shift; '
        if service:
            script += (
                'coproc service { exec "$1" -c "$2" "$3"; }; exec {said}<&"${service[0]}"; '
                'read -r _ <&"$said"; "$1" -c "$client"; cat <&"$said"'
            )
        else:
            script += '"$1" -c "$client"'
        arguments = [CLIENT.format(code), sys.executable, SERVICE, service]
        done = subprocess.run(
            ["dbus-run-session", "--", "bash", "-c", script, "bash", *arguments],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
        return done.stdout

    return run


def test_the_file_manager_is_asked_to_select_the_file(session, tmp_path):
    path = tmp_path / "a ü.dmp"
    path.touch()

    said = session(f"desktop.show_in_folder({str(path)!r})", "org.freedesktop.FileManager1")

    assert said.startswith("ShowItems ass ")
    assert "file://" in said
    assert "opened" not in said


def test_without_a_file_manager_the_folder_is_opened(session, tmp_path):
    path = tmp_path / "a.dmp"
    path.touch()

    assert session(f"desktop.show_in_folder({str(path)!r})") == f"opened {tmp_path}\n"


def test_a_file_that_is_gone_shows_its_folder(qtbot, monkeypatch, tmp_path):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))

    desktop.show_in_folder(str(tmp_path / "gone.dmp"))

    qtbot.waitUntil(lambda: opened == [str(tmp_path)])


def test_a_notification_goes_through_the_portal_where_there_is_no_tray(session):
    code = "desktop.notify('Dump of x', 'Verified', window)"

    said = session(code, "org.freedesktop.portal.Desktop")

    assert said.startswith("AddNotification sa{sv} ['dump', ")


def test_without_anybody_to_tell_it_is_quiet(session, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    desktop.notify("Dump of x", "Verified", window)

    assert session("desktop.notify('Dump of x', 'Verified', window)") == ""
