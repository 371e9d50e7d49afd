import struct

import pytest

from app.core.errors import DumpTooLargeError
from app.core.minidump.layout import MemoryBlock
from app.core.minidump.streams.comment import CommentStreamA
from app.core.minidump.streams.memory_list import Memory64ListStream, MemoryListStream
from app.core.minidump.streams.stream import RawStream, UnusedStream
from app.core.minidump.writer import Minidump


def test_header_and_directory_come_first():
    dump = Minidump(
        [CommentStreamA("hello"), UnusedStream()], flags=0x21925, timestamp=0x1_5F00_0001
    )
    size = dump.place()
    data = dump.metadata_bytes()
    assert len(data) == size == dump.file_size
    assert struct.unpack_from("<4sIIIIIQ", data) == (
        b"MDMP",
        0xA793,
        2,
        32,
        0,
        0x5F000001,
        0x21925,
    )
    kind, length, rva = struct.unpack_from("<III", data, 32)
    assert (kind, length, data[rva : rva + length]) == (10, 6, b"hello\0")
    assert rva % 8 == 0
    assert struct.unpack_from("<III", data, 44) == (0, 0, 0)


def test_the_same_dump_can_be_placed_again():
    blocks = [MemoryBlock(0x1000, 0x1000)]
    dump = Minidump([Memory64ListStream(blocks), CommentStreamA("x")], blocks)
    first = dump.place(), dump.metadata_bytes()
    assert (dump.place(), dump.metadata_bytes()) == first


def test_pieces_do_not_overlap():
    blocks = [MemoryBlock(0x1000, 0x1000), MemoryBlock(0x9000, 0x10)]
    dump = Minidump([MemoryListStream(blocks), CommentStreamA("x"), CommentStreamA("y")], blocks)
    dump.place()
    end = 0
    for rva, data in sorted(dump.metadata_pieces()):
        assert rva >= end
        end = rva + len(data)
    assert end <= dump.memory_start == blocks[0].rva
    assert dump.file_size == blocks[1].rva + 0x10


def test_a_memory_list_cannot_pass_4_gib():
    blocks = [MemoryBlock(0, 3 << 30), MemoryBlock(1 << 40, 2 << 30)]
    with pytest.raises(DumpTooLargeError):
        Minidump([MemoryListStream(blocks)], blocks).place()
    assert Minidump([Memory64ListStream(blocks)], blocks).place() > 5 << 30


def test_streams_cannot_pass_4_gib():
    with pytest.raises(DumpTooLargeError):
        Minidump([RawStream(0x10000, size=1 << 32)]).place()


def test_a_dump_without_anything_is_still_a_dump():
    dump = Minidump([])
    assert dump.place() == 32
    assert dump.metadata_bytes()[:4] == b"MDMP"
