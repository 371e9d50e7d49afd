"""What only Windows offers: a rehearsal, another DbgHelp, a snapshot first, rules not honoured."""

import os
import re

import pytest

from app.core.dump.filter import FilterSpec, ModuleRule
from app.core.dumper.messages import Done
from app.core.errors import InvalidRequestError, MiniDumpError
from app.core.minidump.constants import MODULE_WRITE_FLAGS
from app.core.storage import settings
from app.ui.dialogs.about_dialog import AboutDialog
from tests.ui.conftest import LONG

FAKE = "DUMPDESK_FAKE_DBGHELP"
"""Path of the DLL made from fake_dbghelp.c."""


@pytest.fixture
def bar(window):
    return window.pane.windows


@pytest.fixture
def rehearse(qtbot, bar):
    """Press Rehearse and wait for what comes of it."""

    def press():
        with qtbot.waitSignal(bar.rehearsal.ended, timeout=LONG) as ended:
            bar.rehearse.click()
            assert bar.rehearse.text() == "Give up"
        return ended.args[1]

    return press


def test_a_rehearsal_tells_the_exact_size(window, use, bar, rehearse, target, dumps, under_wine):
    use.choose(target.pid)
    assert window.pane.preview_bar.total.text().startswith("about ")

    size = rehearse()

    assert dumps() == []
    assert bar.rehearse.isEnabled()
    if under_wine:  # whose DbgHelp lets nobody else write
        assert isinstance(size, InvalidRequestError)
        assert bar.result.text() == size.cause
    else:
        assert bar.result.text().startswith("Will be ")
        done = use.dump()
        assert isinstance(done, Done), done
        assert done.file_size == pytest.approx(size, rel=0.05)  # the target runs on in between
    use.next_estimate(lambda: window.pane.flags.read("0x2"))
    assert bar.result.text() == ""  # that was about other flags


def test_rules_that_windows_does_not_honour_are_said(window, use, bar, target):
    use.choose(target.pid)
    use.next_estimate(lambda: window.pane.flags.read("0"))
    assert not bar.not_honoured.isVisible()
    more = FilterSpec(
        (ModuleRule("*ntdll.dll", set_flags=int(MODULE_WRITE_FLAGS.ModuleWriteDataSeg)),)
    )

    estimate = use.next_estimate(lambda: window.pane.tree.set_rules(more))
    for _ in range(3):  # one that was asked before may have been under way
        if not estimate.request.filter.modules:
            estimate = use.next_estimate(lambda: None)

    assert estimate.request.filter.modules
    assert estimate.not_honoured
    assert bar.not_honoured.isVisible()
    assert "Windows" in bar.not_honoured.text()


@pytest.mark.skipif(FAKE not in os.environ, reason=f"{FAKE} is not set")
def test_the_dbghelp_of_the_settings_writes(window, use, bar, rehearse, target, dumps, monkeypatch):
    monkeypatch.setattr(settings, "has_lesser_twin", lambda: False)
    use.choose(target.pid)

    use.next_estimate(lambda: window.preferences.change(dbghelp_path=os.environ[FAKE]))

    assert window.pane.request().dbghelp == os.environ[FAKE]
    size = rehearse()
    assert size > 0, size
    assert bar.result.text().startswith("Will be ")
    refused = use.dump()
    # It is there for its callbacks: what it writes is no dump, and is not kept.
    assert isinstance(refused, MiniDumpError)
    assert "no dump" in str(refused)
    assert dumps() == []


@pytest.mark.skipif(FAKE not in os.environ, reason=f"{FAKE} is not set")
def test_the_elevated_half_takes_no_dbghelp_from_the_profile(window, use, target, monkeypatch):
    monkeypatch.setattr(settings, "has_lesser_twin", lambda: True)
    use.choose(target.pid)

    window.preferences.change(dbghelp_path=os.environ[FAKE])

    assert window.pane.request().dbghelp == ""


def test_about_names_the_dbghelp_that_writes(qtbot):
    dialog = AboutDialog(served="C:\\d\\dbgcore.dll 1.2.3.4")
    qtbot.addWidget(dialog)

    assert ("Last dump by", "C:\\d\\dbgcore.dll 1.2.3.4") in dialog._facts()
    (told,) = [value for name, value in dialog._facts() if name == "DbgHelp"]

    assert re.search(r"\\system32\\dbg(core|help)\.dll  \d+\.\d+", told, re.IGNORECASE), told


def test_a_snapshot_comes_first_where_windows_has_them(window, use, bar, target, under_wine):
    use.choose(target.pid)

    use.next_estimate(lambda: window.pane.run_on.setChecked(True))

    assert window.pane.request().clone
    done = use.dump()
    assert isinstance(done, Done), done
    assert done.soft_errors > 0 or not under_wine  # Wine has none, which is said
