"""What the threads of a program of Windows do, in the tab of the window."""

from app.ui.views.stacks import stacks_view


def test_the_stacks_of_a_process_are_shown_and_it_goes_on(
    qtbot, window, use, target, picture, monkeypatch
):
    monkeypatch.setattr(stacks_view, "_SOON", 0)
    view = window.stacks
    use.choose(target.pid)
    with qtbot.waitSignal(view.reader.looked):
        window.pane.tabs.setCurrentWidget(view)

    assert view.panes.threads.threads >= 4
    assert "stood still" in view.state.text()
    chosen = view.panes.frames
    assert chosen.rowCount() > 1
    modules = {
        row.thing.frame.module.name.lower().rpartition("\\")[2]
        for row in map(chosen.row, range(chosen.rowCount()))
        if row.thing.frame.module is not None
    }
    assert "ntdll.dll" in modules
    picture(window, "stacks")
    first = view.reader.process_id()
    with qtbot.waitSignal(view.reader.looked):
        view.again.click()
    assert view.reader.process_id() == first
    view.bar.words.click()
    qtbot.waitUntil(lambda: view.panes.words.rowCount() > 0)
    view.bar.words.click()
    window.pane.tabs.setCurrentIndex(0)
    assert target.poll() is None
