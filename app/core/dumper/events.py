"""Events of the dumper, read by its client into the types they were made of.

This is the one module here that the dumper itself does not import: msgspec checks every value
against the annotations of its type.
"""

from __future__ import annotations

import json

import msgspec

from .protocol import EVENTS, Event


def decode_event(line: bytes) -> tuple[int, Event]:
    """Read the line of an event: the id of its command, and the event.

    Unknown keys are passed over. Raises ValueError if it is none: the other end is no dumper.
    """
    try:
        value = json.loads(line)  # texts may hold halves of surrogate pairs, which msgspec refuses
        event: Event = msgspec.convert(value, EVENTS[value["event"]], str_keys=True)
        return int(value["id"]), event
    except (TypeError, KeyError, RecursionError) as error:
        raise ValueError(f"not an event of the dumper: {error!r}") from error
