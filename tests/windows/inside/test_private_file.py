"""The file of a dump on Windows: nobody else's, gone unless published, wherever it lies."""

from __future__ import annotations

import contextlib
import ctypes
import os
import time
from pathlib import Path

import pytest

from app.core.backends import private_file_windows
from app.core.backends.output import check_free
from app.core.backends.private_file_windows import Folder, PrivateFile, check_room, spelled
from app.core.errors import HRESULT, DiskFullError, DumpTooLargeError, OutputError


@pytest.fixture
def part(tmp_path):
    return tmp_path / "name.dmp.part"


def leave(part, data, age=0):
    part.write_bytes(data)
    then = time.time() - age
    os.utime(part, (then, then))


def test_it_is_open_for_nobody_else_and_gone_when_discarded(part):
    file = PrivateFile(str(part))
    os.write(file.descriptor, b"secrets")
    with pytest.raises(PermissionError):
        part.open("rb")
    with pytest.raises(PermissionError):
        part.unlink()
    assert file.read(7, 0) == b"secrets"
    assert not file.is_open_to_others()  # Wine says NTFS
    file.discard()
    file.close()
    assert not part.exists()


def test_the_access_list_names_the_user_and_administrators_alone(part, monkeypatch):
    told = []
    create = private_file_windows.win32.function

    def spied(library, name, *types):
        function = create(library, name, *types)
        if name != "ConvertStringSecurityDescriptorToSecurityDescriptorW":
            return function

        def call(text, *rest):
            told.append(text)
            return function(text, *rest)

        return call

    monkeypatch.setattr(private_file_windows.win32, "function", spied)
    file = PrivateFile(str(part))
    file.discard()
    file.close()
    (text,) = told
    user = text.partition("D:P")[0].removeprefix("O:")
    assert user.startswith("S-1-5-21-")
    assert text == f"O:{user}D:P(A;;FA;;;{user})(A;;FA;;;BA)"


def test_where_we_have_another_name_the_file_is_its_owners(part, monkeypatch):
    """A server refuses an owner whom it does not know; other refusals are errors."""
    refused = []
    create_for = private_file_windows._create_for

    def picky(text, name, flags):
        if text.startswith("O:"):
            refused.append(text)
            raise ctypes.WinError(1307)
        assert text == "D:P(A;;FA;;;OW)(A;;FA;;;BA)"
        return create_for(text, name, flags)

    monkeypatch.setattr(private_file_windows, "_create_for", picky)
    file = PrivateFile(str(part))
    assert len(refused) == 1
    with pytest.raises(PermissionError):
        part.open("rb")
    file.discard()
    file.close()


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_name_that_is_taken_is_replaced_only_on_request(part, tmp_path, overwrite):
    path = tmp_path / "name.dmp"
    path.write_bytes(b"precious")
    file = PrivateFile(str(part))
    os.write(file.descriptor, b"new")
    if overwrite:
        file.publish("name.dmp", overwrite=True)
    else:
        with pytest.raises(OSError, match="183"):
            file.publish("name.dmp", overwrite=False)
        file.discard()
    file.close()
    assert path.read_bytes() == (b"new" if overwrite else b"precious")
    assert [each.name for each in tmp_path.iterdir()] == ["name.dmp"]


@pytest.mark.parametrize("age", [0, 60, -1_000_000])
def test_an_unfinished_file_nobody_holds_is_replaced_whatever_the_clock_says(part, age):
    leave(part, bytes(100), age)
    file = PrivateFile(str(part))
    assert os.fstat(file.descriptor).st_size == 0
    file.discard()
    file.close()


@pytest.mark.parametrize("data", [b"MDMP" + bytes(96), b"text"])
def test_anything_else_stays(part, data):
    leave(part, data, 60)
    with pytest.raises(OutputError) as caught:
        PrivateFile(str(part))
    assert caught.value.hresult == HRESULT.FILE_EXISTS
    assert part.read_bytes() == data


def test_a_file_being_written_stays(part):
    first = PrivateFile(str(part))
    with pytest.raises(OutputError) as caught:
        PrivateFile(str(part))
    assert caught.value.hresult == HRESULT.FILE_EXISTS
    first.discard()
    first.close()


def test_a_link_is_not_followed(part, tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(bytes(100))
    os.utime(victim, (0, 0))
    part.symlink_to(victim)
    if part.is_symlink():
        with pytest.raises(OutputError):
            PrivateFile(str(part))
    else:  # Wine shows what a link leads to, and removes the link
        file = PrivateFile(str(part))
        file.discard()
        file.close()
    assert victim.read_bytes() == bytes(100)


def test_a_path_may_be_longer_than_260_characters(tmp_path):
    folder = tmp_path.joinpath("a" * 120, "b" * 120)
    Path(spelled(str(folder))).mkdir(parents=True)
    path = str(folder / "name.dmp")
    assert len(path) > 260
    place = Folder(str(folder))
    check_free(place, "name.dmp", overwrite=False)
    file = place.create("name.dmp.part")
    assert file.publish("name.dmp", overwrite=False) == path
    file.close()
    assert [each.name for each in Path(spelled(str(folder))).iterdir()] == ["name.dmp"]
    with pytest.raises(OutputError, match="already"):
        check_free(place, "name.dmp", overwrite=False)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("C:\\dumps\\a.dmp", "\\\\?\\C:\\dumps\\a.dmp"),
        ("\\\\server\\share\\a.dmp", "\\\\?\\UNC\\server\\share\\a.dmp"),
        ("\\\\?\\C:\\a.dmp", "\\\\?\\C:\\a.dmp"),
    ],
)
def test_names_are_spelled_so_that_no_limit_holds(path, expected):
    assert spelled(path) == expected


@pytest.mark.parametrize("path", ["\\\\.\\nul", "\\\\.\\pipe\\x", "C:\\a.dmp:hidden"])
def test_devices_and_streams_are_no_files(path):
    with pytest.raises(OutputError) as caught:
        spelled(path)
    assert caught.value.hresult == HRESULT.E_INVALIDARG


@pytest.mark.parametrize(
    ("system", "size", "expected"),
    [
        ("FAT32", 1 << 32, DumpTooLargeError),
        ("FAT32", (1 << 32) - 1, None),
        ("NTFS", 1 << 32, None),
        ("NTFS", 1 << 60, DiskFullError),
    ],
)
def test_the_limits_of_the_disk_are_told_before(part, monkeypatch, system, size, expected):
    monkeypatch.setattr(private_file_windows, "_volume", lambda _: (system, 0))
    if expected is None:
        monkeypatch.setattr(private_file_windows, "_free", lambda _: 1 << 40)
    file = PrivateFile(str(part))
    try:
        assert file.is_open_to_others()
        with pytest.raises(expected) if expected else contextlib.nullcontext():
            check_room(file.descriptor, size)
    finally:
        file.discard()
        file.close()


def test_room_is_asked_of_the_disk_itself(part):
    file = PrivateFile(str(part))
    check_room(file.descriptor, 1)
    with pytest.raises(DiskFullError, match="are free"):
        check_room(file.descriptor, 1 << 60)
    file.discard()
    file.close()


def test_a_temporary_file_is_gone_when_closed(part):
    file = PrivateFile(str(part), temporary=True)
    os.write(file.descriptor, b"x")
    file.close()
    assert not part.exists()


def test_a_folder_that_is_missing_is_an_output_error(tmp_path):
    with pytest.raises(OutputError) as caught:
        PrivateFile(str(tmp_path / "missing" / "a.part"))
    assert caught.value.hresult == 0x80070003
