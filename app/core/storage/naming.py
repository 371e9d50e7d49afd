"""Names of dump files, made of a template."""

from __future__ import annotations

import os
import platform
import re
import time
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..backends.part import PART
from ..dump.presets import DEFAULT, preset_of
from ..dump.template import expand, fields_of
from ..errors import InvalidRequestError, OutputError
from ..process_key import ProcessKey
from ..side_thread import answer_within
from ..text import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..dump.request import DumpRequest

DEFAULT_TEMPLATE: Final = "{name}_{pid}_{preset}_{utc}.dmp"
FIELDS: Final[dict[str, str]] = {
    "name": "name of the program",
    "pid": "process id",
    "preset": "recipe, preset, or the flags in hexadecimal; with -minus-2 where two parts are left "
    "out",
    "host": "name of this machine",
    "utc": "time, as 20260131T235959Z",
    "user": "owner of the process",
    "n": "number that makes the name a new one",
}
"""What a template may hold, in braces."""

_SUFFIX: Final = ".dmp"
_TEMPLATE_LIMIT: Final = 200
_NUMBER_LIMIT: Final = 10_000
_NAME_BYTES: Final = 255
"""A file name on ext4, NTFS, APFS and exFAT, counted in UTF-8, which is the strictest of them."""
_VALUE_BYTES: Final = 100
_DRIVE_SECONDS: Final = 5.0
"""How long a drive may take to say which names are taken."""

_UNSAFE_VALUE: Final = re.compile(r"[^\w.+-]+")
_UNSAFE: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE: Final = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(?![^.])", re.IGNORECASE
)
"""Names that Windows takes for a device, whatever follows their first dot ("Naming Files, Paths,
and Namespaces", learn.microsoft.com)."""


@dataclass(frozen=True, slots=True)
class NameValues:
    """What the fields of a template stand for. ``seconds`` is Unix time."""

    name: str
    key: ProcessKey
    preset: str
    user: str = ""
    host: str = field(default_factory=platform.node)
    seconds: float = field(default_factory=time.time)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self.key.pid

    def text(self, name: str) -> str:
        """Give the value of a field, made of letters, digits and ``.+-_`` alone."""
        if name == "utc":
            return time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(self.seconds))
        value = unicodedata.normalize("NFC", str(getattr(self, name)))
        safe = _UNSAFE_VALUE.sub("_", value).lstrip(".-_")
        return _cut(safe, _VALUE_BYTES).rstrip(".") or _EMPTY.get(name, "none")


_EMPTY: Final = {"name": "process"}


def check_template(template: str) -> None:
    """Refuse what is no template for a file name. Raises InvalidRequestError saying where."""
    where = "the name template"
    fields_of(template, FIELDS, where)
    if len(template) > _TEMPLATE_LIMIT:
        raise InvalidRequestError(f"A template has at most {_TEMPLATE_LIMIT} characters.")
    unsafe = _UNSAFE.search(template)
    if unsafe or not template.isprintable():
        index = unsafe.start() if unsafe else _first_unprintable(template)
        raise InvalidRequestError(
            f"“{escaped(template[index])}” at character {index + 1} of {where} may not be part of "
            "a file name on every system.",
            "Folders are chosen in their own field."
            if template[index] in "/\\"
            else "Take it out.",
        )
    if not template.removesuffix(_SUFFIX).strip(" ."):
        raise InvalidRequestError("The name template is empty.", f"Write {DEFAULT_TEMPLATE}, say.")


def file_name(template: str, values: NameValues, number: int = 1) -> str:
    """Name a dump: one plain file name on every system, whatever the process calls itself.

    A *number* above 1 is put before the suffix if the template has no ``{n}``. Raises
    InvalidRequestError if the template is not valid.
    """
    check_template(template)

    def value_of(name: str) -> str:
        return str(number) if name == "n" else values.text(name)

    end = f"-{number}" if number > 1 and "{n}" not in template else ""
    stem = expand(template.removesuffix(_SUFFIX), value_of)
    stem = _UNSAFE.sub("_", stem).lstrip(" .-~")
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    stem = _cut(stem, _NAME_BYTES - len(PART) - len(_SUFFIX) - len(end)).rstrip(" .")
    return f"{stem or 'dump'}{end}{_SUFFIX}"


def free_path(folder: Path, template: str, values: NameValues) -> Path:
    """Name a dump in *folder* as no file is named there yet, nor a dump being written.

    Raises InvalidRequestError if the template is not valid, OutputError if no name is free.
    """
    for number in range(1, _NUMBER_LIMIT):
        path = folder / file_name(template, values, number)
        if not os.path.lexists(path) and not os.path.lexists(f"{path}{PART}"):
            return path
    raise OutputError(
        "There are too many dumps of that name in the folder.", "Choose another name or folder."
    )


def free_paths(folder: Path, template: str, several: Sequence[NameValues]) -> list[Path]:
    """Name several dumps each as :func:`free_path` does, without regard to each other.

    Raises OutputError, too, if the drive does not answer in five seconds.
    """

    def look() -> list[Path]:
        return [free_path(folder, template, values) for values in several]

    paths = answer_within(_DRIVE_SECONDS, look, None)
    if paths is None:
        raise OutputError(f"The drive of {escaped(str(folder))} does not answer.")
    return paths


def example(template: str) -> str:
    """Show what a name would look like. Raises InvalidRequestError."""
    user = os.environ.get("USER") or os.environ.get("USERNAME") or "user"
    return file_name(template, NameValues("firefox", ProcessKey(4711, 0), DEFAULT.key, user))


def preset_word(request: DumpRequest, left_out: int = 0) -> str:
    """Give what ``{preset}`` stands for: recipe or, by the flags, the preset, or the flags.

    A dump with so many parts *left_out* must not have the name of one that has all.
    """
    preset = preset_of(request.flags)
    word = request.recipe or (preset.key if preset else hex(request.flags))
    lacks = request.surprising(left_out)
    return f"{word}-minus-{lacks}" if lacks else word


def _first_unprintable(text: str) -> int:
    return next(index for index, character in enumerate(text) if not character.isprintable())


def _cut(text: str, size: int) -> str:
    """Cut *text* so that it takes at most *size* bytes as UTF-8."""
    return text.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")
