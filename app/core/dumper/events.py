"""Events of the dumper, read by its client into the types they were made of.

This is the one module here that the dumper itself does not import: msgspec checks every value
against the annotations of its type.
"""

from __future__ import annotations

import functools
import json
from typing import Final

import msgspec

from .messages import EVENTS, Event


class _Head(msgspec.Struct, gc=False):
    id: int
    event: str


_HEAD: Final = msgspec.json.Decoder(_Head)


@functools.cache
def _kind(name: str) -> type[Event]:
    """Give the type of an event. Raises KeyError."""
    if name in EVENTS:
        return EVENTS[name]
    from .replies import REPLIES  # for those who ask

    return REPLIES[name]


@functools.cache
def _reader(name: str) -> msgspec.json.Decoder[Event]:
    return msgspec.json.Decoder(_kind(name))


def decode_event(line: bytes) -> tuple[int, Event]:
    """Read the line of an event: the id of its command, and the event.

    Unknown keys are passed over. Raises ValueError if it is none: the other end is no dumper.
    """
    try:
        head = _HEAD.decode(line)
        return head.id, _reader(head.event).decode(line)
    except (msgspec.DecodeError, KeyError):
        return _with_half_pairs(line)


def _with_half_pairs(line: bytes) -> tuple[int, Event]:
    """Read a line whose texts hold halves of surrogate pairs, which msgspec takes for damage."""
    try:
        value = json.loads(line)
        event: Event = msgspec.convert(value, _kind(value["event"]), str_keys=True)
        return int(value["id"]), event
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError(f"not an event of the dumper: {error!r}") from error
