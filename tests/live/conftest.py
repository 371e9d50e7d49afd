"""What live tests share."""

from __future__ import annotations

import contextlib

import pytest

from app.core.capture.target import key_of, open_target


@pytest.fixture
def opened():
    """Call it with a pid to get a target that is closed after the test."""
    with contextlib.ExitStack() as stack:

        def open_one(pid):
            target = open_target(key_of(pid))
            stack.callback(target.close)
            return target

        yield open_one
