"""Messages between the window and a process of ours: what they may name, and by which name."""

from __future__ import annotations

import os
import pickle
import struct
from pathlib import Path

import pytest

from app.core.inspection.framing import Frames, frame
from app.core.inspection.reading import ReadMemory, ReadPage


def read(*messages):
    return list(Frames().feed(b"".join(messages)))


def packed(body):
    return struct.pack("<I", len(body)) + body


def test_messages_arrive_as_they_were_however_they_are_cut():
    sent = [ReadPage(), ReadMemory(0x1000, 16)]
    frames, arrived = Frames(), []

    for byte in b"".join(map(frame, sent)):
        arrived += frames.feed(bytes([byte]))

    assert arrived == sent
    assert [type(one) for one in arrived] == [ReadPage, ReadMemory]


def test_who_calls_the_package_by_another_name_is_understood():
    message = frame(ReadMemory(0x1000, 16))
    other = message.replace(b"app.core.", b"xyz.core.")

    assert other != message
    assert [type(one) for one in read(other)] == [ReadMemory]


@pytest.mark.parametrize(
    "named",
    [
        os.system,
        Path(),
        read,
        frame,  # a function of ours
    ],
    ids=["system", "path", "test", "function"],
)
def test_nothing_but_classes_of_the_core_is_made_by_a_message(named):
    with pytest.raises(pickle.UnpicklingError):
        read(packed(pickle.dumps(named)))


def test_what_a_module_of_the_core_has_imported_is_not_reached_through_it():
    body = b"\x80\x04\x8c\x0eapp.core.child\x8c\tos.system\x93."

    with pytest.raises(pickle.UnpicklingError):
        read(packed(body))
