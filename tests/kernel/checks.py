"""What is expected of the whole wherever it runs: see ``whole``, which says what it found."""

from __future__ import annotations

PAGE = 4096
COMMANDS = ("plan", "dump", "verify")
WITH_HEAP = {"private", "taskmgr", "windbg", "everything"}
"""Presets that store all private memory."""


def check(known, found, commands=COMMANDS):
    """Expect that a preset works, and that what is in the dump is what is in the process.

    *known* are the pages that the target ``vast`` names.
    """
    preset = found["preset"].partition(":")[0]
    for command in commands:
        told = (found[command]["code"], found[command]["complained"])
        assert told == (0, ""), f"{preset}: {found[command]['said'].get('findings')}"
    assert found["dump"]["said"]["verdict"] == found["verify"]["said"]["verdict"] == "good"
    if "plan" in commands:
        foretold = found["plan"]["said"]["file_size"]
        assert abs(found["dump"]["said"]["file_size"] - foretold) < PAGE  # counters in texts grow
    assert found["compared"] > 20
    if preset != "privacy":  # which cleans the stacks
        assert found["wrong"] == []
    if preset in WITH_HEAP:
        pages = [int(page, 16) for page in known[1:].split(",")]
        assert len(pages) == 10
        for page in pages:
            assert any(low <= page < low + size for low, size in found["ranges"]), hex(page)
