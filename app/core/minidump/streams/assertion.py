"""BreakpadAssertionInfo: which assertion of the program failed (MDRawAssertionInfo)."""

from typing import Annotated, NamedTuple

from ..record import U32, Record
from ..records import MINIDUMP_LOCATION_DESCRIPTOR
from ..strings import until_nul
from ..view import DumpView

_KINDS = {1: "invalid parameter", 2: "pure virtual call"}


class BreakpadAssertionInfo(Record):
    """Breakpad's MDRawAssertionInfo; the texts are UTF-16LE, ended by NUL or by the field."""

    expression: Annotated[bytes, "256s"]
    function: Annotated[bytes, "256s"]
    file: Annotated[bytes, "256s"]
    line: U32
    type: U32


class Assertion(NamedTuple):
    """A failed assertion. ``line`` is 0 and texts are empty where they are not told."""

    expression: str
    function: str
    file: str
    line: int
    kind: str
    """What the C runtime calls it; empty for the program's own."""


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> Assertion:
    """Read the stream."""
    info = view.only(BreakpadAssertionInfo, location)
    return Assertion(
        expression=until_nul(info.expression),
        function=until_nul(info.function),
        file=until_nul(info.file),
        line=info.line,
        kind=_KINDS.get(info.type, ""),
    )
