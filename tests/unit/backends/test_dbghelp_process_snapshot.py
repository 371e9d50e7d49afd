"""With how much access a snapshot of a process is made."""

from __future__ import annotations

import pytest

from app.core.backends import win32
from app.core.backends.dbghelp.process_snapshot import process_snapshot

LEAST, ALL = 0x80 | 0x40 | 0x400 | 0x10 | 0x8, 0x1FFFFF
DENIED, NO_MEMORY = 5, 8


@pytest.fixture
def asked(monkeypatch):
    """What Windows was asked; ``answers`` are those of PssCaptureSnapshot."""

    class Asked(list):
        answers = ()

    made = Asked()

    def opened(access, _inherit, process_id):
        made.append(("open", access, process_id))
        return access

    def capture(process, _what, _context, into):
        into._obj.value = 0x55
        return made.answers[[entry[0] for entry in made].count("open") - 1]

    table = {
        "PssCaptureSnapshot": capture,
        "PssFreeSnapshot": lambda _, snapshot: made.append(("free", snapshot.value)),
        "CloseHandle": lambda handle: made.append(("close", handle)),
        "GetCurrentProcess": lambda: -1,
        "OpenProcess": opened,
    }
    monkeypatch.setattr(win32, "function", lambda _library, name, *_types: table[name])
    monkeypatch.setattr(win32, "failure", lambda code: OSError(code, "refused"))
    return made


def test_the_least_is_enough_where_windows_says_so(asked):
    asked.answers = (0,)
    with process_snapshot(7) as snapshot:
        assert snapshot == 0x55
        assert asked == [("open", LEAST, 7)]
    assert asked[1:] == [("free", 0x55), ("close", LEAST)]


def test_everything_is_asked_for_only_where_that_was_refused(asked):
    asked.answers = (DENIED, 0)
    with process_snapshot(7):
        assert asked == [("open", LEAST, 7), ("open", ALL, 7)]
    assert asked[2:] == [("free", 0x55), ("close", ALL), ("close", LEAST)]


@pytest.mark.parametrize("answers", [(NO_MEMORY,), (DENIED, DENIED)])
def test_none_is_an_error_and_nothing_stays_open(asked, answers):
    asked.answers = answers
    with pytest.raises(OSError, match="refused"), process_snapshot(7):
        pytest.fail("there is none")
    kinds = [kind for kind, *_ in asked]
    assert kinds.count("open") == kinds.count("close") == len(answers)
    assert "free" not in kinds
