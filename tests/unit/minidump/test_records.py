import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.minidump import constants, records
from app.core.minidump.contexts import CONTEXT_AMD64, CONTEXT_ARM64, CONTEXT_X86
from app.core.minidump.record import Record
from app.core.minidump.streams import assertion, crashpad_info, linux_dso_debug

# sizeof() of the structures, compiled from the published headers; those of Breakpad and Crashpad
# stand beside their streams
SIZES = {
    "MINIDUMP_HEADER": 32,
    "MINIDUMP_DIRECTORY": 12,
    "MINIDUMP_LOCATION_DESCRIPTOR": 8,
    "MINIDUMP_LOCATION_DESCRIPTOR64": 16,
    "MINIDUMP_MEMORY_DESCRIPTOR": 16,
    "MINIDUMP_MEMORY_DESCRIPTOR64": 16,
    "MINIDUMP_THREAD": 48,
    "MINIDUMP_THREAD_EX": 64,
    "MINIDUMP_THREAD_INFO": 64,
    "MINIDUMP_THREAD_INFO_LIST": 12,
    "MINIDUMP_THREAD_NAME": 12,
    "MINIDUMP_MODULE": 108,
    "VS_FIXEDFILEINFO": 52,
    "MINIDUMP_UNLOADED_MODULE": 24,
    "MINIDUMP_UNLOADED_MODULE_LIST": 12,
    "MINIDUMP_MEMORY64_LIST": 16,
    "MINIDUMP_MEMORY_INFO": 48,
    "MINIDUMP_MEMORY_INFO_LIST": 16,
    "MINIDUMP_SYSTEM_INFO": 56,
    "CPU_INFORMATION_X86": 24,
    "MINIDUMP_EXCEPTION": 152,
    "MINIDUMP_EXCEPTION_STREAM": 168,
    "SYSTEMTIME": 16,
    "TIME_ZONE_INFORMATION": 172,
    "XSTATE_CONFIG_FEATURE_MSC_INFO": 528,
    "MINIDUMP_MISC_INFO_5": 1364,
    "MINIDUMP_HANDLE_DATA_STREAM": 16,
    "MINIDUMP_HANDLE_DESCRIPTOR": 32,
    "MINIDUMP_HANDLE_DESCRIPTOR_2": 40,
    "MINIDUMP_HANDLE_OBJECT_INFORMATION": 12,
    "MINIDUMP_HANDLE_OPERATION_LIST": 16,
    "MINIDUMP_FUNCTION_TABLE_STREAM": 24,
    "MINIDUMP_FUNCTION_TABLE_DESCRIPTOR": 32,
    "MINIDUMP_TOKEN_INFO_LIST": 16,
    "MINIDUMP_TOKEN_INFO_HEADER": 16,
    "MINIDUMP_SYSTEM_BASIC_INFORMATION": 52,
    "MINIDUMP_SYSTEM_FILECACHE_INFORMATION": 60,
    "MINIDUMP_SYSTEM_BASIC_PERFORMANCE_INFORMATION": 32,
    "MINIDUMP_SYSTEM_PERFORMANCE_INFORMATION": 344,
    "MINIDUMP_SYSTEM_MEMORY_INFO_1": 492,
    "MINIDUMP_PROCESS_VM_COUNTERS_1": 80,
    "MINIDUMP_PROCESS_VM_COUNTERS_2": 152,
    "LinuxDsoDebug64": 40,
    "LinuxDsoDebug32": 24,
    "LinuxDsoDebugPacked": 36,
    "LinuxLinkMap64": 24,
    "LinuxLinkMap32": 12,
    "LinuxLinkMapPacked": 20,
    "CrashpadInfo": 64,
    "CrashpadModuleLink": 12,
    "CrashpadModuleInfo": 28,
    "CrashpadTextLink": 4,
    "CrashpadAnnotationObject": 12,
    "CrashpadAnnotation": 8,
    "BreakpadAssertionInfo": 776,
}
RECORDS = {
    name: value
    for module in (records, linux_dso_debug, crashpad_info, assertion)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, Record) and value is not Record
}


def test_every_record_has_the_size_of_its_structure():
    assert {name: record.SIZE for name, record in RECORDS.items()} == SIZES


def test_misc_info_versions():
    assert records.MISC_INFO_SIZES == (24, 44, 232, 832, 1364)


@pytest.mark.parametrize("record", [*RECORDS.values(), CONTEXT_AMD64, CONTEXT_X86, CONTEXT_ARM64])
@given(data=st.data())
def test_unpack_and_pack_are_inverse(record, data):
    raw = data.draw(st.binary(min_size=record.SIZE, max_size=record.SIZE))
    padding = data.draw(st.binary(max_size=7))
    assert record.unpack(padding + raw, len(padding)).pack() == raw
    assert [item.pack() for item in record.unpack_many(raw * 2)] == [raw, raw]


def test_fields_lie_where_the_structures_have_them():
    # (record, field path, offset, struct format)
    for record, path, offset, form in (
        ("MINIDUMP_HEADER", "Flags", 24, "Q"),
        ("MINIDUMP_THREAD", "Teb", 16, "Q"),
        ("MINIDUMP_THREAD", "Stack.Memory.Rva", 36, "I"),
        ("MINIDUMP_THREAD", "ThreadContext.Rva", 44, "I"),
        ("MINIDUMP_MODULE", "ModuleNameRva", 20, "I"),
        ("MINIDUMP_MODULE", "VersionInfo.dwFileDateLS", 72, "I"),
        ("MINIDUMP_MODULE", "CvRecord.Rva", 80, "I"),
        ("MINIDUMP_MODULE", "Reserved1", 100, "Q"),
        ("MINIDUMP_MEMORY_INFO", "RegionSize", 24, "Q"),
        ("MINIDUMP_MEMORY_INFO", "Type", 40, "I"),
        ("MINIDUMP_SYSTEM_INFO", "PlatformId", 20, "I"),
        ("MINIDUMP_SYSTEM_INFO", "CSDVersionRva", 24, "I"),
        ("MINIDUMP_EXCEPTION_STREAM", "ExceptionRecord.ExceptionAddress", 24, "Q"),
        ("MINIDUMP_EXCEPTION_STREAM", "ThreadContext.DataSize", 160, "I"),
        ("MINIDUMP_MISC_INFO_5", "TimeZone.Bias", 60, "i"),
        ("MINIDUMP_MISC_INFO_5", "TimeZone.StandardBias", 144, "i"),
        ("MINIDUMP_MISC_INFO_5", "TimeZone.DaylightBias", 228, "i"),
        ("MINIDUMP_MISC_INFO_5", "XStateData.EnabledFeatures", 840, "Q"),
        ("MINIDUMP_MISC_INFO_5", "ProcessCookie", 1360, "I"),
        ("MINIDUMP_THREAD_INFO", "CreateTime", 16, "Q"),
        ("MINIDUMP_THREAD_NAME", "RvaOfThreadName", 4, "Q"),
        ("MINIDUMP_SYSTEM_MEMORY_INFO_1", "BasicInfo.NumberOfProcessors", 52, "I"),
        ("MINIDUMP_SYSTEM_MEMORY_INFO_1", "FileCacheInfo.CurrentSize", 56, "Q"),
        ("MINIDUMP_SYSTEM_MEMORY_INFO_1", "BasicPerfInfo.AvailablePages", 116, "Q"),
        ("MINIDUMP_SYSTEM_MEMORY_INFO_1", "PerfInfo.IdleProcessTime", 148, "Q"),
        ("MINIDUMP_PROCESS_VM_COUNTERS_2", "VirtualSize", 80, "Q"),
        ("MINIDUMP_PROCESS_VM_COUNTERS_2", "PrivateWorkingSetSize", 96, "Q"),
        ("CrashpadInfo", "address_mask", 56, "Q"),
    ):
        data = bytearray(SIZES[record])
        value = 0x12345678
        struct.pack_into("<" + form, data, offset, value)
        found = RECORDS[record].unpack(data)
        for name in path.split("."):
            found = getattr(found, name)
        assert found == value, (record, path)


def test_values_that_do_not_fit_are_refused():
    with pytest.raises(struct.error):
        records.MINIDUMP_LOCATION_DESCRIPTOR(1 << 32, 0).pack()


def test_stream_names():
    assert constants.stream_name(3) == "ThreadListStream"
    assert constants.stream_name(0x47670009) == "LinuxMaps"
    assert constants.stream_name(0x10001) == "UserStream 0x10001"
    assert constants.stream_name(999) == "Stream 0x3E7"


def test_the_valid_type_flags_are_all_but_the_last_two():
    flags = constants.MINIDUMP_TYPE
    refused = flags.MiniDumpNoIgnoreInaccessibleMemory | flags.MiniDumpWithMemoryCompressed
    assert sum(set(flags)) & ~refused == constants.VALID_TYPE_FLAGS
