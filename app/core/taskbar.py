"""The progress that Windows shows on a window's button in the task bar (ITaskbarList3).

Other systems have nothing of the kind; nothing is shown there. All is told on the thread of the
window, which Qt has made one for COM objects.
"""

from __future__ import annotations

import ctypes
import sys
import uuid
from contextlib import suppress
from ctypes import POINTER, byref, c_int32, c_uint32, c_uint64, c_void_p
from typing import Any, Final

_CLSID_TASKBAR_LIST: Final = uuid.UUID("56fdf344-fd6d-11d0-958a-006097c9a090")
_IID_ITASKBAR_LIST3: Final = uuid.UUID("ea1afb91-9e28-4b86-90e9-9e9f8a5eefaf")
_CLSCTX_INPROC_SERVER: Final = 1
# Places in the table of functions (ShObjIdl_core.h): IUnknown, ITaskbarList, 2 and 3.
_RELEASE: Final = 2
_HR_INIT: Final = 3
_SET_PROGRESS_VALUE: Final = 9
_SET_PROGRESS_STATE: Final = 10
# The states of the button, TBPFLAG in the same header.
_TBPF_NOPROGRESS: Final = 0
_TBPF_INDETERMINATE: Final = 1
_TBPF_NORMAL: Final = 2
_STEPS: Final = 1000


class TaskbarButton:
    """The button of one window."""

    def __init__(self, window: int) -> None:
        """*window* is its HWND."""
        self._window = window
        self._list = _taskbar_list() if sys.platform == "win32" else None

    def show(self, share: float | None) -> bool:
        """Show that a *share* from 0 to 1 is done; None: something is, nobody knows how much.

        Gives whether the task bar took it: one that does not is no failure of a dump.
        """
        if share is None:
            return self._call(_SET_PROGRESS_STATE, (c_int32, _TBPF_INDETERMINATE))
        value = (c_uint64, int(_STEPS * share)), (c_uint64, _STEPS)
        return self._call(_SET_PROGRESS_STATE, (c_int32, _TBPF_NORMAL)) and self._call(
            _SET_PROGRESS_VALUE, *value
        )

    def clear(self) -> bool:
        """Show no progress; gives whether the task bar took it."""
        return self._call(_SET_PROGRESS_STATE, (c_int32, _TBPF_NOPROGRESS))

    def close(self) -> None:
        """Let go of the task bar."""
        self.clear()
        if self._list is not None:
            _method(self._list, _RELEASE)(self._list)
            self._list = None

    def _call(self, place: int, *arguments: tuple[Any, int]) -> bool:
        """Call a function about the window."""
        if self._list is None:
            return False
        function = _method(self._list, place, c_void_p, *(kind for kind, _ in arguments))
        return bool(function(self._list, self._window, *(value for _, value in arguments)) >= 0)


def _taskbar_list() -> c_void_p | None:
    """Make the object that speaks for the task bar; None if this Windows has none."""
    ole32 = getattr(ctypes, "OleDLL")("ole32")  # noqa: B009 - Windows only
    made = c_void_p()
    with suppress(OSError):
        ole32.CoCreateInstance(
            _CLSID_TASKBAR_LIST.bytes_le,
            None,
            c_uint32(_CLSCTX_INPROC_SERVER),
            _IID_ITASKBAR_LIST3.bytes_le,
            byref(made),
        )
        if _method(made, _HR_INIT)(made) >= 0:
            return made
    return None


def _method(thing: c_void_p, place: int, *arguments: Any) -> Any:  # noqa: ANN401 - ctypes
    """Give the function at *place* in the table of a COM object."""
    table = ctypes.cast(thing, POINTER(POINTER(c_void_p)))[0]
    prototype = getattr(ctypes, "WINFUNCTYPE")(c_int32, c_void_p, *arguments)  # noqa: B009
    return prototype(table[place])
