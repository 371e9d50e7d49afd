"""The main job with the real window: real processes of Windows, its own writer, real files."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.core.dumper.messages import Done
from app.core.minidump.reader import MinidumpFile
from app.ui.models.contents import Kind
from tests.ui.conftest import LONG

KERNEL = "kernelbase.dll"


def module_row(window, name):
    """The row of the module *name* in the tree."""
    items = window.pane.tree._contents.items[Kind.MODULE]
    (item,) = (item for item in items if item.name.lower().endswith(name))
    return window.pane.tree.leaf(Kind.MODULE, item.key)


def type_flags(window, text):
    window.pane.flags_panel.hex.setText(text)
    window.pane.flags_panel.hex.textEdited.emit(text)


def test_the_window_is_drawn_by_windows():
    assert QGuiApplication.platformName() == "windows"
    rounding = QGuiApplication.highDpiScaleFactorRoundingPolicy()
    assert rounding is Qt.HighDpiScaleFactorRoundingPolicy.PassThrough


def test_the_table_fills(qtbot, window, target):
    table = window.processes.table

    def is_there():
        return target.pid in {process.pid for process in table.processes()}

    qtbot.waitUntil(is_there, timeout=LONG)
    (process,) = (process for process in table.processes() if process.pid == target.pid)
    assert process.name.lower().endswith(".exe")
    assert process.memory > 0
    assert process.threads >= 4


def test_choose_leave_a_module_out_and_dump(window, use, target, dumps, picture, under_wine):
    use.choose(target.pid)
    # Wine's writer can do that; of other flags it leaves out what it lacks.
    use.next_estimate(lambda: type_flags(window, "MiniDumpWithFullMemory"))
    row = module_row(window, KERNEL)
    estimate = use.next_estimate(lambda: row.setCheckState(0, Qt.CheckState.Unchecked))
    assert len(estimate.request.filter.modules) == 1
    if under_wine:  # whose writer asks nobody about regions: the module's memory would stay
        use.next_estimate(lambda: window.pane.windows.blank.setChecked(True))
    done = use.dump()
    picture(window, "window")

    assert isinstance(done, Done), done
    assert done.verdict == "good", done.findings
    assert dumps() == [Path(done.path).name]
    with MinidumpFile.open(done.path) as file:
        names = [entry.name.lower() for entry in file.modules]
        assert file.process_id == target.pid
        assert len(file.threads) >= 4
    assert not any(name.endswith(KERNEL) for name in names)
    assert any(name.endswith("ntdll.dll") for name in names)
    result = window.results.current()
    assert window.results.dumps.state(result) == "Verified"
    assert result.path == done.path
    window.results.copy_path.trigger()
    assert QGuiApplication.clipboard().text() == done.path


def test_what_windows_was_asked_for_and_did_not_write_is_said(window, use, target, under_wine):
    use.choose(target.pid)
    use.next_estimate(lambda: type_flags(window, "MiniDumpWithThreadInfo"))

    done = use.dump()

    assert isinstance(done, Done), done
    assert done.verdict == ("incomplete" if under_wine else "good")
    if under_wine:
        assert "ThreadInfoListStream" in " ".join(finding["text"] for finding in done.findings)
    assert window.results.dumps.state(window.results.current()) == (
        "Incomplete" if under_wine else "Verified"
    )
