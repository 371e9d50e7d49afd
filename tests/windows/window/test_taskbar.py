"""The window's button in the task bar."""

from app.core.taskbar import TaskbarButton
from app.ui.taskbar_progress import TaskbarProgress


def test_progress_is_told_to_the_task_bar(window):
    button = TaskbarButton(int(window.winId()))
    assert button.show(None)
    assert all(button.show(share) for share in (0.0, 0.5, 1.0))
    assert button.clear()
    button.close()
    assert not button.show(0.5)


def test_a_dump_is_followed_from_its_begin_to_its_end(window, use, target, monkeypatch):
    shown = []
    tell = TaskbarProgress._show

    def hear(self, share):
        tell(self, share)
        shown.append((share, self.button.show(share)))

    monkeypatch.setattr(TaskbarProgress, "_show", hear)
    use.choose(target.pid)

    use.dump()

    assert shown[0] == (None, True)
    assert all(works for _, works in shown)
    assert window.taskbar.button is None
