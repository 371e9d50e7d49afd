"""Files that are taken for minidumps and are none: what they are, and which tool opens them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidDumpError

if TYPE_CHECKING:
    from collections.abc import Callable

LOOKED_AT: Final = 1 << 16
"""Bytes from the start of a file that tell what it is."""
_ET_CORE: Final = 4
_MH_CORE: Final = 4


class FileKind(NamedTuple):
    """A kind of file that is no minidump."""

    is_one: Callable[[bytes], bool]
    """Recognises it by its first LOOKED_AT bytes."""
    what: str
    remedy: str


def _begins(*magics: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(magics)


def _holds(text: bytes) -> Callable[[bytes], bool]:
    return lambda head: text in head


def _is_elf_core(head: bytes) -> bool:
    if not head.startswith(b"\x7fELF") or len(head) < 18:
        return False
    order = ">" if head[5] == 2 else "<"
    return bool(struct.unpack_from(order + "H", head, 16)[0] == _ET_CORE)


def _is_macho_core(head: bytes) -> bool:
    return (
        head.startswith((b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"))
        and len(head) >= 16
        and struct.unpack_from("<I", head, 12)[0] == _MH_CORE
    )


def _is_multipart(head: bytes) -> bool:
    return head.lstrip(b"\r\n").startswith(b"--") and b"content-disposition" in head[:4096].lower()


KINDS: Final = (
    FileKind(
        _begins(b"PAGEDU64", b"PAGEDUMP"),
        "It is a dump of the Windows kernel, not a minidump of a process",
        "Open it with WinDbg.",
    ),
    FileKind(
        _is_elf_core,
        "It is an ELF core, not a minidump",
        "Open it with gdb: gdb PROGRAM FILE.",
    ),
    FileKind(
        _begins(b"\x7fELF"),
        "It is a program or library of Linux (ELF), not a minidump",
        "Choose the dump that was made of it.",
    ),
    FileKind(
        _is_macho_core,
        "It is a core of macOS (Mach-O), not a minidump",
        "Open it with lldb: lldb --core FILE.",
    ),
    FileKind(
        _begins(b"MZ"),
        "It is a program or library of Windows (PE), not a minidump",
        "Choose the dump that was made of it.",
    ),
    FileKind(
        _begins(b"PMDM"),
        "It is a minidump of a big-endian processor, which is not read here",
        "Open it with minidump_dump of Breakpad.",
    ),
    FileKind(
        _begins(b"\x1f\x8b"),
        "It is compressed with gzip",
        "Unpack it: dumpdesk unpack FILE, or gzip -dk FILE.",
    ),
    FileKind(
        _begins(b"PK\x03\x04"),
        "It is a zip archive",
        "Unpack it: dumpdesk unpack FILE takes the minidumps out of it.",
    ),
    FileKind(
        _begins(b"\x28\xb5\x2f\xfd"),
        "It is compressed with zstd",
        "Unpack it: dumpdesk unpack FILE, or zstd -dk FILE.",
    ),
    FileKind(
        _begins(b"\xfd7zXZ\0"),
        "It is compressed with xz",
        "Unpack it: dumpdesk unpack FILE, or xz -dk FILE.",
    ),
    FileKind(
        _begins(b"BZh"),
        "It is compressed with bzip2",
        "Unpack it: dumpdesk unpack FILE, or bzip2 -dk FILE.",
    ),
    FileKind(
        _begins(b"7z\xbc\xaf\x27\x1c"),
        "It is a 7z archive",
        "Unpack it: 7z x FILE.",
    ),
    FileKind(
        _begins(b"MSCF"),
        "It is a cabinet of Windows",
        "Unpack it: expand FILE -F:* FOLDER, or cabextract FILE.",
    ),
    FileKind(
        _is_multipart,
        "It is the upload of a crash reporter (multipart), with the minidump inside",
        "Take it out: dumpdesk unpack FILE.",
    ),
    FileKind(
        _holds(b"-----BEGIN BREAKPAD MICRODUMP-----"),
        "It is a log with a microdump in it, not a minidump",
        "Open it with microdump_stackwalk of Breakpad.",
    ),
    FileKind(
        _begins(b"JAVA PROFILE "),
        "It is a heap dump of Java (HPROF), not a minidump",
        "Open it with Eclipse Memory Analyzer or VisualVM.",
    ),
    FileKind(
        _holds(b"A fatal error has been detected by the Java Runtime Environment"),
        "It is a crash report of Java (hs_err), a text, not a minidump",
        "Open it with an editor; the core or minidump that it names lies elsewhere.",
    ),
    FileKind(
        _begins(b"MODULE "),
        "It is a symbol file of Breakpad, a text, not a minidump",
        "Choose the dump that it belongs to.",
    ),
)
"""The first that fits counts."""


def not_a_minidump(head: bytes) -> InvalidDumpError:
    """Say what a file is that begins with *head* and is no minidump."""
    found = next((kind for kind in KINDS if kind.is_one(head)), None)
    if found is None:
        return InvalidDumpError("The file does not start with MDMP", 0)
    return InvalidDumpError(found.what, remedy=found.remedy)
