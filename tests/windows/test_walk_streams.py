"""The walker sees what stands in a file written down by hand."""

from __future__ import annotations

import struct


def test_the_walker_finds_streams_where_they_are(walk_streams, tmp_path):
    comment = b"two streams\0"
    header = struct.pack("<4sIIIIIQ", b"MDMP", 0xA793, 2, 32, 0, 0, 0)
    directory = struct.pack("<6I", 10, len(comment), 56, 0x47670003, 4, 56 + len(comment))
    dump = tmp_path / "by-hand.dmp"
    dump.write_bytes(header + directory + comment + b"6.1\0")

    assert walk_streams(dump) == [(10, 12, 56, 0), (0x47670003, 4, 68, 0)]
