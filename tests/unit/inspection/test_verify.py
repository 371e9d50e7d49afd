"""Verdicts on good files, and on files that were damaged in one way each."""

from __future__ import annotations

import re
import resource
import struct
from dataclasses import replace

import pytest
import udmp_parser

from app.core.capture.snapshot import ImageNote, NoteKind, Region
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.plan import make_plan
from app.core.dump.request import DumpRequest
from app.core.errors import OutputError
from app.core.inspection.verify import verify
from app.core.minidump.constants import MINIDUMP_TYPE
from app.core.minidump.reader import MinidumpFile
from tests import synth
from tests.synth import Synth
from tests.unit.inspection.written import CODE, LIBRARY, SNAPSHOT, STACK, write

FLAGS = (0, 0x1000, 0x21925, 0x61A25, 0x21826, 0x1205AC, 0x469925)
FULL, SUPPORT = 0x21826, 0x21925


@pytest.fixture
def judge(tmp_path):
    """Call it with bytes, and perhaps a plan, to get verdict and texts."""

    def judge(data, plan=None):
        path = tmp_path / "a.dmp"
        path.write_bytes(data)
        verdict = verify(path, plan)
        return verdict.verdict, [f"{found.severity}: {found.text}" for found in verdict.findings]

    return judge


def entry_of(data, kind):
    """Where in the file the directory entry of a stream stands."""
    count, directory = struct.unpack_from("<II", data, 8)
    for offset in range(directory, directory + 12 * count, 12):
        if struct.unpack_from("<I", data, offset)[0] == kind:
            return offset
    raise AssertionError(kind)


def stream_of(data, kind):
    return struct.unpack_from("<I", data, entry_of(data, kind) + 8)[0]


@pytest.mark.parametrize("flags", FLAGS, ids=hex)
def test_what_we_write_is_good_with_and_without_its_plan(judge, flags):
    plan, data = write(DumpRequest(flags))
    told = [
        f"note: Left out on purpose, by {name}: {what}."
        for name, what in (
            ("MiniDumpFilterMemory", "words on stacks"),
            ("MiniDumpFilterTriage", "words on stacks, arguments and environment"),
            ("MiniDumpFilterModulePaths", "folders of names"),
        )
        if plan.effective.flags & MINIDUMP_TYPE[name]
    ]
    assert bool(told) is (flags == 0x1205AC)
    assert judge(data, plan) == ("good", told)
    assert judge(data) == ("good", told)


def damage(data, offset, layout, *values):
    struct.pack_into(layout, data, offset, *values)


def cut_in_the_memory(data):
    del data[-100:]


def cut_in_the_streams(data):
    del data[stream_of(data, 4) + 50 :]


def lose_the_threads(data):
    damage(data, entry_of(data, 3), "<I", 0)


def lose_the_handles(data):
    damage(data, entry_of(data, 12), "<I", 0)


def lose_the_memory_map(data):
    damage(data, entry_of(data, 16), "<I", 0)


def count_too_many_threads(data):
    damage(data, stream_of(data, 3), "<I", 9999)


def count_no_thread(data):
    damage(data, entry_of(data, 3) + 4, "<I", 4)
    damage(data, stream_of(data, 3), "<I", 0)


def count_no_module(data):
    damage(data, entry_of(data, 4) + 4, "<I", 4)
    damage(data, stream_of(data, 4), "<I", 0)


def repeat_a_thread_id(data):
    damage(data, stream_of(data, 3) + 4 + 48, "<I", 4711)


def lead_a_context_outside(data):
    damage(data, stream_of(data, 3) + 4 + 44, "<I", len(data) - 4)


def shorten_a_context(data):
    damage(data, stream_of(data, 3) + 4 + 40, "<I", 720)


def drop_a_context(data):
    damage(data, stream_of(data, 3) + 4 + 44, "<I", 0)


def keep_two_registers(data):
    rva = struct.unpack_from("<I", data, stream_of(data, 3) + 4 + 44)[0]
    damage(data, rva + 48, "<I", 0x100001)  # ContextFlags: CONTEXT_CONTROL alone


def drop_a_stack(data):
    damage(data, stream_of(data, 3) + 4 + 32, "<II", 0, 0)


def move_a_stack(data):
    damage(data, stream_of(data, 3) + 4 + 24, "<Q", STACK + 0x7000)


def lead_a_stack_outside(data):
    damage(data, stream_of(data, 3) + 4 + 24, "<QII", 0x1000, 64, len(data))


def lead_a_name_outside(data):
    damage(data, stream_of(data, 4) + 4 + 20, "<I", len(data))


def make_a_module_empty(data):
    damage(data, stream_of(data, 4) + 4 + 8, "<I", 0)


def make_a_module_small(data):
    damage(data, stream_of(data, 4) + 4 + 8, "<I", 0xD58)


def make_modules_overlap(data):
    damage(data, stream_of(data, 4) + 4 + 108, "<Q", CODE + 0x1000)


def swap_modules(data):
    where = stream_of(data, 4) + 4
    one, other = data[where : where + 108], data[where + 108 : where + 216]
    data[where : where + 216] = other + one


def make_ranges_overlap(data):
    where = stream_of(data, 5) + 4
    first = data[where : where + 16]
    data[where + 16 : where + 32] = first


def empty_the_memory(data):
    damage(data, entry_of(data, 5) + 4, "<I", 4)
    damage(data, stream_of(data, 5), "<I", 0)
    for thread in range(2):
        damage(data, stream_of(data, 3) + 4 + 48 * thread + 32, "<II", 0, 0)


def lead_execution_astray(data):
    context = struct.unpack_from("<I", data, stream_of(data, 3) + 4 + 44)[0]
    damage(data, context + 248, "<Q", 0xDEAD0000)


def leave_the_signature_out(data):
    data[:4] = bytes(4)


def leave_everything_out(data):
    data[:] = bytes(len(data))


def spoil_the_signature(data):
    data[:4] = b"\x7fELF"


def lead_the_directory_outside(data):
    damage(data, 12, "<I", len(data) - 8)


def cut_in_the_header(data):
    del data[20:]


def empty_the_file(data):
    data.clear()


DAMAGES = [
    (cut_in_the_memory, SUPPORT, "incomplete", "1 of .* 100 bytes are missing"),
    (cut_in_the_memory, FULL, "incomplete", "100 bytes are missing"),
    (cut_in_the_streams, SUPPORT, "bad", "cut short"),
    (lose_the_threads, SUPPORT, "bad", "no ThreadListStream: there are no threads"),
    (lose_the_handles, SUPPORT, "incomplete", "MiniDumpWithHandleData was asked for"),
    (lose_the_memory_map, FULL, "incomplete", "MiniDumpWithFullMemoryInfo was asked for"),
    (count_too_many_threads, SUPPORT, "bad", "ThreadListStream is damaged: .*9999"),
    (count_no_thread, SUPPORT, "bad", "list of threads is empty"),
    (count_no_module, SUPPORT, "incomplete", "list of modules is empty"),
    (repeat_a_thread_id, SUPPORT, "bad", "more than once: 4711"),
    (lead_a_context_outside, SUPPORT, "bad", "registers of threads lie outside the file: 4711"),
    (shorten_a_context, SUPPORT, "incomplete", r"4711 \(720 bytes\)"),
    (drop_a_context, SUPPORT, "good with gaps", "gap: Threads without registers: 4711"),
    (keep_two_registers, SUPPORT, "good with gaps", "gap: .*only instruction and stack.*4711"),
    (drop_a_stack, SUPPORT, "good with gaps", "gap: Threads without a stack: 4711"),
    (move_a_stack, SUPPORT, "good", "note: The stack pointer is outside the stack.*4711"),
    (lead_a_stack_outside, SUPPORT, "incomplete", "Stacks are not in the file.*4711"),
    (lead_a_name_outside, SUPPORT, "incomplete", r"left empty \(name of a module, 1 in all"),
    (make_a_module_empty, SUPPORT, "bad", "size 0.*/usr/bin/demo"),
    (make_a_module_small, SUPPORT, "incomplete", r"/usr/bin/demo \(0xd58 of 0x3000\)"),
    (make_modules_overlap, SUPPORT, "incomplete", "overlap those before them.*libc"),
    (swap_modules, SUPPORT, "incomplete", "first module is /lib/libc.so.6.*is /usr/bin/demo"),
    (make_ranges_overlap, SUPPORT, "incomplete", "1 memory ranges overlap"),
    (empty_the_memory, SUPPORT, "incomplete", "holds no memory"),
    (lead_execution_astray, SUPPORT, "good", r"note: .*4711 \(0xdead0000\)"),
    (leave_the_signature_out, SUPPORT, "bad", "never finished"),
    (leave_everything_out, SUPPORT, "bad", "never finished"),
    (spoil_the_signature, SUPPORT, "bad", "not a usable dump.*ELF"),
    (lead_the_directory_outside, SUPPORT, "bad", "not a usable dump.*directory"),
    (cut_in_the_header, SUPPORT, "bad", "not a usable dump"),
    (empty_the_file, SUPPORT, "bad", "not a usable dump"),
]


@pytest.mark.parametrize(
    ("how", "flags", "word", "text"),
    DAMAGES,
    ids=[f"{how.__name__}-{flags:#x}" for how, flags, _, _ in DAMAGES],
)
def test_one_damage_one_verdict(judge, how, flags, word, text):
    _, data = write(DumpRequest(flags))
    how(data)
    verdict, findings = judge(data)
    assert verdict == word, findings
    assert_any(text, findings)


def assert_any(text, findings):
    assert any(re.search(text, found) for found in findings), findings


def test_a_missing_memory_map_is_noted_where_nobody_asked_for_it(judge):
    made = Synth()
    made.system_info()
    made.misc_info()
    made.counted(3, [synth.thread(1, context=(1232, made.put(synth.context_amd64())))])
    made.counted(4, [synth.module(0x400000, 0x3000, made.text("/bin/x"))])
    head = 16 + 16
    made.stream(9, synth.memory64([(0x7FFF0000, 64)], len(made.bytes) + head))
    made.put(bytes(64))
    _, findings = judge(made.build())
    assert_any("note: Memory64ListStream comes without", findings)


def test_soft_errors_are_gaps_of_a_good_dump(judge):
    errors = [("read memory", "the page is gone", 0x1000, 4096), ("read limits", "gone")]
    plan, data = write(DumpRequest(SUPPORT), errors=errors)
    assert judge(data, plan) == (
        "good with gaps",
        [
            "gap: Not to be had (read memory): the page is gone (4,096 bytes at 0x1000)",
            "gap: Not to be had (read limits): gone",
        ],
    )


@pytest.mark.parametrize(
    ("noted", "word", "told"),
    [
        (
            ImageNote(NoteKind.TOO_LARGE, CODE, 5 << 30),
            "good",
            r"note: Modules are larger than .*: /usr/bin/demo \(0x140000000\)\.",
        ),
        (ImageNote(NoteKind.SECTION, CODE), "good", r"note: The build id .*: /usr/bin/demo\."),
        (
            ImageNote(NoteKind.TEXT, CODE, detail="Go build id x"),
            "good",
            r"note: .* the hash of their code .*: /usr/bin/demo \(Go build id x\)\.",
        ),
        (
            ImageNote(NoteKind.UNIDENTIFIED, LIBRARY, detail="the file cannot be read"),
            "good",
            r"note: Nothing says which build .*: /lib/libc.so.6 \(the file cannot be read\)\.",
        ),
        (
            ImageNote(NoteKind.NO_IMAGE, 0x9000, 4096, "/tmp/jit"),
            "good",
            r"note: Code is mapped from places of files .*: /tmp/jit \(0x1000\)\.",
        ),
        (
            ImageNote(NoteKind.LIES, LIBRARY, detail="it is 9 bytes long"),
            "incomplete",
            r"warning: What the headers .*: /lib/libc.so.6 \(it is 9 bytes long\)\.",
        ),
        (ImageNote(NoteKind.MORE, 0, 7), "good", r"note: There was more to say .*"),
    ],
)
def test_what_the_records_of_modules_cannot_say_is_told(judge, noted, word, told):
    snapshot = replace(SNAPSHOT, image_notes=(noted,))
    plan, data = write(DumpRequest(SUPPORT), snapshot=snapshot)
    for given in (plan, None):
        verdict, (text,) = judge(data, given)
        assert verdict == word
        assert re.fullmatch(told, text)


def test_a_note_on_a_module_that_was_left_out_is_left_out_too(judge):
    notes = (ImageNote(NoteKind.LIES, LIBRARY, detail="hush"), ImageNote(NoteKind.SECTION, CODE))
    rule = FilterSpec(modules=(ModuleRule("*libc*", include=False),))
    snapshot = replace(SNAPSHOT, image_notes=notes)
    _, data = write(DumpRequest(SUPPORT, rule), snapshot=snapshot)
    assert b"hush" not in data
    verdict, texts = judge(data)
    told = [text for text in texts if "Left out on purpose" not in text]
    assert (verdict, len(texts), len(told)) == ("good", 2, 1)
    assert "The build id of modules" in told[0]


def test_a_breakpad_dump_opens_and_its_soft_error_is_told(judge):
    verdict, findings = judge(synth.plain_dump())
    assert verdict == "incomplete"
    assert_any("warning: MiniDumpWithThreadInfo was asked for", findings)
    assert_any(r"gap: Not to be had \(threads\): gone", findings)


def test_the_worst_comes_first(judge):
    _, data = write(DumpRequest(SUPPORT), errors=[("read limits", "gone")])
    lead_execution_astray(data)
    repeat_a_thread_id(data)
    verdict, findings = judge(data)
    assert verdict == "bad"
    assert [found.partition(":")[0] for found in findings] == ["error", "gap", "note"]


# ------------------------------------------------------------------------------- with the plan


def small(snapshot):
    return replace(snapshot, threads=snapshot.threads[:1], modules=snapshot.modules[:1])


def test_a_file_is_compared_with_what_was_asked_for(judge):
    plan, _ = write(DumpRequest(SUPPORT))
    _, less = write(DumpRequest(0x21920), small(SNAPSHOT))
    verdict, findings = judge(less, plan)
    assert verdict == "incomplete"
    for text in (
        r"file has [\d,]+ bytes instead of [\d,]+: it was cut short",
        "records the flags 0x21920 instead of 0x21925",
        "Streams are missing: HandleDataStream",
        r"[\d,]+ bytes of memory are missing",
        "Threads are missing: 4712",
        "Modules are missing: /lib/libc.so.6",
    ):
        assert_any(text, findings)


def test_what_was_to_be_left_out_must_not_be_there(judge):
    plan, _ = write(DumpRequest(0), small(SNAPSHOT))
    _, more = write(DumpRequest(SUPPORT))
    verdict, findings = judge(more, plan)
    assert verdict == "incomplete"
    for text in (
        "bytes of memory are in the file that were not asked for",
        "Streams are there unasked: .*HandleDataStream",
        "Threads are in the file that were to be left out: 4712",
        f"Modules are in the file that were to be left out: /lib/libc.so.6 at {LIBRARY:#x}",
    ):
        assert_any(text, findings)


def test_that_windows_wrote_something_else_than_estimated_is_no_fault(judge):
    plan, _ = write(DumpRequest(SUPPORT))
    _, other = write(DumpRequest(0x21924))
    assert judge(other, plan)[0] != "good"
    assert judge(other, replace(plan, is_estimate=True)) == ("good", [])


def test_a_stream_that_windows_did_not_write_is_missed_though_it_was_an_estimate(judge):
    plan, data = write(DumpRequest(SUPPORT))
    lose_the_handles(data)
    verdict, findings = judge(data, replace(plan, is_estimate=True))
    assert verdict == "incomplete"
    assert_any("Streams are missing: HandleDataStream", findings)


def test_what_was_to_be_left_out_must_not_be_there_though_it_was_an_estimate(judge):
    rules = FilterSpec(
        (ModuleRule("libc.so.6", include=False),), (ThreadRule(id=4712, include=False),)
    )
    plan, _ = write(DumpRequest(SUPPORT, rules))
    _, more = write(DumpRequest(SUPPORT))
    verdict, findings = judge(more, replace(plan, is_estimate=True))
    assert verdict == "bad"
    assert len(findings) == 3
    assert_any("bytes that were to be left out are in the file", findings)
    assert_any("Modules are in the file that were to be left out: /lib/libc.so.6", findings)
    assert_any("Threads are in the file that were to be left out: 4712", findings)


@pytest.mark.parametrize(
    ("how", "word", "text"),
    [
        (drop_a_stack, "incomplete", "have lost their stacks: 4711"),
        (drop_a_context, "incomplete", "have lost their registers: 4711"),
    ],
)
def test_the_plan_knows_that_nobody_asked_to_leave_it_out(judge, how, word, text):
    plan, data = write(DumpRequest(SUPPORT))
    how(data)
    verdict, findings = judge(data, plan)
    assert verdict == word
    assert_any(text, findings)


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        (
            FilterSpec(threads=(ThreadRule(clear_flags=2),)),
            "note: (No thread has|Threads without) a st",
        ),
        (FilterSpec(threads=(ThreadRule(clear_flags=4),)), "note: Threads without registers"),
        (FilterSpec(threads=(ThreadRule(clear_flags=0x40),)), "note: .* no ThreadInfoListStream"),
        (FilterSpec(modules=(ModuleRule(include=False),)), "note: The list of modules is empty"),
        (
            FilterSpec(memory=(MemoryRule(address=0, size=1 << 47),)),
            "note: The file holds no memory",
        ),
    ],
)
@pytest.mark.parametrize("flags", [0x1000, SUPPORT], ids=hex)
def test_what_a_filter_left_out_is_only_noted(judge, rules, text, flags):
    plan, data = write(DumpRequest(flags, filter=rules))
    verdict, findings = judge(data, plan)
    assert verdict == "good", findings
    assert_any(text, findings)


def test_a_dump_without_threads_is_never_good(judge):
    rules = FilterSpec(threads=(ThreadRule(include=False),))
    plan, data = write(DumpRequest(SUPPORT, filter=rules))
    assert judge(data, plan)[0] == "incomplete"
    assert judge(data)[0] == "bad"


# ------------------------------------------------------------------------------------- limits


def test_a_large_dump_is_verified_without_reading_its_memory(tmp_path):
    """1 GiB in 20,000 ranges, 256 threads: the bytes of memory are a hole and are not read."""
    ranges = [(0x10_0000_0000 + index * 0x10_0000, 53_687) for index in range(20_000)]
    made = Synth(flags=2)
    made.system_info()
    made.misc_info()
    context = made.put(synth.context_amd64(rip=0x401000, rsp=0x10_0000_0100))
    made.counted(
        3,
        [
            synth.thread(index, (0x10_0000_0000 + index * 0x10_0000, 4096, 0), (1232, context))
            for index in range(1, 257)
        ],
    )
    made.counted(4, [synth.module(0x400000, 0x3000, made.text("/bin/x"))])
    made.stepped(16, "<IIQ", [synth.region(base, 0x10_0000) for base, _ in ranges], 16, 48)
    made.stream(9, synth.memory64(ranges, 8 << 20))
    path = tmp_path / "large.dmp"
    path.write_bytes(made.build())
    with path.open("r+b") as file:
        file.truncate((8 << 20) + sum(size for _, size in ranges))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    verdict = verify(path)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

    assert verdict.verdict == "good", verdict.findings
    with MinidumpFile.open(path) as dump:
        assert len(dump.memory_ranges()) == 20_000
    assert grown < 512 << 10  # KiB


def test_a_dump_past_4_gib_keeps_its_stacks_within_reach(tmp_path):
    """5 GiB below the stacks: their 32-bit offsets need them in front. Memory is a hole here."""
    huge = Region(0x10_0000_0000, 5 << 30, 4, 0x1000, 0x20000, 0x10_0000_0000, 4, writable=True)
    snapshot = replace(SNAPSHOT, regions=(*SNAPSHOT.regions[:2], huge, *SNAPSHOT.regions[2:]))
    plan = make_plan(snapshot, DumpRequest(FULL))
    path = tmp_path / "far.dmp"
    path.write_bytes(plan.minidump.metadata_bytes())
    with path.open("r+b") as file:
        file.truncate(plan.file_size)
    verdict = verify(path, plan)

    assert plan.file_size > 5 << 30
    assert (verdict.verdict, verdict.findings) == ("good", ())
    with MinidumpFile.open(path) as file:
        assert all(0 < thread.stack_rva < 1 << 32 for thread in file.threads)
    reader = udmp_parser.UserDumpParser()
    assert reader.Parse(str(path))
    assert set(reader.Threads()) == {4711, 4712}


def test_a_file_that_cannot_be_read_is_no_verdict(tmp_path):
    with pytest.raises(OutputError):
        verify(tmp_path / "missing.dmp")


def test_a_folder_is_no_dump(tmp_path):
    assert verify(tmp_path).verdict == "bad"


def test_the_json_form_names_severity_and_text(tmp_path):
    path = tmp_path / "a.dmp"
    path.write_bytes(b"")
    told = verify(path).to_json()
    assert told["verdict"] == "bad"
    assert told["findings"][0]["severity"] == "error"
    assert told["findings"][0]["text"].startswith("This is not a usable dump")
