"""Threads that wait for each other are kept on one processor, and only for that long."""

from __future__ import annotations

import os
import threading

import pytest

from app.core.capture.linux.one_processor import on_one_processor


def test_what_is_started_meanwhile_stays_where_we_are_and_we_may_go_on_anywhere():
    before = os.sched_getaffinity(0)
    found = []
    with on_one_processor():
        during = os.sched_getaffinity(0)
        thread = threading.Thread(target=lambda: found.append(os.sched_getaffinity(0)))
        thread.start()
        thread.join()
    assert len(during) == 1
    assert during <= before
    assert found == [during]
    assert os.sched_getaffinity(0) == before


def test_who_may_not_choose_a_processor_goes_on_without(monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os, "sched_setaffinity", refuse)
    with on_one_processor():
        pass


def test_an_error_inside_is_passed_on_from_where_we_were_before():
    before = os.sched_getaffinity(0)
    with pytest.raises(KeyError), on_one_processor():
        raise KeyError
    assert os.sched_getaffinity(0) == before
