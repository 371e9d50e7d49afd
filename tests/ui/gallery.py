"""Shows every view of the program on a real screen and takes its picture.

    python -m tests.ui.gallery FOLDER THEME LANGUAGE WIDTHxHEIGHT

test_screenshots.py runs it in each look and looks through what it says: a JSON object with the
pictures' names and, for each, what does not fit into its place.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from app.core.dump.filter import FilterSpec, ModuleRule
from app.core.dump.presets import BY_KEY
from app.core.dump.recipe import Recipe, save
from app.ui.appearance import apply_language, apply_theme
from app.ui.application import make_application
from app.ui.dialogs.about_dialog import AboutDialog
from app.ui.dialogs.crash_dialog import CrashDialog
from app.ui.dialogs.guide_window import GuideWindow
from app.ui.dialogs.own_presets import OwnPresetsDialog
from app.ui.models.contents import Kind
from app.ui.uncaught import Mishap
from app.ui.views.elided_label import ElidedLabel
from docs.screenshots import (
    at_work,
    choose,
    leave_out,
    pause,
    picture,
    press_dump,
    shop,
    show_shop,
    wait,
)

FIXED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)
"""What cannot be used, or read, when it is smaller than it says."""
PATIENCE = 20
"""Looks at a view before what does not fit counts."""
WIDEST = 1600
"""Pixels of a picture: those at large scales would take a gigabyte and a minute."""
TRACE = """Traceback (most recent call last):
  File "app/ui/views/filter_tree.py", line 311, in _on_item_changed
    self.choice.advance(row.kind, row.item.key, row.natural)
KeyError: 4096
"""


class Gallery:
    """Takes pictures into a folder, and looks for what does not fit."""

    def __init__(self, folder):
        self.folder = folder
        self.faults = {}

    def take(self, name, widget):
        path = self.folder / f"{len(self.faults):02}-{name}.png"
        for _ in range(PATIENCE):
            pause(80)
            image, wrong = picture(widget), misfits(widget)
            if not wrong:
                break
            # A figure that has just come may not have been given its room yet.
        if image.width() > WIDEST:
            image = image.scaledToWidth(WIDEST, Qt.TransformationMode.SmoothTransformation)
        assert image.save(str(path), quality=80), path
        small = image.scaled(24, 24)
        colours = {small.pixel(number % 24, number // 24) for number in range(24 * 24)}
        self.faults[path.name] = wrong + (["blank"] if len(colours) < 4 else [])


def misfits(top):
    """Say which controls are cut off, hang over the edge, or have to be scrolled to."""
    found = []
    for widget in top.findChildren(QWidget):
        if widget.isVisibleTo(top) and widget.window() is top:
            wrong = wrong_with(widget, top)
            if wrong:
                name = widget.accessibleName() or said(widget)
                found.append(f"{type(widget).__name__} {name!r} {wrong}")
    return found


def wrong_with(widget, top):
    if isinstance(widget, QTabBar):
        last = widget.tabRect(widget.count() - 1)
        return "has tabs to scroll to" if last.right() > widget.width() else ""
    if isinstance(widget, QLabel):
        return wrong_with_label(widget)
    # What is inside of another control, or edits a cell, is as large as that.
    around = widget.parentWidget()
    if not isinstance(widget, FIXED) or isinstance(around, (*FIXED, QTabBar)):
        return ""
    if isinstance(around.parentWidget(), QAbstractItemView):
        return ""
    least = widget.minimumSizeHint()
    if widget.width() < least.width() or widget.height() < least.height():
        return f"has {widget.size().toTuple()} of {least.toTuple()}"
    outside = not top.rect().contains(widget.mapTo(top, QPoint(0, 0)))
    return "is outside" if outside and not scrolls(widget) else ""


def wrong_with_label(label):
    if not label.text() or isinstance(label, ElidedLabel):
        return ""
    if label.wordWrap():
        return "lacks lines" if label.height() < label.heightForWidth(label.width()) else ""
    return "is cut off" if label.width() < label.sizeHint().width() else ""


def said(widget):
    return widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""


def scrolls(widget):
    while (widget := widget.parentWidget()) is not None:
        if isinstance(widget, QScrollArea):
            return True
    return False


# -------------------------------------------------------------------------------------- the views


def window_views(gallery, window, pids, folder):
    pane = window.pane
    gallery.take("no-process", window)
    choose(window, pids["shop-export"])
    pause(1200)
    gallery.take("chosen", window)
    contents_views(gallery, window)
    pane.tabs.setCurrentWidget(pane.flags_panel)
    box = list(pane.flags_panel.boxes.boxes.values())[3]
    box.setFocus(Qt.FocusReason.TabFocusReason)
    pane.flags.read("0x1b67")
    pause(700)
    gallery.take("flags", window)
    pane.tabs.setCurrentWidget(pane.extras)
    pane.extras.ticket.setText("4711")
    pane.extras.set_comment("The export stands still since {utc}.")
    gallery.take("comment-and-streams", window)
    pane.tabs.setCurrentWidget(pane.choice.plan)
    done = press_dump(window)
    gallery.take("verified", window)
    window.dumping.ask_several(list(window.processes.table.processes())[:3])
    gallery.take("question", window)
    pane.asking.withdraw()
    pane.dump_bar.folder.setText("/proc/nowhere")
    with_error = []
    pane.finished.connect(with_error.append)
    pane.dump_bar.dump.click()
    wait(lambda: pane.asking.asks, "the folder is asked about")
    gallery.take("folder", window)
    pane.asking.yes.click()
    wait(lambda: bool(with_error), "the dump is refused")
    gallery.take("refused", window)
    window.card.toggle.click()
    gallery.take("dumps", window)
    window.card.toggle.click()
    recipe(window, folder)
    gallery.take("recipe", window)
    window.banner.tell("Something unexpected happened in DumpDesk: ValueError: x.")
    window.leaving.ask("A dump is being written.", "Give up and close", "Go on dumping", "alert")
    gallery.take("banner-and-question", window)
    window.banner.hide()
    window.leaving.withdraw()
    return done.path


def contents_views(gallery, window):
    pane = window.pane
    pane.tabs.setCurrentWidget(pane.choice.contents)
    leave_out(window, "libc.so")
    gallery.take("left-out", window)
    for kind in (Kind.THREAD, Kind.REGION):
        pane.tree.group(kind).setExpanded(True)
    view = pane.tree.tree
    view.scrollToItem(pane.tree.group(Kind.THREAD), view.ScrollHint.PositionAtTop)
    gallery.take("tree", window)
    view.setCurrentItem(pane.tree.leaves(Kind.THREAD)[1])
    wait(lambda: bool(pane.callbacks.lines()), "the callbacks are listed")
    gallery.take("callbacks-of-a-thread", window)
    pane.choice.contents.switch["callbacks"].click()
    gallery.take("callbacks", window)
    pane.choice.contents.switch["tree"].click()


def recipe(window, folder):
    path = folder / "export-hangs.dumpdesk"
    rules = FilterSpec(modules=(ModuleRule("*/libffi*", include=False),))
    flags = BY_KEY["private"].flags
    made = Recipe("The export hangs", flags, rules, "Ticket {ticket}", 'name = "shop-export"')
    save(made, path)
    window.recipes.open(path)
    pause(300)


def detail_views(gallery, window, pids):
    choose(window, pids["shop-web"])
    details = window.details
    window.pane.tabs.setCurrentWidget(details)
    for index in range(1, details.tabs.count()):
        details.tabs.setCurrentIndex(index)
        tab = details.tabs.widget(index)
        wait(lambda tab=tab: tab.table.rowCount() > 0, "the details are read")
        gallery.take(f"details-{index}", window)


def stack_views(gallery, window, pids):
    view = window.stacks
    window.pane.tabs.setCurrentWidget(view)
    choose(window, pids["shop-web"])
    wait(lambda: view.again.isEnabled() and view.panes.threads.threads, "the stacks are walked")
    gallery.take("stacks", window)
    view.bar.lines.click()
    view.bar.words.click()
    wait(lambda: view.panes.words.rowCount() > 0, "the words are told")
    view.bar.filter.setText("wait")
    pause(300)
    gallery.take("stacks-lines-words-found", window)
    view.bar.filter.clear()
    view.bar.lines.click()
    view.bar.words.click()


def question_views(gallery, window):
    search = window.processes.filter
    search.setText("cpu > ")
    gallery.take("query-wrong", window)
    search.setText("nothing-is-called-so")
    gallery.take("query-finds-nothing", window)
    search.setText("shop-")
    window.processes.tree.setChecked(True)
    gallery.take("process-tree", window)
    window.processes.tree.setChecked(False)


def dialog_views(gallery, window):
    for number, action in enumerate(window.menuBar().actions()):
        menu = action.menu()
        menu.popup(window.mapToGlobal(QPoint(0, 40)))
        gallery.take(f"menu-{number}", menu)
        menu.hide()
    crash = CrashDialog(window)
    crash.show_mishap(
        Mishap("KeyError: 4096", "app/ui/views/filter_tree.py:311 (_on_item_changed)", TRACE, "…")
    )
    presets = OwnPresetsDialog(window.pane.flags, window.pane.flags.own, window.errands, window)
    presets.save_new()
    window.errands.settle()
    QApplication.processEvents()
    dialogs = {
        "settings": window.menus.open_settings(),
        "about": AboutDialog(window),
        "guide": GuideWindow(window),
        "own-presets": presets,
        "save-recipe": window.recipes.make_dialog(),
        "crash": crash,
    }
    for name, dialog in dialogs.items():
        dialog.show()
        gallery.take(name, dialog)
        dialog.close()


def page_views(gallery, window, path, size):
    page = window.pages.open(path)
    page.resize(size)
    wait(page.tabs.isVisible, "the dump is read")
    for index in range(page.tabs.count()):
        page.tabs.setCurrentIndex(index)
        if page.tabs.widget(index) is page.stacks:
            threads = page.stacks.panes.threads
            wait(lambda shown=threads: shown.threads > 0, "the stacks are walked")
        if page.tabs.widget(index) is page.streams:
            page.streams.streams.view.selectRow(0)
        pause(300)
        gallery.take(f"dump-page-{index}", page)
    memory, search = page.memory, page.memory.search
    page.tabs.setCurrentWidget(memory)
    memory.panel.form.setCurrentIndex(1)
    memory.upper.setCurrentWidget(search)
    search.box.setText("shop")
    search.button.click()
    wait(lambda: search.table.rowCount() > 0, "something is found")
    gallery.take("dump-page-found", page)
    page.close()


def many_dumps_views(gallery, window, path, size):
    folder = window.pages.triage(str(Path(path).parent))
    folder.resize(size)
    wait(lambda: not folder.worker.is_running, "the folder is looked through")
    gallery.take("triage", folder)
    folder.close()
    compared = []
    comparison = window.pages.compare(path, window.pane.process.key)
    comparison.worker.compared.connect(compared.append)
    wait(lambda: bool(compared), "the two are compared")
    gallery.take("compare", comparison)
    comparison.close()


def main(folder, theme, language, size):
    application = make_application()
    apply_language(application, language)
    apply_theme(theme)
    gallery = Gallery(Path(folder))
    wanted = QSize(*map(int, size.split("x")))
    with shop() as pids, at_work(wanted) as (window, home):
        show_shop(window, len(pids))
        path = window_views(gallery, window, pids, home)
        detail_views(gallery, window, pids)
        stack_views(gallery, window, pids)
        question_views(gallery, window)
        dialog_views(gallery, window)
        page_views(gallery, window, path, wanted)
        many_dumps_views(gallery, window, path, wanted)
        assert window.size() == wanted, (window.size(), wanted)
    sys.stdout.write(json.dumps(gallery.faults))


if __name__ == "__main__":
    main(*sys.argv[1:])
