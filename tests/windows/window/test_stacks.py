"""The stacks of a process of Windows, in the view that looks at them."""

import pytest

from app.core.processes.sampler import list_processes
from app.ui.views.stacks import stacks_view
from app.ui.views.stacks.stacks_view import StacksView
from tests.ui.conftest import LONG


@pytest.fixture
def view(qtbot, dressed, monkeypatch):
    monkeypatch.setattr(stacks_view, "_SOON", 0)
    view = StacksView()
    qtbot.addWidget(view)
    view.resize(1000, 600)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    yield view
    view.stop()


def test_the_stacks_of_a_process_of_windows_are_shown(qtbot, view, target, picture):
    (process,) = (info for info in list_processes() if info.pid == target.pid)
    with qtbot.waitSignal(view.reader.looked, timeout=LONG):
        view.select(process)

    frames = view.panes.frames
    functions = [frames.row(row).thing.frame.function for row in range(frames.rowCount())]
    picture(view, "stacks")
    assert "RtlUserThreadStart" in functions
    assert functions[0].startswith("Nt")
    assert target.poll() is None
