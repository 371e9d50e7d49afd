"""Which tools open a dump: by what it is of, and by what is on this machine."""

from dataclasses import replace

import pytest

from app.core.capture.snapshot import Module, ProcessSnapshot, SystemDescription
from app.core.inspection import tools
from app.core.inspection.tools import (
    Reads,
    found_here,
    in_terminal,
    tools_for,
    tools_for_either,
)

LINUX, WINDOWS = 0x8201, 2


def process(platform, executable="/bin/it", module="/bin/it"):
    system = SystemDescription(9, platform_id=platform)
    return ProcessSnapshot(1, "it", executable, system, modules=(Module(0, 1, module),))


@pytest.fixture
def programs(tmp_path, monkeypatch):
    def make(*names):
        for name in names:
            (tmp_path / name).write_text("#!/bin/sh\n")
            (tmp_path / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))
        return tmp_path

    return make


def test_tools_of_windows_are_for_dumps_of_windows():
    assert [one.name for one in tools_for_either(process(WINDOWS), "x.dmp", "x.core")] == [
        *("WinDbg", "WinDbg (classic)", "Visual Studio", "lldb", "minidump-stackwalk")
    ]
    of_linux = tools_for_either(process(LINUX), "x.dmp", "x.core")
    assert [one.name for one in of_linux if one.reads is Reads.DUMP] == [
        *("lldb", "minidump-stackwalk")
    ]
    windbg = tools_for_either(process(WINDOWS), "C:\\a b.dmp", "x.core")[0]
    assert windbg.arguments == ("WinDbgX", "-z", "C:\\a b.dmp")


@pytest.mark.parametrize("executable", ["", "-ex=shell id", "relative"])
def test_a_program_that_could_be_an_option_is_left_out(executable):
    told = {one.name: one.arguments for one in tools_for(process(LINUX, executable), "/c")}
    assert told["gdb"] == ("gdb", "-c", "/c")
    java = process(LINUX, executable, "/usr/lib/libjvm.so")
    assert "jhsdb" not in {one.name for one in tools_for(java, "/c")}
    assert "jhsdb" in {one.name for one in tools_for(replace(java, executable="/j"), "/c")}


def test_what_is_here_is_found_with_what_starts_it(programs):
    folder = programs("gdb", "lldb", "xterm")
    found = found_here(tools_for_either(process(LINUX), "/x.dmp", "/x.core"))
    assert [(one.name, one.reads) for one in found] == [
        *(("lldb", Reads.DUMP), ("gdb", Reads.CORE))
    ]
    assert found[0].launch == (
        *(str(folder / "xterm"), "-e", str(folder / "lldb"), "-c", "/x.dmp"),
    )
    assert found[1].launch[2:] == (str(folder / "gdb"), "-c", "/x.core", "/bin/it")
    assert [
        one.name for one in found_here(tools_for_either(process(WINDOWS), "/x.dmp", "/x.core"))
    ] == ["lldb"]


def test_a_tool_that_is_here_with_its_version_alone_is_called_so(programs):
    folder = programs("lldb-9", "lldb-19", "lldb-server-19", "lldb-20")
    (folder / "lldb-20").chmod(0o644)  # nothing that is carried out
    (tool, *_) = tools_for_either(process(LINUX), "/x.dmp", "/x.core")
    assert tool.command == "lldb-19 -c /x.dmp"
    assert found_here((tool,)) != ()
    programs("lldb")
    assert tools_for_either(process(LINUX), "/x.dmp", "/x.core")[0].command == "lldb -c /x.dmp"


def test_the_terminal_that_the_user_chose_comes_first(programs):
    assert programs("lldb")
    assert in_terminal(("a", "b c")) == ()
    folder = programs("gnome-terminal", "xterm")
    assert in_terminal(("a", "b c")) == (str(folder / "gnome-terminal"), "--", "a", "b c")
    programs("x-terminal-emulator")
    assert in_terminal(("a",)) == (str(folder / "x-terminal-emulator"), "-e", "a")


def test_programs_of_windows_are_looked_for_where_they_are_installed(tmp_path, monkeypatch):
    folder = "Microsoft Visual Studio/2022/Community/Common7/IDE"
    asked = []
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tools.sys, "platform", "win32")
    monkeypatch.setattr(tools.os.path, "expandvars", lambda text: text)
    found = str(tmp_path / folder / "devenv.exe")

    def glob(pattern):
        asked.append(pattern)
        return [found]

    monkeypatch.setattr(tools.glob, "glob", glob)
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "devenv.exe").touch()
    names = {
        one.name: one.launch
        for one in found_here(tools_for_either(process(WINDOWS), "/x.dmp", "/c"))
    }
    assert names["Visual Studio"] == (found, "/x.dmp")
    assert any(pattern.endswith(r"\*\*\Common7\IDE\devenv.exe") for pattern in asked)
