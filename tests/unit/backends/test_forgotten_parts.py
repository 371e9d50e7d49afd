"""A dump whose writer was killed leaves ``.part``; the next one of that name may remove it."""

import fcntl
import os
import time

import pytest

from app.core.backends.private_file_posix import PrivateFile
from app.core.errors import HRESULT, OutputError


@pytest.fixture
def part(tmp_path):
    return tmp_path / "name.dmp.part"


def leave(part, data: bytes, *, age: float = 60) -> None:
    part.write_bytes(data)
    then = time.time() - age
    os.utime(part, (then, then))


def test_an_unfinished_file_nobody_holds_is_replaced(part) -> None:
    leave(part, bytes(100))

    file = PrivateFile(str(part))

    assert os.fstat(file.descriptor).st_size == 0
    file.close()


@pytest.mark.parametrize(
    ("data", "age"), [(b"MDMP" + bytes(96), 60), (b"text", 60), (bytes(100), 0)]
)
def test_anything_else_stays(part, data, age) -> None:
    leave(part, data, age=age)

    with pytest.raises(OutputError) as caught:
        PrivateFile(str(part))

    assert caught.value.hresult == HRESULT.FILE_EXISTS
    assert part.read_bytes() == data


def test_a_file_being_written_stays(part) -> None:
    leave(part, bytes(100))
    writer = os.open(part, os.O_RDWR)
    fcntl.flock(writer, fcntl.LOCK_EX)
    try:
        with pytest.raises(OutputError):
            PrivateFile(str(part))
    finally:
        os.close(writer)


def test_a_link_is_not_followed(part, tmp_path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(bytes(100))
    part.symlink_to(victim)

    with pytest.raises(OutputError):
        PrivateFile(str(part))

    assert victim.read_bytes() == bytes(100)
    assert part.is_symlink()
