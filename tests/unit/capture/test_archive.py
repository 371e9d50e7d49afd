"""Names of members in archives that Python's own zipfile made, and in damaged ones."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from app.core.capture.linux.archive import member_at
from app.core.symbols.extent import Extent


def archive(*, comment=b""):
    """Positions of the members' bytes by name, and the archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as writing:
        writing.writestr("a/first", b"1" * 100)
        writing.writestr("a/packed", b"2" * 1000, zipfile.ZIP_DEFLATED)
        writing.writestr("lib/ü.so", b"3" * 100)
        writing.comment = comment
    data = made.getvalue()
    with zipfile.ZipFile(made) as reading:
        places = {
            info.filename: info.header_offset + 30 + len(info.filename.encode())
            for info in reading.infolist()
        }
    return data, places


def found(data, position):
    read = Extent(lambda offset, size: data[offset : offset + size], 0, len(data))
    return member_at(read, position).decode("utf-8", "replace")


@pytest.mark.parametrize("comment", [b"", b"made for you", b"x" * 60000])
def test_a_member_is_found_by_where_it_begins(comment):
    data, places = archive(comment=comment)
    assert found(data, places["a/first"]) == "a/first"
    assert found(data, places["lib/ü.so"]) == "lib/ü.so"
    assert found(data, places["a/packed"]) == ""  # not stored as it is
    for wrong in (-5, 0, 1, places["a/first"] + 1, len(data), 1 << 70):
        assert found(data, wrong) == ""
    assert found(b"", 0) == ""


def test_a_damaged_archive_gives_a_name_or_none():
    data, places = archive()
    chance = random.Random(7)
    for _ in range(3000):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(data) - 4)
            value = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", chance.randbytes(4)))
            broken[at : at + 4] = value
        found(
            bytes(broken[: chance.randrange(len(broken))] if chance.random() < 0.2 else broken),
            chance.choice([*places.values(), 1 << 63]),
        )
