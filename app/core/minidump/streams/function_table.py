"""FunctionTable: unwind tables that a program made at run time; read only."""

from typing import NamedTuple

from ...errors import InvalidDumpError
from ..records import (
    MINIDUMP_FUNCTION_TABLE_DESCRIPTOR,
    MINIDUMP_FUNCTION_TABLE_STREAM,
    MINIDUMP_LOCATION_DESCRIPTOR,
)
from ..view import DumpView


class FunctionTableEntry(NamedTuple):
    """A table: its descriptor, the system's own descriptor and the entries, both undecoded."""

    descriptor: MINIDUMP_FUNCTION_TABLE_DESCRIPTOR
    native_descriptor: bytes
    entries: bytes


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[FunctionTableEntry, ...]:
    """Read a FunctionTable stream."""
    head = view.only(MINIDUMP_FUNCTION_TABLE_STREAM, location)
    least = MINIDUMP_FUNCTION_TABLE_DESCRIPTOR.SIZE
    if head.SizeOfHeader < head.SIZE or head.SizeOfDescriptor < least:
        raise InvalidDumpError(
            f"A FunctionTable gives sizes {head.SizeOfHeader} and {head.SizeOfDescriptor}",
            location.Rva,
        )
    offset = location.Rva + head.SizeOfHeader + head.SizeOfAlignPad
    end = location.Rva + location.DataSize
    tables = []
    for _ in range(head.NumberOfDescriptors):
        descriptor = view.record_at(MINIDUMP_FUNCTION_TABLE_DESCRIPTOR, offset)
        native = offset + head.SizeOfDescriptor
        first = native + head.SizeOfNativeDescriptor
        size = descriptor.EntryCount * head.SizeOfFunctionEntry
        if first + size > end:
            raise InvalidDumpError("A function table passes the end of its stream", offset)
        tables.append(
            FunctionTableEntry(
                descriptor,
                view.bytes_at(native, head.SizeOfNativeDescriptor, "function table"),
                view.bytes_at(first, size, "function table"),
            )
        )
        offset = first + size + descriptor.SizeOfAlignPad
    return tuple(tables)
