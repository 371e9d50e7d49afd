"""What the user may set, with defaults and checks. How the window lies is not here."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast, get_type_hints

import msgspec

from ..dump.library_path import check_library_path
from ..errors import InvalidRequestError, OutputError
from ..processes.rights import has_lesser_twin
from ..text import escaped
from .locked import locked
from .naming import DEFAULT_TEMPLATE, check_template
from .paths import dumps_folder, settings_path
from .private_files import keep_beside, read_object, write_object

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

REFRESH_SECONDS: Final = (0.5, 1.0, 2.0, 5.0, 10.0)
THEMES: Final = ("system", "light", "dark", "contrast")

_IS_WINDOWS: Final = os.name == "nt"
_LANGUAGE: Final = re.compile(r"([a-z]{2,3}(_[A-Za-z]{2,4})?)?")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. Making one with a value that is not valid raises InvalidRequestError.

    Attributes:
        folder: Where dumps go; absolute, or beginning with ``~``.
        name_template: How dumps are named: see ``storage.naming``.
        refresh_seconds: Time between two looks at all processes, one of REFRESH_SECONDS.
        theme: One of THEMES.
        language: Such as ``de`` or ``pt_BR``; empty: that of the system.
        dbghelp_path: Which dbghelp.dll, or that of which folder, to use on Windows; empty: its own.
        keep_history: Remember dumps that were made.
        mask_environment: Show values of environment variables only when asked for.
        confirm_private: Say before the first dump of a process what private data it will hold.
    """

    folder: str = field(default_factory=lambda: str(dumps_folder()))
    name_template: str = DEFAULT_TEMPLATE
    refresh_seconds: float = 1.0
    theme: str = THEMES[0]
    language: str = ""
    dbghelp_path: str = ""
    keep_history: bool = True
    mask_environment: bool = True
    confirm_private: bool = True

    def __post_init__(self) -> None:
        for name, check in _CHECKS.items():
            check(getattr(self, name))


def _check_folder(value: str) -> None:
    if "\0" in value or not (value.startswith("~") or Path(value).is_absolute()):
        raise InvalidRequestError(
            "The folder for dumps is not a full path.", "Choose one that begins at the root."
        )


def _check_there(path: str) -> None:
    """Refuse a DbgHelp that is not there, where there can be one."""
    if path and _IS_WINDOWS and not os.path.exists(path):  # noqa: PTH110 - no error if too long
        raise InvalidRequestError(
            f"There is no {escaped(path)}.",
            "Choose a dbghelp.dll that is there, or leave it empty.",
        )


def _one_of(what: str, values: tuple[object, ...]) -> Callable[[Any], None]:
    def check(value: object) -> None:
        if value not in values:
            there_are = ", ".join(map(str, values))
            raise InvalidRequestError(f"{what} cannot be {value}.", f"There are {there_are}.")

    return check


def _check_language(value: str) -> None:
    if not _LANGUAGE.fullmatch(value):
        raise InvalidRequestError("The language is not a code such as de.", "Choose from the list.")


_CHECKS: Final[dict[str, Callable[[Any], None]]] = {
    "folder": _check_folder,
    "name_template": check_template,
    "refresh_seconds": _one_of("The time between two looks", REFRESH_SECONDS),
    "theme": _one_of("The theme", THEMES),
    "language": _check_language,
    "dbghelp_path": check_library_path,
}
_TYPES: Final = get_type_hints(Settings)


def dbghelp_of(settings: Settings) -> str:
    """Give the DbgHelp that is set; none where programs with fewer rights could have set it."""
    return "" if has_lesser_twin() else settings.dbghelp_path


def load_settings(path: Path | None = None) -> tuple[Settings, list[str]]:
    """Read the settings; a value that is missing or not valid is at its default.

    Second comes what was wrong, for people to read. It is told once: what is broken is kept beside,
    and taken out of the file.
    """
    path = path or settings_path()
    problems: list[str] = []
    try:
        settings, wrong = _read(path, problems, Settings())
        if wrong:
            with locked(path):
                _, wrong = _read(path, problems, settings)
                _keep_broken(path, wrong, problems)
    except OutputError as error:
        problems.append(str(error))
        return Settings(), problems
    return settings, problems


def change_settings(
    changes: Mapping[str, object], path: Path | None = None, defaults: Settings | None = None
) -> Settings:
    """Change these settings and no others, and give all as they are now.

    Another window may have changed others meanwhile. A value at its default is not written, so that
    *defaults*, if they are known already, can get better. Raises OutputError, and
    InvalidRequestError for a value that is not valid.
    """
    path = path or settings_path()
    defaults = defaults or Settings()
    _check_there(str(changes.get("dbghelp_path", "")))
    with locked(path):
        settings, wrong = _read(path, [], defaults)
        _keep_broken(path, wrong, [])
        changed = replace(settings, **cast("dict[str, Any]", changes))
        kept = read_object(path, [])
        for name in changes:
            value = getattr(changed, name)
            if value == getattr(defaults, name):
                kept.pop(name, None)
            else:
                kept[name] = value
        write_object(path, kept)
    return changed


def _read(path: Path, problems: list[str], settings: Settings) -> tuple[Settings, dict[str, str]]:
    """Read what is valid, upon *settings*; second comes why the other values are not."""
    wrong: dict[str, str] = {}
    for name, value in read_object(path, problems).items():
        if name not in _TYPES:  # of another version
            continue
        try:
            settings = replace(settings, **{name: msgspec.convert(value, _TYPES[name])})
        except (msgspec.ValidationError, InvalidRequestError) as error:
            wrong[name] = getattr(error, "cause", str(error))
    return settings, wrong


def _keep_broken(path: Path, wrong: Mapping[str, str], problems: list[str]) -> None:
    """Take values that are not valid out of the file, and keep it beside as it was."""
    if not wrong:
        return
    for name, why in wrong.items():
        problems.append(f"The setting {name} is at its default: {why}")
    keep_beside(path, "Not all of it is valid.", problems, copied=True)
    kept = read_object(path, problems)
    write_object(path, {name: value for name, value in kept.items() if name not in wrong})
