"""Progress in the task bar where there is none; that of Windows is tested under Wine."""

import sys

import pytest

from app.core.taskbar import TaskbarButton


@pytest.mark.skipif(sys.platform == "win32", reason="there is a task bar")
def test_without_a_task_bar_nothing_happens():
    button = TaskbarButton(1)

    assert not button.show(None)
    assert not button.show(0.5)
    assert not button.clear()
    button.close()
