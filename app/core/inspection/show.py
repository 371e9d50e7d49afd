"""A dump as JSON: what `dumpdesk show` prints of a file, and of one of its streams."""

from __future__ import annotations

import re
import struct
import uuid
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from ..dump.left_out import to_json as left_out_to_json
from ..errors import InvalidDumpError, InvalidRequestError
from ..minidump.constants import MINIDUMP_STREAM_TYPE, PROCESSOR_ARCHITECTURE
from ..minidump.contexts import has_all_registers
from ..minidump.contexts.registers import registers_of
from ..minidump.reader import LINUX_TEXTS, MinidumpFile
from ..minidump.record import Record
from ..minidump.strings import until_nul
from ..numerals import is_number, parse_number
from .dump_snapshot import snapshot_of, writers_left_out
from .explained import explained
from .known_streams import DECODED
from .machine_names import platform_name, processor_name
from .module_symbols import symbols_of
from .stream_texts import text_of
from .value_text import value_lines
from .whereabouts import Whereabouts

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from ..capture.snapshot import Module, ProcessSnapshot, Thread
    from ..minidump.reader import StreamEntry

_S = MINIDUMP_STREAM_TYPE
PREVIEW: Final = 256
"""Bytes of an unknown stream that are shown, as hex."""
TEXT_LIMIT: Final = 1 << 20
"""Characters of a stream that are shown as text to read."""
_HEX_LIMIT: Final = 1 << 16
_HEX_LINE: Final = 16

_THREAD: Final = (
    "id name stack_pointer instruction_pointer teb suspend_count priority_class priority "
    "create_time kernel_time user_time start_address affinity"
)
_MODULE: Final = "name base size version version_text cv_record check_sum time_date_stamp"
_REGION: Final = "base size protect state type path"
"""What is shown of each; a stack and what identifies a module have forms of their own."""
_PLAIN: Final[dict[type, Callable[[Any], Any]]] = {bytes: bytes.hex, uuid.UUID: str}
_LISTS_OF_TEXT: Final = (_S.LinuxCmdLine, _S.LinuxEnviron)
_WIDE_TEXTS: Final = frozenset({"StandardName", "DaylightName", "BuildString", "DbgBldStr"})
"""Fields of MiscInfo that hold UTF-16."""
_ARCHITECTURES_32: Final = (PROCESSOR_ARCHITECTURE.INTEL, PROCESSOR_ARCHITECTURE.ARM)


def describe_file(path: str | os.PathLike[str], *, regions: bool = True) -> dict[str, Any]:
    """Describe the dump at *path*: all numbers, addresses too, are ints; bytes are hex.

    Without *regions* the list of these is empty: there may be hundreds of thousands.

    Raises InvalidDumpError if it is no minidump, OutputError if it cannot be read. Streams that
    are damaged are named in ``soft_errors``.
    """
    with MinidumpFile.open(path) as file:
        snapshot = snapshot_of(file)
        cause = explained(file, snapshot)
        return {
            "file_size": file.size,
            "header": {
                **to_json(file.header),
                "flags": file.header.Flags,
                "timestamp": file.header.TimeDateStamp,
            },
            "streams": [_stream(entry) for entry in file.directory],
            "process": {
                "id": snapshot.process_id,
                "name": snapshot.name,
                "executable": snapshot.executable,
                **to_json(snapshot.times),
                "vm_counters": to_json(snapshot.vm_counters),
            },
            "system": {
                **to_json(snapshot.system),
                "platform": platform_name(snapshot.system.platform_id),
                "processor": processor_name(snapshot.system.processor_architecture),
            },
            "threads": [
                {
                    **_thread(thread),
                    "registers": _registers(thread, snapshot.system.processor_architecture),
                    "overflowed": snapshot.overflowed(thread),
                }
                for thread in snapshot.threads
            ],
            "modules": [_module(module) for module in snapshot.modules],
            "image_notes": to_json(snapshot.image_notes),
            "unloaded_modules": to_json(snapshot.unloaded_modules),
            "ranges": _ranges(file),
            "regions": _regions(file, snapshot) if regions else [],
            "handles": to_json(snapshot.handles),
            "exception": to_json(snapshot.exception),
            "headline": cause.headline,
            "crash": cause.to_json(),
            "said": [to_json(thing) for thing in cause.said],
            "boot_uptime": cause.boot_uptime,
            "activity": [one.to_json() for one in cause.activity],
            "comments": _comments(file),
            "soft_errors": to_json(snapshot.soft_errors),
            "left_out": _left_out(file),
            "findings": list(file.findings),
        }


TABLES: Final = (
    *("streams", "threads", "modules", "unloaded_modules", "image_notes", "ranges", "regions"),
    *("handles", "said", "left_out", "soft_errors"),
)
"""What :func:`describe_file` lists, and :func:`as_table` makes tables of."""
_IN_HEX: Final = re.compile(
    r"base|rva|teb|type|protect|state|check_sum|time_date_stamp|.*address|.*pointer|"
    r"(granted_access|attributes)"
)
"""Numbers that people write in hexadecimal."""


def as_table(dump: dict[str, Any], name: str) -> list[dict[str, str]]:
    """Make a table of one list of :func:`describe_file`: rows with the same columns, as texts.

    What is an object within a row has columns of its own; a list is joined by semicolons, but a
    version has dots, and ranges are written as ADDRESS:SIZE.
    """
    rows = [dict(_cells(row, "")) for row in dump[name]]
    columns = dict.fromkeys(column for row in rows for column in row)
    return [{column: row.get(column, "") for column in columns} for row in rows]


def _cells(row: dict[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for name, value in row.items():
        column = before + name
        if isinstance(value, dict):
            yield from _cells(value, f"{column}_")
        elif isinstance(value, list | tuple):
            yield column, ("." if column == "version" else "; ").join(map(_part, value))
        elif isinstance(value, int) and not isinstance(value, bool) and _IN_HEX.fullmatch(column):
            yield column, hex(value)
        else:
            yield column, "" if value is None else str(value)


def _part(value: object) -> str:
    return ":".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def registers_to_json(path: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """Give all registers of each thread, of the one that has crashed those of its crash.

    Raises as :func:`describe_file`. Groups are those of ``minidump.contexts.registers``.
    """
    with MinidumpFile.open(path) as file:
        snapshot = snapshot_of(file)
    exception = snapshot.exception
    told = []
    for thread in snapshot.threads:
        crashed = exception is not None and exception.thread_id == thread.id
        context = exception.context if exception is not None and crashed else b""
        found = registers_of(context or thread.context, snapshot.system.processor_architecture)
        groups: dict[str, dict[str, str]] = {}
        for register in found:
            groups.setdefault(register.group, {})[register.name] = register.hexadecimal
        meanings = {register.name: register.meaning for register in found if register.meaning}
        told.append(
            {
                "id": thread.id,
                "name": thread.name,
                "crashed": crashed,
                "registers": groups,
                "flags": meanings,
            }
        )
    return told


def stream_to_json(path: str | os.PathLike[str], which: str | int) -> dict[str, Any]:
    """Describe one stream: *which* is its number, or its name with or without "Stream".

    ``form`` says what ``content`` is: "values" (decoded), "text", or "hex" (the first 256 bytes).
    Where a type stands in the directory more than once, the first one counts, except that comments
    and exceptions are shown together. Raises InvalidDumpError if the file or the stream is damaged,
    InvalidRequestError if there is no such stream.
    """
    with MinidumpFile.open(path) as file:
        entry = _find(file, which)
        form, content = _content(file, entry)
        return {**_stream(entry), "form": form, "content": content}


def stream_text(file: MinidumpFile, entry: StreamEntry) -> str:
    """Give a stream as text to read: texts as they are, values by lines, the rest in hex and ASCII.

    What is longer than TEXT_LIMIT is cut. Raises InvalidDumpError if the stream is damaged.
    """
    part = entry._replace(size=min(entry.size, TEXT_LIMIT))
    form, content = _content(file, part)
    if form == "text":
        text = content if isinstance(content, str) else "\n".join(content)
    elif form == "values":
        text = "\n".join(value_lines(content))
    else:
        text = hex_lines(file.stream_at(part._replace(size=min(part.size, _HEX_LIMIT))))
    return text[:TEXT_LIMIT]


def hex_lines(data: bytes, start: int = 0) -> str:
    """Write bytes as lines of offset, sixteen bytes in hex, and what of them is ASCII."""
    lines = []
    for offset in range(0, len(data), _HEX_LINE):
        line = data[offset : offset + _HEX_LINE]
        seen = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in line)
        lines.append(f"{start + offset:08x}  {line.hex(' '):<47}  {seen}")
    return "\n".join(lines)


def to_json(value: Any) -> Any:  # noqa: ANN401 - whatever the reader gives
    """Turn records, tuples with names and data classes into dictionaries, bytes into hex."""
    if isinstance(value, Record | tuple) and hasattr(value, "_fields"):
        return {
            name: until_nul(part) if name in _WIDE_TEXTS else to_json(part)
            for name, part in zip(value._fields, value, strict=True)
            if not name.startswith(("alignment", "unusedAlignment", "Reserved"))
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(part) for part in value]
    return _PLAIN.get(type(value), lambda other: other)(value)


def _regions(file: MinidumpFile, snapshot: ProcessSnapshot) -> list[dict[str, Any]]:
    places = Whereabouts(snapshot, file.read_memory)
    return [
        {**_some(region, _REGION), "use": _use(places, region.base)} for region in snapshot.regions
    ]


def _use(places: Whereabouts, address: int) -> str:
    """Say what memory is used for that begins at *address*."""
    place = places.at(address)
    return place.text(address) if place is not None else ""


def symbols_to_json(path: str | os.PathLike[str]) -> list[dict[str, Any]]:
    """Say of each module what names of it this machine knows: what, from which file, or why not.

    Raises as :func:`describe_file`.
    """
    with MinidumpFile.open(path) as file:
        modules = snapshot_of(file).modules
    return [
        {
            "base": module.base,
            "name": module.name,
            "id": module.symbol_id,
            "symbols": str(found.symbols),
            "path": found.path,
            "why": found.why,
        }
        for module, found in zip(modules, symbols_of(modules), strict=True)
    ]


def _stream(entry: StreamEntry) -> dict[str, Any]:
    return {
        "type": entry.stream_type,
        "name": entry.name,
        "size": entry.size,
        "rva": entry.rva,
    }


def _some(value: object, names: str) -> dict[str, Any]:
    return {name: to_json(getattr(value, name)) for name in names.split()}


def _thread(thread: Thread) -> dict[str, Any]:
    start, end = thread.stack
    stack = {"address": start, "size": end - start}
    return {**_some(thread, _THREAD), "stack": stack, "context_size": len(thread.context)}


def _registers(thread: Thread, architecture: int) -> str:
    """Say which registers are known: all, the two pointers alone, or none."""
    if not thread.context:
        return "none"
    return "all" if has_all_registers(thread.context, architecture) else "pointers"


def _module(module: Module) -> dict[str, Any]:
    return {**_some(module, _MODULE), "build_id": module.symbol_id}


def _ranges(file: MinidumpFile) -> list[dict[str, int]]:
    try:
        return [range_._asdict() for range_ in file.memory_ranges()]
    except InvalidDumpError:  # among the soft errors already
        return []


def _left_out(file: MinidumpFile) -> list[dict[str, Any]]:
    try:
        return [*map(left_out_to_json, writers_left_out(file))]
    except InvalidDumpError:
        return []


def _comments(file: MinidumpFile) -> list[str]:
    try:
        return list(file.comments)
    except InvalidDumpError:
        return []


def _find(file: MinidumpFile, which: str | int) -> StreamEntry:
    wanted = str(which).strip().lower()
    number = parse_number(wanted, bits=32) if is_number(wanted) else None
    for entry in file.directory:
        name = entry.name.lower()
        if number == entry.stream_type or wanted in {name, name.removesuffix("stream")}:
            return entry
    names = ", ".join(entry.name for entry in file.directory if entry.stream_type)
    raise InvalidRequestError(
        f"The dump has no stream {which!r}.", f"It has these: {names or 'none'}."
    )


def _content(file: MinidumpFile, entry: StreamEntry) -> tuple[str, Any]:
    kind = entry.stream_type
    if kind in DECODED:
        return "values", to_json(DECODED[kind](file))
    data = file.stream_at(entry)
    if kind == _S.LinuxAuxv:
        return "values", _auxv(file, data)
    if kind in _LISTS_OF_TEXT:
        return "text", [_text(part) for part in data.removesuffix(b"\0").split(b"\0") if data]
    if kind in LINUX_TEXTS:
        return "text", _text(data)
    if (text := text_of(data)) is not None:
        return "text", text
    return "hex", data[:PREVIEW].hex()


def _auxv(file: MinidumpFile, data: bytes) -> list[tuple[int, int]]:
    pair = struct.Struct("<II" if file.architecture in _ARCHITECTURES_32 else "<QQ")
    whole = len(data) - len(data) % pair.size
    return [(key, value) for key, value in pair.iter_unpack(data[:whole])]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")
