"""X11: which process shows which window. Looks only; no window takes notice.

Process ids come from the server (X-Resource 1.2, XResQueryClientIds), which has them from the
kernel: a window cannot lie about them, as it can with _NET_WM_PID.
"""

from __future__ import annotations

import os
import socket
from collections import defaultdict
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from Xlib import X
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError, XauthError, XError
from Xlib.ext.res import LocalClientPIDMask

from ..text import encodable
from .screen import ScreenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TITLE_LENGTH: Final = 256
"""Units of four bytes read of a title."""
_MOST_WINDOWS: Final = 500
"""Windows asked for their titles; each is a round trip or two."""
_FRAME_DEPTH: Final = 3
"""Levels below a window manager's frame where the window that it frames is looked for."""


class Screen:
    """A connection to the X server that ``DISPLAY`` names."""

    def __init__(self) -> None:
        """Connect. Raises ScreenError."""
        name = os.environ.get("DISPLAY", "")
        if not name.removeprefix("unix").startswith(":"):
            raise ScreenError(f"no X server of this machine: {name!r}")
        with _lost_is_an_error():
            _knock(name)
            self._display: Any = Display("unix:" + name.partition(":")[2])
            self._display.set_error_handler(lambda *_: None)  # it would print them
            if not self._display.has_extension("X-Resource"):
                self.close()
                raise ScreenError("this X server does not tell whose a window is")
            self._root: Any = self._display.screen().root

    def close(self) -> None:
        """End the connection."""
        with suppress(ScreenError), _lost_is_an_error():
            self._display.close()
        self._display.display.socket.close()  # which close() leaves open when the server is gone

    def titles(self) -> dict[int, str]:
        """Give the titles of all top-level windows by process id. Raises ScreenError."""
        titles: dict[int, list[str]] = defaultdict(list)
        with _lost_is_an_error():
            windows = self._top_windows()[:_MOST_WINDOWS]
            owners = self._owners(windows)
            for window in windows:
                pid = owners.get(window.id)
                if pid and (title := self._title(window)) and title not in titles[pid]:
                    titles[pid].append(title)
        return {pid: " | ".join(found) for pid, found in titles.items()}

    def pid_at_pointer(self) -> int | None:
        """Give the process whose window is under the pointer, if any. Raises ScreenError."""
        with _lost_is_an_error():
            top = self._root.query_pointer().child
            if not top:
                return None
            window = self._managed(top, _FRAME_DEPTH) or top
            return self._owners([window]).get(window.id)

    def _top_windows(self) -> list[Any]:
        """Those that a window manager knows of, else all that are on the screen."""
        listed = self._property(self._root, "_NET_CLIENT_LIST", X.AnyPropertyType, _MOST_WINDOWS)
        if listed is None:
            return list(filter(_is_visible, self._root.query_tree().children))
        return [self._display.create_resource_object("window", number) for number in listed]

    def _managed(self, window: Any, depth: int) -> Any:  # noqa: ANN401 - Xlib has no types
        """Find the window that the window manager put into the frame *window*, or itself."""
        if self._property(window, "WM_STATE", X.AnyPropertyType, 2) is not None:
            return window
        if not depth:
            return None
        children = _or_nothing(lambda: list(window.query_tree().children)) or []
        found = (self._managed(child, depth - 1) for child in reversed(children))
        return next((window for window in found if window is not None), None)

    def _owners(self, windows: list[Any]) -> dict[int, int]:
        """Window id → process id, as far as the server knows, in one question."""
        asked = [{"client": window.id, "mask": LocalClientPIDMask} for window in windows]
        if not asked:
            return {}
        clients = ~self._display.display.info.resource_id_mask
        answer = self._display.res_query_client_ids(asked).ids
        pids = {id_.spec.client & clients: id_.value[0] for id_ in answer if id_.value}
        return {w.id: pids[w.id & clients] for w in windows if w.id & clients in pids}

    def _title(self, window: Any) -> str:  # noqa: ANN401 - Xlib has no types
        for name, encoding in (("_NET_WM_NAME", "utf-8"), ("WM_NAME", "latin-1")):
            text = self._property(window, name, X.AnyPropertyType, _TITLE_LENGTH)
            if isinstance(text, bytes) and text:
                return encodable(text.decode(encoding, "replace").partition("\0")[0])
            if isinstance(text, str) and text:
                return encodable(text)
        return ""

    def _property(self, window: Any, name: str, kind: int, length: int) -> Any:  # noqa: ANN401
        atom = self._display.get_atom(name)
        found = _or_nothing(lambda: window.get_property(atom, kind, 0, length))
        return None if found is None else found.value


def _knock(name: str) -> None:
    """Raise OSError if nobody answers: Xlib would leave its socket open, and try the network."""
    number = name.partition(":")[2].partition(".")[0]
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen (Xserver(1))
    with socket.socket(socket.AF_UNIX) as knocking:
        knocking.connect(path if os.path.exists(path) else "\0" + path)


def _is_visible(window: Any) -> bool:  # noqa: ANN401 - Xlib has no types
    attributes = _or_nothing(window.get_attributes)
    return attributes is not None and bool(attributes.map_state == X.IsViewable)


def _or_nothing(question: Callable[[], Any]) -> Any:  # noqa: ANN401 - Xlib has no types
    """Ask; ``None`` if the window is gone."""
    try:
        return question()
    except XError:
        return None


@contextmanager
def _lost_is_an_error() -> Iterator[None]:
    """Turn whatever a connection can fail with into ScreenError."""
    try:
        yield
    except (ConnectionClosedError, DisplayError, XauthError, XError, OSError) as error:
        raise ScreenError(str(error)) from error
