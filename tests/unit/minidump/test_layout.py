import pytest

from app.core.errors import DumpTooLargeError
from app.core.minidump.layout import Block, DataBlock, Layout, MemoryBlock, StringTable, data_pieces


def test_blocks_follow_each_other_aligned():
    layout = Layout()
    blocks = [Block(3, 1), Block(5, 4), Block(1, 16)]
    layout.place_all(blocks)
    assert [block.rva for block in blocks] == [0, 4, 16]
    assert layout.size == 17


def test_an_offset_cannot_be_used_before_it_is_known():
    block = Block(4)
    assert block.rva is None
    with pytest.raises(RuntimeError):
        _ = block.placed_rva


def test_near_blocks_end_below_4_gib_and_far_ones_need_not():
    layout = Layout()
    layout.place(Block(0xFFFF_FFF0, 1))
    layout.place(Block(15, 1))
    with pytest.raises(DumpTooLargeError) as caught:
        layout.place(Block(1, 1))
    assert "4 GiB" in str(caught.value)
    far = MemoryBlock(0x1000, 1 << 40)
    far.is_near = False
    layout.place(far)
    assert layout.size > 1 << 40


def test_a_part_of_a_memory_block_has_an_offset_of_its_own():
    layout = Layout()
    layout.place(Block(64))
    block = MemoryBlock(0x7000, 0x3000)
    layout.place(block)
    assert block.rva_of(0x8000, 0x2000) == 64 + 0x1000
    with pytest.raises(ValueError, match="not inside"):
        block.rva_of(0x8000, 0x2001)


def test_a_part_past_4_gib_has_no_32_bit_offset():
    layout = Layout()
    block = MemoryBlock(0, 1 << 33)
    block.is_near = False
    layout.place(block)
    assert block.rva_of(0xFFFF_0000, 0xFFFF) == 0xFFFF_0000
    assert block.rva_of(0xFFFF_0000, 0x10000) == 0


def test_equal_strings_are_stored_once():
    table = StringTable()
    assert table.add("File") is table.add("File")
    assert table.add("Pipe") is not table.add("File")
    layout = Layout()
    layout.place_all(table)
    assert [data for _, data in data_pieces(table)] == [
        b"\x08\0\0\0F\0i\0l\0e\0\0\0",
        b"\x08\0\0\0P\0i\0p\0e\0\0\0",
    ]
    assert isinstance(next(iter(table)), DataBlock)
