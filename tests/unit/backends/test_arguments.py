"""What is no file, no flags, no answer is told at the door."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from app.core.backends.arguments import answering, descriptor_of, number_of
from app.core.backends.base import write_dump
from app.core.dump.callback import MINIDUMP_CALLBACK_INPUT, MINIDUMP_CALLBACK_OUTPUT
from app.core.errors import InvalidRequestError
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE, MINIDUMP_TYPE

GIVEN = MINIDUMP_CALLBACK_INPUT(1, 0, MINIDUMP_CALLBACK_TYPE.IncludeModuleCallback, None)


def test_a_file_its_descriptor_and_none_are_taken(tmp_path):
    with (tmp_path / "a").open("w+b") as file:
        assert descriptor_of(file) == descriptor_of(file.fileno()) == file.fileno()
    assert descriptor_of(None) == -1


@pytest.mark.parametrize("wrong", ["a.dmp", b"a.dmp", Path("a.dmp"), True, 1.5, io.BytesIO()])
def test_what_is_no_open_file_is_refused_with_a_remedy(wrong):
    with pytest.raises(InvalidRequestError, match=r"open\(path, 'w\+b'\)"):
        write_dump(None, os.getpid(), wrong, 0)


def test_a_closed_file_is_refused(tmp_path):
    with (tmp_path / "a").open("w+b") as file:
        pass
    with pytest.raises(InvalidRequestError, match="closed"):
        descriptor_of(file)


@pytest.mark.parametrize("wrong", ["0x21925", "MiniDumpNormal", None, 1.0, True, [1]])
def test_what_is_no_number_is_refused_as_flags_and_as_a_process(wrong, tmp_path):
    with (tmp_path / "a").open("w+b") as file:
        with pytest.raises(InvalidRequestError, match="MINIDUMP_TYPE"):
            write_dump(None, os.getpid(), file, wrong)
        with pytest.raises(InvalidRequestError, match="id of a process"):
            write_dump(None, wrong, file, 0)
        assert not os.fstat(file.fileno()).st_size


def test_flags_may_be_an_enumeration():
    assert number_of(MINIDUMP_TYPE.MiniDumpWithHandleData, "flags") == 4


def test_what_is_no_target_is_refused(tmp_path):
    with (tmp_path / "a").open("w+b") as file, pytest.raises(InvalidRequestError, match="target"):
        write_dump("firefox", 1, file, 0)


def test_a_callback_must_be_callable_and_answer():
    assert answering(None) is None
    with pytest.raises(InvalidRequestError, match="cannot be called"):
        answering("callback")
    with pytest.raises(TypeError, match="answered None to IncludeModuleCallback"):
        answering(lambda *_: None)(GIVEN, MINIDUMP_CALLBACK_OUTPUT())
    assert answering(lambda *_: True)(GIVEN, MINIDUMP_CALLBACK_OUTPUT()) is True
