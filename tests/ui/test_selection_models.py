"""What is behind the panes: decisions about parts, scopes of modules, pauses, extras, undo."""

import pytest

from app.core.capture.snapshot import Module
from app.core.dump.filter import FilterSpec, ModuleRule, ThreadRule, glob_matches
from app.core.dump.filter_callback import FilterCallback
from app.core.dump.flag_relations import relations
from app.core.dump.presets import BY_KEY, DEFAULT
from app.core.errors import InvalidRequestError, OutputError
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.constants import MODULE_WRITE_FLAGS as M
from app.core.storage.own_presets import OwnPresets
from app.ui.models.contents import Contents, Item, Kind
from app.ui.models.extras import Extras, StreamFile
from app.ui.models.filter_choice import FilterChoice
from app.ui.models.flag_choice import FlagChoice
from app.ui.models.module_scope import ModuleScope, PortableNames, scope_rules
from app.ui.models.selection_history import SelectionHistory
from app.ui.models.write_parts import MOST, PARTS, accessible_heading, explained, mask_words
from app.ui.workers.folder_room import room_on

MIB = 1 << 20
DATA = int(M.ModuleWriteDataSeg)


def contents():
    def item(key, name, size=4096):
        return Item(key, size, name, name, Module(key, size, name))

    return Contents(
        "key",
        {
            Kind.MODULE: (item(4096, "/opt/app/app"), item(8192, "/usr/lib/libc.so[6]")),
            Kind.THREAD: (item(7, "main"), item(8, "")),
            Kind.REGION: (item(4096, "[heap]"), item(8192, ""), item(16384, "")),
        },
    )


def test_every_write_flag_of_dbghelp_is_a_box_or_the_record():
    shown = {part.bit for part in PARTS[Kind.MODULE]}
    assert shown | {int(M.ModuleWriteModule)} == {int(flag) for flag in M}
    assert MOST == 6
    assert accessible_heading(2) == "CV record / stack"
    assert mask_words(Kind.MODULE, 0xD) == "its record, CV record, misc record"
    assert mask_words(Kind.THREAD, 0x45) == "its record, registers, times"
    assert mask_words(Kind.REGION, 0) == ""
    assert "ModuleWriteCvRecord" in explained(2)
    assert "ThreadWriteStack" in explained(2)


def test_a_part_is_set_cleared_and_left_to_the_flags_again():
    choice = FilterChoice()
    choice.decide_part(Kind.MODULE, [4096, 8192], DATA, True)
    choice.decide_part(Kind.MODULE, [8192], DATA, False)
    assert choice.to_spec(contents()).modules == (
        ModuleRule("/opt/app/app", 4096, None, DATA, 0),
        ModuleRule("/usr/lib/libc.so[6]", 8192, None, 0, DATA),
    )
    assert choice.parts(Kind.MODULE, 8192).apply(0xFF) == 0xFF & ~DATA

    choice.decide_part(Kind.MODULE, [4096, 8192], DATA, None)
    assert not choice
    assert choice.to_spec(contents()) == FilterSpec()


def test_leaving_an_item_to_the_flags_forgets_its_parts_as_well():
    choice = FilterChoice()
    choice.decide_part(Kind.THREAD, [7], 2, False)
    choice.decide(Kind.THREAD, [7], False)
    assert choice.to_spec(contents()).threads == (ThreadRule("main", 7, False, 0, 2),)
    choice.decide(Kind.THREAD, [7], None)
    assert not choice


def test_a_state_can_be_come_back_to():
    choice = FilterChoice()
    choice.decide(Kind.REGION, [4096], False)
    before = choice.state()
    choice.decide(Kind.REGION, [8192], True)
    choice.decide_part(Kind.MODULE, [4096], DATA, True)

    choice.restore(before)

    assert choice.state() == before
    assert choice.get(Kind.REGION, 8192) is None
    choice.decide(Kind.REGION, [4096], None)
    assert before.decided[Kind.REGION] == {4096: False}  # a copy


def test_what_a_rule_leaves_out_can_be_taken_in_again():
    choice = FilterChoice()
    choice.decide(Kind.MODULE, [8192], True)
    assert not choice  # modules are in by themselves
    choice.rules = scope_rules(ModuleScope.WITHOUT_SYSTEM, "/opt/app/app")
    choice.decide(Kind.MODULE, [8192], True)

    matching = FilterCallback(choice.to_spec(contents())).module_rules("/usr/lib/libc.so[6]", 8192)
    assert [rule.include for rule in matching] == [False, True]


def test_rules_for_other_processes_go_by_name():
    choice = FilterChoice()
    choice.decide(Kind.MODULE, [8192], False)
    choice.decide(Kind.THREAD, [7, 8], False)
    choice.decide(Kind.REGION, [4096, 8192], False)

    spec, lost = choice.to_portable_spec(contents())

    (module,) = spec.modules
    assert module.base is None
    about = FilterCallback(spec).module_rules
    assert about("/usr/lib/libc.so[6]", 1) == [module]
    assert about("/usr/lib/libc.so6", 1) == []
    assert spec.threads == (ThreadRule("*", include=False),)
    assert [(rule.name, rule.size) for rule in spec.memory] == [("[[]heap]", 0)]
    assert lost == 2  # a thread and a region without a name


@pytest.mark.parametrize(
    ("name", "glob"),
    [
        ("/usr/lib/x86_64-linux-gnu/libz.so.1.2.13", "libz.so*"),
        ("/usr/lib/libstdc++.so.6", "libstdc++.so*"),
        ("/usr/lib/libodd[1].so.2", "libodd[[]1].so*"),
        ("/usr/lib/libssl.so.1.1", "libssl.so.1.1"),
        ("/opt/app/libssl.so.3", "libssl.so.3"),
        ("/opt/app/one/own.so", "/opt/app/one/own.so"),
        ("/opt/app/_ctypes.cpython-311.so", "_ctypes.cpython-311.so"),
        ("C:\\Windows\\System32\\KERNEL32.dll", "KERNEL32.dll"),
        ("[vdso]", "[[]vdso]"),
        ("*", "*"),
    ],
)
def test_files_go_by_names_that_hold_elsewhere_and_mean_one_of_them(name, glob):
    names = [
        *("/usr/lib/x86_64-linux-gnu/libz.so.1.2.13", "/usr/lib/x86_64-linux-gnu/libz.so.1.2.13"),
        *("/usr/lib/libstdc++.so.6", "/usr/lib/libodd[1].so.2", "[vdso]"),
        *("/usr/lib/libssl.so.1.1", "/opt/app/libssl.so.3"),
        *("/opt/app/one/own.so", "/opt/app/two/own.so", "/opt/app/_ctypes.cpython-311.so"),
        *("C:\\Windows\\System32\\KERNEL32.dll", "/usr/lib/libzstd.so.1"),
    ]
    assert PortableNames(names).glob(name) == glob
    if name != "*":
        assert {other for other in names if glob_matches(glob, other)} == {name}


@pytest.mark.parametrize(
    ("scope", "executable", "kept"),
    [
        (ModuleScope.ALL, "/opt/app/app", {0, 1, 2, 3}),
        (ModuleScope.WITHOUT_SYSTEM, "/opt/app/app", {0, 1, 3}),
        (ModuleScope.APPLICATION, "/opt/app/app", {0, 1}),
        (ModuleScope.WITHOUT_SYSTEM, "/usr/bin/tool", {0, 1, 3}),
        (ModuleScope.APPLICATION, "/usr/local/bin/tool", {0, 1, 3}),
    ],
)
def test_scopes_leave_out_folders(scope, executable, kept):
    names = [
        "/opt/app/app",
        "/opt/app/lib/own.so",
        "/usr/lib/x86_64-linux-gnu/libc.so.6",
        "/usr/local/bin/tool",
    ]
    rules = FilterCallback(scope_rules(scope, executable))
    found = {index for index, name in enumerate(names) if rules.includes_module(name, 0)}
    assert found == kept


@pytest.mark.parametrize("name", ["vfat", "FAT32", "msdos"])
def test_fat_takes_files_of_less_than_4_gib(name):
    assert room_on(name, 1 << 40).file_limit == (1 << 32) - 1


def test_other_file_systems_take_any():
    assert room_on("ext4", 5)[:3] == (5, None, "ext4")


def test_comment_ticket_and_operator_become_one_text():
    values = {"name": "app", "pid": "7"}
    assert Extras().text(values) == ""
    assert Extras("hangs", "T-1", "Ann").text(values) == "Ticket: T-1\nOperator: Ann\nhangs"
    named = Extras("{ticket}: {name} ({pid}) hangs", "T-1", "Ann")
    assert named.text(values) == "Operator: Ann\nT-1: app (7) hangs"
    broken = Extras("f() { return }", "T-1")
    assert broken.text(values) == "Ticket: T-1\nf() { return }"  # not lost
    with pytest.raises(InvalidRequestError, match="the comment"):
        broken.check()


def test_a_file_becomes_a_stream(tmp_path):
    path = tmp_path / "app.log"
    path.write_bytes(b"line\n")
    file = StreamFile.load(0x10000, path, {}, 100)
    assert file.stream() == (0x10000, b"line\n")


@pytest.mark.parametrize(
    ("kind", "size", "room", "reason"),
    [
        (0xFFFF, 1, 100, "not a stream type"),
        (1 << 32, 1, 100, "not a stream type"),
        (0x10001, 1, 100, "already"),
        (0x10000, 101, 100, "larger than"),
    ],
)
def test_a_stream_that_cannot_be_is_refused(tmp_path, kind, size, room, reason):
    path = tmp_path / "app.log"
    path.write_bytes(bytes(size))
    with pytest.raises(InvalidRequestError, match=reason):
        StreamFile.load(kind, path, {0x10001: None}, room)


def test_a_folder_or_nothing_is_no_stream(tmp_path):
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(OutputError):
            StreamFile.load(0x10000, path, {}, 100)


def test_flags_know_what_they_need_exclude_and_are_moot_with():
    def labels(rows):
        return {row.flag for row in rows}

    tolerant = relations(T.MiniDumpIgnoreInaccessibleMemory)
    assert labels(tolerant.needs) == {T.MiniDumpWithFullMemory}
    avx = relations(T.MiniDumpWithAvxXStateContext)
    assert labels(avx.excludes) == {T.MiniDumpFilterTriage}
    heap = relations(T.MiniDumpWithPrivateReadWriteMemory)
    moot = {T.MiniDumpWithFullMemory, T.MiniDumpWithoutOptionalData}
    assert labels(heap.moot_with) == moot


def test_undo_and_redo_go_back_and_forth(qapp):
    value = ["a"]
    history = SelectionHistory(lambda: value[0], lambda state: value.__setitem__(0, state))

    def change(to, **how):
        value[0] = to
        history.note("change", **how)

    change("b")
    change("b")  # nothing has changed
    change("c", merge=1)
    change("cd", merge=1)
    assert history.count() == 2
    history.undo()
    assert value == ["b"]
    history.undo()
    assert value == ["a"]
    assert not history.canUndo()
    history.redo()
    history.redo()
    assert value == ["cd"]
    history.undo()
    change("x")
    assert not history.canRedo()
    history.begin_anew()
    assert history.count() == 0


def test_own_presets_are_among_those_that_flags_come_from(tmp_path):
    own = OwnPresets(tmp_path / "presets.json")
    choice = FlagChoice(own)
    heap = own.add("Heap", 0x200)
    choice.tell_presets()
    assert choice.preset is DEFAULT
    choice.take(0x200)
    assert choice.preset == heap
    choice.tick(T.MiniDumpWithHandleData, True)
    assert (choice.preset, choice.modified) == (heap, True)
    twin = own.add("Twin of Task Manager", 0x421826)
    choice.tell_presets()
    choice.choose(twin)
    assert choice.preset == twin  # though a built-in one has the same flags
    own.remove(twin.key)
    choice.tell_presets()
    assert choice.preset is BY_KEY["taskmgr"]
