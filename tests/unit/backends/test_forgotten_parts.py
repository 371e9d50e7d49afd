"""A dump whose writer was killed leaves ``.part``; the next one of that name may remove it."""

import fcntl
import multiprocessing
import os
import time

import pytest

from app.core.backends.private_file_posix import Folder, remove_forgotten
from app.core.errors import HRESULT, OutputError

NAME = "name.dmp.part"


@pytest.fixture
def part(tmp_path):
    return tmp_path / NAME


@pytest.fixture
def folder(tmp_path):
    opened = Folder(str(tmp_path))
    yield opened
    opened.close()


def leave(part, data: bytes, *, age: float = 60) -> None:
    part.write_bytes(data)
    then = time.time() - age
    os.utime(part, (then, then))


@pytest.mark.parametrize("age", [0, 60, -1_000_000])
def test_an_unfinished_file_nobody_holds_is_replaced_whatever_the_clock_says(folder, part, age):
    leave(part, bytes(100), age=age)

    file = folder.create(NAME)

    assert os.fstat(file.descriptor).st_size == 0
    file.close()


@pytest.mark.parametrize("data", [b"MDMP" + bytes(96), b"text"])
def test_anything_else_stays(folder, part, data) -> None:
    leave(part, data)

    with pytest.raises(OutputError) as caught:
        folder.create(NAME)

    assert caught.value.hresult == HRESULT.FILE_EXISTS
    assert part.read_bytes() == data


def test_a_file_being_written_stays(folder, part) -> None:
    leave(part, bytes(100))
    writer = os.open(part, os.O_RDWR)
    fcntl.flock(writer, fcntl.LOCK_EX)
    try:
        with pytest.raises(OutputError):
            folder.create(NAME)
    finally:
        os.close(writer)


def test_a_link_is_not_followed(folder, part, tmp_path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(bytes(100))
    part.symlink_to(victim)

    with pytest.raises(OutputError):
        folder.create(NAME)

    assert victim.read_bytes() == bytes(100)
    assert part.is_symlink()


def test_a_file_that_was_swept_away_before_it_was_locked_is_made_again(folder, part, monkeypatch):
    """Another program takes the new file for forgotten, in the moment before it is locked."""
    lock = fcntl.flock
    swept = []

    def late(descriptor, how):
        if how == fcntl.LOCK_EX and not swept:
            swept.append(descriptor)
            monkeypatch.setattr(fcntl, "flock", lock)
            remove_forgotten(folder, NAME)
        lock(descriptor, how)

    monkeypatch.setattr(fcntl, "flock", late)
    file = folder.create(NAME)

    assert swept
    assert os.path.samestat(os.fstat(file.descriptor), part.lstat())
    file.close()


def contend(path: str, start, outcomes) -> None:
    folder = Folder(path)
    start.wait()
    for _ in range(100):
        try:
            file = folder.create(NAME)
        except OutputError:
            continue
        # What we made is ours alone as long as we hold it.
        outcomes.put(os.path.samestat(os.fstat(file.descriptor), os.lstat(f"{path}/{NAME}")))
        file.discard()
        file.close()


def test_of_two_who_create_at_once_none_takes_the_file_of_the_other(tmp_path) -> None:
    context = multiprocessing.get_context("spawn")
    start, outcomes = context.Event(), context.Queue()
    both = [
        context.Process(target=contend, args=(str(tmp_path), start, outcomes)) for _ in range(2)
    ]
    for process in both:
        process.start()
    start.set()
    found = []
    while any(process.is_alive() for process in both) or not outcomes.empty():
        while not outcomes.empty():
            found.append(outcomes.get())
        time.sleep(0.01)
    assert [process.exitcode for process in both] == [0, 0]
    assert found
    assert all(found)
    assert not list(tmp_path.iterdir())
