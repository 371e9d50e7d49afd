"""A dump in a few words: what the first tab of its page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from ...core.dump.flags import FLAGS
from ...core.dump.left_out import CHOSEN, By, parts_left_out
from ...core.dump.presets import preset_of
from ...core.dump.words import BLANKED, WHO
from ...core.inspection.machine_names import platform_name, processor_name
from ...core.minidump.constants import MINIDUMP_STREAM_TYPE
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate
from .dump_headline import duration_text
from .preset_name import preset_name
from .time_text import moment_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ...core.dump.left_out import LeftOut
    from ...core.inspection.page import DumpPage

_EPOCH: Final = 11_644_473_600
"""Seconds from 1601-01-01 to 1970-01-01."""
_TEXT: Final = 2000
"""Characters of one value that are shown."""

_THINGS: Final = 12
"""So many things that were left out are named."""
_KINDS: Final[dict[str, str]] = {
    "module": QT_TRANSLATE_NOOP("DumpSummary", "module"),
    "thread": QT_TRANSLATE_NOOP("DumpSummary", "thread"),
    "memory": QT_TRANSLATE_NOOP("DumpSummary", "memory"),
    "contents": QT_TRANSLATE_NOOP("DumpSummary", "contents:"),
}


def story_lines(page: DumpPage) -> list[tuple[str, str]]:
    """Say what belongs to what happened: pairs of a heading and a text that is safe to look at."""
    return _told(page, _STORY)


def fact_lines(page: DumpPage) -> list[tuple[str, str]]:
    """Say what *page* is about, in the same form."""
    return _told(page, _FACTS)


def _told(page: DumpPage, lines: Iterable[Line]) -> list[tuple[str, str]]:
    return [
        (
            translate("DumpSummary", title),
            "\n".join(escaped(line) for line in text[:_TEXT].split("\n")),
        )
        for title, value in lines
        if (text := value(page))
    ]


def _process(page: DumpPage) -> str:
    snapshot = page.snapshot
    name = snapshot.name or translate("DumpSummary", "name not told")
    return f"{name}  ·  {snapshot.process_id}" if snapshot.process_id else name


def _command_line(page: DumpPage) -> str:
    raw = page.snapshot.texts.get(MINIDUMP_STREAM_TYPE.LinuxCmdLine, b"")
    return raw.rstrip(b"\0").replace(b"\0", b" ").decode("utf-8", "backslashreplace")


def _machine(page: DumpPage) -> str:
    system = page.snapshot.system
    number = translate("DumpSummary", "number {0}")
    machine = processor_name(system.processor_architecture) or number.format(
        system.processor_architecture
    )
    if not system.number_of_processors:
        return machine
    one = translate("DumpSummary", "1 processor")
    many = translate("DumpSummary", "{0} processors")
    return f"{machine}  ·  {theme.counted(system.number_of_processors, one, many)}"


def _system(page: DumpPage) -> str:
    system = page.snapshot.system
    if not system.platform_id:
        return ""
    number = translate("DumpSummary", "system {0:#x}")
    name = platform_name(system.platform_id) or number.format(system.platform_id)
    numbers = (system.major_version, system.minor_version, system.build_number)
    version = f"{name} {'.'.join(map(str, numbers))}" if any(numbers) else name
    if system.csd_version.startswith(version):  # uname, of Linux
        return system.csd_version
    return f"{version}\n{system.csd_version}" if system.csd_version else version


def _taken(page: DumpPage) -> str:
    return moment_text(page.snapshot.timestamp)


def _started(page: DumpPage) -> str:
    created = page.snapshot.times.create_time
    if not created:
        return ""
    seconds = created / 1e7 - _EPOCH
    times = page.snapshot.times
    if not times.user_time and not times.kernel_time:  # not told, or less than is told
        return moment_text(seconds)
    ran = translate("DumpSummary", "{0} s of processor time")
    used = QLocale().toString((times.user_time + times.kernel_time) / 1e7, "f", 1)
    return f"{moment_text(seconds)}  ·  {ran.format(used)}"


def _flags(page: DumpPage) -> str:
    parts = parts_left_out(page.left_out)
    head = preset_name(page.flags, parts)
    if preset_of(page.flags):
        head = f"0x{page.flags:08x}  ·  {head}"
    labels = [core_text(row.label) for row in FLAGS if page.flags & row.value]
    words = " · ".join(labels) or translate("DumpSummary", "nothing beyond what every dump holds")
    return f"{head}\n{words}"


def _left_out(page: DumpPage) -> str:
    lines = [left_out_text(thing) for thing in page.left_out[:_THINGS]]
    if len(page.left_out) > _THINGS:
        more = translate("DumpSummary", "and {0} more")
        lines.append(more.format(theme.whole_number(len(page.left_out) - _THINGS)))
    return "\n".join(lines)


def left_out_text(thing: LeftOut) -> str:
    """Say what, by whom and why, in a line."""
    kind = translate("DumpSummary", _KINDS.get(thing.kind, thing.kind))
    where = f"0x{thing.ranges[0][0]:x}" if thing.ranges and not thing.name else ""
    name = core_text(thing.name) if thing.by == By.FLAGS else thing.name
    # Of a module, the range says where it was, not what the file would hold of it.
    is_sized = thing.ranges and thing.kind == "memory"
    size = f" ({theme.binary_size(thing.size)})" if is_sized else ""
    what = " ".join(filter(None, (kind, name or where)))
    text = f"{what}{size}  ·  {who_text(thing)}"
    if thing.blank:
        text += f"  ·  {core_text(BLANKED)}"
    return text


def who_text(thing: LeftOut) -> str:
    """Say by whom and why something was left out; that it was chosen itself needs no words."""
    who = core_text(WHO.get(thing.by, thing.by)).format(source=core_text(thing.source))
    return who if thing.why in ("", CHOSEN) else f"{who}: {core_text(thing.why)}"


def _exception(page: DumpPage) -> str:
    """Give the numbers behind the headline, for whoever looks them up."""
    found = page.snapshot.exception
    if found is None or not page.cause.is_crash:
        return ""
    text = translate("DumpSummary", "{0:#x}, flags {1:#x}, address {2:#x}")
    said = text.format(found.code, found.flags, found.address)
    return " · ".join([said, *map(hex, found.parameters)])


def _said(page: DumpPage) -> str:
    return "\n".join(f"{thing.source}: {thing.text}" for thing in page.cause.said)


def _booted(page: DumpPage) -> str:
    return "" if page.cause.boot_uptime is None else duration_text(page.cause.boot_uptime)


def _file(page: DumpPage) -> str:
    exact = translate("DumpSummary", "{0} ({1} bytes), written {2}")
    return exact.format(
        theme.binary_size(page.file_size),
        theme.whole_number(page.file_size),
        moment_text(page.modified),
    )


def _counts(page: DumpPage) -> str:
    text = translate(
        "DumpSummary", "threads: {0} · modules: {1} · handles: {2} · regions of memory: {3}"
    )
    ranges = translate("DumpSummary", "{0} of memory, stored in {1} ranges")
    stored = sum(size for kind, size in page.kinds.items() if kind != "streams")
    snapshot = page.snapshot
    parts = snapshot.threads, snapshot.modules, snapshot.handles, snapshot.regions
    told = text.format(*(theme.whole_number(len(part)) for part in parts))
    memory = ranges.format(theme.binary_size(stored), theme.whole_number(page.ranges))
    return f"{told}\n{memory}"


Line = tuple[str, "Callable[[DumpPage], str]"]
_STORY: Final[tuple[Line, ...]] = (
    (QT_TRANSLATE_NOOP("DumpSummary", "Exception"), _exception),
    (QT_TRANSLATE_NOOP("DumpSummary", "The program said"), _said),
    (QT_TRANSLATE_NOOP("DumpSummary", "Comment"), lambda page: "\n".join(page.comments)),
    (QT_TRANSLATE_NOOP("DumpSummary", "Left out on purpose"), _left_out),
)
_FACTS: Final[tuple[Line, ...]] = (
    (QT_TRANSLATE_NOOP("DumpSummary", "Process"), _process),
    (QT_TRANSLATE_NOOP("DumpSummary", "Program"), lambda page: page.snapshot.executable),
    (QT_TRANSLATE_NOOP("DumpSummary", "Command line"), _command_line),
    (QT_TRANSLATE_NOOP("DumpSummary", "Architecture"), _machine),
    (QT_TRANSLATE_NOOP("DumpSummary", "System"), _system),
    (QT_TRANSLATE_NOOP("DumpSummary", "Taken"), _taken),
    (QT_TRANSLATE_NOOP("DumpSummary", "Started"), _started),
    (QT_TRANSLATE_NOOP("DumpSummary", "System up for"), _booted),
    (QT_TRANSLATE_NOOP("DumpSummary", "Holds"), _counts),
    (QT_TRANSLATE_NOOP("DumpSummary", "Flags"), _flags),
    (QT_TRANSLATE_NOOP("DumpSummary", "File"), _file),
    (QT_TRANSLATE_NOOP("DumpSummary", "Path"), lambda page: page.path),
)
