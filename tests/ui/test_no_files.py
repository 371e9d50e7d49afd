"""The window's thread touches no drive: one that does not answer would stop the whole window."""

import json
import os
import subprocess
import sys

from .conftest import LONG, THREADS

WATCHED = r"""
import builtins, json, os, sys, sysconfig, threading, traceback
from pathlib import Path

import PySide6
from PySide6 import QtCore
from PySide6.QtCore import QSettings, QTimer

import app
from app.ui.application import make_application, make_window
from app.ui.dialogs.own_presets import OwnPresetsDialog

ROOT = Path(app.__file__).parents[1]
EXEMPT = {
    # The program itself: what it needs is loaded as it is first needed, from where it was started.
    "program": [ROOT / "app", ROOT / "resources", ROOT / "docs", Path(sys.prefix),
                Path(sys.base_prefix), *map(Path, sysconfig.get_paths().values())],
    # The kernel answers without any drive.
    "kernel": [Path("/dev/null"), Path("/proc/self")],
}
EVENTS = {"open", "os.listdir", "os.scandir", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
          "os.chmod", "os.truncate", "os.link", "os.symlink", "os.utime", "shutil.copyfile",
          "shutil.rmtree", "tempfile.mkstemp", "os.chdir"}
CALLS = {os: ["stat", "lstat", "access", "readlink", "statvfs", "fsync", "replace"],
         os.path: ["exists", "lexists", "isfile", "isdir", "islink", "realpath", "getsize"]}
QT = ["QFile", "QFileInfo", "QDir", "QStorageInfo", "QSaveFile", "QTemporaryFile"]

found, on, main = {}, [], threading.get_ident()

def exempt(path):
    text = os.path.abspath(os.fsdecode(path))
    return any(Path(text).is_relative_to(root) for roots in EXEMPT.values() for root in roots)

def note(what, path):
    if not on or threading.get_ident() != main or isinstance(path, int) or path is None:
        return
    on.clear()  # what follows looks at files itself
    try:
        stack = traceback.extract_stack()[:-2]
        importing = any("importlib" in frame.filename for frame in stack)
        if not importing and not exempt(path):
            ours = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in stack
                    if str(ROOT / "app") in f.filename]
            found.setdefault(f"{what} {os.fsdecode(path)}", ours[-4:])
    finally:
        on.append(True)

def hook(event, arguments):
    if on and event in EVENTS:
        note(event, arguments[0] if arguments else None)

def watched(module, name):
    call = getattr(module, name)
    def watching(path=None, *arguments, **options):
        note(f"{module.__name__}.{name}", path)
        return call(path, *arguments, **options)
    setattr(module, name, watching)

for module, names in CALLS.items():
    for name in names:
        watched(module, name)
sys.addaudithook(hook)

def watch_qt(module):
    # What Qt for Python hands out is told by its class: none of them has a use in this thread.
    for name in QT:
        kind = getattr(QtCore, name, None)
        if kind is not None and getattr(module, name, None) is kind:
            def made(*arguments, _kind=kind, **options):
                note(_kind.__name__, str(arguments[0]) if arguments else "/")
                return _kind(*arguments, **options)
            setattr(module, name, made)

for name, module in list(sys.modules.items()):
    if name.startswith("app."):
        watch_qt(module)

pid, folder, recipe = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
application = make_application([])
window = make_window(QSettings(str(Path(os.environ["XDG_CONFIG_HOME"]) / "window.ini"),
                               QSettings.Format.IniFormat))
window.pane.dump_bar.folder.setText(str(folder))
window.resize(1280, 800)
window.show()

def until(condition):
    for _ in range(60_000):
        if condition():
            return
        application.processEvents()
        QtCore.QThread.msleep(1)
    raise SystemExit("waited in vain")

window.start()
on.append(True)
until(lambda: window.processes.select(pid))
until(lambda: window.pane.estimate is not None)
window.pane.choice.plan.choose(1)
window.details.tabs.setCurrentIndex(1)
until(lambda: window.pane.estimate.request == window.pane.request())
stacks = window.stacks
window.pane.tabs.setCurrentWidget(stacks)
until(lambda: stacks.again.isEnabled() and stacks.panes.threads.threads)
stacks.bar.lines.click()
stacks.bar.words.click()
until(lambda: stacks.panes.words.rowCount())
copied = []
stacks.reader.text_read.connect(copied.append)
for action in (stacks.bar.copy_one, stacks.bar.copy_all, stacks.bar.copy_command):
    action.trigger()
until(lambda: len(copied) == 3)
window.preferences.change(folder=str(folder), name_template="{name}_{n}.dmp")
presets = OwnPresetsDialog(window.pane.flags, window.pane.flags.own, window.errands, window)
presets.save_new()
until(lambda: window.pane.flags.own.presets)
presets.reject()
window.processes.tree.toggle()
window.processes.sets.save("mine", window.processes.sets.current)
ended = []
window.pane.finished.connect(ended.append)
for number in range(2):
    window.pane.dump_bar.dump.click()
    until(lambda: len(ended) > number)
window.dumping.repeat()
until(lambda: len(ended) == 3)
page = window.pages.open(ended[0].path)
until(lambda: page.page is not None and page.tabs.isVisible())
until(lambda: not page.bar.open_in.menu().actions()[0].text().startswith("Looking"))
page.tabs.setCurrentWidget(page.module_tab)
page.tabs.setCurrentWidget(page.memory)
page.memory.search.box.setText("a")
page.memory.search.begin()
until(lambda: page.memory.search.table.rowCount())
told = []
page.bar.told.connect(lambda *what: told.append(what))
_, path, commands = page.bar.copy.menu().actions()
for action in (path, *commands.menu().actions()):
    action.trigger()
until(lambda: len(told) == 8)
page.memory.regions.view.file.told.connect(lambda *what: told.append(what))
page.memory.regions.view.file.write(str(folder / "regions.json"))
until(lambda: len(told) == 9)
window.recipes.open(recipe)
until(lambda: window.pane.recipe_bar.isVisible())
window.pane.extras.add_file(recipe)
until(lambda: window.pane.extras.files.files)
window.processes.export.write(str(folder / "list.csv"))
until(lambda: (Path(folder) / "list.csv").name in os.listdir(folder) if not on.clear() else 0)
on.append(True)
window.close()
on.clear()
until(lambda: window.errands.settle(0.01))
print(json.dumps({"found": found, "ended": [str(type(end).__name__) for end in ended],
                  "names": sorted(os.listdir(folder)),
                  "kept": sorted(os.listdir(os.environ["XDG_CONFIG_HOME"]))}))
sys.stdout.flush()
os._exit(0)
"""

RECIPE = '{"dumpdesk-recipe": 1, "title": "It hangs", "flags": ["MiniDumpWithThreadInfo"]}'


def test_a_whole_run_of_the_window_touches_no_drive_from_its_thread(start_process, tmp_path):
    target = start_process(sys.executable, "-c", THREADS.format(0))
    target.wait_at_rest()
    recipe = tmp_path / "some.dumpdesk"
    recipe.write_text(RECIPE)
    (tmp_path / "dumps").mkdir()
    homes = {
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(target.pid), str(tmp_path / "dumps"), str(recipe)],
        env={**os.environ, **homes},
        capture_output=True,
        text=True,
        timeout=LONG / 1000 * 4,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["ended"] == ["Done"] * 3
    dumps = ["python_1.dmp", "python_2.dmp", "python_3.dmp"]
    assert told["names"] == ["list.csv", *dumps, "regions.json"]
    assert told["found"] == {}
    assert {"presets.json", "settings.json", "window.ini"} <= set(told["kept"])
