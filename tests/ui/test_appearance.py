"""Colours: those of each theme can be read, and the system's wish for contrast is followed."""

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QMenu

import app.ui
from app.ui.appearance import apply_theme, palette_of
from app.ui.dressing import close_button
from app.ui.views.boxes import CheckBox, DropDown

ROLE = QPalette.ColorRole
READ = [
    (ROLE.WindowText, ROLE.Window),
    (ROLE.Text, ROLE.Base),
    (ROLE.Text, ROLE.AlternateBase),
    (ROLE.ButtonText, ROLE.Button),
    (ROLE.HighlightedText, ROLE.Highlight),
    (ROLE.PlaceholderText, ROLE.Base),
    (ROLE.ToolTipText, ROLE.ToolTipBase),
    (ROLE.Link, ROLE.Base),
]


def contrast(one, other):
    """The ratio that the Web Content Accessibility Guidelines define."""

    def luminance(colour):
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(autouse=True)
def as_before():
    yield
    apply_theme("system")


@pytest.mark.parametrize("theme", ["light", "dark", "contrast", "contrast-light"])
def test_texts_can_be_read_in_every_theme(theme):
    """Contrast as WCAG 2.1 measures it: 4.5 for texts, 7 in high contrast."""
    palette = palette_of(theme)
    for text, ground in READ:
        if theme == "light" and text in (ROLE.HighlightedText, ROLE.PlaceholderText):
            continue  # Qt's own blue and grey
        least = 7 if theme.startswith("contrast") else 4.5
        assert contrast(palette.color(text), palette.color(ground)) >= least, (text, ground)


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_an_empty_check_box_has_an_edge_that_can_be_seen(qtbot, theme):
    apply_theme(theme)
    box = CheckBox("x")
    qtbot.addWidget(box)
    box.show()
    image = box.grab().toImage()
    ground = box.palette().color(ROLE.Window)
    left = [
        QColor(image.pixel(x, y))
        for x, y in itertools.product(range(5), range(image.height() // 3, image.height() * 2 // 3))
    ]
    assert max(contrast(colour, ground) for colour in left) >= 3


@pytest.mark.parametrize("theme", ["light", "dark", "contrast", "contrast-light"])
def test_an_empty_box_in_a_menu_has_an_edge_that_can_be_seen(qtbot, theme):
    apply_theme(theme)
    menu = QMenu()
    qtbot.addWidget(menu)
    for text in ("a", "b"):
        menu.addAction(text).setCheckable(True)
    menu.popup(QPoint(0, 0))
    image = menu.grab().toImage()
    place = menu.actionGeometry(menu.actions()[1])
    ground = QColor(image.pixel(place.right() - 3, place.center().y()))
    row = [QColor(image.pixel(x, place.center().y())) for x in range(3, place.height())]
    least = 1.8 if theme == "light" else 2.5  # Qt's own grey
    assert max(contrast(colour, ground) for colour in row) >= least


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_list_that_drops_down_can_be_read(qtbot, theme):
    apply_theme(theme)
    box = DropDown()
    box.addItems(["first", "second"])
    qtbot.addWidget(box)
    box.show()
    box.showPopup()
    view = box.view()
    row = view.visualRect(view.model().index(1, 0))
    image = view.viewport().grab(row).toImage()
    ground = QColor(image.pixel(image.width() - 2, image.height() // 2))
    box.hidePopup()
    assert contrast(box.palette().color(ROLE.Text), ground) >= 7


def test_no_list_that_drops_down_is_drawn_as_a_menu():
    sources = Path(app.ui.__file__).parent.rglob("*.py")
    assert [one.name for one in sources if "QComboBox" in one.read_text()] == ["boxes.py"]


def test_the_sign_that_closes_follows_the_theme(qtbot):
    apply_theme("light")
    button = close_button("Close")
    qtbot.addWidget(button)
    button.show()
    light = button.grab().toImage()
    apply_theme("dark")

    def reads():
        sign = button.grab().toImage()
        middle = QColor(sign.pixel(sign.rect().center()))
        return contrast(middle, button.palette().color(ROLE.Window))

    qtbot.waitUntil(lambda: button.grab().toImage() != light)
    qtbot.waitUntil(lambda: reads() >= 4.5)


def test_high_contrast_draws_its_own_marks(qtbot):
    apply_theme("contrast")
    sheet = QApplication.instance().styleSheet()
    assert "@" not in sheet
    assert "contrast-white-check.svg" in sheet
    box = CheckBox("x")
    qtbot.addWidget(box)
    box.show()
    empty = box.grab().toImage()
    box.setCheckState(Qt.CheckState.Checked)
    assert box.grab().toImage() != empty
    apply_theme("light")
    assert QApplication.instance().styleSheet() == ""


PORTAL = """
import sys
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel

bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "portal")
assert bus.registerService("org.freedesktop.portal.Desktop")

from app.ui.appearance import SystemLook, apply_theme
from app.ui.application import make_application

application = make_application(["dumpdesk"])
chosen = ["system"]
SystemLook(lambda: chosen[0], application)  # kept by its parent alone, as in the program
apply_theme("system")
label = QLabel("x")
label.show()


def tell(contrast):
    signal = QDBusMessage.createSignal(
        "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings", "SettingChanged"
    )
    signal.setArguments(["org.freedesktop.appearance", "contrast", QDBusVariant(contrast)])
    assert bus.send(signal)


hints = application.styleHints()


def preference():
    return hints.accessibility().contrastPreference().value


def tell_until_heard(value):
    # Once may be too early: the bus has to know first that somebody listens.
    end, again = QDeadlineTimer(60_000), QDeadlineTimer(0)
    while preference() != value:
        assert not end.hasExpired(), "the system was not heard"
        if again.hasExpired():
            tell(value)
            again.setRemainingTime(200)
        application.processEvents()


def ground():
    return label.palette().color(QPalette.ColorRole.Window).name()


before = ground()
tell_until_heard(1)
assert (ground(), bool(application.styleSheet())) == ("#ffffff", True), ground()
tell_until_heard(0)
assert (ground(), application.styleSheet()) == (before, ""), ground()
chosen[0] = "light"
apply_theme("light")
tell_until_heard(1)
assert application.styleSheet() == "", "what was chosen by hand stays"
print("followed")
"""


def test_the_systems_wish_for_contrast_is_followed(x_display, dbus_run_session, tmp_path):
    """On a real X screen, told as a desktop tells it: through the portal of its settings."""
    environment = {
        **os.environ,
        "DISPLAY": x_display,
        "QT_QPA_PLATFORM": "xcb",
        "XDG_CURRENT_DESKTOP": "GNOME",
        "HOME": str(tmp_path),
    }
    done = subprocess.run(
        [dbus_run_session, "--", sys.executable, "-c", PORTAL],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    # Others that the bus starts may speak, too.
    assert "followed" in done.stdout.splitlines(), done.stderr
