"""The script that checks a Windows machine: what of it holds for any system, and how it tells."""

from __future__ import annotations

import pytest

from tools import windows_check as check


@pytest.fixture
def report(monkeypatch, tmp_path):
    """Call it with steps; gives the exit code, and the words and texts of the report."""

    def run(*steps):
        monkeypatch.setattr(check, "STEPS", steps)
        path = tmp_path / "report.md"
        code = check.windows_check(path)
        rows = [line.split(" | ") for line in path.read_text("utf-8").splitlines()[4:]]
        return code, [(word, told) for _, word, told in rows]

    return run


def test_steps_dump_and_tell_what_came_of_it(report):
    steps = (check.table_into_a_pipe, check.full_memory, check.left_out, check.stacks)
    code, found = report(*steps, check.left_out_or_called_bad, check.reasons)
    assert [word for word, _ in found] == ["ok"] * 6, found
    assert code == 0
    table, full, _, stacks, _, reasons = (told for _, told in found)
    assert stacks.startswith("process: 5 threads, ")
    assert "There is no process" in reasons
    assert not table.startswith("0 ")
    assert full.startswith("full: good, ")


def test_a_step_that_fails_is_told_and_the_others_go_on(report):
    def absent(_):
        raise check.Absent("not on this machine")

    def fails(_):
        raise check.StepFailedError("it | broke")

    code, found = report(fails, absent, check.versions)
    assert code == 1
    assert [word for word, _ in found] == ["FAILED", "not here", "ok"]
    assert "it / broke" in found[0][1]
    assert "dumpdesk, version" in found[2][1]
