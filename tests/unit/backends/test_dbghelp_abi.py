"""Sizes and offsets of the MiniDumpWriteDump call, as documented and as observed."""

from __future__ import annotations

import ctypes

import pytest

from app.core.backends.dbghelp.abi import (
    LAYOUTS,
    MINIDUMP_MEMORY_INFO,
    VS_FIXEDFILEINFO,
    machine_of,
)

SIZES = {
    # name: AMD64, ARM64, x86
    "EXCEPTION_POINTERS": (16, 16, 8),
    "EXCEPTION_RECORD": (152, 152, 80),
    "MINIDUMP_EXCEPTION_INFORMATION": (16, 16, 12),
    "MINIDUMP_USER_STREAM": (16, 16, 12),
    "MINIDUMP_USER_STREAM_INFORMATION": (12, 12, 8),
    "MINIDUMP_CALLBACK_INFORMATION": (16, 16, 8),
    "MINIDUMP_CALLBACK_INPUT": (1312, 992, 772),
    "MINIDUMP_CALLBACK_OUTPUT": (52, 52, 52),
    "MINIDUMP_THREAD_CALLBACK": (1280, 960, 744),
    "MINIDUMP_THREAD_EX_CALLBACK": (1296, 976, 760),
    "MINIDUMP_MODULE_CALLBACK": (104, 104, 92),
    "MINIDUMP_IO_CALLBACK": (28, 28, 20),
    "MINIDUMP_READ_MEMORY_FAILURE_CALLBACK": (16, 16, 16),
    "MINIDUMP_VM_QUERY_CALLBACK": (8, 8, 8),
    "MINIDUMP_VM_PRE_READ_CALLBACK": (20, 20, 16),
    "MINIDUMP_VM_POST_READ_CALLBACK": (28, 28, 24),
}
OFFSETS = {
    "MINIDUMP_CALLBACK_INPUT": {
        "ProcessId": (0, 0, 0),
        "ProcessHandle": (4, 4, 4),
        "CallbackType": (12, 12, 8),
        "u": (16, 16, 12),
    },
    "MINIDUMP_THREAD_CALLBACK": {
        "ThreadHandle": (4, 4, 4),
        "Context": (16, 16, 8),
        "SizeOfContext": (1248, 928, 724),
        "StackBase": (1252, 932, 728),
        "StackEnd": (1260, 940, 736),
    },
    "MINIDUMP_THREAD_EX_CALLBACK": {
        "BackingStoreBase": (1268, 948, 744),
        "BackingStoreEnd": (1276, 956, 752),
    },
    "MINIDUMP_MODULE_CALLBACK": {
        "FullPath": (0, 0, 0),
        "BaseOfImage": (8, 8, 4),
        "SizeOfImage": (16, 16, 12),
        "CheckSum": (20, 20, 16),
        "TimeDateStamp": (24, 24, 20),
        "VersionInfo": (28, 28, 24),
        "CvRecord": (80, 80, 76),
        "SizeOfCvRecord": (88, 88, 80),
        "MiscRecord": (92, 92, 84),
        "SizeOfMiscRecord": (100, 100, 88),
    },
    "MINIDUMP_IO_CALLBACK": {
        "Offset": (8, 8, 4),
        "Buffer": (16, 16, 12),
        "BufferBytes": (24, 24, 16),
    },
    "MINIDUMP_VM_POST_READ_CALLBACK": {
        "Buffer": (8, 8, 8),
        "Size": (16, 16, 12),
        "Completed": (20, 20, 16),
        "Status": (24, 24, 20),
    },
    "MINIDUMP_CALLBACK_OUTPUT": {
        "ModuleWriteFlags": (0, 0, 0),
        "MemoryBase": (0, 0, 0),
        "MemorySize": (8, 8, 8),
        "Cancel": (4, 4, 4),
        "VmRegion": (0, 0, 0),
        "Continue": (48, 48, 48),
        "VmQueryResult": (4, 4, 4),
        "VmReadBytesCompleted": (4, 4, 4),
    },
}


@pytest.mark.parametrize(("index", "machine"), list(enumerate(["AMD64", "ARM64", "x86"])))
def test_every_structure_has_the_documented_size(index, machine):
    layout = LAYOUTS[machine]
    found = {name: ctypes.sizeof(getattr(layout, name)) for name in SIZES}
    assert found == {name: sizes[index] for name, sizes in SIZES.items()}


@pytest.mark.parametrize(("index", "machine"), list(enumerate(["AMD64", "ARM64", "x86"])))
def test_every_field_stands_where_it_was_observed(index, machine):
    layout = LAYOUTS[machine]
    for name, fields in OFFSETS.items():
        structure = getattr(layout, name)
        found = {field: getattr(structure, field).offset for field in fields}
        assert found == {field: offsets[index] for field, offsets in fields.items()}, name


def test_regions_and_versions_have_one_layout():
    assert ctypes.sizeof(VS_FIXEDFILEINFO) == 52
    assert ctypes.sizeof(MINIDUMP_MEMORY_INFO) == 48
    offsets = {
        name: getattr(MINIDUMP_MEMORY_INFO, name).offset
        for name, *_ in MINIDUMP_MEMORY_INFO._fields_
        if "alignment" not in name
    }
    assert offsets == {
        "BaseAddress": 0,
        "AllocationBase": 8,
        "AllocationProtect": 16,
        "RegionSize": 24,
        "State": 32,
        "Protect": 36,
        "Type": 40,
    }


@pytest.mark.parametrize(
    ("version", "pointer", "machine"),
    [
        ("3.11.3 (main, Jun  2 2023, 16:06:09) [MSC v.1929 64 bit (AMD64)]", 8, "AMD64"),
        ("3.11.3 (main, Jun  2 2023, 16:03:29) [MSC v.1929 32 bit (Intel)]", 4, "x86"),
        ("3.11.3 (main, Jun  2 2023, 16:06:09) [MSC v.1929 64 bit (ARM64)]", 8, "ARM64"),
    ],
)
def test_the_machine_is_that_of_the_interpreter(monkeypatch, version, pointer, machine):
    # Emulated or beside it, what Windows runs on says nothing.
    monkeypatch.setattr("platform.machine", lambda: "ARM64")
    assert machine_of(version, pointer) == machine
