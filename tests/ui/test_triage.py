"""A folder of dumps in the window: what happened in them, grouped, counted, the newest first."""

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.core.dump.request import DumpRequest
from app.core.inspection.triage import Entry
from app.core.storage import paths
from app.ui.models.triage_groups import Column, TriageGroups
from app.ui.pages import DumpPages
from app.ui.views.triage_window import TriageWindow
from tests.unit.inspection.test_triage import crash
from tests.unit.inspection.written import write


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """What is found is kept here, not where the user's is."""
    monkeypatch.setattr(paths, "triage_folder", lambda: tmp_path / "kept")
    monkeypatch.setattr("app.core.storage.kept_triage.triage_folder", lambda: tmp_path / "kept")


@pytest.fixture
def folder(tmp_path):
    """Two crashes, a dump of one that runs, and what is none."""
    folder = tmp_path / "dumps"
    (folder / "below").mkdir(parents=True)
    (folder / "a.dmp").write_bytes(crash())
    (folder / "below" / "b.dmp").write_bytes(crash())
    _, whole = write(DumpRequest(0))
    (folder / "c.dmp").write_bytes(whole)
    (folder / "notes.txt").write_text("no dump")
    return folder


@pytest.fixture
def groups(qapp):
    groups = TriageGroups("/dumps")
    QAbstractItemModelTester(groups, QAbstractItemModelTester.FailureReportingMode.Fatal, groups)
    return groups


def entry(number, made=0, signature="f | g", **more):
    told = {"headline": "SIGSEGV", "signature": signature, "crashed": True, **more}
    return Entry(f"/dumps/{number}.dmp", 10, 1, made, **told)


def texts(groups, parent=QModelIndex(), column=Column.WHAT):  # noqa: B008 - never changed
    return [groups.index(row, column, parent).data() for row in range(groups.rowCount(parent))]


def test_dumps_are_counted_in_groups_with_what_they_share(groups):
    groups.add([entry(1, 100, version="1.0", host="one"), entry(2, 300, version="1.1", host="two")])
    groups.add([entry(3, 200, "", crashed=False, host="one"), Entry("/dumps/4.dmp", error="Bad.")])
    groups.arrange()
    assert texts(groups) == ["2 × f | g", "1 × no crash", "1 × cannot be read"]  # noqa: RUF001
    first = groups.index(0, 0)
    assert texts(groups, first, Column.FILE) == ["2.dmp", "1.dmp"]  # the newest first
    assert groups.index(0, Column.VERSION).data() == "1.0, 1.1"
    assert groups.index(0, Column.HOST).data() == "one, two"
    assert groups.index(0, Column.MADE).data() == groups.index(0, Column.MADE, first).data() != ""
    assert texts(groups, groups.index(2, 0)) == ["Bad."]
    assert groups.entry(first) is None
    assert groups.entry(groups.index_of("/dumps/3.dmp")).host == "one"
    table = groups.exact_text()
    assert len(table.headings) == 1 + len(Column)
    told = [list(row) for row in table.rows]
    assert [(row[0], row[-1]) for row in told[:2]] == [("f | g", "2.dmp"), ("f | g", "1.dmp")]
    assert told[0][1 + Column.MADE] == "1970-01-01T00:05:00+00:00"


def test_names_of_strangers_are_shown_and_nothing_else(groups):
    groups.add([entry(1, process="a\x1b[2Jb\n<b>", signature="x\ny")])
    row = groups.index(0, 0, groups.index(0, 0))
    assert groups.index(0, Column.PROGRAM, row.parent()).data() == "a\\x1b[2Jb\\x0a<b>"
    assert "\n" not in groups.index(0, 0).data()
    assert "<b>" not in groups.index(0, Column.PROGRAM, row.parent()).data(Qt.ToolTipRole)


def test_a_long_random_history_under_the_model_tester(groups):
    dice, count = random.Random(5), 0
    for _ in range(40):
        match dice.randrange(8):
            case 0:
                groups.arrange()
            case 1 if count > 20:
                groups.clear()
                count = 0
            case _:
                fresh = [
                    entry(dice.random(), dice.randrange(5), f"f{dice.randrange(6)}")
                    for _ in range(dice.randint(1, 4))
                ]
                groups.add(fresh)
                count += len(fresh)
        parents = [groups.index(row, 0) for row in range(groups.rowCount())]
        assert sum(map(groups.rowCount, parents)) == groups.total == count
        for parent in parents:
            made = [
                groups.entry(groups.index(r, 0, parent)).made
                for r in range(groups.rowCount(parent))
            ]
            assert made == sorted(made, reverse=True)


def test_rows_that_are_held_stay_the_same_when_the_groups_are_arranged(groups):
    groups.add([entry(1, 100, "old"), entry(2, 900, "new")])
    assert texts(groups) == ["1 × old", "1 × new"]  # noqa: RUF001
    held = QPersistentModelIndex(groups.index_of("/dumps/1.dmp"))
    group = QPersistentModelIndex(groups.index(0, 0))
    groups.arrange()
    assert texts(groups) == ["1 × new", "1 × old"]  # noqa: RUF001
    assert groups.entry(held).path == "/dumps/1.dmp"
    assert groups.parent(held).row() == group.row() == 1


def test_a_folder_is_looked_through_and_a_dump_opened(qtbot, folder):
    window = TriageWindow(str(folder))
    qtbot.addWidget(window)
    window.show()
    assert window.stop.isVisible()
    qtbot.waitSignal(window.worker.over).wait()

    assert window.count.text() == "3 dumps"
    crashes = next(row for row in range(2) if texts(window.groups)[row].startswith("2 ×"))  # noqa: RUF001
    said = texts(window.groups, window.groups.index(crashes, 0))
    assert said[0].startswith("SIGSEGV accessing 0x8")
    assert "thread 4711" in said[0]
    told = texts(window.groups)
    assert "1 × no crash" in told  # noqa: RUF001
    assert any(text.startswith("2 ×") for text in told)  # noqa: RUF001
    assert not window.stop.isVisible()
    assert window.again.isVisible()
    assert not window.open.isEnabled()  # a group is chosen

    index = window.groups.index_of(str(folder / "below" / "b.dmp"))
    window.tree.setCurrentIndex(index)
    with qtbot.waitSignal(window.open_asked) as asked:
        qtbot.keyClick(window.tree, Qt.Key.Key_Return)
    assert asked.args == [str(folder / "below" / "b.dmp")]
    assert not window.compare.isEnabled()
    window.tree.selectionModel().select(
        window.groups.index_of(str(folder / "c.dmp")),
        window.tree.selectionModel().SelectionFlag.Select
        | window.tree.selectionModel().SelectionFlag.Rows,
    )
    with qtbot.waitSignal(window.compare_asked) as asked:
        window.compare.click()
    assert {Path(path).name for path in asked.args} == {"b.dmp", "c.dmp"}

    # Looked through again, nothing is read twice.
    (folder / "c.dmp").unlink()
    window.look()
    qtbot.waitSignal(window.worker.over).wait()
    assert window.groups.total == 2


def test_nothing_found_and_a_folder_that_is_gone_are_told_in_place(qtbot, tmp_path):
    for name, told in (("empty", "No minidumps"), ("gone", "No minidumps")):
        path = tmp_path / name
        if name == "empty":
            path.mkdir()
        window = TriageWindow(str(path))
        qtbot.addWidget(window)
        window.show()
        qtbot.waitSignal(window.worker.over).wait()
        assert told in window.notice._headline.text()
        assert window.notice._button.isVisible()


def test_it_is_given_up_at_once(qtbot, folder, monkeypatch):
    window = TriageWindow(str(folder))
    qtbot.addWidget(window)
    window.show()
    run = window.worker._run
    window.stop.click()
    assert not window.worker.is_running
    assert run.given_up
    found = []
    window.worker.found.connect(found.append)
    qtbot.wait(50)
    assert not found
    window.close()


def test_each_folder_has_one_window(qtbot, window, folder):
    pages = window.pages
    assert isinstance(pages, DumpPages)
    first = pages.triage(str(folder))
    assert pages.triage(str(folder)) is first
    qtbot.waitUntil(lambda: first.groups.total == 3)
    first.open_asked.emit(str(folder / "a.dmp"))
    assert [page.path for page in pages.pages] == [str(folder / "a.dmp")]
    pages.close_all()
    qtbot.waitUntil(lambda: not pages.folders and not pages.pages)
