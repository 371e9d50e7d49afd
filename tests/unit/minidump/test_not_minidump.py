"""Files that are no minidumps are named, with the tool that opens them."""

import gzip
import io
import zipfile

import pytest

from app.core.errors import InvalidDumpError
from app.core.minidump.reader import MinidumpFile


def a_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.dmp", b"MDMP")
    return out.getvalue()


@pytest.mark.parametrize(
    ("head", "what", "tool"),
    [
        (b"PAGEDU64", "kernel", "WinDbg"),
        (b"PAGEDUMP", "kernel", "WinDbg"),
        (b"\x7fELF\2\1\1" + bytes(9) + b"\4\0", "ELF core", "gdb"),
        (b"\x7fELF\2\2\1" + bytes(9) + b"\0\4", "ELF core", "gdb"),
        (b"\x7fELF\2\1\1" + bytes(9) + b"\3\0", "program or library of Linux", "dump"),
        (b"\xcf\xfa\xed\xfe" + bytes(8) + b"\4\0\0\0", "core of macOS", "lldb"),
        (b"MZ", "program or library of Windows", "dump"),
        (b"PMDM", "big-endian", "minidump_dump"),
        (gzip.compress(bytes(99)), "gzip", "dumpdesk unpack"),
        (a_zip(), "zip", "dumpdesk unpack"),
        (b"\x28\xb5\x2f\xfd", "zstd", "zstd -dk"),
        (b"\xfd7zXZ\0", "xz", "xz -dk"),
        (b"BZh9", "bzip2", "bzip2 -dk"),
        (b"7z\xbc\xaf\x27\x1c", "7z", "7z x"),
        (b"MSCF", "cabinet", "expand"),
        (
            b'--b\r\nContent-Disposition: form-data; name="upload_file_minidump"\r\n\r\nMDMP',
            "upload of a crash reporter",
            "dumpdesk unpack",
        ),
        (b"I/x: -----BEGIN BREAKPAD MICRODUMP-----\nV Linux", "microdump", "microdump_stackwalk"),
        (b"JAVA PROFILE 1.0.2\0", "HPROF", "Memory Analyzer"),
        (
            b"#\n# A fatal error has been detected by the Java Runtime Environment:\n",
            "hs_err",
            "editor",
        ),
        (b"MODULE Linux x86_64 0 demo\n", "symbol file", "dump"),
    ],
)
def test_it_is_named_and_its_tool_told(head, what, tool):
    with pytest.raises(InvalidDumpError, match=what) as caught:
        MinidumpFile(head.ljust(64, b"\0"))
    assert tool in caught.value.remedy
