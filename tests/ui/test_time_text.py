"""Moments as people write them."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QLocale

from app.ui.models.time_text import moment_text

AFTERNOON = 1_796_049_047.0
"""2026-11-30 14:30:47 UTC"""


@pytest.fixture
def in_tokyo(monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def locale(request):
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("C", "2026-11-30 23:30:47"),
        ("de_DE", "30.11.26 23:30:47"),
        ("ja_JP", "2026/11/30 23:30:47"),
        ("en_US", "11/30/26 11:30:47 PM"),
    ],
    indirect=["locale"],
)
@pytest.mark.usefixtures("in_tokyo", "locale")
def test_a_moment_is_told_as_the_country_does_with_its_zone(told):
    assert moment_text(AFTERNOON) in {f"{told} JST", f"{told} UTC+9", f"{told} GMT+9"}


def test_no_moment_is_no_text():
    assert moment_text(0) == ""
