r"""Paths of a dbghelp.dll that do not say which file of this machine is meant are refused."""

from __future__ import annotations

import pytest

from app.core.dump.library_path import check_library_path
from app.core.dump.request import DumpRequest
from app.core.errors import InvalidRequestError

WEAK = (
    "dbghelp.dll",
    "dbghelp",
    r"Debuggers\dbghelp.dll",
    r".\dbghelp.dll",
    r"..\dbghelp.dll",
    r"\Debuggers\dbghelp.dll",
    "C:dbghelp.dll",
    r"\\server\share\dbghelp.dll",
    "//server/share/dbghelp.dll",
    r"\\?\UNC\server\share\dbghelp.dll",
    r"\\?\C:\Debuggers\dbghelp.dll",
    r"\\.\C:\Debuggers\dbghelp.dll",
    r"\\server@SSL\DavWWWRoot\dbghelp.dll",
    r"C:\Debuggers\dbghelp.dll:stream.dll",
    r"C:\Debuggers\dbghelp.exe",
    "C:\\Debuggers\\dbghelp.dll\0.txt",
    "/usr/lib/dbghelp.dll",
    " ",
)
GOOD = ("", r"C:\Debuggers\dbghelp.dll", "d:/x64/DbgHelp.DLL", r"C:\Program Files (x86)\Kits\x64")


@pytest.mark.parametrize("path", WEAK)
def test_a_weak_name_is_refused_wherever_it_comes_in(path):
    with pytest.raises(InvalidRequestError) as caught:
        check_library_path(path)
    assert caught.value.remedy
    with pytest.raises(InvalidRequestError):
        DumpRequest(0, dbghelp=path)
    with pytest.raises(InvalidRequestError):
        DumpRequest.from_json({"flags": 0, "dbghelp": path})


@pytest.mark.parametrize("path", GOOD)
def test_a_full_path_is_taken(path):
    check_library_path(path)
    assert DumpRequest.from_json(DumpRequest(0, dbghelp=path).to_json()).dbghelp == path
