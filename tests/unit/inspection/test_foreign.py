"""Dumps that others wrote: what they tell is read, and what is not understood is never good."""

import json
import struct

import pytest

from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.show import describe_file, stream_to_json
from app.core.inspection.verify import verify
from app.core.minidump.codeview import symbol_id
from app.core.minidump.reader import MinidumpFile
from tests import synth
from tests.synth import Synth


@pytest.fixture
def written(tmp_path):
    """Call it with a Synth to get the path of its dump."""

    def write(made):
        path = tmp_path / "upload_file_minidump"
        path.write_bytes(made.build())
        return path

    return write


def dump(architecture=9, platform=0x8201, context=b"", **system):
    """A dump with one thread and its registers."""
    made = Synth()
    made.system_info(arch=architecture, platform=platform, **system)
    made.misc_info()
    context = context or synth.context_amd64()
    stack = made.put(bytes(64), 16)
    thread = synth.thread(
        7, stack=(0x7FFF0000, 64, stack), context=(len(context), made.put(context, 16))
    )
    made.counted(synth.THREAD_LIST, [thread])
    made.counted(synth.MODULE_LIST, [synth.module(0x400000, 0x3000, made.text("/bin/demo"))])
    made.counted(synth.MEMORY_LIST, [synth.range32(0x7FFF0000, 64, stack)])
    return made


def said(path):
    verdict = verify(path)
    return verdict.verdict, " ".join(finding.text for finding in verdict.findings)


# ------------------------------------------------------------------------------ processors


@pytest.mark.parametrize(
    ("architecture", "context"),
    [(0x8003, synth.context_arm64_old()), (5, synth.context_arm())],
)
def test_contexts_of_breakpad_are_decoded(written, architecture, context):
    path = written(dump(architecture, 0x8203, context))
    thread = describe_file(path)["threads"][0]
    assert (thread["instruction_pointer"], thread["stack_pointer"]) == (0x5000, 0x6000)
    assert thread["registers"] == "all"
    assert "registers" not in said(path)[1]


@pytest.mark.parametrize(
    ("architecture", "name"),
    [(1, "MIPS"), (3, "PowerPC"), (0x8001, "SPARC"), (0x8006, "RISC-V"), (99, "number 99")],
)
def test_other_processors_are_named_and_not_understood(written, architecture, name):
    path = written(dump(architecture))
    verdict, text = said(path)
    assert verdict == "not understood"
    assert name in text
    assert "modules, memory and texts are read all the same" in text


def test_registers_of_another_processor_are_not_understood(written):
    path = written(dump(context=synth.context_amd64(flags=0x400007)))
    assert said(path)[0] == "not understood"


@pytest.mark.parametrize(
    ("platform", "name"),
    [(0x8101, "macOS"), (0x8102, "iOS"), (0x8203, "Android"), (0x8206, "Fuchsia"), (2, "Windows")],
)
def test_platforms_have_names(written, platform, name):
    path = written(dump(platform=platform))
    assert describe_file(path)["system"]["platform"] == name
    assert said(path)[0] == "good"


def test_an_unknown_platform_is_not_understood(written):
    verdict, text = said(written(dump(platform=0x9999)))
    assert (verdict, "0x9999" in text) == ("not understood", True)


# ---------------------------------------------------------------------------------- texts


def test_a_version_text_outside_the_file_costs_only_itself(written):
    made = dump()
    kind, _, offset = made.entries[0]
    assert kind == synth.SYSTEM_INFO
    struct.pack_into("<I", made.bytes, offset + 24, 0xFFFFFF)
    path = written(made)
    assert describe_file(path)["system"]["processor"] == "x64 (64-bit)"
    verdict, text = said(path)
    assert verdict == "incomplete"
    assert "version of the system, 1 in all" in text


def test_a_name_and_a_codeview_record_outside_cost_only_themselves(written):
    made = Synth()
    made.system_info()
    name = made.text("/bin/good")
    made.counted(
        synth.MODULE_LIST,
        [
            synth.module(0x1000, 0x1000, 0xFFFFFF),
            synth.module(0x2000, 0x1000, name, cv=(24, 0xFFFFFF)),
        ],
    )
    path = written(made)
    modules = describe_file(path)["modules"]
    assert [module["name"] for module in modules] == ["", "/bin/good"]
    text = said(path)[1]
    assert "name of a module, 1 in all" in text
    assert "CodeView record, 1 in all" in text


def test_user_streams_of_any_encoding_are_text(written):
    made = dump()
    xml = '<?xml version="1.0"?><crash id="4"/>'
    made.stream(0x10000, xml.encode("utf-16-le") + b"\0\0")
    made.stream(0x10001, b"\xff\xfe" + "\u65e5\u672c".encode("utf-16-le"))
    made.stream(0x10002, json.dumps({"build": "ü"}, ensure_ascii=False).encode() + b"\0")
    made.stream(0x10003, bytes(range(1, 64, 2)))
    path = written(made)
    forms = [stream_to_json(path, kind) for kind in (0x10000, 0x10001, 0x10002, 0x10003)]
    assert [form["form"] for form in forms] == ["text", "text", "text", "hex"]
    assert [form["content"] for form in forms[:3]] == [xml, "\u65e5\u672c", '{"build": "ü"}']


def test_texts_of_misc_info_are_text(written):
    made = dump()
    body = bytearray(1364)
    struct.pack_into("<III", body, 0, 1364, 0x140, 0)
    body[64:128] = "W. Europe Standard Time".encode("utf-16-le").ljust(64, b"\0")
    body[232:752] = "22621.1.amd64fre".encode("utf-16-le").ljust(520, b"\0")
    made.entries = [entry for entry in made.entries if entry[0] != synth.MISC_INFO]
    made.stream(synth.MISC_INFO, bytes(body))
    content = stream_to_json(written(made), "MiscInfo")["content"]
    assert content["TimeZone"]["StandardName"] == "W. Europe Standard Time"
    assert content["BuildString"] == "22621.1.amd64fre"


def test_an_assertion_of_breakpad_is_read(written):
    made = dump()
    synth.assertion_info(made, "size > 0", "Vital::clap", "vital.cc", 42)
    found = stream_to_json(written(made), "BreakpadAssertionInfo")["content"]
    assert found == {
        "expression": "size > 0",
        "function": "Vital::clap",
        "file": "vital.cc",
        "line": 42,
        "kind": "",
    }


def test_what_modules_of_macos_said_is_read(written):
    made = dump(platform=0x8101)
    texts = (b"/usr/lib/libsystem_c.dylib", b"abort() called", b"", b"", b"second")
    record = struct.pack("<5Q", 0x4D7A0001, 5, 0, 0, 0) + b"\0".join(texts) + b"\0"
    links = [struct.pack("<II", len(record), made.put(record, 8)), struct.pack("<II", 99, 0xFFFFFF)]
    body = struct.pack("<III", 0x4D7A0001, 2, 40) + b"".join(links).ljust(160, b"\0")
    made.stream(0x4D7A0001, body)
    path = written(made)
    said_by_it = [(thing["source"], thing["text"]) for thing in describe_file(path)["said"]]
    assert said_by_it == [
        ("libsystem_c.dylib", "abort() called"),
        ("libsystem_c.dylib", "second"),
    ]
    assert "record of MozMacosCrashInfo, 1 in all" in said(path)[1]


# -------------------------------------------------------------------------------- Crashpad


@pytest.mark.parametrize("size", [36, 44, 52, 64])
def test_crashpads_notes_of_every_size(size):
    made = Synth()
    synth.crashpad_info(
        made,
        size,
        [("ptype", "browser")],
        [(3, ["abort() called"], [("key", "value")], [("name", 1, "text"), ("raw", 9, "no")])],
    )
    found = MinidumpFile(made.build()).crashpad_info
    assert found.report_id.bytes_le == bytes(range(16))
    assert found.annotations == ({"ptype": "browser"} if size >= 44 else {})
    if size < 52:
        assert found.modules == ()
        return
    (module,) = found.modules
    assert module.module == 3
    assert module.list_annotations == ("abort() called",)
    assert module.simple_annotations == {"key": "value"}
    assert module.objects == {"name": "text"}


def test_a_damaged_list_of_crashpad_costs_only_itself(written):
    made = dump()
    where = synth.crashpad_info(made, 52, [("ptype", "browser")], [(0, ["said"], [], [])])
    struct.pack_into("<I", made.bytes, where + 48, 0xFFFFFF)
    path = written(made)
    with MinidumpFile.open(path) as file:
        assert file.crashpad_info.annotations == {"ptype": "browser"}
    assert said(path)[0] == "incomplete"


# -------------------------------------------------------------------------------- versions


@pytest.mark.parametrize(
    ("high", "low", "text"),
    [
        (0x05010064, 0x00010000, "1281.100.1.0"),
        (0x05016401, 0, "1281.100.1.0"),
        (0x0501, 0x00640001, "1281.100.1.0"),
        (0x00010000, 0, "1.0.0.0"),
        (0x00010005, 0, "0x00010005 0x00000000"),  # 1.5, or 1.0.5
        (0, 0, ""),
    ],
)
def test_versions_of_macos_are_told_apart(high, low, text):
    made = Synth()
    made.system_info(platform=0x8101)
    words = (0xFEEF04BD, 0x10000, high, low) + (0,) * 9
    name = made.text("/usr/lib/libSystem.B.dylib")
    made.counted(synth.MODULE_LIST, [synth.module(0x1000, 0x1000, name, version=words)])
    with MinidumpFile(made.build()) as file:
        assert snapshot_of(file).modules[0].version_text == text


# -------------------------------------------------------------------------------- not told


def test_identities_of_zeros_are_none():
    assert symbol_id(struct.pack("<I", 0x4270454C) + bytes(20)) == ""
    assert symbol_id(b"RSDS" + bytes(20) + b"a.pdb\0") == ""
    assert symbol_id(b"NB10" + bytes(12) + b"a.pdb\0") == ""


def test_a_module_that_ends_before_data_of_its_file_is_no_fault(written):
    made = dump()
    made.counted(synth.MODULE_LIST, [synth.module(0x400000, 0x1000, made.text("/bin/demo"))])
    made.entries = made.entries[:3] + made.entries[4:]
    lines = (
        "00400000-00401000 r-xp 00000000 08:01 42 /bin/demo\n"
        "00401000-00403000 r--p 00001000 08:01 42 /bin/demo\n"
    )
    made.stream(0x47670009, lines.encode())
    assert "smaller than they are" not in said(written(made))[1]
